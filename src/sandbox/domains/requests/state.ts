/**
 * State of requests that wait for approval: retro, goodwill, identifier change, transaction, deletion of personal data.
 */
import type { Instant } from '../../world/clock.js';

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
  /** The data of the type: points, seriesId, oldValue, newValue, transactionId … */
  details: Record<string, unknown>;
  createdOn: Instant;
  modifiedOn: Instant;
  tillId: number;
}

export interface RequestState {
  requests: Record<number, Request>;
}

export const emptyRequestState = (): RequestState => ({ requests: {} });
