/** A customer as the customer view shows one. */
import type { Bill, Coupon, CustomerData, LedgerEntry } from '../../apps/contract.js';
import { couponsOf, redemptionsLeft, redemptionsOf } from '../domains/coupon/rules.js';
import type { Coupon as CouponState } from '../domains/coupon/state.js';
import { identifierOf } from '../domains/customer/rules.js';
import { customerName } from '../domains/customer/shape.js';
import type { Customer } from '../domains/customer/state.js';
import { customerEntity, ledgerOf, lotsOf, points3, pointsSummary } from '../domains/points/ledger.js';
import { worthOf } from '../domains/points/rules.js';
import type { Entity, LedgerEntry as LedgerRow, Movement } from '../domains/points/state.js';
import { measureKindOf } from '../domains/points/tier-measures.js';
import { gapToUpgrade, tierOf } from '../domains/points/tiers.js';
import { transactionsOf } from '../domains/transaction/lookup.js';
import type { Transaction } from '../domains/transaction/state.js';
import { now } from '../world/clock.js';
import type { World } from '../world/world.js';
import { brandOf, dayOf, timeOf } from './brand.js';
import { discountOf } from './series.js';

const MAX_LEDGER = 500;
const MAX_ROWS = 100;

/** Undefined if there is no such customer, or the account is no longer their own. */
export function customerData(world: World, id: string): CustomerData | undefined {
  const customer = world.customers[Number(id)];
  if (!customer || customer.mergedInto !== null || customer.piiDeleted) return undefined;
  const entity = customerEntity(customer.id);
  const tier = tierPart(world, customer);
  return {
    view: 'customer',
    brand: brandOf(world),
    customer: whoIs(world, customer),
    ...(tier && { tier }),
    points: pointsPart(world, entity),
    expiring: expiringPart(world, entity),
    ledger: firstOf(ledgerPart(world, entity), MAX_LEDGER),
    coupons: firstOf(couponsOf(world, customer.id).toReversed(), MAX_ROWS, (each) => couponRow(world, each)),
    bills: firstOf(transactionsOf(world, customer.id), MAX_ROWS, (each) => billRow(world, each)),
  };
}

function firstOf<T>(entries: readonly T[], max: number): { entries: readonly T[]; more: number };
function firstOf<T, R>(entries: readonly T[], max: number, row: (each: T) => R): { entries: R[]; more: number };
function firstOf<T>(entries: readonly T[], max: number, row: (each: T) => unknown = (each) => each) {
  return { entries: entries.slice(0, max).map(row), more: Math.max(0, entries.length - max) };
}

function whoIs(world: World, customer: Customer): CustomerData['customer'] {
  const { firstName, lastName } = customerName(customer);
  const store = world.stores[customer.storeId]?.name;
  const known = {
    name: `${firstName} ${lastName}`.trim(),
    mobile: identifierOf(customer, 'mobile'),
    email: identifierOf(customer, 'email'),
    externalId: identifierOf(customer, 'externalId'),
  };
  return {
    id: String(customer.id),
    ...Object.fromEntries(Object.entries(known).filter(([, text]) => text !== '')),
    cards: customer.cardIds.map((id) => world.cards[id]?.number).filter((number) => number !== undefined),
    registeredOn: timeOf(world, customer.createdOn),
    ...(store !== undefined && { store }),
    status: customer.statusLabel,
  };
}

function tierPart(world: World, customer: Customer): CustomerData['tier'] {
  const tier = tierOf(world, customer.tier);
  if (!tier) return undefined;
  const gap = gapToUpgrade(world, customer);
  return {
    name: tier.name,
    ...(customer.tierExpiresOn !== null && { expiresOn: timeOf(world, customer.tierExpiresOn) }),
    ...(gap && {
      next: gap.next.name,
      progress: {
        value: gap.currentValue,
        target: gap.next.threshold,
        left: gap.gap,
        unit: /POINTS/.test(measureKindOf(gap.next)) ? 'points' : 'money',
      },
    }),
  };
}

