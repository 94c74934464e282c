/** Checks a call's arguments before anything is sent. */
import { CapillaryError } from '../client/errors.js';
import type { Definition } from '../tools/define.js';
import { inputSchema } from '../tools/input.js';
import { findExceededBound } from './bounds.js';
import { findHidden } from './hidden-values.js';
import { type ArgumentProblem, listProblems, MAX_PROBLEMS } from './problems.js';
import { judgeUndocumented, undocumentedArguments } from './undocumented.js';

/** More undocumented arguments than this are no gap in the documentation; the call is refused. */
const MAX_UNDOCUMENTED = 10;

/**
 * Arguments that are too large are refused unread, and no more than 20 problems are described.
 *
 * @returns notes on undocumented names, which are sent anyway
 * @throws CapillaryError of kind `invalid_arguments`, with an {@link ArgumentProblem} for each in `details.arguments`
 */
export function checkArguments(definition: Definition, args: Record<string, unknown>): string[] {
  const exceeded = findExceededBound(args);
  if (exceeded) throw invalidArguments(definition, [exceeded]);
  const hidden = findHidden(args);
  if (hidden) throw invalidArguments(definition, [hidden]);
  const schema = inputSchema(definition);
  const undocumentedNames = undocumentedArguments(definition, args);
  if (undocumentedNames.length > MAX_UNDOCUMENTED) {
    const { problems, unexamined } = listProblems(schema, args, definition.legacy);
    throw invalidArguments(definition, problems, unexamined);
  }
  const documented = Object.entries(args).filter(([name]) => !undocumentedNames.includes(name));
  const { problems, unexamined } = listProblems(schema, Object.fromEntries(documented), definition.legacy);
  const undocumented = judgeUndocumented(definition, args);
  for (const each of undocumented.problems) {
    if (problems.length >= MAX_PROBLEMS) break;
    if (!problems.some(({ argument }) => argument === each.argument)) problems.push(each);
  }
  if (problems.length > 0) throw invalidArguments(definition, problems, unexamined);
  return undocumented.notes;
}

/** @param unexamined - the number of further problems, which are not described */
export function invalidArguments(
  definition: Definition,
  problems: readonly ArgumentProblem[],
  unexamined = 0,
): CapillaryError {
  const lines = problems.slice(0, 10).map(({ argument, problem, nearest: suggestion }) => {
    return `${argument}: ${problem}${suggestion === undefined ? '' : `; nearest: ${suggestion}`}`;
  });
  const more = unexamined === 0 ? [] : [`${unexamined} more problems were not examined`];
  return new CapillaryError({
    kind: 'invalid_arguments',
    message: `${definition.tool} was not called. ${[...lines, ...more].join(' | ')}`,
    hint: 'Nothing was sent. Correct these arguments and call again.',
    retryable: false,
    ...(definition.effect !== 'read' && { outcome: 'not_sent' }),
    details: { arguments: problems, ...(unexamined > 0 && { unexamined }) },
  });
}
