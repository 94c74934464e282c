import { describe, expect, it } from 'vitest';
import {
  createSeries,
  issueCoupon,
  reactivateRedemptions,
  redeemCoupon,
} from '../../src/sandbox/domains/coupon/rules.js';
import { setStatus } from '../../src/sandbox/domains/customer/rules.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { balance, customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import { redeemPoints, reverseRedemption } from '../../src/sandbox/domains/points/rules.js';
import { billsNumbered, transactionById, transactionsOf } from '../../src/sandbox/domains/transaction/lookup.js';
import { addReturn, type NewReturn } from '../../src/sandbox/domains/transaction/returns.js';
import { convertToRegular, updateTransaction } from '../../src/sandbox/domains/transaction/rules.js';
import type { Transaction } from '../../src/sandbox/domains/transaction/state.js';
import type { World } from '../../src/sandbox/world/world.js';
import { aBill, aCustomer, emptyWorld, expectBooksAddUp, expectFailure, TILL } from './support.js';

const LINES = [
  { itemCode: 'TEE-WHT-M', qty: 2 },
  { itemCode: 'BAG-TOTE-01', qty: 1, discount: 97, amount: 802 },
];

const returning = (world: World, bill: Transaction, more: Partial<NewReturn> & Pick<NewReturn, 'returnType'>) =>
  addReturn(world, { customer: null, billNumber: bill.billNumber, tillId: TILL, ...more });

const held = (world: World, customer: Customer): number => balance(world, customerEntity(customer.id));

