/** The brand at a glance. */

import type { Glance, PointsDay } from '../../apps/page/contract.js';
import { compareInstants } from '../../lib/instant.js';
import { points3 } from '../domains/points/ledger.js';
import { worthOf } from '../domains/points/rules.js';
import type { LedgerEntry } from '../domains/points/state.js';
import { now } from '../world/clock.js';
import type { World } from '../world/world.js';
import { brandOf, countBy, customersOf, dayOf, timeOf } from './brand.js';
import { promotionsOf } from './promotions.js';
import { nameOfSeries } from './series.js';

/** The last days with points, and the rows of each part. */
const MAX_DAYS = 400;
const MAX_ROWS = 6;

export function glanceOf(world: World): Glance {
  const books = booksOf(world);
  const members = customersOf(world).filter(({ tier }) => tier !== null);
  const byTier = countBy(members, ({ tier }) => tier ?? 0);
  const series = Object.values(world.couponSeries);
  const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
  return {
    brand: brandOf(world),
    now: timeOf(world, now(world)),
    members: members.length,
    held: books.held,
    worth: worthOf(world, books.held),
    byDay: books.days().slice(-MAX_DAYS),
    tiers: world.organisation.program.tiers.map(({ name, number }) => ({ name, members: byTier.get(number) ?? 0 })),
    bills: Object.keys(world.transactions).length,
    coupons: {
      issued: sum(series.map((each) => each.numIssued)),
      redeemed: sum(series.map((each) => each.numRedeemed)),
    },
    series: series
      .sort((a, b) => b.numIssued - a.numIssued)
      .slice(0, MAX_ROWS)
      .map((each) => ({ name: nameOfSeries(each), issued: each.numIssued, redeemed: each.numRedeemed })),
    promotions: promotionsOf(world)
      .filter(({ state }) => state === 'LIVE')
      .slice(0, MAX_ROWS)
      .map(({ row }) => row),
  };
}

/** The ledger, summed by day. It is only appended to, so what was summed is not read again. */
class Books {
  /** Points of all holders that can be used. */
  held = 0;
  #read = 0;
  readonly #days = new Map<string, { on: string; issued: number; redeemed: number; lost: number }>();

  read(world: World): void {
    for (; this.#read < world.ledger.length; this.#read += 1) {
      const entry = world.ledger[this.#read];
      if (entry) this.#add(dayOf(world, entry.createdOn), entry);
    }
  }

  /** Oldest first. */
  days(): PointsDay[] {
    return [...this.#days.values()]
      .map(({ on, issued, redeemed, lost }) => ({ on, issued, redeemed: Math.max(0, redeemed), lost }))
      .sort((a, b) => compareInstants(a.on, b.on));
  }

  #add(on: string, { category, type, movement, points }: LedgerEntry): void {
    if (category === 'Main') this.held = points3(this.held + (type === 'CREDIT' ? points : -points));
    // Neither makes new points: some become usable, others get another holder.
    if (movement === 'unlock' || movement === 'transfer_in' || movement === 'transfer_out') return;
    const day = this.#days.get(on) ?? { on, issued: 0, redeemed: 0, lost: 0 };
    if (movement === 'redeem') day.redeemed = points3(day.redeemed + points);
    else if (movement === 'reverse') day.redeemed = points3(day.redeemed - points);
    else if (type === 'CREDIT') day.issued = points3(day.issued + points);
    else day.lost = points3(day.lost + points);
    this.#days.set(on, day);
  }
}

/** By ledger: a reset begins another one. */
const known = new WeakMap<readonly LedgerEntry[], Books>();

function booksOf(world: World): Books {
  const books = known.get(world.ledger) ?? new Books();
  known.set(world.ledger, books);
  books.read(world);
  return books;
}
