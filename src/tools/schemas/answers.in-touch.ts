/** What InTouch calls of several domains answer. Most numbers are text there. */
import { lazy } from '../../lib/lazy.js';
import { anything, itemStatus, listOrOne, namedFields, open, textOrBoolean } from './answer.js';
import { email, freeText, idOf, mobile, money, personName } from './leaf-types.js';
import { date, dateTime } from './times.js';
import { integer, text, textOrNumber } from './values.js';

/** Who a row is about. Capillary's id is `id` in some answers and `user_id` in others. */
export const customerNames = () => ({
  id: idOf('customer', textOrNumber()),
  user_id: idOf('customer', textOrNumber()),
  firstname: personName(),
  lastname: personName(),
  mobile: mobile(),
  email: email(),
  external_id: idOf('customerExternalId', text()),
});

/** The same, where each row also reports its own outcome. */
export const customerIdentity = () => ({
  ...customerNames(),
  item_status: itemStatus(),
});

/** A customer as rows about something else name it. */
export const customer = lazy(() => open({ ...customerIdentity(), fraud_status: text() }));

/** What the customer itself and its transactions say of its points and its tier. */
export const customerBalance = () => ({
  ...customerIdentity(),
  type: text(),
  source: text(),
  registered_on: dateTime({ zone: 'organization' }),
  updated_on: dateTime({ zone: 'organization' }),
  lifetime_points: textOrNumber(),
  lifetime_purchases: money(textOrNumber()),
  loyalty_points: textOrNumber(),
  current_slab: text(),
  tier_expiry_date: dateTime({ zone: 'organization' }),
});

/** What a write led to: points, coupons, alternate currencies or a change of tier, as `type` says. */
export const sideEffects = lazy(() =>
  open({
    effect: listOrOne(
      open({
        type: text(),
        awarded_points: textOrNumber(),
        total_points: textOrNumber(),
        customer_id: idOf('customer', textOrNumber()),
        is_referrer: textOrBoolean(),
        id: idOf('coupon', textOrNumber()),
        coupon_type: text(),
        coupon_code: text(),
        valid_till: dateTime({ zone: 'organization' }),
        description: text(),
        discount_code: text(),
        alternate_currency_identifier: text(),
        alternate_currency_name: text(),
        awarded_value: textOrNumber(),
        previous_slab_name: text(),
        previous_slab_number: textOrNumber(),
        upgraded_slab_name: text(),
        upgraded_slab_number: textOrNumber(),
      }),
    ),
  }),
);

/** What a tier strategy counts: only trackers have these, for others the object is empty. */
const tracker = lazy(() =>
  open({
    tracker_name: text(),
    tracker_type: text(),
    tracker_mode: text(),
    tracker_case_name: text(),
    tracker_case_period_type: text(),
    tracker_case_period_value: textOrNumber(),
  }),
);

/** How far the customer is from the next tier. Only with `gap_to_upgrade_for`. */
const gapToUpgrade = lazy(() =>
  open({
    custom_expression: text(),
    expression_relation: anything(),
    upgrade_strategy: listOrOne(
      open({
        upgrade_based_on: text(),
        // The API's own spelling.
        upgrade_entity_identifers: tracker(),
        upgrade_threshold: textOrNumber(),
        customer_upgrade_entity_values: open({
          current_value: textOrNumber(),
          gap_to_upgrade: textOrNumber(),
          value_valid_upto: date(),
        }),
      }),
    ),
  }),
);

/** How far the customer is from keeping its tier. Only with `gap_to_renew_for`. */
const gapToRenew = lazy(() =>
  open({
    tier_expiry_date: date(),
    renew_confirmed: textOrBoolean(),
    custom_expression: text(),
    expression_relation: anything(),
    renew_strategy: listOrOne(
      open({
        renew_based_on: text(),
        renew_entity_identifiers: tracker(),
        renew_threshold: textOrNumber(),
        customer_renew_entity_value: textOrNumber(),
        customer_gap_to_renew_value: textOrNumber(),
      }),
    ),
  }),
);

/** A customer's points and tier in one loyalty program. */
const pointsSummary = lazy(() =>
  open({
    programId: idOf('loyaltyProgram', textOrNumber()),
    program_title: text(),
    program_description: text(),
    program_points_to_currency_ratio: textOrNumber(),
    loyaltyPoints: textOrNumber(),
    lifetimePoints: textOrNumber(),
    totalPoints: textOrNumber(),
    redeemed: textOrNumber(),
    expired: textOrNumber(),
    returned: textOrNumber(),
    adjusted: textOrNumber(),
    cumulativePurchases: money(textOrNumber()),
    delayed_points: textOrNumber(),
    delayed_returned_points: textOrNumber(),
    total_available_points: textOrNumber(),
    total_returned_points: textOrNumber(),
    currentSlab: text(),
    currentSlabDescription: text(),
    slabSNo: textOrNumber(),
    slabExpiryDate: dateTime({ zone: 'organization' }),
    nextSlab: text(),
    nextSlabSerialNumber: textOrNumber(),
    nextSlabDescription: text(),
    linked_partner_programs: open({ linked_partner_program: listOrOne(anything()) }),
    gap_to_upgrade: gapToUpgrade(),
    gap_to_renew: gapToRenew(),
  }),
);

export const pointsSummaries = lazy(() => open({ points_summary: listOrOne(pointsSummary()) }));

/** A customer as the calls answer that add or update it, or add its bills. */
export const savedCustomer = lazy(() =>
  open({
    ...customerBalance(),
    points_summaries: pointsSummaries(),
    fraud_status: text(),
    reason: freeText(),
    custom_fields: namedFields(),
    extended_fields: namedFields(),
    subscriptions: open({
      subscription: listOrOne(open({ channel: text(), priority: text(), scope: text(), status: text() })),
    }),
    side_effects: sideEffects(),
  }),
);

/** A customer whose custom fields or coupons a call is about. */
export const customerWithFields = lazy(() =>
  open({
    ...customerIdentity(),
    custom_fields: namedFields(),
    store: open({ id: textOrNumber(), code: idOf('storeCode', text()), name: text(), status: text() }),
  }),
);

export const answersStatus = lazy(() =>
  open({
    success: textOrBoolean(),
    status: textOrBoolean(),
    code: textOrNumber(),
    message: text(),
    response_code: textOrNumber(),
  }),
);

/** The organization's currency, or that of the bill. */
export const currency = lazy(() =>
  open({
    id: idOf('currency', textOrNumber()),
    name: text(),
    symbol: text(),
    ratio: textOrNumber(),
    transaction_currency: open({ supported_currency_id: idOf('currency', integer()), name: text(), symbol: text() }),
  }),
);

export const responsePagination = lazy(() => open({ limit: textOrNumber(), offset: textOrNumber(), total: integer() }));
