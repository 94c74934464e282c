/** Points, InTouch layers: checking redemptions and redeeming. */
import { section } from '../define.js';
import { format, inTouchCustomerFields, ownProgramId, programId, source } from '../schemas/common.js';
import { inTouchCard } from '../schemas/in-touch.js';
import { idOf, money, personIdentifier, secret } from '../schemas/leaf-types.js';
import { boolean, choice, integer, number, text } from '../schemas/values.js';
import { POINTS } from './points.defaults.js';
import * as answers from './points.legacy.answers.js';
import { pointsRedeemInTouchBody } from './points.legacy.bodies.js';

export const pointsLegacy = section('Points', POINTS);

/** Redeeming from a group's pool: the group by its id, its external id, or its primary member. */
const redeemingGroup = () => ({
  user_group2_id: idOf(
    'userGroup',
    integer('To redeem from a group: its id; or give another user_group2_ argument'),
  ).optional(),
  user_group2_external_id: idOf('userGroupExternalId', text("The group's external id")).optional(),
  user_group2_primary_user_id: idOf('customer', integer("Customer id of the group's primary member")).optional(),
  user_group2_primary_user_identifier_type: choice(
    ['mobile', 'email', 'cardnumber', 'cardExternalId', 'id'],
    'Names the group by its primary member: kind of identifier',
  ).optional(),
  user_group2_primary_user_identifier_value: personIdentifier("Primary member's identifier").optional(),
  user_group2_primary_user_source: source("Source of the primary member's identifier").optional(),
  user_group2_primary_user_accountId: text('Account in that source, for sources with several').optional(),
});

export const pointsCheckRedeemable = pointsLegacy.inTouch.get('points/isredeemable', {
  tool: 'points_check_redeemable',
  title: 'Check If Points Redeemable',
  summary:
    'Checks whether a customer can redeem a number of points and what they are worth; with issue_otp=true it also SENDS the customer an OTP. It redeems nothing; points_redeem_v1_1 does.',
  query: () => ({
    ...inTouchCustomerFields(),
    ...inTouchCard(),
    points: number('Points to test, up to 3 decimals'),
    program_id: programId(),
    group_redemption: boolean('true counts points earned in other programs of the organization').optional(),
    issue_otp: boolean('true sends an OTP if the check passes').optional(),
    validation_code: secret('OTP to check as well').optional(),
    skip_validation: boolean('true skips the validation of the customer').optional(),
    validation_type: choice(
      ['MISSED_CALL', 'SMS', 'INVALID'],
      'How the customer is validated; INVALID goes with skip_validation',
    ).optional(),
    ...redeemingGroup(),
    use_default_user_group2: boolean("true redeems from the customer's default group").optional(),
    currency_input: boolean(
      'true tests an amount of money instead; converted by the points-to-currency ratio',
    ).optional(),
    currency_value: money(integer('Amount of money to test; needed when currency_input=true')).optional(),
    format: format(),
  }),
  answer: answers.pointsCheckRedeemableAnswer,
  effect: 'action',
  amounts: { messages: 'call' },
  readUnless: [
    { argument: 'issue_otp', is: 'true' },
    { argument: 'validation_code', is: 'given' },
  ],
  checkedBy: {
    unverifiable:
      'It redeems nothing. If you set issue_otp, ask the customer whether a code arrived before you call again; otherwise call again.',
  },
  limits: { rate: '1,000 per minute' },
  sources: [
    'https://docs.capillarytech.com/reference/check-if-points-redeemable',
    'Check If Points are Redeemable, v1.1 documentation 2021',
    'Check If Points Redeemable, documentation and OpenAPI file September 2025',
  ],
  keywords: [
    'can this shopper pay with 300 points',
    'how much discount will her points give at the till',
    'has he enough points to burn on this bill',
    'check points are usable before billing',
    'what are 500 points worth in rupees',
    'why are points not accepted at the counter',
    'minimum points rule before redemption',
    'verify points and text a one-time password in one go',
    'can the fleet card use pooled points for fuel',
    'may she use her points',
    'are there enough points to pay',
    'what would these points take off the bill',
    'may a customer pay with points',
  ],
});

