/** Points, InTouch layers. */
import { section } from '../define.js';
import { format, inTouchCustomer, source } from '../schemas/common.js';
import { boolean, integer, oneOf, text } from '../schemas/values.js';
import { pointsRedeemBody } from './points.legacy.bodies.js';

export const pointsLegacy = section('Points', { domain: 'Points Management', accessGroup: 'Points' });

pointsLegacy.inTouch.get('points/isredeemable', {
  tool: 'points_check_redeemable',
  title: 'Check If Points Redeemable',
  summary:
    'Checks if a customer can redeem a number of points in a program; with issue_otp=true this GET also SENDS an OTP. It redeems nothing: use Redeem Points. No v2 twin in the list.',
  query: () => ({
    ...inTouchCustomer(),
    card_number: text('Card number').optional(),
    card_external_id: text('Card external id').optional(),
    points: integer('Points to test; mandatory in the OpenAPI part and 2022 (the current table forgets the star)'),
    program_id: integer(
      'Loyalty program; starred in the current table (1101 when not valid), optional in its OpenAPI part and in 2022',
    ),
    group_redemption: boolean('Redeem points earned in another program of the org').optional(),
    issue_otp: boolean('true sends an OTP if the check passes').optional(),
    validation_code: text('OTP to check as well').optional(),
    skip_validation: boolean('true skips customer validation').optional(),
    validation_type: oneOf(
      ['MISSED_CALL', 'SMS', 'INVALID'],
      'Validation way; INVALID goes with skip_validation',
    ).optional(),
    user_group2_primary_user_id: integer(
      "Group redemption: user id of the group's primary member; one group selector is needed for a group redemption",
    ).optional(),
    user_group2_id: integer('Group selector: group id').optional(),
    user_group2_external_id: text('Group selector: group external id').optional(),
    user_group2_primary_user_source: source("Source of the primary member's identifier").optional(),
    user_group2_primary_user_accountId: text('Account of a multi-account source').optional(),
    user_group2_primary_user_identifier_type: oneOf(
      ['mobile', 'email', 'cardnumber', 'cardExternalId', 'id'],
      'Identifier kind of the primary member',
    ).optional(),
    user_group2_primary_user_identifier_value: text('Its value').optional(),
    use_default_user_group2: boolean("Use the customer's default group").optional(),
    currency_input: boolean("true: points is a currency amount (needs the org's points-to-currency ratio)").optional(),
    format: format(),
    currency_value: integer(
      'Currency amount to test (OpenAPI part of the current page); needed when currency_input=true',
    ).optional(),
  }),
  returns:
    'response { status, points { redeemable { mobile, email, external_id, points, is_redeemable, points_redeem_value, points_redeem_local_value, input_type, points_currency_ratio, item_status } } }',
  effect: 'action',
  pii: true,
  keywords: [],
  limits: { rate: '1000 requests per minute per API key on demo/testing clusters, brand-specific elsewhere' },
  sources: [
    'https://docs.capillarytech.com/reference/check-if-points-redeemable',
    '2021 edition (v1.1): Check If Points are Redeemable',
    'September 2025 edition: 01-check-if-points-redeemable.md',
    'September 2025 edition: customer-v11.json',
  ],
});

pointsLegacy.inTouch.get('points/validationcode', {
  tool: 'points_send_validation_code',
  title: 'Issue Validation Code (to redeem points)',
  summary:
    'GET that SENDS a validation code (OTP) by SMS/email to the customer for a coming points redemption; the code then goes into Redeem Points. Not the general v2 Generate OTP.',
  query: () => ({
    ...inTouchCustomer(),
    card_number: text('Card number').optional(),
    card_external_id: text('Card external id').optional(),
    user_id: integer('User id, 2022 name; the OpenAPI part of the current page has id').optional(),
    points: integer(
      'Points to redeem, positive (mandatory in the OpenAPI part and 2022; the current table forgets the star)',
    ),
    format: format(),
  }),
  returns: 'response { status, validation_code { code { user_id, mobile, email, external_id, points, item_status } } }',
  effect: 'action',
  pii: true,
  keywords: [],
  limits: { rate: 'rate limited' },
  sources: [
    'https://docs.capillarytech.com/reference/issue-validation-code',
    '2021 edition (v1.1): Issue Validation Code (to Redeeming Points)',
    'September 2025 edition: 02-issue-validation-code.md',
    'September 2025 edition: customer-v11.json',
  ],
});

pointsLegacy.inTouch.post('points/redeem', {
  tool: 'points_redeem',
  title: 'Redeem Points',
  summary:
    "Redeems (burns) a customer's points, normally against a bill and with an OTP; keeps a redemption_id for Reverse Redeemed Points. To only test use Check If Points Redeemable.",
  query: () => ({
    user_group2_primary_user_id: integer(
      "Group redemption: user id of the group's primary member; one group selector is needed for a group redemption",
    ).optional(),
    user_group2_id: integer('Group selector: group id').optional(),
    user_group2_external_id: text('Group selector: group external id').optional(),
    user_group2_primary_user_source: source("Source of the primary member's identifier").optional(),
    user_group2_primary_user_accountId: text('Account of a multi-account source').optional(),
    user_group2_primary_user_identifier_type: oneOf(
      ['mobile', 'email', 'cardnumber', 'cardExternalId', 'id'],
      'Identifier kind of the primary member',
    ).optional(),
    user_group2_primary_user_identifier_value: text('Its value').optional(),
    skip_validation: boolean('true skips the OTP/missed-call check').optional(),
    program_id: integer('Program to redeem from, multi-program orgs').optional(),
    validation_type: oneOf(['MISSED_CALL', 'SMS'], 'Validation way').optional(),
    format: format(),
  }),
  body: pointsRedeemBody,
  returns:
    'response { status, responses { points { mobile, email, external_id, redemption_id, points_redeemed, redemption_purpose, redeemed_value, redeemed_local_value, balance, user_id, is_group_redemption, side_effects { effect }, item_status } } }',
  effect: 'action',
  destructive: true,
  pii: true,
  keywords: [],
  limits: { rate: '1000 requests per minute per API key on demo/testing clusters, brand-specific elsewhere' },
  sources: [
    'https://docs.capillarytech.com/reference/redeem-points',
    'docs.capillarytech.com, full page',
    '2021 edition (v1.1): Redeem Points',
    'September 2025 edition: 03-redeem-points.md',
    'September 2025 edition: customer-v11.json',
  ],
});
