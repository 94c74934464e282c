/**
 * State of requests that wait for approval: retro, goodwill, identifier change, transaction, deletion of personal data.
 */
import type { requestAdd } from '../../../tools/requests/requests.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import type { Instant } from '../../world/clock.js';
import type { Posting } from '../transaction/posting.js';

declare module '../../world/world.js' {
  interface World extends RequestState {}
}

export type RequestType = 'RETRO' | 'GOODWILL' | 'CHANGE_IDENTIFIER' | 'PII_DELETE' | 'TRANSACTION';
/** CUSTOM is parked; SUCCESS is a deletion carried out. */
type RequestStatus = 'PENDING' | 'APPROVED' | 'REJECTED' | 'CUSTOM' | 'CANCELLED' | 'SUCCESS';

export interface Request {
  id: number;
  type: RequestType;
  /** The subject, e.g. POINTS or COUPON for goodwill, MOBILE or EMAIL for an identifier change. */
  baseType: string;
  status: RequestStatus;
  customerId: number | null;
  userGroupId: number | null;
  reason: string;
  comments: string;
  details: RequestDetails;
  createdOn: Instant;
  modifiedOn: Instant;
  tillId: number;
}

/** What is requested, which depends on the type, and what became of it. */
export interface RequestDetails {
  /** The caller's own. */
  referenceId?: string;
  /** An identifier that is to be replaced, and the one in its place. */
  oldValue?: string;
  newValue?: string;
  /** The surviving account of a merge, or the new holder of a mobile. */
  secUserId?: number;
  /** Goodwill. */
  points?: number;
  seriesId?: number;
  programId?: number;
  earningEntityType?: 'USERGROUP2';
  comments?: string;
  /** A bill that is to be converted. */
  transactionId?: number;
  oldType?: string;
  newType?: string;
  /** A claimed bill: what is to be booked, and what was sent. */
  posting?: Omit<Posting, 'customer'>;
  transaction?: ClaimedBill;
  images?: readonly ReceiptImage[];
  /** A deletion: the status label before it, and when the data goes or went. */
  formerLabel?: string;
  eraseOn?: Instant;
  erasedOn?: Instant;
  /** Whether it was approved with the call that added it, and whether by a change in one step. */
  autoApproved?: boolean;
  oneStep?: boolean;
  decidedByTillId?: number;
  updatedComments?: string;
  /** Points, or the code of a coupon. */
  approvedValue?: number | string;
}

type ClaimedBill = Body<typeof requestAdd>['transaction'];
type ReceiptImage = NonNullable<Body<typeof requestAdd>['images']>[number];

export interface RequestState {
  requests: Record<number, Request>;
}

export const emptyRequestState = (): RequestState => ({ requests: {} });
