/** Time and randomness, injected so that tests need not wait. */
import type { Stoppable } from '../lib/stop-signal.js';

export interface ClientClock {
  /** Milliseconds from an arbitrary origin. */
  now(): number;
  /** @throws the signal's reason if it is aborted */
  sleep(ms: number, signal: Stoppable): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
}

export const systemClock: ClientClock = {
  now: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      signal.addEventListener('abort', onAbort, { once: true });
    }),
  random: Math.random,
};
