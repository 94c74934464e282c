/** Taking back what was issued: the points return, and coupons and promotions stop working. */
import { type Instant, now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { redemptionsOf } from '../coupon/rules.js';
import { reverseRedemption, reversible } from '../points/rules.js';
import type { IssuedPiece, RewardIssue } from './state.js';
import { isOn } from './switches.js';

/**
 * Finds what was issued in a transaction.
 * @throws 10007, or `code`, if there is no such transaction
 */
export const issueById = (world: World, id: number, code = 10007): RewardIssue =>
  world.rewardIssues[id] ?? fail(code, `Reward transaction ${id} not found`);

/** Whether nothing was done with a piece yet. */
function isUnused(world: World, { couponId, earnedPromotionId }: IssuedPiece): boolean {
  const coupon = couponId === null ? undefined : world.coupons[couponId];
  const earned = earnedPromotionId === null ? undefined : world.earnedPromotions[earnedPromotionId];
  return (!coupon || redemptionsOf(world, coupon).length === 0) && (!earned || earned.used === 0);
}

/**
 * Revokes all rewards of a transaction.
 * @returns how many there are
 * @throws 10007 if there is no such transaction; 10008 if it issued nothing
 * @throws 13005 if the brand does not allow it
 * @throws 13003 if a reward was used, or all are revoked already
 * @throws 1018 if the points cannot be returned
 */
export function revokeIssue(
  world: World,
  id: number,
  { on, by, reason, tillId }: { on?: Instant | undefined; by: string; reason: string; tillId: number },
): number {
  const issue = issueById(world, id);
  if (!isOn(world, 'REVOKE_ENABLE', world.rewards[issue.rewardId]?.brandId ?? null)) {
    fail(13005, 'Revoking rewards is not enabled for this brand');
  }
  const { pieces } = issue;
  if (pieces.length === 0) fail(10008, `Reward transaction ${id} has no rewards`);
  if (issue.revocation) fail(13003, `Reward transaction ${id} is cancelled already`);
  if (!pieces.every((piece) => isUnused(world, piece))) fail(13003, 'A reward of the transaction was used');
  returnPoints(world, issue, tillId);
  for (const { couponId, earnedPromotionId } of pieces) {
    const coupon = couponId === null ? undefined : world.coupons[couponId];
    if (coupon) coupon.revoked = true;
    if (earnedPromotionId !== null) delete world.earnedPromotions[earnedPromotionId];
  }
  issue.revocation = { on: on ?? now(world), by, reason, tillId };
  return pieces.length;
}

/** @throws 1018 if points of a piece were returned already, or the organization allows no reversals */
function returnPoints(world: World, { pieces, customerId }: RewardIssue, tillId: number): void {
  const redemptions = pieces.flatMap(({ redemptionId }) => world.pointsRedemptions[redemptionId ?? ''] ?? []);
  if (redemptions.length === 0) return;
  const { reversalsAllowed } = world.organisation.settings;
  const isWhole = redemptions.every((each) => reversible(each) === each.points);
  const payer = reversalsAllowed && isWhole ? world.customers[customerId] : undefined;
  const customer = payer ?? fail(1018, 'The points could not be returned');
  for (const { id: redemptionId } of redemptions) reverseRedemption(world, { redemptionId, customer, tillId });
}
