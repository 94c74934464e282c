import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeCustomers } from '../../src/sandbox/domains/customer/merge.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { runDue } from '../../src/sandbox/domains/due.js';
import { balance, customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import { givePoints, redeemPoints, reverseRedemption } from '../../src/sandbox/domains/points/rules.js';
import { transferPoints } from '../../src/sandbox/domains/points/transfers.js';
import { movePromotion } from '../../src/sandbox/domains/promotions/loyalty-lifecycle.js';
import { createLoyaltyPromotion, reviewLoyaltyPromotion } from '../../src/sandbox/domains/promotions/loyalty-rules.js';
import { addReturn, type NewReturn } from '../../src/sandbox/domains/transaction/returns.js';
import type { Transaction } from '../../src/sandbox/domains/transaction/state.js';
import { createGroup } from '../../src/sandbox/domains/user-group/rules.js';
import { advance, DAY, later, now } from '../../src/sandbox/world/clock.js';
import type { World } from '../../src/sandbox/world/world.js';
import { definitions } from '../../src/tools/catalogue.js';
import {
  aBill,
  aCustomer,
  emptyWorld,
  expectBooksAddUp,
  expectFailure,
  expectMovementsAddUp,
  listAt,
  TILL,
  useSandbox,
  valueAt,
} from './support.js';

const returning = (world: World, bill: Transaction, more: Partial<NewReturn> & Pick<NewReturn, 'returnType'>) =>
  addReturn(world, { customer: null, billNumber: bill.billNumber, tillId: TILL, ...more }).transaction;

const held = (world: World, customer: Customer): number => balance(world, customerEntity(customer.id));

/** A promotion that gives so many points with each bill. */
function promise(world: World, points: number): void {
  const promotion = createLoyaltyPromotion(
    world,
    {
      name: `Extra ${points}`,
      description: '',
      promoIdentifier: '',
      type: 'GENERIC',
      startsOn: later(now(world), -DAY),
      endsOn: later(now(world), 30 * DAY),
      enrolmentMethod: 'TRANSACTION',
      eligibility: 'ALL',
      triggers: [
        {
          activityId: 'a',
          event: 'TransactionAdd',
          rule: '',
          milestone: null,
          targetId: null,
          actions: [{ kind: 'points', points }],
        },
      ],
      optInWindow: null,
      pointsPerMember: null,
      timesPerMember: null,
      sent: {},
    },
    TILL,
  );
  movePromotion(world, promotion, 'PENDING_APPROVAL');
  reviewLoyaltyPromotion(world, promotion, true);
}

const YEARS = 3 * 366 * DAY;

function pass(world: World, milliseconds: number): void {
  advance(world, milliseconds);
  runDue(world);
}

describe('what a return takes back', () => {
  it('is what the bill gave, by itself and through promotions', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    promise(world, 51);
    const { transaction: bill } = aBill(world, customer, 1000);
    expect(held(world, customer)).toBe(151);
    expect(returning(world, bill, { returnType: 'FULL' }).points).toBe(151);
    expect([held(world, customer), bill.pointsReturned]).toEqual([0, 151]);
    expectBooksAddUp(world);
  });

  it('adds up over parts of the bill', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    promise(world, 50);
    const { transaction: bill } = aBill(world, customer, 1000);
    const parts = [333, 333, 334].map((amount) => returning(world, bill, { returnType: 'AMOUNT', amount }).points);
    expect(parts).toEqual([49, 50, 51]);
    expect(held(world, customer)).toBe(0);
  });

  it('comes from the group and from the member, each as the bill gave it', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    promise(world, 50);
    const group = createGroup(world, { name: 'Family', externalId: '', primary: customer, tillId: TILL });
    const entity = { type: 'USERGROUP2', id: group.id } as const;
    const { transaction: bill } = aBill(world, customer, 1000, { userGroupId: group.id });
    expect([balance(world, entity), held(world, customer)]).toEqual([100, 50]);
    expect(returning(world, bill, { returnType: 'AMOUNT', amount: 500 }).points).toBe(75);
    expect([balance(world, entity), held(world, customer)]).toEqual([50, 25]);
    expect(returning(world, bill, { returnType: 'AMOUNT', amount: 500 }).points).toBe(75);
    expect([balance(world, entity), held(world, customer)]).toEqual([0, 0]);
    expectBooksAddUp(world);
  });

  it('is nothing of other bills if the points have expired', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const { transaction: bill } = aBill(world, customer, 1000);
    world.organisation.settings.billDaysBack = 2000;
    pass(world, YEARS);
    expect(held(world, customer)).toBe(0);
    aBill(world, customer, 2000);
    expect(returning(world, bill, { returnType: 'FULL' }).points).toBe(0);
    expect(held(world, customer)).toBe(200);
  });

  it('is taken from other points for those that were spent, but not for those that expired', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const { transaction: bill } = aBill(world, customer, 1000);
    redeemPoints(world, { customer, points: 60 }, { tillId: TILL, skipValidation: true });
    pass(world, YEARS);
    aBill(world, customer, 2000);
    expect(returning(world, bill, { returnType: 'AMOUNT', amount: 500 }).points).toBe(50);
    expect(returning(world, bill, { returnType: 'AMOUNT', amount: 500 }).points).toBe(10);
    expect(held(world, customer)).toBe(140);
  });

  it('is taken from other points for those that were given away, but never more than there is', () => {
    const world = emptyWorld();
    const [customer, friend] = [aCustomer(world), aCustomer(world)];
    const { transaction: bill } = aBill(world, customer, 1000);
    transferPoints(
      world,
      { from: customerEntity(customer.id), to: customerEntity(friend.id), points: 100 },
      { tillId: TILL },
    );
    givePoints(world, customerEntity(customer.id), { kind: 'goodwill', points: 30, tillId: TILL });
    expect(returning(world, bill, { returnType: 'FULL' }).points).toBe(30);
    expect([held(world, customer), held(world, friend)]).toEqual([0, 100]);
  });

  it('is taken when spent points come back, if there was nothing to take before', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const { transaction: bill } = aBill(world, customer, 1000);
    const redemption = redeemPoints(world, { customer, points: 100 }, { tillId: TILL, skipValidation: true });
    const returned = returning(world, bill, { returnType: 'AMOUNT', amount: 600 });
    expect([returned.points, bill.pointsReturned]).toEqual([0, 0]);
    const reverse = (points: number) =>
      reverseRedemption(world, { redemptionId: redemption.id, customer, points, tillId: TILL });
    reverse(50);
    expect([held(world, customer), returned.points]).toEqual([0, 50]);
    reverse(50);
    expect([held(world, customer), returned.points, bill.pointsReturned]).toEqual([40, 60, 60]);
    expectBooksAddUp(world);
  });

  it('is the same after the customer was merged into another one', () => {
    const world = emptyWorld();
    const [former, customer] = [aCustomer(world), aCustomer(world)];
    promise(world, 50);
    const { transaction: bill } = aBill(world, former, 1000);
    redeemPoints(world, { customer: former, points: 30 }, { tillId: TILL, skipValidation: true });
    returning(world, bill, { returnType: 'AMOUNT', amount: 500 });
    mergeCustomers(world, former, customer, TILL);
    givePoints(world, customerEntity(customer.id), { kind: 'goodwill', points: 100, tillId: TILL });
    expect(returning(world, bill, { returnType: 'AMOUNT', amount: 500 }).points).toBe(75);
    expect(held(world, customer)).toBe(150 + 100 - 30 - 150);
    expectBooksAddUp(world);
  });

  it('leaves out what a return without loyalty effects returned', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const { transaction: bill } = aBill(world, customer, 1000);
    expect(returning(world, bill, { returnType: 'AMOUNT', amount: 400, skipDownstream: true }).points).toBe(0);
    expect(returning(world, bill, { returnType: 'AMOUNT', amount: 600 }).points).toBe(60);
    expect(held(world, customer)).toBe(40);
  });
});

