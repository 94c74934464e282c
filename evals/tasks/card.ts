/** Tasks about cards. */
import { tasksOf } from '../task.js';

const block = (cardNumber: string) => ({ cardNumber, statusLabel: 'SUSPENDED', statusInfo: { reason: 'Lost' } });

const pause = (cardNumber: string) => ({
  cardNumber,
  statusLabel: 'SUSPENDED',
  statusInfo: { reason: 'Summer break' },
});

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
  {
    id: 'a-break-in-the-desert',
    brand: 'fuel',
    kind: 'many',
    prompt:
      'I am Khalid Rahman and manage the fleet of Oasis Desert Tours. We have our summer break: please suspend the fuel cards of all my drivers until September. I keep mine, as I look after the cars.',
    expect: {
      state: {
        'cards[customerId=418400006].statusLabel': 'SUSPENDED',
        'cards[customerId=418400009].statusLabel': 'SUSPENDED',
      },
      unchanged: ['cards[customerId!=418400006,customerId!=418400009]', 'members', 'userGroups'],
    },
    reference: [
      ['user_group_search', { q: 'Oasis' }],
      [
        'user_group_get_members_with_cards',
        {
          source: 'INSTORE',
          identifierName: 'id',
          identifierValue: '{1.data.0.groupId}',
          includeCardDetails: true,
        },
      ],
      [
        'card_update_bulk',
        {
          body: [
            pause('{2.data[firstName=Nasser].cards.0.cardNumber}'),
            pause('{2.data[firstName=Tomas].cards.0.cardNumber}'),
          ],
        },
      ],
    ],
    // The whole group, with its manager.
    wrong: [['card_update_bulk', { body: [pause('HF00000003'), pause('HF00000006'), pause('HF00000009')] }]],
    otherWays: [
      [
        ['card_update', { body: pause('HF00000009') }],
        ['card_update', { body: pause('HF00000006') }],
      ],
    ],
  },
]);
