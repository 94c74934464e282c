import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seedWorld } from '../../src/sandbox/brands/worlds.js';
import { mergeCustomers } from '../../src/sandbox/domains/customer/merge.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { runDue } from '../../src/sandbox/domains/due.js';
import { balance, customerEntity, promisedBalance } from '../../src/sandbox/domains/points/ledger.js';
import { advance, DAY } from '../../src/sandbox/world/clock.js';
import { WorldTemplate } from '../../src/sandbox/world/template.js';
import type { World } from '../../src/sandbox/world/world.js';
import { DEED_NAMES, did } from './deeds.js';
import { aCustomer, expectBooksAddUp, START, TILL } from './support.js';

const template = new WorldTemplate(seedWorld({ seed: 5, now: START }));

/** One deed, and the days that pass before it. */
interface Deed {
  name: string;
  n: number;
  days: number;
}

const deed: fc.Arbitrary<Deed> = fc.record({
  name: fc.constantFrom(...DEED_NAMES),
  n: fc.nat(500),
  days: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(40)),
});

/** Bills and points have the longest consequences, so they are done more often. The first bill is a large one. */
const history = fc
  .array(
    fc.oneof(deed, deed, fc.record({ name: fc.constantFrom('buys', 'redeems'), n: fc.nat(500), days: fc.constant(0) })),
    { minLength: 1, maxLength: 14 },
  )
  .map((deeds) => [{ name: 'buys', n: 1019, days: 0 }, ...deeds]);

interface Pair {
  world: World;
  victim: Customer;
  survivor: Customer;
}

const MOBILES = ['919700000001', '919700000002'] as const;

/** Two members with nothing yet. */
function aPair(): Pair {
  const world = template.create();
  world.organisation.program.registrationPoints = 0;
  const [victim, survivor] = MOBILES.map((value) => aCustomer(world, { identifiers: [{ type: 'mobile', value }] }));
  if (!victim || !survivor) throw new Error('nobody registered');
  return { world, victim, survivor };
}

/** Which of the deeds could be done. */
function live(world: World, customer: Customer, deeds: readonly Deed[]): boolean[] {
  return deeds.map(({ name, n, days }) => {
    advance(world, days * DAY);
    runDue(world);
    return did(world, customer, name, n);
  });
}

/** Says how the account came about, not what it has. */
const ABOUT_ACCOUNTS = ['customers', 'identifierIndex', 'ids', 'random', 'notifications', 'audits', 'changes'];

/** The tier that the survivor takes over has an event of its own. */
const isOfMerge = ({ reason }: { reason: string }): boolean => reason === 'Merge';

/** What a world has, with what describes the accounts themselves left out, and the same mobile for both. */
function holdings({ world, survivor }: Pair): unknown {
  const ofMerge = Object.values(world.events).filter(isOfMerge);
  const ids = new Set(ofMerge.map(({ id }) => id));
  // Parts that nobody has read yet are the same in both worlds.
  const used = Object.entries(Object.getOwnPropertyDescriptors(world)).filter(([, { value }]) => value !== undefined);
  const parts = used.filter(([name]) => !ABOUT_ACCOUNTS.includes(name)).map(([name, { value }]) => [name, value]);
  const held = {
    ...Object.fromEntries(parts),
    events: Object.values(world.events).filter((each) => !isOfMerge(each)),
    eventsByCustomer: (world.eventsByCustomer[survivor.id] ?? []).filter((id) => !ids.has(id)),
    survivor: ownOf(survivor),
  };
  return withOneMobile(held);
}

/** The two accounts are told apart by their mobiles, so texts with one of them differ. */
const withOneMobile = (value: object): unknown => JSON.parse(JSON.stringify(value).replaceAll(MOBILES[0], MOBILES[1]));

/** What a customer's own record holds. */
function ownOf(customer: Customer): object {
  const { tier, tierExpiresOn, lifetimePurchases, visits, labels, notes, tickets, images, referrals, cardIds } =
    customer;
  const { preferences, preferredStoreId, subscriptions, subscriptionLog, segments, extendedFields } = customer;
  const record = { tier, tierExpiresOn, lifetimePurchases, visits, labels, notes, tickets, images, referrals, cardIds };
  return { ...record, preferences, preferredStoreId, subscriptions, subscriptionLog, segments, extendedFields };
}

describe('a history of an account that is then merged into another', () => {
  it('has the results of the same history of the other', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(history, history, (before, after) => {
        const [merged, direct] = [aPair(), aPair()];
        const done = live(merged.world, merged.victim, before);
        expect(live(direct.world, direct.survivor, before)).toEqual(done);
        for (const { world, victim, survivor } of [merged, direct]) mergeCustomers(world, victim, survivor, TILL);
        expect(holdings(merged)).toEqual(holdings(direct));
        // The event of the tier drew a random number, and codes shall be the same.
        merged.world.random = structuredClone(direct.world.random);
        // What comes after the merge finds the same limits, counts and balances.
        expect(live(merged.world, merged.survivor, after)).toEqual(live(direct.world, direct.survivor, after));
        const held = ({ world, survivor: { id } }: Pair): number[] => {
          const entity = customerEntity(id);
          return [balance(world, entity), promisedBalance(world, entity)];
        };
        expect(held(merged)).toEqual(held(direct));
        expect(withOneMobile(ownOf(merged.survivor))).toEqual(withOneMobile(ownOf(direct.survivor)));
        expectBooksAddUp(merged.world);
      }),
      { numRuns: Number(process.env['HISTORIES'] ?? 12) },
    );
  });
});
