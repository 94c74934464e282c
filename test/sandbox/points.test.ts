import { describe, expect, it } from 'vitest';
import { setStatus } from '../../src/sandbox/domains/customer/rules.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { runDue } from '../../src/sandbox/domains/due.js';
import { issueCode, recipientOf } from '../../src/sandbox/domains/otp/rules.js';
import {
  balance,
  customerEntity,
  lotsOf,
  pointsSummary,
  promisedBalance,
} from '../../src/sandbox/domains/points/ledger.js';
import {
  checkRedeemable,
  deductPoints,
  givePoints,
  redeemPoints,
  reverseRedemption,
  unlockPromised,
} from '../../src/sandbox/domains/points/rules.js';
import { transferPoints } from '../../src/sandbox/domains/points/transfers.js';
import { addReturn } from '../../src/sandbox/domains/transaction/returns.js';
import { advance, DAY, MINUTE } from '../../src/sandbox/world/clock.js';
import type { World } from '../../src/sandbox/world/world.js';
import { Snapshot } from './snapshot.js';
import { aBill, aCustomer, emptyWorld, expectBooksAddUp, expectFailure, failureOf, TILL } from './support.js';

const held = (world: World, customer: Customer): number => balance(world, customerEntity(customer.id));

const redeem = (world: World, customer: Customer, points: number, more = {}) =>
  redeemPoints(world, { customer, points }, { tillId: TILL, skipValidation: true, ...more });

describe('earning', () => {
  it('gives a point for every ten rupees, fractions dropped, until the end of the month a year on', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const { earned } = aBill(world, customer, 1239);
    expect(earned?.awarded).toBe(123);
    expect(earned?.raw).toBe(123.9);
    expect(earned?.lot?.expiresOn).toBe('2027-05-31T18:29:59Z');
    expect(held(world, customer)).toBe(123);
  });

  it('multiplies by the tier held before the bill', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const first = aBill(world, customer, 12000);
    expect([first.earned?.awarded, first.upgraded, customer.tier]).toEqual([1200, true, 2]);
    expect(aBill(world, customer, 1000).earned?.awarded).toBe(125);
  });

  it('promises the points of online bills for a fortnight, unless they are unlocked', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    aBill(world, customer, 1000, { source: 'ECOMMERCE' });
    aBill(world, customer, 500, { source: 'ECOMMERCE' });
    const entity = customerEntity(customer.id);
    expect([held(world, customer), promisedBalance(world, entity)]).toEqual([0, 150]);
    unlockPromised(
      world,
      lotsOf(world, entity).filter((lot) => lot.awarded === 100),
      { tillId: TILL },
    );
    expect([held(world, customer), promisedBalance(world, entity)]).toEqual([100, 50]);
    advance(world, 15 * DAY);
    runDue(world);
    expect([held(world, customer), promisedBalance(world, entity)]).toEqual([150, 0]);
    expectBooksAddUp(world);
  });

  it('gives nothing for outliers, skipped bills and customers outside the program', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const outside = aCustomer(world, { loyaltyType: 'non_loyalty' });
    expect(aBill(world, customer, 1000, { outlierStatus: 'TEST' }).earned).toBeNull();
    expect(aBill(world, customer, 1000, { skipDownstream: true }).earned).toBeNull();
    expect(aBill(world, outside, 1000).earned).toBeNull();
    expect(world.ledger).toEqual([]);
    expect([customer.lifetimePurchases, outside.lifetimePurchases]).toEqual([0, 1000]);
  });
});

describe('redeeming', () => {
  it('takes the points that expire first', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    aBill(world, customer, 1000);
    advance(world, 40 * DAY);
    aBill(world, customer, 1000);
    givePoints(world, customerEntity(customer.id), { kind: 'goodwill', points: 30, tillId: TILL, expiresOn: null });
    redeem(world, customer, 150);
    expect(lotsOf(world, customerEntity(customer.id)).map((lot) => lot.remaining)).toEqual([0, 50, 30]);
  });

  it.each([
    [0, 801],
    [Number.NaN, 801],
    [20.0005, 878],
    [5, 821],
    [5005, 819],
    [12, 807],
    [105, 803],
  ])('refuses %d points with code %d', (points, code) => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    aBill(world, customer, 1000);
    expectFailure(world, code, () => redeem(world, customer, points));
  });

  it('tells points that are only promised (804) from points that are not there (803)', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    aBill(world, customer, 1000, { source: 'ECOMMERCE' });
    expectFailure(world, 804, () => redeem(world, customer, 100));
    expectFailure(world, 803, () => redeem(world, customer, 105));
  });

  it('refuses customers who are fraudulent, suspended or not in the program', () => {
    const world = emptyWorld();
    const [fraud, suspended] = [aCustomer(world), aCustomer(world)];
    const outside = aCustomer(world, { loyaltyType: 'non_loyalty' });
    for (const customer of [fraud, suspended]) aBill(world, customer, 1000);
    fraud.fraudStatus = 'CONFIRMED';
    setStatus(world, suspended, { label: 'Suspended', reason: 'check', tillId: TILL });
    expectFailure(world, 809, () => redeem(world, fraud, 50));
    expectFailure(world, 817, () => redeem(world, suspended, 50));
    expectFailure(world, 881, () => redeem(world, outside, 50));
  });

  it('needs an open validation code of the customer, each good once', () => {
    const world = emptyWorld();
    const [customer, other] = [aCustomer(world), aCustomer(world)];
    aBill(world, customer, 2000);
    const validated = (validationCode: string) => () =>
      redeemPoints(world, { customer, points: 50 }, { tillId: TILL, validationCode });
    expectFailure(world, 808, validated(''));
    expectFailure(world, 808, validated(issueCode(world, recipientOf(other), 'POINTS').code.code));
    expectFailure(world, 808, validated(issueCode(world, recipientOf(customer), 'GENERIC').code.code));
    const { code } = issueCode(world, recipientOf(customer), 'POINTS');
    expect(issueCode(world, recipientOf(customer), 'POINTS')).toEqual({ code, resent: true });
    expect(validated(code.code.toLowerCase())().validationCode).toBe(code.code);
    expectFailure(world, 808, validated(code.code));
    const late = issueCode(world, recipientOf(customer), 'POINTS').code.code;
    advance(world, 16 * MINUTE);
    expectFailure(world, 808, validated(late));
    world.organisation.settings.validateRedemptions = false;
    expect(failureOf(validated(''))).toBeUndefined();
  });

  it('refuses an external reference a second time and a time ahead of now', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    aBill(world, customer, 2000);
    redeem(world, customer, 50, { externalReferenceNumber: 'pos-1' });
    expectFailure(world, 817, () => redeem(world, customer, 50, { externalReferenceNumber: 'pos-1' }));
    expectFailure(world, 859, () => redeem(world, customer, 50, { redeemedOn: '2030-01-01T00:00:00Z' }));
  });

  it('gives out no more than ten validation codes a day', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    for (let sent = 0; sent < 10; sent++) {
      issueCode(world, recipientOf(customer), 'POINTS');
      advance(world, 16 * MINUTE);
    }
    expectFailure(world, 860, () => issueCode(world, recipientOf(customer), 'POINTS'));
    advance(world, DAY);
    expect(issueCode(world, recipientOf(customer), 'POINTS').resent).toBe(false);
  });
});

describe('reversing a redemption', () => {
  it('gives points back in parts until all are back', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    aBill(world, customer, 2000);
    const { id: redemptionId } = redeem(world, customer, 100, { externalReferenceNumber: 'pos-9' });
    const reverse = (points?: number) =>
      reverseRedemption(world, { redemptionId, customer, tillId: TILL, ...(points !== undefined && { points }) });
    expect(reverse(30).reversal).toMatchObject({ points: 30, available: 30, expired: 0 });
    expectFailure(world, 817, () => reverse(71));
    expectFailure(world, 878, () => reverse(1.00001));
    expect(reverseRedemption(world, { externalReferenceNumber: 'pos-9', customer, tillId: TILL }).reversal.points).toBe(
      70,
    );
    expectFailure(world, 3802, () => reverse());
    expect(held(world, customer)).toBe(200);
    expectBooksAddUp(world);
  });

  it('does not bring back points that expired meanwhile', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    aBill(world, customer, 1000);
    const { id: redemptionId } = redeem(world, customer, 100);
    advance(world, 400 * DAY);
    runDue(world);
    const { reversal } = reverseRedemption(world, { redemptionId, customer, tillId: TILL });
    expect(reversal).toMatchObject({ points: 100, available: 0, expired: 100 });
    expect(held(world, customer)).toBe(0);
    expectBooksAddUp(world);
  });

  it('is refused for unknown redemptions, those of others, and where the organisation forbids it', () => {
    const world = emptyWorld();
    const [customer, other] = [aCustomer(world), aCustomer(world)];
    aBill(world, customer, 1000);
    const { id } = redeem(world, customer, 50);
    const reverse = (redemptionId: string, by: Customer) => () =>
      reverseRedemption(world, { redemptionId, customer: by, tillId: TILL });
    expectFailure(world, 901, reverse('nothing', customer));
    expectFailure(world, 901, reverse('constructor', customer));
    expectFailure(world, 901, reverse(id, other));
    world.organisation.settings.reversalsAllowed = false;
    expectFailure(world, 818, reverse(id, customer));
  });
});

