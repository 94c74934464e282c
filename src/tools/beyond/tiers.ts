/** Tiers of loyalty programs: drafted, submitted, approved. */
import { section } from '../define.js';
import { ownProgramId } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { integer, text } from '../schemas/values.js';
import * as answers from './tiers.answers.js';
import { tierCreateBody, tierReviewBody, tierUpdateBody } from './tiers.bodies.js';

export const tiers = section('Tiers', {
  domain: 'Points Management',
  accessGroup: null,
  response: {
    codes: { not_found: [9056], conflict: [999999] },
    advice: {
      9056: 'A tier of the older console is found by tier_list with tier=slabId. objectId changes with each edit: read it anew there.',
    },
  },
});

const program = () => ({ programId: ownProgramId('Loyalty program') });
const draft = (about: string) => () => ({ tierId: idOf('tierDraft', text(about)) });

const DRAFT = '7f3b64d0c3510000c3510001';
const PENDING = '7f3b64d0c3510000c3510002';
const DESIGN = 'public design notes of the tier API, April 2026, where the page shows no values';

export const tierList = tiers.get('v3/tiers', {
  tool: 'tier_list',
  title: 'List All Tiers',
  summary:
    "Lists the tiers of a loyalty program with thresholds, validity and numbers of members, and drafts beside the live ones; unpaged. Other tier tools take its slabId and objectId; for one customer's tier use customer_get_tier.",
  inInventory: false,
  host: 'intouch',
  query: () => ({
    ...program(),
    tier: text('Only this tier: slabId, or tierUniqueId of a draft').optional(),
  }),
  answer: answers.tierListAnswer,
  effect: 'read',
  example: { programId: 812 },
  sources: [
    'https://docs.capillarytech.com/reference/list-all-tiers',
    'Samples of June 2026; rows of drafts from the other calls on tiers. Filtering by status, which the page names, is refused (9057)',
  ],
  keywords: [
    'which membership levels do we have',
    'how much must one spend for gold',
    'threshold of the platinum level',
    'number of members in each tier',
    'slab id of silver',
    'levels of the loyalty program',
    'how long does a tier last',
    'is there a draft of a new level',
    'what are the statuses of our club called',
    'list tiers',
    'tiers of the programme with their thresholds',
  ],
});

export const tierGet = tiers.get('v3/tiers/{tierId}', {
  tool: 'tier_get',
  title: 'Get Tier',
  summary:
    'Reads one tier that was made or edited through this API: its live version and the draft of an edit. Tiers of the older console are only in tier_list (tier=slabId).',
  inInventory: false,
  host: 'intouch',
  path: () => ({ tierId: idOf('tierUniqueId', text('tierUniqueId, or slabId once published')) }),
  answer: answers.tierGetAnswer,
  effect: 'read',
  example: { tierId: 'ut-812-005' },
  sources: ['https://docs.capillarytech.com/reference/get-tier', 'Samples of June 2026'],
  keywords: [
    'details of one membership level',
    'look at the draft of the new tier',
    'what would change in the gold level',
    'was the level approved',
    'settings of a tier by its id',
    'pending edit of a slab',
    'one tier by its id',
    'show a tier and its draft',
  ],
});

export const tierCreate = tiers.post('v3/tiers', {
  tool: 'tier_create',
  title: 'Create Tier',
  summary:
    'Drafts a new tier (membership level) above the others; members notice nothing before tier_submit and tier_approve. To change an existing one use tier_update; do not retry blindly, a program takes one new draft at a time.',
  inInventory: false,
  host: 'intouch',
  headers: () => ({
    'Idempotency-Key': text('Own unique key against a second tier on a retry; may not be honoured').optional(),
  }),
  body: tierCreateBody,
  answer: answers.tierRecordAnswer,
  effect: 'create',
  checkedBy: ['tier_list'],
  evidence: 'a draft with this name',
  nextStep: 'it is a draft: tier_submit, with its objectId, then tier_approve by a reviewer make it live.',
  limits: { batch: 'one a call; 50 tiers a program' },
  confidence: 'partial',
  example: {
    body: {
      programId: 812,
      name: 'Emerald',
      description: 'Between friends',
      color: '#2E8B57',
      eligibility: { kpiType: 'CUMULATIVE_PURCHASES', threshold: 250000, upgradeType: 'LAZY' },
      validity: { periodType: 'SLAB_UPGRADE', periodValue: 12, unit: 'NUM_MONTHS' },
    },
  },
  sources: ['https://docs.capillarytech.com/reference/create-tier', 'Release notes of April to June 2026', DESIGN],
  keywords: [
    'add a membership level',
    'new tier above platinum',
    'introduce a diamond status',
    'set up another slab in the loyalty program',
    'make a level for our top spenders',
    'draft a new club status',
    'more levels in the program',
    'create a new tier',
    'another level for the programme',
  ],
});

