/**
 * Writes whose outcome is `unknown`: the same call is held until its caller has read what became of it, says that it knows,
 * or the outcome arrives late. A hold is a help, not a control: when replicas cannot ask each other, each decides by itself.
 */
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CallContext } from '../call/call.js';
import { CapillaryError } from '../client/errors.js';
import { unknownOutcomeHint } from '../client/explain.js';
import { canonicalJson } from '../lib/json.js';
import { type Definition, risk } from '../tools/define.js';
import { identifiersIn, normalize, shownValues, whatIsAbout } from './identifying-values.js';
import type { Identifier } from './subjects.js';

type Args = Readonly<Record<string, unknown>>;

/** Holds of replicas. */
export interface SharedHolds {
  /** @returns all of a caller, by call; undefined if nobody can say */
  all(caller: string): Promise<ReadonlyMap<string, string> | undefined>;
  /** @returns false if it cannot be kept now */
  put(caller: string, call: string, hold: string, ttlMs: number): Promise<boolean>;
  drop(caller: string, call: string): Promise<void>;
}

export interface HoldsOptions {
  /** Keeps the holds of organizations apart. */
  organization: string;
  shared?: SharedHolds | undefined;
  /** The id of a customer; undefined if it is not known. */
  customerOf: (identifier: Identifier) => Promise<string | undefined>;
  /** Milliseconds since 1970. */
  now: () => number;
}

const HOLD_MS = 86_400_000;
const MAX_HOLDS = 2_000;
const MAX_PER_CALLER = 64;
const MAX_VALUES = 100;
/** Customers of a call who are looked up if a read names one in another way. */
const MAX_LOOKED_UP = 2;

const holdSchema = z.object({
  /** When the outcome was reported, and when the hold ends, in milliseconds since 1970. */
  since: z.number(),
  until: z.number(),
  /** The tools that show what became of the call; none if no tool can. */
  reads: z.array(z.string()),
  /** Digests of what the call is about. If it is about nothing, any of these reads shows it. */
  values: z.array(z.string()),
});

/** What replicas know of a hold. It contains no value of a call. */
type SharedHold = z.infer<typeof holdSchema>;

/** A held call, as this process knows it. */
export interface Hold extends SharedHold {
  readonly caller: string;
  readonly call: string;
  /** Whether the other replicas know it, and so can end it. */
  isShared: boolean;
  readonly who: readonly Identifier[];
}

export class Holds {
  /** Whose memory this is; the same for all that share one. */
  readonly id: string;
  readonly #options: HoldsOptions;
  /** By call, oldest first. */
  readonly #holds = new Map<string, Hold>();

  constructor(options: HoldsOptions) {
    this.#options = options;
    this.id = options.shared ? 'shared' : randomUUID();
  }

  /** Whether no read can end a hold. */
  get isEmpty(): boolean {
    return this.#holds.size === 0 && !this.#options.shared;
  }

