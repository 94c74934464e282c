/** What to do about an id that the API does not know: which tool returns ids of that kind. */
import { kindOfCode, kindOfMessage } from '../client/codes.js';
import type { CapillaryError } from '../client/errors.js';
import { findAtPath } from '../client/paths.js';
import { isObject } from '../lib/json.js';
import type { Definition } from '../tools/define.js';
import { type Pointer, pointersOf } from '../tools/pointers.js';
import { describeSources, ENTITIES, type EntitySource } from '../tools/schemas/entities.js';

/** Whether a tool may be named: agents cannot call a hidden one. */
export type CanCall = (tool: string) => Promise<boolean>;

type Arguments = Readonly<Record<string, unknown>>;

/** At most this many arguments are explained. */
const MAX_ARGUMENTS = 3;

/**
 * If the API did not find something, the hint also says where the ids, codes and names come from that were given.
 *
 * @param args - the arguments of the call
 */
export async function withLookupHint(
  error: CapillaryError,
  definition: Definition,
  args: Arguments,
  canCall: CanCall,
): Promise<CapillaryError> {
  const messages = notFoundMessages(error, definition);
  if (messages.length === 0) return error;
  const suspects = narrow(givenPointers(definition, args), messages.join(' '));
  const lookups = await describeLookups(suspects, definition, error.hint, canCall);
  const mobile = gaveMobile(args) && !/country code/.test(error.hint) ? [MOBILE_HINT] : [];
  return lookups.length + mobile.length === 0
    ? error
    : error.with({ hint: [error.hint, ...mobile, ...lookups].join(' ') });
}

const MOBILE_HINT = 'A mobile number needs its country code.';

/** The messages of the failures that mean that something does not exist. */
function notFoundMessages({ kind, message, httpStatus, details }: CapillaryError, definition: Definition): string[] {
  if (httpStatus === undefined) return [];
  const listed = [details?.['errors'], details?.['failed']].flatMap((each) => (Array.isArray(each) ? each : []));
  const missing = listed.filter(isObject).filter(({ code, message: reason }) => {
    const known =
      typeof code === 'string' || typeof code === 'number' ? kindOfCode(definition.response, code) : undefined;
    return (known ?? kindOfMessage(typeof reason === 'string' ? reason : '')) === 'not_found';
  });
  const reasons = missing.map(({ message: reason }) => (typeof reason === 'string' ? reason : ''));
  return kind === 'not_found' ? [message, ...reasons] : reasons;
}

/** The pointers with a value in the arguments. */
const givenPointers = (definition: Definition, args: Arguments): Pointer[] =>
  pointersOf(definition).filter(({ path }) => findAtPath(args, path).some(({ value }) => isGiven(value)));

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** The pointers that the messages mention, by the name of the argument or of what it refers to; all if there is none. */
function narrow(pointers: readonly Pointer[], message: string): readonly Pointer[] {
  const words = message.toLowerCase();
  const mentioned = pointers.filter(
    ({ path, entity }) => words.includes(nameOf(path).toLowerCase()) || words.includes(ENTITIES[entity].noun),
  );
  return mentioned.length > 0 ? mentioned : pointers;
}

/** The last name in a path. */
const nameOf = (path: string): string => path.replaceAll('[]', '').split('.').at(-1) ?? path;

async function describeLookups(
  pointers: readonly Pointer[],
  { tool: own }: Definition,
  hint: string,
  canCall: CanCall,
): Promise<string[]> {
  const sentences = new Map<string, string>();
  for (const { path, entity } of pointers) {
    if (sentences.has(entity) || sentences.size === MAX_ARGUMENTS) continue;
    const { noun, foundBy, known } = ENTITIES[entity];
    const sources: EntitySource[] = [];
    for (const source of foundBy) if (source.tool !== own && (await canCall(source.tool))) sources.push(source);
    if (sources.some(({ tool }) => hint.includes(tool))) continue;
    if (sources.length > 0) sentences.set(entity, `For ${path} (${noun}), see ${describeSources(sources)}.`);
    else if (known !== undefined) sentences.set(entity, `${path} (${noun}): ${known}.`);
  }
  return [...sentences.values()];
}

/** Whether any argument is a mobile number, by its name or by the identifier type beside it. */
function gaveMobile(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(gaveMobile);
  if (typeof value === 'string') return value.toLowerCase() === 'mobile';
  if (!isObject(value)) return false;
  return Object.entries(value).some(([name, part]) => (/mobile/i.test(name) && isGiven(part)) || gaveMobile(part));
}
