/** Customer: what one customer has: points, tier, coupons, requests, transactions. */
import { section } from '../define.js';
import {
  accountId,
  customerId,
  identifierName,
  limit,
  offset,
  programId,
  sortOrder,
  source,
} from '../schemas/common.js';
import { boolean, date, dateTime, integer, list, number, object, oneOf, text } from '../schemas/values.js';

export const customerLoyalty = section('Customer', { domain: 'Customer Management', accessGroup: 'Customer' });

customerLoyalty.get('v2/customers/{userId}/pointsExpirySchedule', {
  tool: 'customer_get_points_expiry_schedule',
  title: 'Get Points Expiry Schedule',
  summary:
    "When a customer's points will expire: amounts with dates per program and point type, by internal id. Same data by phone/email/card is customer_lookup_get_points_expiry_schedule; a group's schedule is Retrieve points expiry schedule of a group (v2).",
  listed: 'GET v2/customers/USERID/pointsExpirySchedule',
  path: () => ({
    userId: customerId(),
  }),
  query: () => ({
    fetchDataForAllPrograms: boolean(
      'true = schedules of every program; false = programId or default program',
    ).optional(),
    fetchEarliestExpiryOnly: boolean(
      'true = only the earliest expiry per program + pointsType + expiryType; default false',
    ).optional(),
    programId: programId('Loyalty program id; default program if absent'),
    startDate: date('YYYY-MM-DD, at least tomorrow; past dates fail with 1215').optional(),
    endDate: date('YYYY-MM-DD, at most 100 years ahead (the default)').optional(),
  }),
  returns:
    'id, profiles, loyaltyInfo { loyaltyType }, segments, extendedFields, expirySchedules[] { points, expiryDate, expiryDateISO, programId, pointsType, expiryType }, warnings',
  effect: 'read',
  keywords: [],
  limits: { rate: 'rate limited (value not documented)' },
  sources: [
    '2022 edition: Get Customer Points Expiry Schedule',
    '2022 edition: Get Points Expiry Schedule (Light API)',
    'https://docs.capillarytech.com/reference/get-points-expiry-schedule',
    'September 2025 edition: 06-get-points-expiry-schedule.md',
  ],
});

customerLoyalty.get('v2/customers/lookup/pointsExpirySchedule', {
  tool: 'customer_lookup_get_points_expiry_schedule',
  title: 'Get Points Expiry Schedule (Light API)',
  summary:
    'Light, identifier-based points expiry schedule: same result as customer_get_points_expiry_schedule but you pass source plus mobile/email/card instead of the internal id. Choose it when only an identifier is known.',
  query: () => ({
    source: oneOf(
      [
        'FACEBOOK',
        'WEB_ENGAGE',
        'WECHAT',
        'INSTORE',
        'MARTJACK',
        'TMALL',
        'TAOBAO',
        'JD',
        'ECOMMERCE',
        'WEBSITE',
        'LINE',
        'ALL',
      ],
      'Source (channel) the customer belongs to; ALL spans every source',
    ),
    accountId: accountId(),
    identifierName: identifierName('Identifier kind'),
    identifierValue: text('Identifier value'),
    fetchDataForAllPrograms: boolean(
      'true = schedules of every program; false = programId or default program',
    ).optional(),
    fetchEarliestExpiryOnly: boolean(
      'true = only the earliest expiry per program + pointsType + expiryType; default false',
    ).optional(),
    programId: programId('Loyalty program id; default program if absent'),
    startDate: date('YYYY-MM-DD, at least tomorrow; past dates fail with 1215').optional(),
    endDate: date('YYYY-MM-DD, at most 100 years ahead (the default)').optional(),
  }),
  returns:
    'id, profiles, loyaltyInfo { loyaltyType }, segments, extendedFields, expirySchedules[] { points, expiryDate, expiryDateISO, programId, pointsType, expiryType }, warnings',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { rate: 'rate limited (value not documented)' },
  sources: [
    '2022 edition: Get Points Expiry Schedule (Light API)',
    'https://docs.capillarytech.com/reference/get-points-expiry-schedule-light-api',
  ],
});

