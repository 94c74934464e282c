/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { point } from '../points/points.answers.js';
import { anything, day, freeText, mobile, open, problem, time } from '../schemas/answer.js';
import {
  createdBy,
  entityStatus,
  pagination,
  profileAttribution,
  promisedPointsScheduleList,
  statusCode,
  triggerBasedPointsList,
} from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, number, text, textOrNumber } from '../schemas/values.js';
import { entityCustomer, linkedPartnerProgram, programTier } from './customer.entities.js';

export const customerGetLoyaltyEventsAnswer = () =>
  open({
    data: list(
      open({
        id: integer(),
        customerId: idOf('customer', integer()),
        date: time({ zone: 'offset' }),
        eventName: text(),
        orgId: integer(),
        status: text(),
        uniqueId: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerGetLoyaltyDetailsAnswer = () =>
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
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerGetPointsTransfersAnswer = () =>
  open({
    data: list(point()),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerGetPointsBalanceAnswer = () =>
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

export const customerGetTierAnswer = () =>
  open({
    entityId: idOf('customer', integer()),
    entityType: text(),
    programTiers: list(programTier()),
    warnings: list(problem()),
  });

export const customerGetPromisedPointsScheduleAnswer = () =>
  open({
    entityId: idOf('customer', integer()),
    entityType: text(),
    promisedPointsScheduleList: list(promisedPointsScheduleList()),
    triggerBasedPointsList: list(triggerBasedPointsList()),
    warnings: list(problem()),
  });

const sery = lazy(() =>
  open({
    id: idOf('couponSeries', integer()),
    orgId: integer(),
    description: text(),
    discountCode: text(),
    validTillDate: time({ zone: 'offset' }),
    validDaysFromCreation: integer(),
    expiryStrategyValue: integer(),
    maxCreate: integer(),
    maxRedeem: integer(),
    isTransferrable: boolean(),
    anyUser: boolean(),
    sameUserMultipleRedeem: boolean(),
    isReferralExistingUsersAllowed: boolean(),
    isMultipleUseAllowed: boolean(),
    isValidationRequired: boolean(),
    isValidWithDiscountedItem: boolean(),
    createdBy: integer(),
    numIssued: integer(),
    numRedeemed: integer(),
    createdOn: time({ zone: 'offset' }),
    lastUsed: time({ zone: 'offset' }),
    seriesCode: text(),
    smsTemplate: text(),
    isSMSDisabled: boolean(),
    isUpdateProductData: boolean(),
    info: text(),
    isMultipleVouchersPerUserAllowed: boolean(),
    doNotResendExistingVoucher: boolean(),
    mutualExclusiveSeriesIds: text(),
    storeIdsJson: text(),
    isDvsEnabled: boolean(),
    dvsExpiryDate: time({ zone: 'offset' }),
    priority: integer(),
    shortSMSTemplate: text(),
    maxVouchersPerUser: integer(),
    minDaysBetweenVouchers: integer(),
    maxReferralsPerReferee: integer(),
    discountUpto: integer(),
    discountValue: integer(),
    dvsItems: text(),
    redemptionRange: text(),
    minBillAmount: integer(),
    maxBillAmount: integer(),
    redeemAtStore: text(),
    campaignId: idOf('campaign', integer()),
    tag: text(),
    maxRedemptionsInSeriesPerUser: integer(),
    minDaysBetweenRedemption: integer(),
    redemptionValidFrom: time({ zone: 'offset' }),
    sourceOrgId: integer(),
    issueToLoyalty: boolean(),
    redeemStoreType: text(),
    offlineRedeemType: boolean(),
    isOldFlowEnabled: boolean(),
    isPreRedeemEventRequired: boolean(),
    brands: list(anything()),
    products: list(anything()),
    categories: list(anything()),
    termsAndConditions: text(),
    signalRedemptionEvent: boolean(),
    syncToClient: boolean(),
    showPinCode: boolean(),
    redemptionPerCouponMaxLimit: integer(),
    validRedemptionOrgEntityDetails: open({
      concepts: list(anything()),
      zones: list(anything()),
      stores: list(anything()),
      tills: list(anything()),
    }),
    seriesType: text(),
    clientHandlingType: text(),
    expiryStrategyType: text(),
    discountOn: text(),
    discountType: text(),
    dvsExpiryDateFormat: day(),
    updateProductData: boolean(),
    validTilldateFormat: day(),
    redemptionValidFromFormat: day(),
    entityLevelRedemptionConfigsValues: list(anything()),
    metadata: text(),
  }),
);

const couponStatus = lazy(() =>
  open({
    statusCode: statusCode(),
    warnings: list(anything()),
    warningsAsStatusCode: list(anything()),
    code: integer(),
    success: boolean(),
    message: text(),
  }),
);

export const customerGetCouponsAnswer = () =>
  open({
    entity: list(
      open({
        id: idOf('coupon', integer()),
        seriesId: idOf('couponSeries', integer()),
        series: sery(),
        code: text(),
        description: text(),
        createdDate: time({ zone: 'offset' }),
        createdDateISO: time({ zone: 'offset' }),
        validTill: time({ zone: 'offset' }),
        isRedeemed: boolean(),
        issuedTo: idOf('customer', integer()),
        issuedBy: integer(),
        orgId: integer(),
        refId: integer(),
        issuedAt: open({
          id: integer(),
          code: text(),
          description: text(),
          name: text(),
          type: text(),
          adminType: text(),
          isOrgUnit: boolean(),
        }),
        status: entityStatus(),
        couponDiscountType: text(),
        issuedOn: time({ zone: 'offset' }),
        issuedOnISO: time({ zone: 'offset' }),
        activeFrom: time({ zone: 'offset' }),
        redemptionsLeft: integer(),
        couponStatus: couponStatus(),
        redemptionInfo: list(
          open({
            redeemedOnISO: time({ zone: 'offset' }),
          }),
        ),
        discountType: boolean(),
        discountValue: integer(),
        discountUpto: integer(),
        redeemed: boolean(),
        seriesName: text(),
        trimmedCode: text(),
        reversedRedemptionInfo: list(anything()),
        discountValueAsDouble: number(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const customerGetRetroRequestsAnswer = () =>
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

export const customerGetIdentifierChangeRequestsAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        id: integer(),
        status: text(),
        addedBy: createdBy(),
        updatedBy: createdBy(),
        addedOn: time({ zone: 'offset' }),
        updatedOn: time({ zone: 'offset' }),
        userId: idOf('customer', integer()),
        changeType: text(),
        changeIdentifiers: open({
          add: list(
            open({
              type: text(),
              value: mobile(),
            }),
          ),
          remove: list(
            open({
              type: text(),
              value: mobile(),
            }),
          ),
        }),
        comments: freeText(),
        secUserId: idOf('customer', integer()),
        oneStep: boolean(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

const enteredBy = lazy(() =>
  open({
    id: integer(),
    code: text(),
    description: text(),
    name: text(),
    type: text(),
    referenceId: integer(),
    adminType: text(),
    isActive: boolean(),
    isOuEnabled: boolean(),
    timeZoneId: idOf('timeZone', integer()),
    currencyId: idOf('currency', integer()),
    languageId: idOf('language', integer()),
    default: boolean(),
  }),
);

export const customerGetGoodwillRequestsAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        id: integer(),
        addedBy: createdBy(),
        updatedBy: createdBy(),
        addedOn: time({ zone: 'offset' }),
        updatedOn: time({ zone: 'offset' }),
        userId: idOf('customer', integer()),
        requestId: idOf('request', integer()),
        goodwillType: text(),
        goodwillStatus: text(),
        comments: freeText(),
        reason: freeText(),
        approvedValue: text(),
        updatedComments: freeText(),
        oneStep: boolean(),
        enteredBy: enteredBy(),
        programId: idOf('loyaltyProgram', integer()),
        program: open({
          programId: idOf('loyaltyProgram', integer()),
          programName: text(),
          pointsToCurrencyRatio: number(),
          programDescription: text(),
          default: boolean(),
        }),
        earningEntityType: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerRequestGroupGoodwillPointsAnswer = () =>
  open({
    createdId: idOf('request', integer()),
    warnings: list(problem()),
  });

export const customerListCouponsAnswer = () =>
  open({
    entity: open({
      pagination: pagination(),
      customers: list(entityCustomer()),
    }),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const customerGetGroupTrackersAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        id: integer(),
        name: text(),
        conditionId: integer(),
        type: text(),
        value: number(),
        updatedOn: time({ zone: 'offset' }),
        conditionName: text(),
        periodStartDate: time({ zone: 'offset' }),
        periodEndDate: time({ zone: 'offset' }),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

const billPoint = lazy(() =>
  open({
    pointsBreakup: list(pointsBreakup()),
    aggregatedBillPoints: list(aggregatedBillPoint()),
    alternateCurrenciesBreakup: list(anything()),
    aggregatedBillAlternateCurrencies: list(anything()),
  }),
);

const pointsBreakup = lazy(() =>
  open({
    programName: text(),
    programId: idOf('loyaltyProgram', integer()),
    regularPoints: list(
      open({
        points: number(),
        pointsAwardedType: text(),
      }),
    ),
    promisePoints: list(
      open({
        points: number(),
        pointsAwardedType: text(),
      }),
    ),
    promoPoints: list(
      open({
        points: number(),
        pointsAwardedType: text(),
      }),
    ),
  }),
);

const aggregatedBillPoint = lazy(() =>
  open({
    programName: text(),
    programId: idOf('loyaltyProgram', integer()),
    regularPoints: open({
      points: number(),
    }),
    promisePoints: open({
      points: number(),
    }),
    promoPoints: open({
      points: number(),
    }),
  }),
);

export const customerGetTransactionsAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        id: idOf('transaction', integer()),
        customerId: idOf('customer', integer()),
        loyaltyLogId: integer(),
        billingTime: time({ zone: 'offset' }),
        billingTimeInputOffset: text(),
        billNumber: text(),
        type: text(),
        returnType: text(),
        notes: freeText(),
        amount: number(),
        grossAmount: number(),
        discount: number(),
        outlierStatus: text(),
        billingStore: createdBy(),
        customFields: keyValues(),
        extendedFields: keyValues(),
        creditNotes: list(
          open({
            number: text(),
            amount: number(),
            notes: freeText(),
            referenceId: textOrNumber(),
          }),
        ),
        billPoints: billPoint(),
        attribution: profileAttribution(),
        txnIdentifiers: list(
          open({
            type: text(),
            value: mobile(),
          }),
        ),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });
