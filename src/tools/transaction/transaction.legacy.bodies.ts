/** Request bodies of Transaction, InTouch layers. */
import { date, dateTime, integer, list, number, object, oneOf, text } from '../schemas/values.js';

const creditNote = () => ({
  amount: number('Credit amount').optional(),
  notes: text('Reason').optional(),
  number: text('Credit note number').optional(),
});

const extendedFields = () => ({
  field: list(
    object({
      name: text('Field name').optional(),
      value: text('Field value').optional(),
    }),
    'Name/value pairs',
  ).optional(),
});

const attributes = () => ({
  attribute: list(
    object({
      name: text('Attribute name').optional(),
      value: text('Attribute value').optional(),
    }),
    'Tender attributes',
  ).optional(),
});

const attributes2 = () => ({
  attribute: list(
    object({
      name: text('Attribute name').optional(),
      value: text('Attribute value').optional(),
    }),
    'Product attributes',
  ).optional(),
});

const customer = () => ({
  id: text('Customer id').optional(),
  mobile: text('Mobile').optional(),
  email: text('Email').optional(),
  external_id: text('External id').optional(),
});

const extendedFields2 = () => ({
  field: list(
    object({
      name: text('Field name').optional(),
      value: text('Field value').optional(),
    }),
    'Line extended fields {name, value}',
  ).optional(),
});

const customFields = () => ({
  field: list(
    object({
      name: text('Field name').optional(),
      value: text('Field value; a number in the sample').optional(),
    }),
    'Line custom fields {name, value}',
  ).optional(),
});

const addonItem = () => ({
  item_code: text('Part code').optional(),
  quantity: number('Part quantity').optional(),
  rate: number('Part price').optional(),
  value: number('Part value').optional(),
  description: text('Part text').optional(),
});

const creditNote2 = () => ({
  amount: number('Credit amount').optional(),
  notes: text('Reason').optional(),
  number: text(
    'Credit note number; sent in samples (the 2025 table stars a number here whose text describes the bill number)',
  ).optional(),
});

const customer2 = () => ({
  mobile: text('Mobile').optional(),
  email: text('Email').optional(),
  external_id: text('External id').optional(),
  firstname: text('First name').optional(),
  lastname: text('Last name').optional(),
  id: text('Internal customer id').optional(),
});

const addonItems = () => ({
  addon_item: list(object(addonItem()), 'Addon parts').optional(),
});

const comboItems = () => ({
  combo_item: list(object(addonItem()), 'Combo parts').optional(),
});

const splitItems = () => ({
  split_item: list(object(addonItem()), 'Split parts').optional(),
});

const payment = () => ({
  mode: text('Tender configured for the org').optional(),
  value: number('Amount by it').optional(),
  notes: text('Note').optional(),
  attributes: object(attributes()).optional(),
});

const lineItem = () => ({
  serial: integer('Line serial').optional(),
  item_code: text('SKU').optional(),
  description: text('Text').optional(),
  qty: number('Quantity').optional(),
  rate: number('Unit price').optional(),
  value: number('rate x qty').optional(),
  amount: number('Net line amount').optional(),
  discount: number('Line discount (an older sample uses discount_value)').optional(),
});

const paymentDetails = () => ({
  payment: list(object(payment()), 'Tender list').optional(),
});

const customer3 = () => ({
  mobile: text('Mobile').optional(),
  email: text('Email').optional(),
  external_id: text('External id').optional(),
  firstname: text('First name').optional(),
  lastname: text('Last name').optional(),
  card_details: object({
    card_number: text('Card number as identifier').optional(),
  }).optional(),
  referral_code: text('Referral code for a new customer').optional(),
  type: text('loyalty in newer samples').optional(),
});

const lineItems = () => ({
  line_item: list(object(lineItem()), 'Line list; a lone object is accepted').optional(),
});

const lineItem2 = () => ({
  itemCode: text('SKU of the line (camelCase here)').optional(),
  description: text('Text').optional(),
  amount: number('Net amount').optional(),
  rate: number('Unit price').optional(),
  qty: number('Quantity').optional(),
  value: number('Gross value').optional(),
  returnable: text('"true"/"false"').optional(),
  notes: text('Line note').optional(),
  extended_fields: object(extendedFields2()).optional(),
  custom_fields: object(customFields()).optional(),
});

const lineItems2 = () => ({
  line_item: list(object(lineItem2()), 'Line list').optional(),
});

const transaction = () => ({
  id: integer('Transaction id (a numeric string in samples); id or number needed, id only for retro').optional(),
  number: text('Bill number; id or number needed').optional(),
  type: text('REGULAR or NOT_INTERESTED').optional(),
  customer: object(
    customer(),
    'Customer of the bill; one identifier (starred in 2021 and for retro, unmarked in the 2025 update table)',
  ),
  delivery_status: text('New fulfilment state').optional(),
  outlier_status: text('Outlier status; 2025 sample only').optional(),
  billing_time: dateTime('YYYY-MM-DD HH:MM:SS; 2025 sample only').optional(),
  update_till: text('Till code making the update').optional(),
  notes: text('Reason').optional(),
  extended_fields: object(extendedFields(), 'Extended fields to set').optional(),
  custom_fields: object(extendedFields(), 'Custom fields to set').optional(),
  line_items: object(lineItems2(), 'Lines whose fields change (2025 sample)').optional(),
  old_type: oneOf(['NOT_INTERESTED'], 'Retro only: present type; needed when retro conversion').optional(),
  new_type: oneOf(['REGULAR'], 'Retro only: target type; needed when retro conversion').optional(),
});

const root = () => ({
  transaction: list(object(transaction()), 'Bills; a lone object instead of an array is accepted for one bill'),
});

const lineItem3 = () => ({
  serial: integer('Line serial').optional(),
  item_code: text('SKU').optional(),
  description: text('Text').optional(),
  notes: text('Line note (an empty array in samples)').optional(),
  qty: number('Quantity; v1.1 add rounds to a whole number, use v2 for fractions. Starred in 2021 and for returns'),
  rate: number('Unit price').optional(),
  value: number('rate x qty').optional(),
  amount: number('Net line amount'),
  discount: number('Line discount (an older sample uses discount_value)').optional(),
  base_item_code: text('Base product of a variant').optional(),
  variant: text('Variant code').optional(),
  type: oneOf(['regular', 'return'], 'Needed per line on mixed bills').optional(),
  return_type: oneOf(['FULL', 'AMOUNT', 'LINE_ITEM', 'CANCELLED'], 'Return scope of the line').optional(),
  transaction_number: text('Original bill of a returned line (mixed)').optional(),
  transaction_date: dateTime('Original bill time of a returned line (mixed)').optional(),
  outlier_status: oneOf(
    ['INTERNAL', 'NORMAL', 'INVALID', 'OUTLIER', 'FAILED', 'DELETED', 'RETRO', 'FRAUD', 'TEST', 'OTHER'],
    'Line outlier status',
  ).optional(),
  attributes: object(attributes2()).optional(),
  extended_fields: object(extendedFields(), 'Line extended fields').optional(),
  addon_items: object(addonItems()).optional(),
  combo_items: object(comboItems()).optional(),
  split_items: object(splitItems()).optional(),
});

const transaction2 = () => ({
  type: oneOf(['regular', 'not_interested'], 'regular = loyalty, not_interested = anonymous'),
  number: text(
    'Bill number, unique within the configured days; the 2025 table shows it, starred, under credit_note by mistake',
    50,
  ),
  amount: number('Net amount after discount in local currency; sent as a string in samples'),
  billing_time: dateTime(
    'YYYY-MM-DD HH:MM:SS (a plain date in an older sample); now when absent, although starred in 2021',
  ).optional(),
  bill_client_id: text("Client's own bill id").optional(),
  currency_code: text('ISO currency; store default when absent').optional(),
  notes: text('Free text').optional(),
  gross_amount: number('Amount before discount').optional(),
  discount: number('Bill discount').optional(),
  outlier_status: oneOf(
    ['INTERNAL', 'NORMAL', 'INVALID', 'OUTLIER', 'FAILED', 'DELETED', 'RETRO', 'FRAUD', 'TEST', 'OTHER'],
    'Outlier status',
  ).optional(),
  source: oneOf(
    [
      'INSTORE',
      'WECHAT',
      'MARTJACK',
      'WEB_ENGAGE',
      'ECOMMERCE',
      'JD',
      'TAOBAO',
      'TMALL',
      'FACEBOOK',
      'WEBSITE',
      'OTHERS',
    ],
    'Channel',
  ).optional(),
  not_interested_reason: text('Why loyalty was declined').optional(),
  credit_note: object(creditNote2(), 'Credit note attached to the bill').optional(),
  customer: object(
    customer2(),
    'Customer block; needs one identifier for loyalty bills. Other values update the profile',
  ).optional(),
  extended_fields: object(extendedFields(), 'Bill extended fields').optional(),
  line_items: object(lineItems(), 'Lines').optional(),
});

