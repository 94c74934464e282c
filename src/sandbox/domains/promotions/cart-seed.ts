/**
 * Cart promotions and legacy promotions in the seed: one for every basket, one that must be held, and two that give
 * points.
 */
import { DAY, type Instant, later, now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { type CartPromotionSettings, createCartPromotion, earnPromotion, redeemPromotions } from './cart-rules.js';
import { createLegacyPromotion, earnLegacy, enrolLegacy } from './legacy-rules.js';

const TILL = 5001101;

export function seedCartPromotions(world: World): void {
  const at = (days: number): Instant => later(now(world), days * DAY);
  const settings = (name: string, type: CartPromotionSettings['type'], campaignId: number): CartPromotionSettings => ({
    name,
    type,
    active: true,
    priority: 5,
    stackable: false,
    loyaltyOnly: false,
    mode: 'DISCOUNT',
    messageLabel: name,
    startsOn: at(-20),
    endsOn: at(70),
    maxIssuance: type === 'POS' ? 1 : 3,
    maxEarning: -1,
    condition: {
      type: 'CART',
      cartCondition: { kpi: 'SUBTOTAL', operator: 'GREATER_THAN_OR_EQUAL', value: '5000.000000' },
    },
    action: { type: 'CART_BASED', cartBasedAction: { type: 'PERCENTAGE', value: '10.000000' } },
    sent: { campaignId, earnLimitedToSpecificAudience: false },
  });
  createCartPromotion(world, settings('Ten off five thousand', 'POS', 40112), TILL);
  createCartPromotion(
    world,
    { ...settings('Voucher of 250', 'REWARD', 40113), condition: anyBasket(), action: off(250) },
    TILL,
  );
  const gift = createCartPromotion(
    world,
    { ...settings('Five hundred for you', 'CUSTOMER', 40114), priority: 1, condition: anyBasket(), action: off(500) },
    TILL,
  );
  const [first, second] = Object.values(world.customers);
  if (!first || !second) return;
  for (const customer of [first, second])
    earnPromotion(world, gift, customer, { fromType: 'BULK_ISSUE', fromId: 'spring', eventOn: at(-3) });
  const use = { promotionId: gift.id, earnedId: '', count: 1, discount: 500, sku: null, promoCode: null };
  redeemPromotions(world, second, { identifier: 'seed-sale-1', number: 'seed-sale-1', on: at(-1) }, [use]);
  seedLegacyPromotions(world, first);
}

/** Two promotions of the older kind, of which a customer has earned the first. */
function seedLegacyPromotions(world: World, customer: Customer): void {
  const at = (days: number): Instant => later(now(world), days * DAY);
  const legacy = {
    description: '',
    eventName: 'TransactionAdd',
    allocatePointsOn: 'BILL',
    startsOn: at(-30),
    endsOn: at(120),
  };
  const limits = { pointsPerCustomer: -1, timesPerCustomer: 3, totalPoints: -1 };
  const direct = createLegacyPromotion(world, {
    ...legacy,
    name: 'Birthday points',
    identifier: 'birthday',
    offerType: 'LOYALTY',
    points: 50,
    limits,
  });
  createLegacyPromotion(world, {
    ...legacy,
    name: 'Stylist month',
    identifier: 'stylist',
    offerType: 'LOYALTY_EARNING',
    points: 30,
    limits,
  });
  earnLegacy(world, direct, customer, enrolLegacy(world, direct, customer), TILL);
}

const anyBasket = () => ({
  type: 'CART',
  cartCondition: { kpi: 'SUBTOTAL', operator: 'GREATER_THAN_OR_EQUAL', value: '1000.000000' },
});
const off = (value: number) => ({
  type: 'CART_BASED',
  cartBasedAction: { type: 'ABSOLUTE', value: `${value}.000000` },
});
