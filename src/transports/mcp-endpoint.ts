/** Streamable HTTP for one organisation: both protocol eras, stateless; sessions for the 2025 era where wanted. */
import { setImmediate } from 'node:timers/promises';
import { createMcpHandler, isLegacyRequest } from '@modelcontextprotocol/server';
import { InFlight } from '../lib/in-flight.js';
import { AuthenticatedRequest, serverFor, type TenantService } from './authenticated-request.js';
import type { HttpOptions } from './http-options.js';
import { Sessions } from './sessions.js';

export interface Endpoint {
  handle(request: Request, admitted: AuthenticatedRequest, body: { parsed?: unknown }): Promise<Response>;
  /** Lets calls under way finish and be answered, for so long at most; then ends streams and sessions. */
  close(limitMs: number): Promise<void>;
}

export function createEndpoint(
  served: TenantService,
  { sessions: wantsSessions, maxBodyBytes, onError, onSession }: HttpOptions,
): Endpoint {
  const handler = createMcpHandler(
    ({ authInfo }) => {
      const admitted = authInfo?.extra?.['admitted'];
      if (!(admitted instanceof AuthenticatedRequest)) throw new Error('a request that was not admitted');
      return serverFor(admitted);
    },
    {
      legacy: wantsSessions ? 'reject' : 'stateless',
      maxRequestBodySize: maxBodyBytes,
      onerror: onError,
      ...(served.bus && { bus: served.bus }),
    },
  );
  const sessions = wantsSessions ? new Sessions({ ...(onSession && { onSession }), onError, maxBodyBytes }) : undefined;
  const unsubscribe = served.allowed.subscribe(() => {
    handler.notify.toolsChanged();
    sessions?.toolsChanged();
  });
  const answer: Endpoint['handle'] = async (request, admitted, body) => {
    if (sessions && (await isLegacyRequest(request, body.parsed, { maxRequestBodySize: maxBodyBytes }))) {
      return sessions.handle(request, admitted, body);
    }
    const authInfo = { token: '', clientId: admitted.caller.subject, scopes: [], extra: { admitted } };
    return handler.fetch(request, { authInfo, ...('parsed' in body && { parsedBody: body.parsed }) });
  };
  const unanswered = new InFlight();
  return {
    handle: (...request) => unanswered.track(answer(...request)),
    close: async (limitMs) => {
      unsubscribe();
      const until = performance.now() + limitMs;
      await unanswered.settled(limitMs);
      // Where an answer is a stream, its call begins after the stream and ends before its last event.
      await setImmediate();
      await served.idle(Math.max(0, until - performance.now()));
      await setImmediate();
      await Promise.all([handler.close(), sessions?.close()]);
    },
  };
}