describe('expiry', () => {
  it('takes what is left at the end of the month, not before, once', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    aBill(world, customer, 1000);
    redeem(world, customer, 40);
    world.clock = { kind: 'fixed', now: '2027-05-31T18:29:58Z' };
    runDue(world);
    expect(held(world, customer)).toBe(60);
    advance(world, 1000);
    runDue(world);
    expect(held(world, customer)).toBe(0);
    const entries = world.ledger.length;
    runDue(world);
    expect(world.ledger).toHaveLength(entries);
    expect(pointsSummary(world, customerEntity(customer.id))).toMatchObject({
      loyaltyPoints: 0,
      lifetimePoints: 100,
      redeemed: 40,
      expired: 60,
    });
    expectBooksAddUp(world);
  });

  it('comes after promised points became redeemable, when both fell due meanwhile', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    aBill(world, customer, 1000, { source: 'ECOMMERCE' });
    advance(world, 800 * DAY);
    runDue(world);
    const names = Object.values(world.events).map((event) => event.name);
    expect(names.slice(-2)).toEqual(['DelayedAccrual', 'PointsExpiry']);
    expectBooksAddUp(world);
  });
});

describe('returning a bill', () => {
  it('takes back points that were spent meanwhile from others, and never more than there are', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const { transaction: bill } = aBill(world, customer, 1000);
    redeem(world, customer, 100);
    givePoints(world, customerEntity(customer.id), { kind: 'goodwill', points: 30, tillId: TILL });
    const { transaction } = addReturn(world, {
      customer,
      billNumber: bill.billNumber,
      returnType: 'FULL',
      tillId: TILL,
    });
    expect(transaction.points).toBe(30);
    expect(held(world, customer)).toBe(0);
    expectBooksAddUp(world);
  });
});

describe('transferring', () => {
  const transfer = (world: World, from: Customer, to: Customer, points: number, code?: string) =>
    transferPoints(
      world,
      { from: customerEntity(from.id), to: customerEntity(to.id), points },
      { tillId: TILL, ...(code !== undefined && { code }) },
    );

  it('moves points with the expiry they had', () => {
    const world = emptyWorld();
    const [from, to] = [aCustomer(world), aCustomer(world)];
    const { earned } = aBill(world, from, 1000);
    advance(world, 100 * DAY);
    transfer(world, from, to, 40);
    expect([held(world, from), held(world, to)]).toEqual([60, 40]);
    expect(lotsOf(world, customerEntity(to.id))[0]?.expiresOn).toBe(earned?.lot?.expiresOn);
    expectBooksAddUp(world);
  });

  it('asks for the code where one was sent', () => {
    const world = emptyWorld();
    const [from, to] = [aCustomer(world), aCustomer(world)];
    aBill(world, from, 1000);
    const { code } = issueCode(world, recipientOf(from), 'POINTSTRANSFER');
    expectFailure(world, 808, () => transfer(world, from, to, 10));
    expectFailure(world, 808, () => transfer(world, from, to, 10, 'WRONG1'));
    expect(transfer(world, from, to, 10, code.code).points).toBe(10);
    expect(transfer(world, from, to, 10).points).toBe(10);
  });

  it.each([
    ['no number', Number.NaN, 422],
    ['nothing', 0, 422],
    ['a fraction', 1.5, 807],
    ['more than there is', 101, 803],
  ])('refuses %s', (_what, points, code) => {
    const world = emptyWorld();
    const [from, to] = [aCustomer(world), aCustomer(world)];
    aBill(world, from, 1000);
    expectFailure(world, code, () => transfer(world, from, to, points));
  });

  it('refuses oneself, fraudulent parties, and programs without transfers', () => {
    const world = emptyWorld();
    const [from, to] = [aCustomer(world), aCustomer(world)];
    aBill(world, from, 1000);
    expectFailure(world, 418, () => transfer(world, from, from, 10));
    to.fraudStatus = 'MARKED';
    expectFailure(world, 414, () => transfer(world, from, to, 10));
    to.fraudStatus = 'NONE';
    from.fraudStatus = 'MARKED';
    expectFailure(world, 415, () => transfer(world, from, to, 10));
    world.organisation.settings.transfersAllowed = false;
    expectFailure(world, 818, () => transfer(world, from, to, 10));
  });

  it('leaves points for joining with who joined', () => {
    const world = emptyWorld();
    world.organisation.program.registrationPoints = 50;
    const [from, to] = [aCustomer(world), aCustomer(world)];
    aBill(world, from, 100);
    expect(held(world, from)).toBe(60);
    expectFailure(world, 817, () => transfer(world, from, to, 11));
    expect(transfer(world, from, to, 10).points).toBe(10);
  });
});

describe('adjusting by hand', () => {
  it('adds and takes away points, never more than there are', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const entity = customerEntity(customer.id);
    givePoints(world, entity, { kind: 'adjust', points: 12.5, tillId: TILL });
    expectFailure(world, 803, () => deductPoints(world, entity, { points: 13, tillId: TILL }));
    deductPoints(world, entity, { points: 2.25, tillId: TILL });
    expect(held(world, customer)).toBe(10.25);
    expectFailure(world, 801, () => givePoints(world, entity, { kind: 'goodwill', points: -1, tillId: TILL }));
    expectBooksAddUp(world);
  });
});

describe('checking alone', () => {
  it('changes nothing', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    aBill(world, customer, 1000);
    const before = new Snapshot(world);
    checkRedeemable(world, { customer, points: 100 });
    before.expectSame(world);
  });
});
