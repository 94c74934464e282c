/** Transaction: bills, returns and exchanges. */
import { section } from '../define.js';
import { accountId, identifierName, useAsync } from '../schemas/common.js';
import { idOf, personIdentifier } from '../schemas/leaf-types.js';
import { boolean, choice, integer, text } from '../schemas/values.js';
import * as answers from './transaction.answers.js';
import {
  billSource,
  billType,
  transactionAddBody,
  transactionAddBulkBody,
  transactionUpdateBody,
} from './transaction.bodies.js';
import { TRANSACTION } from './transaction.defaults.js';

export const transaction = section('Transaction', TRANSACTION);

const directReplay = () => ({
  'X-CAP-DIRECT-REPLAY': boolean(
    'true queues loyalty processing; false runs it now and returns side effects',
  ).optional(),
});

const loyaltyProcessing = () => ({
  'SKIP-DOWNSTREAM': boolean('true only stores, as a data import: no points, events or side effects').optional(),
  ...directReplay(),
});

export const transactionAddBulk = transaction.post('v2/transactions/bulk', {
  tool: 'transaction_add_bulk',
  rules: [
    { each: 'body[]', when: { field: 'type', is: ['RETURN', 'NOT_INTERESTED_RETURN'] }, needs: ['returnType'] },
    { each: 'body[]', when: { field: 'type', is: ['RETURN', 'NOT_INTERESTED_RETURN'] }, needs: ['purchaseTime'] },
  ],
  title: 'Add/Return Transaction (bulk)',
  summary:
    'Records several bills, returns or exchanges at once, each row for its own registered customer; points and coupons are awarded or taken back. Rows succeed or fail independently (failureCount); for one bill use transaction_add.',
  headers: directReplay,
  body: transactionAddBulkBody,
  answer: answers.transactionAddBulkAnswer,
  effect: 'create',
  consent: 'overLimit',
  question: 'Book {count body[]} bills, the first of {body[].billAmount}?',
  undoneBy: 'transaction_add_bulk, as returns',
  subjects: [],
  amounts: { bill: 'body[].billAmount' },
  checkedBy: ['transaction_get_by_bill_number', 'customer_get_transactions'],
  evidence: 'a bill with the number, store and amount of each row',
  destructive: true,
  limits: { batch: 'several per call, 672 or 1060 when too many', rate: '300 to 1,200 per minute by cluster' },
  sources: [
    'https://docs.capillarytech.com/reference/addreturn-transaction-bulk',
    'https://docs.capillarytech.com/reference/rate-limits',
    'Add/Return Transaction (Bulk) and Response Codes, documentation 2022',
    'Add/Return transaction (bulk), documentation September 2025',
    'Release notes July to September 2026 (negative points of returns)',
  ],
  keywords: [
    "upload yesterday's sales from all tills",
    'push a batch of invoices into loyalty',
    'post many receipts in one request',
    'sync offline bills after the network came back',
    'nightly pos feed of purchases and refunds',
    'import order history for a list of customers',
    'several shoppers, several tickets, one call',
    'load missed bills for twenty members',
    'process returns for multiple orders together',
    'many bills in one call',
    'upload sales',
    'several purchases of different customers',
    'enter many bills',
  ],
});

