/** Transactions in v2's form: in full, as a row of a customer's history, and the result of adding one. */
import type { customerGetTransactions } from '../../../tools/customer/customer.loyalty.js';
import type { Answer, JsonObject, Parameters, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import type { transactionAdd, transactionAddBulk, transactionGet } from '../../../tools/transaction/transaction.js';
import { offsetMinutes, offsetText } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import { storeDetails, tillDetails } from '../organization/serializers.js';
import { sum } from '../points/ledger.js';
import { billPointsByProgram, toBillPointsJson } from '../points/serializers.js';
import type { PointsLot } from '../points/state.js';
import { currencyLog, paidAs } from './currency-serializers.js';
import type { Posted } from './postings.js';
import type { LineItem, LinePart, PaymentMode, Transaction } from './state.js';

type TransactionJson = Answer<typeof transactionGet>;
type LineJson = RowOf<typeof transactionGet, 'lineItems'>;
type PaymentJson = RowOf<typeof transactionGet, 'paymentModes'>;
type SideEffectJson = RowOf<typeof transactionAdd, 'sideEffects'>;
type RawSideEffectJson = RowOf<typeof transactionAdd, 'rawSideEffects'>;
type PostedJson = PartOf<RowOf<typeof transactionAddBulk, 'response'>, 'result'>;

/** What Get Transaction Details adds on request. */
export interface TransactionExtras {
  tenders: boolean;
  creditNotes: boolean;
  points: boolean;
}

const partsOf = (line: LineItem, kind: LinePart['kind']): JsonObject[] =>
  (line.details?.parts ?? [])
    .filter((part) => part.kind === kind)
    .map(({ itemCode, quantity, description, rate, value }) => ({ itemCode, quantity, description, rate, value }));

function toLineDetailsJson(line: LineItem): PartOf<LineJson, 'details'> {
  const { itemCode, description, qty, rate, value, discount, amount, serial, attributes, extendedFields } = line;
  return {
    amount,
    description,
    discount,
    itemCode,
    qty,
    rate,
    serial,
    value,
    returnable: line.details?.returnable ?? true,
    returnableDays: line.details?.returnableDays ?? -1,
    ...(line.details && line.details.imageUrl !== '' && { imgUrl: line.details.imageUrl }),
    attributes,
    extendedFields,
    attributesSet: Object.entries(attributes).map(([name, text]) => ({ [name]: text })),
  };
}

/** Lines of a bill's returns that return a line. */
function returnsOf(world: World, bill: Transaction, line: LineItem): JsonObject[] {
  return bill.returnIds
    .flatMap((id) => world.transactions[id]?.lineItems ?? [])
    .filter((each) => each.itemCode === line.itemCode && each.serial === line.serial)
    .map((each) => ({ id: each.id, details: toLineDetailsJson(each) }));
}

function toLineJson(world: World, transaction: Transaction, line: LineItem): LineJson {
  const returned = returnsOf(world, transaction, line);
  const notInterested = transaction.type.startsWith('NOT_INTERESTED');
  // No documentation has it, although it has the other parts of a line.
  const undocumented = { comboDetails: partsOf(line, 'COMBO') };
  return {
    id: line.id,
    customerId: transaction.customerId ?? 0,
    details: toLineDetailsJson(line),
    outlierStatus: transaction.outlierStatus,
    returnDetails: {},
    valid: true,
    returnLineItemsDtos: notInterested ? [] : returned,
    niReturnLineItemsDtos: notInterested ? returned : [],
    ...undocumented,
    addonDetails: partsOf(line, 'ADD_ON'),
    splitItemsDetails: partsOf(line, 'SPLIT'),
    niReturn: transaction.type === 'NOT_INTERESTED_RETURN',
  };
}

const toPaymentJson = ({ id, mode, value, notes, attributes }: PaymentMode): PaymentJson => ({
  id,
  mode,
  amount: value,
  notes,
  attributes: Object.entries(attributes).map(([name, text]) => ({ name, value: text })),
});

function toAttributionJson(world: World, transaction: Transaction): PartOf<TransactionJson, 'attribution'> {
  return {
    createDate: transaction.createdOn,
    createdBy: tillDetails(world, transaction.tillId),
    modifiedBy: {},
    modifiedDate: transaction.modifiedOn,
  };
}

/** The offset of the bill's date; without one, the organization's. */
function inputOffset(world: World, { billingDate, billingDateOffset }: Transaction): string {
  if (billingDateOffset !== '') return billingDateOffset;
  return offsetText(offsetMinutes(world.organisation.timezone, billingDate));
}

const isCancelled = (world: World, transaction: Transaction): boolean =>
  transaction.returnIds.some((id) => world.transactions[id]?.returnType === 'CANCELLED');

/** A transaction in full, as both look-ups give it. */
export function toTransactionJson(world: World, transaction: Transaction, extras: TransactionExtras): TransactionJson {
  const { billNumber, amount, grossAmount, discount, note } = transaction;
  const returnDetails = { canceled: isCancelled(world, transaction) };
  return {
    id: transaction.id,
    customerId: transaction.customerId ?? -1,
    type: transaction.type,
    source: transaction.source.toLowerCase(),
    deliveryStatus: transaction.deliveryStatus,
    outlierStatus: transaction.outlierStatus,
    basketSize: sum(transaction.lineItems.map((line) => line.qty)),
    retroTxn: transaction.retro,
    attribution: toAttributionJson(world, transaction),
    billDetails: {
      billNumber,
      amount,
      grossAmount,
      discount,
      billingTime: transaction.billingDate,
      billingTimeInputOffset: inputOffset(world, transaction),
      note,
      billingStore: storeDetails(world, transaction.storeId),
      returnDetails,
      niReturnDetails: {},
      invalidBill: false,
    },
    lineItems: transaction.lineItems.map((line) => toLineJson(world, transaction, line)),
    customFields: transaction.customFields,
    extendedFields: transaction.extendedFields,
    loyaltiesPointDetails: extras.points ? [toBillPointsJson(world, transaction)] : [],
    billPointsBreakup: [],
    lifeTimePurchases: world.customers[transaction.customerId ?? 0]?.lifetimePurchases ?? 0,
    autoUpdateTime: transaction.modifiedOn,
    returnDetails,
    niReturnDetails: {},
    addWithLocalCurrency: transaction.localCurrency !== undefined,
    async: false,
    useV2: false,
    simulation: false,
    useDefaultFleetGroup: false,
    ignorePoints: transaction.skipDownstream,
    ...(extras.tenders && { paymentModes: transaction.paymentModes.map(toPaymentJson) }),
    ...(extras.creditNotes && transaction.creditNote && { creditNote: transaction.creditNote }),
  };
}

/** `sideEffects`: what a bill earned, less what its returns took back; below 0 if they took back more. */
export function toSideEffectsJson({ earned, takenBack }: Posted): SideEffectJson[] {
  const changes = [
    ...(earned?.lot ? [{ ...earned, entity: earned.lot.entity }] : []),
    ...takenBack.map(({ entity, points }) => ({ entity, raw: -points, awarded: -points })),
  ];
  return (['CUSTOMER', 'USERGROUP2'] as const).flatMap((type) => {
    const own = changes.filter(({ entity }) => entity.type === type);
    if (own.length === 0) return [];
    return [
      {
        entityType: type === 'CUSTOMER' ? 'USER' : type,
        rawAwardedPoints: sum(own.map(({ raw }) => raw)),
        awardedPoints: sum(own.map(({ awarded }) => awarded)),
        type: 'points',
      },
    ];
  });
}

/** `28th Jul, 2026`, in the organization's time zone. */
function ordinalDate(world: World, at: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: world.organisation.timezone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).formatToParts(new Date(at));
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  const day = Number(part('day'));
  const teen = day >= 11 && day <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending} ${part('month').slice(0, 3)}, ${part('year')}`;
}

/** The awards behind the side effects, all text. */
export function toRawSideEffectsJson(world: World, { transaction, earned }: Posted): RawSideEffectJson[] {
  const lot: PointsLot | null = earned?.lot ?? null;
  if (!lot) return [];
  const expiry = lot.expiresOn;
  return [
    {
      type: 'AWARD',
      awardOn: 'BILL',
      awardedOn: ordinalDate(world, lot.awardedOn),
      awardedOnMillis: String(Date.parse(lot.awardedOn)),
      billNumber: transaction.billNumber,
      evaluatedEntity: lot.entity.type === 'CUSTOMER' ? 'USER' : lot.entity.type,
      ...(expiry !== null && {
        expiryDate: ordinalDate(world, expiry),
        expiryDateMillis: String(Date.parse(expiry)),
      }),
      lineItemId: '-1',
      pointTypeIsRedeemable: String(lot.category === 'Main'),
      pointTypeName: lot.category,
      points: lot.awarded.toFixed(3),
      programId: String(lot.programId),
      promoId: '-1',
      sourceId: String(transaction.id),
      sourceType: 'Bill',
    },
  ];
}

/** A bill as the bulk call echoes it, with the field names of the request. */
export function toPostedJson(world: World, transaction: Transaction): PostedJson {
  const { amount, discount, grossAmount, code } = paidAs(world, transaction);
  return {
    identifierType: transaction.identifier?.type ?? '',
    identifierValue: transaction.identifier?.value ?? '',
    source: transaction.source,
    type: transaction.type,
    ...(transaction.returnType !== null && { returnType: transaction.returnType }),
    billNumber: transaction.billNumber,
    billAmount: amount,
    currency: code,
    discount,
    grossAmount,
    note: transaction.note,
    notInterestedReason: transaction.notInterestedReason,
    deliveryStatus: transaction.deliveryStatus,
    billingDate: transaction.billingDate,
    lineItemsV2: transaction.lineItems.map((line) => ({
      itemCode: line.itemCode,
      qty: line.qty,
      rate: line.rate,
      value: line.value,
      discount: line.discount,
      amount: line.amount,
      returnable: line.details?.returnable ?? true,
      returnableDays: line.details?.returnableDays ?? -1,
      comboDetails: partsOf(line, 'COMBO'),
      addOnDetails: partsOf(line, 'ADD_ON'),
      splitDetails: partsOf(line, 'SPLIT'),
      extendedFields: line.extendedFields,
    })),
    paymentModes: transaction.paymentModes.map(({ mode, value, notes, attributes }) => ({
      mode,
      value,
      notes,
      attributes,
    })),
    redemptions: {
      pointsRedemptions: transaction.pointsRedemptionIds,
      couponRedemptions: transaction.couponRedemptionIds,
    },
    customFields: transaction.customFields,
    extendedFields: transaction.extendedFields,
    useDefaultFleetGroup: false,
  };
}

/** What a row of a customer's history carries on request. */
type HistoryExtras = Pick<
  Parameters<typeof customerGetTransactions.query>,
  'embed' | 'localCurrency' | 'includeLineItemDetails' | 'includeLoyaltiesPointDetails'
>;

/** A row of a customer's history. Lines and points look as in Get Transaction Details, as their shape is not published. */
export function toHistoryJson(
  world: World,
  transaction: Transaction,
  { embed = [], ...extras }: HistoryExtras,
): RowOf<typeof customerGetTransactions> {
  const { identifier, creditNote } = transaction;
  const has = (each: (typeof embed)[number]): boolean => embed.includes(each);
  return {
    id: transaction.id,
    customerId: transaction.customerId,
    loyaltyLogId: transaction.id,
    billingTime: transaction.billingDate,
    billNumber: transaction.billNumber,
    type: transaction.type,
    returnType: transaction.returnType ?? undefined,
    notes: transaction.note,
    amount: transaction.amount,
    grossAmount: transaction.grossAmount,
    discount: transaction.discount,
    outlierStatus: transaction.outlierStatus,
    txnIdentifiers: identifier ? [identifier] : [],
    currencyLogDto: extras.localCurrency ? currencyLog(world, transaction) : undefined,
    lineItems: extras.includeLineItemDetails
      ? transaction.lineItems.map((line) => toLineJson(world, transaction, line))
      : undefined,
    loyaltiesPointDetails: extras.includeLoyaltiesPointDetails ? [toBillPointsJson(world, transaction)] : undefined,
    customFields: has('BILL_CF') ? transaction.customFields : undefined,
    extendedFields: has('BILL_EF') ? transaction.extendedFields : undefined,
    billingTimeInputOffset: has('BILL_EF') ? inputOffset(world, transaction) : undefined,
    attribution: has('ATTRIBUTION') ? toAttributionJson(world, transaction) : undefined,
    paymentModes: has('PAYMENT_MODES') ? transaction.paymentModes.map(toPaymentJson) : undefined,
    creditNotes: has('CREDIT_NOTES') ? (creditNote ? [creditNote] : []) : undefined,
    billingStore: has('BILL_STORE_DETAILS') ? storeDetails(world, transaction.storeId) : undefined,
    billPoints: has('BILL_POINTS') ? billPointsByProgram(world, transaction) : undefined,
  };
}
