/** State of target groups: milestones and streaks, their periods and goals, and the customers who reached them. */

import type { Body } from '../../../tools/schemas/decoded.js';
import type { targetGroupCreate } from '../../../tools/targets/target-group.js';
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends TargetState {}
}

export interface TargetPeriod {
  id: number;
  startsOn: Instant;
  endsOn: Instant;
  refCode: string;
  description: string;
  active: boolean;
  createdOn: Instant;
}

/** The entities that can be measured, each with its figures. */
export const KPIS = {
  TRANSACTION: ['SALES', 'GROSS_SALES', 'COUNT', 'VISIT', 'QUANTITY', 'EXTENDED_FIELD'],
  LINEITEM: ['SALES', 'GROSS_SALES', 'COUNT', 'QUANTITY', 'EXTENDED_FIELD'],
  EVENT: ['COUNT', 'VISIT', 'EVENT_ATTRIBUTE'],
  POINTS: ['REGULAR_POINTS', 'PROMOTIONAL_POINTS', 'ALL_POINTS', 'SALES', 'COUNT', 'QUANTITY'],
  REWARDS: ['REGULAR_POINTS', 'PROMOTIONAL_POINTS', 'ALL_POINTS'],
  ALTERNATE_CURRENCIES: ['ALL', 'REGULAR', 'PROMOTION'],
} as const satisfies Record<string, readonly string[]>;
export type TargetEntity = keyof typeof KPIS;

export interface Target {
  id: number;
  name: string;
  description: string;
  active: boolean;
  entity: TargetEntity;
  kpi: string;
  eventName: string;
  expression: string;
  expressionJson: string;
  /** Empty for no restriction. */
  filters: readonly { entityType: 'STORE' | 'ZONE' | 'CONCEPT'; entityIds: readonly number[] }[];
  /** TRANSACTION enrols every buyer; IMPORT the customers on a list. */
  enrolmentMethod: 'TRANSACTION' | 'IMPORT';
  /** The field or event attribute that is summed or counted; null if the figure needs none. */
  field: { name: string; aggregate: 'SUM' | 'COUNT' } | null;
  /** The goal in each period. */
  goals: { id: number; periodId: number; value: number }[];
}

export interface TargetMessage {
  id: number;
  targetId: number;
  type: string;
  channelId: number;
  subject: string;
  message: string;
  sender: string;
  offsetDays: number;
  active: boolean;
  createdOn: Instant;
  modifiedOn: Instant;
}

type GroupBody = Body<typeof targetGroupCreate>;

export interface TargetGroup {
  id: number;
  name: string;
  description: string;
  active: boolean;
  deleted: boolean;
  preferredTillId: number;
  trackingType: GroupBody['trackingType'];
  evaluationType: NonNullable<GroupBody['targetEvaluationType']>;
  frequencyType: NonNullable<GroupBody['frequencyType']>;
  frequency: number;
  totalPeriods: number;
  recurringCycles: number;
  userCreated: boolean;
  /** Whether customers are ranked. */
  leaderboardEnabled: boolean;
  periods: TargetPeriod[];
  targets: Target[];
  /** Of a unified milestone: what its targets must reach together; null if each has its own goal. */
  combinedGoal: number | null;
  /** Levels of a streak: numbers of consecutive periods. */
  streaks: { id: number; name: string; count: number }[];
  messages: TargetMessage[];
  createdOn: Instant;
  modifiedOn: Instant;
  tillId: number;
}

/** A goal that a customer reached in a period. */
interface TargetReached {
  targetId: number;
  periodId: number;
  reachedOn: Instant;
}

/** A customer joins a target or leaves it. */
export interface EnrolmentStep {
  kind: 'ENROL' | 'UNENROL';
  at: Instant;
  /** From the sequence of events, so that it shows what happened before. */
  eventLogId: number;
  /** The period in which it happens; null if none runs. */
  periodId: number | null;
  /** The start of that period: it concerns this one and all later ones. */
  from: Instant;
  /** What counts in that period: at first on joining, in the end on leaving. */
  balance: number;
  /** What the customer had done in that period by then, which does not count on joining. */
  doneBefore: number;
  /** A streak begins anew. */
  restarts: boolean;
}

/** A customer's way into a target and out of it, where it was not by a first purchase. */
export interface TargetEnrolment {
  targetId: number;
  /** Oldest first. */
  steps: EnrolmentStep[];
}

export interface TargetState {
  targetGroups: Record<number, TargetGroup>;
  /** By customer, one for each target. */
  targetEnrolments: Record<number, TargetEnrolment[]>;
  /** By customer, one for each target and period. */
  targetsReached: Record<number, TargetReached[]>;
}

export const emptyTargetState = (): TargetState => ({
  targetGroups: {},
  targetEnrolments: {},
  targetsReached: {},
});
