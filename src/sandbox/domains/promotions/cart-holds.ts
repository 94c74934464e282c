/** Carts that were evaluated and not paid yet, and what they hold. */
import { now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import type { CartEvaluation, CartUse } from './cart-state.js';

const isHolding = (world: World, { closed, heldUntil, uses }: CartEvaluation): boolean =>
  closed === null && heldUntil > now(world) && uses.length > 0;

/** The open carts of a customer in which promotions are held, oldest first. */
export const pendingCarts = (world: World, customerId: number): CartEvaluation[] =>
  Object.values(world.cartEvaluations).filter((each) => each.customerId === customerId && isHolding(world, each));

/** A use that an open cart holds, as limits count it. */
export interface Hold extends CartUse {
  customerId: number;
  transactionIdentifier: string;
}

/** What open carts hold of a promotion; those in `basket` of the customer, which is evaluated again, do not count. */
export function holdsOf(
  world: World,
  promotionId: string,
  again?: { readonly customerId: number; readonly basket: string },
): Hold[] {
  return Object.values(world.cartEvaluations)
    .filter((each) => isHolding(world, each))
    .filter(({ customerId, basket }) => customerId !== again?.customerId || basket !== again.basket)
    .flatMap(({ id, customerId, uses }) =>
      uses
        .filter((use) => use.promotionId === promotionId)
        .map((use) => ({ ...use, customerId, transactionIdentifier: id })),
    );
}
