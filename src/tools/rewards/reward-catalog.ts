/** Reward catalog: rewards, discounts on them, and issuing to customers. */
import { section } from '../define.js';
import { customerId, ownRewardBrandId, ownRewardBrandName } from '../schemas/common.js';
import { fromConnection } from '../schemas/from-connection.js';
import { email, idOf, mobile, money } from '../schemas/leaf-types.js';
import { epoch } from '../schemas/times.js';
import { boolean, choice, commaList, integer, text, textOrNumber } from '../schemas/values.js';
import * as answers from './reward-catalog.answers.js';
import {
  customFieldScope,
  promotionCreateBody,
  promotionUpdateBody,
  REDEMPTION_TYPES,
  rewardCreateBody,
  rewardCustomFieldBody,
  rewardIssueBody,
  rewardIssueBulkBody,
  rewardUpdateBody,
} from './reward-catalog.bodies.js';
import { REWARD_CATALOG } from './reward-catalog.defaults.js';

export const rewardCatalog = section('Reward catalog', REWARD_CATALOG);

/** A saved promotion, with the rewards that it could not be applied to. */
const PROMOTION_ROWS = [
  { at: 'catalogPromotion', verdict: '' },
  { at: 'failedRewards[]', allFailed: true },
] as const;

/** What a response shows if points were taken, or a code or a promotion was issued, although it reports a failure. */
const ISSUED = ['intouch.couponCode', 'intouch.pointsRedeemed', 'vendor.voucher', 'vendor.pointsRedeemed', 'promotion'];
const ISSUED_IN_ROW = [
  'intouch[].couponCode',
  'intouch[].pointsRedeemed',
  'vendor[].voucher',
  'vendor[].pointsRedeemed',
  'promotions[]',
];
const ISSUE_ROWS = [{ at: 'rewards[]', verdict: 'status', done: ISSUED_IN_ROW }] as const;

const rewardId = () => ({ rewardId: idOf('reward', integer('Reward id')) });
const promotionId = () => ({ promotionId: idOf('catalogPromotion', integer('Catalog promotion id')) });
const brandId = () => ({ brandId: ownRewardBrandId() });
const brandName = () => ({ brandName: ownRewardBrandName() });

/** The customer whose vouchers or rewards are read. */
const customerIdentifiers = () => ({
  mobile: mobile('Mobile with country code; give mobile, email or externalId').optional(),
  email: email('Email of the customer').optional(),
  externalId: idOf('customerExternalId', text("The brand's own customer id")).optional(),
});

const requestingTill = () => fromConnection('tillCode', idOf('tillUsername', text('User name of the requesting till')));

const customer = () => ({ ...customerIdentifiers(), username: requestingTill() });

/** The till that records an issue, and whether the customer confirms it. */
const issuing = () => ({
  username: fromConnection('tillCode', idOf('tillUsername', text('User name of the till that records the issue'))),
  skip_validation: boolean('true skips the OTP, if the organization allows that; usually sent').optional(),
  skipValidation: boolean('Another spelling of skip_validation').optional(),
});

const language = () => text('Language of the texts, ISO code such as en').optional();
const direction = (about = 'Sort direction') => choice(['ASC', 'DESC'], about).optional();
/** Paging of the two newer lists. */
const page = () => integer('Page; 0 turns paging off', { min: 0 }).optional();
const size = (about = 'Rows per page') => integer(about, { min: 0 }).optional();

export const rewardCreate = rewardCatalog.post('api_gateway/rewards/core/v1/reward/create', {
  tool: 'reward_create',
  title: 'Create Reward',
  summary:
    "Adds a reward to a brand's rewards catalog: texts, price in points or cash, validity, issue limits, who may see it. Nobody receives it yet: reward_issue gives it out; the coupon behind an in-house reward comes from coupon_create_series.",
  version: 'v1',
  body: rewardCreateBody,
  answer: answers.rewardAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['reward_list_for_brand'],
  evidence: 'a reward with this name and period',
  sources: [
    'https://docs.capillarytech.com/reference/post-create-reward',
    'https://docs.capillarytech.com/docs/create-a-reward',
    'Create Reward, documentation September 2025',
  ],
  keywords: [
    'add a new gift to the points shop',
    'let members swap 500 points for a free coffee',
    'put a gift card in the redemption catalogue',
    'set up an air miles conversion option',
    'list a charity donation members can pay for with points',
    'new perk only gold tier can see',
    'catalog manager publishes a physical gift',
    'offer something for points plus cash',
    'limit a gift to two per member a month',
    'how do i make an item redeemable with points',
    'new item in the rewards shop',
    'add something members can buy with points',
    'new reward',
  ],
});

