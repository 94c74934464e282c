/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { open, problem } from '../schemas/answer.js';
import { pagination } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, integer, list, text } from '../schemas/values.js';

/** A label on a customer. `id` is the id of the tagging. */
const customerLabel = lazy(() =>
  open({
    id: integer(),
    orgId: integer(),
    addedBy: integer(),
    labelId: idOf('customerLabel', integer()),
    labelName: text(),
    userId: idOf('customer', integer()),
    deleted: boolean(),
  }),
);

/** `entity` is the id of the organization. */
export const customerLabelCreateAnswer = () =>
  open({
    entity: integer('id of the organization'),
    warnings: list(problem()),
    errors: list(problem()),
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
    errors: list(problem()),
  });

export const customerLabelGetForCustomerAnswer = () =>
  open({ data: list(customerLabel()), warnings: list(problem()), errors: list(problem()) });

export const customerLabelSearchCustomersAnswer = () =>
  open({
    pagination: pagination(),
    data: list(open({ userId: idOf('customer', integer()), customerLabels: list(customerLabel()) })),
    warnings: list(problem()),
    errors: list(problem()),
  });
