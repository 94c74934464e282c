/** State of loyalty promotions: settings, members, and rewards given. */
import type { Instant } from '../../world/clock.js';
import type { TargetEntity } from '../targets/state.js';

declare module '../../world/world.js' {
  interface World extends LoyaltyPromotionState {}
}

type PromotionStatus = 'DRAFT' | 'PENDING_APPROVAL' | 'ACTIVE' | 'PAUSED' | 'STOPPED';

/** Something that a promotion gives. */
export type PromotionAction =
  | { kind: 'points'; points: number }
  /** A multiple of the points that the bill earns anyway. */
  | { kind: 'multiply'; factor: number }
  | { kind: 'coupon'; seriesId: number }
  | { kind: 'badge'; badgeId: string };

/** A goal for the duration of a promotion. */
export interface Milestone {
  name: string;
  entity: TargetEntity;
  kpi: string;
  goal: number;
}

/** The trigger of a reward: an event that matches the rule, or a reached goal. */
export interface PromotionTrigger {
  /** The activity's own id. */
  activityId: string;
  event: string;
  /** A syntax tree as JSON; empty for no condition. */
  rule: string;
  /** Null if each event counts. */
  milestone: Milestone | null;
  /** The target that measures the milestone; null before the promotion is approved. */
  targetId: number | null;
  actions: PromotionAction[];
}

export interface LoyaltyPromotion {
  /** 24 hex digits. */
  id: string;
  /** 0 until it is approved. */
  promotionId: number;
  name: string;
  description: string;
  promoIdentifier: string;
  type: 'GENERIC' | 'LOYALTY' | 'LOYALTY_EARNING';
  status: PromotionStatus;
  startsOn: Instant;
  endsOn: Instant;
  version: number;
  /** TRANSACTION enrols every buyer. */
  enrolmentMethod: 'TRANSACTION' | 'IMPORT' | 'AUDIENCE_FILTER';
  eligibility: 'LOYAL' | 'NON_LOYAL' | 'ALL';
  triggers: PromotionTrigger[];
  /** The opt-in window; null if members can opt in as long as the promotion runs. */
  optInWindow: { from: Instant; to: Instant } | null;
  /** The maximum that a member can get in total; null for no limit. */
  pointsPerMember: number | null;
  timesPerMember: number | null;
  /** As sent, to be returned in the same form. */
  sent: Record<string, unknown>;
  tillId: number;
  createdOn: Instant;
  modifiedOn: Instant;
}

export interface PromotionEnrolment {
  id: number;
  promotionId: string;
  customerId: number;
  enrolledOn: Instant;
  /** Null while it is active. */
  revoked: Revocation | null;
  optIns: PromotionOptIn[];
}

export interface PromotionOptIn {
  id: number;
  on: Instant;
  /** Null while it is active. */
  revoked: Revocation | null;
}

/** How an enrolment or opt-in was ended. */
export interface Revocation {
  on: Instant;
  tillId: number;
  /** The caller's own id, which is unique in the organization; empty if none was sent. */
  requestId: string;
}

/** What a member has received from a promotion so far. */
interface PromotionAward {
  points: number;
  times: number;
  given: PromotionBenefit[];
}

/** Everything of one kind that an activity of a promotion gave a member. */
export interface PromotionBenefit {
  activityId: string;
  kind: 'points' | 'coupon' | 'badge';
  /** The coupon series or the badge; empty for points. */
  id: string;
  times: number;
  points: number;
  lastOn: Instant;
}

export interface LoyaltyPromotionState {
  loyaltyPromotions: Record<string, LoyaltyPromotion>;
  promotionEnrolments: Record<number, PromotionEnrolment>;
  /** By promotion and customer: `{id}:{customer}`. */
  promotionAwards: Record<string, PromotionAward>;
  /** Point allocations that are set up outside the API, by id: a fixed number, or a factor of the bill's points. */
  awardStrategies: Record<string, { fixed: number } | { factor: number }>;
}

export const emptyLoyaltyPromotionState = (): LoyaltyPromotionState => ({
  loyaltyPromotions: {},
  promotionEnrolments: {},
  promotionAwards: {},
  awardStrategies: { 5001: { fixed: 100 }, 5003: { fixed: 500 }, 5005: { factor: 1 } },
});
