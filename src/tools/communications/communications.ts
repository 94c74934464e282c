/** Communications: single messages to a customer. */
import { section } from '../define.js';
import * as answers from './communications.answers.js';
import { sendEmailBody } from './communications.bodies.js';
import { COMMUNICATIONS } from './communications.defaults.js';

export const communications = section('Communications', COMMUNICATIONS);

export const communicationSendEmail = communications.post('v2/communications/email', {
  tool: 'communication_send_email',
  title: 'Send email communications',
  summary:
    "SENDS one email, now or at a set time, through the organization's mail gateway, optionally with attachments; it cannot be recalled. For one recipient, not campaigns; for text messages use communication_send_sms_v1_1.",
  body: sendEmailBody,
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
  limits: { batch: 'one email per call' },
  sources: [
    'Send Email Communications, documentation 2022',
    'https://docs.capillarytech.com/reference/v2-send-communication-message',
  ],
  keywords: [
    'write an email to this customer',
    'mail the invoice pdf to a shopper',
    'send an apology letter to her inbox',
    'schedule a mail for tomorrow morning',
    'let asha know by email that the order is ready',
    'one-off transactional mail with an attachment',
    'notify a member by e-mail, copy the store manager',
    'drop a message to an address with cc and bcc',
    'shoot somebody an email',
    'mail a confirmation to a guest',
    'contact a customer by e-mail',
  ],
});
