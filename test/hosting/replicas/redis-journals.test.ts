/** Journals of batches that replicas share through Redis. */
import { expect, it } from 'vitest';
import { RedisJournals } from '../../../src/hosting/replicas/redis-journals.js';
import type { JournalWriter } from '../../../src/safety/journals.js';
import { describeWithRedis, startRedis } from './redis-server.js';
import { connected } from './replicas.js';

async function writerOf(journals: RedisJournals): Promise<JournalWriter> {
  const writer = await journals.write('name');
  if (typeof writer === 'string') throw new Error(writer);
  return writer;
}

describeWithRedis('a journal of two replicas', () => {
  it('has what either wrote, in order', async () => {
    const redis = await startRedis();
    const [one, other] = [new RedisJournals(await connected(redis.url)), new RedisJournals(await connected(redis.url))];
    expect(await one.read('name')).toBeUndefined();
    const first = await writerOf(one);
    await first.keepCalls('calls');
    await first.append('one');
    await first.close();
    const second = await writerOf(other);
    expect(second.journal).toEqual({ lines: ['one'], calls: 'calls' });
    await second.append('two');
    await first.appendLate('late');
    await second.dropCalls();
    await second.close();
    expect(await one.read('name')).toEqual({ lines: ['one', 'two', 'late'], calls: undefined });
  });

  it('has one writer at a time, also when both begin at once', async () => {
    const redis = await startRedis();
    const replicas = [new RedisJournals(await connected(redis.url)), new RedisJournals(await connected(redis.url))];
    const opened = await Promise.all([...replicas, ...replicas].map((journals) => journals.write('name')));
    expect(opened.filter((each) => each === 'busy')).toHaveLength(3);
  });

  it('is taken over from a replica that is silent, which must not go on', async () => {
    const redis = await startRedis();
    const client = await connected(redis.url);
    const journals = new RedisJournals(client);
    const old = await writerOf(journals);
    await old.append('one');
    // As it expires.
    await client.run((each) => each.del('capillary-mcp:batch:{name}:writer'));
    const writer = await writerOf(journals);
    await expect(old.append('two')).rejects.toThrow('another writer');
    await old.close();
    expect(await journals.write('name')).toBe('busy');
    await writer.append('three');
    expect(await journals.read('name')).toMatchObject({ lines: ['one', 'three'] });
  });

  it('expires', async () => {
    const redis = await startRedis();
    const client = await connected(redis.url);
    const writer = await writerOf(new RedisJournals(client));
    await writer.keepCalls('calls');
    await writer.append('one');
    const lives = await client.run(async (each) => {
      const keys = await each.keys('*');
      return Promise.all(keys.map((key) => each.pTTL(key)));
    });
    expect(lives?.answer).toHaveLength(3);
    for (const life of lives?.answer ?? []) expect(life).toBeGreaterThan(0);
  });

  it('is neither read nor written while Redis is unavailable', async () => {
    const redis = await startRedis();
    const journals = new RedisJournals(await connected(redis.url));
    const writer = await writerOf(journals);
    await redis.kill();
    expect(await journals.read('name')).toBe('unavailable');
    expect(await journals.write('name')).toBe('unavailable');
    await expect(writer.append('one')).rejects.toThrow('Redis');
    await expect(writer.keepCalls('calls')).rejects.toThrow('Redis');
    await writer.close();
  });
});
