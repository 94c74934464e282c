/** Requests, InTouch layers: identifier changes, merges, goodwill and retro bills that wait for approval. */
import { section } from '../define.js';
import { format, inTouchCustomerFields, limit, offset } from '../schemas/common.js';
import { inTouchCard } from '../schemas/in-touch.js';
import { idOf } from '../schemas/leaf-types.js';
import { date } from '../schemas/times.js';
import { boolean, choice, integer, text } from '../schemas/values.js';
import { REQUESTS } from './requests.defaults.js';
import * as answers from './requests.legacy.answers.js';
import {
  requestAddInTouchBody,
  requestApproveBody,
  requestApproveRetroBody,
  requestRejectBody,
  requestSendRetroBody,
  requestType,
} from './requests.legacy.bodies.js';
import { autoApproval } from './requests.queries.js';

export const requestsLegacy = section('Requests', REQUESTS);

/** Approval in the same call that adds the request. */
const approval = () => ({
  ...autoApproval(),
  is_one_step_change: boolean('true applies it immediately, without checks or approval; default false').optional(),
});

export const requestAdd = requestsLegacy.inTouch.post('request/add', {
  tool: 'request_add',
  title: 'Add Request',
  summary:
    'The way into goodwill points or coupons, account merges and mobile reallocation; also identifier changes that need approval, and retro bills. Nothing happens while PENDING: request_approve_v1_1 carries it out, or client_auto_approve true here. Identifiers at once: customer_update_identifiers.',
  versions: ['v1.1'],
  query: () => ({
    ...approval(),
    program_id: idOf('loyaltyProgram', integer('Loyalty program of goodwill points, if there are several')).optional(),
    format: format(),
  }),
  body: requestAddInTouchBody,
  answer: answers.requestsAdded,
  effect: 'create',
  consent: 'overLimit',
  question:
    'Request {body.root.request[].base_type}[ ({points})] for {who}[, to be merged into {body.root.request[].misc_info.target_customer.mobile}]?',
  amounts: { points: 'body.root.request[].points', of: ['body.root.request[].customer'] },
  undoneBy: 'request_reject_v1_1, while it is pending',
  checkedBy: ['request_get_v1_1'],
  evidence: 'a request of this kind for the customer that was added at the time of the call',
  nextStep:
    'a request with status PENDING has changed nothing yet. request_approve_v1_1 carries it out (id and type as in this answer; MOBILE_REALLOC becomes REALLOCATION), request_reject_v1_1 drops it.',
  destructive: true,
  limits: { batch: 'several requests per call' },
  sources: [
    'https://docs.capillarytech.com/reference/add-request',
    'https://docs.capillarytech.com/reference/request',
    'Add Request (Identifier Change, Mobile Number Reallocation, Merge Accounts, Goodwill Points/Coupons, Retro Transaction), v1.1 documentation 2021',
    'Add Request, OpenAPI file September 2025',
  ],
  keywords: [
    'shopper has a new phone number, submit it for a check',
    'two accounts of the same person, ask to join them',
    'give 200 sorry points after a complaint',
    'apology voucher for an unhappy member, needs a manager',
    'somebody else now owns this phone number',
    'correct a misspelt email, subject to sign-off',
    'compensate a customer for bad service',
    'duplicate membership, fold one into the other',
    'propose a gesture of goodwill',
    'raise a ticket for new contact details or goodwill',
    'merge two accounts after approval',
    'apply for compensation for a shopper',
    'give goodwill points to one customer',
    'points as an apology',
    'merge two accounts',
    'ask for a change of mobile number',
  ],
});

