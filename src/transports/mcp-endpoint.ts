/** The Streamable HTTP endpoint of one tenant: both protocol eras, stateless; optional sessions for the 2025 era. */
import { setImmediate } from 'node:timers/promises';
import { createMcpHandler, isLegacyRequest } from '@modelcontextprotocol/server';
import { InFlight } from '../lib/in-flight.js';
import { AuthenticatedRequest, serverFor, type TenantService } from './authenticated-request.js';
import type { CallerQuota } from './caller-quota.js';
import type { EventBudget } from './event-store.js';
import type { HttpOptions } from './http-options.js';
import { Sessions } from './sessions.js';

export interface McpEndpoint {
  handle(request: Request, authenticated: AuthenticatedRequest, body: { parsed?: unknown }): Promise<Response>;
  /** Waits until calls in flight are answered, or until the limit; then ends streams and sessions. */
  close(limitMs: number): Promise<void>;
}

export interface EndpointOptions extends HttpOptions {
  /** Limits the sessions of all tenants. */
  sessionQuota: CallerQuota;
  /** Limits the events that the sessions of all tenants keep. */
  eventBudget: EventBudget;
}

export function createMcpEndpoint(
  service: TenantService,
  { sessions: hasSessions, maxBodyBytes, sessionQuota, eventBudget, onError, onRefused, onSession }: EndpointOptions,
): McpEndpoint {
  const handler = createMcpHandler(
    ({ authInfo }) => {
      const authenticated = authInfo?.extra?.['authenticated'];
      if (!(authenticated instanceof AuthenticatedRequest)) throw new Error('The request is not authenticated.');
      return serverFor(authenticated);
    },
    {
      legacy: hasSessions ? 'reject' : 'stateless',
      maxRequestBodySize: maxBodyBytes,
      onerror: onError,
      ...(service.bus && { bus: service.bus }),
    },
  );
  const sessions = hasSessions
    ? new Sessions({
        ...(onSession && { onSession }),
        ...(onRefused && { onRefused }),
        onError,
        maxBodyBytes,
        quota: sessionQuota,
        eventBudget,
      })
    : undefined;
  const unsubscribe = service.allowed.subscribe(() => {
    handler.notify.toolsChanged();
    sessions?.toolsChanged();
  });
  const answer: McpEndpoint['handle'] = async (request, authenticated, body) => {
    if (sessions && (await isLegacyRequest(request, body.parsed, { maxRequestBodySize: maxBodyBytes }))) {
      return sessions.handle(request, authenticated, body);
    }
    const authInfo = { token: '', clientId: authenticated.caller.subject, scopes: [], extra: { authenticated } };
    return handler.fetch(request, { authInfo, ...('parsed' in body && { parsedBody: body.parsed }) });
  };
  const unanswered = new InFlight();
  return {
    handle: (...request) => unanswered.track(answer(...request)),
    close: async (limitMs) => {
      unsubscribe();
      const until = performance.now() + limitMs;
      await unanswered.settled(limitMs);
      // If an answer is a stream, its call starts after the stream and ends before the last event is sent.
      await setImmediate();
      await service.idle(Math.max(0, until - performance.now()));
      await setImmediate();
      await Promise.all([handler.close(), sessions?.close()]);
    },
  };
}
