/** Leads: what customers are interested in buying, and the staff's work on it. */
import { section } from '../define.js';
import { language, limit, offset, sortOrder } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { choice, integer, keyValues, list, object, text } from '../schemas/values.js';
import * as answers from './leads.answers.js';
import { addFollowUpBody, addLeadBody, changeStatusBody, leadStatus } from './leads.bodies.js';

export const leads = section('Leads', { domain: 'Leads & Partner Program', accessGroup: 'Leads' });

const leadId = () => ({
  leadId: idOf('lead', integer('Lead id; lead_get lists the leads of a customer')),
});

/** Filters that all lists of leads share. */
const leadFilters = () => ({
  userId: idOf('customer', integer("Only leads of this customer: Capillary's customer id")).optional(),
  status: leadStatus('Only leads in this status').optional(),
  substatus: idOf('leadSubstatus', text('Name of a sub-status')).optional(),
  limit: limit(),
  offset: offset('Rows to skip, in order of creation'),
});

const ofEntity = () => ({
  entityType: choice(
    ['ZONE', 'CONCEPT', 'STORE', 'TILL', 'STR_SERVER', 'ADMIN_USER', 'ASSOCIATE', 'STAFF'],
    'Only leads of one store, till, staff …; needs entityCode',
  ).optional(),
  entityCode: idOf('placeCode', text('Code of that entity, e.g. the store code; needs entityType')).optional(),
});

export const leadAdd = leads.patch('v2/leads', {
  tool: 'lead_add',
  title: 'Add Lead',
  summary:
    'Records a new lead: that a customer wants an SKU, brand or category; an unknown mobile or email becomes a new non-loyalty customer. To change a lead use lead_update (owner, fields) or lead_update_status.',
  body: addLeadBody,
  answer: answers.lead,
  effect: 'create',
  checkedBy: ['lead_get', 'lead_search'],
  evidence: 'a lead for this item that was created at the time of the call',
  sources: [
    'https://docs.capillarytech.com/reference/add-lead-1',
    'Add Lead, documentation 2022 (there POST on the same path)',
  ],
  keywords: [
    'shopper is interested in the grey sofa, note it down',
    'log purchase interest from a walk-in',
    'new sales enquiry for an item',
    'customer might buy later, create an opportunity',
    'register a prospect with only a phone number',
    'store associate captures a potential sale',
    'wishlist item to follow up on later',
    'open an enquiry and give it to a salesperson',
    'somebody is thinking of buying',
    'new prospect',
    'note a possible sale',
    'customer shows interest in a product',
    'customer is interested in a product',
  ],
});

export const leadAddSubstatus = leads.post('v2/leads/substatus', {
  tool: 'lead_add_substatus',
  title: 'Add Lead Substatus',
  summary:
    'Defines a new sub-status under one of the fixed lead statuses, for the whole organization. It moves no lead: for that use lead_update_status; existing ones are in lead_get_substatuses.',
  body: () =>
    object({
      status: leadStatus('Parent status'),
      subStatus: text('Name of the new sub-status'),
    }),
  response: { confirmation: ['subStatus'] },
  answer: answers.leadAddSubstatusAnswer,
  effect: 'create',
  checkedBy: ['lead_get_substatuses'],
  evidence: 'the sub-status you sent',
  sources: ['Create Lead Substatus, documentation 2022'],
  keywords: [
    'define price too high as a kind of lost sale',
    'introduce a finer stage in the sales pipeline',
    'configure custom pipeline stages for enquiries',
    'new option awaiting stock below on hold',
    'admin sets up lead stages for the brand',
    'make another sub status available to store staff',
    'extend the stages an opportunity can be in',
    'finer step for prospects',
    'create another lead stage',
    'new sub-state in the sales pipeline',
  ],
});

