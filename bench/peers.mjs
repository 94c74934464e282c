/**
 * This server beside others, on the same API: a bare SDK server that makes the same request, and a generic server that
 * reads the API's OpenAPI document. Start, memory, tokens, and calls over stdio and HTTP. All servers run at the same time
 * and take turns, so that they run under the same conditions.
 *
 *   npm ci --prefix bench              installs the others
 *   npm run bench:peers [-- --measure start,tokens,stdio,http] [--servers bare,capillary-mcp] [--rounds 15]
 *                       [--calls 300] [--json FILE]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareHttp, compareStarts, compareStdio, measureStart } from './lib/measures.mjs';
import { benchFile, CLI, startService } from './lib/processes.mjs';
import { arePeersInstalled, BARE, comparedServers, OURS } from './lib/servers.mjs';
import { countTokens } from './lib/surfaces.mjs';
import { peersTables } from './lib/tables.mjs';

const { values } = parseArgs({
  options: {
    measure: { type: 'string', default: 'start,tokens,stdio,http' },
    servers: { type: 'string' },
    rounds: { type: 'string', default: '15' },
    calls: { type: 'string', default: '300' },
    json: { type: 'string' },
  },
});
const [rounds, calls] = [Number(values.rounds), Number(values.calls)];
const measured = new Set(values.measure.split(','));

const folder = mkdtempSync(join(tmpdir(), 'capillary-mcp-bench-'));
const upstream = await startService([benchFile('lib/upstream.mjs')]);
try {
  const openApiFile = join(folder, 'openapi.json');
  writeFileSync(openApiFile, execFileSync(process.execPath, [CLI, 'catalogue', '--openapi'], { maxBuffer: 1e9 }));
  const servers = selectServers(comparedServers(upstream, openApiFile));
  const results = await measure(servers);
  process.stdout.write(peersTables(results));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  await upstream.stop();
  rmSync(folder, { recursive: true });
}

/** @returns the baseline and the named servers; without names all that are installed */
function selectServers(all) {
  const names = values.servers?.split(',');
  const selected = all.filter(({ name }) => name === BARE || (names ? names.includes(name) : true));
  if (arePeersInstalled() || selected.every(({ name }) => name === BARE || name === OURS)) return selected;
  throw new Error(
    'The other servers are not installed. Run `npm ci --prefix bench`, or pass --servers bare,capillary-mcp.',
  );
}

async function measure(servers) {
  const results = { rounds, calls };
  if (measured.has('start')) results.start = await compareStarts(servers, { rounds });
  if (measured.has('tokens')) results.tokens = await countTokens(servers);
  if (measured.has('stdio')) results.stdio = await compareStdio(servers, upstream.url, { rounds, calls });
  if (measured.has('http')) {
    const { answer: tools } = await measureStart({ args: [CLI] });
    results.http = await compareHttp(servers, upstream.url, tools, { rounds, calls });
  }
  return results;
}
