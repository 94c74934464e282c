/** Settings of a coupon series as v2 sends them: some lists are JSON in a text. */
import { defined } from '../../../lib/defined.js';
import type { couponUpdateSeries } from '../../../tools/coupon/coupon.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { isObject, type JsonObject, numberOf, oneOf } from '../../http/arguments.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { attributeByCode } from '../product/attributes.js';
import { BRAND, CATEGORY, groupByCode } from '../product/groups.js';
import { productAnywhere } from '../product/rules.js';
import { ORG_LEVEL } from '../product/state.js';
import { type NewSeries, UNLIMITED } from './rules.js';
import { OTHER_DEFAULTS, type OtherSettings } from './settings.js';
import type { RedemptionPlace } from './state.js';

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

/** What is stored as it was sent. */
const PLAIN = [
  'description',
  'seriesCode',
  'discountCode',
  'info',
  'smsTemplate',
  'genericCode',
  'termsAndConditions',
  'anyUser',
  'isTransferrable',
  'isMultipleUseAllowed',
  'isMultipleVouchersPerUserAllowed',
  'sameUserMultipleRedeem',
  'doNotResendExistingVoucher',
  'alphaNumeric',
  'validTillDate',
  'redemptionValidFrom',
  'discountType',
  'clientHandlingType',
  'expiryStrategyType',
] as const;

const DISCOUNTED = ['BILL', 'ITEM'] as const;
const SERIES_TYPES = ['UNDEFINED', 'LOYALTY', 'CAMPAIGN'] as const;

type SentSeries = Partial<Body<typeof couponUpdateSeries>['CouponSeriesV2']>;
type SentProducts = NonNullable<SentSeries['productInfo']>[number];
type SentPlace = NonNullable<SentSeries['redemptionOrgEntityDetails']>[number];

/**
 * The settings in the request; absent ones stay absent.
 *
 * @param raw - the same as it was sent, with custom properties of any name, and with null for no limit
 * @throws 400 if a setting is not valid
 * @throws 756 if the mutually exclusive series are not ids
 */
export function settingsMeant(world: World, sent: SentSeries, raw: JsonObject): Partial<NewSeries> {
  checkNumbers(sent);
  const { customPropertyMap } = raw;
  const unlimited = LIMITS.filter((name) => raw[name] === null).map((name) => [name, UNLIMITED]);
  const settings: Partial<NewSeries> = {
    ...pick(sent, [...PLAIN, ...AMOUNTS, ...COUNTS, ...LIMITS]),
    ...Object.fromEntries(unlimited),
    ...defined({
      discountOn: choiceIn(DISCOUNTED, sent.discountOn, 'discountOn'),
      seriesType: choiceIn(SERIES_TYPES, sent.seriesType, 'seriesType'),
      mutualExclusiveSeriesIds: idsIn(sent.mutualExclusiveSeriesIds, 'mutualExclusiveSeriesIds', 756),
      redeemAtStoreIds: idsIn(sent.redeemAtStore, 'redeemAtStore', 400),
      productInfo: sent.productInfo?.map((each) => productsMeant(world, each)),
      redemptionPlaces: sent.redemptionOrgEntityDetails?.map(placeMeant),
      customProperties: isObject(customPropertyMap) ? { ...customPropertyMap } : undefined,
      couponPrefix: sent.isPrefixEnabled === false && sent.couponPrefix ? '' : sent.couponPrefix,
      couponSuffix: sent.isSuffixEnabled === false && sent.couponSuffix ? '' : sent.couponSuffix,
    }),
    otherSettings: othersMeant(sent),
  };
  // The value counts days or months. If coupons expire with the series, the API sets it to 1.
  return settings.expiryStrategyType === 'SERIES_EXPIRY' ? { ...settings, expiryStrategyValue: 1 } : settings;
}

function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Partial<Pick<T, K>> {
  const picked: Partial<Pick<T, K>> = {};
  for (const name of names) if (from[name] !== undefined) picked[name] = from[name];
  return picked;
}

/** @throws 400 if a number is out of range */
function checkNumbers(sent: SentSeries): void {
  const check = (names: readonly (keyof SentSeries)[], isValid: (number: number, name: string) => boolean): void => {
    for (const name of names) {
      const { [name]: value } = sent;
      if (typeof value === 'number' && !isValid(value, name)) fail(400, `${name} is not valid`);
    }
  };
  check([...AMOUNTS, ...COUNTS], (number) => number >= 0);
  check(LIMITS, (number, name) => number >= (name === 'redemptionPerCouponMaxLimit' ? 1 : 0) || number === UNLIMITED);
}

const choiceIn = <Value extends string>(values: readonly Value[], text: string | undefined, name: string) =>
  text === undefined ? undefined : (oneOf(values, text) ?? fail(400, `${name} must be one of ${values.join(', ')}`));

/** Ids in a list written as JSON in a text. [-1] means no restriction. */
function idsIn(text: string | undefined, name: string, code: number): number[] | undefined {
  if (text === undefined) return undefined;
  const listed = jsonIn(text);
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

type ProductType = NonNullable<SentProducts['productType']>;

/** How many ids or codes a row can have. */
const MAX_PRODUCTS: Readonly<Record<ProductType, number>> = {
  SKU: 10_000,
  CATEGORY: 1_000,
  BRAND: 250,
  ATTRIBUTE: 250,
};

/** @throws 400 if a row has both ids and codes, too many of them, or one that does not exist */
function productsMeant(
  world: World,
  { productType, productIds: ids = [], productCodes: codes = [] }: SentProducts,
): NonNullable<NewSeries['productInfo']>[number] {
  if (productType === undefined) return fail(400, 'productInfo.productType is missing');
  if (ids.length > 0 && codes.length > 0) fail(400, 'Give productIds or productCodes, not both');
  const max = MAX_PRODUCTS[productType];
  if (Math.max(ids.length, codes.length) > max) fail(400, `productInfo can have at most ${max} of ${productType}`);
  const productIds = [...ids, ...codes.map((code) => productId(world, productType, code))];
  return { productType, productIds: productIds.map(String) };
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

function placeMeant({ redemptionOrgEntityType: type, orgEntityId: id }: SentPlace): RedemptionPlace {
  if (type === undefined || id === undefined) return fail(400, 'redemptionOrgEntityType or orgEntityId is missing');
  return { type, id };
}

/** Settings without a field of their own. Moments are stored in the form in which answers show them. */
function othersMeant({ fixedExpiryDate, ownerValidity, ...sent }: SentSeries): OtherSettings {
  const others = Object.entries(sent).filter(([name]) => Object.hasOwn(OTHER_DEFAULTS, name));
  return {
    ...Object.fromEntries(others),
    ...defined({
      tag: sent.tag,
      targetUserDetails: sent.targetUserDetails && { ...sent.targetUserDetails },
      fixedExpiryDate: fixedExpiryDate === undefined ? undefined : Date.parse(fixedExpiryDate),
      ownerValidity: ownerValidity === undefined ? undefined : Date.parse(ownerValidity),
    }),
  };
}
