/** What indexes of a world say, and what a walk over everything says. Each check returns where they differ. */
import { isDeepStrictEqual } from 'node:util';
import { searchCustomers } from '../../../src/sandbox/domains/customer/search.js';
import type { Customer } from '../../../src/sandbox/domains/customer/state.js';
import { points3 } from '../../../src/sandbox/domains/points/ledger.js';
import { daysOfStore, redemptionsAt, type StoreDay } from '../../../src/sandbox/domains/store/rules.js';
import { DAY, later, now } from '../../../src/sandbox/world/clock.js';
import { localDate } from '../../../src/sandbox/world/dates.js';
import type { World } from '../../../src/sandbox/world/world.js';

type Figures = Omit<StoreDay, 'from' | 'to'>;

const NONE: Figures = { customers: 0, bills: 0, notInterestedBills: 0, pointsIssued: 0, pointsRedeemed: 0 };

/** The figures of all stores, by store and date: `50011 2026-05-02`. */
function figuresByWalk(world: World): Map<string, Figures> {
  const { timezone } = world.organisation;
  const figures = new Map<string, Figures>();
  const dayOf = (storeId: number | undefined, at: string): Figures => {
    const key = `${storeId} ${localDate(at, timezone)}`;
    const day = figures.get(key) ?? { ...NONE };
    figures.set(key, day);
    return day;
  };
  const add = (storeId: number | undefined, at: string, name: keyof Figures, by: number): void => {
    const day = dayOf(storeId, at);
    day[name] = points3(day[name] + by);
  };
  for (const { storeId, createdOn } of Object.values(world.customers)) add(storeId, createdOn, 'customers', 1);
  for (const { type, returnType, storeId, billingDate } of Object.values(world.transactions)) {
    if (returnType !== null) continue;
    if (type === 'REGULAR') add(storeId, billingDate, 'bills', 1);
    if (type === 'NOT_INTERESTED') add(storeId, billingDate, 'notInterestedBills', 1);
  }
  for (const { movement, tillId, createdOn, points } of world.ledger) {
    if (movement !== 'earn' && movement !== 'goodwill') continue;
    add(world.tills[tillId]?.storeId, createdOn, 'pointsIssued', points);
  }
  for (const { tillId, redeemedOn, points } of Object.values(world.pointsRedemptions)) {
    add(world.tills[tillId]?.storeId, redeemedOn, 'pointsRedeemed', points);
  }
  for (const { storeId, reportedFor, bills, notInterestedBills } of Object.values(world.storeReports)) {
    const day = dayOf(storeId, reportedFor);
    day.bills = bills ?? day.bills;
    day.notInterestedBills = notInterestedBills ?? day.notInterestedBills;
  }
  return figures;
}

/** So many days are compared. */
const DAYS = 40;

/** Stores whose report over the last days says otherwise. */
export function misreportedStores(world: World): string[] {
  const { timezone } = world.organisation;
  const [from, to] = [later(now(world), -DAYS * DAY), later(now(world), 5 * DAY)];
  const [first, last] = [localDate(from, timezone), localDate(to, timezone)];
  const expected = [...figuresByWalk(world)].filter(([, figures]) => !isDeepStrictEqual(figures, NONE));
  return Object.values(world.stores).flatMap(({ id }) => {
    const reported = daysOfStore(world, id, from, to).map(({ from: start, to: _, ...figures }) => [
      `${id} ${localDate(start, timezone)}`,
      figures,
    ]);
    const own = expected.filter(([key]) => key >= `${id} ${first}` && key <= `${id} ${last}`);
    const redeemed = Object.values(world.pointsRedemptions).filter(({ tillId, redeemedOn }) => {
      const date = localDate(redeemedOn, timezone);
      return world.tills[tillId]?.storeId === id && date >= first && date <= last;
    });
    const differences = [
      [reported, own.sort(([a], [b]) => a.localeCompare(b))],
      [redemptionsAt(world, id, from, to), redeemed.sort((a, b) => a.summaryId - b.summaryId)],
    ].filter(([indexed, walked]) => !isDeepStrictEqual(indexed, walked));
    return differences.map(
      ([indexed, walked]) => `store ${id}: ${JSON.stringify(indexed)}, not ${JSON.stringify(walked)}`,
    );
  });
}

/** Customers of a step who are not found by the starts of their names and identifiers, or are and should not be. */
export function misfound(world: World, people: readonly Customer[]): string[] {
  const texts = people.flatMap(({ profiles }) =>
    profiles.flatMap((each) => [each.firstName, each.lastName, ...each.identifiers.map(({ value }) => value)]),
  );
  return [...new Set(texts.map((text) => text.slice(0, 4).toLowerCase()))].flatMap((start) => {
    const expected = Object.values(world.customers).filter(
      ({ mergedInto, piiDeleted, profiles }) =>
        mergedInto === null &&
        !piiDeleted &&
        profiles.some((each) =>
          [each.firstName, each.lastName, ...each.identifiers.map(({ value }) => value)].some((text) =>
            text.slice(0, start.length).toLowerCase().startsWith(start),
          ),
        ),
    );
    const found = searchCustomers(world, start).map(({ customer }) => customer);
    const [ids, expectedIds] = [found, expected].map((customers) => customers.map(({ id }) => id).join());
    return ids === expectedIds ? [] : [`search for ${start}: ${ids}, not ${expectedIds}`];
  });
}
