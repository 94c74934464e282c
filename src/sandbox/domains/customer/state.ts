/** State of customers: profiles, identifiers, tier, status, cards, notes and other records of a customer. */
import type { Instant } from '../../world/clock.js';
import type { CardStatusChange } from '../card/state.js';

declare module '../../world/world.js' {
  interface World extends CustomerState {}
}

export const IDENTIFIER_TYPES = [
  'mobile',
  'email',
  'externalId',
  'cardnumber',
  'cardExternalId',
  'wechat',
  'unionId',
  'martjackId',
  'fbId',
  'tmall_uname',
  'cuid',
  'ali_uname',
  'jd_uname',
  'vip_uname',
  'mobilePush',
  'line',
] as const;

/** Kinds of identifier, as v2 names them. */
export type IdentifierType = (typeof IDENTIFIER_TYPES)[number];

export const SOURCES = [
  'FACEBOOK',
  'WEB_ENGAGE',
  'WECHAT',
  'INSTORE',
  'MARTJACK',
  'TMALL',
  'TAOBAO',
  'JD',
  'ECOMMERCE',
  'WEBSITE',
  'LINE',
  'MOBILE_APP',
  'OTHERS',
] as const;

export type Source = (typeof SOURCES)[number];

export interface Identifier {
  type: IdentifierType;
  value: string;
}

/** The system statuses behind the organization's labels of customer status. */
export type SystemStatus = 'ACTIVE' | 'SUSPENDED' | 'DELETED' | 'PENDING_DELETION' | 'FRAUD';

export interface CommChannel {
  type: string;
  value: string;
  primary: boolean;
  verified: boolean;
  subscribed: boolean;
  meta: Record<string, unknown>;
  attributes: Record<string, unknown>;
}

/** A customer's profile in one source (and account). */
export interface Profile {
  source: Source;
  accountId: string;
  firstName: string;
  lastName: string;
  identifiers: Identifier[];
  commChannels: CommChannel[];
  /** Custom fields. */
  fields: Record<string, unknown>;
  createdOn: Instant;
  modifiedOn: Instant;
}

export type FraudStatus = 'NONE' | 'MARKED' | 'CONFIRMED' | 'RECONFIRMED' | 'NOT_FRAUD' | 'INTERNAL';

export interface StatusChange {
  label: string;
  previousLabel: string;
  status: SystemStatus;
  reason: string;
  createdOn: Instant;
  tillId: number;
}

export type SubscriptionPriority = 'TRANS' | 'BULK';

export interface Subscription {
  channel: string;
  priority: SubscriptionPriority;
  type: 'OPTIN' | 'OPTOUT';
  accountId: string;
  sourceName: string;
  /** The zone, concept or store that it is for; absent for the whole organization. */
  orgUnitId?: number;
  changedOn: Instant;
  /** Who changed it, and why; absent if it came with the registration. */
  tillId?: number;
  reason?: string;
}

export interface TierChange {
  fromTier: number | null;
  toTier: number;
  changedOn: Instant;
  /** When the tier reached ends unless renewed. */
  expiresOn: Instant | null;
  reason: 'ENROLMENT' | 'UPGRADE' | 'RENEWAL' | 'DOWNGRADE' | 'MANUAL';
  eventLogId: number | null;
  /** Of a manual one until the next activity: whether that may move the tier in either direction, or not at all. */
  reassess?: boolean;
}

export interface Referral {
  id: number;
  campaignToken: string;
  refereeName: string;
  identifier: Identifier;
  invitedOn: Instant;
  tillId: number;
  /** Set when somebody with that identifier joins with the referrer's code. */
  joinedCustomerId: number | null;
}

export interface Note {
  id: number;
  description: string;
  createdOn: Instant;
  tillId: number;
}

export interface Ticket {
  id: number;
  code: string;
  status: string;
  priority: string;
  department: string;
  subject: string;
  message: string;
  assignedTo: string;
  reportedFrom: string;
  type: string;
  customFields: Record<string, string>;
  createdOn: Instant;
  tillId: number;
}

/** A picture. Its bytes are not stored, because no endpoint returns them. */
export interface CustomerImage {
  fileHandle: string;
  filename: string;
  contentType: string;
  /** In bytes. */
  size: number;
  uploadedOn: Instant;
}

export interface Customer {
  id: number;
  profiles: Profile[];
  loyaltyType: 'loyalty' | 'non_loyalty';
  loyaltyId: number;
  extendedFields: Record<string, unknown>;
  segments: Record<string, string>;
  /** The tier's number; null for a customer outside the program. */
  tier: number | null;
  tierExpiresOn: Instant | null;
  tierHistory: TierChange[];
  lifetimePurchases: number;
  visits: number;
  statusLabel: string;
  statusLog: StatusChange[];
  fraudStatus: FraudStatus;
  /** Who set the fraud status, and when; null if nobody has. */
  fraudMarked: { tillId: number; on: Instant } | null;
  /** Labels by id or name, as the customer-label endpoints give them. */
  labels: string[];
  subscriptions: Subscription[];
  subscriptionLog: Subscription[];
  notes: Note[];
  tickets: Ticket[];
  preferences: Record<string, unknown>;
  preferredStoreId: number | null;
  /** In order of upload; a picture is named by its index. */
  images: CustomerImage[];
  referralCode: string;
  referrals: Referral[];
  referredBy: number | null;
  /** Ids of cards linked to the customer. */
  cardIds: number[];
  /** Where and when the customer joined, and who changed them last. */
  storeId: number;
  tillId: number;
  createdOn: Instant;
  modifiedOn: Instant;
  modifiedByTillId: number;
  /** The survivor, once this account was merged into another. */
  mergedInto: number | null;
  /** Set once personal data was erased. */
  piiDeleted: boolean;
}

