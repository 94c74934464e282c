/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, open, time, timestamp } from '../schemas/answer.js';
import { entityStatus } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

const image = lazy(() =>
  open({
    name: text(),
    altText: text(),
    id: text(),
    url: text(),
    isExternal: boolean(),
  }),
);

const redemptionDetail = lazy(() =>
  open({
    redemptionType: text(),
    totalRedemptionValue: number(),
    redemptionValue: number(),
  }),
);

export const rewardCatalog = lazy(() =>
  open({
    id: integer(),
    orgId: integer(),
    name: text(),
    description: text(),
    isMandatory: boolean(),
    isActive: boolean(),
    scope: text(),
    defaultValue: text(),
    dataType: text(),
    createdBy: integer(),
    createdOn: timestamp({ unit: 'milliseconds' }),
    createdOnDateTime: time({ zone: 'offset' }),
    lastUpdatedBy: integer(),
    lastUpdatedOn: timestamp({ unit: 'milliseconds' }),
    enumValues: list(text()),
    lastUpdatedOnDateTime: time({ zone: 'offset' }),
  }),
);

const userVoucher = lazy(() =>
  open({
    rewardDetails: rewardDetail(),
    vouchers: list(voucher()),
  }),
);

const rewardDetail = lazy(() =>
  open({
    rewardId: idOf('reward', integer()),
    name: text(),
    description: text(),
    thumbnailId: text(),
    thumbnailUrl: text(),
    imageId: text(),
    termNConditionsId: text(),
    termNConditionsUrl: text(),
    imageUrl: text(),
    tier: text(),
    label: text(),
    group: text(),
    tillId: idOf('till', integer()),
  }),
);

export const rewardCatalogRewardCatalog = lazy(() =>
  open({
    status: entityStatus(),
    userVouchers: list(userVoucher()),
    pagingDto: pagingDto(),
    reward: reward(),
    vouchers: list(voucher()),
    promotions: anything(),
    intouchUserId: idOf('customer', text()),
  }),
);

const reward = lazy(() =>
  open({
    id: integer(),
    name: text(),
    description: text(),
    imageId: text(),
    imageUrl: text(),
    thumbnailId: text(),
    thumbnailUrl: text(),
    termAndConditionsId: text(),
    termAndConditionsUrl: text(),
    tier: text(),
    label: text(),
    priority: integer(),
    intouchPoints: integer(),
    group: text(),
    startTime: time({ zone: 'organization' }),
    startDateTime: time({ zone: 'offset' }),
    endTime: time({ zone: 'organization' }),
    endDateTime: time({ zone: 'offset' }),
    expired: boolean(),
    started: boolean(),
    programId: idOf('loyaltyProgram', integer()),
    categoryList: list(rewardListCategoryList()),
    customFields: keyValues(),
    redemptionType: text(),
    vendorId: integer(),
    richContentRO: open({
      '{name}': open({
        content: text(),
        isEnabled: boolean(),
      }),
    }),
    loyaltyProgramCriteria: list(loyaltyProgramCriteria()),
    rewardRestrictions: rewardRestriction(),
    groups: list(
      open({
        groupName: text(),
        groupRank: integer(),
      }),
    ),
    rewardRank: integer(),
    images: list(image()),
    videos: list(image()),
    orgLevelRestrictions: orgLevelRestriction(),
    enabled: boolean(),
    status: text(),
    paymentConfigs: list(paymentConfig()),
    cards: list(
      open({
        id: idOf('cardSeries', integer()),
        code: text(),
      }),
    ),
    labels: list(idOf('label', integer())),
    groupName: text(),
    groupRank: integer(),
    cardSeries: list(
      open({
        id: idOf('cardSeries', integer()),
        code: text(),
      }),
    ),
    languageSpecificInfo: list(
      open({
        richContentRO: open({
          content: text(),
          isEnabled: boolean(),
        }),
        defaultValue: text(),
      }),
    ),
    appliedPromotions: list(anything()),
    rewardRevenueDetails: open({
      brandCommission: number(),
      endCustomerCommission: number(),
    }),
    restrictions: open({
      isValid: boolean(),
    }),
  }),
);

const rewardListCategoryList = lazy(() =>
  open({
    id: integer(),
    name: text(),
    enabled: boolean(),
    createdOn: anything(),
    lastUpdatedOn: anything(),
    createdBy: anything(),
    lastUpdatedBy: anything(),
    createdOnDateTime: anything(),
    lastUpdatedOnDateTime: anything(),
  }),
);

const loyaltyProgramCriteria = lazy(() =>
  open({
    loyaltyProgramId: idOf('loyaltyProgram', integer()),
    tierIds: list(idOf('tier', text())),
    partnerProgramIds: anything(),
  }),
);

