/** Arguments under the name that another tool has for the same thing: `userId` where this tool takes `customerId`. */
import { z } from 'zod';
import { isObject } from '../lib/json.js';
import { type Definition, risk } from '../tools/define.js';
import { documentedName } from '../tools/documented-form.js';
import { inputSchema } from '../tools/input.js';
import { type Pointer, pointersOf } from '../tools/pointers.js';
import type { CallContext, CallTool } from './call.js';
import { unwrapped } from './problems.js';

type Arguments = Readonly<Record<string, unknown>>;

/** An argument, or a key of the body. */
interface Place {
  readonly isInBody: boolean;
  readonly name: string;
}

/** An argument that a call leaves out. */
interface Missing extends Place {
  readonly entity: Pointer['entity'];
  readonly schema: z.core.$ZodType;
  readonly isRequired: boolean;
}

/**
 * Wraps `callTool` so that an argument which the tool does not have is taken for the one that it has for the same thing.
 * A note says so. This happens only where nothing else can be meant: the tool takes one such thing, it is missing, and
 * its value would be valid.
 */
export function withMeantArguments(callTool: CallTool): CallTool {
  const callMeant: CallTool = async (definition, args, context) => {
    const meant = await toMeantArguments(definition, args);
    return meant
      ? callTool(definition, meant.args, withNotes(context, meant.notes))
      : callTool(definition, args, context);
  };
  // Most calls end here, before the pointers of the tool are collected.
  return (definition, args, context) =>
    unknownNames(definition, args).length === 0 && !lacksBody(definition, args)
      ? callTool(definition, args, context)
      : callMeant(definition, args, context);
}

const withNotes = (context: CallContext = {}, notes: readonly string[]): CallContext => ({
  ...context,
  notes: [...(context.notes ?? []), ...notes],
});

/** The arguments under the tool's own names, and notes; undefined if there is nothing to rename. */
async function toMeantArguments(
  definition: Definition,
  args: Arguments,
): Promise<{ args: Record<string, unknown>; notes: string[] } | undefined> {
  const wrapped = lacksBody(definition, args) ? withBody(definition, args) : undefined;
  if (wrapped) return wrapped;
  const unknown = unknownNames(definition, args);
  if (unknown.length > MAX_UNKNOWN) return undefined;
  const searched = searchText(definition, args, unknown);
  if (searched) return searched;
  const missing = missingPointers(definition, args);
  if (missing.length === 0) return undefined;
  const { NAMES_OF_ENTITIES } = await import('../tools/schemas/entity-names.js');
  const isFor = (given: Place, { entity, name, schema, ...target }: Missing): boolean => {
    // Keys of a body may be real without being documented, so that only a required one is worth the guess.
    if (given.isInBody && !target.isRequired) return false;
    const names = (NAMES_OF_ENTITIES[entity] ?? []).map(normalized);
    // The tool's own name is not one of them if it says which role the thing plays.
    const isNamed = names.includes(normalized(given.name)) && names.includes(normalized(name));
    return isNamed && z.safeParse(schema, valueAt(args, given)).success;
  };
  const pairs = unknown.flatMap((from) => {
    const fitting = missing.filter((to) => isFor(from, to));
    const [needed, ...others] = fitting.filter(({ isRequired }) => isRequired);
    // In a read it does no harm if the `id` of what the call may leave out was taken for that which it needs.
    const isMeant = needed && others.length === 0 && risk(definition) === 'read';
    return (isMeant ? [needed] : fitting).map((to) => ({ from, to }));
  });
  const clear = pairs.filter(({ from, to }) => pairs.every((other) => (other.from === from) === (other.to === to)));
  if (clear.length === 0) return undefined;
  let renamed = args;
  for (const { from, to } of clear) renamed = move(renamed, from, to);
  return { args: { ...renamed }, notes: clear.map(({ from, to }) => `${written(to)}: taken from ${written(from)}.`) };
}

const lacksBody = ({ body }: Definition, args: Arguments): boolean => body !== undefined && args['body'] === undefined;

/** The fields of the body that were passed as arguments, as the body: all of them are its own, and they are valid. */
function withBody(
  definition: Definition,
  args: Arguments,
): { args: Record<string, unknown>; notes: string[] } | undefined {
  const { shape } = inputSchema(definition);
  const inBody = bodyShape(definition);
  const names = Object.keys(args).filter((name) => !OF_SERVER.has(name));
  const fields = names.filter((name) => !Object.hasOwn(shape, name));
  const isClear = fields.length > 0 && fields.every((name) => Object.hasOwn(inBody, name));
  if (!isClear || names.some((name) => Object.hasOwn(shape, name) && Object.hasOwn(inBody, name))) return undefined;
  const body = Object.fromEntries(fields.map((name) => [name, args[name]]));
  if (!shape['body'] || !z.safeParse(shape['body'], body).success) return undefined;
  const others = Object.fromEntries(Object.entries(args).filter(([name]) => !fields.includes(name)));
  return { args: { ...others, body }, notes: [`body: made of ${fields.join(', ')}.`] };
}

