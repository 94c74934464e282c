/** Tasks about the fields that an organization adds to its records. */
import { tasksOf } from '../task.js';

export const customFieldTasks = tasksOf('custom-fields', [
  {
    id: 'marked-as-personal',
    brand: 'coffee',
    kind: 'look-up',
    prompt:
      'For our data protection officer: how many of the additional fields in the profiles of our guests are marked as personal data, and which ones? I mean both kinds: those that come with Capillary and those that we defined ourselves.',
    expect: { answer: [2, 'city', /birth/i], unchanged: true },
    reference: [
      ['extended_field_get_meta', {}],
      ['organization_get_custom_fields', {}],
      'Two: {1.entity[baseEntityType=customer,isPiiData=true].label}. None of our own fields is marked.',
    ],
    // That list has no marks, so it is guessed what is personal.
    wrong: [['extended_field_list', {}], 'Three: {1.entity.customer.label} are personal data.'],
    otherWays: [
      [
        ['custom_field_list_of_organization', { scope: 'LOYALTY_REGISTRATION' }],
        ['extended_field_get_meta', {}],
        'City and date of birth, so 2 fields. Neither gender nor {1.entity.label} are marked.',
      ],
    ],
  },
]);
