/** Request bodies of Transaction, beyond the inventory. */
import { idOf, personIdentifier } from '../schemas/leaf-types.js';
import { CUSTOMER_SOURCES } from '../schemas/sources.js';
import { choice, integer, keyValues, list, object, text } from '../schemas/values.js';

export const transactionUpdateBulkBody = () =>
  list(
    object({
      identifierType: choice(
        ['mobile', 'email', 'externalId', 'id', 'cardnumber', 'cardExternalId'],
        'Kind of identifier',
      ),
      identifierValue: personIdentifier("The bill's customer"),
      source: choice(CUSTOMER_SOURCES, 'Channel whose profile holds the customer'),
      id: idOf('transaction', integer('Transaction id')),
      extendedFields: keyValues('Extended fields of the bill to set').optional(),
      customFields: keyValues('Custom fields of the bill to set').optional(),
      lineItems: list(
        object({
          itemCode: idOf('sku', text('SKU; give itemCode or id')).optional(),
          id: idOf('lineItem', integer('Id of the line')).optional(),
          extendedFields: keyValues('Extended fields of the line to set').optional(),
        }),
        'Lines to change',
      ).optional(),
    }),
    'Bills to change',
  );

export const transactionSearchEvaluationLogBody = () =>
  object({
    search: object({
      transactionNumber: idOf('billNumber', text('Bill number; give it or transactionId')).optional(),
      transactionId: idOf('transaction', integer('Transaction id')).optional(),
    }),
  });
