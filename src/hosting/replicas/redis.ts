/** The connection to Redis or Valkey: asked within a short time or not at all, so that nothing ever waits for it. */
import type { RedisClientType } from '@redis/client';
import { ConfigError } from '../../lib/config-error.js';
import type { Log } from '../../lib/log.js';
import { within } from '../../lib/timeout.js';

/** What is asked, and what was answered. */
export type Command<T> = (client: RedisClientType) => Promise<T>;

export interface Redis {
  /**
   * Never throws and never takes much longer than the limit.
   *
   * @returns the answer; undefined where Redis cannot be asked now, or refused
   */
  ask<T>(command: Command<T>): Promise<{ answer: T } | undefined>;
  /** Hears what is published on a channel, also after reconnecting. For as long as the connection is open. */
  subscribe(channel: string, listener: (message: string) => void): void;
  /** Told of each time that the connection is there (again). */
  onReady(listener: () => void): void;
  ready(): boolean;
  close(): void;
}

export interface RedisLimits {
  /** An answer is waited for so long; 200 by default. */
  commandMs?: number;
  /** The first commands wait so long for the first connection; 1,000 by default. */
  firstConnectionMs?: number;
  /** A connection is given up that stays silent for so long after connecting or a late answer; 2,000 by default. */
  silenceMs?: number;
}

const COMMAND_MS = 200;
const FIRST_CONNECTION_MS = 1_000;
const CONNECT_MS = 2_000;
const SILENCE_MS = 2_000;
const LONGEST_BACKOFF_MS = 3_000;
const MOST_QUEUED = 10_000;

/**
 * Connects in the background, and again whenever the connection is lost. The log hears of each change once.
 *
 * @param url - `redis[s]://[[user][:password]@]host[:port][/database]`
 * @throws ConfigError for any other; it does not quote it, as a password may be in it
 */
export function openRedis(url: string, log: Log, limits: RedisLimits = {}): Redis {
  checkUrl(url);
  const { commandMs = COMMAND_MS, firstConnectionMs = FIRST_CONNECTION_MS, silenceMs = SILENCE_MS } = limits;
  const channels = new Map<string, (message: string) => void>();
  const readyListeners = new Set<() => void>();
  const refusals = new Set<string>();
  let current: RedisClientType | undefined;
  let closed = false;
  /** A command was not answered in time; none is sent until Redis shows a sign of life. */
  let stalled = false;
  let state: 'connecting' | 'up' | 'down' = 'connecting';
  const first = firstTime(firstConnectionMs, () => down('no connection in time'));

  function up(): void {
    first.done();
    if (closed) return;
    if (state === 'down') log('warn', 'Redis is back: replicas share tokens, budgets and notifications again');
    if (state === 'connecting') log('info', 'Redis is connected');
    state = 'up';
    for (const listener of readyListeners) listener();
  }

  function down(reason: string): void {
    first.done();
    if (closed || state === 'down') return;
    state = 'down';
    log('warn', 'Redis does not answer: this replica goes on alone until it does', { reason });
  }

  async function open(): Promise<void> {
    const { createClient } = await import('@redis/client');
    if (closed) return;
    const client: RedisClientType = createClient({
      url,
      // Commands and subscriptions on one connection.
      RESP: 3,
      disableOfflineQueue: true,
      commandsQueueMaxLength: MOST_QUEUED,
      maintNotifications: 'disabled',
      // The library's own time limit ends once a command is written.
      commandOptions: {},
      socket: { connectTimeout: CONNECT_MS, reconnectStrategy: backoff },
    });
    current = client;
    let greeting: NodeJS.Timeout | undefined;
    client.on('connect', () => {
      clearTimeout(greeting);
      // What is destroyed while it connects connects all the same.
      if (client !== current) client.destroy();
      else greeting = setTimeout(() => replace(client, 'no greeting'), silenceMs).unref();
    });
    client.on('ready', () => {
      clearTimeout(greeting);
      if (client !== current) return;
      for (const [channel, listener] of channels) subscribeOn(client, channel, listener);
      up();
    });
    client.on('error', (error: unknown) => {
      clearTimeout(greeting);
      if (client === current) down(reasonOf(error));
    });
    client.unref();
    // Rejects only when it is closed.
    client.connect().catch(() => {});
  }

  /** A listener that is there already is not added twice. What fails is tried again when the connection is back. */
  function subscribeOn(client: RedisClientType, channel: string, listener: (message: string) => void): void {
    client.subscribe(channel, listener).catch((error: unknown) => refused(client, error));
  }

  function refused(client: RedisClientType, error: unknown): void {
    const reason = reasonOf(error);
    if (!client.isReady || refusals.has(reason)) return;
    refusals.add(reason);
    log('warn', 'Redis refused a command: this replica goes on without', { reason });
  }

  /** A connection that says nothing may be dead without anybody knowing. */
  function replace(client: RedisClientType, reason: string): void {
    if (client !== current) return;
    current = undefined;
    stalled = false;
    down(reason);
    client.destroy();
    void start();
  }

  async function lookForLife(client: RedisClientType): Promise<void> {
    stalled = true;
    down('no answer in time');
    const pong = await within(silenceMs, client.ping()).catch(() => undefined);
    if (client !== current) return;
    // Where the connection was lost, the client itself connects again.
    if (pong === undefined && client.isReady) return replace(client, 'no sign of life');
    stalled = false;
    if (pong !== undefined) up();
  }

  const start = (): Promise<void> => open().catch((error: unknown) => down(reasonOf(error)));
  void start();

  return {
    ask: async (command) => {
      await first.passed;
      const client = current;
      if (closed || stalled || !client?.isReady) return undefined;
      try {
        const answer = await within(commandMs, command(client));
        if (answer !== undefined) return { answer: answer.value };
        if (client === current && !stalled) void lookForLife(client);
      } catch (error) {
        refused(client, error);
      }
      return undefined;
    },
    subscribe: (channel, listener) => {
      channels.set(channel, listener);
      if (current?.isReady) subscribeOn(current, channel, listener);
    },
    onReady: (listener) => {
      readyListeners.add(listener);
      if (current?.isReady) listener();
    },
    ready: () => !closed && !stalled && current?.isReady === true,
    close: () => {
      closed = true;
      first.done();
      const client = current;
      current = undefined;
      client?.destroy();
    },
  };
}

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
  Math.min(100 * 2 ** Math.min(retries, 6), LONGEST_BACKOFF_MS) * (0.5 + Math.random() / 2);

/** A system's error code or the first word of what Redis said, such as WRONGPASS; never a message, which may quote. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return /^[A-Z]+(?= )/.exec(error.message)?.[0] ?? error.name;
}

/** Passes once: when it is told to, or at the limit. */
function firstTime(limitMs: number, onLimit: () => void): { passed: Promise<void>; done: () => void } {
  let done = (): void => {};
  const passed = new Promise<void>((resolve) => {
    done = resolve;
  });
  const timer = setTimeout(onLimit, limitMs);
  return {
    passed,
    done: () => {
      clearTimeout(timer);
      done();
    },
  };
}
