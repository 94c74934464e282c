import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approveDeletion, requestDeletion } from '../../src/sandbox/domains/customer/erasure.js';
import { mergeCustomers } from '../../src/sandbox/domains/customer/merge.js';
import { changeIdentifiers, register, updateCustomer } from '../../src/sandbox/domains/customer/rules.js';
import { searchCustomers } from '../../src/sandbox/domains/customer/search.js';
import type { Customer, IdentifierType, Source } from '../../src/sandbox/domains/customer/state.js';
import { allOrNothing } from '../../src/sandbox/world/all-or-nothing.js';
import { attempt, fail } from '../../src/sandbox/world/failure.js';
import type { World } from '../../src/sandbox/world/world.js';
import { emptyWorld, TILL } from './support.js';

/** Customers found by looking at each, with the texts that match. */
function foundByWalk(world: World, keyword: string): [id: number, values: string[]][] {
  const start = keyword.toLowerCase();
  return Object.values(world.customers)
    .filter(({ mergedInto, piiDeleted }) => mergedInto === null && !piiDeleted)
    .map(({ id, profiles }): [number, string[]] => [
      id,
      profiles
        .flatMap(({ firstName, lastName, identifiers }) => [
          firstName,
          lastName,
          ...identifiers.map(({ value }) => value),
        ])
        .filter((text) => text.slice(0, start.length).toLowerCase().startsWith(start)),
    ])
    .filter(([, values]) => values.length > 0);
}

const found = (world: World, keyword: string): [number, string[]][] =>
  searchCustomers(world, keyword).map(({ customer, matches }) => [customer.id, matches.map(({ idValue }) => idValue)]);

/** Few letters, so that names share beginnings; some change their length or form in lower case. */
const text = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'É', 'İ', 'Σ', '𐐀', ' ', '1'), maxLength: 5 });
const source = fc.constantFrom<Source>('INSTORE', 'ECOMMERCE');
const identifier = fc.record({ type: fc.constantFrom<IdentifierType>('externalId', 'wechat'), value: text });
const names = fc.record({ firstName: text, lastName: text }, { requiredKeys: [] });
const nth = fc.nat(20);

type Step = (world: World) => void;

const pick = (world: World, n: number): Customer => {
  const customers = Object.values(world.customers);
  return customers[n % Math.max(1, customers.length)] ?? fail(8015, 'nobody');
};

const registers = fc.record({ names, source, identifiers: fc.array(identifier, { minLength: 1, maxLength: 2 }) }).map(
  ({ names, source, identifiers }): Step =>
    (world) =>
      register(world, { ...names, source, identifiers, tillId: TILL }),
);
const updates = fc.record({ nth, names, identifiers: fc.array(identifier, { maxLength: 1 }) }).map(
  ({ nth, names, identifiers }): Step =>
    (world) =>
      updateCustomer(world, pick(world, nth), { ...names, identifiers, tillId: TILL }),
);
const changes = fc.record({ nth, add: fc.array(identifier, { maxLength: 2 }) }).map(
  ({ nth, add }): Step =>
    (world) => {
      const customer = pick(world, nth);
      const remove = customer.profiles[0]?.identifiers.slice(0, 1) ?? [];
      changeIdentifiers(world, customer, { add, remove, tillId: TILL });
    },
);
const merges = fc.tuple(nth, nth).map(
  ([a, b]): Step =>
    (world) =>
      mergeCustomers(world, pick(world, a), pick(world, b), TILL),
);
const erases = nth.map(
  (nth): Step =>
    (world) => {
      const customer = pick(world, nth);
      approveDeletion(world, requestDeletion(world, customer, { comments: '', tillId: TILL }), customer, TILL);
    },
);
const searches = text.map(
  (keyword): Step =>
    (world) =>
      void searchCustomers(world, keyword),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: registers },
  { weight: 3, arbitrary: updates },
  { weight: 2, arbitrary: changes },
  { weight: 1, arbitrary: merges },
  { weight: 1, arbitrary: erases },
  { weight: 2, arbitrary: searches },
);

/** A step that is carried out, or one that is undone because something after it is refused. */
const carriedOut = fc.record({ step, undone: fc.boolean() }).map(
  ({ step, undone }): Step =>
    (world) =>
      attempt(() => {
        if (!undone) return step(world);
        return allOrNothing(world, (tried) => {
          step(tried);
          fail(400, 'undone');
        });
      }),
);

describe('searching customers', () => {
  it('finds whom a look at all of them finds, whatever became of them before', () => {
    fc.assert(
      fc.property(fc.array(carriedOut, { maxLength: 25 }), fc.array(text, { minLength: 1 }), (steps, keywords) => {
        const world = emptyWorld();
        searchCustomers(world, 'a');
        for (const each of steps) each(world);
        for (const keyword of keywords) expect(found(world, keyword)).toEqual(foundByWalk(world, keyword));
        const reloaded = Object.assign(emptyWorld(), { customers: structuredClone(world.customers) });
        for (const keyword of keywords) expect(found(reloaded, keyword)).toEqual(foundByWalk(world, keyword));
      }),
    );
  });
});
