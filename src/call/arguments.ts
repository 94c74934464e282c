/** Checks a call's arguments before anything is sent, and says of each problem what was expected and what is nearest. */
import { z } from 'zod';
import { CapillaryError } from '../client/errors.js';
import { isObject } from '../lib/json.js';
import { misspells, nearest } from '../lib/nearest.js';
import type { Definition } from '../tools/define.js';
import { inputSchema } from '../tools/input.js';

export interface ArgumentProblem {
  /** Where: an argument's name, or a path such as `body.profiles[0].source`. */
  argument: string;
  problem: string;
  /** The nearest valid name or value. */
  nearest?: string;
}

/**
 * @returns notes on keys of the body that no documentation names; they are sent all the same
 * @throws CapillaryError of kind `invalid_arguments`, with an {@link ArgumentProblem} each in `details.arguments`
 */
export function checkArguments(definition: Definition, args: Record<string, unknown>): string[] {
  const schema = inputSchema(definition);
  const parsed = schema.safeParse(args);
  const problems = parsed.success ? [] : parsed.error.issues.flatMap((issue) => describe(issue, args, schema));
  const unknown = definition.body && 'body' in args ? unknownKeys(schema.shape['body'], args['body'], 'body') : [];
  for (const { path, key, siblings } of unknown) {
    const meant = siblings.find((sibling) => misspells(key, sibling));
    if (meant !== undefined) {
      problems.push({
        argument: `${path}.${key}`,
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

type Issue = z.core.$ZodIssue;

function describe(issue: Issue, args: unknown, schema: z.ZodObject): ArgumentProblem[] {
  const argument = pathText(issue.path);
  const given = valueAt(args, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownArgument(issue.path, key, schema));
    case 'invalid_value': {
      const valid = issue.values.map(String);
      const expected = `expected one of ${valid.join(', ')}`;
      if (given === undefined) return [{ argument, problem: `required, ${expected}` }];
      const near = typeof given === 'string' ? nearest(given, valid) : undefined;
      return [{ argument, problem: `${expected}; got ${shown(given)}`, ...(near !== undefined && { nearest: near }) }];
    }
    case 'invalid_type': {
      const expected = `expected ${article(issue.expected)}`;
      if (given === undefined) return [{ argument, problem: `required, ${expected}` }];
      return [{ argument, problem: `${expected}; got ${shown(given)}${jsonTextHint(issue.expected, given)}` }];
    }
    case 'invalid_union':
      return [{ argument, problem: unionText(issue, given) }];
    case 'too_big':
      return [
        {
          argument,
          problem: `at most ${issue.maximum} ${issue.origin === 'string' ? 'characters' : ''}; got ${shown(given)}`,
        },
      ];
    case 'custom': {
      if (given === undefined) return [{ argument, problem: `required, ${issue.message}` }];
      const values: unknown = issue.params?.['values'];
      const near = typeof given === 'string' && Array.isArray(values) ? nearest(given, values) : undefined;
      return [
        { argument, problem: `${issue.message}; got ${shown(given)}`, ...(near !== undefined && { nearest: near }) },
      ];
    }
    default:
      if (given === undefined) return [{ argument, problem: `required, ${issue.message}` }];
      return [{ argument, problem: `${issue.message}; got ${shown(given)}` }];
  }
}

function unknownArgument(path: readonly PropertyKey[], key: string, schema: z.ZodObject): ArgumentProblem {
  const top = path.length === 0;
  const names = top ? Object.keys(schema.shape) : [];
  const near = nearest(key, names);
  const list = !top ? '' : names.length > 0 ? `; this tool takes ${names.join(', ')}` : '; this tool takes none';
  return {
    argument: pathText([...path, key]),
    problem: `unknown argument${list}`,
    ...(near !== undefined && { nearest: near }),
  };
}

function unionText(issue: Extract<Issue, { code: 'invalid_union' }>, given: unknown): string {
  const wanted = issue.errors.flat().map((inner) => inner.message);
  const expected = [...new Set(wanted)].slice(0, 4).join(', or ');
  return given === undefined ? `required: ${expected}` : `${expected}; got ${shown(given)}`;
}

const article = (type: string): string => {
  const name = type === 'record' ? 'object' : type === 'string' ? 'text' : type;
  if (name === 'text') return 'text, in quotes';
  return /^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`;
};

/** Agents sometimes pass an object as the text of its JSON. */
function jsonTextHint(expected: string, given: unknown): string {
  const wantsJson = expected === 'object' || expected === 'array' || expected === 'record';
  return wantsJson && typeof given === 'string' ? '; pass JSON itself, not text' : '';
}

/** A value as an error shows it: its kind, and its start where it is short enough to help. */
function shown(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '') || 'arguments';

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, part) => {
    if (Array.isArray(at)) return at[Number(part)];
    return isObject(at) ? at[String(part)] : undefined;
  }, value);
}

interface UnknownKey {
  path: string;
  key: string;
  siblings: string[];
}

/** Keys that a body has and its schema does not, with the documented names beside them. Free-form parts have none. */
function unknownKeys(schema: unknown, value: unknown, path: string): UnknownKey[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return unknownKeys(schema.unwrap(), value, path);
  }
  if (schema instanceof z.ZodArray) {
    if (!Array.isArray(value)) return [];
    return value.flatMap((item, index) => unknownKeys(schema.element, item, `${path}[${index}]`));
  }
  if (schema instanceof z.ZodUnion) {
    const fitting = schema.options.find((option) => option instanceof z.ZodType && option.safeParse(value).success);
    return unknownKeys(fitting, value, path);
  }
  if (!(schema instanceof z.ZodObject) || !isObject(value)) return [];
  const shape: Record<string, unknown> = schema.shape;
  const documented = Object.keys(shape);
  return Object.entries(value).flatMap(([key, item]) =>
    Object.hasOwn(shape, key) ? unknownKeys(shape[key], item, `${path}.${key}`) : [{ path, key, siblings: documented }],
  );
}
