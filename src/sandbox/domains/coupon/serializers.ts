/** Coupons in answers: their value, their customers, their redemptions. */
import type { couponGet, couponRedeem } from '../../../tools/coupon/coupon.js';
import type { Answer, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import { oneOf, textOf } from '../../http/arguments.js';
import type { StatusRow } from '../../http/replies.js';
import { DAY, earlier, type Instant, later } from '../../world/clock.js';
import { localDateTime } from '../../world/dates.js';
import type { SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerName, inTouchIdentifiers, profileShape } from '../customer/shape.js';
import type { Customer } from '../customer/state.js';
import { codeAndName } from '../organization/serializers.js';
import { couponsEnd, redemptionsOf } from './rules.js';
import type { Coupon, CouponRedemption, CouponSeries } from './state.js';
import type { Verdict } from './verdict.js';

export const REDEEMED = { code: 700, message: 'Coupon processing successful' } as const;
export const REDEEMABLE = { code: 700, message: 'Coupon isRedeem successful' } as const;

/** How codes are written: `coupon_code_case` LOWER, UPPER (the default) or AS_IT_IS. */
export function codeCase(value: unknown): (code: string) => string {
  switch (oneOf(['LOWER', 'UPPER', 'AS_IT_IS'], value)) {
    case 'LOWER':
      return (code) => code.toLowerCase();
    case 'AS_IT_IS':
      return (code) => code;
    default:
      return (code) => code.toUpperCase();
  }
}

/** When a coupon ends: its own end, or the end of its series if that was brought forward. */
export const endOf = (world: World, coupon: Coupon, series: CouponSeries): Instant =>
  earlier(coupon.validTill, couponsEnd(world, series));

/** The day of a moment, as v2 writes days. */
export const dayOf = (at: Instant): Instant => `${at.slice(0, 10)}T00:00:00Z`;

type CouponJson = RowOf<typeof couponGet>;
type RedemptionJson = RowOf<typeof couponRedeem, 'redemption'>;

/** v2's `validTill`, a day, and `validTillDateTime`, the moment. */
function validity(world: World, coupon: Coupon, series: CouponSeries) {
  const end = endOf(world, coupon, series);
  return { validTill: dayOf(end), validTillDateTime: end };
}

/** The discount of a series: `{discountType, discountValue, discountUpto}`. */
export const toDiscountJson = ({ discountType, discountValue, discountUpto }: CouponSeries) => ({
  discountType,
  discountValue,
  discountUpto,
});

/** v2's coupon: its value and its validity. */
export function toCouponJson(world: World, coupon: Coupon, series: CouponSeries, code: string): CouponJson {
  return {
    code,
    seriesId: series.id,
    description: series.description,
    discountCode: series.discountCode,
    ...validity(world, coupon, series),
    ...toDiscountJson(series),
    discountOn: series.discountOn,
    detailedInfo: series.info,
  };
}

/** A coupon that was just issued; the API returns 0 as its id. */
export function toIssuedJson(world: World, coupon: Coupon, series: CouponSeries): CouponJson {
  return {
    ...toCouponJson(world, coupon, series, coupon.code),
    redemptionCount: redemptionsOf(world, coupon).length,
    id: 0,
  };
}

/** The customer beside v2's coupons: `{id, profiles[]}`, with less in a profile than the customer endpoints give. */
export function toHolderJson(world: World, customer: Customer): PartOf<Answer<typeof couponRedeem>, 'customer'> {
  return {
    id: customer.id,
    profiles: customer.profiles.map((each) => {
      const { attribution: _, source: __, conflictingProfileList: ___, ...shown } = profileShape(world, customer, each);
      return shown;
    }),
  };
}

/** v2's verdict: `{status, code, message}`. */
export const verdict = ({ code, message }: { code: number; message: string }, status = true): StatusRow => ({
  status,
  code,
  message,
});

/** v2's verdict with its warnings. */
export function toStatusJson(
  { code, message }: { code: number; message: string },
  success = true,
): PartOf<RedemptionJson, 'redemptionStatus'> {
  return {
    statusCode: { status: success, code, message },
    warnings: [],
    warningsAsStatusCode: [],
    code,
    success,
    message,
  };
}

/** v2's fields for a coupon to redeem, whatever the result. */
const attempt = { currencyInput: false, localToBaseCurrencyExchangeRate: 0, warnings: [], appendedErrorMessage: '' };

/** v2's coupon after it was redeemed or, without a redemption, after a dry run. */
export function toRedeemedJson(
  coupon: Coupon,
  series: CouponSeries,
  redemption: CouponRedemption | null,
): RedemptionJson {
  return {
    redemptionId: String(redemption?.id ?? -1),
    id: redemption?.id ?? coupon.id,
    ...attempt,
    code: coupon.code,
    discountCode: series.discountCode,
    seriesCode: series.id,
    isAbsolute: series.discountType === 'ABS',
    couponValue: series.discountValue,
    redemptionStatus: toStatusJson(redemption ? REDEEMED : REDEEMABLE),
    ...toDiscountJson(series),
  };
}

/** v2's coupon that could not be redeemed. */
export function toRefusedJson(code: string, series: CouponSeries | undefined, failure: SandboxFailure): RedemptionJson {
  return {
    ...attempt,
    appendedErrorMessage: failure.message,
    code,
    isAbsolute: series?.discountType === 'ABS',
    redemptionStatus: toStatusJson(failure, false),
  };
}

/** v2's answer to whether a coupon can be redeemed. If it cannot, `warnings` says why. */
export function toRedeemableJson({
  code,
  coupon,
  series,
  failure,
  ...counts
}: Verdict & { code: string }): RedemptionJson {
  return {
    code: coupon?.code ?? code,
    isRedeemable: failure === null,
    isAbsolute: series?.discountType === 'ABS',
    numberOfRedemptionsByUser: counts.redemptionsByCustomer,
    redemptionsLeft: counts.redemptionsLeft,
    appendedErrorMessage: failure?.message ?? '',
    warnings: failure ? [verdict(failure, false)] : [],
  };
}

/** From when a coupon can be redeemed: at once, from a day of its series, or some days after issue. */
export function activeFrom(coupon: Coupon, series: CouponSeries): Instant {
  const issuedOn = coupon.issuedOn ?? series.createdOn;
  const waited =
    series.redemptionValidAfterDays > 0 ? later(issuedOn, series.redemptionValidAfterDays * DAY) : issuedOn;
  const { redemptionValidFrom } = series;
  return redemptionValidFrom !== null && redemptionValidFrom > waited ? redemptionValidFrom : waited;
}

/** The store of a till: `{code, name}`. */
export const storeOf = (world: World, tillId: number): { code: string; name: string } =>
  codeAndName(world.stores[world.tills[tillId]?.storeId ?? 0]);

/** v2's row of a coupon's history. */
export const toRedemptionJson = (world: World, redemption: CouponRedemption) => ({
  id: redemption.id,
  date: redemption.redeemedOn,
  dateISO: redemption.redeemedOn,
  transactionNumber: redemption.billNumber,
  redeemedAt: storeOf(world, redemption.tillId),
});

/** v1.1's row of a coupon's history. */
export const inTouchRedemption = (world: World, redemption: CouponRedemption) => ({
  date: localDateTime(redemption.redeemedOn, world.organisation.timezone),
  transaction_number: redemption.billNumber,
  redeemed_at: storeOf(world, redemption.tillId),
});

/** The reactivated redemptions of a coupon. */
export const reversedOf = (world: World, coupon: Coupon): CouponRedemption[] =>
  coupon.redemptionIds
    .map((id) => world.couponRedemptions[id])
    .filter((each) => each !== undefined)
    .filter((each) => each.reactivatedOn !== null);

/** v1.1's customer next to coupons; `user_id` only if requested. */
export const inTouchHolder = (customer: Customer, withUserId = false) => ({
  ...inTouchIdentifiers(customer),
  user_id: withUserId ? String(customer.id) : undefined,
});

/** v1.1's names of a customer: `{firstname, lastname, email, mobile}`. */
export function inTouchPerson(customer: Customer) {
  const { firstName, lastName } = customerName(customer);
  const { email, mobile } = inTouchIdentifiers(customer);
  return { firstname: firstName, lastname: lastName, email, mobile };
}

/** v1.1's custom properties of a series. */
export const customProperties = (series: CouponSeries) => ({
  custom_property: Object.entries(series.customProperties).map(([name, value]) => ({ name, value: textOf(value) })),
});
