/** State of the rewards catalog: brands, rewards and their prices, discounts, and rewards issued to customers. */
import type { rewardPointsRestrictionCreate } from '../../../tools/beyond/reward-points-restrictions.js';
import type {
  rewardCreateCustomField,
  rewardCreatePromotion,
  rewardUpdate,
} from '../../../tools/rewards/reward-catalog.js';
import type { Body, ElementOf } from '../../../tools/schemas/decoded.js';
import type { Instant } from '../../world/clock.js';
import type { Entity } from '../points/state.js';
import type { Authorship } from './authorship.js';
import { type BackOfficeState, emptyBackOfficeState } from './back-office-state.js';

declare module '../../world/world.js' {
  interface World extends RewardState {}
}

type RewardBody = Body<typeof rewardUpdate>;
type Rows<K extends 'paymentConfigs' | 'languageSpecificInfo'> = ElementOf<NonNullable<RewardBody[K]>>;
type LimitRow = ElementOf<NonNullable<NonNullable<RewardBody['restrictions']>['customerLevel']>>;

/** A brand of the catalog, with its configuration from the back office. */
export interface RewardBrand {
  id: number;
  name: string;
}

export interface RewardCategory extends Authorship {
  id: number;
  brandId: number;
  name: string;
  enabled: boolean;
}

/** A switch of the catalog as it was set, for a brand or, with null, for the organization. */
export interface RewardSwitch {
  key: string;
  value: string;
  brandId: number | null;
  label: string;
}

/** When customers are reminded of rewards that expire. */
export interface RewardReminder extends Authorship {
  id: number;
  /** Days before the reward expires. */
  duration: number;
  /** HH:MM in UTC. */
  timing: string;
  isActive: boolean;
  jobId: number;
}

type RestrictionRow = ElementOf<Body<typeof rewardPointsRestrictionCreate>>;

/** How many points a customer may spend in the catalog in a window. */
export interface PointsRestriction extends Authorship {
  id: number;
  kpi: RestrictionRow['kpi'];
  level: RestrictionRow['constraintLevel'];
  frequency: RestrictionRow['frequencyType'];
  interval: number;
  limit: number;
  isActive: boolean;
  /** The fields that name what the level is about, as they were sent. */
  target: Pick<
    RestrictionRow,
    'redemptionType' | 'programId' | 'tierId' | 'supplementaryProgramId' | 'label' | 'segmentId' | 'partitionId'
  >;
}

export interface RewardPrice {
  id: number;
  paymentMode: NonNullable<Rows<'paymentConfigs'>['paymentMode']>;
  points: number | null;
  cash: number | null;
  /** The points are the requested value divided by this. */
  conversionRatio: number | null;
}

/** How much can be issued in a window. NO_LIMIT as unit means a window without end. */
export interface RewardLimit {
  id: number;
  kpi: NonNullable<LimitRow['kpi']>;
  limit: number;
  windowType: NonNullable<LimitRow['windowType']>;
  repeatFrequencyType: NonNullable<LimitRow['repeatFrequencyType']>;
  interval: number;
  weekStartDay: NonNullable<LimitRow['weekStartDay']>;
  startOfCycle: Instant | null;
}

/** Texts and files of one language, as sent. */
export interface RewardText {
  languageCode: string;
  name: string;
  description: string;
  enabled: boolean;
  /** By the id of the rich-text field. */
  richTexts: Record<number, { content: string; isEnabled: boolean }>;
  sent: Rows<'languageSpecificInfo'>;
}

interface RewardProgramCriterion {
  loyaltyProgramId: number;
  tierIds: number[];
  partnerProgramIds: number[];
}

