/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import {
  anything,
  email,
  freeText,
  itemStatus,
  mobile,
  open,
  personName,
  responseStatus,
  time,
} from '../schemas/answer.js';
import { customerItemStatus, pointsSummary, transactionCustomer } from '../schemas/answers.in-touch.js';
import { idOf } from '../schemas/leaf.js';
import { integer, list, number, text } from '../schemas/values.js';
import { note } from './customer.entities.js';

const customer2 = lazy(() =>
  open({
    user_id: idOf('customer', text()),
    mobile: mobile(),
    email: email(),
    external_id: idOf('customerExternalId', text()),
    custom_fields: open({
      field: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
    }),
    store: open({
      id: text(),
      code: text(),
      name: text(),
      status: text(),
    }),
    item_status: itemStatus(),
  }),
);

const customerAddCustomer = lazy(() =>
  open({
    customer: list(transactionCustomer()),
  }),
);

export const customerAddAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      customers: customerAddCustomer(),
    }),
  });

const customerUpdateCustomer = lazy(() =>
  open({
    customer: list(transactionCustomer()),
  }),
);

export const customerUpdateAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      customers: customerUpdateCustomer(),
    }),
  });

const customerUpdateIdentityCustomer = lazy(() =>
  open({
    customer: customerUpdateIdentityCustomer2(),
  }),
);

const customerUpdateIdentityCustomer2 = lazy(() =>
  open({
    identifier: text(),
    old_value: mobile(),
    new_value: mobile(),
    updated: text(),
    item_status: itemStatus(),
  }),
);

export const customerUpdateIdentityAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      customers: customerUpdateIdentityCustomer(),
    }),
  });

const customerGetCustomer = lazy(() =>
  open({
    customer: list(customerGetCustomer2()),
  }),
);

const customerGetCustomer2 = lazy(() =>
  open({
    firstname: personName(),
    lastname: personName(),
    mobile: mobile(),
    email: email(),
    external_id: idOf('customerExternalId', text()),
    lifetime_points: number(),
    lifetime_purchases: integer(),
    loyalty_points: integer(),
    current_slab: text(),
    registered_on: time({ zone: 'organization' }),
    updated_on: time({ zone: 'organization' }),
    type: text(),
    source: text(),
    identifiers: list(anything()),
    gender: text(),
    registered_by: text(),
    registered_store: open({
      code: text(),
      name: text(),
    }),
    registered_till: open({
      code: text(),
      name: text(),
    }),
    user_groups2: list(anything()),
    fraud_details: open({
      status: text(),
      marked_by: personName(),
      modified_on: time({ zone: 'organization' }),
      reason: freeText(),
    }),
    trackers: text(),
    current_nps_status: text(),
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
    transactions: open({
      transaction: list(
        open({
          id: idOf('transaction', text()),
          number: text(),
          type: text(),
          created_date: time({ zone: 'organization' }),
          store: text(),
        }),
      ),
    }),
    coupons: customerGetCoupon(),
    notes: open({
      note: list(note()),
    }),
    points_summaries: customerGetPointsSummary(),
    user_id: idOf('customer', text()),
    programs_list: customerGetProgramsList(),
    slab_history: slabHistory(),
    item_status: customerItemStatus(),
  }),
);

const customerGetCoupon = lazy(() =>
  open({
    coupon: list(customerGetCoupon2()),
  }),
);

const customerGetCoupon2 = lazy(() =>
  open({
    id: idOf('coupon', text()),
    series_id: idOf('couponSeries', text()),
    code: text(),
    description: text(),
    created_date: time({ zone: 'organization' }),
    valid_till: time({ zone: 'organization' }),
    redeemed: text(),
    same_user_multiple_redeem: text(),
  }),
);

const customerGetPointsSummary = lazy(() =>
  open({
    points_summary: list(pointsSummary()),
  }),
);

const customerGetProgramsList = lazy(() =>
  open({
    program: list(program()),
  }),
);

const program = lazy(() =>
  open({
    programId: idOf('loyaltyProgram', text()),
    programName: text(),
    programDescription: text(),
    isDefault: text(),
    pointsToCurrencyRatio: text(),
    PartnerPrograms: partnerProgram(),
  }),
);

const partnerProgram = lazy(() =>
  open({
    PartnerProgram: list(customerGetPartnerProgram()),
  }),
);

const customerGetPartnerProgram = lazy(() =>
  open({
    partnerProgramId: idOf('partnerProgram', text()),
    partnerProgramName: text(),
    partnerProgramDescription: text(),
    isTierBased: text(),
    pointsExchangeRate: text(),
    partnerProgramType: text(),
    membershipPeriodType: text(),
    membershipPeriodValue: text(),
    partnerProgramTiers: list(
      open({
        tierNumber: text(),
        tierName: text(),
      }),
    ),
  }),
);

const slabHistory = lazy(() =>
  open({
    history: list(history()),
  }),
);

const history = lazy(() =>
  open({
    to: text(),
    from: text(),
    store: open({
      code: text(),
      name: text(),
    }),
    type: text(),
    changed_on: time({ zone: 'organization' }),
    notes: freeText(),
    program_id: idOf('loyaltyProgram', text()),
    to_tier_expiry_date: time({ zone: 'organization' }),
    from_tier_expiry_date: time({ zone: 'organization' }),
  }),
);

export const customerGetAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      customers: customerGetCustomer(),
    }),
  });

const customerSetPreferencesCustomer = lazy(() =>
  open({
    customer: customer2(),
  }),
);

export const customerSetPreferencesAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      customers: customerSetPreferencesCustomer(),
    }),
  });

const customerGetPreferencesCustomer = lazy(() =>
  open({
    customer: customer2(),
  }),
);

export const customerGetPreferencesAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      customers: customerGetPreferencesCustomer(),
    }),
  });

const customerUpdateSubscriptionsSubscription = lazy(() =>
  open({
    subscription: list(customerUpdateSubscriptionsSubscription2()),
  }),
);

const customerUpdateSubscriptionsSubscription2 = lazy(() =>
  open({
    user_id: idOf('customer', text()),
    mobile: mobile(),
    email: email(),
    channel: text(),
    priority: text(),
    scope: text(),
    is_subscribed: text(),
    item_status: itemStatus(),
  }),
);

export const customerUpdateSubscriptionsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      subscriptions: customerUpdateSubscriptionsSubscription(),
    }),
  });

const customerGetSubscriptionsSubscription = lazy(() =>
  open({
    subscription: list(customerGetSubscriptionsSubscription2()),
  }),
);

const customerGetSubscriptionsSubscription2 = lazy(() =>
  open({
    user_id: idOf('customer', text()),
    mobile: mobile(),
    email: email(),
    external_id: idOf('customerExternalId', text()),
    channel: list(
      open({
        name: text(),
        priority: list(
          open({
            name: text(),
            subscribed: text(),
            unsubscribed: text(),
            user_preference: text(),
          }),
        ),
      }),
    ),
    orgUnitSubscriptions: list(anything()),
    item_status: itemStatus(),
  }),
);

export const customerGetSubscriptionsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      subscriptions: customerGetSubscriptionsSubscription(),
    }),
  });
