/** State of the organization: settings, the loyalty program with its tiers, zones, concepts, stores, tills, API users. */
import type { Instant } from '../../world/clock.js';
import type { Source, SystemStatus } from '../customer/state.js';

declare module '../../world/world.js' {
  interface World extends OrganisationState {}
}

/** The configuration of the organization, which real brands set in the back office. */
export interface Settings {
  /** Whether redeeming points requires a validation code. */
  validateRedemptions: boolean;
  otpLength: number;
  otpValiditySeconds: number;
  /** Maximum number of validation codes for a customer in 24 hours. */
  otpPerDay: number;
  /** Decimal places that amounts are floored to. */
  amountDecimals: number;
  returnsAllowed: boolean;
  /** How far back and ahead of now a bill may be dated. */
  billDaysBack: number;
  billDaysAhead: number;
  transfersAllowed: boolean;
  reversalsAllowed: boolean;
  /** Whether members of a user group draw on the points of all members when they redeem (v2). */
  crossMemberRedemption?: boolean;
  /** Maximum number of rows in a bulk call; above it, calls fail with 1060. */
  batchLimit: number;
  /** Names of the configured custom and extended fields; unknown ones are dropped with a warning (1017, 91016). */
  customFields: {
    customer: string[];
    transaction: string[];
    redemption: string[];
    preference: string[];
    ticket: string[];
    card: string[];
  };
  extendedFields: {
    customer: string[];
    transaction: string[];
    lineItem: string[];
    card: string[];
    userGroup: string[];
    lead: string[];
  };
  /**
   * Whether concepts can have their own products, brands, categories and attributes; otherwise calls fail with 10002.
   */
  conceptProducts: boolean;
  /** Payment modes that bills may name (9607 otherwise). */
  paymentModes: string[];
  /** The value of one unit of another currency in the organization's, by ISO code; empty if bills accept only that. */
  currencyRatios: Record<string, number>;
  /** Labels of customer status, each with the system status behind it. */
  statusLabels: Record<string, SystemStatus>;
  /** Statuses of support tickets; the first is that of a new one. */
  ticketStatuses: string[];
  /** Campaigns in which customers refer others; the first is the default one. */
  referralCampaigns: ReferralCampaign[];
  /** Running sums for tiers and promotions. */
  trackers: Tracker[];
}

export interface ReferralCampaign {
  token: string;
  name: string;
  /** Channels through which friends can be invited. */
  types: ('MOBILE' | 'EMAIL')[];
  /** Whether it is configured to run. */
  active: boolean;
}

/** A sum over normal bills since the start of the year, in the organization's time zone. */
export interface Tracker {
  id: number;
  name: string;
  conditionId: number;
  conditionName: string;
  type: 'BILL_AMOUNT' | 'LINEITEM_QTY' | 'CUSTOMER_VISITS';
}

/** A tier (slab). `number` counts from 1; the first has threshold 0. */
export interface Tier {
  number: number;
  /** The API's slabId. */
  id: number;
  /** #RRGGBB. */
  color: string;
  createdOn: Instant;
  name: string;
  description: string;
  /** What brings a customer here: purchases within the rolling window, in currency, or what `entry` measures. */
  threshold: number;
  /** Points earned are multiplied by this. */
  multiplier: number;
  validityMonths: number;
  /** How customers enter and leave the tier, if it was set up through the API. */
  entry?: TierEntry;
}

/** What the threshold of a tier is about. */
export const TIER_MEASURES = [
  'CURRENT_POINTS',
  'CUMULATIVE_POINTS',
  'CUMULATIVE_PURCHASES',
  'TRACKER_VALUE_BASED',
] as const;
type TierMeasure = (typeof TIER_MEASURES)[number];

/** Something besides the threshold that a tier asks for. */
export interface TierCondition {
  type: 'PURCHASE' | 'VISITS' | 'POINTS' | 'TRACKER';
  value: number;
}

export interface TierEntry {
  measure: TierMeasure;
  /** With AND, all conditions are needed besides the threshold; with OR, one is enough. */
  relation: 'AND' | 'OR';
  conditions: readonly TierCondition[];
  /** Where a customer goes when the tier ends: one tier down, to what is merited, or to the lowest. */
  downgradeTo: 'SINGLE' | 'THRESHOLD' | 'LOWEST';
  shouldDowngrade: boolean;
}

interface Program {
  id: number;
  name: string;
  description: string;
  /** Currency spent for one point, before the tier's multiplier. */
  currencyPerPoint: number;
  /** How fractions of earned points are rounded. */
  rounding: 'FLOOR' | 'ROUND' | 'NONE';
  /** Points given for joining; these cannot be transferred. */
  registrationPoints: number;
  /** What one point is worth in currency when redeemed. */
  pointsToCurrencyRatio: number;
  /** Earned points expire at the end of the month, this many months later. */
  expiryMonths: number;
  /** Days until points of a source's bills become redeemable; at once for sources that are not listed. */
  promisedDays: Partial<Record<Source, number>>;
  redemption: { min: number; max: number; multipleOf: number };
  /** Months of purchases that count towards a tier. */
  tierWindowMonths: number;
  tiers: Tier[];
}

export interface Organisation {
  id: number;
  name: string;
  currency: { code: string; symbol: string };
  /** IANA name, e.g. Asia/Kolkata. */
  timezone: string;
  /** BCP 47, such as en-IN: of every location that names no other. */
  language: string;
  /** Dialing code, put before mobiles of `mobileLength` digits. */
  countryCode: string;
  mobileLength: number;
  program: Program;
  settings: Settings;
}

/** A zone or a concept. */
export interface OrgUnit {
  id: number;
  code: string;
  name: string;
  description: string;
  parentId: number | null;
  active: boolean;
}

export interface Store {
  id: number;
  code: string;
  name: string;
  description: string;
  externalId: string;
  externalId1: string;
  externalId2: string;
  zoneId: number;
  conceptId: number;
  address: string;
  city: string;
  state: string;
  pincode: string;
  country: string;
  mobile: string;
  email: string;
  latitude: number;
  longitude: number;
  active: boolean;
}

/** A till, which is also the API user with Basic authentication. */
export interface Till {
  id: number;
  code: string;
  name: string;
  storeId: number;
  active: boolean;
  username: string;
  passwordMd5: string;
}

/** An OAuth client of the API. With `accessGroups: null` it may use everything. */
export interface OAuthClient {
  key: string;
  secret: string;
  name: string;
  accessGroups: string[] | null;
  /** The till that its calls are attributed to unless attribution headers name another. */
  tillId: number;
}

interface AccessToken {
  token: string;
  clientKey: string;
  expiresOn: Instant;
}

export interface OrganisationState {
  organisation: Organisation;
  zones: Record<number, OrgUnit>;
  concepts: Record<number, OrgUnit>;
  stores: Record<number, Store>;
  tills: Record<number, Till>;
  /** The key that admin endpoints accept in X-CAP-API-AUTH-KEY, together with the organization's id. */
  adminKey: string;
  /** By key. */
  oauthClients: Record<string, OAuthClient>;
  /** By token. */
  accessTokens: Record<string, AccessToken>;
}

export const emptyOrganisationState = (): Omit<OrganisationState, 'organisation'> => ({
  zones: {},
  concepts: {},
  stores: {},
  tills: {},
  adminKey: '',
  oauthClients: {},
  accessTokens: {},
});
