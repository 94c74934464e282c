/** Who gets in, and to what: authentication, the tenant, and what the caller may see of it. */
import type { Server, ServerEventBus } from '@modelcontextprotocol/server';
import type { Credentials } from '../client/types.js';
import { type Allowed, memoizedNarrowing, narrowed, requestFilters, requestNarrowing } from '../discovery/filters.js';
import type { FilterName, Selection } from '../discovery/selection.js';
import { ConfigError } from '../lib/config-error.js';
import type { Observable } from '../lib/observable.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import type { CreateServer } from '../server.js';
import type { AuthenticatedCaller, Authenticator } from './auth/authenticator.js';
import { refusalResponse } from './refusal.js';

/** An organisation as HTTP serves it. */
export interface TenantService {
  /** The tenant's id; one of them where there are no tenants. */
  id: string;
  allowed: Observable<Allowed>;
  createServer: CreateServer;
  withCredentials(credentials: Credentials): CreateServer;
  /** Changes that reach the streams of all replicas. */
  bus?: ServerEventBus;
  /** Resolves when no call is under way, or at the limit. */
  idle(limitMs: number): Promise<void>;
}

export interface AuthenticationOptions {
  authenticator: Authenticator;
  /** What serves a caller, or the answer that refuses it. */
  servedFor: (
    caller: AuthenticatedCaller,
    request: Request,
  ) => { served: TenantService; credentials?: Credentials } | Response;
  facts: readonly ToolFacts[];
  /** Told of each request that was refused before it reached a server. */
  onRefused?: (reason: RefusalReason) => void;
}

export type RefusalReason = 'authentication' | 'tenant' | 'filters' | 'body' | 'stopping';

/** One request that may go on: whose it is, and what it may see. A class, so that it can be told from other objects. */
export class AuthenticatedRequest {
  readonly served: TenantService;
  readonly caller: AuthenticatedCaller;
  readonly createServer: CreateServer;
  /** Called for each list and call. */
  readonly selection: () => Selection;

  constructor({ served, caller, createServer, selection }: AuthenticatedRequest) {
    this.served = served;
    this.caller = caller;
    this.createServer = createServer;
    this.selection = selection;
  }
}

/** The server that answers what was admitted. */
export const serverFor = ({
  createServer,
  selection,
  caller,
}: Pick<AuthenticatedRequest, 'createServer' | 'selection' | 'caller'>): Server =>
  createServer({ selection, subject: caller.subject });

/**
 * Whether a request belongs to a session that another request began. Credentials that come with requests are part of
 * who calls: the session's server calls with those it began with.
 */
export const sameCaller = (one: AuthenticatedRequest, other: AuthenticatedRequest): boolean =>
  one.served === other.served && one.caller.subject === other.caller.subject && one.createServer === other.createServer;

/**
 * Whether the credential of a session's newest request has ended: at its `exp`, not after it (RFC 7519 §4.1.4).
 *
 * @param now - milliseconds since 1970
 */
export const hasExpired = ({ caller: { expiresAt } }: AuthenticatedRequest, now: number): boolean =>
  expiresAt !== undefined && expiresAt * 1000 <= now;

/** The server of a session: it sees what the session's newest request may see, so that a lesser token narrows it. */
export const sessionServer = (newest: { admitted: AuthenticatedRequest }): Server =>
  serverFor({ ...newest.admitted, selection: () => newest.admitted.selection() });

/** Authenticates a request, finds what serves it, and narrows what it may see. */
export function authenticateRequests({
  authenticator,
  servedFor,
  facts,
  onRefused,
}: AuthenticationOptions): (request: Request) => Promise<AuthenticatedRequest | Response> {
  const byScopes = memoizedNarrowing((allowed, filters) => narrowed(allowed, filters, scopesSetting));
  const byRequest = requestNarrowing(facts);
  return async (request) => {
    const caller = await authenticator.authenticate(request);
    if (caller instanceof Response) {
      onRefused?.('authentication');
      return caller;
    }
    const found = servedFor(caller, request);
    if (found instanceof Response) {
      onRefused?.('tenant');
      return found;
    }
    const { served, credentials } = found;
    const createServer = credentials ? served.withCredentials(credentials) : served.createServer;
    const asked = requestFilters(request);
    const { filters } = caller;
    const selection = (): Selection => {
      const all = served.allowed.current();
      const allowed = filters ? byScopes(all, filters) : all;
      return (asked ? byRequest(allowed, asked) : allowed).selection;
    };
    try {
      selection();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      onRefused?.('filters');
      return refusalResponse(400, error.message);
    }
    return new AuthenticatedRequest({ served, caller, createServer, selection });
  };
}

const scopesSetting = (filter: FilterName): string => `what your credentials allow (${filter})`;
