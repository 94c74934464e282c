/** Transaction. */
import { section } from '../define.js';
import { accountId, identifierName, useAsync } from '../schemas/common.js';
import { boolean, integer, keyValues, list, object, oneOf, text } from '../schemas/values.js';
import { transactionAddBody, transactionAddBulkBody } from './transaction.bodies.js';

export const transaction = section('Transaction', { domain: 'Transaction Management', accessGroup: 'Transaction' });

transaction.post('v2/transactions/bulk', {
  tool: 'transaction_add_bulk',
  title: 'Add/Return Transaction (bulk)',
  summary:
    'Posts several bills at once (sales, returns, not-interested, mixed), each array element carrying its own customer identifier and source. For one bill use transaction_add; to change an existing bill use transaction_update.',
  headers: () => ({
    'X-CAP-DIRECT-REPLAY': boolean(
      '2022 docs: true queues loyalty processing for later; false runs it now and returns side effects',
    ).optional(),
  }),
  body: transactionAddBulkBody,
  returns:
    'response[] { entityId, result { sideEffects[] { type, entityType, rawAwardedPoints, awardedPoints, alternateCurrencyIdentifier, couponCode } }, errors, warnings }, totalCount, failureCount',
  effect: 'create',
  destructive: true,
  pii: true,
  keywords: [],
  limits: {
    batch: 'several per call; batch maximum not documented; 672 or 1060 when exceeded',
    rate: 'Asia-2 (Singapore) 1200; Asia-1 (N. Virginia) 700; EMEA (Ireland) 300; US "no default"',
  },
  sources: [
    'https://docs.capillarytech.com/reference/addreturn-transaction-bulk',
    'https://docs.capillarytech.com/reference/rate-limits',
    '2022 edition: Add/Return Transaction (Bulk)',
    '2022 edition: Response Codes',
    'September 2025 edition: 02-addreturn-transaction-bulk.md',
  ],
});

transaction.post('v2/transactions', {
  tool: 'transaction_add',
  title: 'Add/Return transaction (single)',
  summary:
    'Records one bill for a customer (identifier in the query string) or returns all/part of an earlier bill, awarding or reversing points. Many bills: transaction_add_bulk; dry run: Simulate Transaction (v2); edits to a stored bill: transaction_update.',
  query: () => ({
    identifierName: identifierName(
      'Mandatory for loyalty bills (REGULAR/RETURN): kind of customer identifier',
    ).optional(),
    identifierValue: text("Mandatory for loyalty bills: the identifier's value").optional(),
    source: oneOf(
      [
        'INSTORE',
        'WECHAT',
        'MARTJACK',
        'WEB_ENGAGE',
        'ECOMMERCE',
        'JD',
        'TAOBAO',
        'TMALL',
        'FACEBOOK',
        'WEBSITE',
        'OTHERS',
      ],
      'Channel of the bill (mandatory in the 2022 docs, optional now)',
    ).optional(),
    accountId: accountId(),
    use_async: useAsync(),
    rawSideEffects: boolean('true = add the detailed rawSideEffects array').optional(),
  }),
  headers: () => ({
    'SKIP-DOWNSTREAM': boolean(
      'true = store only, as a data import: no loyalty engine, no events, no side effects',
    ).optional(),
    'X-CAP-DIRECT-REPLAY': boolean(
      '2022 docs: true queues loyalty processing for later; false runs it now and returns side effects',
    ).optional(),
  }),
  body: transactionAddBody,
  returns:
    'createdId, errors, warnings, sideEffects[] { type, entityType, rawAwardedPoints, awardedPoints, alternateCurrencyIdentifier, couponCode }, rawSideEffects[] { type, awardOn, points, programId, expiryDate }, loyaltyDetails, customerInfo { firstName, lastName }',
  effect: 'create',
  destructive: true,
  pii: true,
  keywords: [],
  limits: {
    rate: 'endpoint page {"Asia-2 (Singapore)": 1500, "Asia-1 (N. Virginia)": 1500, "EMEA (Ireland)": 700}; rate-limits page {"Asia-2 (Singapore)": 100, "Asia-1 (N. Virginia)": 1200, "EMEA (Ireland)": 100, "US": "no default"}',
    batch: 'the two pages disagree; one action per customer at a time (521)',
  },
  sources: [
    'https://docs.capillarytech.com/reference/add-transaction-single',
    'https://docs.capillarytech.com/reference/rate-limits',
    '2022 edition: Add Transaction (Single)',
    '2022 edition: Response Codes',
    'docs.capillarytech.com release notes (8084 for blank identifier)',
    'September 2025 edition: 01-add-transaction-single.md',
    'September 2025 edition: 09-transaction-status-codes.md',
  ],
});

