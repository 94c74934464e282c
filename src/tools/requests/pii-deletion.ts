/** PII deletion: erasing a customer's personal data, by request and approval. Same paths as Requests. */
import { section } from '../define.js';
import { freeText, idOf } from '../schemas/leaf-types.js';
import { choice, integer, list, object, textOrNumber } from '../schemas/values.js';
import * as answers from './pii-deletion.answers.js';
import { customerIdentification } from './requests.bodies.js';
import { autoApproval, requestListFilters } from './requests.queries.js';

export const piiDeletion = section('PII deletion', {
  domain: 'Requests & Workflows',
  accessGroup: 'Requests',
  response: { codes: { not_found: [1012, 9050] } },
});

export const piiDeletionRequest = piiDeletion.post('v2/requests', {
  tool: 'pii_deletion_request',
  title: 'Add a PII deletion request',
  summary:
    "Requests erasure of a customer's personal data, and of all customers merged into that one, up to 10 merges deep (type CUSTOMER, baseType DELETE): deletion_pending, then wiped for good, identifiers freed, after pii_deletion_update_status approves and a waiting period. For bill claims use request_add.",
  query: autoApproval,
  body: () =>
    object({
      type: choice(['CUSTOMER']),
      baseType: choice(['DELETE']),
      customerIdentificationInfo: customerIdentification(),
      comments: freeText('Why', 255).optional(),
    }),
  answer: answers.piiDeletionRequestAnswer,
  answerFrom: 'table',
  effect: 'create',
  consent: 'always',
  question: 'Request the erasure of all personal data of {who}?',
  subjects: ['body.customerIdentificationInfo'],
  undoneBy: 'pii_deletion_update_status, until it is carried out',
  watch: 'customer',
  checkedBy: ['pii_deletion_get_requests'],
  evidence: 'an erasure request for the customer that was added at the time of the call',
  nextStep: 'unless client_auto_approve was true, nothing is erased until pii_deletion_update_status approves it.',
  destructive: true,
  sources: [
    'https://docs.capillarytech.com/reference/add-a-pii-deletion-request',
    'https://docs.capillarytech.com/docs/pii-configuration',
    'https://docs.capillarytech.com/docs/performing-data-deletion',
    'https://docs.capillarytech.com/docs/data-deletion-faq',
    'https://docs.capillarytech.com/docs/how-data-deletion-works-and-what-data-is-deleted',
    'Release notes January to March 2026 (merged customers)',
  ],
  keywords: [
    'delete a customer for good',
    'gdpr right to be forgotten',
    'delete my account and everything you know about me',
    'customer wants her name and number wiped',
    'erase a member for privacy reasons',
    'remove a shopper from the loyalty database for good',
    'ccpa or dpdp deletion demand from support',
    'anonymise a profile but keep the bills',
    'close membership and forget the person',
    "erase somebody's personal data",
    'customer wants to be forgotten',
    'privacy law removal of an account',
    'forget a customer',
  ],
});

export const piiDeletionUpdateStatus = piiDeletion.put('v2/requests', {
  tool: 'pii_deletion_update_status',
  title: 'Update PII deletion status',
  summary:
    'Approves, rejects or cancels one erasure request (type CUSTOMER, baseType DELETE); after approval and 0–90 days of waiting the data is gone for good. To decide bill claims and merges on this path use request_update.',
  body: () =>
    list(
      object({
        id: idOf('erasureRequest', textOrNumber('Erasure request id')),
        type: choice(['CUSTOMER']),
        baseType: choice(['DELETE']),
        status: choice(['APPROVED', 'REJECTED', 'CANCELLED'], 'Decision'),
        comments: freeText().optional(),
      }),
      'Exactly one',
    ),
  answer: answers.piiDeletionUpdateStatusAnswer,
  answerFrom: 'table',
  effect: 'update',
  consent: 'always',
  question: "Set erasure request {body[].id} to {body[].status}? What is approved erases a person's data for good.",
  undoneBy: 'nothing',
  subjects: [],
  watch: { tool: 'pii_deletion_get_status', args: { id: 'body[].id' }, fields: ['status', 'userId'] },
  checkedBy: ['pii_deletion_get_status'],
  evidence: 'the status you sent',
  idempotent: true,
  destructive: true,
  limits: { batch: '1 per call' },
  sources: ['https://docs.capillarytech.com/reference/update-pii-deletion-status'],
  keywords: [
    'privacy officer signs off a forget-me case',
    'member changed his mind, stop the erasure',
    'go ahead with wiping this person',
    'turn down a data removal demand, identity not proven',
    'withdraw account removal before the grace period ends',
    'confirm gdpr case 14400921',
    'customer came back and wants to keep the account',
    'decide on an erasure',
    'approve or stop deleting personal data',
    'withdraw a privacy removal',
  ],
});

