/** The loyalty journey, step by step: from registration to redemption. */

/** One request of the journey: what a person says, the call it becomes, and what of the answer is worth a line. */
export interface Step {
  says: string;
  tool: string;
  /** Words by which an agent finds a tool that is not listed. */
  find?: string;
  args: Record<string, unknown>;
  shows: (answer: Answer) => string;
  /** The API is expected to refuse: that is what the step is for. */
  refused?: true;
}

/** The parsed answer of a call, read by dotted paths (`data.0.id`). */
export interface Answer {
  /** Empty where there is nothing. */
  text(path: string): string;
  list(path: string): Answer[];
}

/** Whom the journey registers; bills are numbered after `bills`. */
export interface Member {
  mobile: string;
  email: string;
  bills: string;
}

/** What a step can refer to. */
export interface Progress {
  member: Member;
  /** The last answer of a tool that was called before. */
  answerOf(tool: string): Answer;
}

const byMobile = ({ mobile }: Member) => ({
  source: 'INSTORE',
  identifierName: 'mobile',
  identifierValue: mobile,
});
const bill = ({ bills }: Member, number: number): string => `${bills}-${number}`;

const register = ({ member: { mobile, email } }: Progress): Step => ({
  says: `"New member: Mira Kapoor, mobile ${mobile}, ${email}."`,
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
  shows: (answer) => `customer ${answer.text('createdId')}`,
});

const buy =
  (number: number, billAmount: number, item: string) =>
  ({ member }: Progress): Step => ({
    says: `"She buys ${item}: bill ${bill(member, number)}, ₹${billAmount}."`,
    tool: 'transaction_add',
    args: {
      ...byMobile(member),
      body: {
        type: 'REGULAR',
        billNumber: bill(member, number),
        billAmount,
        lineItemsV2: [{ itemCode: 'SKU-DEMO', qty: 1, rate: billAmount, value: billAmount, amount: billAmount }],
      },
    },
    shows: (answer) =>
      `transaction ${answer.text('createdId')}, ${answer.text('sideEffects.0.awardedPoints')} points earned`,
  });

const askTier = ({ member }: Progress): Step => ({
  says: '"Which tier is she in now?"',
  tool: 'customer_lookup_get_tier',
  find: 'which tier is she in, by mobile',
  args: byMobile(member),
  shows: (answer) =>
    `${answer.text('programTiers.0.currentTierName')} until ${answer.text('programTiers.0.tierExpiryDate').slice(0, 10)}, ${answer.text('programTiers.0.nextTierName')} is next`,
});

const askPoints = ({ member }: Progress): Step => ({
  says: '"And how many points has she got?"',
  tool: 'customer_lookup_get_points_balance',
  find: 'how many points has a member with this mobile number',
  args: { ...byMobile(member), fields: ['mainPoints', 'totalPoints'] },
  shows: (answer) => `${answer.text('mainPoints')} to spend`,
});

const checkRedeemable = ({ member: { mobile }, answerOf }: Progress): Step => ({
  says: '"She wants to pay with 200 points. May she?"',
  tool: 'points_check_redeemable_v1_1',
  find: 'may this customer pay with 200 points',
  args: { mobile, points: 200, program_id: answerOf('customer_lookup_get_tier').text('programTiers.0.programId') },
  shows: (answer) => `yes: worth ₹${answer.text('response.points.redeemable.points_redeem_value')}`,
});

const CODE_MESSAGE = 'response.validation_code.code.item_status.message';

const sendCode = ({ member: { mobile } }: Progress): Step => ({
  says: '"Send her the validation code."',
  tool: 'points_send_validation_code_v1_1',
  args: { mobile, points: 200 },
  shows: (answer) => answer.text(CODE_MESSAGE),
});

/** The code that the sandbox "sent" stands at the end of its message. */
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
  says: '"Redeem 200 points, the code is 000000." A slip of the tongue:',
  tool: 'points_redeem_v1_1',
  args: redemption(progress, '000000'),
  shows: (answer) => answer.text('error.message'),
  refused: true,
});

const redeem = (progress: Progress): Step => ({
  says: `"Sorry, ${sentCode(progress)}."`,
  tool: 'points_redeem_v1_1',
  args: redemption(progress, sentCode(progress)),
  shows: (answer) =>
    `${answer.text('response.responses.points.points_redeemed')} points redeemed, ${answer.text('response.responses.points.balance')} left`,
});

const OFFERS = 'response.series.items.item';

const askOffers = (): Step => ({
  says: '"Which coupon offers do we have?"',
  tool: 'coupon_get_series_v1_1',
  args: {
    fields: ['id', 'description', 'valid_till_date'].map((name) => `${OFFERS}[].${name}`),
  },
  shows: (answer) =>
    answer
      .list(OFFERS)
      .map((item) => item.text('description'))
      .join('; '),
});

const issueCoupon = ({ member: { mobile }, answerOf }: Progress): Step => ({
  says: '"Give her the welcome coupon."',
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
  shows: (answer) =>
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
  says: '"She uses it on a bill of ₹2400."',
  tool: 'coupon_redeem',
  args: couponRedemption(progress),
  shows: (answer) => answer.text('redemptionStatus.message'),
});

const redeemCouponAgain = (progress: Progress): Step => ({
  says: '"And once more?"',
  tool: 'coupon_redeem',
  args: couponRedemption(progress),
  shows: (answer) => answer.text('error.message'),
  refused: true,
});

const askLedger = ({ member }: Progress): Step => ({
  says: '"Show every movement of her points."',
  tool: 'points_ledger_get_entries',
  find: 'every movement of her points',
  args: {
    ...byMobile(member),
    fields: [
      'ledgerEntries[].eventName',
      'ledgerEntries[].entryDetails[].ledgerEntryType',
      'ledgerEntries[].netPointsOnEvent',
    ],
  },
  shows: (answer) =>
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
  buy(1001, 4580, 'a linen shirt and jeans'),
  buy(1002, 7250, 'a winter coat'),
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
