/** Connections opened with per-request credentials. */
import type { Credentials } from '../client/types.js';
import type { CreateServer } from '../server.js';
import type { Upstream } from './upstream.js';

/** Maximum open connections; when it is exceeded, the least recently used one is closed. */
const MAX_CONNECTED = 100;

/** A connection, and the factory of the servers that call through it. */
export interface PooledConnection {
  connection: Upstream;
  createServer: CreateServer;
}

export interface CredentialPoolOptions {
  open: (credentials: Credentials) => PooledConnection;
  /** Resolves when all calls that are in flight now have ended. */
  callsEnded: () => Promise<void>;
}

export class CredentialPool {
  readonly #options: CredentialPoolOptions;
  /** By credentials, least recently used first. */
  readonly #connected = new Map<string, PooledConnection>();

  constructor(options: CredentialPoolOptions) {
    this.#options = options;
  }

  /** Returns the same factory for the same credentials while they stay connected. */
  serverFor(credentials: Credentials): CreateServer {
    const key = JSON.stringify(credentials);
    const pooled = this.#connected.get(key) ?? this.#options.open(credentials);
    this.#connected.delete(key);
    this.#connected.set(key, pooled);
    if (this.#connected.size > MAX_CONNECTED) this.#disconnectOldest();
    return pooled.createServer;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connected.values()].map(({ connection }) => connection.close()));
  }

  #disconnectOldest(): void {
    const [oldest] = this.#connected;
    if (!oldest) return;
    const [key, { connection }] = oldest;
    this.#connected.delete(key);
    // Calls in flight on this connection finish first.
    void this.#options.callsEnded().then(() => connection.close());
  }
}