export const piiDeletionGetStatus = piiDeletion.get('v2/requests/{id}', {
  tool: 'pii_deletion_get_status',
  title: 'Retrieve request status of PII deletion',
  summary:
    'Reads one erasure request by its id: status and date of deletion. For a bill claim or merge by id, on this same path, use request_get_status; without an id use pii_deletion_get_requests.',
  path: () => ({
    id: idOf('erasureRequest', integer('Erasure request id: createdId of pii_deletion_request')),
  }),
  answer: answers.erasureRequest,
  answerFrom: 'table',
  effect: 'read',
  sources: [
    'Retrieve PII Deletion Request Status, documentation September 2025',
    'https://docs.capillarytech.com/reference/retrieve-transaction-customer-merge-request-status',
    'Error codes of PII deletion, documentation September 2025',
  ],
  keywords: [
    'has the personal data been wiped yet, case id known',
    'when will this forget-me case be carried out',
    'prove to the regulator that one erasure was done',
    'is the account removal approved or still open',
    'scheduled date of a data wipe',
    'progress of a gdpr ticket by number',
    'was the forget-me demand refused',
    'state of an erasure by id',
    'has her data been deleted',
    'how far is a privacy removal',
    'was the data of a customer deleted',
  ],
});

export const piiDeletionGetRequests = piiDeletion.get('v2/requests', {
  tool: 'pii_deletion_get_requests',
  title: 'Retrieve PII deletion request details',
  summary:
    'Lists erasure requests (requestType CUSTOMER, requestSubType DELETE) by status, dates or customer; page with limit and offset. For bill claims and merges on this path use request_get_details.',
  query: () => ({
    requestType: choice(['CUSTOMER']),
    requestSubType: choice(['DELETE']),
    status: choice(
      ['PENDING', 'APPROVED', 'REJECTED', 'CANCELLED', 'SUCCESS', 'FAILURE'],
      'Only requests in this state',
    ).optional(),
    ...requestListFilters(),
  }),
  answer: answers.piiDeletionGetRequestsAnswer,
  answerFrom: 'table',
  effect: 'read',
  whenEmpty:
    'Only erasures are here. Bill claims: request_get_details; goodwill, identifier changes and retro bills: request_get_v1_1.',
  limits: { pagination: 'limit (max 50), offset' },
  sources: [
    'https://docs.capillarytech.com/reference/retrieve-pii-deletion-request-details',
    'https://docs.capillarytech.com/reference/retrieve-transaction-request-details',
    'Error codes of PII deletion, documentation September 2025',
  ],
  keywords: [
    'who asked us to forget them this quarter',
    'open privacy cases awaiting a decision',
    'gdpr audit report of removed people',
    'list everyone about to be anonymised',
    'which account removals failed',
    'did this phone number ever ask for data removal',
    'backlog of data subject demands',
    'cancelled forget-me cases since january',
    'list of erasure requests',
    'who wants their data deleted',
    'all privacy removals and their state',
  ],
});
