/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { product2 } from '../product/product.answers.js';
import { freeText, open, problem, time } from '../schemas/answer.js';
import { pagination, profileAttribution } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, text } from '../schemas/values.js';

export const piiDeletion = lazy(() =>
  open({
    id: idOf('request', integer()),
    type: text(),
    baseType: text(),
    status: text(),
    attribution: profileAttribution(),
    customerDeletionDetails: keyValues(),
    addedOn: time({ zone: 'offset' }),
    userId: idOf('customer', integer()),
    comments: freeText(),
    oneStep: boolean(),
    orgId: integer(),
    warnings: list(problem()),
  }),
);

export const piiDeletionRequestAnswer = () =>
  open({
    createdId: idOf('request', integer()),
    warnings: list(problem()),
  });

export const piiDeletionUpdateStatusAnswer = () =>
  open({
    response: list(product2()),
    totalCount: integer(),
    failureCount: integer(),
  });

export const piiDeletionGetRequestsAnswer = () =>
  open({
    pagination: pagination(),
    data: list(piiDeletion()),
    warnings: list(problem()),
    errors: list(problem()),
  });
