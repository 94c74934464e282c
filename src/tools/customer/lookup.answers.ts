/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, freeText, open, problem, secret, time } from '../schemas/answer.js';
import {
  createdBy,
  gapToRenewSummary,
  loyaltyInfo,
  pageDetail,
  pagination,
  profile,
  promisedPointsScheduleList,
  sideEffect,
  triggerBasedPointsList,
  upgradeStrategy,
} from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';
import { customer3 } from './customer.answers.js';
import {
  alternateCurrencyDetail,
  cardDetail,
  customerImage,
  customerPointsSummary,
  file,
  fraudDetail,
  groupLoyaltyProgramDetail,
  invitee,
  linkedPartnerProgram,
  loyaltyProgramDetail,
  programTier,
  promotionalPoint,
  referee,
  subscriptionInfoSubscription,
} from './customer.entities.js';

const customerLookupGetPromotionsPromotionRestriction = lazy(() =>
  open({
    issualRestrictions: list(
      open({
        kpi: text(),
        maxLimit: text(),
        currentCustomerUsage: text(),
        limitOn: text(),
      }),
    ),
    earnRestrictions: list(
      open({
        kpi: text(),
        maxLimit: text(),
        currentCustomerUsage: text(),
        limitOn: text(),
      }),
    ),
    redemptionRestrictions: list(
      open({
        kpi: text(),
        maxLimit: text(),
        currentCustomerUsage: text(),
        limitOn: text(),
        type: text(),
        periodType: text(),
        periodUnit: text(),
      }),
    ),
  }),
);

const customerPromotionTimeline = lazy(() =>
  open({
    enrollmentDate: time({ zone: 'offset' }),
    enrollmentDateISO: time({ zone: 'offset' }),
    enrollmentExpiryDate: time({ zone: 'offset' }),
    enrollmentExpiryDateISO: time({ zone: 'offset' }),
    enrollmentId: integer(),
    enrollEventLogId: integer(),
    issuedDetails: list(
      open({
        issualId: integer(),
        issualDate: time({ zone: 'offset' }),
        issualDateISO: time({ zone: 'offset' }),
        issualExpiryDate: time({ zone: 'offset' }),
        issualExpiryDateISO: time({ zone: 'offset' }),
        issualEventLogId: integer(),
        redeemedCount: integer(),
      }),
    ),
  }),
);

export const customerLookupGetPromotionsAnswer = () =>
  open({
    pageDetails: pageDetail(),
    customerId: idOf('customer', integer()),
    promotions: list(
      open({
        promotionId: integer(),
        promotionName: text(),
        programId: idOf('loyaltyProgram', integer()),
        startDate: time({ zone: 'offset' }),
        startDateISO: time({ zone: 'offset' }),
        endDate: time({ zone: 'offset' }),
        identifier: text(),
        description: text(),
        active: boolean(),
        eventName: text(),
        limits: open({
          maxPointsPerEvent: text(),
          pointsPerCustomer: text(),
          numberOFTimesPerCustomer: integer(),
          totalPointsInPromotion: text(),
        }),
        customerUsage: open({
          currentPointsPerCustomer: text(),
          currentNumberOfTimesPerCustomer: integer(),
          currentTotalPointsInPromotion: text(),
        }),
        pointsOfferType: text(),
        promotionRestriction: customerLookupGetPromotionsPromotionRestriction(),
        promotionMetadata: list(
          open({
            key: text(),
            value: text(),
            brandDefined: boolean(),
          }),
        ),
        customerPromotionTimelines: list(customerPromotionTimeline()),
      }),
    ),
    warnings: list(problem()),
  });

export const customerLookupUpdateAnswer = () =>
  open({
    createdId: idOf('customer', integer()),
    warnings: list(problem()),
    sideEffects: list(sideEffect()),
  });

