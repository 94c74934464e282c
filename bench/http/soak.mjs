/**
 * Ten minutes of lists and calls of both eras, with sessions that come and go. Prints memory over time and its slope.
 *
 *   npm run bench:soak [-- --minutes 10] [--connections 8]
 */
import { parseArgs } from 'node:util';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { residentMegabytes } from '../lib/processes.mjs';
import { CALL } from '../lib/request.mjs';
import { ERAS, load, startOurs, startSandbox } from './load.mjs';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, connections: { type: 'string', default: '8' } },
});
const minutes = Number(values.minutes);
const connections = Number(values.connections);
const print = (line) => process.stdout.write(`${line}\n`);

/** Megabytes per hour, by least squares. */
function slope(samples) {
  const mean = (of) => samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [hours, mb] = [mean((sample) => sample.hours), mean((sample) => sample.mb)];
  const up = samples.reduce((sum, sample) => sum + (sample.hours - hours) * (sample.mb - mb), 0);
  return up / samples.reduce((sum, sample) => sum + (sample.hours - hours) ** 2, 0);
}

const api = await startSandbox();
const ours = await startOurs(api, { CAPILLARY_SESSIONS: 'true' });
let calls = 0;
let sessions = 0;
const started = performance.now();
const until = started + minutes * 60_000;

/** Connects a new client, which opens a session or not depending on its era, makes calls, and closes it. */
async function comeAndGo(mode) {
  const client = new Client({ name: 'soak', version: '1' }, { versionNegotiation: { mode } });
  const transport = new StreamableHTTPClientTransport(new URL(ours.url));
  await client.connect(transport);
  await client.listTools();
  for (let call = 0; call < 5; call++) await client.callTool(CALL);
  await transport.terminateSession?.();
  await client.close();
  sessions += 1;
}
async function repeatedly(task) {
  while (performance.now() < until) await task();
}

const samples = [];
const timer = setInterval(() => {
  const hours = (performance.now() - started) / 3_600_000;
  samples.push({ hours, mb: residentMegabytes(ours.pid) });
  if (samples.length % 12 === 0)
    print(`${(hours * 60).toFixed(1)} min  ${samples.at(-1).mb.toFixed(0)} MB  ${calls} calls`);
}, 5_000);
try {
  const brief = { connections, ms: 2_000 };
  await Promise.all([
    repeatedly(async () => {
      const rate = await load(ours.url, ERAS[1], 'tools/call', CALL, brief);
      calls += Math.round(rate * 2);
      await load(ours.url, ERAS[1], 'tools/list', {}, { ...brief, ms: 500 });
    }),
    repeatedly(() => comeAndGo('legacy')),
    repeatedly(() => comeAndGo({ pin: '2026-07-28' })),
  ]);
} finally {
  clearInterval(timer);
  await ours.stop();
  await api.stop();
}
// The first fifth is warm-up: compiled code, pools, caches.
const steady = samples.slice(Math.floor(samples.length / 5));
print(
  `${calls} calls, ${sessions} clients; ${steady[0].mb.toFixed(0)} MB after warm-up, ${steady.at(-1).mb.toFixed(0)} MB at the end`,
);
print(`slope ${slope(steady).toFixed(1)} MB per hour`);
