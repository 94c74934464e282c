/** Checks a call's arguments before anything is sent. */
import { z } from 'zod';
import { CapillaryError } from '../client/errors.js';
import { isObject } from '../lib/json.js';
import { misspells } from '../lib/nearest.js';
import type { Definition } from '../tools/define.js';
import { inputSchema } from '../tools/input.js';
import { type ArgumentProblem, optionFor, problemsOf, unwrapped } from './problems.js';

/**
 * @returns notes on keys of the body that no documentation names; they are sent all the same
 * @throws CapillaryError of kind `invalid_arguments`, with an {@link ArgumentProblem} each in `details.arguments`
 */
export function checkArguments(definition: Definition, args: Record<string, unknown>): string[] {
  const schema = inputSchema(definition);
  const problems = problemsOf(schema, args);
  const unknown = definition.body && 'body' in args ? unknownKeys(schema.shape['body'], args['body'], 'body') : [];
  for (const { path, key, siblings } of unknown) {
    const argument = `${path}.${key}`;
    const meant = siblings.find((sibling) => misspells(key, sibling));
    if (meant !== undefined && !problems.some((problem) => problem.argument === argument)) {
      problems.push({
        argument,
        problem: `unknown key, so like '${meant}' that it is taken for a misspelling`,
        nearest: meant,
      });
    }
  }
  if (problems.length > 0) throw invalidArguments(definition, problems);
  if (unknown.length === 0) return [];
  const names = unknown.map(({ path, key }) => `${path}.${key}`);
  return [`Not in the documentation of ${definition.tool}, sent all the same: ${names.slice(0, 20).join(', ')}`];
}

export function invalidArguments(definition: Definition, problems: readonly ArgumentProblem[]): CapillaryError {
  const lines = problems.slice(0, 10).map(({ argument, problem, nearest: near }) => {
    return `${argument}: ${problem}${near === undefined ? '' : `; nearest: ${near}`}`;
  });
  return new CapillaryError({
    kind: 'invalid_arguments',
    message: `${definition.tool} was not called: ${lines.join(' | ')}`,
    hint: 'Correct the arguments named and call again; nothing was sent.',
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

/** Keys that a body has and its schema does not, with the documented names beside them. Free-form parts have none. */
function unknownKeys(wrapped: z.core.$ZodType | undefined, value: unknown, path: string): UnknownKey[] {
  const schema = wrapped && optionFor(value, unwrapped(wrapped));
  if (schema instanceof z.ZodArray) {
    // Some lists may also be given as their only element.
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
