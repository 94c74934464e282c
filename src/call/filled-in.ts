/** Arguments that a call leaves out because the connection knows them. */
import { z } from 'zod';
import { isObject } from '../lib/json.js';
import { type Definition, risk } from '../tools/define.js';
import { connectionParameters, inputJsonSchema, isFilledInByDefault, isWholeBodyFilledIn } from '../tools/input.js';
import type { ConnectionParameter, ConnectionValue } from '../tools/schemas/from-connection.js';
import type { CallContext, CallTool } from './call.js';

/** A value that the connection knows, or the reason why it does not. */
export type Known = { readonly value: string | number } | { readonly unknown: string };

/** A value in the form that the parameter takes: where it takes a list, a list of one. */
type Fitting = { readonly value: string | number | readonly [string | number] } | { readonly unknown: string };

/** What the connection knows. */
export interface ConnectionValues {
  /** The channel that the operator set; undefined if none is set. */
  readonly defaultSource: string | undefined;
  /** Never rejects. */
  lookUp(value: Exclude<ConnectionValue, 'source'>): Promise<Known>;
}

/**
 * The channel of customers who registered in a store. The API itself takes it as the default where it documents one.
 * Source: Search Events, documentation September 2025 ('Source to search user profile. The default value is INSTORE').
 */
export const USUAL_SOURCE = 'INSTORE';

/** Kinds of identifier that only one channel has, in lower case. */
const SOURCE_OF_IDENTIFIER: ReadonlyMap<string, string> = new Map([
  ['wechat', 'WECHAT'],
  ['unionid', 'WECHAT'],
  ['martjackid', 'MARTJACK'],
  ['fbid', 'FACEBOOK'],
  ['line', 'LINE'],
]);

type Arguments = Readonly<Record<string, unknown>>;

/**
 * Wraps `callTool` so that arguments which the connection knows are filled in where a call leaves them out. The call is
 * then made exactly as if its caller had passed them. A note says what was filled in, or why a value is not known.
 */
export function withConnectionValues(callTool: CallTool, values: ConnectionValues): CallTool {
  const callFilledIn: CallTool = async (definition, args, context = {}) => {
    let filled: Arguments = args;
    const notes: string[] = [];
    for (const parameter of connectionParameters(definition)) {
      if (!isLeftOut(filled, parameter)) continue;
      const choose = await chooser(definition, parameter, values);
      const chosen = new Set<string>();
      filled = fillIn(filled, parameter, (siblings) => {
        const known = choose(siblings);
        const note = describe(definition, parameter, known);
        if (note !== undefined) chosen.add(note);
        return 'value' in known ? known.value : undefined;
      });
      notes.push(...chosen);
    }
    return callTool(definition, { ...filled }, withNotes(context, notes));
  };
  return (definition, args, context) => {
    const given = isBodyLeftOut(definition, args) ? { ...args, body: {} } : args;
    // Most calls have everything, and wait for nothing here.
    const isComplete = connectionParameters(definition).every((parameter) => !isLeftOut(given, parameter));
    return isComplete ? callTool(definition, given, context) : callFilledIn(definition, given, context);
  };
}

/** Whether a call leaves out a body that is filled in as a whole. */
const isBodyLeftOut = (definition: Definition, args: Arguments): boolean =>
  definition.body !== undefined &&
  args['body'] === undefined &&
  isWholeBodyFilledIn(definition, inputJsonSchema(definition));

const withNotes = (context: CallContext, notes: readonly string[]): CallContext =>
  notes.length === 0 ? context : { ...context, notes: [...(context.notes ?? []), ...notes] };

/** Chooses the value of a parameter, given the arguments beside it. */
type Choose = (siblings: Arguments) => Fitting;

async function chooser(
  definition: Definition,
  parameter: ConnectionParameter,
  { defaultSource, lookUp }: ConnectionValues,
): Promise<Choose> {
  if (parameter.value !== 'source') {
    const known = await lookUp(parameter.value);
    return () => ifAccepted(parameter, known);
  }
  const isGuessAllowed = isFilledInByDefault(definition, parameter);
  return (siblings) => {
    const ofIdentifier = SOURCE_OF_IDENTIFIER.get(kindOfIdentifier(siblings));
    const value = ofIdentifier ?? defaultSource ?? (isGuessAllowed ? USUAL_SOURCE : undefined);
    return value === undefined ? { unknown: WRITE_NEEDS_SOURCE } : ifAccepted(parameter, { value });
  };
}

const WRITE_NEEDS_SOURCE =
  "a write with a wrong one reaches another profile. Pass the customer's, INSTORE if registered in a store; the operator can set one for all calls (--default-source)";

const kindOfIdentifier = ({ identifierName, identifierType }: Arguments): string =>
  String(identifierName ?? identifierType ?? '').toLowerCase();

function ifAccepted({ schema }: ConnectionParameter, known: Known): Fitting {
  if (!('value' in known) || z.safeParse(schema, known.value).success) return known;
  const inList = [known.value] as const;
  return z.safeParse(schema, inList).success
    ? { value: inList }
    : { unknown: `this call does not take ${known.value}` };
}

function describe(
  definition: Definition,
  { path, schema, isRequired }: ConnectionParameter,
  known: Fitting,
): string | undefined {
  const name = path.join('.').replaceAll('.[]', '[]');
  // Where the API decides by itself, there is nothing to say.
  if ('unknown' in known) return isRequired ? `${name} was not filled in: ${known.unknown}.` : undefined;
  const hasAll = risk(definition) === 'read' && schema instanceof z.ZodEnum && schema.options.includes('ALL');
  return `${name}: ${known.value} filled in${hasAll ? ' (ALL spans every source)' : ''}.`;
}

/** Whether a call leaves the parameter out anywhere. */
function isLeftOut(args: Arguments, parameter: ConnectionParameter): boolean {
  let leftOut = false;
  fillIn(args, parameter, () => {
    leftOut = true;
    return undefined;
  });
  return leftOut;
}

/** The arguments with a value at each place where the parameter is left out; what `choose` leaves undefined stays out. */
function fillIn(
  args: Arguments,
  { path, when }: ConnectionParameter,
  choose: (siblings: Arguments) => unknown,
): Arguments {
  const fillObject = (object: Arguments, [name = '', ...rest]: readonly string[]): Arguments => {
    const given = Object.keys(object).find((each) => each.toLowerCase() === name.toLowerCase());
    const argument = given === undefined ? undefined : object[given];
    if (rest.length > 0) {
      const inner = fillAny(argument, rest);
      return given === undefined || inner === argument ? object : { ...object, [given]: inner };
    }
    const isGiven = argument !== undefined && argument !== null && argument !== '';
    const value = isGiven || !when(object) ? undefined : choose(object);
    return value === undefined ? object : { ...object, [given ?? name]: value };
  };
  const fillAny = (value: unknown, rest: readonly string[]): unknown => {
    const [name, ...inner] = rest;
    // One object is accepted in place of a list of one.
    if (name === '[]') return Array.isArray(value) ? fillList(value, inner) : fillAny(value, inner);
    return isObject(value) ? fillObject(value, rest) : value;
  };
  const fillList = (list: readonly unknown[], rest: readonly string[]): readonly unknown[] => {
    const filled = list.map((each) => fillAny(each, rest));
    return filled.some((each, index) => each !== list[index]) ? filled : list;
  };
  return fillObject(args, path);
}
