/** How many replicas there are: each says in Redis every few seconds that it is there. */
import { type ClientClock, systemClock } from '../../client/clock.js';
import type { RedisConnection } from './redis.js';

export interface ReplicaCountOptions {
  /** How often each replica says that it is there; 2,000 by default. */
  everyMs?: number;
  /** How long after its last sign of life a replica counts as gone; 10,000 by default. */
  goneMs?: number;
  clock?: ClientClock;
}

const KEY = 'capillary-mcp:replicas';
const EVERY_MS = 2_000;
const GONE_MS = 10_000;

const BEAT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('ZCARD', KEYS[1])
`;

export class ReplicaCount {
  readonly #redis: RedisConnection;
  /** Of this replica. */
  readonly #id: string;
  readonly #goneMs: number;
  readonly #clock: ClientClock;
  readonly #timer: NodeJS.Timeout;
  /** While Redis is down, the count stays as it was. */
  #known = 1;
  /** When Redis was connected last. */
  #since: number;

  constructor(
    redis: RedisConnection,
    id: string,
    { everyMs = EVERY_MS, goneMs = GONE_MS, clock = systemClock }: ReplicaCountOptions = {},
  ) {
    this.#redis = redis;
    this.#id = id;
    this.#goneMs = goneMs;
    this.#clock = clock;
    this.#since = clock.now();
    redis.onReady(() => {
      this.#since = clock.now();
      void this.#beat();
    });
    this.#timer = setInterval(() => void this.#beat(), everyMs).unref();
  }

  /** How many replicas there are, as last known. */
  readonly count = (): number => this.#known;

  /** Says that this replica goes. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#redis.ask((client) => client.zRem(KEY, this.#id));
  }

  /** Says that this replica is there, and counts. */
  async #beat(): Promise<void> {
    const reply = await this.#redis.ask((client) =>
      client.eval(BEAT, { keys: [KEY], arguments: [this.#id, String(this.#goneMs)] }),
    );
    const count = Number(reply?.answer);
    // After Redis has come back empty, the others have yet to say that they are there.
    const settled = this.#clock.now() - this.#since >= this.#goneMs;
    if (count > this.#known || (count >= 1 && settled)) this.#known = count;
  }
}