export const rewardUpdate = rewardCatalog.put('api_gateway/rewards/core/v1/reward/{rewardId}/brand/{brandId}', {
  tool: 'reward_update',
  title: 'Update Reward',
  summary:
    'Changes a reward of the catalog (price, dates, texts, limits; enabled=false hides it): repeat the required settings, which reward_get shows; other omitted fields keep their value. Start, type and redemptionType are fixed once live; for a temporary discount use reward_create_promotion.',
  version: 'v1',
  path: () => ({ ...rewardId(), ...brandId() }),
  body: rewardUpdateBody,
  answer: answers.rewardAnswer,
  effect: 'update',
  checkedBy: ['reward_list_for_brand'],
  idempotent: true,
  sources: [
    'https://docs.capillarytech.com/reference/put-update-reward',
    'Update Reward, documentation September 2025',
  ],
  keywords: [
    'extend how long a gift stays in the points shop',
    'raise the points price of an item',
    'take an item out of the redemption catalogue',
    'fix a typo in the gift description',
    'change the picture or terms of a perk',
    'tighten how often a member may redeem this gift',
    'hide a catalog item that is out of stock',
    'move a gift to another category',
    'edit reward 98123',
    'change an item of the rewards shop',
    "edit a reward's price or text",
    'take a reward off the shop',
    'change how many points a reward costs',
  ],
});

export const rewardCreateCustomField = rewardCatalog.post('api_gateway/rewards/core/v1/brand/customfield', {
  tool: 'reward_create_custom_field',
  title: 'Create custom field',
  summary:
    'Defines a custom field of the rewards catalog: for rewards, for catalog promotions, or filled in when a reward is issued. For fields of customers, bills or stores use custom_field_create.',
  version: 'v1',
  body: rewardCustomFieldBody,
  answer: answers.rewardCustomField,
  effect: 'create',
  destructive: true,
  checkedBy: ['reward_get_custom_fields'],
  evidence: 'a field with this name and scope',
  sources: [
    'https://docs.capillarytech.com/reference/post-create-custom-field',
    'https://docs.capillarytech.com/reference/update-custom-field',
    'Create custom field, documentation September 2025',
  ],
  keywords: [
    'ask for a delivery address when points are redeemed',
    'extra attribute on catalog items',
    'capture shirt size with a gift order',
    'greeting note printed with the gift',
    'dropdown of colours for rewards',
    'tag points sales with a season',
    'make a mandatory question at reward checkout',
    'own data on redemption catalogue entries',
    'extra field for rewards',
    'additional question when someone claims a gift',
    'own attribute in the rewards shop',
  ],
});

export const rewardGetCustomFields = rewardCatalog.get('api_gateway/rewards/core/v1/brand/customfield', {
  tool: 'reward_get_custom_fields',
  title: 'Get custom field',
  summary:
    'Lists the custom fields defined in the rewards catalog, all or of one scope; not paged; returns a bare array. For fields of customers, bills or stores use custom_field_list_of_organization.',
  version: 'v1',
  query: () => ({
    scope: customFieldScope('Only fields of this scope').optional(),
    sortBy: choice(['lastUpdatedOn'], 'Field to sort by').optional(),
    orderBy: direction('Sort direction; default DESC'),
  }),
  answer: answers.rewardGetCustomFieldsAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-custom-field',
    'Get custom field, documentation September 2025',
  ],
  keywords: [
    'which extra fields do catalog items have',
    'what must i fill in when issuing a gift',
    'allowed values of a dropdown on rewards',
    'is the gift note field mandatory',
    'definitions of additional reward attributes',
    'own fields of points discounts',
    'check a field name before issuing',
    'fields changed last in the redemption catalogue',
    'extra fields of rewards',
    'list own attributes of the rewards shop',
    'what details does a gift need',
  ],
});