transaction.put('v2/transactions', {
  tool: 'transaction_update',
  title: 'Update Transaction',
  summary:
    "Changes a stored bill's delivery status, custom fields, or extended fields (bill or line level). It cannot change amounts or type; returns go through transaction_add and retro conversion through v1.1 (transaction_update_v1_1).",
  query: () => ({
    identifierName: identifierName(
      'Customer identifier kind; conditional on the newest page, mandatory in 2022',
    ).optional(),
    identifierValue: text('Identifier value').optional(),
    source: oneOf(
      [
        'INSTORE',
        'WECHAT',
        'MARTJACK',
        'WEB_ENGAGE',
        'ECOMMERCE',
        'JD',
        'TAOBAO',
        'TMALL',
        'FACEBOOK',
        'WEBSITE',
        'OTHERS',
      ],
      'Channel (mandatory in 2022, samples omit it)',
    ).optional(),
    accountId: accountId(),
    points: oneOf(['MLP'], 'Seen only in a 2022 sample: MLP adds per-programme loyaltyDetails').optional(),
  }),
  headers: () => ({
    'SKIP-DOWNSTREAM': boolean(
      'true = store only, as a data import: no loyalty engine, no events, no side effects',
    ).optional(),
    'X-CAP-DIRECT-REPLAY': boolean(
      '2022 docs: true queues loyalty processing for later; false runs it now and returns side effects',
    ).optional(),
  }),
  body: () =>
    object({
      id: integer('Transaction id; id or number must be given').optional(),
      number: text('Bill number; id or number must be given').optional(),
      deliveryStatus: oneOf(
        ['PLACED', 'PROCESSED', 'SHIPPED', 'DELIVERED', 'RETURNED'],
        'New fulfilment state',
      ).optional(),
      extendedFields: keyValues('Bill extended fields, name to value').optional(),
      customFields: keyValues('Bill custom fields, name to value').optional(),
      lineItems: list(
        object({
          itemCode: text('Line by SKU; itemCode or id needed').optional(),
          id: integer('Line by its id; itemCode or id needed').optional(),
          extendedFields: keyValues('Line extended fields').optional(),
        }),
        'Lines whose extended fields change',
      ).optional(),
      loyaltyPromotionIdentifiers: list(text(), 'Seen in the 2022 sample only').optional(),
      tillCode: text('Till of the update; 2022 sample only').optional(),
    }),
  returns: 'warnings, errors, loyaltyDetails',
  effect: 'update',
  idempotent: true,
  pii: true,
  keywords: [],
  limits: { rate: 'rate limited' },
  sources: [
    'https://docs.capillarytech.com/reference/update-transaction',
    '2022 edition: Update Transaction',
    'September 2025 edition: 03-update-transaction.md',
  ],
});

transaction.get('v2/transactions/{id}', {
  tool: 'transaction_get',
  title: 'Get Transaction Details',
  summary:
    'Reads one bill with lines, store, custom and extended fields by its internal transaction id. Only have the receipt number: transaction_get_by_bill_number; all bills of a customer: customer_get_transactions; bills of a group: Get group transactions (v2).',
  path: () => ({
    id: integer('Internal transaction id (long), not the bill number'),
  }),
  query: () => ({
    type: oneOf(
      ['REGULAR', 'RETURN', 'NOT_INTERESTED', 'NOT_INTERESTED_RETURN'],
      'Kind of bill the id belongs to; default REGULAR',
    ).optional(),
    tenders: boolean('Include payment modes (also for NOT_INTERESTED since 2026); default false').optional(),
    credit_notes: boolean('Include credit notes that were posted through v1.1; default false').optional(),
    mlp: boolean('Include points information; combine with points_breakup').optional(),
    points_breakup: boolean('Include the points breakdown; combine with mlp').optional(),
  }),
  returns:
    'id, customerId, type, source, deliveryStatus, outlierStatus, basketSize, retroTxn, autoUpdateTime, lifeTimePurchases, returnDetails, niReturnDetails, attribution { createDate, createdBy, modifiedBy, modifiedDate }, billDetails { billNumber, amount, grossAmount, discount, billingTime, billingTimeInputOffset, note, billingStore, returnDetails { canceled }, niReturnDetails, invalidBill }, lineItems[] { id, details, outlierStatus, returnDetails, valid, returnLineItemsDtos, niReturnLineItemsDtos, addonDetails, splitItemsDetails, niReturn }, customFields, extendedFields, loyaltiesPointDetails, billPointsBreakup, addWithLocalCurrency, async, useV2, simulation, useDefaultFleetGroup, ignorePoints, paymentModes, creditNote, warnings',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { rate: 'rate limited' },
  sources: [
    'https://docs.capillarytech.com/reference/get-transaction-details',
    '2022 edition: Get Transaction Details',
    'September 2025 edition: 05-get-transaction-details.md',
  ],
});

transaction.get('v2/transactions/getByBillNumber/{billNumber}', {
  tool: 'transaction_get_by_bill_number',
  title: 'Get transaction details using bill number',
  summary:
    'Finds bills by receipt/bill number when the internal id is unknown; returns a list because stores may reuse numbers. With an internal id use transaction_get, which can also show points.',
  listed: 'GET v2/transactions/getByBillNumber/{bill_number}',
  path: () => ({
    billNumber: text('Bill number printed on the receipt (max 50 characters)'),
  }),
  returns:
    'pagination { limit, offset, total }, data[] { id, customerId, type, source, deliveryStatus, outlierStatus, basketSize, retroTxn, autoUpdateTime, lifeTimePurchases, attribution { createDate, createdBy, modifiedBy, modifiedDate }, billDetails { billNumber, amount, grossAmount, discount, billingTime, billingTimeInputOffset, note, billingStore, returnDetails { canceled }, niReturnDetails, invalidBill }, lineItems[] { id, details, outlierStatus, returnDetails, valid, returnLineItemsDtos, niReturnLineItemsDtos, addonDetails, splitItemsDetails, niReturn }, customFields, extendedFields, loyaltiesPointDetails, billPointsBreakup, addWithLocalCurrency, async, useV2, simulation, useDefaultFleetGroup, ignorePoints }, warnings, errors',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { pagination: 'reply carries limit 100 / offset 0; no query parameters documented' },
  sources: [
    'https://docs.capillarytech.com/reference/retrieve-transaction-details-with-bill-number',
    'https://docs.capillarytech.com/reference/apis-updated-with-additional-timezone-fields',
    'September 2025 edition: 06-retrieve-transaction-details-with-bill-number.md (title only)',
  ],
});
