/** Recognizes a body that has the form of another endpoint or API layer, and says how to pass it instead. */
import { z } from 'zod';
import { isObject } from '../lib/json.js';
import type { Definition } from '../tools/define.js';
import { inputSchema } from '../tools/input.js';
import { type ArgumentProblem, unwrapped } from './problems.js';

type Arguments = Readonly<Record<string, unknown>>;

/** Levels of wrappers that are looked into. */
const MAX_LEVELS = 4;
/** Keys that a problem names. */
const MAX_KEYS = 8;

/**
 * What is wrong with the form of the body as a whole: its fields stand beside it, it has levels too many or too few, or
 * it is a list. Undefined if it has the documented form, even if something in it is wrong.
 */
export function findWrongForm(definition: Definition, args: Arguments): ArgumentProblem | undefined {
  if (!definition.body) return undefined;
  const schema = unwrapped(definition.body());
  const { body } = args;
  if (body === undefined || body === null) return findFieldsBeside(definition, schema, args);
  const outer = isObject(body) ? missingLevels(schema, body) : undefined;
  if (outer) return outer;
  const problem = Array.isArray(body) ? ofList(schema, body) : isObject(body) ? ofObject(schema, body) : undefined;
  return problem === undefined ? undefined : { argument: 'body', problem };
}

