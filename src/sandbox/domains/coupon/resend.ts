/** Sending a coupon to its customer again: by SMS if the series and the customer allow that, otherwise by email. */
import { now } from '../../world/clock.js';
import { localDate } from '../../world/dates.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { sendMessage } from '../communications/rules.js';
import { identifierOf } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import { couponsEnd, seriesById } from './rules.js';
import { otherSettings } from './settings.js';
import type { Coupon } from './state.js';

/**
 * Sends a coupon again.
 * @throws 703 if the coupon was not issued to the customer
 * @throws 660 if the coupon is revoked
 * @throws 713 if the coupon or its series has expired
 * @throws 724 if the series does not allow resending, or the customer has neither mobile nor email
 * @throws 704 if the customer has only a mobile and the series sends no SMS
 */
export function resendCoupon(world: World, coupon: Coupon, customer: Customer): void {
  const series = seriesById(world, coupon.seriesId);
  const { resendMessageEnabled, isSMSDisabled } = otherSettings(series);
  const time = now(world);
  if (coupon.customerId !== customer.id) fail(703, 'The coupon was not issued to this customer');
  if (coupon.revoked) fail(660, 'The coupon is revoked');
  if (coupon.validTill <= time || couponsEnd(world, series) <= time) fail(713, 'The coupon has expired');
  if (!resendMessageEnabled) fail(724, 'Resending is disabled for this series');
  if (identifierOf(customer, 'email') === '') {
    if (identifierOf(customer, 'mobile') === '') fail(724, 'The customer has neither mobile nor email');
    if (isSMSDisabled) fail(704, 'The series sends no SMS');
  }
  coupon.sentCount += 1;
  const mobile = isSMSDisabled ? '' : identifierOf(customer, 'mobile');
  const body = `Your coupon ${coupon.code} is valid until ${localDate(coupon.validTill, world.organisation.timezone)}.`;
  if (mobile !== '') sendMessage(world, { channel: 'sms', to: mobile, body });
  else sendMessage(world, { channel: 'email', to: identifierOf(customer, 'email'), subject: 'Your coupon', body });
}
