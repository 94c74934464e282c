/** Points and tiers in answers: balances, schedules, program summaries, results of bills. */
import { compareInstants } from '../../../lib/instant.js';
import type { JsonObject } from '../../../tools/schemas/decoded.js';
import type { Instant } from '../../world/clock.js';
import { localDate, localDateTime, serverDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { Customer, UserGroup } from '../customer/state.js';
import type { Transaction } from '../transaction/state.js';
import { balance, customerEntity, lotsOf, lotsOfTransaction, points3, pointsSummary, sum } from './ledger.js';
import type { Entity, PointsLot } from './state.js';
import { nextTier, tierOf } from './tiers.js';

/** A customer's own points, or those of the group that they belong to, as the API calls the two. */
export type Holder = { entityType: 'CUSTOMER'; customer: Customer } | { entityType: 'FLEET'; group: UserGroup };

/** The holder of points and ledger. */
export const entityOf = (holder: Holder): Entity =>
  holder.entityType === 'CUSTOMER' ? customerEntity(holder.customer.id) : { type: 'USERGROUP2', id: holder.group.id };

/** `{entityId, entityType}`. */
export const toHolderJson = (holder: Holder): { entityId: number; entityType: string } => ({
  entityId: entityOf(holder).id,
  entityType: holder.entityType,
});

/** Points now: redeemable, promised, and both. */
export function toBalanceJson(world: World, holder: Holder) {
  const entity = entityOf(holder);
  const mainPoints = balance(world, entity);
  const delayedAccrualPoints = balance(world, entity, 'DelayedAccrualPointCategory');
  const externalTriggerBasedPoints = balance(world, entity, 'ExternalTriggerBasedPointCategory');
  const promisedPoints = points3(delayedAccrualPoints + externalTriggerBasedPoints);
  return {
    ...toHolderJson(holder),
    programId: world.organisation.program.id,
    totalPoints: points3(mainPoints + promisedPoints),
    mainPoints,
    promisedPoints,
    promisedPointsBreakup: { delayedAccrualPoints, externalTriggerBasedPoints },
  };
}

/** A customer's tier and the next, per program; none outside the program. */
export function toTiersJson(world: World, customer: Customer) {
  const tier = tierOf(world, customer.tier);
  if (!tier) return [];
  const next = nextTier(world, customer.tier);
  const { tierExpiresOn } = customer;
  return [
    {
      programId: world.organisation.program.id,
      currentTierName: tier.name,
      currentTierSerialNumber: tier.number,
      tierExpiryDate: tierExpiresOn === null ? null : serverDateTime(tierExpiresOn),
      tierExpiryDateISO: tierExpiresOn,
      nextTierName: next?.name ?? '',
      nextTierSerialNumber: next?.number ?? -1,
    },
  ];
}

/** A member's points in the program by status, with tier and purchases. */
export function loyaltyTotals(world: World, customer: Customer) {
  const { loyaltyPoints, lifetimePoints, ...points } = pointsSummary(world, customerEntity(customer.id));
  const tier = tierOf(world, customer.tier);
  const next = nextTier(world, customer.tier);
  return {
    redeemed: points.redeemed,
    expired: points.expired,
    returned: points.returned,
    adjusted: points.adjusted,
    lifetimePoints,
    loyaltyPoints,
    cumulativePurchases: customer.lifetimePurchases,
    loyaltyId: customer.loyaltyId,
    currentSlab: tier?.name ?? '',
    nextSlab: next?.name ?? '',
    nextSlabSerialNumber: next?.number ?? -1,
    nextSlabDescription: next?.description ?? '',
    slabSNo: tier?.number ?? -1,
    slabExpiryDate: customer.tierExpiresOn,
    programId: world.organisation.program.id,
  };
}

/** The same, with what only the details of the program show. */
export function toLoyaltyJson(world: World, customer: Customer) {
  const { program } = world.organisation;
  const points = pointsSummary(world, customerEntity(customer.id));
  return {
    ...loyaltyTotals(world, customer),
    delayedPoints: points.delayedPoints,
    delayedReturnedPoints: points.delayedReturnedPoints,
    totalAvailablePoints: points.totalAvailablePoints,
    totalReturnedPoints: points.totalReturnedPoints,
    programTitle: program.name,
    programDescription: program.description,
  };
}

/** v1.1's `points_summary` of the program, all text. */
export function inTouchPointsSummary(world: World, customer: Customer) {
  const summary = pointsSummary(world, customerEntity(customer.id));
  const tier = tierOf(world, customer.tier);
  const next = nextTier(world, customer.tier);
  return {
    programId: String(world.organisation.program.id),
    redeemed: String(summary.redeemed),
    expired: String(summary.expired),
    returned: String(summary.returned),
    adjusted: String(summary.adjusted),
    lifetimePoints: String(summary.lifetimePoints),
    loyaltyPoints: String(summary.loyaltyPoints),
    cumulativePurchases: String(customer.lifetimePurchases),
    currentSlab: tier?.name ?? '',
    nextSlab: next?.name ?? '',
    nextSlabSerialNumber: String(next?.number ?? -1),
    nextSlabDescription: next?.description ?? '',
    slabSNo: String(tier?.number ?? -1),
    slabExpiryDate: inTouchDate(world, customer.tierExpiresOn),
    totalPoints: String(summary.totalAvailablePoints),
  };
}

/** `2026-05-03 17:30:00` in the organization's time zone; empty for none. */
export const inTouchDate = (world: World, at: Instant | null | undefined): string =>
  at === null || at === undefined ? '' : localDateTime(at, world.organisation.timezone);

/** Days that a schedule covers, both included, as `YYYY-MM-DD`. */
export interface Days {
  from: string;
  until: string;
}

/** The whole calendar, for schedules without limits. */
export const ALWAYS: Days = { from: '0000-01-01', until: '9999-12-31' };

interface Scheduled {
  points: number;
  day: string;
  at: Instant;
  pointsType: string;
}

/** The rest of lots, summed by the day of `when` and the kind of points, soonest first. */
function schedule(
  world: World,
  lots: readonly PointsLot[],
  when: (lot: PointsLot) => Instant | null,
  days: Days,
): Scheduled[] {
  const rows = new Map<string, Scheduled>();
  for (const lot of lots) {
    const at = when(lot);
    if (at === null || lot.remaining <= 0) continue;
    const day = localDate(at, world.organisation.timezone);
    if (day < days.from || day > days.until) continue;
    const key = `${day} ${lot.pointsType}`;
    const row = rows.get(key) ?? { points: 0, day, at, pointsType: lot.pointsType };
    row.points = points3(row.points + lot.remaining);
    rows.set(key, row);
  }
  return [...rows.values()].sort((a, b) => compareInstants(a.day, b.day));
}

/** When redeemable points expire. `earliestOnly` keeps the first of each kind of points. */
export function expirySchedule(world: World, entity: Entity, days: Days, earliestOnly: boolean) {
  const rows = schedule(world, lotsOf(world, entity, 'Main'), (lot) => lot.expiresOn, days);
  const first = (row: Scheduled): boolean => rows.find((each) => each.pointsType === row.pointsType) === row;
  return rows
    .filter((row) => !earliestOnly || first(row))
    .map(({ points, day, at, pointsType }) => ({
      points,
      expiryDate: day,
      expiryDateISO: at,
      programId: world.organisation.program.id,
      pointsType,
      expiryType: 'fixed',
    }));
}

/** When promised points become redeemable, and those that wait for a trigger. */
export function promisedSchedule(world: World, entity: Entity, days: Days) {
  const programId = world.organisation.program.id;
  const promised = lotsOf(world, entity).filter((lot) => lot.category !== 'Main');
  const waiting = new Map<string, number>();
  for (const lot of promised.filter((each) => each.redeemableFrom === null && each.remaining > 0)) {
    waiting.set(lot.pointsType, points3((waiting.get(lot.pointsType) ?? 0) + lot.remaining));
  }
  return {
    promisedPointsScheduleList: schedule(world, promised, (lot) => lot.redeemableFrom, days).map(
      ({ points, day, at, pointsType }) => ({
        points,
        redeemableFrom: day,
        redeemableFromISO: at,
        programId,
        pointsType,
      }),
    ),
    triggerBasedPointsList: [...waiting].map(([pointsType, points]) => ({ points, programId, pointsType })),
  };
}

/** A bill's points and their current status. */
export interface BillPoints {
  issued: number;
  returned: number;
  redeemed: number;
  expired: number;
  available: number;
  promised: number;
  expiresOn: Instant | null;
  redeemableFrom: Instant | null;
}

/** Sums the lots that a bill earned. A return earned none; what it took back counts as returned. */
export function billPoints(world: World, bill: Transaction): BillPoints {
  const lots = lotsOfTransaction(world, bill.id);
  const of = (field: 'awarded' | 'returned' | 'redeemed' | 'expired'): number => sum(lots.map((lot) => lot[field]));
  const remaining = (main: boolean): number =>
    sum(lots.filter((lot) => (lot.category === 'Main') === main).map((lot) => lot.remaining));
  return {
    issued: of('awarded'),
    returned: bill.returnType === null ? of('returned') : bill.points,
    redeemed: of('redeemed'),
    expired: of('expired'),
    available: remaining(true),
    promised: remaining(false),
    expiresOn: lots[0]?.expiresOn ?? null,
    redeemableFrom: lots.find((lot) => lot.category !== 'Main')?.redeemableFrom ?? null,
  };
}

/** v2's summary of a bill's points. */
export function toBillPointsJson(world: World, bill: Transaction): JsonObject {
  const points = billPoints(world, bill);
  return {
    programId: world.organisation.program.id,
    issuedPoints: points.issued,
    returnedPoints: points.returned,
    redeemedPoints: points.redeemed,
    expiredPoints: points.expired,
    availablePoints: points.available,
    delayedPoints: points.promised,
    expiryDate: points.expiresOn,
    ...(points.redeemableFrom !== null && { redeemableFrom: points.redeemableFrom }),
  };
}

/** v2's split of a bill's points by kind: one row a lot. */
export function billPointsBreakup(world: World, bill: Transaction): object[] {
  return lotsOfTransaction(world, bill.id).map((lot) => ({
    programId: lot.programId,
    pointsType: lot.pointsType,
    pointsCategory: lot.category,
    awardedPoints: lot.awarded,
    availablePoints: lot.remaining,
    expiryDate: lot.expiresOn,
    ...(lot.category !== 'Main' && { redeemableFrom: lot.redeemableFrom }),
    ...(lot.promotionId !== null && { promotionId: lot.promotionId }),
  }));
}

/** The points of a bill in a customer's history, by program: each award, and their sums. */
export function billPointsByProgram(world: World, bill: Transaction): object {
  const { id: programId, name: programName } = world.organisation.program;
  const lots = lotsOfTransaction(world, bill.id);
  const byKind = <T>(shown: (lots: readonly PointsLot[]) => T): object => ({
    programId,
    programName,
    regularPoints: shown(lots.filter((lot) => lot.category === 'Main' && lot.promotionId === null)),
    promisePoints: shown(lots.filter((lot) => lot.category !== 'Main')),
    promoPoints: shown(lots.filter((lot) => lot.category === 'Main' && lot.promotionId !== null)),
  });
  return {
    pointsBreakup: [byKind((some) => some.map((lot) => ({ points: lot.awarded, pointsAwardedType: lot.pointsType })))],
    aggregatedBillPoints: [byKind((some) => ({ points: sum(some.map((lot) => lot.awarded)) }))],
    alternateCurrenciesBreakup: [],
    aggregatedBillAlternateCurrencies: [],
  };
}
