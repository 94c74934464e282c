/** Coupon. */
import { section } from '../define.js';
import { accountId, source } from '../schemas/common.js';
import { boolean, dateTime, integer, list, number, object, oneOf, text } from '../schemas/values.js';
import { couponCreateSeriesBody, couponUpdateSeriesBody } from './coupon.bodies.js';

export const coupon = section('Coupon', { domain: 'Coupon Management', accessGroup: 'Coupon' });

coupon.post('v2/coupon/series', {
  tool: 'coupon_create_series',
  title: 'Create coupon series',
  summary:
    'Creates a coupon series (offer): discount, codes, validity, limits, SMS text. It issues nothing; use Issue single/bulk coupons afterwards, or Update coupon series to change one that exists.',
  body: couponCreateSeriesBody,
  returns:
    'id, orgId, description, discountCode, validTillDate, seriesCode, discountType, discountValue, discountUpto, discountOn, clientHandlingType, expiryStrategyType, numIssued, numRedeemed, numUploadedTotal, fixedExpiryDate, redemptionPerCouponMaxLimit, ownedBy, createdOn, createdBy, validDaysFromCreation, expiryStrategyValue, maxCreate, maxRedeem, isTransferrable, anyUser, sameUserMultipleRedeem, isMultipleUseAllowed, isMultipleVouchersPerUserAllowed, doNotResendExistingVoucher, smsTemplate, info, mutualExclusiveSeriesIds, storeIdsJson, redeemAtStore, maxVouchersPerUser, minDaysBetweenVouchers, maxRedemptionsInSeriesPerUser, minDaysBetweenRedemption, redemptionRange, minBillAmount, maxBillAmount, redemptionValidFrom, redemptionValidAfterDays, ownerId, alphaNumeric, randomCodeLength, resendMessageEnabled, seriesType, externalIssual, updateProductData, lastUsed, numTotal, latestIssualTime, latestRedemptionTime, warnings',
  effect: 'create',
  keywords: [],
  limits: { batch: '1; none on calls, but org-level issue settings can cap series per day' },
  sources: [
    'https://docs.capillarytech.com/reference/create-coupon-series',
    'docs.capillarytech.com, full page',
    'https://docs.capillarytech.com/reference/coupon-apis',
    '2022 edition: Create coupon Series',
    'September 2025 edition: 01-create-coupon-series.md',
  ],
});

coupon.put('v2/coupon/series/{id}', {
  tool: 'coupon_update_series',
  title: 'Update coupon series',
  summary:
    'Changes an existing coupon series (validity, discount, limits, texts). Send the full set of mandatory properties, not only the changed ones; for a new series use Create coupon series.',
  path: () => ({
    id: integer('Coupon series id'),
  }),
  query: () => ({
    format: oneOf(['json'], 'Response format, in the documented URL').optional(),
  }),
  body: couponUpdateSeriesBody,
  returns:
    'id, orgId, description, discountCode, validTillDate, seriesCode, discountType, discountValue, discountUpto, discountOn, clientHandlingType, expiryStrategyType, numIssued, numRedeemed, numUploadedTotal, fixedExpiryDate, createdOn, createdBy, validDaysFromCreation, expiryStrategyValue, maxCreate, maxRedeem, isTransferrable, anyUser, sameUserMultipleRedeem, isMultipleUseAllowed, isMultipleVouchersPerUserAllowed, doNotResendExistingVoucher, smsTemplate, info, mutualExclusiveSeriesIds, storeIdsJson, redeemAtStore, maxVouchersPerUser, minDaysBetweenVouchers, maxRedemptionsInSeriesPerUser, minDaysBetweenRedemption, redemptionRange, minBillAmount, maxBillAmount, redemptionValidFrom, redemptionValidAfterDays, ownedBy, ownerId, alphaNumeric, randomCodeLength, resendMessageEnabled, seriesType, externalIssual, updateProductData, lastUsed, numTotal, latestIssualTime, latestRedemptionTime, warnings',
  effect: 'update',
  idempotent: true,
  keywords: [],
  sources: [
    'https://docs.capillarytech.com/reference/update-coupon-series',
    'docs.capillarytech.com, full page',
    '2022 edition: Update coupon Series',
    'September 2025 edition: 02-update-coupon-series.md',
  ],
});

