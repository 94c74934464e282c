/** Settings of a coupon series as v2 sends them: numbers and flags may be texts, lists may be JSON in a string. */
import {
  booleanOf,
  given,
  isObject,
  type JsonObject,
  listOf,
  numberOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import type { Instant } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { attributeByCode } from '../product/attributes.js';
import { BRAND, CATEGORY, groupByCode } from '../product/groups.js';
import { productAnywhere } from '../product/rules.js';
import { ORG_LEVEL } from '../product/state.js';
import { type NewSeries, UNLIMITED } from './rules.js';
import { OTHER_DEFAULTS, type OtherSettings } from './settings.js';

const TEXTS = [
  'description',
  'seriesCode',
  'discountCode',
  'info',
  'smsTemplate',
  'genericCode',
  'termsAndConditions',
] as const;

const AMOUNTS = ['discountValue', 'discountUpto', 'minBillAmount', 'maxBillAmount'] as const;

const COUNTS = ['expiryStrategyValue', 'redemptionValidAfterDays', 'randomCodeLength'] as const;

/** Here -1 and null mean no limit. */
const LIMITS = [
  'maxCreate',
  'maxRedeem',
  'maxVouchersPerUser',
  'minDaysBetweenVouchers',
  'maxRedemptionsInSeriesPerUser',
  'minDaysBetweenRedemption',
  'redemptionPerCouponMaxLimit',
] as const;

const FLAGS = [
  'anyUser',
  'isTransferrable',
  'isMultipleUseAllowed',
  'isMultipleVouchersPerUserAllowed',
  'sameUserMultipleRedeem',
  'doNotResendExistingVoucher',
  'alphaNumeric',
] as const;

const DATES = ['validTillDate', 'redemptionValidFrom'] as const;

const DISCOUNT_TYPES = ['ABS', 'PERC'] as const;
const DISCOUNTED = ['BILL', 'ITEM'] as const;
const HANDLING_TYPES = ['DISC_CODE', 'DISC_CODE_PIN', 'GENERIC'] as const;
const EXPIRY_TYPES = ['SERIES_EXPIRY', 'DAYS', 'MONTHS_END'] as const;
const SERIES_TYPES = ['UNDEFINED', 'LOYALTY', 'CAMPAIGN'] as const;
const PRODUCT_TYPES = ['SKU', 'CATEGORY', 'BRAND', 'ATTRIBUTE'] as const;
const PLACE_TYPES = ['CONCEPT', 'ZONE', 'STORE', 'TILL'] as const;

/** @throws 400 if one of the settings is absent or empty */
export function checkPresent(sent: JsonObject, names: readonly string[]): void {
  for (const name of names) if (!given(sent[name])) fail(400, `${name} is missing`);
}

/**
 * The settings in the request; absent ones stay absent.
 * @throws 400 if a setting is malformed
 * @throws 756 if the mutually exclusive series are not ids
 */
export function readSettings(world: World, sent: JsonObject): Partial<NewSeries> {
  const settings: Partial<NewSeries> = {
    ...read(sent, TEXTS, (value) => textOf(value)),
    ...read(sent, AMOUNTS, (value, name) => numberIn(value, name, (number) => number >= 0)),
    ...read(sent, COUNTS, (value, name) => numberIn(value, name, (number) => Number.isInteger(number) && number >= 0)),
    ...read(sent, LIMITS, limitIn),
    ...read(sent, FLAGS, flagIn),
    ...read(sent, DATES, (value, name) => dateIn(world, value, name)),
    ...read(sent, ['discountType'], choiceOf(DISCOUNT_TYPES)),
    ...read(sent, ['discountOn'], choiceOf(DISCOUNTED)),
    ...read(sent, ['clientHandlingType'], choiceOf(HANDLING_TYPES)),
    ...read(sent, ['expiryStrategyType'], choiceOf(EXPIRY_TYPES)),
    ...read(sent, ['seriesType'], choiceOf(SERIES_TYPES)),
    ...read(sent, ['mutualExclusiveSeriesIds'], (value, name) => idsIn(value, name, 756)),
    ...read(sent, ['productInfo'], (value) => productsIn(world, value)),
    ...('redeemAtStore' in sent && { redeemAtStoreIds: idsIn(sent['redeemAtStore'], 'redeemAtStore', 400) }),
    ...('redemptionOrgEntityDetails' in sent && { redemptionPlaces: placesIn(sent['redemptionOrgEntityDetails']) }),
    ...(isObject(sent['customPropertyMap']) && { customProperties: { ...sent['customPropertyMap'] } }),
    ...affix(sent, 'couponPrefix', 'isPrefixEnabled'),
    ...affix(sent, 'couponSuffix', 'isSuffixEnabled'),
    otherSettings: readOthers(sent),
  };
  // The value counts days or months. If coupons expire with the series, the API sets it to 1.
  return settings.expiryStrategyType === 'SERIES_EXPIRY' ? { ...settings, expiryStrategyValue: 1 } : settings;
}

/** The named settings in the request, each read by `reader`. */
function read<Name extends string, Value>(
  sent: JsonObject,
  names: readonly Name[],
  reader: (value: unknown, name: string) => Value,
): Partial<Record<Name, Value>> {
  const settings: Partial<Record<Name, Value>> = {};
  for (const name of names) if (name in sent) settings[name] = reader(sent[name], name);
  return settings;
}

function numberIn(value: unknown, name: string, valid: (number: number) => boolean): number {
  const number = numberOf(value);
  return number !== null && valid(number) ? number : fail(400, `${name} is not valid`);
}

function limitIn(value: unknown, name: string): number {
  if (value === null) return UNLIMITED;
  const least = name === 'redemptionPerCouponMaxLimit' ? 1 : 0;
  return numberIn(value, name, (number) => Number.isInteger(number) && (number >= least || number === UNLIMITED));
}

const flagIn = (value: unknown, name: string): boolean =>
  /^(true|false|0|1)$/i.test(textOf(value)) ? booleanOf(value) : fail(400, `${name} must be true or false`);

const dateIn = (world: World, value: unknown, name: string): Instant =>
  readDate(textOf(value), world.organisation.timezone) ?? fail(400, `${name} is not a date`);

const choiceOf =
  <Value extends string>(values: readonly Value[]) =>
  (value: unknown, name: string): Value =>
    oneOf(values, value) ?? fail(400, `${name} must be one of ${values.join(', ')}`);

/** Ids in a list, or in a list written as JSON in a string. [-1] means no restriction. */
function idsIn(value: unknown, name: string, code: number): number[] {
  const listed = typeof value === 'string' ? jsonIn(value) : value;
  const ids = Array.isArray(listed) ? listed.map(numberOf) : [null];
  const valid = ids.filter((id) => id !== null).filter(Number.isInteger);
  if (valid.length < ids.length) fail(code, `${name} is not a list of ids`);
  return valid.filter((id) => id !== UNLIMITED);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type ProductType = (typeof PRODUCT_TYPES)[number];

/** How many ids or codes a row can have. */
const MAX_PRODUCTS: Readonly<Record<ProductType, number>> = {
  SKU: 10_000,
  CATEGORY: 1_000,
  BRAND: 250,
  ATTRIBUTE: 250,
};

/** @throws 400 if a row has both ids and codes, too many of them, or one that does not exist */
function productsIn(world: World, value: unknown): NonNullable<NewSeries['productInfo']> {
  return objectsOf(value).map((product) => {
    const productType = choiceOf(PRODUCT_TYPES)(product['productType'], 'productInfo.productType');
    const [ids, codes] = [listOf(product['productIds']), listOf(product['productCodes'])];
    if (ids.length > 0 && codes.length > 0) fail(400, 'Give productIds or productCodes, not both');
    const most = MAX_PRODUCTS[productType];
    if (Math.max(ids.length, codes.length) > most) fail(400, `productInfo can have at most ${most} of ${productType}`);
    const productIds = [
      ...ids.map((id) => numberIn(id, 'productInfo.productIds', Number.isInteger)),
      ...codes.map((code) => productId(world, productType, textOf(code))),
    ];
    return { productType, productIds: productIds.map(String) };
  });
}

/** The id that belongs to a code. */
function productId(world: World, type: ProductType, code: string): number {
  switch (type) {
    case 'SKU':
      return productAnywhere(world, code)?.id ?? failUnknown(400, 'The product', code);
    case 'ATTRIBUTE':
      return attributeByCode(world, code, ORG_LEVEL).id;
    case 'BRAND':
      return groupByCode(world, BRAND, code).id;
    case 'CATEGORY':
      return groupByCode(world, CATEGORY, code).id;
  }
}

function placesIn(value: unknown): NonNullable<NewSeries['redemptionPlaces']> {
  return objectsOf(value).map((place) => ({
    type: choiceOf(PLACE_TYPES)(place['redemptionOrgEntityType'], 'redemptionOrgEntityType'),
    id: numberIn(place['orgEntityId'], 'orgEntityId', Number.isInteger),
  }));
}

/** A prefix or suffix, unless it is disabled. */
function affix<Name extends 'couponPrefix' | 'couponSuffix'>(
  sent: JsonObject,
  name: Name,
  toggle: string,
): Partial<Record<Name, string>> {
  const off = toggle in sent && !flagIn(sent[toggle], toggle);
  return read(sent, [name], (value) => (off ? '' : textOf(value)));
}

/** Settings without a field of their own, each read by the type of its default: a flag, a number or a text. */
function readOthers(sent: JsonObject): OtherSettings {
  const others: Record<string, unknown> = {};
  for (const [name, usual] of Object.entries(OTHER_DEFAULTS)) {
    if (!(name in sent)) continue;
    const value = sent[name];
    if (typeof usual === 'boolean') others[name] = flagIn(value, name);
    else if (typeof usual === 'number') others[name] = numberIn(value, name, Number.isFinite);
    else others[name] = textOf(value);
  }
  return {
    ...others,
    ...('tag' in sent && { tag: textOf(sent['tag']) }),
    ...('fixedExpiryDate' in sent && {
      fixedExpiryDate: numberIn(sent['fixedExpiryDate'], 'fixedExpiryDate', Number.isFinite),
    }),
    ...(isObject(sent['targetUserDetails']) && { targetUserDetails: { ...sent['targetUserDetails'] } }),
  };
}
