import { describe, expect, it } from 'vitest';
import { seedWorld } from '../../src/sandbox/seed.js';
import { expectBooksAddUp, START } from './support.js';

const world = seedWorld({ seed: 42, now: START });

const values = <T>(record: Record<string | number, T>): T[] => Object.values(record);

describe('the seeded world', () => {
  it('is the same for the same seed and clock, to the last byte', () => {
    expect(JSON.stringify(seedWorld({ seed: 42, now: START })) === JSON.stringify(world)).toBe(true);
    expect(JSON.stringify(seedWorld({ seed: 43, now: START })) === JSON.stringify(world)).toBe(false);
  });

  it('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(world))).toEqual(world);
  });

  it('has books that add up', () => {
    expectBooksAddUp(world);
  });

  it('can be made from any seed at any time', () => {
    for (let seed = 0; seed < 20; seed++) {
      const made = seedWorld({ seed, now: Date.parse(START) + seed * 37 * 3_600_000 });
      expect(values(made.customers)).toHaveLength(40);
      expect(values(made.lots).some((lot) => lot.expired > 0)).toBe(true);
    }
  });

  it('is a small shop with customers in every tier', () => {
    expect([values(world.stores).length, values(world.tills).length]).toEqual([5, 10]);
    expect(values(world.products).length).toBeGreaterThanOrEqual(30);
    expect(new Set(values(world.customers).map((customer) => customer.tier))).toEqual(new Set([1, 2, 3, 4]));
  });

  it('has of everything: returns, redemptions, a reversal, transfers, promised and expired points', () => {
    const movements = new Set(world.ledger.map((entry) => entry.movement));
    for (const movement of [
      'earn',
      'unlock',
      'redeem',
      'reverse',
      'return',
      'transfer_in',
      'transfer_out',
      'expire',
      'goodwill',
    ]) {
      expect(movements).toContain(movement);
    }
    expect(values(world.lots).some((lot) => lot.category !== 'Main' && lot.remaining > 0)).toBe(true);
    expect(values(world.transactions).some((bill) => bill.type === 'NOT_INTERESTED')).toBe(true);
    expect(values(world.couponRedemptions).length).toBeGreaterThan(0);
  });

  it('has coupon series that are over, used up, for everybody and transferrable', () => {
    const series = values(world.couponSeries);
    expect(series.filter((each) => each.validTillDate < START).map((each) => each.seriesCode)).toEqual(['MONSOON300']);
    expect(series.filter((each) => each.numIssued === each.maxCreate).map((each) => each.seriesCode)).toEqual([
      'FIRSTFIVE',
    ]);
    expect(series.filter((each) => each.clientHandlingType === 'GENERIC').map((each) => each.seriesCode)).toEqual([
      'FESTIVE15',
    ]);
    expect(series.filter((each) => each.isTransferrable).map((each) => each.seriesCode)).toEqual(['FRIENDS20']);
  });

  it('keeps a running clock without a fixed time', () => {
    expect(seedWorld({ seed: 42 }).clock).toEqual({ kind: 'running', offset: 0 });
  });
});
