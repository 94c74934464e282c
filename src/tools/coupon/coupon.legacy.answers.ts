/** What the calls of this section answer, InTouch layers. */

import { lazy } from '../../lib/lazy.js';
import {
  anything,
  codeAndName,
  inTouchAnswer,
  itemStatus,
  listOrOne,
  open,
  responseStatus,
  textOrBoolean,
} from '../schemas/answer.js';
import { customerIdentity } from '../schemas/answers.in-touch.js';
import { idOf, mobile, money, personName } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { boolean, integer, list, number, text, textOrNumber } from '../schemas/values.js';

const couponHolder = lazy(() =>
  open({
    ...customerIdentity(),
    name: personName(),
  }),
);

const customProperties = lazy(() => open({ custom_property: listOrOne(open({ name: text(), value: text() })) }));

/** A coupon that was just issued. Numbers of the discount are text. */
const issuedCoupon = lazy(() =>
  open({
    code: idOf('couponCode', text()),
    series_id: idOf('couponSeries', textOrNumber()),
    description: text(),
    discount_code: text(),
    valid_till: date(),
    discount_type: text(),
    discount_value: textOrNumber(),
    discount_upto: money(textOrNumber()),
    discount_on: text(),
    detailed_info: text(),
    customer: couponHolder(),
    item_status: itemStatus(),
  }),
);

const redeemedCoupon = lazy(() =>
  open({
    customer: couponHolder(),
    redemptionId: textOrNumber(),
    code: idOf('couponCode', text()),
    discount_code: text(),
    series_code: idOf('couponSeries', textOrNumber()),
    series_info: anything(),
    is_absolute: textOrBoolean(),
    coupon_value: money(textOrNumber()),
    transaction: open({ amount: money(textOrNumber()), number: idOf('billNumber', text()) }),
    side_effects: anything(),
    item_status: itemStatus(),
  }),
);

/** A coupon as it stands. For a code that does not exist, the id is -1 and `item_status` has code 705. */
const couponDetails = lazy(() =>
  open({
    id: idOf('coupon', textOrNumber()),
    code: idOf('couponCode', text()),
    valid_till: text('DD-MM-YYYY'),
    issued_on: dateTime({ zone: 'organization' }),
    valid_from: dateTime({ zone: 'organization' }),
    purpose: text(),
    custom_properties: customProperties(),
    series_id: idOf('couponSeries', integer()),
    is_absolute: boolean(),
    value: money(),
    discount_upto: money(),
    customer: couponHolder(),
    pincode: text(),
    issued_store: codeAndName(),
    redemption_info: redemptionInfo(),
    /** Within `redemption_info` since 2022. */
    redeemed_by: couponHolder(),
    store: codeAndName(),
    transaction: redemptionBill(),
    item_status: itemStatus(),
  }),
);

const redemptionInfo = lazy(() =>
  open({
    redeemed: textOrBoolean(),
    id: textOrNumber(),
    redeemed_on: dateTime({ zone: 'organization' }),
    redeemed_at: text(),
    redeemed_by: couponHolder(),
    store: codeAndName(),
    transaction: redemptionBill(),
  }),
);

const redemptionBill = lazy(() => open({ id: idOf('transaction', textOrNumber()), bill_number: text() }));

/** Whether a customer may redeem a coupon. Where not, `item_status` says why. */
const redeemable = lazy(() =>
  open({
    mobile: mobile(),
    code: idOf('couponCode', text()),
    is_redeemable: textOrBoolean(),
    redemptions_left: integer('-1: no limit'),
    no_of_redemptions_by_user: integer(),
    coupon_value: money(textOrNumber()),
    customer: couponHolder(),
    series_info: redeemableSeries(),
    item_status: open({
      success: textOrBoolean(),
      status: textOrBoolean(),
      code: textOrNumber(),
      message: text(),
      warnings: open({ warning: listOrOne(text()) }),
    }),
  }),
);

