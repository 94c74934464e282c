/** Cart promotions, beyond the inventory: which there are and who has them, switching, codes, and open carts. */
import { section } from '../define.js';
import { CART_PROMOTIONS, RATE } from '../promotions/cart-promotions.defaults.js';
import { customerId } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, choice, integer, list, object, severalIds, text } from '../schemas/values.js';
import * as answers from './cart-promotions.answers.js';

export const cartPromotionsBeyond = section('Cart Promotions', CART_PROMOTIONS);

const promotionId = () => idOf('cartPromotion', text('Cart promotion id, 24 hexadecimal digits'));
const promotionIds = (about: string) => idOf('cartPromotion', severalIds(about)).optional();
const mode = () =>
  choice(['DISCOUNT', 'PAYMENT_VOUCHER'], 'Mode of the promotion; PAYMENT_VOUCHER for gift voucher codes');
const ownCustomerId = () => idOf('customer', integer("Capillary's customer id"));
const earnId = () =>
  idOf(
    'earnedCartPromotion',
    text('Earned promotion to switch; needed for mode PAYMENT_VOUCHER, refused for DISCOUNT'),
  ).optional();

export const cartPromotionList = cartPromotionsBeyond.get('api_gateway/v1/promotions', {
  tool: 'cart_promotion_list',
  title: 'Get Cart Promotions',
  summary:
    'Lists all cart promotions of the organization, or those with the given ids, with conditions, discounts and limits; unpaged, so it can be long. A short form is cart_promotion_get_config, those of a customer cart_promotion_list_for_customer, those that give points loyalty_promotion_list.',
  version: 'v1',
  inInventory: false,
  query: () => ({ promotionIds: promotionIds('Only these; all if absent') }),
  answer: answers.cartPromotionListAnswer,
  effect: 'read',
  limits: { rate: RATE, pagination: 'none' },
  example: {},
  sources: [
    'https://docs.capillarytech.com/reference/get_cart_promotion_details_cart_promotion_id',
    'https://docs.capillarytech.com/reference/get_all_cart_promotion_details_',
  ],
  keywords: [
    'list of everything we give at the tills',
    'all basket offers of the brand',
    'id of the buy one get one deal',
    'show the conditions of a cart discount',
    'find a checkout promotion by its name',
    'what does the combo offer give',
    'is the basket deal switched on',
    'overview of till promotions',
    'settings of a cart promotion before changing it',
    'list all cart promotions with their full settings',
    'every basket promotion of the organization',
  ],
});

export const cartPromotionActivate = cartPromotionsBeyond.put('api_gateway/v1/promotions/{promotionId}/activate', {
  tool: 'cart_promotion_activate',
  title: 'Activate Cart Promotion',
  summary:
    'Switches a cart promotion on for the whole organization, so that all eligible baskets get it at once. For a single customer use cart_promotion_activate_for_customer; cart_promotion_update with active false switches it off again.',
  version: 'v1',
  inInventory: false,
  path: () => ({ promotionId: promotionId() }),
  answer: answers.doneAnswer,
  effect: 'action',
  destructive: true,
  idempotent: true,
  checkedBy: ['cart_promotion_list'],
  evidence: 'the promotion with active true',
  limits: { rate: RATE },
  example: { promotionId: '50b0eaf738e6dbc408f1d6c2' },
  sources: ['https://docs.capillarytech.com/reference/activate-global-promotions'],
  keywords: [
    'switch the basket discount on',
    'make the checkout offer live',
    'start the weekend sale at the tills',
    'turn on a deal that was prepared',
    'launch the combo offer for everyone',
    'enable a cart promotion',
    'reactivate a basket offer for all shops',
    'turn a basket offer on for everybody',
    'switch on the checkout discount',
    'activate a cart promotion',
    'make a cart discount live',
  ],
});