export const transactionAdd = transaction.post('v2/transactions', {
  tool: 'transaction_add',
  rules: [
    { each: 'body', when: { field: 'type', is: ['RETURN', 'NOT_INTERESTED_RETURN'] }, needs: ['returnType'] },
    { each: 'body', when: { field: 'type', is: ['RETURN', 'NOT_INTERESTED_RETURN'] }, needs: ['purchaseTime'] },
  ],
  title: 'Add/Return transaction (single)',
  summary:
    'Records one bill of a registered customer, or a full or partial return against an earlier bill; points and coupons are awarded or taken back at once. Several bills: transaction_add_bulk; editing a stored bill: transaction_update.',
  query: () => ({
    identifierName: identifierName('Kind of identifier; needed for REGULAR and RETURN').optional(),
    identifierValue: personIdentifier("A registered customer's identifier; needed for REGULAR and RETURN").optional(),
    source: billSource().optional(),
    accountId: accountId(),
    use_async: useAsync(),
    rawSideEffects: boolean('true adds rawSideEffects: every award in detail').optional(),
  }),
  headers: loyaltyProcessing,
  body: transactionAddBody,
  answer: answers.transactionAddAnswer,
  effect: 'create',
  consent: 'overLimit',
  question: 'Book bill {body.billNumber} of {body.billAmount}?',
  undoneBy: 'transaction_add, as a return',
  subjects: [],
  amounts: { bill: 'body.billAmount' },
  // cart_promotion_evaluate may reserve promotions, so a preview does not call it.
  precheck: {
    tool: 'simulation_simulate_transaction',
    when: [{ path: 'body.type', is: ['REGULAR'] }],
    args: {
      identifierName: 'identifierName',
      identifierValue: 'identifierValue',
      source: 'source',
      accountId: 'accountId',
      body: 'body',
    },
    fields: ['simulatedPointsBreakup.billDetails.pointsEarned', 'sideEffects', 'warnings', 'errors'],
  },
  checkedBy: ['transaction_get_by_bill_number', 'customer_get_transactions'],
  evidence: 'a bill with this number, store and amount',
  destructive: true,
  limits: { rate: '100 to 1,500 per minute by cluster; one action per customer at a time (521)' },
  sources: [
    'https://docs.capillarytech.com/reference/add-transaction-single',
    'https://docs.capillarytech.com/reference/rate-limits',
    'Add Transaction (Single) and Response Codes, documentation 2022',
    'Add transaction (single) and Transaction status codes, documentation September 2025',
    'Release notes of docs.capillarytech.com (8084 for a blank identifier, 8154 for an id that is not a number)',
  ],
  keywords: [
    'customer bought something',
    'she bought two shirts, give her the points',
    'log a purchase of 2,490 against a phone number',
    'customer brought an item back, refund it',
    'cancel an order and take its points away',
    'exchange a shirt for a bigger size',
    'add a till slip that was never scanned',
    'till posts an invoice after checkout',
    'record a sale',
    'order from the web shop should earn rewards',
    'anonymous sale, shopper did not want to join',
    'member bought something',
    'add a bill',
    'book a bill for a customer',
    'enter a sale',
    'customer returns an item',
  ],
});

export const transactionUpdate = transaction.put('v2/transactions', {
  tool: 'transaction_update',
  rules: [{ each: 'body', needs: ['id', 'number'] }],
  title: 'Update Transaction',
  summary:
    "Changes a stored bill's delivery status, custom fields or extended fields (of the bill or its lines). Amounts and type cannot change: for returns use transaction_add, to turn an anonymous bill into a loyalty one transaction_update_v1_1.",
  query: () => ({
    identifierName: identifierName('Kind of identifier of the customer').optional(),
    identifierValue: personIdentifier("The bill's customer").optional(),
    source: billSource().optional(),
    accountId: accountId(),
    points: choice(['MLP'], 'MLP adds loyaltyDetails for each loyalty program').optional(),
  }),
  headers: loyaltyProcessing,
  body: transactionUpdateBody,
  response: { confirmation: ['loyaltyDetails'] },
  answer: answers.transactionUpdateAnswer,
  effect: 'update',
  checkedBy: ['transaction_get_by_bill_number', 'transaction_get'],
  idempotent: true,
  sources: [
    'https://docs.capillarytech.com/reference/update-transaction',
    'Update Transaction, documentation 2022',
    'Update transaction, documentation September 2025',
    'Release notes April to June 2026 (type)',
  ],
  keywords: [
    'mark the order as shipped',
    'parcel was delivered, record it',
    'fix the cashier name stored with a receipt',
    'add a gift message field to an existing invoice',
    'correct a wrong custom attribute on a bill',
    'fulfilment system reports the new order state',
    'change the size stored for one item sold',
    'edit an invoice without touching its amount',
    'change details of a bill',
    'order has been sent, note it',
    'edit fields of a sale',
    'something on a bill is wrong',
    'wrong payment mode or amount on a bill',
    'set the shipping state of an order',
  ],
});

