/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { customer2 } from '../customer/customer.legacy.answers.js';
import {
  anything,
  day,
  email,
  itemStatus,
  mobile,
  open,
  personName,
  responseStatus,
  textOrBoolean,
  time,
} from '../schemas/answer.js';
import { answersStatus, customerItemStatus } from '../schemas/answers.in-touch.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, list, number, text, textOrNumber } from '../schemas/values.js';

const couponIssueCoupon = lazy(() =>
  open({
    code: text(),
    series_id: idOf('couponSeries', text()),
    description: text(),
    discount_code: text(),
    valid_till: day(),
    discount_type: text(),
    discount_value: text(),
    discount_upto: text(),
    discount_on: text(),
    detailed_info: text(),
    customer: customer2(),
    item_status: itemStatus(),
  }),
);

export const couponIssueAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      coupon: couponIssueCoupon(),
    }),
  });

export const couponResendAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      coupons: open({
        coupon: list(
          open({
            id: text(),
            code: text(),
            item_status: itemStatus(),
          }),
        ),
      }),
    }),
  });

const couponRedeemCoupon = lazy(() =>
  open({
    coupon: couponRedeemCoupon2(),
  }),
);

const couponRedeemCoupon2 = lazy(() =>
  open({
    customer: customer2(),
    redemptionId: idOf('pointsRedemption', text()),
    code: text(),
    discount_code: text(),
    series_code: idOf('couponSeries', text()),
    series_info: list(anything()),
    is_absolute: text(),
    coupon_value: text(),
    transaction: open({
      amount: text(),
      number: idOf('transaction', text()),
    }),
    side_effects: list(anything()),
    item_status: itemStatus(),
  }),
);

export const couponRedeemAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      coupons: couponRedeemCoupon(),
    }),
  });

const couponGetCoupon = lazy(() =>
  open({
    coupon: list(couponGetCoupon2()),
  }),
);

const couponGetCoupon2 = lazy(() =>
  open({
    id: textOrNumber(),
    code: text(),
    valid_till: text(),
    issued_on: time({ zone: 'organization' }),
    valid_from: time({ zone: 'organization' }),
    purpose: text(),
    custom_properties: open({
      custom_property: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
    series_id: idOf('couponSeries', integer()),
    is_absolute: boolean(),
    value: number(),
    discount_upto: number(),
    customer: open({
      id: idOf('customer', text()),
      user_id: idOf('customer', text()),
      name: personName(),
      mobile: mobile(),
      email: email(),
      external_id: idOf('customerExternalId', text()),
    }),
    pincode: text(),
    redemption_info: redemptionInfo(),
    issued_store: open({
      code: text(),
      name: text(),
    }),
    item_status: itemStatus(),
  }),
);

const redemptionInfo = lazy(() =>
  open({
    redeemed: textOrBoolean(),
    id: idOf('pointsRedemption', integer()),
    redeemed_on: time({ zone: 'organization' }),
    redeemed_at: text(),
    redeemed_by: open({
      firstname: personName(),
      lastname: personName(),
      email: email(),
      mobile: mobile(),
    }),
    store: open({
      code: text(),
      name: text(),
    }),
    transaction: open({
      id: idOf('transaction', text()),
      bill_number: text(),
    }),
  }),
);

export const couponGetAnswer = () =>
  open({
    response: open({
      status: answersStatus(),
      coupons: couponGetCoupon(),
    }),
  });

const couponCheckRedeemableCoupon = lazy(() =>
  open({
    redeemable: redeemable(),
  }),
);

const redeemable = lazy(() =>
  open({
    mobile: mobile(),
    code: text(),
    is_redeemable: text(),
    redemptions_left: integer(),
    no_of_redemptions_by_user: integer(),
    coupon_value: text(),
    customer: customer2(),
    series_info: seriesInfo(),
    item_status: customerItemStatus(),
  }),
);

const seriesInfo = lazy(() =>
  open({
    id: integer(),
    org_id: integer(),
    description: text(),
    series_type: text(),
    client_handling_type: text(),
    discount_code: text(),
    sms_template: text(),
    created: text(),
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
    series_code: text(),
    info: text(),
    detailed_info: text(),
    dvs_expiry_date: text(),
    show_pin_code: boolean(),
    discount_on: text(),
    discount_type: text(),
    discount_value: number(),
    discount_upto: number(),
    dvs_items: text(),
    terms_and_condition: text(),
    redeem_store_type: text(),
    productInfo: list(
      open({
        productType: text(),
        productIds: list(text()),
      }),
    ),
    products: open({
      product: list(
        open({
          sku: text(),
          ean: text(),
          description: text(),
        }),
      ),
    }),
  }),
);

export const couponCheckRedeemableAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      coupons: couponCheckRedeemableCoupon(),
    }),
  });

const sery = lazy(() =>
  open({
    items: couponGetSeriesItem(),
  }),
);

const couponGetSeriesItem = lazy(() =>
  open({
    item: couponGetSeriesItem2(),
  }),
);

const couponGetSeriesItem2 = lazy(() =>
  open({
    id: text(),
    description: text(),
    series_type: text(),
    client_handling_type: text(),
    discount_code: text(),
    valid_till_date: day(),
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
    created: time({ zone: 'organization' }),
    last_used: time({ zone: 'organization' }),
    series_code: text(),
    disable_sms: text(),
    info: text(),
    allow_multiple_vouchers_per_user: text(),
    do_not_resend_existing_voucher: text(),
    mutual_exclusive_series_ids: text(),
    store_ids_json: text(),
    dvs_enabled: text(),
    dvs_expiry_date: day(),
    priority: text(),
    short_sms_template: text(),
    max_vouchers_per_user: text(),
    min_days_between_vouchers: text(),
    max_referrals_per_referee: text(),
    discount_on: text(),
    discount_type: text(),
    discount_value: text(),
    redemption_range: text(),
    min_bill_amount: text(),
    max_bill_amount: text(),
    redeem_at_store: text(),
    campaign_id: idOf('campaign', text()),
    max_redemptions_in_series_per_user: text(),
    min_days_between_redemption: text(),
    redemption_valid_from: day(),
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
      tills: text(),
    }),
    products: text(),
    brands: text(),
    categories: text(),
    item_status: itemStatus(),
  }),
);

export const couponGetSeriesAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      series: sery(),
    }),
  });
