/** Rewards as catalog managers see them: one as it is set up, a search, and those that a promotion can discount. */
import { rewardGet, rewardListForPromotion, rewardSearch } from '../../../tools/beyond/reward-catalog.js';
import type { Answer, Parameters, PartOf } from '../../../tools/schemas/decoded.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { now } from '../../world/clock.js';
import { serverDateTime } from '../../world/dates.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { isFree } from './catalog-promotions.js';
import { isInGroup } from './groups.js';
import { isOwnedBy } from './owners.js';
import { paged } from './pages.js';
import { toOwnRichTextsJson } from './rich-texts.js';
import { rewardBrand, rewardById, statusAt } from './rules.js';
import { succeeded, toGroupsJson, toManagedRewardJson, toPriceJson, vendorIdOf } from './serializers.js';
import type { Reward, RewardBrand } from './state.js';

const FETCHED = succeeded(6101, 'Reward details fetched successfully');

const rewardsOf = (world: World, brand: RewardBrand): Reward[] =>
  Object.values(world.rewards).filter(({ brandId }) => brandId === brand.id);

type SearchQuery = Parameters<typeof rewardSearch.query>;

/** Whether a reward is asked for. One that is on offer in a part of the period is. */
function searchFilter(world: World, query: SearchQuery): (reward: Reward) => boolean {
  const { rewardName = '', rewardStatus, redemptionType, vendorIds, enabled, groupName, startDate, endDate } = query;
  const name = rewardName.toLowerCase();
  return (reward) =>
    reward.texts.some((text) => text.name.toLowerCase().includes(name)) &&
    (!rewardStatus || statusAt(reward, now(world)) === rewardStatus) &&
    (!redemptionType || reward.redemptionType === redemptionType) &&
    (!vendorIds || vendorIds.includes(vendorIdOf(world, reward) ?? 0)) &&
    (enabled === undefined || reward.enabled === enabled) &&
    (!groupName || isInGroup(world, reward, groupName)) &&
    (!startDate || !endDate || (reward.startTime <= endDate && reward.endTime >= startDate)) &&
    isOwnedBy(
      reward.owners.map(({ ownerType: type, ownerId: id }) => ({ type, id })),
      query,
    );
}

type DetailsJson = PartOf<Answer<typeof rewardGet>, 'reward'>;

function limitsOf({ rewardLimits, customerLimits }: Reward): DetailsJson['restrictions'] {
  if (rewardLimits.length + customerLimits.length === 0) return null;
  return { rewardLevel: [...rewardLimits], customerLevel: [...customerLimits] };
}

/** A reward as it is set up. The times have other names than elsewhere. */
function toDetailsJson(world: World, reward: Reward): DetailsJson {
  return {
    id: reward.id,
    type: reward.type,
    startDate: serverDateTime(reward.startTime),
    startDateTime: reward.startTime,
    endDate: serverDateTime(reward.endTime),
    endDateTime: reward.endTime,
    enabled: reward.enabled,
    priority: reward.priority,
    // The older price in points, which paymentConfigs replaces.
    intouchPoints: reward.prices.find(({ points }) => points !== null)?.points ?? 0,
    intouchSeriesId: reward.seriesId === null ? null : String(reward.seriesId),
    status: statusAt(reward, now(world)),
    redemptionType: reward.redemptionType,
    vendorId: vendorIdOf(world, reward),
    vendorRedemption: reward.vendorRedemptionId,
    categories: [...reward.categoryIds],
    languageSpecificInfo: reward.texts.map(({ languageCode, name, description, enabled, richTexts, sent }) => ({
      rewardId: reward.id,
      languageCode,
      name,
      description,
      enabled,
      imageId: sent.imageId ?? null,
      thumbnailId: sent.thumbnailId ?? null,
      termNConditionsId: sent.termNConditionsId ?? null,
      images: sent.images ?? [],
      videos: sent.videos ?? [],
      customFields: sent.customFields ?? {},
      richContentRO: toOwnRichTextsJson(world, richTexts),
    })),
    customFields: reward.customFields,
    rewardExternalId: reward.externalId || null,
    owners: reward.owners.length > 0 ? reward.owners : null,
    supplementaryCriteriaRO: reward.programs,
    groups: toGroupsJson(world, reward),
    rewardRank: reward.rewardRank,
    tier: reward.tier,
    label: reward.label,
    group: reward.group,
    restrictions: limitsOf(reward),
    paymentConfigs: reward.prices.map(toPriceJson),
    segment: reward.segmentIds.map((segmentId) => ({ segmentId })),
    cards: reward.cardSeries.map((code) => ({
      id: Object.values(world.cardSeries).find((each) => each.code === code)?.id ?? null,
      code,
    })),
    labels: reward.labels.length > 0 ? [...reward.labels] : null,
    rewardRevenueMeta: reward.kept.rewardRevenueMeta ?? [],
  };
}

export const rewardSearchHandlers: Handlers = {
  ...handle(
    rewardGet,
    { envelope: 'rewards', codes: { rewardId: 6004, brandId: 3004 } },
    ({ world, path: { rewardId, brandId } }) => ({
      status: succeeded(6001, 'Reward fetched successfully'),
      reward: toDetailsJson(world, rewardById(world, rewardId, rewardBrand(world, brandId))),
    }),
  ),

  ...handle(rewardSearch, { envelope: 'rewards', codes: { brandId: 3004 } }, ({ world, path, query }) => {
    const brand = rewardBrand(world, path.brandId);
    if ((query.startDate === undefined) !== (query.endDate === undefined)) {
      fail(400, 'startDate and endDate need each other');
    }
    const found = rewardsOf(world, brand).filter(searchFilter(world, query));
    const { rows, pagingDto } = paged(found, query, { size: 100, first: 0, code: 400 });
    return {
      status: FETCHED,
      rewardList: rows.map((reward) => ({
        ...toManagedRewardJson(world, reward, query.language),
        owners: reward.owners.length > 0 ? reward.owners : null,
        intouchSeriesId: reward.seriesId === null ? null : String(reward.seriesId),
        vendorId: vendorIdOf(world, reward),
        vendorRedemptionId: reward.vendorRedemptionId,
        lastUpdatedOn: Date.parse(reward.modifiedOn),
      })),
      pagingDto,
    };
  }),

  ...handle(
    rewardListForPromotion,
    { envelope: 'rewards', codes: { brandId: 3004 } },
    ({ world, path, query: { startDate: start, endDate: end, language } }) => {
      const brand = rewardBrand(world, path.brandId);
      const free = rewardsOf(world, brand).filter((reward) => isFree(world, reward, { start, end }));
      return { status: FETCHED, rewardList: free.map((reward) => toManagedRewardJson(world, reward, language)) };
    },
  ),
};
