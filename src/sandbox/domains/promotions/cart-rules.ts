/**
 * Cart promotions: setting them up, giving them to customers, evaluating them over a basket, redeeming them within
 * their limits.
 */
import { compareInstants } from '../../../lib/instant.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { type Instant, now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import { randomHex } from '../../world/random.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { heldBy, isSwitchedOn, needsHolder } from './cart-access.js';
import { usableCode } from './cart-codes.js';
import { type Basket, type Discount, discountOf, meets } from './cart-discounts.js';
import { type Hold, holdsOf } from './cart-holds.js';
import type { CartPromotion, CartRedemption, CartUse, EarnedPromotion } from './cart-state.js';
import { isForTenders, readAction, readCondition, readSetting } from './cart-terms.js';

export type CartPromotionSettings = Omit<CartPromotion, 'id' | 'tillId' | 'createdOn' | 'modifiedOn'>;

const MOST_ACTIVE = 250;

/** Whether condition and action go together: a payment condition needs a payment action. */
const fits = ({ condition, action }: CartPromotionSettings): boolean =>
  isForTenders(condition) === isForTenders(action);

function check(world: World, settings: CartPromotionSettings, own?: CartPromotion): void {
  const { name, startsOn, endsOn, active } = settings;
  if (startsOn >= endsOn) fail(400, 'The end date must be after the start date');
  if (!fits(settings)) fail(400, 'condition and action cannot be combined');
  if (isNameTaken(world, name, own)) fail(716, `A promotion named ${name} already exists`);
  if (active) checkRoom(world, own);
}

/** The promotions that are on and have not ended, apart from one. */
const othersOn = (world: World, own?: CartPromotion): CartPromotion[] =>
  Object.values(world.cartPromotions).filter((each) => each !== own && each.active && each.endsOn > now(world));

/** Whether another promotion that is on has the name. Names of ended promotions may be reused. */
const isNameTaken = (world: World, name: string, own?: CartPromotion): boolean =>
  othersOn(world, own).some((each) => each.name.toLowerCase() === name.toLowerCase());

function checkRoom(world: World, own?: CartPromotion): void {
  if (othersOn(world, own).length >= MOST_ACTIVE)
    fail(705, `An organization may have at most ${MOST_ACTIVE} active promotions`);
}

/**
 * Whether a promotion may be switched on.
 * @throws 706 if it has expired
 * @throws 744 if another one that is on has its name
 * @throws 705 if the organization has the maximum number of active promotions
 */
export function checkMayRun(world: World, promotion: CartPromotion): void {
  if (promotion.endsOn < now(world)) fail(706, 'The promotion has expired');
  if (isNameTaken(world, promotion.name, promotion)) fail(744, `Another active promotion is named ${promotion.name}`);
  checkRoom(world, promotion);
}

/**
 * Creates a promotion.
 * @throws 716 if a running promotion has the name
 * @throws 705 if the organization has the maximum number of active promotions
 * @throws 400 if the dates or the combination of condition and action are not valid
 */
export function createCartPromotion(world: World, settings: CartPromotionSettings, tillId: number): CartPromotion {
  check(world, settings);
  const time = now(world);
  const promotion = { id: randomHex(world, 24), ...settings, tillId, createdOn: time, modifiedOn: time };
  world.cartPromotions[promotion.id] = promotion;
  return promotion;
}

/**
 * Replaces the settings of a promotion.
 * @throws 706 if the promotion has expired
 * @throws 713 if `earnedFromType` would change
 * @throws 400, 705, 716 as `createCartPromotion` does
 */
export function replaceCartPromotion(world: World, promotion: CartPromotion, settings: CartPromotionSettings): void {
  if (promotion.endsOn < now(world)) fail(706, 'The promotion has expired');
  check(world, settings, promotion);
  const from = readSetting(promotion.sent, 'earningCriteria')?.earnedFromType;
  if (from !== undefined && readSetting(settings.sent, 'earningCriteria')?.earnedFromType !== from)
    fail(713, 'earnedFromType cannot change');
  Object.assign(promotion, settings);
  promotion.modifiedOn = now(world);
}

