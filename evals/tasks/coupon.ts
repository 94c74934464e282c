/** Tasks about coupons. */
import { tasksOf } from '../task.js';
import { byMobile } from './identifiers.js';

const VISIT = 700404;
const FRIENDS = 700403;
const FIRST_FIVE = 700405;
/** Of the coffee brand. */
const BRING_A_FRIEND = 700402;
const issue = (seriesId: number | string, mobile: string) => ({ body: { seriesId, customer: { mobile } } });
const redeem = (code: string, mobile: string, transactionNumber: string, billAmount: number) => ({
  body: { redemptionRequestList: [{ code }], user: { mobile }, billAmount, transactionNumber },
});
const RAVI = '6581000004';
const HUDA = '971501000013';

const WELCOME = 700402;
const untilAugust = (couponCodes: readonly unknown[]) => ({
  body: {
    couponSeriesId: WELCOME,
    couponCodes: couponCodes.map((couponCode) => ({ couponCode, expiryDate: '2026-08-31T18:29:59Z' })),
  },
});
const welcomeOf = (call: number) => `{${call}.entity.customers.0.coupons[description~welcome].code}`;

export const couponTasks = tasksOf('coupon', [
  {
    id: 'sorry-coupons-for-three',
    brand: 'fashion',
    kind: 'many',
    prompt:
      'The tills were down in Bengaluru yesterday. Give our "Every visit" coupon (₹100 off) to the three who complained: 919800000008, 919800000003 and 919800000006. One each.',
    expect: {
      state: {
        [`coupons[seriesId=${VISIT},customerId=418400008].#`]: '+1',
        [`coupons[seriesId=${VISIT},customerId=418400003].#`]: '+1',
        [`coupons[seriesId=${VISIT},customerId=418400006].#`]: '+1',
        'coupons.*.#': '+3',
      },
    },
    reference: [
      [
        'coupon_get_series_v1_1',
        { fields: ['response.series.items.item[].id', 'response.series.items.item[].description'] },
      ],
      ['coupon_issue', issue('{1.response.series.items.item[description~every visit].id}', '919800000008')],
      ['coupon_issue', issue('{1.response.series.items.item[description~every visit].id}', '919800000003')],
      ['coupon_issue', issue('{1.response.series.items.item[description~every visit].id}', '919800000006')],
    ],
    wrong: [
      ['coupon_issue', issue(VISIT, '919800000008')],
      ['coupon_issue', issue(VISIT, '919800000003')],
      ['coupon_issue', issue(FRIENDS, '919800000006')],
    ],
    otherWays: [
      [
        [
          'coupon_issue_v1_1',
          {
            body: {
              root: {
                coupon: ['919800000008', '919800000003', '919800000006'].map((mobile) => ({
                  series_id: VISIT,
                  customer: { mobile },
                })),
              },
            },
          },
        ],
      ],
    ],
  },
  {
    id: 'expired-at-the-till',
    brand: 'fashion',
    kind: 'refuse',
    prompt:
      'At the till: Priya Desai (919800000007) pays ₹2,400 and shows the coupon W99CDPF5. Redeem it if it is good, otherwise tell me why not.',
    expect: { answer: [/expired|no longer valid|ended|not valid/i], unchanged: true },
    reference: [
      ['coupon_check_redeemable', { code: 'W99CDPF5', mobile: '919800000007' }],
      'It cannot be redeemed: the coupon has expired.',
    ],
    wrong: [
      ['coupon_issue', issue(VISIT, '919800000007')],
      'That coupon has expired, so I gave her a new one with ₹100 off.',
    ],
  },
  {
    id: 'friends-for-the-tasting',
    brand: 'coffee',
    kind: 'many',
    prompt:
      'Chloe Wong (6581000005), Farid Hassan (6581000006), Yi Ng (6581000007), Priya Nathan (6581000008) and Lucas Meyer (6581000009) come to our tasting. Each of them should have a "Bring a friend" coupon for it. Give one to those who have none.',
    expect: {
      state: {
        [`coupons[seriesId=${BRING_A_FRIEND},customerId=418400007].#`]: '+1',
        [`coupons[seriesId=${BRING_A_FRIEND},customerId=418400008].#`]: '+1',
        [`coupons[seriesId=${BRING_A_FRIEND},customerId=418400009].#`]: '+1',
        'coupons.*.#': '+3',
      },
      unchanged: ['coupons[customerId=418400005]', 'coupons[customerId=418400006]'],
    },
    reference: [
      ['customer_list_coupons', { mobile: '6581000005' }],
      ['customer_list_coupons', { mobile: '6581000006' }],
      ['customer_list_coupons', { mobile: '6581000007' }],
      ['customer_list_coupons', { mobile: '6581000008' }],
      ['customer_list_coupons', { mobile: '6581000009' }],
      ['coupon_issue', issue('{1.entity.customers.0.coupons[description~friend].seriesId}', '6581000007')],
      ['coupon_issue', issue('{1.entity.customers.0.coupons[description~friend].seriesId}', '6581000008')],
      ['coupon_issue', issue('{1.entity.customers.0.coupons[description~friend].seriesId}', '6581000009')],
    ],
    // The first two have one already and may have several.
    wrong: [
      ['coupon_issue', issue(BRING_A_FRIEND, '6581000005')],
      ['coupon_issue', issue(BRING_A_FRIEND, '6581000006')],
      ['coupon_issue', issue(BRING_A_FRIEND, '6581000007')],
      ['coupon_issue', issue(BRING_A_FRIEND, '6581000008')],
      ['coupon_issue', issue(BRING_A_FRIEND, '6581000009')],
    ],
    otherWays: [
      [
        ['customer_get_coupons_v1_1', { mobile: '6581000005', status: 'unredeemed' }],
        ['coupon_get', { issuedToIds: ['418400006', '418400007', '418400008', '418400009'] }],
        [
          'coupon_issue_v1_1',
          {
            body: {
              root: {
                coupon: ['6581000007', '6581000008', '6581000009'].map((mobile) => ({
                  series_id: BRING_A_FRIEND,
                  customer: { mobile },
                })),
              },
            },
          },
        ],
      ],
    ],
  },
  {
    id: 'wash-without-the-text',
    brand: 'fuel',
    kind: 'write',
    prompt:
      'Huda Farouk (971501000013) has just had a basic wash, AED 35, receipt hal-01004. She wants to use her coupon for a free wash but has deleted the text with the code. Please redeem it for this receipt.',
    expect: {
      state: {
        'couponRedemptions[customerId=418400013]': { couponId: 99120013, billNumber: 'hal-01004', billAmount: 35 },
        'couponRedemptions.*.#': '+1',
        'coupons.*.#': '+0',
      },
      unchanged: ['members[id!=418400013]', 'coupons[customerId!=418400013]', 'transactions'],
    },
    reference: [
      ['customer_list_coupons', { mobile: HUDA }],
      ['coupon_redeem', redeem('{1.entity.customers.0.coupons[description~wash].code}', HUDA, 'hal-01004', 35)],
    ],
    // Another coupon, which anybody may redeem: 5% off.
    wrong: [
      ['coupon_check_redeemable', { code: 'SUMMER5', mobile: HUDA }],
      ['coupon_redeem', redeem('SUMMER5', HUDA, 'hal-01004', 35)],
    ],
    otherWays: [
      [
        ['customer_get_id', byMobile(HUDA)],
        ['coupon_get', { issuedToIds: ['{1.entity}'] }],
        [
          'coupon_redeem_v1_1',
          {
            body: {
              root: {
                coupon: [
                  { code: 'SMKFY5FL', customer: { mobile: HUDA }, transaction: { number: 'hal-01004', amount: '35' } },
                ],
              },
            },
          },
        ],
      ],
    ],
  },
  {
    id: 'no-more-first-fives',
    brand: 'fashion',
    kind: 'refuse',
    prompt:
      'Sneha Patil (919800000009) would like our "First five" coupon, the one with ₹1,000 off. Send it to her. Nothing else will do: if she cannot have it, just tell me why.',
    expect: {
      answer: [
        /\blimit|maximum|no more|none left|exhausted|used up|(run|ran) out|(all|fully|already|have) (been )?(five|5|of them|issued|given|handed)|5 ?(\/|of|out of) ?5\b/i,
      ],
      unchanged: true,
    },
    reference: [
      ['coupon_get_series_v1_1', { fields: ['response.series.items.item[].id', 'response.series.items.item[].info'] }],
      ['coupon_issue', issue('{1.response.series.items.item[info~first five].id}', '919800000009')],
      'She cannot have it: all five coupons of that offer are issued.',
    ],
    wrong: [
      ['coupon_issue', issue(VISIT, '919800000009')],
      'All five are gone, so I sent her the coupon "Every visit" instead.',
    ],
    otherWays: [
      [
        ['coupon_get_series', { ids: [FIRST_FIVE] }],
        'No: {1.entity.0.numIssued} of {1.entity.0.maxCreate} coupons are issued, which is the limit of the offer.',
      ],
    ],
  },
  {
    id: 'order-was-cancelled',
    brand: 'coffee',
    kind: 'steps',
    prompt:
      "Ravi Chandran's order cb-01002 was cancelled this morning, but the coupon he used for it still counts as used. Make that coupon usable again. He had another order this morning, with another coupon; leave that as it is.",
    setup: [
      ['coupon_redeem', redeem('KXPPGWNX', RAVI, 'cb-01002', 14.5)],
      ['coupon_redeem', redeem('KAD2YCPM', RAVI, 'cb-01003', 11)],
    ],
    expect: {
      state: { 'couponRedemptions[billNumber=cb-01002].reactivatedOn': /^2026-05-03/, 'coupons.*.#': '+0' },
      unchanged: ['couponRedemptions[billNumber!=cb-01002]', 'coupons[customerId!=418400004]'],
    },
    reference: [
      ['customer_search', { q: 'Chandran' }],
      ['customer_list_coupons', { id: '{1.data.0.userId}' }],
      [
        'coupon_reactivate',
        {
          body: {
            redemptionIds: ['{2.entity.customers.0.coupons.redemptions[transactionNumber=cb-01002].id}'],
          },
        },
      ],
    ],
    // A new coupon does not undo the use of the old one.
    wrong: [['coupon_issue', issue(BRING_A_FRIEND, RAVI)]],
    otherWays: [
      [
        ['customer_get_redemptions_v1_1', { mobile: RAVI, type: 'COUPONS' }],
        [
          'coupon_reactivate',
          {
            body: {
              redemptionIds: ['{1.response.customer.redemptions.coupons.coupon[transaction_number=cb-01002].id}'],
            },
          },
        ],
      ],
    ],
  },
  {
    id: 'welcome-once-more',
    brand: 'fashion',
    kind: 'many',
    prompt:
      'The welcome coupons (10% off) of Meera Iyer (919800000003) and Arjun Nair (919800000006) lapsed in April while our Chennai store was closed. Make these two coupons valid again until the end of August 2026. They keep their codes, which both have in a printed letter.',
    expect: {
      state: {
        'coupons[code=ZLYMHEU5].validTill': /^2026-08-31/,
        'coupons[code=F757MAAX].validTill': /^2026-08-31/,
        'coupons.*.#': '+0',
      },
      unchanged: ['coupons[id!=99120011,id!=99120014]', 'couponSeries', 'members[id!=418400003,id!=418400006]'],
    },
    reference: [
      ['customer_list_coupons', { mobile: '919800000003' }],
      ['customer_list_coupons', { mobile: '919800000006' }],
      ['coupon_update_expiry', untilAugust([welcomeOf(1), welcomeOf(2)])],
    ],
    // New coupons, of another offer and with other codes.
    wrong: [
      ['coupon_issue', issue(VISIT, '919800000003')],
      ['coupon_issue', issue(VISIT, '919800000006')],
    ],
    otherWays: [
      [
        ['coupon_get', { issuedToIds: ['418400003', '418400006'] }],
        ['coupon_update_expiry', untilAugust(['F757MAAX'])],
        ['coupon_update_expiry', untilAugust(['ZLYMHEU5'])],
      ],
    ],
  },
]);