/** The problem of a body that begins with an inner level, such as `customer` without `root`. */
function missingLevels(schema: z.core.$ZodType, body: Record<string, unknown>): ArgumentProblem | undefined {
  const { path = [] } = (schema instanceof z.ZodObject && wrapperOf(schema)) || {};
  const [outermost] = path;
  const given = path.find((key) => Object.hasOwn(body, key));
  if (outermost === undefined || given === undefined || given === outermost) return undefined;
  const missing = path.slice(0, path.indexOf(given));
  const form = `${missing.map((key) => `{"${key}": `).join('')}{"${given}": …}${'}'.repeat(missing.length)}`;
  return { argument: `body.${outermost}`, problem: `required; pass ${form}` };
}

/** Fields of the body that were passed as arguments. */
function findFieldsBeside(
  definition: Definition,
  schema: z.core.$ZodType,
  args: Arguments,
): ArgumentProblem | undefined {
  const own = inputSchema(definition).shape;
  const misplaced = Object.keys(args).filter((name) => name !== 'body' && !Object.hasOwn(own, name));
  const documented = keysOf(schema);
  if (!misplaced.some((name) => documented.includes(name))) return undefined;
  const example = `{"body": {${misplaced.slice(0, MAX_KEYS).map(quoted).join(', ')}}}`;
  return { argument: 'body', problem: `required; put the fields into it: ${example}` };
}

const quoted = (key: string): string => `"${key.slice(0, 60)}": …`;

/** @returns the problem of a list in place of an object */
function ofList(schema: z.core.$ZodType, body: readonly unknown[]): string | undefined {
  if (!(schema instanceof z.ZodObject)) return undefined;
  const wrapper = wrapperOf(schema);
  if (wrapper && body.every(isObject)) return wrapAdvice(wrapper, 'the list');
  return body.length === 1
    ? 'expected an object; pass the element itself instead of a list'
    : `expected one object; got a list of ${body.length}; make a call for each`;
}

/** @returns the problem of an object that has levels too many or too few */
function ofObject(schema: z.core.$ZodType, body: Record<string, unknown>): string | undefined {
  const inner = insideWrappers(schema, body);
  if (inner) {
    const what = schema instanceof z.ZodArray ? `a list of ${describeElement(schema)}` : `the fields themselves`;
    return `expected ${what}; pass what is in body.${inner.path} as body, without the levels around it${renaming(schema, inner.value)}`;
  }
  const wrapper = schema instanceof z.ZodObject ? wrapperOf(schema) : undefined;
  if (!wrapper || Object.hasOwn(body, wrapper.path[0] ?? '')) return undefined;
  return `${wrapAdvice(wrapper, 'the fields')}${renaming(wrapper.element, body)}`;
}

const describeElement = ({ element }: z.ZodArray): string =>
  unwrapped(element) instanceof z.ZodObject ? 'objects' : 'values';

/** Documented keys at the place where the fields belong, if the given ones are not all documented there. */
function renaming(schema: z.core.$ZodType, given: unknown): string {
  const fields = Array.isArray(given) ? given[0] : given;
  const documented = keysOf(schema);
  if (!isObject(fields) || documented.length === 0) return '';
  if (Object.keys(fields).every((key) => documented.includes(key))) return '';
  const listed = documented.slice(0, MAX_KEYS).join(', ');
  return `; its keys are ${listed}${documented.length > MAX_KEYS ? ` and ${documented.length - MAX_KEYS} more` : ''}`;
}

/** The keys of an object, or of the elements of a list. */
function keysOf(schema: z.core.$ZodType): string[] {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray) return keysOf(inner.element);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** What is inside an object with a single undocumented key, if it fits the schema. */
function insideWrappers(
  schema: z.core.$ZodType,
  body: Record<string, unknown>,
): { path: string; value: unknown } | undefined {
  const documented = schema instanceof z.ZodObject ? keysOf(schema) : [];
  let path = '';
  let value: unknown = body;
  for (let level = 0; level < MAX_LEVELS; level += 1) {
    if (Array.isArray(value)) {
      if (value.length !== 1) return undefined;
      path += '[0]';
      value = value[0];
    } else {
      const [key, ...others] = isObject(value) ? Object.keys(value) : [];
      if (!isObject(value) || key === undefined || others.length > 0 || documented.includes(key)) return undefined;
      path += `${path === '' ? '' : '.'}${key.slice(0, 60)}`;
      value = value[key];
    }
    if (fits(schema, value)) return { path, value };
  }
  return undefined;
}

/** Whether a value is probably meant for a schema: it is valid, or most of its keys are documented, in any spelling. */
function fits(schema: z.core.$ZodType, value: unknown): boolean {
  if (z.safeParse(schema, value).success) return !(schema instanceof z.ZodObject) || sharesKeys(schema, value);
  if (schema instanceof z.ZodArray !== Array.isArray(value)) return false;
  return sharesKeys(schema, Array.isArray(value) ? value[0] : value);
}

/** Whether most keys of a body, or of the first element of a list, are documented. */
export function hasKeysOf(schema: z.core.$ZodType, body: unknown): boolean {
  const expected = unwrapped(schema);
  if (expected instanceof z.ZodArray !== Array.isArray(body)) return false;
  return sharesKeys(expected, Array.isArray(body) ? body[0] : body);
}

function sharesKeys(schema: z.core.$ZodType, value: unknown): boolean {
  if (!isObject(value)) return false;
  const documented = new Set(keysOf(schema).map(normalize));
  const given = Object.keys(value).slice(0, 100).map(normalize);
  return given.length > 0 && given.filter((key) => documented.has(key)).length * 2 >= given.length;
}

const normalize = (key: string): string => key.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Where a body with a single key at each level has its fields: `root`, `customer`, and then each element of a list. */
interface Wrapper {
  path: readonly string[];
  isList: boolean;
  element: z.core.$ZodType;
}

function wrapperOf(schema: z.ZodObject): Wrapper | undefined {
  const path: string[] = [];
  let inner: z.core.$ZodType = schema;
  while (inner instanceof z.ZodObject && path.length < MAX_LEVELS) {
    const [key, ...others] = Object.keys(inner.shape);
    if (key === undefined || others.length > 0) break;
    path.push(key);
    inner = unwrapped(inner.shape[key]);
    if (inner instanceof z.ZodUnion)
      inner = unwrapped(inner.options.find((option) => unwrapped(option) instanceof z.ZodArray) ?? inner);
  }
  const isList = inner instanceof z.ZodArray;
  const element = inner instanceof z.ZodArray ? unwrapped(inner.element) : inner;
  return path.length === 0 || !(element instanceof z.ZodObject) ? undefined : { path, isList, element };
}

function wrapAdvice({ path, isList }: Wrapper, what: string): string {
  const open = path.map((key) => `{"${key}": `).join('');
  const inside = what === 'the list' ? '[{…}, …]' : isList ? '[{…}]' : '{…}';
  return `expected ${what} inside ${open}${inside}${'}'.repeat(path.length)}`;
}
