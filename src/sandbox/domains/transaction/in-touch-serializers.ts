/** Transactions as v1.1 shows them: just added, looked up, and in a customer's history. */
import type { customerGetTransactions } from '../../../tools/customer/customer.legacy.activity.js';
import type { ElementOf, InTouchRowOf, JsonObject, PartOf } from '../../../tools/schemas/decoded.js';
import type {
  transactionAdd,
  transactionGet,
  transactionUpdate,
} from '../../../tools/transaction/transaction.legacy.js';
import { textOf } from '../../http/arguments.js';
import type { World } from '../../world/world.js';
import { buyer, memberOfBill, pointsNow } from '../customer/member-in-touch.js';
import type { Customer } from '../customer/state.js';
import { codeAndName } from '../organization/serializers.js';
import { sum } from '../points/ledger.js';
import { billPoints, inTouchDate } from '../points/serializers.js';
import { tierOf } from '../points/tiers.js';
import { inTouchCurrency, inTouchLocalCurrency } from './currency-serializers.js';
import type { Posted } from './postings.js';
import type { LineItem, LinePart, Transaction } from './state.js';

/** `{field: [{name, value}]}`. */
export const namedFields = (
  fields: Readonly<Record<string, unknown>>,
): { field: { name: string; value: string }[] } => ({
  field: Object.entries(fields).map(([name, value]) => ({ name, value: textOf(value) })),
});

/** The result of a bill: points, and a higher tier. */
export function toEffectsJson(world: World, posted: Posted, customer: Customer): JsonObject[] {
  const { earned, tierBefore } = posted;
  const before = tierOf(world, tierBefore);
  const after = tierOf(world, customer.tier);
  return [
    ...(earned?.lot
      ? [{ awarded_points: earned.awarded, total_points: pointsNow(world, customer), type: 'points' }]
      : []),
    ...(before && after
      ? [
          {
            previous_slab_name: before.name,
            previous_slab_number: before.number,
            upgraded_slab_name: after.name,
            upgraded_slab_number: after.number,
            type: 'slab',
          },
        ]
      : []),
  ];
}

export type AddedJson = InTouchRowOf<typeof transactionAdd.v1_1, 'transactions', 'transaction'>;
export type FoundJson = InTouchRowOf<typeof transactionGet.v1_1, 'transactions', 'transaction'>;
export type ChangedJson = InTouchRowOf<typeof transactionUpdate.v1_1, 'transactions', 'transaction'>;

/** A row of Update Transaction, as far as it shows the bill. */
export function toChangedJson(world: World, transaction: Transaction): ChangedJson {
  const customer = world.customers[transaction.customerId ?? 0];
  return {
    id: String(transaction.id),
    number: transaction.billNumber,
    type: transaction.type,
    notes: transaction.note,
    billing_time: inTouchDate(world, transaction.billingDate),
    store: world.stores[transaction.storeId]?.name ?? '',
    discount: transaction.discount,
    gross_amount: transaction.grossAmount,
    amount: transaction.amount,
    delivery_status: transaction.deliveryStatus,
    ...(customer && { customer: memberOfBill(world, customer) }),
    source: transaction.source.toLowerCase(),
  };
}

/** Values from the caller that the sandbox does not store, echoed with the bill. */
export interface Echoed {
  billClientId: string;
  shippingTillCode: string;
  /** The number under which the bill was posted; for a return, the number of the bill given back. */
  number: string;
  returnNumber: string;
}

/** A row of Add Transaction. */
export function toAddedJson(world: World, posted: Posted, echoed: Echoed): AddedJson {
  const { transaction, takenBack } = posted;
  const customer = world.customers[transaction.customerId ?? 0];
  const gaveBack = transaction.returnType !== null || transaction.exchangeReturnIds !== undefined;
  return {
    id: transaction.id,
    shipping_source_till_code: echoed.shippingTillCode,
    number: echoed.number,
    bill_client_id: echoed.billClientId,
    type: transaction.type,
    delivery_status: transaction.deliveryStatus,
    parent_bill_number: echoed.returnNumber,
    outlier_status: transaction.outlierStatus,
    ...(customer && {
      customer: memberOfBill(world, customer),
      side_effects: { effect: toEffectsJson(world, posted, customer) },
    }),
    source: transaction.source,
    ...(customer &&
      gaveBack && {
        points_deducted: sum(takenBack.map(({ points }) => points)),
        points_balance: pointsNow(world, customer),
      }),
  };
}

const PARTS = [
  ['combo_items', 'combo_item', 'COMBO'],
  ['addon_items', 'addon_item', 'ADD_ON'],
  ['split_items', 'split_item', 'SPLIT'],
] as const satisfies readonly (readonly [string, string, LinePart['kind']])[];

function lineRow(transaction: Transaction, line: LineItem): object {
  const parts = line.details?.parts ?? [];
  return {
    type: transaction.type,
    outlier_status: transaction.outlierStatus,
    serial: String(line.serial),
    item_code: line.itemCode,
    description: line.description,
    qty: String(line.qty),
    rate: String(line.rate),
    value: String(line.value),
    discount: String(line.discount),
    img_url: line.details?.imageUrl ?? '',
    amount: String(line.amount),
    returnable: String(line.details?.returnable ?? true),
    returnable_days: String(line.details?.returnableDays ?? -1),
    extended_fields: namedFields(line.extendedFields),
    ...Object.fromEntries(
      PARTS.map(([items, item, kind]) => [items, { [item]: parts.filter((part) => part.kind === kind).map(partRow) }]),
    ),
    attributes: { attribute: namedFields(line.attributes).field },
  };
}

