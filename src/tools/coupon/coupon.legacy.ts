/** Coupon, InTouch layers. */
import { section } from '../define.js';
import { format, inTouchCustomer } from '../schemas/common.js';
import { boolean, integer, list, object, oneOf, text } from '../schemas/values.js';
import { couponRedeemBody } from './coupon.legacy.bodies.js';

export const couponLegacy = section('Coupon', { domain: 'Coupon Management', accessGroup: 'Coupon' });

couponLegacy.inTouch.post('coupon/issue', {
  tool: 'coupon_issue',
  title: 'Issue Coupon',
  summary: 'Old InTouch call that issues coupons from a series to customers; prefer the v2 Issue single coupon.',
  query: () => ({
    format: format(),
    user_id: boolean('true adds user_id to the customer in the answer').optional(),
  }),
  body: () =>
    object({
      root: object(
        {
          coupon: list(
            object({
              series_id: text('Series id (integer, sent as string in samples)'),
              customer: object(
                {
                  mobile: text('Mobile').optional(),
                  email: text('Email').optional(),
                  external_id: text('External id').optional(),
                  id: text('User id (inferred from the redeem call; list cut off in the stored page)').optional(),
                  card_number: text('Card number (inferred likewise)').optional(),
                  card_external_id: text('Card external id (inferred likewise)').optional(),
                },
                'Receiver; one identifier needed',
              ),
            }),
            'Coupons to issue',
          ),
        },
        'Envelope',
      ),
    }),
  returns:
    'response { status, coupon { code, series_id, description, discount_code, valid_till, discount_type, discount_value, discount_upto, discount_on, detailed_info, customer, item_status } }',
  effect: 'create',
  pii: true,
  supersededBy: 'coupon_issue',
  keywords: [],
  limits: { rate: '300, unit not stated', batch: 'several per call' },
  sources: [
    'https://docs.capillarytech.com/reference/issue-coupon-_',
    '2021 edition (v1.1): Issue Coupon',
    'September 2025 edition: issue',
  ],
});

couponLegacy.inTouch.get('coupon/resend', {
  tool: 'coupon_resend',
  title: 'Resend Coupon',
  summary:
    'Old InTouch GET that RE-SENDS an already issued active coupon to its customer by SMS/email (a GET with a side effect). It does not create a coupon; there is no v2 twin.',
  query: () => ({
    ...inTouchCustomer(),
    code: text(
      'Coupon code to send again; required in the 2025 definition (the 2022 docs let the coupon id stand in for it)',
    ),
    format: format(),
    card_number: text('Seen only in the 2025 edition of the documentation').optional(),
    card_external_id: text('Seen only in the 2025 edition of the documentation').optional(),
  }),
  returns: 'response { status, coupons { coupon[] { id, code, item_status } } }',
  effect: 'action',
  pii: true,
  keywords: [],
  limits: { rate: 'rate limited' },
  sources: [
    '2021 edition (v1.1): Reissue Coupon',
    'September 2025 edition: resend',
    'September 2025 edition: 01-resend-coupon.md',
  ],
});

couponLegacy.inTouch.post('coupon/redeem', {
  tool: 'coupon_redeem',
  title: 'Redeem Coupon',
  summary:
    'Old InTouch call that redeems a coupon against a bill; unlike the v2 call it raises loyalty events and wallet credit, so it is kept for those cases.',
  query: () => ({
    format: format(),
    user_id: boolean('true adds user_id to the customer in the answer').optional(),
  }),
  body: couponRedeemBody,
  returns:
    'response { status, coupons { coupon { customer, redemptionId, code, discount_code, series_code, series_info, is_absolute, coupon_value, transaction, side_effects, item_status } } }',
  effect: 'action',
  destructive: true,
  pii: true,
  supersededBy: 'coupon_redeem',
  keywords: [],
  limits: { rate: '1000, unit not stated' },
  sources: [
    'https://docs.capillarytech.com/reference/redeem-coupon',
    '2021 edition (v1.1): Redeem Coupon',
    'September 2025 edition: redeem',
    'September 2025 edition: 02-redeem-coupon.md',
  ],
});