export const cartPromotionActivateForCustomer = cartPromotionsBeyond.post(
  'api_gateway/v1/promotions/{promotionId}/activate',
  {
    tool: 'cart_promotion_activate_for_customer',
    title: 'Activate Cart Promotion for Customer',
    summary:
      'Switches a cart promotion on for one customer who must opt in first, or lifts a suspension by cart_promotion_deactivate_for_customer; not for types POS and CODE. It must run already: for the whole organization use cart_promotion_activate, to give it to a customer cart_promotion_issue_bulk.',
    version: 'v1',
    inInventory: false,
    path: () => ({ promotionId: promotionId() }),
    query: () => ({ customerId: ownCustomerId(), earnId: earnId() }),
    body: () =>
      object(
        {
          customerId: idOf('customer', text('The same customerId')).optional(),
          earnId: idOf('earnedCartPromotion', text('The same earnId')).optional(),
        },
        'Repeats the two',
      ),
    answer: answers.doneAnswer,
    effect: 'action',
    idempotent: true,
    checkedBy: ['cart_promotion_list_for_customer'],
    evidence: 'the promotion, no longer LOCKED',
    limits: { rate: RATE },
    example: {
      promotionId: '680504b36305b07d4d24a807',
      customerId: 418400001,
      body: { customerId: '418400001' },
    },
    sources: [
      'https://docs.capillarytech.com/reference/activate-promotion',
      'https://docs.capillarytech.com/reference/post_api-gateway-v1-promotions-promotionid-activate',
    ],
    keywords: [
      'customer taps activate on an offer in the app',
      'opt a member in to a checkout deal',
      'unlock a basket offer for one shopper',
      'allow her the discount again',
      'switch a till offer on for a single person',
      'lift the block on a customer promotion',
      'member accepts a cart offer',
      'opt a customer in to a basket offer',
      'opt the customer back in to a cart promotion',
      'activate a cart promotion for one member',
    ],
  },
);

export const cartPromotionDeactivateForCustomer = cartPromotionsBeyond.post(
  'api_gateway/v1/promotions/{promotionId}/deactivate',
  {
    tool: 'cart_promotion_deactivate_for_customer',
    title: 'Deactivate Cart Promotion for Customer',
    summary:
      'Suspends a cart promotion for one customer, who keeps it but cannot use it; others are not touched. cart_promotion_activate_for_customer lifts it; to take an earned promotion away for good use cart_promotion_revoke_earned.',
    version: 'v1',
    inInventory: false,
    path: () => ({ promotionId: promotionId() }),
    query: () => ({ customerId: ownCustomerId(), earnId: earnId() }),
    answer: answers.doneAnswer,
    effect: 'action',
    destructive: true,
    idempotent: true,
    checkedBy: ['cart_promotion_list_for_customer'],
    evidence: 'the promotion as LOCKED',
    limits: { rate: RATE },
    confidence: 'partial',
    example: { promotionId: '680504b36305b07d4d24a807', customerId: 418400001 },
    sources: [
      'https://docs.capillarytech.com/reference/deactivate-promotion',
      'https://docs.capillarytech.com/reference/deactivate-promotion-for-customer',
    ],
    keywords: [
      'block a basket offer for one shopper',
      'customer opts out of a checkout deal',
      'suspend the discount of a member',
      'stop a person from using a till offer',
      'switch a cart promotion off for her only',
      'pause a deal for a single customer',
      'fraud case must not use the offer',
      'stop one customer from getting an offer',
      'exclude a single shopper from a basket promotion',
      'opt a member out of a cart promotion',
      'deactivate a cart promotion for one customer',
      'this shopper should no longer get a discount',
      'switch a basket promotion off for this shopper alone',
    ],
  },
);

