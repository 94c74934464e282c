import { conform } from './conform.js';
import { ASHA, first } from './people.js';
import type { Args } from './sample.js';

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
  cart_promotion_get_redemptions: { args: () => ({}), other: () => ({ customerId: ASHA }) },
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
});
