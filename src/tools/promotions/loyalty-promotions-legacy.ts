/**
 * The older loyalty promotions: creating them, enrolling customers, issuing and revoking. What is commonly called
 * enrolling and issuing is called issuing (`issualId`) and earning (`earnedId`) in these endpoints.
 */
import { section, type WatchedRead } from '../define.js';
import { accountId, identifierValue, ownProgramId, ownSource } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { choice, integer, object } from '../schemas/values.js';
import * as answers from './loyalty-promotions-legacy.answers.js';
import {
  enrolAndEarnBulkBody,
  loyaltyPromotionCreateLegacyBody,
  loyaltyPromotionEarnBulkBody,
  revokeEarnedBulkBody,
  revokeEnrolledBulkBody,
} from './loyalty-promotions-legacy.bodies.js';

export const loyaltyPromotionsLegacy = section('Loyalty Promotions (Legacy)', {
  domain: 'Promotions',
  accessGroup: 'Customer',
});

/** There is no limit by default; organizations can turn bulk redirection on. */
const REDIRECTED = 'no limit; 10 customers per call if bulk redirection is on';

export const promotionIssue = loyaltyPromotionsLegacy.post('v2/promotion/issue', {
  tool: 'promotion_issue',
  title: 'Issue Promotion',
  summary:
    'Gives one customer an older loyalty promotion by promotionId: issues it (type LOYALTY) or enrols (LOYALTY_EARNING); empty sideEffects mean nothing was issued. Several customers: promotion_earn_bulk or promotion_enrol_and_earn_bulk; newer promotions: loyalty_promotion_enrol_members.',
  query: () => ({
    identifierName: choice(
      ['mobile', 'email', 'externalId', 'id'],
      "Kind of identifier; id is Capillary's customer id",
    ),
    identifierValue: identifierValue(),
    source: ownSource(),
    accountId: accountId(),
    type: choice(['CUSTOMER', 'USERGROUP2'], 'Who it is for; USERGROUP2 is a user group').optional(),
  }),
  body: () =>
    object({
      programId: ownProgramId('Loyalty program of the promotion'),
      promotionId: idOf('legacyPromotion', integer('Promotion id, the number')),
    }),
  response: { confirmation: ['sideEffects'] },
  answer: answers.promotionIssueAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['customer_lookup_get_promotions'],
  evidence: "the issue or enrolment in the customer's usage of this promotion",
  limits: { batch: 'one customer per call' },
  sources: [
    'https://docs.capillarytech.com/reference/issue-loyalty-promotion',
    'https://docs.capillarytech.com/reference/enrol-customer-to-promotion',
    'https://docs.capillarytech.com/reference/issue-promotion',
    'Loyalty promotions: introduction, documentation September 2025',
  ],
  keywords: [
    'give this shopper the bonus points offer',
    'enrol a single customer in promotion 310455',
    'assign a points campaign to a mobile number',
    'hand out a loyalty promotion at the till',
    'put one member on the old style challenge',
    'activate a personal points offer by email',
    'attach promotion to customer with external id',
    'old endpoint to grant a points promotion',
    'give one customer a points promotion',
    'single member gets the older promotion',
    'add somebody to a classic promotion',
  ],
});

export const promotionCreate = loyaltyPromotionsLegacy.post('v2/promotion/create', {
  tool: 'promotion_create',
  title: 'Create Promotion',
  summary:
    'Creates a loyalty promotion of the older kind: points in one program when an event meets a condition. Prefer loyalty_promotion_create, which also gives coupons, badges and tiers; for discounts at checkout use cart_promotion_create.',
  body: loyaltyPromotionCreateLegacyBody,
  answer: answers.promotionCreateAnswer,
  answerFrom: 'sibling',
  effect: 'create',
  destructive: true,
  checkedBy: ['customer_lookup_get_promotions'],
  evidence: 'a promotion with this name and period among those of a customer who may take part',
  supersededBy: 'loyalty_promotion_create',
  confidence: 'inferred',
  sources: [
    'Not documented under this path; after Add Promotion, documentation September 2025, and Create Promotion, documentation 2022',
    'https://docs.capillarytech.com/reference/add-promotion',
    'https://docs.capillarytech.com/reference/create-promotion-for-ucc',
  ],
  keywords: [
    'simple fixed points rule on bills over 100',
    'set up a points promotion the old way',
    'extra points when a customer registers',
    'v2 points campaign in one program',
    'award points when a target is completed',
    'define an enrol and issue promotion without the new builder',
    'basic bonus rule per bill or per line',
    'points that expire after 30 days on a profile update',
    'older style promotion with points',
    'make a simple points promotion',
    'points rule for registrations or bills, v2',
  ],
});

/** The promotion, and how often the first customer had it. */
const PROMOTION_OF_FIRST: WatchedRead = {
  tool: 'customer_lookup_get_promotions',
  args: {
    identifierName: 'body.identifierName',
    identifierValue: 'body.customers[].identifierValue',
    source: 'body.customers[].source',
  },
  row: { in: 'promotions[]', by: 'promotionId', is: 'body.promotionDetails.promotionId' },
  fields: ['active', 'endDate', 'customerUsage.currentNumberOfTimesPerCustomer'],
};

export const promotionEarnBulk = loyaltyPromotionsLegacy.post('v2/promotion/bulk/directEarn', {
  tool: 'promotion_earn_bulk',
  title: 'Bulk Direct Earn',
  summary:
    'Issues a direct-issue (LOYALTY) promotion of the older kind to one or many customers; each call issues again, up to its limits, and rows fail independently. With enrolment use promotion_enrol_and_earn_bulk, to undo promotion_revoke_earned_bulk, for cart discounts cart_promotion_issue_bulk.',
  body: loyaltyPromotionEarnBulkBody,
  answer: answers.promotionBulkAnswer,
  effect: 'create',
  consent: 'always',
  question: 'Issue promotion {body.promotionDetails.promotionId} to {count body.customers[]} customers?',
  subjects: [],
  undoneBy: 'promotion_revoke_earned_bulk',
  amounts: { rows: 'body.customers[]' },
  destructive: true,
  watch: PROMOTION_OF_FIRST,
  checkedBy: ['customer_lookup_get_promotions'],
  evidence: "one more issue in the customer's usage of this promotion",
  limits: { batch: REDIRECTED },
  sources: [
    'https://docs.capillarytech.com/reference/bulk-issue-promotion-to-customers',
    'https://docs.capillarytech.com/reference/issue-promotion-to-customers-in-bulk',
    'Issue Loyalty Promotion of Direct Issue, documentation September 2025',
  ],
  keywords: [
    'give a points offer to a list of customers',
    'issue promotion to 50 contest winners',
    'hand a direct issue campaign to several members at once',
    'push the bonus offer to these customer ids',
    'grant a promotion by its own key, not its number',
    'batch job that distributes points promotions',
    'no opt-in needed, just give them the promotion',
    'mass assign a loyalty offer',
    'give an older promotion to many people directly',
    'hand out a promotion without joining first',
    'mass issue a points promotion',
  ],
});

export const promotionEnrolAndEarnBulk = loyaltyPromotionsLegacy.post('v2/promotion/bulk/enrolAndEarn', {
  tool: 'promotion_enrol_and_earn_bulk',
  title: 'Bulk Enrol and Earn',
  summary:
    'Enrols one or many customers in an enrol-and-issue (LOYALTY_EARNING) promotion of the older kind (ENROL), or issues it to those enrolled (EARN); rows fail independently. Direct-issue promotions: promotion_earn_bulk; newer ones: loyalty_promotion_enrol_members.',
  body: enrolAndEarnBulkBody,
  answer: answers.promotionBulkAnswer,
  effect: 'create',
  consent: 'always',
  question: '{body.bulkAction} promotion {body.promotionDetails.promotionId} for {count body.customers[]} customers?',
  subjects: [],
  undoneBy: 'promotion_revoke_enrolled_bulk',
  amounts: { rows: 'body.customers[]' },
  destructive: true,
  watch: PROMOTION_OF_FIRST,
  checkedBy: ['customer_lookup_get_promotions'],
  evidence: "the enrolment or the issue in the customer's usage of this promotion",
  limits: { batch: '100 customers per call' },
  sources: [
    'https://docs.capillarytech.com/reference/enrol-issue-promotions-to-customers-in-bulk',
    'https://docs.capillarytech.com/reference/bulkenrol-customers-to-a-promotion',
    'https://docs.capillarytech.com/reference/enrolissue-loyalty-promotion',
    'Enrol/Issue Loyalty Promotion, documentation September 2025',
  ],
  keywords: [
    'sign up 80 members for a challenge in one go',
    'opt a list of phone numbers in to a campaign',
    'members finished the task, now issue the promotion to them',
    'enrol first, reward later promotion for many people',
    'bulk registration for an old style points challenge',
    'import participants of a loyalty promotion',
    'mark enrolled customers as having earned the offer',
    'add a batch of shoppers to an opt-in promotion',
    'let many people join an older promotion',
    'sign members up for an enrol-and-earn promotion',
    'bulk opt-in',
  ],
});

