/** Tasks about messages and what customers agreed to receive. */
import { tasksOf } from '../task.js';
import { byMobile } from './identifiers.js';

const optOut = (subscription: object) => ({
  subscriptions: [{ priority: 'BULK', type: 'OPTOUT', accountId: '', orgUnitId: -1, ...subscription }],
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
]);
