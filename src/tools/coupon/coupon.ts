/** Coupon: series (the offers) and the coupons issued from them. */
import { type SideRead, section } from '../define.js';
import { accountId, source } from '../schemas/common.js';
import { email, idOf, mobile } from '../schemas/leaf-types.js';
import { boolean, choice, integer, list, object, severalIds, text } from '../schemas/values.js';
import * as answers from './coupon.answers.js';
import {
  couponIssueBody,
  couponRedeemBody,
  createSeriesBody,
  issueBulkBody,
  updateSeriesBody,
} from './coupon.bodies.js';
import { COUPON } from './coupon.defaults.js';

export const coupon = section('Coupon', COUPON);

export const couponCreateSeries = coupon.post('v2/coupon/series', {
  tool: 'coupon_create_series',
  title: 'Create coupon series',
  summary:
    'Creates a coupon series (offer): its discount, codes, validity, limits and SMS text. Nobody gets a coupon yet, but with anyUser a GENERIC code works for everybody at once; issue others with coupon_issue or coupon_issue_bulk, change a series with coupon_update_series.',
  body: createSeriesBody,
  answer: answers.couponSeries,
  effect: 'create',
  nextStep:
    'unless it is GENERIC with anyUser, nobody has a coupon yet. coupon_issue gives one to a customer; a DISC_CODE_PIN series first needs codes from coupon_upload_codes.',
  destructive: true,
  checkedBy: ['coupon_get_series_v1_1'],
  evidence: 'a series with this description and discount',
  sources: [
    'https://docs.capillarytech.com/reference/create-coupon-series',
    'Release notes April to June 2026 (productCodes)',
    'https://docs.capillarytech.com/reference/coupon-apis',
    'Create coupon series, documentation 2022 and September 2025',
  ],
  keywords: [
    'set up a 20 percent off voucher campaign',
    'launch a new discount offer with codes',
    'make a promo code everyone can use',
    'new flat 100 off voucher, minimum spend 999',
    'define an offer that expires 30 days after it is given out',
    'configure a welcome voucher for new members',
    'marketer wants a fresh offer before diwali',
    'start an offer limited to one use per person',
    'create discount for selected brands or stores',
    'new money-off deal with voucher codes',
    'create a coupon campaign',
    'prepare codes for a promotion',
    'set up a new coupon with a discount',
  ],
});

export const couponUpdateSeries = coupon.put('v2/coupon/series/{id}', {
  tool: 'coupon_update_series',
  title: 'Update coupon series',
  summary:
    'Changes a coupon series (offer): discount, validity, limits, texts. The mandatory settings must be sent again, changed or not: read them with coupon_get_series; for a new series use coupon_create_series.',
  path: () => ({
    id: idOf('couponSeries', integer('Coupon series id')),
  }),
  query: () => ({
    format: choice(['json'], 'Leave out').optional(),
  }),
  body: updateSeriesBody,
  answer: answers.couponSeries,
  effect: 'update',
  checkedBy: ['coupon_get_series'],
  idempotent: true,
  sources: [
    'https://docs.capillarytech.com/reference/update-coupon-series',
    'Update coupon series, documentation 2022 and September 2025',
  ],
  keywords: [
    'extend the end date of an offer',
    'raise the discount from 10 to 15 percent',
    'edit voucher terms and conditions',
    'allow more redemptions per customer in this offer',
    'fix the sms text of our birthday voucher',
    'stop more vouchers of this offer being given out',
    'restrict an existing offer to certain stores',
    'change the minimum bill value of a promo',
    'alter a running coupon campaign',
    'make the vouchers last longer',
    'change how much an offer takes off',
    'edit limits of a coupon offer',
    'let the coupons of a series run longer',
  ],
});

export const couponGetSeries = coupon.get('v2/coupon/series', {
  tool: 'coupon_get_series',
  title: 'Get coupon series details',
  summary:
    'Reads coupon series (offers) by id: discount, validity, limits and how many coupons were issued and redeemed. For single coupons and their codes use coupon_get; for all series without knowing ids coupon_get_series_v1_1.',
  query: () => ({
    ids: idOf('couponSeries', severalIds('Coupon series ids', 'integer')),
  }),
  answer: answers.couponGetSeriesAnswer,
  effect: 'read',
  limits: { batch: 'several ids per call' },
  sources: [
    'Release notes April to June 2026 (all categories in productInfo)',
    'https://docs.capillarytech.com/reference/get-coupon-series-details',
    'Get coupon series details, documentation 2022 and September 2025',
  ],
  keywords: [
    'how many vouchers of this offer were used',
    'show the rules of offer 700412',
    'when does this promo end',
    'issued versus redeemed count of an offer',
    'which stores accept this offer',
    'is the offer percentage or flat amount',
    'read voucher campaign settings before editing',
    'minimum bill and usage cap of a promotion code',
    'details of a voucher campaign',
    'terms of a coupon offer by its number',
    'usage figures of a discount campaign',
    'rules and validity of a coupon series',
    'which coupon series exist',
  ],
});

