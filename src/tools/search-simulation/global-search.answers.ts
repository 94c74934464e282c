/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, open, problem } from '../schemas/answer.js';
import { pagination } from '../schemas/answers.modern.js';
import { freeText, idOf, personName } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { keyValues, list, text } from '../schemas/values.js';

/** What the enrichment of the request asked for, by the names that it uses. */
const enrichedFields = lazy(() =>
  open({
    extendedFields: keyValues(),
    customFields: keyValues(),
    customerStatus: text(),
    statusLabel: text(),
    loyaltyStatus: text(),
    registeredDate: dateTime({ zone: 'offset' }),
    registeredStoreCode: idOf('storeCode', text()),
    registeredStoreName: text(),
    lastUpdatedOn: dateTime({ zone: 'offset' }),
    cardNumber: idOf('cardNumber', anything()),
    paymentModes: list(anything()),
  }),
);

const foundCustomer = lazy(() =>
  open({
    entityId: idOf('customer', text()),
    profiles: list(open({ source: text(), firstName: personName(), lastName: personName() })),
    enrichedFields: enrichedFields(),
  }),
);

const foundTransaction = lazy(() =>
  open({
    entityId: idOf('transaction', text()),
    transactionEnrichedFields: open({
      ...enrichedFields().shape,
      payment_mode: list(text()),
      outlier_status: text(),
      transaction_notes: freeText(),
      last_updated_on_date_time: dateTime({ zone: 'offset' }),
    }),
  }),
);

export const searchEntitiesAnswer = () =>
  open({
    pagination: pagination().describe('total only with totalRequired'),
    /** One element for each type of entity. */
    data: list(
      open({
        entityType: text(),
        customerSearchDetails: list(foundCustomer()),
        transactionSearchDetails: list(foundTransaction()),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });
