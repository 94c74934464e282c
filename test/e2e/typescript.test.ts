/** A program written against `catalogue --typescript` compiles, and does its job on the embedded sandbox. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CLI, cleanEnv } from './clients.js';

const run = promisify(execFile);
const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const STRICT = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--skipLibCheck'];
const TARGET = ['--target', 'es2023', '--module', 'nodenext', '--types', 'node'];
const TIME_LIMIT = 60_000;

/** Below the project's packages, which the program imports. */
let directory: string;
beforeAll(async () => {
  const cache = fromRoot('node_modules/.cache');
  await mkdir(cache, { recursive: true });
  directory = await mkdtemp(join(cache, 'program-'));
});
afterAll(() => rm(directory, { recursive: true }));

it('the example program gives back points and finds coupons that expire', { timeout: TIME_LIMIT }, async () => {
  const declared = await run(process.execPath, [CLI, 'catalogue', '--typescript'], {
    env: cleanEnv(),
    maxBuffer: 16 * 1024 * 1024,
  });
  await writeFile(join(directory, 'capillary.d.ts'), declared.stdout);
  await writeFile(join(directory, 'package.json'), '{"type":"module"}');
  await copyFile(fromRoot('docs/examples/make-amends.ts'), join(directory, 'make-amends.ts'));
  const compiler = [fromRoot('node_modules/typescript/bin/tsc'), '--ignoreConfig'];
  await run(process.execPath, [...compiler, ...STRICT, ...TARGET, 'make-amends.ts'], { cwd: directory });

  const { stdout } = await run(process.execPath, ['make-amends.js', 'asha', '400', CLI], {
    cwd: directory,
    env: cleanEnv(),
  });
  expect(JSON.parse(stdout)).toEqual({
    customer: 418400001,
    mobile: '919800000001',
    expiring: expect.arrayContaining([{ code: expect.stringMatching(/^\w{8}$/), days: expect.any(Number) }]),
    pointsGivenBack: 60,
  });
});
