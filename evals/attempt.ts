/** One attempt at a task: the world is prepared, something acts on it, and the outcome is graded. */
import type { Environment } from './environment.js';
import { type Grade, grade } from './grading/grade.js';
import { copyWorld, gradedState } from './grading/state.js';
import { type Played, play } from './play.js';
import type { Task, Way } from './task.js';

/** A task whose world is ready. */
export interface StartedTask {
  /** Grades the world as it is now, and an answer. */
  grade(answer: string): Grade;
}

/** A setup call that failed: the task is wrong, not the attempt. */
export class SetupError extends Error {
  override name = 'SetupError';
}

/** Resets the world and applies the task's setup. @throws SetupError if a call of the setup fails */
export async function startTask(environment: Environment, { id, setup = [], expect }: Task): Promise<StartedTask> {
  await environment.reset();
  const { calls } = await play(environment, setup);
  const failed = calls.find(({ answer }) => answer.isError);
  if (failed) throw new SetupError(`The setup of ${id} failed: ${failed.tool} answered ${failed.answer.text}`);
  const before = setup.length > 0 ? gradedState(copyWorld(environment.world)) : environment.start;
  return { grade: (answer) => grade(expect, before, gradedState(environment.world), answer) };
}

export interface Attempt extends Grade, Played {}

/** Starts the task, carries out a way and grades it. */
export async function attempt(environment: Environment, task: Task, way: Way): Promise<Attempt> {
  const started = await startTask(environment, task);
  const played = await play(environment, way);
  return { ...played, ...started.grade(played.answer) };
}