describe('adding a bill', () => {
  it('keeps lines, payments and fields, and counts purchases and visits', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const { transaction, warnings } = aBill(world, customer, 2000.129, {
      discount: 97,
      lineItems: LINES,
      paymentModes: [
        { mode: 'upi', value: 1500 },
        { mode: 'Shells', value: 500 },
      ],
      customFields: { cashier: 'C-1', unknown: 'x' },
      extendedFields: { ship_city: 'Pune', unknown: 'x' },
    });
    expect(transaction).toMatchObject({ type: 'REGULAR', amount: 2000.12, grossAmount: 2097.12, points: 200 });
    expect(
      transaction.lineItems.map(({ qty, rate, value, amount, serial }) => [qty, rate, value, amount, serial]),
    ).toEqual([
      [2, 599, 1198, 1198, 1],
      [1, 899, 899, 802, 2],
    ]);
    expect(transaction.paymentModes.map(({ mode }) => mode)).toEqual(['upi']);
    expect(warnings.map(({ code }) => code).sort()).toEqual([1017, 91016, 9607]);
    expect([customer.lifetimePurchases, customer.visits]).toEqual([2000.12, 1]);
  });

  it('refuses a number already used, a missing one and bad amounts', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    aBill(world, customer, 100, { billNumber: 'constructor' });
    expectFailure(world, 604, () => aBill(world, customer, 100, { billNumber: ' constructor ' }));
    expectFailure(world, 602, () => aBill(world, customer, 100, { billNumber: ' ' }));
    expectFailure(world, 601, () => aBill(world, customer, -1));
    expectFailure(world, 601, () => aBill(world, customer, Number.NaN));
    expectFailure(world, 601, () => aBill(world, customer, 1, { lineItems: [{ itemCode: 'TEE-WHT-M', qty: -1 }] }));
    expect(aBill(world, customer, 100, { billNumber: '__proto__' }).transaction.points).toBe(10);
    expectFailure(world, 604, () => aBill(world, customer, 100, { billNumber: '__proto__' }));
  });

  it('refuses dates outside the window, and customers who are barred', () => {
    const world = emptyWorld();
    const [customer, fraud, suspended] = [aCustomer(world), aCustomer(world), aCustomer(world)];
    fraud.fraudStatus = 'MARKED';
    setStatus(world, suspended, { label: 'Suspended', reason: '', tillId: TILL });
    expectFailure(world, 643, () => aBill(world, customer, 1, { billingDate: '2026-05-05T00:00:00Z' }));
    expectFailure(world, 644, () => aBill(world, customer, 1, { billingDate: '2024-05-05T00:00:00Z' }));
    expectFailure(world, 618, () => aBill(world, fraud, 1));
    expectFailure(world, 681, () => aBill(world, suspended, 1));
  });

  it('links redemptions made for it, of the same customer only', () => {
    const world = emptyWorld();
    const [customer, other] = [aCustomer(world), aCustomer(world)];
    aBill(world, customer, 1000);
    const { id } = redeemPoints(world, { customer, points: 50 }, { tillId: TILL, skipValidation: true });
    expectFailure(world, 642, () => aBill(world, other, 500, { pointsRedemptionIds: [id] }));
    expectFailure(world, 642, () => aBill(world, customer, 500, { couponRedemptionIds: [1] }));
    const { transaction } = aBill(world, customer, 500, { pointsRedemptionIds: [id] });
    expect(world.pointsRedemptions[id]).toMatchObject({
      transactionId: transaction.id,
      billNumber: transaction.billNumber,
    });
  });

  it('is paid by a redemption that has paid no other bill and is not reversed', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    aBill(world, customer, 3000);
    const redeem = (points: number) =>
      redeemPoints(world, { customer, points }, { tillId: TILL, skipValidation: true });
    const [paying, reversed, partly] = [redeem(50), redeem(50), redeem(50)];
    const { transaction: bill } = aBill(world, customer, 500, { pointsRedemptionIds: [paying.id, paying.id] });
    expect(bill.pointsRedemptionIds).toEqual([paying.id]);
    expectFailure(world, 642, () => aBill(world, customer, 500, { pointsRedemptionIds: [paying.id] }));
    reverseRedemption(world, { redemptionId: reversed.id, customer, tillId: TILL });
    reverseRedemption(world, { redemptionId: partly.id, customer, points: 20, tillId: TILL });
    expectFailure(world, 642, () => aBill(world, customer, 500, { pointsRedemptionIds: [reversed.id] }));
    const { transaction } = aBill(world, customer, 500, { pointsRedemptionIds: [partly.id] });
    expect(partly.transactionId).toBe(transaction.id);
  });

  it('is paid by a coupon once, and not by one that was reactivated', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const series = createSeries(
      world,
      {
        description: 'Any',
        discountType: 'ABS',
        discountValue: 50,
        validTillDate: '2030-01-01T00:00:00Z',
        redemptionPerCouponMaxLimit: 5,
      },
      TILL,
    );
    const { code } = issueCoupon(world, series, customer, TILL).coupon;
    const redeem = (): number => redeemCoupon(world, { code, customer, tillId: TILL }).redemption.id;
    const [paying, reactivated] = [redeem(), redeem()];
    const { transaction: bill } = aBill(world, customer, 500, { couponRedemptionIds: [paying, paying] });
    expect(bill.couponRedemptionIds).toEqual([paying]);
    expectFailure(world, 642, () => aBill(world, customer, 500, { couponRedemptionIds: [paying] }));
    reactivateRedemptions(world, [reactivated]);
    expectFailure(world, 642, () => aBill(world, customer, 500, { couponRedemptionIds: [reactivated] }));
  });

  it('takes bills of nobody, which can be given to a customer later', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const { transaction, earned } = aBill(world, null, 1000, { notInterestedReason: 'hurry' });
    expect([transaction.type, earned]).toEqual(['NOT_INTERESTED', null]);
    expect(convertToRegular(world, transaction, customer).earned?.awarded).toBe(100);
    expect(transaction).toMatchObject({ type: 'REGULAR', customerId: customer.id, retro: true });
    expectFailure(world, 605, () => convertToRegular(world, transaction, customer));
  });
});

describe('returning', () => {
  it('a whole bill takes all its points back, and is possible once', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const { transaction: bill } = aBill(world, customer, 2000, { lineItems: LINES });
    const { transaction } = returning(world, bill, { returnType: 'FULL', customer });
    expect(transaction.points).toBe(200);
    expect(transaction).toMatchObject({
      type: 'RETURN',
      returnType: 'FULL',
      amount: 2000,
      parentTransactionId: bill.id,
    });
    expect([held(world, customer), customer.lifetimePurchases, bill.returnedAmount]).toEqual([0, 0, 2000]);
    expectFailure(world, 633, () => returning(world, bill, { returnType: 'CANCELLED' }));
    expectFailure(world, 633, () => returning(world, bill, { returnType: 'AMOUNT', amount: 1 }));
    expectBooksAddUp(world);
  });

  it('amounts takes back their share of the points, and in the end all of them', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const { transaction: bill } = aBill(world, customer, 1000);
    const back = [333, 333, 334].map(
      (amount) => returning(world, bill, { returnType: 'AMOUNT', amount }).transaction.points,
    );
    expect(back).toEqual([33, 33, 34]);
    expect(held(world, customer)).toBe(0);
    expectFailure(world, 633, () => returning(world, bill, { returnType: 'AMOUNT', amount: 1 }));
  });

  it('lines counts what is left of each', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const { transaction: bill } = aBill(world, customer, 2000, { lineItems: LINES });
    const lines =
      (...lineItems: NonNullable<NewReturn['lineItems']>) =>
      () =>
        returning(world, bill, { returnType: 'LINE_ITEM', lineItems });
    expectFailure(world, 679, lines());
    expectFailure(world, 660, lines({ itemCode: 'CAP-CNV-01' }));
    expectFailure(world, 626, lines({ itemCode: 'TEE-WHT-M', qty: 3 }));
    expectFailure(world, 629, lines({ itemCode: 'TEE-WHT-M', qty: 2 }, { itemCode: 'TEE-WHT-M', qty: 1 }));
    expectFailure(world, 630, lines({ itemCode: 'TEE-WHT-M', qty: 1, amount: 5000 }));
    const { transaction } = lines({ itemCode: 'TEE-WHT-M', qty: 1 })();
    expect([transaction.amount, transaction.points]).toEqual([599, 59]);
    expectFailure(world, 629, lines({ itemCode: 'TEE-WHT-M', qty: 2 }));
    expectFailure(world, 635, () => returning(world, bill, { returnType: 'AMOUNT', amount: 1 }));
    expectFailure(world, 639, () => returning(world, bill, { returnType: 'FULL' }));
    expectBooksAddUp(world);
  });

  it('is refused for unknown bills, those of others, dates before the bill and too much', () => {
    const world = emptyWorld();
    const [customer, other] = [aCustomer(world), aCustomer(world)];
    const { transaction: bill } = aBill(world, customer, 1000);
    expectFailure(world, 668, () => returning(world, bill, { returnType: 'FULL', customer: other }));
    expectFailure(world, 625, () => returning(world, bill, { returnType: 'FULL', billNumber: 'none' }));
    expectFailure(world, 624, () =>
      returning(world, bill, { returnType: 'FULL', billingDate: '2026-05-01T00:00:00Z' }),
    );
    expectFailure(world, 630, () => returning(world, bill, { returnType: 'AMOUNT', amount: 1001 }));
    expectFailure(world, 601, () => returning(world, bill, { returnType: 'AMOUNT' }));
    returning(world, bill, { returnType: 'AMOUNT', amount: 1 });
    expectFailure(world, 632, () =>
      returning(world, bill, { returnType: 'LINE_ITEM', lineItems: [{ itemCode: 'x' }] }),
    );
    world.organisation.settings.returnsAllowed = false;
    expectFailure(world, 673, () => returning(world, bill, { returnType: 'AMOUNT', amount: 1 }));
  });

  it('can have a number of its own', () => {
    const world = emptyWorld();
    const { transaction: bill } = aBill(world, aCustomer(world), 1000);
    const more = { billNumber: 'ret-1', parentBillNumber: bill.billNumber };
    const { transaction, parent } = returning(world, bill, { returnType: 'CANCELLED', ...more });
    expect([parent, billsNumbered(world, 'ret-1')]).toEqual([bill, [transaction]]);
  });
});

describe('updating and looking up', () => {
  it('changes fields and lines, and refuses the bills and lines of others', () => {
    const world = emptyWorld();
    const [customer, other] = [aCustomer(world), aCustomer(world)];
    const { transaction: bill } = aBill(world, customer, 2000, { lineItems: LINES });
    const warnings = updateTransaction(world, bill, {
      customer,
      deliveryStatus: 'SHIPPED',
      customFields: { cashier: 'C-9' },
      lineItems: [{ itemCode: 'BAG-TOTE-01', extendedFields: { colour: 'red', taste: 'sweet' } }],
    });
    expect(warnings.map(({ code }) => code)).toEqual([91016]);
    expect(bill).toMatchObject({ deliveryStatus: 'SHIPPED', customFields: { cashier: 'C-9' } });
    expect(bill.lineItems[1]?.extendedFields).toEqual({ colour: 'red' });
    expectFailure(world, 667, () => updateTransaction(world, bill, { customer: other }));
    expectFailure(world, 1120, () => updateTransaction(world, bill, { lineItems: [{ itemCode: 'none' }] }));
    expectFailure(world, 1119, () => updateTransaction(world, bill, { note: 'x', lineItems: [{ id: 1 }] }));
  });

  it('lists the newest first', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const old = aBill(world, customer, 1, { billingDate: '2026-01-01T00:00:00Z' }).transaction;
    const newer = aBill(world, customer, 2).transaction;
    aBill(world, aCustomer(world), 3);
    expect(transactionsOf(world, customer.id)).toEqual([newer, old]);
    expect(transactionById(world, String(old.id))).toBe(old);
    expectFailure(world, 620, () => transactionById(world, 'nothing'));
  });
});
