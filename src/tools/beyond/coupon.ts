/** Coupon, beyond the inventory: issuing several of a series, moving expiries, revoking, completing redemptions. */
import { COUPON } from '../coupon/coupon.defaults.js';
import { section } from '../define.js';
import { choice } from '../schemas/values.js';
import * as answers from './coupon.answers.js';
import { issueMultipleBody, revokeBody, updateExpiryBody, updateRedemptionBody } from './coupon.bodies.js';

export const couponBeyond = section('Coupon', COUPON);

export const couponIssueMultiple = couponBeyond.post('v2/coupon/issue/multiple', {
  tool: 'coupon_issue_multiple',
  title: 'Issue Several Coupons from a Series',
  summary:
    "Issues up to 500 coupons of the same series at once, all to the same person; the series' SMS may go out. Fewer may come than were asked for: compare successCount; singly use coupon_issue, from several series coupon_issue_bulk.",
  inInventory: false,
  body: issueMultipleBody,
  response: { confirmation: ['coupons'], beside: { lists: ['coupons'] } },
  answer: answers.couponIssueMultipleAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['customer_list_coupons'],
  evidence: 'coupons of this series that were issued at the time of the call',
  limits: { batch: '500 coupons' },
  example: { body: { seriesId: 700404, count: 2, customer: { mobile: '919800000001' } } },
  sources: [
    'https://docs.capillarytech.com/reference/issue-bulk-coupon-with-count-from-series',
    'Issue bulk coupon with count from series, documentation September 2025',
  ],
  keywords: [
    'three vouchers of the same offer for a shopper',
    'the same voucher many times in a single call',
    'book of ten discount codes for one member',
    'issue twenty codes to a corporate account',
    'a stack of the same voucher for a vip',
    'five free coffee coupons for one person',
    'multiple codes of one offer as an apology',
    'several vouchers of one series for one customer',
    'more than one coupon of the same series',
    'ten coupons of the same series',
  ],
});

export const couponUpdateExpiry = couponBeyond.put('v2/coupon/bulk/expiry', {
  tool: 'coupon_update_expiry',
  title: 'Update Expiry of Issued Coupons',
  summary:
    'Moves the expiry of up to 100 issued coupons of a series, later or earlier, lapsed ones too while the series runs. For all coupons of an offer change the series with coupon_update_series; to take coupons away use coupon_revoke.',
  inInventory: false,
  body: updateExpiryBody,
  response: {
    rows: [
      { at: 'entity', counted: { failed: 'failedCount', reasons: ['unprocessedCoupons'] }, done: ['successCount'] },
    ],
    advice: { 633: 'The couponSeriesId must be that of the coupons: customer_list_coupons shows both.' },
  },
  answer: answers.couponUpdateExpiryAnswer,
  effect: 'update',
  idempotent: true,
  checkedBy: ['coupon_get', 'customer_list_coupons'],
  limits: { batch: '100 codes' },
  example: {
    body: { couponSeriesId: 700404, couponCodes: [{ couponCode: 'YACPKLHY', expiryDate: '2026-12-15T23:59:59Z' }] },
  },
  sources: [
    'https://docs.capillarytech.com/reference/update-coupon-code-expiry-date',
    'Update coupon code expiry date, documentation September 2025',
    'Pre-release notes August 2025 (validity of coupons)',
  ],
  keywords: [
    'extend a voucher that is about to run out',
    'her coupon lapsed yesterday, make it valid again',
    'shorten the validity of a discount code',
    'give the customer another month to use the coupon',
    'change the expiry date of a coupon code',
    'prolong issued vouchers after the store was closed',
    'let these codes end earlier',
    'extend issued coupons until the end of the month',
    'move the expiry date of a coupon that was issued',
    'give vouchers of these customers a later expiry',
  ],
});

export const couponRevoke = couponBeyond.post('v2/coupon/revoke', {
  tool: 'coupon_revoke',
  title: 'Revoke Issued Coupons',
  summary:
    "TAKES back unused coupons: up to 50 codes or, WITHOUT codes, ALL open coupons of a customer in a series; no call undoes it. A used coupon's redemption is undone with coupon_reactivate, a coupon ends earlier with coupon_update_expiry.",
  inInventory: false,
  query: () => ({
    couponCodeCase: choice(
      ['LOWER', 'UPPER', 'AS_IT_IS'],
      'Letter case that codes are turned into; default UPPER',
    ).optional(),
  }),
  body: revokeBody,
  rules: [{ each: 'body', needs: ['couponCodes', 'customer'] }],
  response: {
    rows: [{ at: 'entity', counted: { failed: 'failedCount', reasons: ['failedToRevoke'] }, done: ['revokedCoupons'] }],
  },
  answer: answers.couponRevokeAnswer,
  effect: 'action',
  consent: 'always',
  question: 'Revoke[ coupon {body.couponCodes[]}][ all open coupons of {who}][ of series {body.couponSeriesId}]?',
  undoneBy: 'nothing',
  subjects: ['body.customer'],
  destructive: true,
  // Whose it is; no read shows that a coupon was revoked.
  watch: {
    tool: 'coupon_get_v1_1',
    args: { code: 'body.couponCodes[]' },
    fields: ['response.coupons.coupon[].customer.id', 'response.coupons.coupon[].valid_till'],
  },
  checkedBy: ['customer_list_coupons'],
  evidence: 'the coupons no longer among those of status ACTIVE',
  limits: { batch: '50 codes, or 100 open coupons of one customer' },
  example: { body: { couponSeriesId: 700404, couponCodes: ['YACPKLHY'] } },
  sources: ['https://docs.capillarytech.com/reference/revoke-coupon', 'Revoke coupon, documentation September 2025'],
  keywords: [
    'take a voucher back from a customer',
    'cancel a coupon that was issued by mistake',
    'withdraw discount codes after fraud',
    'invalidate all open coupons of this person',
    'block a promo code that leaked',
    'remove unused vouchers when the order is cancelled',
    'void a coupon code',
    'withdraw coupons that were given out by mistake',
    'cancel the unused vouchers of a customer',
    'take back issued coupons of a series',
    'revoke coupon codes',
    'make coupons of a fraudster worthless',
  ],
});

export const couponUpdateRedemption = couponBeyond.put('v2/coupon/redeem', {
  tool: 'coupon_update_redemption',
  title: 'Update Coupon Redemption',
  summary:
    'Adds the bill or custom fields to coupon redemptions that were made before; it redeems nothing, which coupon_redeem does. To undo a redemption use coupon_reactivate.',
  inInventory: false,
  body: updateRedemptionBody,
  response: { rows: [{ at: 'entity.redemptions[]', verdict: 'redemptionStatus' }] },
  answer: answers.couponUpdateRedemptionAnswer,
  effect: 'update',
  idempotent: true,
  checkedBy: ['customer_get_redemptions_v1_1'],
  example: {
    body: { redemptions: [{ redemptionId: 369400005, billAmount: 1499, transactionNumber: 'BILL-26-1001' }] },
  },
  sources: [
    'https://docs.capillarytech.com/reference/update-coupon-redeem-field',
    'Update coupon redeem field, documentation September 2025',
  ],
  keywords: [
    'add the bill number to a coupon that was used',
    'voucher was redeemed before the invoice existed',
    'link a coupon redemption to its bill',
    'correct the amount of the bill of a redeemed code',
    'fill in custom fields of a used coupon',
    'the till did not send the bill with the voucher',
    'complete details of a coupon redemption',
    'add the bill to a coupon redemption that is recorded already',
    'coupon was used before the bill existed',
    'update a coupon redemption',
  ],
});
