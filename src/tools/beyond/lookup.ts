/** Customer (Lookup), beyond the inventory. */
import { customerGetTransactionsAnswer } from '../customer/customer.loyalty.answers.js';
import { TRANSACTION_BLOCKS } from '../customer/customer.loyalty.js';
import { LOOKUP } from '../customer/lookup.defaults.js';
import { section } from '../define.js';
import { identifierName, identifierValue, limit, offset, ownSource, sortOrder } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, integer, severalOf, text } from '../schemas/values.js';

export const lookupBeyond = section('Customer (Lookup)', LOOKUP);

export const customerLookupGetTransactions = lookupBeyond.get('v2/customers/lookup/transactions', {
  tool: 'customer_lookup_get_transactions',
  title: 'Get Customer Transactions by Identifier',
  summary:
    "Bills and returns of the customer with this mobile, email, card or external id, newest first, by date, number or place; pages by limit and offset. With Capillary's customer id use customer_get_transactions; a bill by its number alone is transaction_get_by_bill_number.",
  inInventory: false,
  query: () => ({
    identifierName: identifierName(),
    identifierValue: identifierValue(),
    source: ownSource().optional(),
    transactionType: text('Kind of bill, e.g. REGULAR').optional(),
    startDate: dateTime({ zone: 'organization', iso: true }, 'Billed from').optional(),
    endDate: dateTime({ zone: 'organization', iso: true }, 'Billed until').optional(),
    localCurrency: boolean('true adds amounts in the currency of the bill').optional(),
    transactionId: idOf('transaction', text('One or several, comma-separated')).optional(),
    number: idOf('billNumber', text('Bill number')).optional(),
    startId: idOf('transaction', integer('First transaction id')).optional(),
    endId: idOf('transaction', integer('Last transaction id')).optional(),
    entityType: choice(['STORE', 'ZONE', 'CONCEPT', 'TILL'], 'Only of this place; with entityCode').optional(),
    entityCode: idOf('placeCode', text('Its code')).optional(),
    sortOrder: sortOrder(),
    limit: limit('Default 20, at most 1000'),
    offset: offset(),
    embed: severalOf(TRANSACTION_BLOCKS, 'Extra blocks').optional(),
    includeLoyaltiesPointDetails: boolean('true adds points; with several programs also mlp').optional(),
    includeLineItemDetails: boolean('true adds the lines').optional(),
    mlp: boolean('true covers all programs').optional(),
  }),
  answer: customerGetTransactionsAnswer,
  answerFrom: 'sibling',
  effect: 'read',
  limits: { pagination: 'limit 20 (max 1000), offset' },
  confidence: 'partial',
  example: { identifierName: 'mobile', identifierValue: '919800000001', source: 'INSTORE', limit: 5 },
  sources: [
    'https://docs.capillarytech.com/reference/get-customers-lookup-transactions (GET, path, and the names up to embed)',
    'Release notes April to September 2026 (lines and points)',
    'limits and answer after its sibling v2/customers/{id}/transactions',
  ],
  keywords: [
    'purchases of a phone number',
    'shopping history by card number',
    'last receipts of this email address',
    'what did this mobile buy, without looking up an id',
    'returns and bills of a cardholder',
    'orders of a web customer by external id',
    'spend of a member between two dates, by mobile',
    'purchase history of the customer with this phone number',
    'bills of a customer by mobile, email or card',
    'what has this phone number bought',
    'transactions of a customer found by email',
    'bills of the shopper with this card',
    'list purchases for a mobile',
  ],
});
