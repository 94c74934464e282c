/** What to do about a refusal of the API: which argument it names, and what its code means where it gives no reason. */
import type { CapillaryError, ErrorKind, FailureReason } from '../client/errors.js';
import { adviceFor } from '../client/explain.js';
import { findAtPath } from '../client/paths.js';
import type { ApiWarning } from '../client/types.js';
import { isObject } from '../lib/json.js';
import { type Definition, risk } from '../tools/define.js';
import { inputJsonSchema, type Json } from '../tools/input.js';

type Arguments = Readonly<Record<string, unknown>>;
type Meanings = Readonly<Record<number, string>>;

/** The documented meanings of a section's codes. Loaded by the first refusal. */
async function meaningsFor({ section }: Definition): Promise<Meanings> {
  const { CODE_MEANINGS } = await import('../tools/code-meanings.js');
  return Object.hasOwn(CODE_MEANINGS, section) ? (CODE_MEANINGS[section] ?? {}) : {};
}

const meaningOf = (meanings: Meanings, { code }: Pick<FailureReason, 'code'>): string | undefined =>
  code !== undefined && Object.hasOwn(meanings, code) ? meanings[Number(code)] : undefined;

/** Kinds whose general hint says less than the argument that the API names. */
const GENERAL: readonly ErrorKind[] = ['rejected', 'conflict', 'permission', 'not_found'];

/**
 * Completes an error that the API reported. A message without a reason gets the documented meaning of its code. A general
 * hint becomes one that names the argument in question, with its expected form, or quotes the documentation.
 *
 * @param args - the arguments of the call
 */
export async function withRefusalHint(
  error: CapillaryError,
  definition: Definition,
  args: Arguments,
): Promise<CapillaryError> {
  const explained = await explain(error, definition, args);
  const isDoubtful = definition.confidence === 'inferred' && !definition.legacy && GENERAL.includes(error.kind);
  return isDoubtful && error.httpStatus !== undefined
    ? explained.with({ hint: `${explained.hint} ${INFERRED}` })
    : explained;
}

const INFERRED = 'No documentation has the names of its arguments: they are inferred, and one of them may be wrong.';

async function explain(error: CapillaryError, definition: Definition, args: Arguments): Promise<CapillaryError> {
  const { reasons } = error;
  if (reasons.length === 0 || error.outcome === 'unknown') return error;
  const meanings = await meaningsFor(definition);
  const explained = withMeanings(error, meanings);
  if (!GENERAL.includes(error.kind) || adviceFor(definition, reasons).length > 0) return explained;
  const texts = reasons
    .slice(0, MAX_STEPS)
    .flatMap((reason) => [reason.message ?? '', meaningOf(meanings, reason) ?? '']);
  const steps = [...new Set([...describeArguments(definition, args, texts), ...quote(reasons, meanings)])];
  if (steps.length === 0) return explained;
  const unchanged = risk(definition) === 'read' ? '' : ' Nothing was changed.';
  return explained.with({ hint: `${steps.slice(0, MAX_STEPS).join(' ')}${unchanged}` });
}

const MAX_STEPS = 3;

/** The error with the documented meaning wherever the API gave only a code. */
function withMeanings(error: CapillaryError, meanings: Meanings): CapillaryError {
  const { reasons, details, message } = error;
  const [first, ...others] = reasons;
  const meaning = first && first.message === undefined && others.length === 0 ? meaningOf(meanings, first) : undefined;
  const failed = details?.['failed'];
  const rows = Array.isArray(failed) ? failed.map((row) => withMeaning(row, meanings)) : undefined;
  if (meaning === undefined && !rows) return error;
  return error.with({
    ...(meaning !== undefined && { message: `${message}. Its code means: ${meaning}` }),
    ...(rows && { details: { ...details, failed: rows } }),
  });
}

function withMeaning(row: unknown, meanings: Meanings): unknown {
  if (!isObject(row) || row['message'] !== undefined) return row;
  const { code } = row;
  const meaning = typeof code === 'number' || typeof code === 'string' ? meaningOf(meanings, { code }) : undefined;
  return meaning === undefined ? row : { ...row, meaning };
}

