/** Tasks about customers. */
import { QUESTION } from '../grading/answer.js';
import { tasksOf } from '../task.js';
import { byMobile } from './identifiers.js';

const person = (firstName: string, lastName: string, mobile: string, email: string) => ({
  profiles: [
    {
      firstName,
      lastName,
      source: 'INSTORE',
      identifiers: [
        { type: 'mobile', value: mobile },
        { type: 'email', value: email },
      ],
    },
  ],
  loyaltyInfo: { loyaltyType: 'loyalty' },
});
const JOY = person('Joy', 'Lee', '6581000071', 'joy.lee@example.com');
const HANNA = person('Hanna', 'Sato', '6581000010', 'hsato@example.net');
const OMAR = person('Omar', 'Aziz', '6581000072', 'omar.aziz@example.com');

const GRACE = 418400003;
const married = { profiles: [{ lastName: 'Tan', source: 'INSTORE' }] };
const newEmail = (userId: unknown, from: string, to: string) => ({
  userId,
  source: 'INSTORE',
  body: { add: [{ type: 'email', value: to }], remove: [{ type: 'email', value: from }] },
});

const DIVYA = 418400011;
const called = (lastName: string) =>
  [
    'customer_update',
    { userId: DIVYA, source: 'INSTORE', body: { profiles: [{ lastName, source: 'INSTORE' }] } },
  ] as const;
/** Until Christmas Eve. */
const pot = (validity: object) => ({
  ...byMobile('6581000013'),
  body: { slabAction: 'UPGRADE', toSlabName: 'Pot', slabChangeReason: 'Lost order', ...validity },
});

