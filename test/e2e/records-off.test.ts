/** What the built command loads for its audit and for OpenTelemetry: nothing while both are off, and nothing else for them. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Receiver, startReceiver } from '../telemetry/receiver.js';
import { startClient } from './clients.js';

let folder: string;
let receiver: Receiver;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loaded-'));
  receiver = await startReceiver();
});
afterEach(async () => {
  await receiver.close();
  await rm(folder, { recursive: true });
});

/** The files that are loaded by a start, a list, and a call that reads personal data. */
async function filesLoaded(name: string, env: Record<string, string>): Promise<Set<string>> {
  const [loaded, hooks, register] = [`${name}.txt`, `${name}-hooks.mjs`, `${name}.mjs`].map((file) =>
    join(folder, file),
  );
  if (!loaded || !hooks || !register) throw new Error('unreachable');
  await writeFile(
    hooks,
    `import { appendFileSync } from 'node:fs';
    export async function load(url, context, next) {
      if (url.startsWith('file:')) appendFileSync(${JSON.stringify(loaded)}, url + '\\n');
      return next(url, context);
    }`,
  );
  await writeFile(register, `import { register } from 'node:module'; register(${JSON.stringify(`file://${hooks}`)});`);
  const client = await startClient('2025 era, 2.x client', { ...env, NODE_OPTIONS: `--import=file://${register}` });
  try {
    await client.listTools();
    expect(await client.call('customer_search', { q: 'Asha' })).toMatchObject({ isError: false });
  } finally {
    await client.close();
  }
  return new Set(
    (await readFile(loaded, 'utf8'))
      .trim()
      .split('\n')
      .map((url) => basename(url)),
  );
}

/** What belongs to either. */
const OF_RECORDS = /^(safety-audit|masked-arguments|personal-data|telemetry-(otlp|recorder)|opentelemetry)/;

it('loads nothing of them while both are off, and otherwise the same as with them', async () => {
  const off = await filesLoaded('off', {});
  const on = await filesLoaded('on', {
    CAPILLARY_AUDIT_FILE: join(folder, 'audit.jsonl'),
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
  });
  expect([...off].filter((file) => OF_RECORDS.test(file))).toEqual([]);
  expect([...off].filter((file) => !on.has(file))).toEqual([]);
  const added = [...on].filter((file) => !off.has(file) && file !== 'on.mjs');
  expect(added.filter((file) => !OF_RECORDS.test(file))).toEqual([]);
  expect(added).toEqual(expect.arrayContaining(['telemetry-recorder.js', 'telemetry-otlp.js', 'safety-audit.js']));
});
