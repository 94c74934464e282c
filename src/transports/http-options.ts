/** What the HTTP server and its parts are given. */
import type { Hosting } from '../config/hosting.js';
import type { Observable } from '../lib/observable.js';
import type { AuthenticationOptions, TenantService } from './authenticated-request.js';

export interface HttpOptions
  extends Pick<
      Hosting,
      | 'host'
      | 'port'
      | 'allowedHosts'
      | 'allowedOrigins'
      | 'sessions'
      | 'sse'
      | 'maxBodyBytes'
      | 'requestTimeoutMs'
      | 'maxConnections'
      | 'shutdownMs'
    >,
    AuthenticationOptions {
  /** All that is served now; what is gone loses its streams and sessions. */
  served: Observable<readonly TenantService[]>;
  onError: (error: Error) => void;
  /** Told of each answer. */
  onAnswer?: (method: string, status: number) => void;
  /** Told when a session begins (1) and ends (-1). */
  onSession?: (change: 1 | -1) => void;
}
