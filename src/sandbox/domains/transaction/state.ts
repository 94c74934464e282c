/** State of transactions. */
import type { Instant } from '../../world/clock.js';
import type { IdLists } from '../../world/lists.js';
import type { Identifier, Source } from '../customer/state.js';

declare module '../../world/world.js' {
  interface World extends TransactionState {}
}

export type TransactionType = 'REGULAR' | 'RETURN' | 'NOT_INTERESTED' | 'NOT_INTERESTED_RETURN';
export type ReturnType = 'AMOUNT' | 'FULL' | 'LINE_ITEM' | 'CANCELLED';
export type DeliveryStatus = 'PLACED' | 'PROCESSED' | 'SHIPPED' | 'DELIVERED' | 'RETURNED';
export type OutlierStatus =
  | 'NORMAL'
  | 'INTERNAL'
  | 'INVALID'
  | 'FRAUD'
  | 'OUTLIER'
  | 'TEST'
  | 'DELETED'
  | 'FAILED'
  | 'RETRO'
  | 'OTHER';

/** Fields by name. Added fields come in a new record: bills and lines without any share `NO_FIELDS`. */
type Fields = Readonly<Record<string, unknown>>;

/** Most bills have no fields, nor do their lines: thousands of empty records would take a tenth of the memory. */
export const NO_FIELDS: Readonly<Record<string, never>> = Object.freeze({});

/** A part of a line: of a combo, an add-on or a split. */
export interface LinePart {
  kind: 'COMBO' | 'ADD_ON' | 'SPLIT';
  itemCode: string;
  quantity: number;
  description: string;
  rate: number;
  value: number;
}

/** Data of a line from the caller that no rule uses. */
export interface LineDetails {
  returnable: boolean;
  /** Number of days in which it can be returned; -1 for no limit. */
  returnableDays: number;
  imageUrl: string;
  parts: LinePart[];
}

export interface LineItem {
  id: number;
  serial: number;
  itemCode: string;
  description: string;
  qty: number;
  rate: number;
  value: number;
  discount: number;
  amount: number;
  /** The part of `qty` that was already returned. */
  returnedQty: number;
  /** The part of `amount` that was already returned with it. */
  returnedAmount: number;
  attributes: Readonly<Record<string, string>>;
  customFields: Fields;
  extendedFields: Fields;
  /** Absent if the caller did not give any. */
  details?: LineDetails;
}

export interface CreditNote {
  number: string;
  amount: number;
  notes: string;
}

/** A bill in the currency in which it was paid, if that is not the organization's. */
export interface LocalCurrency {
  code: string;
  /** The value of one unit in the organization's currency. */
  ratio: number;
  amount: number;
  grossAmount: number;
  discount: number;
}

export interface PaymentMode {
  id: number;
  mode: string;
  value: number;
  notes: string;
  attributes: Record<string, string>;
}

export interface Transaction {
  id: number;
  type: TransactionType;
  /** Null for a not-interested bill. */
  customerId: number | null;
  /** The group that earned points, if the bill was for one. */
  userGroupId: number | null;
  billNumber: string;
  source: Source;
  tillId: number;
  storeId: number;
  billingDate: Instant;
  /** The UTC offset in the given date, e.g. +05:30. */
  billingDateOffset: string;
  amount: number;
  grossAmount: number;
  discount: number;
  note: string;
  notInterestedReason: string;
  currencyCode: string;
  deliveryStatus: DeliveryStatus;
  outlierStatus: OutlierStatus;
  lineItems: LineItem[];
  paymentModes: PaymentMode[];
  customFields: Fields;
  extendedFields: Fields;
  /** Points earned by the bill, or taken back by the return. */
  points: number;
  /** For a bill: points taken back by its returns. */
  pointsReturned: number;
  pointsRedemptionIds: string[];
  couponRedemptionIds: number[];
  /** For a return: its kind and the bill it returns. */
  returnType: ReturnType | null;
  parentTransactionId: number | null;
  /** For a bill: its returns, and their total amount. */
  returnIds: number[];
  returnedAmount: number;
  /** The caller requested no loyalty effects. */
  skipDownstream: boolean;
  /** Made from a not-interested bill by a retro request. */
  retro: boolean;
  eventLogId: number | null;
  /** The identifier by which the caller named the customer. */
  identifier?: Identifier;
  creditNote?: CreditNote;
  localCurrency?: LocalCurrency;
  /** For a bill with exchanged lines: the returns that belong to it. */
  exchangeReturnIds?: number[];
  /** For a bill assigned to a customer afterwards: its former id. */
  convertedFromId?: number;
  createdOn: Instant;
  modifiedOn: Instant;
}

export interface TransactionState {
  transactions: Record<number, Transaction>;
  /** `#` and bill number to the ids of the bills and returns with that number, oldest first. */
  billIndex: IdLists;
  transactionsByCustomer: IdLists;
  /** By user group. */
  transactionsByGroup: IdLists;
}

export const emptyTransactionState = (): TransactionState => ({
  transactions: {},
  billIndex: {},
  transactionsByCustomer: {},
  transactionsByGroup: {},
});
