/** Picks tasks by what a user types. */
import { nearestNames } from '../../src/lib/nearest.js';
import type { Task } from '../task.js';
import { TASKS } from '../tasks/index.js';
import { UsageError } from './usage-error.js';

/**
 * The tasks with these ids, domains, brands or kinds; all without any.
 * @throws UsageError if a name is none of these
 */
export function pickTasks(names: readonly string[], tasks: readonly Task[] = TASKS): Task[] {
  if (names.length === 0) return [...tasks];
  for (const name of names) {
    if (tasks.some((task) => isNamed(task, name))) continue;
    const known = [...new Set(tasks.flatMap(({ id, domain, brand, kind }) => [id, domain, brand, kind]))];
    const near = nearestNames(name, known, 3);
    const advice = near.length > 0 ? `Did you mean ${near.join(', ')}?` : '`npm run evals -- list` shows them.';
    throw new UsageError(`No task, domain, brand or kind is named '${name}'. ${advice}`);
  }
  return tasks.filter((task) => names.some((name) => isNamed(task, name)));
}

const isNamed = ({ id, domain, brand, kind }: Task, name: string): boolean =>
  [id, domain, brand, kind].some((each) => each === name);
