/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anyOf, anything, open, problem } from '../schemas/answer.js';
import { pageDetail } from '../schemas/answers.modern.js';
import { freeText, idOf, personIdentifier } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

/** What members do to earn: SINGLE activities have an event and actions, GROUP ones have children. */
const activity = lazy(() => open({ ...activityMembers(), children: list(childActivity()) }));

const childActivity = lazy(() => open({ ...activityMembers(), children: list(anything()) }));

const activityMembers = () => ({
  type: text(),
  id: idOf('promotionActivity', text()),
  name: text(),
  parentId: text(),
  combinationType: text(),
  ruleExpression: text(),
  expJSON: anyOf(expJSON(), text()),
  event: text(),
  allCycles: list(anything()),
  cycles: list(cycle()),
  commonCycleActionMapping: list(commonCycleActionMapping()),
  milestones: list(milestone()),
  rulesetId: text(),
  frequencyType: text(),
  targetEvaluationType: text(),
  targetCycleStartDate: dateTime({ zone: 'offset' }),
  targetCycleEndDate: dateTime({ zone: 'offset' }),
  activityCycles: list(activityCycle()),
  refId: text(),
});

const action = lazy(() =>
  open({
    id: text(),
    actionName: text(),
    actionClass: text(),
    description: text(),
    mandatoryPropertiesValues: keyValues('by property of the action'),
    mandatoryComplexPropertiesValues: keyValues(),
    embeddedStrategies: list(embeddedStrategy()),
  }),
);

const enrollmentDetail = lazy(() =>
  open({
    enrollmentId: idOf('promotionEnrolment', integer()),
    enrollmentDateISO: dateTime({ zone: 'offset' }),
    enrollmentExpiryDateISO: dateTime({ zone: 'offset' }),
    enrollEventLogId: integer(),
    active: boolean(),
    optInDetails: list(
      open({
        optInId: idOf('promotionOptIn', integer()),
        optInDateISO: dateTime({ zone: 'offset' }),
        optInExpiryDateISO: dateTime({ zone: 'offset' }),
        optInEventLogId: integer(),
        optInProcessingDateISO: dateTime({ zone: 'offset' }),
        active: boolean(),
      }),
    ),
  }),
);

/** A promotion as one member has it, with enrolments and opt-ins. */
const memberPromotion = lazy(() =>
  open({
    promotionId: idOf('loyaltyPromotionNumber', integer()),
    promotionName: text(),
    programId: idOf('loyaltyProgram', integer()),
    startDateISO: dateTime({ zone: 'offset' }),
    endDateISO: dateTime({ zone: 'offset' }),
    timezoneName: text(),
    promotionIdentifier: idOf('loyaltyPromotionIdentifier', text()),
    unifiedPromotionId: idOf('loyaltyPromotion', text()),
    description: text(),
    active: boolean(),
    promotionCustomFields: list(
      open({
        key: text(),
        value: text(),
        brandDefined: boolean(),
      }),
    ),
    promotionType: text(),
    loyaltyEarningType: text(),
    limits: list(anything()),
    customerPromotionTimelines: list(open({ enrollmentDetails: list(enrollmentDetail()) })),
    optInStartDateISO: dateTime({ zone: 'offset' }),
    optInEndDateISO: dateTime({ zone: 'offset' }),
  }),
);

const limit = lazy(() =>
  open({
    id: integer(),
    entityScope: text(),
    granularity: text(),
    entityId: integer(),
    actionType: text(),
    actionSubTypeId: text(),
    limitType: text(),
    limitValue: number(),
    period: period(),
    createdOn: dateTime({ zone: 'offset' }),
    createdBy: integer(),
    lastUpdatedOn: dateTime({ zone: 'offset' }),
    lastUpdatedBy: integer(),
    active: boolean(),
  }),
);

const promotionMetadata = lazy(() =>
  open({
    isBrandDefined: text(),
    key: text(),
    value: text(),
  }),
);

const commonStrategy = lazy(() =>
  open({
    expiry: list(embeddedStrategy()),
  }),
);

const metadata = lazy(() =>
  open({
    name: text(),
    description: text(),
    programId: idOf('loyaltyProgram', text()),
    orgId: integer(),
    startDate: dateTime({ zone: 'offset' }),
    endDate: dateTime({ zone: 'offset' }),
    timezoneName: text(),
    promotionType: text(),
    status: text(),
    promoIdentifier: idOf('loyaltyPromotionIdentifier', text()),
    promotionId: idOf('loyaltyPromotionNumber', integer()),
    createdOn: dateTime({ zone: 'offset' }),
    lastModifiedOn: dateTime({ zone: 'offset' }),
    createdBy: integer(),
    lastModifiedBy: integer(),
    loyaltyEarningType: text(),
    version: text(),
    draftDetails: draftDetails(),
    loyaltyConfigMetaData: loyaltyConfigMetaData(),
    promotionMetadata: list(promotionMetadata()),
    commonStrategies: commonStrategy(),
    promotionMode: text(),
  }),
);

