/** Coupons: series, issuing, checking, redeeming and reactivating. */
import { DAY, earlier, type Instant, later, now } from '../../world/clock.js';
import { daysBetween, endOfDay, endOfMonthAfter } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import { randomCode, randomDigits, randomHex } from '../../world/random.js';
import { nextId, type World } from '../../world/world.js';
import { isActive, isFraud } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import { customerEntity, points3, recordEvent } from '../points/ledger.js';
import { checkEligible, worksAt } from './conditions.js';
import type { Coupon, CouponRedemption, CouponSeries } from './state.js';

/** Fields that the engine counts itself. */
type Counted =
  | 'id'
  | 'numIssued'
  | 'numRedeemed'
  | 'latestIssualTime'
  | 'latestRedemptionTime'
  | 'createdOn'
  | 'modifiedOn'
  | 'createdByTillId';

type SeriesSettings = Omit<CouponSeries, Counted>;

/** Settings of a new series; absent ones get the API's defaults. */
export type NewSeries = Partial<SeriesSettings> &
  Pick<SeriesSettings, 'description' | 'discountType' | 'discountValue' | 'validTillDate'>;

/** No limit. */
export const UNLIMITED = -1;

const NO_MAXIMUM = Number.MAX_SAFE_INTEGER;

/**
 * Creates a series.
 * @throws 400 if a setting is not valid
 * @throws 751 if another series has the series code
 * @throws 754 if the series is generic and `genericCode` is missing
 * @throws 756 if a mutually exclusive series does not exist
 */
export function createSeries(world: World, input: NewSeries, tillId: number): CouponSeries {
  const settings = withDefaults(input);
  checkSettings(world, settings);
  const time = now(world);
  const series: CouponSeries = {
    ...settings,
    id: nextId(world, 'couponSeries'),
    numIssued: 0,
    numRedeemed: 0,
    latestIssualTime: null,
    latestRedemptionTime: null,
    createdOn: time,
    modifiedOn: time,
    createdByTillId: tillId,
  };
  if (series.seriesCode === '') series.seriesCode = randomHex(world, 20).toUpperCase();
  world.couponSeries[series.id] = series;
  if (series.clientHandlingType === 'GENERIC') addGenericCoupon(world, series, tillId);
  return series;
}

function withDefaults(input: NewSeries): SeriesSettings {
  const maxVouchersPerUser = input.maxVouchersPerUser ?? UNLIMITED;
  const isMultipleUseAllowed = input.isMultipleUseAllowed ?? (input.redemptionPerCouponMaxLimit ?? 1) !== 1;
  return {
    seriesCode: '',
    discountCode: '',
    info: input.description,
    smsTemplate: '',
    discountUpto: 0,
    discountOn: 'BILL',
    clientHandlingType: 'DISC_CODE',
    genericCode: '',
    seriesType: 'UNDEFINED',
    expiryStrategyType: 'SERIES_EXPIRY',
    expiryStrategyValue: 1,
    redemptionValidFrom: null,
    redemptionValidAfterDays: 0,
    minBillAmount: 0,
    maxBillAmount: NO_MAXIMUM,
    maxCreate: UNLIMITED,
    maxRedeem: UNLIMITED,
    minDaysBetweenVouchers: UNLIMITED,
    redemptionPerCouponMaxLimit: isMultipleUseAllowed ? UNLIMITED : 1,
    maxRedemptionsInSeriesPerUser: UNLIMITED,
    minDaysBetweenRedemption: UNLIMITED,
    anyUser: false,
    isTransferrable: false,
    isMultipleVouchersPerUserAllowed: maxVouchersPerUser !== 1,
    sameUserMultipleRedeem: isMultipleUseAllowed,
    doNotResendExistingVoucher: false,
    redeemAtStoreIds: [],
    redemptionPlaces: [],
    mutualExclusiveSeriesIds: [],
    productInfo: [],
    randomCodeLength: 8,
    alphaNumeric: true,
    couponPrefix: '',
    couponSuffix: '',
    termsAndConditions: '',
    customProperties: {},
    otherSettings: {},
    ...input,
    maxVouchersPerUser,
    isMultipleUseAllowed,
  };
}

/**
 * Changes settings of a series. Coupons that expire with the series keep doing so.
 * @throws 400, 751, 754, 756 as `createSeries` does
 */
