/** Request workflow: what one member of staff asked for, and another one decides. */
import { section } from '../define.js';
import { limit } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { date } from '../schemas/times.js';
import { choice, integer, severalOf, text, textOrNumber } from '../schemas/values.js';
import * as answers from './request-workflow.answers.js';

export const requestWorkflow = section('Request workflow', {
  domain: 'Requests & Workflows',
  accessGroup: null,
  response: { codes: { not_found: [2007] } },
});

/** Deciding these needs the token of a person who is signed in to the console: no tool can do it. */
const DECIDED =
  'A person with checker access decides them in the console; request_approve_v1_1 decides only requests of request_add_v1_1.';

export const requestWorkflowList = requestWorkflow.get('api_gateway/v2/request-workflow/requests', {
  tool: 'request_workflow_list',
  title: 'Get details of all workflow requests',
  summary: `Lists maker-checker requests (goodwill points, redemptions, status changes, badges) by kind, state, place or dates. ${DECIDED} Claims of bills and merges: request_get_details.`,
  version: 'v2',
  inInventory: false,
  query: () => ({
    requestType: choice(
      ['CUSTOMER-STATUS-CHANGE', 'POINTS-REDEMPTION', 'GOODWILL-POINTS', 'EARN-BADGE', 'ISSUE-BADGE'],
      'Only this kind',
    ).optional(),
    states: severalOf(['AdminTask', 'approved', 'rejected', 'failed'], 'AdminTask: waits for a decision').optional(),
    userId: integer('User that the requests belong to').optional(),
    conceptId: idOf('concept', textOrNumber('Only of this concept')).optional(),
    zoneId: idOf('zone', textOrNumber('Only of this zone')).optional(),
    storeId: idOf('store', textOrNumber('Only of this store')).optional(),
    tillId: idOf('till', textOrNumber('Only of this till')).optional(),
    startDate: date('From').optional(),
    endDate: date('To').optional(),
    sortBy: choice(['startDate', 'endDate'], 'Field to sort by').optional(),
    sortOrder: choice(['asc', 'desc'], 'Sort direction').optional(),
    limit: limit('Rows a page'),
    PageNo: integer('Page', { min: 1 }).optional(),
  }),
  answer: answers.requestWorkflowListAnswer,
  effect: 'read',
  confidence: 'partial',
  limits: { pagination: 'limit and PageNo' },
  example: { requestType: 'GOODWILL-POINTS' },
  sources: [
    'https://docs.capillarytech.com/reference/get-all-requests',
    'Get all requests, documentation September 2025',
    'https://docs.capillarytech.com/docs/new-request-flow-introduction',
  ],
  keywords: [
    'what waits for approval',
    'goodwill points that a colleague asked for',
    'pending maker checker requests',
    'who rejected the compensation for this customer',
    'status changes that a supervisor has to confirm',
    'approval queue of the helpdesk',
    'which requests failed after approval',
    'badges waiting to be approved',
    'four eyes approvals of last month',
    'which goodwill requests were raised and what became of them',
    'approval requests of a store',
    'list approval requests',
    'approvals that are still open',
  ],
});

export const requestWorkflowGet = requestWorkflow.get('api_gateway/v2/request-workflow/requests/{requestId}', {
  tool: 'request_workflow_get',
  title: 'Get details of a workflow request',
  summary:
    'Reads one maker-checker request by its id: the call that it makes when it is approved, without its credentials, its state, and the result if it ran. Find ids with request_workflow_list; bill claims: request_get_status.',
  version: 'v2',
  inInventory: false,
  path: () => ({ requestId: idOf('workflowRequest', text('Request id, a UUID')) }),
  answer: answers.requestWorkflowGetAnswer,
  effect: 'read',
  example: { requestId: '00000000-0000-4000-8000-000013044004' },
  sources: [
    'https://docs.capillarytech.com/reference/get-request-info',
    'Get request info, documentation September 2025',
  ],
  keywords: [
    'was my goodwill request approved',
    'details of one approval request',
    'why did an approved request fail',
    'who asked for these points',
    'state of a maker checker request by its uuid',
    'how many points does the pending request give',
    'reason a supervisor gave for rejecting',
    'what happened to an approval request',
    'one workflow request by its id',
  ],
});
