/** What the calls of this section answer. */
import { loyaltyPromotionMembers } from '../promotions/loyalty-promotions.answers.js';
import { open, problem } from '../schemas/answer.js';
import { idOf, personIdentifier } from '../schemas/leaf-types.js';
import { dateTime, epoch } from '../schemas/times.js';
import { integer, list, number, text } from '../schemas/values.js';

/** A problem of the newest calls has no status. */
const codeAndMessage = () => open({ code: integer(), message: text() });

export const loyaltyPromotionUpdateStatusAnswer = () =>
  open({
    data: open({ unifiedPromotionId: idOf('loyaltyPromotion', text()), ...loyaltyPromotionMembers() }),
    errors: list(codeAndMessage()),
    warnings: list(codeAndMessage()),
  });

export const loyaltyPromotionRevokeEnrolmentAnswer = () =>
  open({
    data: open({
      requestId: text(),
      action: text(),
      status: text(),
      promotionId: idOf('loyaltyPromotionNumber', integer()),
      promotionIdentifier: idOf('loyaltyPromotionIdentifier', text()),
      customerResults: list(
        open({
          identifierName: text(),
          identifierValue: personIdentifier(),
          customerId: idOf('customer', integer()),
          revokedEnrollmentIds: idOf('promotionEnrolment', list(integer())),
          revokedOptInIds: idOf('promotionOptIn', list(integer(), 'those of a revoked enrolment, too')),
          status: text(),
          errors: list(codeAndMessage()),
          warnings: list(codeAndMessage()),
        }),
      ),
      totalCount: integer(),
      failureCount: integer(),
    }),
    errors: list(codeAndMessage()),
    warnings: list(codeAndMessage()),
  });

const benefitsOf = () => ({
  orgId: integer(),
  programId: idOf('loyaltyProgram', integer()),
  promotionId: idOf('loyaltyPromotionNumber', integer()),
  promotionIdentifier: idOf('loyaltyPromotionIdentifier', text()),
});

export const loyaltyPromotionGetBenefitsAnswer = () =>
  open({
    ...benefitsOf(),
    entityId: idOf('customer', integer()),
    incentives: list(
      open({
        activityId: idOf('promotionActivity', text()),
        action: text(),
        actionId: text('reward, coupon series, badge or issue'),
        actionIssuedCount: integer(),
        lastIssuedOn: epoch({ unit: 'milliseconds' }),
      }),
    ),
    errors: list(problem()),
    warnings: list(problem()),
  });

const timesIssued = () => ({ numberOfTimesIssued: integer(), lastIssuedOn: dateTime({ zone: 'offset' }) });

export const loyaltyPromotionLookupBenefitsAnswer = () =>
  open({
    ...benefitsOf(),
    customerId: idOf('customer', integer()),
    points: list(open({ pointsCategory: text(), totalPointsIssued: number(), ...timesIssued() })),
    alternateCurrencies: list(
      open({
        alternateCurrencyName: text(),
        alternateCurrencySubDetails: list(
          open({ alternateCurrencyType: text(), totalIssued: number(), ...timesIssued() }),
        ),
      }),
    ),
    rewards: list(open({ rewardSeriesId: text(), ...timesIssued() })),
    badges: list(open({ badgeSeriesId: idOf('badge', text()), ...timesIssued() })),
    errors: list(problem()),
    warnings: list(problem()),
  });