const rewardRestriction = lazy(() =>
  open({
    isValid: boolean(),
    customerLevel: list(customerLevel()),
    rewardLevel: list(rewardLevel()),
  }),
);

const customerLevel = lazy(() =>
  open({
    id: integer(),
    isValid: boolean(),
    consumed: number(),
    repeatFrequencyType: text(),
    limit: integer(),
    interval: integer(),
    kpi: text(),
    windowType: text(),
    currentCycle: open({
      startDate: text(),
      endDate: text(),
    }),
    updatedOn: timestamp({ unit: 'milliseconds' }),
    updatedBy: integer(),
    updatedOnDateTime: time({ zone: 'offset' }),
    startOfCycle: text(),
  }),
);

const orgLevelRestrictionCustomerLevel = lazy(() =>
  open({
    rewardConstraintId: integer(),
    orgId: integer(),
    kpi: text(),
    constraintLevel: text(),
    frequencyType: text(),
    constraintLimitValue: number(),
    isActive: boolean(),
    isValid: boolean(),
  }),
);

const rewardLevel = lazy(() =>
  open({
    id: integer(),
    isValid: boolean(),
    consumed: number(),
    repeatFrequencyType: text(),
    limit: integer(),
    kpi: text(),
    interval: integer(),
    windowType: text(),
    currentCycle: open({
      startDate: text(),
      endDate: text(),
    }),
    updatedOn: timestamp({ unit: 'milliseconds' }),
    updatedBy: integer(),
    updatedOnDateTime: time({ zone: 'offset' }),
    weekStartDay: text(),
  }),
);

const orgLevelRestriction = lazy(() =>
  open({
    isValid: boolean(),
    customerRedemptionTypeLevel: list(customerRedemptionTypeLevel()),
    customerLevel: list(orgLevelRestrictionCustomerLevel()),
  }),
);

const customerRedemptionTypeLevel = lazy(() =>
  open({
    rewardConstraintId: integer(),
    orgId: integer(),
    kpi: text(),
    constraintLevel: text(),
    frequencyType: text(),
    constraintLimitValue: number(),
    isActive: boolean(),
    intervalValue: integer(),
    isValid: boolean(),
    consumed: number(),
    createdOn: anything(),
    lastUpdatedOn: anything(),
    createdBy: anything(),
    lastUpdatedBy: anything(),
    createdOnDateTime: anything(),
    lastUpdatedOnDateTime: anything(),
    redemptionType: text(),
  }),
);

const paymentConfig = lazy(() =>
  open({
    paymentMode: text(),
    id: integer(),
    points: number(),
    conversionRatio: number(),
    cash: number(),
  }),
);

const rewardList = lazy(() =>
  open({
    id: integer(),
    name: text(),
    description: text(),
    imageId: text(),
    imageUrl: text(),
    thumbnailId: text(),
    thumbnailUrl: text(),
    termAndConditionsId: text(),
    termAndConditionsUrl: text(),
    tier: text(),
    label: text(),
    priority: integer(),
    intouchPoints: integer(),
    group: text(),
    startTime: time({ zone: 'organization' }),
    startDateTime: time({ zone: 'offset' }),
    endTime: time({ zone: 'organization' }),
    endDateTime: time({ zone: 'offset' }),
    expired: boolean(),
    started: boolean(),
    enabled: boolean(),
    programId: idOf('loyaltyProgram', integer()),
    categoryList: list(rewardListCategoryList()),
    customFields: keyValues(),
    status: text(),
    redemptionType: text(),
    vendorId: integer(),
    loyaltyProgramCriteria: list(loyaltyProgramCriteria()),
    groups: list(
      open({
        groupName: text(),
        groupRank: integer(),
      }),
    ),
    rewardRestrictions: rewardRestriction(),
    rewardRank: integer(),
    images: list(image()),
    videos: list(image()),
    paymentConfigs: list(paymentConfig()),
    cards: list(
      open({
        id: idOf('cardSeries', integer()),
        code: text(),
      }),
    ),
    labels: list(idOf('label', integer())),
    groupName: text(),
    groupRank: integer(),
    cardSeries: list(
      open({
        id: idOf('cardSeries', integer()),
        code: text(),
      }),
    ),
    richContentRO: open({
      '{name}': open({
        content: text(),
        isEnabled: boolean(),
      }),
    }),
    languageSpecificInfo: list(
      open({
        richContentRO: open({
          content: text(),
          isEnabled: boolean(),
        }),
        defaultValue: text(),
      }),
    ),
    appliedPromotions: list(anything()),
    type: text(),
    rewardRevenueDetails: open({
      brandCommission: number(),
      endCustomerCommission: number(),
    }),
    restrictions: open({
      isValid: boolean(),
    }),
  }),
);

