/** Switching cart promotions on and off: for the organization, and for single customers. */
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { heldBy, needsHolder } from './cart-access.js';
import { pendingCarts } from './cart-holds.js';
import { checkMayRun } from './cart-rules.js';
import type { CartPromotion, CartPromotionChoice } from './cart-state.js';

/**
 * Switches a promotion on for the organization.
 * @throws 705, 706, 744 as `checkMayRun` does
 */
export function activateCartPromotion(world: World, promotion: CartPromotion): void {
  if (promotion.active) return;
  checkMayRun(world, promotion);
  promotion.active = true;
  promotion.modifiedOn = now(world);
}

/** What a customer is given or denied: a promotion, or one earned promotion of it. */
export interface Switched {
  promotion: CartPromotion;
  customer: Customer;
  earnedId: string;
}

/**
 * Switches a promotion on or off for a customer.
 * @throws 404 if the promotion does not run
 * @throws 707 if the promotion is not one that customers hold
 * @throws 731 if the customer has not earned what is named
 * @throws 736 if an earned promotion is named for a discount, or none for a voucher
 * @throws 737 if an open cart of the customer holds the promotion
 */
export function switchForCustomer(world: World, { promotion, customer, earnedId }: Switched, active: boolean): void {
  const time = now(world);
  if (!promotion.active || promotion.endsOn < time) fail(404, 'The promotion does not run', 404);
  if (!needsHolder(promotion)) fail(707, `Promotions of type ${promotion.type} cannot be switched for a customer`);
  const isVoucher = promotion.mode === 'PAYMENT_VOUCHER';
  if (isVoucher !== (earnedId !== ''))
    fail(736, isVoucher ? 'A payment voucher needs earnId' : `earnId does not go with mode ${promotion.mode}`);
  if (isVoucher && !heldBy(world, promotion.id, customer.id).some(({ id }) => id === earnedId))
    fail(731, `${earnedId} is not an earned promotion of the customer`);
  if (pendingCarts(world, customer.id).some(({ uses }) => uses.some((use) => use.promotionId === promotion.id)))
    fail(737, 'An open cart of the customer holds the promotion');
  const known = choiceOf(world, { promotion, customer, earnedId });
  if (known?.active === active) return;
  const choice = { promotionId: promotion.id, customerId: customer.id, earnedId, active, changedOn: time };
  if (known) Object.assign(known, choice);
  else world.cartPromotionChoices.push(choice);
}

const choiceOf = (world: World, { promotion, customer, earnedId }: Switched): CartPromotionChoice | undefined =>
  world.cartPromotionChoices.find(
    (each) => each.promotionId === promotion.id && each.customerId === customer.id && each.earnedId === earnedId,
  );
