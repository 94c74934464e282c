/**
 * Faults on request, for tests of clients: latency, failing statuses, dropped connections, truncated bodies, and a rate
 * limit. The header `X-Sandbox-Fault` requests one for a single call; `POST /__sandbox/faults` plans faults for later
 * calls.
 */
import { z } from 'zod';
import { MINUTE, now, SECOND } from '../world/clock.js';
import type { World } from '../world/world.js';
import { failureReply, layerOf, type Reply } from './replies.js';

/** What goes wrong with a call. */
export interface Fault {
  /** Delay before anything else. */
  latencyMs?: number | undefined;
  /** Answered instead of processing the call, in the envelope of its layer. */
  status?: number | undefined;
  /** Retry-After of that answer, in seconds. */
  retryAfter?: number | undefined;
  /** The connection is dropped: before the call is processed, or after it. */
  drop?: 'before' | 'after' | undefined;
  /** The call is processed, and half of its answer is sent. */
  truncate?: boolean | undefined;
}

const FAULT_SHAPE = {
  latencyMs: z.int().min(0).max(120_000).optional(),
  status: z.int().min(400).max(599).optional(),
  retryAfter: z.int().min(0).max(86_400).optional(),
  drop: z.enum(['before', 'after']).optional(),
  truncate: z.boolean().optional(),
};

/** A fault for later calls. */
const PLAN = z.strictObject({
  ...FAULT_SHAPE,
  /** Only calls with this method. */
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  /** Only calls to paths with this prefix, such as `/v2/coupon`. */
  path: z.string().startsWith('/').max(500).optional(),
  /** The number of calls; all calls by default. */
  times: z.int().min(1).max(1_000_000).optional(),
});
type Plan = z.output<typeof PLAN>;

/** The body of `POST /__sandbox/faults`: the plans from now on, and a limit of calls per minute and credential. */
const PLANS = z.strictObject({
  faults: z.array(PLAN).max(100).optional(),
  rateLimitPerMinute: z.int().min(1).max(1_000_000).nullable().optional(),
});

export interface Faults {
  /** The fault of a call. Counts the call. */
  of(call: { method: string; path: string; headers: Readonly<Record<string, string>> }): Fault | undefined;
  /** The answer to a call above the rate limit; uses the world's time. */
  limited(world: World, call: { path: string; headers: Readonly<Record<string, string>> }): Reply | undefined;
  /**
   * Replaces the plans.
   * @returns what is wrong with them, if anything
   */
  plan(body: unknown): string | undefined;
  planned(): z.output<typeof PLANS>;
  clear(): void;
}

export function createFaults(): Faults {
  let plans: { plan: Plan; left: number }[] = [];
  let perMinute: number | undefined;
  const counts = new Map<string, { until: number; calls: number }>();
  const clear = (): void => {
    plans = [];
    perMinute = undefined;
    counts.clear();
  };
  return {
    of: ({ method, path, headers }) => {
      const asked = headers['x-sandbox-fault'];
      if (asked !== undefined) return readHeader(asked);
      const found = plans.find(
        ({ plan, left }) =>
          left > 0 &&
          (plan.method === undefined || plan.method === method) &&
          (plan.path === undefined || path.startsWith(plan.path)),
      );
      if (found) found.left -= 1;
      return found?.plan;
    },
    limited: (world, { path, headers }) => {
      if (perMinute === undefined) return undefined;
      const credential = headers['x-cap-api-oauth-token'] ?? headers['authorization'] ?? '';
      const time = Date.parse(now(world));
      const known = counts.get(credential);
      const window = known && time < known.until ? known : { until: time + MINUTE, calls: 0 };
      counts.set(credential, window);
      window.calls += 1;
      if (window.calls <= perMinute) return undefined;
      return failed(path, { status: 429, retryAfter: Math.ceil((window.until - time) / SECOND) });
    },
    plan: (body) => {
      const parsed = PLANS.safeParse(body);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        return `${issue?.path.join('.') || 'body'}: ${issue?.message}`;
      }
      clear();
      plans = (parsed.data.faults ?? []).map((plan) => ({ plan, left: plan.times ?? Number.POSITIVE_INFINITY }));
      perMinute = parsed.data.rateLimitPerMinute ?? undefined;
      return undefined;
    },
    planned: () => ({
      faults: plans
        .filter(({ left }) => left > 0)
        .map(({ plan, left }) => (Number.isFinite(left) ? { ...plan, times: left } : plan)),
      rateLimitPerMinute: perMinute ?? null,
    }),
    clear,
  };
}

/** The answer of a fault, instead of the endpoint's. */
export function failed(path: string, { status = 500, retryAfter }: Fault): Reply {
  const message =
    status === 429 ? 'Too many requests' : `The sandbox was configured to fail this call with status ${status}`;
  const answer = failureReply(layerOf(path), { code: status, message, httpStatus: status });
  return retryAfter === undefined ? answer : { ...answer, headers: { 'retry-after': String(retryAfter) } };
}

/**
 * Parses `latency=200`, `status=503`, `retry-after=2`, `drop`, `drop=after`, `truncate`; several are separated by
 * commas.
 */
function readHeader(text: string): Fault | undefined {
  const given = new Map(
    text.split(',').map((part) => {
      const [name = '', value = ''] = part.trim().toLowerCase().split('=');
      return [name, value] as const;
    }),
  );
  const whole = (name: string): number | undefined => {
    const value = given.get(name);
    return value === undefined ? undefined : Number(value);
  };
  const drop = given.get('drop');
  return z.object(FAULT_SHAPE).safeParse({
    latencyMs: whole('latency'),
    status: whole('status'),
    retryAfter: whole('retry-after'),
    drop: drop === '' ? 'before' : drop,
    truncate: given.has('truncate'),
  }).data;
}
