/** Reads a transaction from a request body: v2's object, or v1.1's, which is converted to it first. */
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
} from '../../arguments.js';
import type { Instant } from '../../clock.js';
import { offsetOf, readDate } from '../../dates.js';
import { customerOf } from '../../faces/customer-shape.js';
import { fail, failUnknown } from '../../failure.js';
import { converted, currencyRatio } from '../../rules/currency.js';
import { defaultGroupOf, findGroup } from '../../rules/groups.js';
import { type Customer, type Identifier, SOURCES, type Source } from '../../state/customer.js';
import type { CartClaim, NewBill, PostedLine, Posting, Returning } from '../../state/posting.js';
import type { DeliveryStatus, LinePart, OutlierStatus, TransactionType } from '../../state/transaction.js';
import type { World } from '../../world.js';

const TYPES = [
  'REGULAR',
  'RETURN',
  'NOT_INTERESTED',
  'NOT_INTERESTED_RETURN',
] as const satisfies readonly TransactionType[];

const RETURN_TYPES = ['AMOUNT', 'FULL', 'LINE_ITEM', 'CANCELLED'] as const;

const DELIVERY_STATUSES = [
  'PLACED',
  'PROCESSED',
  'SHIPPED',
  'DELIVERED',
  'RETURNED',
] as const satisfies readonly DeliveryStatus[];

const OUTLIER_STATUSES = [
  'NORMAL',
  'INTERNAL',
  'INVALID',
  'FRAUD',
  'OUTLIER',
  'TEST',
  'DELETED',
  'FAILED',
  'RETRO',
  'OTHER',
] as const satisfies readonly OutlierStatus[];

/** Maximum length of a bill number. */
const NUMBER_LENGTH = 50;

/**
 * The transaction type.
 * @throws 605 if it is unknown
 */
export const typeOf = (value: unknown): TransactionType =>
  oneOf(TYPES, value) ?? fail(605, `Transaction type ${textOf(value)} is not supported`);

/** Whether a transaction of this type belongs to a customer. */
export const hasCustomer = (type: TransactionType): boolean => type === 'REGULAR' || type === 'RETURN';

/**
 * The delivery status.
 * @throws 1636 if it is unknown
 */
export const deliveryStatusOf = (value: unknown): DeliveryStatus =>
  oneOf(DELIVERY_STATUSES, value) ?? failUnknown(1636, 'Delivery status', textOf(value));

/**
 * The source of a bill; INSTORE by default.
 * @throws 8003 if it is unknown
 */
const billSourceOf = (value: unknown): Source =>
  given(value) ? (oneOf(SOURCES, value) ?? failUnknown(8003, 'Source', textOf(value))) : 'INSTORE';

/** An optional number; NaN if it is not a number, which the rules refuse. */
function amountOf(value: unknown): number | undefined {
  return given(value) ? (numberOf(value) ?? Number.NaN) : undefined;
}

/**
 * An optional moment.
 * @throws 621 if the value is not a date
 */
function momentOf(world: World, value: unknown): Instant | undefined {
  if (!given(value)) return undefined;
  return readDate(textOf(value), world.organisation.timezone) ?? fail(621, `${textOf(value)} is not a date`);
}

const texts = (fields: JsonObject): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, textOf(value)]));

const PART_KINDS = [
  ['comboDetails', 'COMBO'],
  ['addOnDetails', 'ADD_ON'],
  ['splitDetails', 'SPLIT'],
] as const satisfies readonly (readonly [string, LinePart['kind']])[];

const partsOf = (line: JsonObject): LinePart[] =>
  PART_KINDS.flatMap(([name, kind]) =>
    objectsOf(line[name]).map((part) => ({
      kind,
      itemCode: textOf(part['itemCode']),
      quantity: numberOf(part['quantity']) ?? 1,
      description: textOf(part['description']),
      rate: numberOf(part['rate']) ?? 0,
      value: numberOf(part['value']) ?? 0,
    })),
  );

const DETAILS = ['returnable', 'returnableDays', 'imgUrl', 'comboDetails', 'addOnDetails', 'splitDetails'];

