import { describe, expect, it } from 'vitest';
import { BRAND_NAMES } from '../../src/sandbox/brands/names.js';
import { credentialsOf, seedWorld } from '../../src/sandbox/brands/worlds.js';
import { isAdminTill } from '../../src/sandbox/domains/locations/rules.js';
import { streakOf } from '../../src/sandbox/domains/targets/rules.js';
import { expectBooksAddUp, START } from './support.js';

/** The worlds that most tests look at. They only read, so they share them. */
const WORLDS = {
  fashion: seedWorld({ seed: 42, now: START, brand: 'fashion' }),
  fuel: seedWorld({ seed: 42, now: START, brand: 'fuel' }),
  coffee: seedWorld({ seed: 42, now: START, brand: 'coffee' }),
};
const world = WORLDS.fashion;

const values = <T>(record: Record<string | number, T>): T[] => Object.values(record);

describe('the seeded world', () => {
  it('is that of the fashion brand by default, to the last byte', () => {
    expect(JSON.stringify(seedWorld({ seed: 42, now: START })) === JSON.stringify(world)).toBe(true);
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
      expectBooksAddUp(made);
    }
  });

  it('is a small shop with customers in every tier', () => {
    // Two tills a store, and two logins of staff.
    expect([values(world.stores).length, values(world.tills).length]).toEqual([5, 12]);
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

describe.each(BRAND_NAMES)('the world of the %s brand', (brand) => {
  const made = WORLDS[brand];

  it('gives the credentials of a till that may administer it', () => {
    const { username } = credentialsOf(made);
    const till = Object.values(made.tills).find((each) => each.username === username);
    expect(till && isAdminTill(made, till)).toBe(true);
  });

  it('is the same for the same seed and clock, and not for another seed', () => {
    expect(JSON.stringify(seedWorld({ seed: 42, now: START, brand })) === JSON.stringify(made)).toBe(true);
    expect(JSON.stringify(seedWorld({ seed: 43, now: START, brand })) === JSON.stringify(made)).toBe(false);
  });

  it('has books that add up, and members in every tier', () => {
    expectBooksAddUp(made);
    const reached = new Set(values(made.customers).map((customer) => customer.tier));
    expect([...reached].sort()).toEqual(made.organisation.program.tiers.map(({ number }) => number));
  });

  it('has coupons, rewards that can be taken, and badges', () => {
    expect(values(made.coupons).length).toBeGreaterThan(5);
    expect(values(made.rewards).length).toBeGreaterThan(1);
    expect(values(made.badges).length).toBeGreaterThan(0);
  });

  it('has a manager and cashiers in every store, and tasks for them', () => {
    for (const store of values(made.stores)) {
      const staff = values(made.associates).filter(({ storeId }) => storeId === store.id);
      expect(staff.map(({ role }) => role)).toEqual(['manager', 'cashier', 'cashier']);
      for (const { mobile, email } of staff) {
        expect(mobile).toHaveLength(made.organisation.countryCode.length + made.organisation.mobileLength);
        expect(email.split('@')[1]).toBe(store.email.split('@')[1]);
      }
    }
    expect(new Set(values(made.associates).map(({ mobile }) => mobile)).size).toBe(values(made.associates).length);
    expect(new Set(values(made.taskEntries).map(({ status }) => status.system)).size).toBeGreaterThan(1);
  });

  // The default brand is made from more of them above.
  if (brand === 'fashion') return;
  it('can be made from any seed at any time', () => {
    for (let seed = 0; seed < 5; seed++) {
      expectBooksAddUp(seedWorld({ seed, now: Date.parse(START) + seed * 37 * 3_600_000, brand }));
    }
  });
});

it('reports other figures of a store in each brand', () => {
  const reports = BRAND_NAMES.map((brand) => values(WORLDS[brand].storeReports));
  expect(new Set(reports.flat().map(({ bills }) => bills)).size).toBe(BRAND_NAMES.length);
  expect(new Set(reports.flat().map(({ sales }) => sales)).size).toBe(BRAND_NAMES.length);
});

/** Mobiles as they are in a country, with its code, and the language of a brand there. */
const PLACES = {
  fashion: { mobile: /^91[6-9]\d{9}$/, language: 'en-IN' },
  fuel: { mobile: /^9715[024-68]\d{7}$/, language: 'en-AE' },
  coffee: { mobile: /^65[89]\d{7}$/, language: 'en-SG' },
};

it.each(BRAND_NAMES)(
  'the people and places of the %s brand have the numbers and the language of its country',
  (brand) => {
    const { mobile, language } = PLACES[brand];
    const made = WORLDS[brand];
    const numbers = [
      ...values(made.customers).flatMap(({ profiles }) =>
        profiles.flatMap(({ identifiers }) =>
          identifiers.filter(({ type }) => type === 'mobile').map(({ value }) => value),
        ),
      ),
      ...[...values(made.stores), ...values(made.associates), ...values(made.staffAccounts)].map((each) => each.mobile),
    ];
    expect(numbers.length).toBeGreaterThan(20);
    expect(numbers.filter((number) => !mobile.test(number))).toEqual([]);
    expect([...new Set(values(made.locationDetails).map((each) => each.language))]).toEqual([language]);
  },
);

it.each(BRAND_NAMES)('the credentials of the %s brand are those of a till and of the administrator', (brand) => {
  const made = WORLDS[brand];
  const { username, adminKey, adminOrgId } = credentialsOf(made);
  expect(username).toMatch(/^[a-z]{3}01\.till01$/);
  expect(values(made.tills).find((till) => till.username === username)?.code).toBe(username);
  expect([adminKey, adminOrgId]).toEqual([made.adminKey, String(made.organisation.id)]);
});

describe('the fuel and fleet brand', () => {
  const made = WORLDS.fuel;

  it('has companies whose drivers have a place, a card and a group that holds points', () => {
    expect(values(made.companies).map(({ externalId }) => externalId)).toEqual(['NGL-01', 'PCO-01', 'ODT-01']);
    for (const group of values(made.userGroups)) {
      expect(group.members.length).toBeGreaterThan(2);
      const [manager] = group.members.filter(({ primary }) => primary);
      expect(made.associations[manager?.customerId ?? 0]?.roleCode).toBe('MANAGER');
      expect(group.lifetimePurchases).toBeGreaterThan(0);
      for (const { customerId } of group.members) {
        expect(made.associations[customerId]?.companyId).toBeDefined();
        expect(made.customers[customerId]?.cardIds).toHaveLength(1);
      }
    }
  });
});

describe('the coffee brand', () => {
  const made = WORLDS.coffee;

  it('has members who hold badges and are enrolled in more', () => {
    expect(values(made.earnedBadges).length).toBeGreaterThan(16);
    expect(values(made.badgeEnrolments).length).toBe(5);
  });

  it('has members who are on a streak of weeks', () => {
    const group = values(made.targetGroups).find(({ name }) => name === 'Cup a week');
    const streaks = values(made.customers).map((customer) => (group ? streakOf(made, group, customer) : 0));
    expect(Math.max(...streaks)).toBeGreaterThan(1);
    expect(Math.min(...streaks)).toBeLessThan(2);
  });
});
