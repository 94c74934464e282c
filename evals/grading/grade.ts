/** Grades an attempt at a task by the state of the sandbox and the facts in the answer. */
import type { Expectations } from '../task.js';
import { describeFact, states } from './answer.js';
import { changedParts, checkState, type GradedState, sameJson } from './state.js';

export interface Grade {
  passed: boolean;
  /** What is wrong, in words. */
  failures: string[];
}

export function grade(expect: Expectations, before: GradedState, after: GradedState, answer: string): Grade {
  const failures = [
    ...checkAnswer(expect, after, answer),
    ...Object.entries(expect.state ?? {}).flatMap(
      ([selector, expected]) => checkState(before, after, selector, expected) ?? [],
    ),
    ...checkUnchanged(expect, before, after),
  ];
  return { passed: failures.length === 0, failures };
}

const checkAnswer = ({ answer: facts = [] }: Expectations, { find }: GradedState, answer: string): string[] =>
  facts.filter((fact) => !states(answer, fact, find)).map((fact) => `the answer does not state ${describeFact(fact)}`);

function checkUnchanged({ unchanged = [] }: Expectations, before: GradedState, after: GradedState): string[] {
  if (unchanged === true) {
    return changedParts(before.world, after.world).map((part) => `${part} changed, but nothing should`);
  }
  return unchanged
    .filter((selector) => !sameJson(before.find(selector), after.find(selector)))
    .map((selector) => `${selector} changed`);
}