export const rewardGetForUser = rewardCatalog.get(
  'api_gateway/rewards/core/v1/user/reward/{rewardId}/brand/{brandName}',
  {
    tool: 'reward_get_for_user',
    title: 'Get user brand rewards',
    summary:
      'Reads ONE active reward of a brand as customers see it: texts, price, limits, and with userId whether that customer may get it. For all rewards use reward_list_for_user; for what the customer already has reward_get_purchased_by_user.',
    version: 'v1',
    path: () => ({ ...rewardId(), ...brandName() }),
    query: () => ({
      userId: customerId().optional(),
      language: language(),
      category: idOf('rewardCategoryName', text('Category name')).optional(),
      groupName: idOf('rewardGroup', text('Reward group')).optional(),
      label: text('Label of the reward').optional(),
    }),
    answer: answers.rewardAnswer,
    effect: 'read',
    sources: [
      'https://docs.capillarytech.com/reference/get-user-brand-specific-rewards',
      'Get user brand rewards, documentation September 2025',
    ],
    keywords: [
      'details of a single gift in the points shop',
      'how many points does this item cost her',
      'can this member still redeem reward 98123',
      'terms and conditions of one catalog item',
      'product page of a perk in the app',
      'payment options and their ids for one gift',
      'show the reward in arabic',
      'why is this gift not available to him',
      'one reward as a shopper sees it',
      'is this gift available to her',
      'points needed for a certain reward',
    ],
  },
);

export const rewardListForBrand = rewardCatalog.get('api_gateway/rewards/core/v1/reward/brand/{brandId}', {
  tool: 'reward_list_for_brand',
  title: 'Get Brands Rewards',
  summary:
    "Lists a brand's rewards by brand id, as a catalog manager sees them (includeExpired adds ended ones); page with page and size. For what a customer may get, with filters by price, category or status, use reward_list_for_user.",
  version: 'v1',
  path: brandId,
  query: () => ({
    userId: idOf('customer', integer('Leaves out what this customer cannot get, without a word')).optional(),
    includeExpired: boolean('true adds ended rewards').optional(),
    page: integer('Page, from 0', { min: 0 }).optional(),
    size: integer('Rows per page', { min: 0, max: 100 }).optional(),
    language: language(),
  }),
  answer: answers.rewardListForBrandAnswer,
  effect: 'read',
  limits: { pagination: 'page from 0, size up to 100' },
  sources: [
    'https://docs.capillarytech.com/reference/get-reward-list',
    'Get Brand Rewards, documentation 2022',
    "Get Brand's Rewards, documentation September 2025",
  ],
  keywords: [
    'all rewards',
    'everything in our redemption catalogue',
    'overview of live, upcoming and ended gifts',
    'find the id of a reward by its name',
    'which catalog items are switched off',
    'admin list of points shop entries',
    'audit all rewards we offer, expired too',
    'export the gifts of brand 77',
    'what did we offer for points last year',
    'all rewards of a brand',
    'complete rewards shop for the manager',
    'every gift we offer, expired ones too',
    'which rewards do we have',
  ],
});

export const rewardGetUserVouchers = rewardCatalog.get('api_gateway/rewards/core/v1/user/vouchers/brand/{brandName}', {
  tool: 'reward_get_user_vouchers',
  title: 'Get User Reward Details',
  summary:
    "Lists the vouchers a customer received from a brand's catalog, grouped by reward; page with page and size. Deprecated: prefer reward_get_purchased_by_user, one row per purchase; for one reward's vouchers reward_get_user_vouchers_of_reward.",
  listed: 'GET api_gateway/rewards/core/v1/user/vouchers/brand/{brandName}?mobile={mobile}&username={store}',
  version: 'v1',
  path: brandName,
  query: () => ({
    ...customer(),
    sortBy: choice(['REWARD_ID', 'INTOUCH_VOUCHER', 'INTOUCH_VOUCHER_EXPIRY', 'PURCHASE_DATE'], 'Sort key').optional(),
    orderBy: direction('Sort direction; default ASC'),
    status: text('Only vouchers in this status, e.g. active').optional(),
    intouch: boolean('false leaves out in-house vouchers, keeps vendor rewards; default true').optional(),
    language: language(),
    page: integer('Page, from 0; default 0', { min: 0 }).optional(),
    size: size('Rows per page; default 10'),
  }),
  answer: answers.userVouchersAnswer,
  effect: 'read',
  supersededBy: 'reward_get_purchased_by_user',
  limits: { pagination: 'page from 0, size 10' },
  sources: [
    'https://docs.capillarytech.com/reference/get-user-reward',
    'Get User Rewards, documentation 2022',
    'Get User Reward Details, documentation September 2025 (archive)',
  ],
  keywords: [
    'codes a shopper bought with points, per gift',
    'unused gift codes of a member',
    'which redemption vouchers expire soon',
    'wallet of catalog vouchers by mobile number',
    'has the customer used the code she redeemed points for',
    'active vendor vouchers of this phone number',
    'group all my reward codes by reward',
    'store staff looks up a forgotten gift code',
    'codes from the rewards shop that a shopper has',
    'vouchers got for points, by gift',
    'reward codes of a member',
    'vouchers that a user got',
  ],
});

