/** Whether a call may be sent: asked once its arguments are known to be valid, whatever way it came in. */
import type { Brand } from '../apps/contract.js';
import type { CallContext, CallTrail, GetPermit, PlannedCall, PreviewCall } from '../call/call.js';
import type { Trace } from '../client/trace.js';
import { lazyAsync } from '../lib/lazy.js';
import type { Observable } from '../lib/observable.js';
import { type Definition, risk } from '../tools/define.js';
import type { RowProblem } from './batch-preview.js';
import type { BatchClock } from './batch-run.js';
import type { Batch, Batches, BatchesOptions } from './batches.js';
import { type ConsentOptions, needsConsent, obtainConsent } from './consent.js';
import { type Counters, MemoryCounters } from './counters.js';
import { readPermit, writePermit } from './given-permit.js';
import { Holds, type SharedHolds } from './holds.js';
import type { Journals } from './journals.js';
import { type Counted, Limits } from './limits.js';
import type { PreviewedCall } from './plan-view.js';
import { needsPlan, Plans } from './plans.js';
import type { Policy } from './policy.js';
import { type CheckCall, previewCall } from './preview.js';
import { phraseQuestion } from './question.js';
import { findCustomerId, identifierOf, lookUpSubject, type Read } from './subjects.js';
import { MemoryTickets, type Tickets } from './tickets.js';
import { checkWatched, type WatchSources } from './watched.js';

export interface GuardOptions {
  policy: Observable<Policy>;
  /** Counts for all organizations that share it; one of this process by default. */
  counters?: Counters;
  /** Begins the names of counters, so that organizations do not share them. */
  organization: string;
  read: Read;
  /** The channel in which customers are looked up. */
  source: string;
  /** The time zone of the organization; undefined if it is not known. */
  timeZone: () => Promise<string | undefined>;
  /** Whether and how users are asked; they are not by default. */
  confirm?: Pick<ConsentOptions, 'mode' | 'fallback' | 'worth'> & { tickets?: Tickets };
  /** Where replicas keep what is held after an unknown outcome; only this process knows it by default. */
  holds?: SharedHolds | undefined;
  /** Where plans are kept; in this process by default. */
  plans?: Tickets;
  /** Whether tools that always need consent are called only by plan. */
  requirePlan?: boolean;
  /** Whether writes are only previewed, also by plan. */
  dryRun?: boolean;
  /** Where batches are recorded, and whose they are; in this process by default. */
  batches?: () => Promise<BatchMemory>;
  /** What views of previews say of the brand. */
  brand?: () => Promise<Brand>;
  /** Milliseconds since 1970; replaced in tests. */
  now?: () => number;
}

/** Where batches are recorded. */
export interface BatchMemory {
  journals: Journals;
  /** The organization and its credentials; nobody else can guess the numbers of its batches, or open them. */
  owner: string;
  /** Whether no further row may be begun, because the server is stopping. */
  isClosing?: () => boolean;
  /** Replaced in tests. */
  clock?: BatchClock;
}

const NO_QUESTIONS = { mode: 'never', fallback: 'host', worth: async () => undefined } as const;

/** The arguments of a plan, and the plan itself. @throws CapillaryError if this caller cannot carry it out */
export type OpenPlan = (
  definition: Definition,
  number: string,
  context: CallContext | undefined,
) => Promise<{ args: Readonly<Record<string, unknown>>; plan: PlannedCall }>;

/** What makes batches, and what describes them. */
export interface BatchGuard {
  batches: Batches;
  preview: (batch: Batch, problems: readonly RowProblem[], context: CallContext) => Promise<object>;
  /** Whether batches are only described. */
  dryRun: boolean;
}

/** The tool of a plan; undefined if this caller has no such plan. */
export type ToolOfPlan = (number: string, context: CallContext) => Promise<string | undefined>;

/** What stands between a call and the API. */
export interface Guard {
  toolOfPlan: ToolOfPlan;
  getPermit: GetPermit;
  preview: PreviewCall;
  openPlan: OpenPlan;
  /** Loaded with the first batch. */
  openBatches: () => Promise<BatchGuard>;
}

export interface Permits extends Guard {
  /** Whether a read may end a hold. */
  isHolding: () => boolean;
}

export function openPermits(options: GuardOptions): Permits {
  const { policy, organization, now = Date.now, requirePlan = false, dryRun = false } = options;
  const parts = openParts(options, now);
  const { limits, holds, questionsOf, plans } = parts;
  const { mode } = options.confirm ?? NO_QUESTIONS;
  const asks: Asks = (definition, args) => needsConsent(mode, policy.current(), [{ definition, args }]);
  // Nobody is asked about what is refused anyway, and nothing is counted while somebody thinks.
  const check: CheckCall = async (definition, args, context) => {
    await limits.check(definition, args, context.trace);
    if (risk(definition) !== 'read' && !context.again) await holds.check(definition, args, context);
  };
  const { batches: memory = inMemory(organization, now) } = options;
  const previewOptions = { check, limits, plans, asks, dryRun };
  return {
    getPermit: permitsOf({ ...parts, check, asks, requirePlan }),
    openBatches: batchesOf({ ...parts, mode, policy, requirePlan, dryRun, now, memory, brand: options.brand }),
    isHolding: () => !holds.isEmpty,
    preview: async (definition, args, context) => {
      const given = { ...questionsOf(context), ...previewOptions };
      const preview = await previewCall(given, definition, args, context);
      if (options.brand) await showPlan(context.views, { preview, definition, args }, options.brand, now);
      return preview;
    },
    toolOfPlan: (number, { subject }) => plans.toolOf(number, { organization, subject }),
    openPlan: async (definition, number, context) => {
      const { args, watched } = await plans.open(definition, number, { organization, subject: context?.subject });
      return { args, plan: { number, watched } };
    },
  };
}

