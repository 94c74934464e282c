/** What replicas share: tokens, budgets, notifications. Through Redis where there is one; it may go and come at any time. */
import { randomUUID } from 'node:crypto';
import { InMemoryServerEventBus, type ServerEventBus } from '@modelcontextprotocol/server';
import type { RateBudget, TokenShare } from '../../client/types.js';
import type { Log } from '../../lib/log.js';
import { RateBudgets } from './budget.js';
import { RedisEventBus } from './bus.js';
import { RedisConnection, type RedisLimits } from './redis.js';
import { ReplicaCount } from './replica-count.js';
import { type OAuthClient, RedisTokenShare } from './tokens.js';

export interface ReplicaState {
  /** One token for all replicas; each process fetches its own while Redis is down. */
  tokens(client: OAuthClient): TokenShare;
  /**
   * One budget for all replicas; divided by their number while Redis is down.
   *
   * @param credential - as `credentialId` makes it
   */
  budget(credential: string, requestsPerMinute: number): RateBudget;
  /** The same bus for the same channel. */
  bus(channel: string): ServerEventBus;
  /** False only while Redis is configured and does not answer. This process serves all the same. */
  ready(): boolean;
  close(): Promise<void>;
}

export interface ReplicaStateOptions {
  /** Of Redis or Valkey; nothing is shared beyond this process without. */
  url?: string;
  /** How many replicas there are at least, for when Redis cannot be asked; 1 by default. */
  replicas?: number;
  log: Log;
  /** How long Redis is waited for. */
  limits?: RedisLimits;
}

/**
 * Nothing here fails because of Redis.
 *
 * @throws ConfigError for a URL that is none of Redis
 */
export function openReplicaState({ url, replicas: atLeast = 1, log, limits }: ReplicaStateOptions): ReplicaState {
  const redis = url === undefined ? undefined : new RedisConnection(url, log, limits);
  const id = randomUUID();
  const replicas = redis && new ReplicaCount(redis, id);
  const budgets = new RateBudgets({
    ...(redis && { redis }),
    replicas: () => Math.max(replicas?.count() ?? 1, atLeast),
  });
  const buses = new Map<string, ServerEventBus>();
  const onError = ({ name }: Error): void => log('error', 'a listener of notifications failed', { error: name });
  return {
    tokens: (client) => (redis ? new RedisTokenShare(redis, client) : { obtain: (fetch) => fetch() }),
    budget: (credential, requestsPerMinute) => budgets.of(credential, requestsPerMinute),
    bus: (channel) => {
      const bus =
        buses.get(channel) ??
        (redis ? new RedisEventBus(redis, channel, id, onError) : new InMemoryServerEventBus(onError));
      buses.set(channel, bus);
      return bus;
    },
    ready: () => redis?.ready() ?? true,
    close: async () => {
      await replicas?.close();
      redis?.close();
    },
  };
}