coupon.get('v2/coupon/series', {
  tool: 'coupon_get_series',
  title: 'Get coupon series details',
  summary:
    'Reads the configuration and issue/redemption counters of one or more coupon series by id. For a single coupon code use Get coupon details.',
  query: () => ({
    ids: list(integer(), 'Series (offer) id, integer; repeat the parameter for several: ids=1&ids=2'),
  }),
  returns:
    'entity[] { id, orgId, customPropertyMap, targetUserDetails, description, discountCode, validTillDate, seriesCode, discountType, discountValue, discountUpto, discountOn, clientHandlingType, expiryStrategyType, numIssued, numRedeemed, numUploadedTotal, fixedExpiryDate, createdOn, createdBy, validDaysFromCreation, expiryStrategyValue, maxCreate, maxRedeem, isTransferrable, anyUser, sameUserMultipleRedeem, isMultipleUseAllowed, isMultipleVouchersPerUserAllowed, doNotResendExistingVoucher, smsTemplate, info, mutualExclusiveSeriesIds, storeIdsJson, redeemAtStore, maxVouchersPerUser, minDaysBetweenVouchers, maxRedemptionsInSeriesPerUser, minDaysBetweenRedemption, redemptionRange, minBillAmount, maxBillAmount, redemptionValidFrom, redemptionValidAfterDays, ownedBy, ownerId, alphaNumeric, randomCodeLength, resendMessageEnabled, seriesType, externalIssual, updateProductData, lastUsed, numTotal, latestIssualTime, latestRedemptionTime }, warnings',
  effect: 'read',
  keywords: [],
  limits: { batch: 'several ids per call' },
  sources: [
    'https://docs.capillarytech.com/reference/get-coupon-series-details',
    '2022 edition: Get Coupon Series Details',
    'September 2025 edition: 03-get-coupon-series-details.md',
  ],
});

coupon.post('v2/coupon/issue', {
  tool: 'coupon_issue',
  title: 'Issue single coupon',
  summary:
    'Issues one coupon from one series to one customer and returns its code. For several series in one call use Issue bulk coupons; for loading codes by file use Upload Coupons (Batch).',
  body: () =>
    object({
      seriesId: integer('Coupon series id'),
      customer: object(
        {
          id: integer('Capillary user id (long); one identifier of this group is mandatory').optional(),
          mobile: text('Registered mobile, with or without country code; one of the identifiers').optional(),
          email: text('Registered email; one of the identifiers').optional(),
          externalId: text("Brand's external id; one of the identifiers").optional(),
          cardNumber: text('Card number as identifier').optional(),
          cardExternalId: text('Card external id as identifier').optional(),
        },
        'Customer who receives the coupon; at least one identifier inside must be non-empty (unused ones may be empty strings)',
      ),
    }),
  returns:
    'code, seriesId, description, discountCode, validTill, validTillDateTime, discountType, discountValue, discountUpto, discountOn, detailedInfo, customer, redemptionCount, id, warnings',
  effect: 'create',
  pii: true,
  keywords: [],
  limits: { rate: '300 on one version of the page, unit not stated; NA on others', batch: '1' },
  sources: [
    'https://docs.capillarytech.com/reference/issue-single-coupon',
    'docs.capillarytech.com, full page',
    'https://docs.capillarytech.com/reference/coupon-apis',
    '2022 edition: Issue Coupon to Customer (Single)',
    'September 2025 edition: 04-issue-single-coupon.md',
  ],
});

coupon.post('v2/coupon/bulk/issue', {
  tool: 'coupon_issue_bulk',
  title: 'Issue bulk coupons',
  summary:
    'Issues coupons from several series to ONE customer in one call (not to many customers). For one series use Issue single coupon.',
  query: () => ({
    source: source(
      'Source holding the customer (values inferred from sibling APIs). 2022 docs star it and send source=INSTORE; the 2025 page has no query table',
    ).optional(),
    accountId: accountId(),
  }),
  body: () =>
    object({
      seriesIds: list(integer(), 'Integer series ids, one coupon from each'),
      customer: object(
        {
          id: text(
            'Capillary user id; table and sample type it string ("126000111"), the 2022 table long: accept both. One identifier of this group is mandatory',
          ).optional(),
          mobile: text('Registered mobile, with or without country code; one of the identifiers').optional(),
          email: text('Registered email; one of the identifiers').optional(),
          externalId: text("Brand's external id; one of the identifiers").optional(),
        },
        'Customer who receives the coupons; at least one identifier inside must be non-empty (unused ones may be empty strings)',
      ),
      metadata: object(
        {
          sourceType: text('What kind of source issued it, max 50 characters').optional(),
          sourceId: text('Reference of the triggering entity, max 50').optional(),
          sourceActivity: text('Event behind the issue').optional(),
          notes: text('Free notes').optional(),
          reason: text('Business reason').optional(),
        },
        'Audit data kept with the issue (readable through includeIssualDetails)',
      ).optional(),
    }),
  returns:
    'response[] { entityId, result { code, seriesId, description, discountCode, validTill, validTillDateTime, discountType, discountValue, discountUpto, discountOn, detailedInfo, redemptionCount, id }, errors, warnings }, totalCount, failureCount',
  effect: 'create',
  pii: true,
  keywords: [],
  limits: { rate: '1000 requests per minute per API key' },
  sources: [
    'https://docs.capillarytech.com/reference/issue-bulk-coupons',
    'docs.capillarytech.com, full page',
    'https://docs.capillarytech.com/reference/coupon-apis',
    '2022 edition: Issue Coupons to Customer (Bulk)',
    'September 2025 edition: 05-issue-bulk-coupons.md',
  ],
});

