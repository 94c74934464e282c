/** Limits on what clients can make the HTTP server hold in memory. */
import type { QuotaLimits } from './caller-quota.js';
import type { UnreadLimits } from './unread-bytes.js';

export interface MemoryLimits {
  /** Sessions of both session transports. */
  sessions: QuotaLimits;
  /** Requests that are not answered in full; an open stream is one. */
  openRequests: QuotaLimits;
  /** Bytes of the bodies of open requests, whether they have arrived in full or not. */
  bodyBytes: QuotaLimits;
  unread: UnreadLimits;
  /** Bytes of the events that all sessions keep for clients that resume a stream. */
  recentEventBytes: number;
}

const MIB = 1_048_576;

export const MEMORY_LIMITS: MemoryLimits = {
  // An idle session takes 48 KB.
  sessions: { total: 5_000, perTenant: 2_500, perSubject: 500 },
  openRequests: { total: 15_000, perTenant: 7_500, perSubject: 1_000 },
  bodyBytes: { total: 64 * MIB, perTenant: 48 * MIB, perSubject: 32 * MIB },
  unread: { bytesPerConnection: 4 * MIB, bytesInTotal: 16 * MIB, requestsPerConnection: 16 },
  recentEventBytes: 16 * MIB,
};

/** The limits, raised where a single message of the maximum size would not fit. */
export function fitToMessages({ bodyBytes, ...limits }: MemoryLimits, maxBodyBytes: number): MemoryLimits {
  const atLeastOne = (limit: number): number => Math.max(limit, maxBodyBytes);
  const { total, perTenant, perSubject } = bodyBytes;
  return {
    ...limits,
    bodyBytes: { total: atLeastOne(total), perTenant: atLeastOne(perTenant), perSubject: atLeastOne(perSubject) },
  };
}
