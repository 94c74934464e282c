/** Whether what a tool shows of an answer still fits the answer's type. */
import { withLists } from '../../../evals/surfaces/pointers.js';
import { successResult } from '../../../src/call/result.js';
import { isObject } from '../../../src/lib/json.js';
import type { Definition } from '../../../src/tools/define.js';
import { isStandIn, misfitsOf } from '../../tools/answer-fit.js';

/** The lowest limit for results that can be set. */
const MIN_CHARACTERS = 1_750;

/** What does not fit in the compacted answer, in the parts of it that `fields` selects, and in what a limit leaves of it. */
export function misfitsInResults(definition: Definition, body: unknown): readonly string[] {
  const limit = Math.max(MIN_CHARACTERS, Math.ceil(JSON.stringify(body).length / 3));
  const fields = everyThird(pathsIn(body));
  const whole = 1_000_000;
  return [
    { compactTo: whole, maxCharacters: whole },
    { fields, compactTo: whole, maxCharacters: whole },
    { compactTo: limit, maxCharacters: limit },
    { fields, maxCharacters: MIN_CHARACTERS },
  ].flatMap((options) => {
    const { content } = successResult(definition, body, options);
    return misfitsOf(definition.answer(), withLists(JSON.parse(content[0]?.text ?? 'null')), isStandIn);
  });
}

/** The paths of all members, as `fields` takes them. */
function pathsIn(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => pathsIn(each, path));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    const inner = path === '' ? name : `${path}.${name}`;
    return [inner, ...pathsIn(each, inner)];
  });
}

const everyThird = (paths: readonly string[]): string[] => [...new Set(paths)].filter((_, index) => index % 3 === 0);
