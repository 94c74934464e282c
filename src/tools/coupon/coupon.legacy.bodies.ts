/** Request bodies of Coupon, InTouch layers. */
import { customerReference, envelope, inTouchCard, partialNamedFields } from '../schemas/in-touch.js';
import { idOf, money, secret } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { integer, list, object, text } from '../schemas/values.js';

const customer = (about: string) => object({ ...customerReference(), ...inTouchCard('Card number') }, about);

export const couponIssueInTouchBody = () =>
  envelope({
    coupon: list(
      object({
        series_id: idOf('couponSeries', integer('Coupon series to issue from')),
        customer: customer('Customer who gets the coupon'),
      }),
      'Coupons to issue',
    ),
  });

export const couponRedeemInTouchBody = () =>
  envelope({
    coupon: list(
      object({
        code: idOf('couponCode', text('Coupon code; give code or id')).optional(),
        id: idOf('coupon', integer('Coupon id')).optional(),
        validation_code: secret('OTP; needed where the organization validates redemptions').optional(),
        customer: customer('Customer who redeems'),
        transaction: list(
          object({
            number: text('Bill number').optional(),
            amount: money('Total of the bill').optional(),
          }),
          'One bill',
        ).optional(),
        redemption_time: dateTime({ zone: 'organization' }, 'Time of the redemption').optional(),
        custom_fields: partialNamedFields('Custom fields of redemptions').optional(),
      }),
      'Coupons to redeem; give one, since several raise no redemption event',
    ),
  });
