/** Coupons: series, issuing, whether redeemable, redeeming, reactivating. */
import { DAY, earlier, type Instant, later, now } from '../clock.js';
import { daysBetween, endOfDay, endOfMonthAfter } from '../dates.js';
import { fail } from '../failure.js';
import { randomCode, randomDigits, randomHex } from '../random.js';
import type { Coupon, CouponRedemption, CouponSeries } from '../state/coupon.js';
import type { Customer } from '../state/customer.js';
import { nextId, type World } from '../world.js';
import { checkEligible, worksAt } from './coupon-conditions.js';
import { isActive, isFraud } from './customers.js';
import { customerEntity, points3, recordEvent } from './ledger.js';

/** What the engine counts itself. */
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

/** Settings of a new series; what is absent has the API's defaults. */
export type NewSeries = Partial<SeriesSettings> &
  Pick<SeriesSettings, 'description' | 'discountType' | 'discountValue' | 'validTillDate'>;

/** No limit. */
export const UNLIMITED = -1;

const NO_MAXIMUM = Number.MAX_SAFE_INTEGER;

/** Creates a series. 400 (settings), 751 (series code taken), 754 (no generic code), 756 (excludes an unknown series). */
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

/** Changes what is given; coupons that end with the series end with it still. The checks of `createSeries`. */
export function updateSeries(world: World, series: CouponSeries, changes: Partial<SeriesSettings>): void {
  checkSettings(world, { ...series, ...changes }, series.id);
  const { validTillDate } = series;
  Object.assign(series, changes);
  if (series.expiryStrategyType === 'SERIES_EXPIRY') {
    for (const coupon of Object.values(world.coupons)) {
      if (coupon.seriesId === series.id && coupon.validTill === validTillDate) coupon.validTill = series.validTillDate;
    }
  }
  series.modifiedOn = now(world);
}

function checkSettings(world: World, settings: SeriesSettings, ownId?: number): void {
  if (settings.description === '') fail(400, 'description is missing');
  if (!(settings.discountValue >= 0)) fail(400, 'discountValue is not valid');
  if (settings.discountType === 'PERC' && settings.discountValue > 100) fail(400, 'A percentage goes up to 100');
  if (settings.randomCodeLength < 4 || settings.randomCodeLength > 20) fail(400, 'randomCodeLength goes from 4 to 20');
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
    if (!world.couponSeries[id]) fail(756, `Mutually exclusive series ${id} does not exist`);
  }
}

/** The series of an id. `code` is what to fail with for none: 707 when issuing, 755 when updating. */
export function seriesById(world: World, id: string | number, code = 707): CouponSeries {
  return world.couponSeries[Number(id)] ?? fail(code, `Coupon series ${id} does not exist`);
}

/** The coupon of a code, whatever case it is written in. */
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
    validTill: series.validTillDate,
    redemptionIds: [],
    sentCount: 0,
    revoked: false,
    ...coupon,
  };
  world.coupons[id] = added;
  world.couponIndex[code.toUpperCase()] = id;
  return added;
}

/** A code of the brand's own that nobody has yet. */
export const addUploadedCode = (world: World, series: CouponSeries, code: string): Coupon =>
  addCoupon(world, series, code, {});

/** The one code of a generic series, which anybody may use. */
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

/** The next code of a series whose codes are uploaded. 722 where none is left. */
function uploadedCode(world: World, series: CouponSeries): Coupon {
  return (
    Object.values(world.coupons).find(
      (coupon) => coupon.seriesId === series.id && coupon.issuedOn === null && !coupon.revoked,
    ) ?? fail(722, 'The series has no uploaded code left')
  );
}

/** When a coupon issued now expires: as the series has it, never after the series. */
function validity(world: World, series: CouponSeries): Instant {
  const { timezone } = world.organisation;
  const time = now(world);
  const own =
    series.expiryStrategyType === 'DAYS'
      ? endOfDay(later(time, series.expiryStrategyValue * DAY), timezone)
      : series.expiryStrategyType === 'MONTHS_END'
        ? endOfMonthAfter(time, series.expiryStrategyValue, timezone)
        : series.validTillDate;
  return earlier(own, series.validTillDate);
}

/** A customer's coupons of a series, oldest first; of all series without one. */
export function couponsOf(world: World, customerId: number, seriesId?: number): Coupon[] {
  return Object.values(world.coupons).filter(
    (coupon) => coupon.customerId === customerId && (seriesId === undefined || coupon.seriesId === seriesId),
  );
}

/** Redemptions that count: those not reactivated. */
export function redemptionsOf(world: World, coupon: Coupon): CouponRedemption[] {
  return coupon.redemptionIds
    .map((id) => world.couponRedemptions[id])
    .filter((each) => each !== undefined)
    .filter((each) => each.reactivatedOn === null);
}

/** 740 fraud, 742 where the status bars coupons. */
function checkHolder(world: World, customer: Customer): void {
  if (isFraud(customer)) fail(740, 'Customer is marked as fraud');
  if (!isActive(world, customer)) fail(742, `Coupons are blocked for status ${customer.statusLabel}`);
}

