/** Tickets that replicas share through Redis. While Redis cannot be asked, none can be kept or taken. */
import { createHash } from 'node:crypto';
import type { Tickets } from '../../safety/tickets.js';
import type { RedisConnection } from './redis.js';

export class SharedTickets implements Tickets {
  readonly #redis: RedisConnection;

  constructor(redis: RedisConnection) {
    this.#redis = redis;
  }

  async put(number: string, value: string, ttlMs: number): Promise<boolean> {
    const reply = await this.#redis.run((client) =>
      client.set(keyOf(number), value, { expiration: { type: 'PX', value: ttlMs } }),
    );
    return reply?.answer === 'OK';
  }

  async get(number: string): Promise<{ value: string } | 'unavailable' | undefined> {
    return toTicket(await this.#redis.run((client) => client.get(keyOf(number))));
  }

  async take(number: string): Promise<{ value: string } | 'unavailable' | undefined> {
    return toTicket(await this.#redis.run((client) => client.getDel(keyOf(number))));
  }
}

function toTicket(reply: { answer: string | null } | undefined): { value: string } | 'unavailable' | undefined {
  if (!reply) return 'unavailable';
  return reply.answer === null ? undefined : { value: reply.answer };
}

/** Who can read the names of keys must not learn a number that could still be used. */
const keyOf = (number: string): string =>
  `capillary-mcp:ticket:${createHash('sha256').update(number).digest('base64url')}`;
