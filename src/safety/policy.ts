/** The operator's policy: what agents may do at most, whatever a host or a model decides. */
import { defined } from '../lib/defined.js';
import type { WrittenPolicy } from './written-policy.js';

/** Which calls the user is asked about: none, what the definitions say, or everything destructive. */
export const CONFIRM_MODES = ['never', 'default', 'always'] as const;
export type ConfirmMode = (typeof CONFIRM_MODES)[number];

/** What happens where the client cannot ask: the host decides by the tool's annotations, or the call is refused. */
export const CONFIRM_FALLBACKS = ['host', 'refuse'] as const;
export type ConfirmFallback = (typeof CONFIRM_FALLBACKS)[number];

/** How long an answer of the user is waited for, and accepted. */
export const ANSWER_MS = 300_000;

/** A limit of null is none. */
type Limit = number | null;

export interface Policy {
  /** `frozen`: nothing is changed until the policy says otherwise. */
  readonly writes: 'allowed' | 'frozen';
  /** Tools, domains and sections that never run. */
  readonly never: readonly string[];
  /** When writes are allowed, in the time zone of the policy; always if undefined. It may span midnight. */
  readonly hours?: { readonly from: string; readonly to: string } | undefined;
  /** Decides when a day begins; that of the organization if undefined. */
  readonly timeZone?: string | undefined;
  readonly points: { readonly perCall: Limit; readonly perCustomerAndDay: Limit; readonly perCallerAndDay: Limit };
  /** Of one bill, in the organization's currency. */
  readonly billAmount: Limit;
  /** Of one call. */
  readonly rows: Limit;
  /** Of one caller. */
  readonly messagesPerHour: Limit;
  /** Up to what users are not asked about calls that need no consent below it. */
  readonly askAbove: {
    readonly points: Limit;
    readonly billAmount: Limit;
    readonly rows: Limit;
    readonly messages: Limit;
  };
  /** Who can change the policy. */
  readonly contact?: string | undefined;
}

const ASK_ABOVE = { points: 1_000, billAmount: null, rows: 20, messages: 10 };

/** In force on a live organization where the operator sets nothing else. */
export const LIVE_POLICY: Policy = {
  writes: 'allowed',
  never: [],
  points: { perCall: 10_000, perCustomerAndDay: 20_000, perCallerAndDay: 200_000 },
  billAmount: null,
  rows: 200,
  messagesPerHour: 500,
  askAbove: ASK_ABOVE,
};

/** In a sandbox nothing is real. */
export const UNLIMITED_POLICY: Policy = {
  writes: 'allowed',
  never: [],
  points: { perCall: null, perCustomerAndDay: null, perCallerAndDay: null },
  billAmount: null,
  rows: null,
  messagesPerHour: null,
  askAbove: ASK_ABOVE,
};

/**
 * The policy of an organization: the usual one, changed by what the operator wrote, in this order. Nothing can allow what
 * an earlier one freezes or never runs.
 */
export function combinePolicies(usual: Policy, written: readonly WrittenPolicy[]): Policy {
  let policy = usual;
  for (const each of written) policy = change(policy, each);
  return policy;
}

function change(
  policy: Policy,
  { hours, points = {}, askAbove = {}, never = [], writes, ...rest }: WrittenPolicy,
): Policy {
  const [from = '', to = ''] = hours?.split('-') ?? [];
  return {
    ...policy,
    ...defined(rest),
    writes: policy.writes === 'frozen' ? 'frozen' : (writes ?? 'allowed'),
    never: [...policy.never, ...never],
    points: { ...policy.points, ...defined(points) },
    askAbove: { ...policy.askAbove, ...defined(askAbove) },
    ...(hours !== undefined && { hours: hours === null ? undefined : { from, to } }),
  };
}
