/** Section Referral: whether a code is a customer's referral code. */
import { referralValidateCode } from '../../../tools/customer/referral.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { customerOfCode } from './referrals.js';

export const referralHandlers: Handlers = {
  // An unknown code, or the code of a customer who may not refer others, is an answer and not a failure.
  ...handle(referralValidateCode, { envelope: 'single' }, ({ world, query }) => {
    const referrer = customerOfCode(world, query.code);
    return { valid: referrer !== undefined, referrer: referrer?.id ?? -1 };
  }),
};
