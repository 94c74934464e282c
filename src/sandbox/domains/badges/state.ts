/** State of badges: their definitions, claims, enrolments and earned badges. */
import type { badgeCreate } from '../../../tools/badges/badges.js';
import type { badgeCustomFieldCreate } from '../../../tools/beyond/badges.js';
import type { Body, ElementOf } from '../../../tools/schemas/decoded.js';
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
export type BadgeOwner = (typeof BADGE_OWNERS)[number];

/** EARN: given directly. ISSUE_EARN: a customer is enrolled (issued) first. */
type EarnType = 'EARN' | 'ISSUE_EARN';

export type ExpiryUnit = 'DAYS' | 'WEEKS' | 'MONTHS';

/** How long something lasts. */
export type BadgeExpiry =
  | { expiryType: 'NEVER' }
  | { expiryType: 'RELATIVE'; unit: ExpiryUnit; value: number }
  /** `expiresOn` null: as long as the badge. */
  | { expiryType: 'ABSOLUTE'; expiresOn: Instant | null };

type PartsOf<K extends 'customerConstraints' | 'benefits' | 'images'> = ElementOf<
  NonNullable<Body<typeof badgeCreate>[K]>
>;

/** A limit as it was set, without its id. */
export type LimitSettings = Omit<PartsOf<'customerConstraints'>, 'referenceId'>;

/** A limit, reduced to its kind and id; `sent` is the original. */
export interface BadgeLimit {
  /** A UUID. */
  referenceId: string;
  kind: 'FIXED_WINDOW' | 'FIXED_VALUE' | 'ROLLING_WINDOW' | 'NO_LIMIT';
  sent: LimitSettings;
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
  benefits: readonly PartsOf<'benefits'>[];
  images: readonly PartsOf<'images'>[];
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
  /** When it was recorded, and from when it counts. */
  issuedOn: Instant;
  at: Instant;
  expiresOn: Instant | null;
  revoked: boolean;
  revokedOn: Instant | null;
  requestId: string;
  /** The module record that caused it; null if there is none. */
  trigger: Omit<BadgeClaim, 'isActive'> | null;
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

/** A group of badges, such as a level. */
export interface BadgeGroup {
  /** 24 hex digits. */
  id: string;
  name: string;
  rank: number;
  isActive: boolean;
  createdOn: Instant;
  createdBy: number;
  modifiedOn: Instant;
  modifiedBy: number;
}

/** A field that badges may or must carry in their `customFields`, by its name. */
export interface BadgeCustomField {
  /** 24 hex digits. */
  id: string;
  name: string;
  isMandatory: boolean;
  defaultValue: string | null;
  isActive: boolean;
  dataType: Body<typeof badgeCustomFieldCreate>['dataType'];
  createdOn: Instant;
  createdBy: number;
  modifiedOn: Instant;
  modifiedBy: number;
}

/** The organization's record. */
export interface BadgeOrgMeta {
  id: string;
  tags: readonly BadgeTag[];
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
  badgeGroups: Record<string, BadgeGroup>;
  badgeCustomFields: Record<string, BadgeCustomField>;
}

export const emptyBadgeState = (): BadgeState => ({
  badgeOrgMeta: null,
  badges: {},
  badgeEnrolments: {},
  earnedBadges: {},
  badgeGroups: {},
  badgeCustomFields: {},
});
