/** Arguments and body keys that a definition does not have: misspelt ones are refused, all others are sent with a note. */
import { z } from 'zod';
import { isObject } from '../lib/json.js';
import { clearlyMisspells, misspells } from '../lib/nearest.js';
import type { Definition } from '../tools/define.js';
import { documentedName } from '../tools/documented-form.js';
import { documentedNames, inputSchema } from '../tools/input.js';
import { type ArgumentProblem, MAX_PROBLEMS, optionFor, unknownKey, unwrapped } from './problems.js';

/** What was found about undocumented names. */
export interface UndocumentedNames {
  problems: ArgumentProblem[];
  /** On what is sent although it is not documented. */
  notes: string[];
}

/**
 * Judges the names that a definition does not have. A name is refused if it nearly matches a documented one beside it,
 * and the section does not document it elsewhere: real calls have keys that the documentation of their endpoint lacks,
 * or documented names in other letter case, and an entity that was read is written back with all its fields. If the
 * documented one is given as well, the match must be closer.
 */
export function judgeUndocumented(definition: Definition, args: Readonly<Record<string, unknown>>): UndocumentedNames {
  const top = judgeArguments(definition, args);
  const body = judgeBody(definition, args);
  return { problems: [...top.problems, ...body.problems], notes: [...top.notes, ...body.notes] };
}

const MAX_NAME_LENGTH = 100;

/** The names of arguments that a definition does not have, not even in other letter case. */
export function undocumentedArguments(definition: Definition, args: Readonly<Record<string, unknown>>): string[] {
  const { shape } = inputSchema(definition);
  return Object.keys(args).filter(
    (name) =>
      args[name] !== undefined && !Object.hasOwn(shape, name) && inOtherCase(definition, args, name) === undefined,
  );
}

/** The query parameter or header that an argument is in other letter case. */
function inOtherCase(definition: Definition, args: object, name: string): string | undefined {
  const documented = documentedName(inputSchema(definition).shape, args, name);
  if (documented === undefined || documented === name) return undefined;
  const isNamed = Object.hasOwn(definition.query(), documented) || Object.hasOwn(definition.headers(), documented);
  return isNamed ? documented : undefined;
}

/** Undocumented arguments beside the documented ones; they are sent as query parameters. */
function judgeArguments(definition: Definition, args: Readonly<Record<string, unknown>>): UndocumentedNames {
  const schema = inputSchema(definition);
  const names = undocumentedArguments(definition, args);
  const intended = memoizeMisspelling(definition);
  const documented = Object.keys(schema.shape);
  const problems: ArgumentProblem[] = [];
  const sent: string[] = [];
  for (const name of names) {
    const meant = intended(name, documented, args);
    if (isMisplacedBodyKey(definition, args, name)) {
      problems.push({ argument: name, problem: `unknown argument; pass it as body.${name}`, nearest: `body.${name}` });
    } else if (meant !== undefined || !canBeQueryParameter(name, args[name])) {
      problems.push(unknownKey([], name, schema));
    } else {
      sent.push(name);
    }
  }
  for (const name of Object.keys(args)) {
    const other = inOtherCase(definition, args, name);
    // To HTTP, the names of headers are the same in any letter case.
    if (other !== undefined && !Object.hasOwn(definition.headers(), other)) sent.push(documentedAs(name, other));
  }
  const unfiltered = definition.effect === 'read' ? 'so the result may not be filtered by it' : 'so it may be ignored';
  const notes =
    sent.length === 0
      ? []
      : [`Not documented for ${definition.tool}, but sent anyway, ${unfiltered}: ${sent.join(', ')}`];
  return { problems, notes };
}

