/** Tasks about messages and what customers agreed to receive. */
import { tasksOf } from '../task.js';
import { byMobile } from './identifiers.js';

const optOut = (subscription: object) => ({
  subscriptions: [{ priority: 'BULK', type: 'OPTOUT', accountId: '', orgUnitId: -1, ...subscription }],
});

const RAVI = '6581000004';
const beansAreReady = (scheduled_time: string) => ({
  body: { root: { sms: [{ to: RAVI, body: 'Your beans are ready', scheduled_time }] } },
});

export const communicationTasks = tasksOf('communications', [
  {
    id: 'no-more-marketing-texts',
    brand: 'fashion',
    kind: 'write',
    prompt:
      'Priya Desai (919800000007) wants no more marketing text messages. Texts about her own bills and marketing emails are still welcome.',
    expect: {
      state: {
        'customers.418400007.subscriptions[channel=SMS,priority=BULK].type': 'OPTOUT',
        'customers.418400007.subscriptions[channel=SMS,priority=TRANS].type': 'OPTIN',
        'customers.418400007.subscriptions[channel=EMAIL].type': 'OPTIN',
      },
      unchanged: ['customers[id!=418400007]'],
    },
    reference: [
      ['customer_get_id', byMobile('919800000007')],
      ['customer_update_subscriptions', { userId: '{1.entity}', body: optOut({ channel: 'MOBILE' }) }],
    ],
    wrong: [
      ['customer_get_id', byMobile('919800000007')],
      ['customer_update_subscriptions', { userId: '{1.entity}', body: optOut({ channel: 'EMAIL' }) }],
    ],
    otherWays: [
      [
        [
          'customer_update_subscriptions_v1_1',
          {
            body: {
              root: {
                subscription: [{ priority: 'BULK', channel: 'sms', is_subscribed: '0', mobile: '919800000007' }],
              },
            },
          },
        ],
      ],
    ],
  },
  {
    id: 'beans-are-ready-tomorrow',
    brand: 'coffee',
    kind: 'write',
    prompt:
      "Please send Ravi Chandran a text message tomorrow at nine in the morning, Singapore time: 'Your beans are ready'. Just that text, and no email.",
    expect: {
      state: {
        'sentMessages[channel=sms]': {
          to: RAVI,
          body: /^your beans are ready\W*$/i,
          scheduledOn: '2026-05-04T01:00:00Z',
        },
        'sentMessages.*.#': '+1',
      },
      unchanged: ['customers', 'otpMessages'],
    },
    reference: [
      ['customer_search', { q: 'Chandran' }],
      ['customer_get', { customerId: '{1.data.0.userId}', source: 'INSTORE' }],
      [
        'communication_send_sms_v1_1',
        {
          body: {
            root: {
              sms: [
                {
                  to: '{2.profiles.0.identifiers[type=mobile].value}',
                  body: 'Your beans are ready',
                  scheduled_time: '2026-05-04T09:00:00+08:00',
                },
              ],
            },
          },
        },
      ],
    ],
    // At nine in London: five in the afternoon in Singapore.
    wrong: [
      ['customer_search', { q: 'Chandran' }],
      ['communication_send_sms_v1_1', beansAreReady('2026-05-04T09:00:00Z')],
    ],
    otherWays: [
      [
        ['customer_search', { q: 'Ravi' }],
        ['communication_send_sms_v1', beansAreReady('2026-05-04 09:00:00')],
      ],
    ],
  },
]);
