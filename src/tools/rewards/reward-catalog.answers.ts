/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anyOf, anything, listOrOne, mapOf, open } from '../schemas/answer.js';
import { entityStatus } from '../schemas/answers.modern.js';
import { idOf, money } from '../schemas/leaf-types.js';
import { dateTime, epoch } from '../schemas/times.js';
import { boolean, integer, keyValues, list, number, text, textOrNumber } from '../schemas/values.js';

/** Who made something, who changed it last, and when. */
export const authorship = () => ({
  createdBy: integer(),
  createdOn: epoch({ unit: 'milliseconds' }),
  createdOnDateTime: dateTime({ zone: 'offset' }),
  lastUpdatedBy: integer(),
  lastUpdatedOn: epoch({ unit: 'milliseconds' }),
  lastUpdatedOnDateTime: dateTime({ zone: 'offset' }),
});

/**
 * A reward of the catalog. Lists, details and the rewards that a customer bought have different parts of it; addresses
 * of pictures and terms are signed and expire soon.
 */
export const reward = lazy(() =>
  open({
    id: idOf('reward', integer()),
    name: text(),
    description: text(),
    type: text(),
    status: text(),
    enabled: boolean(),
    expired: boolean(),
    started: boolean(),
    priority: integer(),
    rewardRank: integer(),
    rewardExternalId: text(),
    intouchPoints: integer(),
    paymentConfigs: list(payment()),
    redemptionType: text(),
    startTime: dateTime({ zone: 'server' }),
    startDateTime: dateTime({ zone: 'offset' }),
    endTime: dateTime({ zone: 'server' }),
    endDateTime: dateTime({ zone: 'offset' }),
    startDate: dateTime({ zone: 'server' }),
    endDate: dateTime({ zone: 'server' }),
    programId: idOf('loyaltyProgram', integer()),
    tier: text(),
    loyaltyProgramCriteria: list(loyaltyProgramCriterion()),
    label: text(),
    labels: list(idOf('label', integer())),
    group: text(),
    groupName: text(),
    groupRank: integer(),
    groups: list(
      open({
        id: idOf('rewardGroupId', integer()),
        groupName: idOf('rewardGroup', text()),
        groupRank: integer(),
        rewardRank: integer(),
      }),
    ),
    categoryList: list(rewardCategory()),
    categories: list(rewardCategory()),
    imageId: text(),
    imageUrl: text(),
    thumbnailId: text(),
    thumbnailUrl: text(),
    images: list(media()),
    videos: list(media()),
    termAndConditionsId: idOf('rewardTerms', text()),
    termAndConditionsUrl: text(),
    richContentRO: richContent(),
    languageSpecificInfo: list(rewardText()),
    customFields: keyValues(),
    vendorId: idOf('rewardVendor', integer()),
    vendorName: text(),
    vendorRedemptionId: idOf('vendorRedemption', integer()),
    vendorRedemptionName: text(),
    vendorRedemption: idOf('vendorRedemption', integer()),
    intouchSeriesId: idOf('couponSeries', textOrNumber()),
    cards: list(cardSeries()),
    cardSeries: list(cardSeries()),
    segment: list(open({ segmentId: integer(), partitionId: integer() })),
    /** Limits as they apply to the customer: `isValid` says whether the reward may still be issued. */
    rewardRestrictions: restrictions(),
    restrictions: restrictions(),
    orgLevelRestrictions: listOrOne(organizationRestrictions()),
    appliedPromotions: list(anything()),
    owners: list(open({ ownerType: text(), ownerId: textOrNumber() })),
    rewardRevenueDetails: revenue(),
    rewardRevenueMeta: anything(),
    rewardRevenueDefaults: anything(),
    supplementaryCriteriaRO: anything(),
    communications: anything(),
    geography: anything(),
    tillId: idOf('till', integer()),
    ...authorship(),
  }),
);

/** A picture or a video. */
export const media = lazy(() =>
  open({
    name: text(),
    altText: text(),
    id: text(),
    url: text(),
    isExternal: boolean(),
  }),
);

/** By the name of the content. */
export const richContent = lazy(() => mapOf(open({ content: text(), isEnabled: boolean() })));

