/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { product2 } from '../product/product.answers.js';
import { day, freeText, open, personName, problem, time } from '../schemas/answer.js';
import { billDetail, lineItem, pagination, profileAttribution, sideEffect } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

const creditNote = lazy(() =>
  open({
    amount: number(),
    notes: freeText(),
    number: text(),
    validity: day(),
    updateAmount: boolean(),
  }),
);

const dataPaymentMode = lazy(() =>
  open({
    amount: number(),
    attributes: list(keyValues()),
    id: integer(),
    mode: text(),
    notes: freeText(),
    orgPaymentModeId: idOf('paymentMode', integer()),
  }),
);

export const transaction2 = lazy(() =>
  open({
    useDefaultFleetGroup: boolean(),
    loyaltiesPointDetails: list(keyValues()),
    billPointsBreakup: list(keyValues()),
    attribution: profileAttribution(),
    billDetails: billDetail(),
    creditNote: creditNote(),
    customFields: keyValues(),
    source: text(),
    addWithLocalCurrency: boolean(),
    async: boolean(),
    useV2: boolean(),
    simulation: boolean(),
    customerId: idOf('customer', integer()),
    deliveryStatus: text(),
    id: idOf('transaction', integer()),
    lineItems: list(lineItem()),
    outlierStatus: text(),
    paymentModes: list(dataPaymentMode()),
    type: text(),
    lifeTimePurchases: number(),
    ignorePoints: boolean(),
    extendedFields: keyValues(),
    autoUpdateTime: time({ zone: 'offset' }),
    niReturnDetails: keyValues(),
    basketSize: number(),
    retroTxn: boolean(),
    returnDetails: open({
      canceled: boolean(),
    }),
    warnings: list(problem()),
  }),
);

const loyaltyDetail = lazy(() =>
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
    programTitle: text(),
    programDescription: text(),
    programPointsToCurrencyRatio: number(),
  }),
);

export const transactionAddBulkAnswer = () =>
  open({
    response: list(product2()),
    totalCount: integer(),
    failureCount: integer(),
  });

export const transactionAddAnswer = () =>
  open({
    createdId: idOf('transaction', integer()),
    warnings: list(problem()),
    errors: list(problem()),
    sideEffects: list(sideEffect()),
    rawSideEffects: list(
      open({
        type: text(),
        awardOn: text(),
        awardedOn: text(),
        awardedOnMillis: text(),
        billNumber: text(),
        evaluatedEntity: text(),
        expiryDate: text(),
        expiryDateMillis: text(),
        initialQuantity: text(),
        initialSourceValue: text(),
        isDefaultProgram: text(),
        isReferrer: text(),
        pointTypeIsRedeemable: text(),
        pointTypeName: text(),
        points: text(),
        pointsBeforeCapping: text(),
        promoIdentifier: text(),
        promoName: text(),
        quantity: text(),
        sourceType: text(),
        sourceValue: text(),
        alternateCurrencyIdentifier: text(),
        alternateCurrencyName: text(),
        currentEventTargetValue: text(),
        definedTargetValue: text(),
        periodRefCode: text(),
        targetAchievedValueAfterEvent: text(),
        targetAchievedValueBeforeEvent: text(),
        targetEvaluationType: text(),
        targetGroupName: text(),
        targetName: text(),
        amount: text(),
        delayInSec: text(),
        emailDelayInSec: text(),
        issueDate: text(),
        maxRedemptionDivisor: text(),
        mobilePushDelayInSecs: text(),
        shortenUrlCheck: text(),
        smsSenderId: text(),
        sourceTypeId: text(),
        voucherCode: text(),
        weChatDelay: text(),
        periodStartDate: day(),
        periodEndDate: day(),
        smsTemplate: freeText(),
        awardStrategyId: text(),
        expiryStrategyId: text(),
        customerId: idOf('customer', text()),
        userId: idOf('customer', text()),
        lineItemId: idOf('lineItem', text()),
        pointTypeId: text(),
        programId: idOf('loyaltyProgram', text()),
        promoId: text(),
        ruleId: text(),
        ruleSetId: text(),
        sourceId: idOf('transaction', text()),
        tenderCodeId: text(),
        targetGroupId: idOf('targetGroup', text()),
        targetRuleId: text(),
        orgId: text(),
        emailTemplateId: text(),
        voucherId: idOf('coupon', text()),
        voucherSeriesId: idOf('couponSeries', text()),
      }),
    ),
    loyaltyDetails: list(loyaltyDetail()),
    customerInfo: open({
      firstName: personName(),
      lastName: personName(),
    }),
  });

export const transactionUpdateAnswer = () =>
  open({
    warnings: list(problem()),
    errors: list(problem()),
    loyaltyDetails: list(loyaltyDetail()),
  });

export const transactionGetByBillNumberAnswer = () =>
  open({
    pagination: pagination(),
    data: list(transaction2()),
    warnings: list(problem()),
    errors: list(problem()),
  });
