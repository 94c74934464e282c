/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, open, problem } from '../schemas/answer.js';
import { billDetailLineItem, pointInTimeSlab, pointsEarned, sideEffect } from '../schemas/answers.modern.js';
import { freeText, idOf, money } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { integer, list, text } from '../schemas/values.js';

/** The bill and what it would earn. */
const simulatedBill = lazy(() =>
  open({
    type: text(),
    billNumber: idOf('billNumber', text()),
    grossAmount: money(),
    discount: money(),
    billAmount: money(),
    note: freeText(),
    billDate: dateTime({ zone: 'server' }),
    pointsEarned: pointsEarned(),
    lineItems: list(billDetailLineItem()),
  }),
);

export const simulationSimulateTransactionAnswer = () =>
  open({
    warnings: list(problem()),
    errors: list(problem()),
    sideEffects: list(sideEffect()),
    /** Absent where the simulation was refused. */
    simulatedPointsBreakup: open({
      eventLogId: integer(),
      eventName: text(),
      eventDetails: open({
        maxConversionDate: dateTime({ zone: 'server' }),
        eventTime: dateTime({ zone: 'server' }),
        tillId: idOf('till', integer()),
      }),
      billDetails: simulatedBill(),
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
