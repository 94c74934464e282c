/** Proves that a task's grading tells right from wrong. CI does this for each task; `npm run evals -- check` too. */
import { type Attempt, attempt, SetupError } from './attempt.js';
import type { Environment } from './environment.js';
import { PlaceholderError } from './play.js';
import { SelectorError } from './select.js';
import { callsOf, type Task, type Way } from './task.js';

/** A way that was tried, and what it shows to be wrong with the task. */
export interface Trial {
  name: string;
  attempt?: Attempt;
  /** Empty if the way was graded as it should be. */
  problems: string[];
}

/** Tries doing nothing, only talking, the reference, the wrong way and the other ways. */
export async function prove(environment: Environment, task: Task): Promise<Trial[]> {
  const trials: Trial[] = [
    await tryWay(environment, task, 'doing nothing', [], mustFail),
    await tryWay(environment, task, 'repeating the prompt', [task.prompt], mustFail),
    await tryWay(environment, task, 'reference', task.reference, mustPass),
    await tryWay(environment, task, 'wrong', task.wrong, mustFail),
  ];
  for (const [index, way] of (task.otherWays ?? []).entries()) {
    trials.push(await tryWay(environment, task, `other way ${index + 1}`, way, mustPass));
  }
  return trials;
}

async function tryWay(
  environment: Environment,
  task: Task,
  name: string,
  way: Way,
  judge: (attempt: Attempt) => string[],
): Promise<Trial> {
  try {
    const tried = await attempt(environment, task, way);
    return { name, attempt: tried, problems: [...judge(tried), ...failedCalls(task, tried)] };
  } catch (error) {
    if (!(error instanceof PlaceholderError || error instanceof SelectorError || error instanceof SetupError))
      throw error;
    return { name, problems: [error.message] };
  }
}

const mustPass = ({ failures }: Attempt): string[] => failures;
const mustFail = ({ passed }: Attempt): string[] => (passed ? ['passes, but must fail'] : []);

/** A refused call proves nothing, unless the task is about a refusal. */
function failedCalls({ kind }: Task, { calls }: Attempt): string[] {
  if (kind === 'refuse') return [];
  return calls
    .filter(({ answer }) => answer.isError)
    .map(({ tool, answer }) => `${tool} failed: ${answer.text.slice(0, 400)}`);
}

/** What is wrong with the way a task is written, whatever its ways do. */
export function findMistakes({ expect, kind, reference, prompt }: Task): string[] {
  const expectsNothing = !expect.answer?.length && Object.keys(expect.state ?? {}).length === 0;
  return [
    ...(expectsNothing ? ['expects neither an answer nor a state, so doing nothing passes'] : []),
    ...(kind === 'refuse' && expect.unchanged === undefined ? ['is about a refusal, but lets the state change'] : []),
    ...(callsOf(reference).length === 0 ? ['has a reference without a call'] : []),
    ...(prompt.length < 20 ? ['has no prompt'] : []),
  ];
}