/**
 * Issues a coupon. Where the series allows a customer one at a time and an unused one is there, that one is sent
 * again, unless the series forbids it or the code is given. 712 (series over), 740/742/721 (customer), 722 (a limit of the series).
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
    if (held.length > 0) fail(722, 'The customer already had a coupon of this series');
  }
  if (series.maxVouchersPerUser !== UNLIMITED && held.length >= series.maxVouchersPerUser) {
    fail(722, `The customer already had ${held.length} coupons of this series, its limit`);
  }
  if (series.maxCreate !== UNLIMITED && series.numIssued >= series.maxCreate) {
    fail(722, `All ${series.maxCreate} coupons of the series are issued`);
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

/** Who wants to redeem what, where, on which bill. */
export interface CouponUse {
  code: string;
  customer: Customer;
  tillId: number;
  /** Absent when only asking; a series with a least amount then passes. */
  billAmount?: number;
  /** Now unless given. */
  at?: Instant;
}

/** A coupon that may be redeemed. -1 redemptions left means no cap. */
export interface Redeemable {
  coupon: Coupon;
  series: CouponSeries;
  redemptionsLeft: number;
  redemptionsByCustomer: number;
}

/**
 * Whether a coupon can be redeemed. 702 (unknown), 660 (revoked), 740/742 (customer), 712 (series over), 713
 * (expired), 703/710 (not the customer's), 711 (used), 696 (cap of the code), 716 (same customer again), 736 (cap of
 * the customer), 728 (cap of the series), 738 (too soon), 739 (not yet), 733 (bill amount), 735 (store).
 */
export function checkCoupon(world: World, use: CouponUse): Redeemable {
  const coupon = couponByCode(world, use.code) ?? fail(702, `Coupon code ${use.code} is not valid`);
  const series = seriesById(world, coupon.seriesId);
  const time = use.at ?? now(world);
  if (coupon.revoked) fail(660, 'The coupon is revoked');
  checkHolder(world, use.customer);
  if (series.validTillDate <= time) fail(712, 'The coupon series has ended');
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

/** How often one code can be redeemed; a generic code is one coupon for everybody and has no cap. */
function capOf(series: CouponSeries): number {
  if (series.clientHandlingType === 'GENERIC') return UNLIMITED;
  return series.isMultipleUseAllowed ? series.redemptionPerCouponMaxLimit : 1;
}

/** How often a coupon can still be redeemed, other limits aside; -1 without a cap. */
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
    fail(696, `The coupon was redeemed ${cap} times, its limit`);
  }
  if (!series.sameUserMultipleRedeem && byCustomer > 0) fail(716, 'The same customer cannot redeem the coupon twice');
  const inSeries = Object.values(world.couponRedemptions).filter(
    (each) => each.seriesId === series.id && each.customerId === customer.id && each.reactivatedOn === null,
  );
  if (series.maxRedemptionsInSeriesPerUser !== UNLIMITED && inSeries.length >= series.maxRedemptionsInSeriesPerUser) {
    fail(736, 'The customer has used up the redemptions of this series');
  }
  if (series.maxRedeem !== UNLIMITED && series.numRedeemed >= series.maxRedeem) {
    fail(728, `The series was redeemed ${series.maxRedeem} times, its limit`);
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
  if (amount > series.maxBillAmount) fail(733, `The bill may be ${series.maxBillAmount} at most`);
}

/** What a series takes off an amount. */
export function discountOn(series: CouponSeries, amount: number): number {
  const off = series.discountType === 'PERC' ? (amount * series.discountValue) / 100 : series.discountValue;
  const capped = series.discountUpto > 0 ? Math.min(off, series.discountUpto) : off;
  return points3(Math.min(capped, amount));
}

/** What is kept of a redemption besides who, what and where. */
export interface RedemptionDetails {
  billNumber?: string;
  notes?: string;
  customFields?: Record<string, string>;
  /** When it counts as redeemed; the moment of `CouponUse` unless given. */
  redeemedOn?: Instant;
  /** Leaves a VoucherRedemption event, as single v1.1 calls do. */
  raisesEvent?: boolean;
}

/** A redemption made, with its coupon and series. */
export interface Redeemed {
  redemption: CouponRedemption;
  coupon: Coupon;
  series: CouponSeries;
}

/** Redeems a coupon after `checkCoupon`. 733 also where the series has a least bill and no amount is given. */
export function redeemCoupon(world: World, use: CouponUse, details: RedemptionDetails = {}): Redeemed {
  const { coupon, series } = checkCoupon(world, use);
  if (use.billAmount === undefined && series.minBillAmount > 0) {
    fail(733, `The amount of the bill is needed: it must be at least ${series.minBillAmount}`);
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

/** Undoes redemptions, all or none. 661 (none given), 510 (unknown or already undone). */
export function reactivateRedemptions(world: World, ids: readonly number[]): CouponRedemption[] {
  if (ids.length === 0) fail(661, 'No redemption id was given');
  const redemptions = [...new Set(ids)].map((id) => {
    const redemption = world.couponRedemptions[id];
    return redemption && redemption.reactivatedOn === null
      ? redemption
      : fail(510, `Redemption ${id} does not exist or is already reactivated`);
  });
  for (const redemption of redemptions) {
    redemption.reactivatedOn = now(world);
    const series = world.couponSeries[redemption.seriesId];
    if (series) series.numRedeemed -= 1;
  }
  return redemptions;
}
