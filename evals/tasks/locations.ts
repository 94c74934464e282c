/** Tasks about stores, zones and tills. */
import { QUESTION } from '../grading/answer.js';
import { tasksOf } from '../task.js';

const EAST = ['location_list', { type: 'ZONE', q: 'name:east', includeChildren: true }] as const;

const offline = (locationType: string, identifierValue: string) => ({
  locationType,
  body: [{ identifierName: 'CODE', identifierValue, isActive: false }],
});

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
  {
    id: 'till-is-scrap',
    brand: 'fuel',
    kind: 'write',
    prompt:
      'The second till at our station in Jebel Ali is scrap and will not be replaced. Please switch it off in Capillary, so that it no longer counts as one of our tills. The station itself stays open with the other till.',
    expect: {
      state: { 'tills[code=dxb02.till02].active': false },
      unchanged: ['tills[code!=dxb02.till02]', 'stores'],
    },
    reference: [
      ['location_list', { type: 'STORE', q: 'name:Jebel' }],
      ['location_list', { type: 'TILL' }],
      ['location_update', offline('tills', '{2.data[code=dxb02.till02].code}')],
    ],
    // That of Al Quoz.
    wrong: [
      ['location_list', { type: 'TILL' }],
      ['location_update', offline('tills', 'dxb01.till02')],
    ],
    otherWays: [
      [
        ['organization_get_till', { code: 'dxb02.till02' }],
        [
          'location_update',
          { locationType: 'tills', body: [{ identifierName: 'ID', identifierValue: '{1.id}', isActive: false }] },
        ],
      ],
    ],
  },
]);
