/** The connections that are open with credentials that came with requests. */
import type { Credentials } from '../client/types.js';
import type { CreateServer } from '../server.js';
import type { Upstream } from './upstream.js';

/** Credentials that stay connected; beyond these, the ones that were used longest ago are disconnected. */
const MAX_CONNECTED = 100;

/** A connection, and the servers that call through it. */
export interface ServedConnection {
  connection: Upstream;
  createServer: CreateServer;
}

export interface CredentialPoolOptions {
  open: (credentials: Credentials) => ServedConnection;
  /** Resolves when all calls that are in flight now have ended. */
  callsEnded: () => Promise<void>;
}

export class CredentialPool {
  readonly #options: CredentialPoolOptions;
  /** By credentials; the ones used last come last. */
  readonly #connected = new Map<string, ServedConnection>();

  constructor(options: CredentialPoolOptions) {
    this.#options = options;
  }

  /** The same for the same credentials, as long as they stay connected. */
  serverFor(credentials: Credentials): CreateServer {
    const key = JSON.stringify(credentials);
    const served = this.#connected.get(key) ?? this.#options.open(credentials);
    this.#connected.delete(key);
    this.#connected.set(key, served);
    if (this.#connected.size > MAX_CONNECTED) this.#disconnectOldest();
    return served.createServer;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connected.values()].map(({ connection }) => connection.close()));
  }

  #disconnectOldest(): void {
    const [oldest] = this.#connected;
    if (!oldest) return;
    const [key, { connection }] = oldest;
    this.#connected.delete(key);
    // Calls in flight on it are finished first.
    void this.#options.callsEnded().then(() => connection.close());
  }
}
