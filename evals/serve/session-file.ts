/** How the commands of a session find the process that holds it. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { slug } from '../../src/lib/slug.js';
import { UsageError } from '../commands/usage-error.js';

const ADDRESS = z.object({ port: z.number(), token: z.string(), task: z.string() });

/** Where the process of a session listens, on loopback, and the token that it expects. */
export type SessionAddress = z.infer<typeof ADDRESS>;

export const sessionFile = (folder: string, session: string): string =>
  join(folder, 'serve', 'sessions', `${slug(session)}.json`);

export async function writeAddress(file: string, address: SessionAddress): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(address), { mode: 0o600 });
}

/** @throws UsageError if there is no such session */
export async function readAddress(file: string): Promise<SessionAddress> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw new UsageError('No task is begun. Begin one: npm run -s evals -- serve start <task>');
  return ADDRESS.parse(JSON.parse(text));
}

export const removeAddress = (file: string): Promise<void> => rm(file, { force: true });
