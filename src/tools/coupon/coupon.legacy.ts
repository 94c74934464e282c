/** Coupon, InTouch layers. */
import { type SideRead, section } from '../define.js';
import { format, inTouchCustomerFields } from '../schemas/common.js';
import { inTouchCard } from '../schemas/in-touch.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, choice, integer, text } from '../schemas/values.js';
import { COUPON } from './coupon.defaults.js';
import * as answers from './coupon.legacy.answers.js';
import { couponIssueInTouchBody, couponRedeemInTouchBody } from './coupon.legacy.bodies.js';

export const couponLegacy = section('Coupon', COUPON);

const withUserId = () => ({
  user_id: boolean("true adds the customer's id to the answer").optional(),
});

const codeCase = () => ({
  coupon_code_case: choice(['LOWER', 'UPPER', 'AS_IT_IS'], 'Letter case of codes returned; default UPPER').optional(),
});

export const couponIssue = couponLegacy.inTouch.post('coupon/issue', {
  tool: 'coupon_issue',
  title: 'Issue Coupon',
  summary:
    "Issues coupons of a series to one or more customers, each by mobile, email, external id or card; the series' SMS may go out. Prefer coupon_issue; read item_status, since an item can fail within a successful response.",
  query: () => ({
    ...withUserId(),
    format: format(),
  }),
  body: couponIssueInTouchBody,
  answer: answers.couponIssueAnswer,
  answerFrom: 'openapi',
  effect: 'create',
  consent: 'overLimit',
  question: 'Issue {count body.root.coupon[]} coupons, the first of series {body.root.coupon[].series_id}?',
  subjects: ['body.root.coupon[].customer'],
  undoneBy: 'coupon_revoke',
  amounts: { messages: 'body.root.coupon[]' },
  destructive: true,
  checkedBy: ['customer_list_coupons'],
  evidence: 'a coupon of this series that was issued at the time of the call',
  supersededBy: 'coupon_issue',
  limits: { batch: 'several per call', rate: '300, period not documented' },
  sources: [
    'https://docs.capillarytech.com/reference/issue-coupon-_',
    'Issue Coupon, v1.1 documentation 2021',
    'Issue Coupon, OpenAPI file September 2025',
  ],
  keywords: [
    'intouch voucher issue',
    'old pos integration gives out a discount code',
    'legacy call to hand a promo code to a shopper',
    'issue vouchers to several customers in one request',
    'generate codes through the classic api',
    'store terminal hands out an offer with the bill',
    'voucher for a list of mobile numbers',
    'hand a discount code to someone',
    'give out a coupon from a campaign',
    'award vouchers to phone numbers',
    'give a customer a coupon of a series',
  ],
});

export const couponResend = couponLegacy.inTouch.get('coupon/resend', {
  tool: 'coupon_resend',
  title: 'Resend Coupon',
  summary:
    'SENDS the code and validity of an active coupon to the customer who has it again, by SMS or email. It issues nothing new; for that use coupon_issue.',
  query: () => ({
    code: idOf('couponCode', text('Coupon code to send again; needed unless id is the id of the coupon')).optional(),
    ...inTouchCustomerFields(),
    id: integer(
      "Capillary's customer id; some versions read it as the coupon's id, so prefer another identifier",
    ).optional(),
    ...inTouchCard(),
    format: format(),
  }),
  answer: answers.couponResendAnswer,
  answerFrom: 'openapi',
  effect: 'action',
  amounts: { messages: 'call' },
  checkedBy: ['customer_get_interactions_v1_1'],
  evidence: 'a message with the coupon at the time of the call',
  sources: ['Reissue Coupon, v1.1 documentation 2021', 'Resend Coupon, documentation and OpenAPI file September 2025'],
  keywords: [
    'customer lost the voucher sms',
    'text her the discount code again',
    'shopper deleted the promo message',
    'email the same coupon once more',
    'remind the member of an unused voucher',
    'voucher message never arrived',
    'repeat delivery of an offer code',
    'reissue existing code to the phone',
    'she cannot find her code, send it once more',
    'forward the coupon to the phone again',
    'deliver the voucher message another time',
  ],
});

/** Whether the first coupon can be redeemed. */
const REDEEMABLE: SideRead = {
  tool: 'coupon_check_redeemable_v1_1',
  args: {
    code: 'body.root.coupon[].code',
    mobile: 'body.root.coupon[].customer.mobile',
    email: 'body.root.coupon[].customer.email',
    external_id: 'body.root.coupon[].customer.external_id',
    id: 'body.root.coupon[].customer.id',
  },
};

export const couponRedeem = couponLegacy.inTouch.post('coupon/redeem', {
  tool: 'coupon_redeem',
  title: 'Redeem Coupon',
  summary:
    'Redeems a coupon against a bill and raises the loyalty events that follow (points or coupons for redeeming, wallet credit). If no events are needed prefer coupon_redeem; what cannot be redeemed is refused, undo with coupon_reactivate.',
  query: () => ({
    ...withUserId(),
    format: format(),
  }),
  body: couponRedeemInTouchBody,
  answer: answers.couponRedeemAnswer,
  answerFrom: 'openapi',
  effect: 'action',
  consent: 'always',
  question: 'Redeem coupon {body.root.coupon[].code} of {who}[ on bill {body.root.coupon[].transaction[].number}]?',
  subjects: ['body.root.coupon[].customer'],
  undoneBy: 'coupon_reactivate',
  precheck: { ...REDEEMABLE, fields: ['response.coupons.redeemable'] },
  watch: {
    ...REDEEMABLE,
    fields: [
      'response.coupons.redeemable.is_redeemable',
      'response.coupons.redeemable.redemptions_left',
      'response.coupons.redeemable.item_status.code',
    ],
  },
  checkedBy: ['customer_get_redemptions_v1_1', 'customer_list_coupons'],
  evidence: 'a redemption of this coupon at the time of the call',
  destructive: true,
  supersededBy: 'coupon_redeem',
  limits: { rate: '1,000 per minute' },
  sources: [
    'https://docs.capillarytech.com/reference/redeem-coupon',
    'Redeem Coupon, v1.1 documentation 2021',
    'Redeem Coupon, documentation and OpenAPI file September 2025',
  ],
  keywords: [
    'use a voucher and trigger bonus points for it',
    'voucher use that credits the wallet',
    'redeem a code with the otp the shopper got',
    'intouch voucher redemption at the pos',
    'accept a promo code so that loyalty rules fire',
    'legacy till burns a discount code',
    'redeem by coupon id instead of code',
    'voucher use with custom fields on the redemption',
    'use up a coupon for an order',
    'spend a voucher at the shop and keep loyalty rules running',
    'apply the discount code to a purchase',
  ],
});