function pointsPart(world: World, entity: Entity): NonNullable<CustomerData['points']> {
  const { loyaltyPoints, delayedPoints, lifetimePoints, redeemed, expired } = pointsSummary(world, entity);
  return {
    balance: loyaltyPoints,
    value: worthOf(world, loyaltyPoints),
    ...(delayedPoints > 0 && { promised: delayedPoints }),
    lifetime: lifetimePoints,
    redeemed,
    expired,
  };
}

/** Soonest first, as the lots are. */
function expiringPart(world: World, entity: Entity): NonNullable<CustomerData['expiring']> {
  const days = new Map<string, number>();
  for (const { expiresOn, remaining } of lotsOf(world, entity, 'Main')) {
    if (expiresOn === null || remaining <= 0) continue;
    const day = dayOf(world, expiresOn);
    days.set(day, points3((days.get(day) ?? 0) + remaining));
  }
  return [...days].map(([on, points]) => ({ on, points }));
}

const KINDS: Readonly<Record<Movement, LedgerEntry['kind']>> = {
  earn: 'earned',
  goodwill: 'earned',
  unlock: 'earned',
  redeem: 'redeemed',
  reverse: 'reversed',
  return: 'reversed',
  transfer_in: 'transferred',
  transfer_out: 'transferred',
  expire: 'expired',
  adjust: 'other',
};

/** Newest first. What one event did to several lots is one entry. Promised points count when they can be used. */
function ledgerPart(world: World, entity: Entity): LedgerEntry[] {
  const entries: (LedgerEntry & { points: number; readonly of: string })[] = [];
  for (const row of ledgerOf(world, entity).toReversed()) {
    if (row.category !== 'Main') continue;
    const of = `${row.eventLogId} ${row.movement}`;
    const points = row.type === 'CREDIT' ? row.points : -row.points;
    const last = entries.at(-1);
    if (last?.of === of) last.points = points3(last.points + points);
    else
      entries.push({ of, on: timeOf(world, row.createdOn), kind: KINDS[row.movement], points, ...noteOf(world, row) });
  }
  return entries.map(({ of: _, ...entry }) => entry);
}

function noteOf(world: World, { eventLogId }: LedgerRow): { note?: string } {
  const bill = world.transactions[world.events[eventLogId]?.transactionId ?? 0];
  return bill === undefined ? {} : { note: bill.billNumber };
}

function couponRow(world: World, coupon: CouponState): Coupon {
  const series = world.couponSeries[coupon.seriesId];
  const used = redemptionsOf(world, coupon).at(-1);
  return {
    code: coupon.code,
    ...(series && { series: series.description, discount: discountOf(series) }),
    state: stateOf(world, coupon),
    ...(coupon.issuedOn !== null && { issuedOn: timeOf(world, coupon.issuedOn) }),
    validUntil: timeOf(world, coupon.validTill),
    ...(used && { redeemedOn: timeOf(world, used.redeemedOn) }),
  };
}

function stateOf(world: World, coupon: CouponState): NonNullable<Coupon['state']> {
  const series = world.couponSeries[coupon.seriesId];
  if (coupon.revoked) return 'revoked';
  if (series && redemptionsLeft(world, coupon, series) === 0) return 'redeemed';
  return coupon.validTill < now(world) ? 'expired' : 'active';
}

function billRow(world: World, bill: Transaction): Bill {
  const store = world.stores[bill.storeId]?.name;
  const isReturn = bill.type === 'RETURN';
  return {
    number: bill.billNumber,
    on: timeOf(world, bill.billingDate),
    amount: bill.amount,
    ...(store !== undefined && { store }),
    points: isReturn ? -Math.abs(bill.points) : bill.points,
    kind: isReturn ? 'return' : 'sale',
  };
}
