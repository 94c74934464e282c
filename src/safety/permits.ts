/** Whether a call may be sent: asked once its arguments are known to be valid, whatever way it came in. */
import type { GetPermit } from '../call/call.js';
import type { Outcome } from '../client/errors.js';
import type { Observable } from '../lib/observable.js';
import { type Counters, MemoryCounters } from './counters.js';
import { Limits } from './limits.js';
import type { Policy } from './policy.js';
import { findCustomerId, identifierOf, type Read } from './subjects.js';

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
  /** Milliseconds since 1970; replaced in tests. */
  now?: () => number;
}

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
  return async (definition, args, { subject, trail }) => {
    const counted = await limits.count(definition, args, subject);
    if (trail && counted.limits.length > 0) trail.limits = counted.limits;
    return {
      ended: async (outcome) => {
        if (!MAY_HAVE_HAPPENED.includes(outcome)) await counted.giveBack();
      },
    };
  };
}
