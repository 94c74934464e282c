/** What the calls of this section answer. */
import type { z } from 'zod';
import { lazy } from '../../lib/lazy.js';
import { couponSeries } from '../coupon/coupon.answers.js';
import { pointsTransfer } from '../points/points.answers.js';
import { anything, listOrOne, open, problem } from '../schemas/answer.js';
import {
  entityStatus,
  expirySchedule,
  identifier,
  lineItem,
  orgEntity,
  pagination,
  profileAttribution,
  promisedPointsScheduleList,
  triggerBasedPointsList,
} from '../schemas/answers.modern.js';
import { freeText, idOf, money } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';
import { creditNote, paymentMode } from '../transaction/transaction.answers.js';
import { couponHolder, customerMembers, loyaltyDetails } from './customer.entities.js';

export const customerGetPointsExpiryScheduleAnswer = () =>
  open({ ...customerMembers(), expirySchedules: list(expirySchedule()) });

export const customerGetLoyaltyEventsAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        id: idOf('ledgerEvent', integer()),
        customerId: idOf('customer', integer()),
        date: dateTime({ zone: 'offset' }),
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
  open({ data: list(loyaltyDetails()), warnings: list(problem()), errors: list(problem()) });

export const customerGetPointsTransfersAnswer = () =>
  open({
    pagination: pagination(),
    data: list(pointsTransfer()),
    warnings: list(problem()),
    errors: list(problem()),
  });

/** Whose points an answer is about: a customer, or a group or fleet, as `entityType` says. */
const pointsHolder = () => ({
  entityId: idOf('customer', integer()),
  entityType: text(),
  warnings: list(problem()),
  errors: list(problem()),
});

export const customerGetPointsBalanceAnswer = () =>
  open({
    ...pointsHolder(),
    programId: idOf('loyaltyProgram', integer()),
    totalPoints: number(),
    mainPoints: number(),
    promisedPoints: number(),
    promisedPointsBreakup: open({
      delayedAccrualPoints: number(),
      externalTriggerBasedPoints: number(),
    }),
  });

export const customerGetTierAnswer = () =>
  open({
    ...pointsHolder(),
    programTiers: list(
      open({
        programId: idOf('loyaltyProgram', integer()),
        currentTierName: text(),
        currentTierSerialNumber: integer(),
        tierExpiryDate: dateTime({ zone: 'server' }),
        tierExpiryDateISO: dateTime({ zone: 'offset' }),
        nextTierName: text(),
        nextTierSerialNumber: integer(),
      }),
    ),
  });

export const customerGetPromisedPointsScheduleAnswer = () =>
  open({
    ...pointsHolder(),
    promisedPointsScheduleList: list(promisedPointsScheduleList()),
    triggerBasedPointsList: list(triggerBasedPointsList()),
  });

/** The coupon series as a customer's coupon shows it. */
const couponSeriesOfCoupon = lazy(() =>
  open({
    ...couponSeries().shape,
    isUpdateProductData: boolean(),
    brands: list(anything()),
    products: list(anything()),
    categories: list(anything()),
    validRedemptionOrgEntityDetails: open({
      concepts: list(anything()),
      zones: list(anything()),
      stores: list(anything()),
      tills: list(anything()),
    }),
    dvsExpiryDateFormat: date(),
    validTilldateFormat: date(),
    redemptionValidFromFormat: date(),
    entityLevelRedemptionConfigsValues: list(anything()),
  }),
);

const couponRedemption = lazy(() =>
  open({
    id: integer(),
    redeemedOn: dateTime({ zone: 'offset' }),
    redeemedOnISO: dateTime({ zone: 'offset' }),
    redeemedAt: orgEntity(),
    transactionNumber: idOf('billNumber', text()),
  }),
);

export const customerGetCouponsAnswer = () =>
  open({
    entity: list(
      open({
        id: idOf('coupon', integer()),
        code: text(),
        trimmedCode: text(),
        seriesId: idOf('couponSeries', integer()),
        seriesName: text(),
        series: couponSeriesOfCoupon(),
        description: text(),
        createdDate: dateTime({ zone: 'offset' }),
        createdDateISO: dateTime({ zone: 'offset' }),
        validTill: dateTime({ zone: 'offset' }),
        activeFrom: dateTime({ zone: 'offset' }),
        issuedOn: dateTime({ zone: 'offset' }),
        issuedOnISO: dateTime({ zone: 'offset' }),
        issuedTo: idOf('customer', integer()),
        issuedBy: integer(),
        issuedAt: orgEntity(),
        orgId: integer(),
        refId: integer(),
        status: entityStatus(),
        couponStatus: entityStatus(),
        couponDiscountType: text(),
        discountType: boolean(),
        discountValue: number(),
        discountValueAsDouble: number(),
        discountUpto: number(),
        isRedeemed: boolean(),
        redeemed: boolean(),
        redemptionsLeft: integer(),
        redemptionInfo: list(couponRedemption()),
        reversedRedemptionInfo: list(couponRedemption()),
      }),
    ),
    success: boolean(),
    warnings: list(problem()),
    errors: list(problem()),
  });

/** What each request of a customer holds, whatever it asks for. */
const requestMembers = () => ({
  id: integer(),
  requestId: idOf('request', integer()),
  userId: idOf('customer', integer()),
  status: text(),
  baseType: text(),
  reason: freeText(),
  comments: freeText(),
  updatedComments: freeText(),
  addedBy: orgEntity(),
  addedByParent: orgEntity(),
  updatedBy: orgEntity(),
  addedOn: dateTime({ zone: 'offset' }),
  updatedOn: dateTime({ zone: 'offset' }),
  oneStep: boolean(),
  reqAdd: boolean(),
  warnings: list(problem()),
});

const customerRequests = <S extends Record<string, z.core.$ZodType>>(about: S) =>
  open({
    pagination: pagination(),
    data: list(open({ ...requestMembers(), ...about })),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerGetRetroRequestsAnswer = () => customerRequests({ transactionId: idOf('transaction', integer()) });

export const customerGetIdentifierChangeRequestsAnswer = () =>
  customerRequests({
    changeType: text(),
    changeIdentifiers: open({ add: list(identifier()), remove: list(identifier()) }),
    secUserId: idOf('customer', integer()),
  });

export const customerGetGoodwillRequestsAnswer = () =>
  customerRequests({
    goodwillType: text(),
    goodwillStatus: text(),
    approvedValue: text(),
    enteredBy: orgEntity(),
    programId: idOf('loyaltyProgram', integer()),
    program: open({
      programId: idOf('loyaltyProgram', integer()),
      programName: text(),
      programDescription: text(),
      pointsToCurrencyRatio: number(),
      default: boolean(),
    }),
    earningEntityType: text(),
  });

export const customerRequestGroupGoodwillPointsAnswer = () =>
  open({ createdId: idOf('request', integer()), warnings: list(problem()), errors: list(problem()) });

export const customerListCouponsAnswer = () =>
  open({
    entity: open({ pagination: pagination(), customers: list(couponHolder()) }),
    success: boolean(),
    warnings: list(problem()),
    errors: list(problem()),
  });

/** What a tracker has counted in a period, for one of its conditions. */
export const tracker = lazy(() =>
  open({
    id: integer(),
    name: text(),
    conditionId: integer(),
    conditionName: text(),
    type: text(),
    value: number(),
    updatedOn: dateTime({ zone: 'offset' }),
    periodStartDate: dateTime({ zone: 'offset' }),
    periodEndDate: dateTime({ zone: 'offset' }),
  }),
);

export const customerGetGroupTrackersAnswer = () =>
  open({
    pagination: pagination(),
    data: list(tracker()),
    warnings: list(problem()),
    errors: list(problem()),
  });

/** Points of a bill: each award, or their sum. */
const awards = () => listOrOne(open({ points: number(), pointsAwardedType: text() }));

const awardsByProgram = lazy(() =>
  open({
    programId: idOf('loyaltyProgram', integer()),
    programName: text(),
    regularPoints: awards(),
    promisePoints: awards(),
    promoPoints: awards(),
  }),
);

const currency = lazy(() =>
  open({
    id: idOf('currency', integer()),
    name: text(),
    symbol: text(),
    isoCode: text(),
    refId: integer(),
    ratio: number(),
  }),
);

/** The amounts of a bill in the currency in which it was paid. Only with `localCurrency`. */
const localAmounts = lazy(() =>
  open({
    id: integer(),
    orgId: integer(),
    refId: integer(),
    refType: text(),
    ratio: number(),
    baseCurrencyId: idOf('currency', integer()),
    baseCurrency: currency(),
    transactionCurrencyId: idOf('currency', integer()),
    transactionCurrency: currency(),
    value: money(),
    localValue: money(),
    localDiscount: money(),
    localGrossAmount: money(),
    addedBy: integer(),
    addedOn: dateTime({ zone: 'offset' }),
    autoUpdateTimestamp: dateTime({ zone: 'offset' }),
  }),
);

/** A bill in a customer's history. `embed` and the flags of the call add the blocks. */
const transactionInHistory = lazy(() =>
  open({
    id: idOf('transaction', integer()),
    customerId: idOf('customer', integer()),
    loyaltyLogId: integer(),
    billNumber: idOf('billNumber', text()),
    billingTime: dateTime({ zone: 'offset' }),
    billingTimeInputOffset: text('with embed BILL_EF'),
    type: text(),
    returnType: text(),
    outlierStatus: text(),
    notes: freeText(),
    amount: money(),
    grossAmount: money(),
    discount: money(),
    currencyLogDto: localAmounts(),
    billingStore: orgEntity(),
    attribution: profileAttribution(),
    customFields: keyValues(),
    extendedFields: keyValues(),
    paymentModes: list(paymentMode()),
    creditNotes: list(creditNote()),
    txnIdentifiers: list(identifier()),
    lineItems: list(lineItem()),
    loyaltiesPointDetails: list(keyValues()),
    billPoints: open({
      pointsBreakup: list(awardsByProgram()),
      aggregatedBillPoints: list(awardsByProgram()),
      alternateCurrenciesBreakup: list(anything()),
      aggregatedBillAlternateCurrencies: list(anything()),
    }),
  }),
);

export const customerGetTransactionsAnswer = () =>
  open({
    pagination: pagination(),
    data: list(transactionInHistory()),
    warnings: list(problem()),
    errors: list(problem()),
  });
