/** Rewards of the catalog: creating and changing them, who may get them, their status. */
import { type Instant, now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { cardsOf } from '../card/rules.js';
import type { Customer } from '../customer/state.js';
import { tierOf } from '../points/tiers.js';
import { rewardPromotionOf } from '../promotions/cart-rules.js';
import { checkedFields } from './fields.js';
import type { Reward, RewardBrand, RewardPrice } from './state.js';

/**
 * Finds a brand by id.
 * @throws 3004 if the brand does not exist
 */
export const rewardBrand = (world: World, id: number, code = 3004): RewardBrand =>
  world.rewardBrands[id] ?? failUnknown(code, 'Brand', id);

/**
 * Finds a brand by name, ignoring case.
 * @throws 3004 if the brand does not exist
 */
export function rewardBrandNamed(world: World, name: string): RewardBrand {
  return (
    Object.values(world.rewardBrands).find((each) => each.name.toLowerCase() === name.toLowerCase()) ??
    failUnknown(3004, 'Brand', name)
  );
}

/**
 * Finds a reward by id, optionally of one brand.
 * @throws 6004 if the reward does not exist, or belongs to another brand
 */
export function rewardById(world: World, id: number, brand?: RewardBrand): Reward {
  const reward = world.rewards[id];
  if (!reward || (brand && reward.brandId !== brand.id)) return fail(6004, `Reward ${id} not found`);
  return reward;
}

/**
 * Finds a reward by the id that a partner gave it, optionally of one brand.
 * @throws 6004 if there is none
 */
export function rewardByExternalId(world: World, id: string, brand?: RewardBrand): Reward {
  const found = Object.values(world.rewards).find(
    (each) => each.externalId === id && (!brand || each.brandId === brand.id),
  );
  return found && id !== '' ? found : fail(6004, `Reward ${id} not found`);
}

/** @throws 6081 if another reward of the brand has the same external id */
function checkExternalId(world: World, { brandId, externalId: id }: NewReward, own?: Reward): void {
  const isTaken = Object.values(world.rewards).some(
    (each) => each !== own && each.brandId === brandId && each.externalId === id,
  );
  if (id !== '' && isTaken) fail(6081, `The rewardExternalId ${id} is already in use`);
}

export type RewardStatus = 'LIVE' | 'UPCOMING' | 'ENDED';

/** The status at a moment of something with a start and an end. */
export function statusAt({ startTime, endTime }: { startTime: Instant; endTime: Instant }, at: Instant): RewardStatus {
  if (at < startTime) return 'UPCOMING';
  return at < endTime ? 'LIVE' : 'ENDED';
}

/** Settings of a new reward; prices and limits get their ids when the reward is stored. */
export type NewReward = Omit<Reward, 'id' | 'createdOn' | 'createdBy' | 'modifiedOn' | 'modifiedBy'>;

/** Error codes that differ between creating and updating. */
interface Codes {
  customField: number;
  segment: number;
  label: number;
  cardSeries: number;
}

const WHEN_CREATING: Codes = { customField: 6003, segment: 6003, label: 6003, cardSeries: 6003 };
const WHEN_UPDATING: Codes = { customField: 3014, segment: 400, label: 12048, cardSeries: 12045 };

const OF_COUPON_SERIES: readonly string[] = ['INTOUCH_REWARD', 'VENDOR_INTOUCH_REWARD'];
const OF_VENDOR: readonly string[] = ['VOUCHER', 'GIFT_CARD', 'VENDOR_INTOUCH_REWARD', 'VENDOR_ONLY_REWARD'];
const CONVERTIBLE: readonly string[] = [
  'CHARITY',
  'MILES',
  'CASH_WALLET',
  'SWEEPSTAKES',
  'AUCTION',
  'GIFT_CARD',
  'PHYSICAL_REWARD',
];

/**
 * Creates a reward.
 * @throws 3004 if the brand does not exist
 * @throws 6081 if another reward of the brand has the same external id
 * @throws 6003 if a custom field, segment, label or card series does not exist
 * @throws 400 if dates, prices, coupon series, vendor, program or category are not valid
 */
export function createReward(world: World, input: NewReward, tillId: number): Reward {
  checkExternalId(world, input);
  const customFields = checkReward(world, input, WHEN_CREATING);
  const time = now(world);
  const reward: Reward = {
    ...withIds(world, { ...input, customFields }),
    id: nextId(world, 'reward'),
    createdOn: time,
    createdBy: tillId,
    modifiedOn: time,
    modifiedBy: tillId,
  };
  world.rewards[reward.id] = reward;
  return reward;
}

/**
 * Replaces the settings of a reward.
 * @throws 400 if start, type or redemption type of a live reward, or limits of an ended one, would change, or a setting
 *   is not valid as in `createReward`
 * @throws 3014 if a custom field does not exist
 * @throws 12045 if a card series does not exist
 * @throws 12048 if a label does not exist
 */
export function updateReward(world: World, reward: Reward, input: NewReward, tillId: number): void {
  const status = statusAt(reward, now(world));
  if (status !== 'UPCOMING') {
    const fixed = (['startTime', 'type', 'redemptionType'] as const).find((name) => reward[name] !== input[name]);
    if (fixed) fail(400, `${fixed} cannot change once the reward is live`);
  }
  const limits = ({ rewardLimits, customerLimits }: NewReward): string =>
    JSON.stringify([rewardLimits, customerLimits].map((each) => each.map((limit) => ({ ...limit, id: 0 }))));
  if (status === 'ENDED' && limits(input) !== limits(reward))
    fail(400, 'Restrictions cannot change after the reward has ended');
  checkExternalId(world, input, reward);
  const customFields = checkReward(world, input, WHEN_UPDATING);
  Object.assign(reward, withIds(world, { ...input, customFields }), { modifiedOn: now(world), modifiedBy: tillId });
}

/** Gives ids to prices and limits without one. */
function withIds(world: World, input: NewReward): NewReward {
  const identified = <T extends { id: number }>(rows: readonly T[], kind: string): T[] =>
    rows.map((row) => (row.id === 0 ? { ...row, id: nextId(world, kind) } : row));
  return {
    ...input,
    prices: identified(input.prices, 'rewardPrice'),
    rewardLimits: identified(input.rewardLimits, 'rewardLimit'),
    customerLimits: identified(input.customerLimits, 'rewardLimit'),
  };
}

/** Checks a reward and returns its completed custom fields. */
function checkReward(world: World, input: NewReward, codes: Codes): Record<string, unknown> {
  rewardBrand(world, input.brandId);
  if (input.endTime <= input.startTime) fail(400, 'endTime must be after startTime');
  checkTexts(input);
  checkPrices(input);
  checkSources(world, input);
  for (const id of input.categoryIds) {
    const category = world.rewardCategories[id];
    if (category?.brandId !== input.brandId) failUnknown(400, 'Category', id);
    else if (!category.enabled) fail(400, `Category ${category.name} is disabled`);
  }
  for (const { loyaltyProgramId, tierIds, partnerProgramIds } of input.programs) {
    const { program } = world.organisation;
    if (loyaltyProgramId !== program.id) failUnknown(400, 'Loyalty program', loyaltyProgramId);
    const tier = tierIds.find((id) => !program.tiers.some((each) => each.id === id));
    if (tier !== undefined) failUnknown(400, 'Tier', tier);
    const partner = partnerProgramIds.find((id) => !world.partnerPrograms[id]);
    if (partner !== undefined) failUnknown(400, 'Partner program', partner);
  }
  const ways = [
    input.programs.length > 0,
    input.segmentIds.length > 0,
    input.labels.length > 0,
    input.cardSeries.length > 0,
  ];
  if (ways.filter(Boolean).length > 1) fail(400, 'A reward can be targeted in only one way');
  const segment = input.segmentIds.find((id) => !world.audienceGroups[id]);
  if (segment !== undefined) failUnknown(codes.segment, 'Segment', segment);
  const label = input.labels.find((id) => !isLabel(world, id));
  if (label !== undefined) fail(codes.label, `Label ${label} not found`);
  const series = input.cardSeries.find((code) => !Object.values(world.cardSeries).some((each) => each.code === code));
  if (series !== undefined) fail(codes.cardSeries, `Card series ${series} not found`);
  return checkedFields(world, 'REWARD', input.customFields, codes.customField);
}

const isLabel = (world: World, id: number): boolean => world.customerLabels[id] !== undefined;

function checkTexts({ texts }: NewReward): void {
  const codes = texts.map((each) => each.languageCode);
  if (new Set(codes).size < codes.length) fail(400, 'languageSpecificInfo contains a language twice');
  for (const { sent } of texts) {
    // Absent terms are allowed; empty ones are not.
    if (sent.termNConditionsId === '' || sent.termNConditions === '') fail(400, 'The terms are empty');
  }
}

function checkPrices({ prices, redemptionType }: NewReward): void {
  const modes = prices.map((each) => each.paymentMode);
  if (new Set(modes).size < modes.length) fail(400, 'paymentConfigs contains a payment mode twice');
  const alone = modes.find((mode) => mode === 'FREE' || mode === 'CONV_RATIO');
  if (alone && modes.length > 1) fail(400, `${alone} cannot be combined with other payment modes`);
  if (modes.includes('CONV_RATIO') && !CONVERTIBLE.includes(redemptionType)) {
    fail(400, `CONV_RATIO is not possible for ${redemptionType}`);
  }
  for (const price of prices) checkPrice(price);
}

function checkPrice({ paymentMode, points, cash, conversionRatio }: RewardPrice): void {
  const needs = (name: string, value: number | null): void => {
    if (value === null || value <= 0) fail(400, `${paymentMode} requires ${name} above 0`);
  };
  if (paymentMode === 'POINTS' || paymentMode === 'POINTS_CASH') needs('points', points);
  if (paymentMode === 'CASH' || paymentMode === 'POINTS_CASH') needs('cash', cash);
  if (paymentMode === 'CONV_RATIO') needs('conversionRatio', conversionRatio);
}

/** The source of the reward: a coupon series or a vendor. */
function checkSources(world: World, { brandId, redemptionType, seriesId, vendorRedemptionId }: NewReward): void {
  if (OF_COUPON_SERIES.includes(redemptionType)) {
    const series = seriesId === null ? undefined : world.couponSeries[seriesId];
    if (!series) fail(400, 'intouchSeriesId is not the id of a coupon series');
    else if (series.validTillDate <= now(world)) fail(400, `Coupon series ${series.id} has ended`);
  }
  if (redemptionType === 'CART_PROMOTION' && !rewardPromotionOf(world, seriesId)) {
    fail(400, 'intouchSeriesId must be the campaign id of an active cart promotion of type REWARD');
  }
  if (OF_VENDOR.includes(redemptionType) && vendorRedemptionId === null) fail(400, 'vendorRedemption is missing');
  if (vendorRedemptionId !== null && world.vendorRedemptions[vendorRedemptionId]?.brandId !== brandId) {
    failUnknown(400, 'Vendor redemption', vendorRedemptionId);
  }
}

/** Why a customer may not get a reward: a code and a reason; null if they may. */
export function barTo(world: World, reward: Reward, customer: Customer): { code: number; reason: string } | null {
  const { programs, segmentIds, labels, cardSeries } = reward;
  if (segmentIds.length > 0 && !segmentIds.some((id) => world.audienceGroups[id]?.tier === customer.tier)) {
    return { code: 12034, reason: 'The customer is not in the segment of the reward' };
  }
  if (cardSeries.length > 0 && !cardsOf(world, customer).some((card) => isValidCard(world, card, cardSeries))) {
    return { code: 12050, reason: 'The customer has no valid card of the linked series' };
  }
  if (labels.length > 0 && !labels.some((id) => customer.labels.includes(String(id)))) {
    return { code: 8004, reason: 'The customer does not have any label of the reward' };
  }
  const lacks = programs.map((criterion) => lackFor(world, criterion, customer));
  const [reason] = lacks;
  return reason && lacks.every((each) => each !== null) ? { code: 8004, reason } : null;
}

/** What a customer lacks for one of the programs of a reward; null if nothing. */
function lackFor(
  world: World,
  { tierIds, partnerProgramIds }: Reward['programs'][number],
  customer: Customer,
): string | null {
  if (customer.loyaltyType !== 'loyalty') return 'The customer is not in the loyalty program';
  const tier = tierOf(world, customer.tier);
  if (tierIds.length > 0 && !tierIds.some((id) => id === tier?.id)) {
    const nameOf = (id: number) => world.organisation.program.tiers.find((each) => each.id === id)?.name ?? id;
    return `The reward is for the tier ${tierIds.map(nameOf).join(', ')}; the customer's is ${tier?.name ?? 'none'}`;
  }
  const isLinked = world.partnerMemberships.some(
    (each) => each.customerId === customer.id && each.linked && partnerProgramIds.includes(each.programId),
  );
  if (partnerProgramIds.length === 0 || isLinked) return null;
  const named = partnerProgramIds.map((id) => world.partnerPrograms[id]?.name ?? id).join(', ');
  return `The customer is in none of the partner programs of the reward: ${named}`;
}

function isValidCard(world: World, card: ReturnType<typeof cardsOf>[number], seriesCodes: readonly string[]): boolean {
  const series = world.cardSeries[card.seriesId];
  if (!series || !seriesCodes.includes(series.code) || card.statusLabel !== 'ACTIVE') return false;
  return card.expiresOn === null || card.expiresOn > now(world);
}
