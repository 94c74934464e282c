/** What is wrong with a call's arguments, in words for an agent: what was expected, what was given, what is nearest. */
import { z } from 'zod';
import { isObject } from '../lib/json.js';
import { nearest } from '../lib/nearest.js';

export interface ArgumentProblem {
  /** Where: an argument's name, or a path such as `body.profiles[0].source`. */
  argument: string;
  problem: string;
  /** The nearest valid name or value. */
  nearest?: string;
}

/** Every problem that the schema finds; none where the arguments fit. */
export const problemsOf = (schema: z.ZodObject, args: unknown): ArgumentProblem[] =>
  problemsAt({ schema, value: args, base: [] });

/** The schema inside `optional()`, `nullable()` and `preprocess()`. */
export function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return unwrapped(schema.unwrap());
  return schema instanceof z.ZodPipe ? unwrapped(schema.out) : schema;
}

type Issue = z.core.$ZodIssue;

/** A value somewhere in the arguments, and what it is checked with. */
interface Place {
  schema: z.core.$ZodType;
  value: unknown;
  /** The path to it. */
  base: readonly PropertyKey[];
}

function problemsAt(place: Place): ArgumentProblem[] {
  const { error } = z.safeParse(place.schema, place.value, { error: wording });
  return error?.issues.flatMap((issue) => describe(issue, place)) ?? [];
}

/** zod's own words are for programmers: these replace them, except where a schema has words of its own. */
const wording: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${typeName(issue.expected)}`;
    case 'invalid_value':
      return `expected one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `expected at least ${amount(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `expected at most ${amount(issue.maximum, issue.origin)}`;
    case 'invalid_union':
      return `expected ${issue.inst instanceof z.ZodUnion ? forms(issue.inst).join(', or ') : 'another form'}`;
    default:
      return 'expected another value';
  }
};

const typeName = (type: string): string => {
  if (type === 'string') return 'text, in quotes';
  const name = type === 'record' ? 'object' : type;
  return /^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`;
};

const UNITS: Readonly<Record<string, string>> = { string: 'character', array: 'element' };

function amount(limit: number | bigint, origin: string): string {
  const unit = UNITS[origin];
  return unit === undefined ? String(limit) : `${limit} ${unit}${Number(limit) === 1 ? '' : 's'}`;
}

/** The forms that a union accepts. */
function forms({ options }: z.ZodUnion): string[] {
  const single = options.map((option) => expectation(option));
  const named = options.map((option, index) => {
    const inner = unwrapped(option);
    const listed = inner instanceof z.ZodArray && single.includes(expectation(inner.element));
    return listed ? 'a list of them' : (single[index] ?? '');
  });
  return [...new Set(named)];
}

/** What a schema says that it expects. */
function expectation(schema: z.core.$ZodType): string {
  const [issue] = z.safeParse(schema, NO_JSON, { error: wording }).error?.issues ?? [];
  return issue?.message.replace(/^expected /, '') ?? 'anything';
}

/** No schema accepts it. */
const NO_JSON = (): void => {};

function describe(issue: Issue, place: Place): ArgumentProblem[] {
  const { schema, value: given, base: path } = follow(place, issue.path);
  const option = optionFor(given, schema);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, option));
  if (issue.code === 'invalid_union' && option !== schema) {
    return problemsAt({ schema: option, value: given, base: path });
  }
  const argument = pathText(path);
  if (given === undefined) return [{ argument, problem: `required, ${issue.message}` }];
  const got = isAboutSize(issue) && Array.isArray(given) ? given.length : shown(given);
  const near = typeof given === 'string' ? nearest(given, validValues(issue)) : undefined;
  return [
    {
      argument,
      problem: `${issue.message}; got ${got}${jsonTextHint(issue, given)}`,
      ...(near !== undefined && { nearest: near }),
    },
  ];
}

/** What an issue's path leads to. A single value in place of a list has no index in its path. */
function follow({ schema, value, base }: Place, path: readonly PropertyKey[]): Place {
  const followed = [...base];
  let at = unwrapped(schema);
  let given = value;
  for (const part of path) {
    at = optionFor(given, at);
    const key = String(part);
    if (at instanceof z.ZodArray) at = unwrapped(at.element);
    else if (at instanceof z.ZodObject) at = unwrapped(at.shape[key]);
    else if (at instanceof z.ZodRecord) at = unwrapped(at.valueType);
    if (typeof part === 'number' && !Array.isArray(given)) continue;
    followed.push(part);
    if (Array.isArray(given)) given = given[Number(part)];
    else given = isObject(given) ? given[key] : undefined;
  }
  return { schema: at, value: given, base: followed };
}

const isAboutSize = ({ code }: Issue): boolean => code === 'too_small' || code === 'too_big';

/** Of a union, the option that a value was most likely meant for: of its kind, with the fewest problems. */
export function optionFor(value: unknown, schema: z.core.$ZodType): z.core.$ZodType {
  if (!(schema instanceof z.ZodUnion)) return schema;
  const [first = schema, ...others] = schema.options.map(unwrapped).filter((option) => isOfKind(option, value));
  // Checked again only where that decides: it is done for every problem of a list.
  if (others.length === 0) return first;
  const [best] = [first, ...others]
    .map((option) => ({ option, problems: z.safeParse(option, value).error?.issues.length ?? 0 }))
    .sort((one, other) => one.problems - other.problems);
  return best?.option ?? first;
}

function isOfKind(schema: z.core.$ZodType, given: unknown): boolean {
  if (schema instanceof z.ZodArray) return Array.isArray(given);
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) return isObject(given);
  return schema instanceof z.ZodString && typeof given === 'string';
}

/** The valid values, where an issue names them. */
function validValues(issue: Issue): string[] {
  const values: unknown =
    issue.code === 'invalid_value' ? issue.values : issue.code === 'custom' && issue.params?.['values'];
  return Array.isArray(values) ? values.map(String) : [];
}

function unknownKey(path: readonly PropertyKey[], key: string, parent: z.core.$ZodType): ArgumentProblem {
  const names = parent instanceof z.ZodObject ? Object.keys(parent.shape) : [];
  const near = nearest(key, names);
  const [what, taker] = path.length === 0 ? ['argument', 'this tool'] : ['key', pathText(path)];
  return {
    argument: pathText([...path, key]),
    problem: `unknown ${what}; ${taker} takes ${names.length > 0 ? names.join(', ') : 'none'}`,
    ...(near !== undefined && { nearest: near }),
  };
}

/** Agents sometimes pass an object as the text of its JSON. */
function jsonTextHint(issue: Issue, given: unknown): string {
  const wantsJson = issue.code === 'invalid_type' && /^(object|array|record)$/.test(issue.expected);
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
