/** Cart promotions: discounts on a basket at checkout, from configuration to redemption. */
import { section } from '../define.js';
import { limit } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, choice, integer, list, text } from '../schemas/values.js';
import * as answers from './cart-promotions.answers.js';
import {
  cartPromotionBody,
  cartPromotionEarnBody,
  cartPromotionEarnBulkBody,
  cartPromotionRedeemBody,
  evaluateBody,
} from './cart-promotions.bodies.js';
import { CART_PROMOTIONS, RATE } from './cart-promotions.defaults.js';

export const cartPromotions = section('Cart Promotions', CART_PROMOTIONS);

const GUIDE = 'Cart Promotions (guide), documentation August 2026';

const promotionId = () => ({
  promotionId: idOf('cartPromotion', text('Cart promotion id, 24 hexadecimal digits')),
});

export const cartPromotionCreate = cartPromotions.post('api_gateway/v1/promotions', {
  tool: 'cart_promotion_create',
  title: 'Create Cart Promotion',
  summary:
    'Creates a cart promotion: a condition on basket, products or payment and the discount, fixed price or free item it gives at checkout. It stays off unless active is true (later: cart_promotion_activate). For promotions that award points use loyalty_promotion_create, for rewards reward_create_promotion.',
  version: 'v1',
  body: cartPromotionBody,
  answer: answers.cartPromotionAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['cart_promotion_list'],
  evidence: 'a promotion with this name',
  nextStep:
    'unless it was created active, cart_promotion_activate switches it on; customers get those of type CUSTOMER with cart_promotion_issue_bulk.',
  limits: { rate: RATE },
  sources: [
    'https://docs.capillarytech.com/reference/create-cart-promotion-api',
    'Create Promotion, documentation 2022',
    'Create cart promotion, documentation September 2025',
  ],
  keywords: [
    'buy one get one free offer',
    '10 percent off baskets above 500',
    'set up a combo deal at checkout',
    'launch an automatic discount at the till',
    'free drink with every burger this month',
    'new bundle price for two products',
    'cents off per litre of fuel',
    'extra discount when paying with a certain bank card',
    'start a weekend sale on one category',
    'marketer configures a price cut by sku',
    'new discount at the till',
    'free item or money off the basket',
    'buy two, pay one',
    'new discount for the basket',
  ],
});

export const cartPromotionUpdate = cartPromotions.put('api_gateway/v1/promotions/{promotionId}', {
  tool: 'cart_promotion_update',
  title: 'Update Cart Promotion',
  summary:
    'Replaces the whole configuration of a cart promotion, including on or off: send every field, starting from cart_promotion_list. To only switch it on use cart_promotion_activate, to give it to customers cart_promotion_issue_bulk.',
  version: 'v1',
  path: promotionId,
  body: cartPromotionBody,
  answer: answers.cartPromotionAnswer,
  effect: 'update',
  checkedBy: ['cart_promotion_list'],
  idempotent: true,
  limits: { rate: RATE },
  sources: [
    'https://docs.capillarytech.com/reference/update-cart-promotion-details_',
    'https://docs.capillarytech.com/reference/putapi_gatewayv1promotions7bpromotionid7d',
    'Update Promotion Details, documentation 2022',
    'Get cart promotion details, documentation September 2025',
  ],
  keywords: [
    'extend the checkout offer by two weeks',
    'pause a running basket discount',
    'switch off the buy one get one deal',
    'change 10 percent off to 15 percent off at the till',
    'raise the minimum spend of a cart offer',
    'allow the deal in more shops',
    'make an offer stackable with others',
    'reactivate a disabled price cut',
    'fix the wording shown at checkout',
    'change a discount at the till',
    'stop or edit a basket offer',
    'alter conditions of a checkout deal',
    'pause a cart promotion',
  ],
});

export const cartPromotionEvaluate = cartPromotions.post('api_gateway/v1/promotions/evaluate', {
  tool: 'cart_promotion_evaluate',
  title: 'Evaluate Cart Promotions',
  summary:
    "Works out which cart promotions apply to a customer's basket and each discount, before payment; if cart locking is on it also reserves them (cart_promotion_get_pending_carts). To use them in the sale call transaction_add (promotionEvaluationId) or cart_promotion_redeem.",
  version: 'v1',
  headers: () => ({
    'X-CAP-API-ATTRIBUTION-TILL-CODE': idOf(
      'tillCode',
      text('Till code that sets the store; default the till of the login'),
    ).optional(),
  }),
  body: evaluateBody,
  answer: answers.cartPromotionEvaluateAnswer,
  effect: 'action',
  checkedBy: ['cart_promotion_get_pending_carts'],
  evidence:
    'a cart with these promotions, if cart locking is on; it redeems nothing, and evaluating the same basket again is safe',
  idempotent: true,
  limits: { rate: RATE },
  sources: [
    'https://docs.capillarytech.com/reference/post_api-gateway-v1-promotions-evaluate',
    'https://docs.capillarytech.com/reference/evaluate-cart-promotions',
    'Evaluate cart promotions, documentation September 2025',
    GUIDE,
  ],
  keywords: [
    'what discount does this basket get',
    'which offers apply before the customer pays',
    'calculate deals for these items at the till',
    'does the promo code work on this cart',
    'price a shopping cart with all offers',
    'why is the combo deal not applied to the basket',
    'total to pay after promotions',
    'check eligible offers at checkout for a member',
    'simulate the discount for two coffees and a cake',
    'what offers does the cart qualify for',
    'work out discounts before paying',
    'price of the basket after deals',
    'discount of a basket',
  ],
});