const lineItems3 = () => ({
  line_item: list(object(lineItem3()), 'Line list; a lone object is accepted').optional(),
});

const root2 = () => ({
  transaction: list(object(transaction2()), 'Bills; a lone object instead of an array is accepted for one bill'),
});

const transaction3 = () => ({
  type: oneOf(
    ['regular', 'not_interested', 'return', 'not_interested_return', 'mixed'],
    'regular = loyalty, not_interested = anonymous; return, not_interested_return or mixed for returns and exchanges (case-insensitive)',
  ),
  number: text("Bill number, unique within the configured days; for a return, the original bill's number", 50),
  amount: number('Net amount after discount; for a return, the amount to give back; sent as a string in samples'),
  billing_time: dateTime(
    'YYYY-MM-DD HH:MM:SS; now when absent (starred in 2021 all the same); mandatory for returns (time of the return)',
  ).optional(),
  bill_client_id: text("Client's own bill id").optional(),
  currency_code: text('ISO currency').optional(),
  notes: text('Free text').optional(),
  gross_amount: number('Amount before discount').optional(),
  discount: number('Bill discount').optional(),
  outlier_status: oneOf(
    ['INTERNAL', 'NORMAL', 'INVALID', 'OUTLIER', 'FAILED', 'DELETED', 'RETRO', 'FRAUD', 'TEST', 'OTHER'],
    'Outlier status',
  ).optional(),
  source: oneOf(
    [
      'INSTORE',
      'WECHAT',
      'MARTJACK',
      'WEB_ENGAGE',
      'ECOMMERCE',
      'JD',
      'TAOBAO',
      'TMALL',
      'FACEBOOK',
      'WEBSITE',
      'OTHERS',
    ],
    'Channel',
  ).optional(),
  not_interested_reason: text('Why loyalty was declined').optional(),
  delivery_status: text('Fulfilment state, e.g. DELIVERED').optional(),
  shipping_source_till_code: text('Till that ships the order (1103 when unknown)').optional(),
  referral_code: text('Bill-level referral code').optional(),
  return_type: oneOf(
    ['FULL', 'AMOUNT', 'LINE_ITEM', 'CANCELLED'],
    'Return scope; CANCELLED cancels lines before delivery; needed when type is return or not_interested_return',
  ).optional(),
  parent_bill_number: text('Number given to the return bill').optional(),
  purchase_time: date('Date (or date-time) of the original bill; mandatory for returns').optional(),
  id: integer('Transaction id being returned, when bill numbers repeat').optional(),
  credit_note: object(creditNote(), 'Credit note attached to the bill').optional(),
  customer: object(
    customer3(),
    'Customer block; needs one identifier for loyalty bills. Other values update the profile',
  ).optional(),
  extended_fields: object(extendedFields(), 'Bill extended fields').optional(),
  custom_fields: object(
    extendedFields(),
    'Bill custom fields (line-level ones are not supported; a return sample uses custom_fields_data.custom_data_item{field_name,field_value})',
  ).optional(),
  redemptions: object({
    points_redemptions: object({
      id: list(text(), 'Points redemption ids to link (the table calls it pointsRedemptions)').optional(),
    }).optional(),
  }).optional(),
  coupon_redemptions: list(text(), 'Coupon redemption ids to link (the table calls it couponRedemptions)').optional(),
  payment_details: object(paymentDetails(), 'Tenders').optional(),
  associate_details: object(
    {
      code: text('Associate code').optional(),
      name: text('Associate name').optional(),
    },
    'Cashier',
  ).optional(),
  line_items: object(lineItems3(), 'Lines').optional(),
});

const root3 = () => ({
  transaction: list(object(transaction3()), 'Bills; a lone object instead of an array is accepted for one bill'),
});

export const transactionAddBody = () =>
  object({
    root: object(root3(), 'Envelope'),
  });

export const transactionAddWithLocalCurrencyBody = () =>
  object({
    root: object(root2(), 'Envelope'),
  });

export const transactionUpdateBody = () =>
  object({
    root: object(root(), 'Envelope'),
  });
