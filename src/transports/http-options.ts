/** The options of the HTTP server and its parts. */
import type { Hosting } from '../config/hosting.js';
import type { Config } from '../config/server.js';
import type { Observable } from '../lib/observable.js';
import type { AuthenticationOptions, TenantService } from './authenticated-request.js';
import type { MemoryLimits } from './memory-limits.js';

export interface HttpOptions
  extends Pick<
      Hosting,
      | 'host'
      | 'port'
      | 'allowedHosts'
      | 'allowedOrigins'
      | 'sessions'
      | 'sse'
      | 'requestTimeoutMs'
      | 'maxConnections'
      | 'shutdownMs'
    >,
    Pick<Config, 'maxBodyBytes'>,
    AuthenticationOptions {
  /** The tenants that are served now. When one is removed, its streams and sessions end. */
  services: Observable<readonly TenantService[]>;
  /** {@link MEMORY_LIMITS} by default. */
  limits?: Partial<MemoryLimits>;
  onError: (error: Error) => void;
  /** Called when a connection is closed because its client does not read its answers. */
  onSlowReader?: () => void;
  /** Called for each response. */
  onAnswer?: (method: string, status: number) => void;
  /** Called when a session begins (1) and ends (-1), then with how long it lasted. */
  onSession?: (change: 1 | -1, durationMs?: number) => void;
}