export const rewardGetUserVouchersOfReward = rewardCatalog.get(
  'api_gateway/rewards/core/v1/user/reward/{rewardId}/vouchers/brand/{brandName}',
  {
    tool: 'reward_get_user_vouchers_of_reward',
    title: 'Get User Reward by ID',
    summary:
      'Lists the vouchers a customer holds of ONE reward, with the reward itself. Deprecated: prefer reward_get_purchased_by_user with rewardId; for the vouchers of all rewards reward_get_user_vouchers.',
    listed:
      'GET api_gateway/rewards/core/v1/user/reward/{rewardId}/vouchers/brand/{brandName}?mobile={mobile}&username={store}',
    version: 'v1',
    path: () => ({ ...rewardId(), ...brandName() }),
    query: customer,
    answer: answers.userVouchersAnswer,
    effect: 'read',
    supersededBy: 'reward_get_purchased_by_user',
    sources: [
      'https://docs.capillarytech.com/reference/get-user-specific-reward-by-id',
      'Get User Rewards, documentation 2022',
      'Get User Reward by ID, documentation September 2025 (archive)',
    ],
    keywords: [
      'the code he got for this particular gift',
      'did she already redeem points for reward 98123',
      'how many of this one gift does the member hold',
      'voucher number of a single catalog item, by email',
      'expiry of the code from one gift',
      'reprint the code of the coffee reward',
      'was the voucher of this reward used yet',
      'codes of one particular reward for a shopper',
      'has she a voucher from a certain gift',
      'voucher of a single reward',
    ],
  },
);

export const rewardIssue = rewardCatalog.post('api_gateway/rewards/core/v1/user/reward/{rewardId}/issue', {
  tool: 'reward_issue',
  title: 'Issue User Reward',
  summary:
    'Issues one reward to one customer: TAKES the points (or cash) it costs and returns the coupon code, vendor voucher or cart promotion. Several rewards: reward_issue_bulk; a coupon without points: coupon_issue; to take it back: reward_revoke.',
  listed: 'POST api_gateway/rewards/core/v1/user/reward/{rewardId}/issue?username={store}&skip_validation=true',
  version: 'v1',
  path: rewardId,
  query: () => ({
    ...issuing(),
    username: idOf('tillUsername', text('User name of the till that records the issue')).optional(),
    user_group2_primary_user_id: idOf(
      'customer',
      textOrNumber('Primary member of the group that pays, if not in the body'),
    ).optional(),
  }),
  body: rewardIssueBody,
  response: { rows: ISSUE_ROWS, beside: { done: ISSUED } },
  answer: answers.rewardIssueAnswer,
  effect: 'action',
  consent: 'always',
  question: 'Issue reward {rewardId} to {who}, and take what it costs in points[: {points}]?',
  amounts: {
    of: ['body'],
    lookUp: {
      tool: 'reward_get_for_user',
      args: { rewardId: 'rewardId', brandName: 'body.brand' },
      price: {
        in: 'reward.paymentConfigs[]',
        plain: 'reward.intouchPoints',
        chosen: 'body.paymentConfig.id',
        value: 'body.paymentConfig.redemptionValue',
        pieces: 'body.quantity',
      },
    },
  },
  subjects: ['body'],
  undoneBy: 'reward_revoke',
  watch: {
    tool: 'reward_get_for_user',
    args: { rewardId: 'rewardId', brandName: 'body.brand' },
    fields: ['reward.status', 'reward.enabled', 'reward.paymentConfigs[].points', 'reward.paymentConfigs[].cash'],
  },
  checkedBy: ['reward_get_purchased_by_user', 'points_ledger_get_entries'],
  evidence: 'this reward, issued at the time of the call, or the points it costs as deducted',
  destructive: true,
  sources: [
    'https://docs.capillarytech.com/reference/post-issue-user-reward',
    'https://docs.capillarytech.com/reference/post-issue-user-reward-mobileold',
    'Issue User Reward, documentation 2022 and September 2025',
    'Idempotency check for issuing reward, documentation September 2025',
  ],
  keywords: [
    'customer wants to swap points for a gift',
    'redeem 500 points for the free coffee',
    'buy a gift card with points for this phone number',
    'claim a perk from the points shop',
    'exchange points for a present',
    'burn points against a catalog item and get the code',
    'donate her points to charity',
    'exchange the family group points for a voucher',
    'use points in the rewards shop',
    'a shopper picks a reward and pays with points',
    'get a gift for points',
    'member picks a reward',
    'customer takes a reward for points',
  ],
});