export function updateSeries(world: World, series: CouponSeries, changes: Partial<SeriesSettings>): void {
  checkSettings(world, { ...series, ...changes }, series.id);
  const before = couponsEnd(world, series);
  Object.assign(series, changes);
  if (series.expiryStrategyType === 'SERIES_EXPIRY') {
    for (const coupon of Object.values(world.coupons)) {
      if (coupon.seriesId === series.id && coupon.validTill === before) coupon.validTill = couponsEnd(world, series);
    }
  }
  series.modifiedOn = now(world);
}

function checkSettings(world: World, settings: SeriesSettings, ownId?: number): void {
  if (settings.description === '') fail(400, 'description is missing');
  if (!(settings.discountValue >= 0)) fail(400, 'discountValue must be a number from 0');
  if (settings.discountType === 'PERC' && settings.discountValue > 100) fail(400, 'A percentage cannot be above 100');
  if (settings.randomCodeLength < 4 || settings.randomCodeLength > 20)
    fail(400, 'randomCodeLength must be from 4 to 20');
  if (settings.minBillAmount > settings.maxBillAmount) fail(400, 'minBillAmount is above maxBillAmount');
  const others = Object.values(world.couponSeries).filter((each) => each.id !== ownId);
  if (settings.seriesCode !== '' && others.some((each) => each.seriesCode === settings.seriesCode)) {
    fail(751, `Series code ${settings.seriesCode} already exists`);
  }
  if (settings.clientHandlingType === 'GENERIC') {
    if (settings.genericCode === '') fail(754, 'genericCode is missing');
    const holder = couponByCode(world, settings.genericCode);
    if (holder && holder.seriesId !== ownId) fail(400, `Coupon code ${settings.genericCode} already exists`);
  }
  for (const id of settings.mutualExclusiveSeriesIds) {
    if (!world.couponSeries[id]) failUnknown(756, 'Mutually exclusive series', id);
  }
}

/**
 * Finds a series by its id.
 * @throws 707, or `code` (755 when updating), if the series does not exist
 */
export function seriesById(world: World, id: string | number, code = 707): CouponSeries {
  return world.couponSeries[Number(id)] ?? failUnknown(code, 'Coupon series', id);
}

/** Finds a coupon by its code, ignoring case. */
export function couponByCode(world: World, code: string): Coupon | undefined {
  const id = world.couponIndex[code.trim().toUpperCase()];
  return id === undefined ? undefined : world.coupons[id];
}

function addCoupon(world: World, series: CouponSeries, code: string, coupon: Partial<Coupon>): Coupon {
  const id = nextId(world, 'coupon');
  const added: Coupon = {
    id,
    code,
    seriesId: series.id,
    customerId: null,
    issuedToCustomerId: null,
    issuedOn: null,
    issuedAtTillId: series.createdByTillId,
    validTill: couponsEnd(world, series),
    redemptionIds: [],
    sentCount: 0,
    revoked: false,
    ...coupon,
  };
  world.coupons[id] = added;
  world.couponIndex[code.toUpperCase()] = id;
  return added;
}

/** A new code of the brand that no coupon has yet. */
export const addUploadedCode = (world: World, series: CouponSeries, code: string): Coupon =>
  addCoupon(world, series, code, {});

/** The single code of a generic series, which everybody may use. */
function addGenericCoupon(world: World, series: CouponSeries, tillId: number): void {
  addCoupon(world, series, series.genericCode, { issuedAtTillId: tillId });
}

function newCode(world: World, series: CouponSeries): string {
  for (;;) {
    const middle = (series.alphaNumeric ? randomCode : randomDigits)(world, series.randomCodeLength);
    const code = `${series.couponPrefix}${middle}${series.couponSuffix}`;
    if (!couponByCode(world, code)) return code;
  }
}

/**
 * The next code of a series whose codes are uploaded.
 * @throws 722 if no uploaded code is left
 */
function uploadedCode(world: World, series: CouponSeries): Coupon {
  return (
    Object.values(world.coupons).find(
      (coupon) => coupon.seriesId === series.id && coupon.issuedOn === null && !coupon.revoked,
    ) ?? fail(722, 'The series has no uploaded code left')
  );
}

/**
 * The last moment at which coupons of a series can be used: the end of the series' last day, whatever its time. The
 * documented coupons of a series until `2024-10-31T00:00:00Z` are valid till `2024-10-31T23:59:59Z`.
 */
export const couponsEnd = (world: World, series: CouponSeries): Instant =>
  endOfDay(series.validTillDate, world.organisation.timezone);

