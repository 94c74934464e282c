import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allOrNothing, rehearse } from '../../src/sandbox/world/all-or-nothing.js';
import type { World } from '../../src/sandbox/world/world.js';
import { aCustomer, emptyWorld } from './support.js';

/** Some change that a rule might make: to a value, a list, a record, or a thing within a thing. */
type Change = (world: World, random: number) => void;

const CHANGES: readonly Change[] = [
  (world, random) => {
    world.adminKey = `key${random}`;
  },
  (world, random) => {
    world.identifierIndex[`mobile:${random}`] = random;
  },
  (world) => {
    const [first] = Object.keys(world.identifierIndex);
    if (first !== undefined) delete world.identifierIndex[first];
  },
  (world, random) => {
    world.organisation.settings.paymentModes.push(`Mode${random}`);
  },
  (world) => {
    world.organisation.settings.paymentModes.shift();
  },
  (world, random) => {
    world.organisation.settings.paymentModes.splice(random % 3, 2, 'Cheque');
  },
  (world) => {
    world.organisation.settings.paymentModes.sort().reverse();
  },
  (world) => {
    world.organisation.settings.paymentModes.length = 1;
  },
  (world, random) => {
    Object.assign(Object.values(world.tills)[random % 3] ?? {}, {
      name: `Till ${random}`,
      extra: { nested: [random] },
    });
  },
  (world) => {
    aCustomer(world);
  },
];

const changes = fc.array(fc.tuple(fc.constantFrom(...CHANGES), fc.nat(50)), { maxLength: 20 });

/** Where a world differs from another's text: shorter than both worlds, and enough to see why. */
function differenceOf(world: World, before: string): string {
  const text = JSON.stringify(world);
  let at = 0;
  while (at < before.length && text[at] === before[at]) at++;
  return text === before ? '' : `${before.slice(at - 40, at + 80)} is now ${text.slice(at - 40, at + 80)}`;
}

describe('allOrNothing', () => {
  it('takes back every change, in content and in order, where something fails', () => {
    fc.assert(
      fc.property(changes, (made) => {
        const world = emptyWorld();
        aCustomer(world);
        const before = JSON.stringify(world);
        const act = (): void =>
          allOrNothing(world, (tried) => {
            for (const [change, random] of made) change(tried, random);
            throw new Error('refused');
          });
        expect(act).toThrow('refused');
        expect(differenceOf(world, before)).toBe('');
      }),
    );
  });

  it('changes the world as the same changes without it do', () => {
    fc.assert(
      fc.property(changes, (made) => {
        const [plain, tried] = [emptyWorld(), emptyWorld()];
        allOrNothing(tried, (world) => {
          for (const [change, random] of made) if (change !== CHANGES.at(-1)) change(world, random);
        });
        for (const [change, random] of made) if (change !== CHANGES.at(-1)) change(plain, random);
        expect(differenceOf(tried, JSON.stringify(plain))).toBe('');
      }),
    );
  });

  it('gives back what belongs to the world itself, so that a later change of it counts', () => {
    const world = emptyWorld();
    const customer = allOrNothing(world, (tried) => aCustomer(tried));
    expect(customer).toBe(world.customers[customer.id]);
    expect(structuredClone(world)).toEqual(world);
  });

  it('nests: an inner refusal that is caught takes back the inner changes only', () => {
    const world = emptyWorld();
    allOrNothing(world, (outer) => {
      outer.adminKey = 'outer';
      expect(() =>
        allOrNothing(outer, (inner) => {
          inner.adminKey = 'inner';
          throw new Error('refused');
        }),
      ).toThrow('refused');
    });
    expect(world.adminKey).toBe('outer');
  });
});

describe('rehearse', () => {
  it('tells what would come of it and changes nothing', () => {
    const world = emptyWorld();
    const before = JSON.stringify(world);
    expect(rehearse(world, (tried) => aCustomer(tried).profiles[0]?.firstName)).toBe('Asha');
    expect(differenceOf(world, before)).toBe('');
  });
});
