/** Evaluated carts, and the bills that use their promotions. */
import { isObject, numberOf, textOf } from '../../http/arguments.js';
import { later, MINUTE, now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import { randomHex } from '../../world/random.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import type { CartClaim } from '../transaction/posting.js';
import type { Transaction } from '../transaction/state.js';
import { usableCode } from './cart-codes.js';
import { pendingCarts } from './cart-holds.js';
import { type Applied, redeemPromotions } from './cart-rules.js';
import type { CartEvaluation, CartUse } from './cart-state.js';

/** How long the promotions of an evaluated cart are held, as in the documented sample. */
const HOLD = 5 * MINUTE;

/** What makes a cart known again, and the codes presented with it. */
export interface EvaluatedCart {
  basket: string;
  codes: readonly string[];
}

/**
 * Stores what a cart may use when it is paid, and holds it. A promotion counts once, however many lines it applies to.
 */
export function keepEvaluation(
  world: World,
  customer: Customer,
  applied: readonly Applied[],
  { basket, codes }: EvaluatedCart,
): CartEvaluation {
  const time = now(world);
  // The basket is held once, by its last evaluation.
  for (const former of pendingCarts(world, customer.id)) if (former.basket === basket) former.heldUntil = time;
  const evaluation: CartEvaluation = {
    id: randomHex(world, 24),
    customerId: customer.id,
    basket,
    evaluatedOn: time,
    heldUntil: later(time, HOLD),
    uses: applied.map(({ promotion, earned, discount }) => ({
      promotionId: promotion.id,
      earnedId: earned?.id ?? '',
      count: 1,
      discount: discount.total,
      sku: null,
      promoCode: usableCode(world, promotion, customer.id, codes) ?? null,
    })),
    closed: null,
    transactionId: null,
  };
  world.cartEvaluations[evaluation.id] = evaluation;
  return evaluation;
}

/**
 * Closes a cart that was not paid, so that its promotions are free.
 * @throws 404 if the customer has no such cart, or it was paid or cancelled before
 */
export function cancelEvaluation(world: World, customer: Customer, id: string): void {
  const evaluation = world.cartEvaluations[id];
  if (!evaluation || evaluation.customerId !== customer.id || evaluation.closed !== null)
    fail(404, `Evaluation ${id} is not an open cart of the customer`, 404);
  evaluation.closed = 'cancelled';
}

/**
 * Closes the cart whose promotions were redeemed without a bill.
 * @throws 803 if it is not an open cart of the customer
 */
export function payEvaluation(world: World, customer: Customer, id: string): void {
  const evaluation = world.cartEvaluations[id];
  if (!evaluation || evaluation.customerId !== customer.id || evaluation.closed !== null)
    fail(803, `evaluationId ${id} is not an open cart of the customer`);
  evaluation.closed = 'paid';
}

/** The identifier of an application of a promotion: Base64 of JSON, as the API writes it. */
export function applicationId({ promotionId, earnedId, count, discount, sku, promoCode }: CartUse): string {
  const application = {
    promotionId,
    ...(earnedId !== '' && { earnedPromotionId: earnedId }),
    discount: discount.toFixed(6),
    redemptionCount: count,
    ...(sku !== null && { sku }),
    ...(promoCode !== null && { promoCode }),
    version: 'v1',
  };
  return Buffer.from(JSON.stringify(application)).toString('base64');
}

/** @throws 400 if the identifier is not one that an evaluation answers */
function useOf(identifier: string): CartUse {
  const { promotionId, earnedPromotionId, discount, promoCode } = parsed(Buffer.from(identifier, 'base64').toString());
  if (typeof promotionId !== 'string') return fail(400, `${identifier} is not an identifier of an applied promotion`);
  return {
    promotionId,
    earnedId: textOf(earnedPromotionId),
    count: 1,
    discount: numberOf(discount) ?? 0,
    sku: null,
    promoCode: textOf(promoCode) || null,
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/**
 * Redeems the promotions that a bill uses: all of its evaluation, or those whose identifiers it names. Returning the
 * bill does not give them back: the documentation knows no such thing.
 * @throws 400 if the evaluation does not exist, is of another customer's cart or was used before, or an identifier is
 *   not valid or not of the evaluation
 * @throws 400, 706, 709, 725 as `redeemPromotions` does
 */
export function claimPromotions(
  world: World,
  customer: Customer | null,
  bill: Transaction,
  { evaluationId, identifiers }: CartClaim,
): void {
  if (!customer) fail(400, 'Cart promotions need a customer');
  const evaluation = evaluationId === '' ? null : openEvaluation(world, customer, evaluationId);
  const named = joined(identifiers.map(useOf));
  const uses = evaluation ? usesOf(evaluation, named) : named;
  if (evaluation) Object.assign(evaluation, { closed: 'paid', transactionId: bill.id });
  if (uses.length === 0) return;
  const sale = { identifier: String(bill.id), number: bill.billNumber, on: bill.billingDate };
  redeemPromotions(world, customer, { ...sale, ...(evaluation && { evaluationId: evaluation.id }) }, uses);
}

function openEvaluation(world: World, customer: Customer, id: string): CartEvaluation {
  const evaluation = world.cartEvaluations[id];
  if (!evaluation) return fail(400, `promotionEvaluationId ${id} does not exist: no cart was evaluated under it`);
  if (evaluation.customerId !== customer.id) fail(400, `Evaluation ${id} is of another customer's cart`);
  if (evaluation.transactionId !== null) fail(400, `Evaluation ${id} was used by bill ${evaluation.transactionId}`);
  if (evaluation.closed !== null) fail(400, `Evaluation ${id} is ${evaluation.closed}`);
  return evaluation;
}

/** What an evaluation allows to use; if promotions are named, only those. */
function usesOf(evaluation: CartEvaluation, named: readonly CartUse[]): readonly CartUse[] {
  if (named.length === 0) return evaluation.uses;
  return named.map(
    ({ promotionId }) =>
      evaluation.uses.find((each) => each.promotionId === promotionId) ??
      fail(400, `Promotion ${promotionId} does not apply to the evaluated cart`),
  );
}

/** One use for each promotion, with the discounts of all its lines. */
function joined(uses: readonly CartUse[]): CartUse[] {
  const byPromotion = new Map<string, CartUse>();
  for (const use of uses) {
    const former = byPromotion.get(use.promotionId);
    byPromotion.set(use.promotionId, former ? { ...use, discount: former.discount + use.discount } : use);
  }
  return [...byPromotion.values()];
}
