/** Runs the whole fault matrix: `npm run faults`. Exits with 1 if a cell differs from the table or breaks a rule. */
import { FAULTS } from './faults.js';
import { allCells, expectedEndings, nameOf, runCells, violations } from './matrix.js';

const started = performance.now();
const observations = await runCells(allCells(FAULTS));
let differences = 0;
let violated = 0;
for (const observation of observations) {
  const { cell, ending } = observation;
  const expected = expectedEndings(cell);
  const broken = violations(observation);
  violated += broken.length;
  for (const rule of broken) process.stdout.write(`${nameOf(cell)}: ${ending}. ${rule}\n`);
  if (expected.includes(ending)) continue;
  differences += 1;
  process.stdout.write(`${nameOf(cell)}: ${ending}, expected ${expected.join(' or ')}\n`);
}
const seconds = ((performance.now() - started) / 1000).toFixed(1);
process.stdout.write(
  `${FAULTS.length} faults, ${observations.length} cells in ${seconds} s: ${differences} differ from the table, ${violated} violations\n`,
);
process.exitCode = differences + violated > 0 ? 1 : 0;