function lineOf(line: JsonObject, ratio: number): PostedLine {
  const money = (name: string): number | undefined => {
    const amount = amountOf(line[name]);
    return amount === undefined ? undefined : converted(amount, ratio);
  };
  const [qty, serial] = [amountOf(line['qty']), numberOf(line['serial'])];
  const [rate, value, discount, amount] = [money('rate'), money('value'), money('discount'), money('amount')];
  return {
    itemCode: textOf(line['itemCode']),
    attributes: texts(objectOf(line['attributes'])),
    customFields: objectOf(line['customFields']),
    extendedFields: objectOf(line['extendedFields']),
    ...(given(line['description']) && { description: textOf(line['description']) }),
    ...(qty !== undefined && { qty }),
    ...(serial !== null && { serial }),
    ...(rate !== undefined && { rate }),
    ...(value !== undefined && { value }),
    ...(discount !== undefined && { discount }),
    ...(amount !== undefined && { amount }),
    ...(DETAILS.some((name) => line[name] !== undefined) && {
      details: {
        returnable: line['returnable'] === undefined || booleanOf(line['returnable']),
        returnableDays: numberOf(line['returnableDays']) ?? -1,
        imageUrl: textOf(line['imgUrl']),
        parts: partsOf(line),
      },
    }),
  };
}

/**
 * The till that a bill is booked to, if `attribution` names one.
 * @throws 671 if no till or store has the code
 */
function attributedTill(world: World, body: JsonObject): number | undefined {
  const { code, type } = objectOf(objectOf(body['attribution'])['createdBy']);
  if (!given(code)) return undefined;
  const isStore = textOf(type).toUpperCase() === 'STORE';
  const till = Object.values(world.tills).find(
    (each) => (isStore ? world.stores[each.storeId]?.code : each.code) === textOf(code),
  );
  return till?.id ?? fail(671, `No ${isStore ? 'store' : 'till'} has the code ${textOf(code)}`);
}

/**
 * The group that a bill earns for; undefined if none is named.
 * @throws 1632 if the group does not exist
 * @throws 1620 if the customer is not in it
 */
function groupOf(world: World, body: JsonObject, customer: Customer | null): number | undefined {
  const id = textOf(body['userGroup2Id']);
  const externalId = textOf(body['userGroup2ExternalId']);
  const primaryType = textOf(body['userGroup2PrimaryUserIdentifierType']);
  const primaryUserId =
    numberOf(body['userGroup2PrimaryUserId']) ??
    (primaryType === ''
      ? null
      : customerOf(world, { type: primaryType, value: body['userGroup2PrimaryUserIdentifierValue'] }).id);
  const byDefault = booleanOf(body['useDefaultFleetGroup']) && customer;
  if (!byDefault && id === '' && externalId === '' && primaryUserId === null) return undefined;
  const group = byDefault
    ? defaultGroupOf(world, byDefault)
    : findGroup(world, { id, externalId, ...(primaryUserId !== null && { primaryUserId }) });
  if (!group) return fail(1632, 'The user group does not exist');
  if (customer && !group.members.some((member) => member.customerId === customer.id)) {
    fail(1620, 'The customer is not in the user group');
  }
  return group.id;
}

function paymentsOf(body: JsonObject): NonNullable<NewBill['paymentModes']> {
  return objectsOf(body['paymentModes'])
    .filter((payment) => given(payment['mode']))
    .map((payment) => ({
      mode: textOf(payment['mode']),
      value: numberOf(payment['value']) ?? 0,
      notes: textOf(payment['notes']),
      attributes: texts(objectOf(payment['attributes'])),
    }));
}

/** Ids of redemptions to link. A points redemption may be named by its id or its number. */
function redemptionsOf(world: World, body: JsonObject): Pick<NewBill, 'pointsRedemptionIds' | 'couponRedemptionIds'> {
  const { pointsRedemptions, couponRedemptions } = objectOf(body['redemptions']);
  const redemptions = Object.values(world.pointsRedemptions);
  return {
    pointsRedemptionIds: listOf(pointsRedemptions)
      .map(textOf)
      .filter((id) => id !== '')
      .map((id) => redemptions.find((each) => String(each.summaryId) === id)?.id ?? id),
    couponRedemptionIds: listOf(couponRedemptions)
      .filter((id) => given(id))
      .map((id) => numberOf(id) ?? Number.NaN),
  };
}

function returningOf(world: World, body: JsonObject): Returning {
  const returnType =
    oneOf(RETURN_TYPES, body['returnType']) ?? failUnknown(628, 'Return type', textOf(body['returnType']));
  const parentId = given(body['id']) ? (numberOf(body['id']) ?? Number.NaN) : undefined;
  const purchaseTime = momentOf(world, body['purchaseTime']);
  const returnNumber = textOf(body['returnNumber']);
  return {
    returnType,
    ...(parentId !== undefined && { parentId }),
    ...(purchaseTime !== undefined && { purchaseTime }),
    ...(returnNumber !== '' && { returnNumber }),
  };
}

