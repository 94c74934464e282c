/**
 * Conditions of a coupon series besides its limits: who may get a coupon, where it can be redeemed, validation codes.
 */
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import type { OrgUnit } from '../organization/state.js';
import { matchingCode } from '../otp/rules.js';
import type { ValidationCode } from '../points/state.js';
import { otherSettings } from './settings.js';
import type { CouponSeries, RedemptionPlace } from './state.js';

/**
 * Checks that a customer may get a coupon of a series.
 * @throws 721 if the series is for loyalty members and the customer is not one
 * @throws 722 if the customer holds a coupon of a mutually exclusive series
 */
export function checkEligible(world: World, series: CouponSeries, customer: Customer): void {
  if (otherSettings(series).issueToLoyalty && customer.loyaltyType !== 'loyalty') {
    fail(721, 'Coupons of this series are for members of the loyalty program');
  }
  const time = now(world);
  const exclusive = Object.values(world.coupons).find(
    (coupon) =>
      coupon.customerId === customer.id &&
      series.mutualExclusiveSeriesIds.includes(coupon.seriesId) &&
      !coupon.revoked &&
      coupon.validTill > time,
  );
  if (exclusive) fail(722, `The customer holds a coupon of series ${exclusive.seriesId}, which excludes this one`);
}

/** Whether coupons of a series can be redeemed at a store: at one of its tills or, without `tillId`, at any. */
export function worksAt(world: World, series: CouponSeries, storeId: number, tillId?: number): boolean {
  if (series.redeemAtStoreIds.length > 0 && !series.redeemAtStoreIds.includes(storeId)) return false;
  const { redemptionPlaces } = series;
  return redemptionPlaces.length === 0 || redemptionPlaces.some((place) => covers(world, place, storeId, tillId));
}

function covers(world: World, place: RedemptionPlace, storeId: number, tillId: number | undefined): boolean {
  const { type, id } = place;
  const store = world.stores[storeId];
  switch (type) {
    case 'STORE':
      return id === storeId;
    case 'TILL':
      return tillId === undefined ? world.tills[id]?.storeId === storeId : tillId === id;
    case 'ZONE':
      return store !== undefined && isWithin(world.zones, store.zoneId, id);
    case 'CONCEPT':
      return store !== undefined && isWithin(world.concepts, store.conceptId, id);
  }
}

/** Whether a zone or concept is the other one or lies below it. */
function isWithin(units: Readonly<Record<number, OrgUnit>>, id: number, ancestor: number): boolean {
  for (let unit = units[id]; unit; unit = unit.parentId === null ? undefined : units[unit.parentId]) {
    if (unit.id === ancestor) return true;
  }
  return false;
}

/**
 * The validation code that a redemption consumes; undefined if the series requires none.
 * @throws 725 if the code is missing
 * @throws 705 if the code is wrong, used or expired
 */
export function neededCode(
  world: World,
  series: CouponSeries,
  customer: Customer,
  given: string,
): ValidationCode | undefined {
  if (!otherSettings(series).isValidationRequired) return undefined;
  if (given === '') fail(725, 'The coupon requires a validation code');
  return (
    matchingCode(world, { customerId: customer.id }, 'COUPON', given) ??
    fail(705, 'The validation code is wrong, used or expired')
  );
}
