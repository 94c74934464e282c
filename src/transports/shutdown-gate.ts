/** Whether a server takes requests, and which of them it is working on. */
import type { MiddlewareHandler } from 'hono';
import { InFlight } from '../lib/in-flight.js';
import { refusalResponse } from './refusal.js';

export class Intake {
  /** Requests that are not answered yet. */
  readonly #arriving = new InFlight();
  /** Called for each request that comes too late. */
  readonly #onRefused: () => void;
  #stopped = false;

  constructor(onRefused: () => void) {
    this.#onRefused = onRefused;
  }

  /** Lets requests pass until the intake is stopped. */
  readonly middleware: MiddlewareHandler = async (_, next) => {
    if (!this.#stopped) {
      await this.#arriving.track(next());
      return;
    }
    this.#onRefused();
    return refusalResponse(503, 'This server is stopping; another one takes over.', {
      'retry-after': '1',
      connection: 'close',
    });
  };

  /** Refuses every request from now on. */
  stop(): void {
    this.#stopped = true;
  }

  /** Resolves when the requests that passed have been answered, or at the limit. */
  settled(limitMs: number): Promise<void> {
    return this.#arriving.settled(limitMs);
  }
}
