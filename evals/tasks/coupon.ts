/** Tasks about coupons. */
import { tasksOf } from '../task.js';

const VISIT = 700404;
const FRIENDS = 700403;
const issue = (seriesId: number | string, mobile: string) => ({ body: { seriesId, customer: { mobile } } });

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
]);
