/** Tasks about what customers do in apps, as apps report it. */
import { tasksOf } from '../task.js';

const required = { isRequired: { valueType: 'Boolean', value: 'true' } };
const FIELDS = [
  { name: 'customer', type: 'customer', attributes: required },
  { name: 'till', type: 'tillCode', attributes: required },
];
const NOTE = { name: 'note', type: 'string' };
const mugReturned = (fields: readonly object[]) => ({
  body: { eventName: 'MugReturned', description: 'A lent mug came back', actions: ['EMFConsumer'], fields },
});

export const eventTasks = tasksOf('events', [
  {
    id: 'wish-that-got-lost',
    brand: 'fashion',
    kind: 'look-up',
    prompt:
      'Our app reports to Capillary what people put on their wishlist. At the end of April, one such report was not accepted. Whose was it (the name, please), on which day, and what was wrong with it?',
    expect: { answer: ['Farah Sheikh', '2026-04-29', 'NO-SUCH-SKU'], unchanged: true },
    reference: [
      ['event_list_definitions', {}],
      ['event_get_logs', { event_name: 'WishlistAdd', from_date: '2026-04-01', to_date: '2026-05-03' }],
      ['customer_search', { q: '919800000005' }],
      '{3.data.0.profiles.0.firstName} {3.data.0.profiles.0.lastName}, on 29 April: {2.data[status=EVENT_FAILED].message}',
    ],
    // The one that was accepted, of somebody else.
    wrong: [['event_get_logs', { event_name: 'WishlistAdd' }], 'Asha Rao, on 24 April: BLZR-NVY-40 was not accepted.'],
    otherWays: [
      [
        ['event_get_logs', {}],
        ['customer_get_v1_1', { mobile: '919800000005' }],
        'On April 29, 2026, {2.response.customers.customer.0.firstname} {2.response.customers.customer.0.lastname} wished for NO-SUCH-SKU, which is not in the catalogue.',
      ],
    ],
  },
  {
    id: 'a-note-with-the-mug',
    brand: 'coffee',
    kind: 'write',
    prompt:
      'Our app tells Capillary when a guest returns a lent mug. From next week it also sends a short note, as plain text, that guests need not fill in. Please add this to what is expected with a returned mug, under the name "note". Everything else about it stays.',
    setup: [['event_add_definition', mugReturned(FIELDS)]],
    expect: {
      state: {
        'eventDefinitions.MugReturned.fields.name': ['customer', 'till', 'note'],
        'eventDefinitions.MugReturned.fields[name=note].type': 'string',
        'eventDefinitions.MugReturned.description': 'A lent mug came back',
      },
      unchanged: [
        'eventDefinitions.MugReturned.fields[name!=note]',
        'eventDefinitions.MugReturned.actions',
        'eventDefinitions[name!=MugReturned]',
      ],
    },
    reference: [
      ['event_list_definitions', {}],
      ['event_update_definition', mugReturned([...FIELDS, NOTE])],
    ],
    // Fields that are left out are removed.
    wrong: [
      ['event_list_definitions', {}],
      ['event_update_definition', mugReturned([NOTE])],
    ],
    otherWays: [
      [
        ['event_list_definitions', {}],
        [
          'event_update_definition',
          mugReturned([...FIELDS, { ...NOTE, attributes: { isRequired: { valueType: 'Boolean', value: 'false' } } }]),
        ],
      ],
    ],
  },
]);
