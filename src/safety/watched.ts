/** Whether what was so when a plan was made still is when it is carried out. */
import type { Watched } from '../call/call.js';
import { canonicalJson } from '../lib/json.js';
import type { Definition, WatchedRead } from '../tools/define.js';
import { measure, sumOfPoints, valuesAt } from './amounts.js';
import { refusePlan } from './plans.js';
import { identifiersIn, type QuestionSources } from './question.js';
import { quote } from './quote.js';
import { readBeside } from './side-reads.js';
import type { Read, Subject } from './subjects.js';

type Args = Readonly<Record<string, unknown>>;

export interface WatchSources extends Pick<QuestionSources, 'lookUp'> {
  read: Read;
}

/** A call waits no longer than this for what is watched. */
const WAIT_MS = 3_000;

/** Characters of a value that are compared. */
const MAX_VALUE = 2_000;

/**
 * What is so now.
 *
 * @param subject - the first of the customers concerned
 * @returns without what nobody can say
 */
export async function watch(
  { read }: Pick<WatchSources, 'read'>,
  definition: Definition,
  args: Args,
  subject: Subject | undefined,
): Promise<Watched> {
  if (definition.watch === undefined) return {};
  if (typeof definition.watch === 'object') {
    const values = await readValues(read, definition.watch, args);
    return values ? { values } : {};
  }
  const { id, balance } = subject ?? {};
  return {
    ...(id !== undefined && { customer: id }),
    ...(definition.watch === 'balance' && balance !== undefined && { balance }),
  };
}

/** @returns undefined if nobody can say what the read would answer, or the call does not say which row matters */
async function readValues(read: Read, watched: WatchedRead, args: Args): Promise<Record<string, string> | undefined> {
  if (watched.row && valuesAt(args, watched.row.is).length === 0) return undefined;
  const said = await readBeside(read, watched, args, WAIT_MS);
  if (said === undefined || 'unknown' in said) return undefined;
  const about = 'answer' in said ? rowOf(said.answer, watched, args) : undefined;
  return Object.fromEntries(watched.fields.map((path) => [path, textAt(about, path)]));
}

function rowOf(answer: unknown, { row }: WatchedRead, args: Args): unknown {
  if (!row) return answer;
  const [wanted] = valuesAt(args, row.is);
  return valuesAt(answer, row.in).find((each) => String(valuesAt(each, row.by)[0]) === String(wanted));
}

const textAt = (value: unknown, path: string): string =>
  valuesAt(value, path)
    .map((each) => (typeof each === 'object' ? canonicalJson(each) : String(each)))
    .join(', ')
    .slice(0, MAX_VALUE) || NOTHING;

const NOTHING = 'nothing';

/**
 * Refuses a plan if what it watched is no longer so, or if nobody can say whether it is.
 *
 * @throws CapillaryError that says what changed
 */
export async function checkWatched(
  sources: WatchSources,
  definition: Definition,
  args: Args,
  before: Watched,
): Promise<void> {
  if (Object.keys(before).length === 0) return;
  const [first] = identifiersIn(definition, args);
  const isAboutCustomer = before.customer !== undefined || before.balance !== undefined;
  const subject = isAboutCustomer && first ? await sources.lookUp(first) : undefined;
  const now = await watch(sources, definition, args, subject);
  if (before.customer !== undefined && now.customer !== before.customer) {
    if (now.customer === undefined) throw unreadable(definition);
    throw refuseChanged(definition, { customer: { before: before.customer, now: now.customer } });
  }
  if (before.balance !== undefined) checkBalance(definition, args, before.balance, now.balance);
  if (before.values === undefined) return;
  if (now.values === undefined) throw unreadable(definition);
  const { values } = now;
  const changed = Object.entries(before.values).filter(([path, value]) => values[path] !== value);
  if (changed.length === 0) return;
  throw refuseChanged(
    definition,
    Object.fromEntries(changed.map(([path, value]) => [path, { before: value, now: values[path] ?? NOTHING }])),
  );
}

function checkBalance(definition: Definition, args: Args, before: number, balance: number | undefined): void {
  if (balance === undefined) throw unreadable(definition);
  const needed = sumOfPoints(measure(definition, args));
  // A plan for more than there were says so itself, and is left to the API.
  if (balance >= needed || balance >= before) return;
  const reason = `since the plan was made, the balance went from ${before} to ${balance} points, and it takes ${needed}`;
  throw refusePlan(definition, reason, { changed: { balance: { before, now: balance } }, needed });
}

type Changes = Readonly<Record<string, { readonly before: string; readonly now: string }>>;

function refuseChanged(definition: Definition, changes: Changes): Error {
  const quoted = Object.entries(changes).map(([path, { before, now }]) => [path, quote(before), quote(now)] as const);
  const reason = quoted.map(([path, before, now]) => `${path} went from ${before} to ${now}`).join(', ');
  const changed = Object.fromEntries(quoted.map(([path, before, now]) => [path, { before, now }]));
  return refusePlan(definition, `since the plan was made, ${reason}`, { changed });
}

const unreadable = (definition: Definition): Error =>
  refusePlan(definition, 'whether what the plan watches has changed cannot be read now', undefined, RETRY);

const RETRY = 'Call again with the same plan in a moment; it is not used up.';
