/**
 * Reads rewards, catalog promotions and custom fields from request bodies.
 * @throws 400 if a field is missing or malformed
 */
import { REDEMPTION_TYPES } from '../../../tools/rewards/reward-catalog.bodies.js';
import {
  booleanOf,
  given,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import type { Instant } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { NewPromotion } from './catalog-promotions.js';
import type { NewRewardField } from './fields.js';
import { type NewReward, rewardBrand } from './rules.js';
import {
  type CatalogPromotion,
  DISCOUNT_TYPES,
  LIMIT_KPIS,
  LIMIT_UNITS,
  PAYMENT_MODES,
  REWARD_FIELD_SCOPES,
  REWARD_FIELD_TYPES,
  type Reward,
  type RewardLimit,
  type RewardPrice,
  type RewardText,
  WEEKDAYS,
  WINDOW_TYPES,
} from './state.js';

const TYPES = ['POINTS', 'VOUCHER', 'PHYSICAL_VOUCHER', 'FREE_VOUCHER'] as const;

const MOST_PICTURES = 10;

/**
 * A required text.
 * @throws 400 if it is missing
 */
export const needed = (sent: JsonObject, name: string): string =>
  given(sent[name]) ? textOf(sent[name]) : fail(400, `${name} is missing`);

/**
 * A required value of a closed list.
 * @throws 400 if it is missing or not in the list
 */
export const choice = <T extends string>(values: readonly T[], sent: JsonObject, name: string): T =>
  oneOf(values, needed(sent, name)) ?? fail(400, `${name} must be one of ${values.join(', ')}`);

/**
 * A required moment; in UTC without an offset.
 * @throws 400 if it is missing or not a date
 */
const moment = (sent: JsonObject, name: string): Instant =>
  readDate(needed(sent, name), 'UTC') ?? fail(400, `${name} is not a date`);

/**
 * A number; null if absent.
 * @throws 400 if it is not a number
 */
export function numeric(sent: JsonObject, name: string): number | null {
  return given(sent[name]) ? (numberOf(sent[name]) ?? fail(400, `${name} is not a number`)) : null;
}

const numbersOf = (value: unknown, name: string): number[] =>
  listOf(value).map((each) => numberOf(each) ?? fail(400, `${name} contains a value that is not a number`));

const textOrNull = (value: unknown): string | null => textOf(value) || null;

/** The settings of a reward; with `current`, absent ones keep their value. */
export function readReward(world: World, body: unknown, current?: Reward): NewReward {
  const sent = objectOf(body);
  const kept = <T>(name: string, read: () => T, absent: T, now: T | undefined): T =>
    sent[name] === undefined || (sent[name] === null && now !== undefined) ? (now ?? absent) : read();
  const settings = {
    startTime: moment(sent, 'startTime'),
    endTime: moment(sent, 'endTime'),
    type: choice(TYPES, sent, 'type'),
    brandId: rewardBrand(world, needed(sent, 'brandId')).id,
    redemptionType: choice(REDEMPTION_TYPES, sent, 'redemptionType'),
  };
  if (!current && objectsOf(sent['languageSpecificInfo']).length === 0) fail(400, 'languageSpecificInfo is missing');
  const limits = objectOf(sent['restrictions']);
  const readLimits = (name: string): (() => RewardLimit[]) => {
    return () => objectsOf(limits[name]).map(readLimit);
  };
  const label = (name: 'tier' | 'group' | 'label'): string | null =>
    // A blank label clears it.
    sent[name] === undefined ? (current?.[name] ?? null) : textOrNull(sent[name]);
  return {
    ...settings,
    enabled: kept('enabled', () => booleanOf(sent['enabled']), enabledElsewhere(sent), current?.enabled),
    texts: kept('languageSpecificInfo', () => readTexts(sent), [], current?.texts),
    prices: readPrices(sent, settings.redemptionType, current),
    seriesId: kept('intouchSeriesId', () => numeric(sent, 'intouchSeriesId'), null, current?.seriesId),
    vendorRedemptionId: kept(
      'vendorRedemption',
      () => numeric(sent, 'vendorRedemption'),
      null,
      current?.vendorRedemptionId,
    ),
    categoryIds: kept('categories', () => numbersOf(sent['categories'], 'categories'), [], current?.categoryIds),
    rewardLimits: kept('restrictions', readLimits('rewardLevel'), [], current?.rewardLimits),
    customerLimits: kept('restrictions', readLimits('customerLevel'), [], current?.customerLimits),
    priority: kept('priority', () => numeric(sent, 'priority'), null, current?.priority),
    tier: label('tier'),
    group: label('group'),
    label: label('label'),
    groups: kept('groups', () => objectsOf(sent['groups']).map(readGroup), [], current?.groups),
    rewardRank: kept('rewardRank', () => numeric(sent, 'rewardRank'), null, current?.rewardRank),
    programs: kept('supplementaryCriteriaRO', () => readPrograms(sent), [], current?.programs),
    segmentIds: kept('segment', () => readSegments(sent), [], current?.segmentIds),
    cardSeries: kept('cardSeries', () => listOf(sent['cardSeries']).map(textOf), [], current?.cardSeries),
    labels: kept('labels', () => numbersOf(sent['labels'], 'labels'), [], current?.labels),
    owners: kept('owners', () => readOwners(sent), [], current?.owners),
    customFields: kept('customFields', () => ({ ...objectOf(sent['customFields']) }), {}, current?.customFields),
    kept: { ...current?.kept, ...unused(sent) },
  };
}

/** Fields that are stored, but not shown. */
function unused(sent: JsonObject): Record<string, unknown> {
  const names = [
    'geography',
    'communications',
    'rewardRevenueMeta',
    'rewardRevenueDefaults',
    'name',
    'description',
    'rewardExternalId',
  ];
  return Object.fromEntries(names.filter((name) => sent[name] !== undefined).map((name) => [name, sent[name]]));
}

/** `isactive` is an alias of `enabled`; a new reward is enabled. */
const enabledElsewhere = (sent: JsonObject): boolean => !given(sent['isactive']) || booleanOf(sent['isactive']);

function readTexts(sent: JsonObject): RewardText[] {
  return objectsOf(sent['languageSpecificInfo']).map((text) => {
    for (const name of ['images', 'videos']) {
      if (listOf(text[name]).length > MOST_PICTURES) fail(400, `${name} can have at most ${MOST_PICTURES} entries`);
    }
    return {
      languageCode: textOf(text['languageCode']) || 'en',
      name: textOf(text['name']) || textOf(sent['name']),
      description: textOf(text['description']) || textOf(sent['description']),
      enabled: text['enabled'] === undefined || booleanOf(text['enabled']),
      sent: { ...text },
    };
  });
}

/** Prices. They come from `intouchPoints` if an older brand sends only that; without either, the reward is free. */
function readPrices(sent: JsonObject, redemptionType: string, current: Reward | undefined): RewardPrice[] {
  const rows = objectsOf(sent['paymentConfigs']);
  if (redemptionType === 'MILES' && rows.length === 0) fail(400, 'paymentConfigs is missing');
  const blank = { id: 0, points: null, cash: null, conversionRatio: null };
  // A price keeps its id while its mode remains.
  const idOf = (mode: string): number => current?.prices.find((each) => each.paymentMode === mode)?.id ?? 0;
  if (rows.length > 0) {
    return rows.map((row) => {
      const paymentMode = choice(PAYMENT_MODES, row, 'paymentMode');
      const takesPoints = paymentMode === 'POINTS' || paymentMode === 'POINTS_CASH';
      return {
        id: idOf(paymentMode),
        paymentMode,
        points: takesPoints ? numeric(row, 'points') : null,
        cash: paymentMode === 'CASH' || paymentMode === 'POINTS_CASH' ? numeric(row, 'cash') : null,
        conversionRatio: paymentMode === 'CONV_RATIO' ? numeric(row, 'conversionRatio') : null,
      };
    });
  }
  const points = numeric(sent, 'intouchPoints');
  if (points === null && current) return current.prices;
  return points !== null && points > 0
    ? [{ ...blank, id: idOf('POINTS'), paymentMode: 'POINTS', points }]
    : [{ ...blank, id: idOf('FREE'), paymentMode: 'FREE' }];
}

function readLimit(row: JsonObject): RewardLimit {
  const limit = numeric(row, 'limit');
  const windowType = given(row['windowType']) ? choice(WINDOW_TYPES, row, 'windowType') : 'FIXED';
  const repeatFrequencyType = given(row['repeatFrequencyType'])
    ? choice(LIMIT_UNITS, row, 'repeatFrequencyType')
    : 'NO_LIMIT';
  const interval = numeric(row, 'interval');
  const isDays = windowType === 'FIXED' && repeatFrequencyType === 'DAYS';
  if (limit === null || limit < 0) return fail(400, 'limit must be a number from 0');
  if (isDays && interval === null) fail(400, 'FIXED DAYS requires interval');
  if (isDays && !given(row['startOfCycle'])) fail(400, 'FIXED DAYS requires startOfCycle');
  if (interval !== null && (!Number.isInteger(interval) || interval < 1))
    fail(400, 'interval must be a whole number from 1');
  return {
    id: 0,
    kpi: given(row['kpi']) ? choice(LIMIT_KPIS, row, 'kpi') : 'QUANTITY',
    limit,
    windowType,
    repeatFrequencyType,
    interval: interval ?? 1,
    weekStartDay: given(row['weekStartDay']) ? choice(WEEKDAYS, row, 'weekStartDay') : 'MONDAY',
    startOfCycle: given(row['startOfCycle']) ? moment(row, 'startOfCycle') : null,
  };
}

const readGroup = (row: JsonObject): Reward['groups'][number] => ({
  groupName: needed(row, 'groupName'),
  groupRank: numeric(row, 'groupRank'),
  rewardRank: numeric(row, 'rewardRank'),
});

const readPrograms = (sent: JsonObject): Reward['programs'] =>
  objectsOf(sent['supplementaryCriteriaRO']).map((row) => ({
    loyaltyProgramId: numberOf(needed(row, 'loyaltyProgramId')) ?? 0,
    tierIds: numbersOf(row['tierIds'], 'tierIds'),
    partnerProgramIds: numbersOf(row['partnerProgramIds'], 'partnerProgramIds'),
  }));

const readSegments = (sent: JsonObject): number[] =>
  numbersOf(
    objectsOf(sent['segment']).map((row) => row['segmentId']),
    'segment',
  );

const readOwners = (sent: JsonObject): Reward['owners'] =>
  objectsOf(sent['owners']).map((row) => ({
    ownerType: needed(row, 'ownerType'),
    ownerId: textOf(row['ownerId']),
  }));

/** The settings of a promotion; with `current`, absent ones keep their value. */
export function readPromotion(body: unknown, brandId: number, current?: CatalogPromotion): NewPromotion {
  const sent = objectOf(body);
  const at = (name: 'startTime' | 'endTime'): Instant =>
    current && !given(sent[name]) ? current[name] : moment(sent, name);
  const discountValue = numberOf(needed(sent, 'discountValue')) ?? fail(400, 'discountValue is not a number');
  const rewardIds = numbersOf(sent['rewardIds'] ?? fail(400, 'rewardIds is missing'), 'rewardIds');
  if (!current && rewardIds.length === 0) fail(400, 'rewardIds is empty');
  const rows = sent['languageSpecificInfo'];
  if (!current && objectsOf(rows).length === 0) fail(400, 'languageSpecificInfo is missing');
  return {
    brandId,
    startTime: at('startTime'),
    endTime: at('endTime'),
    discountType: choice(DISCOUNT_TYPES, sent, 'discountType'),
    discountValue,
    rewardIds,
    enabled: sent['enabled'] === undefined ? (current?.enabled ?? true) : booleanOf(sent['enabled']),
    texts: current && rows === undefined ? current.texts : objectsOf(rows).map((row) => promotionText(row, current)),
    customFields:
      current && sent['customFields'] === undefined ? current.customFields : { ...objectOf(sent['customFields']) },
  };
}

/** A new text requires all parts; an existing one keeps those that are absent. */
function promotionText(row: JsonObject, current: CatalogPromotion | undefined): CatalogPromotion['texts'][number] {
  const languageCode = needed(row, 'languageCode');
  const before = current?.texts.find((each) => each.languageCode === languageCode);
  return {
    languageCode,
    name: before && !given(row['name']) ? before.name : needed(row, 'name'),
    description: before && !given(row['description']) ? before.description : needed(row, 'description'),
    enabled: before && !given(row['enabled']) ? before.enabled : booleanOf(needed(row, 'enabled')),
  };
}

export function readRewardField(body: unknown): NewRewardField {
  const sent = objectOf(body);
  const dataType = choice(REWARD_FIELD_TYPES, sent, 'dataType');
  return {
    name: needed(sent, 'name'),
    description: needed(sent, 'description'),
    scope: choice(REWARD_FIELD_SCOPES, sent, 'scope'),
    dataType,
    enumValues: dataType === 'ENUM' ? listOf(sent['enumValues']).map(textOf) : null,
    defaultValue: textOrNull(sent['defaultValue']),
    isMandatory: booleanOf(sent['isMandatory']),
    isActive: sent['isActive'] === undefined || booleanOf(sent['isActive']),
  };
}
