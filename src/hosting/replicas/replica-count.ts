/** Counts the replicas: each sends a heartbeat to Redis every few seconds. */
import { type ClientClock, systemClock } from '../../client/clock.js';
import type { RedisConnection } from './redis.js';

export interface ReplicaCountOptions {
  /** Time between heartbeats; 2,000 by default. */
  intervalMs?: number;
  /** How long after its last heartbeat a replica counts as gone; 10,000 by default. */
  expiryMs?: number;
  clock?: ClientClock;
}

const KEY = 'capillary-mcp:replicas';
const INTERVAL_MS = 2_000;
const EXPIRY_MS = 10_000;

const HEARTBEAT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('ZCARD', KEYS[1])
`;

export class ReplicaCount {
  readonly #redis: RedisConnection;
  /** The id of this replica. */
  readonly #id: string;
  readonly #expiryMs: number;
  readonly #clock: ClientClock;
  readonly #timer: NodeJS.Timeout;
  /** Keeps its value while Redis is down. */
  #lastCount = 1;
  /** When Redis last became ready. */
  #connectedAt: number;

  constructor(
    redis: RedisConnection,
    id: string,
    { intervalMs = INTERVAL_MS, expiryMs = EXPIRY_MS, clock = systemClock }: ReplicaCountOptions = {},
  ) {
    this.#redis = redis;
    this.#id = id;
    this.#expiryMs = expiryMs;
    this.#clock = clock;
    this.#connectedAt = clock.now();
    redis.onReady(() => {
      this.#connectedAt = clock.now();
      void this.#heartbeat();
    });
    this.#timer = setInterval(() => void this.#heartbeat(), intervalMs).unref();
  }

  /** The last known number of replicas. */
  readonly count = (): number => this.#lastCount;

  /** Removes this replica from the count. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#redis.run((client) => client.zRem(KEY, this.#id));
  }

  /** Announces this replica, and counts all. */
  async #heartbeat(): Promise<void> {
    const reply = await this.#redis.run((client) =>
      client.eval(HEARTBEAT, { keys: [KEY], arguments: [this.#id, String(this.#expiryMs)] }),
    );
    const count = Number(reply?.answer);
    // Redis may have come back empty: until the expiry time has passed, other replicas may not have announced themselves.
    const isSettled = this.#clock.now() - this.#connectedAt >= this.#expiryMs;
    if (count > this.#lastCount || (count >= 1 && isSettled)) this.#lastCount = count;
  }
}
