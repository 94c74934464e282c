/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, bulkAnswer, open, problem } from '../schemas/answer.js';
import { lineItemDetails, orgEntity, profileAttribution } from '../schemas/answers.modern.js';
import { freeText, idOf, money, personIdentifier } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { integer, keyValues, list, number, text } from '../schemas/values.js';

const changedBill = lazy(() =>
  open({
    id: idOf('transaction', integer()),
    identifierType: text(),
    identifierValue: personIdentifier(),
    source: text(),
    customFields: keyValues(),
    extendedFields: keyValues(),
    lineItems: list(
      open({ id: idOf('lineItem', integer()), itemCode: idOf('sku', text()), extendedFields: keyValues() }),
    ),
  }),
);

/** Samples have no `entityId`, as other bulk calls have it. */
export const transactionUpdateBulkAnswer = () => bulkAnswer(idOf('transaction', integer()), changedBill());

/** One row an evaluation. Without any there is one row with empty texts. */
export const transactionSearchEvaluationLogAnswer = () =>
  list(
    open({
      id: text('empty: no log'),
      customerId: idOf('customer', integer()),
      transactionId: idOf('transaction', integer()),
      date: dateTime({ zone: 'offset' }),
      eventName: text(),
      requestId: text(),
      uniqueId: text(),
      orgId: integer(),
      hostName: text(),
      evaluationTree: freeText('HTML, long'),
      effects: freeText('what the rules led to, as indented text'),
    }),
  );

/** Points that a bill or a line earned in a program. */
const earned = lazy(() =>
  open({
    programId: idOf('loyaltyProgram', integer()),
    issuedPointsSummary: open({ redeemablePointsIssued: number(), promisedPointsIssued: number() }),
    currentPointsSummary: open({
      availablePoints: number(),
      expiredPoints: number(),
      redeemedPoints: number(),
      promisedPoints: number(),
      promisedPointsConverted: number(),
      returnedPoints: number(),
      returnedPromisedPoints: number(),
    }),
    currentPointsBreakup: open({ regularPointsInfo: kind(), promotionalPointsInfo: kind() }),
  }),
);

/** The points of one kind that are left. */
const kind = lazy(() =>
  open({
    availablePointsInfo: list(
      open({
        points: number(),
        expiryDate: dateTime({ zone: 'offset' }),
        expiryType: text(),
        actionSourceDetails: list(keyValues()),
      }),
    ),
    promisedPointsInfo: anything(),
  }),
);

const earner = lazy(() => ({ entityId: idOf('customer', integer()), entityType: text() }));

export const transactionGetEarningAnswer = () =>
  open({
    id: idOf('transaction', integer()),
    customerId: idOf('customer', integer()),
    type: text(),
    outlierStatus: text(),
    billDetails: open({
      billNumber: idOf('billNumber', text()),
      billingTime: dateTime({ zone: 'offset' }),
      amount: money(),
      grossAmount: money(),
      discount: money(),
      billingStore: orgEntity(),
      pointsEarningEntities: open({ ...earner(), billPoints: list(earned()) }),
    }),
    lineItems: list(
      open({
        id: idOf('lineItem', integer()),
        details: lineItemDetails(),
        pointsEarningEntities: open({ ...earner(), lineItemPoints: list(earned()) }),
      }),
    ),
    attribution: profileAttribution(),
    customFields: keyValues(),
    extendedFields: keyValues(),
    basketSize: number(),
    warnings: list(problem()),
  });
