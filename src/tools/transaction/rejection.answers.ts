/** What the calls of this section answer. */

import { product2 } from '../product/product.answers.js';
import { open, problem, time } from '../schemas/answer.js';
import { pagination } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, list, text } from '../schemas/values.js';

export const transactionRejectionListAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        userId: idOf('customer', integer()),
        entityId: idOf('till', integer()),
        orgId: integer(),
        retryCount: integer(),
        billNumber: text(),
        eventDate: time({ zone: 'offset' }),
        autoUpdateTime: time({ zone: 'offset' }),
        status: text(),
        errors: list(
          open({
            message: text(),
            value: text(),
            code: integer(),
            status: boolean(),
            referenceId: idOf('store', integer()),
          }),
        ),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const transactionRejectionGetRetriggerStatusAnswer = () =>
  open({
    retriggerId: idOf('retrigger', integer()),
    status: open({
      success: integer(),
      fixed: integer(),
      maxOut: integer(),
      replayed: integer(),
    }),
    warnings: list(problem()),
  });

export const transactionRejectionMarkFailedAnswer = () => product2();

export const transactionRejectionRetriggerAnswer = () =>
  open({
    retriggerId: idOf('retrigger', integer()),
    status: open({
      fixed: integer(),
      partiallyFixed: integer(),
      total: integer(),
    }),
    warnings: list(problem()),
  });
