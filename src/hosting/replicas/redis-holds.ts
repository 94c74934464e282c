/**
 * What replicas hold after unknown outcomes, through Redis: a hash for each caller, with a field for each call. Names and
 * values reveal nothing about callers and calls without the credential's secret.
 */
import { z } from 'zod';
import type { SharedHolds } from '../../safety/holds.js';
import { createSecretBox, type SecretBox } from './credential.js';
import type { RedisConnection } from './redis.js';

/** Of a caller with more, the oldest is dropped. */
const MAX_PER_CALLER = 64;

const opened = z.tuple([z.string(), z.string()]);

export class RedisHolds implements SharedHolds {
  readonly #redis: RedisConnection;
  readonly #secretBox: SecretBox;

  /** @param secret - of the organization's credential */
  constructor(redis: RedisConnection, secret: string) {
    this.#redis = redis;
    this.#secretBox = createSecretBox(secret, 'hold');
  }

  async all(caller: string): Promise<ReadonlyMap<string, string> | undefined> {
    const reply = await this.#redis.run((client) => client.hGetAll(this.#keyOf(caller)));
    return reply && new Map(Object.values(reply.answer).flatMap((value) => this.#open(value)));
  }

  async put(caller: string, call: string, hold: string, ttlMs: number): Promise<boolean> {
    const key = this.#keyOf(caller);
    const value = `${Date.now()} ${this.#secretBox.seal(JSON.stringify([call, hold]))}`;
    const reply = await this.#redis.run(async (client) => {
      if ((await client.hLen(key)) >= MAX_PER_CALLER) {
        const [oldest] = Object.entries(await client.hGetAll(key)).sort(([, one], [, other]) => (one < other ? -1 : 1));
        if (oldest) await client.hDel(key, oldest[0]);
      }
      await client.hSet(key, this.#secretBox.name(call), value);
      // Each hold also says when it ends.
      return client.pExpire(key, ttlMs);
    });
    return reply !== undefined;
  }

  async drop(caller: string, call: string): Promise<void> {
    await this.#redis.run((client) => client.hDel(this.#keyOf(caller), this.#secretBox.name(call)));
  }

  #open(value: string): [string, string][] {
    const text = this.#secretBox.open(value.slice(value.indexOf(' ') + 1));
    const pair = text === undefined ? undefined : opened.safeParse(JSON.parse(text)).data;
    return pair ? [pair] : [];
  }

  #keyOf(caller: string): string {
    return `capillary-mcp:holds:${this.#secretBox.name(caller)}`;
  }
}
