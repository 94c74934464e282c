/** State of what stores hand in and how their client InStore is set up; the stores themselves are state/organisation.ts. */
import type { Instant } from '../clock.js';

/** A log file of a till's client. Its bytes are not kept, as no endpoint gives them back. */
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

/** What a store reported of its day. Null is what it left out. */
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

/** How the client of a store is set up. Empty is unset. */
export interface StoreClient {
  changedOn: Instant;
  dataProvidersFile: string;
  logConfigFile: string;
  printerTemplates: Record<string, string>;
  rulesPackages: Record<string, string>;
  outputTemplates: Record<string, string>;
  postOutputTemplates: Record<string, { id: string; name: string; client_monitoring_type: string }>;
  serverPrefix: string;
  debugLevel: string;
  testMode: string;
  uploadLogs: string;
}

export interface StoreState {
  storeLogs: Record<number, StoreLog>;
  /** By store and moment, so that a report sent again replaces the first: `50011:2026-05-02T15:30:00Z`. */
  storeReports: Record<string, StoreReport>;
  /** By store. A store made later has none: then nothing is set. */
  storeClients: Record<number, StoreClient>;
}

export const emptyStoreState = (): StoreState => ({ storeLogs: {}, storeReports: {}, storeClients: {} });
