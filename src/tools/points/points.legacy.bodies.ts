/** Request bodies of Points, InTouch layers. */
import { boolean, dateTime, list, number, object, text } from '../schemas/values.js';

const customFields = () => ({
  field: list(
    object({
      name: text('Field name').optional(),
      value: text('Field value').optional(),
    }),
    'List',
  ).optional(),
});

const customer = () => ({
  mobile: text(
    'Mobile; marked mandatory on the current page and in its OpenAPI part, while the 2022 page accepts any one identifier',
  ).optional(),
  email: text('Email').optional(),
  external_id: text('External id').optional(),
  card_number: text('Card number').optional(),
  card_external_id: text('Card external id').optional(),
});

const redeem = () => ({
  points_redeemed: number('Points to redeem, > 0, max three decimals (text in the OpenAPI part)'),
  customer: object(customer(), 'Redeemer; one identifier needed'),
  validation_code: text('OTP; needed unless skip_validation=true or the org does not validate').optional(),
  transaction_number: text('Bill number').optional(),
  external_reference_number: text('Own reference, unique per redemption; serves as idempotency key').optional(),
  redemption_time: dateTime('YYYY-MM-DD HH:MM:SS').optional(),
  billing_time: dateTime('Bill time (sample)').optional(),
  redemption_purpose: text('Purpose').optional(),
  till_id: text('Till').optional(),
  notes: text('Notes').optional(),
  group_redemption: boolean('Redeem across programs; default false, string in samples').optional(),
  custom_fields: object(customFields(), 'Redemption custom fields that exist in the org').optional(),
});

const root = () => ({
  redeem: list(
    object(redeem()),
    'Redemptions, one item (the OpenAPI part types it object, every sample sends an array)',
  ),
});

export const pointsRedeemBody = () =>
  object({
    root: object(root(), 'Envelope'),
  });
