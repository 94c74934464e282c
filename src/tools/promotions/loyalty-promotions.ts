/** Loyalty promotions, which reward members' activity: configuration, approval and enrolment. */
import { section } from '../define.js';
import { customerId } from '../schemas/common.js';
import { freeText, idOf } from '../schemas/leaf-types.js';
import { boolean, choice, commaList, integer, object, text } from '../schemas/values.js';
import * as answers from './loyalty-promotions.answers.js';
import { enrolBody, loyaltyPromotionCreateBody, loyaltyPromotionUpdateBody } from './loyalty-promotions.bodies.js';
import { LOYALTY_PROMOTIONS } from './loyalty-promotions.defaults.js';

export const loyaltyPromotions = section('Loyalty Promotions', LOYALTY_PROMOTIONS);

const promotionId = () => ({
  promotionId: idOf('loyaltyPromotion', text('data.id, 24 hexadecimal digits; not the number in metadata.promotionId')),
});

const memberEnrollmentStatus = (about: string) =>
  choice(['PENDING_ENROLLMENT', 'PENDING_OPT_IN', 'AVAILABLE_TO_REDEEM', 'REDEEMED', 'EXPIRED'], about).optional();

export const loyaltyPromotionCreate = loyaltyPromotions.post('v3/promotions', {
  tool: 'loyalty_promotion_create',
  title: 'Create Loyalty Promotion',
  summary:
    'Creates a loyalty promotion as a draft: what members must do, the points, coupons, badges or tier it gives, caps, enrolment, cost sharing. It goes live once submitted with loyalty_promotion_update_status and approved with loyalty_promotion_review; for discounts at checkout use cart_promotion_create.',
  headers: () => ({
    'x-cap-remote-user': text('User id; only with a session login').optional(),
  }),
  body: loyaltyPromotionCreateBody,
  answer: answers.loyaltyPromotionAnswer,
  effect: 'create',
  checkedBy: ['loyalty_promotion_list'],
  evidence: 'a promotion with this name and period',
  nextStep:
    'it is a draft that nobody gets. Submit it with loyalty_promotion_update_status (PENDING_APPROVAL), then loyalty_promotion_review approves it.',
  sources: [
    'https://docs.capillarytech.com/reference/create-a-loyalty-promotion',
    'https://docs.capillarytech.com/reference/loyalty-promotions',
    'Release notes April to September 2026 (status is optional; rounding; filters)',
    'Create a Loyalty Promotion, documentation 2026',
  ],
  keywords: [
    'double points weekend for gold members',
    'set up a challenge: buy three times, earn a badge',
    'launch a 100 bonus points campaign on spends over 50',
    'new streak offer, five visits in a row',
    'reward members who reach a spending goal',
    'birthday month bonus with opt-in',
    'reward customers who spend or visit more',
    'build a members-only promotion',
    'configure an earn campaign and cap points per member',
    'marketer plans a points multiplier for december',
    'new campaign with extra points',
    'plan a bonus for members',
    'bonus points on a day',
  ],
});

export const loyaltyPromotionList = loyaltyPromotions.get('v3/promotions', {
  tool: 'loyalty_promotion_list',
  title: 'Get All Loyalty Promotions',
  summary:
    "Lists the organization's loyalty promotions in full, by text and status; older ones, which have only a number, are not in it; page with page (from 0) and size. For one by id use loyalty_promotion_get, for those of a member loyalty_promotion_list_for_member.",
  query: () => ({
    searchText: text('Part of the name or description').optional(),
    status: commaList(
      [
        'DRAFT',
        'ACTIVE',
        'PAUSED',
        'PENDING_APPROVAL',
        'LIVE',
        'UPCOMING',
        'STOPPED',
        'COMPLETED',
        'SNAPSHOT',
        'PUBLISH_FAILED',
      ],
      'One or more, separated by commas',
    ).optional(),
    page: integer('Page number; default 0', { min: 0 }).optional(),
    size: integer('Page size; default 10', { min: 1, max: 100 }).optional(),
    includeDraftDetails: boolean('true adds the unpublished edits of live promotions').optional(),
  }),
  answer: answers.loyaltyPromotionListAnswer,
  effect: 'read',
  whenEmpty:
    'Promotions of the older kind are not listed here: customer_lookup_get_promotions shows those of one customer, both kinds.',
  limits: { pagination: 'page 0, size 10 (max 100)' },
  sources: ['https://docs.capillarytech.com/reference/get-loyalty-promotion-all'],
  keywords: [
    'what points campaigns are running right now',
    'which promotions wait for sign-off',
    'find the summer bonus campaign by name',
    'show all drafts',
    'upcoming member offers this quarter',
    'overview of earn campaigns for the whole brand',
    'i need the id of a promotion',
    'paused challenges',
    'list campaigns that give points',
    'which bonus promotions do we run',
    'promotions by status',
    'which promotions are running',
  ],
});