coupon.post('v2/coupon/redeem', {
  tool: 'coupon_redeem',
  title: 'Redeem single coupon',
  summary:
    "Redeems a customer's coupon against a bill, at once and without any loyalty event. To only test it use Check if coupon is redeemable; for a list with per-item answers use Redeem bulk coupons.",
  body: () =>
    object({
      redemptionRequestList: list(
        object({
          code: text('Coupon code'),
        }),
        'Coupons to redeem',
      ),
      user: object(
        {
          id: integer('Capillary user id (long); one identifier of this group is mandatory').optional(),
          mobile: text('Registered mobile, with or without country code; one of the identifiers').optional(),
          email: text('Registered email; one of the identifiers').optional(),
          externalId: text("Brand's external id; one of the identifiers").optional(),
        },
        'Customer who redeems; at least one identifier inside must be non-empty (unused ones may be empty strings)',
      ),
      billAmount: number(
        'Bill total; JSON samples send it as a string ("2000", "0"): accept both. Mandatory in the 2022 docs, optional in the current table',
      ).optional(),
      transactionNumber: text('Bill number; some series insist on it (718)').optional(),
      redemptionTime: dateTime(
        "YYYY-MM-DD HH:MM:SS or ISO 8601; used only for checks, the stored time is the store's current time",
      ).optional(),
    }),
  returns:
    'redemption[] { id, code, discountCode, seriesCode, isAbsolute, couponValue, discountType, discountValue, discountUpto, redemptionStatus, warnings, appendedErrorMessage, currencyInput, localToBaseCurrencyExchangeRate }, redemptionStatus, customer, warnings',
  effect: 'action',
  destructive: true,
  pii: true,
  keywords: [],
  limits: { rate: '1000, unit not stated' },
  sources: [
    'docs.capillarytech.com, full page',
    'https://docs.capillarytech.com/reference/coupon-apis',
    '2022 edition: Redeem Coupon (Single)',
    '2022 edition: Redeem Coupons',
    'September 2025 edition: 07-redeem-single-coupon.md',
  ],
});

coupon.post('v2/coupon/bulk/redeem', {
  tool: 'coupon_redeem_bulk',
  title: 'Redeem bulk coupons',
  summary:
    'Redeems several coupons of one customer in one call, all or nothing; with is_redeemable=true it is a dry run. For one coupon use Redeem single coupon.',
  query: () => ({
    is_redeemable: boolean(
      'true only checks the codes and redeems nothing (text also spells it isredeemable)',
    ).optional(),
    source: source(
      'Source holding the customer; mandatory in 2022 docs, absent from current samples (values inferred from sibling APIs)',
    ).optional(),
    accountId: accountId(),
  }),
  body: () =>
    object({
      redemptionRequestList: list(
        object({
          code: text('Coupon code'),
        }),
        'Coupons to redeem',
      ),
      user: object(
        {
          id: integer('Capillary user id (long); one identifier of this group is mandatory').optional(),
          mobile: text('Registered mobile, with or without country code; one of the identifiers').optional(),
          email: text('Registered email; one of the identifiers').optional(),
          externalId: text("Brand's external id; one of the identifiers").optional(),
        },
        'Customer who redeems; at least one identifier inside must be non-empty (unused ones may be empty strings)',
      ),
      billAmount: number(
        'Bill total; samples send it as a string. The 2022 docs call it mandatory, current ones do not',
      ).optional(),
      transactionNumber: text('Bill number; some series insist on it (718)').optional(),
      redemptionTime: dateTime(
        "YYYY-MM-DD HH:MM:SS or ISO 8601; used only for checks, the stored time is the store's current time",
      ).optional(),
    }),
  returns:
    'response[] { entityId, result { redemptionId, id, code, discountCode, seriesCode, isAbsolute, couponValue, discountType, discountValue, discountUpto, redemptionStatus, warnings, appendedErrorMessage, currencyInput, localToBaseCurrencyExchangeRate }, errors }, totalCount, failureCount',
  effect: 'action',
  destructive: true,
  pii: true,
  keywords: [],
  limits: {
    batch: '50; current page says 50 coupons a call; an earlier edition and error 629 say 100',
    rate: '1000 requests per minute per API key',
  },
  sources: [
    'https://docs.capillarytech.com/reference/redeem-bulk-coupons',
    'docs.capillarytech.com, full page',
    'https://docs.capillarytech.com/reference/coupon-apis',
    '2022 edition: Redeem Customer Coupons (Bulk)',
    'September 2025 edition: 08-redeem-bulk-coupons.md',
  ],
});

