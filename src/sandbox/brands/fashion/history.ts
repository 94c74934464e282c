/** Sixteen months of Meridian Threads, replayed day by day with the rules that live calls use. */

import { couponsOf, createSeries, discountOn, issueCoupon, redeemCoupon } from '../../domains/coupon/rules.js';
import { SERIES } from '../../domains/coupon/seed.js';
import type { CouponSeries } from '../../domains/coupon/state.js';
import { engagements } from '../../domains/customer/engagement-seed.js';
import { register } from '../../domains/customer/rules.js';
import type { Customer } from '../../domains/customer/state.js';
import { issueCode, recipientOf } from '../../domains/otp/rules.js';
import { balance, customerEntity } from '../../domains/points/ledger.js';
import { givePoints, redeemPoints, reverseRedemption } from '../../domains/points/rules.js';
import type { Entity } from '../../domains/points/state.js';
import { transferPoints } from '../../domains/points/transfers.js';
import type { Product } from '../../domains/product/state.js';
import type { NewBill } from '../../domains/transaction/posting.js';
import { addReturn } from '../../domains/transaction/returns.js';
import { addBill, type BillResult } from '../../domains/transaction/rules.js';
import { createGroup, joinGroup } from '../../domains/user-group/rules.js';
import { later, MINUTE, now } from '../../world/clock.js';
import { pick, randomInteger } from '../../world/random.js';
import type { World } from '../../world/world.js';
import { type Ago, agoIn, type Happening, live } from '../timeline.js';
import { CUSTOMERS, HABITS, type SeedCustomer } from './customers.js';
import { STORES } from './organisation.js';

/** What is on sale, and the number of bills so far. */
interface Sales {
  products: readonly Product[];
  bills: number;
}

/** The till of a customer's usual store that is on duty. */
const tillOf = (seed: SeedCustomer, number: 1 | 2 = 1): number => (STORES[seed.store]?.id ?? 0) * 100 + number;

/** Replays everything up to now. */
export function liveThrough(world: World): void {
  live(world, plan(world, agoIn(world)));
}

function plan(world: World, ago: Ago): Happening[] {
  const customers: Customer[] = [];
  const happenings: Happening[] = [];
  const sales: Sales = { products: Object.values(world.products), bills: 0 };
  for (const [index, seed] of CUSTOMERS.entries()) {
    happenings.push({ at: ago(seed.joined), happens: () => customers.push(join(world, seed, index)) });
    for (const days of visits(world, seed)) {
      const at = later(ago(days), -randomInteger(world, 0, 8 * 60) * MINUTE);
      happenings.push({ at, happens: () => shop(world, seed, customers[index], sales) });
    }
  }
  for (const { settings, startedAgo, endsIn, issued } of SERIES) {
    happenings.push({
      at: ago(startedAgo, 12),
      happens: () => {
        const series = createSeries(world, { ...settings, validTillDate: ago(-endsIn) }, world.tills[5001101]?.id ?? 0);
        for (const customer of customers.slice(0, issued)) issueCoupon(world, series, customer, customer.tillId);
      },
    });
  }
  const known = (index: number): Customer => {
    const customer = customers[index];
    if (!customer) throw new Error(`customer ${index} has not joined yet`);
    return customer;
  };
  happenings.push(...episodes(world, ago, known));
  happenings.push(...engagements(world, ago, known));
  return happenings;
}

/** Mobiles count up from 919800000001, in order of joining. */
function join(world: World, seed: SeedCustomer, index: number): Customer {
  const { firstName, lastName, gender, city } = seed;
  const number = String(index + 1);
  const domain = index % 2 === 0 ? 'example.com' : 'example.org';
  return register(world, {
    source: 'INSTORE',
    firstName,
    lastName,
    identifiers: [
      { type: 'mobile', value: `9198000000${number.padStart(2, '0')}` },
      { type: 'email', value: `${firstName}.${lastName}@${domain}`.toLowerCase() },
      { type: 'externalId', value: `MT-${number.padStart(5, '0')}` },
    ],
    fields: { favourite_colour: pick(world, ['indigo', 'maroon', 'olive', 'ivory', 'black']) },
    extendedFields: { gender, city },
    subscriptions: [
      { channel: 'SMS', priority: 'TRANS', type: 'OPTIN', accountId: '', sourceName: 'INSTORE' },
      {
        channel: 'SMS',
        priority: 'BULK',
        type: index % 5 === 4 ? 'OPTOUT' : 'OPTIN',
        accountId: '',
        sourceName: 'INSTORE',
      },
      {
        channel: 'EMAIL',
        priority: 'BULK',
        type: index % 3 === 2 ? 'OPTOUT' : 'OPTIN',
        accountId: '',
        sourceName: 'INSTORE',
      },
    ],
    tillId: tillOf(seed),
  }).customer;
}

