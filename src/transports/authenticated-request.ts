/** Authenticates requests, finds the tenant that serves each, and limits what the caller may see. */
import type { Server, ServerEventBus } from '@modelcontextprotocol/server';
import type { Credentials } from '../client/types.js';
import {
  createRequestNarrowing,
  memoizeNarrowing,
  narrowToolAccess,
  readRequestFilters,
  type ToolAccess,
} from '../discovery/filters.js';
import type { FilterName, Selection } from '../discovery/selection.js';
import { ConfigError } from '../lib/config-error.js';
import type { Observable } from '../lib/observable.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import type { CreateServer } from '../server.js';
import type { AuthenticatedCaller, Authenticator } from './auth/authenticator.js';
import { refusalResponse } from './refusal.js';

/** One organization, as the HTTP transports serve it. */
export interface TenantService {
  /** The tenant's id; `default` without a tenants file. */
  id: string;
  allowed: Observable<ToolAccess>;
  createServer: CreateServer;
  withCredentials(credentials: Credentials): CreateServer;
  /** Delivers change notifications to the streams of all replicas. */
  bus?: ServerEventBus;
  /** Resolves when no call is in flight, or at the limit. */
  idle(limitMs: number): Promise<void>;
}

export interface AuthenticationOptions {
  authenticator: Authenticator;
  /** @returns what serves the caller, or the response that refuses the request */
  serviceFor: (
    caller: AuthenticatedCaller,
    request: Request,
  ) => { service: TenantService; credentials?: Credentials } | Response;
  facts: readonly ToolFacts[];
  /** Called for each request that is refused before it reaches an MCP server. */
  onRefused?: (reason: RefusalReason) => void;
}

export type RefusalReason = 'authentication' | 'tenant' | 'filters' | 'body' | 'scope' | 'limit' | 'stopping';

/** A request that may proceed: its caller, and what it may see. A class, so that `instanceof` can recognize it. */
export class AuthenticatedRequest {
  readonly service: TenantService;
  readonly caller: AuthenticatedCaller;
  readonly createServer: CreateServer;
  /** Evaluated for each list and each call, so that changed filters take effect at once. */
  readonly selection: () => Selection;

  constructor({ service, caller, createServer, selection }: AuthenticatedRequest) {
    this.service = service;
    this.caller = caller;
    this.createServer = createServer;
    this.selection = selection;
  }
}

/** Creates the MCP server that answers the request. */
export const serverFor = ({
  createServer,
  selection,
  caller,
}: Pick<AuthenticatedRequest, 'createServer' | 'selection' | 'caller'>): Server =>
  createServer({ selection, subject: caller.subject });

/**
 * Whether two requests may share a session. Per-request credentials count as part of the caller, because the server of
 * a session keeps calling the API with the credentials that the session started with.
 */
export const sameCaller = (one: AuthenticatedRequest, other: AuthenticatedRequest): boolean =>
  one.service === other.service &&
  one.caller.subject === other.caller.subject &&
  one.createServer === other.createServer;

/**
 * Whether the credential of a request has expired. It expires at `exp`, not after it (RFC 7519 §4.1.4).
 *
 * @param now - milliseconds since 1970
 */
export const hasExpired = ({ caller: { expiresAt } }: AuthenticatedRequest, now: number): boolean =>
  expiresAt !== undefined && expiresAt * 1000 <= now;

/** The server of a session. It sees what the newest request may see: a token with fewer rights narrows it at once. */
export const sessionServer = (newest: { request: AuthenticatedRequest }): Server =>
  serverFor({ ...newest.request, selection: () => newest.request.selection() });

/** @returns a function that authenticates a request, or returns the response that refuses it */
export function authenticateRequests({
  authenticator,
  serviceFor,
  facts,
  onRefused,
}: AuthenticationOptions): (request: Request) => Promise<AuthenticatedRequest | Response> {
  const byScopes = memoizeNarrowing((allowed, filters) => narrowToolAccess(allowed, filters, scopesSetting));
  const byRequest = createRequestNarrowing(facts);
  return async (request) => {
    const caller = await authenticator.authenticate(request);
    if (caller instanceof Response) {
      onRefused?.('authentication');
      return caller;
    }
    const resolved = serviceFor(caller, request);
    if (resolved instanceof Response) {
      onRefused?.('tenant');
      return resolved;
    }
    const { service, credentials } = resolved;
    const createServer = credentials ? service.withCredentials(credentials) : service.createServer;
    const requested = readRequestFilters(request);
    const { filters } = caller;
    const selection = (): Selection => {
      const ofTenant = service.allowed.current();
      const allowed = filters ? byScopes(ofTenant, filters) : ofTenant;
      return (requested ? byRequest(allowed, requested) : allowed).selection;
    };
    try {
      selection();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      onRefused?.('filters');
      return refusalResponse(400, error.message);
    }
    return new AuthenticatedRequest({ service, caller, createServer, selection });
  };
}

const scopesSetting = (filter: FilterName): string => `what your credentials allow (${filter})`;
