/** One OAuth token for all replicas, encrypted in Redis. One replica fetches it while the others wait. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type ClientClock, systemClock } from '../../client/clock.js';
import { renewalMargin } from '../../client/token.js';
import type { IssuedToken, TokenShare } from '../../client/types.js';
import { createSecretBox, credentialId, type SecretBox } from './credential.js';
import type { RedisConnection } from './redis.js';

/** An OAuth client at one host. */
export interface OAuthClientKey {
  baseUrl: string;
  key: string;
  secret: string;
}

export interface TokenOptions {
  /** How long a replica may take to fetch a token before another one tries; 10,000 by default. */
  lockMs?: number;
  clock?: ClientClock;
}

const LOCK_MS = 10_000;
/** How often to check for the token while another replica fetches it. */
const POLL_INTERVAL_MS = 50;
/** A token of unknown lifetime is kept until the API refuses it, and for at most a day. */
const DAY_MS = 86_400_000;
/** A signal that never aborts. */
const NEVER = new AbortController().signal;

const storedToken = z.object({
  token: z.string().regex(/^[\u0021-\u007e]+$/),
  /** Its lifetime when it was stored. */
  ttlMs: z.number().positive().optional(),
});

/** Deletes a key if it has the expected value. */
const DELETE_IF_EQUAL = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

export class RedisTokenShare implements TokenShare {
  readonly #redis: RedisConnection;
  readonly #lockMs: number;
  readonly #clock: ClientClock;
  /** The key of the token in Redis. */
  readonly #tokenKey: string;
  /** The key of the lock that a replica holds while it fetches a token. */
  readonly #lockKey: string;
  /** Encrypts the token with the client's secret. */
  readonly #secretBox: SecretBox;

  constructor(
    redis: RedisConnection,
    { baseUrl, key, secret }: OAuthClientKey,
    { lockMs = LOCK_MS, clock = systemClock }: TokenOptions = {},
  ) {
    const id = credentialId({ baseUrl, credentials: { kind: 'oauth', key, secret } });
    this.#redis = redis;
    this.#lockMs = lockMs;
    this.#clock = clock;
    this.#tokenKey = `capillary-mcp:token:${id}`;
    this.#lockKey = `capillary-mcp:token-lock:${id}`;
    this.#secretBox = createSecretBox(secret, this.#tokenKey);
  }

  async obtain(fetch: () => Promise<IssuedToken>, refused?: string): Promise<IssuedToken> {
    const lock = randomUUID();
    const deadline = this.#clock.now() + this.#lockMs * 1.5;
    for (;;) {
      const stored = await this.#stored(refused);
      if (stored) return stored;
      const locked = await this.#redis.run((client) =>
        client.set(this.#lockKey, lock, { condition: 'NX', expiration: { type: 'PX', value: this.#lockMs } }),
      );
      if (locked?.answer === 'OK') return this.#fetchLocked(fetch, refused, lock);
      if (!locked || this.#clock.now() >= deadline) return fetch();
      await this.#clock.sleep(POLL_INTERVAL_MS * (0.5 + this.#clock.random()), NEVER);
    }
  }

  async #fetchLocked(
    fetch: () => Promise<IssuedToken>,
    refused: string | undefined,
    lock: string,
  ): Promise<IssuedToken> {
    try {
      // The previous holder of the lock may have just stored a token.
      const stored = await this.#stored(refused);
      if (stored) return stored;
      const issued = await fetch();
      await this.#store(issued);
      return issued;
    } finally {
      await this.#deleteIfEqual(this.#lockKey, lock);
    }
  }

  /** Deletes a token that the API refused, or that cannot be decrypted because something else wrote it. */
  async #stored(refused: string | undefined): Promise<IssuedToken | undefined> {
    const reply = await this.#redis.run((client) =>
      Promise.all([client.get(this.#tokenKey), client.pTTL(this.#tokenKey)]),
    );
    const [sealed, remainingMs] = reply?.answer ?? [null, 0];
    if (sealed === null) return undefined;
    const stored = storedToken.safeParse(parse(this.#secretBox.open(sealed))).data;
    if (!stored || stored.token === refused) {
      await this.#deleteIfEqual(this.#tokenKey, sealed);
      return undefined;
    }
    const { token, ttlMs } = stored;
    if (ttlMs === undefined) return { token };
    return remainingMs > 0 ? { token, ttlMs: remainingMs + renewalMargin(ttlMs) } : undefined;
  }

  /** The token expires in Redis when it is due for renewal, so that no replica gets one that is about to expire. */
  async #store({ token, ttlMs }: IssuedToken): Promise<void> {
    const storeMs = Math.floor(ttlMs === undefined ? DAY_MS : ttlMs - renewalMargin(ttlMs));
    if (storeMs < 1) return;
    const sealed = this.#secretBox.seal(JSON.stringify({ token, ttlMs }));
    await this.#redis.run((client) =>
      client.set(this.#tokenKey, sealed, { expiration: { type: 'PX', value: storeMs } }),
    );
  }

  /** Deletes a key, unless another replica has changed its value. */
  async #deleteIfEqual(key: string, value: string): Promise<void> {
    await this.#redis.run((client) => client.eval(DELETE_IF_EQUAL, { keys: [key], arguments: [value] }));
  }
}

function parse(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}
