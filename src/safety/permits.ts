/** Whether a call may be sent: asked once its arguments are known to be valid, whatever way it came in. */
import type { GetPermit, Permit } from '../call/call.js';
import type { Outcome } from '../client/errors.js';
import type { Observable } from '../lib/observable.js';
import { type Definition, risk } from '../tools/define.js';
import { type ConsentOptions, needsConsent, obtainConsent } from './consent.js';
import { type Counters, MemoryCounters } from './counters.js';
import { type Hold, Holds, type SharedHolds } from './holds.js';
import { type Counted, Limits } from './limits.js';
import type { Policy } from './policy.js';
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
  /** Milliseconds since 1970; replaced in tests. */
  now?: () => number;
}

export interface Permits {
  getPermit: GetPermit;
  /** Whether a read may end a hold. */
  isHolding: () => boolean;
}

const NO_QUESTIONS = { mode: 'never', fallback: 'host', worth: async () => undefined } as const;

/** What counts against a limit although the call failed: nobody can rule out that it took effect. */
const MAY_HAVE_HAPPENED: readonly Outcome[] = ['applied', 'partial', 'unknown'];

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
}: GuardOptions): Permits {
  const limits = new Limits({
    now,
    policy,
    counters,
    organization,
    timeZone,
    customerOf: async (given) => {
      const identifier = identifierOf(given);
      return identifier && findCustomerId(identifier, read, source);
    },
  });
  const holds = new Holds({
    organization,
    shared,
    customerOf: (identifier) => findCustomerId(identifier, read, source),
    now,
  });
  const consent: ConsentOptions = {
    tickets: new MemoryTickets(now),
    ...confirm,
    organization,
    lookUp: (identifier) => lookUpSubject(identifier, read, source),
  };
  const getPermit: GetPermit = async (definition, args, context) => {
    const { subject, trail, again } = context;
    // Nobody is asked about what is refused anyway, and nothing is counted while somebody thinks.
    await limits.check(definition, args);
    if (risk(definition) === 'read') return readPermit(holds, { definition, args, subject });
    if (!again) await holds.check(definition, args, context);
    if (needsConsent(consent.mode, policy.current(), definition, args)) {
      const given = await obtainConsent(consent, definition, args, context);
      if (trail) trail.consent = given;
      if (!again) await holds.check(definition, args, context);
    }
    const counted = await limits.count(definition, args, subject);
    if (trail && counted.limits.length > 0) trail.limits = counted.limits;
    if (again) await holds.release(definition, args, subject);
    return writePermit(holds, { definition, args, subject }, counted);
  };
  return { getPermit, isHolding: () => !holds.isEmpty };
}

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
