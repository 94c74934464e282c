/** Requests: changes that wait for approval. Here a bill to add, or customers to merge. */
import { section } from '../define.js';
import { idOf } from '../schemas/leaf-types.js';
import { choice, integer } from '../schemas/values.js';
import * as answers from './requests.answers.js';
import { requestAddBody, requestUpdateBody } from './requests.bodies.js';
import { REQUESTS } from './requests.defaults.js';
import { autoApproval, requestListFilters } from './requests.queries.js';

export const requests = section('Requests', REQUESTS);

export const requestAdd = requests.post('v2/requests', {
  tool: 'request_add',
  title: 'Add transaction request',
  summary:
    'Claims a bill for a customer (type TRANSACTION), often from receipt photos; it is booked once request_update, or client_auto_approve, approves it. Other requests on this path: pii_deletion_request, customer_request_group_goodwill_points; booking a bill at once: transaction_add.',
  listed: 'POST v2/requests/',
  query: autoApproval,
  body: requestAddBody,
  answer: answers.requestAddAnswer,
  effect: 'create',
  amounts: { bill: 'body.transaction.billAmount' },
  destructive: true,
  checkedBy: ['request_get_details'],
  evidence: 'a claim for this bill that was added at the time of the call',
  nextStep:
    'unless client_auto_approve was true, the bill is not booked yet. request_update with status APPROVED books it.',
  sources: [
    'https://docs.capillarytech.com/reference/add-transaction-request',
    'https://docs.capillarytech.com/reference/add-request-transaction-customer-merge',
    'https://docs.capillarytech.com/reference/retrieve-transaction-customer-merge-request-status',
    'Add Transaction (Single), documentation 2022',
    'Error codes of Requests (V2), documentation September 2025',
  ],
  keywords: [
    'customer uploads a photo of her receipt to get points',
    'claim a purchase that was not rung up on my account',
    'submit a till slip for review',
    'scanned receipt waiting for a back office check',
    'hotel stay missing from the account, ask for credit',
    'self-service bill claim from our app',
    'propose a sale that someone must verify first',
    'invoice image plus amount, pending approval',
    'receipt scanning campaign entry',
    'shopper sends in a receipt',
    'hand in a bill for approval',
    'claim points for a missed purchase',
    'receipt without points',
  ],
});

export const requestUpdate = requests.put('v2/requests', {
  tool: 'request_update',
  title: 'Update transaction request',
  summary:
    'Decides bill claims of request_add (approve, reject, park, reopen), which books the bill, and account merges of request_add_v1_1. No other kind: goodwill, identifier changes and retro bills are decided with request_approve_v1_1 or request_reject_v1_1, erasures with pii_deletion_update_status.',
  listed: 'PUT v2/requests/',
  body: requestUpdateBody,
  answer: answers.requestUpdateAnswer,
  effect: 'update',
  consent: 'always',
  question: 'Set {count body[]} requests, such as {body[].id} ({body[].type} {body[].baseType}), to {body[].status}?',
  undoneBy: 'nothing',
  amounts: {
    lookUp: {
      tool: 'request_get_status',
      each: 'body[]',
      when: [
        { path: 'body[].status', is: ['APPROVED'] },
        { path: 'body[].baseType', is: ['REGULAR_TXN_ADD'] },
      ],
      args: { id: 'body[].id' },
      bill: 'transaction.billAmount',
    },
  },
  subjects: [],
  watch: {
    tool: 'request_get_status',
    args: { id: 'body[].id' },
    fields: [
      'status',
      'userId',
      'transaction.billAmount',
      'changeIdentifierRequest.changeStatus',
      'changeIdentifierRequest.changeIdentifiers',
    ],
  },
  checkedBy: ['request_get_status'],
  evidence: 'the status you sent',
  idempotent: true,
  destructive: true,
  limits: { batch: '10 per call' },
  sources: [
    'https://docs.capillarytech.com/reference/update-transaction-request',
    'https://docs.capillarytech.com/reference/update-transaction-customer-merge-request',
    'Update Transaction/Customer Merge Request, documentation and OpenAPI file September 2025',
    'Error codes of Requests (V2), documentation September 2025',
  ],
  keywords: [
    'receipt looks genuine, accept it',
    'decline a fake till slip a shopper sent in',
    'confirm joining two duplicate accounts',
    'work through the queue of claimed purchases',
    'put a bill claim on hold for more checks',
    'reopen a receipt that was turned down by mistake',
    'say yes to ten submitted invoices at once',
    'moderator decision on a photographed receipt',
    'decide on a handed-in receipt',
    'approve or refuse bill claims',
    'decide on the pending requests of members',
    'accept an account merge',
  ],
});

export const requestGetStatus = requests.get('v2/requests/{id}', {
  tool: 'request_get_status',
  title: 'Retrieve transaction request status',
  summary:
    'Reads one bill claim or merge request by its id: status, bill, receipt images, customer. For an erasure request by id use pii_deletion_get_status; without an id use request_get_details.',
  path: () => ({
    id: idOf('claimRequest', integer('Request id: createdId of request_add')),
  }),
  answer: answers.request,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/retrieve-transaction-request-status',
    'https://docs.capillarytech.com/reference/retrieve-transaction-customer-merge-request-status',
  ],
  keywords: [
    'has my receipt been checked yet, claim number 2077310',
    'what became of one submitted bill',
    'is the claim still under review',
    'open a single receipt submission with its pictures',
    'did joining the two accounts succeed, reference known',
    'why did the claimed purchase fail',
    'look at the invoice somebody uploaded before deciding',
    'state of one receipt claim',
    'how is my bill claim doing',
    'single claim by id',
  ],
});

export const requestGetDetails = requests.get('v2/requests', {
  tool: 'request_get_details',
  title: 'Retrieve transaction request details',
  summary:
    'Lists bill claims or customer-merge requests by status, dates or customer; page with limit and offset. For erasure requests on this path use pii_deletion_get_requests; for goodwill, identifier changes and retro request_get_v1_1.',
  query: () => ({
    requestType: choice(['TRANSACTION', 'CHANGE_IDENTIFIER'], 'CHANGE_IDENTIFIER for merges'),
    requestSubType: choice(['REGULAR_TXN_ADD', 'MERGE'], 'REGULAR_TXN_ADD for bills'),
    status: choice(['PENDING', 'REJECTED', 'APPROVED', 'SUCCESS', 'FAILURE'], 'Only requests in this state').optional(),
    ...requestListFilters(),
  }),
  answer: answers.requestGetDetailsAnswer,
  effect: 'read',
  whenEmpty: 'Only bill claims and merges are here. Goodwill, identifier changes and retro bills: request_get_v1_1.',
  limits: { pagination: 'limit (max 50), offset' },
  sources: [
    'https://docs.capillarytech.com/reference/retrieve-transaction-request-details',
    'https://docs.capillarytech.com/reference/retrieve-transaction-customer-merge-request-details',
    'Get Retro Requests, documentation 2022',
  ],
  keywords: [
    'receipts waiting for my approval',
    'queue of submitted bills',
    'all uploaded invoices from last week',
    'which receipt claims were turned down this month',
    'duplicate accounts waiting to be joined',
    'everything a shopper has submitted for points',
    'how many claimed purchases are still open',
    'moderation list for receipt photos',
    'list receipt claims',
    'which handed-in bills are open',
    'claims by date and state',
    'pending requests that wait for a decision',
  ],
});
