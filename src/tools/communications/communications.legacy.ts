/** Communications, InTouch layers: sending single text messages and emails, and reading them back. */
import { section } from '../define.js';
import { format } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { textOrNumber } from '../schemas/values.js';
import { COMMUNICATIONS } from './communications.defaults.js';
import * as answers from './communications.legacy.answers.js';
import { sendEmailInTouchBody, sendSmsBody } from './communications.legacy.bodies.js';

export const communicationsLegacy = section('Communications', COMMUNICATIONS);

export const communicationSendSms = communicationsLegacy.inTouch.post('communications/sms', {
  tool: 'communication_send_sms',
  title: 'Send SMS',
  summary:
    'SENDS one SMS with your text to a mobile number, now or at a set time; it cannot be recalled. Read its delivery with communication_get_sms_v1_1; for email use communication_send_email, for one-time codes otp_generate.',
  query: () => ({
    format: format(),
  }),
  body: sendSmsBody,
  answer: answers.communicationSendSmsAnswer,
  effect: 'action',
  consent: 'always',
  question: 'Send an SMS to {body.root.sms[].to}: {body.root.sms[].body}?',
  undoneBy: 'nothing',
  subjects: [],
  amounts: { messages: 'body.root.sms[].to' },
  checkedBy: ['customer_get_interactions_v1_1'],
  evidence:
    'an SMS with this text and time to the recipient (it covers registered customers only, so a missing message proves nothing for other recipients)',
  destructive: true,
  limits: { batch: 'one message per call' },
  sources: [
    'Send SMS to Customer, v1.1 documentation 2021',
    'https://docs.capillarytech.com/reference/send-communication-message',
  ],
  keywords: [
    'text the customer',
    'send a text message to 9198xxxx',
    'let her know on her phone that the parcel is in store',
    'shoot a quick message to a mobile',
    'schedule a text for 6 pm',
    'remind a shopper by phone message',
    'custom sms from the service desk',
    'notify one number with our sender id',
    'drop her a text',
    'message a phone with our own words',
    'let somebody know by sms',
  ],
});

export const communicationGetSms = communicationsLegacy.inTouch.get('communications/sms', {
  tool: 'communication_get_sms',
  title: 'Get SMS',
  summary:
    'Reads one SMS sent with communication_send_sms_v1_1, by message id: recipient, text, sender and delivery status. It sends nothing; for emails use communication_get_email_v1_1.',
  query: () => ({
    id: idOf('sms', textOrNumber('Message id, returned by sending')),
    format: format(),
  }),
  answer: answers.communicationGetSmsAnswer,
  effect: 'read',
  limits: { batch: 'one id per call' },
  sources: [
    'https://docs.capillarytech.com/reference/get-sms',
    'Retrieve Details of SMSs Sent, v1.1 documentation 2021',
    'Get SMS, OpenAPI file September 2025',
  ],
  keywords: [
    'was the text message delivered',
    'did the sms go out',
    'what did we text this customer',
    'delivery report of a phone message',
    'look up message id 55010',
    'shopper never got the text, check',
    'status of a scheduled text',
    'which sender id was used',
    'has the text arrived',
    'find an sms we sent earlier',
    'delivery state of a text by id',
  ],
});

export const communicationSendEmail = communicationsLegacy.inTouch.post('communications/email', {
  tool: 'communication_send_email',
  title: 'Send Email',
  summary:
    'SENDS one email, now or at a set time, optionally with attachments; it cannot be recalled. Prefer communication_send_email unless you work with InTouch payloads (snake case); read its delivery with communication_get_email_v1_1.',
  query: () => ({
    format: format(),
  }),
  body: sendEmailInTouchBody,
  answer: answers.communicationSendEmailAnswer,
  effect: 'action',
  consent: 'always',
  question: 'Send an email to {body.root.email[].to} on {body.root.email[].subject}?',
  undoneBy: 'nothing',
  subjects: [],
  amounts: { messages: 'body.root.email[].to' },
  checkedBy: ['customer_get_interactions_v1_1'],
  evidence:
    'an email with this subject and time to the recipient (it covers registered customers only, so a missing message proves nothing for other recipients)',
  destructive: true,
  supersededBy: 'communication_send_email',
  limits: { batch: 'one email per call' },
  sources: [
    'https://docs.capillarytech.com/reference/send-email',
    'https://docs.capillarytech.com/reference/send-communication-message',
    'Send Email to Customer, v1.1 documentation 2021',
    'Send Email, OpenAPI file September 2025',
  ],
  keywords: [
    'intouch email call',
    'mail a shopper from the old pos integration',
    'legacy e-mail with file_name and file_data attachments',
    'send a letter with a pdf, older payload',
    'queue a mail and keep its id to track it',
    'old style transactional mail to one address',
    'e-mail the receipt through intouch',
    'delayed mail, snake case scheduled_time',
    'email a person with a file attached',
    'write to an inbox',
    'send out a mail message',
  ],
});

export const communicationGetEmail = communicationsLegacy.inTouch.get('communications/email', {
  tool: 'communication_get_email',
  title: 'Get Email',
  summary:
    'Reads one email sent earlier, by the message id that sending returned: recipients, subject, text, delivery status and time. It sends nothing; for text messages use communication_get_sms_v1_1.',
  query: () => ({
    id: idOf('sentEmail', textOrNumber('Message id, returned by sending')),
    format: format(),
  }),
  answer: answers.communicationGetEmailAnswer,
  effect: 'read',
  limits: { batch: 'one id per call' },
  sources: [
    'https://docs.capillarytech.com/reference/get-email',
    'Retrieve Details of Emails Sent, v1.1 documentation 2021',
    'Get Email, OpenAPI file September 2025',
  ],
  keywords: [
    'did the mail reach the customer',
    'check whether an e-mail was delivered or bounced',
    'show the wording of the mail we sent',
    'when was mail 23402 sent out',
    'customer says nothing is in the inbox',
    'track a queued e-mail',
    'proof that we mailed the shopper',
    'who was copied on that message',
    'did the email land',
    'status of a message sent by mail',
    'open an earlier email by its id',
  ],
});