export const requestApprove = requestsLegacy.inTouch.post('request/approve', {
  tool: 'request_approve',
  title: 'Approve Requests',
  summary:
    'Carries out pending requests of request_add_v1_1 and request_send_retro_v1_1: goodwill (points may be adjusted), identifier changes, merges, reallocation, retro bills. Bill claims of request_add need request_update, which also decides merges; to refuse use request_reject_v1_1.',
  query: () => ({
    format: format(),
  }),
  body: requestApproveBody,
  answer: answers.requestsDecided,
  effect: 'action',
  consent: 'always',
  question:
    'Approve {count body.root.request[]} requests, such as {body.root.request[].id} ({body.root.request[].base_type})[: {points}]?',
  undoneBy: 'nothing',
  subjects: [],
  amounts: {
    points: 'body.root.request[].points',
    of: [],
    lookUp: {
      tool: 'request_get_logs_v1_1',
      each: 'body.root.request[]',
      when: [{ path: 'body.root.request[].base_type', is: ['POINTS'] }],
      args: { request_id: 'body.root.request[].id' },
      with: { type: 'GOODWILL', base_type: 'POINTS', start_date: '2000-01-01', end_date: '2099-12-31' },
      points: 'response.requests.goodwill[].points',
      of: 'response.requests.goodwill[].customer',
    },
  },
  watch: {
    tool: 'request_get_v1_1',
    args: { start_id: 'body.root.request[].id', end_id: 'body.root.request[].id' },
    fields: [
      'response.requests.goodwill[].status',
      'response.requests.change_identifier[].status',
      'response.requests.change_identifier[].old_value',
      'response.requests.change_identifier[].new_value',
      'response.requests.transaction_update[].status',
    ],
  },
  checkedBy: ['request_get_v1_1'],
  evidence: 'the requests as approved',
  idempotent: true,
  destructive: true,
  limits: { batch: 'several requests per call' },
  sources: [
    'https://docs.capillarytech.com/reference/approve-requests',
    'https://docs.capillarytech.com/reference/request',
    'Approve Requests, v1.1 documentation 2021',
    'Approve Requests, OpenAPI file September 2025',
  ],
  keywords: [
    'manager signs off compensation points',
    'grant only 50 of the 100 sorry points asked for',
    'let the new phone number go through',
    'release the apology voucher',
    'authorise joining two memberships',
    'supervisor says ok to an email correction',
    'clear the pending goodwill queue',
    'green light for a number takeover',
    'approve a ticket',
    'say yes to compensation or a number change',
    'let the merge go ahead',
    'approve goodwill points',
    'approve a merge',
  ],
});

export const requestReject = requestsLegacy.inTouch.post('request/reject', {
  tool: 'request_reject',
  title: 'Reject Requests',
  summary:
    'Rejects pending requests of request_add_v1_1 and request_send_retro_v1_1 (goodwill, identifier change, merge, retro): nothing changes; automatically approved ones cannot be rejected. To approve use request_approve_v1_1; for bill claims of request_add request_update.',
  query: () => ({
    format: format(),
  }),
  body: requestRejectBody,
  answer: answers.requestsDecided,
  effect: 'action',
  checkedBy: ['request_get_v1_1'],
  evidence: 'the requests as rejected',
  idempotent: true,
  destructive: true,
  limits: { batch: 'several requests per call' },
  sources: [
    'https://docs.capillarytech.com/reference/reject-requests',
    'https://docs.capillarytech.com/reference/request',
    'Reject Request, v1.1 documentation 2021',
    'Reject Requests, OpenAPI file September 2025',
  ],
  keywords: [
    'say no to compensation points',
    'refuse an apology voucher, duplicate claim',
    'decline a phone number swap that looks like fraud',
    'do not join these two memberships',
    'turn down an email correction',
    'manager denies the goodwill',
    'bin a pending number takeover',
    'refuse a ticket',
    'deny compensation or a number change',
    'the merge should not happen',
  ],
});

