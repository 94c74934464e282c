/** State of activity sessions: what agents did in a module such as Member Care. */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends ActivitySessionState {}
}

export interface Activity {
  entityType: string;
  entityId: string;
  name: string;
  note: string;
  addedOn: Instant;
}

/** Why a session ended. */
export interface ClosingDetail {
  reason: string;
  comment: string;
}

export interface ActivitySession {
  id: string;
  /** The agent. */
  userId: string;
  module: string;
  startedOn: Instant;
  /** Null while it is open. */
  endedOn: Instant | null;
  modifiedOn: Instant;
  details: ClosingDetail[];
  activities: Activity[];
}

export interface ActivitySessionState {
  /** In order of their start. */
  activitySessions: Record<string, ActivitySession>;
}

export const emptyActivitySessionState = (): ActivitySessionState => ({ activitySessions: {} });
