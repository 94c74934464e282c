/** Communications, beyond the inventory: messages of four channels, and sending one again. */
import { COMMUNICATIONS } from '../communications/communications.defaults.js';
import { section } from '../define.js';
import { idOf } from '../schemas/leaf-types.js';
import { choice, integer, object } from '../schemas/values.js';
import * as answers from './communications.answers.js';
import { sendMessageBody } from './communications.bodies.js';

export const communicationsBeyond = section('Communications', COMMUNICATIONS);

export const communicationSendMessage = communicationsBeyond.post('v2/communications/sendMessage', {
  tool: 'communication_send_message',
  title: 'Send Communication Message',
  summary:
    'SENDS text messages, emails, WhatsApp or Zalo messages to people, now or at a set time; they cost money and cannot be recalled. For one SMS or email whose delivery can be read afterwards use communication_send_sms_v1_1 or communication_send_email.',
  inInventory: false,
  query: () => ({
    channel: choice(
      ['sms', 'whatsapp', 'email', 'zalo'],
      'The messages are in the list of that channel; default sms',
    ).optional(),
  }),
  body: sendMessageBody,
  rules: [{ each: 'body', needs: ['sms', 'email', 'whatsappMessage', 'zaloMessage'] }],
  response: {
    confirmation: ['status.success', 'smsList', 'emails', 'whatsapp', 'zalo'],
    verdicts: ['status'],
    rows: ['smsList[]', 'emails[]', 'whatsapp[]', 'zalo[]'].map((at) => ({ at, errors: 'errors' })),
  },
  answer: answers.communicationSendMessageAnswer,
  effect: 'action',
  consent: 'always',
  question:
    'Send {count body.sms[]} SMS, {count body.email[]} emails, {count body.whatsappMessage[]} WhatsApp and {count body.zaloMessage[]} Zalo messages[, the first SMS to {body.sms[].to}][, the first email to {body.email[].to}]?',
  undoneBy: 'nothing',
  subjects: [],
  destructive: true,
  checkedBy: ['customer_get_interactions_v1_1'],
  evidence:
    'a message with this text and time to the recipient (it covers registered customers only, so a missing message proves nothing for other recipients)',
  example: { channel: 'sms', body: { sms: [{ to: '919800000001', body: 'Your table is ready.' }] } },
  sources: [
    'https://docs.capillarytech.com/reference/v2-send-communication-message',
    'Send Communication Message, documentation September 2025 and March 2026',
  ],
  keywords: [
    'send a whatsapp to a customer',
    'message shoppers on zalo',
    'text several numbers in one call',
    'whatsapp reminder that the order is ready',
    'schedule a message for tomorrow evening',
    'write to a list of phones with our own text',
    'notify people on their favourite messenger',
    'send a whatsapp message',
    'schedule a text to several customers this evening',
    'message to many customers on one channel',
    'send messages through whatsapp, sms, email or zalo',
    'send a text on whatsapp to hundreds of members at a set time',
  ],
});

export const communicationResend = communicationsBeyond.post('v2/communications/resend', {
  tool: 'communication_resend',
  title: 'Resend Communication Message',
  summary:
    'SENDS a message again that did not arrive, as a new one with its own id. For a new text use communication_send_message, for a coupon coupon_resend_v1_1, for a one-time code otp_generate.',
  inInventory: false,
  body: () => object({ messageId: idOf('message', integer('Message to send again')) }),
  response: { confirmation: ['resentMessageId'] },
  answer: answers.communicationResendAnswer,
  effect: 'action',
  destructive: true,
  checkedBy: ['customer_get_interactions_v1_1'],
  evidence: 'the same message once more, at the time of the call',
  example: { body: { messageId: 55010 } },
  sources: [
    'https://docs.capillarytech.com/reference/post_v2-communications-resend',
    'Resend communication, OpenAPI file September 2025',
  ],
  keywords: [
    'the text never arrived, send it once more',
    'resend the mail that bounced',
    'repeat an undelivered message',
    'customer deleted the sms, send it again',
    'try again to deliver a notification',
    'send the same message a second time',
    'send a message again that was not delivered',
    'resend a failed message',
    'it did not arrive, send it again',
    'an email got lost, send it another time',
  ],
});