export const rewardIssueBulk = rewardCatalog.post('api_gateway/rewards/core/v1/user/rewards/issue', {
  tool: 'reward_issue_bulk',
  title: 'Issue bulk reward',
  summary:
    'Issues several rewards, with quantities, to ONE customer (not to many) and TAKES their points. With too few points the whole call fails; otherwise rows may fail independently: read rewards[].status; for one reward use reward_issue.',
  listed: 'POST api_gateway/rewards/core/v1/user/rewards/issue?username={store}&skip_validation=true',
  version: 'v1',
  query: issuing,
  body: rewardIssueBulkBody,
  response: { rows: ISSUE_ROWS },
  answer: answers.rewardIssueBulkAnswer,
  effect: 'action',
  consent: 'always',
  question: 'Issue {count body.rewards[]} rewards to {who}, and take what they cost in points[: {points}]?',
  subjects: ['body'],
  undoneBy: 'reward_revoke',
  amounts: {
    rows: 'body.rewards[]',
    of: ['body'],
    lookUp: {
      tool: 'reward_get_for_user',
      each: 'body.rewards[]',
      args: { rewardId: 'body.rewards[].rewardId', brandName: 'body.brand' },
      price: {
        in: 'reward.paymentConfigs[]',
        plain: 'reward.intouchPoints',
        chosen: 'body.rewards[].paymentConfig.id',
        value: 'body.rewards[].paymentConfig.redemptionValue',
        pieces: 'body.rewards[].quantity',
      },
    },
  },
  watch: {
    tool: 'reward_get_for_user',
    args: { rewardId: 'body.rewards[].rewardId', brandName: 'body.brand' },
    fields: ['reward.status', 'reward.enabled', 'reward.paymentConfigs[].points', 'reward.paymentConfigs[].cash'],
  },
  checkedBy: ['reward_get_purchased_by_user', 'points_ledger_get_entries'],
  evidence: 'these rewards, issued at the time of the call, or the points they cost as deducted',
  destructive: true,
  limits: { batch: 'quantity up to 5 for CONV_RATIO without redemptionValue' },
  sources: [
    'https://docs.capillarytech.com/reference/issue-bulk-reward',
    'Response Codes of rewards, documentation 2022',
    'Issue bulk reward, documentation September 2025',
  ],
  keywords: [
    'shopping cart of gifts paid with points',
    'redeem points for three different items at once',
    'two coffees and a mug from the points shop',
    'check out a basket of catalog items',
    'give one member several perks together',
    'buy five of the same gift with points',
    'partial success when redeeming many gifts',
    'multiple codes for a single shopper in one go',
    'several gifts for one member',
    'member picks many rewards',
    'swap points for a number of presents',
  ],
});