export const pointsSendValidationCode = pointsLegacy.inTouch.get('points/validationcode', {
  tool: 'points_send_validation_code',
  title: 'Issue Validation Code (to redeem points)',
  summary:
    'SENDS the customer a one-time code by SMS or email that points_redeem_v1_1 asks for when redeeming points; the code itself is not returned. While valid, the same code is sent again.',
  query: () => ({
    ...inTouchCustomerFields(),
    ...inTouchCard(),
    user_id: idOf('customer', integer("Capillary's customer id; older name of id")).optional(),
    points: integer('Points the customer wants to redeem, above 0'),
    format: format(),
  }),
  answer: answers.pointsSendValidationCodeAnswer,
  effect: 'action',
  amounts: { messages: 'call' },
  checkedBy: { unverifiable: 'Ask the customer whether a code arrived before you send another.' },
  nextStep: 'the customer reads the code out; points_redeem_v1_1 takes it as validation_code.',
  sources: [
    'https://docs.capillarytech.com/reference/issue-validation-code',
    'Issue Validation Code (to Redeeming Points), v1.1 documentation 2021',
    'Issue Validation Code (to redeem points), documentation and OpenAPI file September 2025',
  ],
  keywords: [
    'text the shopper a pin so she can pay with points',
    'otp for burning points at the till',
    'resend the redemption otp',
    'customer did not get the code to use points',
    'send verification sms before points redemption',
    'email a one-time password for using loyalty points',
    'trigger points payment code to this mobile',
    'cashier needs the customer to confirm points use',
    'code to confirm paying with points',
    'send a pin before spending points',
    'redemption code by text',
  ],
});

export const pointsRedeem = pointsLegacy.inTouch.post('points/redeem', {
  tool: 'points_redeem',
  title: 'Redeem Points',
  summary:
    'Redeems (burns) points of a customer or group, usually against a bill and with the OTP of points_send_validation_code_v1_1. What is not allowed is refused; points_check_redeemable_v1_1 only tells what points are worth. Undo with points_reverse_redemption and the redemption_id returned.',
  query: () => ({
    program_id: ownProgramId('Loyalty program to redeem from').optional(),
    skip_validation: boolean('true skips the OTP or missed-call check').optional(),
    validation_type: choice(['MISSED_CALL', 'SMS'], 'How the customer is validated').optional(),
    block_merged_customers: boolean(
      'true refuses an identifier of a customer merged into another; else the survivor pays',
    ).optional(),
    ...redeemingGroup(),
    format: format(),
  }),
  body: pointsRedeemInTouchBody,
  answer: answers.pointsRedeemAnswer,
  effect: 'action',
  consent: 'always',
  question: 'Redeem {points} of {who}[ on bill {body.root.redeem[].transaction_number}]?',
  undoneBy: 'points_reverse_redemption',
  amounts: { points: 'body.root.redeem[].points_redeemed', of: ['body.root.redeem[].customer'] },
  precheck: {
    tool: 'points_check_redeemable_v1_1',
    fields: ['response.points.redeemable'],
    args: {
      points: 'body.root.redeem[].points_redeemed',
      mobile: 'body.root.redeem[].customer.mobile',
      email: 'body.root.redeem[].customer.email',
      external_id: 'body.root.redeem[].customer.external_id',
      program_id: 'program_id',
      skip_validation: 'skip_validation',
    },
  },
  watch: 'balance',
  checkedBy: ['customer_get_redemptions_v1_1', 'points_ledger_get_entries'],
  evidence: 'a redemption of this number of points, with this bill number if you sent one, at the time of the call',
  destructive: true,
  limits: { rate: '1,000 per minute' },
  sources: [
    'https://docs.capillarytech.com/reference/redeem-points',
    'Redeem Points, v1.1 documentation 2021',
    'Redeem Points, documentation and OpenAPI file September 2025',
    'Release notes April to June 2026 (is_group_redemption) and July to September 2026 (block_merged_customers)',
  ],
  keywords: [
    'pay part of the bill with points',
    'burn 200 points at checkout',
    'spend loyalty points on this order',
    'deduct points for a reward picked up in store',
    'use points with the otp the customer read out',
    'take points off her balance for invoice 1123',
    'points as payment at the counter',
    'driver pays fuel from the fleet pool',
    'knock points off the till slip',
    'pay with points',
    'use points up',
    'take points off for a purchase',
    'use points for a bill',
    'burn points by customer id',
    'redeem 350 points of this customer id for the bill',
    'pay part of a bill with points through the newest api',
    'use points with the customer id, not the mobile',
  ],
});
