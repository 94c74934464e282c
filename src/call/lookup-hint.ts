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
 * If the API did not find something, the hint also says where the ids, codes and names come from that were given. If a
 * call lacks one that it needs, the hint says where it comes from.
 *
 * @param args - the arguments of the call
 */
export async function withLookupHint(
  error: CapillaryError,
  definition: Definition,
  args: Arguments,
  canCall: CanCall,
): Promise<CapillaryError> {
  const suspects = findSuspects(error, definition, args);
  if (!suspects) return error;
  const lookups = await describeLookups(suspects, definition, error.hint, canCall);
  const mobile = error.kind === 'not_found' && gaveMobile(args) && !error.hint.includes('country code');
  if (lookups.length === 0 && !mobile) return error;
  const hint = lookups.length === 0 ? error.hint : error.hint.replace(VAGUE_ADVICE, '');
  return error.with({ hint: [hint, ...(mobile ? [MOBILE_HINT] : []), ...lookups].join(' ') });
}

/** If something was not found and the hint names no tool that returns it, the hint names the search. */
export async function withSearchHint(
  error: CapillaryError,
  { tool: own }: Definition,
  canCall: CanCall,
): Promise<CapillaryError> {
  if (error.kind !== 'not_found') return error;
  const message = error.message.toLowerCase();
  for (const { noun, foundBy, search } of Object.values(ENTITIES)) {
    if (search?.words.some((word) => hasWord(message, word)) !== true || search.tool === own) continue;
    const isNamed = [search, ...foundBy].some(({ tool }) => hasWord(error.hint, tool));
    if (isNamed || !(await canCall(search.tool))) continue;
    return error.with({ hint: `${error.hint} ${search.tool} finds a ${noun} by ${search.by}.` });
  }
  return error;
}

/** Needless where the tool to search with is named. */
const VAGUE_ADVICE = ', or search for the entity first';
const MOBILE_HINT = 'A mobile number needs its country code.';

/** The arguments that may be what the API does not know; undefined if the failure has another reason. */
function findSuspects(error: CapillaryError, definition: Definition, args: Arguments): readonly Pointer[] | undefined {
  if (error.kind === 'invalid_arguments') return doubtfulPointers(error, definition);
  if (error.httpStatus === undefined) return undefined;
  const given = givenPointers(definition, args);
  const messages = notFoundMessages(error, definition);
  if (messages.length > 0) {
    const mentioned = mentionedIn(messages.join(' '), given, args);
    return mentioned.length > 0 ? mentioned : given;
  }
  return error.kind === 'rejected' && DOUBTS_VALUE.test(error.message)
    ? mentionedIn(error.message, given, args)
    : undefined;
}

/** The required ids that a call left out, and the numeric ids for which it gave something else, such as a name. */
function doubtfulPointers({ details }: CapillaryError, definition: Definition): readonly Pointer[] | undefined {
  const problems = details?.['arguments'];
  if (!Array.isArray(problems)) return undefined;
  const doubtful = new Set(
    problems
      .filter(isObject)
      .filter(({ problem }) => typeof problem === 'string' && LACKS_ID.test(problem))
      .map(({ argument }) => String(argument).replace(/\[\d+\]/g, '[]')),
  );
  const suspects = doubtful.size === 0 ? [] : pointersOf(definition).filter(({ path }) => doubtful.has(path));
  return suspects.length > 0 ? suspects : undefined;
}

/** How problems begin if an id is missing, or is not a number as ids are. */
const LACKS_ID = /^(required|expected an? (integer|number); got ")/;

/** Words for a value that the API does not accept, which may not exist. */
const DOUBTS_VALUE = /\b(no|not|invalid|unknown|incorrect|wrong)\b/i;

/** The messages of the failures that mean that something does not exist. */
function notFoundMessages({ kind, message, details }: CapillaryError, definition: Definition): string[] {
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

/** The pointers that a message mentions: by their name, by what they refer to, or by the value. */
function mentionedIn(message: string, pointers: readonly Pointer[], args: Arguments): readonly Pointer[] {
  const words = message.toLowerCase();
  return pointers.filter(({ path, entity }) => {
    const values = findAtPath(args, path).map(({ value }) => String(value).toLowerCase());
    const names = [nameOf(path).toLowerCase(), ENTITIES[entity].noun, ...values.filter((value) => value.length > 2)];
    return names.some((name) => hasWord(words, name));
  });
}

/** Whether the text has the words, and not only as a part of others. */
function hasWord(text: string, words: string): boolean {
  const start = text.indexOf(words);
  return start !== -1 && !isLetter(text[start - 1]) && !isLetter(text[start + words.length]);
}

const isLetter = (character: string | undefined): boolean => character !== undefined && /[a-z0-9]/.test(character);

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
    const { noun, foundBy, known, partly } = ENTITIES[entity];
    const sources: EntitySource[] = [];
    for (const source of foundBy) if (source.tool !== own && (await canCall(source.tool))) sources.push(source);
    if (sources.some(({ tool }) => hint.includes(tool))) continue;
    if (sources.length > 0)
      sentences.set(
        entity,
        [`For ${path} (${noun}), see ${describeSources(sources)}.`, ...(partly ? [partly] : [])].join(' '),
      );
    else if (known !== undefined) sentences.set(entity, `${path} (${noun}): ${known}.`);
    else if (partly !== undefined) sentences.set(entity, partly);
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
