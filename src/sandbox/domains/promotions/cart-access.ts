/** Who may use a cart promotion: holders, and customers for whom it is switched on. */
import type { World } from '../../world/world.js';
import type { CartPromotion, CartPromotionChoice, EarnedPromotion } from './cart-state.js';
import { readSetting } from './cart-terms.js';

/** Whether customers must hold the promotion. POS applies to everybody and CODE to everybody who knows the code. */
export const needsHolder = ({ type }: CartPromotion): boolean => type !== 'POS' && type !== 'CODE';

export const heldBy = (world: World, promotionId: string, customerId: number): EarnedPromotion[] =>
  Object.values(world.earnedPromotions).filter(
    (each) => each.promotionId === promotionId && each.customerId === customerId,
  );

/** What a customer chose for an earned promotion, or else for the promotion; undefined if nothing. */
export function choiceFor(
  world: World,
  promotionId: string,
  customerId: number,
  earnedId: string,
): CartPromotionChoice | undefined {
  const theirs = world.cartPromotionChoices.filter(
    (each) => each.promotionId === promotionId && each.customerId === customerId,
  );
  return theirs.find((each) => each.earnedId === earnedId) ?? theirs.find((each) => each.earnedId === '');
}

/** Whether a customer may use what they earned: nobody suspended it, and it was activated if that is required. */
export function isSwitchedOn(world: World, promotion: CartPromotion, { id, customerId }: EarnedPromotion): boolean {
  const choice = choiceFor(world, promotion.id, customerId, id);
  return choice ? choice.active : !(readSetting(promotion.sent, 'customerActivationRequired') ?? false);
}