describe('parts of a line', () => {
  it.each([
    [2, [33.33, 33.34, 33.33]],
    [0, [33, 34, 33]],
  ])('add up to the line with %i decimals', (amountDecimals, parts) => {
    const world = emptyWorld();
    world.organisation.settings.amountDecimals = amountDecimals;
    const { transaction: bill } = aBill(world, aCustomer(world), 100, {
      lineItems: [{ itemCode: 'TEE-WHT-M', qty: 3, amount: 100 }],
    });
    const one = () =>
      returning(world, bill, { returnType: 'LINE_ITEM', lineItems: [{ itemCode: 'TEE-WHT-M', qty: 1 }] });
    expect([one().amount, one().amount, one().amount]).toEqual(parts);
    expect([bill.returnedAmount, bill.pointsReturned]).toEqual([100, 10]);
    expectFailure(world, 633, one);
  });

  it('together are the line and all its points, in whatever quantities they are returned', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.constantFrom(0, 1, 2, 3),
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 12, maxLength: 12 }),
        (qty, cents, amountDecimals, parts) => {
          const world = emptyWorld();
          world.organisation.settings.amountDecimals = amountDecimals;
          const customer = aCustomer(world);
          const amount = Math.max(1, Math.floor(cents / 10 ** (3 - amountDecimals))) / 10 ** amountDecimals;
          const { transaction: bill } = aBill(world, customer, amount, { lineItems: [{ itemCode: 'A', qty, amount }] });
          let left = qty;
          for (const part of parts) {
            const some = Math.min(part, left);
            if (some === 0) break;
            left -= some;
            returning(world, bill, { returnType: 'LINE_ITEM', lineItems: [{ itemCode: 'A', qty: some }] });
          }
          expect([bill.returnedAmount, bill.pointsReturned]).toEqual([bill.amount, bill.points]);
          expect([held(world, customer), customer.lifetimePurchases]).toEqual([0, 0]);
          expect(bill.deliveryStatus).toBe('RETURNED');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are never more than the line, whatever amounts are given', () => {
    const world = emptyWorld();
    const { transaction: bill } = aBill(world, aCustomer(world), 100, {
      lineItems: [{ itemCode: 'A', qty: 4, amount: 100 }],
    });
    const part = (qty: number, amount?: number) => () =>
      returning(world, bill, {
        returnType: 'LINE_ITEM',
        lineItems: [{ itemCode: 'A', qty, ...(amount && { amount }) }],
      });
    expect(part(1, 70)().amount).toBe(70);
    expectFailure(world, 630, part(1, 31));
    expect(part(1)().amount).toBe(10);
    expect(part(2)().amount).toBe(20);
  });

  it('can be returned as long as there are lines, although the discount of the bill has used up its amount', () => {
    const world = emptyWorld();
    const { transaction: bill } = aBill(world, aCustomer(world), 1000, {
      lineItems: [
        { itemCode: 'A', qty: 1, amount: 1000 },
        { itemCode: 'B', qty: 1, amount: 200 },
      ],
    });
    const line = (itemCode: string) => () =>
      returning(world, bill, { returnType: 'LINE_ITEM', lineItems: [{ itemCode }] });
    expect([line('A')().amount, bill.deliveryStatus]).toEqual([1000, 'DELIVERED']);
    expect([line('B')().amount, bill.deliveryStatus]).toEqual([0, 'RETURNED']);
    expectFailure(world, 633, line('B'));
  });
});

