/** Tasks about points. */
import { tasksOf } from '../task.js';
import { byMobile } from './identifiers.js';

const gift = (from: string, to: string, pointsTobeTransferred: number) => ({
  body: {
    pointsTobeTransferred,
    fromCustomerIdentifier: { type: 'MOBILE', value: from },
    toCustomerIdentifier: { type: 'MOBILE', value: to },
  },
});

const redeem = (points_redeemed: number) => ({
  skip_validation: true,
  body: {
    root: {
      redeem: [{ points_redeemed, customer: { mobile: '971501000013' }, transaction_number: 'hal-01004' }],
    },
  },
});
const giveBack = (redemptionId: string) => ({
  body: { redemptionId, pointsToBeReversed: 2000, identifier: { type: 'mobile', value: '919800000008' } },
});

/** Of the fuel brand. */
const ROAD = 25_312;
const roadFrom = (threshold: number) => ({
  programId: 813,
  tierId: `${ROAD}`,
  body: { eligibility: { kpiType: 'TRACKER_VALUE_BASED', threshold, upgradeType: 'LAZY' } },
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
  {
    id: 'half-of-the-order-came',
    brand: 'fashion',
    kind: 'steps',
    prompt:
      'Karan Malhotra (919800000008) got only half of his order del01-00222. Give him back 2,000 of the points with which he paid for it, and tell me how many he has then.',
    expect: {
      state: {
        'members[id=418400008].points': '+2000',
        'pointsRedemptions[billNumber=del01-00222].reversals.points.sum': '+2000',
      },
      answer: [{ found: 'members[id=418400008].points' }],
      unchanged: ['pointsRedemptions[billNumber!=del01-00222]', 'members[id!=418400008]', 'requests'],
    },
    reference: [
      ['customer_get_redemptions_v1_1', { mobile: '919800000008', type: 'POINTS' }],
      [
        'points_reverse_redemption',
        giveBack('{1.response.customer.redemptions.points.point[transaction_number=del01-00222].redemption_id}'),
      ],
      ['customer_lookup_get_points_balance', byMobile('919800000008')],
      'He has {3.mainPoints} points now.',
    ],
    // The points of another order.
    wrong: [
      ['customer_get_redemptions_v1_1', { mobile: '919800000008', type: 'POINTS' }],
      ['points_reverse_redemption', giveBack('{1.response.customer.redemptions.points.point.1.redemption_id}')],
      ['customer_lookup_get_points_balance', byMobile('919800000008')],
      'He has {3.mainPoints} points now.',
    ],
    otherWays: [
      [
        ['customer_get_id', byMobile('919800000008')],
        ['customer_get_redemptions_v1_1', { id: '{1.entity}', start_date: '2026-04-28', end_date: '2026-05-03' }],
        [
          'points_reverse_redemption',
          giveBack('{2.response.customer.redemptions.points.point[transaction_number=del01-00222].redemption_id}'),
        ],
        ['customer_get_loyalty_details', { customerId: '{1.entity}' }],
        'Done: {4.data.0.loyaltyPoints} points.',
      ],
    ],
  },
  {
    id: 'points-in-fifties-only',
    brand: 'fuel',
    kind: 'refuse',
    prompt:
      'Huda Farouk (971501000013) stands at the counter and wants to pay with exactly 125 points towards receipt hal-01004. I know her, so no code is needed. If 125 will not work, take nothing and tell me why.',
    expect: { answer: [50], unchanged: true },
    reference: [
      ['points_check_redeemable_v1_1', { mobile: '971501000013', points: 125 }],
      'That does not work, as points are redeemed in multiples of 50 only. I took none.',
    ],
    wrong: [['points_redeem_v1_1', redeem(100)], 'Points go in steps of 50, so I took 100 instead of 125.'],
    otherWays: [[['points_redeem_v1_1', redeem(125)], 'Refused: it must be a multiple of 50, such as 100 or 150.']],
  },
  {
    id: 'road-for-less',
    brand: 'fuel',
    kind: 'steps',
    prompt:
      'Drivers should reach our Road level from AED 2,000 a year instead of 2,500. Please prepare that and hand it in, so that our head of loyalty can decide on it tomorrow; she wants to do that herself. Nothing changes for drivers until then.',
    expect: {
      state: {
        'tierRecords.*': { slabId: ROAD, status: 'PENDING_APPROVAL', 'eligibility.threshold': 2000 },
        'tierRecords.*.#': '+1',
      },
      unchanged: ['members', 'customers', 'organisation.program'],
    },
    reference: [
      ['tier_list', { programId: 813 }],
      ['tier_update', roadFrom(2000)],
      ['tier_submit', { tierId: '{2.data.objectId}' }],
    ],
    // Is a draft, which nobody is asked to decide on.
    wrong: [
      ['tier_list', { programId: 813 }],
      ['tier_update', roadFrom(2000)],
    ],
    otherWays: [
      [
        ['tier_update', roadFrom(2500)],
        ['tier_update', { ...roadFrom(2000), tierId: '{1.data.objectId}' }],
        ['tier_submit', { tierId: '{2.data.objectId}' }],
        ['tier_list_pending', {}],
      ],
    ],
  },
]);
