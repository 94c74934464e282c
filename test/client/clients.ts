/** Clients for tests. Each closes when its test finishes; `fakeClock` makes time pass without waiting. */
import { onTestFinished } from 'vitest';
import { ApiClient } from '../../src/client/client.js';
import { type ClientClock, systemClock } from '../../src/client/clock.js';
import { CapillaryError } from '../../src/client/errors.js';
import type { RequestEvent } from '../../src/client/trace.js';
import type { CapillaryClient, ClientOptions } from '../../src/client/types.js';

export const USERNAME = 'till.pune1';
export const PASSWORD = 'correct horse battery';
export const KEY = 'client-key-4711-abcdef';
export const SECRET = 'client-secret-0815-fedcba';
export const ADMIN_KEY = 'admin-key-2342-xyzxyz';

export const oauth = { kind: 'oauth', key: KEY, secret: SECRET } as const;

export interface TestClient extends CapillaryClient {
  events: RequestEvent[];
}

export function clientFor(
  baseUrl: string,
  options: Partial<ClientOptions> = {},
  clock: ClientClock = systemClock,
): TestClient {
  const events: RequestEvent[] = [];
  const client = new ApiClient(
    {
      baseUrl,
      credentials: { kind: 'basic', username: USERNAME, password: PASSWORD },
      proxy: false,
      userAgent: 'capillary-mcp/0.0.0-test',
      closeLimitMs: 20,
      log: (event) => events.push(event),
      ...options,
    },
    clock,
  );
  onTestFinished(() => client.close());
  return Object.assign(client, { events });
}

/** A clock that only advances when told to or when something sleeps, which is instant. `slept` lists the sleeps. */
export function fakeClock(random = 0.5): ClientClock & { slept: number[]; advance(ms: number): void } {
  let time = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    advance: (ms) => {
      time += ms;
    },
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      slept.push(ms);
      time += ms;
    },
    random: () => random,
  };
}

/** The CapillaryError that a call fails with. */
export async function failureOf(call: Promise<unknown>): Promise<CapillaryError> {
  const thrown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (thrown instanceof CapillaryError) return thrown;
  throw new Error(`expected a CapillaryError, got ${String(thrown)}`);
}
