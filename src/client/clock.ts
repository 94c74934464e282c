/** Time and randomness, injected so that tests need not wait. */
import { setTimeout as delay } from 'node:timers/promises';

export interface ClientClock {
  /** Milliseconds from an arbitrary origin. */
  now(): number;
  /** @throws the signal's reason if it is aborted */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
}

export const systemClock: ClientClock = {
  now: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, { signal });
    } catch {
      signal.throwIfAborted();
    }
  },
  random: Math.random,
};
