/** Tasks about badges. */
import { tasksOf } from '../task.js';

/** The only badge of the fuel brand. */
const NIGHT_DRIVER = '69f6eb685a3c1e7f00000001';
const give = (badgeMetaId: string, customerId: unknown, requestId: string) =>
  ['badge_earn', { body: { badgeMetaId, customerId, requestId } }] as const;
const DANIEL = 418400014;
const PAVEL = 418400016;
const GOPAL = 418400018;

const HANA = 418400010;
const BEN = 418400016;
/** From now to the end of the year in Singapore, in seconds. */
const REST_OF_THE_YEAR = {
  startOn: Date.parse('2026-05-03T14:30:00+08:00') / 1000,
  expiresOn: Date.parse('2026-12-31T23:59:59+08:00') / 1000,
};
const ownMug = (changes: object) => ({
  body: {
    name: 'Own mug',
    description: 'Brings a mug instead of taking a paper cup',
    ...REST_OF_THE_YEAR,
    earnType: 'EARN',
    earnedBadgeExpiry: { expiryType: 'NEVER' },
    ownership: { restrictedToOwners: ['Loyalty'] },
    active: true,
    ...changes,
  },
});

export const badgeTasks = tasksOf('badges', [
  {
    id: 'seen-at-night',
    brand: 'fuel',
    kind: 'many',
    prompt:
      'Three customers filled up after midnight last week: Daniel Okoye (971501000014), Pavel Orlov (971501000016) and Gopal Menon (971501000018). Each of them should have our badge for that. Give it to those who have not got it yet, and tell me who already had it.',
    setup: [give(NIGHT_DRIVER, PAVEL, 'night-1')],
    expect: {
      state: {
        [`earnedBadges[customerId=${DANIEL}].badgeId`]: NIGHT_DRIVER,
        [`earnedBadges[customerId=${GOPAL}].badgeId`]: NIGHT_DRIVER,
        'earnedBadges.*.#': '+2',
      },
      answer: [
        /\b(pavel|orlov)\b[^.;]*\b(already|had|has|before)\b|\b(already|had|has|before)\b[^.;]*\b(pavel|orlov)\b/i,
      ],
      unchanged: [`earnedBadges[customerId=${PAVEL}]`, 'badges', 'badgeEnrolments', 'members'],
    },
    reference: [
      ['badge_list', { name: 'night' }],
      ['customer_search', { q: '971501000014' }],
      ['customer_search', { q: '971501000016' }],
      ['customer_search', { q: '971501000018' }],
      ['badge_get_for_customer', { customerId: '{2.data.0.userId}', badgeType: 'EARNED' }],
      ['badge_get_for_customer', { customerId: '{3.data.0.userId}', badgeType: 'EARNED' }],
      ['badge_get_for_customer', { customerId: '{4.data.0.userId}', badgeType: 'EARNED' }],
      give('{1.data.metaBasicDetails.0.id}', '{2.data.0.userId}', 'night-14'),
      give('{1.data.metaBasicDetails.0.id}', '{4.data.0.userId}', 'night-18'),
      'Daniel and Gopal have the badge now. {3.data.0.profiles.0.firstName} already had it.',
    ],
    // By itself, the list has the badges that a customer can still get.
    wrong: [
      ['badge_get_for_customer', { customerId: DANIEL }],
      ['badge_get_for_customer', { customerId: PAVEL }],
      ['badge_get_for_customer', { customerId: GOPAL }],
      'Daniel Okoye and Gopal Menon already have the badge "{1.data.badges.0.name}", so there was nothing to do for them.',
    ],
    otherWays: [
      [
        ['badge_list', {}],
        [
          'badge_get_for_customer',
          { customerId: '971501000016', 'X-CAP-CUSTOMER-IDENTIFIER': 'mobile', badgeType: 'EARNED' },
        ],
        give(NIGHT_DRIVER, GOPAL, 'a'),
        give(NIGHT_DRIVER, DANIEL, 'b'),
        'Two are new. Only Pavel Orlov had got the badge before.',
      ],
    ],
  },
  {
    id: 'own-mug',
    brand: 'coffee',
    kind: 'steps',
    prompt:
      'We start a badge "Own mug" for guests who bring a mug instead of taking a paper cup. It can be earned from now until the end of this year, our time, and whoever has it keeps it for ever. Set it up for our loyalty program, and give it to the first two at once: Hana Sato and Ben Foo.',
    expect: {
      state: {
        'badges[name=Own mug]': {
          earnType: 'EARN',
          active: true,
          'earnedExpiry.expiryType': 'NEVER',
          owners: /\bLoyalty\b/,
          expiresOn: /^2026-12-31T(15:59|16:00:00)/,
        },
        'badges.*.#': '+1',
        [`earnedBadges[customerId=${HANA}].#`]: '+1',
        [`earnedBadges[customerId=${BEN}].#`]: '+1',
        'earnedBadges.*.#': '+2',
      },
      unchanged: ['badges[name!=Own mug]', 'badgeEnrolments', 'members'],
    },
    reference: [
      ['customer_search', { q: 'Sato' }],
      ['customer_search', { q: 'Foo' }],
      ['badge_create', ownMug({})],
      give('{3.data.id}', '{1.data.0.userId}', 'own-mug-1'),
      give('{3.data.id}', '{2.data.0.userId}', 'own-mug-2'),
    ],
    // They lose it with the end of the badge.
    wrong: [
      ['customer_search', { q: 'Sato' }],
      ['customer_search', { q: 'Foo' }],
      [
        'badge_create',
        ownMug({ earnedBadgeExpiry: { expiryType: 'ABSOLUTE', type: 'WITH_BADGE_META', expireWithBadgeMeta: true } }),
      ],
      give('{3.data.id}', '{1.data.0.userId}', 'own-mug-1'),
      give('{3.data.id}', '{2.data.0.userId}', 'own-mug-2'),
    ],
    otherWays: [
      [
        ['badge_create', ownMug({ ownership: { restrictedToOwners: ['Loyalty', 'Milestones'] } })],
        ['badge_claim', { badgeId: '{1.data.id}', body: { ownerType: 'Loyalty', referenceId: '814' } }],
        [
          'badge_earn',
          {
            body: {
              badgeMetaId: '{1.data.id}',
              customerId: BEN,
              requestId: '1',
              triggeredBy: { ownerType: 'Loyalty', referenceId: '814' },
            },
          },
        ],
        give('{1.data.id}', HANA, '2'),
      ],
    ],
  },
]);
