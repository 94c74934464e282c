/** Whether a coupon can be redeemed, with the reason if it cannot. */
import { SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { type CouponUse, checkCoupon, couponByCode, redemptionsLeft, redemptionsOf } from './rules.js';
import type { Coupon, CouponSeries } from './state.js';

export interface Verdict {
  /** Why it cannot be redeemed; null if it can. */
  failure: SandboxFailure | null;
  /** Both are absent if the code is unknown. */
  coupon?: Coupon;
  series?: CouponSeries;
  /** Redemptions left for anybody; -1 without a cap. */
  redemptionsLeft: number;
  redemptionsByCustomer: number;
}

/** The result of `checkCoupon`. */
export function verdictOn(world: World, use: CouponUse): Verdict {
  const failure = refusal(world, use);
  const coupon = couponByCode(world, use.code);
  const series = coupon && world.couponSeries[coupon.seriesId];
  if (!coupon || !series) return { failure, redemptionsLeft: 0, redemptionsByCustomer: 0 };
  return {
    failure,
    coupon,
    series,
    redemptionsLeft: redemptionsLeft(world, coupon, series),
    redemptionsByCustomer: redemptionsOf(world, coupon).filter((each) => each.customerId === use.customer.id).length,
  };
}

function refusal(world: World, use: CouponUse): SandboxFailure | null {
  try {
    checkCoupon(world, use);
    return null;
  } catch (error) {
    if (error instanceof SandboxFailure) return error;
    throw error;
  }
}