export const leadUpdateStatus = leads.put('v2/leads/{leadId}/status', {
  tool: 'lead_update_status',
  title: 'Update Lead Status',
  summary:
    'Moves one lead to another status (won, lost, on hold, deleted …) with the id of a reason, and adds it to the status log. For owner and extended fields use lead_update; for logging a call to the customer lead_add_followup.',
  path: leadId,
  body: changeStatusBody,
  answer: answers.lead,
  effect: 'update',
  checkedBy: ['lead_get_status_log'],
  evidence: 'this status with the time of the call',
  sources: ['https://docs.capillarytech.com/reference/update-lead-status', 'Update Lead Status, documentation 2022'],
  keywords: [
    'mark the enquiry as won',
    'customer bought elsewhere, close the opportunity as lost',
    'put this prospect on hold',
    'reopen an enquiry',
    'delete a lead',
    'sale closed, what do i do with the lead',
    'move a prospect to the next pipeline stage',
    'set the outcome of a sales enquiry with a reason',
    'prospect bought, close it',
    'change the stage of a lead',
    'we lost the sale',
    'set a lead on hold',
    'deal won or lost',
    'close a lead',
    'close a lead as lost with a reason',
  ],
});

export const leadAddFollowup = leads.post('v2/leads/{leadId}/followup', {
  tool: 'lead_add_followup',
  title: 'Update Lead Followups',
  summary:
    'Logs a contact with the customer on a lead: time, staff, notes, next contact; it sends nothing, and each call adds one more. To read them use lead_get_followups; for a change of status lead_update_status.',
  path: leadId,
  body: addFollowUpBody,
  answer: answers.lead,
  effect: 'create',
  checkedBy: ['lead_get_followups'],
  evidence: 'a contact with these notes and times',
  sources: ['Update Lead follow-ups, documentation 2022'],
  keywords: [
    'i called the shopper about the sofa, log it',
    'note what the prospect said on the phone',
    'schedule the next call with this prospect',
    'record a visit on an enquiry',
    'associate reached out to the buyer today',
    'add a remark and a reminder date to an opportunity',
    'customer asked to be called back on friday',
    'log a call to a prospect',
    'spoke to an interested buyer, write it down',
    'plan the next contact on a lead',
    'call the prospect again later',
  ],
});

export const leadUpdate = leads.put('v2/leads/{leadId}', {
  tool: 'lead_update',
  title: 'Update Lead',
  summary:
    'Changes the owner of a lead (assigns it to another staff member) or its extended fields. This is the call that reassigns, not lead_list_assigned; for the status use lead_update_status.',
  path: leadId,
  body: () =>
    object({
      extendedFields: keyValues('Extended fields to set').optional(),
      owner: text('Username of the staff to assign the lead to').optional(),
    }),
  answer: answers.lead,
  effect: 'update',
  checkedBy: ['lead_get'],
  idempotent: true,
  sources: ['Update Lead, documentation 2022'],
  keywords: [
    'reassign a lead to another salesperson',
    'hand this enquiry over to asha',
    'salesperson left, transfer her prospect to a colleague',
    'change who owns an opportunity',
    'give the lead to a different associate',
    'edit extra details on an enquiry',
    'note a custom value on a prospect',
    'assign an unassigned enquiry',
    'another salesman takes over the lead',
    'change owner of a prospect',
    'edit fields of a lead',
  ],
});

export const leadAddReasons = leads.post('v2/leads/reasons', {
  tool: 'lead_add_reasons',
  title: 'Configure lead reasons',
  summary:
    'Adds reasons to the organization that lead status changes can refer to by id; existing ones stay. To list them with their ids use lead_get_reasons; to give one on a lead lead_update_status.',
  body: () => list(object({ reason: text('Text of the reason') })),
  answer: answers.reasons,
  effect: 'create',
  checkedBy: ['lead_get_reasons'],
  evidence: 'the reasons you sent',
  limits: { batch: 'several per call' },
  sources: ['https://docs.capillarytech.com/reference/set-lead-reasons', 'Configure Lead Reasons, documentation 2022'],
  keywords: [
    'set up why a sale was lost',
    'define not picking call as an explanation',
    'configure dropdown choices for closing enquiries',
    'new loss reason competitor cheaper',
    'admin adds explanations staff can pick from',
    'make out of stock selectable when a prospect is put on hold',
    'extend the list of outcomes explanations',
    'new reason for losing sales',
    'more explanations to choose for leads',
    'extend lead reasons',
  ],
});