/** The argument for the text to search for, and other names that callers give it. */
const SEARCH_ARGUMENT = 'q';
const SEARCH_NAMES = new Set(['query', 'search', 'searchtext', 'searchterm', 'text', 'term', 'keyword', 'name']);

/** A search that needs a text and has it under another name. */
function searchText(
  definition: Definition,
  args: Arguments,
  unknown: readonly Place[],
): { args: Record<string, unknown>; notes: string[] } | undefined {
  const schema = inputSchema(definition).shape[SEARCH_ARGUMENT];
  const isNeeded = schema && !isGiven(args[SEARCH_ARGUMENT]) && !z.safeParse(schema, undefined).success;
  const [from, ...others] = unknown.filter(({ isInBody, name }) => !isInBody && SEARCH_NAMES.has(normalized(name)));
  if (!isNeeded || !from || others.length > 0 || !z.safeParse(schema, args[from.name]).success) return undefined;
  const to: Place = { isInBody: false, name: SEARCH_ARGUMENT };
  return { args: { ...move(args, from, to) }, notes: [`${SEARCH_ARGUMENT}: taken from ${from.name}.`] };
}

/** Arguments that this server takes itself, beside those of the tool. */
const OF_SERVER: ReadonlySet<string> = new Set(['fields', 'again']);

/** With more unknown names, the call was meant for another tool. */
const MAX_UNKNOWN = 3;

const normalized = (name: string): string => name.replace(/[^a-z0-9]/gi, '').toLowerCase();
const written = ({ isInBody, name }: Place): string => (isInBody ? `body.${name}` : name);
const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

function valueAt(args: Arguments, { isInBody, name }: Place): unknown {
  const parent = isInBody ? args['body'] : args;
  return isObject(parent) ? parent[name] : undefined;
}

/** The properties of the body; none if it has another form. */
function bodyShape(definition: Definition): Readonly<z.core.$ZodShape> {
  const body = inputSchema(definition).shape['body'];
  const schema = body && unwrapped(body);
  return schema instanceof z.ZodObject ? schema.shape : {};
}

/** What the tool does not have under this name, neither as an argument nor in the body. */
function unknownNames(definition: Definition, args: Arguments): Place[] {
  const { shape } = inputSchema(definition);
  const inBody = bodyShape(definition);
  const { body } = args;
  const isUnknown = (parent: Arguments, name: string): boolean =>
    isGiven(parent[name]) &&
    documentedName(shape, parent, name) === undefined &&
    documentedName(inBody, parent, name) === undefined;
  const own = Object.keys(args).filter((name) => !OF_SERVER.has(name) && name !== 'body' && isUnknown(args, name));
  const ofBody = isObject(body) && Object.keys(inBody).length > 0 ? Object.keys(body) : [];
  return [
    ...own.map((name) => ({ isInBody: false, name })),
    ...ofBody.filter((name) => isObject(body) && isUnknown(body, name)).map((name) => ({ isInBody: true, name })),
  ];
}

/** What the tool refers to once and the call leaves out. */
function missingPointers(definition: Definition, args: Arguments): Missing[] {
  const places = pointersOf(definition).map((pointer) => ({ ...pointer, place: toPlace(pointer) }));
  const isOpen = ({ place }: { place: Place | undefined }): boolean => !place || !isGiven(valueAt(args, place));
  const isRead = risk(definition) === 'read';
  return places.flatMap((own) => {
    const { entity, place } = own;
    const schema = place && (place.isInBody ? bodyShape(definition) : inputSchema(definition).shape)[place.name];
    if (!place || !schema || !isOpen(own)) return [];
    const isRequired = !z.safeParse(schema, undefined).success;
    // In a write, one that is given may be the other customer. Rows of a list are about others anyway.
    const others = places.filter((other) => other !== own && other.entity === entity && !(isRead && !isOpen(other)));
    const isUnclear = others.some((other) => !isRequired || other.place !== undefined);
    return isUnclear ? [] : [{ ...place, entity, schema, isRequired }];
  });
}

/** Where an argument is, if it is outside lists and objects of the body. */
function toPlace({ path }: Pointer): Place | undefined {
  const [first = '', second, ...rest] = path.split('.');
  if (path.includes('[]') || rest.length > 0) return undefined;
  if (second === undefined) return { isInBody: false, name: first };
  return first === 'body' ? { isInBody: true, name: second } : undefined;
}

function move(args: Arguments, from: Place, to: Place): Arguments {
  const value = valueAt(args, from);
  const without = changeParent(args, from, ({ [from.name]: _, ...rest }) => rest);
  return changeParent(without, to, (parent) => ({ ...parent, [to.name]: value }));
}

function changeParent(args: Arguments, { isInBody }: Place, change: (parent: Arguments) => Arguments): Arguments {
  if (!isInBody) return change(args);
  const { body } = args;
  return { ...args, body: change(isObject(body) ? body : {}) };
}
