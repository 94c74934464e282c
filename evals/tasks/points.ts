/** Tasks about points. */
import { tasksOf } from '../task.js';

const gift = (from: string, to: string, pointsTobeTransferred: number) => ({
  body: {
    pointsTobeTransferred,
    fromCustomerIdentifier: { type: 'MOBILE', value: from },
    toCustomerIdentifier: { type: 'MOBILE', value: to },
  },
});

export const pointsTasks = tasksOf('points', [
  {
    id: 'gift-to-a-friend',
    brand: 'fashion',
    kind: 'write',
    prompt:
      'Asha Rao (919800000001) wants to give 300 of her points to Divya Krishnan (919800000011). Please move them.',
    expect: {
      state: { 'members[mobile=919800000001].points': '-300', 'members[mobile=919800000011].points': '+300' },
      unchanged: ['members[id!=418400001,id!=418400011]'],
    },
    reference: [['points_transfer', gift('919800000001', '919800000011', 300)]],
    wrong: [['points_transfer', gift('919800000011', '919800000001', 300)]],
    otherWays: [
      [
        ['points_check_transferrable', gift('919800000001', '919800000011', 300)],
        ['points_transfer', gift('919800000001', '919800000011', 300)],
      ],
    ],
  },
  {
    id: 'gift-larger-than-the-balance',
    brand: 'fashion',
    kind: 'refuse',
    prompt:
      'Move 1,000 points from Neha Thomas, 919800000039, to Divya Krishnan, 919800000011. If that is not possible, leave everything as it is and tell me how many Neha has.',
    expect: { answer: [279], unchanged: true },
    reference: [
      ['points_check_transferrable', gift('919800000039', '919800000011', 1000)],
      'That is not possible: she has 279 points. Nothing was moved.',
    ],
    wrong: [['points_transfer', gift('919800000039', '919800000011', 275)], 'I moved 275 of her 279 points.'],
  },
]);
