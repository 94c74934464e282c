/** Tasks about user groups and fleets. */
import { tasksOf } from '../task.js';

const members = (identifierValue: string) => ({ source: 'INSTORE', identifierName: 'id', identifierValue });

export const userGroupTasks = tasksOf('user-group', [
  {
    id: 'driver-with-most-points',
    brand: 'fuel',
    kind: 'many',
    prompt:
      'I manage the Northgate Logistics fleet. Which of my drivers has brought the group the most points so far, and how many? Who brought the fewest?',
    expect: { answer: ['Anil Thapa', 6999, 'Omar Haddad', 1028], unchanged: true },
    reference: [
      ['user_group_search', { q: 'Northgate' }],
      ['user_group_get_primary_and_secondary', members('{1.data.0.groupId}')],
      '{2.data[firstName=Anil].firstName} Thapa: {2.data[firstName=Anil].pointsContributed}. Fewest: Omar Haddad, {2.data[firstName=Omar].pointsContributed}.',
    ],
    wrong: [
      ['user_group_search', { q: 'Palm' }],
      ['user_group_get_primary_and_secondary', members('{1.data.0.groupId}')],
      '{2.data.0.firstName} {2.data.0.lastName}: {2.data.0.pointsContributed}.',
    ],
    otherWays: [
      [
        ['user_group_search', { q: 'fleet-ngl' }],
        ['user_group_get_members_with_cards', members('{1.data.0.groupId}')],
        'Anil Thapa with 6,999 points; the fewest are from Omar Haddad (1,028).',
      ],
    ],
  },
]);
