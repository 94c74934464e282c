/** Time and chance, passed in so that tests wait for nothing. */
import { setTimeout as delay } from 'node:timers/promises';

export interface ClientClock {
  /** Milliseconds; only differences count. */
  now(): number;
  /** @throws whatever reason the signal was aborted with */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 up to but not including 1. */
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