/** The cart promotions that a bill uses; returns use none. */
function cartClaimOf(body: JsonObject): CartClaim | undefined {
  const evaluationId = textOf(body['promotionEvaluationId']);
  const lines = objectsOf(body['lineItemsV2'] ?? body['lineItems']);
  const identifiers = [body, ...lines].flatMap((part) => listOf(part['appliedPromotionIdentifiers']).map(textOf));
  return evaluationId === '' && identifiers.length === 0 ? undefined : { evaluationId, identifiers };
}

/** The context of a posting, besides its body. */
export interface PostingContext {
  world: World;
  /** Null for a not-interested transaction. */
  customer: Customer | null;
  identifier: Identifier | null;
  tillId: number;
  skipDownstream: boolean;
}

/**
 * The currency of a body with local amounts.
 * @throws 9606 if it is missing
 * @throws 682, 1102 as `currencyRatio` does
 */
function localCurrencyOf(world: World, body: JsonObject): { code: string; ratio: number } | null {
  if (!booleanOf(body['addWithLocalCurrency'])) return null;
  const code = textOf(body['currencyCode']).toUpperCase();
  if (code === '') fail(9606, 'currencyCode is missing');
  return { code, ratio: currencyRatio(world, code) };
}

/**
 * Reads a transaction from v2's body, with v1.1's `returnNumber` and `creditNote`.
 * @throws 602 if the bill number is missing or too long
 * @throws 601 if the amount is missing
 * @throws 605 if the type is unknown
 * @throws 621 if the date is not valid
 * @throws 628 if the return type is unknown
 * @throws 671 if the attributed till or store does not exist
 * @throws 682, 1102, 9606 for the currency
 * @throws 1632 if the group does not exist
 * @throws 1620 if the customer is not in the group
 * @throws 1636 if the delivery status is unknown
 * @throws 8003 if the source is unknown
 */
export function postingOf(context: PostingContext, body: JsonObject, source: unknown): Posting {
  const { world, customer, identifier } = context;
  const type = typeOf(body['type']);
  const isReturn = type === 'RETURN' || type === 'NOT_INTERESTED_RETURN';
  const billNumber = textOf(body['billNumber']);
  if (billNumber === '' || billNumber.length > NUMBER_LENGTH) fail(602, 'Bill number is missing or too long');
  const local = localCurrencyOf(world, body);
  const ratio = local?.ratio ?? 1;
  const [paid, gross, off] = [amountOf(body['billAmount']), amountOf(body['grossAmount']), amountOf(body['discount'])];
  if (paid === undefined && !isReturn) fail(601, 'Amount is missing');
  const amount = paid ?? 0;
  const billingDate = momentOf(world, body['billingDate']);
  const note = body['creditNote'];
  const userGroupId = groupOf(world, body, customer);
  const cartClaim = isReturn ? undefined : cartClaimOf(body);
  return {
    type,
    customer,
    billNumber,
    tillId: attributedTill(world, body) ?? context.tillId,
    source: billSourceOf(source),
    note: textOf(body['note']),
    notInterestedReason: textOf(body['notInterestedReason']),
    outlierStatus: given(body['outlierStatus'])
      ? (oneOf(OUTLIER_STATUSES, body['outlierStatus']) ?? fail(400, 'Outlier status does not exist'))
      : 'NORMAL',
    deliveryStatus: given(body['deliveryStatus']) ? deliveryStatusOf(body['deliveryStatus']) : 'DELIVERED',
    currencyCode: textOf(body['currencyCode']) || world.organisation.currency.code,
    skipDownstream: context.skipDownstream,
    amount: converted(amount, ratio),
    ...(gross !== undefined && { grossAmount: converted(gross, ratio) }),
    ...(off !== undefined && { discount: converted(off, ratio) }),
    customFields: objectOf(body['customFields']),
    extendedFields: objectOf(body['extendedFields']),
    paymentModes: paymentsOf(body),
    ...redemptionsOf(world, body),
    lines: objectsOf(body['lineItemsV2'] ?? body['lineItems']).map((line) => exchangeLineOf(line, type, ratio)),
    ...(billingDate !== undefined && { billingDate }),
    billingDateOffset: offsetOf(textOf(body['billingDate'])) ?? '',
    ...(userGroupId !== undefined && { userGroupId }),
    ...(isReturn && { returning: returningOf(world, body) }),
    ...(identifier && { identifier }),
    ...(cartClaim && { cartClaim }),
    ...(local &&
      local.ratio !== 1 && {
        localCurrency: { ...local, amount, grossAmount: gross ?? amount + (off ?? 0), discount: off ?? 0 },
      }),
    ...(note !== undefined && {
      creditNote: {
        number: textOf(objectOf(note)['number']),
        amount: numberOf(objectOf(note)['amount']) ?? 0,
        notes: textOf(objectOf(note)['notes']),
      },
    }),
  };
}

