/**
 * State of staff accounts: sales staff, each with a till whose user and password are their login. The associates of
 * tills are in state/task.ts.
 */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends StaffState {}
}

export interface StaffAccount {
  id: number;
  /** The till that is the account's login; its store is where the person works. */
  tillId: number;
  /** Empty where there is none. */
  mobile: string;
  email: string;
  firstname: string;
  lastname: string;
  /** Role, e.g. Manager. */
  title: string;
  /** Null for those of the store. */
  zoneId: number | null;
  conceptId: number | null;
  mobileVerified: boolean;
  emailVerified: boolean;
  active: boolean;
  createdOn: Instant;
}

interface StaffToken {
  staffId: number;
  issuedOn: Instant;
}

export interface StaffState {
  staffAccounts: Record<number, StaffAccount>;
  /** By token; a token ends with the log-out or the account. */
  staffTokens: Record<string, StaffToken>;
}

export const emptyStaffState = (): StaffState => ({ staffAccounts: {}, staffTokens: {} });
