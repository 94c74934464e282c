/** Points, beyond the inventory: redeeming by customer id, deducting, allocating for an event, changing what was done. */
import { section } from '../define.js';
import { POINTS } from '../points/points.defaults.js';
import { accountId, customerId, ownSourceOrAll, sourceOrAll } from '../schemas/common.js';
import { personIdentifier } from '../schemas/leaf-types.js';
import { choice } from '../schemas/values.js';
import * as answers from './points.answers.js';
import { allocateBody, deductBody, redeemBody, updateExpiryBody, updateRedemptionBody } from './points.bodies.js';

export const pointsBeyond = section('Points', POINTS);

export const pointsRedeem = pointsBeyond.post('v2/customers/{customerId}/redemptions', {
  tool: 'points_redeem_by_customer_id',
  title: 'Redeem Customer Points',
  summary:
    'Redeems points by customer id; where the organization allows it, a member of a user group draws on the points of all members, those that expire first before others. points_redeem_v1_1 takes a mobile and draws on one wallet; undo with points_reverse_redemption.',
  inInventory: false,
  path: () => ({ customerId: customerId() }),
  body: redeemBody,
  response: { confirmation: ['redemptionId', 'pointsRedeemed', 'crossMemberRedemptionBreakup'] },
  answer: answers.pointsRedeemAnswer,
  effect: 'action',
  consent: 'always',
  question: 'Redeem {points} of {who}[ on bill {body.transactionNumber}]?',
  undoneBy: 'points_reverse_redemption',
  amounts: { points: 'body.points', of: ['customerId'] },
  destructive: true,
  watch: 'balance',
  checkedBy: ['customer_get_redemptions_v1_1', 'points_ledger_get_group_redemptions'],
  evidence: 'a redemption of this number of points at the time of the call (the second only of members of a group)',
  confidence: 'partial',
  example: { customerId: 418400001, body: { points: 10, transactionNumber: 'b-1', validationCode: 'ZWF67S' } },
  sources: ['https://docs.capillarytech.com/reference/redeem-customer-points', 'Release notes April to June 2026'],
  keywords: [
    'pay with the points of the whole family',
    'use pooled points where the oldest go first',
    'spend points of several relatives at once',
    'checkout with loyalty points by customer id',
    "draw on my wife's points for my purchase",
    'burn points by customer id',
    'redeem 350 points of this customer id for the bill',
    'pay part of a bill with points through the newest api',
    'use points with the customer id, not the mobile',
  ],
});

const REFUSED_DEDUCTIONS = {
  confirmation: ['pointsAvailable', 'valueAvailable'],
  rows: [{ at: '', verdict: '' }],
} as const;

const DEDUCTION_RULES = [
  { each: 'body', needs: ['pointsToBeAdjusted', 'valueToBeAdjusted'] },
  { each: 'body', needs: ['pointsToBeAdjusted', 'alternateCurrencyName'] },
] as const;

export const pointsDeduct = pointsBeyond.post('v2/customers/{userId}/negativePointsAdjustment', {
  tool: 'points_deduct',
  title: 'Deduct Points or Alternate Currency by Customer Id',
  summary:
    'TAKES points, or an alternate currency, from a customer by id, from the balance or from one award or promotion; a correction that no call undoes, not a purchase (points_redeem_v1_1). With a mobile or email use points_deduct_by_identifier.',
  inInventory: false,
  path: () => ({ userId: customerId() }),
  query: () => ({ source: sourceOrAll().optional() }),
  body: deductBody,
  rules: DEDUCTION_RULES,
  response: REFUSED_DEDUCTIONS,
  answer: answers.pointsDeductAnswer,
  effect: 'action',
  consent: 'always',
  question:
    'Take {body.pointsToBeAdjusted} points[ or {body.valueToBeAdjusted} {body.alternateCurrencyName}] from {who}?',
  undoneBy: 'nothing',
  subjects: ['userId'],
  amounts: { points: 'body.pointsToBeAdjusted', of: ['userId'] },
  destructive: true,
  watch: 'balance',
  checkedBy: ['points_ledger_get_entries', 'customer_get_points_balance'],
  evidence: 'a ManualPointsAdjustment of this number of points at the time of the call',
  example: {
    userId: 418400001,
    body: { programId: 812, pointsToBeAdjusted: '10', reasonOfReturn: 'Fraud correction' },
  },
  sources: [
    'https://docs.capillarytech.com/reference/deduct-points-and-alternatecurrencies-from-user-using-userid',
    'Deduct points and alternate currencies from user using userId, documentation September 2025',
  ],
  keywords: [
    'remove points that were given by mistake',
    'correct a wrong balance downwards',
    'take away points after fraud',
    'minus 100 points for this customer',
    'negative adjustment of loyalty points',
    'claw back bonus points from a promotion',
    'reduce the wallet of a member',
    'points were credited twice, take half back',
    'take points away from a customer id, they were credited by mistake',
    'correct a wrong credit of points',
    'deduct points from a customer',
    'subtract an alternate currency such as stars',
    'somebody got too many points',
  ],
});

