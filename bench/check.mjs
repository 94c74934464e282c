/**
 * Checks the ratios to a bare SDK server against bench/budgets.json: start, memory, calls over stdio and HTTP. Exits with 1
 * if one is exceeded. Needs a machine with nothing else to do.
 *
 *   npm run bench:check [-- --rounds 15] [--calls 300]
 */
import { readFileSync } from 'node:fs';
import { benchFile } from './lib/processes.mjs';
import { checkRatios, describeLimit } from './lib/ratios.mjs';
import { runBench } from './lib/runs.mjs';
import { table } from './lib/tables.mjs';

const only = ['--measure', 'start,stdio,http', '--servers', 'capillary-mcp'];
const results = runBench('peers.mjs', [...only, ...process.argv.slice(2)]);
const { ratios } = JSON.parse(readFileSync(benchFile('budgets.json'), 'utf8'));
const checked = checkRatios(results, ratios);
process.stdout.write(
  table(
    ['', 'measured', 'budget', ''],
    checked.map(({ name, value, limit, isKept }) => [
      name,
      `${value.toFixed(2)} ×`,
      describeLimit(limit),
      isKept ? '' : 'exceeded',
    ]),
  ),
);
if (!checked.every(({ isKept }) => isKept)) process.exitCode = 1;
