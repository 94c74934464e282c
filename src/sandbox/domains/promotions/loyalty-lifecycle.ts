/** The life of a loyalty promotion between its draft and its end, apart from the review. */
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { LoyaltyPromotion } from './loyalty-state.js';

type Status = LoyaltyPromotion['status'];

/** From which status each move is possible, and where it leads. */
const MOVES = {
  PENDING_APPROVAL: { from: ['DRAFT'], to: 'PENDING_APPROVAL' },
  REVOKE: { from: ['PENDING_APPROVAL'], to: 'DRAFT' },
  PAUSE: { from: ['ACTIVE'], to: 'PAUSED' },
  RESUME: { from: ['PAUSED'], to: 'ACTIVE' },
  STOP: { from: ['ACTIVE', 'PAUSED'], to: 'STOPPED' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>;

export type PromotionMove = keyof typeof MOVES;

/**
 * Submits a promotion, recalls it, pauses it, resumes it or stops it for good.
 * @throws 310191 if the move is not possible from the promotion's status
 */
export function movePromotion(world: World, promotion: LoyaltyPromotion, move: PromotionMove): void {
  const { from, to } = MOVES[move];
  if (!from.some((status) => status === promotion.status))
    fail(310191, `${move} is not possible for a promotion with status ${promotion.status}`, 200);
  promotion.status = to;
  promotion.modifiedOn = now(world);
}