export const cartPromotionRedeem = cartPromotions.post('api_gateway/v1/promotions/redemptions', {
  tool: 'cart_promotion_redeem',
  title: 'Redeem Cart Promotion',
  summary:
    'Records after the sale that a customer used cart promotions, on lines or on the cart; it counts against their limits and cannot be undone. To only calculate use cart_promotion_evaluate, for coupons coupon_redeem.',
  version: 'v1',
  body: cartPromotionRedeemBody,
  answer: answers.cartPromotionRedeemAnswer,
  effect: 'action',
  checkedBy: ['cart_promotion_get_redemptions'],
  evidence: 'a redemption of these promotions by the customer for this sale',
  destructive: true,
  limits: { rate: RATE },
  sources: [
    'https://docs.capillarytech.com/reference/redeem-cart-promotion',
    'Redeem cart promotion and Add promotion redemption, documentation September 2025',
    GUIDE,
  ],
  keywords: [
    'report that the offer was used on bill 2201',
    'mark the basket deal as consumed',
    'fuel pump finished, book the discount given',
    'save which promotions the sale used',
    'sync offline till discounts after payment',
    'use up the free item offer of a member',
    'confirm the checkout discount once paid',
    'burn an earned basket offer',
    'discount has been used, record it',
    'book a checkout deal after the sale',
    'tell the system the basket offer was taken',
  ],
});

export const cartPromotionGetRedemptions = cartPromotions.get('api_gateway/v1/promotions/redemptions', {
  tool: 'cart_promotion_get_redemptions',
  title: 'Get Cart Promotion Redemptions',
  summary:
    'Lists past uses of cart promotions: by customer, promotion or sale, paged by limit and pageNumber, or by promotion codes together with mode. To record a use call cart_promotion_redeem.',
  version: 'v1',
  query: () => ({
    customerId: idOf('customer', integer("Capillary's customer id")).optional(),
    promotionId: idOf('cartPromotion', text('Cart promotion id')).optional(),
    transactionIdentifier: text('Id of the sale').optional(),
    transactionEntityIdentifier: text('Id of an entity within the sale').optional(),
    codes: idOf(
      'cartPromotionCode',
      text('Promotion code or codes, in place of the filters above; needs mode'),
    ).optional(),
    mode: choice(['DISCOUNT', 'PAYMENT_VOUCHER'], 'Mode of the promotion; needed with codes').optional(),
    includeRedemptions: boolean('With codes: true adds each use; default false').optional(),
    limit: limit('Rows per page; default 10'),
    pageNumber: integer('From 0; default 0', { min: 0 }).optional(),
    sortOn: choice(['REDEMPTION_DATE'], 'Sort field').optional(),
    order: choice(['ASC', 'DESC'], 'Default DESC').optional(),
  }),
  answer: answers.cartPromotionGetRedemptionsAnswer,
  effect: 'read',
  limits: { rate: RATE, pagination: 'limit 10, pageNumber from 0; none with codes' },
  sources: [
    'https://docs.capillarytech.com/reference/get-cart-promotion-redemptions',
    'https://docs.capillarytech.com/reference/get-promotions-code-api',
  ],
  keywords: [
    'has this shopper already used the basket deal',
    'how often was the combo offer taken',
    'which checkout offers were applied to sale t-88120',
    'history of discounts a member used at the till',
    'was promo code lunch10 used, and by whom',
    'who took the buy one get one deal',
    'when did he last use the cart offer',
    'usage report of a checkout promotion',
    'who used a checkout deal',
    'uses of a basket discount',
    'past discounts of a shopper at checkout',
  ],
});