export const customerLookupGetDetailsAnswer = () =>
  open({
    id: integer(),
    profiles: list(profile()),
    loyaltyInfo: loyaltyInfo(),
    fraudDetails: fraudDetail(),
    segments: keyValues(),
    associatedWith: text(),
    extendedFields: keyValues(),
    pointsSummary: customerPointsSummary(),
    subscriptionInfo: open({
      subscriptions: list(subscriptionInfoSubscription()),
    }),
    promotionalPoints: promotionalPoint(),
    customerImage: list(customerImage()),
    loyaltyProgramDetails: list(loyaltyProgramDetail()),
    groupLoyaltyProgramDetails: list(groupLoyaltyProgramDetail()),
    cardDetails: list(cardDetail()),
    alternateCurrencyDetails: list(alternateCurrencyDetail()),
    upgradeStrategies: list(upgradeStrategy()),
    gapToRenewSummary: gapToRenewSummary(),
    warnings: list(problem()),
  });

export const customerLookupUpdateStatusAnswer = () =>
  open({
    createdId: idOf('customer', integer()),
    warnings: list(problem()),
    error: list(anything()),
  });

export const customerLookupGetSubscriptionsAnswer = () => customer3();

export const customerLookupGetLoyaltyDetailsAnswer = () =>
  open({
    data: list(
      open({
        redeemed: number(),
        expired: number(),
        returned: number(),
        adjusted: number(),
        lifetimePoints: number(),
        loyaltyPoints: number(),
        cumulativePurchases: number(),
        loyaltyId: integer(),
        currentSlab: text(),
        nextSlab: text(),
        nextSlabSerialNumber: integer(),
        nextSlabDescription: text(),
        slabSNo: integer(),
        slabExpiryDate: time({ zone: 'offset' }),
        programId: idOf('loyaltyProgram', integer()),
        delayedPoints: number(),
        delayedReturnedPoints: number(),
        totalAvailablePoints: number(),
        totalReturnedPoints: number(),
        linkedPartnerPrograms: list(linkedPartnerProgram()),
        programTitle: text(),
        programDescription: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerLookupGetRetroRequestsAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        id: integer(),
        status: text(),
        addedBy: createdBy(),
        addedByParent: createdBy(),
        updatedBy: createdBy(),
        addedOn: time({ zone: 'offset' }),
        updatedOn: time({ zone: 'offset' }),
        userId: idOf('customer', integer()),
        requestId: idOf('request', integer()),
        baseType: text(),
        reason: freeText(),
        comments: freeText(),
        transactionId: idOf('transaction', integer()),
        warnings: list(problem()),
        reqAdd: boolean(),
        oneStep: boolean(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerLookupAddImageAnswer = () =>
  open({
    data: list(
      open({
        code: integer(),
        file: file(),
        message: text(),
        status: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

const customerLookupGetReferralsCustomer = lazy(() =>
  open({
    id: integer(),
    profiles: list(profile()),
  }),
);

export const customerLookupGetReferralsAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        customer: customerLookupGetReferralsCustomer(),
        referralCode: text(),
        invitees: list(invitee()),
        referee: list(referee()),
        incentives: list(anything()),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerLookupGetRecommendationsAnswer = () =>
  open({
    customer: open({
      id: integer(),
      attributionTill: idOf('till', integer()),
      extendedFields: keyValues(),
      lifetimePurchases: number(),
      loyaltyId: integer(),
      orgId: integer(),
      registeredById: idOf('till', integer()),
      source: text(),
      type: text(),
      mergeSurvivor: boolean(),
      customerUpdate: boolean(),
      identifierHash: secret(),
      extendedFieldsSet: list(anything()),
      new: boolean(),
      campaignUser: boolean(),
    }),
    count: integer(),
    warnings: list(problem()),
  });

export const customerLookupGetPointsBalanceAnswer = () =>
  open({
    entityId: idOf('customer', integer()),
    entityType: text(),
    programId: idOf('loyaltyProgram', integer()),
    totalPoints: number(),
    mainPoints: number(),
    promisedPoints: number(),
    promisedPointsBreakup: open({
      delayedAccrualPoints: number(),
      externalTriggerBasedPoints: number(),
    }),
    warnings: list(problem()),
  });

export const customerLookupGetTierAnswer = () =>
  open({
    entityId: idOf('customer', integer()),
    entityType: text(),
    programTiers: list(programTier()),
    warnings: list(problem()),
  });

export const customerLookupGetPromisedPointsScheduleAnswer = () =>
  open({
    entityId: idOf('customer', integer()),
    entityType: text(),
    promisedPointsScheduleList: list(promisedPointsScheduleList()),
    triggerBasedPointsList: list(triggerBasedPointsList()),
    warnings: list(problem()),
  });