export const cartPromotionListForCustomer = cartPromotionsBeyond.get(
  'api_gateway/v1/promotions/customer/{customerId}',
  {
    tool: 'cart_promotion_list_for_customer',
    title: 'Get Cart Promotions for a Customer',
    summary:
      "Lists the cart promotions that a customer was issued or has earned, with status, dates and, on request, what is left of each limit. Promotions for everybody are not in it: see cart_promotion_list_for_till; for the customer's points promotions use customer_lookup_get_promotions.",
    version: 'v1',
    inInventory: false,
    path: () => ({ customerId: customerId() }),
    query: () => ({
      includeRedemptions: boolean('true adds restrictions with what is left; 0: used up').optional(),
      includeSupplementaryPromotions: boolean("true adds POS promotions of the customer's programs").optional(),
      isIncludeActivePromotionsOnly: boolean('In a sample only: true leaves out what has ended or is off').optional(),
    }),
    answer: answers.cartPromotionListForCustomerAnswer,
    effect: 'read',
    limits: { rate: RATE, pagination: 'none' },
    example: { customerId: 418400001, includeRedemptions: true },
    sources: [
      'https://docs.capillarytech.com/reference/get-promotions-for-a-customer',
      'a sample of that page has isIncludeActivePromotionsOnly, its table has not',
    ],
    keywords: [
      'which checkout offers does this member have',
      'deals a shopper can still use',
      'did the customer get the basket discount',
      'how often may she use the offer again',
      'earn id of a promotion of a customer',
      'my offers page for the till discount',
      'free coffee deals left on an account',
      'until when is his earned discount valid',
      'cart offers of a customer',
      'how often can a shopper still use a basket offer',
      'basket offers that a customer has',
    ],
  },
);

export const cartPromotionGetConfig = cartPromotionsBeyond.get('api_gateway/v1/promotions/config', {
  tool: 'cart_promotion_get_config',
  title: 'Get Cart Promotions Config',
  summary:
    'Short form of cart promotions: type, end, stores, limits, what they give in words; by ids, with those that have ended or are off on request. Conditions and discounts in full are in cart_promotion_list.',
  version: 'v1',
  inInventory: false,
  query: () => ({
    promotionIds: promotionIds('Only these; the page calls it required, older ones do not'),
    includeExpired: boolean('true adds those that have ended').optional(),
    includeInactive: boolean('true adds those that are off').optional(),
  }),
  answer: answers.cartPromotionGetConfigAnswer,
  effect: 'read',
  whenEmpty: 'Promotions that are off or have ended are shown only with includeInactive or includeExpired.',
  limits: { rate: RATE, pagination: 'none' },
  example: { promotionIds: ['50b0eaf738e6dbc408f1d6c2'], includeInactive: true },
  sources: ['https://docs.capillarytech.com/reference/get-promotions-config-api'],
  keywords: [
    'when does the basket offer end',
    'short list of checkout deals for the app',
    'in which shops is the till discount valid',
    'how often can an offer be used',
    'what do I get from the deal, in a sentence',
    'expired checkout promotions',
    'quick summary of a cart promotion',
    'overview of when basket offers end and in which stores they apply',
    'stores and end date of cart promotions',
    'cart promotions in brief',
  ],
});

export const cartPromotionGetCodes = cartPromotionsBeyond.get('api_gateway/v1/promotions/code', {
  tool: 'cart_promotion_get_codes',
  title: 'Get Cart Promotion Details by Code',
  summary:
    'The cart promotion behind each given promotion code, the customer it is linked to, its validity and, on request, what is left. For the uses of a code use cart_promotion_get_redemptions, for coupons coupon_check_redeemable_v1_1; codes cannot be listed.',
  version: 'v1',
  inInventory: false,
  query: () => ({
    codes: idOf('cartPromotionCode', severalIds('Codes to look up')),
    mode: mode(),
    includeRedemptions: boolean('true adds restrictions with what is left').optional(),
  }),
  answer: answers.cartPromotionGetCodesAnswer,
  effect: 'read',
  limits: { rate: RATE, pagination: 'none' },
  example: { codes: ['SPRING15'], mode: 'DISCOUNT' },
  sources: [
    'https://docs.capillarytech.com/reference/get-promotions-code-api',
    'https://docs.capillarytech.com/reference/get-cart-promotion-redemptions',
  ],
  keywords: [
    'is promo code lunch10 still valid',
    'which offer belongs to this code',
    'check a discount code at the counter',
    'who owns the gift voucher code',
    'how many uses does the code have left',
    'is the code linked to somebody',
    'details of a promotion code',
    'whose promo code is it',
  ],
});

export const cartPromotionLinkCode = cartPromotionsBeyond.post('api_gateway/v1/promotions/code/link', {
  tool: 'cart_promotion_link_code',
  title: 'Link Cart Promotion Code to Customer',
  summary:
    'Ties a promotion code to one customer, who alone can then redeem it; no call unties it. Look the code up first with cart_promotion_get_codes; to give a promotion without a code use cart_promotion_issue_bulk.',
  version: 'v1',
  inInventory: false,
  body: () =>
    object({
      customerId: ownCustomerId(),
      code: idOf('cartPromotionCode', text('Promotion or gift voucher code')),
      mode: mode(),
    }),
  answer: answers.cartPromotionLinkCodeAnswer,
  effect: 'action',
  destructive: true,
  checkedBy: ['cart_promotion_get_codes'],
  evidence: 'the code with this customerId',
  limits: { rate: RATE, batch: 'one code per call' },
  example: { body: { customerId: 418400001, code: 'SPRING16', mode: 'DISCOUNT' } },
  sources: [
    'https://docs.capillarytech.com/reference/post-promotions-code-link-api',
    'All samples of that page call promotions/code/link with the code in the body; only its OpenAPI file has promotions/{code}/link',
  ],
  keywords: [
    'reserve a promo code for one customer',
    'assign the voucher code to this member',
    'personal discount code for a shopper',
    'only she may use the code',
    'attach a gift voucher to an account',
    'bind a referral code to a person',
    'tie a checkout code to a customer',
    'link a promo code to a customer',
    'give a promotion code to one customer alone',
    'make a code usable only by one customer',
  ],
});

export const cartPromotionListForTill = cartPromotionsBeyond.get('api_gateway/v1/promotions/till/{tillId}', {
  tool: 'cart_promotion_list_for_till',
  title: 'Get Cart Promotions for a Till',
  summary:
    'Lists the cart promotions that run at one till, with conditions and discounts; it can be long. For those of a customer use cart_promotion_list_for_customer, for what a basket gets cart_promotion_evaluate.',
  version: 'v1',
  inInventory: false,
  path: () => ({ tillId: idOf('till', integer('Till id')) }),
  answer: answers.cartPromotionListAnswer,
  effect: 'read',
  limits: { rate: RATE, pagination: 'none' },
  example: { tillId: 5001101 },
  sources: ['https://docs.capillarytech.com/reference/get-promotions-for-a-particular-till'],
  keywords: [
    'offers at this counter today',
    'what runs in our shop this week',
    'staff asks what discounts to mention',
    'promotions valid at the register',
    'does the combo deal apply in this store',
    'basket offers of a till',
    'what is on offer at the pump',
    'offers that run at a till',
    'what is on offer at till 12',
  ],
});

export const cartPromotionGetPendingCarts = cartPromotionsBeyond.get(
  'api_gateway/v1/promotions/customer/{customerId}/evaluations/pending_carts',
  {
    tool: 'cart_promotion_get_pending_carts',
    title: 'Get Pending Carts of a Customer',
    summary:
      'Lists the open carts in which promotions are held for a customer until the sale is finished or the hold ends; empty if cart locking is off. cart_promotion_cancel_evaluation releases one; past uses are in cart_promotion_get_redemptions.',
    version: 'v1',
    inInventory: false,
    path: () => ({ customerId: customerId() }),
    answer: answers.cartPromotionGetPendingCartsAnswer,
    effect: 'read',
    whenEmpty: 'Holds end after some minutes, and there are none unless Capillary has switched cart locking on.',
    limits: { rate: RATE, pagination: 'none' },
    example: { customerId: 418400003 },
    sources: [
      'https://docs.capillarytech.com/reference/get-lock-unlock-pending-carts',
      'https://docs.capillarytech.com/docs/preventing-fraudulent-redemptions',
    ],
    keywords: [
      'why is the discount blocked at the till',
      'which open carts hold offers of this member',
      'promotion is locked in another basket',
      'unfinished checkouts of a customer',
      'offer says already in use',
      'find the evaluation id of a stuck cart',
      'shopper left before paying and the deal is gone',
      'code is stuck in an unpaid cart',
      'unfinished cart that blocks an offer',
      'is an offer of the customer held in an open cart',
      'pending carts of a member',
    ],
  },
);