const partRow = ({ itemCode, quantity, description, rate, value }: LinePart): object => ({
  item_code: itemCode,
  quantity: String(quantity),
  description,
  rate: String(rate),
  value: String(value),
});

/** Optional parts of Get Transaction Details. */
export interface LookUpExtras {
  tenders: boolean;
  creditNotes: boolean;
  userId: boolean;
}

/** A row of Get Transaction Details; all values are text. */
export function toFoundJson(world: World, transaction: Transaction, extras: LookUpExtras): FoundJson {
  const customer = world.customers[transaction.customerId ?? 0];
  const till = world.tills[transaction.tillId];
  return {
    ...(customer && { customer: buyer(customer, extras.userId) }),
    billing_till: codeAndName(till),
    billing_store: codeAndName(world.stores[transaction.storeId]),
    id: String(transaction.id),
    number: transaction.billNumber,
    type: transaction.type,
    ...(transaction.returnType !== null && { return_type: transaction.returnType }),
    outlier_status: transaction.outlierStatus,
    store: till?.name ?? '',
    delivery_status: transaction.deliveryStatus,
    source: transaction.source.toLowerCase(),
    custom_fields: namedFields(transaction.customFields),
    extended_fields: namedFields(transaction.extendedFields),
    ...(transaction.localCurrency && {
      local_currency: inTouchLocalCurrency(world, transaction),
      currency: inTouchCurrency(world, transaction),
    }),
    amount: String(transaction.amount),
    billing_time: inTouchDate(world, transaction.billingDate),
    auto_update_time: inTouchDate(world, transaction.modifiedOn),
    gross_amount: String(transaction.grossAmount),
    discount: String(transaction.discount),
    notes: transaction.note,
    line_items: { line_item: transaction.lineItems.map((line) => lineRow(transaction, line)) },
    ...(extras.tenders && paymentDetails(transaction)),
    ...(extras.creditNotes && creditNotes(transaction)),
  };
}

export const creditNotes = ({ creditNote }: Transaction) => ({
  credit_notes: { credit_note: creditNote ? [{ ...creditNote, amount: String(creditNote.amount) }] : [] },
});

const paymentDetails = ({ paymentModes }: Transaction) => ({
  payment_details: {
    payment: paymentModes.map(({ mode, value, notes, attributes }) => ({
      mode,
      value: String(value),
      notes,
      attributes: { attribute: namedFields(attributes).field },
    })),
  },
});

/** Optional parts of a customer's history. */
interface HistoryExtras {
  readonly custom_fields?: boolean;
  readonly credit_notes?: boolean;
  readonly tenders?: boolean;
  readonly local_currency?: boolean;
}

type HistoryOfCustomer = InTouchRowOf<typeof customerGetTransactions.v1_1, 'customer'>;
type HistoryJson = ElementOf<PartOf<PartOf<HistoryOfCustomer, 'transactions'>, 'transaction'>>;

/** A row of a customer's history, without lines. */
export function toInTouchHistoryJson(world: World, transaction: Transaction, extras: HistoryExtras): HistoryJson {
  const points = billPoints(world, transaction);
  const returned = transaction.returnType === null ? transaction.pointsReturned : transaction.points;
  const store = world.stores[transaction.storeId];
  return {
    id: String(transaction.id),
    number: transaction.billNumber,
    type: transaction.type,
    return_type: transaction.returnType ?? '',
    amount: String(transaction.amount),
    outlier_status: transaction.outlierStatus,
    delivery_status: transaction.deliveryStatus,
    notes: transaction.note,
    billing_time: inTouchDate(world, transaction.billingDate),
    auto_update_time: inTouchDate(world, transaction.modifiedOn),
    gross_amount: String(transaction.grossAmount),
    discount: String(transaction.discount),
    store: store?.name ?? '',
    store_code: store?.code ?? '',
    returned_points_on_bill: String(returned),
    currency: extras.local_currency ? inTouchCurrency(world, transaction) : undefined,
    points: {
      issued: String(points.issued),
      redeemed: String(points.redeemed),
      returned: String(points.returned),
      expired: String(points.expired),
      returnedPointsOnBill: String(returned),
      expiry_date: inTouchDate(world, points.expiresOn),
      program_id: String(world.organisation.program.id),
    },
    custom_fields: extras.custom_fields ? namedFields(transaction.customFields) : { field: [] },
    extended_fields: namedFields(transaction.extendedFields),
    ...(extras.tenders && paymentDetails(transaction)),
    ...(extras.credit_notes && creditNotes(transaction)),
    coupons: transaction.couponRedemptionIds.map((id) => {
      const redemption = world.couponRedemptions[id];
      return { id: String(id), code: world.coupons[redemption?.couponId ?? 0]?.code ?? '' };
    }),
    basket_size: sum(transaction.lineItems.map((line) => line.qty)),
    line_items: { line_item: [] },
  };
}
