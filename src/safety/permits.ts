/** Whether a call may be sent: asked once its arguments are known to be valid, whatever way it came in. */
import type { GetPermit } from '../call/call.js';
import type { Outcome } from '../client/errors.js';
import type { Observable } from '../lib/observable.js';
import { type ConsentOptions, needsConsent, obtainConsent } from './consent.js';
import { type Counters, MemoryCounters } from './counters.js';
import { Limits } from './limits.js';
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
  /** Milliseconds since 1970; replaced in tests. */
  now?: () => number;
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
}: GuardOptions): GetPermit {
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
  const consent: ConsentOptions = {
    tickets: new MemoryTickets(now),
    ...confirm,
    organization,
    lookUp: (identifier) => lookUpSubject(identifier, read, source),
  };
  return async (definition, args, context) => {
    const { subject, trail } = context;
    // Nobody is asked about what is refused anyway, and nothing is counted while somebody thinks.
    await limits.check(definition, args);
    if (needsConsent(consent.mode, policy.current(), definition, args)) {
      const given = await obtainConsent(consent, definition, args, context);
      if (trail) trail.consent = given;
    }
    const counted = await limits.count(definition, args, subject);
    if (trail && counted.limits.length > 0) trail.limits = counted.limits;
    return {
      ended: async (outcome) => {
        if (!MAY_HAVE_HAPPENED.includes(outcome)) await counted.giveBack();
      },
    };
  };
}