const sandbox = useSandbox(definitions);
const { call } = sandbox;

const BOUGHT = '2026-05-02T10:00:00Z';
const bill = (billNumber: string, more: object = {}) => ({
  type: 'REGULAR',
  billNumber,
  billAmount: 1000,
  billingDate: BOUGHT,
  lineItemsV2: [
    { itemCode: 'TEE-WHT-M', qty: 3, rate: 200, amount: 600 },
    { itemCode: 'CAP-CNV-01', qty: 1, rate: 400, amount: 400 },
  ],
  ...more,
});
const giveBack = (billNumber: string, returnType: string, more: object = {}) => ({
  type: 'RETURN',
  billNumber,
  returnType,
  purchaseTime: BOUGHT,
  ...more,
});
const ONE_TEE = { lineItemsV2: [{ itemCode: 'TEE-WHT-M', qty: 1 }] };

describe('the answer to a return', () => {
  const buyer = (): { customer: Customer; post: (body: object) => Promise<unknown> } => {
    const customer = aCustomer(sandbox.world);
    const path = `/v2/transactions?source=INSTORE&identifierName=id&identifierValue=${customer.id}`;
    return { customer, post: async (body) => (await call(`POST ${path}`, { body })).body };
  };
  const took = (points: number) => [
    { entityType: 'USER', rawAwardedPoints: -points, awardedPoints: -points, type: 'points' },
  ];

  it.each([
    ['in full', [giveBack('r-1', 'FULL', { billAmount: 1000 })], [100]],
    ['cancelled', [giveBack('r-1', 'CANCELLED')], [100]],
    [
      'by amount',
      [giveBack('r-1', 'AMOUNT', { billAmount: 400 }), giveBack('r-1', 'AMOUNT', { billAmount: 600 })],
      [40, 60],
    ],
    ['by line', [giveBack('r-1', 'LINE_ITEM', ONE_TEE), giveBack('r-1', 'LINE_ITEM', ONE_TEE)], [20, 20]],
    [
      'in an exchange',
      [
        {
          type: 'REGULAR',
          billNumber: 'r-2',
          billAmount: 0,
          lineItemsV2: [
            { itemCode: 'TEE-WHT-M', qty: 1, type: 'RETURN', parentBillNumber: 'r-1', purchaseTime: BOUGHT },
          ],
        },
      ],
      [20],
    ],
  ])('of v2 reports the points taken back: %s', async (_, returns, points) => {
    const { customer, post } = buyer();
    expect(valueAt(await post(bill('r-1')), 'sideEffects.0.awardedPoints')).toBe(100);
    for (const [index, each] of returns.entries()) {
      expect(valueAt(await post(each), 'sideEffects')).toEqual(took(points[index] ?? 0));
    }
    expect(held(sandbox.world, customer)).toBe(100 - points.reduce((sum, each) => sum + each));
  });

  it('of the bulk call and of v1.1 reports them too', async () => {
    const { customer, post } = buyer();
    await post(bill('r-1'));
    const row = { identifierType: 'id', identifierValue: String(customer.id), source: 'INSTORE' };
    const { body } = await call('POST /v2/transactions/bulk', {
      body: [{ ...row, ...giveBack('r-1', 'LINE_ITEM', ONE_TEE) }],
    });
    expect(valueAt(body, 'response.0.result.sideEffects')).toEqual(took(20));
    const inTouch = (fields: object) =>
      call('POST /v1.1/transaction/add?format=json', {
        body: {
          root: {
            transaction: [
              {
                number: 'r-1',
                type: 'RETURN',
                customer: { id: customer.id },
                purchase_time: '2026-05-02 15:30:00',
                billing_time: '2026-05-03 12:00:00',
                ...fields,
              },
            ],
          },
        },
      });
    const answer = await inTouch({
      return_type: 'LINE_ITEM',
      line_items: {
        line_item: [
          { item_code: 'TEE-WHT-M', qty: 2 },
          { item_code: 'CAP-CNV-01', qty: 1 },
        ],
      },
    });
    expect(valueAt(answer.body, 'response.transactions.transaction.0')).toMatchObject({
      points_deducted: 80,
      points_balance: 0,
    });
    const again = await inTouch({ return_type: 'FULL', amount: 1000 });
    expect(valueAt(again.body, 'response.transactions.transaction.0.item_status')).toMatchObject({
      success: 'false',
      code: 633,
    });
  });

  it('of v1.1 reports them for an exchange and for parts of the amount', async () => {
    const { customer, post } = buyer();
    await post(bill('r-1'));
    await post(bill('r-2'));
    const inTouch = async (fields: object) => {
      const row = { customer: { id: customer.id }, billing_time: '2026-05-03 12:00:00', ...fields };
      const { body } = await call('POST /v1.1/transaction/add?format=json', { body: { root: { transaction: [row] } } });
      return valueAt(body, 'response.transactions.transaction.0');
    };
    const back = { type: 'return', transaction_number: 'r-1', purchase_time: '2026-05-02 15:30:00' };
    const exchange = {
      type: 'mixed',
      number: 'r-3',
      amount: '500',
      line_items: {
        line_item: [
          { item_code: 'CAP-CNV-01', qty: 1, amount: 500 },
          { ...back, item_code: 'TEE-WHT-M', qty: 2 },
        ],
      },
    };
    expect(await inTouch(exchange)).toMatchObject({ points_deducted: 40, points_balance: 200 + 50 - 40 });
    const amount = { type: 'return', number: 'r-2', return_type: 'AMOUNT', purchase_time: '2026-05-02 15:30:00' };
    expect(await inTouch({ ...amount, amount: '300' })).toMatchObject({ points_deducted: 30, points_balance: 180 });
    expect(await inTouch({ ...amount, amount: '700' })).toMatchObject({ points_deducted: 70, points_balance: 110 });
  });

  it('is a refusal if the bill was returned before, which the bill shows', async () => {
    const { post } = buyer();
    const id = valueAt(await post(bill('r-1')), 'createdId');
    const returnId = valueAt(await post(giveBack('r-1', 'FULL', { billAmount: 1000 })), 'createdId');
    expect(valueAt(await post(giveBack('r-1', 'FULL', { billAmount: 1000 })), 'errors.0.code')).toBe(633);
    const { body: shown } = await call(`GET /v2/transactions/${id}?mlp=true&points_breakup=true`);
    expect(shown).toMatchObject({ deliveryStatus: 'RETURNED', loyaltiesPointDetails: [{ returnedPoints: 100 }] });
    expect(listAt(shown, 'lineItems').map((line) => listAt(line, 'returnLineItemsDtos').length)).toEqual([1, 1]);
    const { body: back } = await call(`GET /v2/transactions/${returnId}?type=RETURN&mlp=true&points_breakup=true`);
    expect(back).toMatchObject({ loyaltiesPointDetails: [{ issuedPoints: 0, returnedPoints: 100 }] });
    const { body: old } = await call(`GET /v1.1/transaction/get?id=${id}&format=json`);
    expect(valueAt(old, 'response.transactions.transaction.0.delivery_status')).toBe('RETURNED');
    expectMovementsAddUp(sandbox.world);
  });
});
