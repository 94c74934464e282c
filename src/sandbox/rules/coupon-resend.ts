/** Sending a coupon to its customer once more. Nothing really leaves: the coupon counts how often it was sent. */
import { now } from '../clock.js';
import { fail } from '../failure.js';
import type { Coupon } from '../state/coupon.js';
import { otherSettings } from '../state/coupon-settings.js';
import type { Customer } from '../state/customer.js';
import type { World } from '../world.js';
import { seriesById } from './coupons.js';
import { identifierOf } from './customers.js';

/**
 * Sends a coupon again. 703 (not the customer's), 660 (revoked), 713 (expired), 724 (the series allows none, or the
 * customer has neither mobile nor email), 704 (only a mobile, and the series sends no SMS).
 */
export function resendCoupon(world: World, coupon: Coupon, customer: Customer): void {
  const series = seriesById(world, coupon.seriesId);
  const { resendMessageEnabled, isSMSDisabled } = otherSettings(series);
  const time = now(world);
  if (coupon.customerId !== customer.id) fail(703, 'The coupon was not issued to this customer');
  if (coupon.revoked) fail(660, 'The coupon is revoked');
  if (coupon.validTill <= time || series.validTillDate <= time) fail(713, 'The coupon has expired');
  if (!resendMessageEnabled) fail(724, 'Coupons of this series are not sent again');
  if (identifierOf(customer, 'email') === '') {
    if (identifierOf(customer, 'mobile') === '') fail(724, 'The customer has neither mobile nor email');
    if (isSMSDisabled) fail(704, 'The series sends no SMS');
  }
  coupon.sentCount += 1;
}
