/** Journals of batches that replicas share through Redis. They last as long as Redis keeps what it is told. */
import { randomUUID } from 'node:crypto';
import { JOURNAL_MS, type Journal, type Journals, type JournalWriter, SILENCE_MS } from '../../safety/journals.js';
import type { RedisConnection } from './redis.js';

/** Appends a line, if the writer is still the one: only then does it go on. */
const APPEND = `
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('RPUSH', KEYS[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('PEXPIRE', KEYS[3], ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
return 1
`;

const CLOSE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`;

export class RedisJournals implements Journals {
  readonly #redis: RedisConnection;

  constructor(redis: RedisConnection) {
    this.#redis = redis;
  }

  async read(name: string): Promise<Journal | 'unavailable' | undefined> {
    const { lines, calls } = keysOf(name);
    const reply = await this.#redis.run((client) => Promise.all([client.lRange(lines, 0, -1), client.get(calls)]));
    if (!reply) return 'unavailable';
    const [all, kept] = reply.answer;
    return all.length === 0 ? undefined : { lines: all, calls: kept ?? undefined };
  }

  async write(name: string): Promise<JournalWriter | 'busy' | 'unavailable'> {
    const { writer } = keysOf(name);
    const id = randomUUID();
    const reply = await this.#redis.run((client) =>
      client.set(writer, id, { expiration: { type: 'PX', value: SILENCE_MS }, condition: 'NX' }),
    );
    if (!reply) return 'unavailable';
    if (reply.answer === null) return 'busy';
    const journal = await this.read(name);
    if (journal === 'unavailable') return journal;
    return new RedisWriter(this.#redis, name, id, journal ?? { lines: [], calls: undefined });
  }
}

class RedisWriter implements JournalWriter {
  readonly journal: Journal;
  readonly #redis: RedisConnection;
  readonly #keys: ReturnType<typeof keysOf>;
  readonly #id: string;

  constructor(redis: RedisConnection, name: string, id: string, journal: Journal) {
    this.#redis = redis;
    this.#keys = keysOf(name);
    this.#id = id;
    this.journal = journal;
  }

  async append(line: string): Promise<void> {
    const { lines, writer, calls } = this.#keys;
    const reply = await this.#redis.run((client) =>
      client.eval(APPEND, {
        keys: [lines, writer, calls],
        arguments: [this.#id, line, String(JOURNAL_MS), String(SILENCE_MS)],
      }),
    );
    if (reply?.answer !== 1) throw new Error(reply ? 'there is another writer by now' : 'Redis cannot be asked');
  }

  async appendLate(line: string): Promise<void> {
    await this.#redis.run((client) => client.rPushX(this.#keys.lines, line));
  }

  async keepCalls(calls: string): Promise<void> {
    const reply = await this.#redis.run((client) =>
      client.set(this.#keys.calls, calls, { expiration: { type: 'PX', value: JOURNAL_MS } }),
    );
    if (reply?.answer !== 'OK') throw new Error('Redis cannot be asked');
  }

  async dropCalls(): Promise<void> {
    await this.#redis.run((client) => client.del(this.#keys.calls));
  }

  async close(): Promise<void> {
    await this.#redis.run((client) => client.eval(CLOSE, { keys: [this.#keys.writer], arguments: [this.#id] }));
  }
}

/** The lines, the calls, and who writes. The parts in braces keep them on one node of a cluster. */
const keysOf = (name: string) => ({
  lines: `capillary-mcp:batch:{${name}}:lines`,
  calls: `capillary-mcp:batch:{${name}}:calls`,
  writer: `capillary-mcp:batch:{${name}}:writer`,
});
