/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { bulkAnswer, open, problem } from '../schemas/answer.js';
import { pagination, profileAttribution } from '../schemas/answers.modern.js';
import { freeText, idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, keyValues, list, text } from '../schemas/values.js';

/** A request to erase a customer. The keys of `customerDeletionDetails` (scheduled dateTime, status) are not published. */
export const erasureRequest = lazy(() =>
  open({
    id: idOf('erasureRequest', integer()),
    type: text(),
    baseType: text(),
    status: text(),
    attribution: profileAttribution(),
    customerDeletionDetails: keyValues(),
    addedOn: dateTime({ zone: 'offset' }),
    userId: idOf('customer', integer()),
    comments: freeText(),
    oneStep: boolean(),
    orgId: integer(),
    warnings: list(problem()),
  }),
);

export const piiDeletionRequestAnswer = () =>
  open({ createdId: idOf('erasureRequest', integer()), warnings: list(problem()) });

export const piiDeletionUpdateStatusAnswer = () => bulkAnswer(idOf('erasureRequest', integer()), boolean());

export const piiDeletionGetRequestsAnswer = () =>
  open({
    pagination: pagination(),
    data: list(erasureRequest()),
    warnings: list(problem()),
    errors: list(problem()),
  });
