/** What replicas share through Redis: tokens, budgets, notifications. Redis is optional, and may go and come at any time. */
import { randomUUID } from 'node:crypto';
import { InMemoryServerEventBus, type ServerEventBus } from '@modelcontextprotocol/server';
import type { Credentials, RateBudget, TokenShare } from '../../client/types.js';
import type { Log } from '../../lib/log.js';
import { type Counters, MemoryCounters } from '../../safety/counters.js';
import type { SharedHolds } from '../../safety/holds.js';
import type { Journals } from '../../safety/journals.js';
import { MemoryTickets, type Tickets } from '../../safety/tickets.js';
import { RateBudgets } from './budget.js';
import { RedisEventBus } from './bus.js';
import { secretOf } from './credential.js';
import { RedisConnection, type RedisLimits } from './redis.js';
import { RedisHolds } from './redis-holds.js';
import { RedisJournals } from './redis-journals.js';
import { ReplicaCount } from './replica-count.js';
import { SharedCounters } from './shared-counters.js';
import { SharedTickets } from './shared-tickets.js';
import { type OAuthClientKey, RedisTokenShare } from './token-share.js';

export interface ReplicaState {
  /** One token for all replicas; while Redis is down, each process fetches its own. */
  tokens(client: OAuthClientKey): TokenShare;
  /**
   * One budget for all replicas; while Redis is down, it is divided by their number.
   *
   * @param credential - from `credentialId`
   */
  budget(credential: string, requestsPerMinute: number): RateBudget;
  /** One set of counters for all replicas; while Redis is down, nothing can be counted. */
  counters: Counters;
  /** Questions to users, which any replica can take up again; while Redis is down, none can be kept. */
  tickets: Tickets;
  /**
   * What is held after unknown outcomes; undefined without Redis, because each organization has its own memory.
   *
   * @param credentials - those of the organization; undefined for a sandbox
   */
  holds(credentials: Credentials | undefined): SharedHolds | undefined;
  /** Plans, which any replica can carry out. Without Redis, each organization keeps its own: they may be large. */
  plans: Tickets | undefined;
  /** What is recorded of batches, which any replica can take up again; undefined without Redis. */
  journals: Journals | undefined;
  /** Returns the same bus for the same channel. */
  bus(channel: string): ServerEventBus;
  /** False while Redis is configured but unavailable. The process still serves requests. */
  isReady(): boolean;
  close(): Promise<void>;
}

export interface ReplicaStateOptions {
  /** The URL of Redis or Valkey. Without it, nothing is shared beyond this process. */
  url?: string;
  /** The minimum number of replicas to assume while Redis is unavailable; 1 by default. */
  minReplicas?: number;
  log: Log;
  /** Time limits for Redis. */
  limits?: RedisLimits;
}

/**
 * Opens the shared state. No operation fails because Redis does.
 *
 * @throws ConfigError if the URL is not a Redis URL
 */
export function openReplicaState({ url, minReplicas = 1, log, limits }: ReplicaStateOptions): ReplicaState {
  const redis = url === undefined ? undefined : new RedisConnection(url, log, limits);
  const id = randomUUID();
  const replicaCount = redis && new ReplicaCount(redis, id);
  const budgets = new RateBudgets({
    ...(redis && { redis }),
    replicas: () => Math.max(replicaCount?.count() ?? 1, minReplicas),
  });
  const buses = new Map<string, ServerEventBus>();
  const onError = ({ name }: Error): void => log('error', 'a notification listener failed', { error: name });
  return {
    tokens: (client) => (redis ? new RedisTokenShare(redis, client) : { obtain: (fetch) => fetch() }),
    budget: (credential, requestsPerMinute) => budgets.of(credential, requestsPerMinute),
    counters: redis ? new SharedCounters(redis) : new MemoryCounters(),
    tickets: redis ? new SharedTickets(redis) : new MemoryTickets(),
    holds: (credentials) => redis && new RedisHolds(redis, credentials ? secretOf(credentials) : ''),
    plans: redis && new SharedTickets(redis),
    journals: redis && new RedisJournals(redis),
    bus: (channel) => {
      const bus =
        buses.get(channel) ??
        (redis ? new RedisEventBus(redis, channel, id, onError) : new InMemoryServerEventBus(onError));
      buses.set(channel, bus);
      return bus;
    },
    isReady: () => redis?.isReady() ?? true,
    close: async () => {
      await replicaCount?.close();
      redis?.close();
    },
  };
}
