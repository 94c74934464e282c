/** One OAuth token for all replicas, encrypted in Redis: one replica fetches it, the others wait for it. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Clock, systemClock } from '../../client/clock.js';
import { renewalMargin } from '../../client/token.js';
import type { IssuedToken, TokenShare } from '../../client/types.js';
import { createSeal, credentialId } from './credential.js';
import type { Redis } from './redis.js';

/** An OAuth client at one host. */
export interface OAuthClient {
  baseUrl: string;
  key: string;
  secret: string;
}

export interface TokenOptions {
  /** A replica that fetches is taken for dead after so long, and another one fetches; 10,000 by default. */
  lockMs?: number;
  clock?: Clock;
}

const LOCK_MS = 10_000;
/** Between looks while another replica fetches. */
const LOOK_EVERY_MS = 50;
/** A token of unknown life is kept until it is refused, and no longer than a day. */
const DAY_MS = 86_400_000;

const storedToken = z.object({
  token: z.string().regex(/^[\u0021-\u007e]+$/),
  /** How long it was to live when it was stored. */
  ttlMs: z.number().positive().optional(),
});

/** Lets go of what is still as it was, and of nothing else. */
const DELETE_IF = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

export function createTokenShare(
  redis: Redis,
  { baseUrl, key, secret }: OAuthClient,
  { lockMs = LOCK_MS, clock = systemClock }: TokenOptions = {},
): TokenShare {
  const id = credentialId({ baseUrl, credentials: { kind: 'oauth', key, secret } });
  const [tokenKey, lockKey] = [`capillary-mcp:token:${id}`, `capillary-mcp:token-lock:${id}`];
  const seal = createSeal(secret, tokenKey);
  const never = new AbortController().signal;

  const deleteIf = (name: string, value: string) =>
    redis.ask((client) => client.eval(DELETE_IF, { keys: [name], arguments: [value] }));

  /** What cannot be read was written with another secret's key or by somebody else, and is as good as nothing. */
  async function stored(refused: string | undefined): Promise<IssuedToken | undefined> {
    const found = await redis.ask((client) => Promise.all([client.get(tokenKey), client.pTTL(tokenKey)]));
    const [sealed, leftMs] = found?.answer ?? [null, 0];
    if (sealed === null) return undefined;
    const known = storedToken.safeParse(parse(seal.open(sealed))).data;
    if (!known || known.token === refused) {
      await deleteIf(tokenKey, sealed);
      return undefined;
    }
    const { token, ttlMs } = known;
    if (ttlMs === undefined) return { token };
    return leftMs > 0 ? { token, ttlMs: leftMs + renewalMargin(ttlMs) } : undefined;
  }

  /** It goes from Redis when it is to be renewed, so that nobody gets one that is about to expire. */
  async function store({ token, ttlMs }: IssuedToken): Promise<void> {
    const keepMs = Math.floor(ttlMs === undefined ? DAY_MS : ttlMs - renewalMargin(ttlMs));
    if (keepMs < 1) return;
    const sealed = seal.close(JSON.stringify({ token, ttlMs }));
    await redis.ask((client) => client.set(tokenKey, sealed, { expiration: { type: 'PX', value: keepMs } }));
  }

  async function fetchLocked(
    fetch: () => Promise<IssuedToken>,
    refused: string | undefined,
    lock: string,
  ): Promise<IssuedToken> {
    try {
      // The one who had the lock before may just have stored it.
      const known = await stored(refused);
      if (known) return known;
      const issued = await fetch();
      await store(issued);
      return issued;
    } finally {
      await deleteIf(lockKey, lock);
    }
  }

  return {
    obtain: async (fetch, refused) => {
      const lock = randomUUID();
      const until = clock.now() + lockMs * 1.5;
      for (;;) {
        const known = await stored(refused);
        if (known) return known;
        const locked = await redis.ask((client) =>
          client.set(lockKey, lock, { condition: 'NX', expiration: { type: 'PX', value: lockMs } }),
        );
        if (locked?.answer === 'OK') return fetchLocked(fetch, refused, lock);
        if (!locked || clock.now() >= until) return fetch();
        await clock.sleep(LOOK_EVERY_MS * (0.5 + clock.random()), never);
      }
    },
  };
}

function parse(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}
