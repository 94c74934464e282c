/** Checks a call's arguments before anything is sent. */
import { z } from 'zod';
import { CapillaryError } from '../client/errors.js';
import { isObject } from '../lib/json.js';
import { misspells } from '../lib/nearest.js';
import type { Definition } from '../tools/define.js';
import { inputSchema } from '../tools/input.js';
import { findExceededBound } from './bounds.js';
import { type ArgumentProblem, listProblems, MAX_PROBLEMS, optionFor, unwrapped } from './problems.js';

/**
 * Arguments that are too large are refused unread, and no more than 20 problems are described.
 *
 * @returns notes on undocumented keys of the body, which are sent anyway
 * @throws CapillaryError of kind `invalid_arguments`, with an {@link ArgumentProblem} for each in `details.arguments`
 */
export function checkArguments(definition: Definition, args: Record<string, unknown>): string[] {
  const exceeded = findExceededBound(args);
  if (exceeded) throw invalidArguments(definition, [exceeded]);
  const schema = inputSchema(definition);
  const { problems, unexamined } = listProblems(schema, args);
  const unknown = definition.body && 'body' in args ? unknownKeys(schema.shape['body'], args['body'], 'body') : [];
  const intended = memoizeMisspelling();
  for (const { path, key, siblings } of unknown) {
    if (problems.length >= MAX_PROBLEMS) break;
    const meant = intended(key, siblings);
    const argument = `${path}.${key}`;
    if (meant !== undefined && !problems.some((problem) => problem.argument === argument)) {
      problems.push({ argument, problem: `unknown key, probably a misspelling of '${meant}'`, nearest: meant });
    }
  }
  if (problems.length > 0) throw invalidArguments(definition, problems, unexamined);
  return unknown.length === 0 ? [] : [undocumentedNote(definition, unknown)];
}

const MAX_NOTED = 20;

function undocumentedNote({ tool }: Definition, unknown: readonly UnknownKey[]): string {
  const names = unknown.slice(0, MAX_NOTED).map(({ path, key }) => `${path}.${key.slice(0, 100)}`);
  const count = unknown.length > MAX_NOTED ? ` (${unknown.length} keys; these are the first)` : '';
  return `Not documented for ${tool}, but sent anyway${count}: ${names.join(', ')}`;
}

/** Rows repeat their keys, so that each is compared once. After this many different keys, no more are compared. */
const MAX_COMPARED = 1_000;

/** Makes the function that finds the documented key that an unknown key misspells. */
function memoizeMisspelling(): (key: string, siblings: readonly string[]) => string | undefined {
  const found = new Map<string, string | undefined>();
  return (key, siblings) => {
    const id = `${siblings.join()} ${key}`;
    if (!found.has(id) && found.size < MAX_COMPARED) {
      found.set(
        id,
        siblings.find((sibling) => misspells(key, sibling)),
      );
    }
    return found.get(id);
  };
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

interface UnknownKey {
  path: string;
  key: string;
  siblings: readonly string[];
}

/** Keys of a body that its schema does not have, with the documented names at that place. Free-form parts have none. */
function unknownKeys(wrapped: z.core.$ZodType | undefined, value: unknown, path: string): UnknownKey[] {
  const schema = wrapped && optionFor(value, unwrapped(wrapped));
  if (schema instanceof z.ZodArray) {
    // Some lists also accept a single element instead.
    if (!Array.isArray(value)) return unknownKeys(schema.element, value, path);
    return value.flatMap((item, index) => unknownKeys(schema.element, item, `${path}[${index}]`));
  }
  if (!(schema instanceof z.ZodObject) || !isObject(value)) return [];
  const shape: Record<string, z.core.$ZodType> = schema.shape;
  const documented = Object.keys(shape);
  return Object.entries(value).flatMap(([key, item]) =>
    Object.hasOwn(shape, key) ? unknownKeys(shape[key], item, `${path}.${key}`) : [{ path, key, siblings: documented }],
  );
}
