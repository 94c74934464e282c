/** `describe_connection`: what an agent should know about the connection before it works with it. */
import type { Brand } from '../apps/contract.js';
import { USUAL_SOURCE } from '../call/filled-in.js';
import { type ToolResult, toResult } from '../call/result.js';
import type { Filters, Selection } from '../discovery/selection.js';
import type { Reading } from '../lib/cached-read.js';
import { defined } from '../lib/defined.js';
import { isLoopback } from '../lib/loopback.js';
import type { Observable } from '../lib/observable.js';
import { withTimeout } from '../lib/timeout.js';
import { zonedTime } from '../lib/zoned-time.js';
import type { ConfirmFallback, ConfirmMode, Policy } from '../safety/policy.js';
import type {
  ConnectionFacts,
  ConnectionFactsOptions,
  Fact,
  LoginFacts,
  OrganizationFacts,
} from './connection-facts.js';
import type { UpstreamTarget } from './upstream.js';

/** Facts that take longer are reported as unknown. Their reads go on, so that the next call has them. */
const WAIT_MS = 10_000;

/** What stands before every write, whatever it amounts to. */
export interface WriteRules {
  confirm: ConfirmMode;
  confirmFallback: ConfirmFallback;
  /** Whether tools that always need consent are called only by plan. */
  requirePlan: boolean;
  /** Whether writes are only described. */
  dryRun: boolean;
}

export interface DescribeOptions extends Omit<ConnectionFactsOptions, 'client'> {
  /** The address of the embedded sandbox; undefined if another host is called. */
  sandboxUrl: () => Promise<string | undefined>;
  /** The channel that the operator set; undefined if none is set. */
  defaultSource: string | undefined;
  /** What the operator allows at most. */
  policy: Observable<Policy>;
  /** Not described if absent. */
  writes?: WriteRules;
  /** Time limit of a call. */
  deadlineMs: number;
  /** How long to wait for a fact; ten seconds by default. */
  waitMs?: number;
  /** Maximum size of a result. */
  maxResultTokens: number;
  /** The same in characters of JSON. */
  maxCharacters: number;
}

/** Describes the connection as JSON. What is not known says why, and nothing makes the whole fail. */
export async function describeConnection(
  facts: ConnectionFacts,
  options: DescribeOptions,
  selection: Selection,
): Promise<ToolResult> {
  const { target, deadlineMs, maxResultTokens, maxCharacters, now } = options;
  const place = placeOf(target);
  const [organization, login, till, store, programs, page] = await Promise.all([
    read(options, selection, 'organization_get_v1_1', () => facts.organization()),
    read(options, selection, 'store_verify_login_v1_1', () => facts.login(place.environment !== 'live')),
    read(options, selection, 'organization_get_till', () => facts.till()),
    read(options, selection, 'store_get_v1_1', () => facts.store()),
    read(options, selection, 'organization_get_programs', () => facts.programs()),
    options.sandboxUrl().catch(() => undefined),
  ]);
  const oldest = Math.min(organization.readAt, till.readAt, store.readAt, programs.readAt);
  const value = {
    ...place,
    page,
    organization: show(organization, ({ id, name, country }) => ({ id, name, country })),
    currency: show(organization, ({ currency, currencySymbol, otherCurrencies }) => ({
      code: currency,
      symbol: currencySymbol,
      others: otherCurrencies.length > 0 ? otherCurrencies : undefined,
    })),
    time: show(organization, (place) => timeThere(place, now() + clockAheadMs(login.value))),
    user: show(login, ({ username, type }) => ({ name: username, type })),
    till: show(till, (found) => found),
    store: show(store, (found) => found),
    programs: show(programs, (found) => found),
    source: options.defaultSource ?? `${USUAL_SOURCE} in reads; writes need it`,
    filters: describeFilters(selection.filters),
    writes: options.writes && describeWrites(options.writes, options.policy.current()),
    limits: {
      resultTokens: maxResultTokens,
      callSeconds: deadlineMs / 1000,
      ...describePolicy(options.policy.current()),
    },
    credentials: describeCredentials(target),
    // A time of day could be taken for the time there.
    readSecondsAgo: Math.round((now() - oldest) / 1000),
  };
  return toResult({ value, notes: [FILLED_IN] }, maxCharacters);
}

/** The brand as views and summaries name it. What is not known, or not in time, is left out. */
export async function describeBrand(
  facts: ConnectionFacts,
  { target, now, waitMs = WAIT_MS }: Pick<DescribeOptions, 'target' | 'now' | 'waitMs'>,
): Promise<Brand> {
  const { environment } = placeOf(target);
  const [organization, login] = await Promise.all([
    withTimeout(waitMs, facts.organization()),
    withTimeout(waitMs, facts.login(environment !== 'live')),
  ]);
  const sandbox = environment !== 'live';
  const fact = organization?.value.value;
  if (!fact || 'unknown' in fact) return { sandbox };
  const ahead = login === undefined ? 0 : clockAheadMs(login.value.value);
  const { zone, today } = timeThere(fact.value, now() + ahead);
  const { name, currency, offset } = fact.value;
  return { ...defined({ name, currency, timeZone: zone ?? offset, today }), sandbox };
}

