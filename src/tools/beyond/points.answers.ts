/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, open, problem } from '../schemas/answer.js';
import { freeText, idOf, personName, secret } from '../schemas/leaf-types.js';
import { date, dateTime, epoch } from '../schemas/times.js';
import { integer, keyValues, list, number, text, textOrNumber } from '../schemas/values.js';

export const pointsRedeemAnswer = () =>
  open({
    redemptionId: idOf('pointsRedemptionCode', text()),
    pointsRedeemed: number(),
    /** One row for each member and day of expiry. */
    crossMemberRedemptionBreakup: list(
      open({ customerId: idOf('customer', integer()), pointsRedeemed: number(), expiryDate: date() }),
    ),
    warnings: list(problem()),
  });

/** `pointsAvailable` for points, `valueAvailable` for an alternate currency. */
export const pointsDeductAnswer = lazy(() =>
  open({
    status: text(),
    pointsAvailable: text(),
    valueAvailable: text(),
    message: text(),
    warnings: list(problem()),
  }),
);

const sideEffect = lazy(() =>
  open({
    entityType: text(),
    customerId: idOf('customer', integer()),
    type: text(),
    rawAwardedPoints: number(),
    awardedPoints: number(),
    rawAwardedValue: number(),
    awardedValue: number(),
    alternateCurrencyIdentifier: text(),
    alternateCurrencyName: text(),
  }),
);

export const pointsAllocateAnswer = () =>
  open({
    total: integer(),
    success: integer(),
    failures: integer(),
    data: list(
      open({
        status: text(),
        eventLogId: idOf('ledgerEvent', textOrNumber()),
        entityId: integer('customer or group'),
        sideEffects: list(sideEffect()),
        /** Inferred: how a failed row tells its reason is not documented. */
        errors: list(problem()),
      }),
    ),
    warnings: list(problem()),
  });

export const pointsUpdateRedemptionAnswer = () =>
  open({
    id: idOf('pointsRedemption', integer()),
    redemptionId: idOf('pointsRedemptionCode', text()),
    programId: idOf('loyaltyProgram', integer()),
    pointsRedeemed: textOrNumber(),
    billId: idOf('transaction', integer('-1: none')),
    billNumber: idOf('billNumber', text()),
    validationCode: secret(text()),
    notes: freeText(),
    redemptionTime: epoch({ unit: 'milliseconds' }),
    pointsRedemptionTime: epoch({ unit: 'milliseconds' }),
    redemptionDate: dateTime({ zone: 'offset' }),
    tillId: idOf('till', integer()),
    tillName: text(),
    pointDeductionList: list(anything()),
    customFields: list(open({ name: text(), value: text() })),
    customerId: idOf('customer', integer()),
    redemptionPurpose: freeText(),
    warnings: list(problem()),
  });

const expiryLog = lazy(() =>
  open({
    paType: text(),
    paId: idOf('pointsAward', integer()),
    expiryUpdateReasonType: text(),
    expiryUpdateReasonNote: freeText(),
    oldExpiryDate: dateTime({ zone: 'server' }),
    newExpiryDate: dateTime({ zone: 'server' }),
    eventLogId: idOf('ledgerEvent', integer()),
    eventDate: dateTime({ zone: 'server' }),
    standardMeta: open({ who_raised: personName(), who_approved: personName(), reason_for_trigger: freeText() }),
    customMeta: keyValues(),
  }),
);

export const pointsUpdateExpiryAnswer = () =>
  open({
    currencyExpiryUpdateResponse: list(
      open({
        customerId: idOf('customer', integer()),
        programId: idOf('loyaltyProgram', integer()),
        currencyName: text(),
        pointsExpiryUpdateLogs: expiryLog(),
      }),
    ),
    failures: list(
      open({
        pointsAwardedRefId: idOf('pointsAward', integer()),
        pointsAwardedRefType: text(),
        errorCode: integer(),
        errorMessage: text(),
      }),
    ),
  });
