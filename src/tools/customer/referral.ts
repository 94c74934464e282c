/** Referral. */
import { section } from '../define.js';
import { idOf } from '../schemas/leaf-types.js';
import { text } from '../schemas/values.js';
import * as answers from './referral.answers.js';

export const referral = section('Referral', { domain: 'Customer Management', accessGroup: 'Customer' });

export const referralValidateCode = referral.get('v2/referral/validate', {
  tool: 'referral_validate_code',
  title: 'Validate referral code',
  summary:
    "Checks whether a referral code works now and whose it is; otherwise, and outside the campaign's dates, valid is false and referrer -1. It registers nobody; for a customer's own code and invited friends use customer_get_referrals.",
  listed: 'GET v2/validate',
  query: () => ({
    code: idOf('referralCode', text('Referral code')),
  }),
  response: { confirmation: ['valid'] },
  answer: answers.referralValidateCodeAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/validate-referral-code',
    'Validate Referral Code, documentation 2022',
  ],
  keywords: [
    'new shopper brings a friend code, is it good',
    'who does this invite code belong to',
    'check a refer-a-friend code at sign-up',
    'is the member-get-member code expired',
    'invite code does not work, why',
    'verify the code a friend shared',
    'find the referrer behind a code',
    'test an invitation code before registering',
    "is the friend's code genuine",
    'referral code given at sign-up, does it count',
    'whose invitation code is it',
  ],
});
