/** Sends change notifications to all replicas: directly within this process, through Redis to the others. */
import { InMemoryServerEventBus, type ServerEvent, type ServerEventBus } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { RedisConnection } from './redis.js';

const MAX_CHARACTERS = 65_536;

const params = z.looseObject({}).optional();
const message = z.object({
  /** The replica that published it. */
  from: z.string(),
  event: z.union([
    z.object({
      kind: z.enum(['tools_list_changed', 'prompts_list_changed', 'resources_list_changed']),
      params,
    }),
    z.object({ kind: z.literal('resource_updated'), uri: z.string(), params }),
  ]),
});

/** Each event reaches each listener once. Events that are published while Redis is down reach only this process. */
export class RedisEventBus implements ServerEventBus {
  readonly #redis: RedisConnection;
  /** The channel in Redis. */
  readonly #channel: string;
  /** Identifies this replica, which ignores its own messages from Redis. */
  readonly #replicaId: string;
  /** Reaches the listeners of this process. */
  readonly #local: InMemoryServerEventBus;

  /** @param onError - called with what a listener throws */
  constructor(redis: RedisConnection, channel: string, replicaId: string, onError: (error: Error) => void) {
    this.#redis = redis;
    this.#channel = `capillary-mcp:events:${channel}`;
    this.#replicaId = replicaId;
    this.#local = new InMemoryServerEventBus(onError);
    redis.subscribe(this.#channel, (text) => {
      const received = parse(text);
      if (received && received.from !== replicaId) this.#local.publish(received.event);
    });
  }

  publish(event: ServerEvent): void {
    this.#local.publish(event);
    const text = JSON.stringify({ from: this.#replicaId, event });
    void this.#redis.run((client) => client.publish(this.#channel, text));
  }

  subscribe(listener: (event: ServerEvent) => void): () => void {
    return this.#local.subscribe(listener);
  }
}

/** @returns undefined if the text is not one of our messages */
function parse(text: string): { from: string; event: ServerEvent } | undefined {
  if (text.length > MAX_CHARACTERS) return undefined;
  try {
    return message.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
