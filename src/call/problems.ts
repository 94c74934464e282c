/** Describes invalid arguments for an agent: what was expected, what was received, and the nearest valid name or value. */
import { z } from 'zod';
import { isObject } from '../lib/json.js';
import { nearest } from '../lib/nearest.js';
import { documentedName, toDocumentedForm } from '../tools/documented-form.js';

export interface ArgumentProblem {
  /** The name of the argument, or a path such as `body.profiles[0].source`. */
  argument: string;
  problem: string;
  /** The nearest valid name or value. */
  nearest?: string;
}

/** Problems described at most; an agent corrects these and calls again. */
export const MAX_PROBLEMS = 20;

/** The first problems that a schema finds, and the number of those that were not described. */
interface Problems {
  problems: ArgumentProblem[];
  unexamined: number;
  readonly legacy: boolean;
}

/**
 * The problems that the schema finds; none if the arguments are valid in a form that the API accepts.
 *
 * @param legacy - whether the endpoint belongs to the InTouch layers, which accept more forms
 */
export function listProblems(schema: z.ZodObject, args: Readonly<Record<string, unknown>>, legacy: boolean): Problems {
  const found: Problems = { problems: [], unexamined: 0, legacy };
  // Valid as they are, as most are. A body is open, so that a key in another letter case is checked only in its other form.
  if (args['body'] === undefined && z.safeParse(schema, args).success) return found;
  addProblems(found, { schema, value: args, base: [] });
  return found;
}

/** The schema inside `optional()`, `nullable()` and `preprocess()`. */
export function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return unwrapped(schema.unwrap());
  return schema instanceof z.ZodPipe ? unwrapped(schema.out) : schema;
}

type Issue = z.core.$ZodIssue;

/** A value somewhere in the arguments, with the schema that checks it. */
interface Place {
  schema: z.core.$ZodType;
  value: unknown;
  /** The path of the value. */
  base: readonly PropertyKey[];
}

function addProblems(found: Problems, place: Place): void {
  const form = toDocumentedForm(place.schema, place.value, found.legacy);
  const { error } = z.safeParse(place.schema, form, { error: errorMap });
  for (const issue of error?.issues ?? []) {
    if (isEmptyColumn(issue, place)) continue;
    const room = MAX_PROBLEMS - found.problems.length;
    if (issue.code === 'unrecognized_keys') found.unexamined += Math.max(0, issue.keys.length - room);
    else if (room === 0) found.unexamined += 1;
    if (room > 0) describe(issue, place, found);
  }
}

/**
 * Whether an issue is about a field of a list's element that is null. Connectors send every column of a record, and the
 * API decides which of them it needs.
 */
function isEmptyColumn(issue: Issue, place: Place): boolean {
  const path = [...place.base, ...issue.path];
  if (!path.some((part) => typeof part === 'number') || typeof path.at(-1) === 'number') return false;
  return follow(place, issue.path).value === null;
}

/** Replaces zod's messages, which address programmers, unless a schema has its own message. */
const errorMap: z.core.$ZodErrorMap = (issue) => {
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
      return `expected ${issue.inst instanceof z.ZodUnion ? unionForms(issue.inst) : 'a different form'}`;
    default:
      return 'expected a different value';
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

/** The forms that a union accepts, in words. Cached, because zod asks for the message of every invalid element. */
function unionForms(union: z.ZodUnion): string {
  const cached = formsOfUnion.get(union);
  if (cached !== undefined) return cached;
  const { options } = union;
  const expectations = options.map((option) => expectation(option));
  const names = options.map((option, index) => {
    const inner = unwrapped(option);
    const isList = inner instanceof z.ZodArray && expectations.includes(expectation(inner.element));
    return isList ? 'a list of them' : (expectations[index] ?? '');
  });
  const forms = [...new Set(names)].join(', or ');
  formsOfUnion.set(union, forms);
  return forms;
}
const formsOfUnion = new WeakMap<z.ZodUnion, string>();

/** What a schema expects, in words. */
function expectation(schema: z.core.$ZodType): string {
  const [issue] = z.safeParse(schema, INVALID_VALUE, { error: errorMap }).error?.issues ?? [];
  return issue?.message.replace(/^expected /, '') ?? 'anything';
}

/** A value that no schema accepts. */
const INVALID_VALUE = (): void => {};

/** Adds the problems that an issue reports. */
function describe(issue: Issue, place: Place, found: Problems): void {
  const { schema, value, base: path } = follow(place, issue.path);
  const option = optionFor(value, schema);
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.slice(0, MAX_PROBLEMS - found.problems.length);
    found.problems.push(...keys.map((key) => unknownKey(path, key, option)));
    return;
  }
  if (issue.code === 'invalid_union' && option !== schema) {
    addProblems(found, { schema: option, value, base: path });
    return;
  }
  const argument = pathText(path);
  if (value === undefined) {
    found.problems.push({ argument, problem: `required, ${issue.message}` });
    return;
  }
  const received = isAboutSize(issue) && Array.isArray(value) ? value.length : preview(value);
  const suggestion = typeof value === 'string' ? nearest(value, validValues(issue)) : undefined;
  found.problems.push({
    argument,
    problem: `${issue.message}; got ${received}${jsonTextHint(issue, value)}`,
    ...(suggestion !== undefined && { nearest: suggestion }),
  });
}

