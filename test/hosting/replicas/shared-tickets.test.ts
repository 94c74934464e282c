/** Questions to users that any replica can take up again, through Redis. */
import { expect, it } from 'vitest';
import { SharedTickets } from '../../../src/hosting/replicas/shared-tickets.js';
import { describeWithRedis, startRedis } from './redis-server.js';
import { connected } from './replicas.js';

describeWithRedis('tickets of two replicas', () => {
  it('are taken once, by whoever comes first', async () => {
    const redis = await startRedis();
    const replicas = await Promise.all([0, 1].map(async () => new SharedTickets(await connected(redis.url))));
    expect(await replicas[0]?.put('number', 'value', 60_000)).toBe(true);
    const taken = await Promise.all([...replicas, ...replicas].map((replica) => replica.take('number')));
    expect(taken.filter((each) => each !== undefined)).toEqual([{ value: 'value' }]);
  });

  it('stay when they are only looked up', async () => {
    const redis = await startRedis();
    const tickets = new SharedTickets(await connected(redis.url));
    await tickets.put('number', 'value', 60_000);
    expect(await tickets.get('number')).toEqual({ value: 'value' });
    expect(await tickets.take('number')).toEqual({ value: 'value' });
    expect(await tickets.get('number')).toBeUndefined();
  });

  it('expire', async () => {
    const redis = await startRedis();
    const tickets = new SharedTickets(await connected(redis.url));
    await tickets.put('number', 'value', 1);
    await expect.poll(() => tickets.take('number')).toBeUndefined();
  });

  it('can be neither kept nor taken while Redis is unavailable', async () => {
    const redis = await startRedis();
    const tickets = new SharedTickets(await connected(redis.url));
    await redis.kill();
    expect(await tickets.put('number', 'value', 60_000)).toBe(false);
    expect(await tickets.take('number')).toBe('unavailable');
    expect(await tickets.get('number')).toBe('unavailable');
  });
});