/** When a coupon issued now expires: as its series says, but never after the last day of the series. */
function validity(world: World, series: CouponSeries): Instant {
  const { timezone } = world.organisation;
  const time = now(world);
  const own =
    series.expiryStrategyType === 'DAYS'
      ? endOfDay(later(time, series.expiryStrategyValue * DAY), timezone)
      : series.expiryStrategyType === 'MONTHS_END'
        ? endOfMonthAfter(time, series.expiryStrategyValue, timezone)
        : couponsEnd(world, series);
  return earlier(own, couponsEnd(world, series));
}

/** A customer's coupons, oldest first: of one series, or of all if none is named. */
export function couponsOf(world: World, customerId: number, seriesId?: number): Coupon[] {
  return Object.values(world.coupons).filter(
    (coupon) => coupon.customerId === customerId && (seriesId === undefined || coupon.seriesId === seriesId),
  );
}

/** Redemptions that were not reactivated. */
export function redemptionsOf(world: World, coupon: Coupon): CouponRedemption[] {
  return coupon.redemptionIds
    .map((id) => world.couponRedemptions[id])
    .filter((each) => each !== undefined)
    .filter((each) => each.reactivatedOn === null);
}

/**
 * @throws 740 if the customer is marked as fraud
 * @throws 742 if the customer's status blocks coupons
 */
function checkHolder(world: World, customer: Customer): void {
  if (isFraud(customer)) fail(740, 'Customer is marked as fraud');
  if (!isActive(world, customer)) fail(742, `Coupons are blocked for status ${customer.statusLabel}`);
}

/**
 * Issues a coupon. If the series allows one coupon at a time and the customer holds an unused one, that one is sent
 * again, unless the series forbids it or the code is given.
 * @throws 712 if the series has ended
 * @throws 740 if the customer is marked as fraud
 * @throws 742 if the customer's status blocks coupons
 * @throws 721 if the series is for loyalty members and the customer is not one
 * @throws 722 if a limit of the series is reached, or the customer holds a coupon of a mutually exclusive series
 */
export function issueCoupon(
  world: World,
  series: CouponSeries,
  customer: Customer,
  tillId: number,
  code?: string,
): { coupon: Coupon; resent: boolean } {
  const time = now(world);
  if (series.validTillDate <= time) fail(712, `Coupon series ${series.id} has ended`);
  checkHolder(world, customer);
  if (series.clientHandlingType === 'GENERIC') {
    const generic = couponByCode(world, series.genericCode) ?? fail(722, 'The series has no code');
    return { coupon: generic, resent: true };
  }
  checkEligible(world, series, customer);
  const held = couponsOf(world, customer.id, series.id);
  if (!series.isMultipleVouchersPerUserAllowed) {
    const open = held.find((each) => !each.revoked && each.validTill > time && redemptionsOf(world, each).length === 0);
    if (open && code === undefined && !series.doNotResendExistingVoucher) {
      open.sentCount += 1;
      return { coupon: open, resent: true };
    }
    if (held.length > 0) fail(722, 'The customer already has a coupon of this series');
  }
  if (series.maxVouchersPerUser !== UNLIMITED && held.length >= series.maxVouchersPerUser) {
    fail(722, `The customer has reached the limit of ${held.length} coupons of this series`);
  }
  if (series.maxCreate !== UNLIMITED && series.numIssued >= series.maxCreate) {
    fail(722, `The series has reached its limit of ${series.maxCreate} issued coupons`);
  }
  const latest = held.at(-1)?.issuedOn ?? null;
  if (latest !== null && series.minDaysBetweenVouchers > daysBetween(latest, time)) {
    fail(722, `The next coupon can be issued ${series.minDaysBetweenVouchers} days after the last`);
  }
  const uploaded =
    code === undefined && series.clientHandlingType === 'DISC_CODE_PIN' ? uploadedCode(world, series) : undefined;
  const coupon =
    uploaded ?? addCoupon(world, series, code ?? newCode(world, series), { validTill: validity(world, series) });
  coupon.customerId = customer.id;
  coupon.issuedToCustomerId = customer.id;
  coupon.issuedOn = time;
  coupon.issuedAtTillId = tillId;
  coupon.sentCount = 1;
  series.numIssued += 1;
  series.latestIssualTime = time;
  return { coupon, resent: false };
}

/** A redemption: by whom, of what, where and on which bill. */
export interface CouponUse {
  code: string;
  customer: Customer;
  tillId: number;
  /** Absent if the caller only checks; then a minimum amount of the series is not checked. */
  billAmount?: number;
  /** Now by default. */
  at?: Instant;
}

