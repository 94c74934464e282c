/** The connection to Redis or Valkey: asked within a short time or not at all, so that nothing ever waits for it. */
import type { RedisClientType } from '@redis/client';
import { ConfigError } from '../../lib/config-error.js';
import type { Log } from '../../lib/log.js';
import { withTimeout } from '../../lib/timeout.js';

/** What is asked, and what was answered. */
type Command<T> = (client: RedisClientType) => Promise<T>;

export interface RedisLimits {
  /** How long an answer is waited for; 200 by default. */
  commandMs?: number;
  /** How long the first commands wait for the first connection; 1,000 by default. */
  firstConnectionMs?: number;
  /** How long a connection may stay silent after connecting, or after an answer that was late; 2,000 by default. */
  silenceMs?: number;
}

const COMMAND_MS = 200;
const FIRST_CONNECTION_MS = 1_000;
const CONNECT_MS = 2_000;
const SILENCE_MS = 2_000;
const MAX_BACKOFF_MS = 3_000;
const MAX_QUEUED = 10_000;

/** Connects in the background, and again whenever the connection is lost. The log reports each change once. */
export class RedisConnection {
  readonly #url: string;
  readonly #log: Log;
  readonly #limits: Required<RedisLimits>;
  /** Who hears what is published on a channel. */
  readonly #listeners = new Map<string, (message: string) => void>();
  /** Who is notified when the connection is there. */
  readonly #readyListeners = new Set<() => void>();
  /** Reasons of refusals that were logged. */
  readonly #refusals = new Set<string>();
  /** Passes once the first connection has succeeded or failed, or its time is over. */
  readonly #firstConnection: Gate;
  /** The client in use; it reconnects by itself, and is replaced when its connection is silent. */
  #client: RedisClientType | undefined;
  /** What the log was last told. */
  #state: 'connecting' | 'up' | 'down' = 'connecting';
  /** A command was not answered in time: none is sent until Redis shows a sign of life. */
  #stalled = false;
  #closed = false;

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
    this.#firstConnection = new Gate(firstConnectionMs, () => this.#down('no connection in time'));
    void this.#connect();
  }

  /**
   * Never throws, and never takes much longer than the limit.
   *
   * @returns the answer; undefined where Redis cannot be asked now, or refused
   */
  async ask<T>(command: Command<T>): Promise<{ answer: T } | undefined> {
    await this.#firstConnection.passed;
    const client = this.#client;
    if (!this.#usable(client)) return undefined;
    try {
      const answer = await withTimeout(this.#limits.commandMs, command(client));
      if (answer !== undefined) return { answer: answer.value };
      if (client === this.#client && !this.#stalled) void this.#lookForLife(client);
    } catch (error) {
      this.#refused(client, error);
    }
    return undefined;
  }

  /** Hears what is published on a channel, also after reconnecting, until the connection is closed. */
  subscribe(channel: string, listener: (message: string) => void): void {
    this.#listeners.set(channel, listener);
    if (this.#client?.isReady) this.#subscribeOn(this.#client, channel, listener);
  }

  /** Notified each time that the connection is there (again), and at once if it is there now. */
  onReady(listener: () => void): void {
    this.#readyListeners.add(listener);
    if (this.#client?.isReady) listener();
  }

  /** Whether commands are answered now. */
  ready(): boolean {
    return this.#usable(this.#client);
  }

  close(): void {
    this.#closed = true;
    this.#firstConnection.open();
    const client = this.#client;
    this.#client = undefined;
    client?.destroy();
  }

  #usable(client: RedisClientType | undefined): client is RedisClientType {
    return !this.#closed && !this.#stalled && client?.isReady === true;
  }

  #connect(): Promise<void> {
    return this.#open().catch((error: unknown) => this.#down(reasonOf(error)));
  }

  async #open(): Promise<void> {
    const { createClient } = await import('@redis/client');
    if (this.#closed) return;
    const client: RedisClientType = createClient({
      url: this.#url,
      // Commands and subscriptions on one connection.
      RESP: 3,
      disableOfflineQueue: true,
      commandsQueueMaxLength: MAX_QUEUED,
      maintNotifications: 'disabled',
      // The library's own time limit ends once a command is written.
      commandOptions: {},
      socket: { connectTimeout: CONNECT_MS, reconnectStrategy: backoff },
    });
    this.#client = client;
    this.#follow(client);
    client.unref();
    // Rejects only when it is closed.
    client.connect().catch(() => {});
  }

  /** Reacts to what becomes of a client's connection. */
  #follow(client: RedisClientType): void {
    let greeting: NodeJS.Timeout | undefined;
    client.on('connect', () => {
      clearTimeout(greeting);
      // A client that is destroyed while it connects connects all the same.
      if (client !== this.#client) client.destroy();
      else greeting = setTimeout(() => this.#replace(client, 'no greeting'), this.#limits.silenceMs).unref();
    });
    client.on('ready', () => {
      clearTimeout(greeting);
      if (client !== this.#client) return;
      for (const [channel, listener] of this.#listeners) this.#subscribeOn(client, channel, listener);
      this.#up();
    });
    client.on('error', (error: unknown) => {
      clearTimeout(greeting);
      if (client === this.#client) this.#down(reasonOf(error));
    });
  }

  #up(): void {
    this.#firstConnection.open();
    if (this.#closed) return;
    if (this.#state === 'down') {
      this.#log('warn', 'Redis is back: replicas share tokens, budgets and notifications again');
    }
    if (this.#state === 'connecting') this.#log('info', 'Redis is connected');
    this.#state = 'up';
    for (const listener of this.#readyListeners) listener();
  }

  #down(reason: string): void {
    this.#firstConnection.open();
    if (this.#closed || this.#state === 'down') return;
    this.#state = 'down';
    this.#log('warn', 'Redis does not answer: this replica goes on alone until it does', { reason });
  }

  /** The client does not add the same listener twice. What fails is tried again when the connection is back. */
  #subscribeOn(client: RedisClientType, channel: string, listener: (message: string) => void): void {
    client.subscribe(channel, listener).catch((error: unknown) => this.#refused(client, error));
  }

  #refused(client: RedisClientType, error: unknown): void {
    const reason = reasonOf(error);
    if (!client.isReady || this.#refusals.has(reason)) return;
    this.#refusals.add(reason);
    this.#log('warn', 'Redis refused a command: this replica goes on without', { reason });
  }

  async #lookForLife(client: RedisClientType): Promise<void> {
    this.#stalled = true;
    this.#down('no answer in time');
    const pong = await withTimeout(this.#limits.silenceMs, client.ping()).catch(() => undefined);
    if (client !== this.#client) return;
    // Where the connection was lost, the client itself connects again.
    if (pong === undefined && client.isReady) return this.#replace(client, 'no sign of life');
    this.#stalled = false;
    if (pong !== undefined) this.#up();
  }

  /** Gives up a silent connection: it may be dead without either side noticing. */
  #replace(client: RedisClientType, reason: string): void {
    if (client !== this.#client) return;
    this.#client = undefined;
    this.#stalled = false;
    this.#down(reason);
    client.destroy();
    void this.#connect();
  }
}

/** Opens once: when `open` is called, or at the limit. */
class Gate {
  readonly passed: Promise<void>;
  /** Ends the wait at the limit. */
  readonly #timer: NodeJS.Timeout;
  #pass = (): void => {};

  constructor(limitMs: number, onLimit: () => void) {
    this.passed = new Promise((resolve) => {
      this.#pass = resolve;
    });
    this.#timer = setTimeout(onLimit, limitMs);
  }

  open(): void {
    clearTimeout(this.#timer);
    this.#pass();
  }
}

/** @throws ConfigError that does not quote the URL, since a password may be in it */
function checkUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const decodable = (text: string): boolean => {
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
    ![parsed.username, parsed.password].every(decodable)
  ) {
    throw new ConfigError('Redis URL: expected redis[s]://[[user][:password]@]host[:port][/database].');
  }
}

/** Doubling, and never in step with the other replicas. */
const backoff = (retries: number): number =>
  Math.min(100 * 2 ** Math.min(retries, 6), MAX_BACKOFF_MS) * (0.5 + Math.random() / 2);

/** A system's error code or the first word of what Redis said, such as WRONGPASS; never a message, which may quote. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return /^[A-Z]+(?= )/.exec(error.message)?.[0] ?? error.name;
}
