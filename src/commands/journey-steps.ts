/** The loyalty journey, step by step: from registration to redemption. */

/** One step of the journey: a person's request, the call that an agent makes for it, and a summary of the answer. */
export interface Step {
  request: string;
  tool: string;
  /** Words that find the tool if it is not listed. */
  query?: string;
  args: Record<string, unknown>;
  summarize: (answer: Answer) => string;
  /** Whether the API is expected to refuse the call. */
  expectsRefusal?: true;
}

/** The parsed answer of a call, read by dotted paths (`data.0.id`). */
export interface Answer {
  /** The value at the path; empty if there is none. */
  text(path: string): string;
  list(path: string): Answer[];
}

/** The member whom the journey registers. */
export interface JourneyMember {
  mobile: string;
  email: string;
  /** Prefix of the bill numbers. */
  bills: string;
}

/** What a step can use from earlier steps. */
export interface Progress {
  member: JourneyMember;
  /** The last answer of a tool in an earlier step. */
  answerOf(tool: string): Answer;
}

const byMobile = ({ mobile }: JourneyMember) => ({
  source: 'INSTORE',
  identifierName: 'mobile',
  identifierValue: mobile,
});
const bill = ({ bills }: JourneyMember, number: number): string => `${bills}-${number}`;

const register = ({ member: { mobile, email } }: Progress): Step => ({
  request: `"New member: Mira Kapoor, mobile ${mobile}, ${email}."`,
  tool: 'customer_add',
  args: {
    body: {
      profiles: [
        {
          firstName: 'Mira',
          lastName: 'Kapoor',
          source: 'INSTORE',
          identifiers: [
            { type: 'mobile', value: mobile },
            { type: 'email', value: email },
          ],
        },
      ],
      loyaltyInfo: { loyaltyType: 'loyalty' },
    },
  },
  summarize: (answer) => `customer ${answer.text('createdId')}`,
});

const buy =
  (number: number, billAmount: number, item: string, itemCode: string) =>
  ({ member }: Progress): Step => ({
    request: `"She buys ${item}: bill ${bill(member, number)}, ₹${billAmount}."`,
    tool: 'transaction_add',
    args: {
      ...byMobile(member),
      body: {
        type: 'REGULAR',
        billNumber: bill(member, number),
        billAmount,
        lineItemsV2: [{ itemCode, qty: 1, rate: billAmount, value: billAmount, amount: billAmount }],
      },
    },
    summarize: (answer) =>
      `transaction ${answer.text('createdId')}, ${answer.text('sideEffects.0.awardedPoints')} points earned`,
  });

const askTier = ({ member }: Progress): Step => ({
  request: '"Which tier is she in now?"',
  tool: 'customer_lookup_get_tier',
  query: 'which tier is she in, by mobile',
  args: byMobile(member),
  summarize: (answer) =>
    `${answer.text('programTiers.0.currentTierName')} until ${answer.text('programTiers.0.tierExpiryDate').slice(0, 10)}, ${answer.text('programTiers.0.nextTierName')} is next`,
});

const askPoints = ({ member }: Progress): Step => ({
  request: '"And how many points does she have?"',
  tool: 'customer_lookup_get_points_balance',
  query: 'how many points has a member with this mobile number',
  args: { ...byMobile(member), fields: ['mainPoints', 'totalPoints'] },
  summarize: (answer) => `${answer.text('mainPoints')} to spend`,
});

const checkRedeemable = ({ member: { mobile }, answerOf }: Progress): Step => ({
  request: '"She wants to pay with 200 points. May she?"',
  tool: 'points_check_redeemable_v1_1',
  query: 'may this customer pay with 200 points',
  args: { mobile, points: 200, program_id: answerOf('customer_lookup_get_tier').text('programTiers.0.programId') },
  summarize: (answer) => `yes: worth ₹${answer.text('response.points.redeemable.points_redeem_value')}`,
});

const CODE_MESSAGE = 'response.validation_code.code.item_status.message';

const sendCode = ({ member: { mobile } }: Progress): Step => ({
  request: '"Send her the validation code."',
  tool: 'points_send_validation_code_v1_1',
  args: { mobile, points: 200 },
  summarize: (answer) => answer.text(CODE_MESSAGE),
});

