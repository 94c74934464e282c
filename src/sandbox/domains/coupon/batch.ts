/** Redeeming several coupons together: all of them or none. */

import { rehearse } from '../../world/all-or-nothing.js';
import { SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { useCode } from '../otp/rules.js';
import { neededCode } from './conditions.js';
import { type CouponUse, checkCoupon, type Redeemed, type RedemptionDetails, redeemCoupon } from './rules.js';

/** The outcome for one coupon of a batch. */
export type BatchOutcome = { failure: SandboxFailure } | { failure: null; redeemed: Redeemed };

/** The failure code of a coupon that could be redeemed, but not while others of its batch fail. */
export const OTHERS_FAILED = 749;

/**
 * Redeems one coupon, with a validation code if its series requires one.
 * @throws the failures of `checkCoupon`
 * @throws 725 if the validation code is missing
 * @throws 705 if the validation code is wrong, used or expired
 */
export function redeemOne(
  world: World,
  use: CouponUse,
  details: RedemptionDetails & { validationCode?: string },
): Redeemed {
  const { series } = checkCoupon(world, use);
  const code = neededCode(world, series, use.customer, details.validationCode ?? '');
  const redeemed = redeemCoupon(world, use, details);
  if (code) useCode(world, code);
  return redeemed;
}

/**
 * Redeems coupons one after another, so that they share the limits of customer and series. If one fails, none is
 * redeemed and the others fail with 749. `dryRun` only reports what would happen.
 */
export function redeemTogether(
  world: World,
  uses: readonly CouponUse[],
  details: RedemptionDetails,
  options: { dryRun: boolean },
): BatchOutcome[] {
  const trial = tryOut(world, uses, details);
  if (trial.some(({ failure }) => failure !== null)) {
    return trial.map(({ failure }) => ({ failure: failure ?? othersFailed() }));
  }
  if (options.dryRun) return trial;
  return uses.map((use) => ({ failure: null, redeemed: redeemOne(world, use, details) }));
}

const othersFailed = (): SandboxFailure =>
  new SandboxFailure(OTHERS_FAILED, 'Not processed because another coupon of the batch failed');

/** The outcome that redeeming would have. */
function tryOut(world: World, uses: readonly CouponUse[], details: RedemptionDetails): BatchOutcome[] {
  return rehearse(world, (tried) =>
    uses.map((use) => {
      try {
        return { failure: null, redeemed: redeemOne(tried, use, details) };
      } catch (error) {
        if (error instanceof SandboxFailure) return { failure: error };
        throw error;
      }
    }),
  );
}
