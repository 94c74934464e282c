/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { inTouchAnswer, listOrOne, open, textOrBoolean } from '../schemas/answer.js';
import { customerIdentity } from '../schemas/answers.in-touch.js';
import { idOf, money, secret } from '../schemas/leaf-types.js';
import { integer, list, text, textOrNumber } from '../schemas/values.js';

export const pointsCheckRedeemableAnswer = () =>
  inTouchAnswer({
    points: open({
      redeemable: open({
        ...customerIdentity(),
        is_redeemable: textOrBoolean(),
        points: textOrNumber(),
        points_redeem_value: money(textOrNumber()),
        points_redeem_local_value: money(textOrNumber()),
        points_currency_ratio: textOrNumber(),
        input_type: text(),
      }),
    }),
  });

/** The code itself goes to the customer only. */
export const pointsSendValidationCodeAnswer = () =>
  inTouchAnswer({
    validation_code: open({ code: open({ ...customerIdentity(), points: textOrNumber() }) }),
  });

const redemptionEffect = lazy(() =>
  open({
    id: textOrNumber(),
    type: text(),
    case_value: text(),
    num_points: textOrNumber(),
    currency_value: money(textOrNumber()),
    validation_code: secret(),
    points_redemption_summary_id: textOrNumber(),
    redeemed_on_bill_number: idOf('billNumber', text()),
    redeemed_on_bill_id: idOf('transaction', textOrNumber()),
  }),
);

/** A redemption. Where several members of a group paid, `is_group_redemption` is true; otherwise it is missing. */
const redemption = lazy(() =>
  open({
    ...customerIdentity(),
    redemption_id: idOf('pointsRedemption', textOrNumber()),
    points_redeemed: textOrNumber(),
    redeemed_value: money(textOrNumber()),
    redeemed_local_value: money(textOrNumber()),
    balance: textOrNumber(),
    redemption_purpose: text(),
    is_group_redemption: textOrBoolean(),
    redemption_program_id: idOf('loyaltyProgram', integer()),
    redemption_breakup_by_earning_programs: list(
      open({
        program_id: idOf('loyaltyProgram', integer()),
        points_redeemed: textOrNumber(),
        program_current_points: textOrNumber(),
      }),
    ),
    side_effects: open({ effect: listOrOne(redemptionEffect()) }),
  }),
);

export const pointsRedeemAnswer = () =>
  inTouchAnswer({
    responses: open({ points: listOrOne(redemption()) }),
  });
