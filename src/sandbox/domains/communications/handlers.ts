/** Section Communications: sending SMS and email, and reading them back. */
import { given, type JsonObject, objectOf, objectsOf, textOf } from '../../http/arguments.js';
import { type Call, type Handlers, inTouch } from '../../http/handler.js';
import { type Reply, reply } from '../../http/replies.js';
import { now } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail, failUnknown, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { checkIdentifier } from '../customer/rules.js';
import { inTouchDate } from '../points/serializers.js';
import { sendMessage } from './rules.js';
import type { SentMessage } from './state.js';

type Channel = SentMessage['channel'];

const CODES = {
  sms: { notSent: 4101, notFound: 4102 },
  email: { notSent: 4201, notFound: 4202 },
} as const;
const BAD_ADDRESS = 4208;
const NO_MESSAGE = 4217;
const LONGEST = 100_000;

const OK = { success: 'true', code: '200', message: 'success' };

/**
 * The message of a call; a call sends one.
 * @throws 4217 if there is no message, the body is missing or too long, or an email has no subject
 * @throws 4101 if a mobile or the scheduled time is not valid
 * @throws 4208 if an email address is malformed
 */
function messageIn(world: World, body: unknown, channel: Channel): SentMessage {
  const row: JsonObject =
    objectsOf(objectOf(objectOf(body)['root'])[channel])[0] ?? fail(NO_MESSAGE, `root.${channel} contains no message`);
  const text = (name: string): string => textOf(row[name]);
  if (text('body') === '' || text('body').length > LONGEST) fail(NO_MESSAGE, 'body is missing or too long');
  if (channel === 'email' && text('subject') === '') fail(NO_MESSAGE, 'subject is missing');
  checkAddress(world, channel, text('to'));
  const scheduled = row['scheduledTime'] ?? row['scheduled_time'];
  const scheduledOn = given(scheduled)
    ? (readDate(textOf(scheduled), world.organisation.timezone) ??
      fail(CODES[channel].notSent, 'The scheduled time is not a date'))
    : null;
  const files = objectsOf(objectOf(row['attachments'])['attachment']);
  const from = text('from') || text('sender');
  return sendMessage(world, {
    channel,
    to: text('to'),
    cc: text('cc'),
    bcc: text('bcc'),
    ...(from !== '' && { from }),
    subject: text('subject'),
    body: text('body'),
    attachments: files.map((file) => textOf(file['fileName'] ?? file['file_name'])),
    scheduledOn,
  });
}

function checkAddress(world: World, channel: Channel, value: string): void {
  const type = channel === 'sms' ? 'mobile' : 'email';
  try {
    checkIdentifier(world, { type, value });
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    fail(channel === 'sms' ? CODES.sms.notSent : BAD_ADDRESS, error.message);
  }
}

const isDue = (world: World, { scheduledOn }: SentMessage): boolean =>
  scheduledOn === null || scheduledOn <= now(world);

const sentFace = (world: World, message: SentMessage, timeName: string): object => ({
  id: String(message.id),
  to: message.to,
  ...(message.channel === 'email' && { cc: message.cc, bcc: message.bcc }),
  status: message.channel === 'sms' && isDue(world, message) ? 'Sent' : 'Queued',
  ...(message.channel === 'email' && { subject: message.subject, description: message.body }),
  [timeName]: inTouchDate(world, message.scheduledOn),
});

const send =
  (channel: Channel, timeName: string) =>
  ({ world, body }: Call): Reply =>
    reply({ response: { status: OK, [channel]: sentFace(world, messageIn(world, body, channel), timeName) } });

const get =
  (channel: Channel) =>
  ({ world, query }: Call): Reply => {
    const message = world.sentMessages[Number(query['id'])];
    if (message?.channel !== channel)
      return failUnknown(CODES[channel].notFound, `The ${channel} with the id`, textOf(query['id']));
    const time = inTouchDate(world, message.scheduledOn ?? message.createdOn);
    const face =
      channel === 'sms'
        ? {
            ...sentFace(world, message, 'scheduled_time'),
            scheduled_time: time,
            message: message.body,
            sender: message.from,
          }
        : {
            id: String(message.id),
            to: message.to,
            cc: message.cc,
            subject: message.subject,
            description: message.body,
            status: isDue(world, message) ? 'Delivered' : 'Queued',
            sent_time: isDue(world, message) ? time : '',
          };
    return reply({ response: { status: OK, [channel]: face } });
  };

export const communicationHandlers: Handlers = {
  ...inTouch('communication_send_sms', send('sms', 'scheduled_time')),
  ...inTouch('communication_get_sms', get('sms')),
  ...inTouch('communication_send_email', send('email', 'scheduled_time')),
  ...inTouch('communication_get_email', get('email')),
  communication_send_email: send('email', 'scheduledTime'),
};
