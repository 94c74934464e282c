/**
 * What records cost a call: this server without any, with the audit, with OpenTelemetry, and with both, which take turns on
 * the same stub of the API. The call reads personal data, so it has a line in the audit, two spans and a measurement.
 *
 * With both, a call may take at most a tenth longer (the exit code is 1 if it does) where the API answers after 20 ms, which is sooner than it does, alone
 * and with 32 calls in flight. The stub that answers at once is the hard case: the call then consists of little else than
 * what this server does, and the figures show what the records themselves cost. CPU time also counts what is done after the
 * answer.
 *
 *   npm run bench:records [-- --latencies 20,0] [--rounds 15] [--calls 100] [--json FILE]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ourEnvironment } from './http/load.mjs';
import { compareStdio } from './lib/measures.mjs';
import { benchFile, CLI, startService } from './lib/processes.mjs';
import { CALL } from './lib/request.mjs';
import { recordsTables } from './lib/tables.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    calls: { type: 'string', default: '100' },
    latencies: { type: 'string', default: '20,0' },
    json: { type: 'string' },
  },
});
/** What both may cost: how many times as long a call may take. */
const MAX_RATIO = 1.1;
/** The latency of the API that is held against it. */
const REPRESENTATIVE = '20';

const [rounds, calls] = [Number(values.rounds), Number(values.calls)];

const folder = mkdtempSync(join(tmpdir(), 'capillary-mcp-bench-'));
const collector = await startService([benchFile('lib/collector.mjs')]);

/** @param {string} latency - after which the API answers, in milliseconds */
async function measure(latency) {
  const upstream = await startService([benchFile('lib/upstream.mjs'), latency]);
  const audit = (name) => ({ CAPILLARY_AUDIT_FILE: join(folder, `${name}-${latency}.jsonl`) });
  const spans = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const servers = Object.entries({
    none: {},
    audit: audit('audit'),
    OpenTelemetry: spans,
    both: { ...audit('both'), ...spans },
  }).map(([name, env]) => ({ name, stdio: { args: [CLI], env: { ...ourEnvironment(upstream), ...env } }, call: CALL }));
  try {
    return await compareStdio(servers, upstream.url, { rounds, calls });
  } finally {
    await upstream.stop();
  }
}

try {
  const results = {};
  for (const latency of values.latencies.split(',')) {
    const measured = await measure(latency);
    results[latency === '0' ? 'API that answers at once' : `API that answers after ${latency} ms`] = measured;
    const { alone, parallel } = measured.both;
    const isExceeded = [alone, parallel].some(({ p50Ratio }) => p50Ratio.median > MAX_RATIO);
    if (latency === REPRESENTATIVE && isExceeded) process.exitCode = 1;
  }
  process.stdout.write(recordsTables(results));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  await collector.stop();
  rmSync(folder, { recursive: true });
}
