/**
 * The settings of rewards, catalog promotions and custom fields, as bodies have them.
 * @throws 400 if a setting is missing that another one needs
 */
import { defined } from '../../../lib/defined.js';
import type {
  rewardCreateCustomField,
  rewardUpdate,
  rewardUpdatePromotion,
} from '../../../tools/rewards/reward-catalog.js';
import type { Body, ElementOf } from '../../../tools/schemas/decoded.js';
import { listOf, objectOf, textOf } from '../../http/arguments.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { NewPromotion } from './catalog-promotions.js';
import type { NewRewardField } from './fields.js';
import { groupNamed } from './groups.js';
import { richTextsIn } from './rich-texts.js';
import { type NewReward, rewardBrand } from './rules.js';
import type { CatalogPromotion, Reward, RewardLimit, RewardPrice, RewardText } from './state.js';

type RewardBody = Body<typeof rewardUpdate>;
type Restrictions = NonNullable<RewardBody['restrictions']>;

const MAX_PICTURES = 10;

const needed = (name: string): never => fail(400, `${name} is missing`);

/** An id that may be written as text. */
function idIn(id: string, name: string): number {
  const number = Number(id);
  return Number.isNaN(number) ? fail(400, `${name} is not a number`) : number;
}

/** A label of a reward; a blank one clears it. */
const labelIn = (label: string | undefined, current: string | null = null): string | null =>
  label === undefined ? current : label || null;

/**
 * The settings of a reward; with `current`, absent ones keep their value.
 * @throws 12008 if a group does not exist
 */
export function rewardIn(world: World, body: RewardBody, current?: Reward): NewReward {
  const { languageSpecificInfo: texts, restrictions, cardSeries } = body;
  if (!current && !texts?.length) needed('languageSpecificInfo');
  const { name, description, geography, communications, rewardRevenueMeta, rewardRevenueDefaults } = body;
  return {
    startTime: body.startTime,
    endTime: body.endTime,
    type: body.type,
    brandId: rewardBrand(world, body.brandId).id,
    redemptionType: body.redemptionType,
    enabled: body.enabled ?? current?.enabled ?? body.isactive ?? true,
    texts: texts?.map((each) => textIn(world, each, body)) ?? current?.texts ?? [],
    prices: pricesIn(body, current),
    seriesId: body.intouchSeriesId ? idIn(body.intouchSeriesId, 'intouchSeriesId') : (current?.seriesId ?? null),
    vendorRedemptionId: body.vendorRedemption ?? current?.vendorRedemptionId ?? null,
    categoryIds: body.categories ?? current?.categoryIds ?? [],
    rewardLimits: limitsIn(restrictions, 'rewardLevel', current?.rewardLimits),
    customerLimits: limitsIn(restrictions, 'customerLevel', current?.customerLimits),
    priority: body.priority ?? current?.priority ?? null,
    tier: labelIn(body.tier, current?.tier),
    group: labelIn(body.group, current?.group),
    label: labelIn(body.label, current?.label),
    groups: body.groups?.map((each) => groupIn(world, each)) ?? current?.groups ?? [],
    rewardRank: body.rewardRank ?? current?.rewardRank ?? null,
    ...audienceIn(body, current),
    cardSeries: cardSeries ? listOf(cardSeries).map(seriesCode) : (current?.cardSeries ?? []),
    owners: body.owners?.map(ownerIn) ?? current?.owners ?? [],
    customFields: { ...(body.customFields ?? current?.customFields) },
    externalId: body.rewardExternalId ?? current?.externalId ?? '',
    kept: {
      ...current?.kept,
      ...defined({ name, description, geography, communications, rewardRevenueMeta, rewardRevenueDefaults }),
    },
  };
}

/** Who may get the reward, besides holders of cards. */
const audienceIn = (
  { supplementaryCriteriaRO: programs, segment, labels }: RewardBody,
  current: Reward | undefined,
): Pick<NewReward, 'programs' | 'segmentIds' | 'labels'> => ({
  programs: programs?.map(programIn) ?? current?.programs ?? [],
  segmentIds:
    segment?.map(({ segmentId }) => idIn(segmentId ?? needed('segmentId'), 'segmentId')) ?? current?.segmentIds ?? [],
  labels: labels ?? current?.labels ?? [],
});

/** The code of a card series, which answers show as an object. */
function seriesCode(series: unknown): string {
  const { code = series } = objectOf(series);
  return textOf(code);
}

function textIn(
  world: World,
  text: ElementOf<NonNullable<RewardBody['languageSpecificInfo']>>,
  body: RewardBody,
): RewardText {
  const { images = [], videos = [] } = text;
  if (Math.max(images.length, videos.length) > MAX_PICTURES) {
    fail(400, `images and videos can have at most ${MAX_PICTURES} entries`);
  }
  return {
    languageCode: text.languageCode || 'en',
    name: text.name || body.name || '',
    description: text.description || body.description || '',
    enabled: text.enabled ?? true,
    richTexts: richTextsIn(world, text.richContentRO),
    sent: text,
  };
}

