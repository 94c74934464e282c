/** What the client takes and gives. */
import type { Definition } from '../tools/define.js';

/** Something that rode on success, such as an extended field the organisation does not have. */
export interface ApiWarning {
  code?: string | number;
  message?: string;
}

/** A successful answer. */
export interface ApiResponse {
  /** The parsed JSON, envelope included; null where the API answered with an empty body. */
  data: unknown;
  warnings: readonly ApiWarning[];
  httpStatus: number;
  /** The API's id of the request, for its support. */
  requestId?: string;
}

export interface CapillaryClient {
  /**
   * Calls one endpoint.
   *
   * @param args - path, query and header parameters by name, and `body`; already validated against the definition
   * @throws CapillaryError, and nothing else
   */
  send(definition: Definition, args: Record<string, unknown>, options?: { signal?: AbortSignal }): Promise<ApiResponse>;
  /** Lets writes on the wire finish, for some seconds; everything else under way is cancelled. */
  close(): Promise<void>;
}

export type Credentials =
  | { kind: 'basic'; username: string; password: string }
  | { kind: 'oauth'; key: string; secret: string };

/** A token as the API issues it. */
export interface IssuedToken {
  token: string;
  /** How long it lives; undefined where the API did not say. */
  ttlMs?: number;
}

/** Access tokens that several processes use. */
export interface TokenShare {
  /**
   * A token in force: one that another process fetched, or else a fetched one.
   *
   * @param refused - the API refused this one; it is not returned again
   * @throws what `fetch` throws, and nothing else
   */
  obtain(fetch: () => Promise<IssuedToken>, refused?: string): Promise<IssuedToken>;
}

/** How many requests may go out, all clients with the same credentials together. */
export interface RateBudget {
  /**
   * Waits, first come first served, until one more request may go out.
   *
   * @param withinMs - how long it may wait
   * @returns undefined once it may; otherwise, as soon as that is known, when it would be worth trying again
   * @throws the signal's reason
   */
  take(signal: AbortSignal, withinMs: number): Promise<{ retryAfterMs: number } | undefined>;
}

export interface ClientOptions {
  /** The API host; a path in it is put before every endpoint's. */
  baseUrl: string;
  /** The InTouch host, for the endpoints on it; `baseUrl` if absent. */
  inTouchBaseUrl?: string;
  credentials: Credentials;
  /** For the endpoints that want an admin key. */
  admin?: { key: string; orgId: string };
  /** What calls are booked to. */
  attribution?: { entityType: string; entityCode: string };
  /** Whether HTTPS_PROXY, HTTP_PROXY and NO_PROXY count. */
  proxy: boolean;
  /** `name/version` of this product. */
  userAgent: string;
  /** What a call may take in all, waiting and retries included; 50,000 by default. */
  deadlineMs?: number;
  /** Requests on the wire at a time; 16 by default. */
  concurrency?: number;
  /** Answers beyond this are refused; 20 MB by default. */
  maxResponseBytes?: number;
  /** When a write that nobody waits for any more is given up; 120,000 by default. */
  writeLimitMs?: number;
  /** How long `close()` waits for writes; 10,000 by default. */
  closeLimitMs?: number;
  /** Where OAuth tokens are shared; each client fetches its own by default. */
  tokenShare?: TokenShare;
  /** Asked before each exchange, retries and the fetch of a token included; unlimited by default. */
  budget?: RateBudget;
  log?: (event: RequestEvent) => void;
}

/** One request that was tried. Holds no secrets, no personal data, no query string and no body. */
export type RequestEvent = {
  tool: string;
  method: string;
  /** The path's template. */
  path: string;
  /** HTTP status, where there was an answer. */
  status?: number;
  ms: number;
  /** 1 for the first try. */
  attempt: number;
  /** `success`, or the kind of the failure. */
  result: string;
  /** What became of a write. */
  outcome?: string;
  requestId?: string;
  /** The caller had gone when it ended. */
  background?: true;
};
