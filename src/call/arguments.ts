/** Checks a call's arguments before anything is sent. */
import { CapillaryError } from '../client/errors.js';
import type { Definition } from '../tools/define.js';
import { inputSchema } from '../tools/input.js';
import { findBrokenRules } from './argument-rules.js';
import { findWrongForm } from './body-form.js';
import { findExceededBound } from './bounds.js';
import { endDayNotes } from './end-days.js';
import { findHidden } from './hidden-values.js';
import { type ArgumentProblem, listProblems, MAX_PROBLEMS } from './problems.js';
import { judgeUndocumented, undocumentedArguments } from './undocumented.js';

/** More undocumented arguments than this are no gap in the documentation; the call is refused. */
const MAX_UNDOCUMENTED = 10;

/**
 * Arguments that are too large are refused unread, and no more than 20 problems are described.
 *
 * @returns notes on undocumented names, which are sent anyway, and on ends that are days
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
    throw refuse(definition, args, problems, unexamined);
  }
  const documented = Object.entries(args).filter(([name]) => !undocumentedNames.includes(name));
  const { problems, unexamined } = listProblems(schema, Object.fromEntries(documented), definition.legacy);
  const undocumented = judgeUndocumented(definition, args);
  for (const each of undocumented.problems) {
    if (problems.length >= MAX_PROBLEMS) break;
    if (!problems.some(({ argument }) => argument === each.argument)) problems.push(each);
  }
  if (problems.length > 0) throw refuse(definition, args, problems, unexamined);
  const broken = findBrokenRules(definition, args, undocumentedNames.length > 0);
  if (broken.length > 0) throw invalidArguments(definition, broken);
  return [...undocumented.notes, ...endDayNotes(definition, args)];
}

/** If the body has a wrong form as a whole, the problems inside it only follow from that. */
function refuse(
  definition: Definition,
  args: Record<string, unknown>,
  problems: readonly ArgumentProblem[],
  unexamined = 0,
): CapillaryError {
  const wrongForm = findWrongForm(definition, args);
  if (!wrongForm) return invalidArguments(definition, withoutConsequences(problems), unexamined);
  const { shape } = inputSchema(definition);
  const others = problems.filter(
    ({ argument }) => !/^body\b/.test(argument) && Object.hasOwn(shape, argument.split(/[.[]/, 1)[0] ?? ''),
  );
  return invalidArguments(definition, [wrongForm, ...others]);
}

/** Without the problem that a key of the body is missing where another key is a misspelling of it. */
function withoutConsequences(problems: readonly ArgumentProblem[]): ArgumentProblem[] {
  const meant = new Set(
    problems.flatMap(({ argument, nearest }) =>
      nearest === undefined ? [] : [`${argument.slice(0, argument.lastIndexOf('.') + 1)}${nearest}`],
    ),
  );
  return problems.filter(
    ({ argument, problem }) => !(problem.startsWith('required') && argument.includes('.') && meant.has(argument)),
  );
}

/** @param unexamined - the number of further problems, which are not described */
export function invalidArguments(
  definition: Definition,
  problems: readonly ArgumentProblem[],
  unexamined = 0,
): CapillaryError {
  const names = [...new Set(problems.map(({ argument }) => argument))];
  const named = `${names.slice(0, MAX_NAMED).join(', ')}${names.length > MAX_NAMED ? ' …' : ''}`;
  return new CapillaryError({
    kind: 'invalid_arguments',
    message: `${definition.tool} was not called, because of ${named}.`,
    hint: `Correct what details.arguments says${unexamined > 0 ? ', and then what it does not list yet,' : ''} and call again.`,
    retryable: false,
    ...(definition.effect !== 'read' && { outcome: 'not_sent' }),
    details: { arguments: problems, ...(unexamined > 0 && { unexamined }) },
  });
}

/** Arguments that the message names. */
const MAX_NAMED = 5;