export interface CardSeries {
  id: number;
  code: string;
  name: string;
  type: 'PHYSICAL' | 'DIGITAL';
  prefix: string;
  suffix: string;
  /** The length of a number with prefix and suffix; 0 for any. */
  codeLength: number;
  /** How the digits between prefix and suffix are made. */
  method: CardNumberMethod;
  /** 0 for no limit. */
  maxActivePerCustomer: number;
  /** Whether numbers of the series can be generated; otherwise they come from elsewhere. */
  generated: boolean;
  /** The last running number that was generated; 0 for none. */
  lastNumber: number;
  /** Whether there may be new cards. */
  active: boolean;
  /** The end of the series, and of its cards. */
  expiresOn: Instant | null;
  /** Days from the issue of a card until it expires; null if it does not. */
  expiryDays: number | null;
  /** What gives a customer a card of the series: that it is named, an org unit, or any registration. */
  trigger: 'SERIES_ID' | 'OU_ID' | 'REGISTRATION';
  /** The org unit; null for none. */
  conceptId: number | null;
  createdOn: Instant;
  /** The till. */
  createdBy: number;
}

/** Running or random digits, with or without a check digit. */
export type CardNumberMethod = 'DEFAULT' | 'LUHNALGO' | 'MOD7_ALGO' | 'RANDOM' | 'RANDOM_LUHN' | 'RANDOM_MOD7';

export interface Card {
  id: number;
  number: string;
  externalId: string;
  seriesId: number;
  /** Label of the organization, e.g. NOT_ISSUED or ACTIVE. */
  statusLabel: string;
  statusLog: CardStatusChange[];
  customerId: number | null;
  /** The till that it was issued at, or is meant for. */
  tillId: number;
  storeId: number;
  createdOn: Instant;
  issuedOn: Instant | null;
  expiresOn: Instant | null;
  customFields: Record<string, unknown>;
  extendedFields: Record<string, unknown>;
}

/** Permissions of a member for a group's points. */
export type GroupPermission =
  | 'allow_points_redemption'
  | 'allow_points_transfer'
  | 'block_points_redemption'
  | 'block_points_transfer';

export interface GroupMember {
  customerId: number;
  primary: boolean;
  joinedOn: Instant;
  /** Without any, a member may redeem, and the primary member may also transfer. */
  permissions: GroupPermission[];
  /** Whether bills of the customer that name no group are for this one. */
  defaultGroup: boolean;
}

/** A change of a group's tier. */
export interface GroupTierChange extends TierChange {
  tillId: number;
}

/** A user group (USERGROUP2), which can hold points of its own. */
export interface UserGroup {
  id: number;
  externalId: string;
  name: string;
  status: 'ACTIVE' | 'INACTIVE' | 'DELETED';
  maxGroupSize: number;
  members: GroupMember[];
  /** Former members who did not rejoin. */
  exited: GroupMember[];
  tier: number;
  tierExpiresOn: Instant | null;
  tierHistory: GroupTierChange[];
  extendedFields: Record<string, unknown>;
  createdOn: Instant;
  tillId: number;
  lifetimePurchases: number;
  /** What was changed, oldest first. */
  audit: GroupChange[];
}

/** A change of a group, without whom or what it was about. */
export interface GroupChange {
  action: 'CREATE' | 'UPDATE' | 'DELETE';
  featureType: 'GROUP' | 'MEMBER' | 'PERMISSION';
  tillId: number;
  changedOn: Instant;
}

export interface CustomerState {
  customers: Record<number, Customer>;
  /** `type:value` to customer id; the index for finding customers. Written only by rules/customers.ts. */
  identifierIndex: Record<string, number>;
  cardSeries: Record<number, CardSeries>;
  cards: Record<number, Card>;
  userGroups: Record<number, UserGroup>;
  /** By customer id: hashes of the customers' passwords for web and app. */
  customerPasswords: Record<number, string>;
  /** Oldest first; the last thousands. */
  audits: Audit[];
}

type AuditKind =
  | 'Identifier'
  | 'StandardField'
  | 'ExtendedField'
  | 'CustomField'
  | 'CustomerStatus'
  | 'CardStatus'
  | 'SubscriptionStatus'
  | 'CardCustomField'
  | 'CommChannel'
  | 'CardExtendedField';

/** A field that changed; null for no value. */
export interface AuditEvent {
  kind: AuditKind;
  field: string;
  before: string | null;
  after: string | null;
}

/** What changed at once on a customer or a card. */
export interface Audit {
  id: number;
  entityType: 'CUSTOMER' | 'CARD';
  entityId: number;
  at: Instant;
  tillId: number;
  source: Source;
  /** The call that changed it; null where none did. */
  requestId: string | null;
  /** The audit headers of that call. */
  userContext: Record<string, string>;
  events: AuditEvent[];
  /** For both accounts of a merge. */
  merge: { victimId: number; survivorId: number } | null;
}

export const emptyCustomerState = (): CustomerState => ({
  customers: {},
  identifierIndex: {},
  cardSeries: {},
  cards: {},
  userGroups: {},
  customerPasswords: {},
  audits: [],
});
