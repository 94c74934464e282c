/** Transaction rejection: bills held in the sanity queue because their master data is missing. */
import { section } from '../define.js';
import { freeText, idOf } from '../schemas/leaf-types.js';
import { date } from '../schemas/times.js';
import { boolean, choice, integer, list, object, text, textOrNumber } from '../schemas/values.js';
import * as answers from './rejection.answers.js';

export const transactionRejection = section('Transaction rejection', {
  domain: 'Transaction Management',
  accessGroup: 'Transaction',
  response: { confirmation: ['retriggerId', 'result'] },
});

const HANDLING = 'https://docs.capillarytech.com/docs/handling-of-rejected-transactions';

/** Selects rejected bills. All are optional in the API; the scope without any is not documented. */
const selection = () => ({
  transactionNumber: idOf(
    'rejectedBill',
    list(textOrNumber(), 'Bill numbers; give this, errorCode or userId'),
  ).optional(),
  errorCode: list(textOrNumber(), 'All bills rejected with these codes, e.g. 683').optional(),
  userId: idOf('customer', integer("All rejected bills of this customer: Capillary's customer id")).optional(),
});

export const transactionRejectionList = transactionRejection.get('v2/organization/rejectedTransactions', {
  tool: 'transaction_rejection_list',
  title: 'getRejectedTransactions',
  summary:
    'Lists bills not booked because their item, tender, store or an extended field value is unknown, with the reasons; the last 30 days, at most 10 without paging, so narrow by filters. To fix: add what is missing, then call transaction_rejection_retrigger.',
  listed: 'GET v2/rejectedTransactions',
  query: () => ({
    status: choice(
      ['OPEN', 'FIXED', 'PARTIAL_FIXED', 'PERMANENT_FAILED', 'SUCCESS', 'REPLAYED', 'MAX_OUT'],
      'Default: all open and partly fixed; MAX_OUT has no retries left',
    ).optional(),
    errorCode: integer('Only this reason, e.g. 683 unknown item, 842 unknown tender').optional(),
    errorValue: text('Only bills rejected for this value, e.g. a SKU').optional(),
    transactionNumber: idOf('rejectedBill', textOrNumber('Only this bill number')).optional(),
    userId: idOf('customer', integer("Only bills of this customer: Capillary's customer id")).optional(),
    startDate: date('From, by default 30 days ago').optional(),
    endDate: date('Until').optional(),
    isTransactionPayloadRequired: boolean('true adds the bill as it was sent').optional(),
    sortBy: choice(['addedDate']).optional(),
  }),
  answer: answers.transactionRejectionListAnswer,
  effect: 'read',
  whenEmpty: 'Bills of the last 30 days that were not booked. A booked bill: transaction_get_by_bill_number.',
  limits: { pagination: '10 per response; no paging arguments' },
  sources: ['https://docs.capillarytech.com/reference/getrejectedtransactions', HANDLING],
  keywords: [
    'which sales never made it into the system',
    'bills stuck because of an unknown sku',
    'till slips in error since yesterday',
    'receipts refused for a wrong payment mode',
    'why did this invoice not give points',
    'sanity queue of the pos feed',
    'what product codes do we have to set up',
    'purchases parked with code 683',
    'nightly check for sales that bounced',
    'bills that failed',
    'sales not booked and why',
    'list rejected transactions',
    'which bills failed',
  ],
});

export const transactionRejectionGetRetriggerStatus = transactionRejection.get(
  'v2/organization/rejectedTransactions/retriggerStatus/{retriggerId}',
  {
    tool: 'transaction_rejection_get_retrigger_status',
    title: 'getReTriggerStatus',
    summary:
      'Shows the progress of a re-run of rejected bills: how many were booked, fixed, sent for processing or out of retries. Needs the id from transaction_rejection_retrigger; for the bills themselves use transaction_rejection_list.',
    listed: 'GET v2/rejectedTransactions/retriggerStatus/{retriggerId}',
    path: () => ({
      retriggerId: idOf('retrigger', integer('retriggerId of transaction_rejection_retrigger')),
    }),
    answer: answers.retrigger,
    effect: 'read',
    sources: ['https://docs.capillarytech.com/reference/getretriggerstatus'],
    keywords: [
      'did the second try of the stuck sales work',
      'progress of reprocessing bounced bills',
      'how many held receipts went through this time',
      'is the replay of the pos queue finished',
      'poll the repeat booking job',
      'count of bills out of attempts',
      'result of resubmitting parked invoices',
      'how did trying again go',
      'state of the repeated booking',
      'result of a retry of failed bills',
      'did the second attempt work',
    ],
  },
);

export const transactionRejectionMarkFailed = transactionRejection.put(
  'v2/organization/rejectedTransactions/markFailed',
  {
    tool: 'transaction_rejection_mark_failed',
    title: 'markFailed',
    summary:
      'Gives up on rejected bills, by bill number, error code or customer: they become PERMANENT_FAILED and are not retried any more. To book them after all use transaction_rejection_retrigger instead.',
    listed: 'PUT v2/rejectedTransactions/markFailed',
    body: () =>
      object({
        ...selection(),
        comments: freeText('Why').optional(),
      }),
    answer: answers.transactionRejectionMarkFailedAnswer,
    effect: 'update',
    checkedBy: ['transaction_rejection_list'],
    evidence: 'the bills as PERMANENT_FAILED',
    idempotent: true,
    destructive: true,
    limits: { batch: 'several bills per call' },
    sources: ['https://docs.capillarytech.com/reference/markfailed', HANDLING],
    keywords: [
      'drop stuck bills for good',
      'these held sales are test data, discard them',
      'duplicate upload by the vendor, stop trying',
      'clear the pos error queue without booking',
      'write off receipts with a bad sku',
      'abandon parked invoices of one customer',
      'no more attempts for this bill number',
      'do not try these bills any more',
      'give up on failed sales',
      'close rejected bills for ever',
    ],
  },
);

export const transactionRejectionRetrigger = transactionRejection.post(
  'v2/organization/rejectedTransactions/retrigger',
  {
    tool: 'transaction_rejection_retrigger',
    title: 'retriggerTransactionAdd',
    summary:
      'Checks rejected bills again, by bill number, error code or customer, and books those whose causes are all fixed; the processing date counts, not the bill date. Poll with transaction_rejection_get_retrigger_status.',
    listed: 'POST v2/rejectedTransactions/retrigger',
    body: () => object(selection()),
    answer: answers.retrigger,
    effect: 'action',
    amounts: { rows: 'body.transactionNumber[]' },
    checkedBy: ['transaction_rejection_list'],
    evidence: 'that the bills are gone from the list, or a higher retryCount',
    nextStep: 'it runs in the background. transaction_rejection_get_retrigger_status shows which bills were booked.',
    limits: { batch: 'several bills per call' },
    sources: [
      'https://docs.capillarytech.com/reference/retriggertransactionadd',
      'https://docs.capillarytech.com/reference/markfailed',
      'https://docs.capillarytech.com/reference/getretriggerstatus',
      HANDLING,
    ],
    keywords: [
      'we created the missing product, try the sales again',
      'reprocess bounced bills',
      'push stuck receipts through now',
      'payment mode is set up, rebook the held invoices',
      'replay the sanity queue',
      'resubmit everything refused with code 842',
      'give this customer the points of her parked purchases',
      'second attempt at a bill that failed',
      'try failed bills again',
      'book rejected sales once the cause is fixed',
      'retry',
      'resend failed bills',
    ],
  },
);
