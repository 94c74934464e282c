/** Loyalty promotions, beyond the inventory: their life from draft to stopped, and what members have of them. */
import { section } from '../define.js';
import { LOYALTY_PROMOTIONS } from '../promotions/loyalty-promotions.defaults.js';
import { customerId, ownProgramId, ownSource } from '../schemas/common.js';
import { idOf, personIdentifier } from '../schemas/leaf-types.js';
import { boolean, choice, integer, object, text } from '../schemas/values.js';
import * as answers from './loyalty-promotions.answers.js';
import { revokeEnrolmentBody } from './loyalty-promotions.bodies.js';

export const loyaltyPromotionsBeyond = section('Loyalty Promotions', LOYALTY_PROMOTIONS);

const SINCE = 'benefits since 12 June 2025 only';

export const loyaltyPromotionUpdateStatus = loyaltyPromotionsBeyond.put('v3/requests/PROMOTION/{promotionId}/status', {
  tool: 'loyalty_promotion_update_status',
  title: 'Update Promotion Status',
  summary:
    'Submits a draft loyalty promotion for approval, recalls it, or pauses, resumes or stops a live one; STOP is final. To approve what is pending use loyalty_promotion_review, to change anything else loyalty_promotion_update.',
  inInventory: false,
  path: () => ({
    promotionId: idOf('loyaltyPromotion', text('data.id, 24 or 32 hexadecimal digits; not the number')),
  }),
  query: () => ({
    existingStatus: choice(['DRAFT', 'PENDING_APPROVAL', 'ACTIVE', 'PAUSED'], 'As read; refused if it is another'),
  }),
  body: () =>
    object({
      promotionStatus: choice(
        ['PENDING_APPROVAL', 'REVOKE', 'PAUSE', 'RESUME', 'STOP'],
        'PENDING_APPROVAL: from DRAFT. REVOKE: from PENDING_APPROVAL to DRAFT. PAUSE: from ACTIVE. RESUME: from PAUSED. STOP: from ACTIVE or PAUSED',
      ),
    }),
  answer: answers.loyaltyPromotionUpdateStatusAnswer,
  effect: 'action',
  consent: 'always',
  question: 'Set loyalty promotion {promotionId} from {existingStatus} to {body.promotionStatus}?',
  undoneBy: 'loyalty_promotion_update_status, unless it was stopped',
  subjects: [],
  destructive: true,
  watch: {
    tool: 'loyalty_promotion_get',
    args: { promotionId: 'promotionId' },
    fields: ['data.metadata.status', 'data.metadata.name'],
  },
  checkedBy: ['loyalty_promotion_get'],
  evidence: 'the new status',
  nextStep: 'it goes live once loyalty_promotion_review approves it.',
  nextStepAfter: { argument: 'body.promotionStatus', is: ['PENDING_APPROVAL'] },
  limits: { batch: 'one promotion per call' },
  example: {
    promotionId: '0045ba14f3f726871058d9fd',
    existingStatus: 'DRAFT',
    body: { promotionStatus: 'PENDING_APPROVAL' },
  },
  sources: [
    'https://docs.capillarytech.com/reference/submit-promotion-for-approval',
    'https://docs.capillarytech.com/docs/loyalty-promotions-faqs',
  ],
  keywords: [
    'hand the bonus promotion in for sign-off',
    'withdraw a campaign from approval to fix it',
    'pause the double points weekend for now',
    'resume a paused challenge',
    'stop a bonus campaign for good',
    'end a loyalty promotion early',
    'take a points campaign offline',
    'put an earn campaign on hold',
    'move a promotion from draft to live',
    'submit a promotion draft for approval',
    'pause a points campaign',
    'stop a loyalty promotion for good',
    'resume a paused promotion',
    'end a promotion today',
  ],
});

export const loyaltyPromotionRevokeEnrolment = loyaltyPromotionsBeyond.post('v3/promotions/revoke', {
  tool: 'loyalty_promotion_revoke_enrolment',
  title: 'Revoke Loyalty Promotion',
  summary:
    "Ends one customer's enrolments in a loyalty promotion (with their opt-ins), or opt-ins only, by id or all; points and milestones stay. The opposite is loyalty_promotion_enrol_members, for older promotions use promotion_revoke_enrolled_bulk.",
  inInventory: false,
  query: () => ({
    revokeAllEnrollments: boolean('For REVOKE_ENROLL: true ends all').optional(),
    revokeAllOptIns: boolean('For REVOKE_OPTIN: true ends all').optional(),
  }),
  headers: () => ({
    'X-CAP-API-AUTH-ENTITY-ID': idOf('till', integer('OAuth only: till to attribute to')).optional(),
    'X-CAP-API-ATTRIBUTION-TILL-CODE': idOf('tillCode', text('Its code')).optional(),
  }),
  body: revokeEnrolmentBody,
  rules: [{ needs: ['promotionId', 'promotionIdentifier'], each: 'body.promotion' }],
  response: {
    rows: [{ at: 'data.customerResults[]', errors: 'errors' }],
    advice: { 558: 'The requestId was used before: find out what that call did, and take a new one for another.' },
  },
  answer: answers.loyaltyPromotionRevokeEnrolmentAnswer,
  effect: 'action',
  consent: 'always',
  question: 'Take {who} out of a loyalty promotion ({body.action})?',
  undoneBy: 'loyalty_promotion_enrol_members',
  subjects: ['body.customers[]'],
  destructive: true,
  watch: 'customer',
  checkedBy: ['loyalty_promotion_get_for_member'],
  evidence: 'the enrolment or opt-in, no longer active',
  limits: { batch: 'one customer per call, 10 ids' },
  example: {
    body: {
      requestId: 'rvk-1',
      action: 'REVOKE_ENROLL',
      programId: 812,
      promotion: { promotionId: 90211 },
      customers: [{ identifierName: 'mobile', identifierValue: '919800000001', enrollmentIds: [8801] }],
    },
  },
  sources: ['https://docs.capillarytech.com/reference/revoke-a-loyalty-promotion', 'Release notes April to June 2026'],
  keywords: [
    'remove a member from the spend challenge',
    'customer wants to leave the bonus campaign',
    'opt a shopper out of a points offer',
    'undo an enrolment made by mistake',
    'cancel her participation in the streak promotion',
    'member does not want to take part any longer',
    'kick an employee out of a promotion',
    'take somebody out of a points campaign',
    'end the opt-in of a customer',
    'take a customer out of a loyalty promotion',
    'unenrol one member from a promotion',
    'member no longer wants to be in a loyalty campaign',
    'unenrol a customer from a loyalty promotion',
    'member opts out of a loyalty promotion',
  ],
});

