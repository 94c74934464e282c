/** Checks a call's arguments before anything is sent. */
import { z } from 'zod';
import { CapillaryError } from '../client/errors.js';
import { isObject } from '../lib/json.js';
import { misspells } from '../lib/nearest.js';
import type { Definition } from '../tools/define.js';
import { inputSchema } from '../tools/input.js';
import { type ArgumentProblem, listProblems, optionFor, unwrapped } from './problems.js';

/**
 * @returns notes on undocumented keys of the body, which are sent anyway
 * @throws CapillaryError of kind `invalid_arguments`, with an {@link ArgumentProblem} for each in `details.arguments`
 */
export function checkArguments(definition: Definition, args: Record<string, unknown>): string[] {
  const schema = inputSchema(definition);
  const problems = listProblems(schema, args);
  const unknown = definition.body && 'body' in args ? unknownKeys(schema.shape['body'], args['body'], 'body') : [];
  for (const { path, key, siblings } of unknown) {
    const argument = `${path}.${key}`;
    const intended = siblings.find((sibling) => misspells(key, sibling));
    if (intended !== undefined && !problems.some((problem) => problem.argument === argument)) {
      problems.push({
        argument,
        problem: `unknown key, probably a misspelling of '${intended}'`,
        nearest: intended,
      });
    }
  }
  if (problems.length > 0) throw invalidArguments(definition, problems);
  if (unknown.length === 0) return [];
  const names = unknown.map(({ path, key }) => `${path}.${key}`);
  return [`Not documented for ${definition.tool}, but sent anyway: ${names.slice(0, 20).join(', ')}`];
}

export function invalidArguments(definition: Definition, problems: readonly ArgumentProblem[]): CapillaryError {
  const lines = problems.slice(0, 10).map(({ argument, problem, nearest: suggestion }) => {
    return `${argument}: ${problem}${suggestion === undefined ? '' : `; nearest: ${suggestion}`}`;
  });
  return new CapillaryError({
    kind: 'invalid_arguments',
    message: `${definition.tool} was not called. ${lines.join(' | ')}`,
    hint: 'Nothing was sent. Correct these arguments and call again.',
    retryable: false,
    ...(definition.effect !== 'read' && { outcome: 'not_sent' }),
    details: { arguments: problems },
  });
}

interface UnknownKey {
  path: string;
  key: string;
  siblings: string[];
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