coupon.get('v2/coupon/is_redeemable', {
  tool: 'coupon_check_redeemable',
  title: 'Check if coupon is redeemable',
  summary:
    'Tells whether one or more coupon codes can be redeemed by a customer now, without redeeming. To carry it out use Redeem single/bulk coupons; to read a coupon without a customer check use Get coupon details.',
  query: () => ({
    mobile: text('Customer mobile; exactly one of mobile, email, externalId, id is needed').optional(),
    email: text('Customer email').optional(),
    externalId: text('Customer external id').optional(),
    id: integer('Customer user id').optional(),
    code: text('Coupon code, or several separated by commas'),
    details: oneOf(
      ['true', 'false', 'extended'],
      'Absent: minimal answer; true: value, type, expiry and series facts; extended: campaign configuration (brands, products, categories) without most coupon facts',
    ).optional(),
  }),
  returns:
    'customer, redemption[] { code, isRedeemable, isAbsolute, numberOfRedemptionsByUser, redemptionsLeft, appendedErrorMessage, warnings, couponseries, discountType, discountValue, discountUpto }, redemptionStatus, warnings',
  effect: 'read',
  pii: true,
  keywords: [],
  sources: [
    'https://docs.capillarytech.com/reference/check-if-coupon-is-redeemable',
    '2022 edition: Check if Coupon is Redeemable',
    'September 2025 edition: 09-check-if-coupon-is-redeemable.md',
  ],
});

coupon.post('v2/coupon/reactivate', {
  tool: 'coupon_reactivate',
  title: 'Reactivate redeemed coupon',
  summary:
    'Undoes coupon redemptions so that the coupons can be used again, by redemption id (not coupon code). Use after a returned or cancelled bill; points have their own Reverse Redeemed Points.',
  body: () =>
    object({
      redemptionIds: list(integer(), 'Integer redemption ids from the redeem answer (redemption[].id)'),
    }),
  returns: 'success, errors, warnings',
  effect: 'action',
  idempotent: true,
  destructive: true,
  keywords: [],
  limits: { batch: 'several ids per call, no documented maximum' },
  sources: [
    'docs.capillarytech.com, full page',
    'https://docs.capillarytech.com/reference/coupon-apis',
    '2022 edition: Reactivate Redeemed Coupon',
    'September 2025 edition: 10-reactivate-redeemed-coupon.md',
  ],
});

coupon.get('v2/coupon', {
  tool: 'coupon_get',
  title: 'Get coupon details',
  summary:
    "Looks up coupons by code, by coupon id, or all those issued to given customers; optionally with series and issue metadata. For one customer's coupons with filters use Get Customer Coupons; for redeemability use Check if coupon is redeemable.",
  query: () => ({
    issuedToIds: list(
      text(),
      'Customer user ids; repeat the parameter. One of the three selectors is needed (the 2025 table stars this one only, older tables and samples let any stand alone)',
    ).optional(),
    couponIds: list(text(), 'Coupon ids; repeat the parameter').optional(),
    couponCodes: list(text(), 'Coupon codes; repeat the parameter').optional(),
    coupon_code_case: oneOf(
      ['LOWER', 'UPPER', 'AS_IT_IS'],
      'Letter case of returned codes (matching ignores case); default UPPER',
    ).optional(),
    showCouponSeries: boolean('Adds the series object; default false').optional(),
    includeIssualDetails: boolean('Adds couponIssualDetails (source metadata); default false').optional(),
  }),
  returns:
    'data[] { code, seriesId, description, discountCode, validTill, validTillDateTime, discountType, discountValue, discountUpto, discountOn, detailedInfo, couponIssualDetails, couponSeries }, warnings, errors',
  effect: 'read',
  keywords: [],
  sources: [
    'https://docs.capillarytech.com/reference/get-coupon-details',
    'docs.capillarytech.com, full page',
    '2022 edition: Get Coupon Details',
    'September 2025 edition: 11-get-coupon-details.md',
  ],
});
