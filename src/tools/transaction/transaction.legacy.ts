/** Transaction, InTouch layers. */
import { section } from '../define.js';
import { format, language } from '../schemas/common.js';
import { idOf, money } from '../schemas/leaf-types.js';
import { date } from '../schemas/times.js';
import { boolean, choice, text, textOrNumber } from '../schemas/values.js';
import { TRANSACTION } from './transaction.defaults.js';
import * as answers from './transaction.legacy.answers.js';
import {
  transactionAddInTouchBody,
  transactionAddWithLocalCurrencyBody,
  transactionUpdateInTouchBody,
} from './transaction.legacy.bodies.js';

export const transactionLegacy = section('Transaction', TRANSACTION);

export const transactionAdd = transactionLegacy.inTouch.post('transaction/add', {
  tool: 'transaction_add',
  // purchase_time is documented as needed, too, but integrations return lines without it.
  rules: [
    {
      each: 'body.root.transaction[]',
      when: { field: 'type', is: ['RETURN', 'NOT_INTERESTED_RETURN'] },
      needs: ['return_type'],
    },
  ],
  title: 'Add Transaction',
  summary:
    'Records bills, returns and exchanges and, unlike transaction_add, REGISTERS unknown customers and updates or even merges known ones; points are awarded or taken back. Check item_status of each bill.',
  query: () => ({
    user_id: boolean("true adds the customer's user_id to the answer").optional(),
    format: format(),
  }),
  body: transactionAddInTouchBody,
  answer: answers.transactionAddAnswer,
  effect: 'create',
  consent: 'overLimit',
  question: 'Book {count body.root.transaction[]} bills, the first of {body.root.transaction[].amount}?',
  subjects: ['body.root.transaction[].customer'],
  amounts: { bill: 'body.root.transaction[].amount' },
  checkedBy: ['transaction_get_by_bill_number', 'customer_get_transactions'],
  evidence: 'a bill with this number, store and amount',
  destructive: true,
  supersededBy: 'transaction_add',
  limits: {
    batch: 'several bills per call',
    rate: '700 to 1,500 per minute by cluster; one action per customer at a time (521)',
  },
  sources: [
    'https://docs.capillarytech.com/reference/add-transaction',
    'https://docs.capillarytech.com/reference/return-transaction',
    'Add, Return Transaction and Cancel a Transaction Line-Item, v1.1 documentation 2021',
    'Add transaction and Return transaction, documentation and OpenAPI file September 2025',
  ],
  keywords: [
    'bill and enrol the shopper in the same call',
    'old pos payload with root and line_item',
    'sale for a new mobile number that should be registered',
    'intouch billing from a legacy till',
    'cancel one line of an undelivered order',
    'mixed bill with returned and new items, snake case',
    'link a redeemed coupon and points to an invoice on billing',
    'purchase with the cashier details attached',
    'record a sale',
    'add a bill or a return',
    'customer bought something',
    'post a purchase and create the customer',
  ],
});

export const transactionAddWithLocalCurrency = transactionLegacy.inTouch.post('transaction/add_with_local_currency', {
  tool: 'transaction_add_with_local_currency',
  title: 'Add Transaction with Local Currency',
  summary:
    "Records bills in the store's local currency, converted to the organization's base currency before points are awarded; customer details in the call overwrite the profile. transaction_add does the same with addWithLocalCurrency and currencyCode.",
  query: () => ({
    format: format(),
  }),
  body: transactionAddWithLocalCurrencyBody,
  answer: answers.transactionAddWithLocalCurrencyAnswer,
  effect: 'create',
  consent: 'overLimit',
  question: 'Book {count body.root.transaction[]} bills, the first of {body.root.transaction[].amount}?',
  subjects: [],
  amounts: { bill: 'body.root.transaction[].amount' },
  checkedBy: ['transaction_get_by_bill_number', 'customer_get_transactions'],
  evidence: 'a bill with this number and store',
  destructive: true,
  supersededBy: 'transaction_add',
  limits: { batch: 'several bills per call', rate: '700 to 1,500 per minute by cluster' },
  sources: [
    'https://docs.capillarytech.com/reference/add-transaction-with-local-currency',
    'Add Transaction with Local Currency, v1.1 documentation 2021',
    'Add transaction with local currency, documentation and OpenAPI file September 2025',
  ],
  keywords: [
    'sale in dirhams for a brand that reports in dollars',
    'foreign currency invoice',
    'tourist paid in euro, convert before giving points',
    'multi-country chain posts bills in its own money',
    'currency conversion on a purchase',
    'record 180 aed spend with exchange rate applied',
    'duty free store bill in another currency',
    'sale in foreign money',
    'purchase in another currency',
    'bill to be converted to base currency',
  ],
});