export const pointsDeductByIdentifier = pointsBeyond.post('v2/customers/lookup/negativePointsAdjustment', {
  tool: 'points_deduct_by_identifier',
  title: 'Deduct Points or Alternate Currency by Identifier',
  summary:
    'TAKES points, or an alternate currency, from a customer found by mobile, email or external id; a correction that no call undoes, not a purchase (points_redeem_v1_1). With the customer id use points_deduct.',
  inInventory: false,
  query: () => ({
    identifierName: choice(['mobile', 'email', 'externalId', 'id'], 'Kind of identifier'),
    identifierValue: personIdentifier('A mobile with country code, digits only'),
    source: ownSourceOrAll(),
    accountId: accountId(),
  }),
  body: deductBody,
  rules: DEDUCTION_RULES,
  response: REFUSED_DEDUCTIONS,
  answer: answers.pointsDeductAnswer,
  effect: 'action',
  consent: 'always',
  question:
    'Take {body.pointsToBeAdjusted} points[ or {body.valueToBeAdjusted} {body.alternateCurrencyName}] from {who}?',
  undoneBy: 'nothing',
  subjects: [''],
  amounts: { points: 'body.pointsToBeAdjusted', of: [''] },
  destructive: true,
  watch: 'balance',
  checkedBy: ['points_ledger_get_entries', 'customer_lookup_get_points_balance'],
  evidence: 'a ManualPointsAdjustment of this number of points at the time of the call',
  example: {
    identifierName: 'mobile',
    identifierValue: '919800000001',
    source: 'INSTORE',
    body: { programId: 812, pointsToBeAdjusted: '25', reasonOfReturn: 'Return without bill' },
  },
  sources: [
    'https://docs.capillarytech.com/reference/deduct-points-and-alternatecurrencies-from-user',
    'Deduct points and alternate currencies from user, documentation September 2025',
    'Release notes January to March 2023',
  ],
  keywords: [
    'take points off this mobile number',
    'remove 25 points, goods came back without a receipt',
    'deduct loyalty points by e-mail',
    'correct points down for the shopper on the phone',
    'subtract points from an account by phone number',
    'reverse a goodwill gift that should not have been',
    'lower the balance of a customer by hand',
    'deduct points from the person with this mobile',
    'take points away by email or phone number',
    'wrong points on the account of this mobile, remove them',
  ],
});

export const pointsAllocate = pointsBeyond.post('v2/customers/bulk/manualCurrencyAllocate', {
  tool: 'points_allocate_bulk',
  title: 'Issue Reward Currency (Manual Allocation)',
  summary:
    'Gives points, or an alternate currency, to up to 10 customers or groups at once for a bill, a completed target or an event; repeated, it pays twice. Returning the bill takes them back, which goodwill (request_add_v1_1) does not.',
  inInventory: false,
  body: allocateBody,
  rules: [
    { each: 'body[].lookupParams', when: { field: 'entityType', is: ['CUSTOMER'] }, needs: ['identifierValue'] },
    { each: 'body[].lookupParams', when: { field: 'entityType', is: ['USERGROUP2'] }, needs: ['groupId'] },
  ],
  response: {
    rows: [{ at: '', counted: { failed: 'failures', reasons: ['data[].errors'] }, done: ['success'] }],
  },
  answer: answers.pointsAllocateAnswer,
  effect: 'create',
  consent: 'overLimit',
  question: 'Give {points} to {who}?',
  undoneBy: 'points_deduct',
  subjects: ['body[].lookupParams'],
  amounts: { points: 'body[].sourceValue', of: ['body[].lookupParams'] },
  destructive: true,
  checkedBy: ['points_ledger_get_entries'],
  evidence: 'a credit of the event at the time of the call (of a group, user_group_get_ledger shows it)',
  limits: { batch: '10 per call', rate: '1,000 per minute' },
  example: {
    body: [
      {
        orgId: 100900,
        programId: 812,
        awardStrategyId: 5001,
        expiryStrategyId: 11801,
        sourceValue: -1,
        eventName: 'TransactionAdd',
        eventSourceId: '910044213',
        lookupParams: { entityType: 'CUSTOMER', identifierType: 'mobile', identifierValue: '919800000001' },
      },
    ],
  },
  sources: [
    'https://docs.capillarytech.com/reference/issue-reward-currency',
    'Issue reward currency, documentation September 2025',
    'Manual Currency Allocation API, OpenAPI file September 2025',
  ],
  keywords: [
    'give bonus points for a bill that missed them',
    'credit points for this transaction by hand',
    'points that go away again if the purchase is returned',
    'award points to ten customers in one go',
    'manual issue of reward currency',
    'pay out extra points for a completed challenge',
    'add missing points for an invoice',
    'grant promised points for a purchase',
    'credit a family group for a bill',
    'credit points by hand for a bill',
    'allocate points manually',
    'give several customers points for a bill or event',
    'issue an alternate currency to customers',
  ],
});

