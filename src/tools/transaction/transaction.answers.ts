/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { loyaltyDetails } from '../customer/customer.entities.js';
import { anyOf, bulkAnswer, open, problem } from '../schemas/answer.js';
import {
  billDetail,
  lineItem,
  lineItemsV2,
  pagination,
  profileAttribution,
  paymentMode as sentPaymentMode,
  sideEffect,
} from '../schemas/answers.modern.js';
import { freeText, idOf, money, personIdentifier, personName } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { boolean, integer, keyValues, list, number, text, textOrNumber } from '../schemas/values.js';

export const creditNote = lazy(() =>
  open({
    number: text(),
    amount: money(),
    notes: freeText(),
    validity: date(),
    referenceId: textOrNumber(),
    updateAmount: boolean(),
  }),
);

export const paymentMode = lazy(() =>
  open({
    id: integer(),
    mode: text(),
    amount: money(),
    notes: freeText(),
    orgPaymentModeId: idOf('paymentMode', integer()),
    attributes: anyOf(list(keyValues()), keyValues()),
  }),
);

/** A bill. Its credit note, its payment modes and its points come only with the flags that ask for them. */
const transaction = lazy(() =>
  open({
    id: idOf('transaction', integer()),
    customerId: idOf('customer', integer()),
    type: text(),
    source: text(),
    deliveryStatus: text(),
    outlierStatus: text(),
    billDetails: billDetail(),
    lineItems: list(lineItem()),
    basketSize: number(),
    lifeTimePurchases: money(),
    customFields: keyValues(),
    extendedFields: keyValues(),
    attribution: profileAttribution(),
    autoUpdateTime: dateTime({ zone: 'offset' }),
    creditNote: anyOf(creditNote(), list(creditNote())),
    paymentModes: list(paymentMode()),
    loyaltiesPointDetails: list(keyValues()),
    billPointsBreakup: list(keyValues()),
    returnDetails: open({ canceled: boolean() }),
    niReturnDetails: keyValues(),
    useDefaultFleetGroup: boolean(),
    addWithLocalCurrency: boolean(),
    ignorePoints: boolean(),
    retroTxn: boolean(),
    async: boolean(),
    useV2: boolean(),
    simulation: boolean(),
    warnings: list(problem()),
    errors: list(problem()),
  }),
);

/** A bill as it was sent, and what it led to. */
const savedTransaction = lazy(() =>
  open({
    identifierType: text(),
    identifierValue: personIdentifier(),
    source: text(),
    accountId: text(),
    type: text(),
    returnType: text(),
    billNumber: idOf('billNumber', text()),
    billAmount: money(),
    grossAmount: money(),
    discount: money(),
    currency: text(),
    billingDate: dateTime({ zone: 'offset' }),
    deliveryStatus: text(),
    note: freeText(),
    notInterestedReason: freeText(),
    lineItemsV2: list(lineItemsV2()),
    paymentModes: list(sentPaymentMode()),
    redemptions: open({
      pointsRedemptions: list(idOf('pointsRedemption', integer())),
      couponRedemptions: list(idOf('couponRedemption', integer())),
    }),
    customFields: keyValues(),
    extendedFields: keyValues(),
    useDefaultFleetGroup: boolean(),
    sideEffects: list(sideEffect()),
  }),
);

/** A side effect as the rules wrote it, all of it as text. `type` says which of the members are there. */
const rawSideEffect = lazy(() =>
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
    periodStartDate: date(),
    periodEndDate: date(),
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
);

export const transactionAddBulkAnswer = () => bulkAnswer(idOf('transaction', integer()), savedTransaction());

export const transactionAddAnswer = () =>
  open({
    createdId: idOf('transaction', integer()),
    sideEffects: list(sideEffect()),
    rawSideEffects: list(rawSideEffect()),
    loyaltyDetails: list(loyaltyDetails()),
    customerInfo: open({ firstName: personName(), lastName: personName() }),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const transactionUpdateAnswer = () =>
  open({ loyaltyDetails: list(loyaltyDetails()), warnings: list(problem()), errors: list(problem()) });

export const transactionGetAnswer = () => transaction();

export const transactionGetByBillNumberAnswer = () =>
  open({
    pagination: pagination(),
    data: list(transaction()),
    warnings: list(problem()),
    errors: list(problem()),
  });
