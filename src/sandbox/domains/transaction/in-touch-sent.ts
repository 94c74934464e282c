/** Reads a transaction from v1.1's row, which is v2's with other names. */
import { defined } from '../../../lib/defined.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import type { transactionAdd } from '../../../tools/transaction/transaction.legacy.js';
import {
  booleanOf,
  fieldsOf,
  given,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import type { Loosened } from '../../http/codes.js';
import { failUnknown } from '../../world/failure.js';
import type { Sent } from './sent.js';
import type { CreditNote, DeliveryStatus } from './state.js';

/** What the documentation requires of a bill, and the API computes or does without. */
export const COMPUTED = ['amount', 'line_items.line_item[].qty', 'line_items.line_item[].amount'] as const;

/** A bill or a return as v1.1 sends it, decoded. */
export type InTouchBill = Loosened<
  Body<typeof transactionAdd.v1_1>['root']['transaction'][number],
  (typeof COMPUTED)[number]
>;

/** The codes of what is missing in a row or cannot be read. */
export const IN_TOUCH_BILL_CODES = {
  type: 605,
  number: 602,
  amount: 601,
  gross_amount: 601,
  discount: 601,
  billing_time: 621,
  source: 8003,
  'line_items.line_item[].qty': 601,
  'line_items.line_item[].rate': 601,
  'line_items.line_item[].value': 601,
  'line_items.line_item[].discount': 601,
  'line_items.line_item[].amount': 601,
} as const;

const TYPES = {
  regular: 'REGULAR',
  not_interested: 'NOT_INTERESTED',
  return: 'RETURN',
  not_interested_return: 'NOT_INTERESTED_RETURN',
  // A regular bill with returned lines.
  mixed: 'REGULAR',
} as const;

const DELIVERY_STATUSES = [
  'PLACED',
  'PROCESSED',
  'SHIPPED',
  'DELIVERED',
  'RETURNED',
] as const satisfies readonly DeliveryStatus[];

/**
 * The delivery status.
 * @throws 1636 if it is unknown
 */
export const deliveryStatusOf = (value: unknown): DeliveryStatus =>
  oneOf(DELIVERY_STATUSES, value) ?? failUnknown(1636, 'Delivery status', textOf(value));

/**
 * The bill that was sent.
 *
 * @param raw - the row as it was sent, with members that are in no definition
 * @param local - whether amounts are in the currency of the row
 * @throws 1636 if the delivery status is unknown
 */
export function fromInTouch(row: InTouchBill, raw: JsonObject, local: boolean): Sent {
  const lines = objectsOf(objectOf(raw['line_items'])['line_item']);
  return {
    type: TYPES[row.type],
    billNumber: row.number,
    addWithLocalCurrency: local && Boolean(row.currency_code),
    customFields: withoutNameless(inTouchCustomFields(raw)),
    extendedFields: withoutNameless(fieldsOf(raw['extended_fields'])),
    redemptions: redemptionsOf(row, raw),
    paymentModes: (row.payment_details?.payment ?? []).map(({ attributes, ...payment }) => ({
      ...payment,
      attributes: attributesOf(attributes),
    })),
    lineItemsV2: (row.line_items?.line_item ?? []).map((line, index) => lineOf(line, lines[index] ?? {})),
    ...defined({
      id: row.id,
      returnType: row.return_type,
      billAmount: row.amount,
      grossAmount: row.gross_amount,
      discount: row.discount,
      billingDate: row.billing_time,
      purchaseTime: row.purchase_time,
      note: row.notes,
      notInterestedReason: row.not_interested_reason,
      outlierStatus: row.outlier_status,
      // Not documented in local currency.
      deliveryStatus: given(raw['delivery_status']) ? deliveryStatusOf(raw['delivery_status']) : undefined,
      currencyCode: row.currency_code,
      returnNumber: row.parent_bill_number,
      creditNote: creditNoteOf(raw),
    }),
  };
}

type InTouchLine = NonNullable<NonNullable<InTouchBill['line_items']>['line_item']>[number];

function lineOf(line: InTouchLine, raw: JsonObject): NonNullable<Sent['lineItemsV2']>[number] {
  const { item_code: itemCode, qty, serial, type } = line;
  return {
    // In local currency they are not documented, but what was read is accepted there, too.
    attributes: attributesOf(line.attributes ?? objectOf(raw['attributes'])),
    extendedFields: fieldsOf(raw['extended_fields']),
    customFields: {},
    ...defined({
      itemCode,
      description: line.description,
      // v1.1 has only whole quantities.
      qty: qty === undefined ? undefined : Math.round(qty),
      serial: serial === undefined ? undefined : String(serial),
      rate: line.rate,
      value: line.value,
      discount: line.discount ?? numberOf(raw['discount_value']) ?? undefined,
      amount: line.amount,
      type: type && TYPES[type],
      parentBillNumber: line.transaction_number,
      comboDetails: line.combo_items && (line.combo_items.combo_item ?? []).map(partOf),
      addOnDetails: line.addon_items && (line.addon_items.addon_item ?? []).map(partOf),
      splitDetails: line.split_items && (line.split_items.split_item ?? []).map(partOf),
      imgUrl: textOf(raw['img_url']) || undefined,
      returnable: given(raw['returnable']) ? booleanOf(raw['returnable']) : undefined,
      returnableDays: numberOf(raw['returnable_days']) ?? undefined,
    }),
  };
}

type InTouchPart = NonNullable<NonNullable<InTouchLine['combo_items']>['combo_item']>[number];

const partOf = ({ item_code: itemCode, ...part }: InTouchPart) => ({ ...part, ...defined({ itemCode }) });

const attributesOf = (sent: { readonly attribute?: unknown } | undefined): Record<string, unknown> =>
  fieldsOf(objectsOf(sent?.attribute));

/** v1.1's custom fields. Returns spell them `custom_fields_data.custom_data_item[]{field_name, field_value}`. */
function inTouchCustomFields(row: JsonObject): Record<string, unknown> {
  const items = objectsOf(objectOf(row['custom_fields_data'])['custom_data_item']);
  return {
    ...Object.fromEntries(items.map((each) => [textOf(each['field_name']), each['field_value']])),
    ...fieldsOf(row['custom_fields']),
  };
}

const withoutNameless = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name !== ''));

/** v1.1's credit note, of which a bill keeps one: `credit_notes.credit_note[]`, a list, or `credit_note`. */
function creditNoteOf(row: JsonObject): CreditNote | undefined {
  const [first] = objectsOf(objectOf(row['credit_notes'])['credit_note'] ?? row['credit_notes'] ?? row['credit_note']);
  if (first === undefined) return undefined;
  return { number: textOf(first['number']), amount: numberOf(first['amount']) ?? 0, notes: textOf(first['notes']) };
}

/** The ids of redemptions to link. An id that is no number is that of no coupon redemption. */
function redemptionsOf(row: InTouchBill, raw: JsonObject): NonNullable<Sent['redemptions']> {
  const { redemptions, coupon_redemptions: coupons } = row;
  return {
    pointsRedemptions: redemptions?.points_redemptions?.id ?? listOf(raw['pointsRedemptions']).map(textOf),
    couponRedemptions: (coupons ?? listOf(raw['couponRedemptions']).map(textOf)).map(Number),
  };
}