/**
 * A line. On a bill it may be a returned line.
 * @throws 625 if a returned line does not name its bill
 */
function exchangeLineOf(line: JsonObject, type: TransactionType, ratio: number): PostedLine {
  const read = lineOf(line, ratio);
  const givenBack = /RETURN$/i.test(textOf(line['type'])) && (type === 'REGULAR' || type === 'NOT_INTERESTED');
  if (!givenBack) return read;
  const returnOf = textOf(line['parentBillNumber']);
  if (returnOf === '') fail(625, `parentBillNumber of the returned item ${read.itemCode} is missing`);
  return { ...read, returnOf };
}

const attributesOf = (value: unknown): Record<string, unknown> => fieldsOf(listOf(objectOf(value)['attribute']));

const PARTS = [
  ['combo_items', 'combo_item', 'comboDetails'],
  ['addon_items', 'addon_item', 'addOnDetails'],
  ['split_items', 'split_item', 'splitDetails'],
] as const;

function inTouchLine(line: JsonObject): JsonObject {
  const qty = numberOf(line['qty']);
  return {
    ...line,
    itemCode: line['item_code'],
    // v1.1 has only whole quantities.
    ...(qty !== null && { qty: Math.round(qty) }),
    discount: line['discount'] ?? line['discount_value'],
    parentBillNumber: line['transaction_number'],
    attributes: attributesOf(line['attributes']),
    extendedFields: fieldsOf(line['extended_fields']),
    customFields: {},
    ...(given(line['img_url']) && { imgUrl: line['img_url'] }),
    ...(given(line['returnable_days']) && { returnableDays: line['returnable_days'] }),
    ...Object.fromEntries(
      PARTS.filter(([items]) => line[items] !== undefined).map(([items, item, name]) => [
        name,
        objectsOf(objectOf(line[items])[item]).map((part) => ({ ...part, itemCode: part['item_code'] })),
      ]),
    ),
  };
}

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
function creditNoteOf(row: JsonObject): { creditNote?: unknown } {
  const [first] = objectsOf(objectOf(row['credit_notes'])['credit_note'] ?? row['credit_notes'] ?? row['credit_note']);
  return first === undefined ? {} : { creditNote: first };
}

/** v1.1's transaction with v2's names. `mixed` is a regular bill with returned lines. */
export function fromInTouch(row: JsonObject, local: boolean): JsonObject {
  const type = textOf(row['type']).toUpperCase();
  const redemptions = objectOf(row['redemptions']);
  return {
    type: type === 'MIXED' ? 'REGULAR' : type,
    billNumber: row['number'],
    returnNumber: row['parent_bill_number'],
    id: row['id'],
    returnType: row['return_type'],
    billAmount: row['amount'],
    grossAmount: row['gross_amount'],
    discount: row['discount'],
    billingDate: row['billing_time'],
    purchaseTime: row['purchase_time'],
    note: row['notes'],
    notInterestedReason: row['not_interested_reason'],
    outlierStatus: row['outlier_status'],
    deliveryStatus: row['delivery_status'],
    currencyCode: row['currency_code'],
    addWithLocalCurrency: local && given(row['currency_code']),
    customFields: withoutNameless(inTouchCustomFields(row)),
    extendedFields: withoutNameless(fieldsOf(row['extended_fields'])),
    ...creditNoteOf(row),
    redemptions: {
      pointsRedemptions: objectOf(redemptions['points_redemptions'])['id'] ?? row['pointsRedemptions'],
      couponRedemptions: row['coupon_redemptions'] ?? row['couponRedemptions'],
    },
    paymentModes: objectsOf(objectOf(row['payment_details'])['payment']).map((payment) => ({
      ...payment,
      attributes: attributesOf(payment['attributes']),
    })),
    lineItemsV2: objectsOf(objectOf(row['line_items'])['line_item']).map(inTouchLine),
  };
}
