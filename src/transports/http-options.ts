/** What the HTTP server and its parts are given. */
import type { Hosting } from '../config/hosting.js';
import type { Live } from '../lib/observable.js';
import type { AdmissionOptions, Served } from './admission.js';

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
    AdmissionOptions {
  /** All that is served now; what is gone loses its streams and sessions. */
  served: Live<readonly Served[]>;
  onError: (error: Error) => void;
  /** Told of each answer. */
  onAnswer?: (method: string, status: number) => void;
  /** Told when a session begins (1) and ends (-1). */
  onSession?: (change: 1 | -1) => void;
}
