/** What calls of several domains answer. */
import { lazy } from '../../lib/lazy.js';
import {
  anyOf,
  anything,
  day,
  email,
  freeText,
  mobile,
  open,
  personName,
  responseStatus,
  textOrBoolean,
  time,
} from './answer.js';
import { idOf } from './leaf.js';
import { integer, list, number, text, textOrNumber } from './values.js';

const transactionCustomerPointsSummary = lazy(() =>
  open({
    points_summary: list(pointsSummary()),
  }),
);

const transactionCustomerSideEffect = lazy(() =>
  open({
    effect: list(effect()),
  }),
);

export const transactionCustomer = lazy(() =>
  open({
    user_id: idOf('customer', textOrNumber()),
    firstname: personName(),
    lastname: personName(),
    mobile: mobile(),
    email: email(),
    external_id: idOf('customerExternalId', text()),
    lifetime_points: textOrNumber(),
    loyalty_points: textOrNumber(),
    current_slab: text(),
    tier_expiry_date: time({ zone: 'organization' }),
    points_summaries: transactionCustomerPointsSummary(),
    lifetime_purchases: textOrNumber(),
    registered_on: time({ zone: 'organization' }),
    updated_on: time({ zone: 'organization' }),
    type: text(),
    source: text(),
    fraud_status: text(),
    reason: freeText(),
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
    subscriptions: open({
      subscription: list(subscription()),
    }),
    side_effects: transactionCustomerSideEffect(),
    item_status: customerItemStatus(),
  }),
);

const customerTicket = lazy(() =>
  open({
    ticket: list(ticket()),
  }),
);

const referral = lazy(() =>
  open({
    referral_type: list(referralType()),
  }),
);

const referralType = lazy(() =>
  open({
    type: text(),
    referral: list(customerReferral()),
  }),
);

const customerReferral = lazy(() =>
  open({
    id: text(),
    name: personName(),
    identifier: mobile(),
    invited_on: text(),
    status: responseStatus(),
  }),
);

export const customer = lazy(() =>
  open({
    user_id: idOf('customer', text()),
    mobile: mobile(),
    email: email(),
    external_id: idOf('customerExternalId', text()),
    firstname: personName(),
    lastname: personName(),
    count: integer(),
    recommendations: open({
      recommendation: list(anything()),
    }),
    item_status: customerItemStatus(),
    notes: open({
      note: list(
        open({
          id: text(),
          date: time({ zone: 'organization' }),
          description: freeText(),
          added_on: time({ zone: 'organization' }),
        }),
      ),
    }),
    id: idOf('customer', textOrNumber()),
    tickets: customerTicket(),
    referrals: referral(),
    fraud_status: text(),
  }),
);

export const answersStatus = lazy(() =>
  open({
    success: text(),
    status: text(),
    code: integer(),
    message: text(),
    response_code: text(),
  }),
);

export const customerItemStatus = lazy(() =>
  open({
    success: textOrBoolean(),
    status: textOrBoolean(),
    code: anyOf(integer(), number(), text()),
    message: text(),
    warnings: open({
      warning: list(text()),
    }),
  }),
);

export const currency = lazy(() =>
  open({
    ratio: textOrNumber(),
    transaction_currency: open({
      supported_currency_id: idOf('currency', integer()),
      name: text(),
      symbol: text(),
    }),
    id: idOf('currency', textOrNumber()),
    name: text(),
    symbol: text(),
  }),
);

export const responsePagination = lazy(() =>
  open({
    limit: text(),
    offset: text(),
    total: integer(),
  }),
);

export const ticket = lazy(() =>
  open({
    code: text(),
    status: text(),
    priority: text(),
    department: text(),
    subject: freeText(),
    message: freeText(),
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

const gapToUpgrade = lazy(() =>
  open({
    custom_expression: text(),
    expression_relation: text(),
    upgrade_strategy: list(pointsSummaryUpgradeStrategy()),
  }),
);

const pointsSummaryUpgradeStrategy = lazy(() =>
  open({
    upgrade_based_on: text(),
    upgrade_entity_identifers: open({
      tracker_name: text(),
      tracker_type: text(),
      tracker_mode: text(),
      tracker_case_name: text(),
      tracker_case_period_type: text(),
      tracker_case_period_value: text(),
    }),
    upgrade_threshold: text(),
    customer_upgrade_entity_values: open({
      current_value: text(),
      gap_to_upgrade: text(),
      value_valid_upto: day(),
    }),
  }),
);

const gapToRenew = lazy(() =>
  open({
    tier_expiry_date: day(),
    renew_confirmed: text(),
    custom_expression: text(),
    expression_relation: text(),
    renew_strategy: list(pointsSummaryRenewStrategy()),
  }),
);

const pointsSummaryRenewStrategy = lazy(() =>
  open({
    renew_based_on: text(),
    renew_entity_identifiers: open({
      tracker_name: text(),
      tracker_type: text(),
      tracker_mode: text(),
      tracker_case_name: text(),
      tracker_case_period_type: text(),
      tracker_case_period_value: text(),
    }),
    renew_threshold: text(),
    customer_renew_entity_value: text(),
    customer_gap_to_renew_value: text(),
  }),
);

export const pointsSummary = lazy(() =>
  open({
    programId: idOf('loyaltyProgram', text()),
    redeemed: text(),
    expired: text(),
    returned: text(),
    adjusted: text(),
    lifetimePoints: text(),
    loyaltyPoints: text(),
    cumulativePurchases: text(),
    currentSlab: text(),
    currentSlabDescription: text(),
    nextSlab: text(),
    nextSlabSerialNumber: text(),
    nextSlabDescription: text(),
    slabSNo: text(),
    slabExpiryDate: time({ zone: 'organization' }),
    totalPoints: text(),
    delayed_points: text(),
    delayed_returned_points: text(),
    total_available_points: text(),
    total_returned_points: text(),
    program_title: text(),
    program_description: text(),
    program_points_to_currency_ratio: text(),
    linked_partner_programs: open({
      linked_partner_program: list(anything()),
    }),
    gap_to_upgrade: gapToUpgrade(),
    gap_to_renew: gapToRenew(),
  }),
);

const subscription = lazy(() =>
  open({
    channel: text(),
    priority: text(),
    scope: text(),
    status: text(),
  }),
);

const effect = lazy(() =>
  open({
    awarded_points: integer(),
    total_points: integer(),
    customer_id: idOf('customer', text()),
    type: text(),
    is_referrer: text(),
    alternate_currency_identifier: text(),
    alternate_currency_name: text(),
    awarded_value: text(),
  }),
);
