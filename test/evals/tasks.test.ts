/** Each task's grading tells right from wrong, through the real server and the sandbox. */
import { afterAll, describe, expect, it } from 'vitest';
import { type Environment, openEnvironment } from '../../evals/environment.js';
import { findMistakes, prove } from '../../evals/prove.js';
import { TASKS } from '../../evals/tasks/index.js';
import { BRAND_NAMES, type BrandName } from '../../src/sandbox/brands/names.js';

const open = new Map<BrandName, Promise<Environment>>();
const environmentOf = (brand: BrandName): Promise<Environment> => {
  const environment = open.get(brand) ?? openEnvironment(brand);
  open.set(brand, environment);
  return environment;
};
afterAll(async () => {
  for (const environment of open.values()) await (await environment).close();
});

it('every task has a name of its own', () => {
  const ids = TASKS.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

describe.each(BRAND_NAMES)('on %s', (brand) => {
  it.each(TASKS.filter((task) => task.brand === brand))('$id: only right ways pass', async (task) => {
    const trials = await prove(await environmentOf(brand), task);
    const problems = trials.flatMap((trial) => trial.problems.map((problem) => `${trial.name}: ${problem}`));
    expect([...findMistakes(task), ...problems]).toEqual([]);
  });
});
