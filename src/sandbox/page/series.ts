/** A series of coupons as the series view shows one. */

import type { SeriesData } from '../../apps/contract.js';
import { compareInstants } from '../../lib/instant.js';
import { couponsEnd, UNLIMITED } from '../domains/coupon/rules.js';
import type { CouponSeries } from '../domains/coupon/state.js';
import { type Instant, now } from '../world/clock.js';
import type { World } from '../world/world.js';
import { brandOf, dayOf, timeOf } from './brand.js';

/** Undefined if there is no such series. */
export function seriesData(world: World, id: string): SeriesData | undefined {
  const series = world.couponSeries[Number(id)];
  if (!series) return undefined;
  const { numIssued, numRedeemed, maxCreate } = series;
  return {
    view: 'series',
    brand: brandOf(world),
    series: {
      id: String(series.id),
      name: nameOfSeries(series),
      ...(series.seriesCode !== '' && { code: series.seriesCode }),
      ...(series.info !== '' && series.info !== nameOfSeries(series) && { description: series.info }),
      discount: discountOf(series),
      validFrom: timeOf(world, series.redemptionValidFrom ?? series.createdOn),
      validUntil: timeOf(world, couponsEnd(world, series)),
      status: hasEnded(world, series) ? 'expired' : 'active',
      ...(series.latestIssualTime !== null && { lastIssuedOn: timeOf(world, series.latestIssualTime) }),
      ...(series.latestRedemptionTime !== null && { lastRedeemedOn: timeOf(world, series.latestRedemptionTime) }),
    },
    issued: numIssued,
    redeemed: numRedeemed,
    ...(maxCreate !== UNLIMITED && { left: Math.max(0, maxCreate - numIssued) }),
    ...usesOf(world, series),
  };
}

export const nameOfSeries = ({ description, discountCode, id }: CouponSeries): string =>
  description || discountCode || `Series ${id}`;

/** `10% off`, or `200 off`. */
export const discountOf = ({ discountType, discountValue }: CouponSeries): string =>
  `${discountValue}${discountType === 'PERC' ? '%' : ''} off`;

export const hasEnded = (world: World, series: CouponSeries): boolean => couponsEnd(world, series) < now(world);

/** How many coupons were issued and redeemed, by day and by store. */
function usesOf(world: World, { id }: CouponSeries): Pick<SeriesData, 'byDay' | 'byStore'> {
  const days = new Uses();
  const stores = new Uses();
  const storeName = (storeId: number): string => world.stores[storeId]?.name ?? 'Elsewhere';
  const count = (what: keyof Use, at: Instant, storeId: number): void => {
    days.count(dayOf(world, at), what);
    stores.count(storeName(storeId), what);
  };
  for (const { seriesId, issuedOn, issuedAtTillId } of Object.values(world.coupons)) {
    if (seriesId === id && issuedOn !== null) count('issued', issuedOn, world.tills[issuedAtTillId]?.storeId ?? 0);
  }
  for (const { seriesId, redeemedOn, storeId, reactivatedOn } of Object.values(world.couponRedemptions)) {
    if (seriesId === id && reactivatedOn === null) count('redeemed', redeemedOn, storeId);
  }
  return {
    byDay: days.entries((on, use) => ({ on, ...use })).sort((a, b) => compareInstants(a.on, b.on)),
    byStore: stores
      .entries((store, use) => ({ store, ...use }))
      .sort((a, b) => b.redeemed - a.redeemed || b.issued - a.issued),
  };
}

interface Use {
  issued: number;
  redeemed: number;
}

class Uses {
  readonly #counts = new Map<string, Use>();

  count(key: string, what: keyof Use): void {
    const use = this.#counts.get(key) ?? { issued: 0, redeemed: 0 };
    use[what] += 1;
    this.#counts.set(key, use);
  }

  entries<T>(entry: (key: string, use: Use) => T): T[] {
    return [...this.#counts].map(([key, use]) => entry(key, use));
  }
}
