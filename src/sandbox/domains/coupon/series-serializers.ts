/** Coupon series as answers show them: v2's settings with counters, v1.1's with everything as text. */
import type { couponCheckRedeemable, couponCreateSeries } from '../../../tools/coupon/coupon.js';
import type {
  couponCheckRedeemable as couponCheckRedeemableInTouch,
  couponGetSeries as couponGetSeriesInTouch,
} from '../../../tools/coupon/coupon.legacy.js';
import type { Answer, ElementOf, InTouchRowOf, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import { localDate, localDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import { otherSettings } from './settings.js';
import type { CouponSeries, RedemptionPlace } from './state.js';

/** v2's constant for a series whose coupons can be redeemed at once. */
const ALWAYS = '1970-01-01T00:00:00Z';

const jsonIds = (ids: readonly number[]): string => JSON.stringify(ids);

/** `[-1]` means all. */
const storeIds = (ids: readonly number[]): string => jsonIds(ids.length === 0 ? [-1] : ids);

const epoch = (at: string | null): number => (at === null ? 0 : Date.parse(at));

type SeriesJson = Answer<typeof couponCreateSeries>;
type RedeemableSeriesJson = PartOf<RowOf<typeof couponCheckRedeemable, 'redemption'>, 'couponseries'>;
type InTouchSeriesJson = ElementOf<PartOf<InTouchRowOf<typeof couponGetSeriesInTouch.v1_1, 'series', 'items'>, 'item'>>;

/** v2's series: all settings, and how many coupons were issued and redeemed. */
export function toSeriesJson(world: World, series: CouponSeries): SeriesJson {
  const { otherSettings: _, redeemAtStoreIds, redemptionPlaces, customProperties, ...own } = series;
  const { createdByTillId, modifiedOn: __, genericCode, couponPrefix, couponSuffix, productInfo, ...settings } = own;
  const codes = Object.values(world.coupons).filter((coupon) => coupon.seriesId === series.id);
  const uploaded = series.clientHandlingType === 'DISC_CODE_PIN' ? codes : [];
  return {
    tag: series.description,
    fixedExpiryDate: epoch(series.validTillDate),
    ...otherSettings(series),
    ...settings,
    orgId: world.organisation.id,
    mutualExclusiveSeriesIds: jsonIds(series.mutualExclusiveSeriesIds),
    redeemAtStore: storeIds(redeemAtStoreIds),
    redemptionValidFrom: series.redemptionValidFrom ?? ALWAYS,
    customPropertyMap: customProperties,
    validTillDateTime: series.validTillDate,
    validTillISODate: localDate(series.validTillDate, world.organisation.timezone),
    genericCode: genericCode || undefined,
    ...(couponPrefix !== '' && { couponPrefix }),
    ...(couponSuffix !== '' && { couponSuffix }),
    productInfo: productInfo.map(({ productType, productIds }) => ({
      productType,
      productIds: productIds.map(Number),
    })),
    redemptionOrgEntityDetails: redemptionPlaces.map(({ type, id }) => ({
      redemptionOrgEntityType: type,
      orgEntityId: id,
    })),
    createdBy: createdByTillId,
    lastUsed: series.latestRedemptionTime ?? series.createdOn,
    latestIssualTime: epoch(series.latestIssualTime),
    latestRedemptionTime: epoch(series.latestRedemptionTime),
    numTotal: series.maxCreate,
    numUploadedTotal: uploaded.length,
    numUploadedNonIssued: uploaded.filter((coupon) => coupon.issuedOn === null).length,
  };
}

const placesOf = (series: CouponSeries, type: RedemptionPlace['type']): number[] =>
  series.redemptionPlaces.filter((place) => place.type === type).map(({ id }) => id);

const productsOf = (series: CouponSeries, type: string): string[] =>
  series.productInfo.filter(({ productType }) => productType === type).flatMap(({ productIds }) => productIds);

/** Products, brands and categories a series is meant for, which v2's redeemable check adds for `details=extended`. */
export const toEligibleProductsJson = (series: CouponSeries) => ({
  brands: productsOf(series, 'BRAND').map(Number),
  products: productsOf(series, 'SKU').map(Number),
  categories: productsOf(series, 'CATEGORY').map(Number),
});

/** v2's series next to a customer's coupon, with the places and products for which it is valid. */
export function toFullSeriesJson(world: World, series: CouponSeries) {
  return {
    ...toSeriesJson(world, series),
    ...toEligibleProductsJson(series),
    isUpdateProductData: otherSettings(series).updateProductData,
    validRedemptionOrgEntityDetails: {
      concepts: placesOf(series, 'CONCEPT'),
      zones: placesOf(series, 'ZONE'),
      stores: placesOf(series, 'STORE'),
      tills: placesOf(series, 'TILL'),
    },
    validTilldateFormat: localDate(series.validTillDate, world.organisation.timezone),
    redemptionValidFromFormat: localDate(series.redemptionValidFrom ?? ALWAYS, world.organisation.timezone),
  };
}

/** The fields of a series that v2's redeemable check adds for `details=true`. */
export function seriesFacts(world: World, series: CouponSeries): RedeemableSeriesJson {
  const { updateProductData, isValidWithDiscountedItem, issueToLoyalty } = otherSettings(series);
  return {
    description: series.description,
    discountCode: series.discountCode,
    validTillDate: series.validTillDate,
    validTilldateFormat: localDate(series.validTillDate, world.organisation.timezone),
    discountUpto: series.discountUpto,
    discountValue: series.discountValue,
    discountType: series.discountType,
    discountOn: series.discountOn,
    isValidWithDiscountedItem,
    isUpdateProductData: updateProductData,
    updateProductData,
    info: series.info,
    maxRedemptionsInSeriesPerUser: series.maxRedemptionsInSeriesPerUser,
    issueToLoyalty,
  };
}

/** v2's settings by the names that v1.1 has for them. */
const IN_TOUCH_SETTINGS = {
  id: 'id',
  description: 'description',
  series_type: 'seriesType',
  client_handling_type: 'clientHandlingType',
  discount_code: 'discountCode',
  valid_days_from_create: 'validDaysFromCreation',
  expiry_strategy_type: 'expiryStrategyType',
  expiry_strategy_value: 'expiryStrategyValue',
  max_create: 'maxCreate',
  max_redeem: 'maxRedeem',
  transferrable: 'isTransferrable',
  any_user: 'anyUser',
  same_user_multiple_redeem: 'sameUserMultipleRedeem',
  allow_referral_existing_users: 'isReferralExistingUsersAllowed',
  multiple_use: 'isMultipleUseAllowed',
  is_validation_required: 'isValidationRequired',
  created_by: 'createdBy',
  series_code: 'seriesCode',
  sms_template: 'smsTemplate',
  disable_sms: 'isSMSDisabled',
  info: 'info',
  allow_multiple_vouchers_per_user: 'isMultipleVouchersPerUserAllowed',
  do_not_resend_existing_voucher: 'doNotResendExistingVoucher',
  mutual_exclusive_series_ids: 'mutualExclusiveSeriesIds',
  store_ids_json: 'storeIdsJson',
  dvs_enabled: 'isDvsEnabled',
  dvs_items: 'dvsItems',
  priority: 'priority',
  short_sms_template: 'shortSMSTemplate',
  max_vouchers_per_user: 'maxVouchersPerUser',
  min_days_between_vouchers: 'minDaysBetweenVouchers',
  max_referrals_per_referee: 'maxReferralsPerReferee',
  discount_on: 'discountOn',
  discount_type: 'discountType',
  discount_value: 'discountValue',
  discount_upto: 'discountUpto',
  redemption_range: 'redemptionRange',
  min_bill_amount: 'minBillAmount',
  max_bill_amount: 'maxBillAmount',
  redeem_at_store: 'redeemAtStore',
  campaign_id: 'campaignId',
  tag: 'tag',
  max_redemptions_in_series_per_user: 'maxRedemptionsInSeriesPerUser',
  min_days_between_redemption: 'minDaysBetweenRedemption',
  source_org_id: 'sourceOrgId',
  issue_to_loyalty: 'issueToLoyalty',
  redeem_store_type: 'redeemStoreType',
  old_flow_enabled: 'isOldFlowEnabled',
  pre_redeem_event_required: 'isPreRedeemEventRequired',
} as const satisfies { readonly [K in keyof InTouchSeriesJson]?: keyof SeriesJson };

/** Flags are 0 and 1, everything else as it is written. */
const inTouchValue = (value: unknown): string => (typeof value === 'boolean' ? String(Number(value)) : String(value));

/** v1.1's list of ids as JSON; null for none. */
const inTouchIds = (ids: readonly number[]): string | null => (ids.length === 0 ? null : jsonIds(ids));

/** v1.1's series: everything as text. */
export function toInTouchSeriesJson(world: World, series: CouponSeries): InTouchSeriesJson {
  const settings = toSeriesJson(world, series);
  const { timezone } = world.organisation;
  const { isValidWithDiscountedItem, offlineRedeemType } = otherSettings(series);
  return {
    ...Object.fromEntries(
      Object.entries(IN_TOUCH_SETTINGS).map(([name, setting]) => [name, inTouchValue(settings[setting])]),
    ),
    valid_with_discounted_item: String(isValidWithDiscountedItem),
    offline_redemption_enabled: String(offlineRedeemType),
    valid_till_date: localDate(series.validTillDate, timezone),
    redemption_valid_from: localDate(series.redemptionValidFrom ?? ALWAYS, timezone),
    created: localDateTime(series.createdOn, timezone),
    last_used: localDateTime(series.latestRedemptionTime ?? series.createdOn, timezone),
    coupons: { issued: String(series.numIssued), redeemed: String(series.numRedeemed) },
    valid_redemption_org_entities: {
      concepts: inTouchIds(placesOf(series, 'CONCEPT')),
      zones: inTouchIds(placesOf(series, 'ZONE')),
      stores: inTouchIds(placesOf(series, 'STORE')),
      tills: inTouchIds(placesOf(series, 'TILL')),
    },
    products: productsOf(series, 'SKU').join(','),
    brands: productsOf(series, 'BRAND').join(','),
    categories: productsOf(series, 'CATEGORY').join(','),
  };
}

const toProductsJson = (world: World, series: CouponSeries) =>
  productsOf(series, 'SKU').flatMap((id) => {
    const product = world.products[Number(id)];
    return product ? [{ sku: product.sku, ean: product.ean, description: product.description }] : [];
  });

/** The series next to v1.1's redeemable check: `details=true` returns the first fields, `extended` all. */
export function toInTouchSeriesInfoJson(
  world: World,
  series: CouponSeries,
  extended: boolean,
): PartOf<InTouchRowOf<typeof couponCheckRedeemableInTouch.v1_1, 'coupons', 'redeemable'>, 'series_info'> {
  return {
    description: series.description,
    discount_code: series.discountCode,
    valid_till: localDate(series.validTillDate, world.organisation.timezone),
    discount_type: series.discountType,
    discount_value: String(series.discountValue),
    discount_on: series.discountOn,
    detailed_info: series.info,
    ...(extended && { ...toInTouchSeriesJson(world, series), products: { product: toProductsJson(world, series) } }),
  };
}
