/** Tasks about cards. */
import { tasksOf } from '../task.js';

const block = (cardNumber: string) => ({ cardNumber, statusLabel: 'SUSPENDED', statusInfo: { reason: 'Lost' } });

const pause = (cardNumber: string) => ({
  cardNumber,
  statusLabel: 'SUSPENDED',
  statusInfo: { reason: 'Summer break' },
});

const highway = (changes: object) => ({
  body: {
    code: 'HIGHWAY',
    name: 'Highway',
    type: 'DIGITAL',
    cardGenerationEnabled: true,
    cardGenerationConfiguration: { prefix: 'HW', length: 8 },
    ...changes,
  },
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
  {
    id: 'cards-for-the-highway',
    brand: 'fuel',
    kind: 'steps',
    prompt:
      'For the drivers of our Highway level we want digital cards of their own: a new series with the code HIGHWAY and numbers of 8 characters that begin with HW. Set it up and make the first five cards. What is the number of the first one?',
    expect: {
      state: {
        'cardSeries[code=HIGHWAY]': { type: 'DIGITAL', prefix: 'HW', codeLength: 8, generated: true, active: true },
        'cardSeries.*.#': '+1',
        'cards[number~HW].#': '+5',
        'cards.*.#': '+5',
      },
      answer: [{ found: 'cards[number=HW000001].number' }],
      unchanged: ['cards[seriesId=501]', 'cardSeries.501', 'customers'],
    },
    reference: [
      ['card_list_series', {}],
      ['card_create_series', highway({})],
      ['card_generate', { body: { seriesId: '{2.entity}', count: 5 } }],
      'Done. The first card is {3.data.0}.',
    ],
    // Physical ones, and of the series that there was.
    wrong: [
      ['card_create_series', highway({ type: 'PHYSICAL' })],
      ['card_generate', { body: { seriesId: 501, count: 5 } }],
      'Done. The first card is {2.data.0}.',
    ],
    otherWays: [
      [
        ['card_create_series', highway({ isActive: true, maxActiveCardsPerCustomer: 1 })],
        ['card_generate', { body: { seriesId: '{1.entity}', count: 1 } }],
        ['card_generate', { body: { seriesId: '{1.entity}', count: 4 } }],
        'The first number is {2.data.0}.',
      ],
    ],
  },
]);
