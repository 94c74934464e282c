/** What must hold wherever a walk leads. Each check returns what is wrong. */

import { UNLIMITED } from '../../../src/sandbox/domains/coupon/rules.js';
import type { Customer, Identifier, UserGroup } from '../../../src/sandbox/domains/customer/state.js';
import { balance, customerEntity, ledgerOf, lotsOf, points3, sum } from '../../../src/sandbox/domains/points/ledger.js';
import { now } from '../../../src/sandbox/world/clock.js';
import type { World } from '../../../src/sandbox/world/world.js';
import { listAt, valueAt } from '../support.js';
import { identifiersOf, type Walk } from './walk.js';

/** Amounts and counts that are never negative, and parts that are never more than the whole. */
export function belowZero({ customers, userGroups, transactions, couponSeries }: World): string[] {
  const wrong: string[] = [];
  // There are thousands of them in each step, and hardly ever one to describe.
  const check = (what: () => string, holds: boolean): void => {
    if (!holds) wrong.push(what());
  };
  for (const { id, lifetimePurchases, visits } of Object.values(customers)) {
    check(
      () => `customer ${id}: purchases ${lifetimePurchases}, visits ${visits}`,
      lifetimePurchases >= 0 && visits >= 0,
    );
  }
  for (const { id, lifetimePurchases } of Object.values(userGroups)) {
    check(() => `group ${id}: purchases ${lifetimePurchases}`, lifetimePurchases >= 0);
  }
  for (const bill of Object.values(transactions)) {
    const { id, amount, returnedAmount, points, pointsReturned } = bill;
    check(() => `bill ${id}: ${returnedAmount} of ${amount} returned`, returnedAmount >= 0 && returnedAmount <= amount);
    check(() => `bill ${id}: points ${points}, ${pointsReturned} returned`, points >= 0 && pointsReturned >= 0);
    for (const line of bill.lineItems) {
      const within = line.returnedQty <= line.qty && line.returnedAmount <= line.amount && line.returnedAmount >= 0;
      check(() => `line ${line.id} of bill ${id}: ${line.returnedQty} for ${line.returnedAmount} returned`, within);
    }
  }
  for (const { id, numIssued, numRedeemed } of Object.values(couponSeries)) {
    check(() => `series ${id}: ${numIssued} issued, ${numRedeemed} redeemed`, numIssued >= 0 && numRedeemed >= 0);
  }
  return wrong;
}

/** A customer who has taken over others may have more than one customer can get. */
const hasAbsorbed = (world: World): ReadonlySet<number> =>
  new Set(Object.values(world.customers).flatMap(({ mergedInto }) => mergedInto ?? []));

/** Limits of coupons and promotions. */
export function beyondLimits(world: World): string[] {
  const merged = hasAbsorbed(world);
  const wrong: string[] = [];
  const check = (what: string, used: number, limit: number | null): void => {
    if (limit !== null && limit !== UNLIMITED && used > limit) wrong.push(`${what}: ${used} of ${limit}`);
  };
  const redemptions = Object.values(world.couponRedemptions).filter(({ reactivatedOn }) => reactivatedOn === null);
  for (const series of Object.values(world.couponSeries)) {
    check(`issued of series ${series.id}`, series.numIssued, series.maxCreate);
    check(`redeemed of series ${series.id}`, series.numRedeemed, series.maxRedeem);
    const own = redemptions.filter(({ seriesId }) => seriesId === series.id);
    for (const [customerId, count] of counted(own.map((each) => each.customerId))) {
      if (!merged.has(customerId))
        check(`series ${series.id} by ${customerId}`, count, series.maxRedemptionsInSeriesPerUser);
    }
    if (series.clientHandlingType === 'GENERIC') continue;
    const cap = series.isMultipleUseAllowed ? series.redemptionPerCouponMaxLimit : 1;
    for (const [couponId, count] of counted(own.map((each) => each.couponId))) check(`coupon ${couponId}`, count, cap);
  }
  for (const [key, { points, times }] of Object.entries(world.promotionAwards)) {
    const [id = '', customerId] = key.split(':');
    if (merged.has(Number(customerId))) continue;
    const promotion = world.loyaltyPromotions[id];
    check(`points of promotion ${key}`, points, promotion?.pointsPerMember ?? null);
    check(`times of promotion ${key}`, times, promotion?.timesPerMember ?? null);
  }
  for (const { id, limits } of Object.values(world.legacyPromotions)) {
    const earns = Object.values(world.legacyEarns).filter((each) => each.promotionId === id && !each.revoked);
    check(`points of legacy promotion ${id}`, sum(earns.map(({ points }) => points)), limits.totalPoints);
    for (const [customerId, count] of counted(earns.map((each) => each.customerId))) {
      if (!merged.has(customerId)) check(`legacy promotion ${id} by ${customerId}`, count, limits.timesPerCustomer);
    }
  }
  for (const { id, members, maxGroupSize } of Object.values(world.userGroups)) {
    check(`members of group ${id}`, members.length, maxGroupSize);
  }
  return [...wrong, ...cartPromotionsBeyondLimits(world, merged)];
}

