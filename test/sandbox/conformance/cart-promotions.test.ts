import type { EarnedPromotion } from '../../../src/sandbox/domains/promotions/cart-state.js';
import type { World } from '../../../src/sandbox/world/world.js';
import { conform } from './conform.js';
import { ASHA, first } from './people.js';
import type { Args, Sample } from './sample.js';

const promotion = (more: object = {}): Args => ({
  body: {
    name: 'Lunch combo 10',
    type: 'POS',
    messageLabel: '10% off above 500',
    active: true,
    priority: 0,
    isStackable: false,
    mode: 'DISCOUNT',
    startDate: Date.parse('2026-05-01T00:00:00Z'),
    endDate: Date.parse('2026-06-30T00:00:00Z'),
    campaignId: 40112,
    condition: {
      type: 'CART',
      cartCondition: { kpi: 'SUBTOTAL', operator: 'GREATER_THAN_OR_EQUAL', value: '500.000000' },
    },
    action: { type: 'CART_BASED', cartBasedAction: { type: 'PERCENTAGE', value: '10.000000' } },
    maxIssuancePerCustomer: 1,
    isLoyaltyOnly: false,
    ...more,
  },
});
const cart = (amount: number): Args => ({
  body: {
    amount: String(amount),
    customerId: ASHA,
    cartItems: [{ sku: 'JKT-BMB-L', amount: String(amount), qty: '1.00' }],
    cartTenders: [{ identifier: 'CreditCard', amount: String(amount) }],
    categoryHierarchySentInPayload: false,
  },
});

const held = (world: World): EarnedPromotion => first(world.earnedPromotions, ({ customerId }) => customerId === ASHA);
const forAsha = (world: World): Args => ({ promotionId: held(world).promotionId, customerId: ASHA });
const withBody = (world: World): Args => ({ ...forAsha(world), body: { customerId: String(ASHA) } });
const switchOff: Sample['meanwhile'] = (world, run) => run('cart_promotion_deactivate_for_customer', forAsha(world));

conform('Cart Promotions', {
  cart_promotion_create: { args: () => promotion() },
  cart_promotion_update: {
    args: (world) => ({ promotionId: first(world.cartPromotions).id, ...promotion({ priority: 1 }) }),
  },
  cart_promotion_evaluate: { args: () => cart(6000) },
  cart_promotion_redeem: {
    args: (world) => ({
      body: {
        customerId: String(ASHA),
        transactionIdentifier: 'T-88120',
        transactionNumber: 'T-88120',
        transactionDate: Date.parse('2026-05-03T06:00:00Z'),
        amount: 6000,
        redemptions: [
          {
            promotionId: first(world.cartPromotions, ({ type }) => type === 'POS').id,
            redemptionCount: 1,
            discount: 600,
          },
        ],
      },
    }),
  },
  cart_promotion_get_redemptions: {
    args: () => ({}),
    other: () => ({ customerId: ASHA }),
    differs: { 'data[].earnedPromotionId': 'nobody has to earn a promotion with a code' },
  },
  cart_promotion_earn: {
    args: (world) => ({
      promotionId: first(world.cartPromotions, ({ type }) => type === 'CUSTOMER').id,
      body: {
        customerId: ASHA,
        earnedFromType: 'ACTIVITY',
        earnedFromId: 'TXN-1',
        eventTime: Date.parse('2026-05-03T06:00:00Z'),
      },
    }),
  },
  cart_promotion_issue_bulk: {
    args: (world) => ({
      promotionId: first(world.cartPromotions, ({ type }) => type === 'CUSTOMER').id,
      contextId: 'goodwill',
      body: [ASHA],
    }),
  },
  cart_promotion_earn_bulk: {
    args: (world) => ({
      body: {
        customerId: ASHA,
        earnedFromType: 'BULK_ISSUE',
        eventDetails: { id: 'b1', type: 'BULK_ISSUE' },
        earnedPromotions: [
          {
            promotionId: first(world.cartPromotions, ({ type }) => type === 'CUSTOMER').id,
            earnCount: 1,
            earnedFromId: 'b1',
          },
        ],
      },
    }),
  },
  cart_promotion_list: { args: () => ({}), meanwhile: (_, run) => run('cart_promotion_create', promotion()) },
  cart_promotion_activate: {
    args: (world) => ({ promotionId: first(world.cartPromotions, ({ active }) => !active).id }),
  },
  cart_promotion_activate_for_customer: {
    args: async (world, run) => {
      await switchOff(world, run);
      return withBody(world);
    },
  },
  cart_promotion_deactivate_for_customer: { args: forAsha },
  cart_promotion_list_for_customer: {
    args: () => ({ customerId: ASHA, includeRedemptions: true }),
    meanwhile: switchOff,
    differs: { 'data[].restrictions.Customer[]': 'the promotion has no limits' },
  },
  cart_promotion_get_config: {
    args: (world) => ({
      promotionIds: [first(world.cartPromotions, ({ active }) => !active).id],
      includeInactive: true,
    }),
  },
  cart_promotion_get_codes: {
    args: () => ({ codes: ['SPRING15'], mode: 'DISCOUNT', includeRedemptions: true }),
  },
  cart_promotion_link_code: { args: () => ({ body: { customerId: ASHA, code: 'SPRING16', mode: 'DISCOUNT' } }) },
  cart_promotion_list_for_till: {
    args: () => ({ tillId: 5001101 }),
    meanwhile: (_, run) => run('cart_promotion_create', promotion()),
    differs: { 'data[].storeCriteria': 'the promotions run in all stores' },
  },
  cart_promotion_get_pending_carts: {
    args: async (_, run) => {
      await run('cart_promotion_evaluate', cart(6000));
      return { customerId: ASHA };
    },
    meanwhile: (_, run) => run('cart_promotion_evaluate', cart(7000)),
    differs: { 'data.tempRedemptionDetails[].appliedPromotions[].promoCode': 'the promotion needs no code' },
  },
  cart_promotion_cancel_evaluation: {
    args: async (world, run) => {
      await run('cart_promotion_evaluate', cart(6000));
      return { customerId: ASHA, evaluationId: first(world.cartEvaluations, (each) => each.customerId === ASHA).id };
    },
  },
  cart_promotion_revoke_earned: {
    args: (world) => ({
      body: {
        customerId: ASHA,
        earnRevokeDetails: [{ promotionId: held(world).promotionId, earnIds: [held(world).id] }],
      },
    }),
  },
});
