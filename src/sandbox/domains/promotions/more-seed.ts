/**
 * More promotions in the seed: a code that was used and one that was not, a discount that is still off, a cart that is
 * open, a points promotion that is a draft and one that waits for approval.
 */
import { DAY, type Instant, later, now } from '../../world/clock.js';
import { withOwnRandom } from '../../world/random.js';
import type { World } from '../../world/world.js';
import { keepEvaluation } from './cart-evaluations.js';
import { type CartPromotionSettings, createCartPromotion, redeemPromotions } from './cart-rules.js';
import { movePromotion } from './loyalty-lifecycle.js';
import { createLoyaltyPromotion } from './loyalty-rules.js';
import { plainBonus } from './loyalty-seed.js';

const TILL = 5001101;

/** Its ids are the same in every world, whatever other domains draw. */
const SEED = 77;

export function seedMorePromotions(world: World): void {
  withOwnRandom(world, SEED, () => {
    seedCarts(world);
    seedDrafts(world);
  });
}

function seedCarts(world: World): void {
  const at = (days: number): Instant => later(now(world), days * DAY);
  const settings = (more: Partial<CartPromotionSettings> & Pick<CartPromotionSettings, 'name' | 'type'>) => ({
    active: true,
    priority: 9,
    stackable: false,
    loyaltyOnly: false,
    mode: 'DISCOUNT' as const,
    messageLabel: more.name,
    startsOn: at(-15),
    endsOn: at(75),
    maxIssuance: 1,
    maxEarning: -1,
    condition: {
      type: 'CART',
      cartCondition: { kpi: 'SUBTOTAL', operator: 'GREATER_THAN_OR_EQUAL', value: '1500.000000' },
    },
    action: { type: 'CART_BASED', cartBasedAction: { type: 'ABSOLUTE', value: '150.000000' } },
    sent: {},
    ...more,
  });
  const spring = createCartPromotion(
    world,
    settings({
      name: 'Spring code',
      type: 'CODE',
      sent: {
        campaignId: 40115,
        promotionCodes: ['SPRING15', 'SPRING16'],
        promotionRestrictions: { Code: [{ kpi: 'REDEMPTION', limit: 5 }] },
      },
    }),
    TILL,
  );
  createCartPromotion(
    world,
    settings({
      name: 'Festive preview',
      type: 'POS',
      active: false,
      sent: {
        storeCriteria: { type: 'STORE', operator: 'IN', values: [50011] },
        promotionRestrictions: {
          Customer: [{ kpi: 'TRANSACTION', frequency: 'DAYS', minTimeBetweenRepeat: 1, limit: 1 }],
        },
      },
    }),
    TILL,
  );
  const [, second, third] = Object.values(world.customers);
  if (!second || !third) return;
  const use = { promotionId: spring.id, earnedId: '', count: 1, discount: 150, sku: null, promoCode: 'SPRING15' };
  redeemPromotions(world, second, { identifier: 'seed-sale-2', number: 'seed-sale-2', on: at(-1) }, [use]);
  const applied = { promotion: spring, earned: null, discount: { total: 150, byLine: new Map<number, number>() } };
  keepEvaluation(world, third, [applied], { basket: 'seed', codes: ['SPRING15'] });
}

function seedDrafts(world: World): void {
  createLoyaltyPromotion(world, plainBonus(world, 'Monsoon bonus', 'monsoon-26'), TILL);
  const pending = createLoyaltyPromotion(world, plainBonus(world, 'Stylist bonus', 'stylist-26'), TILL);
  movePromotion(world, pending, 'PENDING_APPROVAL');
}