/**
 * Finds a promotion by its id.
 * @throws 725, or `code`, if the promotion does not exist
 */
export const cartPromotionById = (world: World, id: string, code = 725): CartPromotion =>
  world.cartPromotions[id] ?? failUnknown(code, 'Promotion', id);

/**
 * @throws 709 if the promotion is not active or has not started
 * @throws 706 if it has expired
 */
function checkRunning(world: World, { active, startsOn, endsOn }: CartPromotion): void {
  if (endsOn < now(world)) fail(706, 'The promotion has expired');
  if (!active || startsOn > now(world)) fail(709, 'The promotion is not running');
}

/** The active promotion that rewards of a campaign issue; undefined if there is none. */
export const rewardPromotionOf = (world: World, campaignId: number | null): CartPromotion | undefined =>
  Object.values(world.cartPromotions).find(
    (each) =>
      each.type === 'REWARD' &&
      each.active &&
      each.endsOn > now(world) &&
      campaignId !== null &&
      readSetting(each.sent, 'campaignId') === campaignId,
  );

/** How a customer earned a promotion. */
export interface Earning {
  fromType: string;
  fromId: string;
  eventOn: Instant;
  /** By default the end of the promotion. */
  validTill?: Instant;
}

/**
 * Gives a promotion to a customer.
 * @throws 706, 709 if the promotion has expired or is not running
 * @throws 714 if customers cannot hold a promotion of this type; 707 when issuing in bulk
 * @throws 708 if the customer has reached the limit
 */
export function earnPromotion(
  world: World,
  promotion: CartPromotion,
  customer: Customer,
  earning: Earning,
): EarnedPromotion {
  checkRunning(world, promotion);
  const { type } = promotion;
  if (!needsHolder(promotion))
    fail(earning.fromType === 'BULK_ISSUE' ? 707 : 714, `Customers cannot hold a promotion of type ${type}`);
  const cap = type === 'EARNING' ? promotion.maxEarning : promotion.maxIssuance;
  if (cap >= 0 && heldBy(world, promotion.id, customer.id).length >= cap)
    fail(708, 'The customer has reached the limit for earning the promotion');
  const earned: EarnedPromotion = {
    id: randomHex(world, 24),
    promotionId: promotion.id,
    customerId: customer.id,
    earnedFromType: earning.fromType,
    earnedFromId: earning.fromId,
    eventOn: earning.eventOn,
    validTill: earning.validTill ?? promotion.endsOn,
    used: 0,
  };
  world.earnedPromotions[earned.id] = earned;
  return earned;
}

/** A promotion that applies to a basket. */
export interface Applied {
  promotion: CartPromotion;
  earned: EarnedPromotion | null;
  discount: Discount;
}

/** The buyer, the place, the codes presented, and what makes the basket known again. */
export interface Buyer {
  customer: Customer;
  storeId: number;
  codes: readonly string[];
  cart: string;
}

/**
 * The promotions that apply, by priority. One that does not stack ends the list and applies alone. Each discount is
 * computed over what the previous ones left to be paid. What other open carts hold counts as used.
 */
export function evaluate(world: World, basket: Basket, buyer: Buyer): Applied[] {
  const candidates = Object.values(world.cartPromotions)
    .filter((promotion) => isFor(world, promotion, buyer))
    .sort((a, b) => a.priority - b.priority || compareInstants(a.createdOn, b.createdOn));
  const applied: Applied[] = [];
  let left = basket;
  for (const promotion of candidates) {
    if (applied.length > 0 && !promotion.stackable) continue;
    const holds = holdsOf(world, promotion.id, { customerId: buyer.customer.id, basket: buyer.cart });
    const earned = instanceFor(world, promotion, buyer.customer, holds);
    const condition = readCondition(promotion.condition);
    if (earned === undefined || !meets(left, condition)) continue;
    const discount = discountOf(left, condition, readAction(promotion.action));
    if (discount.total <= 0) continue;
    const promoCode = usableCode(world, promotion, buyer.customer.id, buyer.codes) ?? null;
    const next = { count: 1, discount: discount.total, transactionIdentifier: '', promoCode };
    if (!withinLimits(world, promotion, buyer.customer, next, holds)) continue;
    applied.push({ promotion, earned, discount });
    if (!promotion.stackable) break;
    left = reduced(left, discount);
  }
  return applied;
}

