/** Keeps calls within the operator's policy, before anything is sent. */
import { createHash } from 'node:crypto';
import { CapillaryError } from '../client/errors.js';
import type { Trace } from '../client/trace.js';
import { stringifyJson } from '../lib/json.js';
import type { Observable } from '../lib/observable.js';
import { slug } from '../lib/slug.js';
import { zonedTime } from '../lib/zoned-time.js';
import { type Definition, risk } from '../tools/define.js';
import { type Measured, measure, type PointsOf, sumOfPoints, sumUp } from './amounts.js';
import type { Count, Counters } from './counters.js';
import { type LookedUp, measureWithReads } from './looked-up-amounts.js';
import type { Policy } from './policy.js';
import type { Read } from './subjects.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface LimitsOptions {
  policy: Observable<Policy>;
  counters: Counters;
  /** Keeps the counters of organizations apart. */
  organization: string;
  /** Finds out what a call amounts to if its arguments do not say so. */
  read: Read;
  /** The time zone of the organization; undefined if it is not known. */
  timeZone: () => Promise<string | undefined>;
  /** The customer that an identifier stands for, so that one customer has one counter; undefined if it is not known. */
  customerOf: (identifier: unknown, trace: Trace | undefined) => Promise<string | undefined>;
  /** Milliseconds since 1970; replaced in tests. */
  now?: () => number;
}

/** What was counted for a call. */
export interface Counted {
  /** The limits that the call was held against, such as `points.perCall`. */
  readonly limits: readonly string[];
  /** To be called if the call changed nothing. */
  giveBack(): Promise<void>;
}

/** What a call would count against. */
export interface Forecast {
  readonly limit: string;
  readonly max: number;
  readonly requested: number;
  /** What is used in the period, and left; absent for the limit of a single call, or if nobody can say. */
  readonly used?: number;
  readonly left?: number;
}

const NOTHING: Counted = { limits: [], giveBack: async () => undefined };

/** A call with its arguments. */
export interface Call {
  readonly definition: Definition;
  readonly args: Readonly<Record<string, unknown>>;
}

export class Limits {
  readonly #options: LimitsOptions;
  readonly #now: () => number;
  /** A call is measured once, although it is checked and counted. */
  readonly #measured = new WeakMap<object, Promise<LookedUp>>();

  constructor(options: LimitsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /**
   * Holds a call against the limits of a single call.
   *
   * @param trace - to which look-ups of amounts belong
   * @throws CapillaryError of kind `limit_reached`
   */
  async check(definition: Definition, args: Readonly<Record<string, unknown>>, trace?: Trace): Promise<void> {
    const policy = this.#options.policy.current();
    refuseNever(policy, definition);
    if (risk(definition) === 'read') return;
    if (policy.writes === 'frozen') throw this.#refusal(definition, FROZEN);
    await this.#checkHours(policy, definition);
    this.#checkCall(policy, definition, await this.measure(definition, args, trace));
  }

  /** What a call amounts to, also where its arguments leave that to the API and a limit concerns it. */
  measure(definition: Definition, args: Readonly<Record<string, unknown>>, trace?: Trace): Promise<LookedUp> {
    const known = this.#measured.get(args);
    if (known) return known;
    const read: Read = (tool, asked) => this.#options.read(tool, asked, trace);
    const measuring = measureWithReads(read, this.#options.policy.current(), definition, args);
    this.#measured.set(args, measuring);
    return measuring;
  }

  /**
   * Holds the calls of a batch against the limit of its rows. Each call is checked by itself.
   *
   * @throws CapillaryError of kind `limit_reached`
   */
  checkRows(definition: Definition, calls: readonly Call[]): void {
    const { rows: max } = this.#options.policy.current();
    const { rows } = sumUp(calls.map(({ definition: called, args }) => measure(called, args)));
    if (max === null || rows <= max) return;
    throw this.#refusal(definition, {
      limit: 'rows',
      message: `at most ${format(max)} rows a batch; this one has ${format(rows)}`,
      advice: DO_NOT_SPLIT,
      details: { max, requested: rows },
    });
  }

