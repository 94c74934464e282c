/** A transport that tracks which of the client's requests have not been answered yet. */
import type { JSONRPCMessage, RequestId, Transport } from '@modelcontextprotocol/server';

/** Answered only when the connection ends, so it does not count as unanswered. */
const SUBSCRIPTION = 'subscriptions/listen';

interface TrackingOptions {
  /** Called when either side closes the connection. */
  onClosed: () => void;
  /** Called before each message to the client while several of its requests are unanswered. */
  beforeSend: () => void;
}

export class TrackedTransport implements Transport {
  onclose?: Transport['onclose'];
  onerror?: Transport['onerror'];
  onmessage?: Transport['onmessage'];
  readonly #inner: Transport;
  readonly #options: TrackingOptions;
  readonly #unanswered = new Set<RequestId>();
  #waiters: (() => void)[] = [];

  constructor(inner: Transport, options: TrackingOptions) {
    this.#inner = inner;
    this.#options = options;
  }

  start(): Promise<void> {
    this.#inner.onclose = () => {
      this.#unanswered.clear();
      this.#wake();
      this.onclose?.();
      this.#options.onClosed();
    };
    this.#inner.onerror = (error) => this.onerror?.(error);
    this.#inner.onmessage = (message, extra) => {
      this.#onReceived(message);
      this.onmessage?.(message, extra);
    };
    return this.#inner.start();
  }

  async send(...[message, options]: Parameters<Transport['send']>): Promise<void> {
    if (this.#unanswered.size > 1) this.#options.beforeSend();
    try {
      await this.#inner.send(message, options);
    } finally {
      if (!('method' in message) && message.id !== undefined) this.#settle(message.id);
    }
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  /** Resolves when every request is answered or cancelled, or when the connection is closed. */
  async allAnswered(): Promise<void> {
    if (this.#unanswered.size > 0) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  /** The inner transport has validated the message already. */
  #onReceived(message: JSONRPCMessage): void {
    if (!('method' in message)) return;
    if ('id' in message) {
      if (message.method !== SUBSCRIPTION) this.#unanswered.add(message.id);
    } else if (message.method === 'notifications/cancelled') {
      const id = message.params?.['requestId'];
      if (typeof id === 'string' || typeof id === 'number') this.#settle(id);
    }
  }

  #settle(id: RequestId): void {
    this.#unanswered.delete(id);
    this.#wake();
  }

  #wake(): void {
    if (this.#unanswered.size > 0) return;
    for (const resolve of this.#waiters) resolve();
    this.#waiters = [];
  }
}
