/** The default options of servers in tests. */
import type { HttpOptions } from '../../src/transports/http-options.js';

export const HTTP_DEFAULTS = {
  host: '127.0.0.1',
  port: 0,
  sessions: false,
  sse: false,
  maxBodyBytes: 1_000_000,
  requestTimeoutMs: 30_000,
  maxConnections: 20_000,
  shutdownMs: 5_000,
} as const satisfies Partial<HttpOptions>;