export const loyaltyPromotionGet = loyaltyPromotions.get('v3/promotions/{promotionId}', {
  tool: 'loyalty_promotion_get',
  title: 'Get Loyalty Promotion by ID',
  summary:
    "Full configuration of one loyalty promotion: activities, milestones, rewards, caps, enrolment rules, status; read it before loyalty_promotion_update. For a member's progress use loyalty_promotion_get_for_member; the id comes from loyalty_promotion_list.",
  path: promotionId,
  query: () => ({
    includeDraftDetails: boolean('true adds the unpublished edits').optional(),
    includeParentDetails: boolean('true adds the promotion it derives from').optional(),
  }),
  answer: answers.loyaltyPromotionAnswer,
  effect: 'read',
  sources: ['https://docs.capillarytech.com/reference/get-loyalty-promotion-id'],
  keywords: [
    'show the rules of a points campaign',
    'how many points does this challenge give',
    'is promotion 64ab12ef90cd34ab56ef7890 live',
    'when does the bonus campaign end',
    'who bears the cost of this promotion',
    'which milestones and streaks are set up',
    'what is the cap per member in the campaign',
    'does the offer need opt-in',
    'details of a points campaign',
    'rules of one bonus promotion',
    'settings of a member promotion by id',
  ],
});

export const loyaltyPromotionUpdate = loyaltyPromotions.put('v3/promotions/{promotionId}', {
  tool: 'loyalty_promotion_update',
  title: 'Update Loyalty Promotion',
  summary:
    'Replaces the whole configuration of a loyalty promotion; omitted fields are cleared, so start from loyalty_promotion_get. It cannot change status, program or trigger, or the start once live, and nothing while PENDING_APPROVAL: recall to DRAFT first (loyalty_promotion_update_status), or decide (loyalty_promotion_review).',
  path: promotionId,
  body: loyaltyPromotionUpdateBody,
  answer: answers.loyaltyPromotionAnswer,
  effect: 'update',
  checkedBy: ['loyalty_promotion_get'],
  evidence: 'the configuration you sent',
  idempotent: true,
  destructive: true,
  sources: [
    'https://docs.capillarytech.com/reference/update-loyalty-promotion',
    'Release notes April to September 2026 (opt-in window, 310224 to 310228; pending promotions)',
    'Update a Loyalty Promotion, documentation 2026',
  ],
  keywords: [
    'extend the bonus points campaign by a week',
    'raise the cap to 500 points per member',
    'rename a campaign',
    'change the reward from points to a voucher',
    'fix the condition of a draft challenge',
    'end the double points offer now',
    'add another milestone to the promotion',
    'split the cost with a partner',
    'edit custom fields of a points offer',
    'change a points campaign',
    'edit dates or rewards of a bonus',
    'alter a promotion for members',
    'let a promotion run longer',
  ],
});

export const loyaltyPromotionEnrolMembers = loyaltyPromotions.post('v3/promotions/enrol', {
  tool: 'loyalty_promotion_enrol_members',
  title: 'Enrol Members in Promotion',
  summary:
    'Enrols one customer in a live or upcoming loyalty promotion (ENROL) or records the opt-in (OPT_IN); if already enrolled it only warns, and GENERIC promotions take neither. For promotions of the older kind use promotion_enrol_and_earn_bulk or promotion_earn_bulk.',
  body: enrolBody,
  answer: answers.loyaltyPromotionEnrolMembersAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['loyalty_promotion_get_for_member'],
  evidence: 'the enrolment or opt-in with the time of the call',
  limits: { batch: 'one customer per call' },
  sources: [
    'https://docs.capillarytech.com/reference/enrol-loyalty-promotion',
    'Enrol Members to a Loyalty Promotion, documentation 2026',
  ],
  keywords: [
    'sign a shopper up for the spend challenge',
    'customer taps join on a campaign in the app',
    'opt a member in to the bonus offer',
    'add this phone number to an invite-only promotion',
    'let her take part in the streak',
    'register participation in a points campaign',
    'accept the offer on behalf of a customer',
    'book an opt-in made yesterday',
    'somebody wants to join the campaign',
    'let a customer take part in a promotion',
    'opt in to a points offer',
    'customer takes part in a promotion',
  ],
});

