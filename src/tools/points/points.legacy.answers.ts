/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { email, itemStatus, mobile, open, responseStatus, secret } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, list, number, text, textOrNumber } from '../schemas/values.js';

const pointsCheckRedeemablePoint = lazy(() =>
  open({
    redeemable: redeemable(),
  }),
);

const redeemable = lazy(() =>
  open({
    mobile: mobile(),
    email: email(),
    external_id: idOf('customerExternalId', text()),
    points: textOrNumber(),
    is_redeemable: text(),
    points_redeem_value: number(),
    points_redeem_local_value: number(),
    input_type: text(),
    points_currency_ratio: text(),
    item_status: itemStatus(),
  }),
);

export const pointsCheckRedeemableAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      points: pointsCheckRedeemablePoint(),
    }),
  });

const validationCode = lazy(() =>
  open({
    code: code(),
  }),
);

const code = lazy(() =>
  open({
    user_id: idOf('customer', text()),
    mobile: mobile(),
    email: email(),
    external_id: idOf('customerExternalId', text()),
    points: textOrNumber(),
    item_status: itemStatus(),
  }),
);

export const pointsSendValidationCodeAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      validation_code: validationCode(),
    }),
  });

const pointsRedeemPoint = lazy(() =>
  open({
    mobile: mobile(),
    email: email(),
    external_id: idOf('customerExternalId', text()),
    user_id: idOf('customer', text()),
    redemption_id: idOf('pointsRedemption', text()),
    points_redeemed: textOrNumber(),
    redemption_purpose: text(),
    redeemed_value: number(),
    redeemed_local_value: number(),
    balance: number(),
    is_group_redemption: boolean(),
    redemption_program_id: idOf('loyaltyProgram', integer()),
    redemption_breakup_by_earning_programs: list(
      open({
        program_id: idOf('loyaltyProgram', integer()),
        points_redeemed: number(),
        program_current_points: number(),
      }),
    ),
    side_effects: pointsRedeemSideEffect(),
    item_status: itemStatus(),
  }),
);

const pointsRedeemSideEffect = lazy(() =>
  open({
    effect: list(pointsRedeemEffect()),
  }),
);

const pointsRedeemEffect = lazy(() =>
  open({
    id: integer(),
    case_value: text(),
    num_points: number(),
    currency_value: number(),
    validation_code: secret(),
    points_redemption_summary_id: text(),
    redeemed_on_bill_number: idOf('transaction', text()),
    redeemed_on_bill_id: idOf('transaction', integer()),
    type: text(),
  }),
);

export const pointsRedeemAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      responses: open({
        points: pointsRedeemPoint(),
      }),
    }),
  });