/** A reward's texts and pictures in one language. */
const rewardText = lazy(() =>
  open({
    languageCode: text(),
    rewardId: idOf('reward', integer()),
    name: text(),
    description: text(),
    enabled: boolean(),
    imageId: text(),
    imageUrl: text(),
    thumbnailId: text(),
    thumbnailUrl: text(),
    termNConditionsId: idOf('rewardTerms', text()),
    termNConditionsUrl: text(),
    images: list(media()),
    videos: list(media()),
    customFields: keyValues(),
    richContentRO: anyOf(richContent(), open({ content: text(), isEnabled: boolean() })),
    defaultValue: text(),
  }),
);

export const rewardCategory = lazy(() =>
  open({
    id: idOf('rewardCategory', integer()),
    name: idOf('rewardCategoryName', text()),
    enabled: boolean(),
    ...authorship(),
  }),
);

const loyaltyProgramCriterion = lazy(() =>
  open({
    loyaltyProgramId: idOf('loyaltyProgram', integer()),
    tierIds: list(idOf('tier', textOrNumber())),
    partnerProgramIds: list(idOf('partnerProgram', textOrNumber())),
  }),
);

const cardSeries = lazy(() =>
  open({
    id: idOf('cardSeries', integer()),
    code: idOf('cardSeriesCode', text()),
  }),
);

/** A price, or what was paid: points, money or both, as `paymentMode` says. */
const payment = lazy(() =>
  open({
    id: idOf('rewardPrice', integer()),
    paymentMode: text(),
    points: number(),
    cash: money(),
    conversionRatio: number(),
    redemptionValue: number(),
  }),
);

/** Limits on issues of a reward, for one customer and altogether. */
const restrictions = lazy(() =>
  open({
    isValid: boolean('false: the customer cannot get it any more'),
    customerLevel: list(restriction()),
    rewardLevel: list(restriction()),
  }),
);

const restriction = lazy(() =>
  open({
    id: integer(),
    isValid: boolean(),
    consumed: number(),
    limit: integer(),
    kpi: text(),
    repeatFrequencyType: text(),
    interval: integer(),
    windowType: text(),
    currentCycle: open({
      startDate: text(),
      startDateTime: dateTime({ zone: 'offset' }),
      endDate: text(),
      endDateTime: dateTime({ zone: 'offset' }),
    }),
    startOfCycle: text(),
    weekStartDay: text(),
    updatedOn: epoch({ unit: 'milliseconds' }),
    updatedOnDateTime: dateTime({ zone: 'offset' }),
    updatedBy: integer(),
  }),
);

/** Limits that the organization sets for all rewards together. */
const organizationRestrictions = lazy(() =>
  open({
    orgId: integer(),
    isValid: boolean('false: the customer cannot get it any more'),
    customerLevel: list(organizationRestriction()),
    customerRedemptionTypeLevel: list(organizationRestriction()),
  }),
);

const organizationRestriction = lazy(() =>
  open({
    rewardConstraintId: integer(),
    orgId: integer(),
    kpi: text(),
    constraintLevel: text(),
    frequencyType: text(),
    constraintLimitValue: number(),
    intervalValue: integer(),
    redemptionType: text(),
    isActive: boolean(),
    isValid: boolean(),
    consumed: number(),
    ...authorship(),
  }),
);

/** Shares of the reward's value. */
const revenue = lazy(() =>
  open({
    brandCommission: number(),
    capillaryCommission: number(),
    affiliateCommission: number(),
    endCustomerCommission: number(),
  }),
);

export const redemptionDetails = lazy(() =>
  open({
    redemptionType: text(),
    totalRedemptionValue: number(),
    redemptionValue: number(),
  }),
);

const fulfillmentDetails = lazy(() => open({ status: idOf('rewardFulfillmentStatus', text()) }));

export const page = lazy(() =>
  open({
    last: boolean(),
    first: boolean(),
    totalElements: integer(),
    totalPages: integer(),
    numberOfElements: integer(),
    size: integer(),
    number: integer(),
  }),
);

/** The status of a call about issues: also what the partner said where its part failed. */
const issueStatus = lazy(() =>
  open({
    ...entityStatus().shape,
    partnerError: open({ codes: list(textOrNumber()), messages: list(text()) }),
  }),
);

/** A coupon that was issued as a reward. */
const issuedCoupon = lazy(() =>
  open({
    pointsRedeemed: textOrNumber(),
    couponCode: idOf('couponCode', text()),
    codeExpiry: dateTime({ zone: 'server' }),
    codeExpiryDateTime: dateTime({ zone: 'offset' }),
  }),
);

