/** Issues of rewards as transactions: each attempt, with what it took and gave. */
import type { rewardGetTransaction, rewardListTransactions } from '../../../tools/beyond/reward-transactions.js';
import type { Answer, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import { now } from '../../world/clock.js';
import { serverDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import { sum } from '../points/ledger.js';
import { fulfillmentStatusOf } from './fulfillment.js';
import { statusAt } from './rules.js';
import {
  pieceCode,
  pieceEnd,
  pointsNow,
  succeeded,
  textIn,
  toGroupsJson,
  totalValue,
  vendorIdOf,
} from './serializers.js';
import type { Reward, RewardIssue } from './state.js';

type DetailsJson = PartOf<Answer<typeof rewardGetTransaction>, 'data'>;

const LANGUAGE = 'en';

/** What came of the issue itself. */
const outcomeOf = ({ failure, pieces }: RewardIssue) => {
  if (!failure) return succeeded(200, 'Reward issued successfully');
  const code = pieces.length > 0 ? 8010 : failure.code;
  return { success: false, code, message: failure.message };
};

/** The members that a row of the list and the details have in common. */
const shared = (issue: RewardIssue) => ({
  rewardTransactionId: String(issue.id),
  rewardIssueRefId: issue.transactionNumber,
  rewardTransactionDate: Date.parse(issue.issuedOn),
  status: outcomeOf(issue),
  ownerType: issue.owner?.type ?? null,
  ownerId: issue.owner?.id ?? '',
  eventDateTime: issue.eventOn,
  issueDateTime: issue.issuedOn,
});

const rewardOf = (world: World, { rewardId }: RewardIssue): Reward | undefined => world.rewards[rewardId];

export const redemptionIdsOf = ({ pieces }: RewardIssue): string[] =>
  pieces.flatMap(({ redemptionId }) => redemptionId ?? []);

/** @param withReferences - whether points redemptions were asked for */
export function toAttemptJson(
  world: World,
  issue: RewardIssue,
  withReferences: boolean,
): RowOf<typeof rewardListTransactions, 'rewardIssueTransactions'> {
  const reward = rewardOf(world, issue);
  const text = reward && textIn(reward.texts, LANGUAGE);
  return {
    ...shared(issue),
    rewardDetails: reward
      ? {
          rewardId: reward.id,
          languageCode: text?.languageCode,
          name: text?.name,
          description: text?.description,
          enabled: reward.enabled,
          groups: toGroupsJson(world, reward),
          status: statusAt(reward, now(world)),
        }
      : null,
    redemptionType: reward?.redemptionType ?? null,
    fulfillmentStatus: fulfillmentStatusOf(world, issue)?.name ?? null,
    pointsRedemptionRefIds: withReferences ? redemptionIdsOf(issue) : null,
    vendorId: reward ? vendorIdOf(world, reward) : null,
  };
}

/** @param inCase - gives a coupon code the requested case */
export function toTransactionJson(
  world: World,
  issue: RewardIssue,
  inCase: (code: string) => string,
): Exclude<DetailsJson, null> {
  const reward = rewardOf(world, issue);
  const { pieces } = issue;
  const references = redemptionIdsOf(issue);
  return {
    ...shared(issue),
    customerId: issue.customerId,
    orgId: world.organisation.id,
    quantity: pieces.length,
    requestedQuantity: issue.requestedQuantity,
    groupRedemption: issue.entity.type !== 'CUSTOMER',
    rewardDetails: reward ? toDetailsOfReward(world, reward) : null,
    pointsRedemption:
      references.length === 0
        ? {}
        : {
            redeemedPoints: sum(pieces.map(({ points }) => points)),
            pointsRedemptionRefIds: references,
            status: succeeded(200, 'Points redeemed successfully.'),
          },
    redemptionDetails: { redemptionType: reward?.redemptionType ?? null, totalRedemptionValue: totalValue(issue) },
    vouchers: pieces.flatMap((piece) => {
      const code = pieceCode(world, piece);
      const end = pieceEnd(world, piece);
      if (code === null) return [];
      return [{ code: inCase(code), codeExpiry: end && serverDateTime(end), codeExpiryDateTime: end }];
    }),
    vendorRewards: {
      rewards: pieces.flatMap(({ vendorVoucher: voucher }) =>
        voucher ? [{ voucher: voucher.code, vendorName: voucher.vendorName, validTill: voucher.expiresOn }] : [],
      ),
    },
    customFields: issue.customFields ?? {},
  };
}

function toDetailsOfReward(world: World, reward: Reward): PartOf<DetailsJson, 'rewardDetails'> {
  const text = textIn(reward.texts, LANGUAGE);
  return {
    rewardId: reward.id,
    languageCode: text?.languageCode,
    name: text?.name,
    description: text?.description,
    groups: toGroupsJson(world, reward),
    intouchPoints: pointsNow(world, reward),
    intouchSeriesId: reward.seriesId,
    redemptionType: reward.redemptionType,
    images: text?.sent.images ?? [],
    videos: text?.sent.videos ?? [],
  };
}
