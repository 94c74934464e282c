/**
 * What happened at each store and till, by day. It is derived from what is only ever added to, so it is no part of the
 * world: each read continues with what is new since the last one, and after a reset or a load it begins again.
 */
import type { Instant } from '../../world/clock.js';
import { localDate } from '../../world/dates.js';
import { lastId, type World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { points3 } from '../points/ledger.js';
import type { LedgerEntry, LoyaltyEvent, PointsRedemption } from '../points/state.js';
import type { Transaction } from '../transaction/state.js';

/** A day of a store. */
interface StoreDay {
  /** New customers. */
  customers: number;
  bills: number;
  /** Ids of bills that were not-interested when they were read; such a bill can be assigned to a customer later. */
  notInterested: number[];
}

/** A day of a till. */
interface TillDay {
  pointsIssued: number;
  /** Ids, oldest first. */
  redemptions: string[];
}

/** By store or till, and by date in the organization's time zone. */
type Days<T> = Map<number, Map<string, T>>;

/** The index of a world, up to date. */
export function dailyIndex(world: World): DailyIndex {
  const index = known.get(world.ledger) ?? new DailyIndex();
  known.set(world.ledger, index);
  index.read(world);
  return index;
}

/** By ledger: a reset begins another one. */
const known = new WeakMap<readonly LedgerEntry[], DailyIndex>();

class DailyIndex {
  readonly #stores: Days<StoreDay> = new Map();
  readonly #tills: Days<TillDay> = new Map();
  /** The last ids that were read, by kind. */
  readonly #last = new Map<string, number>();
  /** Entries of the ledger that were read. */
  #entries = 0;
  #date = { at: '', is: '' };

  /** Reads what is new. */
  read(world: World): void {
    const { timezone } = world.organisation;
    for (const customer of this.#added(world, 'customer', world.customers)) this.#addCustomer(customer, timezone);
    for (const bill of this.#added(world, 'transaction', world.transactions)) this.#addBill(bill, timezone);
    for (; this.#entries < world.ledger.length; this.#entries += 1) {
      const entry = world.ledger[this.#entries];
      if (entry) this.#addEntry(entry, timezone);
    }
    for (const event of this.#added(world, 'event', world.events)) {
      const redemption = redemptionOf(world, event);
      if (redemption)
        this.#tillDay(redemption.tillId, this.#dateOf(redemption.redeemedOn, timezone)).redemptions.push(redemption.id);
    }
  }

  /** Figures of a store on a date; undefined if there are none. */
  storeDay(storeId: number, date: string): Readonly<StoreDay> | undefined {
    return this.#stores.get(storeId)?.get(date);
  }

  /** Figures of a till on a date; undefined if there are none. */
  tillDay(tillId: number, date: string): Readonly<TillDay> | undefined {
    return this.#tills.get(tillId)?.get(date);
  }

  /** Figures of a till on the dates from `first` to `last` that have any. */
  tillDays(tillId: number, first: string, last: string): Readonly<TillDay>[] {
    const days = [...(this.#tills.get(tillId) ?? [])];
    return days.filter(([date]) => date >= first && date <= last).map(([, day]) => day);
  }

  /** The entities that were added since the last read, oldest first. Ids only increase. */
  #added<T extends { id: number }>(world: World, kind: string, entities: Readonly<Record<number, T>>): T[] {
    const [before, last] = [this.#last.get(kind), lastId(world, kind)];
    this.#last.set(kind, last);
    if (before === undefined) return Object.values(entities);
    const added: T[] = [];
    for (let id = before + 1; id <= last; id++) {
      const entity = entities[id];
      if (entity) added.push(entity);
    }
    return added;
  }

  #addCustomer({ storeId, createdOn }: Customer, timezone: string): void {
    this.#storeDay(storeId, this.#dateOf(createdOn, timezone)).customers += 1;
  }

  #addBill({ id, type, storeId, returnType, billingDate }: Transaction, timezone: string): void {
    if (returnType !== null) return;
    const day = this.#storeDay(storeId, this.#dateOf(billingDate, timezone));
    if (type === 'REGULAR') day.bills += 1;
    else if (type === 'NOT_INTERESTED') day.notInterested.push(id);
  }

  #addEntry({ movement, tillId, createdOn, points }: LedgerEntry, timezone: string): void {
    if (movement !== 'earn' && movement !== 'goodwill') return;
    const day = this.#tillDay(tillId, this.#dateOf(createdOn, timezone));
    day.pointsIssued = points3(day.pointsIssued + points);
  }

  #storeDay(storeId: number, date: string): StoreDay {
    return dayIn(this.#stores, storeId, date, () => ({ customers: 0, bills: 0, notInterested: [] }));
  }

  #tillDay(tillId: number, date: string): TillDay {
    return dayIn(this.#tills, tillId, date, () => ({ pointsIssued: 0, redemptions: [] }));
  }

  /** What is recorded one after the other is mostly of one moment. */
  #dateOf(at: Instant, timezone: string): string {
    if (this.#date.at !== at) this.#date = { at, is: localDate(at, timezone) };
    return this.#date.is;
  }
}

function dayIn<T>(days: Days<T>, id: number, date: string, empty: () => T): T {
  const own = days.get(id) ?? new Map<string, T>();
  days.set(id, own);
  const day = own.get(date) ?? empty();
  own.set(date, day);
  return day;
}

/** The redemption that an event recorded; undefined if it recorded another thing, or a share of it of another holder. */
function redemptionOf(world: World, { id, name, referenceId }: LoyaltyEvent): PointsRedemption | undefined {
  if (name !== 'PointsRedemption') return undefined;
  const redemption = world.pointsRedemptions[referenceId ?? ''];
  return redemption?.eventLogId === id ? redemption : undefined;
}
