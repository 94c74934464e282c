/** Section OTP: sending, checking and reading back one-time codes. */
import { given, type JsonObject, listOf, numberOf, objectOf, oneOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type Reply, v2Created, v2Entity, v2Single } from '../../http/replies.js';
import { zonedDateTime } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import { customerBy, noCustomer, profileOf } from '../customer/rules.js';
import type { OtpAction } from '../points/state.js';
import { type ChannelAsked, checkOtp, latestCode, type OtpRequest, sendOtp } from './channels.js';
import { toldCode } from './rules.js';

const ACTIONS = [
  'COUPON',
  'POINTS',
  'REGISTRATION',
  'USERGROUP',
  'SUBSCRIPTION',
  'GENERIC',
  'POINTSTRANSFER',
  'CUSTOMER_STATUS_UPDATE',
  'CUSTOMER_IDENTIFIER_CHANGE',
  'CUSTOMER_ISSUE_LINK_CARD',
] as const satisfies readonly OtpAction[];

/** Purposes for which codes can be read back. */
const SCOPES = ACTIONS.slice(0, 6);

const CHANNELS = ['SMS', 'EMAIL', 'MOBILE', 'PHONE', 'BOTH', 'WHATSAPP', 'ZALO'] as const;

/** The answer for a code that was sent again, instead of an id. */
const SENT_AGAIN = 1;

/**
 * Recipient and action of a code.
 * @throws 601 if the entity type is not valid
 * @throws 602 if the entity value is missing
 * @throws 600 if the action is not valid
 */
function subjectOf(fields: JsonObject): Pick<OtpRequest, 'entityType' | 'entityValue' | 'action'> {
  const entityType =
    oneOf(['MOBILE', 'EMAIL'], fields['entityType']) ?? failUnknown(601, 'entityType', textOf(fields['entityType']));
  const entityValue = textOf(fields['entityValue']);
  if (entityValue === '') fail(602, 'entityValue is missing');
  const action = oneOf(ACTIONS, fields['action']) ?? failUnknown(600, 'Action', textOf(fields['action']));
  return { entityType, entityValue, action };
}

function channelOf(row: unknown): ChannelAsked {
  const { type, value } = objectOf(row);
  return { type: oneOf(CHANNELS, type) ?? failUnknown(603, 'Channel', textOf(type)), value: textOf(value) };
}

function generate({ world, body }: Call): Reply {
  const fields = objectOf(body);
  const email = objectOf(fields['emailTemplate']);
  const { code, resent } = sendOtp(world, {
    ...subjectOf(fields),
    channels: listOf(fields['channels']).map(channelOf),
    texts: {
      sms: textOf(fields['template']),
      emailSubject: textOf(email['subject']),
      emailBody: textOf(email['body']),
      whatsapp: textOf(fields['whatsappTemplateName']),
      zalo: textOf(fields['zaloTemplateIdentifier']),
    },
  });
  return v2Created(resent ? SENT_AGAIN : code.id, [{ code: 200, message: toldCode(code) }]);
}

function validate({ world, body }: Call): Reply {
  const fields = objectOf(body);
  const subject = subjectOf(fields);
  const code = textOf(fields['code']);
  if (code === '') fail(604, 'The code is missing');
  return v2Entity(checkOtp(world, subject, code));
}

function get({ world, query }: Call): Reply {
  const name = oneOf(['mobile', 'email', 'external_id', 'wechat'], query['identifierName']);
  const customer = customerBy(world, name ?? '', textOf(query['identifierValue']));
  if (given(query['source']) || given(query['accountId'])) {
    const accountId = given(query['accountId']) ? textOf(query['accountId']) : undefined;
    const source = given(query['source']) ? textOf(query['source']).toUpperCase() : customer.profiles[0]?.source;
    if (!profileOf(customer, source, accountId)) noCustomer();
  }
  const scope = oneOf(SCOPES, query['scope']) ?? failUnknown(600, 'Scope', textOf(query['scope']));
  const threshold = given(query['threshold']) ? numberOf(query['threshold']) : null;
  if (given(query['threshold']) && (threshold === null || threshold < 0))
    fail(400, 'threshold is not a number of seconds');
  const { code, validTill } = latestCode(world, customer, scope, threshold);
  const { id, timezone } = world.organisation;
  return v2Single({ orgId: id, userId: customer.id, code, validUpto: zonedDateTime(validTill, timezone) });
}

export const otpHandlers: Handlers = {
  otp_generate: generate,
  otp_validate: validate,
  otp_get: get,
};