/** What the documentation says about the codes, where it says more than the API does. */
function quote(reasons: readonly FailureReason[], meanings: Meanings): string[] {
  return reasons.slice(0, MAX_STEPS).flatMap((reason) => {
    const meaning = meaningOf(meanings, reason);
    if (meaning === undefined || reason.message === undefined || !addsTo(reason.message, meaning)) return [];
    return [`The documentation of code ${reason.code} says: ${meaning}.`];
  });
}

/** Words with which a meaning says no more than that something is wrong. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  'valid invalid input value some could cannot failed error details given missing check with this that sent saved'
    .split(' ')
    .map(stem),
);

/** Whether a meaning has words of its own, beside those of the message. */
function addsTo(message: string, meaning: string): boolean {
  const said = new Set(wordsOf(message).map(stem));
  const words = wordsOf(meaning)
    .map(stem)
    .filter((word) => word.length > 2 && !EMPTY_WORDS.has(word));
  return words.filter((word) => !said.has(word)).length * 2 > words.length;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
function stem(word: string): string {
  return word.slice(0, 5);
}

/** A documented argument, or a key of the body at any depth. */
interface Documented {
  /** As in `body.items[].sku`. */
  path: string;
  name: string;
  node: { [key: string]: Json };
}

const MAX_DOCUMENTED = 1_000;
/** Arguments that a hint describes. */
const MAX_DESCRIBED = 2;

/** The arguments that reasons name or quote, each with its expected form, those that were given first. */
function describeArguments(definition: Definition, args: Arguments, reasons: readonly string[]): string[] {
  const texts = reasons.map((reason) => reason.match(/\w+/g) ?? []);
  const documented = documentedArguments(definition);
  const quoted = new Set(pathsOfQuoted(args, reasons.join(' ')));
  const named = documented.filter(({ name }) => texts.some((words) => isNamed(name, words)));
  const concerned = [...documented.filter(({ path }) => quoted.has(path)), ...withoutShorter(named)];
  const isGiven = ({ path }: Documented): boolean => findAtPath(args, path).some(({ value }) => value !== undefined);
  const given = concerned.filter(isGiven);
  // If one of several arguments with the same name was given, the others are not meant.
  const missing = concerned.filter(({ name }) => !given.some((each) => each.name === name));
  return [
    ...given.map((each) => `Correct ${each.path}${formOf(each)}.`),
    ...missing.map((each) => `The call has no ${each.path}${formOf(each)}.`),
  ].slice(0, MAX_DESCRIBED);
}

/** Without names that are part of a longer one: the longest says the most, as `validation_code` rather than `code`. */
const withoutShorter = (named: readonly Documented[]): Documented[] =>
  named.filter(
    ({ name }) =>
      !named.some((other) => other.name.length > name.length && normalize(other.name).includes(normalize(name))),
  );

/** Values of arguments that are compared with a reason at most. */
const MAX_COMPARED = 2_000;
const MAX_VALUE_LENGTH = 80;

/** The paths of the arguments whose values a reason quotes, as in 'No till has the code NOSUCH99'. */
function pathsOfQuoted(args: Arguments, reason: string): string[] {
  const found: string[] = [];
  const pending: { path: string; value: unknown }[] = [{ path: '', value: args }];
  for (const [count, { path, value }] of pending.entries()) {
    if (count === MAX_COMPARED) break;
    if (isQuoted(value, reason)) found.push(path);
    const parts: [string, unknown][] = Array.isArray(value)
      ? value.slice(0, MAX_COMPARED).map((item) => [`${path}[]`, item])
      : isObject(value)
        ? Object.entries(value).map(([key, part]) => [path === '' ? key : `${path}.${key}`, part])
        : [];
    if (pending.length < MAX_COMPARED) for (const [at, part] of parts) pending.push({ path: at, value: part });
  }
  return found;
}

/** Whether a reason contains a value as a whole word. Short and ordinary values stand in any text. */
function isQuoted(value: unknown, reason: string): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const text = String(value);
  if (text.length > MAX_VALUE_LENGTH || (text.length < 4 && !/^-\d/.test(text))) return false;
  const start = reason.indexOf(text);
  if (start === -1) return false;
  return !/[\w-]/.test(reason[start - 1] ?? '') && !/\w/.test(reason[start + text.length] ?? '');
}