export const pointsUpdateRedemption = pointsBeyond.put('v2/points/updateRedemption', {
  tool: 'points_update_redemption',
  title: 'Update Redemption',
  summary:
    'Adds the bill, a purpose or custom fields to a redemption of points that was made before, such as one before the bill existed. It moves no points: points_reverse_redemption gives them back.',
  inInventory: false,
  body: updateRedemptionBody,
  rules: [
    { each: 'body', needs: ['redemptionId', 'externalReferenceNumber'] },
    { each: 'body', needs: ['billNumber', 'billId', 'purpose', 'customFields'] },
  ],
  response: { confirmation: ['redemptionId'] },
  answer: answers.pointsUpdateRedemptionAnswer,
  effect: 'update',
  idempotent: true,
  checkedBy: ['customer_get_redemptions_v1_1'],
  example: {
    body: {
      redemptionId: 'GAR5GT',
      billNumber: 'BILL-26-1001',
      purpose: 'Checkout',
      entity: { type: 'CUSTOMER', identifierType: 'mobile', identifierValue: '919800000001' },
    },
  },
  sources: [
    'https://docs.capillarytech.com/reference/update-redeem-points',
    'Update redeem points, documentation September 2025',
  ],
  keywords: [
    'attach the bill number to points already spent',
    'points were redeemed before the invoice existed',
    'correct the purpose of a points redemption',
    'link a redemption to its transaction',
    'fill in custom fields of a points burn later',
    'the cashier forgot the bill number when taking points',
    'edit details of a points payment',
    'attach the bill to a redemption of points afterwards',
    'points were burnt before the bill existed',
    'update a points redemption',
  ],
});

export const pointsUpdateExpiry = pointsBeyond.post('v2/points/updateExpiry', {
  tool: 'points_update_expiry',
  title: 'Update Points Expiry',
  summary:
    'Moves the expiry of one award of points, or of an alternate currency, later or earlier; IMMEDIATE TAKES the points at once. customer_get_points_expiry_schedule shows when points expire.',
  inInventory: false,
  body: updateExpiryBody,
  response: {
    confirmation: ['currencyExpiryUpdateResponse', 'failures'],
    rows: [
      { at: 'currencyExpiryUpdateResponse[]', verdict: 'pointsExpiryUpdateLogs' },
      { at: 'failures[]', allFailed: true },
    ],
  },
  answer: answers.pointsUpdateExpiryAnswer,
  effect: 'action',
  destructive: true,
  checkedBy: ['points_ledger_get_expiry_updates', 'customer_get_points_expiry_schedule'],
  evidence: 'the new date, changed at the time of the call',
  limits: { batch: 'one award per call' },
  example: {
    body: {
      expiryDateUpdateRequest: [
        {
          identifierName: 'mobile',
          identifierValue: '919800000001',
          programId: 812,
          pointsAwardedRefId: 200,
          pointsAwardedRefType: 'POINT_AWARDED',
          expiryUpdateReasonType: 'EXTEND_EXPIRY',
          expiryDate: { expiryType: 'FIXED_DATE', expiryValue: '2027-12-31' },
        },
      ],
    },
  },
  sources: [
    'https://docs.capillarytech.com/reference/update-points-expiry',
    'Update points expiry, documentation and OpenAPI file September 2025',
  ],
  keywords: [
    'extend points that are about to lapse',
    'give the customer three more months to use her points',
    'make points expire earlier',
    'points should not expire this year after the delay',
    'change the expiry date of an award of points',
    'expire these points immediately',
    'prolong the validity of loyalty points for one person',
    'postpone when points run out',
    'let points expire a month later',
    'change when points expire',
    'move the expiry date of points',
    'points must not lapse yet',
  ],
});
