/** Stores: finding them, their log files and reports, and their daily figures. */
import { createHash } from 'node:crypto';
import { DAY, type Instant, later } from '../../world/clock.js';
import { endOfDay, localDate } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { externalIdsOf } from '../locations/rules.js';
import type { Store, Till } from '../organization/state.js';
import { sum } from '../points/ledger.js';
import type { PointsRedemption } from '../points/state.js';
import type { Associate } from '../tasks/state.js';
import { dailyIndex } from './daily-index.js';
import type { StoreLog, StoreReport } from './state.js';

/** How a call names a store. */
interface StoreNames {
  readonly id?: number;
  readonly code?: string;
  readonly external_id?: string;
}

/**
 * Finds a store by its id, or else its code, or else its external id.
 * @throws 913 if none is given
 * @throws 902 if the store does not exist
 */
export function storeAsked(world: World, asked: StoreNames): Store {
  const { id, code, external_id: externalId } = asked;
  if (id !== undefined) return world.stores[id] ?? failUnknown(902, 'Store id', id);
  if (code !== undefined) return storeByCode(world, code);
  if (externalId === undefined) return fail(913, 'Pass id, code or external_id');
  const found = Object.values(world.stores).find((entity) =>
    externalIdsOf(world, { type: 'STORE', entity }).includes(externalId),
  );
  return found ?? failUnknown(902, 'Store external id', externalId);
}

/**
 * Finds a store by its code.
 * @throws 902 if the store does not exist
 */
export function storeByCode(world: World, code: string): Store {
  return Object.values(world.stores).find((store) => store.code === code) ?? fail(902, `No store has the code ${code}`);
}

const ROLES = { ASSOCIATE: 'cashier', MANAGER: 'manager' } as const;

/** Names of roles in the InTouch layers. */
export const kindOfAssociate = ({ role }: Associate): keyof typeof ROLES =>
  role === ROLES.MANAGER ? 'MANAGER' : 'ASSOCIATE';

/** An uploaded log file, and the caller's data about it. */
interface NewLog {
  tillId: number;
  storeId: number;
  fileName: string;
  size: number;
  signature: string;
  bytes: Buffer;
  loggedOn: Instant | null;
  uploadedOn: Instant;
}

/**
 * Stores a log file.
 * @throws 904 if the size differs from the reported one
 * @throws 905 if the SHA-1 differs from the reported one
 */
export function takeLog(world: World, { bytes, signature, size, ...told }: NewLog): StoreLog {
  if (bytes.length !== size) fail(904, `The file has ${bytes.length} bytes, but the reported size is ${size}`);
  const sha1 = createHash('sha1').update(bytes).digest('hex');
  if (sha1 !== signature.toLowerCase()) fail(905, 'The SHA-1 of the file does not match the reported one');
  const log: StoreLog = { id: nextId(world, 'storeLog'), ...told, size, sha1 };
  world.storeLogs[log.id] = log;
  return log;
}

/** Stores a store's figures, replacing those of the same moment. */
export function takeReport(world: World, report: StoreReport): void {
  world.storeReports[`${report.storeId}:${report.reportedFor}`] = report;
}

/** A day of a store. */
export interface StoreDay {
  from: Instant;
  to: Instant;
  /** New customers. */
  customers: number;
  bills: number;
  notInterestedBills: number;
  pointsIssued: number;
  pointsRedeemed: number;
}

const MOST_DAYS = 366;

/**
 * The days, in the organization's time zone, from the day of `from` to the day of `to`.
 * @throws 901 if `from` is after `to`, or the period is longer than a year
 */
function daysFrom(world: World, from: Instant, to: Instant): { from: Instant; to: Instant; date: string }[] {
  const { timezone } = world.organisation;
  if (from > to) fail(901, 'start_date is after end_date');
  if (Date.parse(to) - Date.parse(from) > MOST_DAYS * DAY) fail(901, `A report can cover at most ${MOST_DAYS} days`);
  const days: { from: Instant; to: Instant; date: string }[] = [];
  const last = endOfDay(to, timezone);
  let end = endOfDay(later(from, -DAY), timezone);
  while (end < last) {
    const start = later(end, 1000);
    end = endOfDay(start, timezone);
    days.push({ from: start, to: end, date: localDate(start, timezone) });
  }
  return days;
}

/**
 * The days of a store on which something happened. For days that the store reported, bills come from the report;
 * otherwise they are the bills that it sent.
 */
export function daysOfStore(world: World, storeId: number, from: Instant, to: Instant): StoreDay[] {
  const index = dailyIndex(world);
  const tills = tillsOf(world, storeId);
  const days = daysFrom(world, from, to).map((day): StoreDay => {
    const { customers = 0, bills = 0, notInterested = [] } = index.storeDay(storeId, day.date) ?? {};
    const typeNow = notInterested.map((id) => world.transactions[id]?.type);
    const atTills = tills.flatMap(({ id }) => index.tillDay(id, day.date) ?? []);
    return {
      from: day.from,
      to: day.to,
      customers,
      bills: bills + typeNow.filter((type) => type === 'REGULAR').length,
      notInterestedBills: typeNow.filter((type) => type === 'NOT_INTERESTED').length,
      pointsIssued: sum(atTills.map(({ pointsIssued }) => pointsIssued)),
      pointsRedeemed: sum(
        atTills.flatMap(({ redemptions }) => redemptions.map((id) => world.pointsRedemptions[id]?.points ?? 0)),
      ),
    };
  });
  for (const report of Object.values(world.storeReports)) {
    const day = report.storeId === storeId ? dayAt(days, report.reportedFor) : undefined;
    if (!day) continue;
    day.bills = report.bills ?? day.bills;
    day.notInterestedBills = report.notInterestedBills ?? day.notInterestedBills;
  }
  return days.filter(({ from: _, to: __, ...figures }) => Object.values(figures).some((figure) => figure !== 0));
}

const tillsOf = (world: World, storeId: number): Till[] =>
  Object.values(world.tills).filter((till) => till.storeId === storeId);

/** The day of a moment; undefined if it is outside. Days are in order and without gaps. */
function dayAt(days: readonly StoreDay[], at: Instant): StoreDay | undefined {
  let [low, high] = [0, days.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((days[middle]?.from ?? '') <= at) low = middle;
    else high = middle - 1;
  }
  const day = days[low];
  return day && at >= day.from && at <= day.to ? day : undefined;
}

/** Point redemptions at a store's tills, oldest first, from the day of `from` to the day of `to`. */
export function redemptionsAt(world: World, storeId: number, from: Instant, to: Instant): PointsRedemption[] {
  const { timezone } = world.organisation;
  const [first, last] = [localDate(from, timezone), localDate(to, timezone)];
  return tillsOf(world, storeId)
    .flatMap(({ id }) => dailyIndex(world).tillDays(id, first, last))
    .flatMap(({ redemptions }) => redemptions.flatMap((id) => world.pointsRedemptions[id] ?? []))
    .sort((a, b) => a.summaryId - b.summaryId);
}
