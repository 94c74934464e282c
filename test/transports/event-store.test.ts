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
