/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, listOrOne, mapOf, open, problem } from '../schemas/answer.js';
import { statusCode } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, keyValues, list, text, textOrNumber } from '../schemas/values.js';

/** By the name of the action. */
const allocationActions = lazy(() =>
  mapOf(
    open({
      allocation: open({
        type: text(),
        value: textOrNumber(),
      }),
      expiry: open({
        type: text(),
        value: textOrNumber(),
      }),
      rounding: text(),
    }),
  ),
);

/** A loyalty promotion of the older kind. */
const legacyPromotion = lazy(() =>
  open({
    id: idOf('legacyPromotion', integer()),
    description: text(),
    promotionType: text(),
    programName: text(),
    name: text(),
    programId: idOf('loyaltyProgram', integer()),
    startDate: dateTime({ zone: 'offset' }),
    endDate: dateTime({ zone: 'offset' }),
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
    allocationActions: list(allocationActions()),
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
    promotionRestrictions: promotionRestrictions(),
    promotionSourceType: text(),
    createdBy: anything(),
    lastUpdatedBy: anything(),
    lastUpdateDate: dateTime({ zone: 'offset' }),
    rulesetInfos: anything(),
  }),
);

const promotionRestrictions = lazy(() =>
  open({
    restrictions: restrictions(),
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

const restrictions = lazy(() =>
  open({
    redemptionRestrictions: list(restriction()),
    issualRestrictions: list(restriction()),
    earnRestrictions: list(restriction()),
    expiryRestrictions: list(restriction()),
  }),
);

const restriction = lazy(() =>
  open({
    name: text(),
    value: integer(),
    type: text(),
    periodType: text(),
    periodUnit: text(),
  }),
);

/** What became of a promotion and one customer. `promotionId` or `promoIdentifier` as sent. */
const outcome = lazy(() =>
  open({
    entityType: text(),
    entityId: idOf('customer', integer('-1: unknown')),
    promotionId: idOf('loyaltyPromotionNumber', integer()),
    promoIdentifier: text(),
    promotionName: text(),
    programId: idOf('loyaltyProgram', integer()),
    issualId: textOrNumber('enrolment'),
    earnedId: idOf('earnedPromotion', textOrNumber('issue')),
    revokedIssualId: textOrNumber('enrolment'),
    revokedEarnIds: list(idOf('earnedPromotion', textOrNumber())),
  }),
);

export const promotionIssueAnswer = () =>
  open({
    warnings: list(problem()),
    errors: list(problem()),
    sideEffects: list(
      open({
        programId: idOf('loyaltyProgram', integer()),
        issualId: textOrNumber('enrolment'),
        earnedId: idOf('earnedPromotion', textOrNumber('issue')),
        promotionId: idOf('loyaltyPromotionNumber', integer()),
        type: text(),
      }),
    ),
  });

export const promotionCreateAnswer = () =>
  open({
    status: statusCode(),
    validationErrors: list(anything()),
    data: listOrOne(legacyPromotion()),
  });

export const promotionBulkAnswer = lazy(() =>
  open({
    response: list(
      open({
        entityId: idOf('customer', integer()),
        result: outcome(),
        errors: list(problem()),
        warnings: list(problem()),
      }),
    ),
    totalCount: integer(),
    failureCount: integer(),
  }),
);
