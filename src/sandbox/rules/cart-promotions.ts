/** Cart promotions: set up, held by customers, evaluated over a basket, used within their limits. */
import { type JsonObject, listOf, numberOf, objectOf, objectsOf, textOf } from '../arguments.js';
import { type Instant, now } from '../clock.js';
import { fail } from '../failure.js';
import { randomHex } from '../random.js';
import type { CartPromotion, CartRedemption, EarnedPromotion } from '../state/cart-promotion.js';
import type { Customer } from '../state/customer.js';
import type { World } from '../world.js';
import { allOrNothing } from './all-or-nothing.js';
import { type Basket, type Discount, discountOf, meets } from './cart-discounts.js';

export type CartPromotionSettings = Omit<CartPromotion, 'id' | 'tillId' | 'createdOn' | 'modifiedOn'>;

const NAME_LENGTH = 50;
const MOST_ACTIVE = 250;

/** Condition and action that go together: payments with payments. */
const fits = ({ condition, action }: CartPromotionSettings): boolean =>
  (textOf(condition['type']) === 'TENDER') === (textOf(action['type']) === 'TENDER');

function check(world: World, settings: CartPromotionSettings, own?: CartPromotion): void {
  const { name, startsOn, endsOn } = settings;
  if (name === '' || name.length > NAME_LENGTH) fail(400, `name has 1 to ${NAME_LENGTH} characters`);
  if (startsOn >= endsOn) fail(400, 'A promotion ends after it starts');
  if (!fits(settings)) fail(400, 'condition and action do not go together');
  const running = Object.values(world.cartPromotions).filter(
    (each) => each !== own && each.active && each.endsOn > now(world),
  );
  // Names of promotions that are over may be used again.
  if (running.some((each) => each.name.toLowerCase() === name.toLowerCase())) fail(716, `There is a promotion ${name}`);
  if (settings.active && running.length >= MOST_ACTIVE)
    fail(705, `An organisation may have ${MOST_ACTIVE} active promotions`);
}

/** 716 (name), 705 (too many), 400. */
export function createCartPromotion(world: World, settings: CartPromotionSettings, tillId: number): CartPromotion {
  check(world, settings);
  const time = now(world);
  const promotion = { id: randomHex(world, 24), ...settings, tillId, createdOn: time, modifiedOn: time };
  world.cartPromotions[promotion.id] = promotion;
  return promotion;
}

/** 706 (over), 713 (what it is earned from is fixed), and what creating fails with. */
export function replaceCartPromotion(world: World, promotion: CartPromotion, settings: CartPromotionSettings): void {
  if (promotion.endsOn < now(world)) fail(706, 'The promotion has expired');
  check(world, settings, promotion);
  const from = (of: JsonObject): string => textOf(objectOf(of['earningCriteria'])['earnedFromType']);
  if (from(promotion.sent) !== '' && from(settings.sent) !== from(promotion.sent)) fail(713, 'earnedFromType is fixed');
  Object.assign(promotion, settings);
  promotion.modifiedOn = now(world);
}

/** 725 for none; `code` where a call says it otherwise. */
export const cartPromotionById = (world: World, id: string, code = 725): CartPromotion =>
  world.cartPromotions[id] ?? fail(code, `There is no promotion ${id}`);

/** 709 (not running), 706 (over). */
function checkRunning(world: World, { active, startsOn, endsOn }: CartPromotion): void {
  if (endsOn < now(world)) fail(706, 'The promotion has expired');
  if (!active || startsOn > now(world)) fail(709, 'The promotion is not running');
}

/** The active promotion that rewards of a campaign give; undefined for none. */
export const rewardPromotionOf = (world: World, campaignId: number | null): CartPromotion | undefined =>
  Object.values(world.cartPromotions).find(
    (each) =>
      each.type === 'REWARD' &&
      each.active &&
      each.endsOn > now(world) &&
      campaignId !== null &&
      numberOf(each.sent['campaignId']) === campaignId,
  );

/** POS applies to everybody and CODE to whoever knows it; the others must be held. */
const needsHolder = ({ type }: CartPromotion): boolean => type !== 'POS' && type !== 'CODE';

const heldBy = (world: World, promotionId: string, customerId: number): EarnedPromotion[] =>
  Object.values(world.earnedPromotions).filter(
    (each) => each.promotionId === promotionId && each.customerId === customerId,
  );

/** How a customer came to hold a promotion. */
export interface Earning {
  fromType: string;
  fromId: string;
  eventOn: Instant;
}