function reduced(basket: Basket, { total, byLine }: Discount): Basket {
  const lines = basket.lines.map((line, index) => ({ ...line, amount: line.amount - (byLine.get(index) ?? 0) }));
  return { ...basket, amount: Math.round((basket.amount - total) * 100) / 100, lines };
}

function isFor(world: World, promotion: CartPromotion, { customer, storeId, codes }: Buyer): boolean {
  const time = now(world);
  if (!promotion.active || promotion.startsOn > time || promotion.endsOn < time) return false;
  if (promotion.loyaltyOnly && customer.loyaltyType !== 'loyalty') return false;
  if (promotion.type === 'CODE' && usableCode(world, promotion, customer.id, codes) === undefined) return false;
  return isAt(world, readSetting(promotion.sent, 'storeCriteria'), storeId);
}

type StoreCriteria = ReturnType<typeof readSetting<'storeCriteria'>>;

/** Whether a promotion runs in a store. */
export function isAt(world: World, criteria: StoreCriteria, storeId: number): boolean {
  if (!criteria || criteria.values.length === 0) return true;
  const store = world.stores[storeId];
  const ids = { STORE: storeId, ZONE: store?.zoneId ?? 0, CONCEPT: store?.conceptId ?? 0 };
  return criteria.values.includes(ids[criteria.type]) === (criteria.operator === 'IN');
}

/** The instance that is used. POS and CODE need none; undefined if one is needed and the customer has none left. */
function instanceFor(
  world: World,
  promotion: CartPromotion,
  customer: Customer,
  holds: readonly Hold[],
): EarnedPromotion | null | undefined {
  if (!needsHolder(promotion)) return null;
  return heldBy(world, promotion.id, customer.id).find(
    (each) =>
      each.used === 0 &&
      each.validTill > now(world) &&
      isSwitchedOn(world, promotion, each) &&
      !holds.some(({ earnedId }) => earnedId === each.id),
  );
}

/** What limits count of a redemption. */
type Counted = Pick<CartRedemption, 'count' | 'discount' | 'transactionIdentifier' | 'promoCode'>;

type Restrictions = NonNullable<ReturnType<typeof readSetting<'promotionRestrictions'>>>;
export type Restriction = NonNullable<Restrictions['Customer']>[number];

/** The usage of a promotion, by one customer or by all. */
export function usage(redemptions: readonly Counted[], kpi: Restriction['kpi']): number {
  if (kpi === 'DISCOUNT') return redemptions.reduce((total, each) => total + each.discount, 0);
  if (kpi === 'TRANSACTION') return new Set(redemptions.map((each) => each.transactionIdentifier)).size;
  return redemptions.reduce((total, each) => total + each.count, 0);
}

/**
 * Whether the restrictions per customer, per code and in total allow the next use.
 *
 * @param holds - what open carts hold, which counts as used
 */
function withinLimits(
  world: World,
  promotion: CartPromotion,
  customer: Customer,
  next: Counted,
  holds: readonly Hold[] = [],
): boolean {
  const all = [...world.cartRedemptions.filter((each) => each.promotionId === promotion.id), ...holds];
  const own = all.filter((each) => each.customerId === customer.id);
  // Without a code, all that was redeemed counts.
  const ofCode = all.filter((each) => next.promoCode === null || each.promoCode === next.promoCode);
  const { Customer = [], Code = [], Promotion = [] } = readSetting(promotion.sent, 'promotionRestrictions') ?? {};
  const isOpen = (restrictions: readonly Restriction[], used: readonly Counted[]): boolean =>
    restrictions.every(({ limit, kpi }) => limit === undefined || limit < 0 || usage([...used, next], kpi) <= limit);
  return isOpen(Customer, own) && isOpen(Code, ofCode) && isOpen(Promotion, all);
}