export const loyaltyPromotionReview = loyaltyPromotions.post('v3/promotions/{promotionId}/review', {
  tool: 'loyalty_promotion_review',
  title: 'Review Loyalty Promotion',
  summary:
    'Approves a loyalty promotion in PENDING_APPROVAL, which makes it active for members, or rejects it, which makes it a draft again. Drafts are submitted with loyalty_promotion_update_status; pending ones are in loyalty_promotion_list with that status.',
  path: promotionId,
  body: () =>
    object({
      approvalStatus: choice(['APPROVE', 'REJECT'], 'Decision'),
      comment: freeText('Reason', 150).optional(),
    }),
  answer: answers.loyaltyPromotionAnswer,
  effect: 'action',
  checkedBy: ['loyalty_promotion_get'],
  evidence: 'that the promotion is no longer in PENDING_APPROVAL',
  idempotent: true,
  destructive: true,
  sources: ['https://docs.capillarytech.com/reference/review-loyalty-promotion'],
  keywords: [
    'sign off the new points campaign',
    'manager accepts a pending promotion',
    'reject the draft because the end date is wrong',
    'make the submitted challenge go live',
    'send a campaign back for changes',
    'decide on offers waiting for approval',
    'green light for the bonus weekend',
    'decline with a comment',
    'approve a campaign',
    'say yes or no to a promotion',
    'publish after checking',
    'review or approve a promotion',
  ],
});

export const loyaltyPromotionListForMember = loyaltyPromotions.get('v3/members/{memberId}/promotions', {
  tool: 'loyalty_promotion_list_for_member',
  title: 'Get Member Promotions',
  summary:
    'Lists the loyalty promotions of one member by customer id, with the stage reached as a filter; page with page (from 0) and size. Dates of enrolment and opt-in are in loyalty_promotion_get_for_member; with a mobile or email, or for usage and limits, use customer_lookup_get_promotions.',
  path: () => ({ memberId: customerId() }),
  query: () => ({
    memberEnrollmentStatus: memberEnrollmentStatus('Only promotions at this stage for the member'),
    promotionId: idOf(
      'loyaltyPromotionNumber',
      integer('Only this one, by its number; it must be active, paused or stopped'),
    ).optional(),
    promotionIdentifier: text("Only this one, by the brand's own key; same condition").optional(),
    page: integer('Page number; default 0', { min: 0 }).optional(),
    size: integer('Page size; default 10', { min: 1, max: 50 }).optional(),
  }),
  answer: answers.loyaltyPromotionListForMemberAnswer,
  effect: 'read',
  limits: { pagination: 'page 0, size 10 (max 50)' },
  sources: [
    'https://docs.capillarytech.com/reference/list-member-promotions',
    'Release notes July to September 2026 (types, size)',
  ],
  keywords: [
    'which challenges is member 388001122 part of',
    'promotions this user id has not opted in to yet',
    'offers a member can redeem now, known customer id',
    'campaigns the user has already used up',
    'my promotions page in the app',
    'what bonus campaigns apply to customer 710045221',
    'expired campaigns of a member id',
    'is this user id enrolled anywhere',
    'promotions of a member id',
    'which campaigns is this id in',
    'offers a customer id joined or can use',
    'promotions of a customer',
  ],
});

export const loyaltyPromotionGetForMember = loyaltyPromotions.get('v3/members/{memberId}/promotions/{promotionId}', {
  tool: 'loyalty_promotion_get_for_member',
  title: 'Get Member Promotion by ID',
  summary:
    "One member's history in one loyalty promotion: each enrolment and opt-in with date and expiry, and the promotion's custom fields. For all promotions of the member use loyalty_promotion_list_for_member, for the promotion's rules loyalty_promotion_get.",
  path: () => ({
    memberId: customerId(),
    promotionId: idOf(
      'loyaltyPromotionNumber',
      integer('Number of the promotion, not the 24-digit id; it must be active, paused or stopped'),
    ),
  }),
  query: () => ({
    memberEnrollmentStatus: memberEnrollmentStatus('Only entries at this stage'),
    promotionIdentifier: text("The brand's own key of the promotion").optional(),
  }),
  answer: answers.loyaltyPromotionGetForMemberAnswer,
  effect: 'read',
  sources: ['https://docs.capillarytech.com/reference/list-member-promotions-explode'],
  keywords: [
    'when did this member join the challenge',
    'did customer 388001122 opt in to promotion 126779',
    "date a member's enrolment runs out",
    'support agent checks why the bonus was not given',
    'timeline of one shopper in a campaign',
    'how often was she enrolled in the offer',
    'proof of opt-in for a single campaign',
    'participation details for one user and one promotion',
    'one member in one campaign',
    'has this id opted in, and when',
    'enrolment of a customer in a certain promotion',
  ],
});