export const cartPromotionCancelEvaluation = cartPromotionsBeyond.put(
  'api_gateway/v1/promotions/customer/{customerId}/evaluations/{evaluationId}/cancel',
  {
    tool: 'cart_promotion_cancel_evaluation',
    title: 'Cancel Cart Evaluation',
    summary:
      'Closes an open cart of a customer, so that the promotions held in it can be used in another; its evaluation cannot be used afterwards. Nothing is refunded, because nothing was sold: a bill is returned with transaction_add.',
    version: 'v1',
    inInventory: false,
    accessGroup: 'Customer (write)',
    path: () => ({
      customerId: customerId(),
      evaluationId: idOf('cartEvaluation', text('Evaluation of the cart')),
    }),
    answer: answers.cartPromotionCancelEvaluationAnswer,
    effect: 'action',
    destructive: true,
    checkedBy: ['cart_promotion_get_pending_carts'],
    evidence: 'the cart no longer',
    limits: { rate: RATE },
    example: { customerId: 418400003, evaluationId: '2a878f0ede69befff462a101' },
    sources: [
      'https://docs.capillarytech.com/reference/post-cancel-cart-evaluation',
      'Its OpenAPI file has v1/promotions/…/evaluation/{evaluationId}/cancel; its samples have the path here',
    ],
    keywords: [
      'release the offer from an abandoned basket',
      'unlock a discount that hangs in another cart',
      'void the checkout before payment',
      'free the held promotion',
      'customer changed her mind, give the deal back',
      'close a pending cart',
      'till crashed during checkout, offer is locked',
      'free a promo code that hangs in an unpaid cart',
      'release the abandoned basket',
      'sale was aborted, free the held offer',
      'cancel a cart evaluation',
      'customer did not buy after all, release the reserved discount',
    ],
  },
);

export const cartPromotionRevokeEarned = cartPromotionsBeyond.post('api_gateway/v1/promotions/revokeEarn', {
  tool: 'cart_promotion_revoke_earned',
  title: 'Revoke Earned Cart Promotion',
  summary:
    'Takes earned or issued cart promotions that were not redeemed yet away from a customer for good. Both ids are in cart_promotion_list_for_customer; to suspend one use cart_promotion_deactivate_for_customer, for older loyalty promotions promotion_revoke_earned_bulk.',
  version: 'v1',
  inInventory: false,
  body: () =>
    object({
      customerId: ownCustomerId(),
      earnRevokeDetails: list(
        object({
          promotionId: promotionId(),
          earnIds: idOf('earnedCartPromotion', list(text(), 'Earned promotions of it; at most 1,000')),
        }),
        'What to take away',
      ),
    }),
  response: { beside: { done: ['data.code'] } },
  answer: answers.cartPromotionRevokeEarnedAnswer,
  effect: 'delete',
  consent: 'always',
  question: 'Take {count body.earnRevokeDetails[].earnIds[]} earned cart promotions back from {who}?',
  undoneBy: 'nothing',
  subjects: ['body.customerId'],
  destructive: true,
  watch: {
    tool: 'cart_promotion_list_for_customer',
    args: { customerId: 'body.customerId' },
    row: { in: 'data[]', by: 'earnedPromotionId', is: 'body.earnRevokeDetails[].earnIds[]' },
    fields: ['earnedStatus'],
  },
  checkedBy: ['cart_promotion_list_for_customer'],
  evidence: 'them no longer',
  limits: { rate: RATE, batch: '1,000 earn ids' },
  confidence: 'partial',
  example: {
    body: {
      customerId: 418400001,
      earnRevokeDetails: [{ promotionId: '680504b36305b07d4d24a807', earnIds: ['abb65a74a9fe3fad248b6269'] }],
    },
  },
  sources: [
    'https://docs.capillarytech.com/reference/revoke-earned-promotion',
    'https://docs.capillarytech.com/reference/post-revoke-earned-promotion',
  ],
  keywords: [
    'take back a basket offer given by mistake',
    'remove the free coffee deal from an account',
    'customer returned the purchase that unlocked the discount',
    'cancel an unused checkout deal of a member',
    'withdraw an earned discount',
    'delete an unused deal that was granted wrongly',
    'take back a basket offer granted by mistake',
    'revoke an earned cart promotion',
    'remove a cart promotion from a customer',
  ],
});
