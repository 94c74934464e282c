/** One OAuth token for all replicas, encrypted in Redis: one replica fetches it, the others wait for it. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type ClientClock, systemClock } from '../../client/clock.js';
import { renewalMargin } from '../../client/token.js';
import type { IssuedToken, TokenShare } from '../../client/types.js';
import { createSeal, credentialId, type Seal } from './credential.js';
import type { RedisConnection } from './redis.js';

/** An OAuth client at one host. */
export interface OAuthClient {
  baseUrl: string;
  key: string;
  secret: string;
}

export interface TokenOptions {
  /** How long a replica may take to fetch before another one does; 10,000 by default. */
  lockMs?: number;
  clock?: ClientClock;
}

const LOCK_MS = 10_000;
/** Between looks while another replica fetches. */
const LOOK_EVERY_MS = 50;
/** A token of unknown life is kept until it is refused, and no longer than a day. */
const DAY_MS = 86_400_000;
/** Aborts nothing. */
const NEVER = new AbortController().signal;

const storedToken = z.object({
  token: z.string().regex(/^[\u0021-\u007e]+$/),
  /** How long it was to live when it was stored. */
  ttlMs: z.number().positive().optional(),
});

/** Deletes a key whose value is the given one. */
const DELETE_IF = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

export class RedisTokenShare implements TokenShare {
  readonly #redis: RedisConnection;
  readonly #lockMs: number;
  readonly #clock: ClientClock;
  /** Where the token is in Redis. */
  readonly #tokenKey: string;
  /** Whose existence says that a replica is fetching a token. */
  readonly #lockKey: string;
  /** Encrypts the token with the client's secret. */
  readonly #seal: Seal;

  constructor(
    redis: RedisConnection,
    { baseUrl, key, secret }: OAuthClient,
    { lockMs = LOCK_MS, clock = systemClock }: TokenOptions = {},
  ) {
    const id = credentialId({ baseUrl, credentials: { kind: 'oauth', key, secret } });
    this.#redis = redis;
    this.#lockMs = lockMs;
    this.#clock = clock;
    this.#tokenKey = `capillary-mcp:token:${id}`;
    this.#lockKey = `capillary-mcp:token-lock:${id}`;
    this.#seal = createSeal(secret, this.#tokenKey);
  }

  async obtain(fetch: () => Promise<IssuedToken>, refused?: string): Promise<IssuedToken> {
    const lock = randomUUID();
    const until = this.#clock.now() + this.#lockMs * 1.5;
    for (;;) {
      const known = await this.#stored(refused);
      if (known) return known;
      const locked = await this.#redis.ask((client) =>
        client.set(this.#lockKey, lock, { condition: 'NX', expiration: { type: 'PX', value: this.#lockMs } }),
      );
      if (locked?.answer === 'OK') return this.#fetchLocked(fetch, refused, lock);
      if (!locked || this.#clock.now() >= until) return fetch();
      await this.#clock.sleep(LOOK_EVERY_MS * (0.5 + this.#clock.random()), NEVER);
    }
  }

  async #fetchLocked(
    fetch: () => Promise<IssuedToken>,
    refused: string | undefined,
    lock: string,
  ): Promise<IssuedToken> {
    try {
      // The replica that had the lock before may just have stored a token.
      const known = await this.#stored(refused);
      if (known) return known;
      const issued = await fetch();
      await this.#store(issued);
      return issued;
    } finally {
      await this.#deleteIf(this.#lockKey, lock);
    }
  }

  /** A token that cannot be decrypted was written with another secret or by somebody else, and is deleted. */
  async #stored(refused: string | undefined): Promise<IssuedToken | undefined> {
    const found = await this.#redis.ask((client) =>
      Promise.all([client.get(this.#tokenKey), client.pTTL(this.#tokenKey)]),
    );
    const [sealed, leftMs] = found?.answer ?? [null, 0];
    if (sealed === null) return undefined;
    const known = storedToken.safeParse(parse(this.#seal.open(sealed))).data;
    if (!known || known.token === refused) {
      await this.#deleteIf(this.#tokenKey, sealed);
      return undefined;
    }
    const { token, ttlMs } = known;
    if (ttlMs === undefined) return { token };
    return leftMs > 0 ? { token, ttlMs: leftMs + renewalMargin(ttlMs) } : undefined;
  }

  /** Redis forgets the token when it is due for renewal, so that nobody gets one that is about to expire. */
  async #store({ token, ttlMs }: IssuedToken): Promise<void> {
    const keepMs = Math.floor(ttlMs === undefined ? DAY_MS : ttlMs - renewalMargin(ttlMs));
    if (keepMs < 1) return;
    const sealed = this.#seal.close(JSON.stringify({ token, ttlMs }));
    await this.#redis.ask((client) =>
      client.set(this.#tokenKey, sealed, { expiration: { type: 'PX', value: keepMs } }),
    );
  }

  /** Deletes a key, unless somebody else has changed its value. */
  async #deleteIf(key: string, value: string): Promise<void> {
    await this.#redis.ask((client) => client.eval(DELETE_IF, { keys: [key], arguments: [value] }));
  }
}

function parse(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}
