/**
 * Requests per second over HTTP, compared with a minimal SDK low-level server: `tools/call` with the same request to the
 * same API, `tools/list` with a constant list of the same size. The servers take turns, so that they run under the same
 * conditions.
 *
 *   npm run bench:http [-- --rounds 5] [--ms 3000] [--connections 16]
 */
import { parseArgs } from 'node:util';
import { CALL, ERAS, load, mcpRequest, median, resultOf, startBare, startOurs, startSandbox } from './load.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    ms: { type: 'string', default: '3000' },
    connections: { type: 'string', default: '16' },
  },
});
const [rounds, ms, connections] = [values.rounds, values.ms, values.connections].map(Number);
const print = (line) => process.stdout.write(`${line}\n`);

const api = await startSandbox();
const ours = await startOurs(api);
const { headers, body, method, ...at } = mcpRequest(ours.url, ERAS[0], 'tools/list');
const answer = await fetch(`${at.origin}${at.path}`, { method, headers, body });
const { tools } = resultOf(await answer.text());
const bare = await startBare(api, tools);
try {
  print(`${''.padEnd(24)} ${'bare/s'.padStart(8)} ${'ours/s'.padStart(8)}   ratio (medians of ${rounds} rounds)`);
  for (const [name, params] of [
    ['tools/call', CALL],
    ['tools/list', {}],
  ]) {
    for (const era of ERAS) {
      const rates = { bare: [], ours: [] };
      for (const server of [bare, ours]) await load(server.url, era, name, params, { connections, ms: ms / 3 });
      for (let round = 0; round < rounds; round++) {
        rates.bare.push(await load(bare.url, era, name, params, { connections, ms }));
        rates.ours.push(await load(ours.url, era, name, params, { connections, ms }));
      }
      const [its, own] = [median(rates.bare), median(rates.ours)];
      const cells = [its, own].map((rate) => rate.toFixed(0).padStart(8)).join(' ');
      print(`${`${name} ${era}`.padEnd(24)} ${cells}   ${(own / its).toFixed(2)}`);
    }
  }
} finally {
  await Promise.all([bare.stop(), ours.stop()]);
  await api.stop();
}
