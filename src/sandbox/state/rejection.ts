/** State of the sanity queue: bills that were not booked because master data is missing, and what was tried again. */
import type { Instant } from '../clock.js';
import type { Posting } from './posting.js';

/** FIXED does not occur: what is cured is booked, or refused for another reason (REPLAYED), in the same run. */
export type RejectionStatus =
  | 'OPEN'
  | 'FIXED'
  | 'PARTIAL_FIXED'
  | 'PERMANENT_FAILED'
  | 'SUCCESS'
  | 'REPLAYED'
  | 'MAX_OUT';

/** Why a bill was not booked: 683 (unknown item), 842 (unknown payment mode), or what booking it failed with later. */
export interface RejectionCause {
  code: number;
  message: string;
  /** The SKU or the payment mode; empty for other reasons. */
  value: string;
}

export interface RejectedTransaction {
  id: number;
  /** Null where the bill would have registered its customer. */
  customerId: number | null;
  posting: Omit<Posting, 'customer'>;
  /** As it was sent. */
  payload: Readonly<Record<string, unknown>>;
  status: RejectionStatus;
  causes: RejectionCause[];
  retryCount: number;
  /** Why it was given up. */
  comments: string;
  addedOn: Instant;
  updatedOn: Instant;
  /** The bill, once it was booked. */
  transactionId: number | null;
}

/** One run over rejected bills. */
export interface RejectionRetrigger {
  id: number;
  rejectedIds: number[];
  runOn: Instant;
}

export interface RejectionState {
  rejectedTransactions: Record<number, RejectedTransaction>;
  rejectionRetriggers: Record<number, RejectionRetrigger>;
}

export const emptyRejectionState = (): RejectionState => ({ rejectedTransactions: {}, rejectionRetriggers: {} });
