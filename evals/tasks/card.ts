/** Tasks about cards. */
import { tasksOf } from '../task.js';

const block = (cardNumber: string) => ({ cardNumber, statusLabel: 'SUSPENDED', statusInfo: { reason: 'Lost' } });

export const cardTasks = tasksOf('card', [
  {
    id: 'lost-on-the-road',
    brand: 'fuel',
    kind: 'steps',
    prompt:
      'Dinesh Perera from Palm Couriers lost his fuel card on the road. Suspend it at once, so that nobody can use it, and give me the number of the card for the police report.',
    expect: {
      state: { 'cards[number=HF00000005].statusLabel': 'SUSPENDED' },
      answer: ['HF00000005'],
      unchanged: ['cards[number!=HF00000005]', 'members'],
    },
    reference: [
      ['customer_search', { q: 'Dinesh' }],
      ['customer_get', { customerId: '{1.data.0.userId}', source: 'INSTORE' }],
      ['card_update', { body: block('{2.cardDetails.0.cardNumber}') }],
      'Card {2.cardDetails.0.cardNumber} is suspended.',
    ],
    wrong: [['card_update', { body: block('HF00000002') }], 'Card HF00000002 is suspended.'],
    otherWays: [
      [
        ['user_group_get_members_with_cards', { source: 'INSTORE', identifierName: 'id', identifierValue: '2601' }],
        ['card_update_bulk', { body: [block('HF00000005')] }],
        'HF00000005 is blocked now.',
      ],
    ],
  },
]);
