/** What the calls of this section answer. Rows are a list, or the row alone where there is only one. */
import { lazy } from '../../lib/lazy.js';
import {
  anything,
  codeAndName,
  inTouchAnswer,
  itemStatus,
  listOrOne,
  namedFields,
  open,
  orEmptyList,
  textOrBoolean,
} from '../schemas/answer.js';
import {
  customerBalance,
  customerIdentity,
  customerWithFields,
  pointsSummaries,
  savedCustomer,
} from '../schemas/answers.in-touch.js';
import { freeText, idOf, money, personalData, personIdentifier, personName } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { list, text, textOrNumber } from '../schemas/values.js';

/** A note on a customer. A call that writes one shows `date`, one that reads it `added_on`. */
export const notes = lazy(() =>
  open({
    note: listOrOne(
      open({
        id: idOf('note', textOrNumber()),
        description: freeText(),
        date: dateTime({ zone: 'organization' }),
        added_on: dateTime({ zone: 'organization' }),
      }),
    ),
  }),
);

const partnerProgram = lazy(() =>
  open({
    partnerProgramId: idOf('partnerProgram', textOrNumber()),
    partnerProgramName: idOf('partnerProgramName', text()),
    partnerProgramDescription: text(),
    partnerProgramType: text(),
    isTierBased: textOrBoolean(),
    pointsExchangeRate: textOrNumber(),
    membershipPeriodType: text(),
    membershipPeriodValue: textOrNumber(),
    partnerProgramTiers: list(open({ tierNumber: textOrNumber(), tierName: text() })),
  }),
);

/** The organization's loyalty programs. Only with `program_summary`. */
const programs = lazy(() =>
  open({
    program: listOrOne(
      open({
        programId: idOf('loyaltyProgram', textOrNumber()),
        programName: text(),
        programDescription: text(),
        isDefault: textOrBoolean(),
        pointsToCurrencyRatio: textOrNumber(),
        PartnerPrograms: open({ PartnerProgram: listOrOne(partnerProgram()) }),
      }),
    ),
  }),
);

/** The customer's changes of tier. Only with `slab_history`. */
const slabHistory = lazy(() =>
  open({
    history: listOrOne(
      open({
        from: text(),
        to: text(),
        type: text(),
        notes: freeText(),
        store: codeAndName(),
        program_id: idOf('loyaltyProgram', textOrNumber()),
        changed_on: dateTime({ zone: 'organization' }),
        from_tier_expiry_date: dateTime({ zone: 'organization' }),
        to_tier_expiry_date: dateTime({ zone: 'organization' }),
      }),
    ),
  }),
);

/** Points that become void, or did. */
const expiringPoints = () =>
  listOrOne(
    open({
      points: textOrNumber(),
      expiry_date: date(),
      expired_on: date(),
      program_id: idOf('loyaltyProgram', textOrNumber()),
    }),
  );

/** Points that promotions gave for being a customer, for a bill or for a line. */
const promotionPoints = () =>
  listOrOne(
    open({
      points: textOrNumber(),
      transaction_id: idOf('transaction', textOrNumber()),
      lineitem_id: idOf('lineItem', textOrNumber()),
      expiry_date: date(),
      issued_on: date(),
      issued_at: codeAndName(),
    }),
  );

const recentTransactions = lazy(() =>
  open({
    transaction: listOrOne(
      open({
        id: idOf('transaction', textOrNumber()),
        number: idOf('billNumber', text()),
        type: text(),
        amount: money(textOrNumber()),
        created_date: dateTime({ zone: 'organization' }),
        store: text(),
        /** Only with the arguments of these names; no answer shows them. */
        credit_notes: anything(),
        tenders: anything(),
      }),
    ),
  }),
);

const activeCoupons = lazy(() =>
  open({
    coupon: listOrOne(
      open({
        id: idOf('coupon', textOrNumber()),
        series_id: idOf('couponSeries', textOrNumber()),
        code: text(),
        description: text(),
        created_date: dateTime({ zone: 'organization' }),
        valid_till: dateTime({ zone: 'organization' }),
        redeemed: textOrBoolean(),
        same_user_multiple_redeem: textOrBoolean(),
      }),
    ),
  }),
);

/** A customer with the blocks that the flags of the call add. A block without entries is an empty list. */
const customerDetails = lazy(() =>
  open({
    ...customerBalance(),
    next_slab: text(),
    next_slab_serial_number: textOrNumber(),
    next_slab_description: text(),
    gender: personalData(text()),
    identifiers: list(anything()),
    registered_by: text(),
    registered_store: codeAndName(),
    registered_till: codeAndName(),
    user_groups2: list(anything()),
    fraud_details: open({
      status: text(),
      marked_by: personName(),
      modified_on: dateTime({ zone: 'organization' }),
      reason: freeText(),
    }),
    trackers: anything(),
    current_nps_status: anything(),
    custom_fields: namedFields(),
    extended_fields: namedFields(),
    transactions: orEmptyList(recentTransactions()),
    coupons: orEmptyList(activeCoupons()),
    points_summary: open({
      expired: textOrNumber(),
      redeemed: textOrNumber(),
      adjusted: textOrNumber(),
      returned: textOrNumber(),
    }),
    promotion_points: open({
      customer: open({ item: promotionPoints() }),
      transactions: open({ item: promotionPoints() }),
      lineitems: open({ item: promotionPoints() }),
    }),
    expiry_schedule: open({ schedule: expiringPoints() }),
    expired_points: open({ item: expiringPoints() }),
    ndnc_status: anything(),
    optin_status: anything(),
    subscriptions: anything(),
    segments: anything(),
    card_details: anything(),
    customer_image: anything(),
    notes: orEmptyList(notes()),
    points_summaries: orEmptyList(pointsSummaries()),
    programs_list: orEmptyList(programs()),
    slab_history: orEmptyList(slabHistory()),
    tier_update_criteria: anything(),
  }),
);

export const customerAddAnswer = () =>
  inTouchAnswer({
    customers: open({ customer: listOrOne(savedCustomer()) }),
  });

export const customerUpdateAnswer = customerAddAnswer;

export const customerUpdateIdentityAnswer = () =>
  inTouchAnswer({
    customers: open({
      customer: listOrOne(
        open({
          identifier: text(),
          old_value: personIdentifier(),
          new_value: personIdentifier(),
          updated: textOrBoolean().describe('true: request taken'),
          item_status: itemStatus(),
        }),
      ),
    }),
  });

export const customerGetAnswer = () =>
  inTouchAnswer({
    customers: open({ customer: listOrOne(customerDetails()) }),
  });

export const customerSetPreferencesAnswer = () =>
  inTouchAnswer({
    customers: open({ customer: listOrOne(customerWithFields()) }),
  });

/** The preferred store is the custom field PREFERRED_STORE here. */
export const customerGetPreferencesAnswer = customerSetPreferencesAnswer;

export const customerUpdateSubscriptionsAnswer = () =>
  inTouchAnswer({
    subscriptions: open({
      subscription: listOrOne(
        open({
          ...customerIdentity(),
          channel: text(),
          priority: text(),
          scope: text(),
          is_subscribed: textOrBoolean(),
        }),
      ),
    }),
  });

export const customerGetSubscriptionsAnswer = () =>
  inTouchAnswer({
    subscriptions: open({
      subscription: listOrOne(
        open({
          ...customerIdentity(),
          channel: listOrOne(
            open({
              name: text(),
              priority: listOrOne(
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
        }),
      ),
    }),
  });