customerLoyalty.get('v2/customers/{userId}/loyaltyEvents', {
  tool: 'customer_get_loyalty_events',
  title: 'Get Loyalty Events',
  summary:
    'Log of loyalty-engine events fired for one customer (registration, update, transaction...) with processing status. Not behavioural events (Get Customer Events (v2)) nor points ledger entries (points_ledger_get_entries).',
  listed: 'GET v2/customers/USERID/loyaltyEvents',
  path: () => ({
    userId: customerId(),
  }),
  query: () => ({
    limit: limit('Rows per page; default 10'),
    offset: offset('Rows to skip; default 0'),
    page: integer('Page number; overrides offset; default 1').optional(),
    eventType: text('Event filter, e.g. EARN, REDEEM, EXPIRE, TRANSFER').optional(),
    fromDate: date('From, YYYY-MM-DD').optional(),
    toDate: date('To, YYYY-MM-DD').optional(),
  }),
  returns: 'data[] { id, customerId, date, eventName, orgId, status, uniqueId }, warnings, errors',
  effect: 'read',
  keywords: [],
  limits: { pagination: 'limit 10, offset 0, page overrides offset', rate: 'rate limited (value not documented)' },
  sources: ['2022 edition: Get Customer Loyalty Events', 'https://docs.capillarytech.com/reference/get-loyalty-events'],
});

customerLoyalty.get('v2/customers/{customerId}/loyaltyDetails', {
  tool: 'customer_get_loyalty_details',
  title: 'Get Loyalty Details',
  summary:
    'Loyalty account per program for a known customer: points buckets, current and next tier, tier expiry, linked partner programs. Lighter single answers: customer_get_points_balance (balance), customer_get_tier (tier); by phone/email use customer_lookup_get_loyalty_details.',
  path: () => ({
    customerId: customerId(),
  }),
  query: () => ({
    programId: programId('Only this program (multi-program orgs); all programs if absent'),
  }),
  returns:
    'data[] { programId, programTitle, programDescription, loyaltyPoints, lifetimePoints, redeemed, expired, returned, adjusted, cumulativePurchases, loyaltyId, currentSlab, slabSNo, slabExpiryDate, nextSlab, nextSlabSerialNumber, nextSlabDescription, delayedPoints, delayedReturnedPoints, totalAvailablePoints, totalReturnedPoints, linkedPartnerPrograms }, warnings, errors',
  effect: 'read',
  pii: true,
  keywords: [],
  sources: [
    '2022 edition: Fetch Customer Loyalty Details',
    'https://docs.capillarytech.com/reference/get-customer-loyalty-details',
    'September 2025 edition: 14-get-loyalty-details-1.md',
  ],
});

customerLoyalty.get('v2/customers/{userId}/pointsTransfers', {
  tool: 'customer_get_points_transfers',
  title: 'Get Points Transfer Summary',
  summary:
    'History of points a customer sent to (DEDUCTION) or received from (ADDITION) other customers, by internal id. One transfer by id is points_get_transfers; making a transfer is points_transfer.',
  listed: 'GET v2/customers/USERID/pointsTransfers',
  path: () => ({
    userId: customerId(),
  }),
  query: () => ({
    programId: programId('Only this program'),
    entityType: oneOf(['CUSTOMER'], 'Entity kind').optional(),
    limit: limit('Rows per page; default 10'),
    offset: offset('Rows to skip; default 0'),
    page: integer('Page number; wins over offset; default 1').optional(),
    sortBy: text('e.g. pointsTransferDate, pointsTransferred').optional(),
    sortOrder: oneOf(['asc', 'desc'], 'Sort direction; default desc').optional(),
  }),
  returns:
    'data[] { transferId, transferType, pointsTransferred, pointsTransferDate, pointsTransferDateISO, fromEntityId, fromEntityType, toEntityId, toEntityType, transferredFrom, transferredTo, notes, programName }, warnings, errors',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { pagination: 'limit 10, offset 0, page 1' },
  sources: [
    '2022 edition: Get Points Transfer Summary of Customer',
    'https://docs.capillarytech.com/reference/get-points-transfer-summary',
  ],
});