export const transactionGet = transaction.get('v2/transactions/{id}', {
  tool: 'transaction_get',
  title: 'Get Transaction Details',
  summary:
    'Reads one bill with lines, store and fields by its transaction id; set type unless it is REGULAR. Points come only with mlp and points_breakup both true; with only the number on the receipt use transaction_get_by_bill_number, for all bills of a customer customer_get_transactions.',
  path: () => ({
    id: idOf('transaction', integer('Transaction id, not the bill number')),
  }),
  query: () => ({
    mlp: boolean('true with points_breakup: adds points').optional(),
    points_breakup: boolean('true with mlp: adds points, with the sku_code of each').optional(),
    type: billType("The bill's; default REGULAR").optional(),
    tenders: boolean('true adds paymentModes, also of NOT_INTERESTED bills').optional(),
    credit_notes: boolean('true adds creditNote').optional(),
  }),
  answer: answers.transactionGetAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-transaction-details',
    'Get Transaction Details, documentation 2022',
    'Get transaction details, documentation September 2025',
    'https://docs.capillarytech.com/reference/apis-updated-with-additional-timezone-fields',
    'Release notes January to June 2026 (sku_code, notes of payments)',
  ],
  keywords: [
    'open one purchase and show its items',
    'which products were on transaction 910044871',
    'how was that order paid, cash or card',
    'points earned on a single purchase',
    'delivery state of one order',
    'has this purchase been returned already',
    'credit note given for a sale',
    'at which store and till was this sold',
    'details of a sale by id',
    'what was in this order',
    'one bill with items and points',
  ],
});

export const transactionGetByBillNumber = transaction.get('v2/transactions/getByBillNumber/{billNumber}', {
  tool: 'transaction_get_by_bill_number',
  title: 'Get transaction details using bill number',
  summary:
    'Finds bills by the number printed on the receipt; returns a list, since stores may reuse numbers. Points come only with mlp and points_breakup both true; if you have the transaction id use transaction_get.',
  listed: 'GET v2/transactions/getByBillNumber/{bill_number}',
  path: () => ({
    billNumber: idOf('billNumber', text('Number on the receipt', 50)),
  }),
  query: () => ({
    mlp: boolean('true with points_breakup: adds points').optional(),
    points_breakup: boolean('true with mlp: adds points').optional(),
    type: billType('Only bills of this type').optional(),
    tenders: boolean('true adds paymentModes').optional(),
    credit_notes: boolean('true adds creditNote').optional(),
  }),
  answer: answers.transactionGetByBillNumberAnswer,
  effect: 'read',
  limits: { pagination: 'first 100 matches' },
  sources: [
    'https://docs.capillarytech.com/reference/retrieve-transaction-details-with-bill-number',
    'https://docs.capillarytech.com/reference/apis-updated-with-additional-timezone-fields',
    'Retrieve transaction details with bill number, documentation September 2025',
    'Release notes January to March 2026, and public integrations (flags)',
  ],
  keywords: [
    'what is on a bill',
    'look up a receipt by its number',
    'shopper shows a till slip, find the sale',
    'search invoice st12-000481',
    'who does this receipt belong to',
    'customer quotes an order number from the web shop',
    'i only have the bill no, not the id',
    'trace a cash memo',
    'two stores issued the same invoice number',
    'sale by receipt number',
    'find the bill printed on this slip',
    'look up an invoice number',
    'what is on a bill number',
  ],
});