/** When an opt-in or enrolment ends, and how often it may happen. */
const restrictions = lazy(() =>
  open({
    optinExpiryBasedOn: expiryRule(),
    enrolmentExpiryBasedOn: expiryRule(),
    optinLimitPerCustomer: countLimit(),
    maxRedemptionsPerEarnPerCustomer: countLimit(),
    enrolmentLimitPerPromotion: countLimit(),
    enrolmentLimitPerCustomer: countLimit(),
    maxPointsPerEarnPerCustomer: countLimit(),
  }),
);

const workflowMetadata = lazy(() =>
  open({
    optin: participation(),
    enrolment: participation(),
  }),
);

/** A loyalty promotion with its activities and what they give. */
export const loyaltyPromotionMembers = () => ({
  metadata: metadata(),
  customerEnrolment: customerEnrolment(),
  activities: list(activity()),
  comments: freeText(),
  parentId: idOf('loyaltyPromotion', text()),
  version: integer(),
  limits: list(limit()),
  liabilityOwnerSplitInfo: list(liabilityOwnerSplitInfo()),
  id: idOf('loyaltyPromotion', text()),
  workflowMetadata: workflowMetadata(),
  parentDetails: draftDetails(),
  communicationApprovalStatus: communicationApprovalStatus(),
});

const loyaltyPromotion = lazy(() => open(loyaltyPromotionMembers()));

/** The draft of a published promotion, or what a draft is of. */
const draftDetails = lazy(() =>
  open({
    id: idOf('loyaltyPromotion', text()),
    status: text(),
    version: integer(),
    lastModifiedBy: integer(),
    lastModifiedOn: dateTime({ zone: 'offset' }),
  }),
);

const loyaltyConfigMetaData = lazy(() =>
  open({
    isStackable: boolean(),
    isConsideredForRanking: boolean(),
    isExclusive: boolean(),
    isAlwaysApply: boolean(),
    skipEarnedDateCheckOnRedeem: boolean(),
  }),
);

const embeddedStrategy = lazy(() =>
  open({
    strategyTypeId: integer(),
    propertyValues: anyOf(propertyValues(), text()),
    owner: text(),
    updatedViaNewUI: boolean(),
    useCommonExpiryStrategy: boolean(),
    strategyRef: text(),
    strategySubType: text(),
  }),
);

const customerEnrolment = lazy(() =>
  open({
    enrolmentMethod: text(),
    customerEligibilityType: text(),
    audienceGroups: list(audienceGroup()),
  }),
);

const audienceGroup = lazy(() =>
  open({
    audienceGroupId: idOf('audienceGroup', integer()),
    audienceGroupName: text(),
    description: text(),
  }),
);

const commonCycleActionMapping = lazy(() =>
  open({
    cycle: text(),
    actions: list(action()),
    startDate: date(),
    endDate: date(),
    rulesetId: text(),
    defaultValue: number(),
  }),
);

const propertyValues = lazy(() =>
  open({
    allocation_type: text(),
    allocation_values: text(),
    expiry_time_units: text(),
    expiry_type: text(),
    expiry_time_values: text(),
    expiry_from: text(),
  }),
);

const expJSON = lazy(() =>
  open({
    arity: text(),
    type: text(),
    value: text(),
  }),
);

const milestone = lazy(() =>
  open({
    name: text(),
    sameActionsForEveryCycle: boolean(),
    differentTargetsForEveryCycle: boolean(),
    trackingType: text(),
    targetType: text(),
    targetEntity: text(),
    defaultValue: text(),
    preferredTillId: idOf('till', integer()),
    targetEvaluationType: text(),
    leaderboardEnabled: boolean(),
    description: text(),
    targetRuleMetaData: open({
      name: text(),
      aggregateFunction: text(),
    }),
    targetValue: text(),
    frequencyType: text(),
    recurringCycles: integer(),
    targetGroupId: idOf('targetGroup', integer()),
    cycleActionMapping: list(anything()),
    streaks: list(milestoneStreak()),
    aggregateFunction: text(),
    cycles: list(anything()),
    periods: list(anything()),
    targetRuleIds: list(idOf('target', integer())),
    individualMilestoneFileDetails: list(individualMilestoneFileDetail()),
  }),
);

