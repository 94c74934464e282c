/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, freeText, open, problem, time } from '../schemas/answer.js';
import { billDetailLineItem, pointInTimeSlab, pointsEarned, sideEffect } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { integer, list, number, text } from '../schemas/values.js';

const simulationSimulateTransactionBillDetail = lazy(() =>
  open({
    type: text(),
    billNumber: text(),
    grossAmount: number(),
    discount: number(),
    billAmount: number(),
    note: freeText(),
    billDate: time({ zone: 'organization' }),
    pointsEarned: pointsEarned(),
    lineItems: list(billDetailLineItem()),
  }),
);

export const simulationSimulateTransactionAnswer = () =>
  open({
    warnings: list(problem()),
    errors: list(problem()),
    sideEffects: list(sideEffect()),
    simulatedPointsBreakup: open({
      eventLogId: integer(),
      eventName: text(),
      eventDetails: open({
        maxConversionDate: time({ zone: 'organization' }),
        eventTime: time({ zone: 'organization' }),
        tillId: idOf('till', integer()),
      }),
      billDetails: simulationSimulateTransactionBillDetail(),
      customFields: list(anything()),
      extendedFields: list(
        open({
          name: text(),
          value: text(),
        }),
      ),
      paymentModes: list(anything()),
      pointInTimeSlabs: list(pointInTimeSlab()),
    }),
  });
