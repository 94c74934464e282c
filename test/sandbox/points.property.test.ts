import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { runDue } from '../../src/sandbox/domains/due.js';
import { customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import {
  deductPoints,
  givePoints,
  redeemPoints,
  reverseRedemption,
  unlockPromised,
} from '../../src/sandbox/domains/points/rules.js';
import { transferPoints } from '../../src/sandbox/domains/points/transfers.js';
import { addReturn } from '../../src/sandbox/domains/transaction/returns.js';
import type { ReturnType } from '../../src/sandbox/domains/transaction/state.js';
import { createGroup } from '../../src/sandbox/domains/user-group/rules.js';
import { advance, DAY } from '../../src/sandbox/world/clock.js';
import type { World } from '../../src/sandbox/world/world.js';
import { Journal } from './journal.js';
import {
  aBill,
  aCustomer,
  emptyWorld,
  expectBooksAddUp,
  expectFailure,
  expectMovementsAddUp,
  failureOf,
  TILL,
} from './support.js';

/** A world with three customers and a group, and what can be done to it. */
interface Situation {
  world: World;
  customers: Customer[];
  groupId: number;
}

type Step = (situation: Situation) => void;

const who = fc.nat(2);
const points = fc.oneof(fc.integer({ min: 1, max: 400 }), fc.double({ min: -5, max: 400, noNaN: true }));
const nth = fc.nat(50);

const at = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(1, items.length)];

const pickCustomer = ({ customers }: Situation, index: number): Customer => {
  const customer = customers[index];
  if (!customer) throw new Error('no such customer');
  return customer;
};

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ who, amount: fc.integer({ min: -10, max: 9000 }), online: fc.boolean() }).map(
    ({ who, amount, online }): Step =>
      (s) => {
        aBill(s.world, pickCustomer(s, who), amount, { source: online ? 'ECOMMERCE' : 'INSTORE' });
      },
  ),
  fc.record({ who, points: fc.integer({ min: 1, max: 30 }).map((n) => n * 5) }).map(
    ({ who, points }): Step =>
      (s) => {
        redeemPoints(s.world, { customer: pickCustomer(s, who), points }, { tillId: TILL, skipValidation: true });
      },
  ),
  fc.record({ who, points }).map(
    ({ who, points }): Step =>
      (s) => {
        redeemPoints(s.world, { customer: pickCustomer(s, who), points }, { tillId: TILL, skipValidation: true });
      },
  ),
  fc.record({ nth, points: fc.option(points) }).map(
    ({ nth, points }): Step =>
      (s) => {
        const redemption = at(Object.values(s.world.pointsRedemptions), nth);
        const customer = redemption && s.world.customers[redemption.customerId];
        if (!redemption || !customer) return;
        reverseRedemption(s.world, {
          redemptionId: redemption.id,
          customer,
          ...(points !== null && { points }),
          tillId: TILL,
        });
      },
  ),
  fc
    .record({
      nth,
      returnType: fc.constantFrom<ReturnType>('FULL', 'AMOUNT', 'CANCELLED'),
      amount: fc.integer({ min: -5, max: 5000 }),
    })
    .map(
      ({ nth, returnType, amount }): Step =>
        (s) => {
          const bill = at(
            Object.values(s.world.transactions).filter((each) => each.type === 'REGULAR'),
            nth,
          );
          if (!bill) return;
          addReturn(s.world, { customer: null, billNumber: bill.billNumber, returnType, amount, tillId: TILL });
        },
    ),
  fc.record({ from: fc.nat(3), to: fc.nat(3), points: fc.integer({ min: 0, max: 200 }) }).map(
    ({ from, to, points }): Step =>
      (s) => {
        const holder = (index: number) =>
          index === 3 ? ({ type: 'USERGROUP2', id: s.groupId } as const) : customerEntity(pickCustomer(s, index).id);
        const by = from === 3 ? { by: pickCustomer(s, 0) } : {};
        transferPoints(s.world, { from: holder(from), to: holder(to), points, ...by }, { tillId: TILL });
      },
  ),
  fc.record({ who, points }).map(
    ({ who, points }): Step =>
      (s) => {
        givePoints(s.world, customerEntity(pickCustomer(s, who).id), { kind: 'goodwill', points, tillId: TILL });
      },
  ),
  fc.record({ who, points }).map(
    ({ who, points }): Step =>
      (s) => {
        deductPoints(s.world, customerEntity(pickCustomer(s, who).id), { points, tillId: TILL });
      },
  ),
  fc.constant<Step>((s) => {
    const promised = Object.values(s.world.lots).filter((lot) => lot.category !== 'Main' && lot.remaining > 0);
    unlockPromised(s.world, promised.slice(0, 1), { tillId: TILL });
  }),
  fc.integer({ min: 1, max: 120 }).map(
    (days): Step =>
      (s) => {
        advance(s.world, days * DAY);
        runDue(s.world);
      },
  ),
);

function situation(): Situation {
  const world = emptyWorld();
  const customers = [aCustomer(world), aCustomer(world), aCustomer(world)];
  for (const customer of customers) aBill(world, customer, 4000);
  const [primary] = customers;
  if (!primary) throw new Error('no customer');
  const group = createGroup(world, { name: 'Family', externalId: '', primary, tillId: TILL });
  return { world, customers, groupId: group.id };
}

describe('points', () => {
  it('always add up, whatever happens in whatever order, and what fails changes nothing', () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 40, size: 'max' }), (sequence) => {
        const s = situation();
        const journal = new Journal();
        const { view } = journal;
        const seen = { ...s, world: view(s.world), customers: s.customers.map(view) };
        for (const step of sequence) {
          journal.begin();
          const code = failureOf(() => step(seen));
          if (code !== undefined && journal.takeBack(s.world)) throw new Error(`changed by a failure with ${code}`);
          expectBooksAddUp(s.world);
          expectMovementsAddUp(s.world);
        }
      }),
      { numRuns: 100 },
    );
  }, 20_000);

  it('are never given twice by reversing the same redemption again', () => {
    const { world, customers } = situation();
    const [customer] = customers;
    if (!customer) return;
    aBill(world, customer, 5000);
    const redemption = redeemPoints(world, { customer, points: 100 }, { tillId: TILL, skipValidation: true });
    reverseRedemption(world, { redemptionId: redemption.id, customer, tillId: TILL });
    expectFailure(world, 3802, () => reverseRedemption(world, { redemptionId: redemption.id, customer, tillId: TILL }));
    expectBooksAddUp(world);
  });
});
