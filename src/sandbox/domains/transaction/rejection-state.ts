/** State of the sanity queue: bills that were not booked because master data is missing, and retries. */
import type { Instant } from '../../world/clock.js';
import type { Posting } from './posting.js';

declare module '../../world/world.js' {
  interface World extends RejectionState {}
}

/**
 * FIXED does not occur: a bill whose causes are gone is booked, or refused for another reason (REPLAYED), in the same
 * run.
 */
export type RejectionStatus =
  | 'OPEN'
  | 'FIXED'
  | 'PARTIAL_FIXED'
  | 'PERMANENT_FAILED'
  | 'SUCCESS'
  | 'REPLAYED'
  | 'MAX_OUT';

/**
 * Why a bill was not booked: 683 (unknown item), 842 (unknown payment mode), or the code with which booking it failed
 * later.
 */
export interface RejectionCause {
  code: number;
  message: string;
  /** The SKU or the payment mode; empty for other reasons. */
  value: string;
}

export interface RejectedTransaction {
  id: number;
  /** Null if the bill would have registered its customer. */
  customerId: number | null;
  posting: Omit<Posting, 'customer'>;
  /** As sent. */
  payload: Readonly<Record<string, unknown>>;
  status: RejectionStatus;
  causes: RejectionCause[];
  retryCount: number;
  /** Why it was abandoned. */
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
