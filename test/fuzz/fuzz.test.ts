/** A short fuzz run; `npm run fuzz` makes 100,000 calls, with larger arguments, and checks how long they take. */
import { expect, it } from 'vitest';
import { runFuzz } from './fuzz.js';

const CALLS = 2_000;

it(`${CALLS} hostile calls reach nothing outside their templates, and learn nothing`, async () => {
  const seed = Date.now() % 2 ** 31;
  const { violations, sent, refused, toolsSent } = await runFuzz({ calls: CALLS, seed, isFull: false });
  expect(Object.fromEntries(violations), `seed ${seed}`).toEqual({});
  // The calls get far enough to prove something.
  expect(sent).toBeGreaterThan(CALLS / 5);
  expect(refused).toBeGreaterThan(CALLS / 5);
  expect(toolsSent.size).toBeGreaterThan(250);
}, 120_000);
