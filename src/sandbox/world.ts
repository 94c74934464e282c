/**
 * The whole state of the sandbox: one plain object of records, lists and values, so that it can be shown, compared and
 * saved as JSON. Each domain has its part of it, which it adds to `World` in its `state.ts`:
 *
 * ```ts
 * declare module '../../world.js' {
 *   interface World extends LeadState {}
 * }
 * ```
 *
 * The parts that are imported here have no domain yet.
 */
import { type ClockStart, type ClockState, startClock } from './clock.js';
import { type RandomState, startRandom } from './random.js';
import { type ActivitySessionState, emptyActivitySessionState } from './state/activity-session.js';
import { type BadgeState, emptyBadgeState } from './state/badge.js';
import { type BehaviourState, emptyBehaviourState } from './state/behaviour.js';
import { type CardState, emptyCardState } from './state/card.js';
import { type CartPromotionState, emptyCartPromotionState } from './state/cart-promotion.js';
import { type CouponState, emptyCouponState } from './state/coupon.js';
import { type CouponUploadState, emptyCouponUploadState } from './state/coupon-upload.js';
import { type CustomerState, emptyCustomerState } from './state/customer.js';
import { type CustomerLabelState, emptyCustomerLabelState } from './state/customer-label.js';
import { emptyFieldState, type FieldState } from './state/field.js';
import { emptyHierarchyState, type HierarchyState } from './state/hierarchy.js';
import { emptyLabelState, type LabelState } from './state/label.js';
import { emptyLegacyPromotionState, type LegacyPromotionState } from './state/legacy-promotion.js';
import { emptyLocationState, type LocationState } from './state/location.js';
import { emptyLoyaltyPromotionState, type LoyaltyPromotionState } from './state/loyalty-promotion.js';
import { emptyMessageState, type MessageState } from './state/message.js';
import type { Organisation, OrganisationState } from './state/organisation.js';
import { emptyOrganisationConfigState, type OrganisationConfigState } from './state/organisation-config.js';
import { emptyOtpState, type OtpState } from './state/otp.js';
import { emptyPartnerProgramState, type PartnerProgramState } from './state/partner-program.js';
import { emptyPointsState, type PointsState } from './state/points.js';
import { emptyProductState, type ProductState } from './state/product.js';
import { emptyRejectionState, type RejectionState } from './state/rejection.js';
import { emptyRequestState, type RequestState } from './state/request.js';
import { emptyRewardState, type RewardState } from './state/reward.js';
import { emptyStaffState, type StaffState } from './state/staff.js';
import { emptyStoreState, type StoreState } from './state/store.js';
import { emptySurveyState, type SurveyState } from './state/survey.js';
import { emptyTargetState, type TargetState } from './state/target.js';
import { emptyTaskState, type TaskState } from './state/task.js';
import { emptyTransactionState, type TransactionState } from './state/transaction.js';

export interface World
  extends ClockState,
    RandomState,
    OrganisationState,
    CustomerState,
    CustomerLabelState,
    FieldState,
    HierarchyState,
    LabelState,
    PartnerProgramState,
    LocationState,
    OtpState,
    TargetState,
    TaskState,
    PointsState,
    ProductState,
    TransactionState,
    CouponState,
    CouponUploadState,
    CardState,
    CartPromotionState,
    LegacyPromotionState,
    OrganisationConfigState,
    StaffState,
    StoreState,
    SurveyState,
    ActivitySessionState,
    BadgeState,
    BehaviourState,
    LoyaltyPromotionState,
    MessageState,
    RewardState,
    RejectionState,
    RequestState {
  /** The last id assigned, by kind. */
  ids: Record<string, number>;
}

