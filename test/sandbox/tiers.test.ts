import { describe, expect, it } from 'vitest';
import { runDue } from '../../src/sandbox/domains/due.js';
import { qualifyingPurchases } from '../../src/sandbox/domains/points/tier-measures.js';
import { gapToUpgrade, setTier, tierOf } from '../../src/sandbox/domains/points/tiers.js';
import { addReturn } from '../../src/sandbox/domains/transaction/returns.js';
import { advance, DAY, later, now } from '../../src/sandbox/world/clock.js';
import { aBill, aCustomer, emptyWorld, TILL } from './support.js';

describe('tiers', () => {
  it('rise with the purchases of the last twelve months, several steps at once where merited', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    aBill(world, customer, 6000);
    expect(gapToUpgrade(world, customer)).toMatchObject({ next: { name: 'Silver' }, currentValue: 6000, gap: 4000 });
    advance(world, 370 * DAY);
    runDue(world);
    aBill(world, customer, 6000);
    expect([customer.tier, qualifyingPurchases(world, customer.id)]).toEqual([1, 6000]);
    aBill(world, customer, 30000);
    expect(customer.tier).toBe(3);
    expect(customer.tierHistory.map(({ fromTier, toTier, reason }) => [fromTier, toTier, reason])).toEqual([
      [null, 1, 'ENROLMENT'],
      [1, 3, 'UPGRADE'],
    ]);
    aBill(world, customer, 75000);
    expect(gapToUpgrade(world, customer)).toBeNull();
  });

  it('rise with a bill that is dated ahead when it is sent, as its points are given then', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    aBill(world, customer, 10000, { billingDate: later(now(world), DAY / 2) });
    expect([customer.tier, qualifyingPurchases(world, customer.id)]).toEqual([2, 10000]);
    expect(customer.tierHistory.at(-1)).toMatchObject({ reason: 'UPGRADE', changedOn: now(world) });
  });

  it('do not count what was returned, nor outliers', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const { transaction } = aBill(world, customer, 9000);
    addReturn(world, {
      customer,
      billNumber: transaction.billNumber,
      returnType: 'AMOUNT',
      amount: 8000,
      tillId: TILL,
    });
    aBill(world, customer, 9000, { outlierStatus: 'OUTLIER' });
    aBill(world, customer, 2000);
    expect([customer.tier, qualifyingPurchases(world, customer.id)]).toEqual([1, 3000]);
  });

  it('end after a year: renewed where purchases still merit them, otherwise lowered to what they merit', () => {
    const world = emptyWorld();
    const [keeps, falls] = [aCustomer(world), aCustomer(world)];
    for (const customer of [keeps, falls]) aBill(world, customer, 80000);
    expect(falls.tierExpiresOn).toBe('2027-05-31T18:29:59Z');
    advance(world, 300 * DAY);
    aBill(world, keeps, 76000);
    aBill(world, falls, 11000);
    advance(world, 100 * DAY);
    runDue(world);
    expect([keeps.tier, falls.tier]).toEqual([4, 2]);
    expect([keeps, falls].map((each) => each.tierHistory.at(-1)?.reason)).toEqual(['RENEWAL', 'DOWNGRADE']);
    advance(world, 800 * DAY);
    runDue(world);
    expect([keeps.tier, keeps.tierExpiresOn]).toEqual([1, null]);
  });

  it('can be given by hand', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const gold = tierOf(world, 3);
    if (gold) setTier(world, customer, gold, { tillId: TILL, expiresOn: '2026-12-31T18:29:59Z' });
    expect([customer.tier, customer.tierExpiresOn]).toEqual([3, '2026-12-31T18:29:59Z']);
  });
});
