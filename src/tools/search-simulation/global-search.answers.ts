/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, open, problem } from '../schemas/answer.js';
import { dataProfile, pagination } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { keyValues, list, text } from '../schemas/values.js';

const customerSearchDetail = lazy(() =>
  open({
    entityId: idOf('customer', text()),
    profiles: list(dataProfile()),
    enrichedFields: open({
      extendedFields: keyValues(),
      customFields: keyValues(),
      customerStatus: text(),
    }),
  }),
);

export const searchEntitiesAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        entityType: text(),
        customerSearchDetails: list(customerSearchDetail()),
        transactionSearchDetails: list(
          open({
            entityId: idOf('transaction', text()),
            transactionEnrichedFields: open({
              customFields: keyValues(),
              paymentModes: list(anything()),
            }),
          }),
        ),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });
