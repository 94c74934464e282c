/** What is kept for clients that resume a stream, and how much of it. */
import { describe, expect, it } from 'vitest';
import { EventBudget, RecentEvents } from '../../src/transports/event-store.js';

const message = (size: number) => ({ jsonrpc: '2.0' as const, method: 'x'.repeat(size - 29) });
const storeEvents = async (store: RecentEvents, count: number, size: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let stored = 0; stored < count; stored += 1) ids.push(await store.storeEvent('stream', message(size)));
  return ids;
};
const known = async (store: RecentEvents, ids: readonly string[]): Promise<boolean[]> =>
  Promise.all(ids.map(async (id) => (await store.getStreamIdForEventId(id)) !== undefined));

describe('the events of all sessions', () => {
  it('share a budget; the session with the most bytes loses its oldest', async () => {
    const budget = new EventBudget(10_000);
    const [small, large] = [new RecentEvents(budget), new RecentEvents(budget)];
    const ofSmall = await storeEvents(small, 2, 1_000);
    const ofLarge = await storeEvents(large, 8, 1_000);
    expect(budget.total).toBe(10_000);
    ofSmall.push(...(await storeEvents(small, 1, 1_000)));
    expect(await known(small, ofSmall)).toEqual([true, true, true]);
    expect(await known(large, ofLarge)).toEqual([false, ...Array(7).fill(true)]);
    expect(budget.total).toBe(10_000);
  });

  it('never exceed the budget, whatever their sizes', async () => {
    const budget = new EventBudget(50_000);
    const stores = [new RecentEvents(budget), new RecentEvents(budget)];
    for (const [index, size] of [...Array(30).fill(1_000), 40_000, 30_000, 60_000, 1_000, 49_000, 20_000].entries()) {
      await storeEvents(stores[index % 2] ?? new RecentEvents(budget), 1, size);
      expect(budget.total).toBeLessThanOrEqual(50_000);
    }
  });

  it('give their bytes back when their session ends', async () => {
    const budget = new EventBudget(10_000);
    const [ended, other] = [new RecentEvents(budget), new RecentEvents(budget)];
    await storeEvents(ended, 9, 1_000);
    ended.clear();
    expect(budget.total).toBe(0);
    expect(await known(other, await storeEvents(other, 10, 1_000))).toEqual(Array(10).fill(true));
  });
});

describe('the events of a session', () => {
  it('are sent again from the one that a client names, those of its stream only', async () => {
    const store = new RecentEvents(new EventBudget(10_000));
    const first = await store.storeEvent('a', message(100));
    const others = [await store.storeEvent('b', message(200)), await store.storeEvent('a', message(300))];
    const sent: string[] = [];
    const send = async (id: string): Promise<void> => void sent.push(id);
    expect(await store.replayEventsAfter(first, { send })).toBe('a');
    expect(sent).toEqual([others[1]]);
    expect([first, ...others]).toEqual(['1', '2', '3']);
  });

  it('cannot be sent again from one that is not kept', async () => {
    const store = new RecentEvents(new EventBudget(10_000));
    await store.storeEvent('a', message(100));
    await expect(store.replayEventsAfter('7', { send: async () => {} })).rejects.toThrow('no longer stored');
  });

  it('are kept up to 200, or one million bytes, and at least the latest', async () => {
    const store = new RecentEvents(new EventBudget(10_000_000));
    const many = await storeEvents(store, 201, 100);
    expect(await known(store, many)).toEqual([false, ...Array(200).fill(true)]);
    const large = await storeEvents(store, 2, 600_000);
    expect(await known(store, large)).toEqual([false, true]);
    const [huge = ''] = await storeEvents(store, 1, 2_000_000);
    expect(await known(store, [...large, huge])).toEqual([false, false, true]);
  });
});