/** The place that an issue's path leads to. A single value in place of a list has no index in the path. */
function follow({ schema, value, base }: Place, path: readonly PropertyKey[]): Place {
  const followed = [...base];
  let partSchema = unwrapped(schema);
  let partValue = value;
  for (const part of path) {
    partSchema = optionFor(partValue, partSchema);
    const key = String(part);
    const shape = partSchema instanceof z.ZodObject ? partSchema.shape : {};
    if (partSchema instanceof z.ZodArray) partSchema = unwrapped(partSchema.element);
    else if (partSchema instanceof z.ZodObject) partSchema = unwrapped(partSchema.shape[key]);
    else if (partSchema instanceof z.ZodRecord) partSchema = unwrapped(partSchema.valueType);
    if (typeof part === 'number' && !Array.isArray(partValue)) continue;
    const given = isObject(partValue) ? givenKey(shape, partValue, key) : part;
    followed.push(given);
    if (Array.isArray(partValue)) partValue = partValue[Number(part)];
    else partValue = isObject(partValue) ? partValue[String(given)] : undefined;
  }
  return { schema: partSchema, value: partValue, base: followed };
}

/** The key of an object that stands for a documented one: itself, or the same in other letter case. */
function givenKey(shape: Readonly<z.core.$ZodShape>, value: Record<string, unknown>, name: string): string {
  if (Object.hasOwn(value, name)) return name;
  return Object.keys(value).find((key) => documentedName(shape, value, key) === name) ?? name;
}

const isAboutSize = ({ code }: Issue): boolean => code === 'too_small' || code === 'too_big';

/** The option of a union that a value was most likely meant for: of the same type, with the fewest problems. */
export function optionFor(value: unknown, schema: z.core.$ZodType): z.core.$ZodType {
  if (!(schema instanceof z.ZodUnion)) return schema;
  const [first = schema, ...others] = schema.options.map(unwrapped).filter((option) => acceptsType(option, value));
  // Validates again only if that decides, because this runs for every problem of a list.
  if (others.length === 0) return first;
  const [best] = [first, ...others]
    .map((option) => ({ option, problems: z.safeParse(option, value).error?.issues.length ?? 0 }))
    .sort((a, b) => a.problems - b.problems);
  return best?.option ?? first;
}

function acceptsType(schema: z.core.$ZodType, value: unknown): boolean {
  if (schema instanceof z.ZodArray) return Array.isArray(value);
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) return isObject(value);
  return schema instanceof z.ZodString && typeof value === 'string';
}

/** The valid values, if an issue names them. */
function validValues(issue: Issue): string[] {
  const values: unknown =
    issue.code === 'invalid_value' ? issue.values : issue.code === 'custom' && issue.params?.['values'];
  return Array.isArray(values) ? values.map(String) : [];
}

/** The problem of a name that its parent does not have. */
export function unknownKey(path: readonly PropertyKey[], key: string, parent: z.core.$ZodType): ArgumentProblem {
  const names = parent instanceof z.ZodObject ? Object.keys(parent.shape) : [];
  const suggestion = nearest(key, names);
  const [what, parentName] = path.length === 0 ? ['argument', 'this tool'] : ['key', pathText(path)];
  return {
    argument: pathText([...path, key]),
    problem: `unknown ${what}; ${parentName} accepts ${names.length > 0 ? names.join(', ') : 'none'}`,
    ...(suggestion !== undefined && { nearest: suggestion }),
  };
}

/** Agents sometimes pass an object as a string of JSON. */
function jsonTextHint(issue: Issue, value: unknown): string {
  const expectsJson = issue.code === 'invalid_type' && /^(object|array|record)$/.test(issue.expected);
  return expectsJson && typeof value === 'string' ? '; pass the JSON value itself, not a string of JSON' : '';
}

/** A value as an error shows it: its type, or the beginning of a simple value. */
function preview(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(typeof value === 'string' ? value.slice(0, 61) : value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Longer keys are shortened in a path. */
const MAX_KEY_LENGTH = 100;

const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const key = String(part).slice(0, MAX_KEY_LENGTH);
    return text === '' ? key : `${text}.${key}`;
  }, '') || 'arguments';