export const couponIssue = coupon.post('v2/coupon/issue', {
  tool: 'coupon_issue',
  title: 'Issue single coupon',
  summary:
    "Issues one coupon of a series to one customer and returns its code; the series' SMS may go out. Who holds an unused one gets it again, unless the series has isMultipleVouchersPerUserAllowed. For many customers repeat it in one call_destructive_tool, for several series use coupon_issue_bulk, to send a code again coupon_resend_v1_1.",
  body: couponIssueBody,
  answer: answers.issuedCoupon,
  effect: 'create',
  amounts: { messages: 'call' },
  destructive: true,
  checkedBy: ['customer_list_coupons'],
  evidence: 'a coupon of this series that was issued at the time of the call',
  limits: { rate: '300, period not documented' },
  sources: [
    'https://docs.capillarytech.com/reference/issue-single-coupon',
    'Release notes January to March 2026 (source and notes of an issue)',
    'https://docs.capillarytech.com/reference/coupon-apis',
    'Issue Coupon to Customer (Single), documentation 2022',
    'Issue single coupon, documentation September 2025',
  ],
  keywords: [
    'give this customer a voucher',
    'send an apology discount to an unhappy shopper',
    'hand out a promo code to mobile 98xxxx',
    'generate a unique code for her birthday',
    'goodwill voucher from the service desk',
    'reward a member with an offer',
    'grant free delivery code to one person',
    'new discount code for a customer by email or card',
    'give out one coupon',
    'make it up to a shopper with a discount',
    'send a member a voucher code',
    'give one coupon to a customer',
    'give a customer a coupon of a series',
  ],
});

export const couponIssueBulk = coupon.post('v2/coupon/bulk/issue', {
  tool: 'coupon_issue_bulk',
  title: 'Issue bulk coupons',
  summary:
    "Issues one coupon from each of several series to ONE customer (not one to many customers: that is coupon_issue, repeated), with notes for audits; each series' SMS may go out. Some may fail: read failureCount; for one series use coupon_issue.",
  query: () => ({
    source: source().optional(),
    accountId: accountId(),
  }),
  body: issueBulkBody,
  answer: answers.couponIssueBulkAnswer,
  effect: 'create',
  amounts: { rows: 'body.seriesIds[]' },
  destructive: true,
  checkedBy: ['customer_list_coupons'],
  evidence: 'a coupon of each series that was issued at the time of the call',
  limits: { rate: '1,000 per minute' },
  sources: [
    'https://docs.capillarytech.com/reference/issue-bulk-coupons',
    'https://docs.capillarytech.com/reference/coupon-apis',
    'Issue Coupons to Customer (Bulk), documentation 2022',
    'Issue bulk coupons, documentation September 2025',
  ],
  keywords: [
    'give a member a bundle of vouchers in one go',
    'welcome pack of three offers for one person',
    'hand out several discount codes to the same shopper',
    'issue vouchers from many offers to a vip',
    'compensation vouchers with a reason on record',
    'grant a set of promo codes and log the case number',
    'one customer, multiple offers, single request',
    'tier upgrade gift of several coupons',
    'vouchers from different campaigns for the same shopper',
    'several coupons for a single customer at the same time',
    'present a pack of discounts to one member',
  ],
});

/** Whether the first coupon can be redeemed. */
const REDEEMABLE: SideRead = {
  tool: 'coupon_check_redeemable',
  args: {
    code: 'body.redemptionRequestList[].code',
    mobile: 'body.user.mobile',
    email: 'body.user.email',
    externalId: 'body.user.externalId',
    id: 'body.user.id',
  },
};

export const couponRedeem = coupon.post('v2/coupon/redeem', {
  tool: 'coupon_redeem',
  title: 'Redeem single coupon',
  summary:
    "Redeems a customer's coupon against a bill; no loyalty event or wallet credit follows (coupon_redeem_v1_1 raises them). Test with coupon_check_redeemable, undo with coupon_reactivate; for several codes use coupon_redeem_bulk.",
  body: couponRedeemBody,
  response: { rows: [{ at: 'redemption[]', verdict: 'redemptionStatus' }] },
  answer: answers.couponRedeemAnswer,
  effect: 'action',
  consent: 'always',
  question: 'Redeem coupon {body.redemptionRequestList[].code} of {who}[ on bill {body.transactionNumber}]?',
  subjects: ['body.user'],
  undoneBy: 'coupon_reactivate',
  precheck: { ...REDEEMABLE, fields: ['redemption', 'redemptionStatus', 'warnings', 'errors'] },
  watch: { ...REDEEMABLE, fields: ['redemption[].isRedeemable', 'redemption[].redemptionsLeft', 'customer.id'] },
  checkedBy: ['customer_get_redemptions_v1_1', 'customer_list_coupons'],
  evidence: 'a redemption of this coupon at the time of the call',
  destructive: true,
  limits: { rate: '1,000 per minute' },
  sources: [
    'https://docs.capillarytech.com/reference/coupon-apis',
    'Redeem Coupon (Single), documentation 2022',
    'Redeem single coupon, documentation September 2025',
  ],
  keywords: [
    'apply this voucher code to the bill',
    'use a discount code at checkout',
    'customer shows a promo code at the counter',
    'mark voucher as used',
    'burn a coupon against invoice 2201',
    'consume the offer code the shopper holds',
    'till staff accepts a voucher',
    'cash in a gift code',
    'use a voucher in the shop',
    'shopper pays with a coupon',
    'take the discount code at the cash desk',
    'customer pays with a coupon',
  ],
});

export const couponRedeemBulk = coupon.post('v2/coupon/bulk/redeem', {
  tool: 'coupon_redeem_bulk',
  title: 'Redeem bulk coupons',
  summary:
    'Redeems several coupons of one customer in one call, all or nothing: one bad code fails the call; is_redeemable=true only checks them. For one coupon use coupon_redeem; undo with coupon_reactivate.',
  query: () => ({
    is_redeemable: boolean('true only checks the coupons').optional(),
    source: source().optional(),
    accountId: accountId(),
  }),
  body: couponRedeemBody,
  answer: answers.couponRedeemBulkAnswer,
  effect: 'action',
  consent: 'always',
  question: 'Redeem coupon {body.redemptionRequestList[].code} of {who}[ on bill {body.transactionNumber}]?',
  subjects: ['body.user'],
  undoneBy: 'coupon_reactivate',
  amounts: { rows: 'body.redemptionRequestList[]' },
  readUnless: [{ argument: 'is_redeemable', is: 'not true' }],
  precheck: { ...REDEEMABLE, fields: ['redemption', 'redemptionStatus', 'warnings', 'errors'] },
  watch: { ...REDEEMABLE, fields: ['redemption[].isRedeemable', 'redemption[].redemptionsLeft', 'customer.id'] },
  checkedBy: ['customer_get_redemptions_v1_1', 'customer_list_coupons'],
  evidence: 'a redemption of each coupon at the time of the call',
  destructive: true,
  limits: { batch: '50 per call', rate: '1,000 per minute' },
  sources: [
    'https://docs.capillarytech.com/reference/redeem-bulk-coupons',
    'https://docs.capillarytech.com/reference/coupon-apis',
    'Redeem Customer Coupons (Bulk), documentation 2022',
    'Redeem bulk coupons, documentation September 2025',
  ],
  keywords: [
    'use three vouchers on one bill',
    'apply a stack of promo codes together',
    'shopper wants to combine several discount codes',
    'burn many codes of the same person at once',
    'all or nothing voucher use',
    'mark a list of coupon codes as used',
    'dry run a basket of vouchers before billing',
    'accept multiple gift codes at the till',
    'shopper has more than one coupon to use',
    'redeem a handful of vouchers together',
    'several discount codes on a single purchase',
  ],
});

export const couponCheckRedeemable = coupon.get('v2/coupon/is_redeemable', {
  tool: 'coupon_check_redeemable',
  title: 'Check if coupon is redeemable',
  summary:
    "Tells whether a customer may redeem one or more coupon codes now, and if not, why; it redeems nothing (coupon_redeem does). For a coupon's details without a customer use coupon_get.",
  query: () => ({
    mobile: mobile('Give one of mobile, email, externalId, id').optional(),
    email: email('Give one identifier').optional(),
    externalId: idOf('customerExternalId', text("The brand's own id; give one identifier")).optional(),
    id: idOf('customer', integer("Capillary's customer id; give one identifier")).optional(),
    code: idOf('couponCode', text('Coupon code, or several separated by commas')),
    details: choice(
      ['true', 'false', 'extended'],
      'true adds discount and series; extended gives the eligible brands, products, categories instead',
    ).optional(),
  }),
  answer: answers.couponRedeemAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/check-if-coupon-is-redeemable',
    'Check if Coupon is Redeemable, documentation 2022 and September 2025',
  ],
  keywords: [
    'is this voucher still valid for this shopper',
    'why does the promo code not work',
    'can she use her code today',
    'verify discount code before billing',
    'voucher rejected at the till, what is the reason',
    'how many uses are left on this code',
    'check several codes for one customer',
    'has he already used his voucher',
    'test an offer code without consuming it',
    'does the coupon work',
    'may this person use the voucher now',
    'why was the discount code refused',
    'is the coupon valid today',
    'validate a coupon code',
  ],
});

export const couponReactivate = coupon.post('v2/coupon/reactivate', {
  tool: 'coupon_reactivate',
  title: 'Reactivate redeemed coupon',
  summary:
    'Undoes coupon redemptions, which makes the coupons usable again, by redemption id (not the code) from coupon_redeem or coupon_redeem_bulk. Use after a cancelled or returned bill; points come back with points_reverse_redemption, an expired coupon with coupon_update_expiry.',
  body: () =>
    object({
      redemptionIds: idOf('couponRedemption', list(integer(), 'Redemption ids: redemption[].id of coupon_redeem')),
    }),
  answer: answers.couponReactivateAnswer,
  effect: 'action',
  consent: 'always',
  question: 'Make {count body.redemptionIds[]} redeemed coupons usable again?',
  undoneBy: 'coupon_redeem',
  subjects: [],
  checkedBy: ['customer_list_coupons', 'customer_get_redemptions_v1_1'],
  evidence: 'that the coupon can be used again and its redemption is reversed',
  idempotent: true,
  destructive: true,
  limits: { batch: 'several ids per call' },
  sources: [
    'https://docs.capillarytech.com/reference/coupon-apis',
    'Reactivate Redeemed Coupon, documentation 2022',
    'Reactivate redeemed coupon, documentation September 2025',
  ],
  keywords: [
    'give a used voucher back to the shopper',
    'make a spent promo code valid again',
    'order cancelled, restore the discount code',
    'reverse a voucher redemption',
    'unredeem a coupon',
    'cashier applied the wrong code, roll it back',
    'reinstate vouchers after a refund',
    'reopen a consumed offer code',
    'coupon was used wrongly, bring it back',
    'customer returned the item, let her have the voucher again',
    'cancel the use of a coupon',
    'let a used coupon be used a second time',
  ],
});

export const couponGet = coupon.get('v2/coupon', {
  tool: 'coupon_get',
  rules: [{ needs: ['couponCodes', 'couponIds', 'issuedToIds'] }],
  title: 'Get coupon details',
  summary:
    "Discount, series and expiry of coupons, by code, by coupon id, or of all issued to some customer ids; unpaged. It shows neither the holder nor the use: coupon_get_v1_1 does; for one customer's coupons by mobile, status or date use customer_list_coupons, to test one coupon_check_redeemable.",
  query: () => ({
    couponCodes: idOf(
      'couponCode',
      severalIds('Coupon codes; give one of couponCodes, couponIds, issuedToIds'),
    ).optional(),
    couponIds: idOf('coupon', severalIds('Coupon ids')).optional(),
    issuedToIds: idOf('customer', severalIds('Customer ids: every coupon issued to them')).optional(),
    coupon_code_case: choice(['LOWER', 'UPPER', 'AS_IT_IS'], 'Letter case of codes returned; default UPPER').optional(),
    showCouponSeries: boolean('true adds the series; default false').optional(),
    includeIssualDetails: boolean('true adds the reason and source of the issue; default false').optional(),
  }),
  answer: answers.couponGetAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-coupon-details',
    'Get coupon details, documentation 2022 and September 2025',
  ],
  keywords: [
    'what is this voucher code worth',
    'when does this promo code expire',
    'look up a discount code',
    'which offer does this code belong to',
    'show vouchers given to customer 126000111',
    'why was this voucher handed out, and by whom',
    'find a coupon by its number',
    'decode the code printed on the receipt',
    'details of one coupon code',
    'tell me what this voucher gives',
    'status and validity of a discount code',
  ],
});
