/** State of badges: their definitions, claims, enrolments and earned badges. */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends BadgeState {}
}

export const BADGE_OWNERS = [
  'Loyalty',
  'Loyalty_Promotion',
  'Referral_Campaigns',
  'Journeys',
  'Audience_Campaigns',
  'Rewards_Catalog',
  'Goodwill_Module',
  'Milestones',
  'Historical_Import',
  'Membercare',
] as const;

/** A module of Capillary. */
type BadgeOwner = (typeof BADGE_OWNERS)[number];

export const EARN_TYPES = ['EARN', 'ISSUE_EARN'] as const;

/** EARN: given directly. ISSUE_EARN: a customer is enrolled (issued) first. */
type EarnType = (typeof EARN_TYPES)[number];

export const EXPIRY_UNITS = ['DAYS', 'WEEKS', 'MONTHS'] as const;
export type ExpiryUnit = (typeof EXPIRY_UNITS)[number];

/** How long something lasts. */
export type BadgeExpiry =
  | { expiryType: 'NEVER' }
  | { expiryType: 'RELATIVE'; unit: ExpiryUnit; value: number }
  /** `expiresOn` null: as long as the badge. */
  | { expiryType: 'ABSOLUTE'; expiresOn: Instant | null };

/** A limit, reduced to its kind and id; `sent` is the original. */
export interface BadgeLimit {
  /** A UUID. */
  referenceId: string;
  kind: 'FIXED_WINDOW' | 'FIXED_VALUE' | 'ROLLING_WINDOW' | 'NO_LIMIT';
  sent: Record<string, unknown>;
}

export interface BadgeClaim {
  ownerType: BadgeOwner;
  /** The owner's record. */
  referenceId: string;
  isActive: boolean;
}

export interface Badge {
  /** 24 hex digits. */
  id: string;
  numericId: number;
  name: string;
  description: string | null;
  startOn: Instant;
  expiresOn: Instant;
  earnType: EarnType;
  earnedExpiry: BadgeExpiry;
  enrolmentExpiry: BadgeExpiry | null;
  /** Modules that may claim it. */
  owners: BadgeOwner[];
  claims: BadgeClaim[];
  customerLimits: BadgeLimit[];
  overallLimits: BadgeLimit[];
  benefits: Record<string, unknown>[];
  images: Record<string, unknown>[];
  tags: { name: string; value: string }[];
  customFields: Record<string, unknown>;
  groupId: string | null;
  rank: number | null;
  /** Till that it is booked to. */
  tillId: number;
  active: boolean;
  createdOn: Instant;
  createdBy: number;
  modifiedOn: Instant;
  modifiedBy: number;
}

export interface BadgeEnrolment {
  id: string;
  badgeId: string;
  customerId: number;
  at: Instant;
  expiresOn: Instant | null;
  revoked: boolean;
  requestId: string;
}

export interface EarnedBadge {
  id: string;
  badgeId: string;
  customerId: number;
  enrolmentId: string | null;
  /** When it was recorded, and when the event happened that it is for. */
  earnedOn: Instant;
  eventOn: Instant;
  expiresOn: Instant | null;
  revoked: boolean;
  requestId: string;
}

/** A tag that badges may carry. */
export interface BadgeTag {
  key: string;
  dataType: string;
  description: string;
  mandatory: boolean;
}

/** The organization's record. */
export interface BadgeOrgMeta {
  id: string;
  tags: BadgeTag[];
  createdOn: Instant;
  createdBy: number;
  modifiedOn: Instant;
  modifiedBy: number;
}

export interface BadgeState {
  badgeOrgMeta: BadgeOrgMeta | null;
  badges: Record<string, Badge>;
  badgeEnrolments: Record<string, BadgeEnrolment>;
  earnedBadges: Record<string, EarnedBadge>;
}

export const emptyBadgeState = (): BadgeState => ({
  badgeOrgMeta: null,
  badges: {},
  badgeEnrolments: {},
  earnedBadges: {},
});
