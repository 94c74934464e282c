/** A transport that knows which of the client's requests have not been answered yet. */
import {
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  type RequestId,
  type Transport,
} from '@modelcontextprotocol/server';

/** Answered only when the connection ends, so nobody waits for it. */
const SUBSCRIPTION = 'subscriptions/listen';

export class TrackedTransport implements Transport {
  onclose?: Transport['onclose'];
  onerror?: Transport['onerror'];
  onmessage?: Transport['onmessage'];
  readonly #inner: Transport;
  readonly #onClosed: () => void;
  readonly #unanswered = new Set<RequestId>();
  #waiting: (() => void)[] = [];

  /** @param onClosed - called when the connection is closed, whoever closes it */
  constructor(inner: Transport, onClosed: () => void) {
    this.#inner = inner;
    this.#onClosed = onClosed;
  }

  start(): Promise<void> {
    this.#inner.onclose = () => {
      this.#unanswered.clear();
      this.#wake();
      this.onclose?.();
      this.#onClosed();
    };
    this.#inner.onerror = (error) => this.onerror?.(error);
    this.#inner.onmessage = (message, extra) => {
      this.#received(message);
      this.onmessage?.(message, extra);
    };
    return this.#inner.start();
  }

  async send(...[message, options]: Parameters<Transport['send']>): Promise<void> {
    try {
      await this.#inner.send(message, options);
    } finally {
      const isAnswer = isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message);
      if (isAnswer && message.id !== undefined) this.#settle(message.id);
    }
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  /** Resolves when every request that was received is answered, or was cancelled, or nobody can be answered any more. */
  async allAnswered(): Promise<void> {
    if (this.#unanswered.size > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #received(message: JSONRPCMessage): void {
    if (isJSONRPCRequest(message)) {
      if (message.method !== SUBSCRIPTION) this.#unanswered.add(message.id);
    } else if (isJSONRPCNotification(message) && message.method === 'notifications/cancelled') {
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
    for (const resolve of this.#waiting) resolve();
    this.#waiting = [];
  }
}
