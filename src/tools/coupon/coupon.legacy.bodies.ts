/** Request bodies of Coupon, InTouch layers. */
import { dateTime, integer, list, number, object, text } from '../schemas/values.js';

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
  mobile: text('Mobile').optional(),
  email: text('Email').optional(),
  id: text('User id').optional(),
  external_id: text('External id').optional(),
  card_number: text('Card number').optional(),
  card_external_id: text('Card external id').optional(),
});

const coupon = () => ({
  code: text('Coupon code; code or id is needed').optional(),
  id: integer('Coupon id instead of code (older docs)').optional(),
  validation_code: text('OTP, for orgs with validation-based redemption').optional(),
  customer: object(customer(), 'Redeemer; one identifier needed'),
  transaction: list(
    object({
      number: text('Bill number').optional(),
      amount: number('Bill amount (string in samples)').optional(),
    }),
    'Bill, one item',
  ).optional(),
  redemption_time: dateTime('YYYY-MM-DD HH:MM:SS').optional(),
  custom_fields: object(customFields(), 'Redemption custom fields').optional(),
});

const root = () => ({
  coupon: list(object(coupon()), 'Coupons'),
});

export const couponRedeemBody = () =>
  object({
    root: object(root(), 'Envelope'),
  });