export const leadGetStatusLog = leads.get('v2/leads/{leadId}/statusLog', {
  tool: 'lead_get_status_log',
  title: 'Get Lead Status Log',
  summary:
    'Lists the status changes of one lead with reason, date and who made them. For contacts with the customer use lead_get_followups; lead_get has both, for all leads of a customer.',
  path: leadId,
  answer: answers.leadGetStatusLogAnswer,
  effect: 'read',
  sources: ['Get Lead Status Log, documentation 2022'],
  keywords: [
    'why was this enquiry lost',
    'when did the prospect go on hold and who did it',
    'history of stages of an opportunity',
    'audit trail of a lead',
    'who closed the sale as won',
    'how did this lead move through the pipeline',
    'past outcomes of an enquiry',
    'how did the prospect get to this stage',
    'stage changes of a lead',
    'why did we lose that sale',
  ],
});

export const leadGetFollowups = leads.get('v2/leads/{leadId}/followups', {
  tool: 'lead_get_followups',
  title: 'Get Lead follow-ups',
  summary:
    'Lists the contacts logged on one lead: notes, planned and actual times, staff. To log another use lead_add_followup; for changes of status lead_get_status_log.',
  path: leadId,
  answer: answers.leadGetFollowupsAnswer,
  effect: 'read',
  sources: ['Get Lead follow-ups, documentation 2022'],
  keywords: [
    'what was said to this prospect so far',
    'has anyone called the shopper about the enquiry',
    'contact history of an opportunity',
    'notes from earlier calls on a lead',
    'when was the buyer last contacted and by whom',
    'did we miss the planned call',
    'show the conversation log of an enquiry',
    'calls and visits on a lead',
    'contact record with a prospect',
    'when did we last speak to the buyer',
    'what was discussed with a prospect',
  ],
});

export const leadGetReasons = leads.get('v2/leads/reasons', {
  tool: 'lead_get_reasons',
  title: 'Get Lead Reasons',
  summary:
    "Lists the organization's reasons for lead statuses, with the ids that lead_update_status needs; unpaged. To add some use lead_add_reasons; for the reasons on one lead lead_get_status_log.",
  answer: answers.reasons,
  effect: 'read',
  sources: ['Get Reasons, documentation 2022'],
  keywords: [
    'which reason id means bought elsewhere',
    'choices when closing an enquiry',
    'what explanations can staff pick for a lost sale',
    'list of loss reasons',
    'id needed to put a prospect on hold',
    'all configured explanations for opportunities',
    'show dropdown values for lead outcomes',
    'reasons one can give for leads',
    'list lead reasons with ids',
    'why leads may be lost, options',
  ],
});

export const leadGet = leads.get('v2/leads', {
  tool: 'lead_get',
  title: 'Get Lead Details',
  summary:
    'Reads leads with their follow-ups and status log: those of a customer, store, till or staff; page with limit and offset. For filters by lead type or source, or sorted, use lead_search; for the leads a staff member owns lead_list_assigned.',
  query: () => ({
    ...leadFilters(),
    owner: text('Only leads assigned to this staff: user id').optional(),
    ...ofEntity(),
  }),
  headers: () => ({
    language: language(),
  }),
  answer: answers.leads,
  effect: 'read',
  whenEmpty: 'owner is a user name. Without filters, lead_search lists all leads.',
  limits: { pagination: 'limit, offset' },
  sources: ['https://docs.capillarytech.com/reference/get-lead-details', 'Get Lead Details, documentation 2022'],
  keywords: [
    'leads of a customer with owner and history',
    'all leads',
    'what is this shopper interested in buying',
    'open enquiries of one customer',
    'all opportunities at the pune store',
    'show me the details of a lead',
    'did she enquire about anything before',
    'prospects of a till',
    'everything pending for user 70114520',
    'full picture of an enquiry with calls and stages',
    'leads of a customer or shop',
    'leads of a customer with the staff who took care of them',
    'who followed up the enquiries of a shopper',
    'what is someone thinking of buying',
    'prospects at our store',
    'list leads',
  ],
});