export const tierUpdate = tiers.put('v3/tiers/{tierId}', {
  tool: 'tier_update',
  title: 'Update Tier',
  summary:
    "Changes the fields sent of a tier: a draft in place, a live one as a new draft that counts only after tier_submit and tier_approve. It moves no member by itself; a customer's tier is in customer_get_tier.",
  inInventory: false,
  host: 'intouch',
  path: draft('objectId of a draft, or slabId of a live tier; not tierUniqueId'),
  query: () => ({
    programId: idOf('loyaltyProgram', integer('Send it with a slabId')).optional(),
  }),
  body: tierUpdateBody,
  answer: answers.tierRecordAnswer,
  effect: 'update',
  destructive: true,
  idempotent: true,
  checkedBy: ['tier_list'],
  evidence: 'a draft with the values you sent',
  nextStep: 'if the status is DRAFT, tier_submit and tier_approve make it live.',
  limits: { batch: 'one a call' },
  example: { tierId: DRAFT, body: { description: 'From 12,000 in a year', color: '#B0B0B0' } },
  sources: ['https://docs.capillarytech.com/reference/update-tier', DESIGN],
  keywords: [
    'raise the threshold for gold',
    'rename a membership level',
    'make silver easier to reach',
    'tier should be valid for two years',
    'change colour of a level',
    'edit the draft of a tier',
    'different spend needed for platinum',
    'lower the threshold of a tier',
    'change a tier',
    'gold should require more points',
  ],
});

export const tierDelete = tiers.delete('v3/tiers/{tierId}', {
  tool: 'tier_delete',
  title: 'Delete Tier',
  summary:
    'Throws away the draft of a tier or of an edit; no call brings it back. A live tier cannot be removed, and one that waits for approval must be rejected first (tier_approve).',
  inInventory: false,
  host: 'intouch',
  path: draft('objectId of the draft'),
  answer: answers.tierDeleteAnswer,
  response: { noContent: true },
  effect: 'delete',
  destructive: true,
  checkedBy: ['tier_list'],
  evidence: 'no draft with this objectId',
  limits: { batch: 'one a call' },
  example: { tierId: DRAFT },
  sources: ['https://docs.capillarytech.com/reference/delete-tier', 'HTTP 204 without a body'],
  keywords: [
    'discard the draft of a tier',
    'we do not want the new level after all',
    'throw away an unfinished slab',
    'cancel the edit of the gold level',
    'remove a membership level that is not live',
    'clean up tier drafts',
    'delete the draft of a level',
    'delete a draft tier',
  ],
});

export const tierSubmit = tiers.post('v3/tiers/{tierId}/submit', {
  tool: 'tier_submit',
  title: 'Submit Tier for Approval',
  summary:
    'Hands the draft of a tier to the reviewers; nothing is live yet. The decision is tier_approve, the queue tier_list_pending.',
  inInventory: false,
  host: 'intouch',
  path: draft('objectId of the draft'),
  answer: answers.tierRecordAnswer,
  effect: 'action',
  destructive: true,
  checkedBy: ['tier_list'],
  evidence: 'the draft with status PENDING_APPROVAL',
  nextStep: 'a reviewer decides with tier_approve; until then nothing changes for members.',
  limits: { batch: 'one a call' },
  example: { tierId: DRAFT },
  sources: ['https://docs.capillarytech.com/reference/submit-tier-for-approval', 'Release notes of April to June 2026'],
  keywords: [
    'send the new level to the reviewers',
    'tier draft is finished',
    'hand in the change of the gold level',
    'start the approval of a slab',
    'get the membership level signed off',
    'submit the tier for review',
    "ask the reviewers for a tier's approval",
  ],
});

export const tierApprove = tiers.post('v3/tiers/{tierId}/approve', {
  tool: 'tier_approve',
  title: 'Approve or Reject Tier',
  summary:
    'Decides on a tier that waits for approval: APPROVE makes it live, so that members are upgraded by it from then on; REJECT makes it a draft again, with a comment. It wants the rights of a reviewer; to hand a draft in use tier_submit.',
  inInventory: false,
  host: 'intouch',
  path: draft('objectId, from tier_list_pending'),
  body: tierReviewBody,
  answer: answers.tierRecordAnswer,
  effect: 'action',
  destructive: true,
  checkedBy: ['tier_list'],
  evidence: 'the tier with status LIVE, or a draft again',
  limits: { batch: 'one a call' },
  example: { tierId: PENDING, body: { approvalStatus: 'APPROVE', comment: 'Fine' } },
  sources: ['https://docs.capillarytech.com/reference/approve-or-reject-tier', 'Samples of June 2026'],
  keywords: [
    'publish the new level',
    'make the tier live',
    'sign off the diamond level',
    'reject a change of thresholds',
    'review a pending tier',
    'approve the edit of gold',
    'turn down a draft of a slab with a remark',
    'approve a membership level',
    'approve or reject a tier',
  ],
});

export const tierListPending = tiers.get('v3/tiers/approvals', {
  tool: 'tier_list_pending',
  title: 'List Pending Tier Approvals',
  summary:
    'Lists the tiers of a program that wait for a reviewer, with the objectId that tier_approve takes; unpaged. Drafts that were not handed in are in tier_list.',
  inInventory: false,
  host: 'intouch',
  query: program,
  answer: answers.tierListPendingAnswer,
  effect: 'read',
  whenEmpty: 'no tier waits; drafts that nobody submitted are in tier_list.',
  example: { programId: 812 },
  sources: ['https://docs.capillarytech.com/reference/list-pending-tier-approvals', 'Samples of June 2026'],
  keywords: [
    'which tiers wait for approval',
    'review queue of membership levels',
    'is there a level to sign off',
    'pending changes of slabs',
    'what has to be approved in the loyalty program',
    'open approvals of tiers',
    'tiers that are pending approval',
  ],
});