/** Start values of ids by kind, so that an id shows what it belongs to; other kinds start at 1. */
const FIRST_IDS: Readonly<Record<string, number>> = {
  customer: 418400001,
  loyalty: 88120001,
  transaction: 910044001,
  lineItem: 410020001,
  paymentMode: 52001,
  event: 30263001,
  ledgerEntry: 1,
  lot: 1,
  redemption: 1420001,
  transfer: 6601,
  validationCode: 10001,
  couponSeries: 700401,
  coupon: 99120001,
  couponRedemption: 369400001,
  couponUpload: 4460,
  card: 71001,
  cardSeries: 501,
  cardGeneration: 46,
  cardStatusChange: 2701,
  organisationConfig: 629001,
  userGroup: 2600,
  company: 31,
  request: 13044001,
  rejectedTransaction: 1201,
  rejectionRetrigger: 31,
  note: 4001,
  ticket: 5001,
  referral: 6001,
  survey: 101,
  surveyQuestion: 201,
  surveyResponse: 14001,
  activitySession: 1001,
  partnerProgram: 318,
  badge: 41,
  reward: 98101,
  rewardPrice: 3201,
  rewardLimit: 811,
  rewardIssue: 397001,
  rewardCustomField: 311,
  catalogPromotion: 4401,
  promotedReward: 8701,
  product: 55001,
  productBrand: 1301,
  productCategory: 2201,
  productAttribute: 91701,
  attributeValue: 13600401,
  productColor: 61,
  productStyle: 81,
  productSize: 141,
  metaSize: 21,
  zone: 30101,
  concept: 40101,
  store: 50101,
  till: 5100001,
  storeLog: 861,
  staff: 50034401,
  associate: 7701,
  audienceGroup: 901,
  task: 301,
  taskEntry: 2201,
  taskReminder: 61,
  customerLabel: 41,
  labelTag: 33501,
  label: 412,
  customField: 2210,
  extendedField: 25,
  message: 55010,
  targetGroup: 88,
  loyaltyPromotion: 90211,
  legacyPromotion: 310455,
  legacyIssual: 5401,
  legacyEarn: 5501,
  promotionEnrolment: 8801,
  promotionOptIn: 9901,
  targetPeriod: 7101,
  target: 512,
  targetGoal: 3301,
  streak: 61,
  targetMessage: 41,
  labelAssignment: 981,
};

/** The last id assigned to a kind of entity; before the first, the id that would precede it. */
export const lastId = (world: World, kind: string): number => world.ids[kind] ?? (FIRST_IDS[kind] ?? 1) - 1;

/** The next id of a kind of entity. Ids increase and are never reused. */
export function nextId(world: World, kind: string): number {
  const id = lastId(world, kind) + 1;
  world.ids[kind] = id;
  return id;
}

/** The same world with every part a lookup. */
export function asLookups(world: World): World {
  for (const part of Object.values(world)) asLookup(part);
  return world;
}

/**
 * A record without a prototype, so that lookups find only what was stored: `__proto__` and `constructor` are names like
 * any other, whatever a caller sends. Lists and plain values stay as they are.
 */
export function asLookup<T>(part: T): T {
  if (typeof part === 'object' && part !== null && !Array.isArray(part)) Object.setPrototypeOf(part, null);
  return part;
}

/** What a domain has in every world. */
interface Part {
  readonly state?: () => object;
  readonly ids?: Readonly<Record<string, number>>;
}

interface NewWorld {
  seed: number;
  /** Fixes the clock; by default the system clock counts. */
  now?: ClockStart;
  domains: readonly Part[];
}

/** A world with only an organization. */
export function createWorld(organisation: Organisation, { seed, now, domains }: NewWorld): World {
  const world = {
    clock: startClock(now),
    random: startRandom(seed),
    ids: firstIds(domains),
    organisation: structuredClone(organisation),
    zones: {},
    concepts: {},
    stores: {},
    tills: {},
    adminKey: '',
    oauthClients: {},
    accessTokens: {},
    ...emptyCustomerState(),
    ...emptyCustomerLabelState(),
    ...emptyFieldState(),
    ...emptyHierarchyState(),
    ...emptyLabelState(),
    ...emptyPartnerProgramState(),
    ...emptyLocationState(),
    ...emptyOtpState(),
    ...emptyTargetState(),
    ...emptyTaskState(),
    ...emptyPointsState(),
    ...emptyProductState(),
    ...emptyTransactionState(),
    ...emptyCouponState(),
    ...emptyCouponUploadState(),
    ...emptyCardState(),
    ...emptyCartPromotionState(),
    ...emptyLegacyPromotionState(),
    ...emptyOrganisationConfigState(),
    ...emptyStaffState(),
    ...emptyStoreState(),
    ...emptySurveyState(),
    ...emptyActivitySessionState(),
    ...emptyBadgeState(),
    ...emptyBehaviourState(),
    ...emptyLoyaltyPromotionState(),
    ...emptyMessageState(),
    ...emptyRewardState(),
    ...emptyRejectionState(),
    ...emptyRequestState(),
  };
  return asLookups(Object.assign(world, ...domains.map(({ state }) => state?.())));
}

/** For each kind of entity in the domains, the id before the first. */
const firstIds = (domains: readonly Part[]): World['ids'] =>
  Object.fromEntries(domains.flatMap(({ ids = {} }) => Object.entries(ids).map(([kind, first]) => [kind, first - 1])));
