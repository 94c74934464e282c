/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anyOf, anything, listOrOne, open, problem } from '../schemas/answer.js';
import { activePeriod, attribution, commChannel, target, targetGroup } from '../schemas/answers.modern.js';
import { idOf, personName } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

/** A message about a target, and the channel that it goes out on. */
const targetMessage = lazy(() =>
  open({
    id: integer(),
    attribution: attribution(),
    targetId: idOf('target', integer()),
    targetGroupId: idOf('targetGroup', integer()),
    communicationType: text(),
    channelId: idOf('targetChannel', integer()),
    subjectTemplate: text(),
    messageTemplate: text(),
    sender: text(),
    offsetDays: integer(),
    active: boolean(),
    configs: list(anything()),
  }),
);

const participant = lazy(() =>
  open({
    id: idOf('customer', integer()),
    profiles: list(participantProfile()),
    loyaltyInfo: participantLoyalty(),
    customFields: keyValues(),
  }),
);

const participantProfile = lazy(() =>
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

const participantLoyalty = lazy(() =>
  open({
    attribution: attribution(),
    loyaltyType: text(),
    lifetimePurchases: number(),
    id: integer(),
    loyaltyId: integer(),
  }),
);

/** A target group as one customer takes part in it. */
const userTargetGroup = lazy(() =>
  open({
    id: idOf('targetGroup', integer()),
    attribution: attribution(),
    name: text(),
    preferredTillId: idOf('till', integer()),
    targets: list(userTarget()),
    streaks: list(userStreak()),
    targetEvaluationType: text(),
    trackingType: text(),
    orgId: integer(),
  }),
);

const userTarget = lazy(() =>
  open({
    targetId: integer('null: not enrolled'),
    periodId: idOf('targetPeriod', integer()),
    periodRefCode: text(),
    periodStartDate: date(),
    periodEndDate: date(),
    targetValue: number(),
    targetAchievedValue: number(),
    targetName: text(),
    targetType: text(),
    targetEntity: text(),
    targetRuleId: idOf('target', integer()),
    enrolledOn: dateTime({ zone: 'offset' }),
    eventName: text(),
    periodStartDateWithTimeStamp: dateTime({ zone: 'offset' }),
    periodEndDateWithTimeStamp: dateTime({ zone: 'offset' }),
    currentPeriod: boolean(),
    milestones: list(userMilestone()),
    targetAchievedDateTime: dateTime({ zone: 'offset' }),
    programId: idOf('loyaltyProgram', integer()),
    alternateCurrencyIdentifier: text(),
    alternateCurrencyName: text(),
    lastUpdatedOn: dateTime({ zone: 'offset' }),
    targetAchievedEventLogId: anything(),
    unEnrolled: boolean(),
  }),
);

const userMilestone = lazy(() =>
  open({
    id: integer(),
    triggerName: text(),
    triggerValue: number(),
    isAchieved: boolean(),
    achievedDate: dateTime({ zone: 'offset' }),
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

const userStreak = lazy(() =>
  open({
    userStreakId: integer(),
    streakId: integer(),
    streakName: text(),
    status: text(),
    currentCount: integer(),
    totalTargetCountOfSequence: integer(),
    streakAchievedUserTargetId: integer(),
    streakAchievedDateTime: dateTime({ zone: 'offset' }),
  }),
);

/** The group, or what was made of its targets: the documentation shows either for the same calls. */
const groupOrTargets = lazy(() =>
  open({
    data: anyOf(targetGroup(), list(targetOrGroup())),
    errors: list(problem()),
    warnings: list(problem()),
  }),
);

/** A row that is a target in some answers and a whole group in others. */
const targetOrGroup = lazy(() => open({ ...targetGroup().shape, ...target().shape }));

export const targetDeactivateAnswer = () => groupOrTargets();

export const targetGroupCreateAnswer = () => groupOrTargets();

export const targetGroupGetAnswer = () => groupOrTargets();

export const targetPeriodsAnswer = lazy(() =>
  open({
    data: listOrOne(activePeriod()),
    errors: list(problem()),
    warnings: list(problem()),
  }),
);

export const targetListAnswer = () =>
  open({
    data: listOrOne(target()),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const targetCommunicationAnswer = lazy(() =>
  open({
    data: listOrOne(targetMessage()),
    errors: list(problem()),
    warnings: list(problem()),
  }),
);

export const targetGetChannelsAnswer = () =>
  open({
    data: list(open({ id: idOf('targetChannel', integer()), name: text() })),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const targetGroupDeleteAnswer = () =>
  open({
    data: boolean('true when deleted'),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const targetCreateAnswer = () => groupOrTargets();

export const targetUpdateAnswer = () => groupOrTargets();

export const targetGroupGetForUserAnswer = () =>
  open({
    data: open({
      userId: idOf('customer', integer()),
      customer: participant(),
      targetGroups: list(userTargetGroup()),
    }),
    errors: list(problem()),
    warnings: list(problem()),
  });