export interface Reward {
  id: number;
  brandId: number;
  type: RewardBody['type'];
  redemptionType: RewardBody['redemptionType'];
  startTime: Instant;
  endTime: Instant;
  enabled: boolean;
  texts: RewardText[];
  /** Never empty. */
  prices: RewardPrice[];
  seriesId: number | null;
  vendorRedemptionId: number | null;
  categoryIds: readonly number[];
  rewardLimits: RewardLimit[];
  customerLimits: RewardLimit[];
  priority: number | null;
  tier: string | null;
  group: string | null;
  label: string | null;
  groups: { groupId: number; groupRank: number | null; rewardRank: number | null }[];
  rewardRank: number | null;
  programs: RewardProgramCriterion[];
  segmentIds: number[];
  cardSeries: readonly string[];
  labels: readonly number[];
  owners: { ownerType: string; ownerId: string }[];
  customFields: Record<string, unknown>;
  /** The partner's id; empty if there is none. */
  externalId: string;
  /** Settings that are stored as sent and have no effect here. */
  kept: Pick<
    RewardBody,
    'name' | 'description' | 'geography' | 'communications' | 'rewardRevenueMeta' | 'rewardRevenueDefaults'
  >;
  createdOn: Instant;
  createdBy: number;
  modifiedOn: Instant;
  modifiedBy: number;
}

export type RewardFieldScope = Body<typeof rewardCreateCustomField>['scope'];

export interface RewardCustomField {
  id: number;
  name: string;
  description: string;
  scope: RewardFieldScope;
  dataType: Body<typeof rewardCreateCustomField>['dataType'];
  enumValues: readonly string[] | null;
  defaultValue: string | null;
  isMandatory: boolean;
  isActive: boolean;
  createdOn: Instant;
  createdBy: number;
  modifiedOn: Instant;
  modifiedBy: number;
}

/** A discount on the points price of rewards, for a time. */
export interface CatalogPromotion {
  id: number;
  brandId: number;
  startTime: Instant;
  endTime: Instant;
  discountType: Body<typeof rewardCreatePromotion>['discountType'];
  discountValue: number;
  enabled: boolean;
  texts: { languageCode: string; name: string; description: string; enabled: boolean }[];
  customFields: Record<string, unknown>;
  rewards: { id: number; rewardId: number }[];
  createdOn: Instant;
  createdBy: number;
  modifiedOn: Instant;
  modifiedBy: number;
}

/** One piece of a reward that was issued to a customer. */
export interface IssuedPiece {
  points: number;
  /** The points redemption; null where it took none. */
  redemptionId: string | null;
  couponId: number | null;
  /** The cart promotion that the customer got with it. */
  earnedPromotionId: string | null;
  vendorVoucher: { vendorId: number; vendorName: string; code: string; expiresOn: Instant } | null;
  /** The requested value, for CONV_RATIO. */
  redemptionValue: number | null;
}

/** A reward issued, in one or more pieces. */
export interface RewardIssue {
  id: number;
  rewardId: number;
  customerId: number;
  /** The holder who paid the points. */
  entity: Entity;
  requestedQuantity: number;
  pieces: IssuedPiece[];
  /** As paid: points after a catalog promotion. */
  price: RewardPrice;
  issuedOn: Instant;
  eventOn: Instant;
  requestId: string | null;
  /** The content of the request with the request id, to distinguish a repeat from another request. */
  asked: string;
  transactionNumber: string | null;
  eventLogId: string | null;
  notes: string;
  customFields: Record<string, unknown> | null;
  fulfillmentStatusId: number | null;
  /** The module that gave it out. */
  owner: { type: string; id: string } | null;
  tillId: number;
  /** Why fewer pieces were issued than requested; null if all were. */
  failure: { code: number; message: string } | null;
  /** Null until all its pieces are taken back. */
  revocation: { on: Instant; by: string; reason: string; tillId: number } | null;
}

export interface RewardState extends BackOfficeState {
  rewardBrands: Record<number, RewardBrand>;
  rewardCategories: Record<number, RewardCategory>;
  rewards: Record<number, Reward>;
  rewardCustomFields: Record<number, RewardCustomField>;
  catalogPromotions: Record<number, CatalogPromotion>;
  rewardIssues: Record<number, RewardIssue>;
  /** By key, and by brand where it is set for one. */
  rewardSwitches: Record<string, RewardSwitch>;
  rewardReminders: Record<number, RewardReminder>;
  pointsRestrictions: Record<number, PointsRestriction>;
}

export const emptyRewardState = (): RewardState => ({
  rewardBrands: {},
  rewardCategories: {},
  rewards: {},
  rewardCustomFields: {},
  catalogPromotions: {},
  rewardIssues: {},
  rewardSwitches: {},
  rewardReminders: {},
  pointsRestrictions: {},
  ...emptyBackOfficeState(),
});
