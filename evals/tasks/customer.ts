/** Tasks about customers. */
import { QUESTION } from '../grading/answer.js';
import { tasksOf } from '../task.js';
import { byMobile } from './identifiers.js';

export const customerTasks = tasksOf('customer', [
  {
    id: 'tier-and-its-end',
    brand: 'fashion',
    kind: 'look-up',
    prompt: 'I have Vikram Menon on the line, mobile +91 98000 00002. Which tier is he in, and until when?',
    expect: { answer: ['Gold', '2027-04-30'], unchanged: true },
    reference: [
      ['customer_lookup_get_tier', byMobile('919800000002')],
      '{1.programTiers.0.currentTierName} until {1.programTiers.0.tierExpiryDateISO}',
    ],
    wrong: [['customer_lookup_get_tier', byMobile('919800000001')], 'He is {1.programTiers.0.currentTierName}.'],
    otherWays: [
      [
        ['customer_get_id', byMobile('919800000002')],
        ['customer_get_loyalty_details', { customerId: '{1.entity}' }],
        'Vikram is a Gold member; it runs out on 30 April 2027.',
      ],
    ],
  },
  {
    id: 'which-asha-rao',
    brand: 'fashion',
    kind: 'ambiguous',
    prompt: 'Asha Rao asks for her points: how many has she got?',
    setup: [
      [
        'customer_add',
        {
          source: 'INSTORE',
          body: {
            profiles: [
              {
                firstName: 'Asha',
                lastName: 'Rao',
                source: 'INSTORE',
                identifiers: [
                  { type: 'mobile', value: '919800000061' },
                  { type: 'email', value: 'asha.r@example.net' },
                ],
              },
            ],
            loyaltyInfo: { loyaltyType: 'loyalty' },
          },
        },
      ],
    ],
    expect: {
      answer: [
        { anyOf: ['two', 'both', '2', 'several', 'more than one'] },
        { anyOf: ['919800000001', '418400001', 'asha.rao@example.com', /0001\b/] },
        { anyOf: ['919800000061', '418400041', 'asha.r@example.net', /0061\b/] },
        QUESTION,
      ],
      unchanged: true,
    },
    reference: [
      ['customer_search', { q: 'Asha' }],
      'There are two customers of that name, {1.data.0.userId} and {1.data.1.userId}. What is her mobile number?',
    ],
    wrong: [
      ['customer_search', { q: 'Asha' }],
      ['customer_get_points_balance', { userId: '{1.data.0.userId}' }],
      'Asha Rao has {2.mainPoints} points.',
    ],
  },
]);
