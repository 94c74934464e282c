/** Section Referral: whether a code is a customer's referral code. */
import { textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type Reply, v2Single } from '../../http/replies.js';
import { fail } from '../../world/failure.js';
import { customerOfCode } from './referrals.js';

/** An unknown code, or the code of a customer who may not refer others, is an answer and not a failure. */
function validate({ world, query }: Call): Reply {
  const code = textOf(query['code']);
  if (code === '') fail(400, 'code is missing');
  const referrer = customerOfCode(world, code);
  return v2Single({ valid: referrer !== undefined, referrer: referrer?.id ?? -1 });
}

export const referralHandlers: Handlers = { referral_validate_code: validate };