  /** @throws CapillaryError of kind `held`, if the same call of the same caller is held */
  async check(definition: Definition, args: Args, { subject, canCall }: CallContext): Promise<void> {
    if (this.isEmpty || !canBeHeld(definition)) return;
    const { caller, call } = this.#key(definition, args, subject);
    const known = await this.#options.shared?.all(caller);
    const own = this.#holds.get(call);
    if (own?.isShared && known && !known.has(call)) this.#holds.delete(call);
    const hold = this.#holds.get(call) ?? parse(known?.get(call));
    if (hold && hold.until > this.#options.now()) throw await refusal(definition, hold, canCall);
  }

  /** Holds a call whose outcome is unknown. */
  async add(definition: Definition, args: Args, subject: string | undefined): Promise<Hold | undefined> {
    if (!canBeHeld(definition)) return undefined;
    const { checkedBy = [] } = definition;
    const since = this.#options.now();
    const { caller, call } = this.#key(definition, args, subject);
    const shared: SharedHold = {
      since,
      until: since + HOLD_MS,
      reads: 'unverifiable' in checkedBy ? [] : checkedBy.map(layerless),
      values: whatIsAbout(definition, args).values.slice(0, MAX_VALUES).map(digest),
    };
    const hold: Hold = { ...shared, caller, call, isShared: false, who: identifiersIn(args).slice(0, MAX_LOOKED_UP) };
    this.#holds.delete(call);
    this.#makeRoom(caller);
    this.#holds.set(call, hold);
    hold.isShared = (await this.#options.shared?.put(caller, call, JSON.stringify(shared), HOLD_MS)) ?? false;
    return hold;
  }

  /** Ends the hold of a call, if there is one. */
  async release(definition: Definition, args: Args, subject: string | undefined): Promise<void> {
    if (this.isEmpty || !canBeHeld(definition)) return;
    const { caller, call } = this.#key(definition, args, subject);
    await this.#drop(caller, call);
  }

  /** Ends a hold, unless the call has been made and held again since. */
  async settle({ caller, call, since }: Hold): Promise<void> {
    const current = this.#holds.get(call);
    if (!current || current.since === since) await this.#drop(caller, call);
  }

  /**
   * To be called before a read is sent, because it cannot show what happens afterwards.
   *
   * @returns what is to be called with its answer
   */
  looking(definition: Definition, args: Args, subject: string | undefined): (answer: unknown) => Promise<void> {
    if (this.isEmpty) return async () => undefined;
    const caller = this.#callerOf(subject);
    const tool = layerless(definition.tool);
    const own = [...this.#holds.values()].filter((hold) => hold.caller === caller && hold.reads.includes(tool));
    const asking = this.#options.shared?.all(caller);
    return async (answer) => {
      const others = [...((await asking) ?? [])].flatMap(([call, text]) => {
        const hold = own.some((each) => each.call === call) ? undefined : parse(text);
        return hold?.reads.includes(tool) ? [{ ...hold, call, who: [] }] : [];
      });
      const candidates = [...own, ...others];
      if (candidates.length === 0) return;
      // A list of all things shows that one is missing, which no value in it says.
      const isGeneral = whatIsAbout(definition, args).isGeneral;
      const shown = new Set([...shownValues(args, answer)].map(digest));
      for (const hold of candidates) {
        const isShown = isGeneral || hold.values.length === 0 || hold.values.some((value) => shown.has(value));
        if (isShown || (await this.#isSameCustomer(hold, args, shown))) await this.#drop(caller, hold.call);
      }
    };
  }

  /** Whether a read and the held call name a customer in two ways. */
  async #isSameCustomer(
    { who, values }: Pick<Hold, 'who' | 'values'>,
    readArgs: Args,
    shown: ReadonlySet<string>,
  ): Promise<boolean> {
    const idsOf = async (identifiers: readonly Identifier[]): Promise<string[]> => {
      const ids = await Promise.all(identifiers.map((identifier) => this.#options.customerOf(identifier)));
      return ids.flatMap((id) => (id === undefined ? [] : digest(normalize(id))));
    };
    const [held, read] = await Promise.all([idsOf(who), idsOf(identifiersIn(readArgs).slice(0, MAX_LOOKED_UP))]);
    return held.some((id) => shown.has(id) || read.includes(id)) || read.some((id) => values.includes(id));
  }

  async #drop(caller: string, call: string): Promise<void> {
    this.#holds.delete(call);
    await this.#options.shared?.drop(caller, call);
  }

  #makeRoom(caller: string): void {
    const now = this.#options.now();
    for (const [call, { until }] of this.#holds) if (until <= now) this.#holds.delete(call);
    const [oldest, ...others] = [...this.#holds.values()].filter((hold) => hold.caller === caller);
    if (oldest && others.length + 1 >= MAX_PER_CALLER) this.#holds.delete(oldest.call);
    const [first] = this.#holds.keys();
    if (first !== undefined && this.#holds.size >= MAX_HOLDS) this.#holds.delete(first);
  }

  #callerOf(subject: string | undefined): string {
    return digest(canonicalJson([this.#options.organization, subject ?? null]));
  }

  #key({ tool }: Definition, args: Args, subject: string | undefined): { caller: string; call: string } {
    const caller = this.#callerOf(subject);
    return { caller, call: digest(canonicalJson([caller, layerless(tool), args])) };
  }
}

/** A repeat of an idempotent call does no harm. */
export const canBeHeld = (definition: Definition): boolean => risk(definition) !== 'read' && !definition.idempotent;

/** The tools of both InTouch layers make the same call. */
const layerless = (tool: string): string => tool.replace(/_v1$/, '_v1_1');

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 27);

function parse(text: string | undefined): SharedHold | undefined {
  try {
    return text === undefined ? undefined : holdSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function refusal(
  definition: Definition,
  { since }: SharedHold,
  canCall: CallContext['canCall'],
): Promise<CapillaryError> {
  const reported = new Date(since).toISOString().replace(/\.\d+/, '');
  return new CapillaryError({
    kind: 'held',
    message: `${definition.tool} was not called: the outcome of the same call, reported ${reported}, is unknown, and it may have taken effect.`,
    hint: `${await adviseToLook(definition, canCall)} If you know without reading that it has to be made again, add "again": true to its arguments.`,
    retryable: false,
    outcome: 'not_sent',
  });
}

/** How to find out what became of a call. Names only tools that the caller can call. */
export async function adviseToLook(
  definition: Definition,
  canCall: CallContext['canCall'] = async () => true,
): Promise<string> {
  const { checkedBy = [] } = definition;
  const reads = 'unverifiable' in checkedBy ? [] : checkedBy;
  const callable = await Promise.all(reads.map((tool) => canCall(tool)));
  const named = reads.filter((_, index) => callable[index]);
  const { checkedBy: _, ...unnamed } = definition;
  const shown = reads.length === 0 ? definition : named.length === 0 ? unnamed : { ...definition, checkedBy: named };
  return unknownOutcomeHint(shown);
}