/** Hands a preview to the view that shows it, if the client shows views. */
async function showPlan(
  views: CallContext['views'],
  previewed: PreviewedCall,
  brand: () => Promise<Brand>,
  now: () => number,
): Promise<void> {
  if (!views) return;
  const { toPlanData } = await import('./plan-view.js');
  const { plan, ...data } = toPlanData(previewed, await brand(), now());
  const isForAgent = !views.areCertain && { isForAgent: true };
  views.take({ ...data, ...(plan && { plan: { ...plan, ...isForAgent } }) });
}

/** Makes reads where they belong in a trace. */
const below =
  (read: Read, trace: Trace | undefined): Read =>
  (tool, args) =>
    read(tool, args, trace);

type Asks = (definition: Definition, args: Readonly<Record<string, unknown>>) => boolean;

interface Parts {
  limits: Limits;
  holds: Holds;
  questionsOf: (context: CallContext) => ConsentOptions & WatchSources;
  plans: Plans;
}

function openParts(
  { policy, counters = new MemoryCounters(), organization, read, source, timeZone, ...options }: GuardOptions,
  now: () => number,
): Parts {
  const { confirm = NO_QUESTIONS, holds: shared, plans = new MemoryTickets(now) } = options;
  const questions = { tickets: new MemoryTickets(now), ...confirm, organization };
  const limits = new Limits({
    now,
    policy,
    counters,
    organization,
    read,
    timeZone,
    customerOf: async (given, trace) => {
      const identifier = identifierOf(given);
      return identifier && findCustomerId(identifier, below(read, trace), source);
    },
  });
  return {
    limits,
    holds: new Holds({
      organization,
      shared,
      customerOf: (identifier) => findCustomerId(identifier, read, source),
      now,
    }),
    questionsOf: ({ trace }) => ({
      ...questions,
      lookUp: (identifier) => lookUpSubject(identifier, below(read, trace), source),
      measure: (definition, args) => limits.measure(definition, args, trace),
      read: below(read, trace),
    }),
    plans: new Plans(plans),
  };
}

const permitsOf =
  ({
    limits,
    holds,
    questionsOf,
    plans,
    check,
    asks,
    requirePlan,
  }: Parts & { check: CheckCall; asks: Asks; requirePlan: boolean }): GetPermit =>
  async (definition, args, context) => {
    const { subject, trail, again, plan, trace } = context;
    await check(definition, args, context);
    if (risk(definition) === 'read') return readPermit(holds, { definition, args, subject });
    if (requirePlan && !plan && definition.consent === 'always') throw needsPlan(definition);
    const consent = questionsOf(context);
    if (asks(definition, args)) {
      const phrase = (): Promise<string> => phraseQuestion(definition, args, consent);
      const given = await obtainConsent(consent, { definition, args, phrase }, context);
      if (trail) trail.consent = given;
      if (!again) await holds.check(definition, args, context);
    }
    if (plan) await checkWatched(consent, definition, args, plan.watched);
    const counted = await limits.count(definition, args, subject, trace);
    if (plan) await usePlan(plans, definition, plan, counted, trail);
    if (trail && counted.limits.length > 0) trail.limits = counted.limits;
    if (again) await holds.release(definition, args, subject);
    return writePermit(holds, { definition, args, subject }, counted);
  };

/** Loads what makes batches with the first of them. */
const batchesOf = ({
  dryRun,
  memory,
  brand,
  ...options
}: Omit<BatchesOptions, 'journals' | 'organization' | 'clock'> & {
  dryRun: boolean;
  brand: GuardOptions['brand'];
  memory: () => Promise<BatchMemory>;
}) =>
  lazyAsync(async (): Promise<BatchGuard> => {
    const [{ Batches }, { previewBatch }] = await Promise.all([import('./batches.js'), import('./batch-preview.js')]);
    const { journals, owner, clock, isClosing } = await memory();
    const batches = new Batches({ ...options, organization: owner, journals, clock, isClosing });
    const { limits, plans, questionsOf, now } = options;
    return {
      batches,
      preview: async (batch, problems, context) => {
        const given = { ...questionsOf(context), limits, plans, organization: owner, batches, dryRun };
        const preview = await previewBatch(given, batch, problems, context);
        if (context.views && brand) {
          const { toBatchPlanData } = await import('./plan-view.js');
          context.views.take(toBatchPlanData(preview, batch.definition, await brand(), now()));
        }
        return preview;
      },
      dryRun,
    };
  });

/** An API that does not outlive this process leaves nothing to be taken up again. */
const inMemory = (owner: string, now: () => number) => async (): Promise<BatchMemory> => {
  const { MemoryJournals } = await import('./journals.js');
  return { owner, journals: new MemoryJournals(now) };
};

async function usePlan(
  plans: Plans,
  definition: Definition,
  { number }: PlannedCall,
  counted: Counted,
  trail: CallTrail | undefined,
): Promise<void> {
  try {
    await plans.use(definition, number);
  } catch (error) {
    await counted.giveBack();
    throw error;
  }
  if (trail) trail.plan = number;
}
