import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../../src/sandbox/http/server.js';
import { fittingHandlers } from '../fitting.js';
import { Journal, journaledHandlers } from '../journal.js';
import { expectBooksAddUp, expectMovementsAddUp, START } from '../support.js';
import { belowZero, beyondLimits, misreported, misreportedGroup, overdue, paidTwice, Remembered } from './checks.js';
import { misfound, misreportedStores } from './indexes.js';
import { Walk } from './walk.js';

/** Steps of each walk; `npm run walks` takes more. */
const STEPS = Number(process.env['WALK_STEPS'] ?? 300);
const SEEDS = (process.env['WALK_SEEDS'] ?? '1,2,3').split(',').map(Number);

/** How often everything is checked that takes many calls. */
const ROUND = 100;
/** How often indexes are compared with walks over everything. */
const OFTEN = 10;

async function walk(seed: number, steps: number): Promise<Walk> {
  const journal = new Journal();
  const sandbox = await startSandbox({
    handlers: fittingHandlers(journaledHandlers(journal)),
    seed,
    now: START,
  });
  const walking = new Walk(sandbox, journal, seed);
  const remembered = new Remembered();
  try {
    for (let step = 1; step <= steps; step++) {
      remembered.note(sandbox.world);
      await walking.step();
      const everybody = step % ROUND === 0 || step === steps;
      const people = everybody ? walking.people() : [...walking.involved];
      // The first read carries out what has fallen due.
      const groups = everybody
        ? Object.values(sandbox.world.userGroups)
        : people.flatMap((each) => walking.groupOf(each) ?? []);
      const reported = await Promise.all([
        ...people.map((each) => misreported(walking, each)),
        ...groups.map((each) => misreportedGroup(walking, each)),
      ]);
      const { world } = sandbox;
      const found = everybody ? await remembered.found(walking) : [];
      const wrong = [...reported.flat(), ...found, ...belowZero(world), ...beyondLimits(world), ...paidTwice(world)];
      wrong.push(...misfound(world, [...walking.involved]));
      if (step % OFTEN === 0) wrong.push(...misreportedStores(world));
      if (people.length > 0) wrong.push(...overdue(world));
      expect(wrong, `step ${step}`).toEqual([]);
      expectBooksAddUp(world);
      expectMovementsAddUp(world);
    }
  } catch (error) {
    const last = walking.log.slice(-12).join('\n');
    throw new Error(`seed ${seed}, after\n${last}\n${String(error)}`, { cause: error });
  } finally {
    await sandbox.close();
  }
  return walking;
}

describe('a random walk over all domains', () => {
  it.each(SEEDS)('keeps the books true (seed %i)', { timeout: 20_000 + 400 * STEPS }, async (seed) => {
    const { outcomes } = await walk(seed, STEPS);
    const done = [...outcomes].filter(([, outcome]) => outcome.done > 0).map(([tool]) => tool);
    expect(done.length).toBeGreaterThan(25);
  });
});
