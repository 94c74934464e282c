/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, listOrOne, open, problem } from '../schemas/answer.js';
import {
  billDetailLineItem,
  customerDetail,
  ledgerDetail,
  ledgerEntry,
  pointInTimeSlab,
  pointsEarned,
  promised,
  promo,
  regular,
} from '../schemas/answers.modern.js';
import { freeText, idOf, money, personName } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

/** Points or another currency that one award gave, with the strategies that it follows. */
const award = lazy(() =>
  open({
    value: number(),
    expiresOn: dateTime({ zone: 'server' }),
    expiresOnISO: dateTime({ zone: 'offset' }),
    awardedOn: dateTime({ zone: 'server' }),
    awardedOnISO: dateTime({ zone: 'offset' }),
    sourceValue: number(),
    programId: idOf('loyaltyProgram', integer()),
    programName: text(),
    allocationStrategyId: integer(),
    allocationStrategyName: text(),
    pointsCategoryId: integer(),
    pointsCategoryName: text(),
    expiryStrategyId: integer(),
    expiryStrategyName: text(),
    expiryType: text(),
  }),
);

/** What is known of an event of any kind, and of a redemption. */
const eventDetails = lazy(() =>
  open({
    eventTime: dateTime({ zone: 'server' }),
    eventTimeISO: dateTime({ zone: 'offset' }),
    tillId: idOf('till', integer()),
    /** When all promised points are redeemable, if it was asked for. */
    maxConversionDate: dateTime({ zone: 'organization' }),
    eventDisplayName: text(),
    displayName: text(),
    reason: freeText(),
    comments: freeText(),
    assocId: integer(),
    requestId: idOf('request', integer()),
    redemptionDetails: listOrOne(redemptionDetails()),
  }),
);

const redemptionDetails = lazy(() =>
  open({
    pointsRedeemed: text(),
    redemptionPurpose: text(),
    transactionNumber: idOf('billNumber', text()),
    billingTime: dateTime({ zone: 'server' }),
    billingTimeISO: dateTime({ zone: 'offset' }),
    redemptionId: idOf('pointsRedemption', text()),
    notes: freeText(),
    groupRedemption: boolean(),
  }),
);

/** A milestone that the event completed. */
const targetCompletedDetails = lazy(() =>
  open({
    targetGroupID: idOf('targetGroup', integer()),
    targetGroupName: text(),
    targetId: idOf('target', integer()),
    targetName: text(),
    targetDescription: text(),
    targetPeriodID: idOf('targetPeriod', integer()),
    targetPeriodName: text(),
    targetValue: text(),
    achievedValue: text(),
    triggerValue: text(),
    sourceId: integer(),
    sourceType: text(),
    pointsEarned: pointsEarned(),
    mileStoneName: text(),
  }),
);

const billDetails = lazy(() =>
  open({
    type: text(),
    billNumber: idOf('billNumber', text()),
    grossAmount: money(),
    discount: money(),
    billAmount: money(),
    note: freeText(),
    source: text(),
    billDate: dateTime({ zone: 'server' }),
    billDateISO: dateTime({ zone: 'offset' }),
    returnDate: dateTime({ zone: 'server' }),
    returnDateISO: dateTime({ zone: 'offset' }),
    returnAmount: money(),
    returnType: text(),
    returnBillId: idOf('transaction', integer()),
    pointsEarned: pointsEarned(),
    pointsEarnedBreakup: pointsEarnedBreakup(),
    alternateCurrencyValueEarned: list(currencyEarned()),
    alternateCurrencyValueEarnedBreakup: list(currencyEarnedBreakup()),
    lineItems: list(billDetailLineItem()),
  }),
);

const pointsEarnedBreakup = lazy(() =>
  open({
    regular: list(award()),
    promised: list(promised()),
  }),
);

const currencyEarned = lazy(() =>
  open({
    regular: list(regular()),
    promo: list(promo()),
    promised: list(promised()),
    alternateCurrencyName: text(),
    alternateCurrencyIdentifier: text(),
  }),
);

const currencyEarnedBreakup = lazy(() =>
  open({
    regular: list(award()),
    promised: list(promised()),
    alternateCurrencyName: text(),
    alternateCurrencyIdentifier: text(),
  }),
);

const manualPointsAdjustment = lazy(() =>
  open({
    orgId: integer(),
    customerId: idOf('customer', integer()),
    totalPointsDeducted: text(),
    createdOn: dateTime({ zone: 'server' }),
    createdOnISO: dateTime({ zone: 'offset' }),
    reason: freeText(),
    pointsDeductionBreakUpDetails: list(pointsDeduction()),
  }),
);

const pointsDeduction = lazy(() =>
  open({
    customerId: idOf('customer', integer()),
    loyaltyId: integer(),
    programId: idOf('loyaltyProgram', integer()),
    programName: text(),
    promotionId: integer(),
    promotionName: text(),
    pointAwardedRefType: text(),
    pointAwardedRefId: integer(),
    deductionType: text(),
    pointsDeducted: number(),
    pointsDeductedStr: text(),
    pointsDeductedCurrencyValue: money(),
    pointsDeductedCurrencyValueStr: text(),
    pointsDeductedOn: dateTime({ zone: 'server' }),
    pointsDeductedOnISO: dateTime({ zone: 'offset' }),
    pointsDeductedBy: personName(),
    pointsDeductedById: integer(),
    sourceType: text(),
    awardedTillId: idOf('till', integer()),
    awardedTillDate: dateTime({ zone: 'server' }),
    awardedTillDateISO: dateTime({ zone: 'offset' }),
  }),
);

export const pointsLedgerGetBalanceAnswer = () =>
  open({
    customerDetails: customerDetail(),
    ledgerDetails: ledgerDetail(),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const pointsLedgerGetEntriesAnswer = () =>
  open({
    customerDetails: customerDetail(),
    ledgerDetails: ledgerDetail(),
    ledgerEntries: list(ledgerEntry()),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const pointsLedgerExplodeAnswer = () =>
  open({
    events: list(
      open({
        eventLogId: idOf('ledgerEvent', integer()),
        eventName: text(),
        eventDetails: eventDetails(),
        targetCompletedDetails: listOrOne(targetCompletedDetails()),
        pointsEarned: pointsEarned(),
        pointsBreakup: list(anything()),
        billDetails: billDetails(),
        customFields: list(
          open({
            name: text(),
            value: anything(),
          }),
        ),
        extendedFields: list(anything()),
        paymentModes: list(anything()),
        pointInTimeSlabs: list(pointInTimeSlab()),
        behavioralEventMetadata: open({
          label: text(),
          fields: list(
            open({
              fieldName: text(),
              fieldType: text(),
              attributes: keyValues(),
            }),
          ),
        }),
        manualPointsAdjustmentDetails: manualPointsAdjustment(),
        eventReferenceId: text(),
        uniqueId: text(),
        orgId: integer(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });
