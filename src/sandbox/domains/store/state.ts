/**
 * State of store reports and log files, and of the settings of the store client InStore. The stores themselves are in
 * state/organisation.ts.
 */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends StoreState {}
}

/** A log file of a till's client. Its bytes are not stored, because no endpoint returns them. */
export interface StoreLog {
  id: number;
  storeId: number;
  tillId: number;
  fileName: string;
  /** In bytes. */
  size: number;
  /** Hexadecimal, lower case. */
  sha1: string;
  loggedOn: Instant | null;
  uploadedOn: Instant;
}

/** A store's report of its day. Null for figures that it left out. */
export interface StoreReport {
  storeId: number;
  reportedFor: Instant;
  bills: number | null;
  sales: number | null;
  footfall: number | null;
  regularBills: number | null;
  notInterestedBills: number | null;
  enterLaterBills: number | null;
  enterLaterBillsOfDay: number | null;
}

/** The settings of a store's client. Empty means unset. */
export interface StoreClient {
  changedOn: Instant;
  dataProvidersFile: string;
  logConfigFile: string;
  printerTemplates: Record<string, string>;
  rulesPackages: Record<string, { version: string; file_id: string }>;
  outputTemplates: Record<string, string>;
  postOutputTemplates: Record<string, { id: string; name: string; client_monitoring_type: string }>;
  serverPrefix: string;
  debugLevel: string;
  testMode: string;
  uploadLogs: string;
}

export interface StoreState {
  storeLogs: Record<number, StoreLog>;
  /** By store and moment, so that a repeated report replaces the first: `50011:2026-05-02T15:30:00Z`. */
  storeReports: Record<string, StoreReport>;
  /** By store. A store created later has no entry, so nothing is set. */
  storeClients: Record<number, StoreClient>;
}

export const emptyStoreState = (): StoreState => ({ storeLogs: {}, storeReports: {}, storeClients: {} });
