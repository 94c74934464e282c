/**
 * Messages sent to customers: validation codes, SMS, email, WhatsApp and Zalo. No message leaves the sandbox; sent messages count as
 * delivered.
 */
import { compareInstants } from '../../../lib/instant.js';
import { type Instant, now } from '../../world/clock.js';
import { failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { accountsOf } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import type { SentMessage } from './state.js';

export interface Message {
  id: number;
  type: SentMessage['channel'];
  receiver: string;
  subject: string;
  sentOn: Instant;
}

/** Details of an outgoing message; absent ones are empty. */
export type NewMessage = Pick<SentMessage, 'channel' | 'to' | 'body'> & Partial<Omit<SentMessage, 'id' | 'createdOn'>>;

/** Sends a message, now or at the scheduled time. */
export function sendMessage(world: World, message: NewMessage): SentMessage {
  const sent: SentMessage = {
    id: nextId(world, 'message'),
    cc: '',
    bcc: '',
    from: world.organisation.name,
    subject: '',
    attachments: [],
    scheduledOn: null,
    ...message,
    createdOn: now(world),
  };
  world.sentMessages[sent.id] = sent;
  return sent;
}

/**
 * Sends a message again, as a new one.
 * @throws 4223 if there is no such message
 */
export function resendMessage(world: World, id: number): SentMessage {
  const former = world.sentMessages[id] ?? failUnknown(4223, 'Message', id);
  const { id: _, createdOn: __, ...message } = former;
  return sendMessage(world, { ...message, attachments: [...message.attachments], scheduledOn: null });
}

/** Newest first. Codes are masked. */
export function messagesTo(world: World, customer: Customer): Message[] {
  const profiles = accountsOf(world, customer).flatMap((account) => account.profiles);
  const addresses = new Set(profiles.flatMap(({ identifiers }) => identifiers.map(({ value }) => value)));
  const sent = Object.values(world.sentMessages)
    .filter(({ to, scheduledOn }) => addresses.has(to) && (scheduledOn === null || scheduledOn <= now(world)))
    .map(({ id, channel, to, subject, body, scheduledOn, createdOn }): Message => {
      return { id, type: channel, receiver: to, subject: subject || body, sentOn: scheduledOn ?? createdOn };
    });
  return [...codesTo(world, customer), ...sent].sort((a, b) => compareInstants(b.sentOn, a.sentOn));
}

function codesTo(world: World, customer: Customer): Message[] {
  return world.validationCodes
    .filter((code) => code.customerId === customer.id)
    .map(
      ({ id, entityType, entityValue, action, issuedOn }): Message => ({
        id,
        type: entityType === 'MOBILE' ? 'sms' : 'email',
        receiver: entityValue,
        subject: `Validation code ****** for ${action}`,
        sentOn: issuedOn,
      }),
    )
    .reverse();
}