/** A redeemable coupon. -1 redemptions left means no cap. */
export interface Redeemable {
  coupon: Coupon;
  series: CouponSeries;
  redemptionsLeft: number;
  redemptionsByCustomer: number;
}

/**
 * Checks that a coupon can be redeemed.
 * @throws 702 if the code is unknown
 * @throws 660 if the coupon is revoked
 * @throws 740 if the customer is marked as fraud
 * @throws 742 if the customer's status blocks coupons
 * @throws 712 if the series has ended
 * @throws 713 if the coupon has expired
 * @throws 703 if the coupon was not issued to the customer
 * @throws 710 if the coupon belongs to another customer
 * @throws 711 if the coupon is already used
 * @throws 696 if the code has reached its redemption cap
 * @throws 716 if the same customer cannot redeem it again
 * @throws 736 if the customer has reached the redemption cap in the series
 * @throws 728 if the series has reached its redemption cap
 * @throws 738 if the last redemption is too recent
 * @throws 739 if redemptions have not started
 * @throws 733 if the bill amount is outside the range of the series
 * @throws 735 if the coupon cannot be redeemed at the store
 */
export function checkCoupon(world: World, use: CouponUse): Redeemable {
  const coupon = couponByCode(world, use.code) ?? failUnknown(702, 'Coupon code', use.code);
  const series = seriesById(world, coupon.seriesId);
  const time = use.at ?? now(world);
  if (coupon.revoked) fail(660, 'The coupon is revoked');
  checkHolder(world, use.customer);
  if (couponsEnd(world, series) <= time) fail(712, 'The coupon series has ended');
  if (coupon.validTill <= time) fail(713, 'The coupon has expired');
  checkOwner(coupon, series, use.customer);
  const counts = checkCaps(world, coupon, series, use.customer, time);
  checkTime(coupon, series, time);
  checkBill(series, use.billAmount);
  const storeId = world.tills[use.tillId]?.storeId ?? 0;
  if (!worksAt(world, series, storeId, use.tillId)) {
    fail(735, 'The coupon cannot be redeemed at this store');
  }
  return { coupon, series, ...counts };
}

function checkOwner(coupon: Coupon, series: CouponSeries, customer: Customer): void {
  if (series.clientHandlingType === 'GENERIC' || series.anyUser || series.isTransferrable) return;
  if (coupon.customerId === null) fail(703, 'The coupon was not issued to this customer');
  if (coupon.customerId !== customer.id) fail(710, 'The coupon belongs to another customer');
}

/** How often one code can be redeemed. A generic code is one coupon for everybody and has no cap. */
function capOf(series: CouponSeries): number {
  if (series.clientHandlingType === 'GENERIC') return UNLIMITED;
  return series.isMultipleUseAllowed ? series.redemptionPerCouponMaxLimit : 1;
}

/** How often a coupon can still be redeemed, apart from other limits; -1 without a cap. */
export function redemptionsLeft(world: World, coupon: Coupon, series: CouponSeries): number {
  const cap = capOf(series);
  return cap === UNLIMITED ? UNLIMITED : Math.max(0, cap - redemptionsOf(world, coupon).length);
}

function checkCaps(
  world: World,
  coupon: Coupon,
  series: CouponSeries,
  customer: Customer,
  time: Instant,
): Pick<Redeemable, 'redemptionsLeft' | 'redemptionsByCustomer'> {
  const uses = redemptionsOf(world, coupon);
  const cap = capOf(series);
  const byCustomer = uses.filter((each) => each.customerId === customer.id).length;
  if (cap !== UNLIMITED && uses.length >= cap) {
    if (!series.isMultipleUseAllowed) fail(711, 'The coupon is already used');
    fail(696, `The coupon has reached its limit of ${cap} redemptions`);
  }
  if (!series.sameUserMultipleRedeem && byCustomer > 0) fail(716, 'The same customer cannot redeem the coupon twice');
  const inSeries = Object.values(world.couponRedemptions).filter(
    (each) => each.seriesId === series.id && each.customerId === customer.id && each.reactivatedOn === null,
  );
  if (series.maxRedemptionsInSeriesPerUser !== UNLIMITED && inSeries.length >= series.maxRedemptionsInSeriesPerUser) {
    fail(736, 'The customer has reached the redemption limit of this series');
  }
  if (series.maxRedeem !== UNLIMITED && series.numRedeemed >= series.maxRedeem) {
    fail(728, `The series has reached its limit of ${series.maxRedeem} redemptions`);
  }
  const last = inSeries.at(-1)?.redeemedOn;
  if (last !== undefined && series.minDaysBetweenRedemption > daysBetween(last, time)) {
    fail(738, `The next redemption is possible ${series.minDaysBetweenRedemption} days after the last`);
  }
  return { redemptionsLeft: redemptionsLeft(world, coupon, series), redemptionsByCustomer: byCustomer };
}