couponLegacy.inTouch.get('coupon/get', {
  tool: 'coupon_get',
  title: 'Get Coupon details',
  summary:
    "Old InTouch call that reads a coupon's owner, validity, issuing store and redemption facts by code or id; prefer v2 Get coupon details.",
  query: () => ({
    id: text('Coupon id(s), comma separated, instead of code (2022 edition only)').optional(),
    code: text('Coupon code(s), comma separated; required in the 2025 definition'),
    issuedToIds: integer('Customer user id filter (current page)').optional(),
    coupon_code_case: oneOf(['LOWER', 'UPPER', 'AS_IT_IS'], 'Letter case of returned codes; default UPPER').optional(),
    user_id: boolean('true adds user_id to the customer in the answer').optional(),
    format: format(),
  }),
  returns:
    'response { status, coupons { coupon[] { id, code, valid_till, issued_on, valid_from, purpose, custom_properties, series_id, is_absolute, value, discount_upto, customer, redemption_info, pincode, issued_store, item_status } } }',
  effect: 'read',
  pii: true,
  supersededBy: 'coupon_get',
  keywords: [],
  limits: { rate: 'rate limited', batch: 'comma lists' },
  sources: [
    'https://docs.capillarytech.com/reference/get-coupon-detail',
    '2021 edition (v1.1): Get Coupon Details',
    'September 2025 edition: get',
    'September 2025 edition: 03-get-coupon-detail.md',
  ],
});

couponLegacy.inTouch.get('coupon/isredeemable', {
  tool: 'coupon_check_redeemable',
  title: 'Is Coupon Redeemable',
  summary:
    'Old InTouch call that tells whether a customer may redeem a coupon code; prefer v2 Check if coupon is redeemable.',
  query: () => ({
    ...inTouchCustomer(),
    card_number: text('Customer card number').optional(),
    card_external_id: text('Card external id').optional(),
    code: text('Coupon code (comma list per current page)'),
    details: oneOf(
      ['true', 'false', 'extended'],
      'true: series details; extended: plus campaign configuration',
    ).optional(),
    coupon_code_case: oneOf(['LOWER', 'UPPER', 'AS_IT_IS'], 'Letter case of returned codes; default UPPER').optional(),
    format: format(),
  }),
  returns:
    'response { status, coupons { redeemable { mobile, code, is_redeemable, redemptions_left, no_of_redemptions_by_user, coupon_value, customer, item_status, series_info } } }',
  effect: 'read',
  pii: true,
  supersededBy: 'coupon_check_redeemable',
  keywords: [],
  sources: [
    'https://docs.capillarytech.com/reference/is-coupon-redeemable',
    '2021 edition (v1.1): Check if Coupon is Redeemable',
    'September 2025 edition: isredeemable',
    'September 2025 edition: 05-is-coupon-redeemable.md',
  ],
});

couponLegacy.inTouch.get('coupon/series', {
  tool: 'coupon_get_series',
  title: 'Get Coupon series details',
  summary:
    'Old InTouch call that reads coupon series configuration, one by id or all of them; prefer v2 Get coupon series details.',
  query: () => ({
    id: integer(
      'Series id; optional, without it every series is returned (2025 text; the 2022 table stars it)',
    ).optional(),
    expired: oneOf(
      ['true', 'false', 'extended'],
      'true: expired series; false: active ones; extended: also configuration details',
    ).optional(),
    format: format(),
  }),
  returns: 'response { status, series { items { item { coupons, valid_redemption_org_entities, item_status } } } }',
  effect: 'read',
  supersededBy: 'coupon_get_series',
  keywords: [],
  limits: { rate: '1000 requests per minute per API key (not set on the US cluster)' },
  sources: [
    'https://docs.capillarytech.com/reference/get-coupon-series-details-v1-api',
    '2021 edition (v1.1): Retrieve Coupon Series Details',
    'September 2025 edition: series',
    'September 2025 edition: 06-get-coupon-series-details-1.md',
  ],
});