/** What a vendor gave; the members differ from vendor to vendor. */
const vendorIssue = lazy(() =>
  open({
    pointsRedeemed: textOrNumber(),
    voucher: text('answer of the vendor as JSON text, or its code'),
    coupon_issue_status: text(),
    valid_till: dateTime({ zone: 'server' }),
    offer_name: text(),
    coupon_series_id: idOf('couponSeries', textOrNumber()),
  }),
);

/** One reward of an issue to a customer. With code 8010 it was issued in part. */
const rewardIssue = lazy(() =>
  open({
    status: issueStatus(),
    transactionId: idOf('rewardTransaction', integer()),
    rewardId: idOf('reward', integer()),
    orgId: integer(),
    requestedQuantity: integer(),
    quantity: integer(),
    pointsReferenceId: text(),
    pointsReferenceIds: list(text()),
    eventLogId: textOrNumber(),
    requestId: textOrNumber(),
    intouch: listOrOne(issuedCoupon()),
    promotions: anything(),
    promotion: anything(),
    vendor: listOrOne(vendorIssue()),
    issueDateTime: dateTime({ zone: 'offset' }),
    eventDateTime: dateTime({ zone: 'offset' }),
    restrictions: anything(),
    paymentConfig: payment(),
    redemptionDetails: redemptionDetails(),
    fulfillmentDetails: fulfillmentDetails(),
    customFields: keyValues(),
  }),
);

/** A voucher that a customer has. */
const voucher = lazy(() =>
  open({
    code: idOf('couponCode', text()),
    expiry: dateTime({ zone: 'server' }),
    expiryDateTime: dateTime({ zone: 'offset' }),
    vendor: text('answer of the vendor as JSON text, with code or PIN'),
    rewardId: idOf('reward', integer()),
    issued: dateTime({ zone: 'offset' }),
    seriesId: idOf('couponSeries', textOrNumber()),
    seriesName: text(),
    redemptionCount: integer(),
    redemptions: open({ redemption: anything() }),
    pointsRedeemed: number(),
    revenueDetails: revenue(),
    paymentDetails: payment(),
    redemptionDetails: redemptionDetails(),
  }),
);

/** The reward of vouchers. */
const rewardOfVouchers = lazy(() =>
  open({
    rewardId: idOf('reward', integer()),
    name: text(),
    description: text(),
    thumbnailId: text(),
    thumbnailUrl: text(),
    imageId: text(),
    imageUrl: text(),
    termNConditionsId: idOf('rewardTerms', text()),
    termNConditionsUrl: text(),
    tier: text(),
    label: text(),
    group: text(),
    tillId: idOf('till', integer()),
  }),
);

/** A reward that a customer got. */
const purchase = lazy(() =>
  open({
    typeOfReward: text(),
    pointsRedeemed: number(),
    rewardId: idOf('reward', integer()),
    transactionId: idOf('rewardTransaction', integer()),
    issueRewardRefId: text(),
    rewardIssueDate: epoch({ unit: 'milliseconds' }),
    rewardIssueDateTime: dateTime({ zone: 'offset' }),
    issueDateTime: dateTime({ zone: 'offset' }),
    eventDateTime: dateTime({ zone: 'offset' }),
    userRewardExpiry: dateTime({ zone: 'server' }),
    userRewardExpiryDateTime: dateTime({ zone: 'offset' }),
    userRewardDetails: reward(),
    revenueDetails: revenue(),
    paymentDetails: payment(),
    redemptionDetails: redemptionDetails(),
    fulfillmentDetails: fulfillmentDetails(),
    transactionCustomFields: keyValues(),
    /** The code of the coupon or voucher, where it has one. */
    code: idOf('couponCode', text()),
    vendor: text('answer of the vendor as JSON text, with code or PIN'),
    seriesId: idOf('couponSeries', textOrNumber()),
  }),
);

/** A discount on rewards for a time. */
const catalogPromotion = lazy(() =>
  open({
    id: idOf('catalogPromotion', integer()),
    name: text(),
    orgId: integer(),
    isEnabled: boolean(),
    startTime: dateTime({ zone: 'server' }),
    startDateTime: dateTime({ zone: 'offset' }),
    endTime: dateTime({ zone: 'server' }),
    endDateTime: dateTime({ zone: 'offset' }),
    discountType: text(),
    discountValue: number(),
    languageSpecificInfo: list(promotionText()),
    customFields: keyValues(),
    rewards: list(discountedReward()),
    createdBy: integer(),
    createdOn: dateTime({ zone: 'server' }),
    createdOnDateTime: dateTime({ zone: 'offset' }),
    lastUpdatedBy: integer(),
    lastUpdatedOn: dateTime({ zone: 'server' }),
    lastUpdatedOnDateTime: dateTime({ zone: 'offset' }),
  }),
);

