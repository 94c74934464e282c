/** Whether a call may be sent: asked once its arguments are known to be valid, whatever way it came in. */
import type { CallContext, CallTrail, GetPermit, Permit, PlannedCall, PreviewCall } from '../call/call.js';
import { CapillaryError, type Outcome } from '../client/errors.js';
import type { Trace } from '../client/trace.js';
import type { Observable } from '../lib/observable.js';
import { type Definition, risk } from '../tools/define.js';
import { type ConsentOptions, needsConsent, obtainConsent } from './consent.js';
import { type Counters, MemoryCounters } from './counters.js';
import { type Hold, Holds, type SharedHolds } from './holds.js';
import { type Counted, Limits } from './limits.js';
import { Plans } from './plans.js';
import type { Policy } from './policy.js';
import { type CheckCall, checkWatched, previewCall } from './preview.js';
import { phraseQuestion } from './question.js';
import { findCustomerId, identifierOf, lookUpSubject, type Read } from './subjects.js';
import { MemoryTickets, type Tickets } from './tickets.js';

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
  /** Milliseconds since 1970; replaced in tests. */
  now?: () => number;
}

const NO_QUESTIONS = { mode: 'never', fallback: 'host', worth: async () => undefined } as const;

/** What counts against a limit although the call failed: nobody can rule out that it took effect. */
const MAY_HAVE_HAPPENED: readonly Outcome[] = ['applied', 'partial', 'unknown'];

/** The arguments of a plan, and the plan itself. @throws CapillaryError if this caller cannot carry it out */
export type OpenPlan = (
  definition: Definition,
  number: string,
  context: CallContext | undefined,
) => Promise<{ args: Readonly<Record<string, unknown>>; plan: PlannedCall }>;

/** What stands between a call and the API. */
export interface Guard {
  getPermit: GetPermit;
  preview: PreviewCall;
  openPlan: OpenPlan;
}

export interface Permits extends Guard {
  /** Whether a read may end a hold. */
  isHolding: () => boolean;
}

export function openPermits({
  policy,
  counters = new MemoryCounters(),
  organization,
  read,
  source,
  timeZone,
  now = Date.now,
  confirm = NO_QUESTIONS,
  holds: shared,
  plans: tickets = new MemoryTickets(now),
  requirePlan = false,
  dryRun = false,
}: GuardOptions): Permits {
  const limits = new Limits({
    now,
    policy,
    counters,
    organization,
    timeZone,
    customerOf: async (given, trace) => {
      const identifier = identifierOf(given);
      return identifier && findCustomerId(identifier, below(read, trace), source);
    },
  });
  const holds = new Holds({
    organization,
    shared,
    customerOf: (identifier) => findCustomerId(identifier, read, source),
    now,
  });
  const questions = { tickets: new MemoryTickets(now), ...confirm, organization };
  const questionsOf = ({ trace }: CallContext): ConsentOptions => ({
    ...questions,
    lookUp: (identifier) => lookUpSubject(identifier, below(read, trace), source),
  });
  const plans = new Plans(tickets);
  const asks = (definition: Definition, args: Readonly<Record<string, unknown>>): boolean =>
    needsConsent(questions.mode, policy.current(), [{ definition, args }]);
  // Nobody is asked about what is refused anyway, and nothing is counted while somebody thinks.
  const check: CheckCall = async (definition, args, context) => {
    await limits.check(definition, args);
    if (risk(definition) !== 'read' && !context.again) await holds.check(definition, args, context);
  };
  const getPermit: GetPermit = async (definition, args, context) => {
    const { subject, trail, again, plan, trace } = context;
    await check(definition, args, context);
    if (risk(definition) === 'read') return readPermit(holds, { definition, args, subject });
    if (requirePlan && !plan && definition.consent === 'always') throw needsPlan(definition);
    const consent = questionsOf(context);
    if (asks(definition, args)) {
      const given = await obtainConsent(
        consent,
        { definition, args, phrase: () => phraseQuestion(definition, args, consent) },
        context,
      );
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
  const previewOptions = { check, limits, plans, asks, dryRun };
  return {
    getPermit,
    isHolding: () => !holds.isEmpty,
    preview: (definition, args, context) => {
      const options = { ...questionsOf(context), ...previewOptions, read: below(read, context.trace) };
      return previewCall(options, definition, args, context);
    },
    openPlan: async (definition, number, context) => {
      const { args, watched } = await plans.open(definition, number, { organization, subject: context?.subject });
      return { args, plan: { number, watched } };
    },
  };
}

/** Makes reads where they belong in a trace. */
const below =
  (read: Read, trace: Trace | undefined): Read =>
  (tool, args) =>
    read(tool, args, trace);

/** A call that is about to be sent. */
interface Sending {
  definition: Definition;
  args: Readonly<Record<string, unknown>>;
  subject: string | undefined;
}

function readPermit(holds: Holds, { definition, args, subject }: Sending): Permit {
  const looked = holds.looking(definition, args, subject);
  return {
    ended: async (outcome, answer) => {
      if (outcome === 'applied') await looked(answer);
    },
  };
}

function writePermit(holds: Holds, { definition, args, subject }: Sending, counted: Counted): Permit {
  let hold: Hold | undefined;
  let isKnown = false;
  return {
    ended: async (outcome) => {
      if (outcome === 'unknown' && !isKnown) hold = await holds.add(definition, args, subject);
      // The outcome may have come while replicas were told of the hold.
      if (hold && isKnown) await holds.settle(hold);
      if (!MAY_HAVE_HAPPENED.includes(outcome)) await counted.giveBack();
    },
    endedLate: (outcome) => {
      if (outcome === 'unknown') return;
      isKnown = true;
      if (hold) void holds.settle(hold);
    },
  };
}

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

const needsPlan = (definition: Definition): CapillaryError =>
  new CapillaryError({
    kind: 'limit_reached',
    message: `${definition.tool} was not called: here it is called only by a plan that was previewed.`,
    hint: 'Call preview_call with its name and arguments, show the user what it says, then pass plan instead of arguments.',
    retryable: false,
    outcome: 'not_sent',
    details: { limit: 'requirePlan' },
  });