/** Gives a promotion to a customer. 706/709 (not running), 714/707 (its type), 708 (as often as its limit allows). */
export function earnPromotion(
  world: World,
  promotion: CartPromotion,
  customer: Customer,
  earning: Earning,
): EarnedPromotion {
  checkRunning(world, promotion);
  const { type } = promotion;
  if (!needsHolder(promotion))
    fail(earning.fromType === 'BULK_ISSUE' ? 707 : 714, `A promotion of type ${type} is held by nobody`);
  const cap = type === 'EARNING' ? promotion.maxEarning : promotion.maxIssuance;
  if (cap >= 0 && heldBy(world, promotion.id, customer.id).length >= cap)
    fail(708, 'The customer has it as often as the limit allows');
  const earned: EarnedPromotion = {
    id: randomHex(world, 24),
    promotionId: promotion.id,
    customerId: customer.id,
    earnedFromType: earning.fromType,
    earnedFromId: earning.fromId,
    eventOn: earning.eventOn,
    validTill: promotion.endsOn,
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

/** Who buys, where, and with which codes. */
export interface Buyer {
  customer: Customer;
  storeId: number;
  codes: readonly string[];
}

/**
 * The promotions that apply, first by priority: one that does not stack ends the list, and is alone. Each is worked out
 * over what those before left to be paid.
 */
export function evaluate(world: World, basket: Basket, buyer: Buyer): Applied[] {
  const candidates = Object.values(world.cartPromotions)
    .filter((promotion) => isFor(world, promotion, buyer))
    .sort((a, b) => a.priority - b.priority || a.createdOn.localeCompare(b.createdOn));
  const applied: Applied[] = [];
  let left = basket;
  for (const promotion of candidates) {
    if (applied.length > 0 && !promotion.stackable) continue;
    const earned = instanceFor(world, promotion, buyer.customer);
    if (earned === undefined || !meets(left, promotion.condition)) continue;
    const discount = discountOf(left, promotion.condition, promotion.action);
    if (discount.total <= 0) continue;
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
  if (promotion.type === 'CODE' && !codes.some((code) => codesOf(promotion).includes(code.toLowerCase()))) return false;
  return isAt(world, objectOf(promotion.sent['storeCriteria']), storeId) && withinLimits(world, promotion, customer);
}

/** The codes of a promotion that needs one: those it was given, else its name. */
export const codesOf = ({ sent, name }: CartPromotion): string[] => {
  const codes = listOf(sent['promotionCodes'] ?? sent['codes'] ?? sent['code']).map((code) =>
    textOf(code).toLowerCase(),
  );
  return codes.length > 0 ? codes : [name.toLowerCase()];
};

function isAt(world: World, criteria: JsonObject, storeId: number): boolean {
  const values = listOf(criteria['values']).map(Number);
  if (values.length === 0) return true;
  const store = world.stores[storeId];
  const id =
    { STORE: storeId, ZONE: store?.zoneId ?? 0, CONCEPT: store?.conceptId ?? 0 }[
      textOf(criteria['type']).toUpperCase()
    ] ?? storeId;
  return values.includes(id) === (textOf(criteria['operator']).toUpperCase() !== 'NOT_IN');
}

/** The instance that is used: none is needed for POS and CODE; undefined where one is and the customer has none left. */
function instanceFor(world: World, promotion: CartPromotion, customer: Customer): EarnedPromotion | null | undefined {
  if (!needsHolder(promotion)) return null;
  return heldBy(world, promotion.id, customer.id).find((each) => each.used === 0 && each.validTill > now(world));
}

/** What of a promotion was used, by a customer or by all. */
function usage(redemptions: readonly CartRedemption[], kpi: string): number {
  if (kpi === 'DISCOUNT') return redemptions.reduce((total, each) => total + each.discount, 0);
  if (kpi === 'TRANSACTION') return new Set(redemptions.map((each) => each.transactionIdentifier)).size;
  return redemptions.reduce((total, each) => total + each.count, 0);
}

/** Whether one more use is within the restrictions for the customer and for all. */
function withinLimits(world: World, promotion: CartPromotion, customer: Customer): boolean {
  const all = world.cartRedemptions.filter((each) => each.promotionId === promotion.id);
  const own = all.filter((each) => each.customerId === customer.id);
  const restrictions = objectOf(promotion.sent['promotionRestrictions']);
  const open = (name: string, used: readonly CartRedemption[]): boolean =>
    objectsOf(restrictions[name]).every((each) => {
      const limit = numberOf(each['limit'] ?? each['value'] ?? each['maxLimit']);
      return limit === null || limit < 0 || usage(used, textOf(each['kpi']).toUpperCase()) < limit;
    });
  return open('Customer', own) && open('Code', all);
}

/** One use of a promotion in a sale. */
export interface Use {
  promotionId: string;
  earnedId: string;
  count: number;
  discount: number;
  sku: string | null;
}

/** A sale in which promotions are used. */
export interface Sale {
  identifier: string;
  number: string;
  on: Instant;
}

/** Records uses of a sale, all or none. 801 (no sale), 800 (used in it before), 725, 706/709, 400 (limits, nothing held). */
export function redeemPromotions(world: World, customer: Customer, sale: Sale, uses: readonly Use[]): void {
  if (sale.identifier === '') fail(801, 'transactionIdentifier is missing');
  const before = world.cartRedemptions.filter((each) => each.transactionIdentifier === sale.identifier);
  allOrNothing(world, (tried) => {
    // What one line of a sale uses, the others of the same sale may use too.
    const taken = new Set<string>();
    for (const use of uses) {
      if (before.some((each) => each.promotionId === use.promotionId && each.sku === use.sku)) {
        fail(800, 'The promotion was redeemed in this sale already');
      }
      redeemOne(tried, customer, sale, use, taken);
    }
  });
}

function redeemOne(world: World, customer: Customer, sale: Sale, use: Use, taken: Set<string>): void {
  const promotion = cartPromotionById(world, use.promotionId);
  checkRunning(world, promotion);
  if (!withinLimits(world, promotion, customer)) fail(400, 'The promotion was used as often as its limits allow');
  const held = needsHolder(promotion)
    ? (heldBy(world, promotion.id, customer.id).find(
        ({ id, used }) => (use.earnedId === '' && used === 0) || (use.earnedId === id && (used === 0 || taken.has(id))),
      ) ?? fail(400, 'The customer holds no such promotion, or has used it'))
    : null;
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
  });
}