export const loyaltyPromotionGetBenefits = loyaltyPromotionsBeyond.get(
  'v3/customers/{customerId}/customerPromotionDetails/actionSummary',
  {
    tool: 'loyalty_promotion_get_benefits',
    title: 'Get Customer Promotion Details',
    summary:
      'Sums up what one customer id got from one loyalty promotion besides points: coupons, badges, rewards, tier upgrades, enrolments and opt-ins, each with count and last date. For points, or with a mobile or external id, use loyalty_promotion_lookup_benefits.',
    inInventory: false,
    path: () => ({ customerId: customerId() }),
    query: () => ({
      programId: ownProgramId('Loyalty program of the promotion'),
      promotionId: idOf('loyaltyPromotionNumber', integer('Number of the promotion, not the 24-digit id')),
      activityId: idOf('promotionActivity', text('Only what this activity of it gave')).optional(),
    }),
    response: { confirmation: ['incentives', 'warnings'] },
    answer: answers.loyaltyPromotionGetBenefitsAnswer,
    effect: 'read',
    whenEmpty: 'It shows no points; loyalty_promotion_lookup_benefits does.',
    limits: { pagination: `none; ${SINCE}` },
    example: { customerId: 418400001, programId: 812, promotionId: 90211 },
    sources: [
      'https://docs.capillarytech.com/reference/get-customer-promotion-details',
      'Release notes July to September 2026: points and alternate currencies are never returned; a promotion identifier is, whose name (promotionIdentifier) is inferred',
    ],
    keywords: [
      'what did this member get out of the campaign',
      'how many coupons came from the challenge',
      'which badges did the promotion give customer 388001122',
      'was the tier upgrade caused by the campaign',
      'benefits a user id received from one offer',
      'when was the last voucher of the bonus campaign issued to her',
      'incentives of a promotion for a customer',
      'what did a customer get out of a promotion',
      'coupons, badges and tier upgrades from one promotion',
      'what did a customer earn from a promotion',
    ],
  },
);

export const loyaltyPromotionLookupBenefits = loyaltyPromotionsBeyond.get(
  'v2/customers/lookup/customerPromotionDetails/actionSummary',
  {
    tool: 'loyalty_promotion_lookup_benefits',
    title: 'Get Promotion Benefits for Customer',
    summary:
      'Sums up the points, alternate currencies, rewards and badges that a customer, given by mobile, external id or id, got from one loyalty promotion. For coupons, tier upgrades and enrolments use loyalty_promotion_get_benefits, for the promotions of a customer customer_lookup_get_promotions.',
    inInventory: false,
    query: () => ({
      source: ownSource(),
      identifierName: choice(['mobile', 'id', 'externalId'], "Kind of identifier; id is Capillary's customer id"),
      identifierValue: personIdentifier('A mobile with country code, digits only'),
      programId: ownProgramId('Loyalty program of the promotion'),
      promotionId: idOf('loyaltyPromotionNumber', integer('Number; give this or promotionIdentifier')).optional(),
      promotionIdentifier: idOf('loyaltyPromotionIdentifier', text("The brand's own key of the promotion")).optional(),
    }),
    rules: [{ needs: ['promotionId', 'promotionIdentifier'] }],
    response: { confirmation: ['customerId'] },
    answer: answers.loyaltyPromotionLookupBenefitsAnswer,
    effect: 'read',
    limits: { pagination: `none; ${SINCE}` },
    example: {
      source: 'INSTORE',
      identifierName: 'mobile',
      identifierValue: '919800000001',
      programId: 812,
      promotionId: 310455,
    },
    sources: [
      'https://docs.capillarytech.com/reference/get-promotion-benefits-for-customer',
      'Get Promotion Benefits for Customer, documentation September 2025',
    ],
    keywords: [
      'how many points did she earn from the summer campaign',
      'points a phone number got from one promotion',
      'total bonus of a customer in a campaign',
      'did the birthday promotion pay out to this mobile',
      'how often did a member profit from the challenge',
      'badges and points from one offer by external id',
      'benefit summary of a promotion for a shopper',
      'points and badges that a mobile earned from one promotion',
      'what did this phone number get from a promotion',
      'benefits of a promotion by mobile',
    ],
  },
);
