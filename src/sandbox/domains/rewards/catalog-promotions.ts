/** Catalog promotions: discounts on the points price of rewards, for a time. */
import { type Instant, now } from '../../world/clock.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { checkedFields } from './fields.js';
import { rewardById, statusAt } from './rules.js';
import type { CatalogPromotion, Reward, RewardBrand, RewardPrice } from './state.js';
import { isOn } from './switches.js';

/**
 * Finds a promotion of a brand by its id.
 * @throws 11007 if the brand has no promotion with the id
 */
export function promotionById(world: World, id: number, brand: RewardBrand): CatalogPromotion {
  const promotion = world.catalogPromotions[id];
  return promotion?.brandId === brand.id ? promotion : fail(11007, `Catalog promotion ${id} not found`);
}

/** The enabled promotion of a reward that has not ended. */
function openPromotionOf(world: World, reward: Reward): CatalogPromotion | undefined {
  return Object.values(world.catalogPromotions).find(
    (each) =>
      each.enabled &&
      statusAt(each, now(world)) !== 'ENDED' &&
      each.rewards.some(({ rewardId }) => rewardId === reward.id),
  );
}

/** The promotion that discounts a reward now. */
export function promotionOn(world: World, reward: Reward): CatalogPromotion | undefined {
  const promotion = openPromotionOf(world, reward);
  return promotion && statusAt(promotion, now(world)) === 'LIVE' ? promotion : undefined;
}

/** The price after a discount, in whole points. */
export function discounted(points: number, { discountType, discountValue }: CatalogPromotion): number {
  const left = {
    ABSOLUTE: points - discountValue,
    PERCENTAGE: points * (1 - discountValue / 100),
    FIXED: Math.min(points, discountValue),
  };
  return Math.max(0, Math.round(left[discountType]));
}

/** Whether a reward can be linked to another promotion in a period. */
export function isFree(world: World, reward: Reward, { start, end }: { start: Instant; end: Instant }): boolean {
  const hasPrice = reward.prices.some((price) => price.points !== null);
  const isOffered = reward.enabled && statusAt(reward, now(world)) !== 'ENDED';
  const isLinked = Object.values(world.catalogPromotions).some(
    (each) =>
      each.enabled &&
      each.startTime < end &&
      each.endTime > start &&
      each.rewards.some(({ rewardId }) => rewardId === reward.id),
  );
  return hasPrice && isOffered && !isLinked;
}

/** The current price, after the discount of a running promotion. */
export function priceNow(world: World, reward: Reward, price: RewardPrice): RewardPrice {
  const promotion = promotionOn(world, reward);
  return promotion && price.points !== null ? { ...price, points: discounted(price.points, promotion) } : price;
}

/** Settings of a new promotion. */
export type NewPromotion = Omit<
  CatalogPromotion,
  'id' | 'rewards' | 'createdOn' | 'createdBy' | 'modifiedOn' | 'modifiedBy'
> & { rewardIds: readonly number[] };

/** A reward that could not be linked, with the reason. */
interface FailedReward {
  rewardId: number;
  code: number;
  message: string;
}

/** A promotion, and the rewards that could not be linked to it. */
export interface PromotionResult {
  promotion: CatalogPromotion;
  failedRewards: FailedReward[];
}

/**
 * Creates a promotion over the rewards that can be linked. If there are rewards and none can be linked, the failure of
 * the first is thrown.
 * @throws 6004 if the reward does not exist
 * @throws 11015 if the reward is expired, disabled or free
 * @throws 11004 if the reward is in another promotion that has not ended
 * @throws 400 if the dates or the discount are not valid, or the brand has no catalog promotions
 */
export function createPromotion(
  world: World,
  input: NewPromotion,
  brand: RewardBrand,
  tillId: number,
): PromotionResult {
  if (!isOn(world, 'CONF_ENABLE_FEATURE_CATALOG_PROMOTION', brand.id)) fail(400, 'Catalog promotions are not enabled');
  const customFields = checkPromotion(world, input);
  const { linked, failedRewards } = linkable(world, input.rewardIds, brand);
  const time = now(world);
  const { rewardIds: _ids, ...settings } = input;
  const promotion: CatalogPromotion = {
    ...settings,
    customFields,
    id: nextId(world, 'catalogPromotion'),
    rewards: linked.map((rewardId) => ({ id: nextId(world, 'promotedReward'), rewardId })),
    createdOn: time,
    createdBy: tillId,
    modifiedOn: time,
    modifiedBy: tillId,
  };
  world.catalogPromotions[promotion.id] = promotion;
  return { promotion, failedRewards };
}

/**
 * Changes a promotion.
 * @throws 11013 if the promotion is disabled
 * @throws 400 if the promotion has ended, if the start, type or value of a running promotion would change, or if the
 *   end is in the past
 * @throws 400, 6004, 11004, 11015 as `createPromotion` does
 */
export function updatePromotion(
  world: World,
  promotion: CatalogPromotion,
  input: NewPromotion,
  brand: RewardBrand,
  tillId: number,
): PromotionResult {
  if (!promotion.enabled) fail(11013, 'The catalog promotion is disabled');
  const status = statusAt(promotion, now(world));
  if (status === 'ENDED') fail(400, 'The catalog promotion has ended');
  if (status === 'LIVE') {
    const fixed = (['startTime', 'discountType', 'discountValue'] as const).find(
      (name) => promotion[name] !== input[name],
    );
    if (fixed) fail(400, `${fixed} cannot change while the promotion is running`);
  }
  const customFields = checkPromotion(world, input);
  const { linked, failedRewards } = linkable(world, input.rewardIds, brand, promotion);
  const { rewardIds: _ids, ...settings } = input;
  const rewards = linked.map(
    (rewardId) =>
      promotion.rewards.find((each) => each.rewardId === rewardId) ?? {
        id: nextId(world, 'promotedReward'),
        rewardId,
      },
  );
  Object.assign(promotion, settings, { customFields, rewards, modifiedOn: now(world), modifiedBy: tillId });
  return { promotion, failedRewards };
}

/**
 * Disables a promotion for good.
 * @throws 11013 if it is already disabled
 */
export function disablePromotion(world: World, promotion: CatalogPromotion, tillId: number): void {
  if (!promotion.enabled) fail(11013, 'The catalog promotion is already disabled');
  Object.assign(promotion, { enabled: false, modifiedOn: now(world), modifiedBy: tillId });
}

function checkPromotion(world: World, input: NewPromotion): Record<string, unknown> {
  if (input.endTime <= input.startTime) fail(400, 'endTime must be after startTime');
  if (input.endTime < now(world)) fail(400, 'endTime is in the past');
  if (!(input.discountValue > 0)) fail(400, 'discountValue must be above 0');
  if (input.discountType === 'PERCENTAGE' && input.discountValue > 100) fail(400, 'A percentage cannot be above 100');
  const codes = input.texts.map((each) => each.languageCode);
  if (new Set(codes).size < codes.length) fail(400, 'languageSpecificInfo contains a language twice');
  return checkedFields(world, 'CATALOGUE_PROMOTION', input.customFields, 3014);
}

/**
 * Separates the rewards that can be linked from those that cannot. Throws if there are rewards and none can be linked.
 */
function linkable(
  world: World,
  rewardIds: readonly number[],
  brand: RewardBrand,
  own?: CatalogPromotion,
): { linked: number[]; failedRewards: FailedReward[] } {
  const linked: number[] = [];
  const failedRewards: FailedReward[] = [];
  for (const rewardId of new Set(rewardIds)) {
    try {
      checkLink(world, rewardById(world, rewardId, brand), own);
      linked.push(rewardId);
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      failedRewards.push({ rewardId, code: error.code, message: error.message });
    }
  }
  const [first] = failedRewards;
  if (first && linked.length === 0) fail(first.code, first.message);
  return { linked, failedRewards };
}

function checkLink(world: World, reward: Reward, own: CatalogPromotion | undefined): void {
  const isExpired = statusAt(reward, now(world)) === 'ENDED';
  if (isExpired || !reward.enabled || !reward.prices.some((price) => price.points !== null)) {
    fail(11015, `Reward ${reward.id} is expired, disabled or free`);
  }
  const other = openPromotionOf(world, reward);
  if (other && other.id !== own?.id) fail(11004, `Reward ${reward.id} is already in promotion ${other.id}`);
}
