/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { open, problem } from '../schemas/answer.js';
import { pagination } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, list, text } from '../schemas/values.js';

/** A bill that was refused; `errors` say why. `referenceId` is -1 for none. */
const rejectedBill = lazy(() =>
  open({
    userId: idOf('customer', integer()),
    entityId: idOf('till', integer()),
    orgId: integer(),
    retryCount: integer(),
    billNumber: text(),
    eventDate: dateTime({ zone: 'offset' }),
    autoUpdateTime: dateTime({ zone: 'offset' }),
    status: text(),
    /** The bill that was sent, as JSON text, if it was asked for. */
    transactionPayload: text(),
    errors: list(open({ message: text(), value: text(), code: integer(), status: boolean(), referenceId: integer() })),
  }),
);

export const transactionRejectionListAnswer = () =>
  open({
    pagination: pagination(),
    data: list(rejectedBill()),
    warnings: list(problem()),
    errors: list(problem()),
  });

/** How many bills had which end: `success` is a count. */
export const retrigger = lazy(() =>
  open({
    retriggerId: idOf('retrigger', integer()),
    status: open({
      success: integer(),
      fixed: integer(),
      partiallyFixed: integer(),
      maxOut: integer(),
      replayed: integer(),
      total: integer(),
    }),
    warnings: list(problem()),
  }),
);

export const transactionRejectionMarkFailedAnswer = () =>
  open({ result: boolean(), warnings: list(problem()), errors: list(problem()) });
