/** Tasks about one-time codes. */
import { tasksOf } from '../task.js';

const EMAIL = 'daniel.okoye@example.com';
const MOBILE = '971501000014';
const byEmail = { entityType: 'EMAIL', channels: [{ type: 'EMAIL', value: EMAIL }] };
const changeOfNumber = (body: object) => ({ body: { action: 'CUSTOMER_IDENTIFIER_CHANGE', ...body } });

export const otpTasks = tasksOf('otp', [
  {
    id: 'a-code-before-the-new-number',
    brand: 'fuel',
    kind: 'write',
    prompt:
      'Daniel Okoye (971501000014) wants to change the mobile number in his account. His old phone is stolen, so send the code for that change to his email address, and to nothing else. He will call back with the code and the new number.',
    expect: {
      state: {
        otpMessages: { '0.channel': 'EMAIL', '0.to': EMAIL },
        'otpMessages.*.#': '+1',
        'validationCodes[customerId=418400014]': { action: 'CUSTOMER_IDENTIFIER_CHANGE', usedOn: null },
        'validationCodes.*.#': '+1',
      },
      unchanged: ['customers', 'requests', 'sentMessages'],
    },
    reference: [
      ['customer_search', { q: MOBILE }],
      ['customer_get', { customerId: '{1.data.0.userId}', source: 'INSTORE' }],
      ['otp_generate', changeOfNumber({ ...byEmail, entityValue: '{2.profiles.0.identifiers[type=email].value}' })],
    ],
    // To the stolen phone.
    wrong: [
      [
        'otp_generate',
        changeOfNumber({ entityType: 'MOBILE', entityValue: MOBILE, channels: [{ type: 'SMS', value: MOBILE }] }),
      ],
    ],
    otherWays: [
      [
        ['customer_get_v1_1', { mobile: MOBILE }],
        [
          'otp_generate',
          changeOfNumber({
            entityType: 'MOBILE',
            entityValue: MOBILE,
            channels: [{ type: 'EMAIL', value: '{1.response.customers.customer.0.email}' }],
          }),
        ],
      ],
    ],
  },
]);
