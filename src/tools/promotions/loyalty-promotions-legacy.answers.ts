/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { product2 } from '../product/product.answers.js';
import { anything, open, problem, time } from '../schemas/answer.js';
import { statusCode } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

export const promotionIssueAnswer = () =>
  open({
    warnings: list(problem()),
    errors: list(problem()),
    sideEffects: list(
      open({
        programId: idOf('loyaltyProgram', integer()),
        issualId: integer(),
        earnedId: integer(),
        promotionId: idOf('loyaltyPromotion', integer()),
        type: text(),
      }),
    ),
  });

const allocationAction = lazy(() =>
  open({
    '{action}': open({
      allocation: open({
        type: text(),
        value: number(),
      }),
      expiry: open({
        type: text(),
        value: text(),
      }),
      rounding: text(),
    }),
  }),
);

const promotionCreatePromotionRestriction = lazy(() =>
  open({
    restrictions: promotionCreateRestriction(),
    scope: anything(),
    isStackable: boolean(),
    isConsideredForRanking: boolean(),
    loyaltyEarningType: text(),
    expiryReminder: keyValues(),
    isExclusive: boolean(),
    isAlwaysApply: boolean(),
    targetGroupIds: list(idOf('targetGroup', integer())),
    targetRuleIds: list(idOf('target', integer())),
    linkedTargetGroupVsTargetRuleIdMap: anything(),
  }),
);

const promotionCreateRestriction = lazy(() =>
  open({
    redemptionRestrictions: list(
      open({
        name: text(),
        value: integer(),
        type: text(),
        periodType: text(),
        periodUnit: text(),
      }),
    ),
    issualRestrictions: list(
      open({
        name: text(),
        value: integer(),
      }),
    ),
    earnRestrictions: list(
      open({
        name: text(),
        value: integer(),
      }),
    ),
    expiryRestrictions: list(
      open({
        name: text(),
        value: integer(),
        type: text(),
      }),
    ),
  }),
);

export const promotionCreateAnswer = () =>
  open({
    status: statusCode(),
    validationErrors: list(anything()),
    data: list(
      open({
        id: integer(),
        name: text(),
        programId: idOf('loyaltyProgram', integer()),
        startDate: time({ zone: 'offset' }),
        endDate: time({ zone: 'offset' }),
        identifier: text(),
        eventName: text(),
        metadata: list(
          open({
            key: text(),
            value: text(),
            isBrandDefined: text(),
          }),
        ),
        unsavedMetadataList: anything(),
        allocatePointsOn: text(),
        allocationActions: list(allocationAction()),
        qualifyingConditions: anything(),
        conditionExpression: anything(),
        allocationRule: anything(),
        limits: open({
          pointsPerCustomer: integer(),
          numberOfTimesPerCustomer: integer(),
          totalPointsInPromotion: integer(),
          totalPointsPerEventLimit: integer(),
        }),
        active: boolean(),
        promotionStatus: text(),
        isActive: boolean(),
        pointsOfferType: text(),
        promotionRestrictions: promotionCreatePromotionRestriction(),
        promotionSourceType: text(),
      }),
    ),
  });

export const promotionEarnBulkAnswer = () =>
  open({
    response: list(product2()),
    totalCount: integer(),
    failureCount: integer(),
  });

export const promotionEnrolAndEarnBulkAnswer = () =>
  open({
    response: list(product2()),
    totalCount: integer(),
    failureCount: integer(),
  });

export const promotionRevokeEarnedBulkAnswer = () =>
  open({
    response: list(product2()),
    totalCount: integer(),
    failureCount: integer(),
  });

export const promotionRevokeEnrolledBulkAnswer = () =>
  open({
    response: list(product2()),
    totalCount: integer(),
    failureCount: integer(),
  });
