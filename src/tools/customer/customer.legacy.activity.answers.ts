/** What the calls of this section answer. Rows are a list, or the row alone where there is only one. */

import { lazy } from '../../lib/lazy.js';
import {
  anyOf,
  anything,
  codeAndName,
  inTouchAnswer,
  listOrOne,
  namedFields,
  open,
  orEmptyList,
  responseStatus,
  textOrBoolean,
} from '../schemas/answer.js';
import { answersStatus, customerBalance, customerIdentity, responsePagination } from '../schemas/answers.in-touch.js';
import { address, freeText, idOf, mobile, personIdentifier, personName, secret } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, list, text, textOrNumber } from '../schemas/values.js';
import { transactionMembers } from '../transaction/transaction.legacy.answers.js';
import { notes } from './customer.legacy.answers.js';

const transactionPoints = lazy(() =>
  open({
    issued: textOrNumber(),
    redeemed: textOrNumber(),
    returned: textOrNumber(),
    expired: textOrNumber(),
    returnedPointsOnBill: textOrNumber(),
    expiry_date: dateTime({ zone: 'organization' }),
    program_id: idOf('loyaltyProgram', textOrNumber()),
  }),
);

/** A bill in a customer's history. Often without its lines, which are in the answer about the bill itself. */
const transactionInHistory = lazy(() =>
  open({
    ...transactionMembers(),
    store_code: idOf('storeCode', text()),
    points: listOrOne(transactionPoints()),
    returned_points_on_bill: textOrNumber(),
    coupons: anyOf(list(anything()), open({ coupon: listOrOne(anything()) })),
    basket_size: integer(),
    credit_notes: anything(),
  }),
);

const customerTransactions = lazy(() =>
  open({
    ...customerBalance(),
    user_groups2: list(anything()),
    count: textOrNumber(),
    start: textOrNumber(),
    rows: textOrNumber(),
    delayed_points: textOrNumber(),
    delayed_returned_points: textOrNumber(),
    total_available_points: textOrNumber(),
    total_returned_points: textOrNumber(),
    transactions: open({ transaction: listOrOne(transactionInHistory()) }),
  }),
);

export const customerGetTransactionsAnswer = () =>
  inTouchAnswer({
    customer: listOrOne(customerTransactions()),
  });

/** When, where and with which bill something was redeemed. */
const redemption = () => ({
  id: textOrNumber(),
  transaction_number: idOf('billNumber', text()),
  bill_id: idOf('transaction', textOrNumber()),
  redeemed_time: dateTime({ zone: 'organization' }),
  redeemed_at: text(),
  redeemed_store: codeAndName(),
  redeemed_till: codeAndName(),
  custom_fields: namedFields(),
});

const couponRedemption = lazy(() =>
  open({
    ...redemption(),
    code: text(),
    series_id: idOf('couponSeries', textOrNumber()),
    description: text(),
    discount_code: text(),
    discount_type: text(),
    discount_value: textOrNumber(),
  }),
);

const pointsReversal = lazy(() =>
  open({
    reversal_id: integer(),
    points_reversed: textOrNumber(),
    reversal_time: dateTime({ zone: 'organization' }),
    reversed_on_till_id: idOf('till', integer()),
    reversal_breakup_by_program: list(
      open({
        program_id: idOf('loyaltyProgram', textOrNumber()),
        program_name: text(),
        points_reversed: textOrNumber(),
      }),
    ),
  }),
);

const pointsRedemption = lazy(() =>
  open({
    ...redemption(),
    redemption_id: idOf('pointsRedemption', textOrNumber()),
    program_id: idOf('loyaltyProgram', textOrNumber()),
    points_redeemed: textOrNumber(),
    validation_code: secret(),
    redemption_purpose: text(),
    notes: freeText(),
    external_reference_number: idOf('redemptionReference', text()),
    reversals: list(pointsReversal()),
    redemption_breakup_by_program: list(
      open({
        program_id: idOf('loyaltyProgram', textOrNumber()),
        program_name: text(),
        points_redeemed: textOrNumber(),
      }),
    ),
    redemption_breakup_by_source: list(
      open({
        source_store: codeAndName(),
        points_consumed: textOrNumber(),
        awarding_date: dateTime({ zone: 'organization' }),
      }),
    ),
  }),
);

const customerRedemptions = lazy(() =>
  open({
    ...customerIdentity(),
    user_groups2: list(anything()),
    rows: textOrNumber(),
    coupons_count: textOrNumber(),
    coupons_start_id: textOrNumber(),
    points_count: textOrNumber(),
    points_start_id: textOrNumber(),
    redemptions: open({
      coupons: open({ coupon: listOrOne(couponRedemption()) }),
      points: open({ point: listOrOne(pointsRedemption()) }),
    }),
  }),
);

export const customerGetRedemptionsAnswer = () =>
  inTouchAnswer({
    customer: listOrOne(customerRedemptions()),
  });

