/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import {
  address,
  anything,
  email,
  freeText,
  itemStatus,
  mobile,
  open,
  personName,
  responseStatus,
  secret,
  time,
} from '../schemas/answer.js';
import {
  answersStatus,
  currency,
  customer,
  customerItemStatus,
  responsePagination,
  ticket,
} from '../schemas/answers.in-touch.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, list, text, textOrNumber } from '../schemas/values.js';

const interaction = lazy(() =>
  open({
    network: list(network()),
  }),
);

const network = lazy(() =>
  open({
    name: text(),
    interaction: list(responseCustomerInteraction()),
  }),
);

const responseCustomerInteraction = lazy(() =>
  open({
    type: text(),
    count: textOrNumber(),
    locs: open({
      loc: open({
        lat: address(),
        long: address(),
        time: time({ zone: 'organization' }),
      }),
    }),
    messages: message(),
    latest_nps_score: text(),
    latest_survey_name: text(),
    latest_survey_interaction_time: time({ zone: 'organization' }),
    surveys: open({
      survey: list(
        open({
          name: text(),
          nps_score: text(),
          sent_by: personName(),
          sent_time: time({ zone: 'organization' }),
          completion_time: time({ zone: 'organization' }),
          response_url: text(),
        }),
      ),
    }),
    last_interaction_time: text(),
    used_status: boolean(),
  }),
);

const message = lazy(() =>
  open({
    message: list(responseCustomerMessage()),
  }),
);

const responseCustomerMessage = lazy(() =>
  open({
    id: textOrNumber(),
    sender: mobile(),
    reciever: mobile(),
    subject: freeText(),
    status: text(),
    sent_time: time({ zone: 'organization' }),
    delivered_time: time({ zone: 'organization' }),
    campaign_id: idOf('campaign', text()),
    receiver: mobile(),
  }),
);

const responseCustomer = lazy(() =>
  open({
    id: idOf('customer', text()),
    mobile: mobile(),
    email: email(),
    external_id: idOf('customerExternalId', text()),
    interactions: interaction(),
    item_status: itemStatus(),
    ticket: ticket(),
  }),
);

const customerGetTransactionsCustomer = lazy(() =>
  open({
    firstname: personName(),
    lastname: personName(),
    user_id: idOf('customer', text()),
    mobile: mobile(),
    email: email(),
    external_id: idOf('customerExternalId', text()),
    lifetime_points: integer(),
    lifetime_purchases: integer(),
    loyalty_points: integer(),
    current_slab: text(),
    registered_on: time({ zone: 'organization' }),
    updated_on: time({ zone: 'organization' }),
    type: text(),
    source: text(),
    count: integer(),
    start: text(),
    delayed_points: text(),
    delayed_returned_points: text(),
    total_available_points: text(),
    total_returned_points: text(),
    rows: text(),
    transactions: customerGetTransactionsTransaction(),
    item_status: customerItemStatus(),
  }),
);

const customerGetTransactionsTransaction = lazy(() =>
  open({
    transaction: list(customerGetTransactionsTransaction2()),
  }),
);

const customerGetTransactionsTransaction2 = lazy(() =>
  open({
    id: idOf('transaction', text()),
    number: text(),
    type: text(),
    return_type: text(),
    amount: text(),
    outlier_status: text(),
    delivery_status: text(),
    notes: freeText(),
    billing_time: time({ zone: 'organization' }),
    auto_update_time: time({ zone: 'organization' }),
    gross_amount: text(),
    discount: text(),
    store: text(),
    store_code: text(),
    returned_points_on_bill: text(),
    currency: currency(),
    points: open({
      issued: text(),
      redeemed: text(),
      returned: text(),
      expired: text(),
      returnedPointsOnBill: text(),
      expiry_date: time({ zone: 'organization' }),
      program_id: idOf('loyaltyProgram', text()),
    }),
    custom_fields: open({
      field: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
    extended_fields: open({
      field: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
    coupons: list(anything()),
    basket_size: integer(),
    line_items: open({
      line_item: list(anything()),
    }),
  }),
);

export const customerGetTransactionsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      customer: customerGetTransactionsCustomer(),
    }),
  });

const customerGetRedemptionsCustomer = lazy(() =>
  open({
    mobile: mobile(),
    email: email(),
    external_id: idOf('customerExternalId', text()),
    firstname: personName(),
    lastname: personName(),
    user_groups2: list(anything()),
    rows: textOrNumber(),
    coupons_count: text(),
    points_count: textOrNumber(),
    coupons_start_id: text(),
    points_start_id: textOrNumber(),
    redemptions: redemption(),
  }),
);

const redemption = lazy(() =>
  open({
    coupons: customerGetRedemptionsCoupon(),
    points: customerGetRedemptionsPoint(),
  }),
);

const customerGetRedemptionsCoupon = lazy(() =>
  open({
    coupon: list(customerGetRedemptionsCoupon2()),
  }),
);

