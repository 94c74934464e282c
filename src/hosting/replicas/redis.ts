/** The connection to Redis or Valkey. Commands time out quickly, so that nothing waits long for Redis. */
import type { RedisClientType } from '@redis/client';
import { ConfigError } from '../../lib/config-error.js';
import type { Log } from '../../lib/log.js';
import { withTimeout } from '../../lib/timeout.js';

type Command<T> = (client: RedisClientType) => Promise<T>;

export interface RedisLimits {
  /** Time limit for a command; 200 by default. */
  commandMs?: number;
  /** How long the first commands wait for the first connection; 1,000 by default. */
  firstConnectionMs?: number;
  /** How long a connection may stay silent after connecting or after a late answer; 2,000 by default. */
  silenceMs?: number;
}

const COMMAND_MS = 200;
const FIRST_CONNECTION_MS = 1_000;
const CONNECT_MS = 2_000;
const SILENCE_MS = 2_000;
const MAX_BACKOFF_MS = 3_000;
const MAX_QUEUED = 10_000;

/** Connects in the background and reconnects when the connection is lost. The log reports each change once. */
export class RedisConnection {
  readonly #url: string;
  readonly #log: Log;
  readonly #limits: Required<RedisLimits>;
  /** The listener of each channel. */
  readonly #listeners = new Map<string, (message: string) => void>();
  /** Called when the connection is ready. */
  readonly #readyListeners = new Set<() => void>();
  /** Reasons for rejected commands that were logged. */
  readonly #rejections = new Set<string>();
  /** Opens when the first connection succeeds, fails or times out. */
  readonly #firstConnection: Gate;
  /** The client in use. It reconnects by itself, and is replaced when its connection is silent. */
  #client: RedisClientType | undefined;
  /** The state that was last logged. */
  #state: 'connecting' | 'up' | 'down' = 'connecting';
  /** Whether a command timed out: no further one is sent until Redis answers again. */
  #isStalled = false;
  #isClosed = false;

  /**
   * @param url - `redis[s]://[[user][:password]@]host[:port][/database]`
   * @throws ConfigError for any other URL
   */
  constructor(
    url: string,
    log: Log,
    { commandMs = COMMAND_MS, firstConnectionMs = FIRST_CONNECTION_MS, silenceMs = SILENCE_MS }: RedisLimits = {},
  ) {
    checkUrl(url);
    this.#url = url;
    this.#log = log;
    this.#limits = { commandMs, firstConnectionMs, silenceMs };
    this.#firstConnection = new Gate(firstConnectionMs, () => this.#markDown('connection timed out'));
    void this.#connect();
  }