const FILLED_IN =
  'Calls may leave out source, the user name and id of the till, the organization id, and the program or the brand of the rewards catalog if there is only one: they are filled in from here.';

function placeOf(target: UpstreamTarget): { environment: string; about: string; host?: string } {
  if (target.kind === 'sandbox' && target.world?.state !== undefined) {
    return { environment: 'sandbox', about: 'An embedded sandbox: nothing is real. Its state is kept in a file.' };
  }
  if (target.kind !== 'capillary') return { environment: 'sandbox', about: 'An embedded sandbox: nothing is real.' };
  const { host, hostname } = new URL(target.baseUrl);
  return isLoopback(hostname)
    ? { environment: 'local', about: 'A server on this machine, such as a sandbox.', host }
    : { environment: 'live', about: 'A real organization: writes are real.', host };
}

/** @param tool - the read behind the fact; the operator's `--exclude-tools` hides the fact too */
async function read<T>(
  { find, now, waitMs = WAIT_MS }: DescribeOptions,
  selection: Selection,
  tool: string,
  get: () => Promise<Reading<Fact<T>>>,
): Promise<Reading<Fact<T>>> {
  const unknown = (reason: string): Reading<Fact<T>> => ({ value: { unknown: reason }, readAt: now() });
  const definition = await find(tool);
  const hiding = definition && selection.hiddenBy(definition);
  if (hiding?.filter === 'excludeTools') return unknown(`${hiding.setting} hides ${tool}`);
  const reading = await withTimeout(waitMs, get());
  return reading?.value ?? unknown(`no answer within ${waitMs / 1000} s; ask again`);
}

const show = <T, S>({ value: fact }: Reading<Fact<T>>, choose: (value: T) => S): S | string =>
  'unknown' in fact ? `not known: ${fact.unknown}` : choose(fact.value);

const clockAheadMs = (login: Fact<LoginFacts>): number => ('value' in login ? (login.value.clockAheadMs ?? 0) : 0);

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** @param at - milliseconds since 1970 */
function timeThere(
  { timeZone, offset }: OrganizationFacts,
  at: number,
): {
  zone: string | undefined;
  now: string;
  offset?: string | undefined;
  today?: string;
  weekday?: string | undefined;
} {
  const there = [timeZone, offset].flatMap((zone) => (zone === undefined ? [] : (zonedTime(at, zone) ?? [])))[0];
  if (there === undefined) return { zone: timeZone, offset, now: 'not known: the API names no known time zone' };
  const [today = ''] = there.split('T');
  return { zone: timeZone, now: there, today, weekday: WEEKDAYS[new Date(today).getUTCDay()] };
}

/** The filters in force. Where the request narrows the operator's, both apply. */
function describeFilters(filters: readonly Filters[]): Filters | readonly Filters[] | 'none' {
  const set = filters.filter((each) => Object.values(each).some((value) => value !== undefined && value !== false));
  const [only] = set;
  return only === undefined ? 'none' : set.length === 1 ? only : set;
}

/** What becomes of a write, in the order in which it matters. */
function describeWrites(
  { dryRun, requirePlan, confirm, confirmFallback }: WriteRules,
  policy: Policy,
): object | string {
  if (policy.writes === 'frozen') return 'frozen: every write is refused';
  if (dryRun) return 'dry run: every write is only previewed, and nothing is sent';
  const { points, billAmount, rows, messages } = policy.askAbove;
  const above = Object.entries({ points, billAmount, rows, messages }).filter(([, most]) => most !== null);
  return {
    ...(requirePlan && { plan: 'required for what always asks: preview_call first, then pass plan' }),
    userIsAsked: ASKED[confirm],
    ...(confirm === 'default' && above.length > 0 && { askAbove: Object.fromEntries(above) }),
    ...(confirm !== 'never' && confirmFallback === 'refuse' && { clientsThatCannotAsk: 'are refused' }),
  };
}

const ASKED: Readonly<Record<ConfirmMode, string>> = {
  never: 'never',
  default: 'before what cannot be taken back, or exceeds askAbove',
  always: 'before everything destructive',
};

/** Only what limits something. */
function describePolicy({ never, hours, points, billAmount, rows, messagesPerHour, contact }: Policy): object {
  const limits = {
    never: never.length > 0 ? never : null,
    hours: hours ? `${hours.from}-${hours.to}` : null,
    pointsPerCall: points.perCall,
    pointsPerCustomerAndDay: points.perCustomerAndDay,
    pointsPerCallerAndDay: points.perCallerAndDay,
    billAmount,
    rowsPerCall: rows,
    messagesPerHour,
    changedBy: contact ?? null,
  };
  return Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== null));
}

function describeCredentials(target: UpstreamTarget): object {
  if (target.kind !== 'capillary') return { kind: 'all', adminKey: true };
  const { credentials, admin, attribution } = target;
  return {
    kind: credentials.kind,
    adminKey: admin !== undefined,
    attributedTo: attribution && `${attribution.entityType} ${attribution.entityCode}`,
  };
}