const milestoneStreak = lazy(() =>
  open({
    name: text(),
    targetCountOfSequence: integer(),
    consecutive: boolean(),
  }),
);

const individualMilestoneFileDetail = lazy(() =>
  open({
    uploadFileName: text(),
    fileUrl: text(),
    status: text(),
    totalRecords: integer(),
    successRecords: integer(),
    failureCount: integer(),
  }),
);

const cycle = lazy(() =>
  open({
    id: text(),
    name: text(),
    startDate: dateTime({ zone: 'offset' }),
    endDate: dateTime({ zone: 'offset' }),
  }),
);

const activityCycle = lazy(() =>
  open({
    id: text(),
    name: text(),
    startDate: text(),
    endDate: text(),
    refCode: text(),
    isActive: boolean(),
  }),
);

const period = lazy(() =>
  open({
    id: integer(),
    periodType: text(),
    periodUnit: text(),
    periodValue: integer(),
    periodStartDay: text(),
    startDate: dateTime({ zone: 'offset' }),
    endDate: dateTime({ zone: 'offset' }),
  }),
);

const liabilityOwnerSplitInfo = lazy(() =>
  open({
    orgId: integer(),
    liabilityOwnerId: integer(),
    componentId: integer(),
    componentType: text(),
    createdBy: integer(),
    ratio: number(),
    liabilityOwnerName: text(),
    liabilityOwnerType: text(),
    active: boolean(),
  }),
);

/** How members opt in or are enrolled. */
const participation = lazy(() =>
  open({
    basedOn: text(),
    audienceMapping: list(open({ groupId: idOf('audienceGroup', integer()), groupName: text() })),
    activities: list(childActivity()),
    restrictions: restrictions(),
    optInStartDate: dateTime({ zone: 'offset' }),
    optInEndDate: dateTime({ zone: 'offset' }),
  }),
);

const expiryRule = lazy(() =>
  open({
    value: integer(),
    expiryDate: dateTime({ zone: 'offset' }),
    type: text(),
  }),
);

const countLimit = lazy(() =>
  open({
    value: integer(),
    type: text(),
    periodType: text(),
    periodUnit: text(),
  }),
);

const communicationApprovalStatus = lazy(() =>
  open({
    success: boolean(),
    message: text(),
    response: anything(),
    statusCode: integer(),
  }),
);

const sort = lazy(() =>
  open({
    empty: boolean(),
    sorted: boolean(),
    unsorted: boolean(),
  }),
);

const pageable = lazy(() =>
  open({
    pageNumber: integer(),
    pageSize: integer(),
    sort: sort(),
    offset: integer(),
    unpaged: boolean(),
    paged: boolean(),
  }),
);

const enrollmentStatus = lazy(() =>
  open({
    promotion: open({
      id: idOf('loyaltyPromotion', text()),
      identifier: text(),
      programId: idOf('loyaltyProgram', integer()),
      enrollmentId: text(),
      optinId: text(),
    }),
    milestone: open({
      status: text(),
      milestones: list(
        open({
          targetGroupId: idOf('targetGroup', integer()),
          targetRuleId: idOf('target', integer()),
          initialBalance: number(),
        }),
      ),
    }),
  }),
);

export const loyaltyPromotionAnswer = lazy(() =>
  open({
    data: loyaltyPromotion(),
    errors: list(problem()),
    warnings: list(problem()),
  }),
);

export const loyaltyPromotionListAnswer = () =>
  open({
    data: open({
      content: list(loyaltyPromotion()),
      pageable: pageable(),
      totalElements: integer(),
      totalPages: integer(),
      last: boolean(),
      size: integer(),
      number: integer(),
      sort: sort(),
      numberOfElements: integer(),
      first: boolean(),
      empty: boolean(),
    }),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const loyaltyPromotionEnrolMembersAnswer = () =>
  open({
    data: open({
      requestId: text(),
      action: text(),
      customer: open({
        identifierName: text(),
        identifierValue: personIdentifier(),
        customerId: idOf('customer', integer()),
      }),
      enrollmentStatus: enrollmentStatus(),
      status: text(),
    }),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const loyaltyPromotionListForMemberAnswer = () =>
  open({
    pageDetails: pageDetail(),
    memberId: idOf('customer', integer()),
    promotions: list(memberPromotion()),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const loyaltyPromotionGetForMemberAnswer = () =>
  open({
    memberId: idOf('customer', integer()),
    promotions: list(memberPromotion()),
    errors: list(problem()),
    warnings: list(problem()),
  });