const pagingDto = lazy(() =>
  open({
    last: boolean(),
    totalElements: integer(),
    totalPages: integer(),
    numberOfElements: integer(),
    first: boolean(),
    size: integer(),
    number: integer(),
  }),
);

const voucher = lazy(() =>
  open({
    code: text(),
    expiry: time({ zone: 'organization' }),
    vendor: text(),
    rewardId: idOf('reward', integer()),
    issued: time({ zone: 'offset' }),
    seriesId: idOf('couponSeries', text()),
    seriesName: text(),
    redemptionCount: integer(),
    redemptions: open({
      redemption: text(),
    }),
    pointsRedeemed: number(),
    revenueDetails: revenueDetail(),
    paymentDetails: paymentConfig(),
    redemptionDetails: redemptionDetail(),
  }),
);

const revenueDetail = lazy(() =>
  open({
    brandCommission: number(),
    capillaryCommission: number(),
    affiliateCommission: number(),
    endCustomerCommission: number(),
  }),
);

const intouch = lazy(() =>
  open({
    pointsRedeemed: text(),
    couponCode: text(),
    codeExpiry: time({ zone: 'organization' }),
    codeExpiryDateTime: time({ zone: 'offset' }),
  }),
);

const vendor = lazy(() =>
  open({
    pointsRedeemed: text(),
    voucher: text(),
    coupon_issue_status: text(),
    valid_till: time({ zone: 'organization' }),
    offer_name: text(),
    coupon_series_id: idOf('couponSeries', text()),
  }),
);

const catalogPromotionReward = lazy(() =>
  open({
    id: integer(),
    rewardId: idOf('reward', integer()),
    promotionId: idOf('catalogPromotion', integer()),
    startTime: time({ zone: 'organization' }),
    startDateTime: time({ zone: 'offset' }),
    endTime: time({ zone: 'organization' }),
    endDateTime: time({ zone: 'offset' }),
    expired: boolean(),
    started: boolean(),
    intouchPointsPostDiscount: integer(),
    configId: integer(),
  }),
);

const catalogPromotion = lazy(() =>
  open({
    id: integer(),
    name: text(),
    orgId: integer(),
    isEnabled: boolean(),
    startTime: time({ zone: 'organization' }),
    startDateTime: time({ zone: 'offset' }),
    endTime: time({ zone: 'organization' }),
    endDateTime: time({ zone: 'offset' }),
    discountType: text(),
    discountValue: number(),
    lastUpdatedOn: time({ zone: 'organization' }),
    lastUpdatedOnDateTime: time({ zone: 'offset' }),
    createdOn: time({ zone: 'organization' }),
    createdOnDateTime: time({ zone: 'offset' }),
    lastUpdatedBy: integer(),
    createdBy: integer(),
    languageSpecificInfo: list(languageSpecificInfo()),
    customFields: keyValues(),
    rewards: list(catalogPromotionReward()),
  }),
);

const languageSpecificInfo = lazy(() =>
  open({
    languageCode: text(),
    name: text(),
    description: text(),
    enabled: boolean(),
    createdBy: integer(),
    createdOn: time({ zone: 'organization' }),
    createdOnDateTime: time({ zone: 'offset' }),
    lastUpdatedBy: integer(),
    lastUpdateOn: time({ zone: 'organization' }),
    lastUpdateOnDateTime: time({ zone: 'offset' }),
  }),
);

export const rewardCreateAnswer = () =>
  open({
    status: entityStatus(),
    reward: reward(),
  });

export const rewardUpdateAnswer = () =>
  open({
    status: entityStatus(),
    reward: reward(),
  });

export const rewardGetCustomFieldsAnswer = () => list(rewardCatalog());

export const rewardGetForUserAnswer = () =>
  open({
    status: entityStatus(),
    reward: reward(),
  });

export const rewardListForBrandAnswer = () =>
  open({
    status: entityStatus(),
    rewardList: list(rewardList()),
    pagingDto: pagingDto(),
  });

export const rewardIssueAnswer = () =>
  open({
    status: open({
      success: boolean(),
      code: integer(),
      message: text(),
      partnerError: open({
        codes: list(text()),
        messages: list(text()),
      }),
    }),
    intouch: intouch(),
    transactionId: integer(),
    promotion: anything(),
    vendor: vendor(),
    paymentConfig: paymentConfig(),
    redemptionDetails: redemptionDetail(),
    fulfillmentDetails: open({
      status: text(),
    }),
    customFields: keyValues(),
    eventLogId: text(),
    requestId: text(),
    eventDateTime: time({ zone: 'offset' }),
    issueDateTime: time({ zone: 'offset' }),
  });