const discountedReward = lazy(() =>
  open({
    id: integer(),
    rewardId: idOf('reward', integer()),
    promotionId: idOf('catalogPromotion', integer()),
    configId: idOf('rewardPrice', integer()),
    intouchPointsPostDiscount: integer(),
    startTime: dateTime({ zone: 'server' }),
    startDateTime: dateTime({ zone: 'offset' }),
    endTime: dateTime({ zone: 'server' }),
    endDateTime: dateTime({ zone: 'offset' }),
    expired: boolean(),
    started: boolean(),
  }),
);

/** A promotion's texts in one language. `lastUpdateOn` is the API's spelling. */
const promotionText = lazy(() =>
  open({
    languageCode: text(),
    name: text(),
    description: text(),
    enabled: boolean(),
    createdBy: integer(),
    createdOn: dateTime({ zone: 'server' }),
    createdOnDateTime: dateTime({ zone: 'offset' }),
    lastUpdatedBy: integer(),
    lastUpdateOn: dateTime({ zone: 'server' }),
    lastUpdateOnDateTime: dateTime({ zone: 'offset' }),
  }),
);

/** The definition of a custom field of rewards. */
export const rewardCustomField = lazy(() =>
  open({
    id: integer(),
    orgId: integer(),
    name: text(),
    description: text(),
    isMandatory: boolean(),
    isActive: boolean(),
    scope: text(),
    defaultValue: text('in the form of dataType'),
    dataType: text(),
    enumValues: list(text()),
    ...authorship(),
  }),
);

export const rewardAnswer = lazy(() =>
  open({
    status: entityStatus(),
    reward: reward(),
  }),
);

export const rewardGetCustomFieldsAnswer = () => list(rewardCustomField());

export const rewardListForBrandAnswer = () =>
  open({
    status: entityStatus(),
    rewardList: list(reward()),
    pagingDto: page(),
  });

/** Vouchers by reward, or those of one reward. */
export const userVouchersAnswer = lazy(() =>
  open({
    status: entityStatus(),
    userVouchers: list(open({ rewardDetails: rewardOfVouchers(), vouchers: list(voucher()) })),
    pagingDto: page(),
    reward: reward(),
    vouchers: list(voucher()),
    promotions: anything(),
    intouchUserId: idOf('customer', textOrNumber()),
  }),
);

/** The one reward that was issued; `rewards` where it failed in part. */
export const rewardIssueAnswer = () =>
  open({ ...rewardIssue().shape, rewards: list(rewardIssue(), 'if issued in parts') });

export const rewardIssueBulkAnswer = () =>
  open({
    status: issueStatus(),
    rewards: list(rewardIssue()),
  });

/** A reward that a promotion could not discount: the reward itself, or its id and the reason. */
const failedReward = lazy(() =>
  open({ ...reward().shape, rewardId: idOf('reward', integer()), code: integer(), message: text() }),
);

/** The promotion that was saved, and the rewards that it could not discount. */
export const rewardSavePromotionAnswer = lazy(() =>
  open({
    status: entityStatus(),
    catalogPromotion: catalogPromotion(),
    failedRewards: list(failedReward()),
  }),
);

export const rewardGetPromotionAnswer = () =>
  open({
    status: entityStatus(),
    catalogPromotion: catalogPromotion(),
  });

export const rewardListPromotionsAnswer = () =>
  open({
    status: entityStatus(),
    catalogPromotions: list(catalogPromotion()),
    pagingDto: page(),
  });

export const rewardDisablePromotionAnswer = () =>
  open({
    status: entityStatus(),
  });

export const rewardListForUserAnswer = () =>
  open({
    status: entityStatus(),
    rewardList: list(reward()),
    pagingDto: page(),
    orgLevelRestrictions: listOrOne(organizationRestrictions()),
  });

export const rewardGetPurchasedByUserAnswer = () =>
  open({
    status: entityStatus(),
    rewards: list(purchase()),
    intouchUserId: idOf('customer', textOrNumber()),
    pagingDto: page(),
  });