function checkTime(coupon: Coupon, series: CouponSeries, time: Instant): void {
  if (series.redemptionValidFrom !== null && series.redemptionValidFrom > time) {
    fail(739, `The coupon can be redeemed from ${series.redemptionValidFrom}`);
  }
  const { issuedOn } = coupon;
  if (issuedOn !== null && series.redemptionValidAfterDays > 0) {
    const from = later(issuedOn, series.redemptionValidAfterDays * DAY);
    if (from > time) fail(739, `The coupon can be redeemed from ${from}`);
  }
}

function checkBill(series: CouponSeries, amount: number | undefined): void {
  if (amount === undefined) return;
  if (amount < series.minBillAmount) fail(733, `The bill must be at least ${series.minBillAmount}`);
  if (amount > series.maxBillAmount) fail(733, `The bill must be at most ${series.maxBillAmount}`);
}

/** The discount of a series on an amount. */
export function discountOn(series: CouponSeries, amount: number): number {
  const off = series.discountType === 'PERC' ? (amount * series.discountValue) / 100 : series.discountValue;
  const capped = series.discountUpto > 0 ? Math.min(off, series.discountUpto) : off;
  return points3(Math.min(capped, amount));
}

/** What is recorded of a redemption besides customer, coupon and place. */
export interface RedemptionDetails {
  billNumber?: string;
  notes?: string;
  customFields?: Record<string, string>;
  /** When it counts as redeemed; the time of `CouponUse` by default. */
  redeemedOn?: Instant;
  /** Records a VoucherRedemption event, as single v1.1 calls do. */
  raisesEvent?: boolean;
}

/** A completed redemption, with its coupon and series. */
export interface Redeemed {
  redemption: CouponRedemption;
  coupon: Coupon;
  series: CouponSeries;
}

/**
 * Redeems a coupon.
 * @throws the failures of `checkCoupon`
 * @throws 733 also if the series has a minimum bill amount and the amount is missing
 */
export function redeemCoupon(world: World, use: CouponUse, details: RedemptionDetails = {}): Redeemed {
  const { coupon, series } = checkCoupon(world, use);
  if (use.billAmount === undefined && series.minBillAmount > 0) {
    fail(733, `The bill amount is missing: it must be at least ${series.minBillAmount}`);
  }
  const redemption: CouponRedemption = {
    id: nextId(world, 'couponRedemption'),
    couponId: coupon.id,
    seriesId: series.id,
    customerId: use.customer.id,
    billNumber: details.billNumber ?? '',
    transactionId: null,
    billAmount: use.billAmount ?? null,
    redeemedOn: details.redeemedOn ?? use.at ?? now(world),
    tillId: use.tillId,
    storeId: world.tills[use.tillId]?.storeId ?? 0,
    notes: details.notes ?? '',
    customFields: details.customFields ?? {},
    reactivatedOn: null,
  };
  world.couponRedemptions[redemption.id] = redemption;
  coupon.redemptionIds.push(redemption.id);
  series.numRedeemed += 1;
  series.latestRedemptionTime = redemption.redeemedOn;
  if (details.raisesEvent) {
    recordEvent(world, 'VoucherRedemption', customerEntity(use.customer.id), {
      tillId: use.tillId,
      referenceId: String(redemption.id),
    });
  }
  return { redemption, coupon, series };
}

/**
 * Reactivates redemptions, all or none.
 * @throws 661 if `ids` is empty
 * @throws 510 if a redemption does not exist or was already reactivated
 */
export function reactivateRedemptions(world: World, ids: readonly number[]): CouponRedemption[] {
  if (ids.length === 0) fail(661, 'Give at least one redemption id');
  const redemptions = [...new Set(ids)].map((id) => {
    const redemption = world.couponRedemptions[id];
    return redemption && redemption.reactivatedOn === null
      ? redemption
      : redemption
        ? fail(510, `Redemption ${id} was already reactivated`)
        : failUnknown(510, 'Redemption', id);
  });
  for (const redemption of redemptions) {
    redemption.reactivatedOn = now(world);
    const series = world.couponSeries[redemption.seriesId];
    if (series) series.numRedeemed -= 1;
  }
  return redemptions;
}
