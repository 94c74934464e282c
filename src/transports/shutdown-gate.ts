/** Tracks the requests that a server is answering, and refuses new ones once it shuts down. */
import type { MiddlewareHandler } from 'hono';
import { InFlight } from '../lib/in-flight.js';
import { refusalResponse } from './refusal.js';

export class ShutdownGate {
  /** Requests that are not answered yet. */
  readonly #unanswered = new InFlight();
  /** Called for each request that is refused. */
  readonly #onRefused: () => void;
  #isShut = false;

  constructor(onRefused: () => void) {
    this.#onRefused = onRefused;
  }

  /** Lets requests pass until the gate is shut. */
  readonly middleware: MiddlewareHandler = async (_, next) => {
    if (!this.#isShut) {
      await this.#unanswered.track(next());
      return;
    }
    this.#onRefused();
    return refusalResponse(503, 'This server is shutting down; send the request again.', {
      'retry-after': '1',
      connection: 'close',
    });
  };

  /** Refuses every request from now on. */
  shut(): void {
    this.#isShut = true;
  }

  /** Resolves when all requests that passed are answered, or at the limit. */
  settled(limitMs: number): Promise<void> {
    return this.#unanswered.settled(limitMs);
  }
}
