/** Request bodies of Points, InTouch layers. */
import { boolean, dateTime, list, number, object, text } from '../schemas/values.js';

const customer = () =>
  object(
    {
      mobile: text('With country code').optional(),
      email: text().optional(),
      external_id: text("The brand's own id").optional(),
      card_number: text().optional(),
      card_external_id: text().optional(),
    },
    'Customer who redeems; give one identifier, preferably mobile',
  );

const customFields = (about: string) =>
  object({ field: list(object({ name: text().optional(), value: text().optional() })).optional() }, about);

const redemption = () =>
  object({
    points_redeemed: number('Points to redeem, above 0, up to 3 decimals'),
    customer: customer(),
    validation_code: text(
      'OTP; needed unless skip_validation=true or the organisation does not validate redemptions',
    ).optional(),
    transaction_number: text('Bill number').optional(),
    external_reference_number: text('Your own unique reference; a repeat is not redeemed twice').optional(),
    redemption_time: dateTime('YYYY-MM-DD HH:MM:SS').optional(),
    billing_time: dateTime('Time of the bill, YYYY-MM-DD HH:MM:SS').optional(),
    redemption_purpose: text().optional(),
    till_id: text().optional(),
    notes: text().optional(),
    group_redemption: boolean('true redeems across loyalty programs; default false').optional(),
    custom_fields: customFields('Custom fields of redemptions').optional(),
  });

export const redeemBody = () =>
  object({
    root: object({ redeem: list(redemption(), 'One redemption') }),
  });
