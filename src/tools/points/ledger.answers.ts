/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, freeText, open, personName, problem, time } from '../schemas/answer.js';
import {
  billDetailLineItem,
  customerDetail,
  ledgerDetail,
  ledgerEntry,
  pointInTimeSlab,
  pointsEarned,
  promo,
  regular,
} from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

const pointsEarnedBreakupRegular = lazy(() =>
  open({
    value: number(),
    expiresOn: time({ zone: 'organization' }),
    expiresOnISO: time({ zone: 'offset' }),
    awardedOn: time({ zone: 'organization' }),
    awardedOnISO: time({ zone: 'offset' }),
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

export const pointsLedgerGetBalanceAnswer = () =>
  open({
    customerDetails: customerDetail(),
    ledgerDetails: ledgerDetail(),
    warnings: list(problem()),
  });

export const pointsLedgerGetEntriesAnswer = () =>
  open({
    customerDetails: customerDetail(),
    ledgerDetails: ledgerDetail(),
    ledgerEntries: list(ledgerEntry()),
    warnings: list(problem()),
  });

const pointsLedgerExplodeEventDetail = lazy(() =>
  open({
    eventTime: time({ zone: 'organization' }),
    eventTimeISO: time({ zone: 'offset' }),
    tillId: idOf('till', integer()),
    eventDisplayName: text(),
    displayName: text(),
    reason: freeText(),
    comments: freeText(),
    assocId: integer(),
    requestId: idOf('request', integer()),
    redemptionDetails: pointsLedgerExplodeRedemptionDetail(),
  }),
);

const pointsLedgerExplodeRedemptionDetail = lazy(() =>
  open({
    pointsRedeemed: text(),
    redemptionPurpose: text(),
    transactionNumber: text(),
    billingTime: time({ zone: 'organization' }),
    billingTimeISO: time({ zone: 'offset' }),
    redemptionId: idOf('pointsRedemption', text()),
    notes: freeText(),
    groupRedemption: boolean(),
  }),
);

const targetCompletedDetail = lazy(() =>
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

const pointsLedgerExplodeBillDetail = lazy(() =>
  open({
    type: text(),
    billNumber: text(),
    grossAmount: number(),
    discount: number(),
    billAmount: number(),
    note: freeText(),
    source: text(),
    billDate: time({ zone: 'organization' }),
    billDateISO: time({ zone: 'offset' }),
    returnDate: time({ zone: 'organization' }),
    returnDateISO: time({ zone: 'offset' }),
    returnAmount: number(),
    returnType: text(),
    returnBillId: idOf('transaction', integer()),
    pointsEarned: pointsEarned(),
    pointsEarnedBreakup: pointsEarnedBreakup(),
    alternateCurrencyValueEarned: list(alternateCurrencyValueEarned()),
    alternateCurrencyValueEarnedBreakup: list(alternateCurrencyValueEarnedBreakup()),
    lineItems: list(billDetailLineItem()),
  }),
);

const pointsEarnedBreakup = lazy(() =>
  open({
    regular: list(pointsEarnedBreakupRegular()),
    promised: list(anything()),
  }),
);

const alternateCurrencyValueEarned = lazy(() =>
  open({
    regular: list(regular()),
    promo: list(promo()),
    promised: list(anything()),
    alternateCurrencyName: text(),
    alternateCurrencyIdentifier: text(),
  }),
);

const alternateCurrencyValueEarnedBreakup = lazy(() =>
  open({
    regular: list(pointsEarnedBreakupRegular()),
    promised: list(anything()),
    alternateCurrencyName: text(),
    alternateCurrencyIdentifier: text(),
  }),
);

const manualPointsAdjustmentDetail = lazy(() =>
  open({
    orgId: integer(),
    customerId: idOf('customer', integer()),
    totalPointsDeducted: text(),
    createdOn: time({ zone: 'organization' }),
    createdOnISO: time({ zone: 'offset' }),
    reason: freeText(),
    pointsDeductionBreakUpDetails: list(pointsDeductionBreakUpDetail()),
  }),
);

const pointsDeductionBreakUpDetail = lazy(() =>
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
    pointsDeductedCurrencyValue: number(),
    pointsDeductedCurrencyValueStr: text(),
    pointsDeductedOn: time({ zone: 'organization' }),
    pointsDeductedOnISO: time({ zone: 'offset' }),
    pointsDeductedBy: personName(),
    pointsDeductedById: integer(),
    sourceType: text(),
    awardedTillId: idOf('till', integer()),
    awardedTillDate: time({ zone: 'organization' }),
    awardedTillDateISO: time({ zone: 'offset' }),
  }),
);

export const pointsLedgerExplodeAnswer = () =>
  open({
    events: list(
      open({
        eventLogId: integer(),
        eventName: text(),
        eventDetails: pointsLedgerExplodeEventDetail(),
        targetCompletedDetails: targetCompletedDetail(),
        pointsEarned: pointsEarned(),
        pointsBreakup: list(anything()),
        billDetails: pointsLedgerExplodeBillDetail(),
        customFields: list(
          open({
            name: text(),
            value: text(),
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
        manualPointsAdjustmentDetails: manualPointsAdjustmentDetail(),
        eventReferenceId: text(),
        uniqueId: text(),
        orgId: integer(),
      }),
    ),
    warnings: list(problem()),
  });