export const rewardCreatePromotion = rewardCatalog.post('api_gateway/rewards/core/v1/promotion/create', {
  tool: 'reward_create_promotion',
  title: 'Create Catalog Promotion',
  summary:
    'Creates a catalog promotion: some rewards cost fewer points for a time; support must have enabled the feature. For discounts on bills use cart_promotion_create, for extra points loyalty_promotion_create.',
  version: 'v1',
  body: promotionCreateBody,
  response: { rows: PROMOTION_ROWS },
  answer: answers.rewardSavePromotionAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['reward_list_promotions'],
  evidence: 'a promotion with this name and period',
  sources: [
    'https://docs.capillarytech.com/reference/post-create-catalog-promotion',
    'Create Catalog Promotion, documentation September 2025',
  ],
  keywords: [
    'gifts at half the points this week',
    'run a points sale in the reward shop',
    '25 percent off the points price of selected items',
    'festive markdown on catalog rewards',
    'make redemption cheaper for two weeks',
    'flash sale for redeeming points',
    'lower what members pay in points for some gifts',
    'schedule a discount on reward prices for diwali',
    'rewards cost fewer points for a while',
    'sale in the rewards shop',
    'discount on gifts',
    'make rewards cheaper for a time',
  ],
});

export const rewardUpdatePromotion = rewardCatalog.put(
  'api_gateway/rewards/core/v1/promotion/{promotionId}/brand/{brandId}',
  {
    tool: 'reward_update_promotion',
    title: 'Update Catalog Promotion',
    summary:
      'Changes a catalog promotion and which rewards it discounts: rewardIds is the whole list; omitted ones lose it. A running one keeps start, type and value; an expired one cannot change; to end it early use reward_disable_promotion.',
    listed: 'PUT api_gateway/rewards/core/v1/promotion/{rewardId}/brand/{brandId}',
    version: 'v1',
    path: () => ({ ...promotionId(), ...brandId() }),
    body: promotionUpdateBody,
    response: { rows: PROMOTION_ROWS },
    answer: answers.rewardSavePromotionAnswer,
    effect: 'update',
    checkedBy: ['reward_get_promotion'],
    idempotent: true,
    sources: [
      'https://docs.capillarytech.com/reference/put-update-catalog-promotion',
      'Update Catalog Promotion, documentation September 2025',
    ],
    keywords: [
      'extend the points sale by a week',
      'add two more gifts to the running points discount',
      'remove an item from the reward sale',
      'rename the points markdown in all languages',
      'shorten a catalog discount period',
      'change 25 to 30 percent before the sale starts',
      'edit which rewards are on offer',
      'postpone a scheduled reward price cut',
      'change a sale in the rewards shop',
      'other dates or gifts for a points discount',
      'edit a discount on rewards',
    ],
  },
);

export const rewardGetPromotion = rewardCatalog.get(
  'api_gateway/rewards/core/v1/promotion/{promotionId}/brand/{brandId}',
  {
    tool: 'reward_get_promotion',
    title: 'Get Catalog Promotion Details',
    summary:
      'Reads one catalog promotion (points discount on rewards) by id: texts in every language, and its rewards with their points price after discount. For all of a brand use reward_list_promotions.',
    version: 'v1',
    path: () => ({ ...promotionId(), ...brandId() }),
    answer: answers.rewardGetPromotionAnswer,
    effect: 'read',
    sources: [
      'https://docs.capillarytech.com/reference/get-catalog-promotion-details',
      'Get Catalog Promotion Details, documentation September 2025',
    ],
    keywords: [
      'which gifts are in this points sale',
      'reduced points price after the markdown',
      'when does reward discount 4412 end',
      'translations of one reward sale',
      'is that catalog discount still on',
      'look at a points sale before editing it',
      'who created this reward price cut',
      'details of a rewards sale',
      'which rewards are cheaper',
      'one discount on gifts by id',
    ],
  },
);

export const rewardListPromotions = rewardCatalog.get('api_gateway/rewards/core/v1/promotion/brand/{brandId}', {
  tool: 'reward_list_promotions',
  title: 'Get List of Promotions',
  summary:
    'Lists all catalog promotions (points discounts on rewards) of a brand; not paged, without the rewards they discount (see reward_get_promotion). It does not include cart and loyalty promotions.',
  version: 'v1',
  path: brandId,
  answer: answers.rewardListPromotionsAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-list-of-promotions',
    'Get List of Catalog Promotions, documentation September 2025',
  ],
  keywords: [
    'all points sales we ever ran',
    'what discounts on gifts are running now',
    'upcoming markdowns in the reward shop',
    'calendar of redemption sales',
    'find the id of a points discount',
    'overview of reward price cuts per brand',
    'switched-off catalog offers',
    'list sales in the rewards shop',
    'discounts on rewards, past and present',
    'which points sales exist',
  ],
});

export const rewardDisablePromotion = rewardCatalog.put(
  'api_gateway/rewards/core/v1/promotion/{promotionId}/status/false/brand/{brandId}',
  {
    tool: 'reward_disable_promotion',
    title: 'Disable Promotion',
    summary:
      'Switches a catalog promotion off for good: it can NEVER be enabled again, and its rewards go back to full price, free for another promotion. To change dates or rewards instead use reward_update_promotion.',
    version: 'v1',
    path: () => ({ ...promotionId(), ...brandId() }),
    response: { rows: PROMOTION_ROWS },
    answer: answers.rewardDisablePromotionAnswer,
    effect: 'update',
    consent: 'always',
    question: 'Switch off catalog promotion {promotionId} for good?',
    undoneBy: 'nothing',
    subjects: [],
    watch: {
      tool: 'reward_get_promotion',
      args: { promotionId: 'promotionId', brandId: 'brandId' },
      fields: ['catalogPromotion.isEnabled', 'catalogPromotion.name'],
    },
    checkedBy: ['reward_get_promotion'],
    evidence: 'the promotion with isEnabled false',
    idempotent: true,
    destructive: true,
    sources: [
      'https://docs.capillarytech.com/reference/put-disable-promotion',
      'Disable Catalog Promotion, documentation September 2025',
    ],
    keywords: [
      'stop the points sale now',
      'end a reward discount early',
      'kill a catalog markdown made by mistake',
      'gifts back to full points price',
      'cancel a scheduled redemption sale',
      'free a gift for another points discount',
      'turn off the half price rewards',
      'end a sale in the rewards shop',
      'rewards should cost the full points again',
      'stop a discount on gifts',
    ],
  },
);

export const rewardListForUser = rewardCatalog.get('api_gateway/rewards/core/v1/user/reward/brand/{brandName}', {
  tool: 'reward_list_for_user',
  title: 'Get Rewards for User',
  summary:
    'Lists the rewards of a brand that a customer can get, with prices after catalog promotions; those the customer cannot get are left out without a word; filter by price, category or type, page with page and size. For what the customer already has use reward_get_purchased_by_user; for all rewards reward_list_for_brand.',
  listed: 'GET api_gateway/rewards/core/v1/user/reward/brand/{brandName}?userId=USERID',
  version: 'v1',
  path: brandName,
  query: () => ({
    userId: customerId().optional(),
    includeExpired: boolean('true adds ended rewards').optional(),
    page: page(),
    size: size(),
    groupName: idOf('rewardGroup', text('Reward groups, comma list')).optional(),
    label: text('Label id').optional(),
    category: idOf('rewardCategoryName', text('Categories, comma list')).optional(),
    redemptionType: commaList(REDEMPTION_TYPES, 'Comma list').optional(),
    vendorId: idOf('rewardVendor', text('Vendor ids, comma list')).optional(),
    activationStatus: choice(['ENABLED', 'DISABLED', 'ALL'], 'Rewards that are switched on or off').optional(),
    minPoints: integer('Minimum price in points').optional(),
    maxPoints: integer('Maximum price in points').optional(),
    minCash: money(integer('Minimum price in money')).optional(),
    maxCash: money(integer('Maximum price in money')).optional(),
    status: commaList(['LIVE', 'UPCOMING', 'ENDED'], 'Comma list').optional(),
    sortBy: choice(['points', 'cash', 'startDate', 'endDate'], 'Sort key; newest first if absent').optional(),
    orderBy: direction(),
    group: text('Label group of the reward, e.g. POS').optional(),
    mobile: mobile('Mobile of the customer, in place of userId').optional(),
    username: idOf('tillUsername', text('User name of the requesting till')).optional(),
    createdOnDaysAgo: integer('Only rewards created this many days ago or earlier').optional(),
  }),
  answer: answers.rewardListForUserAnswer,
  effect: 'read',
  limits: { pagination: 'page, size; page 0 returns all' },
  sources: [
    'https://docs.capillarytech.com/reference/get-rewards-for-user',
    'Get Rewards for User, documentation September 2025',
  ],
  keywords: [
    'what can this member get for her points',
    'gifts under 1000 points',
    'browse the points shop in the app',
    'which perks is a gold customer eligible for',
    'show redemption options for customer 565000111',
    'cheapest gift cards first',
    'what can be bought with this many points',
    'what may he redeem right now',
    'catalogue for the loyalty website, by category',
    'gifts from a certain vendor',
    'what can she get for points',
    'rewards open to a member',
    'rewards a customer can buy with points',
  ],
});

export const rewardGetPurchasedByUser = rewardCatalog.get(
  'api_gateway/rewards/core/v1/user/userReward/brand/{brandName}',
  {
    tool: 'reward_get_purchased_by_user',
    title: 'Get rewards for User (New API)',
    summary:
      'Lists the rewards a customer has received, one row per successful purchase, newest first: code, points paid, expiry, delivery; filter by date, reward or type, page with page and size. For available rewards: reward_list_for_user.',
    version: 'v1',
    path: brandName,
    query: () => ({
      ...customerIdentifiers(),
      username: idOf('tillUsername', text('User name of the requesting till')).optional(),
      rewardId: idOf('reward', integer('Only this reward')).optional(),
      fromPurchaseDate: epoch(
        { unit: 'milliseconds' },
        integer('From, epoch milliseconds; needs toPurchaseDate'),
      ).optional(),
      toPurchaseDate: epoch(
        { unit: 'milliseconds' },
        integer('Until, epoch milliseconds; needs fromPurchaseDate'),
      ).optional(),
      fromExpiryDate: textOrNumber('Expiry from; needs toExpiryDate. Unit not documented').optional(),
      toExpiryDate: textOrNumber('Expiry until; needs fromExpiryDate. Unit not documented').optional(),
      typeOfReward: text(
        'Comma list: INTOUCH_REWARD, VENDOR_INTOUCH_REWARD, VENDOR_ONLY_REWARD, CART_PROMOTION, SWEEPSTAKES, GAMES, VOUCHER',
      ).optional(),
      category: idOf('rewardCategory', text('Category ids, comma list')).optional(),
      groupName: idOf('rewardGroup', text('Reward groups, comma list')).optional(),
      vendorId: idOf('rewardVendor', text('Vendor ids, comma list')).optional(),
      language: language(),
      sortBy: choice(
        ['INTOUCH_VOUCHER', 'INTOUCH_VOUCHER_EXPIRY', 'PURCHASE_DATE', 'createdOn', 'rewardId'],
        'Sort key; default PURCHASE_DATE',
      ).optional(),
      orderBy: choice(['asc', 'desc'], 'Sort direction').optional(),
      page: page(),
      size: size('Rows per page; default 100'),
      couponCodeCase: choice(['LOWER', 'UPPER', 'AS_IT_IS'], 'Letter case of the codes; default UPPER').optional(),
    }),
    answer: answers.rewardGetPurchasedByUserAnswer,
    effect: 'read',
    whenEmpty:
      'Only rewards are here. Coupons: customer_list_coupons; points redeemed at the till: customer_get_redemptions_v1_1.',
    limits: { pagination: 'page, size 100; page 0 returns all' },
    sources: [
      'https://docs.capillarytech.com/reference/get-rewards-for-user-new-api',
      'https://docs.capillarytech.com/reference/get-purchased-rewards-for-user-connected-org',
      'Get rewards for User (New API), documentation September 2025',
    ],
    keywords: [
      'what did this member redeem points for',
      'redemption order history by phone number',
      'has the gift been shipped yet',
      'my rewards page in the app',
      'gift codes a customer received in march',
      'support agent checks a missing voucher from the points shop',
      'how many points did she spend on gifts',
      'vendor vouchers claimed by this email',
      'when does the reward i claimed run out',
      'gifts a member has claimed',
      'rewards bought with points',
      'what has he got from the rewards shop',
      'which rewards a customer bought',
      'vouchers a customer got for points',
    ],
  },
);