  /**
   * Runs a command. Never throws, and never takes much longer than the time limit.
   *
   * @returns the answer; undefined if Redis is unavailable, too slow, or rejects the command
   */
  async run<T>(command: Command<T>): Promise<{ answer: T } | undefined> {
    await this.#firstConnection.opened;
    const client = this.#client;
    if (!this.#isUsable(client)) return undefined;
    try {
      const answer = await withTimeout(this.#limits.commandMs, command(client));
      if (answer !== undefined) return { answer: answer.value };
      if (client === this.#client && !this.#isStalled) void this.#checkAlive(client);
    } catch (error) {
      this.#reportRejection(client, error);
    }
    return undefined;
  }

  /** Subscribes to a channel, also after reconnecting, until the connection is closed. */
  subscribe(channel: string, listener: (message: string) => void): void {
    this.#listeners.set(channel, listener);
    if (this.#client?.isReady) this.#subscribeOn(this.#client, channel, listener);
  }

  /** Calls the listener each time the connection becomes ready, and at once if it is ready now. */
  onReady(listener: () => void): void {
    this.#readyListeners.add(listener);
    if (this.#client?.isReady) listener();
  }

  /** Whether commands can be sent now. */
  isReady(): boolean {
    return this.#isUsable(this.#client);
  }

  close(): void {
    this.#isClosed = true;
    this.#firstConnection.open();
    const client = this.#client;
    this.#client = undefined;
    client?.destroy();
  }

  #isUsable(client: RedisClientType | undefined): client is RedisClientType {
    return !this.#isClosed && !this.#isStalled && client?.isReady === true;
  }

  #connect(): Promise<void> {
    return this.#open().catch((error: unknown) => this.#markDown(reasonOf(error)));
  }

  async #open(): Promise<void> {
    const { createClient } = await import('@redis/client');
    if (this.#isClosed) return;
    const client: RedisClientType = createClient({
      url: this.#url,
      // RESP 3 allows commands and subscriptions on one connection.
      RESP: 3,
      disableOfflineQueue: true,
      commandsQueueMaxLength: MAX_QUEUED,
      maintNotifications: 'disabled',
      // The library's own timeout covers a command only until it is written, so run() has one of its own.
      commandOptions: {},
      socket: { connectTimeout: CONNECT_MS, reconnectStrategy: backoff },
    });
    this.#client = client;
    this.#attachListeners(client);
    client.unref();
    // Rejects only when the client is closed.
    client.connect().catch(() => {});
  }

  #attachListeners(client: RedisClientType): void {
    let handshakeTimer: NodeJS.Timeout | undefined;
    client.on('connect', () => {
      clearTimeout(handshakeTimer);
      // A client that was destroyed while connecting still connects.
      if (client !== this.#client) client.destroy();
      else handshakeTimer = setTimeout(() => this.#replace(client, 'no handshake'), this.#limits.silenceMs).unref();
    });
    client.on('ready', () => {
      clearTimeout(handshakeTimer);
      if (client !== this.#client) return;
      for (const [channel, listener] of this.#listeners) this.#subscribeOn(client, channel, listener);
      this.#markUp();
    });
    client.on('error', (error: unknown) => {
      clearTimeout(handshakeTimer);
      if (client === this.#client) this.#markDown(reasonOf(error));
    });
  }

  #markUp(): void {
    this.#firstConnection.open();
    if (this.#isClosed) return;
    if (this.#state === 'down') {
      this.#log('warn', 'Redis is back: replicas share tokens, budgets and notifications again');
    }
    if (this.#state === 'connecting') this.#log('info', 'Redis is connected');
    this.#state = 'up';
    for (const listener of this.#readyListeners) listener();
  }

  #markDown(reason: string): void {
    this.#firstConnection.open();
    if (this.#isClosed || this.#state === 'down') return;
    this.#state = 'down';
    this.#log('warn', 'Redis is unavailable: this replica works on its own until Redis is back', { reason });
  }

  /** The client ignores a listener that it already has. A failed subscription is retried at the next connection. */
  #subscribeOn(client: RedisClientType, channel: string, listener: (message: string) => void): void {
    client.subscribe(channel, listener).catch((error: unknown) => this.#reportRejection(client, error));
  }

  #reportRejection(client: RedisClientType, error: unknown): void {
    const reason = reasonOf(error);
    if (!client.isReady || this.#rejections.has(reason)) return;
    this.#rejections.add(reason);
    this.#log('warn', 'Redis rejected a command: this replica continues without its result', { reason });
  }

  async #checkAlive(client: RedisClientType): Promise<void> {
    this.#isStalled = true;
    this.#markDown('command timed out');
    const pong = await withTimeout(this.#limits.silenceMs, client.ping()).catch(() => undefined);
    if (client !== this.#client) return;
    // If the connection was lost, the client itself reconnects.
    if (pong === undefined && client.isReady) return this.#replace(client, 'ping timed out');
    this.#isStalled = false;
    if (pong !== undefined) this.#markUp();
  }

  /** Abandons a silent connection, which may be dead without either side noticing. */
  #replace(client: RedisClientType, reason: string): void {
    if (client !== this.#client) return;
    this.#client = undefined;
    this.#isStalled = false;
    this.#markDown(reason);
    client.destroy();
    void this.#connect();
  }
}

/** A promise that resolves when `open` is called; `onLimit` is called if that takes too long, and must open it. */
class Gate {
  readonly opened: Promise<void>;
  /** Calls `onLimit`. */
  readonly #timer: NodeJS.Timeout;
  #resolve = (): void => {};

  constructor(limitMs: number, onLimit: () => void) {
    this.opened = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#timer = setTimeout(onLimit, limitMs);
  }

  open(): void {
    clearTimeout(this.#timer);
    this.#resolve();
  }
}

/** @throws ConfigError that does not quote the URL, because it may contain a password */
function checkUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isDecodable = (text: string): boolean => {
    try {
      decodeURIComponent(text);
      return true;
    } catch {
      return false;
    }
  };
  if (
    !parsed?.hostname ||
    !/^rediss?:$/.test(parsed.protocol) ||
    !/^(\/\d*)?$/.test(parsed.pathname) ||
    ![parsed.username, parsed.password].every(isDecodable)
  ) {
    throw new ConfigError('Redis URL: expected redis[s]://[[user][:password]@]host[:port][/database].');
  }
}

/** Exponential, with jitter so that replicas do not reconnect at the same time. */
const backoff = (retries: number): number =>
  Math.min(100 * 2 ** Math.min(retries, 6), MAX_BACKOFF_MS) * (0.5 + Math.random() / 2);

/** A system error code, or the error prefix of Redis, such as WRONGPASS; never a message, which may quote secrets. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return /^[A-Z]+(?= )/.exec(error.message)?.[0] ?? error.name;
}
