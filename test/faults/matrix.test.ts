/** The fault matrix, with one kind of credentials or the other in each cell; `npm run faults` runs all of it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { processBodyBudget } from '../../src/client/body-budget.js';
import { FAULTS } from './faults.js';
import { everyOtherCell, expectedEndings, nameOf, type Observation, runCells, violations } from './matrix.js';

let observations: Observation[] = [];

beforeAll(async () => {
  observations = await runCells(everyOtherCell(FAULTS));
}, 60_000);

describe('calls end as the table says if the API', () => {
  it.each(FAULTS)('$name', (fault) => {
    const observed = observations.filter(({ cell }) => cell.fault === fault);
    expect(observed.length).toBeGreaterThanOrEqual(4);
    for (const { cell, ending } of observed) expect(expectedEndings(cell), nameOf(cell)).toContain(ending);
  });
});

describe('whatever the API does', () => {
  it('no write is sent twice, no outcome is untrue, calls end in time, and the next call works', () => {
    const violated = observations.flatMap((observation) =>
      violations(observation).map((rule) => `${nameOf(observation.cell)}: ${observation.ending}. ${rule}`),
    );
    expect(violated).toEqual([]);
  });

  it('no memory stays reserved for a response', () => {
    expect(processBodyBudget.total).toBe(0);
  });
});