/** Whether an argument belongs into the body. If the body has it as well, it is an undocumented query parameter. */
function isMisplacedBodyKey({ body }: Definition, args: Readonly<Record<string, unknown>>, name: string): boolean {
  const schema = body && unwrapped(body());
  const given = args['body'];
  return (
    schema instanceof z.ZodObject &&
    Object.hasOwn(schema.shape, name) &&
    !(isObject(given) && Object.hasOwn(given, name))
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: this expression searches for control characters
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f]/;

function canBeQueryParameter(name: string, value: unknown): boolean {
  if (name === 'body' || name.length > MAX_NAME_LENGTH || CONTROL_CHARACTER.test(name)) return false;
  const values = Array.isArray(value) ? value : [value];
  return values.every((each) => ['string', 'number', 'boolean'].includes(typeof each) || each === null);
}

const MAX_NOTED = 20;

function judgeBody(definition: Definition, args: Readonly<Record<string, unknown>>): UndocumentedNames {
  if (!definition.body || !('body' in args)) return { problems: [], notes: [] };
  const unknown = unknownKeys(inputSchema(definition).shape['body'], args['body'], 'body');
  const intended = memoizeMisspelling(definition);
  const problems: ArgumentProblem[] = [];
  for (const { path, key, siblings, given, inOtherCase } of unknown) {
    if (problems.length >= MAX_PROBLEMS) break;
    if (inOtherCase !== undefined) continue;
    const meant = intended(key, siblings, given);
    if (meant === undefined) continue;
    const problem = `unknown key, probably a misspelling of '${meant}'`;
    problems.push({ argument: `${path}.${key}`, problem, nearest: meant });
  }
  return { problems, notes: unknown.length === 0 ? [] : [undocumentedNote(definition, unknown)] };
}

function undocumentedNote({ tool }: Definition, unknown: readonly UnknownKey[]): string {
  const names = unknown
    .slice(0, MAX_NOTED)
    .map(({ path, key, inOtherCase }) => documentedAs(`${path}.${key.slice(0, MAX_NAME_LENGTH)}`, inOtherCase));
  const count = unknown.length > MAX_NOTED ? ` (${unknown.length} keys; these are the first)` : '';
  return `Not documented for ${tool}, but sent anyway${count}: ${names.join(', ')}`;
}

const documentedAs = (name: string, documented: string | undefined): string =>
  documented === undefined ? name : `${name} (documented as ${documented})`;

/** Rows repeat their keys, so that each is compared once. After this many different keys, no more are compared. */
const MAX_COMPARED = 1_000;

/** Finds the documented name that an unknown one misspells. */
type FindIntended = (
  name: string,
  siblings: readonly string[],
  given: Readonly<Record<string, unknown>>,
) => string | undefined;

function memoizeMisspelling(definition: Definition): FindIntended {
  const found = new Map<string, readonly string[]>();
  return (name, siblings, given) => {
    const id = `${siblings.join()} ${name}`;
    if (!found.has(id) && found.size < MAX_COMPARED) {
      const isDocumented = documentedNames(definition).has(name);
      const isMeant = (sibling: string): boolean => misspells(name, sibling) && !isAnotherForm(name, sibling);
      found.set(id, isDocumented ? [] : siblings.filter(isMeant));
    }
    return found.get(id)?.find((sibling) => !Object.hasOwn(given, sibling) || clearlyMisspells(name, sibling));
  };
}

/**
 * Whether a name is another form of a documented one, and no misspelling: its plural or singular, which newer releases
 * and older documentation have beside each other, or an XML attribute, as converters to JSON write it.
 */
function isAnotherForm(name: string, documented: string): boolean {
  if (/^[-@#$]/.test(name)) return true;
  const [a, b] = [name, documented].map((each) => each.toLowerCase().replace(/[^a-z0-9]/g, ''));
  return a === `${b}s` || b === `${a}s`;
}

interface UnknownKey {
  path: string;
  key: string;
  siblings: readonly string[];
  /** The object that has the key. */
  given: Readonly<Record<string, unknown>>;
  /** The documented key, if it only differs in letter case. */
  inOtherCase?: string;
}

/** Keys of a body that its schema does not have, with the documented names at that place. Free-form parts have none. */
function unknownKeys(schema: z.core.$ZodType | undefined, value: unknown, path: string): UnknownKey[] {
  const found: UnknownKey[] = [];
  addUnknownKeys(found, schema, value, path);
  return found;
}

function addUnknownKeys(found: UnknownKey[], wrapped: z.core.$ZodType | undefined, value: unknown, path: string): void {
  const schema = wrapped && optionFor(value, unwrapped(wrapped));
  if (schema instanceof z.ZodArray) {
    // A list of one may also be a single value.
    if (!Array.isArray(value)) addUnknownKeys(found, schema.element, value, path);
    else for (const [index, item] of value.entries()) addUnknownKeys(found, schema.element, item, `${path}[${index}]`);
    return;
  }
  if (schema instanceof z.ZodObject && Array.isArray(value)) {
    // The InTouch layers accept several elements in place of one.
    for (const [index, item] of value.entries()) addUnknownKeys(found, schema, item, `${path}[${index}]`);
    return;
  }
  if (!(schema instanceof z.ZodObject) || !isObject(value)) return;
  const shape: Record<string, z.core.$ZodType> = schema.shape;
  const documented = Object.keys(shape);
  for (const key of Object.keys(value)) {
    const name = documentedName(shape, value, key);
    const unknown = { path, key, siblings: documented, given: value };
    if (name === undefined) found.push(unknown);
    else if (name !== key) found.push({ ...unknown, inOtherCase: name });
    if (name !== undefined) addUnknownKeys(found, shape[name], value[key], `${path}.${key}`);
  }
}
