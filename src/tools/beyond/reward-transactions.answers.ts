/** What the calls about issues of rewards answer. */
import { lazy } from '../../lib/lazy.js';
import { media, page, redemptionDetails, richContent } from '../rewards/reward-catalog.answers.js';
import { anything, listOrOne, open } from '../schemas/answer.js';
import { entityStatus } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime, epoch } from '../schemas/times.js';
import { boolean, integer, keyValues, list, number, text, textOrNumber } from '../schemas/values.js';

/** The reward of an issue, in one language. */
const issuedReward = lazy(() =>
  open({
    rewardId: idOf('reward', integer()),
    languageCode: text(),
    name: text(),
    description: text(),
    enabled: boolean(),
    groups: list(open({ id: integer(), groupName: text(), groupRank: integer(), rewardRank: integer() })),
    status: text(),
    intouchPoints: integer(),
    intouchSeriesId: idOf('couponSeries', textOrNumber()),
    redemptionType: text(),
    images: list(media()),
    videos: list(media()),
  }),
);

/** One attempt to issue a reward. `status` says what came of it. */
const issueAttempt = lazy(() =>
  open({
    rewardTransactionId: idOf('rewardTransaction', textOrNumber()),
    rewardIssueRefId: text(),
    rewardTransactionDate: epoch({ unit: 'milliseconds' }),
    status: entityStatus(),
    rewardDetails: issuedReward(),
    redemptionType: text(),
    fulfillmentStatus: idOf('rewardFulfillmentStatus', text()),
    pointsRedemptionRefIds: list(text(), 'only with the filter pointsRefIds'),
    ownerType: text(),
    ownerId: textOrNumber(),
    eventDateTime: dateTime({ zone: 'offset' }),
    issueDateTime: dateTime({ zone: 'offset' }),
    vendorId: idOf('rewardVendor', integer()),
  }),
);

/** What the issue took, and gave. */
const issueDetails = lazy(() =>
  open({
    rewardTransactionId: idOf('rewardTransaction', textOrNumber()),
    customerId: idOf('customer', integer()),
    orgId: integer(),
    rewardIssueRefId: text(),
    rewardTransactionDate: epoch({ unit: 'milliseconds' }),
    /** Of the issue itself: one that failed is read successfully. */
    status: entityStatus(),
    quantity: integer(),
    requestedQuantity: integer(),
    groupRedemption: boolean('true: a user group paid'),
    rewardDetails: issuedReward(),
    pointsRedemption: open({
      redeemedPoints: number(),
      pointsRedemptionRefIds: list(text()),
      status: entityStatus(),
      vendorId: idOf('rewardVendor', integer()),
      vendorName: text(),
    }),
    redemptionDetails: redemptionDetails(),
    vouchers: list(
      open({
        code: idOf('couponCode', text()),
        codeExpiry: dateTime({ zone: 'server' }),
        codeExpiryDateTime: dateTime({ zone: 'offset' }),
        redemptionDetails: anything(),
      }),
    ),
    vendorRewards: open({ rewards: list(anything()) }),
    customFields: keyValues(),
    richContentRO: richContent(),
    ownerType: text(),
    ownerId: textOrNumber(),
    eventDateTime: dateTime({ zone: 'offset' }),
    issueDateTime: dateTime({ zone: 'offset' }),
  }),
);

export const rewardListTransactionsAnswer = () =>
  open({ status: entityStatus(), rewardIssueTransactions: list(issueAttempt()), pagingDto: page() });

/** `status` is a list of one, unlike elsewhere. */
export const rewardTransactionAnswer = lazy(() => open({ status: listOrOne(entityStatus()), data: issueDetails() }));

export const rewardRevokeAnswer = () =>
  open({
    status: entityStatus(),
    txnId: idOf('rewardTransaction', integer()),
    state: text(),
    userRewardCount: integer('rewards cancelled'),
  });
