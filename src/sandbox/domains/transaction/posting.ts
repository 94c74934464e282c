/** A bill or return as a caller posts it. A rejected bill is stored in this form. */
import type { Instant } from '../../world/clock.js';
import type { Customer, Identifier, Source } from '../customer/state.js';
import type {
  CreditNote,
  DeliveryStatus,
  LineDetails,
  LocalCurrency,
  OutlierStatus,
  ReturnType,
  TransactionType,
} from './state.js';

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

/** Fields that bills and returns share. */
export interface NewTransaction {
  billNumber: string;
  tillId: number;
  source?: Source;
  /** When it happened; now by default. */
  billingDate?: Instant;
  /** The UTC offset in the given date. */
  billingDateOffset?: string;
  note?: string;
  outlierStatus?: OutlierStatus;
  currencyCode?: string;
  customFields?: Fields;
  extendedFields?: Fields;
  /** Stored, with no effect on points, tier or purchases. */
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
  /** On a returned line of an exchange: the number of the bill it was bought on. */
  returnOf?: string;
}

/** Fields of a return besides those that it shares with a bill. */
export interface Returning {
  returnType: ReturnType;
  /** The bill's id, if the caller knows it. */
  parentId?: number;
  /** The return's own number; the bill's number by default. */
  returnNumber?: string;
  /** When the returned bill was made, if the caller knows it. */
  purchaseTime?: Instant;
}

/** The cart promotions that a bill uses: those of an evaluation, or some of them, by the identifiers that it answered. */
export interface CartClaim {
  /** Empty if none is given. */
  evaluationId: string;
  identifiers: readonly string[];
}

/** A transaction to add. For a return, `billNumber` is the number of the returned bill. */
export interface Posting extends Omit<NewBill, 'lineItems'> {
  type: TransactionType;
  lines: readonly PostedLine[];
  returning?: Returning;
  identifier?: Identifier;
  creditNote?: CreditNote;
  localCurrency?: LocalCurrency;
  cartClaim?: CartClaim;
}
