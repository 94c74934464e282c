/** Request bodies of Transaction, InTouch layers. */
import {
  customerReference,
  customerReferenceByUserId,
  envelope,
  namedValue,
  partialNamedFields,
} from '../schemas/in-touch.js';
import { freeText, idOf, money, personName } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { boolean, choice, integer, list, number, object, text, textOrNumber } from '../schemas/values.js';
import { billSource } from './transaction.bodies.js';

const outlierStatus = () =>
  choice(
    ['INTERNAL', 'NORMAL', 'INVALID', 'OUTLIER', 'FAILED', 'DELETED', 'RETRO', 'FRAUD', 'TEST', 'OTHER'],
    "Overrides the organization's outlier rules",
  );

const returnType = (about?: string) => choice(['FULL', 'AMOUNT', 'LINE_ITEM', 'CANCELLED'], about);

const attributes = (about: string) => object({ attribute: list(namedValue().partial()).optional() }, about);

const creditNote = () =>
  object({
    amount: money('Amount of the credit').optional(),
    notes: freeText('Reason').optional(),
    number: text('Number of the credit note').optional(),
  });

const payment = () =>
  object({
    mode: idOf('paymentMode', text('Tender configured for the organization, e.g. CASH')).optional(),
    value: money('Amount paid with it').optional(),
    notes: freeText().optional(),
    attributes: attributes('Attributes of the tender').optional(),
  });

/** One item of a combo, an add-on or a split line. */
const part = () =>
  object({
    item_code: idOf('sku', text('SKU')).optional(),
    quantity: number('Pieces').optional(),
    rate: money('Unit price').optional(),
    value: money('rate × quantity').optional(),
    description: text().optional(),
  });

const lineItem = () => ({
  serial: integer('Position on the bill').optional(),
  item_code: idOf('sku', text('SKU')).optional(),
  description: text().optional(),
  qty: number('Whole number here; transaction_add takes fractions'),
  rate: money('Unit price').optional(),
  value: money('Gross: rate × qty').optional(),
  amount: money('Net: value minus discount'),
  discount: money('Amount').optional(),
});

/** A line that may also be a return, a combo … */
const fullLineItem = () => ({
  ...lineItem(),
  notes: freeText().optional(),
  base_item_code: idOf('sku', text('Base product of a variant')).optional(),
  variant: text('Variant code').optional(),
  type: choice(['regular', 'return'], 'Needed on a mixed bill').optional(),
  return_type: returnType('For a returned line').optional(),
  transaction_number: idOf(
    'billNumber',
    text('For a returned line of a mixed bill: the bill it was bought on'),
  ).optional(),
  transaction_date: dateTime(
    { zone: 'organization' },
    'For a returned line of a mixed bill: when it was bought',
  ).optional(),
  outlier_status: outlierStatus().optional(),
  attributes: attributes('Product attributes').optional(),
  extended_fields: partialNamedFields('Extended fields of the line').optional(),
  addon_items: object({ addon_item: list(part()).optional() }, 'Add-ons').optional(),
  combo_items: object({ combo_item: list(part()).optional() }, 'Items of a combo').optional(),
  split_items: object({ split_item: list(part()).optional() }, 'Items the line is split into').optional(),
});

const customerOfBill = () => ({
  ...customerReferenceByUserId(),
  firstname: personName('Updates the profile').optional(),
  lastname: personName().optional(),
});

/** Fields of a bill in every endpoint that records it. */
const bill = () => ({
  billing_time: dateTime({ zone: 'organization' }, 'Time of the bill, now if absent').optional(),
  bill_client_id: text("The caller's own id of the bill").optional(),
  currency_code: text("ISO currency; the store's if absent").optional(),
  notes: freeText().optional(),
  gross_amount: money('Amount before discount').optional(),
  discount: money('Discount on the whole bill, as an amount').optional(),
  outlier_status: outlierStatus().optional(),
  source: billSource().optional(),
  not_interested_reason: freeText('For not_interested: why the shopper declined').optional(),
  credit_notes: object({ credit_note: creditNote().or(list(creditNote())).optional() }, 'Credit notes of the bill')
    .or(list(creditNote()))
    .optional(),
  credit_note: creditNote().describe('Prefer credit_notes').optional(),
  extended_fields: partialNamedFields('Extended fields of the bill').optional(),
});

