/** A bill or return as a caller posts it. A bill that is refused for now is held as it was posted. */
import type { Instant } from '../clock.js';
import type { Customer, Identifier, Source } from './customer.js';
import type {
  CreditNote,
  DeliveryStatus,
  LineDetails,
  LocalCurrency,
  OutlierStatus,
  ReturnType,
  TransactionType,
} from './transaction.js';

type Fields = Readonly<Record<string, unknown>>;

export interface NewLineItem {
  itemCode: string;
  qty?: number;
  rate?: number;
  value?: number;
  discount?: number;
  amount?: number;
  serial?: number;
  description?: string;
  attributes?: Record<string, string>;
  customFields?: Fields;
  extendedFields?: Fields;
}

/** What bills and returns share. */
export interface NewTransaction {
  billNumber: string;
  tillId: number;
  source?: Source;
  /** When it happened; now unless given. */
  billingDate?: Instant;
  /** The offset the date was given with. */
  billingDateOffset?: string;
  note?: string;
  outlierStatus?: OutlierStatus;
  currencyCode?: string;
  customFields?: Fields;
  extendedFields?: Fields;
  /** Store it, with no effect on points, tier or purchases. */
  skipDownstream?: boolean;
}

export interface NewBill extends NewTransaction {
  /** Null makes it a not-interested bill. */
  customer: Customer | null;
  userGroupId?: number;
  amount: number;
  grossAmount?: number;
  discount?: number;
  deliveryStatus?: DeliveryStatus;
  notInterestedReason?: string;
  lineItems?: readonly NewLineItem[];
  paymentModes?: readonly { mode: string; value: number; notes?: string; attributes?: Record<string, string> }[];
  /** Redemptions made for this bill. */
  pointsRedemptionIds?: readonly string[];
  couponRedemptionIds?: readonly number[];
}

/** A line of a posting. */
export interface PostedLine extends NewLineItem {
  details?: LineDetails;
  /** Of an exchange, on a line given back: the number of the bill it was bought on. */
  returnOf?: string;
}

/** What is said of a return, besides what it shares with a bill. */
export interface Returning {
  returnType: ReturnType;
  /** The bill's id, where the caller has it. */
  parentId?: number;
  /** The return's own number; the bill's number unless given. */
  returnNumber?: string;
  /** When the returned bill was made, as the caller has it. */
  purchaseTime?: Instant;
}

/** A transaction to be added. For a return `billNumber` is that of the bill given back. */
export interface Posting extends Omit<NewBill, 'lineItems'> {
  type: TransactionType;
  lines: readonly PostedLine[];
  returning?: Returning;
  identifier?: Identifier;
  creditNote?: CreditNote;
  localCurrency?: LocalCurrency;
}
