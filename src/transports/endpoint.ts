/** Streamable HTTP for one organisation: both protocol eras, stateless; sessions for the 2025 era where wanted. */
import { createMcpHandler, isLegacyRequest } from '@modelcontextprotocol/server';
import { type Admitted, type Served, serverFor } from './admission.js';
import type { HttpOptions } from './http.js';
import { createSessions } from './sessions.js';

export interface Endpoint {
  handle(request: Request, admitted: Admitted, body: { parsed?: unknown }): Promise<Response>;
  /** Ends streams and sessions. */
  close(): Promise<void>;
}

export function createEndpoint(
  served: Served,
  { sessions: wantsSessions, maxBodyBytes, onError, onSession }: HttpOptions,
): Endpoint {
  // The SDK passes authInfo through to the factory as it is; that is how a request's server finds what was admitted.
  const admittedBy = new WeakMap<object, Admitted>();
  const handler = createMcpHandler(
    ({ authInfo }) => {
      const admitted = authInfo && admittedBy.get(authInfo);
      if (!admitted) throw new Error('a request that was not admitted');
      return serverFor(admitted);
    },
    {
      legacy: wantsSessions ? 'reject' : 'stateless',
      maxRequestBodySize: maxBodyBytes,
      onerror: onError,
      ...(served.bus && { bus: served.bus }),
    },
  );
  const sessions = wantsSessions
    ? createSessions({ ...(onSession && { onSession }), onError, maxBodyBytes })
    : undefined;
  const unsubscribe = served.allowed.subscribe(() => {
    handler.notify.toolsChanged();
    sessions?.toolsChanged();
  });
  return {
    handle: async (request, admitted, body) => {
      if (sessions && (await isLegacyRequest(request, body.parsed, { maxRequestBodySize: maxBodyBytes }))) {
        return sessions.handle(request, admitted, body);
      }
      const authInfo = { token: '', clientId: admitted.caller.subject, scopes: [] };
      admittedBy.set(authInfo, admitted);
      return handler.fetch(request, { authInfo, ...('parsed' in body && { parsedBody: body.parsed }) });
    },
    close: async () => {
      unsubscribe();
      await Promise.all([handler.close(), sessions?.close()]);
    },
  };
}
