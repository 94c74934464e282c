/** Tasks about promotions. */
import { tasksOf } from '../task.js';
import { byMobile } from './identifiers.js';

/** Of the list of promotions: the first answer of a way. */
const SUMMER = { id: '{1.data.content.0.id}', promotionId: '{1.data.content.0.metadata.promotionId}' };
/** The same promotion in the state. */
const SUMMER_BONUS = '222e99aa7be78f9830c6a166';
const enrol = (identifierValue: string) => ({
  body: {
    action: 'ENROL',
    promotion: SUMMER,
    customer: { identifierName: 'mobile', identifierValue, source: 'INSTORE' },
    programId: 812,
  },
});

const inStore = (mobiles: readonly string[]) =>
  mobiles.map((identifierValue) => ({ identifierValue, source: 'INSTORE' }));
const rainyDay = (
  bulkAction: object,
  mobiles: readonly string[],
  promotionId = '{1.promotions[promotionName=Rainy day].promotionId}',
) => ({
  body: {
    promotionDetails: { programId: 814, promotionId },
    ...bulkAction,
    type: 'CUSTOMER',
    identifierName: 'mobile',
    customers: inStore(mobiles),
  },
});
const REVOKE = { bulkAction: 'REVOKE_EARN' };
const DANIEL = '6581000011';
const EMMA = '6581000013';
const HANA = '6581000010';

/** June in the Emirates, in milliseconds. */
const JUNE = { startDate: Date.parse('2026-06-01T00:00:00+04:00'), endDate: Date.parse('2026-06-30T23:59:59+04:00') };
const tenPercent = (changes: object) => ({
  body: {
    name: 'June ten',
    type: 'POS',
    condition: {
      type: 'CART',
      cartCondition: { kpi: 'SUBTOTAL', operator: 'GREATER_THAN_OR_EQUAL', value: 100 },
    },
    action: { type: 'CART_BASED', cartBasedAction: { type: 'PERCENTAGE', value: 10 } },
    ...JUNE,
    messageLabel: '10% off in June',
    mode: 'DISCOUNT',
    isStackable: false,
    isLoyaltyOnly: false,
    maxIssuancePerCustomer: -1,
    ...changes,
  },
});

const turn = (promotionStatus: string) => ({
  promotionId: '{1.data.content.0.id}',
  existingStatus: '{1.data.content.0.metadata.status}',
  body: { promotionStatus },
});
const MEERA = 418400003;
/** The cart that holds a code for her. */
const HELD_CART = '2a878f0ede69befff462a101';

