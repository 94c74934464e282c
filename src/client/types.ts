/** The client's interface and options. */
import type { Stoppable } from '../lib/stop-signal.js';
import type { Definition } from '../tools/define.js';
import type { CapillaryError } from './errors.js';
import type { RequestEvent, Trace } from './trace.js';

/** A warning in a successful response, such as an extended field that the organization does not have. */
export interface ApiWarning {
  code?: string | number;
  message?: string;
}

/** A successful response. */
export interface ApiResponse {
  /** The parsed JSON including its envelope; null if the body was empty. */
  data: unknown;
  warnings: readonly ApiWarning[];
  httpStatus: number;
  /** The id that the API gave the request, for Capillary's support. */
  requestId?: string;
  /** Characters of the response. */
  length?: number;
}

export interface SendOptions {
  /** Cancels the call. */
  signal?: AbortSignal;
  /** Who calls: the calls of all subjects take turns. */
  subject?: string;
  /** What the exchange belongs to in a trace. */
  trace?: Trace;
  /**
   * Called when a write ends after its call did, which had the outcome `unknown`.
   *
   * @param failure - undefined if the API confirmed the write
   */
  onLateEnd?: (failure: CapillaryError | undefined) => void;
}

export interface CapillaryClient {
  /**
   * Calls one endpoint.
   *
   * @param args - path, query and header parameters by name, and `body`; already validated against the definition
   * @throws CapillaryError, and nothing else
   */
  send(definition: Definition, args: Record<string, unknown>, options?: SendOptions): Promise<ApiResponse>;
  /** Gives writes in flight a few seconds to finish and cancels everything else. */
  close(): Promise<void>;
}

export type Credentials =
  | { kind: 'basic'; username: string; password: string }
  | { kind: 'oauth'; key: string; secret: string };

/** An access token from the API. */
export interface IssuedToken {
  token: string;
  /** Lifetime in milliseconds; undefined if the API did not say. */
  ttlMs?: number;
}

/** Access tokens that several processes share. */
export interface TokenShare {
  /**
   * A valid token: one that another process fetched, or else a new one.
   *
   * @param refused - a token that the API refused, which is not returned again
   * @throws what `fetch` throws, and nothing else
   */
  obtain(fetch: () => Promise<IssuedToken>, refused?: string): Promise<IssuedToken>;
}

/** Limits the request rate of all clients with the same credentials together. */
export interface RateBudget {
  /**
   * Waits, first come first served, until one more request may be sent.
   *
   * @param maxWaitMs - the longest acceptable wait
   * @returns undefined when the request may be sent; otherwise, as soon as that is known, when to try again
   * @throws the signal's reason
   */
  take(signal: Stoppable, maxWaitMs: number): Promise<{ retryAfterMs: number } | undefined>;
}

export interface ClientOptions {
  /** URL of the API host; a path in it is prepended to the path of every endpoint. */
  baseUrl: string;
  /** URL of the InTouch host, for the endpoints on it; `baseUrl` if absent. */
  inTouchBaseUrl?: string;
  credentials: Credentials;
  /** The hash of the password that the organization expects with Basic authentication; MD5 if absent. */
  passwordHash?: 'md5' | 'sha256';
  /** For the endpoints that require an admin key. */
  admin?: { key: string; orgId: string };
  /** The entity to which the API attributes calls. The type `TILL_CODE` has a header of its own. */
  attribution?: { entityType: string; entityCode: string };
  /** Whether to use HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
  proxy: boolean;
  /** `name/version` of this product. */
  userAgent: string;
  /** Time limit of a call, including waiting and retries; 50,000 by default. */
  deadlineMs?: number;
  /** Maximum number of concurrent requests to each host; 16 by default. Callers take turns. */
  concurrency?: number;
  /** Larger responses are refused; 5 MB by default. */
  maxResponseBytes?: number;
  /** Time limit of a write, even if nobody waits for it any more; 120,000 by default. */
  writeLimitMs?: number;
  /** Grace period of `close()` for writes in flight; 10,000 by default. */
  closeLimitMs?: number;
  /** Shares OAuth tokens; by default, each client fetches its own. */
  tokenShare?: TokenShare;
  /** Consulted before each exchange, including retries and token fetches; unlimited by default. */
  budget?: RateBudget;
  log?: (event: RequestEvent) => void;
  /** Where exchanges are reported that belong to no request of a client; nowhere by default. */
  trace?: Trace;
}