customerLoyalty.get('v2/customers/{userId}/points/balance', {
  tool: 'customer_get_points_balance',
  title: 'Get Points Balance',
  summary:
    'Quick points balance for a known customer: redeemable (main) plus promised points, for one program or all. Light answer by internal id; by phone/email use customer_lookup_get_points_balance, ledger balances points_ledger_get_balance.',
  listed: 'GET v2/customers/USERID/points/balance',
  path: () => ({
    userId: customerId(),
  }),
  query: () => ({
    programId: programId('Program id; default program if absent'),
    entityType: oneOf(
      ['CUSTOMER', 'FLEET'],
      'CUSTOMER = individual, FLEET = the user group; default CUSTOMER',
    ).optional(),
    fetchDataForAllPrograms: boolean('true covers all programs and overrides programId; default false').optional(),
  }),
  returns:
    'entityId, entityType, programId, totalPoints, mainPoints, promisedPoints, promisedPointsBreakup { delayedAccrualPoints, externalTriggerBasedPoints }, warnings',
  effect: 'read',
  keywords: [],
  sources: [
    '2022 edition: Get Points Balance (Light API)',
    'https://docs.capillarytech.com/reference/get-points-balance',
    'September 2025 edition: 03-get-points-balance.md',
  ],
});

customerLoyalty.get('v2/customers/{userId}/tierDetails', {
  tool: 'customer_get_tier',
  title: 'Get Customer Tier',
  summary:
    'Quick current and next tier (slab) with expiry for a known customer, per program. Light answer by internal id; by phone/email use customer_lookup_get_tier, points plus tier together customer_get_loyalty_details.',
  listed: 'GET v2/customers/USERID/tierDetails',
  path: () => ({
    userId: customerId(),
  }),
  query: () => ({
    programId: programId('Program id; default program if absent'),
    entityType: oneOf(
      ['CUSTOMER', 'FLEET'],
      'CUSTOMER = individual, FLEET = the user group; default CUSTOMER',
    ).optional(),
    fetchDataForAllPrograms: boolean('true covers all programs and overrides programId; default false').optional(),
  }),
  returns:
    'entityId, entityType, programTiers[] { programId, currentTierName, currentTierSerialNumber, tierExpiryDate, tierExpiryDateISO, nextTierName, nextTierSerialNumber }, warnings',
  effect: 'read',
  keywords: [],
  sources: [
    '2022 edition: Get Customer Tier (Light API)',
    'https://docs.capillarytech.com/reference/get-customer-tier',
    'September 2025 edition: 15-get-customer-tier.md',
  ],
});

customerLoyalty.get('v2/customers/{userId}/promisedPointsSchedule', {
  tool: 'customer_get_promised_points_schedule',
  title: 'Get Points Conversion Schedule',
  summary:
    'When promised (delayed/trigger-based) points of a known customer become redeemable, by date, program and type. Opposite of expiry (customer_get_points_expiry_schedule); by phone/email use customer_lookup_get_promised_points_schedule, groups Retrieve points conversion schedule (v2).',
  listed: 'GET v2/customers/USERID/promisedPointsSchedule',
  path: () => ({
    userId: customerId(),
  }),
  query: () => ({
    programId: programId('Program id; default program if absent'),
    entityType: oneOf(
      ['CUSTOMER', 'FLEET'],
      'CUSTOMER = individual, FLEET = the user group; default CUSTOMER',
    ).optional(),
    fetchDataForAllPrograms: boolean('true covers all programs and overrides programId; default false').optional(),
    startDate: date('YYYY-MM-DD, at least tomorrow; defaults to now').optional(),
    endDate: date('YYYY-MM-DD, at most (and by default) 100 years ahead').optional(),
  }),
  returns:
    'entityId, entityType, promisedPointsScheduleList[] { points, redeemableFrom, programId, pointsType }, triggerBasedPointsList, warnings',
  effect: 'read',
  keywords: [],
  sources: [
    '2022 edition: Get Points Conversion Schedule (Light API)',
    'https://docs.capillarytech.com/reference/get-points-conversion-schedule',
  ],
});

customerLoyalty.get('v2/customers/{customerId}/coupons', {
  tool: 'customer_get_coupons',
  title: 'Get Customer Coupons (Detailed)',
  summary:
    'Every coupon of one customer with the complete coupon-series configuration (limits, discount rules, stores, validity) and redemption history, by internal id; unpaged and heavy. For a short, filterable, paged list by phone/email/id use customer_list_coupons.',
  path: () => ({
    customerId: customerId(),
  }),
  query: () => ({
    coupon_code_case: oneOf(
      ['LOWER', 'UPPER', 'AS_IT_IS'],
      'Letter case of returned codes (upper case by default)',
    ).optional(),
  }),
  returns:
    'entity[] { id, seriesId, series, code, description, createdDate, validTill, isRedeemed, issuedTo, issuedBy, issuedAt, orgId, refId, status, issuedOn, issuedOnISO, activeFrom, redemptionsLeft, couponDiscountType, discountType, discountValue, discountUpto, discountValueAsDouble, trimmedCode, seriesName, redeemed, redemptionInfo, reversedRedemptionInfo, couponStatus }, success, warnings, errors',
  effect: 'read',
  keywords: [],
  sources: [
    '2022 edition: Get Customer Coupons (Detailed)',
    'https://docs.capillarytech.com/reference/get-customer-coupons-detailed',
    'September 2025 edition: 16-get-customer-coupons-detailed.md',
  ],
});

