/** Section Communications: sending SMS and email, and reading them back. */
import { defined } from '../../../lib/defined.js';
import { communicationSendEmail } from '../../../tools/communications/communications.js';
import * as inTouch from '../../../tools/communications/communications.legacy.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { fail, failUnknown, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { checkIdentifier } from '../customer/rules.js';
import { type NewMessage, sendMessage } from './rules.js';
import { scheduledTime, toEmailJson, toReadEmailJson, toReadSmsJson, toSmsJson } from './serializers.js';
import type { SentMessage } from './state.js';

type Channel = 'sms' | 'email';

const CODES = {
  sms: { notSent: 4101, notFound: 4102, badAddress: 4101 },
  email: { notSent: 4201, notFound: 4202, badAddress: 4208 },
} as const;
const NO_MESSAGE = 4217;
const LONGEST = 100_000;

const SMS_CODES = {
  code: NO_MESSAGE,
  codes: {
    'body.root.sms[].to': CODES.sms.badAddress,
    'body.root.sms[].scheduled_time': CODES.sms.notSent,
    'body.root.sms[].scheduledTime': CODES.sms.notSent,
  },
} as const;

const EMAIL_CODES = {
  code: NO_MESSAGE,
  codes: {
    'body.root.email[].to': CODES.email.badAddress,
    'body.root.email[].scheduledTime': CODES.email.notSent,
  },
} as const;

const success = <R extends object>(content: R) => ({
  response: { status: { success: 'true', code: '200', message: 'success' }, ...content },
});

/**
 * The message of a call, which is one.
 * @throws 4217 if there is none
 */
const onlyOne = <M>([message]: readonly M[]): M => message ?? fail(NO_MESSAGE, 'There is no message');

/**
 * @throws 4217 if the message is too long
 * @throws 4101 if a mobile is malformed
 * @throws 4208 if an email address is malformed
 */
function send(world: World, message: MessageOfChannel): SentMessage {
  if (message.body.length > LONGEST) fail(NO_MESSAGE, 'The message is too long');
  try {
    checkIdentifier(world, { type: message.channel === 'sms' ? 'mobile' : 'email', value: message.to });
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    fail(CODES[message.channel].badAddress, error.message);
  }
  return sendMessage(world, message);
}

interface MessageOfChannel extends NewMessage {
  channel: Channel;
}

interface SentEmail
  extends Partial<Pick<SentMessage, 'cc' | 'bcc' | 'from'>>,
    Pick<SentMessage, 'to' | 'subject' | 'body'> {}

const emailOf = (
  { to, subject, body, cc = '', bcc = '', from }: SentEmail,
  scheduledOn: string | undefined,
  attachments: readonly (string | undefined)[] = [],
): MessageOfChannel => ({
  channel: 'email',
  ...{ to, subject, body, cc, bcc, attachments: attachments.map((name = '') => name) },
  ...defined({ from: from || undefined, scheduledOn }),
});

/** @throws 4102 or 4202 if no message of the channel has the id */
function messageById(world: World, channel: Channel, id: string): SentMessage {
  const message = world.sentMessages[Number(id)];
  return message?.channel === channel
    ? message
    : failUnknown(CODES[channel].notFound, `The ${channel} with the id`, id);
}

export const communicationHandlers: Handlers = {
  ...handle(inTouch.communicationSendSms, { envelope: 'plain', ...SMS_CODES }, ({ world, body }) => {
    const { to, body: text, sender, ...at } = onlyOne(body.root.sms);
    const scheduledOn = at.scheduled_time ?? at.scheduledTime;
    const sent = send(world, {
      channel: 'sms',
      to,
      body: text,
      ...defined({ from: sender || undefined, scheduledOn }),
    });
    return success({ sms: toSmsJson(world, sent) });
  }),

  ...handle(inTouch.communicationGetSms, { envelope: 'plain', codes: { id: CODES.sms.notFound } }, ({ world, query }) =>
    success({ sms: toReadSmsJson(world, messageById(world, 'sms', query.id)) }),
  ),

  ...handle(
    inTouch.communicationSendEmail,
    {
      envelope: 'plain',
      code: NO_MESSAGE,
      codes: { ...EMAIL_CODES.codes, 'body.root.email[].scheduled_time': CODES.email.notSent },
      optional: ['body.root.email[].from'],
    },
    ({ world, body }) => {
      const email = onlyOne(body.root.email);
      const files = email.attachments?.attachment?.map(({ file_name }) => file_name);
      const sent = send(world, emailOf(email, email.scheduledTime ?? email.scheduled_time, files));
      return success({ email: { ...toEmailJson(sent), scheduled_time: scheduledTime(world, sent) } });
    },
  ),

  ...handle(
    inTouch.communicationGetEmail,
    { envelope: 'plain', codes: { id: CODES.email.notFound } },
    ({ world, query }) => success({ email: toReadEmailJson(world, messageById(world, 'email', query.id)) }),
  ),

  ...handle(communicationSendEmail, { envelope: 'plain', ...EMAIL_CODES }, ({ world, body }) => {
    const email = onlyOne(body.root.email);
    const files = email.attachments?.attachment?.map(({ fileName }) => fileName);
    const sent = send(world, emailOf(email, email.scheduledTime, files));
    return success({ email: { ...toEmailJson(sent), scheduledTime: scheduledTime(world, sent) } });
  }),
};