export const promotionRevokeEarnedBulk = loyaltyPromotionsLegacy.post('v2/promotion/bulk/revokeDirectEarn', {
  tool: 'promotion_revoke_earned_bulk',
  title: 'Bulk Revoke Direct Earn',
  summary:
    'Takes issued promotions of the older kind back from one or many customers: the issues in earnIds, or all if absent. It ends no enrolment; for that use promotion_revoke_enrolled_bulk.',
  body: revokeEarnedBulkBody,
  answer: answers.promotionBulkAnswer,
  effect: 'delete',
  consent: 'always',
  question: 'Take promotion {body.promotionDetails.promotionId} back from {count body.customers[]} customers?',
  undoneBy: 'promotion_earn_bulk',
  subjects: [],
  amounts: { rows: 'body.customers[]' },
  watch: PROMOTION_OF_FIRST,
  checkedBy: ['customer_lookup_get_promotions'],
  evidence: "that the issues are gone from the customer's usage of this promotion",
  idempotent: true,
  destructive: true,
  limits: { batch: REDIRECTED },
  sources: ['https://docs.capillarytech.com/reference/bulk-revoke-of-issued-promotions'],
  keywords: [
    'take back an offer given by mistake',
    'wrong customers got the bonus promotion, undo it',
    'cancel a directly issued points offer for several members',
    'withdraw promotion issue 5501',
    'remove an unused points offer from an account',
    'undo the mass issue of a campaign',
    'claw back issued promotions after fraud',
    'customer should no longer have this points deal',
    'undo giving an older promotion',
    'people should lose a directly given promotion',
    'take back a points promotion',
  ],
});

export const promotionRevokeEnrolledBulk = loyaltyPromotionsLegacy.post('v2/promotion/bulk/revokeEnrolAndEarn', {
  tool: 'promotion_revoke_enrolled_bulk',
  title: 'Bulk Revoke Enrol and Earn',
  summary:
    'Un-enrols one or many customers from an enrol-and-issue (LOYALTY_EARNING) promotion of the older kind (REVOKE_ENROL), or takes its issues back (REVOKE_EARN), which must come first. For direct-issue promotions use promotion_revoke_earned_bulk.',
  body: revokeEnrolledBulkBody,
  answer: answers.promotionBulkAnswer,
  effect: 'delete',
  consent: 'always',
  question: 'End the enrolment of {count body.customers[]} customers in promotion {body.promotionDetails.promotionId}?',
  undoneBy: 'promotion_enrol_and_earn_bulk',
  subjects: [],
  amounts: { rows: 'body.customers[]' },
  watch: PROMOTION_OF_FIRST,
  checkedBy: ['customer_lookup_get_promotions'],
  evidence: "that the enrolment or the issues are gone from the customer's usage of this promotion",
  idempotent: true,
  destructive: true,
  limits: { batch: '100 customers per call' },
  sources: [
    'https://docs.capillarytech.com/reference/bulk-revoke-of-enrolled-issued-promotions',
    'https://docs.capillarytech.com/reference/revoke-enrolled-and-issued-promotion',
    'https://docs.capillarytech.com/reference/revoke-loyalty-promotions',
  ],
  keywords: [
    'unsubscribe a member from the challenge',
    'customer wants out of the campaign she joined',
    'opt these people out of a promotion',
    'unenrol a list of shoppers',
    'drop participants from a loyalty challenge',
    'remove an enrolment made in error',
    'undo a bulk sign-up to an opt-in promotion',
    'kick members off the enrol and issue offer',
    'end participation in an older promotion',
    'unenrol members from an opt-in promotion',
    'people no longer take part in the promotion',
  ],
});
