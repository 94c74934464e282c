/** A server that is killed at random times: `npm run kills` kills it fifty times. */
import { expect, it } from 'vitest';
import { runKills } from '../kills/kills.js';

it('loses no line of the audit, and sends no row of a batch twice, however often it is killed', async () => {
  const report = await runKills({ kills: 5, seed: 7 });
  expect(report.violations).toEqual([]);
  expect(report.kills).toBeGreaterThanOrEqual(5);
  expect(report.rows).toBeGreaterThan(0);
}, 120_000);
