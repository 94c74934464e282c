/** Transaction, beyond the inventory: several bills changed at once, and why a bill earned what it did. */
import { section } from '../define.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, integer } from '../schemas/values.js';
import { TRANSACTION } from '../transaction/transaction.defaults.js';
import * as answers from './transaction.answers.js';
import { transactionSearchEvaluationLogBody, transactionUpdateBulkBody } from './transaction.bodies.js';

export const transactionBeyond = section('Transaction', TRANSACTION);

export const transactionUpdateBulk = transactionBeyond.put('v2/transactions/bulk', {
  tool: 'transaction_update_bulk',
  title: 'Update Transactions in Bulk',
  summary:
    'Changes custom and extended fields of several loyalty bills, and extended fields of their lines; read failureCount. One bill, or its delivery status, is transaction_update; amounts, dates and payments cannot change, new bills are transaction_add_bulk.',
  inInventory: false,
  rules: [{ each: 'body[].lineItems[]', needs: ['itemCode', 'id'] }],
  headers: () => ({
    'SKIP-DOWNSTREAM': boolean('true only stores: no loyalty rules, no events').optional(),
  }),
  body: transactionUpdateBulkBody,
  answer: answers.transactionUpdateBulkAnswer,
  effect: 'update',
  idempotent: true,
  checkedBy: ['transaction_get'],
  limits: { batch: 'several per call', rate: '300 to 1,200 per minute by cluster' },
  example: {
    body: [
      {
        identifierType: 'mobile',
        identifierValue: '919800000001',
        source: 'INSTORE',
        id: 910044008,
        extendedFields: { ship_first_name: 'Asha' },
        lineItems: [{ itemCode: 'TEE-STR-L', extendedFields: { season: 'summer' } }],
      },
    ],
  },
  sources: [
    'https://docs.capillarytech.com/reference/update-transaction-bulk',
    'Update transactions in bulk, documentation September 2025',
    'https://docs.capillarytech.com/reference/rate-limits',
  ],
  keywords: [
    'correct a field on many receipts',
    'add shipping names to several orders at once',
    "fill a missing attribute on last week's bills",
    'note the cashier on a list of invoices',
    'weights of jewellery items entered afterwards',
    'mass edit of purchases without touching amounts',
    'fill in a custom field on many bills',
    'update several transactions at once',
    'set extended fields of several bills',
  ],
});

export const transactionSearchEvaluationLog = transactionBeyond.post('v2/transactions/searchEvaluationLog', {
  tool: 'transaction_search_evaluation_log',
  title: 'Search Evaluation Log of a Transaction',
  summary:
    'Shows how the loyalty rules judged one bill: rule sets that passed and what followed, to find out why points were or were not given. It changes nothing; the points themselves are transaction_get_earning, what is on the bill transaction_get.',
  inInventory: false,
  rules: [{ each: 'body.search', needs: ['transactionNumber', 'transactionId'] }],
  body: transactionSearchEvaluationLogBody,
  answer: answers.transactionSearchEvaluationLogAnswer,
  effect: 'read',
  memberNotes: [
    {
      at: '[].id',
      is: '',
      note: 'There is no evaluation log: the bill does not exist, has no customer, or was added to give no points (ignorePoints: true in transaction_get_by_bill_number).',
    },
  ],
  example: { body: { search: { transactionNumber: 'blr01-00007' } } },
  sources: [
    'https://docs.capillarytech.com/reference/expose-evaluation-log-for-an-event',
    'Expose evaluation log for an event, documentation September 2025',
  ],
  keywords: [
    'why did this bill get no points',
    'customer complains about missing points for a purchase',
    'which rule gave the bonus',
    'explain the points on a receipt',
    'did the double points promotion apply to the sale',
    'trace the loyalty engine for an invoice',
    'rules that fired for a purchase',
    'why did a bill earn no points, which rules ran',
    'evaluation log of a bill',
    'which rules applied to this transaction',
  ],
});

export const transactionGetEarning = transactionBeyond.get('v2/earning/{transactionId}', {
  tool: 'transaction_get_earning',
  title: 'Get Transaction Earning',
  summary:
    'Points that one bill and its lines earned in each program: as issued, and what has become of them (left, redeemed, expired, taken back). Points can be on the bill, on lines, or both. An older call; otherwise transaction_get with mlp and points_breakup.',
  inInventory: false,
  path: () => ({ transactionId: idOf('transaction', integer('Transaction id')) }),
  answer: answers.transactionGetEarningAnswer,
  effect: 'read',
  confidence: 'partial',
  example: { transactionId: 910044008 },
  sources: [
    'Get Transaction Earning, documentation 2022',
    'Get transaction earning, documentation September 2025 (without text)',
  ],
  keywords: [
    'how many points did this purchase bring',
    'are the points of that bill still there',
    'points per item on a receipt',
    'were the points of an order already spent',
    'what is left of the points from a sale',
    'points taken back after a return, by bill',
    'how many points did a bill earn in each program',
    'points earned by one transaction',
    'points per line item of a bill',
    'what points came from a bill',
  ],
});
