/** `npm run kills [-- --kills 50] [--seed 1]`: exits with 1 if a row was sent twice, or an answer was not recorded. */
import { parseArgs } from 'node:util';
import { runKills } from './kills.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);
print(`seed ${values.seed}`);
let printed = 0;
const { kills, answered, rows, unknown, continued, violations } = await runKills({
  kills: Number(values.kills),
  seed: Number(values.seed),
  onProgress: (soFar) => {
    if (soFar < printed + 10) return;
    printed = soFar;
    print(`${soFar} kills`);
  },
});
for (const violation of violations) print(violation);
print(
  `${kills} kills: ${answered} answers with ${rows} rows of batches, ${continued} times a batch went on, ${unknown} times behind an unknown row; ${violations.length} violations`,
);
process.exitCode = violations.length > 0 ? 1 : 0;