export const promotionTasks = tasksOf('promotions', [
  {
    id: 'summer-bonus-terms',
    brand: 'fashion',
    kind: 'look-up',
    prompt:
      'For the newsletter: until when does our summer bonus run, and how many points can one customer collect with it at most?',
    expect: { answer: ['2026-06-22', 500], unchanged: true },
    reference: [
      ['loyalty_promotion_list', { searchText: 'summer' }],
      'Until {1.data.content.0.metadata.endDate}, at most {1.data.content.0.limits.0.limitValue} points.',
    ],
    wrong: [
      ['loyalty_promotion_list', {}],
      'Until {1.data.content.0.metadata.endDate}, a hundred points with each bill.',
    ],
    otherWays: [
      [
        ['loyalty_promotion_list', { status: 'LIVE' }],
        ['loyalty_promotion_get', { promotionId: '{1.data.content.0.id}' }],
        'It runs until June 22, 2026, with up to 500 points for each customer.',
      ],
    ],
  },
  {
    id: 'sign-ups-for-summer',
    brand: 'fashion',
    kind: 'many',
    prompt:
      'Three customers signed up for our summer bonus at the counter: Sneha Patil (919800000009), Vikram Menon (919800000002) and Divya Krishnan (919800000011). Please enrol whoever is not enrolled yet.',
    expect: {
      state: {
        'promotionEnrolments[customerId=418400009].promotionId': SUMMER_BONUS,
        'promotionEnrolments[customerId=418400011].promotionId': SUMMER_BONUS,
        'promotionEnrolments.*.#': '+2',
      },
      unchanged: ['promotionEnrolments[customerId<418400004]', 'legacyIssuals', 'earnedPromotions'],
    },
    reference: [
      ['loyalty_promotion_list', { searchText: 'summer' }],
      ['loyalty_promotion_enrol_members', enrol('919800000009')],
      ['loyalty_promotion_enrol_members', enrol('919800000002')],
      ['loyalty_promotion_enrol_members', enrol('919800000011')],
      'Sneha and Divya are enrolled. Vikram was enrolled already.',
    ],
    // The older promotion that customers can enrol in is another one: "Stylist month".
    wrong: [
      ['customer_lookup_get_promotions', { ...byMobile('919800000009'), promotionType: 'ENROL_AND_ISSUE' }],
      [
        'promotion_enrol_and_earn_bulk',
        {
          body: {
            promotionDetails: { programId: 812, promotionId: '{1.promotions.0.promotionId}' },
            bulkAction: 'ENROL',
            type: 'CUSTOMER',
            identifierName: 'mobile',
            customers: inStore(['919800000009', '919800000011']),
          },
        },
      ],
    ],
    otherWays: [
      [
        ['loyalty_promotion_list', { status: 'LIVE' }],
        ['loyalty_promotion_get_for_member', { memberId: 418400002, promotionId: SUMMER.promotionId }],
        ['loyalty_promotion_enrol_members', enrol('919800000011')],
        ['loyalty_promotion_enrol_members', enrol('919800000009')],
      ],
    ],
  },
  {
    id: 'ten-percent-in-june',
    brand: 'fuel',
    kind: 'write',
    prompt:
      'In June (1 to 30, our local time) everybody gets 10% off automatically at the checkout from AED 100 on. No code, no enrolment. Set it up under the name "June ten" and switch it on right away.',
    expect: {
      state: {
        'cartPromotions[name=June ten]': {
          type: 'POS',
          active: true,
          loyaltyOnly: false,
          startsOn: '2026-05-31T20:00:00Z',
          endsOn: /^2026-06-30T(19:59|20:00:00)/,
          'condition.cartCondition': { kpi: 'SUBTOTAL', operator: 'GREATER_THAN_OR_EQUAL', value: /^100(\.0+)?$/ },
          'action.cartBasedAction': { type: 'PERCENTAGE', value: /^10(\.0+)?$/ },
        },
        'cartPromotions.*.#': '+1',
      },
      unchanged: ['couponSeries', 'loyaltyPromotions', 'legacyPromotions'],
    },
    reference: [['cart_promotion_create', tenPercent({ active: true })]],
    // It stays off by itself.
    wrong: [['cart_promotion_create', tenPercent({})]],
    otherWays: [
      [
        ['cart_promotion_create', tenPercent({})],
        ['cart_promotion_update', { promotionId: '{1.data.id}', ...tenPercent({ active: true }) }],
      ],
    ],
  },
  {
    id: 'rainy-day-by-mistake',
    brand: 'coffee',
    kind: 'steps',
    prompt:
      'We gave the "Rainy day" points to Daniel Koh (6581000011) and Emma Clarke (6581000013) by mistake. Take them back from these two; Hana Sato keeps hers. How many points does Daniel have then?',
    setup: [
      [
        'promotion_create',
        {
          body: {
            id: -1,
            name: 'Rainy day',
            programId: 814,
            identifier: 'rainy-day',
            startDate: '2026-04-20T00:00:00+08:00',
            endDate: '2026-06-30T23:59:59+08:00',
            eventName: 'TRANSACTIONADD',
            pointsOfferType: 'LOYALTY',
            allocatePointsOn: 'BILL',
            allocationActions: [{ A1: { allocation: { type: 'FIXED', value: 50 } } }],
          },
        },
      ],
      ['promotion_earn_bulk', rainyDay({}, [HANA, DANIEL, EMMA], '{1.data.0.id}')],
    ],
    expect: {
      state: {
        'legacyEarns[customerId=418400011].revoked': true,
        'legacyEarns[customerId=418400013].revoked': true,
        'members[id=418400011].points': '-50',
        'members[id=418400013].points': '-50',
      },
      answer: [{ found: 'members[id=418400011].points' }],
      unchanged: ['legacyEarns[customerId=418400010]', 'members[id<418400011]', 'members[id=418400012]'],
    },
    reference: [
      ['customer_lookup_get_promotions', byMobile(DANIEL)],
      ['promotion_revoke_earned_bulk', rainyDay(REVOKE, [DANIEL, EMMA])],
      ['customer_lookup_get_points_balance', byMobile(DANIEL)],
      'Done. Daniel has {3.mainPoints} points.',
    ],
    wrong: [
      ['customer_lookup_get_promotions', byMobile(DANIEL)],
      ['promotion_revoke_earned_bulk', rainyDay(REVOKE, [DANIEL, EMMA, HANA])],
      ['customer_lookup_get_points_balance', byMobile(DANIEL)],
      'Done. Daniel has {3.mainPoints} points.',
    ],
    otherWays: [
      [
        ['customer_lookup_get_promotions', byMobile(EMMA)],
        ['promotion_revoke_earned_bulk', rainyDay(REVOKE, [EMMA])],
        ['promotion_revoke_earned_bulk', rainyDay(REVOKE, [DANIEL])],
        ['customer_get_points_balance', { userId: 418400011 }],
        'Taken back. {4.mainPoints} points are left for Daniel.',
      ],
    ],
  },
  {
    id: 'summer-takes-a-break',
    brand: 'fashion',
    kind: 'write',
    prompt:
      'Until the new tills work, nobody should collect points from our summer bonus. It goes on afterwards as it is, with everybody who is enrolled, so please only put it on hold for now.',
    expect: {
      state: { [`loyaltyPromotions.${SUMMER_BONUS}.status`]: 'PAUSED' },
      unchanged: [
        `loyaltyPromotions[id!=${SUMMER_BONUS}]`,
        `loyaltyPromotions.${SUMMER_BONUS}.sent`,
        'promotionEnrolments',
        'legacyPromotions',
        'cartPromotions',
      ],
    },
    reference: [
      ['loyalty_promotion_list', { searchText: 'summer' }],
      ['loyalty_promotion_update_status', turn('PAUSE')],
    ],
    // Never comes back.
    wrong: [
      ['loyalty_promotion_list', { searchText: 'summer' }],
      ['loyalty_promotion_update_status', turn('STOP')],
    ],
    otherWays: [
      [
        ['loyalty_promotion_list', { status: 'LIVE' }],
        ['loyalty_promotion_get', { promotionId: '{1.data.content.0.id}' }],
        ['loyalty_promotion_update_status', { ...turn('PAUSE'), existingStatus: 'ACTIVE' }],
      ],
    ],
  },
  {
    id: 'code-hangs-in-the-web-shop',
    brand: 'fashion',
    kind: 'steps',
    prompt:
      'Meera Iyer (919800000003) stands at the till in Chennai. She put things into a basket in our web shop, did not pay, and now her code for the spring discount counts as in use. Please free it, so that the till can take it; the bill follows in a minute.',
    expect: {
      state: { [`cartEvaluations.${HELD_CART}.closed`]: 'cancelled', 'cartEvaluations.*.#': '+0' },
      unchanged: [
        'cartPromotions',
        'earnedPromotions',
        'cartRedemptions',
        'cartCodeLinks',
        'coupons',
        'transactions',
        'members',
      ],
    },
    reference: [
      ['customer_search', { q: '919800000003' }],
      ['cart_promotion_get_pending_carts', { customerId: '{1.data.0.userId}' }],
      [
        'cart_promotion_cancel_evaluation',
        { customerId: '{1.data.0.userId}', evaluationId: '{2.data.tempRedemptionDetails.0.cartEvaluationId}' },
      ],
    ],
    // Another offer does not free the code.
    wrong: [
      ['cart_promotion_list', {}],
      [
        'cart_promotion_issue_bulk',
        { promotionId: '{1.data[type=CUSTOMER].id}', contextId: 'web-shop', body: [MEERA] },
      ],
    ],
    otherWays: [
      [
        ['customer_get_id', byMobile('919800000003')],
        ['cart_promotion_get_pending_carts', { customerId: '{1.entity}' }],
        ['cart_promotion_cancel_evaluation', { customerId: MEERA, evaluationId: HELD_CART }],
        ['cart_promotion_get_pending_carts', { customerId: MEERA }],
      ],
    ],
  },
]);