export const customerTasks = tasksOf('customer', [
  {
    id: 'tier-and-its-end',
    brand: 'fashion',
    kind: 'look-up',
    prompt: 'I have Vikram Menon on the line, mobile +91 98000 00002. Which tier is he in, and until when?',
    expect: { answer: ['Gold', '2027-04-30'], unchanged: true },
    reference: [
      ['customer_lookup_get_tier', byMobile('919800000002')],
      '{1.programTiers.0.currentTierName} until {1.programTiers.0.tierExpiryDateISO}',
    ],
    wrong: [['customer_lookup_get_tier', byMobile('919800000001')], 'He is {1.programTiers.0.currentTierName}.'],
    otherWays: [
      [
        ['customer_get_id', byMobile('919800000002')],
        ['customer_get_loyalty_details', { customerId: '{1.entity}' }],
        'Vikram is a Gold member; it runs out on 30 April 2027.',
      ],
    ],
  },
  {
    id: 'which-asha-rao',
    brand: 'fashion',
    kind: 'ambiguous',
    prompt: 'Asha Rao asks for her points: how many has she got?',
    setup: [['customer_add', { source: 'INSTORE', body: person('Asha', 'Rao', '919800000061', 'asha.r@example.net') }]],
    expect: {
      answer: [
        { anyOf: ['two', 'both', '2', 'several', 'more than one'] },
        { anyOf: ['919800000001', '418400001', 'asha.rao@example.com', /0001\b/] },
        { anyOf: ['919800000061', '418400041', 'asha.r@example.net', /0061\b/] },
        QUESTION,
      ],
      unchanged: true,
    },
    reference: [
      ['customer_search', { q: 'Asha' }],
      'There are two customers of that name, {1.data.0.userId} and {1.data.1.userId}. What is her mobile number?',
    ],
    wrong: [
      ['customer_search', { q: 'Asha' }],
      ['customer_get_points_balance', { userId: '{1.data.0.userId}' }],
      'Asha Rao has {2.mainPoints} points.',
    ],
  },
  {
    id: 'how-far-to-highway',
    brand: 'fuel',
    kind: 'look-up',
    prompt:
      'Daniel Okoye (971501000014) asks how much more he has to spend to become a Highway member, and what his points are worth in dirhams.',
    expect: { answer: [3357.4, 105.55], unchanged: true },
    // Highway begins at AED 7,000 in a year. He joined less than a year ago and has spent AED 3,642.60 since.
    reference: [
      ['customer_lookup_get_loyalty_details', byMobile('971501000014')],
      ['organization_get_programs', {}],
      '{1.data.0.nextSlabDescription}: he has spent AED {1.data.0.cumulativePurchases}, so AED 3,357.40 are missing. His {1.data.0.loyaltyPoints} points are worth AED 105.55.',
    ],
    // Counts points instead of money.
    wrong: [
      ['customer_lookup_get_loyalty_details', byMobile('971501000014')],
      ['organization_get_programs', {}],
      'He has {1.data.0.loyaltyPoints} of 7,000, so 4,889 are missing. His points are worth AED 105.55.',
    ],
    otherWays: [
      [
        ['customer_search', { q: 'Okoye' }],
        ['customer_get_loyalty_details', { customerId: '{1.data.0.userId}' }],
        ['organization_get_programs', {}],
        'Another AED 3357.4 takes him to Highway. 2,111 points at AED {3.data.0.pointsToCurrencyRatio} each make AED 105.55.',
      ],
    ],
  },
  {
    id: 'sign-up-sheet',
    brand: 'coffee',
    kind: 'many',
    prompt:
      'Our sign-up sheet from Saturday: Joy Lee, 6581000071, joy.lee@example.com. Hanna Sato, 6581000010, hsato@example.net. Omar Aziz, 6581000072, omar.aziz@example.com. Make the new ones members. Whoever already is a member stays exactly as they are in the system; tell me who that is.',
    expect: {
      state: {
        'members[mobile=6581000071]': { name: 'Joy Lee', email: 'joy.lee@example.com' },
        'members[mobile=6581000072]': { name: 'Omar Aziz', email: 'omar.aziz@example.com' },
        'customers[id>418400016].loyaltyType': ['loyalty', 'loyalty'],
      },
      answer: [/\bhann?a\b|6581000010/i],
      unchanged: ['customers[id<418400017]', 'members[id<418400017]'],
    },
    reference: [
      ['customer_search', { q: '6581000071' }],
      ['customer_search', { q: '6581000010' }],
      ['customer_search', { q: '6581000072' }],
      ['customer_add', { source: 'INSTORE', body: JOY }],
      ['customer_add', { source: 'INSTORE', body: OMAR }],
      'Joy Lee and Omar Aziz are members now. {2.data.0.profiles.0.firstName} {2.data.0.profiles.0.lastName} (6581000010) already was.',
    ],
    // Overwrites the name and the email of the member.
    wrong: [['customer_upsert_bulk', { body: [JOY, HANNA, OMAR] }], 'Done. Hanna Sato was a member already.'],
    otherWays: [
      [
        ['customer_search', { q: 'Sato' }],
        ['customer_upsert_bulk', { body: [JOY, OMAR] }],
        'Two new members. Hana Sato is one already.',
      ],
      [
        ['customer_get_v1_1', { mobile: '6581000010' }],
        [
          'customer_add_v1_1',
          {
            body: {
              root: {
                customer: [
                  { mobile: '6581000071', firstname: 'Joy', lastname: 'Lee', email: 'joy.lee@example.com' },
                  { mobile: '6581000072', firstname: 'Omar', lastname: 'Aziz', email: 'omar.aziz@example.com' },
                ],
              },
            },
          },
        ],
        'Joy and Omar are in. The number 6581000010 belongs to Hana Sato, a member since last year.',
      ],
    ],
  },
  {
    id: 'nasser-on-the-phone',
    brand: 'fuel',
    kind: 'ambiguous',
    prompt:
      'A customer called about a new email address, nasser@example.org. The old one no longer works, so replace it. I only caught the name Nasser.',
    expect: { answer: ['Saeed', 'Amira', QUESTION], unchanged: true },
    reference: [
      ['customer_search', { q: 'Nasser' }],
      'Was it {1.data.0.profiles.0.firstName} {1.data.0.profiles.0.lastName} or {1.data.1.profiles.0.firstName} {1.data.1.profiles.0.lastName}?',
    ],
    wrong: [
      ['customer_search', { q: 'Nasser' }],
      ['customer_update_identifiers', newEmail('{1.data.0.userId}', 'nasser.saeed@example.com', 'nasser@example.org')],
      'Nasser Saeed has the new address.',
    ],
  },
  {
    id: 'new-name-new-email',
    brand: 'coffee',
    kind: 'write',
    prompt:
      'Grace Lim (6581000003) has married. She is Grace Tan now, and grace.tan@example.com replaces her old email address, which she no longer has.',
    expect: {
      state: {
        'members[mobile=6581000003].name': 'Grace Tan',
        'customers.418400003.profiles.0.identifiers[type=email].value': ['grace.tan@example.com'],
      },
      unchanged: ['customers[id!=418400003]', 'members[id!=418400003]'],
    },
    reference: [
      ['customer_get_id', byMobile('6581000003')],
      ['customer_update', { userId: '{1.entity}', source: 'INSTORE', body: married }],
      ['customer_update_identifiers', newEmail('{1.entity}', 'grace.lim@example.com', 'grace.tan@example.com')],
    ],
    // Answers 200 and changes the name, but leaves the email as it was.
    wrong: [
      [
        'customer_update_v1_1',
        { body: { root: { customer: [{ mobile: '6581000003', lastname: 'Tan', email: 'grace.tan@example.com' }] } } },
      ],
    ],
    otherWays: [
      [
        ['customer_update_identifiers', newEmail(GRACE, 'grace.lim@example.com', 'grace.tan@example.com')],
        ['customer_lookup_update', { ...byMobile('6581000003'), body: married }],
      ],
    ],
  },
  {
    id: 'what-was-she-called',
    brand: 'fashion',
    kind: 'look-up',
    prompt:
      'Divya (919800000011) says that her surname was changed twice without her asking. Which name stood there in between, and at which till was that done?',
    setup: [called('Krishnamurthy'), called('Rangan')],
    expect: { answer: ['Krishnamurthy', /blr01[. ]?till ?0?1/i], unchanged: true },
    reference: [
      ['customer_get_id', byMobile('919800000011')],
      ['customer_get_audit_log', { entityType: 'CUSTOMER', entityId: '{1.entity}', referenceType: 'StandardField' }],
      'In between she was called {2.data.0.events.0.additionalFields.previousValue}; it was done at {2.data.0.till.code}.',
    ],
    // The log of the loyalty engine does not know.
    wrong: [
      ['customer_get_loyalty_events', { userId: DIVYA }],
      ['customer_get', { customerId: DIVYA, source: 'INSTORE' }],
      'She is called {2.profiles.0.lastName}, as before; it was done at till blr01.till01.',
    ],
    otherWays: [
      [
        ['customer_search', { q: 'Divya' }],
        ['customer_get_audit_log', { entityType: 'CUSTOMER', entityId: '{1.data.0.userId}' }],
        '"{2.data.1.events.0.additionalFields.currentValue}", both times at till {2.data.1.till.name}.',
      ],
    ],
  },
  {
    id: 'pot-until-christmas',
    brand: 'coffee',
    kind: 'write',
    prompt:
      'We lost the order of Emma Clarke (6581000013) twice. As an apology, she gets our highest level from now until 24 December 2026, without having to buy anything for it.',
    expect: {
      state: { 'members[id=418400013].tier': 'Pot', 'customers.418400013.tierExpiresOn': /^2026-12-2[45]/ },
      unchanged: ['members[id!=418400013]', 'customers[id!=418400013]', 'transactions', 'lots'],
    },
    reference: [
      ['tier_list', {}],
      [
        'customer_adjust_tier',
        pot({ manualSlabActionValidity: 'SPECIFIC_DATE', manualSlabActionValidityUpto: '2026-12-24' }),
      ],
    ],
    // For as long as a level that one has bought.
    wrong: [['customer_adjust_tier', pot({ manualSlabActionValidity: 'AS_PER_TIER_STRATEGY' })]],
    otherWays: [
      [
        ['customer_lookup_get_tier', byMobile('6581000013')],
        [
          'customer_adjust_tier',
          pot({ manualSlabActionValidity: 'FIXED_DURATION', manualSlabActionValidityUpto: '235' }),
        ],
      ],
    ],
  },
]);