/** Prices. They come from `intouchPoints` if an older brand sends only that; without either, the reward is free. */
function pricesIn({ paymentConfigs: rows = [], ...body }: RewardBody, current: Reward | undefined): RewardPrice[] {
  if (body.redemptionType === 'MILES' && rows.length === 0) needed('paymentConfigs');
  // A price keeps its id while its mode remains.
  const priced = (
    paymentMode: RewardPrice['paymentMode'],
    { points = null, cash = null, conversionRatio = null }: Partial<RewardPrice>,
  ): RewardPrice => ({
    id: current?.prices.find((each) => each.paymentMode === paymentMode)?.id ?? 0,
    paymentMode,
    points: paymentMode === 'POINTS' || paymentMode === 'POINTS_CASH' ? points : null,
    cash: paymentMode === 'CASH' || paymentMode === 'POINTS_CASH' ? cash : null,
    conversionRatio: paymentMode === 'CONV_RATIO' ? conversionRatio : null,
  });
  if (rows.length > 0) return rows.map((row) => priced(row.paymentMode ?? needed('paymentMode'), row));
  const points = body.intouchPoints;
  if (points === undefined && current) return current.prices;
  return points !== undefined && points > 0 ? [priced('POINTS', { points })] : [priced('FREE', {})];
}

/** The limits of a level. One keeps its id in its place while it counts the same in the same window. */
const limitsIn = (
  restrictions: Restrictions | undefined,
  level: keyof Restrictions,
  current: RewardLimit[] = [],
): RewardLimit[] => {
  if (!restrictions) return current;
  return (restrictions[level] ?? []).map((row, place) => {
    const limit = limitIn(row);
    const former = current[place];
    return former && countsSame(limit, former) ? { ...limit, id: former.id } : limit;
  });
};

const countsSame = (one: RewardLimit, other: RewardLimit): boolean =>
  (['kpi', 'windowType', 'repeatFrequencyType', 'interval'] as const).every((term) => one[term] === other[term]);

function limitIn(row: ElementOf<NonNullable<Restrictions['customerLevel']>>): RewardLimit {
  const { limit, windowType = 'FIXED', repeatFrequencyType = 'NO_LIMIT', interval, startOfCycle = null } = row;
  const isDays = windowType === 'FIXED' && repeatFrequencyType === 'DAYS';
  if (limit === undefined || limit < 0) return fail(400, 'limit must be a number from 0');
  if (isDays && interval === undefined) fail(400, 'FIXED DAYS requires interval');
  if (isDays && startOfCycle === null) fail(400, 'FIXED DAYS requires startOfCycle');
  if (interval !== undefined && interval < 1) fail(400, 'interval must be a whole number from 1');
  return {
    id: 0,
    kpi: row.kpi ?? 'QUANTITY',
    limit,
    windowType,
    repeatFrequencyType,
    interval: interval ?? 1,
    weekStartDay: row.weekStartDay ?? 'MONDAY',
    startOfCycle,
  };
}

const groupIn = (world: World, row: ElementOf<NonNullable<RewardBody['groups']>>): Reward['groups'][number] => ({
  groupId: groupNamed(world, row.groupName || needed('groupName')).id,
  groupRank: row.groupRank ?? null,
  rewardRank: row.rewardRank ?? null,
});

const programIn = ({
  loyaltyProgramId,
  tierIds = [],
  partnerProgramIds = [],
}: ElementOf<NonNullable<RewardBody['supplementaryCriteriaRO']>>): Reward['programs'][number] => ({
  loyaltyProgramId: loyaltyProgramId ?? needed('loyaltyProgramId'),
  tierIds: tierIds.map((id) => idIn(id, 'tierIds')),
  partnerProgramIds: partnerProgramIds.map((id) => idIn(id, 'partnerProgramIds')),
});

const ownerIn = ({
  ownerType,
  ownerId = '',
}: ElementOf<NonNullable<RewardBody['owners']>>): Reward['owners'][number] => ({
  ownerType: ownerType ?? needed('ownerType'),
  ownerId,
});

type PromotionBody = Omit<Body<typeof rewardUpdatePromotion>, 'brandId'>;

/** The settings of a promotion; with `current`, absent ones keep their value. */
export function promotionIn(body: PromotionBody, brandId: number, current?: CatalogPromotion): NewPromotion {
  const { rewardIds, languageSpecificInfo: texts } = body;
  if (!current && rewardIds.length === 0) fail(400, 'rewardIds is empty');
  if (!current && !texts?.length) needed('languageSpecificInfo');
  return {
    brandId,
    startTime: body.startTime ?? current?.startTime ?? needed('startTime'),
    endTime: body.endTime ?? current?.endTime ?? needed('endTime'),
    discountType: body.discountType,
    discountValue: body.discountValue,
    rewardIds,
    enabled: body.enabled ?? current?.enabled ?? true,
    texts: texts?.map((each) => promotionTextIn(each, current)) ?? current?.texts ?? [],
    customFields: { ...(body.customFields ?? current?.customFields) },
  };
}

/** A new text requires all parts; an existing one keeps those that are absent. */
function promotionTextIn(
  text: ElementOf<NonNullable<PromotionBody['languageSpecificInfo']>>,
  current: CatalogPromotion | undefined,
): CatalogPromotion['texts'][number] {
  const languageCode = text.languageCode || needed('languageCode');
  const before = current?.texts.find((each) => each.languageCode === languageCode);
  return {
    languageCode,
    name: text.name || before?.name || needed('name'),
    description: text.description || before?.description || needed('description'),
    enabled: text.enabled ?? before?.enabled ?? needed('enabled'),
  };
}

export const rewardFieldIn = (body: Body<typeof rewardCreateCustomField>): NewRewardField => ({
  name: body.name,
  description: body.description,
  scope: body.scope,
  dataType: body.dataType,
  enumValues: body.dataType === 'ENUM' ? (body.enumValues ?? []) : null,
  defaultValue: body.defaultValue || null,
  isMandatory: body.isMandatory ?? false,
  isActive: body.isActive ?? true,
});
