/** Codes of cart promotions, and the customers to whom they are linked. */
import { listOf, textOf } from '../../http/arguments.js';
import { now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import type { CartCodeLink, CartPromotion } from './cart-state.js';

/** A code, as it is spelled in its promotion. */
export interface PromotionCode {
  promotion: CartPromotion;
  code: string;
}

/** The codes of a promotion that requires one: its own, under names that no documentation has, or its name. */
export function codesOf({ type, sent: { promotionCodes, codes, code }, name }: CartPromotion): string[] {
  if (type !== 'CODE') return [];
  const own = listOf(promotionCodes ?? codes ?? code).map((each) => textOf(each));
  return own.length > 0 ? own : [name];
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The code that has a spelling, among those of promotions in a mode; undefined if there is none. */
export function findCode(world: World, asked: string, mode: string): PromotionCode | undefined {
  return Object.values(world.cartPromotions)
    .filter((promotion) => mode === '' || promotion.mode === mode)
    .flatMap((promotion) => codesOf(promotion).map((code) => ({ promotion, code })))
    .find(({ code }) => isSame(code, asked));
}

/** To whom a code is linked; undefined if to nobody. */
export const linkOf = (world: World, code: string): CartCodeLink | undefined => world.cartCodeLinks[code.toLowerCase()];

/** The first of the codes that is one of the promotion and not linked to somebody else. */
export const usableCode = (
  world: World,
  promotion: CartPromotion,
  customerId: number,
  codes: readonly string[],
): string | undefined =>
  codesOf(promotion).find(
    (own) => codes.some((code) => isSame(code, own)) && (linkOf(world, own)?.customerId ?? customerId) === customerId,
  );

/**
 * Links a code to a customer, who alone can then use it.
 * @throws 404 if no promotion in the mode has the code
 * @throws 409 if it is linked already
 */
export function linkCode(world: World, asked: string, mode: string, customer: Customer): PromotionCode {
  const found = findCode(world, asked, mode) ?? failUnknown(404, 'Promotion code', asked, 404);
  if (linkOf(world, found.code)) fail(409, `${found.code} is linked to a customer already`, 409);
  world.cartCodeLinks[found.code.toLowerCase()] = {
    promotionId: found.promotion.id,
    customerId: customer.id,
    linkedOn: now(world),
  };
  return found;
}