export const requestGet = requestsLegacy.inTouch.get('request/get', {
  tool: 'request_get',
  title: 'Get Request Details',
  summary:
    'Lists goodwill, identifier-change and retro requests by customer, kind, status, date or id range, but no bill claims (request_get_details): give at least one filter, page with start_limit and limit (50 at most). For the points asked for, and who raised and decided each, use request_get_logs_v1_1.',
  query: () => ({
    type: requestType('Only this family').optional(),
    base_type: choice(
      ['MOBILE', 'EXTERNAL_ID', 'EMAIL', 'MERGE', 'ADDRESS', 'COUPONS', 'POINTS'],
      'Only this kind; COUPONS and POINTS are goodwill',
    ).optional(),
    status: choice(['APPROVED', 'PENDING', 'REJECTED'], 'PENDING waits for a decision').optional(),
    ...inTouchCustomerFields(),
    user_id: idOf('customer', integer("Capillary's customer id")).optional(),
    id: integer('Not documented; prefer user_id, or start_id and end_id').optional(),
    ...inTouchCard(),
    start_date: date('Added on this day or later').optional(),
    end_date: date('Added before this day').optional(),
    start_id: idOf('request', integer('From this request id')).optional(),
    end_id: idOf('request', integer('Up to this request id')).optional(),
    start_limit: integer('Rows to skip: (page − 1) × limit').optional(),
    limit: limit('Rows to return, at most 50'),
    format: format(),
  }),
  answer: answers.requestsStored,
  effect: 'read',
  whenEmpty: 'Bill claims of request_add are in request_get_details, erasures in pii_deletion_get_requests.',
  limits: { pagination: 'limit (max 50), start_limit' },
  sources: ['Retrieve Request Details, v1.1 documentation 2021', 'https://docs.capillarytech.com/reference/request'],
  keywords: [
    'which compensation asks are waiting for a manager',
    'pending phone number swaps in the whole organisation',
    'goodwill asked for since monday',
    'find the ask raised for this mobile',
    'approved account joins last week',
    'my approval inbox for support cases',
    'open email corrections',
    'sorry points that were turned down',
    'list tickets awaiting a decision',
    'goodwill and change requests',
    'what has been asked for a customer',
    'requests that wait for approval',
  ],
});

export const requestGetLogs = requestsLegacy.inTouch.get('request/logs', {
  tool: 'request_get_logs',
  title: 'Get Request Logs',
  summary:
    'Audit trail of goodwill, identifier-change or retro requests between two days: which till and store raised each, how many points were asked for, who decided it, from which IP, how; page with limit and offset. For plain lists use request_get_v1_1.',
  query: () => ({
    type: requestType('Family of the requests'),
    base_type: choice(
      ['EMAIL', 'MOBILE', 'EXTERNAL_ID', 'MERGE', 'ADDRESS', 'COUPON', 'POINTS', 'TIER', 'RETRO'],
      'Kind, of that family',
    ),
    start_date: date('From this day'),
    end_date: date('Until this day'),
    status: choice(['APPROVED', 'PENDING', 'REJECTED', 'CUSTOM'], 'Only requests in this state').optional(),
    ...inTouchCustomerFields(),
    customer_id: idOf('customer', integer("Capillary's customer id")).optional(),
    id: integer('Not documented; prefer customer_id or request_id').optional(),
    ...inTouchCard(),
    request_id: idOf('request', integer('Only this request')).optional(),
    start_id: idOf('request', integer('From this request id')).optional(),
    end_id: idOf('request', integer('Up to this request id')).optional(),
    source: text('Only those raised through this channel').optional(),
    added_by: idOf('associateCode', text('Code of the associate who raised it')).optional(),
    updated_by: idOf('associateCode', text('Code of the associate who decided it')).optional(),
    is_one_step_change: boolean('true gives only those applied without approval').optional(),
    approval_type: choice(['CLIENT', 'CONFIG', 'CONFIG_DISABLED', 'CLIENT_DISABLED'], 'How it was approved').optional(),
    user_id: boolean('true adds customer ids to the answer').optional(),
    limit: limit('Rows to return; default 50'),
    offset: offset('Rows to skip; default 0'),
    format: format(),
  }),
  answer: answers.requestsStored,
  effect: 'read',
  limits: { pagination: 'limit 50, offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-request-log',
    'Retrieve Request Logs, v1.1 documentation 2021',
  ],
  keywords: [
    'who approved the apology points and when',
    'how many points a goodwill request asked for',
    'fraud check: which store changed phone numbers last month',
    'ip address of the person who signed off',
    'audit of compensation handed out by agents',
    'number swaps applied without approval',
    'history of account joins for compliance',
    'which till asked for the most goodwill',
    'report on decisions made by one supervisor',
    'who raised and who decided tickets',
    'log of goodwill and change requests',
    'audit of approvals',
  ],
});

