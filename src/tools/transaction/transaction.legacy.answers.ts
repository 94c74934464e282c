/** What the calls of this section answer. Rows are a list, or the row alone where there is only one. */
import { lazy } from '../../lib/lazy.js';
import {
  anything,
  codeAndName,
  inTouchAnswer,
  itemStatus,
  listOrOne,
  namedFields,
  open,
  orEmptyList,
  textOrBoolean,
} from '../schemas/answer.js';
import { currency, savedCustomer, sideEffects } from '../schemas/answers.in-touch.js';
import { email, freeText, idOf, mobile, money, personName } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { integer, list, text, textOrNumber } from '../schemas/values.js';

/** The amounts of a bill or a line in the currency in which it was paid. */
const localCurrency = lazy(() =>
  open({
    id: textOrNumber(),
    ratio: textOrNumber(),
    base_currency: currency(),
    transaction_currency: currency(),
    amount: money(textOrNumber()),
    value: money(textOrNumber()),
    rate: money(textOrNumber()),
    discount: money(textOrNumber()),
    gross_amount: money(textOrNumber()),
  }),
);

/** An item that is part of a line. */
const partOfLine = lazy(() =>
  open({
    item_code: idOf('sku', text()),
    quantity: textOrNumber(),
    description: text(),
    rate: money(textOrNumber()),
    value: money(textOrNumber()),
  }),
);

const attributes = lazy(() => open({ attribute: listOrOne(open({ name: text(), value: text() })) }));

/** Points that a line gave in one program. */
const lineItemPoints = lazy(() =>
  open({
    program_id: idOf('loyaltyProgram', textOrNumber()),
    issued: textOrNumber(),
    promised: textOrNumber(),
    promised_returned: textOrNumber(),
    redeemed: textOrNumber(),
    returned: textOrNumber(),
    redeemable_from: dateTime({ zone: 'organization' }),
    expiry_date: dateTime({ zone: 'organization' }),
  }),
);

const legacyLineItem = lazy(() =>
  open({
    id: idOf('lineItem', textOrNumber()),
    type: text(),
    return_type: text(),
    outlier_status: text(),
    serial: textOrNumber(),
    item_code: idOf('sku', text()),
    description: text(),
    variant: text(),
    img_url: text(),
    qty: textOrNumber(),
    rate: money(textOrNumber()),
    value: money(textOrNumber()),
    discount: money(textOrNumber()),
    amount: money(textOrNumber()),
    returnable: textOrBoolean(),
    returnable_days: textOrNumber(),
    attributes: attributes(),
    extended_fields: namedFields(),
    local_currency: localCurrency(),
    line_item_point_details: list(lineItemPoints()),
    combo_items: orEmptyList(open({ combo_item: listOrOne(partOfLine()) })),
    addon_items: orEmptyList(open({ addon_item: listOrOne(partOfLine()) })),
    split_items: orEmptyList(open({ split_item: listOrOne(partOfLine()) })),
  }),
);

const paymentDetails = lazy(() =>
  open({
    payment: listOrOne(
      open({ mode: text(), value: money(textOrNumber()), notes: freeText(), attributes: attributes() }),
    ),
  }),
);

/** `custom_fields` and `extended_fields` of an update, with how many of them were accepted. */
const updatedFields = lazy(() =>
  open({
    success_count: integer(),
    failure_count: integer(),
    field: listOrOne(open({ name: text(), value: text() })),
  }),
);

/** A bill that was added, with its customer and what it led to. */
const addedTransaction = lazy(() =>
  open({
    id: idOf('transaction', textOrNumber()),
    number: idOf('billNumber', text()),
    parent_bill_number: idOf('billNumber', text()),
    bill_client_id: text(),
    type: text(),
    source: text(),
    delivery_status: text(),
    outlier_status: text(),
    shipping_source_till_code: idOf('tillCode', text()),
    customer: savedCustomer(),
    custom_fields: namedFields(),
    extended_fields: namedFields(),
    side_effects: sideEffects(),
    points_deducted: textOrNumber(),
    points_balance: textOrNumber(),
    item_status: itemStatus(),
  }),
);

/** A bill whose fields were changed, or that was given to a customer afterwards: then with its old id and type. */
const updatedTransaction = lazy(() =>
  open({
    id: idOf('transaction', textOrNumber()),
    old_id: idOf('transaction', textOrNumber()),
    number: idOf('billNumber', text()),
    type: text(),
    old_type: text(),
    source: text(),
    store: text(),
    delivery_status: text(),
    billing_time: dateTime({ zone: 'organization' }),
    notes: freeText(),
    amount: money(textOrNumber()),
    gross_amount: money(textOrNumber()),
    discount: money(textOrNumber()),
    customer: savedCustomer(),
    custom_fields: updatedFields(),
    extended_fields: updatedFields(),
    side_effects: sideEffects(),
    item_status: itemStatus(),
  }),
);

/** What each answer about a bill has of it. */
export const transactionMembers = () => ({
  id: idOf('transaction', textOrNumber()),
  number: idOf('billNumber', text()),
  type: text(),
  delivery_status: text(),
  outlier_status: text(),
  store: text(),
  billing_time: dateTime({ zone: 'organization' }),
  auto_update_time: dateTime({ zone: 'organization' }),
  amount: money(textOrNumber()),
  gross_amount: money(textOrNumber()),
  discount: money(textOrNumber()),
  currency: currency(),
  local_currency: localCurrency(),
  user_group2_id: idOf('userGroup', textOrNumber()),
  return_type: text(),
  identifiers: namedFields(),
  notes: freeText(),
  payment_details: paymentDetails(),
  custom_fields: namedFields(),
  extended_fields: namedFields(),
  line_items: open({ line_item: listOrOne(legacyLineItem()) }),
});

/** A bill. The names of its customer are `first_name` and `last_name`, unlike in the other answers. */
const transaction = lazy(() =>
  open({
    ...transactionMembers(),
    source: text(),
    customer: open({
      user_id: idOf('customer', textOrNumber()),
      first_name: personName(),
      last_name: personName(),
      mobile: mobile(),
      email: email(),
      external_id: idOf('customerExternalId', text()),
      source: text(),
    }),
    billing_store: codeAndName(),
    billing_till: codeAndName(),
    /** Only with `credit_notes`; no answer shows it. */
    credit_notes: anything(),
    item_status: itemStatus(),
  }),
);

export const transactionAddAnswer = () =>
  inTouchAnswer({
    transactions: open({ transaction: listOrOne(addedTransaction()) }),
  });

export const transactionAddWithLocalCurrencyAnswer = transactionAddAnswer;

export const transactionUpdateAnswer = () =>
  inTouchAnswer({
    transactions: open({ transaction: listOrOne(updatedTransaction()) }),
  });

export const transactionGetAnswer = () =>
  inTouchAnswer({
    transactions: open({ count: integer(), transaction: listOrOne(transaction()) }),
  });