export const rewardIssueBulkAnswer = () =>
  open({
    status: entityStatus(),
    rewards: list(
      open({
        status: entityStatus(),
        transactionId: integer(),
        rewardId: idOf('reward', integer()),
        requestedQuantity: integer(),
        quantity: integer(),
        pointsReferenceId: text(),
        pointsReferenceIds: list(text()),
        eventLogId: text(),
        requestId: text(),
        intouch: list(intouch()),
        promotions: list(anything()),
        vendor: list(vendor()),
        eventDateTime: time({ zone: 'offset' }),
        restrictions: keyValues(),
        paymentConfig: paymentConfig(),
        fulfillmentDetails: open({
          status: text(),
        }),
        customFields: keyValues(),
        redemptionDetails: redemptionDetail(),
      }),
    ),
  });

export const rewardCreatePromotionAnswer = () =>
  open({
    status: entityStatus(),
    catalogPromotion: catalogPromotion(),
    failedRewards: list(anything()),
  });

export const rewardUpdatePromotionAnswer = () =>
  open({
    status: entityStatus(),
    catalogPromotion: catalogPromotion(),
    failedRewards: list(anything()),
  });

export const rewardGetPromotionAnswer = () =>
  open({
    status: entityStatus(),
    catalogPromotion: catalogPromotion(),
  });

export const rewardListPromotionsAnswer = () =>
  open({
    status: entityStatus(),
    catalogPromotions: list(catalogPromotion()),
  });

export const rewardDisablePromotionAnswer = () =>
  open({
    status: entityStatus(),
  });

export const rewardListForUserAnswer = () =>
  open({
    status: entityStatus(),
    rewardList: list(rewardList()),
    pagingDto: pagingDto(),
    orgLevelRestrictions: orgLevelRestriction(),
  });

const userRewardDetail = lazy(() =>
  open({
    id: idOf('reward', integer()),
    name: text(),
    description: text(),
    imageId: text(),
    imageUrl: text(),
    thumbnailId: text(),
    thumbnailUrl: text(),
    termAndConditionsId: text(),
    termAndConditionsUrl: text(),
    tier: text(),
    label: anything(),
    priority: integer(),
    intouchPoints: integer(),
    group: anything(),
    startTime: time({ zone: 'organization' }),
    startDateTime: time({ zone: 'offset' }),
    endTime: time({ zone: 'organization' }),
    endDateTime: time({ zone: 'offset' }),
    expired: boolean(),
    started: boolean(),
    programId: anything(),
    categoryList: list(rewardListCategoryList()),
    vendorId: integer(),
    loyaltyProgramCriteria: list(loyaltyProgramCriteria()),
    groups: list(
      open({
        groupName: text(),
        groupRank: integer(),
      }),
    ),
    rewardRank: integer(),
    images: list(image()),
    videos: list(image()),
    customFields: keyValues(),
    labels: list(idOf('label', integer())),
    cardSeries: list(
      open({
        id: idOf('cardSeries', integer()),
        code: text(),
      }),
    ),
    cards: list(
      open({
        id: idOf('cardSeries', integer()),
        code: text(),
      }),
    ),
    richContentRO: open({
      '{name}': open({
        content: text(),
        isEnabled: boolean(),
      }),
    }),
    redemptionType: text(),
  }),
);

export const rewardGetPurchasedByUserAnswer = () =>
  open({
    status: entityStatus(),
    rewards: list(
      open({
        typeOfReward: text(),
        pointsRedeemed: number(),
        rewardId: idOf('reward', integer()),
        transactionId: integer(),
        issueRewardRefId: text(),
        rewardIssueDate: timestamp({ unit: 'milliseconds' }),
        rewardIssueDateTime: time({ zone: 'offset' }),
        userRewardExpiry: time({ zone: 'organization' }),
        userRewardExpiryDateTime: time({ zone: 'offset' }),
        userRewardDetails: userRewardDetail(),
        revenueDetails: revenueDetail(),
        paymentDetails: paymentConfig(),
        redemptionDetails: redemptionDetail(),
        transactionCustomFields: keyValues(),
        fulfillmentDetails: open({
          status: text(),
        }),
        issueDateTime: time({ zone: 'offset' }),
        eventDateTime: time({ zone: 'offset' }),
        code: text(),
        vendor: text(),
        seriesId: idOf('couponSeries', text()),
      }),
    ),
    intouchUserId: idOf('customer', text()),
    pagingDto: pagingDto(),
  });
