/** Tasks about stores, zones and tills. */
import { QUESTION } from '../grading/answer.js';
import { tasksOf } from '../task.js';

const EAST = ['location_list', { type: 'ZONE', q: 'name:east', includeChildren: true }] as const;

export const locationTasks = tasksOf('locations', [
  {
    id: 'a-third-till-in-the-east',
    brand: 'coffee',
    kind: 'ambiguous',
    prompt:
      'Our shop in the East zone gets a third till on Monday. Please create it in Capillary now, with a code like those of its other tills.',
    expect: { answer: ['Katong', 'Changi', QUESTION], unchanged: true },
    reference: [EAST, 'There are two shops in the East, {1.data.0.children.name}. Which of them gets the till?'],
    wrong: [
      EAST,
      [
        'location_add',
        {
          locationType: 'tills',
          body: [
            {
              code: '{1.data.0.children.0.code}.till03',
              name: '{1.data.0.children.0.code}.till03',
              storeParentCode: '{1.data.0.children.0.code}',
            },
          ],
        },
      ],
      'The shop in {1.data.0.children.0.name} has a third till now.',
    ],
    otherWays: [
      [
        ['organization_get_entities_v1_1', { type: 'STORE' }],
        'Do you mean {1.response.organization.entities.entity[parent.code=east].name}?',
      ],
    ],
  },
]);