customerLoyalty.get('v2/customers/{customerId}/retroRequest', {
  tool: 'customer_get_retro_requests',
  title: 'Get Retro Requests',
  summary:
    'Retro-transaction requests of a known customer (claims to attach earlier anonymous bills to the account) with their approval status. By phone/email use customer_lookup_get_retro_requests; identifier changes are customer_get_identifier_change_requests, raising a retro request Send retro request (v1.1).',
  path: () => ({
    customerId: customerId(),
  }),
  query: () => ({
    changeType: oneOf(
      ['RETRO', 'EMAIL', 'MOBILE', 'EXTERNAL_ID', 'MERGE', 'ADDRESS', 'MOBILE_REALLOC', 'COUPON', 'POINTS', 'TIER'],
      'Request kind; only RETRO applies on the current page, the 2022 docs list all kinds',
    ).optional(),
    startDate: date('From date, YYYY-MM-DD').optional(),
    endDate: date('To date, YYYY-MM-DD').optional(),
    startId: integer('From request id (inclusive)').optional(),
    endId: integer('To request id (inclusive)').optional(),
    limit: limit('Rows to return; default 10'),
    offset: offset('Rows to skip; default 0'),
    startLimit: text('First record index for paging').optional(),
    source: source('Source (channel) the customer belongs to; ALL spans every source').optional(),
    sortBy: oneOf(['createdon', 'lastUpdatedOn'], 'Sort field').optional(),
    sortOrder: sortOrder(),
  }),
  returns:
    'pagination { limit, offset, total }, data[] { id, userId, addedBy, updatedBy, addedOn, updatedOn, comments, oneStep, status, addedByParent, requestId, baseType, reason, transactionId, reqAdd }, warnings, errors',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { pagination: 'limit/offset, default 10/0' },
  sources: ['2022 edition: Get Change Requests', 'https://docs.capillarytech.com/reference/get-retro-requests'],
});

customerLoyalty.get('v2/customers/{customerId}/changeRequest', {
  tool: 'customer_get_identifier_change_requests',
  title: 'Get Identifier Change Requests',
  summary:
    "Approval requests to change a customer's mobile, email, external id (or merges) with old/new values and status. Raising one is v1.1 customer_update_identity_v1_1 or Add Request (v1.1); retro claims are customer_get_retro_requests.",
  path: () => ({
    customerId: customerId(),
  }),
  query: () => ({
    source: source('Source to look in').optional(),
    accountId: accountId(),
    changeType: oneOf(
      ['EMAIL', 'MOBILE', 'EXTERNAL_ID', 'MERGE', 'ADDRESS', 'MOBILE_REALLOC', 'COUPON', 'POINTS', 'TIER', 'RETRO'],
      'Only one kind of change',
    ).optional(),
    startDate: date('From date, YYYY-MM-DD').optional(),
    endDate: date('To date, YYYY-MM-DD').optional(),
    startId: integer('From request id (inclusive)').optional(),
    endId: integer('To request id (inclusive)').optional(),
    limit: limit('Rows to return; default 10'),
    offset: offset('Rows to skip; default 0'),
    sortBy: oneOf(['createdon', 'lastUpdatedOn'], 'Sort field').optional(),
    sortOrder: sortOrder(),
  }),
  returns:
    'pagination { limit, offset, total }, data[] { id, userId, addedBy, updatedBy, addedOn, updatedOn, comments, oneStep, status, changeType, changeIdentifiers { add, remove }, secUserId }, warnings, errors',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { pagination: 'limit/offset, default 10/0' },
  sources: [
    '2022 edition: Get Identifier Change Requests',
    'https://docs.capillarytech.com/reference/get-identifier-change-requests',
  ],
});