const issuedCoupon = lazy(() =>
  open({
    id: idOf('coupon', textOrNumber()),
    code: text(),
    series_id: idOf('couponSeries', textOrNumber()),
    series_name: text(),
    purpose: text(),
    created_date: dateTime({ zone: 'offset' }),
    valid_till: dateTime({ zone: 'organization' }),
    transaction_number: idOf('billNumber', text()),
    issued_at: codeAndName(),
    custom_properties: open({
      custom_property: listOrOne(open({ name: text(), value: text() })),
    }),
    redemption_count: textOrNumber(),
    redemptions: open({
      redemption: listOrOne(
        open({
          id: textOrNumber(),
          date: dateTime({ zone: 'offset' }),
          transaction_number: idOf('billNumber', text()),
          redeemed_at: codeAndName(),
        }),
      ),
    }),
  }),
);

export const customerGetCouponsAnswer = () =>
  open({
    response: open({
      pagination: responsePagination(),
      status: responseStatus(),
      customers: open({
        customer: listOrOne(open({ ...customerIdentity(), coupons: open({ coupon: listOrOne(issuedCoupon()) }) })),
      }),
    }),
  });

export const customerSetNotesAnswer = () =>
  inTouchAnswer({
    customer: open({ ...customerIdentity(), notes: orEmptyList(notes()) }),
  });

export const customerGetNotesAnswer = customerSetNotesAnswer;

export const customerGetRecommendationsAnswer = () =>
  inTouchAnswer({
    customer: open({
      ...customerIdentity(),
      count: textOrNumber(),
      recommendations: open({ recommendation: listOrOne(anything()) }),
    }),
  });

/** A message that the customer got or sent. Both spellings of `receiver` are the API's. */
const message = lazy(() =>
  open({
    id: textOrNumber(),
    sender: mobile(),
    receiver: mobile(),
    reciever: mobile(),
    subject: freeText(),
    status: text(),
    sent_time: dateTime({ zone: 'organization' }),
    delivered_time: dateTime({ zone: 'organization' }),
    campaign_id: idOf('campaign', textOrNumber()),
  }),
);

const answeredSurvey = lazy(() =>
  open({
    name: text(),
    nps_score: textOrNumber(),
    sent_by: personName(),
    sent_time: dateTime({ zone: 'organization' }),
    completion_time: dateTime({ zone: 'organization' }),
    response_url: text(),
  }),
);

/** What happened on a network. `type` says which block is there: messages, surveys or places. */
const interaction = lazy(() =>
  open({
    type: text(),
    count: textOrNumber(),
    last_interaction_time: dateTime({ zone: 'organization' }),
    used_status: boolean(),
    messages: open({ message: listOrOne(message()) }),
    surveys: open({ survey: listOrOne(answeredSurvey()) }),
    latest_nps_score: textOrNumber(),
    latest_survey_name: text(),
    latest_survey_interaction_time: dateTime({ zone: 'organization' }),
    locs: open({
      loc: listOrOne(open({ lat: address(), long: address(), time: dateTime({ zone: 'organization' }) })),
    }),
  }),
);

export const customerGetInteractionsAnswer = () =>
  open({
    response: open({
      status: answersStatus(),
      customer: open({
        ...customerIdentity(),
        interactions: open({
          network: listOrOne(open({ name: text(), interaction: listOrOne(interaction()) })),
        }),
      }),
    }),
  });

const ticket = lazy(() =>
  open({
    code: idOf('ticket', text()),
    status: text(),
    priority: text(),
    department: text(),
    subject: freeText(),
    message: freeText(),
    custom_fields: namedFields(),
  }),
);

export const customerAddTicketAnswer = () =>
  inTouchAnswer({
    customers: open({ customer: listOrOne(open({ ...customerIdentity(), ticket: listOrOne(ticket()) })) }),
  });

export const customerGetTicketsAnswer = () =>
  inTouchAnswer({
    customer: open({ ...customerIdentity(), tickets: open({ ticket: listOrOne(ticket()) }) }),
  });

/** An invitation, and whether it was accepted: a row can fail although the customer's `item_status` is a success. */
const sentReferral = lazy(() =>
  open({
    id: textOrNumber(),
    name: personName(),
    identifier: personIdentifier(),
    invited_on: dateTime({ zone: 'organization' }),
    status: open({ success: textOrBoolean(), code: textOrNumber(), message: text() }),
  }),
);

export const customerReferAnswer = () =>
  inTouchAnswer({
    customers: open({
      customer: listOrOne(
        open({
          ...customerIdentity(),
          referrals: open({
            referral_type: listOrOne(open({ type: text(), referral: listOrOne(sentReferral()) })),
          }),
        }),
      ),
    }),
  });

const invitee = lazy(() =>
  open({
    identifier: personIdentifier(),
    name: personName(),
    invited_on: dateTime({ zone: 'organization' }),
    till: codeAndName(),
  }),
);

const referee = lazy(() =>
  open({
    ...customerIdentity(),
    event_type: text(),
    added_on: dateTime({ zone: 'organization' }),
  }),
);

export const customerGetReferralsAnswer = () =>
  inTouchAnswer({
    customer: open({
      ...customerIdentity(),
      referral_code: idOf('referralCode', text()),
      invitees: open({
        referral_type: listOrOne(open({ type: text(), invitee: listOrOne(invitee()) })),
      }),
      referees: open({ referee: listOrOne(referee()) }),
      incentives: list(anything()),
    }),
  });