function counted<K>(keys: readonly K[]): Map<K, number> {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** What a cart promotion was used for, in the figure that its restriction counts. */
function cartPromotionsBeyondLimits(world: World, merged: ReadonlySet<number>): string[] {
  return Object.values(world.cartPromotions).flatMap(({ id, sent }) => {
    const restriction = valueAt(sent, 'promotionRestrictions.Customer.0');
    if (restriction === undefined) return [];
    const limit = Number(valueAt(restriction, 'limit'));
    const uses = world.cartRedemptions.filter(({ promotionId }) => promotionId === id);
    return [...counted(uses.map(({ customerId }) => customerId)).keys()].flatMap((customerId) => {
      const own = uses.filter((each) => each.customerId === customerId);
      const figures: Record<string, number> = {
        REDEMPTION: own.reduce((total, { count }) => total + count, 0),
        DISCOUNT: own.reduce((total, { discount }) => total + discount, 0),
        TRANSACTION: new Set(own.map(({ transactionIdentifier }) => transactionIdentifier)).size,
      };
      const used = figures[String(valueAt(restriction, 'kpi'))] ?? 0;
      return used > limit && !merged.has(customerId)
        ? [`cart promotion ${id} by ${customerId}: ${used} of ${limit}`]
        : [];
    });
  });
}

/** A redemption pays one bill, which knows it. */
export function paidTwice(world: World): string[] {
  const bills = Object.values(world.transactions);
  const paying = bills.flatMap((bill) => [
    ...bill.pointsRedemptionIds.map((id) => ({ bill, key: `points ${id}`, redemption: world.pointsRedemptions[id] })),
    ...bill.couponRedemptionIds.map((id) => ({ bill, key: `coupon ${id}`, redemption: world.couponRedemptions[id] })),
  ]);
  return [
    ...paying
      .filter(({ bill, redemption }) => redemption?.transactionId !== bill.id)
      .map(({ bill, key }) => `redemption of ${key} does not know bill ${bill.id}`),
    ...[...counted(paying.map(({ key }) => key))]
      .filter(([, count]) => count > 1)
      .map(([key, count]) => `redemption of ${key} pays ${count} bills`),
  ];
}

/** Nothing that was due is left. */
export function overdue(world: World): string[] {
  const time = now(world);
  return [
    ...Object.values(world.lots)
      .filter(({ remaining, expiresOn }) => remaining > 0 && expiresOn !== null && expiresOn <= time)
      .map(({ id }) => `lot ${id} should have expired`),
    ...Object.values(world.lots)
      .filter(
        ({ category, remaining, redeemableFrom }) =>
          category !== 'Main' && remaining > 0 && redeemableFrom !== null && redeemableFrom <= time,
      )
      .map(({ id }) => `lot ${id} should be redeemable`),
    ...Object.values(world.customers)
      .filter(({ tierExpiresOn, mergedInto }) => mergedInto === null && tierExpiresOn !== null && tierExpiresOn <= time)
      .map(({ id }) => `the tier of ${id} should have ended`),
  ];
}

/** What v1.1 and v2 report of a customer's points, where it is not what lots and ledger hold. */
export async function misreported({ world, read }: Walk, customer: Customer): Promise<string[]> {
  if (customer.loyaltyType !== 'loyalty' || customer.mergedInto !== null || customer.piiDeleted) return [];
  const entity = customerEntity(customer.id);
  const lots = lotsOf(world, entity);
  const inLots = (main: boolean): number =>
    sum(lots.filter(({ category }) => (category === 'Main') === main).map(({ remaining }) => remaining));
  const inLedger = (main: boolean): number =>
    sum(
      ledgerOf(world, entity)
        .filter(({ category }) => (category === 'Main') === main)
        .map(({ type, points }) => (type === 'CREDIT' ? points : -points)),
    );
  const neverExpiring = sum(
    lots.filter((lot) => lot.category === 'Main' && lot.expiresOn === null).map((lot) => lot.remaining),
  );
  const user = { userId: customer.id };
  const tier = world.organisation.program.tiers.find(({ number }) => number === customer.tier)?.name;
  const named = { identifierName: 'id', identifierValue: String(customer.id), source: 'INSTORE' };
  const [points, details, expiring, promised, closing, tiers, old] = await Promise.all([
    read('customer_get_points_balance', user),
    read('customer_get_loyalty_details', { customerId: customer.id }),
    read('customer_get_points_expiry_schedule', user),
    read('customer_get_promised_points_schedule', user),
    read('points_ledger_get_balance', named),
    read('customer_get_tier', user),
    read('customer_get_v1_1', { id: String(customer.id) }),
  ]);
  const inTouch = valueAt(old, 'response.customers.customer.0');
  // The ledger of somebody without entries is answered by a failure.
  const total = (body: unknown, at: string, keep: (row: unknown) => boolean = () => true, field = 'points'): number =>
    sum((body === undefined ? [] : listAt(body, at)).filter(keep).map((row) => Number(valueAt(row, field))));
  const isMain = (row: unknown): boolean => valueAt(row, 'pointsCategory') === 'Main';
  const rows = 'ledgerDetails.ledgerClosingBalance';
  const expected: readonly [string, unknown, unknown][] = [
    ['the ledger', inLots(true), inLedger(true)],
    ['promised in the ledger', inLots(false), inLedger(false)],
    ['the balance of v2', inLots(true), valueAt(points, 'mainPoints')],
    ['promised of v2', inLots(false), valueAt(points, 'promisedPoints')],
    ['the loyalty details of v2', inLots(true), valueAt(details, 'data.0.loyaltyPoints')],
    ['delayed in the loyalty details of v2', inLots(false), valueAt(details, 'data.0.delayedPoints')],
    ['the expiry schedule', inLots(true), points3(total(expiring, 'expirySchedules') + neverExpiring)],
    [
      'the promised schedule',
      inLots(false),
      points3(total(promised, 'promisedPointsScheduleList') + total(promised, 'triggerBasedPointsList')),
    ],
    ['the closing balance', inLots(true), total(closing, rows, isMain, 'closingBalance')],
    ['the promised closing balance', inLots(false), total(closing, rows, (row) => !isMain(row), 'closingBalance')],
    ['v1.1', inLots(true), Number(valueAt(inTouch, 'loyalty_points'))],
    ['lifetime points of v1.1', valueAt(details, 'data.0.lifetimePoints'), Number(valueAt(inTouch, 'lifetime_points'))],
    ['the tier of v2', tier, valueAt(tiers, 'programTiers.0.currentTierName')],
    ['the tier in the loyalty details of v2', tier, valueAt(details, 'data.0.currentSlab')],
    ['the tier of v1.1', tier, valueAt(inTouch, 'current_slab')],
    ['purchases of v1.1', customer.lifetimePurchases, Number(valueAt(inTouch, 'lifetime_purchases'))],
  ];
  return expected
    .filter(([, held, reported]) => held !== reported)
    .map(([where, held, reported]) => `${where}: ${reported} instead of ${held} of customer ${customer.id}`);
}

/** What is reported of a group's points, where it is not what its lots and ledger hold. */
export async function misreportedGroup({ world, read }: Walk, group: UserGroup): Promise<string[]> {
  const answer = await read('user_group_get', { id: group.id, programDetails: true, expirySchedules: true });
  if (answer === undefined) return [];
  const entity = { type: 'USERGROUP2', id: group.id } as const;
  const held = balance(world, entity);
  const inLedger = sum(
    ledgerOf(world, entity)
      .filter(({ category }) => category === 'Main')
      .map(({ type, points }) => (type === 'CREDIT' ? points : -points)),
  );
  const expiring = sum(listAt(answer, 'expirySchedules').map((row) => Number(valueAt(row, 'points'))));
  const expected: readonly [string, unknown][] = [
    ['the ledger', inLedger],
    ['the program details', valueAt(answer, 'pointsSummaries.0.loyaltyPoints')],
    ['the expiry schedule', expiring],
  ];
  return expected
    .filter(([, reported]) => reported !== held)
    .map(([where, reported]) => `${where}: ${reported} instead of ${held} of group ${group.id}`);
}

/** Keeps what identifies people, to look for those who were erased since. */
export class Remembered {
  readonly #known = new Map<number, Identifier[]>();

  note({ customers }: World): void {
    for (const customer of Object.values(customers)) {
      if (!customer.piiDeleted) this.#known.set(customer.id, identifiersOf(customer));
    }
  }

  /** The former identifiers of erased people by which the sandbox still finds somebody they do not belong to now. */
  async found({ world, read }: Walk): Promise<string[]> {
    const erased = Object.values(world.customers).filter(({ piiDeleted }) => piiDeleted);
    const former = erased.flatMap(({ id }) => this.#known.get(id) ?? []);
    const wrong: string[] = [];
    for (const { type, value } of former) {
      const holders = Object.values(world.customers).filter((each) =>
        identifiersOf(each).some((own) => own.type === type && own.value === value),
      );
      if (holders.length > 0) continue;
      const named = { identifierName: type, identifierValue: value, source: 'INSTORE' };
      const parameter = { externalId: 'external_id', cardnumber: 'card_number' }[String(type)] ?? type;
      if (await read('customer_get_id', named)) wrong.push(`v2 finds the erased ${type} ${value}`);
      if (await read('customer_get_v1_1', { [parameter]: value })) wrong.push(`v1.1 finds the erased ${type} ${value}`);
      const hits = await read('customer_search', { q: value });
      if (hits && listAt(hits, 'data').length > 0) wrong.push(`a search finds the erased ${type} ${value}`);
    }
    return wrong;
  }
}
