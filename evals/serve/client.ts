/** The commands of `serve`, which talk to the process that holds the session. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { text as readText } from 'node:stream/consumers';
import { parseArguments } from '../commands/arguments.js';
import { print } from '../commands/print.js';
import { UsageError } from '../commands/usage-error.js';
import type { SurfaceName } from '../surfaces/surface.js';
import type { DaemonOptions } from './daemon.js';
import type { SessionCommand, SessionReply } from './session.js';
import { readAddress, removeAddress, sessionFile } from './session-file.js';

interface SessionFlags {
  session: string;
  out: string;
}

interface StartFlags extends SessionFlags {
  surface: SurfaceName;
  as: string;
  run: number;
}

const HOW_TO_GO_ON = `
Work with these commands, and end with your answer to the user:
  npm run -s evals -- serve tools
  npm run -s evals -- serve call <tool> '<arguments as JSON>'
  npm run -s evals -- serve answer '<text>'`;

/** Starts a process for the session and prints what an agent is told. */
export async function start(task: string, { session, out, surface, as, run }: StartFlags): Promise<void> {
  const file = sessionFile(out, session);
  if (existsSync(file)) await failIfAlive(file, session);
  const options: DaemonOptions = { task, surface, worker: as, run, session, folder: out };
  print(await spawnSession(options));
  print(session === 'default' ? HOW_TO_GO_ON : HOW_TO_GO_ON.replaceAll(/serve \w+/g, `$& --session ${session}`));
}

async function failIfAlive(file: string, session: string): Promise<void> {
  const { port, task } = await readAddress(file);
  const alive = await fetch(`http://127.0.0.1:${port}`).then(
    () => true,
    () => false,
  );
  if (alive) {
    throw new UsageError(
      `The session '${session}' works on ${task}. Answer or stop it first, or name another one with --session.`,
    );
  }
  await removeAddress(file);
}

/** @returns what an agent is told, once the session can be used */
function spawnSession(options: DaemonOptions): Promise<string> {
  const [, script = ''] = process.argv;
  const child = spawn(process.execPath, [...entry(script), 'serve', 'session', JSON.stringify(options)], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let problem = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      problem += text;
    });
    child.once('error', reject);
    child.once('exit', () => reject(new UsageError(problem.trim() || 'The session ended before it began.')));
    child.once('message', (message) => {
      child.removeAllListeners('exit');
      child.stderr?.destroy();
      child.unref();
      resolve(typeof message === 'object' && 'introduction' in message ? String(message.introduction) : '');
    });
  });
}

/** How this program was started: by scripts/run.mjs, which removes its own argument. */
const entry = (script: string): string[] => [script, 'evals/main.ts'];

/** Calls a tool. @param args - JSON, or - for standard input */
export async function call(tool: string, args: string, flags: SessionFlags): Promise<void> {
  const given = args === '-' ? await readText(process.stdin) : args;
  await send({ command: 'call', tool, args: parseArguments(given) }, flags);
}

/** Sends a command to the session and prints the reply. */
export async function send(command: SessionCommand, { session, out }: SessionFlags): Promise<void> {
  const file = sessionFile(out, session);
  const { port, token } = await readAddress(file);
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(command),
  }).catch(async () => {
    await removeAddress(file);
    throw new UsageError('The session has ended. Begin again: npm run -s evals -- serve start <task>');
  });
  const reply: SessionReply = JSON.parse(await response.text());
  print(reply.text);
  if (reply.isError || reply.record?.passed === false) process.exitCode = 1;
}
