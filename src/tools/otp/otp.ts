/** OTP: one-time codes with which customers confirm an action. */
import { section } from '../define.js';
import { accountId, source } from '../schemas/common.js';
import { idOf, personIdentifier, secret } from '../schemas/leaf-types.js';
import { choice, integer, list, object, text } from '../schemas/values.js';
import * as answers from './otp.answers.js';

export const otp = section('OTP', {
  domain: 'OTP & Authentication',
  accessGroup: 'OTP',
  response: { codes: { not_found: [9001] } },
});

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
] as const;

/** Who the code is for, in bodies. */
const recipient = () => ({
  entityType: choice(['MOBILE', 'EMAIL'], 'Kind of identifier in entityValue'),
  entityValue: personIdentifier('Mobile with country code, or email'),
});

const channel = () =>
  object({
    type: choice(
      ['SMS', 'EMAIL', 'MOBILE', 'PHONE', 'BOTH', 'WHATSAPP', 'ZALO'],
      'PHONE and MOBILE are voice calls; BOTH is mobile and email',
    ),
    value: personIdentifier("Number or address on this channel; entityValue, or the profile's, if absent").optional(),
  });

export const otpGenerate = otp.post('v2/otp/generate', {
  tool: 'otp_generate',
  title: 'Generate OTP',
  summary:
    'SENDS a customer (entityValue) a one-time code for a purpose, on all channels listed in channels (SMS, email, call, WhatsApp, Zalo) and on no other; the code is not returned, and while valid the same one is sent again. Check it with otp_validate; for staff codes use staff_send_otp.',
  body: () =>
    object({
      ...recipient(),
      action: choice(ACTIONS, 'Purpose of the code; otp_validate needs the same'),
      template: text(
        "SMS text with one {{ validation_code }} placeholder; the organization's own if absent",
      ).optional(),
      whatsappTemplateName: idOf(
        'messageTemplate',
        text('Approved WhatsApp template; needed for channel WHATSAPP'),
      ).optional(),
      zaloTemplateIdentifier: idOf(
        'messageTemplate',
        text('Id of the Zalo template; needed for channel ZALO'),
      ).optional(),
      emailTemplate: object(
        {
          subject: text().optional(),
          body: text('With a {{ validation_code }} placeholder').optional(),
        },
        "Text of the email; the organization's own if absent",
      ).optional(),
      channels: list(
        channel(),
        'Channels for the code: it goes to all of these, and only to these, not to entityValue',
      ),
    }),
  answer: answers.otpGenerateAnswer,
  effect: 'action',
  amounts: { messages: 'body.channels[]' },
  checkedBy: {
    unverifiable: 'Ask the customer whether a code arrived. A repeat sends the same code again as long as it is valid.',
  },
  nextStep: 'the customer reads the code out; otp_validate checks it.',
  limits: { batch: 'one customer per call', rate: '1,000 per hour per mobile by default, set by the organization' },
  sources: [
    'https://docs.capillarytech.com/reference/generate-otp',
    'https://docs.capillarytech.com/reference/success-and-error-codes',
    'Generate OTP, documentation 2022 and September 2025',
  ],
  keywords: [
    'send a one-time code to a customer',
    'send a pin to the shopper phone',
    'text a verification code before sign-up',
    'customer did not receive the passcode, resend',
    'confirm a coupon at checkout with a code',
    'verify that this email is really hers',
    'two-factor code for changing a mobile number',
    'whatsapp a one-time password',
    'read the code out by voice call',
    'start phone verification for card linking',
    "send a code to a customer's phone",
    'one-time pin by text or mail',
    "verify a shopper's number with a code",
    'send a one-time code to a mobile',
    'send an otp to a customer',
  ],
});

export const otpValidate = otp.post('v2/otp/validate', {
  tool: 'otp_validate',
  title: 'Validate OTP',
  summary:
    'Checks the one-time code a customer got through otp_generate: entity true or false (wrong, expired). For staff codes use staff_validate_otp; for passwords user_auth_authorize.',
  body: () =>
    object({
      ...recipient(),
      code: secret('Code the customer received'),
      action: choice(ACTIONS, 'Purpose as in otp_generate'),
    }),
  answer: answers.otpValidateAnswer,
  effect: 'action',
  checkedBy: {
    unverifiable: 'A correct code may count as used now. If a repeat is refused, send a new code with otp_generate.',
  },
  sensitive: true,
  limits: { rate: 'if the organization limits it: 5 in 15 minutes per mobile or email' },
  sources: [
    'https://docs.capillarytech.com/reference/validate-otp',
    'https://docs.capillarytech.com/reference/success-and-error-codes',
    'Validate OTP, documentation 2022',
  ],
  keywords: [
    'verify the one-time code of a customer',
    'shopper read me the pin, is it right',
    'confirm a verification code',
    'check the six digits typed at the till',
    'complete phone verification at sign-up',
    'has this passcode expired',
    'accept or refuse an entered one-time password',
    'prove that the caller owns the number',
    'match the code from the text message',
    'is the code the customer said correct',
    'check a one-time pin',
    'compare the code typed in',
    'is the code right',
    'verify the otp of a customer',
  ],
});

export const otpGet = otp.get('v2/otp', {
  tool: 'otp_get',
  title: 'Get OTP',
  summary:
    'Reveals the latest valid one-time code of a customer for a purpose, e.g. to deliver it by another gateway; it sends nothing. Send with otp_generate; check a code that the customer enters with otp_validate.',
  query: () => ({
    identifierName: choice(['mobile', 'email', 'external_id', 'wechat'], 'Kind of identifier'),
    identifierValue: personIdentifier('The identifier; a mobile with country code'),
    scope: choice(
      ['COUPON', 'POINTS', 'REGISTRATION', 'USERGROUP', 'SUBSCRIPTION', 'GENERIC'],
      'Purpose of the code: action of otp_generate',
    ),
    source: source('Channel whose profile holds the customer').optional(),
    accountId: accountId(),
    threshold: integer('Validity of the code in seconds').optional(),
  }),
  response: { confirmation: ['code'], secrets: { handedOver: ['code'] } },
  answer: answers.otpGetAnswer,
  effect: 'read',
  sensitive: true,
  limits: { rate: '10 codes per customer per day by default' },
  sources: ['https://docs.capillarytech.com/reference/get-otp', 'Get OTP, documentation 2022 and September 2025'],
  keywords: [
    'what code did we send her',
    'read out the pin to the caller',
    'fetch the passcode for our own sms gateway',
    'show the current verification code of a number',
    'support desk looks up a one-time password',
    'text never arrived, tell me the digits',
    'retrieve an issued validation code',
    'until when is her code good',
    'which code did the customer get',
    'read the last one-time code',
    'find a pin already sent',
  ],
});
