/**
 * Whether callers are told the truth under load: 200 of them call the built server, whose upstream resets half of its
 * connections and issues tokens that live for a second. Compares what the upstream applied with what callers were told,
 * by the id of each write. Exits with 1 if a write was applied twice, or a report is untrue.
 *
 *   npm run bench:load [-- --seconds 60] [--callers 200]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { isWrite, mixedCall, signalAfter } from '../../test/load/calls.ts';
import { countReports, findViolations } from '../../test/load/outcomes.ts';
import { ERAS, mcpRequest, startOurs } from './load.mjs';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, callers: { type: 'string', default: '200' } },
});
const callers = Number(values.callers);
const print = (line = '') => process.stdout.write(`${line}\n`);
const fileOf = (name) => fileURLToPath(new URL(name, import.meta.url));

const upstream = fork(fileOf('../../scripts/run.mjs'), [fileOf('unreliable-upstream.mjs')]);
const [{ url }] = await once(upstream, 'message');
const server = await startOurs(
  { url },
  {
    CAPILLARY_USERNAME: undefined,
    CAPILLARY_PASSWORD: undefined,
    CAPILLARY_CLIENT_KEY: 'bench-client-key',
    CAPILLARY_CLIENT_SECRET: 'bench-client-secret',
    CAPILLARY_DEADLINE_SECONDS: '5',
    CAPILLARY_LOG_LEVEL: 'silent',
  },
);

/** What an answer tells its caller. @throws if it is not the answer to this call */
function reportIn(text, id) {
  const json = text.startsWith('{') ? text : /^data: (\{.*)$/m.exec(text)?.[1];
  const { result, error } = JSON.parse(json);
  if (error) throw new Error(`${id}: ${text.slice(0, 300)}`);
  const content = JSON.parse(result.content[0].text);
  if (result.isError) {
    const { kind, outcome = 'failed' } = content.error;
    if (kind === 'invalid_arguments' || kind === 'internal') throw new Error(`${id}: ${text.slice(0, 300)}`);
    return outcome;
  }
  if (content.entity !== Number(id)) throw new Error(`${id} got the answer to another call: ${text.slice(0, 300)}`);
  return 'success';
}

const pool = new Pool(new URL(server.url).origin, { connections: callers, pipelining: 1 });
const calls = [];
const times = [];
let lastNumber = 0;

async function call() {
  lastNumber += 1;
  const { id, tool, args, patienceMs } = mixedCall(lastNumber);
  const signal = signalAfter(patienceMs);
  const request = mcpRequest(server.url, ERAS[lastNumber % 2], 'tools/call', { name: tool, arguments: args });
  const started = performance.now();
  try {
    const { body } = await pool.request({ ...request, signal });
    const text = await body.text();
    times.push(performance.now() - started);
    calls.push({ id, tool, report: reportIn(text, id) });
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
    calls.push({ id, tool, report: 'gave up' });
  }
}

const started = performance.now();
const until = started + Number(values.seconds) * 1_000;
await Promise.all(
  Array.from({ length: callers }, async () => {
    while (performance.now() < until) await call();
  }),
);
const seconds = (performance.now() - started) / 1_000;
await pool.close();
// Waits for the writes that continue without their callers.
await server.stop();
upstream.send('ledger');
const [{ ledger }] = await once(upstream, 'message');
upstream.disconnect();

print('tool              told          calls   applied');
for (const row of countReports(calls, ledger.applied)) {
  const applied = isWrite(row.tool) ? String(row.applied) : '';
  print(`${row.tool.padEnd(18)}${row.report.padEnd(10)}${String(row.calls).padStart(9)}${applied.padStart(10)}`);
}
const { requests, connections, resets, tokens, expired } = ledger;
const resetCount = Object.values(resets).reduce((sum, count) => sum + count, 0);
const points = Object.entries(resets).map(([point, count]) => `${point} ${count}`);
print(
  `\nupstream: ${requests} requests on ${connections} connections, ${resetCount} of them reset (${points.join(', ')})`,
);
print(`tokens: ${tokens} issued, ${expired} requests refused because theirs had expired`);
const sorted = times.toSorted((a, b) => a - b);
const [p50, p95] = [0.5, 0.95].map((share) => Math.round(sorted[Math.floor(sorted.length * share)]));
print(`${calls.length} calls, ${Math.round(calls.length / seconds)} per second, p50 ${p50} ms, p95 ${p95} ms`);

const violations = findViolations(calls, ledger.applied, isWrite);
print(`${violations.length} violations`);
for (const violation of violations.slice(0, 20)) print(`  ${violation}`);
process.exitCode = violations.length === 0 ? 0 : 1;