/** The series of a coupon that was checked, with `details`; an empty object without. */
const redeemableSeries = lazy(() =>
  open({
    id: idOf('couponSeries', integer()),
    org_id: integer(),
    description: text(),
    series_type: text(),
    client_handling_type: text(),
    discount_code: text(),
    sms_template: text(),
    created: dateTime({ zone: 'organization' }),
    tag: text(),
    valid_till: text(),
    valid_till_date: text(),
    valid_days_from_create: integer(),
    transferrable: integer(),
    expiry_strategy_value: integer(),
    any_user: integer(),
    same_user_multiple_redeem: integer(),
    allow_referral_existing_users: integer(),
    multiple_use: integer(),
    is_validation_required: integer(),
    valid_with_discounted_item: boolean(),
    created_by: integer(),
    series_code: idOf('couponSeriesCode', text()),
    info: text(),
    detailed_info: text(),
    dvs_expiry_date: text(),
    show_pin_code: boolean(),
    discount_on: text(),
    discount_type: text(),
    discount_value: number(),
    discount_upto: money(),
    dvs_items: text(),
    terms_and_condition: text(),
    redeem_store_type: text(),
    productInfo: list(
      open({
        productType: text(),
        productIds: list(textOrNumber()),
      }),
    ),
    products: open({
      product: listOrOne(
        open({
          sku: text(),
          ean: text(),
          description: text(),
        }),
      ),
    }),
  }),
);

/** A coupon series. All values are text, the flags `0` or `1`; what names several things is JSON as text. */
const couponSeries = lazy(() =>
  open({
    id: idOf('couponSeries', textOrNumber()),
    description: text(),
    series_type: text(),
    client_handling_type: text(),
    discount_code: text(),
    valid_till_date: date(),
    valid_days_from_create: text(),
    expiry_strategy_type: text(),
    expiry_strategy_value: text(),
    max_create: text(),
    max_redeem: text(),
    transferrable: text(),
    any_user: text(),
    same_user_multiple_redeem: text(),
    allow_referral_existing_users: text(),
    multiple_use: text(),
    is_validation_required: text(),
    valid_with_discounted_item: text(),
    created_by: text(),
    created: dateTime({ zone: 'organization' }),
    last_used: dateTime({ zone: 'organization' }),
    series_code: idOf('couponSeriesCode', text()),
    disable_sms: text(),
    info: text(),
    allow_multiple_vouchers_per_user: text(),
    do_not_resend_existing_voucher: text(),
    mutual_exclusive_series_ids: text(),
    store_ids_json: text(),
    dvs_enabled: text(),
    dvs_expiry_date: date(),
    priority: text(),
    short_sms_template: text(),
    max_vouchers_per_user: text(),
    min_days_between_vouchers: text(),
    max_referrals_per_referee: text(),
    discount_on: text(),
    discount_type: text(),
    discount_value: text(),
    discount_upto: money(textOrNumber()),
    sms_template: text(),
    tag: text(),
    dvs_items: text(),
    redemption_range: text(),
    min_bill_amount: money(textOrNumber()),
    max_bill_amount: money(textOrNumber()),
    redeem_at_store: text(),
    campaign_id: idOf('campaign', text()),
    max_redemptions_in_series_per_user: text(),
    min_days_between_redemption: text(),
    redemption_valid_from: date(),
    source_org_id: text(),
    issue_to_loyalty: text(),
    redeem_store_type: text(),
    old_flow_enabled: text(),
    pre_redeem_event_required: text(),
    coupons: open({
      issued: text(),
      redeemed: text(),
    }),
    offline_redemption_enabled: text(),
    valid_redemption_org_entities: open({
      concepts: anything(),
      zones: anything(),
      stores: anything(),
      tills: anything(),
    }),
    products: anything(),
    brands: anything(),
    categories: anything(),
    item_status: itemStatus(),
  }),
);

export const couponIssueAnswer = () =>
  inTouchAnswer({
    coupon: listOrOne(issuedCoupon()),
  });

export const couponResendAnswer = () =>
  inTouchAnswer({
    coupons: open({
      coupon: listOrOne(
        open({
          id: idOf('coupon', textOrNumber()),
          code: idOf('couponCode', text()),
          item_status: itemStatus(),
        }),
      ),
    }),
  });

const redeemedCoupons = lazy(() =>
  open({
    status: responseStatus(),
    coupons: open({ coupon: listOrOne(redeemedCoupon()) }),
  }),
);

export const couponRedeemAnswer = () =>
  open({
    response: redeemedCoupons(),
    // The documentation shows the answer without `response`, too.
    ...redeemedCoupons().shape,
  });

export const couponGetAnswer = () =>
  open({
    response: open({
      status: open({ ...responseStatus().shape, status: text(), response_code: textOrNumber() }),
      coupons: open({ coupon: listOrOne(couponDetails()) }),
    }),
  });

export const couponCheckRedeemableAnswer = () =>
  inTouchAnswer({
    coupons: open({ redeemable: listOrOne(redeemable()) }),
  });

export const couponGetSeriesAnswer = () =>
  inTouchAnswer({
    series: open({ items: open({ item: listOrOne(couponSeries()) }) }),
  });
