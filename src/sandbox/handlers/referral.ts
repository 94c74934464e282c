/** Section Referral: whether a code that somebody shows is a customer's. */
import { textOf } from '../arguments.js';
import { fail } from '../failure.js';
import { type Reply, v2Single } from '../replies.js';
import { customerOfCode } from '../rules/referrals.js';
import type { Call, Handlers } from './handler.js';

/** A code of nobody, or of somebody who may not refer others, is an answer and no failure. */
function validate({ world, query }: Call): Reply {
  const code = textOf(query['code']);
  if (code === '') fail(400, 'code is missing');
  const referrer = customerOfCode(world, code);
  return v2Single({ valid: referrer !== undefined, referrer: referrer?.id ?? -1 });
}

export const referralHandlers: Handlers = { referral_validate_code: validate };