/** Days ago on which a customer shops. A lapsed one came twice at first and never again. */
function visits(world: World, seed: SeedCustomer): number[] {
  if (seed.habit === 'lapsed') return [seed.joined - 1, seed.joined - 20];
  const count = Math.max(1, Math.round((HABITS[seed.habit].billsPerYear * seed.joined) / 365));
  return Array.from({ length: count }, () => randomInteger(world, 1, seed.joined - 1));
}

/** One visit: some items, at times points or a coupon with them, at times a return some days later. */
function shop(world: World, seed: SeedCustomer, customer: Customer | undefined, sales: Sales): void {
  if (!customer) return;
  sales.bills += 1;
  const tillId = tillOf(seed, randomInteger(world, 1, 2) === 1 ? 1 : 2);
  const online = randomInteger(world, 1, 8) === 1;
  const [least, most] = HABITS[seed.habit].items;
  const lineItems = Array.from({ length: randomInteger(world, least, most) }, () => pick(world, sales.products)).map(
    (product) => ({
      itemCode: product.sku,
      qty: 1,
      rate: product.price,
      attributes: { brand: world.productBrands[product.brandId ?? 0]?.name ?? '' },
    }),
  );
  const gross = lineItems.reduce((total, line) => total + line.rate, 0);
  const number = `${STORES[seed.store]?.code}-${String(sales.bills).padStart(5, '0')}`;
  const coupon = useCoupon(world, customer, number, gross, tillId);
  const points = online ? null : usePoints(world, customer, number, gross - coupon.discount, tillId);
  const amount = gross - coupon.discount;
  const bill: NewBill = {
    customer,
    billNumber: number,
    source: online ? 'ECOMMERCE' : 'INSTORE',
    tillId,
    amount,
    grossAmount: gross,
    discount: coupon.discount,
    deliveryStatus: online ? 'SHIPPED' : 'DELIVERED',
    billingDateOffset: '+05:30',
    lineItems,
    paymentModes: [{ mode: pick(world, online ? ['UPI', 'CARD'] : ['UPI', 'CARD', 'CASH']), value: amount }],
    customFields: { cashier: `C-${randomInteger(world, 10, 29)}` },
    pointsRedemptionIds: points ? [points] : [],
    couponRedemptionIds: coupon.redemptionId ? [coupon.redemptionId] : [],
  };
  perhapsReturn(world, addBill(world, bill));
}

/** Every third visit of somebody with points burns some of them, with a code sent for it. */
function usePoints(
  world: World,
  customer: Customer,
  billNumber: string,
  amount: number,
  tillId: number,
): string | null {
  const held = balance(world, customerEntity(customer.id));
  if (held < 200 || randomInteger(world, 1, 3) !== 1) return null;
  const points = Math.floor(Math.min(held / 2, amount / 2, world.organisation.program.redemption.max) / 5) * 5;
  const { code } = issueCode(world, recipientOf(customer), 'POINTS');
  return redeemPoints(
    world,
    { customer, points },
    {
      ...{ tillId, billNumber, validationCode: code.code, purpose: 'Purchase' },
      externalReferenceNumber: `pos-${billNumber}`,
    },
  ).id;
}

function useCoupon(
  world: World,
  customer: Customer,
  billNumber: string,
  billAmount: number,
  tillId: number,
): { discount: number; redemptionId: number | null } {
  const [coupon] = couponsOf(world, customer.id).filter(
    (each) => each.redemptionIds.length === 0 && each.validTill > now(world),
  );
  const series: CouponSeries | undefined = coupon && world.couponSeries[coupon.seriesId];
  if (!coupon || !series || billAmount < series.minBillAmount || randomInteger(world, 1, 2) === 1) {
    return { discount: 0, redemptionId: null };
  }
  const { redemption } = redeemCoupon(world, { code: coupon.code, customer, tillId, billAmount }, { billNumber });
  return { discount: discountOn(series, billAmount), redemptionId: redemption.id };
}

/** One bill in fifteen comes back at once: in full, in part or by line. */
function perhapsReturn(world: World, { transaction: bill }: BillResult): void {
  const kind = randomInteger(world, 1, 45);
  const common = {
    customer: world.customers[bill.customerId ?? 0] ?? null,
    billNumber: bill.billNumber,
    tillId: bill.tillId,
  };
  const [line] = bill.lineItems;
  if (kind === 1) addReturn(world, { ...common, returnType: 'FULL', note: 'Wrong size' });
  else if (kind === 2) addReturn(world, { ...common, returnType: 'AMOUNT', amount: Math.floor(bill.amount / 4) });
  else if (kind === 3 && line) {
    addReturn(world, { ...common, returnType: 'LINE_ITEM', lineItems: [{ itemCode: line.itemCode, qty: 1 }] });
  }
}

const TILL = 5001101;

/** Single events that make every kind of entry occur at least once. */
function episodes(world: World, ago: Ago, customer: (index: number) => Customer): Happening[] {
  return [
    { at: ago(101), happens: () => giveGoodwill(world, customer(0), 250, 'Anniversary of the store') },
    {
      at: ago(100),
      happens: () => sharePoints(world, customer(0), customerEntity(customer(6).id), 50, 'Birthday gift'),
    },
    { at: ago(75), happens: () => giveGoodwill(world, customer(13), 100, 'Delayed delivery') },
    { at: ago(50), happens: () => redeemByMistake(world, customer(0)) },
    { at: ago(45), happens: () => foundFamily(world, customer(0), [customer(10), customer(1)]) },
    { at: ago(3), happens: () => orderOnline(world, customer(12)) },
    { at: ago(2), happens: () => sellToWalkIn(world) },
  ];
}

function giveGoodwill(world: World, customer: Customer, points: number, reason: string): void {
  givePoints(world, customerEntity(customer.id), { kind: 'goodwill', points, tillId: TILL, reason });
}

function sharePoints(world: World, giver: Customer, to: Entity, points: number, notes: string): void {
  transferPoints(world, { from: customerEntity(giver.id), to, points }, { tillId: TILL, notes });
}

/** Redeems points and takes that back. */
function redeemByMistake(world: World, customer: Customer): void {
  const details = { tillId: TILL, skipValidation: true, notes: 'Rung up twice' };
  const { id } = redeemPoints(world, { customer, points: 20 }, details);
  reverseRedemption(world, { redemptionId: id, customer, tillId: TILL });
}

function foundFamily(world: World, primary: Customer, others: readonly Customer[]): void {
  const group = createGroup(world, {
    name: 'Rao family',
    externalId: 'fam-rao-01',
    primary,
    maxGroupSize: 5,
    tillId: TILL,
  });
  for (const other of others) joinGroup(world, group, other);
  sharePoints(world, primary, { type: 'USERGROUP2', id: group.id }, 60, 'Family pool');
}

/** A bill whose points are promised until the goods arrive. */
function orderOnline(world: World, customer: Customer): void {
  addBill(world, {
    customer,
    billNumber: 'web-90001',
    source: 'ECOMMERCE',
    tillId: TILL,
    amount: 2499,
    deliveryStatus: 'SHIPPED',
    lineItems: [{ itemCode: 'SHIRT-LIN-40', qty: 1 }],
    paymentModes: [{ mode: 'UPI', value: 2499 }],
  });
}

/** A bill of nobody known, which a customer can claim later. */
function sellToWalkIn(world: World): void {
  addBill(world, {
    customer: null,
    billNumber: 'blr01-walkin-1',
    tillId: TILL,
    amount: 1998,
    notInterestedReason: 'In a hurry',
    lineItems: [{ itemCode: 'SANDAL-LTH-7', qty: 1, amount: 1998 }],
  });
}
