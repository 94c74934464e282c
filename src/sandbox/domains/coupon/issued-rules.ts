/** Coupons: issuing several of one series, moving the expiry of issued ones, revoking them, completing redemptions. */
import { type Instant, now } from '../../world/clock.js';
import { fail, failUnknown, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { couponByCode, couponsEnd, couponsOf, issueCoupon, redemptionsOf, UNLIMITED } from './rules.js';
import type { Coupon, CouponRedemption, CouponSeries } from './state.js';

const codesLeft = (world: World, { id }: CouponSeries): boolean =>
  Object.values(world.coupons).some((each) => each.seriesId === id && each.issuedOn === null && !each.revoked);

/**
 * @throws 713 if the series has ended
 * @throws 5004, or 709 for the first, if the customer may have only one
 * @throws 5001 if the series has reached its maximum
 * @throws 5002 if the customer has
 * @throws 5005 if no uploaded code is left
 */
function checkAnother(world: World, series: CouponSeries, customer: Customer, isFirst: boolean): void {
  if (series.validTillDate <= now(world)) fail(713, 'The coupon series has ended');
  if (series.clientHandlingType === 'GENERIC') fail(5004, 'The series has one generic code');
  const held = couponsOf(world, customer.id, series.id).length;
  if (!series.isMultipleVouchersPerUserAllowed && held > 0) {
    fail(isFirst ? 709 : 5004, 'The customer can have only one coupon of the series');
  }
  if (series.maxCreate !== UNLIMITED && series.numIssued >= series.maxCreate) {
    fail(5001, `The series has reached its maximum of ${series.maxCreate} coupons`);
  }
  if (series.maxVouchersPerUser !== UNLIMITED && held >= series.maxVouchersPerUser) {
    fail(5002, `The customer has reached the limit of ${series.maxVouchersPerUser} coupons`);
  }
  if (series.clientHandlingType === 'DISC_CODE_PIN' && !codesLeft(world, series)) {
    fail(5005, 'The series has no codes at hand');
  }
}

/**
 * Issues coupons until there are enough or one is refused.
 *
 * @returns the coupons, and why there are no more
 * @throws as `checkAnother` and `issueCoupon` do for the first
 */
export function issueSeveral(
  world: World,
  series: CouponSeries,
  customer: Customer,
  details: { count: number; tillId: number; metadata: NonNullable<Coupon['issualDetails']> },
): { coupons: Coupon[]; failure: SandboxFailure | null } {
  const { count, tillId, metadata } = details;
  const coupons: Coupon[] = [];
  while (coupons.length < count) {
    try {
      checkAnother(world, series, customer, coupons.length === 0);
      const { coupon } = issueCoupon(world, series, customer, tillId);
      if (Object.keys(metadata).length > 0) coupon.issualDetails = { ...metadata };
      coupons.push(coupon);
    } catch (failure) {
      if (!(failure instanceof SandboxFailure) || coupons.length === 0) throw failure;
      return { coupons, failure };
    }
  }
  return { coupons, failure: null };
}

/**
 * Moves the expiry of an issued coupon.
 * @throws 633 if no coupon of the series has the code, or it was revoked
 * @throws 690 if the new expiry lies before the issue
 * @throws 691 if it lies after the end of the series, or that has ended
 */
export function moveExpiry(world: World, code: string, series: CouponSeries | undefined, to: Instant): Coupon {
  const coupon = couponByCode(world, code);
  if (!coupon || coupon.revoked || (series && coupon.seriesId !== series.id)) {
    return failUnknown(633, 'Coupon code', code);
  }
  const own = series ?? world.couponSeries[coupon.seriesId];
  const { issuedOn } = coupon;
  if (issuedOn !== null && to < issuedOn) fail(690, 'The new expiry lies before the issue of the coupon');
  if (own && (to > couponsEnd(world, own) || couponsEnd(world, own) <= now(world))) {
    fail(691, 'The new expiry lies after the end of the series');
  }
  coupon.validTill = to;
  return coupon;
}

/** The coupons of a customer in a series that were neither used nor revoked. */
export const openCouponsOf = (world: World, customer: Customer, series: CouponSeries): Coupon[] =>
  couponsOf(world, customer.id, series.id).filter(
    (coupon) => !coupon.revoked && redemptionsOf(world, coupon).length === 0,
  );

/**
 * Takes back an issued coupon.
 * @throws 404 if there is no such code
 * @throws 682 if it is not one of the series or the customer, or was revoked before
 * @throws 405 if it was redeemed
 */
export function revokeCode(
  world: World,
  code: string,
  { series, customer }: { series: CouponSeries | undefined; customer: Customer | undefined },
): Coupon {
  const coupon = couponByCode(world, code);
  if (!coupon || coupon.code !== code) return failUnknown(404, 'Coupon code', code);
  const isMeant =
    (!series || coupon.seriesId === series.id) && (!customer || coupon.customerId === customer.id) && !coupon.revoked;
  if (!isMeant) fail(682, `Coupon ${code} was not found`);
  if (redemptionsOf(world, coupon).length > 0) fail(405, `Coupon ${code} was redeemed`);
  coupon.revoked = true;
  return coupon;
}

export interface RedemptionUpdate {
  readonly redemptionId: number;
  readonly billAmount: number;
  readonly transactionNumber?: string;
  readonly billId?: number;
  readonly customFields?: Readonly<Record<string, string>>;
}

/**
 * Adds the bill and custom fields to a redemption.
 * @throws 510 if there is no such redemption of the customer, or no such bill
 */
export function updateRedemption(
  world: World,
  update: RedemptionUpdate,
  customer: Customer | undefined,
): CouponRedemption {
  const redemption = world.couponRedemptions[update.redemptionId];
  if (!redemption || (customer && redemption.customerId !== customer.id)) {
    return failUnknown(510, 'Redemption', update.redemptionId);
  }
  const { billId, billAmount, transactionNumber, customFields } = update;
  if (billId !== undefined && !world.transactions[billId]) failUnknown(510, 'Bill', billId);
  redemption.billAmount = billAmount;
  if (transactionNumber !== undefined) redemption.billNumber = transactionNumber;
  if (billId !== undefined) redemption.transactionId = billId;
  Object.assign(redemption.customFields, customFields);
  return redemption;
}
