/** Notes on a successful answer: the next step of a write, or that there is none; advice on a read that found nothing; what misleads. */
import { findAtPath } from '../client/paths.js';
import { type Definition, risk } from '../tools/define.js';

type Arguments = Readonly<Record<string, unknown>>;

/** @param data - the whole answer, before `fields` and compaction */
export function definitionNotes(definition: Definition, args: Arguments, data: unknown): string[] {
  const { whenEmpty } = definition;
  const nextStep = nextStepOf(definition, args);
  if (nextStep !== undefined) return [`Next: ${nextStep}`];
  if (whenEmpty !== undefined && isEmpty(data)) return [`Nothing found. ${whenEmpty}`];
  return isBareConfirmation(definition, args, data) ? [CONFIRMED] : memberNotesOf(definition, data);
}

function nextStepOf({ nextStep, nextStepAfter }: Definition, args: Arguments): string | undefined {
  if (!nextStepAfter) return nextStep;
  const { argument, is } = nextStepAfter;
  const isAfter = findAtPath(args, argument).some(({ value }) => is.includes(String(value).toUpperCase()));
  return isAfter ? nextStep : undefined;
}

const memberNotesOf = ({ memberNotes = [] }: Definition, data: unknown): string[] =>
  memberNotes
    .filter(({ at, is }) => findAtPath(data, at).some(({ value }) => (is === undefined ? value != null : value === is)))
    .map(({ note }) => note);

/** Agents read again what a write changed if its answer shows nothing of it. */
const CONFIRMED = 'The API confirmed the change, so no read is needed to verify it.';

/**
 * Whether a write that took effect, and that a read could verify, is answered with nothing but ids. What runs in the
 * background has only been accepted.
 */
function isBareConfirmation(definition: Definition, args: Arguments, data: unknown): boolean {
  const { effect, checkedBy } = definition;
  if (risk(definition) === 'read' || effect === 'action' || !Array.isArray(checkedBy)) return false;
  const runsLater = Object.entries(args).some(([name, value]) => LATER.test(name) && isTrue(value));
  return !runsLater && isObject(data) && (showsOnlyIds(data) || isBulkDone(data));
}

/** Arguments with which a call returns before its work is done. */
const LATER = /async|replay|skip.?downstream/i;
const isTrue = (value: unknown): boolean => /^(true|1)$/i.test(String(value));

/** Members that name what a call was about. */
const ID = /ids?$/i;
/** Members that may say that a call succeeded. */
const OF_SUCCESS = /^(status|success|code|message|entity|result)$/i;
/** What they say then in words. All others, such as PENDING, may mean that the change is still to come. */
const DONE = /^(ok|done|saved|success)\b|\bsuccessful/i;
const STILL_TO_COME = /submi|pend|approv|queue|schedul|accept/i;

const saysDone = (value: unknown): boolean =>
  typeof value === 'string' ? DONE.test(value) && !STILL_TO_COME.test(value) : value !== false;

/** Whether an answer has no warnings, and beside its success and ids no values. */
function showsOnlyIds(value: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(value).every(([name, member]) => {
    if (REPORTS.has(name)) return isNothing(member);
    if (isObject(member)) return showsOnlyIds(member);
    if (Array.isArray(member)) return member.length === 0;
    return isNothing(member) || ID.test(name) || (OF_SUCCESS.test(name) && saysDone(member));
  });
}

/** Whether it is the answer of a bulk call: rows that show no more than that each was done, none of which failed. */
function isBulkDone({ response, totalCount, failureCount, ...rest }: Readonly<Record<string, unknown>>): boolean {
  if (!Array.isArray(response) || response.length === 0) return false;
  if (totalCount !== response.length || failureCount !== 0) return false;
  return showsOnlyIds(rest) && response.every((row: unknown) => isObject(row) && showsOnlyIds(row));
}

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Lists that report on the call; they are not what it found. */
const REPORTS: ReadonlySet<string> = new Set(['errors', 'warnings', 'warning']);
/** Rows lie at most this deep: `response.product.results.item[]`. */
const MAX_DEPTH = 5;

/** Whether an answer has lists, and all of them are empty, or it counts no rows in all. */
function isEmpty(data: unknown): boolean {
  if (!isObject(data)) return Array.isArray(data) && data.length === 0;
  const { pagination } = data;
  if (isObject(pagination) && Number.isInteger(pagination['total'])) return pagination['total'] === 0;
  const lengths = listLengths(data, MAX_DEPTH);
  return lengths.length > 0 && lengths.every((length) => length === 0);
}

/** Lengths of the outermost lists. */
function listLengths(value: Readonly<Record<string, unknown>>, depth: number): number[] {
  if (depth === 0) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    if (REPORTS.has(name)) return [];
    if (Array.isArray(member)) return [member.length];
    return isObject(member) ? listLengths(member, depth - 1) : [];
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
