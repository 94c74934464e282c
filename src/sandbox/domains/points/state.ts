/** State of points: earned lots, the append-only ledger, events, redemptions, transfers and validation codes. */
import type { tierCreate } from '../../../tools/beyond/tiers.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import type { Instant } from '../../world/clock.js';
import type { IdLists } from '../../world/lists.js';

declare module '../../world/world.js' {
  interface World extends PointsState {}
}

/** A holder of points. */
type EntityType = 'CUSTOMER' | 'USERGROUP2';

/** Never changed in place: an event, its lots and their entries share one. */
export interface Entity {
  readonly type: EntityType;
  readonly id: number;
}

/** `Main` is redeemable; the other two are promised. */
export type PointsCategory = 'Main' | 'DelayedAccrualPointCategory' | 'ExternalTriggerBasedPointCategory';

export type PointsType =
  | 'bill_regular'
  | 'bill_promotions'
  | 'line_item_regular'
  | 'line_item_promotions'
  | 'customer_promotions';

/** A change of when the points of a lot expire. */
export interface ExpiryChange {
  changedOn: Instant;
  /** Null where they did not expire. */
  from: Instant | null;
  to: Instant;
  /** Points that it was about. */
  points: number;
  eventLogId: number;
  reasonType: string;
  reasonNote: string;
  standardMeta: Partial<Record<'who_raised' | 'who_approved' | 'reason_for_trigger', string>>;
  customMeta: Record<string, unknown>;
}

/** Points from one event. Always, awarded = remaining + redeemed + expired + returned + transferred + adjusted. */
export interface PointsLot {
  id: number;
  entity: Entity;
  programId: number;
  category: PointsCategory;
  pointsType: PointsType;
  awarded: number;
  remaining: number;
  redeemed: number;
  expired: number;
  returned: number;
  transferred: number;
  adjusted: number;
  awardedOn: Instant;
  /** Null where the points never expire. */
  expiresOn: Instant | null;
  /** For promised points: when they become redeemable by themselves; null if they must be unlocked. */
  redeemableFrom: Instant | null;
  eventLogId: number;
  transactionId: number | null;
  lineItemId: number | null;
  promotionId: number | null;
  /** Of points that were given by hand for a bill: those that its return has taken back, from this lot or others. */
  allocated?: { takenBack: number };
  /** Oldest first. */
  expiryChanges?: ExpiryChange[];
}

export type EventName =
  | 'TransactionAdd'
  | 'TransactionUpdate'
  | 'ReturnBill'
  | 'PointsRedemption'
  | 'PointsRedemptionReversal'
  | 'VoucherRedemption'
  | 'DelayedAccrual'
  | 'PointsExpiry'
  | 'PointsTransfer'
  | 'TargetCompleted'
  | 'GenericEvent'
  | 'AllocateGoodwillPoints'
  | 'ManualPointsAdjustment'
  | 'BulkAllocatePoints'
  | 'PointsExpiryUpdate'
  | 'CustomerRegistration'
  | 'CustomerUpdate'
  | 'SlabUpgrade'
  | 'SlabRenewal'
  | 'SlabDowngrade';

/** An event of a customer or group in the loyalty program, to which ledger entries belong. */
export interface LoyaltyEvent {
  id: number;
  name: EventName;
  entity: Entity;
  /** Who caused it; in a group, the member. */
  customerId: number;
  time: Instant;
  tillId: number;
  transactionId: number | null;
  /** Id of the redemption, transfer or request behind it. */
  referenceId: string | null;
  reason: string;
  comments: string;
  uniqueId: string;
}

export type Movement =
  | 'earn'
  | 'unlock'
  | 'redeem'
  | 'reverse'
  | 'return'
  | 'transfer_in'
  | 'transfer_out'
  | 'expire'
  | 'goodwill'
  | 'adjust';

/**
 * One movement of one lot. Points are positive; `type` gives the direction. Entries are appended and never changed,
 * except that the entries of an account that is merged into another become those of the other.
 */
export interface LedgerEntry {
  id: number;
  eventLogId: number;
  entity: Entity;
  programId: number;
  category: PointsCategory;
  type: 'CREDIT' | 'DEBIT';
  movement: Movement;
  points: number;
  lotId: number;
  createdOn: Instant;
  tillId: number;
}

export interface PointsReversal {
  id: string;
  points: number;
  /** Of the reversed points, those that had expired meanwhile. */
  available: number;
  expired: number;
  reversedOn: Instant;
  eventLogId: number;
}

