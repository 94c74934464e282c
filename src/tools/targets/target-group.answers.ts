/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, day, open, personName, problem, time } from '../schemas/answer.js';
import { activePeriod, attribution, commChannel, target, targetGroup } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

const targetGroupTargetGroup = lazy(() =>
  open({
    id: integer(),
    attribution: attribution(),
    targetId: idOf('target', integer()),
    targetGroupId: idOf('targetGroup', integer()),
    communicationType: text(),
    channelId: integer(),
    subjectTemplate: text(),
    messageTemplate: text(),
    sender: text(),
    offsetDays: integer(),
    active: boolean(),
    configs: list(anything()),
  }),
);

export const targetDeactivateAnswer = () =>
  open({
    data: list(targetGroup()),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const targetGroupCreateAnswer = () =>
  open({
    data: targetGroup(),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const targetGroupGetAnswer = () =>
  open({
    data: targetGroup(),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const targetGroupGetPeriodsAnswer = () =>
  open({
    data: list(activePeriod()),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const targetListAnswer = () =>
  open({
    data: list(target()),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const targetGetCommunicationAnswer = () =>
  open({
    data: list(targetGroupTargetGroup()),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const targetSetCommunicationAnswer = () =>
  open({
    data: list(targetGroupTargetGroup()),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const targetGetChannelsAnswer = () =>
  open({
    data: list(
      open({
        id: integer(),
        name: text(),
      }),
    ),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const targetGroupDeleteAnswer = () =>
  open({
    data: boolean(),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const targetGroupCreatePeriodAnswer = () =>
  open({
    data: list(activePeriod()),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const targetGroupUpdatePeriodAnswer = () =>
  open({
    data: list(activePeriod()),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const targetCreateAnswer = () =>
  open({
    data: list(target()),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const targetUpdateAnswer = () =>
  open({
    data: list(target()),
    errors: list(problem()),
    warnings: list(problem()),
  });

const targetGroupGetForUserCustomer = lazy(() =>
  open({
    id: idOf('customer', integer()),
    profiles: list(targetGroupGetForUserProfile()),
    loyaltyInfo: targetGroupGetForUserLoyaltyInfo(),
    customFields: keyValues(),
  }),
);

const targetGroupGetForUserProfile = lazy(() =>
  open({
    firstName: personName(),
    lastName: personName(),
    commChannels: list(commChannel()),
    source: text(),
    accountId: text(),
    userId: idOf('customer', integer()),
    orgSourceId: integer(),
    attribution: attribution(),
    id: integer(),
    orgId: integer(),
  }),
);

const targetGroupGetForUserLoyaltyInfo = lazy(() =>
  open({
    attribution: attribution(),
    loyaltyType: text(),
    lifetimePurchases: number(),
    id: integer(),
    loyaltyId: integer(),
  }),
);

const targetGroupGetForUserTargetGroup = lazy(() =>
  open({
    id: integer(),
    attribution: attribution(),
    name: text(),
    preferredTillId: idOf('till', integer()),
    targets: list(targetGroupGetForUserTarget()),
    streaks: list(targetGroupGetForUserStreak()),
    targetEvaluationType: text(),
    trackingType: text(),
    orgId: integer(),
  }),
);

const targetGroupGetForUserTarget = lazy(() =>
  open({
    targetId: integer(),
    periodId: idOf('targetPeriod', integer()),
    periodRefCode: text(),
    periodStartDate: day(),
    periodEndDate: day(),
    targetValue: number(),
    targetAchievedValue: number(),
    targetName: text(),
    targetType: text(),
    targetEntity: text(),
    targetRuleId: idOf('target', integer()),
    enrolledOn: time({ zone: 'offset' }),
    eventName: text(),
    periodStartDateWithTimeStamp: time({ zone: 'offset' }),
    periodEndDateWithTimeStamp: time({ zone: 'offset' }),
    currentPeriod: boolean(),
    milestones: list(targetGroupGetForUserMilestone()),
    targetAchievedDateTime: time({ zone: 'offset' }),
    programId: idOf('loyaltyProgram', integer()),
    alternateCurrencyIdentifier: text(),
    alternateCurrencyName: text(),
    lastUpdatedOn: time({ zone: 'offset' }),
    targetAchievedEventLogId: anything(),
    unEnrolled: boolean(),
  }),
);

const targetGroupGetForUserMilestone = lazy(() =>
  open({
    id: integer(),
    triggerName: text(),
    triggerValue: number(),
    isAchieved: boolean(),
    achievedDate: time({ zone: 'offset' }),
    attribution: attribution(),
    couponIds: list(idOf('coupon', integer())),
    delayedPoints: number(),
    description: text(),
    externalTriggeredPoints: number(),
    isActive: boolean(),
    messageIds: list(idOf('message', integer())),
    orgId: integer(),
    redeemablePoints: number(),
    targetRuleId: idOf('target', integer()),
    triggerType: text(),
    triggerValueType: text(),
    userId: idOf('customer', integer()),
    userTargetId: integer(),
  }),
);

const targetGroupGetForUserStreak = lazy(() =>
  open({
    userStreakId: integer(),
    streakId: integer(),
    streakName: text(),
    status: text(),
    currentCount: integer(),
    totalTargetCountOfSequence: integer(),
    streakAchievedUserTargetId: integer(),
    streakAchievedDateTime: time({ zone: 'offset' }),
  }),
);

export const targetGroupGetForUserAnswer = () =>
  open({
    data: open({
      userId: idOf('customer', integer()),
      customer: targetGroupGetForUserCustomer(),
      targetGroups: list(targetGroupGetForUserTargetGroup()),
    }),
    errors: list(problem()),
    warnings: list(problem()),
  });