export const requestSendRetro = requestsLegacy.inTouch.post('request/add', {
  tool: 'request_send_retro',
  title: 'Send retro request',
  summary:
    "Requests turning an anonymous (not interested) bill into a customer's regular bill (retro), which earns points once request_approve_retro_v1_1 approves it. Same as request_add_v1_1 with TRANSACTION_UPDATE/RETRO; to claim a bill that Capillary does not have yet use request_add.",
  listed: { 'v1.1': 'POST v1.1/request/', v1: 'POST v1/request' },
  query: () => ({
    ...approval(),
    program_id: idOf('loyaltyProgram', integer('Loyalty program')).optional(),
    format: format(),
  }),
  headers: () => ({
    'X-CAP-CLIENT-SIGNATURE': text('Name of the calling system; needed if error 1629 is returned').optional(),
  }),
  body: requestSendRetroBody,
  answer: answers.requestsAdded,
  effect: 'create',
  checkedBy: ['customer_lookup_get_retro_requests'],
  evidence: 'a request for this bill that was added at the time of the call',
  nextStep:
    'a request with status PENDING has changed nothing yet. request_approve_retro_v1_1 carries it out, request_reject_v1_1 drops it.',
  destructive: true,
  limits: { batch: 'several requests per call' },
  sources: [
    'https://docs.capillarytech.com/reference/send-retro-request',
    'https://docs.capillarytech.com/reference/retro-transaction',
    'Add Request (Retro Transaction), v1.1 documentation 2021',
    'Send Retro Request, documentation and OpenAPI file September 2025',
  ],
  keywords: [
    'shopper forgot to give her number at the counter',
    'attach an anonymous purchase to a member, after review',
    'late points for a bill paid before joining',
    'tag a guest sale to a customer',
    'cashier missed the loyalty number yesterday',
    'claim points on an old not-interested transaction',
    'backdated purchase credit with approval',
    'convert a walk-in bill to a loyalty bill',
    'claim an anonymous bill for a member',
    'shopper wants points for a past anonymous purchase',
    'request to connect a guest bill',
  ],
});

export const requestApproveRetro = requestsLegacy.inTouch.post('request/approve', {
  tool: 'request_approve_retro',
  title: 'Approval of the request',
  summary:
    "Approves retro requests of request_send_retro_v1_1: the anonymous bill becomes the customer's and earns points; the user who raised it may not approve it. Same call as request_approve_v1_1, for TRANSACTION_UPDATE/RETRO only.",
  v1: { title: 'Approval of request' },
  query: () => ({
    format: format(),
  }),
  body: requestApproveRetroBody,
  answer: answers.requestsDecided,
  answerFrom: 'sibling',
  effect: 'action',
  checkedBy: ['customer_lookup_get_retro_requests'],
  evidence: 'the requests as approved',
  idempotent: true,
  destructive: true,
  limits: { batch: 'several requests per call' },
  sources: [
    'Approval of the Request, documentation September 2025',
    'https://docs.capillarytech.com/reference/approve-requests',
    'https://docs.capillarytech.com/reference/request',
    'Approve Requests, v1.1 documentation 2021',
  ],
  keywords: [
    'let the late bill claim through',
    'manager verified the old receipt, credit it',
    'accept a retro transaction',
    'guest sale may now count for the member',
    'sign off a missed purchase so points are given',
    'confirm the anonymous bill belongs to her',
    'second person checks backdated purchase credit',
    'accept a claim on an anonymous bill',
    'approve points for a forgotten purchase',
    'grant the retro claim',
  ],
});