export const transactionUpdate = transactionLegacy.inTouch.post('transaction/update', {
  tool: 'transaction_update',
  rules: [{ each: 'body.root.transaction[]', needs: ['id', 'number'] }],
  title: 'Update Transaction Details',
  summary:
    "Edits fields, notes or delivery status of stored bills, or converts an anonymous (not interested) bill into a customer's loyalty bill (retro): which awards points and gives the bill a NEW id. To only edit fields: transaction_update.",
  query: () => ({
    format: format(),
  }),
  headers: () => ({
    'X-CAP-CLIENT-SIGNATURE': text('Name of the calling system; needed for a conversion').optional(),
  }),
  body: transactionUpdateInTouchBody,
  answer: answers.transactionUpdateAnswer,
  effect: 'update',
  checkedBy: ['transaction_get_by_bill_number', 'transaction_get'],
  supersededBy: 'transaction_update',
  limits: { batch: 'several bills per call', rate: '100 to 1,500 per minute by cluster' },
  sources: [
    'https://docs.capillarytech.com/reference/update-transaction-details',
    'https://docs.capillarytech.com/reference/retro-transaction',
    'Update Transaction Details and Retro Transaction, v1.1 documentation 2021',
    'Update transaction details and Retro transaction, documentation and OpenAPI file September 2025',
  ],
  keywords: [
    'shopper forgot to give the number, credit the bill now',
    'attach an anonymous sale to a member afterwards',
    'retro claim, convert not interested bill',
    'late points for a purchase made before joining',
    'claim a missed receipt for this customer',
    'turn a non-loyalty invoice into a loyalty one',
    'change note or field of an intouch bill',
    'update delivery state with the old api',
    'give an anonymous bill to a member',
    'change a bill',
    "turn a guest sale into a member's sale",
    'set the shipping state of an order',
  ],
});

export const transactionGet = transactionLegacy.inTouch.get('transaction/get', {
  tool: 'transaction_get',
  title: 'Get Transaction Details',
  summary:
    'Reads bills by transaction id or bill number, narrowed by store, till, amount, day or type; never their points. Newer, with points: transaction_get by id, transaction_get_by_bill_number by receipt number.',
  query: () => ({
    id: idOf('transaction', textOrNumber('Transaction id, or several with commas; give id or number')).optional(),
    number: idOf('billNumber', text('Bill number; give id or number')).optional(),
    store_code: idOf('storeCode', text('Only this store')).optional(),
    till_code: idOf('tillCode', text('Only this till')).optional(),
    amount: money('Only this amount').optional(),
    date: date('Only this day').optional(),
    type: choice(
      ['REGULAR', 'NOT_INTERESTED', 'RETURN', 'NOT_INTERESTED_RETURN', 'MIXED', 'NI_MIXED', 'ALL'],
      'Default REGULAR',
    ).optional(),
    tenders: boolean('true adds payment details').optional(),
    credit_notes: boolean('true adds credit notes').optional(),
    user_id: boolean("true adds the customer's id").optional(),
    format: format(),
  }),
  headers: () => ({
    language: language(),
  }),
  answer: answers.transactionGetAnswer,
  effect: 'read',
  supersededBy: 'transaction_get',
  sources: [
    'https://docs.capillarytech.com/reference/get_transaction_detailsv1',
    'Get Transaction Details, v1.1 documentation 2021',
    'Get transaction details, documentation and OpenAPI file September 2025',
  ],
  keywords: [
    'find a receipt at this store on this day',
    'invoice number plus till code plus amount',
    'return bill lookup by number and kind',
    'receipt numbers repeat, narrow them by counter',
    'intouch bill details with tenders and credit notes',
    'legacy invoice read',
    'was a not interested bill made for 1,200 on friday',
    'details of a bill',
    'find a sale by number',
    'look at a past receipt',
  ],
});