const customerGetRedemptionsCoupon2 = lazy(() =>
  open({
    id: text(),
    code: text(),
    series_id: idOf('couponSeries', text()),
    description: text(),
    discount_code: text(),
    discount_type: text(),
    discount_value: text(),
    transaction_number: text(),
    bill_id: text(),
    redeemed_time: time({ zone: 'organization' }),
    redeemed_at: text(),
    redeemed_store: open({
      code: text(),
      name: text(),
    }),
    redeemed_till: open({
      code: text(),
      name: text(),
    }),
    custom_fields: open({
      field: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
  }),
);

const customerGetRedemptionsPoint = lazy(() =>
  open({
    point: list(customerGetRedemptionsPoint2()),
  }),
);

const customerGetRedemptionsPoint2 = lazy(() =>
  open({
    id: integer(),
    program_id: idOf('loyaltyProgram', integer()),
    points_redeemed: integer(),
    transaction_number: text(),
    bill_id: text(),
    validation_code: secret(),
    redeemed_time: time({ zone: 'organization' }),
    redeemed_at: text(),
    redemption_purpose: text(),
    notes: freeText(),
    external_reference_number: text(),
    redemption_id: idOf('pointsRedemption', text()),
    redeemed_store: open({
      code: text(),
      name: text(),
    }),
    redeemed_till: open({
      code: text(),
      name: text(),
    }),
    custom_fields: open({
      field: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
    reversals: list(reversal()),
    redemption_breakup_by_program: list(
      open({
        program_id: idOf('loyaltyProgram', integer()),
        points_redeemed: integer(),
        program_name: text(),
      }),
    ),
    redemption_breakup_by_source: list(
      open({
        source_store: open({
          code: text(),
          name: text(),
        }),
        points_consumed: integer(),
        awarding_date: time({ zone: 'organization' }),
      }),
    ),
  }),
);

const reversal = lazy(() =>
  open({
    reversal_id: integer(),
    points_reversed: integer(),
    reversal_time: time({ zone: 'organization' }),
    reversed_on_till_id: idOf('till', integer()),
    reversal_breakup_by_program: list(
      open({
        program_id: idOf('loyaltyProgram', integer()),
        points_reversed: integer(),
        program_name: text(),
      }),
    ),
  }),
);

export const customerGetRedemptionsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      customer: customerGetRedemptionsCustomer(),
    }),
  });

const customerGetCouponsCustomer = lazy(() =>
  open({
    customer: list(customerGetCouponsCustomer2()),
  }),
);

const customerGetCouponsCustomer2 = lazy(() =>
  open({
    firstname: personName(),
    lastname: personName(),
    email: email(),
    external_id: idOf('customerExternalId', text()),
    mobile: mobile(),
    id: idOf('customer', text()),
    coupons: customerGetCouponsCoupon(),
    item_status: itemStatus(),
  }),
);

const customerGetCouponsCoupon = lazy(() =>
  open({
    coupon: list(customerGetCouponsCoupon2()),
  }),
);

const customerGetCouponsCoupon2 = lazy(() =>
  open({
    id: idOf('coupon', text()),
    series_id: idOf('couponSeries', text()),
    series_name: text(),
    redemption_count: integer(),
    created_date: time({ zone: 'offset' }),
    valid_till: time({ zone: 'organization' }),
    code: text(),
    transaction_number: text(),
    purpose: text(),
    custom_properties: open({
      custom_property: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
    redemptions: open({
      redemption: list(
        open({
          id: text(),
          date: time({ zone: 'offset' }),
          transaction_number: text(),
          redeemed_at: open({
            code: text(),
            name: text(),
          }),
        }),
      ),
    }),
    issued_at: open({
      code: text(),
      name: text(),
    }),
  }),
);

export const customerGetCouponsAnswer = () =>
  open({
    response: open({
      pagination: responsePagination(),
      status: responseStatus(),
      customers: customerGetCouponsCustomer(),
    }),
  });

export const customerSetNotesAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      customer: customer(),
    }),
  });

export const customerGetNotesAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      customer: customer(),
    }),
  });

export const customerGetRecommendationsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      customer: customer(),
    }),
  });

export const customerGetInteractionsAnswer = () =>
  open({
    response: open({
      status: answersStatus(),
      customer: responseCustomer(),
    }),
  });

const customerAddTicketCustomer = lazy(() =>
  open({
    customer: responseCustomer(),
  }),
);

export const customerAddTicketAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      customers: customerAddTicketCustomer(),
    }),
  });

export const customerGetTicketsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      customer: customer(),
    }),
  });

const customerReferCustomer = lazy(() =>
  open({
    customer: list(customer()),
  }),
);

export const customerReferAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      customers: customerReferCustomer(),
    }),
  });

const customerGetReferralsCustomer = lazy(() =>
  open({
    email: email(),
    mobile: mobile(),
    external_id: idOf('customerExternalId', text()),
    firstname: personName(),
    lastname: personName(),
    referral_code: text(),
    invitees: customerGetReferralsInvitee(),
    referees: customerGetReferralsReferee(),
    incentives: list(anything()),
    item_status: itemStatus(),
  }),
);

const customerGetReferralsInvitee = lazy(() =>
  open({
    referral_type: list(referralType()),
  }),
);

const referralType = lazy(() =>
  open({
    type: text(),
    invitee: list(
      open({
        identifier: mobile(),
        name: personName(),
        invited_on: time({ zone: 'organization' }),
        till: open({
          code: text(),
          name: text(),
        }),
      }),
    ),
  }),
);

const customerGetReferralsReferee = lazy(() =>
  open({
    referee: list(
      open({
        event_type: text(),
        firstname: personName(),
        lastname: personName(),
        mobile: mobile(),
        email: email(),
        external_id: idOf('customerExternalId', text()),
        added_on: time({ zone: 'organization' }),
      }),
    ),
  }),
);

export const customerGetReferralsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      customer: customerGetReferralsCustomer(),
    }),
  });
