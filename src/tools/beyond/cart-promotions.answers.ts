/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import {
  cartPromotion,
  promotionRestrictions,
  remainingUse,
  storeCriteria,
} from '../promotions/cart-promotions.answers.js';
import { open, problem } from '../schemas/answer.js';
import { idOf, money } from '../schemas/leaf-types.js';
import { dateTime, epoch } from '../schemas/times.js';
import { boolean, integer, keyValues, list, text, textOrNumber } from '../schemas/values.js';

const milliseconds = () => epoch({ unit: 'milliseconds' });
const iso = () => dateTime({ zone: 'offset' });

const supplementaryCriteria = () =>
  open({
    loyaltyProgramId: idOf('loyaltyProgram', integer()),
    programType: text(),
    partnerProgramId: idOf('partnerProgram', integer()),
  });

/** What is left of each limit, by what it counts for. */
const remaining = () =>
  open({
    Promotion: list(remainingUse()),
    Customer: list(remainingUse()),
    Cart: list(remainingUse()),
    Product: list(remainingUse()),
    Category: list(remainingUse()),
    Code: list(remainingUse()),
  });

export const cartPromotionListAnswer = lazy(() =>
  open({
    data: list(cartPromotion()),
    errors: list(problem()),
    warnings: list(problem()),
  }),
);

/** The answer to a switch: true when it is done. */
export const doneAnswer = lazy(() => open({ data: boolean(), errors: list(problem()) }));

export const cartPromotionListForCustomerAnswer = () =>
  open({
    data: list(
      open({
        earnedPromotionId: idOf('earnedCartPromotion', text('absent for promotions of a tier or program')),
        promotionId: idOf('cartPromotion', text()),
        promotionName: text(),
        customerId: idOf('customer', integer()),
        earnedType: text(),
        earnedStatus: text('LOCKED: not usable yet'),
        promotionStatus: text(),
        applicationMode: text(),
        eventTime: milliseconds(),
        unlockedDate: milliseconds(),
        redeemableFrom: milliseconds(),
        validTill: milliseconds(),
        customFieldValues: keyValues(),
        restrictions: remaining(),
        supplementaryCriteria: supplementaryCriteria(),
        mileStoneId: integer(),
        targetGroupId: idOf('targetGroup', integer()),
      }),
    ),
    errors: list(problem()),
  });

export const cartPromotionGetConfigAnswer = () =>
  open({
    data: list(
      open({
        promotionId: idOf('cartPromotion', text()),
        promotionName: text(),
        promotionType: text(),
        milestoneId: integer(),
        groupId: idOf('targetGroup', integer()),
        ruleId: idOf('target', integer()),
        expiry: milliseconds(),
        expiryISO: iso(),
        description: text(),
        storeCriteria: storeCriteria(),
        supplementaryCriteria: supplementaryCriteria(),
        reward: text(),
        maxEarningPerCustomer: integer(),
        isActive: boolean(),
        customFieldValues: keyValues(),
        promotionRestrictions: promotionRestrictions(),
      }),
    ),
    errors: list(problem()),
  });

const code = () => ({
  id: text(),
  orgId: integer(),
  promotionId: idOf('cartPromotion', text()),
  promotionName: text(),
  code: idOf('cartPromotionCode', text()),
  customerId: idOf('customer', integer()),
  active: boolean(),
  createdOn: milliseconds(),
  createdOnISO: iso(),
  validTill: milliseconds(),
  validTillISO: iso(),
  mode: text(),
  redeemableFrom: milliseconds(),
  redeemableFromISO: iso(),
});

export const cartPromotionGetCodesAnswer = () =>
  open({
    data: list(open({ ...code(), restrictions: remaining(), apiError: open({ code: integer(), message: text() }) })),
    errors: list(problem()),
  });

export const cartPromotionLinkCodeAnswer = () => open({ data: open(code()), errors: list(problem()) });

export const cartPromotionGetPendingCartsAnswer = () =>
  open({
    data: open({
      tempRedemptionDetails: list(
        open({
          cartEvaluationId: idOf('cartEvaluation', text()),
          startTime: milliseconds(),
          validTillTime: milliseconds(),
          appliedPromotions: list(
            open({
              promotionId: idOf('cartPromotion', text()),
              earnedPromotionId: idOf('earnedCartPromotion', text()),
              promoCode: idOf('cartPromotionCode', text()),
              promotionName: text(),
              redemptionCount: integer(),
              discount: money(textOrNumber()),
            }),
          ),
        }),
      ),
    }),
    errors: list(problem()),
  });

export const cartPromotionCancelEvaluationAnswer = () =>
  open({
    data: open({ status: boolean(), code: integer(), message: text() }),
    errors: list(problem()),
  });

export const cartPromotionRevokeEarnedAnswer = () =>
  open({
    data: open({ code: integer(), message: text() }),
    errors: list(
      open({
        code: integer(),
        message: text(),
        promotionId: idOf('cartPromotion', text()),
        earnIds: idOf('earnedCartPromotion', list(text())),
      }),
    ),
  });