const transaction = () =>
  object({
    type: choice(
      ['regular', 'not_interested', 'return', 'not_interested_return', 'mixed'],
      'not_interested has no customer; mixed is an exchange',
    ),
    number: text('Number on the receipt; for a return, of the original bill', 50),
    amount: money('Net amount; for a return, the refunded amount'),
    ...bill(),
    billing_time: dateTime(
      { zone: 'organization' },
      'Time of the bill, now if absent; needed for returns and mixed bills',
    ).optional(),
    delivery_status: text('e.g. DELIVERED').optional(),
    shipping_source_till_code: idOf('tillCode', text('Till that ships the order')).optional(),
    referral_code: idOf('referralCode', text('Referral code used on the bill')).optional(),
    return_type: returnType('Needed for returns; CANCELLED cancels lines before delivery').optional(),
    parent_bill_number: text('Number of the return itself').optional(),
    purchase_time: date('Day of the original bill, needed for returns and mixed bills').optional(),
    id: idOf('transaction', integer('For a return: id of the original transaction, if bill numbers repeat')).optional(),
    customer: object(
      {
        ...customerOfBill(),
        id: idOf('customer', textOrNumber("Capillary's customer id; or user_id")).optional(),
        card_details: object(
          { card_number: idOf('cardNumber', text('Card number')).optional() },
          'Identifies the customer by card',
        ).optional(),
        referral_code: idOf('referralCode', text('For a customer registered with this bill')).optional(),
        type: text('e.g. loyalty').optional(),
      },
      'Registered if unknown; needed unless not_interested',
    ).optional(),
    custom_fields: partialNamedFields('Custom fields of the bill').optional(),
    redemptions: object(
      {
        points_redemptions: object({
          id: idOf('pointsRedemption', list(textOrNumber(), 'Ids of points redemptions to link')).optional(),
        }).optional(),
      },
      'Existing redemptions to link to this bill',
    ).optional(),
    coupon_redemptions: list(textOrNumber(), 'Ids of coupon redemptions to link').optional(),
    payment_details: object({ payment: list(payment()).optional() }, 'Tenders used').optional(),
    custom_fields_data: object({
      custom_data_item: list(
        object({ field_name: text('Name of the field').optional(), field_value: textOrNumber('Its value').optional() }),
      ).optional(),
    })
      .describe('Custom fields of a return, under the names that it uses')
      .optional(),
    country: text('For returns').optional(),
    associate_details: object(
      { code: idOf('associateCode', text('Code of the associate')).optional(), name: personName('Name').optional() },
      'Store associate',
    ).optional(),
    line_items: object({ line_item: list(object(fullLineItem())).optional() }, 'Lines of the bill').optional(),
  });

export const transactionAddInTouchBody = () => envelope({ transaction: list(transaction(), 'Bills') });

const localCurrencyLineItem = () => {
  const shape = lineItem();
  return object({ ...shape, qty: shape.qty.optional(), amount: shape.amount.optional() });
};

const localCurrencyTransaction = () =>
  object({
    type: choice(['regular', 'not_interested'], 'not_interested has no customer'),
    number: text('Number on the receipt', 50),
    amount: money('Net amount in currency_code'),
    ...bill(),
    customer: object(
      { ...customerOfBill(), id: idOf('customer', textOrNumber("Capillary's customer id")).optional() },
      'Needed unless not_interested',
    ).optional(),
    line_items: object({ line_item: list(localCurrencyLineItem()).optional() }, 'Lines of the bill').optional(),
  });

export const transactionAddWithLocalCurrencyBody = () =>
  envelope({ transaction: list(localCurrencyTransaction(), 'Bills') });

const changedLineItem = () =>
  object({
    itemCode: idOf('sku', text('SKU; itemCode in this body')).optional(),
    description: text().optional(),
    amount: money('Net amount').optional(),
    rate: money('Unit price').optional(),
    qty: number('Quantity').optional(),
    value: money('Gross: rate × qty').optional(),
    returnable: boolean('Whether it can be returned').optional(),
    notes: freeText().optional(),
    extended_fields: partialNamedFields('Extended fields to set').optional(),
    custom_fields: partialNamedFields('Custom fields to set').optional(),
  });

const changedTransaction = () =>
  object({
    id: idOf('transaction', integer('Transaction id; give id or number, id for a conversion')).optional(),
    number: idOf('billNumber', text('Bill number; the latest bill of that number is changed')).optional(),
    type: text('REGULAR or NOT_INTERESTED').optional(),
    customer: object(customerReference(), "The bill's customer; for a conversion, who gets the bill"),
    delivery_status: text('New status, e.g. SHIPPED').optional(),
    outlier_status: text('New outlier status').optional(),
    billing_time: dateTime({ zone: 'organization' }, 'Time of the bill').optional(),
    update_till: idOf('tillCode', text('Code of the till making the change')).optional(),
    notes: freeText('Reason').optional(),
    extended_fields: partialNamedFields('Extended fields to set').optional(),
    custom_fields: partialNamedFields('Custom fields to set').optional(),
    line_items: object({ line_item: list(changedLineItem()).optional() }, 'Lines that change').optional(),
    old_type: choice(['NOT_INTERESTED'], 'Needed for a conversion').optional(),
    new_type: choice(['REGULAR'], 'Needed for a conversion').optional(),
  });

export const transactionUpdateInTouchBody = () => envelope({ transaction: list(changedTransaction(), 'Bills') });