export interface PointsRedemption {
  /** The API's redemption_id or redemptionId. */
  id: string;
  /** Its number, points_redemption_summary_id. */
  summaryId: number;
  entity: Entity;
  customerId: number;
  /** The group whose members' own points were drawn on together; absent if only those of `entity` were. */
  groupId?: number;
  programId: number;
  points: number;
  value: number;
  /** The lots that were drawn on, oldest expiry first, with the points returned to each. */
  lots: { lotId: number; points: number; reversed: number }[];
  reversals: PointsReversal[];
  billNumber: string;
  transactionId: number | null;
  externalReferenceNumber: string;
  purpose: string;
  notes: string;
  validationCode: string;
  customFields: Record<string, string>;
  redeemedOn: Instant;
  tillId: number;
  eventLogId: number;
}

export interface PointsTransfer {
  id: number;
  from: Entity;
  to: Entity;
  points: number;
  programId: number;
  notes: string;
  transferredOn: Instant;
  tillId: number;
}

export type OtpAction =
  | 'COUPON'
  | 'POINTS'
  | 'REGISTRATION'
  | 'USERGROUP'
  | 'SUBSCRIPTION'
  | 'GENERIC'
  | 'POINTSTRANSFER'
  | 'CUSTOMER_STATUS_UPDATE'
  | 'CUSTOMER_IDENTIFIER_CHANGE'
  | 'CUSTOMER_ISSUE_LINK_CARD'
  | 'STAFF_LOGIN'
  | 'STAFF_VERIFICATION'
  | 'STAFF_IDENTIFIER_CHANGE';

/** A one-time code. It is not sent: read it here. */
export interface ValidationCode {
  id: number;
  code: string;
  action: OtpAction;
  /** Null if the recipient is not registered. */
  customerId: number | null;
  /** MOBILE or EMAIL, and the address of the code. */
  entityType: 'MOBILE' | 'EMAIL';
  entityValue: string;
  issuedOn: Instant;
  validTill: Instant;
  usedOn: Instant | null;
}

/** Something that happened to a customer's points in an earlier loyalty system. It is in no balance. */
export interface HistoricalPoints {
  id: number;
  customerId: number;
  type: 'CREDIT' | 'DEBIT';
  points: number;
  activity: string;
  eventDate: Instant;
  billNumber: string;
  programId: number;
}

/** A version of a tier that was made through the API. A live tier itself is in the program. */
export interface TierRecord {
  /** 24 hexadecimal digits. */
  objectId: string;
  /** Of all versions of the tier. */
  tierUniqueId: string;
  status: 'DRAFT' | 'PENDING_APPROVAL' | 'ACTIVE' | 'SNAPSHOT' | 'DELETED';
  /** The live version that an edit is of; null for a new tier, and for one of the older console. */
  parentId: string | null;
  version: number;
  /** Null until it is live. */
  slabId: number | null;
  number: number;
  name: string;
  description: string;
  color: string;
  eligibility: TierEligibility;
  validity: TierValidity;
  comments: string | null;
  createdBy: number;
  createdOn: Instant;
  modifiedBy: number;
  modifiedOn: Instant;
  /** The caller's key against a second tier on a retry; empty if there was none. */
  requestKey: string;
}

type NewTier = Body<typeof tierCreate>;
export type TierEligibility = NewTier['eligibility'];
export type TierValidity = NonNullable<NewTier['validity']>;

export interface PointsState {
  lots: Record<number, PointsLot>;
  /** By holder, as `holderKey` of rules/ledger.ts writes it. */
  lotsByHolder: IdLists;
  /** By the transaction that earned them. */
  lotsByTransaction: IdLists;
  ledger: LedgerEntry[];
  /** Indexes into the ledger by holder. */
  ledgerByHolder: IdLists;
  events: Record<number, LoyaltyEvent>;
  /** By the customer who caused them. */
  eventsByCustomer: IdLists;
  /** No lot and no tier falls due before this; null if none will. Written by rules/ledger.ts, read by rules/due.ts. */
  nextDue: Instant | null;
  /** By redemption id. */
  pointsRedemptions: Record<string, PointsRedemption>;
  pointsTransfers: Record<number, PointsTransfer>;
  validationCodes: ValidationCode[];
  historicalPoints: Record<number, HistoricalPoints>;
  /** By objectId. */
  tierRecords: Record<string, TierRecord>;
}

export const emptyPointsState = (): PointsState => ({
  lots: {},
  lotsByHolder: {},
  lotsByTransaction: {},
  ledger: [],
  ledgerByHolder: {},
  events: {},
  eventsByCustomer: {},
  nextDue: null,
  pointsRedemptions: {},
  pointsTransfers: {},
  validationCodes: [],
  historicalPoints: {},
  tierRecords: {},
});