customerLoyalty.get('v2/customers/{customerId}/goodwillRequest', {
  tool: 'customer_get_goodwill_requests',
  title: 'Get Goodwill Requests',
  summary:
    'History of goodwill (compensation) points/coupon requests of one customer with approval state and approved value. Requesting goodwill for a group is customer_request_group_goodwill_points; generic request logs Get Request Logs (v1.1).',
  path: () => ({
    customerId: customerId(),
  }),
  query: () => ({
    requestId: integer('Only this request').optional(),
    is_one_step_change: boolean('true = only instantly issued requests').optional(),
    programId: programId('Only this program'),
    autoApprove: boolean('true = only auto-approved requests').optional(),
  }),
  returns:
    'pagination { limit, offset, total }, data[] { id, userId, addedBy, updatedBy, addedOn, updatedOn, comments, oneStep, requestId, goodwillType, goodwillStatus, reason, approvedValue, updatedComments, enteredBy, programId, program, earningEntityType }, warnings, errors',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: {
    pagination:
      'pagination block in the response (10/0 in samples; docs text says default 100); no paging parameters documented',
  },
  sources: [
    '2022 edition: Get Customer Goodwill Requests',
    'https://docs.capillarytech.com/reference/get-goodwill-requests',
    'September 2025 edition: 19-get-goodwill-requests.md',
  ],
});

customerLoyalty.post('v2/requests', {
  tool: 'customer_request_group_goodwill_points',
  title: 'Request Goodwill points (Group)',
  summary:
    "Raises a goodwill (compensation) points request for a user group (USERGROUP2); points are added only after the brand admin approves it. Shares its path with the generic request endpoints (Add transaction request (v2), Add a PII deletion request (v2)), told apart by body type; reading a customer's goodwill history is customer_get_goodwill_requests.",
  listed: 'GET v2/requests/',
  accessGroup: 'Requests',
  body: () =>
    object({
      type: oneOf(['GOODWILL'], 'Request type'),
      baseType: oneOf(['POINTS'], 'Request sub-type'),
      goodwillRequest: object(
        {
          points: number('Points to grant'),
          reason: text('Reason code, e.g. POINTS_ISSUE').optional(),
          comments: text('Comment').optional(),
        },
        'What is requested',
      ),
      earningEntityType: oneOf(['USERGROUP2'], 'Who earns'),
      userGroup2IdentificationInfo: object(
        {
          identifierType: oneOf(['id', 'externalId', 'primaryUserId'], 'Group identifier kind'),
          identifierValue: text(
            'Group identifier value (text per the table; the sample sends a number for an id, accept both)',
          ),
          source: text('Source, e.g. INSTORE').optional(),
          accountId: text('Account id for multi-account sources').optional(),
        },
        'Which group',
      ),
      comments: text('Request comment').optional(),
      programId: integer('Loyalty program id').optional(),
    }),
  returns: 'createdId, warnings',
  effect: 'create',
  keywords: [],
  sources: [
    'https://docs.capillarytech.com/reference/get-goodwill-request-group',
    'September 2025 edition: 01-get-goodwill-request-group.md',
  ],
});

customerLoyalty.get('v2/customers/coupons', {
  tool: 'customer_list_coupons',
  title: 'Get Customer Coupons (Basic)',
  summary:
    'Paged, filterable coupon list of a customer by mobile, email, external id or internal id: code, value, validity, status, redemptions, without series configuration. For full series detail use customer_get_coupons; for one coupon code coupon_get; legacy v1.1 is customer_get_coupons_v1_1.',
  query: () => ({
    mobile: text('Mobile number; one of mobile/email/externalId/id is needed').optional(),
    email: text('Email').optional(),
    externalId: text('External id (one revision of the page spells it external_Id)').optional(),
    id: integer('Internal customer id').optional(),
    status: oneOf(
      [
        'ACTIVE',
        'REDEEMED',
        'UNREDEEMED',
        'EXPIRED',
        'ACTIVE_REDEEMED',
        'ACTIVE_UNREDEEMED',
        'EXPIRED_REDEEMED',
        'EXPIRED_UNREDEEMED',
        'REDEEMABLE',
      ],
      'Coupon state filter',
    ).optional(),
    coupon_code_case: oneOf(['LOWER', 'UPPER', 'AS_IT_IS'], 'Letter case of returned codes; default UPPER').optional(),
    include_reversed_redemptions: boolean('true fills reversedRedemptions; default false').optional(),
    transaction_numbers: text('Comma-separated transaction numbers to filter by').optional(),
    sort_order: oneOf(['ASC', 'DESC'], 'Sort direction; default DESC').optional(),
    limit: limit('Rows per page; default 100'),
    offset: offset('Rows to skip; default 0'),
  }),
  returns:
    'entity { pagination, customers[] { id, firstname, lastname, mobile, email, coupons[] { id, code, seriesId, description, validTill, validTillDateTime, discountType, discountValue, discountUpto, redemptionCount, redemptionsLeft, createdDate, createdDateISO, transactionNumber, issuedAt, redemptions, reversedRedemptions } } }, success, warnings, errors',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { pagination: 'limit 100, offset 0 by default' },
  sources: [
    '2022 edition: Get Customer Coupons (Basic)',
    'https://docs.capillarytech.com/reference/get-customer-coupons-basic',
  ],
});