export const cartPromotionEarn = cartPromotions.post('api_gateway/v1/promotions/{promotionId}/earn', {
  tool: 'cart_promotion_earn',
  title: 'Earn Cart Promotion',
  summary:
    'Grants one cart promotion to one customer for an activity, milestone or reward; usable at checkout at once, and the customer may be notified. Several promotions: cart_promotion_earn_bulk; many customers: cart_promotion_issue_bulk.',
  version: 'v1',
  path: promotionId,
  body: cartPromotionEarnBody,
  answer: answers.cartPromotionEarnAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['cart_promotion_list_for_customer'],
  evidence: 'the promotion, earned at the time of the call',
  limits: { rate: RATE },
  sources: ['https://docs.capillarytech.com/reference/earn-promotion', 'Response Codes, documentation 2022', GUIDE],
  keywords: [
    'member finished the challenge, unlock the discount',
    'give a free coffee deal for the fifth visit',
    'grant a checkout offer as a thank you for a purchase',
    'award the milestone basket discount to one customer',
    'unlock an offer after an event',
    'customer earned a free product',
    'hand one person an earned deal',
    'trigger the promotion for completing a streak',
    'give one person a basket discount',
    'shopper deserves a checkout deal',
    'reward a single member with a cart offer',
  ],
});

export const cartPromotionIssueBulk = cartPromotions.post('api_gateway/v1/promotions/{promotionId}/issueBulk', {
  tool: 'cart_promotion_issue_bulk',
  title: 'Issue Cart Promotions in Bulk',
  summary:
    'Issues one cart promotion by hand to one or many customers, who may be notified; CUSTOMER and REWARD promotions need it before they apply. Several promotions for one customer: cart_promotion_earn_bulk.',
  version: 'v1',
  path: promotionId,
  query: () => ({
    contextId: text('Your own id of this issue, for tracking; returned as earnedFromId. Send it').optional(),
  }),
  body: () => list(integer(), "Capillary's customer ids"),
  response: { beside: { maps: ['data'] } },
  answer: answers.cartPromotionIssueBulkAnswer,
  effect: 'create',
  consent: 'always',
  question: 'Give cart promotion {promotionId} to {count body[]} customers?',
  undoneBy: 'cart_promotion_revoke_earned, one customer at a time',
  subjects: [],
  amounts: { messages: 'body[]' },
  destructive: true,
  watch: {
    tool: 'cart_promotion_get_config',
    args: { promotionIds: 'promotionId' },
    fields: ['data[].isActive', 'data[].expiry'],
  },
  checkedBy: ['cart_promotion_list_for_customer'],
  evidence: 'the promotion, earned at the time of the call',
  limits: { rate: RATE, batch: 'several customers per call' },
  sources: [
    'https://docs.capillarytech.com/reference/issue-cart-promotion',
    'Issue cart promotion, documentation September 2025',
    GUIDE,
  ],
  keywords: [
    'give the basket offer to a list of members',
    'hand out a checkout deal to 200 vip shoppers',
    'send one offer to everyone on this customer list',
    'assign a targeted discount to chosen people',
    'opt these customers in to the deal',
    'mass grant of a till discount',
    'goodwill checkout offer for all affected by the outage',
    'make the private sale visible to selected customers',
    'one basket discount for many people',
    'hand the same checkout deal to a list',
    'distribute a cart offer to customers',
  ],
});

export const cartPromotionEarnBulk = cartPromotions.post('api_gateway/v1/promotions/earn/bulk', {
  tool: 'cart_promotion_earn_bulk',
  title: 'Earn Cart Promotions in Bulk',
  summary:
    'Grants several cart promotions, each any number of times, to one customer, who may be notified. For a single grant use cart_promotion_earn, for one promotion to many customers cart_promotion_issue_bulk.',
  version: 'v1',
  body: cartPromotionEarnBulkBody,
  response: {
    rows: [
      {
        at: 'data[]',
        counted: {
          failed: 'failedEarnCount',
          reasons: ['errorDetails', 'customerEarnedPromotions[].errorDetails'],
        },
        done: ['successfulEarnCount'],
      },
    ],
  },
  answer: answers.cartPromotionEarnBulkAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['cart_promotion_list_for_customer'],
  evidence: 'the promotion, earned at the time of the call',
  limits: { rate: RATE, batch: 'several promotions per call' },
  sources: [
    'https://docs.capillarytech.com/reference/post-earn-promotions-in-bulk',
    'Response Codes, documentation 2022',
    GUIDE,
  ],
  keywords: [
    'give one person a pack of basket offers',
    'grant the same deal three times to a member',
    'welcome bundle of checkout discounts for a new member',
    'multiple unlocked offers for a single shopper',
    'tier upgrade gift: several free item deals',
    'load many offers onto one account',
    'five free washes for this customer',
    'award different promotions in a single request',
    'several basket discounts for one person',
    'a number of cart offers to the same member',
    'pack of checkout deals for a customer',
  ],
});