/** The code that the sandbox "sent", which is at the end of its message. */
const sentCode = ({ answerOf }: Progress): string =>
  /\b([A-Z0-9]{4,10})\W*$/.exec(answerOf('points_send_validation_code_v1_1').text(CODE_MESSAGE))?.[1] ?? '';

const redemption = ({ member }: Progress, validation_code: string) => ({
  body: {
    root: {
      redeem: [
        {
          points_redeemed: 200,
          customer: { mobile: member.mobile },
          validation_code,
          transaction_number: bill(member, 1003),
        },
      ],
    },
  },
});

const redeemWithWrongCode = (progress: Progress): Step => ({
  request: '"Redeem 200 points, the code is 000000." (the wrong code)',
  tool: 'points_redeem_v1_1',
  args: redemption(progress, '000000'),
  summarize: (answer) => answer.text('error.message'),
  expectsRefusal: true,
});

const redeem = (progress: Progress): Step => ({
  request: `"Sorry, ${sentCode(progress)}."`,
  tool: 'points_redeem_v1_1',
  args: redemption(progress, sentCode(progress)),
  summarize: (answer) =>
    `${answer.text('response.responses.points.points_redeemed')} points redeemed, ${answer.text('response.responses.points.balance')} left`,
});

const OFFERS = 'response.series.items.item';

const askOffers = (): Step => ({
  request: '"Which coupon offers do we have?"',
  tool: 'coupon_get_series_v1_1',
  args: {
    fields: ['id', 'description', 'valid_till_date'].map((name) => `${OFFERS}[].${name}`),
  },
  summarize: (answer) =>
    answer
      .list(OFFERS)
      .map((item) => item.text('description'))
      .join('; '),
});

const issueCoupon = ({ member: { mobile }, answerOf }: Progress): Step => ({
  request: '"Give her the welcome coupon."',
  tool: 'coupon_issue',
  args: {
    body: {
      seriesId: answerOf('coupon_get_series_v1_1')
        .list(OFFERS)
        .find((item) => item.text('description').startsWith('Welcome'))
        ?.text('id'),
      customer: { mobile },
    },
  },
  summarize: (answer) =>
    `${answer.text('code')}: ${answer.text('description')}, valid until ${answer.text('validTill').slice(0, 10)}`,
});

const couponRedemption = ({ member: { mobile }, answerOf }: Progress) => ({
  body: {
    redemptionRequestList: [{ code: answerOf('coupon_issue').text('code') }],
    user: { mobile },
    billAmount: 2400,
  },
});

const redeemCoupon = (progress: Progress): Step => ({
  request: '"She uses it on a bill of ₹2400."',
  tool: 'coupon_redeem',
  args: couponRedemption(progress),
  summarize: (answer) => answer.text('redemptionStatus.message'),
});

const redeemCouponAgain = (progress: Progress): Step => ({
  request: '"And once more?"',
  tool: 'coupon_redeem',
  args: couponRedemption(progress),
  summarize: (answer) => answer.text('error.message'),
  expectsRefusal: true,
});

const askLedger = ({ member }: Progress): Step => ({
  request: '"Show every movement of her points."',
  tool: 'points_ledger_get_entries',
  query: 'every movement of her points',
  args: {
    ...byMobile(member),
    fields: [
      'ledgerEntries[].eventName',
      'ledgerEntries[].entryDetails[].ledgerEntryType',
      'ledgerEntries[].netPointsOnEvent',
    ],
  },
  summarize: (answer) =>
    answer
      .list('ledgerEntries')
      .map(
        (entry) =>
          `${entry.text('eventName')} ${entry.text('entryDetails.0.ledgerEntryType').toLowerCase()} ${entry.text('netPointsOnEvent')}`,
      )
      .join('; '),
});

export const STEPS: readonly ((progress: Progress) => Step)[] = [
  register,
  buy(1001, 4580, 'a linen shirt and jeans', 'SHIRT-LIN-40'),
  buy(1002, 7250, 'a winter coat', 'JKT-BMB-L'),
  askTier,
  askPoints,
  checkRedeemable,
  sendCode,
  redeemWithWrongCode,
  redeem,
  askOffers,
  issueCoupon,
  redeemCoupon,
  redeemCouponAgain,
  askLedger,
];