export const leadGetSubstatuses = leads.get('v2/leads/substatuses', {
  tool: 'lead_get_substatuses',
  title: 'Get Lead Substatus',
  summary:
    'Lists the sub-statuses defined for the organization, each with the lead status it belongs under; unpaged. To define more use lead_add_substatus.',
  answer: answers.leadGetSubstatusesAnswer,
  effect: 'read',
  sources: ['Get Lead Substatus, documentation 2022'],
  keywords: [
    'which stages can an enquiry be in',
    'pipeline stages of our brand',
    'options below lost or on hold',
    'valid sub stage names before moving a prospect',
    'what comes under won',
    'list of custom lead stages',
    'does a sub status awaiting stock exist',
    'finer stages of leads',
    'list lead sub-states',
    'which sub-stages are defined',
  ],
});

export const leadListAssigned = leads.get('v2/leads', {
  tool: 'lead_list_assigned',
  title: 'Assign Lead',
  summary:
    'Lists the leads assigned to a staff member (owner), or to a store or till; page with limit and offset. Despite its title it only lists: to assign a lead to somebody use lead_update with owner.',
  query: () => ({
    owner: text('User id of the staff the leads are assigned to; give this, or entityType and entityCode').optional(),
    ...ofEntity(),
    ...leadFilters(),
  }),
  headers: () => ({
    language: language(),
  }),
  answer: answers.leads,
  answerFrom: 'sibling',
  effect: 'read',
  whenEmpty: 'owner is a user name. Without filters, lead_search lists all leads.',
  limits: { pagination: 'limit, offset' },
  sources: ['https://docs.capillarytech.com/reference/assign-lead', 'Assign Lead, documentation 2022 (a title alone)'],
  keywords: [
    'which leads does this salesperson own',
    'my open enquiries as a store associate',
    'workload of a sales rep',
    'prospects assigned to asha',
    'who is responsible for which opportunity',
    'enquiries allotted to a staff member',
    'check an associate before handing over more leads',
    'leads to redistribute when somebody leaves',
    'whose leads are these',
    'prospects an associate looks after',
    'leads of one salesperson',
  ],
});

export const leadSearch = leads.get('v2/leads', {
  tool: 'lead_search',
  title: 'Search lead',
  summary:
    'Searches all leads by type (SKU, category, brand), source, status and sub-status, sorted by creation or change; page with limit and offset. For the leads of a store or staff member use lead_get.',
  query: () => ({
    type: choice(['SKU', 'CATEGORY', 'BRAND', 'CUSTOM', 'ALL'], 'What the leads are about').optional(),
    orgSourceId: idOf('sourceAccount', integer('Source account; -1 is INSTORE')).optional(),
    ...leadFilters(),
    sortBy: choice(['createdon', 'lastUpdatedOn'], 'Field to sort by').optional(),
    sortOrder: sortOrder(),
  }),
  answer: answers.leads,
  effect: 'read',
  limits: { pagination: 'limit, offset' },
  sources: ['https://docs.capillarytech.com/reference/search-lead', 'Search Lead, documentation 2022'],
  keywords: [
    'find enquiries about a brand',
    'newest prospects first',
    'all lost opportunities across stores',
    'sales pipeline overview for the manager',
    'leads that came from the website',
    'most recently updated enquiries',
    'how many open category leads do we have',
    'filter opportunities by stage',
    'find leads by stage or source',
    'list of all leads, newest first',
    'which prospects are open across the brand',
  ],
});
