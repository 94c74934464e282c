/** Tasks about user groups and fleets. */
import { tasksOf } from '../task.js';

const members = (identifierValue: string) => ({ source: 'INSTORE', identifierName: 'id', identifierValue });

const NORTHGATE = 2600;
const PALM = 2601;
const RASHID = 418400010;
const RASHIDS_MOBILE = '971501000004';

const DINESH = 418400005;
const may = (permissions: string, userId: unknown) => ({ id: PALM, body: [{ userId, permissions }] });

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
  {
    id: 'worth-of-the-fleet-points',
    brand: 'fuel',
    kind: 'look-up',
    prompt:
      'I run Oasis Desert Tours. What are all the points of our fleet together worth in dirhams today? And how many of them expire first, and on which day?',
    expect: { answer: [712.6, 258, '2027-04-30'], unchanged: true },
    reference: [
      ['user_group_search', { q: 'Oasis' }],
      ['user_group_get', { id: '{1.data.0.groupId}', programDetails: true, expirySchedules: true }],
      '{2.pointsSummaries.0.loyaltyPoints} points are worth AED 712.60. The first {2.expirySchedules.0.points} expire on {2.expirySchedules.0.expiryDate}.',
    ],
    // The manager's own points.
    wrong: [
      ['customer_search', { q: 'Khalid' }],
      ['customer_get_loyalty_details', { customerId: '{1.data.0.userId}' }],
      'You have {2.data.0.loyaltyPoints} points, worth AED 2.50.',
    ],
    otherWays: [
      [
        ['user_group_search', { q: 'desert' }],
        ['user_group_get', { externalId: '{1.data.0.groupExternalId}', programDetails: true }],
        ['organization_get_programs', {}],
        [
          'user_group_get_points_expiry_schedule',
          { externalId: '{1.data.0.groupExternalId}', fetchEarliestExpiryOnly: true },
        ],
        '14,252 points at AED {3.data.0.pointsToCurrencyRatio} make AED 712.6. First, {4.expirySchedules.0.points} run out on 30 April 2027.',
      ],
    ],
  },
  {
    id: 'rashid-changes-fleets',
    brand: 'fuel',
    kind: 'refuse',
    prompt:
      'Rashid Karim is to move from the Northgate Logistics fleet to Palm Couriers. Please transfer him. If the system does not accept the transfer, do not find a way around it: leave him where he is and tell me its reason.',
    expect: {
      answer: [
        /(different|other|another|same|not one of (its|their)) (compan|employer)|compan(y|ies) (differ|do not match)/i,
      ],
      unchanged: true,
    },
    reference: [
      ['user_group_search', { q: 'Northgate' }],
      ['user_group_search', { q: 'Palm' }],
      ['customer_search', { q: 'Rashid' }],
      [
        'user_group_transfer_member',
        {
          body: {
            leaveGroupId: '{1.data.0.groupId}',
            joinGroupId: '{2.data.0.groupId}',
            userIds: ['{3.data.0.userId}'],
          },
        },
      ],
      'That was refused: he and the drivers of Palm Couriers belong to different companies. He is still with Northgate.',
    ],
    // Takes him out and puts him in.
    wrong: [
      ['user_group_transfer_member', { body: { leaveGroupId: NORTHGATE, joinGroupId: PALM, userIds: [RASHID] } }],
      [
        'user_group_remove_member',
        { groupId: NORTHGATE, source: 'INSTORE', identifierName: 'mobile', identifierValue: RASHIDS_MOBILE },
      ],
      ['user_group_join', { id: PALM, body: [{ userId: RASHID, permissions: ['allow_points_redemption'] }] }],
      'The transfer was refused, as the companies are different companies, so I took him out and added him to Palm Couriers.',
    ],
  },
  {
    id: 'dinesh-may-not-pay-for-now',
    brand: 'fuel',
    kind: 'write',
    prompt:
      'This is Leila Mansour of Palm Couriers. Until we know what happened to the missing fuel, Dinesh Perera must not pay with the points of our fleet. He keeps driving and collecting with us, so leave him in the group and his card as it is.',
    expect: {
      state: { [`userGroups.${PALM}.members[customerId=${DINESH}].permissions`]: ['block_points_redemption'] },
      unchanged: [
        `userGroups.${PALM}.members[customerId!=${DINESH}]`,
        `userGroups[id!=${PALM}]`,
        'cards',
        'members',
        'customers',
      ],
    },
    reference: [
      ['user_group_search', { q: 'Palm' }],
      ['user_group_get_members_with_cards', members('{1.data.0.groupId}')],
      [
        'user_group_update_permissions',
        {
          id: '{1.data.0.groupId}',
          body: [{ userId: '{2.data[firstName=Dinesh].fleetUserId}', permissions: 'block_points_redemption' }],
        },
      ],
    ],
    wrong: [
      ['user_group_search', { q: 'Palm' }],
      ['user_group_update_permissions', may('block_points_transfer', DINESH)],
    ],
    otherWays: [
      [
        ['customer_search', { q: 'Dinesh' }],
        ['user_group_update_permissions', may('block_points_redemption', '{1.data.0.userId}')],
      ],
    ],
  },
]);
