/** Change notifications to all replicas: at once in this process, through Redis to the others. */
import { InMemoryServerEventBus, type ServerEvent, type ServerEventBus } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Redis } from './redis.js';

const MOST_CHARACTERS = 65_536;

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

/**
 * Each event reaches each listener once. What is published while Redis is down reaches this process alone.
 *
 * @param id - of this replica
 * @param onError - given what a listener threw
 */
export function createBus(redis: Redis, channel: string, id: string, onError: (error: Error) => void): ServerEventBus {
  const local = new InMemoryServerEventBus(onError);
  const name = `capillary-mcp:events:${channel}`;
  redis.subscribe(name, (text) => {
    const received = parse(text);
    if (received && received.from !== id) local.publish(received.event);
  });
  return {
    publish: (event) => {
      local.publish(event);
      void redis.ask((client) => client.publish(name, JSON.stringify({ from: id, event })));
    },
    subscribe: (listener) => local.subscribe(listener),
  };
}

/** Whatever else is on the channel is ignored. */
function parse(text: string): { from: string; event: ServerEvent } | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  try {
    return message.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
