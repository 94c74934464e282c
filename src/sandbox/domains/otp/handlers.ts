/** Section OTP: sending, checking and reading back one-time codes. */
import { otpGenerate, otpGet, otpValidate } from '../../../tools/otp/otp.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { zonedDateTime } from '../../world/dates.js';
import { fail } from '../../world/failure.js';
import { customerBy, noCustomer, profileOf } from '../customer/rules.js';
import { checkOtp, latestCode, sendOtp } from './channels.js';
import { toldCode } from './rules.js';

/** The codes of what is wrong with the recipient or the purpose of a code. */
const SUBJECT_CODES = { 'body.entityType': 601, 'body.entityValue': 602, 'body.action': 600 } as const;

/** The answer for a code that was sent again, instead of an id. */
const SENT_AGAIN = 1;

export const otpHandlers: Handlers = {
  ...handle(
    otpGenerate,
    {
      envelope: 'created',
      codes: { ...SUBJECT_CODES, 'body.channels': 603, 'body.channels[]': 603, 'body.channels[].type': 603 },
    },
    ({ world, body, warn }) => {
      const { code, resent } = sendOtp(world, body);
      warn([{ code: 200, message: toldCode(code) }]);
      return resent ? SENT_AGAIN : code.id;
    },
  ),

  ...handle(
    otpValidate,
    { envelope: 'entity', codes: { ...SUBJECT_CODES, 'body.code': 604 } },
    ({ world, body: { code, ...subject } }) => checkOtp(world, subject, code),
  ),

  ...handle(
    otpGet,
    { envelope: 'single', codes: { identifierName: 8013, identifierValue: 8015, scope: 600 } },
    ({ world, query }) => {
      const customer = customerBy(world, query.identifierName, query.identifierValue);
      const { scope, source, accountId, threshold } = query;
      const isNamed = source !== undefined || accountId !== undefined;
      if (isNamed && !profileOf(customer, source ?? customer.profiles[0]?.source, accountId)) noCustomer();
      if (threshold !== undefined && threshold < 0) fail(400, 'threshold is not a number of seconds');
      const { code, validTill } = latestCode(world, customer, scope, threshold);
      const { id, timezone } = world.organisation;
      return { orgId: id, userId: customer.id, code, validUpto: zonedDateTime(validTill, timezone) };
    },
  ),
};
