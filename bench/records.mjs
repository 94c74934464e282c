/**
 * What records cost a call: this server without any, with the audit, with OpenTelemetry, and with both, which take turns on
 * the same stub of the API. The call reads personal data, so it has a line in the audit, two spans and a measurement.
 *
 * With both, a call may take at most a tenth longer. As the stub answers after 20 ms, sooner than the API does, that is
 * stricter than it has to be; with `--latency 0` the figures show the cost itself.
 *
 *   npm run bench:records [-- --latency 20] [--rounds 15] [--calls 100] [--json FILE]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ourEnvironment } from './http/load.mjs';
import { compareStdio } from './lib/measures.mjs';
import { benchFile, CLI, startService } from './lib/processes.mjs';
import { CALL } from './lib/request.mjs';
import { peersTables } from './lib/tables.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    calls: { type: 'string', default: '100' },
    latency: { type: 'string', default: '20' },
    json: { type: 'string' },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'capillary-mcp-bench-'));
const upstream = await startService([benchFile('lib/upstream.mjs'), values.latency]);
const collector = await startService([benchFile('lib/collector.mjs')]);
try {
  const audit = (name) => ({ CAPILLARY_AUDIT_FILE: join(folder, `${name}.jsonl`) });
  const spans = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const servers = Object.entries({
    none: {},
    audit: audit('audit'),
    OpenTelemetry: spans,
    both: { ...audit('both'), ...spans },
  }).map(([name, env]) => ({ name, stdio: { args: [CLI], env: { ...ourEnvironment(upstream), ...env } }, call: CALL }));
  const [rounds, calls] = [Number(values.rounds), Number(values.calls)];
  const stdio = await compareStdio(servers, upstream.url, { rounds, calls });
  process.stdout.write(peersTables({ stdio }));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(stdio, null, 2)}\n`);
} finally {
  await Promise.all([upstream.stop(), collector.stop()]);
  rmSync(folder, { recursive: true });
}
