/** Section Communications: messages of any channel, several in one call, and sending one again. */
import { defined } from '../../../lib/defined.js';
import type { sendMessageBody } from '../../../tools/beyond/communications.bodies.js';
import { communicationResend, communicationSendMessage } from '../../../tools/beyond/communications.js';
import type { Decoded } from '../../../tools/schemas/decoded.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { rowOr } from '../../http/rows.js';
import { zonedDateTime } from '../../world/dates.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { checkIdentifier } from '../customer/rules.js';
import { type NewMessage, resendMessage, sendMessage } from './rules.js';
import type { SentMessage } from './state.js';

type Body = Decoded<ReturnType<typeof sendMessageBody>>;
type Channel = SentMessage['channel'];

/** The codes of a channel whose messages are missing or lack something. */
const MISSING = { sms: 4203, email: 4201, whatsapp: 403, zalo: 403 } as const;

const CODES = {
  channel: 400,
  'body.sms': MISSING.sms,
  'body.sms[].to': MISSING.sms,
  'body.sms[].body': MISSING.sms,
  'body.email[].to': 8055,
  'body.email[].subject': MISSING.email,
  'body.whatsappMessage[].receiver': MISSING.whatsapp,
  'body.zaloMessage[].receiver': MISSING.zalo,
} as const;

/** The messages of the channel in a body. */
function messagesIn(body: Body, channel: Channel): NewMessage[] {
  switch (channel) {
    case 'sms':
      return (body.sms ?? []).map(({ to, body: text, sender, scheduledTime: scheduledOn }) => ({
        ...{ channel, to, body: text },
        ...defined({ from: sender || undefined, scheduledOn }),
      }));
    case 'email':
      return (body.email ?? []).map(({ scheduledTime: scheduledOn, attachments, ...email }) => ({
        ...{ channel, to: email.to, subject: email.subject, body: email.body, from: email.from },
        attachments: (attachments?.attachment ?? []).map(({ file_name = '' }) => file_name),
        ...defined({ cc: email.cc, bcc: email.bcc, scheduledOn }),
      }));
    default: {
      const rows = channel === 'whatsapp' ? body.whatsappMessage : body.zaloMessage;
      return (rows ?? []).map(({ receiver: to, template, scheduledTime: scheduledOn }) => ({
        ...{ channel, to, body: template },
        ...defined({ scheduledOn }),
      }));
    }
  }
}

/**
 * @throws 8055 if an email address is malformed
 * @throws 4203 or 403 if a mobile is
 */
function send(world: World, message: NewMessage): SentMessage {
  const type = message.channel === 'email' ? 'email' : 'mobile';
  const checked = rowOr({}, () => {
    checkIdentifier(world, { type, value: message.to });
    return {};
  });
  if ('failure' in checked) fail(type === 'email' ? 8055 : MISSING[message.channel], checked.failure.message);
  return sendMessage(world, message);
}

/** A message as it was accepted or refused. */
interface Outcome {
  readonly message: NewMessage;
  readonly time: string | undefined;
  readonly errors: readonly { status: boolean; code: number; message: string }[];
}

function outcomeOf(world: World, message: NewMessage): Outcome {
  const sent = rowOr({}, () => ({ sent: send(world, message) }));
  if ('failure' in sent) {
    const { code, message: reason } = sent.failure;
    return { message, time: undefined, errors: [{ status: false, code, message: reason }] };
  }
  const { scheduledOn, createdOn } = sent.sent;
  return { message, time: zonedDateTime(scheduledOn ?? createdOn, world.organisation.timezone), errors: [] };
}

/** The rows of the channel, under its name. */
function toRowsJson(channel: Channel, outcomes: readonly Outcome[]) {
  const rows = <M>(toJson: (message: NewMessage, time: string | undefined) => M) =>
    outcomes.map(({ message, time, errors }) => ({ message: toJson(message, time), errors, warnings: [] }));
  if (channel === 'sms') {
    return {
      smsList: rows(({ to, body, from = '' }, scheduledTime) => ({ to, body, scheduledTime, sender: from })).map(
        ({ message: sms, ...row }) => ({ sms, ...row }),
      ),
    };
  }
  if (channel === 'email') {
    return {
      emails: rows(({ to, cc = '', bcc = '', subject, body, from, attachments = [] }, scheduledTime) => ({
        ...{ to, cc, bcc, subject, body, scheduledTime },
        fileHandler: [],
        attachments: attachments.map((file_name) => ({ file_name })),
        labelOfSender: '',
        senderEmail: from,
        replyToEmail: from,
      })).map(({ message: email, ...row }) => ({ email, ...row })),
    };
  }
  const messages = rows(({ to: receiver, body: template }, scheduledTime) => ({ receiver, template, scheduledTime }));
  if (channel === 'whatsapp') {
    return { whatsapp: messages.map(({ message: whatsappMessage, ...row }) => ({ whatsappMessage, ...row })) };
  }
  return { zalo: messages.map(({ message: zaloMessage, ...row }) => ({ zaloMessage, ...row })) };
}

export const communicationMessageHandlers: Handlers = {
  ...handle(
    communicationSendMessage,
    { envelope: 'plain', codes: CODES },
    ({ world, query: { channel = 'sms' }, body }) => {
      const messages = messagesIn(body, channel);
      if (messages.length === 0) fail(MISSING[channel], `There is no message for ${channel}`);
      const outcomes = messages.map((message) => outcomeOf(world, message));
      const [refusal] = outcomes.flatMap(({ errors }) => errors);
      const successCount = outcomes.filter(({ errors }) => errors.length === 0).length;
      const status = successCount > 0;
      const { code, message } =
        refusal && !status ? refusal : { code: 200, message: status ? 'Success' : 'No message was sent' };
      return {
        status: {
          count: outcomes.length,
          statusCode: { status, code, message },
          successCount,
          warnings: [],
          warningsAsStatusCode: [],
          code,
          success: status,
          message,
        },
        ...toRowsJson(channel, outcomes),
      };
    },
  ),

  ...handle(
    communicationResend,
    { envelope: 'single', codes: { body: 400, 'body.messageId': 400 } },
    ({ world, body: { messageId } }) => ({
      orgId: world.organisation.id,
      undeliveredMessageId: messageId,
      resentMessageId: resendMessage(world, messageId).id,
    }),
  ),
};