/** The sale in which promotions are used. */
export interface Sale {
  identifier: string;
  number: string;
  on: Instant;
  /** The evaluation of the cart, if a bill uses one. */
  evaluationId?: string;
}

/**
 * Redeems promotions in a sale, all or none.
 * @throws 801 if the sale has no identifier
 * @throws 800 if a promotion was already redeemed in the sale
 * @throws 725 if a promotion does not exist
 * @throws 706, 709 if a promotion has expired or is not running, or is off for the customer
 * @throws 400 if a limit is reached, the customer does not hold the promotion, or the code is somebody else's
 */
export function redeemPromotions(world: World, customer: Customer, sale: Sale, uses: readonly CartUse[]): void {
  if (sale.identifier === '') fail(801, 'transactionIdentifier is missing');
  const before = world.cartRedemptions.filter((each) => each.transactionIdentifier === sale.identifier);
  allOrNothing(world, (tried) => {
    // Lines of the same sale may share one use.
    const taken = new Set<string>();
    for (const use of uses) {
      if (before.some((each) => each.promotionId === use.promotionId && each.sku === use.sku)) {
        fail(800, 'The promotion was already redeemed in this sale');
      }
      redeemOne(tried, customer, sale, use, taken);
    }
  });
}

function redeemOne(world: World, customer: Customer, sale: Sale, use: CartUse, taken: Set<string>): void {
  const promotion = cartPromotionById(world, use.promotionId);
  checkRunning(world, promotion);
  const { count, discount, promoCode } = use;
  if (promoCode !== null && usableCode(world, promotion, customer.id, [promoCode]) === undefined)
    fail(400, `${promoCode} is not a code that the customer can use`);
  const next = { count, discount, promoCode, transactionIdentifier: sale.identifier };
  if (!withinLimits(world, promotion, customer, next)) fail(400, 'The promotion has reached its usage limit');
  const held = needsHolder(promotion)
    ? (heldBy(world, promotion.id, customer.id).find(
        ({ id, used }) => (use.earnedId === '' && used === 0) || (use.earnedId === id && (used === 0 || taken.has(id))),
      ) ?? fail(400, 'The customer does not hold the promotion or has already used it'))
    : null;
  if (held && !isSwitchedOn(world, promotion, held)) fail(709, 'The promotion is not active for the customer');
  if (held) {
    held.used += use.count;
    taken.add(held.id);
  }
  world.cartRedemptions.push({
    id: randomHex(world, 24),
    promotionId: promotion.id,
    earnedId: held?.id ?? null,
    customerId: customer.id,
    transactionIdentifier: sale.identifier,
    transactionNumber: sale.number,
    redeemedOn: sale.on,
    count: use.count,
    discount: use.discount,
    sku: use.sku,
    promoCode,
    evaluationId: sale.evaluationId ?? null,
  });
}

/**
 * Takes earned promotions away from a customer.
 * @throws 731 if one is not an earned promotion of the customer, or was redeemed
 */
export function revokeEarned(world: World, promotion: CartPromotion, customer: Customer, ids: readonly string[]): void {
  const held = heldBy(world, promotion.id, customer.id);
  for (const id of ids) {
    const own = held.find((each) => each.id === id) ?? fail(731, `${id} is not an earned promotion of the customer`);
    if (own.used > 0) fail(731, `${id} was redeemed`);
  }
  for (const id of ids) delete world.earnedPromotions[id];
  world.cartPromotionChoices = world.cartPromotionChoices.filter(({ earnedId }) => !ids.includes(earnedId));
}