  /**
   * Checks and counts a call that is about to be sent.
   *
   * @param subject - the caller
   * @param trace - to which look-ups of customers belong
   * @throws CapillaryError of kind `limit_reached`
   */
  async count(
    definition: Definition,
    args: Readonly<Record<string, unknown>>,
    subject: string | undefined,
    trace?: Trace,
  ): Promise<Counted> {
    await this.check(definition, args, trace);
    const [counted = NOTHING] = await this.countAll(definition, [{ definition, args }], subject, trace);
    return counted;
  }

  /**
   * Counts calls that have been checked, all of them or none.
   *
   * @param definition - the tool that refusals name
   * @returns what was counted for each
   * @throws CapillaryError of kind `limit_reached`
   */
  async countAll(
    definition: Definition,
    calls: readonly Call[],
    subject: string | undefined,
    trace?: Trace,
  ): Promise<readonly Counted[]> {
    const policy = this.#options.policy.current();
    const each = await this.#measureAll(policy, calls, subject, trace);
    const counts = merge(each.flatMap((call) => call.counts));
    const taken = counts.length === 0 ? undefined : await this.#options.counters.take(counts);
    if (taken === 'unavailable') throw this.#refusal(definition, UNAVAILABLE);
    if (taken) throw this.#refusal(definition, await this.#describe(taken.count, taken.used));
    return each.map(({ measured, counts: own }) => {
      const perCall = Object.entries(PER_CALL).flatMap(([name, { of, max }]) =>
        of(measured).length > 0 && max(policy) !== null ? [name] : [],
      );
      const limits = [...new Set([...perCall, ...own.map(({ limit }) => limit)])];
      return { limits, giveBack: () => this.#options.counters.giveBack(own) };
    });
  }

  /**
   * What calls would count against, and what is used of it so far. Counts nothing.
   *
   * @param subject - the caller
   */
  async forecast(calls: readonly Call[], subject: string | undefined, trace?: Trace): Promise<Forecast[]> {
    const policy = this.#options.policy.current();
    const each = await this.#measureAll(policy, calls, subject, trace);
    const perCall = Object.entries(PER_CALL).flatMap(([limit, { of, max }]): Forecast[] => {
      const most = max(policy);
      const amounts = each.flatMap(({ measured }) => of(measured));
      return most === null || amounts.length === 0 ? [] : [{ limit, max: most, requested: Math.max(...amounts) }];
    });
    const counts = merge(each.flatMap((call) => call.counts));
    const used = await this.#options.counters.used(counts);
    const perPeriod = counts.map(({ limit, max, add }, index): Forecast => {
      const now = used?.[index];
      return { limit, max, requested: add, ...(now !== undefined && { used: now, left: Math.max(0, max - now) }) };
    });
    return [...perCall, ...perPeriod];
  }

  /** The writes among calls with what they count against. Each customer is looked up once. */
  async #measureAll(policy: Policy, calls: readonly Call[], subject: string | undefined, trace: Trace | undefined) {
    const known = new Map<string, Promise<string>>();
    const customerOf = (given: unknown): Promise<string> => {
      const name = stringifyJson(given);
      const customer = known.get(name) ?? this.#options.customerOf(given, trace).then((id) => id ?? name.toLowerCase());
      known.set(name, customer);
      return customer;
    };
    return Promise.all(
      calls.map(async ({ definition, args }) => {
        const isRead = risk(definition) === 'read';
        const measured = isRead ? sumUp([]) : await this.measure(definition, args, trace);
        return { measured, counts: await this.#countsOf(policy, measured, subject ?? '', customerOf) };
      }),
    );
  }

  async #checkHours({ hours, ...policy }: Policy, definition: Definition): Promise<void> {
    if (!hours) return;
    const zone = await this.#zoneOf(policy.timeZone);
    const time = this.#timeIn(zone).slice(11, 16);
    const { from, to } = hours;
    const isWithin = from <= to ? time >= from && time < to : time >= from || time < to;
    if (isWithin) return;
    throw this.#refusal(definition, {
      limit: 'hours',
      message: `writes are allowed from ${from} to ${to} (${zone}); it is ${time} there`,
      advice: `Call again after ${from}.`,
    });
  }

  #checkCall(policy: Policy, definition: Definition, measured: LookedUp): void {
    if (measured.isIncomplete) throw this.#refusal(definition, UNMEASURED);
    for (const [limit, { of, max, unit }] of Object.entries(PER_CALL)) {
      const most = max(policy);
      if (most === null) continue;
      const excessive = of(measured).find((amount) => amount > most);
      if (excessive === undefined) continue;
      throw this.#refusal(definition, {
        limit,
        message: `at most ${format(most)} ${unit}; this call has ${format(excessive)}`,
        advice: limit === 'rows' ? 'Split it into smaller calls.' : DO_NOT_SPLIT,
        details: { max: most, requested: excessive },
      });
    }
  }

  async #countsOf(
    policy: Policy,
    { points, messages }: Measured,
    subject: string,
    customerOf: (given: unknown) => Promise<string>,
  ): Promise<LimitCount[]> {
    const { perCustomerAndDay, perCallerAndDay } = policy.points;
    const total = sumOfPoints({ points });
    const counts: LimitCount[] = [];
    const add = (limit: LimitName, who: string, amount: number, max: number, ttlMs: number, period: string): void => {
      const key = createHash('sha256')
        .update(stringifyJson([this.#options.organization, limit, period, who]))
        .digest('base64url');
      counts.push({ limit, key, add: amount, max, ttlMs });
    };
    const needsDay = total > 0 && (perCallerAndDay !== null || perCustomerAndDay !== null);
    const day = needsDay ? this.#timeIn(await this.#zoneOf(policy.timeZone)).slice(0, 10) : '';
    if (total > 0 && perCallerAndDay !== null)
      add('points.perCallerAndDay', subject, total, perCallerAndDay, 2 * DAY_MS, day);
    if (total > 0 && perCustomerAndDay !== null) {
      for (const [customer, amount] of await byCustomer(points, customerOf))
        add('points.perCustomerAndDay', customer, amount, perCustomerAndDay, 2 * DAY_MS, day);
    }
    if (messages > 0 && policy.messagesPerHour !== null) {
      const hour = String(Math.floor(this.#now() / HOUR_MS));
      add('messagesPerHour', subject, messages, policy.messagesPerHour, 2 * HOUR_MS, hour);
    }
    return counts;
  }

  async #describe(count: Count, used: number): Promise<Reason> {
    const { limit, max, add } = count as LimitCount;
    const { unit, resets } = PER_PERIOD[limit];
    return {
      limit,
      message: `at most ${format(max)} ${unit}; ${format(used)} are used, and this call has ${format(add)}`,
      advice: `${DO_NOT_SPLIT} It begins anew ${resets}.`,
      details: { max, used, requested: add },
    };
  }

  async #zoneOf(set: string | undefined): Promise<string> {
    return set ?? (await this.#options.timeZone()) ?? 'UTC';
  }

  #timeIn(zone: string): string {
    return zonedTime(this.#now(), zone) ?? new Date(this.#now()).toISOString();
  }

  #refusal(definition: Definition, { limit, message, advice, details }: Reason): CapillaryError {
    const { contact } = this.#options.policy.current();
    const who = contact === undefined ? 'The operator of this server' : `The operator of this server (${contact})`;
    return new CapillaryError({
      kind: 'limit_reached',
      message: `${definition.tool} was not called, because of the operator's limit ${limit}: ${message}.`,
      hint: `${advice} ${who} can change the limit in the policy; nobody else can.`,
      retryable: false,
      ...(risk(definition) !== 'read' && { outcome: 'not_sent' as const }),
      details: { limit, ...details },
    });
  }
}

/** Which limit stops a call, and what to do. */
interface Reason {
  limit: string;
  message: string;
  advice: string;
  details?: Record<string, number>;
}

const DO_NOT_SPLIT = 'Tell the user; do not split it up to get around the limit.';

const FROZEN: Reason = {
  limit: 'writes',
  message: 'all writes are frozen',
  advice: 'Reads still work. Tell the user.',
};

const UNAVAILABLE: Reason = {
  limit: 'counters',
  message: 'what was used so far cannot be read now, so that no limit could be kept',
  advice: 'Call again in a minute.',
};

const UNMEASURED: Reason = {
  limit: 'amounts',
  message: 'what this call amounts to could not be looked up, so that no limit could be kept',
  advice: 'Call again with at most two rows, and say the number of points if the call has an argument for it.',
};

function refuseNever({ never, contact }: Policy, definition: Definition): void {
  const { tool, toolset, domain, section } = definition;
  const name = never.find((each) => [tool, toolset, slug(domain), slug(section)].includes(each));
  if (name === undefined) return;
  const isRead = risk(definition) === 'read';
  throw new CapillaryError({
    kind: 'limit_reached',
    message: `${tool} was not called: the operator's policy never runs ${name === tool ? 'it' : `tools of ${name}`}.`,
    hint: `Tell the user. Only the operator of this server${contact === undefined ? '' : ` (${contact})`} can change the policy.`,
    retryable: false,
    ...(!isRead && { outcome: 'not_sent' as const }),
    details: { limit: 'never' },
  });
}

interface PerCall {
  /** The amounts of a call that are held against the limit one by one. */
  of: (measured: Measured) => readonly number[];
  max: (policy: Policy) => number | null;
  unit: string;
}

const PER_CALL: Readonly<Record<string, PerCall>> = {
  'points.perCall': {
    of: (measured) => (sumOfPoints(measured) > 0 ? [sumOfPoints(measured)] : []),
    max: ({ points }) => points.perCall,
    unit: 'points a call',
  },
  billAmount: { of: ({ bills }) => bills, max: ({ billAmount }) => billAmount, unit: 'a bill' },
  rows: { of: ({ rows }) => (rows > 1 ? [rows] : []), max: ({ rows }) => rows, unit: 'rows a call' },
};

const PER_PERIOD = {
  'points.perCallerAndDay': { unit: 'points a day for one caller', resets: 'at midnight of the organization' },
  'points.perCustomerAndDay': { unit: 'points a day for one customer', resets: 'at midnight of the organization' },
  messagesPerHour: { unit: 'messages an hour', resets: 'with the next hour' },
} as const;

type LimitName = keyof typeof PER_PERIOD;

interface LimitCount extends Count {
  readonly limit: LimitName;
}

async function byCustomer(
  points: readonly PointsOf[],
  customerOf: (given: unknown) => Promise<string>,
): Promise<Map<string, number>> {
  const totals = new Map<string, number>();
  for (const { points: amount = 0, of } of points) {
    for (const identifier of of) {
      const customer = await customerOf(identifier);
      totals.set(customer, (totals.get(customer) ?? 0) + amount);
    }
  }
  return totals;
}

/** One count for each counter. */
function merge(counts: readonly LimitCount[]): LimitCount[] {
  const byKey = new Map<string, LimitCount>();
  for (const count of counts) {
    const known = byKey.get(count.key);
    byKey.set(count.key, known ? { ...known, add: known.add + count.add } : count);
  }
  return [...byKey.values()];
}

const format = (amount: number): string => amount.toLocaleString('en-US', { maximumFractionDigits: 3 });