customerLoyalty.get('v2/customers/userEntityTrackers', {
  tool: 'customer_get_group_trackers',
  title: 'Get user group customer tracker details',
  summary:
    'Tracker values (bill amount, visits, quantities... counted towards tiers or promotions) of a user group. Identify the group by id, external id or primary member; not points or tier history (Retrieve group slab/tier log history (v2)).',
  query: () => ({
    type: oneOf(['USERGROUP2', 'CUSTOMER'], 'Entity kind; USERGROUP2 here (error text also names CUSTOMER)'),
    identifierType: oneOf(['id', 'externalId', 'primaryUserId'], 'Group identifier kind'),
    identifierValue: text('Group identifier value'),
    source: source('Source on which the customer is available, e.g. INSTORE').optional(),
  }),
  returns:
    'pagination, data[] { id, name, conditionId, conditionName, type, value, updatedOn, periodStartDate, periodEndDate }, warnings, errors',
  effect: 'read',
  keywords: [],
  limits: { pagination: 'not supported' },
  sources: ['https://docs.capillarytech.com/reference/get-user-group-customer-tracker-details'],
});

customerLoyalty.get('v2/customers/{id}/transactions', {
  tool: 'customer_get_transactions',
  title: 'Get customer transactions',
  summary:
    "Paged bill-level transaction history of a known customer with date, id, bill-number and store filters; no line items. Line items of one bill are transaction_get/05, a group's bills Get group transactions (v2), the legacy v1.1 list customer_get_transactions_v1_1.",
  path: () => ({
    id: integer("Capillary's internal customer id"),
  }),
  query: () => ({
    startDate: dateTime('From, YYYY-MM-DD HH:MM:SS (ISO 8601 also used in samples)').optional(),
    endDate: dateTime('To, same formats').optional(),
    transactionId: text('Transaction id(s), comma separated').optional(),
    startId: integer('From transaction id (inclusive)').optional(),
    endId: integer('To transaction id (inclusive)').optional(),
    number: text('Bill number').optional(),
    transNos: text('Bill numbers, comma separated (alias of number)').optional(),
    entityType: oneOf(
      ['STORE', 'ZONE', 'CONCEPT', 'TILL'],
      'Org entity kind to filter by; use with entityCode',
    ).optional(),
    entityCode: text('Code of that entity').optional(),
    localCurrency: boolean('true adds transaction-currency amounts').optional(),
    embed: list(
      oneOf([
        'BILL_CF',
        'BILL_EF',
        'ATTRIBUTION',
        'PAYMENT_MODES',
        'CREDIT_NOTES',
        'BILL_STORE_DETAILS',
        'BILL_POINTS',
        'TRANSACTION_IDENTIFIER',
      ]),
      'Extra blocks, comma separated (TRANSACTION_IDENTIFIER from a newer crawl)',
    ).optional(),
    sortBy: oneOf(['BILLING_TIME'], 'Sort field; default BILLING_TIME').optional(),
    sortOrder: sortOrder(),
    limit: limit('Rows per page, maximum 1000; default 20'),
    offset: offset('Rows to skip; default 0'),
  }),
  returns:
    'pagination, data[] { id, customerId, loyaltyLogId, billingTime, billNumber, type, returnType, notes, amount, grossAmount, discount, outlierStatus, currencyLogDto, billingStore, customFields, extendedFields, creditNotes, attribution, txnIdentifiers, billPoints, pointsBreakup, aggregatedBillPoints, alternateCurrenciesBreakup, aggregatedBillAlternateCurrencies }, warnings, errors',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { pagination: 'limit 20 (max 1000), offset 0' },
  sources: [
    'https://docs.capillarytech.com/reference/v2api-get-customer-transactions',
    'September 2025 edition: 28-v2api-get-customer-transactions.md',
  ],
});
