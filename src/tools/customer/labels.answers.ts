/** What the calls of this section answer. */

import { open, problem } from '../schemas/answer.js';
import { pagination } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, list, text } from '../schemas/values.js';

export const customerLabelCreateAnswer = () =>
  open({
    entity: integer(),
    warnings: list(problem()),
  });

export const customerLabelListAnswer = () =>
  open({
    data: list(
      open({
        id: idOf('customerLabel', integer()),
        orgId: integer(),
        description: text(),
        lastUpdatedBy: integer(),
        name: text(),
        active: boolean(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerLabelTagAnswer = () =>
  open({
    entity: idOf('customer', integer()),
    warnings: list(problem()),
  });

export const customerLabelGetForCustomerAnswer = () =>
  open({
    data: list(
      open({
        id: integer(),
        orgId: integer(),
        addedBy: integer(),
        labelId: idOf('customerLabel', integer()),
        userId: idOf('customer', integer()),
        labelName: text(),
        deleted: boolean(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const customerLabelSearchCustomersAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        userId: idOf('customer', integer()),
        customerLabels: list(
          open({
            orgId: integer(),
            labelId: idOf('customerLabel', integer()),
            userId: idOf('customer', integer()),
            labelName: text(),
          }),
        ),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });
