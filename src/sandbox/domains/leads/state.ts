/** State of leads: what customers are interested in buying, and how staff follow up. */
import type { Instant } from '../../world/clock.js';

export type LeadType = 'SKU' | 'CATEGORY' | 'BRAND' | 'CUSTOM';
export type LeadStatus = 'OPEN' | 'WON' | 'LOST' | 'ON_HOLD' | 'DELETED';

/** A contact with the customer that has been made. */
export interface FollowUp {
  id: number;
  notes: string;
  createdBy: number;
  createdOn: Instant;
  followedUpBy: number;
  followedUpOn: Instant | null;
  scheduledFollowUp: Instant | null;
}

export interface LeadStatusChange {
  id: number;
  status: LeadStatus;
  /** Empty for none. */
  subStatus: string;
  createdBy: number;
  createdOn: Instant;
  /** Null for none, which only the history sent with a new lead may have. */
  reasonId: number | null;
}

export interface Lead {
  id: number;
  customerId: number;
  type: LeadType;
  /** Name or code of the SKU, category or brand wanted. */
  leadFor: string;
  status: LeadStatus;
  /** Empty for none. */
  subStatus: string;
  /** Username of the staff; empty for nobody. */
  owner: string;
  nextFollowUp: Instant | null;
  lastFollowUp: Instant | null;
  createdOn: Instant;
  /** Id of a member of staff or a till. */
  createdBy: number;
  lastUpdatedOn: Instant;
  lastUpdatedBy: number;
  followUps: FollowUp[];
  statusLog: LeadStatusChange[];
  /** Source account; -1 is INSTORE. */
  orgSourceId: number;
  extendedFields: Record<string, unknown>;
  /** The till that recorded it. */
  tillId: number;
}

export interface LeadReason {
  id: number;
  reason: string;
}

/** A finer step under one of the statuses. */
export interface LeadSubStatus {
  status: LeadStatus;
  subStatus: string;
}

export interface LeadState {
  leads: Record<number, Lead>;
  leadReasons: Record<number, LeadReason>;
  leadSubStatuses: LeadSubStatus[];
}

export const emptyLeadState = (): LeadState => ({ leads: {}, leadReasons: {}, leadSubStatuses: [] });

declare module '../../world/world.js' {
  interface World extends LeadState {}
}