/**
 * Whether words of a reason are a name: the name itself, if it cannot be an ordinary word, or the words that it consists
 * of, as in 'invalid validation code'.
 */
function isNamed(name: string, words: readonly string[]): boolean {
  const parts = partsOf(name);
  if (parts.length === 1) {
    return words.some((word, index) => (index === 0 ? word.toLowerCase() : word) === name && isSubject(words, index));
  }
  const wanted = normalize(name);
  return words.some((word, index) => {
    if (word === name) return true;
    return normalize(words.slice(index, index + parts.length).join('')) === wanted;
  });
}

/** An ordinary word is the name of an argument only at the beginning of a reason, or before what is wrong with it. */
const isSubject = (words: readonly string[], index: number): boolean =>
  /^(is|are|must|cannot|should|has|missing|requires?|required|invalid)$/.test(words[index + 1] ?? '') && index <= 2;

const normalize = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
const partsOf = (name: string): string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .join(' ')
    .split(' ')
    .filter((part) => part !== '');

function documentedArguments(definition: Definition): Documented[] {
  const found: Documented[] = [];
  let level: { path: string; node: Json | undefined }[] = [{ path: '', node: inputJsonSchema(definition) }];
  while (level.length > 0 && found.length < MAX_DOCUMENTED) {
    const next: typeof level = [];
    for (const { path, node } of level) {
      if (!isNode(node)) continue;
      for (const option of [node['anyOf'], node['oneOf'], node['allOf']].flat())
        if (isNode(option)) next.push({ path, node: option });
      if (isNode(node['items'])) next.push({ path: `${path}[]`, node: node['items'] });
      const properties = isNode(node['properties']) ? node['properties'] : {};
      for (const [name, part] of Object.entries(properties)) {
        const own = path === '' ? name : `${path}.${name}`;
        if (isNode(part)) found.push({ path: own, name, node: part });
        next.push({ path: own, node: part });
      }
    }
    level = next;
  }
  return found.slice(0, MAX_DOCUMENTED);
}

const isNode = (value: unknown): value is { [key: string]: Json } => isObject(value);

const MAX_VALUES = 12;
const MAX_DESCRIPTION = 140;

/** The expected form of an argument, in brackets, and its description. */
function formOf({ node }: Documented): string {
  const values = Array.isArray(node['enum']) ? node['enum'].map(String) : [];
  const type = typeof node['type'] === 'string' ? node['type'] : '';
  const form =
    values.length > 0
      ? `one of ${values.slice(0, MAX_VALUES).join(', ')}${values.length > MAX_VALUES ? ' …' : ''}`
      : type;
  const about = typeof node['description'] === 'string' ? node['description'] : '';
  const description = about.length > MAX_DESCRIPTION ? `${about.slice(0, MAX_DESCRIPTION - 1)}…` : about;
  return `${form === '' ? '' : ` (${form})`}${description === '' ? '' : `: ${description.replace(/\.$/, '')}`}`;
}

/** The notes on warnings. Where the API gives only a code, they say what it means, and what the definition advises. */
export async function describeWarnings(definition: Definition, warnings: readonly ApiWarning[]): Promise<string[]> {
  if (warnings.length === 0) return [];
  const isBare = warnings.some(({ message }) => message === undefined);
  const meanings = isBare ? await meaningsFor(definition) : {};
  return warnings.map((warning) => {
    const { code, message = meaningOf(meanings, warning) ?? 'no message' } = warning;
    const advice = adviceFor(definition, [warning]).map((each) => ` ${each}`);
    return `API warning${code === undefined ? '' : ` ${code}`}: ${message}${advice.length === 0 ? '' : `.${advice.join('')}`}`;
  });
}