export const couponGet = couponLegacy.inTouch.get('coupon/get', {
  tool: 'coupon_get',
  title: 'Get Coupon details',
  summary:
    'Who holds a coupon, and whether it was used: reads coupons by code with customer, validity, issuing store and, when used, who redeemed them where, when and on which bill. For discount type, series and expiry alone use coupon_get.',
  query: () => ({
    code: idOf('couponCode', text('Coupon code, or several separated by commas; needed unless id is given')).optional(),
    id: idOf('coupon', text('Coupon ids separated by commas')).optional(),
    issuedToIds: idOf('customer', integer('Only coupons of this customer id')).optional(),
    ...codeCase(),
    ...withUserId(),
    format: format(),
  }),
  answer: answers.couponGetAnswer,
  effect: 'read',
  limits: { batch: 'several codes per call' },
  sources: [
    'https://docs.capillarytech.com/reference/get-coupon-detail',
    'Get Coupon Details, v1.1 documentation 2021',
    'Get Coupon details, documentation and OpenAPI file September 2025',
  ],
  keywords: [
    'holder and use of a coupon',
    'customer who holds a code',
    'who owns this voucher code',
    'where and when was this promo code used',
    'on which bill was the coupon spent',
    'which store gave out this voucher',
    'redemption proof for a disputed discount code',
    'pin of a voucher',
    'intouch look-up of a coupon number',
    'story of one coupon: owner, issue date, use',
    'check whose code this is',
    'who holds a coupon or has used it',
    'holder of a coupon code',
    'show what is behind a code',
    'who used the coupon',
  ],
});

export const couponCheckRedeemable = couponLegacy.inTouch.get('coupon/isredeemable', {
  tool: 'coupon_check_redeemable',
  title: 'Is Coupon Redeemable',
  summary:
    'Tells whether a customer (also found by card) may redeem a coupon code now, without redeeming it. Prefer coupon_check_redeemable; a refusal is is_redeemable false with the reason in item_status.',
  query: () => ({
    code: idOf('couponCode', text('Coupon code, or several separated by commas')),
    ...inTouchCustomerFields(),
    ...inTouchCard(),
    details: choice(
      ['true', 'false', 'extended'],
      'true adds the series; extended adds its campaign configuration too',
    ).optional(),
    ...codeCase(),
    format: format(),
  }),
  answer: answers.couponCheckRedeemableAnswer,
  effect: 'read',
  supersededBy: 'coupon_check_redeemable',
  sources: [
    'https://docs.capillarytech.com/reference/is-coupon-redeemable',
    'Check if Coupon is Redeemable, v1.1 documentation 2021',
    'Is Coupon Redeemable, documentation and OpenAPI file September 2025',
  ],
  keywords: [
    'validate a coupon',
    'validate a voucher by loyalty card number',
    'old pos asks if the promo code is good',
    'intouch voucher validity check',
    'will the till accept this code for the card holder',
    'classic api: can the discount code be used',
    'card holder shows a code, is it allowed',
    'legacy pre-check of an offer code',
    'can this coupon be used at present',
    'is the discount code still okay for the shopper',
    'voucher validation before billing',
    'validate a coupon code',
  ],
});

export const couponGetSeries = couponLegacy.inTouch.get('coupon/series', {
  tool: 'coupon_get_series',
  title: 'Get Coupon series details',
  summary:
    'Reads one coupon series (offer) by id or, without an id, every series of the organization, with issue and redemption counts; the full list is unpaged. If the ids are known prefer coupon_get_series.',
  query: () => ({
    id: idOf('couponSeries', integer('Coupon series id; every series if absent')).optional(),
    expired: choice(
      ['true', 'false', 'extended'],
      'true: expired series; false: active ones; extended: with their configuration',
    ).optional(),
    format: format(),
  }),
  answer: answers.couponGetSeriesAnswer,
  answerFrom: 'openapi',
  effect: 'read',
  supersededBy: 'coupon_get_series',
  limits: { rate: '1,000 per minute' },
  sources: [
    'https://docs.capillarytech.com/reference/get-coupon-series-details-v1-api',
    'Retrieve Coupon Series Details, v1.1 documentation 2021',
    'Get Coupon series details, documentation and OpenAPI file September 2025',
  ],
  keywords: [
    'list all our offers',
    'which voucher campaigns are running',
    'every active promo of the brand',
    'show offers that have ended',
    'find the id of an offer by its name',
    'overview of discount campaigns and their usage',
    'all coupon series of the organisation',
    'every coupon campaign we have',
    'set-up of a discount offer',
    'find an offer number',
    'voucher series with counters',
  ],
});
