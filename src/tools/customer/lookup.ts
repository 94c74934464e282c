/** Customer (Lookup): a customer named by mobile, email, card …. */
import { section } from '../define.js';
import { accountId, customerLookup, identifierName, limit, offset, programId, useAsync } from '../schemas/common.js';
import { boolean, date, dateTime, file, integer, list, object, oneOf, text } from '../schemas/values.js';
import { customerLookupUpdateBody } from './lookup.bodies.js';

export const lookup = section('Customer (Lookup)', {
  domain: 'Customer Management',
  accessGroup: 'Customer',
});

lookup.get('v2/customers/lookup/promotionData', {
  tool: 'customer_lookup_get_promotions',
  title: 'Get promotion data',
  summary:
    'Lists the loyalty promotions open to or held by one customer (found by mobile, email, external ID...) with offer type, limits, usage so far, validity dates and active state; can filter by what the customer may enrol in, earn or redeem. For cart promotions or org-wide promotion definitions use those APIs instead; v3 members/{memberId}/promotions is the newer member-level variant.',
  query: () => ({
    source: oneOf(
      ['FACEBOOK', 'WEB_ENGAGE', 'INSTORE', 'MARTJACK', 'TMALL', 'TAOBAO', 'JD', 'ECOMMERCE', 'WEBSITE', 'LINE', 'ALL'],
      'Source (channel) whose profile holds the identifier',
    ),
    accountId: accountId(),
    identifierName: identifierName('Identifier type of the customer'),
    identifierValue: text('Value of that identifier (e.g. mobile with country code)'),
    promotionStatusForCustomer: oneOf(
      ['AVAILABLE_TO_ENROL', 'AVAILABLE_TO_EARN', 'AVAILABLE_TO_REDEEM', 'EXPIRED'],
      'Only promotions in this state for the customer',
    ).optional(),
    fetchAllUsage: boolean('true also lists restrictions that are switched off, with maxLimit -1').optional(),
    promotionType: oneOf(['GENERIC', 'DIRECT_ISSUE', 'ENROL_AND_ISSUE'], 'Only this kind of promotion').optional(),
    sourceType: oneOf(['UI', 'API', 'CAMPAIGN'], 'Only promotions created this way (one value)').optional(),
    programs: text('Comma-separated program ids').optional(),
    limit: limit('Page size, up to 100; the page allows 0 but code 8101 refuses it. Default seen in samples only'),
    offset: offset('Start index, not negative; default 0'),
  }),
  returns:
    'pageDetails { pageNumber, pageSize, totalEntries, pageCount }, customerId, promotions[] { promotionId, promotionName, programId, startDate, endDate, identifier, description, active, eventName, promotionMetadata[], limits, customerUsage, pointsOfferType, promotionRestriction { redemptionRestrictions[] }, customerPromotionTimelines[] }, warnings',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { batch: 'Page by limit (max 100) and offset; the answer reports pageDetails. No batch.' },
  sources: [
    'https://docs.capillarytech.com/reference/get-promotion-data',
    'https://docs.capillarytech.com/reference/get-promotion-data-list-for-a-customer',
    'https://docs.capillarytech.com/reference/connectedorgs-get-promotion-data',
    'September 2025 edition: 03-get-promotion-data-list-for-a-customer.md',
    'September 2025 edition: 30-status-codes-customer.md',
  ],
});

lookup.put('v2/customers/lookup', {
  tool: 'customer_lookup_update',
  title: 'Update Customer Details',
  summary:
    'Updates profile, channels, custom/extended fields or loyalty status of a customer found by mobile, email or external ID instead of user ID. With a user ID use PUT v2/customers/{userId}; to change identifiers use changeIdentifier.',
  query: () => ({
    ...customerLookup(),
    use_async: useAsync(),
  }),
  body: customerLookupUpdateBody,
  returns: 'createdId, warnings[], sideEffects[] { type, awardedPoints, couponCode }',
  effect: 'update',
  idempotent: true,
  pii: true,
  keywords: [],
  limits: { batch: 'Single customer per call.' },
  sources: [
    '2022 edition: Update Customer Details (using identifier)',
    'https://docs.capillarytech.com/reference/update-customers-lookup',
    'https://docs.capillarytech.com/reference/update-customer-identifiers-1-1',
    'September 2025 edition: 01-update-customers-lookup.md',
    'September 2025 edition: update-customer-information.json',
  ],
});

lookup.get('v2/customers/lookup/customerDetails', {
  tool: 'customer_lookup_get_details',
  title: 'Get Customer Details',
  summary:
    'Returns the full customer profile (identifiers, channels, loyalty, cards, custom fields; optional embeds) looked up by mobile, email, card number or external ID. Use when no user ID is known; with one use GET v2/customers/{customerId}. For only the ID use GET v2/customers/lookup.',
  query: () => ({
    source: oneOf(
      [
        'INSTORE',
        'FACEBOOK',
        'WEB_ENGAGE',
        'WECHAT',
        'MARTJACK',
        'TMALL',
        'TAOBAO',
        'JD',
        'ECOMMERCE',
        'WEBSITE',
        'LINE',
        'MOBILE_APP',
        'ALL',
        'MAPP_SDK',
      ],
      'Source to read from; ALL merges every source. The page names INSTORE, MARTJACK, WECHAT, ALL, MAPP_SDK, the rest is from siblings',
    ),
    accountId: accountId(),
    identifierName: identifierName(
      'Identifier type of the customer. With dual eligibility enabled in the org, a comma-separated list is also accepted (same order as identifierValue), so do not validate as a strict enum. Docs spell the card type both cardnumber and cardNumber',
    ),
    identifierValue: text('Identifier value(s), same order as the names'),
    embed: list(
      oneOf([
        'points',
        'subscriptions',
        'mlp',
        'promotionalPoints',
        'expirySchedules',
        'expiredPoints',
        'segments',
        'userGroup',
        'gapDetails',
        'customerImage',
        'cardLoyaltyDetails',
        'fleetParentDetails',
        'ignoreCardDetails',
        'customerStatus',
        'alternateCurrencies',
      ]),
      'Extra blocks, comma-separated in the URL; gapDetails is deprecated (use gapToUpgrade / gapToRenew)',
    ).optional(),
    includedFraudDetails: boolean('Adds fraud details').optional(),
    includedUserGroup2LoyaltyDetails: boolean('Adds group loyalty details').optional(),
    userGroup2Id: integer('User group ID for the group details').optional(),
    includedAllUserGroup2: boolean('true covers all groups of the customer').optional(),
    gapToUpgrade: integer(
      'Days ahead (0 today, not negative): what is still needed for the next tier; needs embed=mlp',
    ).optional(),
    gapToRenew: integer(
      'Days ahead (0 today): what is still needed to keep the tier; needs embed=mlp; nothing for the base tier',
    ).optional(),
  }),
  returns:
    'id, profiles[] { firstName, lastName, attribution, fields, identifiers[], commChannels[], source, userId, accountId, autoUpdateTime, identifiersAll[] }, loyaltyInfo { loyaltyType, attributionV2, lifetimePurchases }, fraudDetails { status }, segments, associatedWith, extendedFields, loyaltyProgramDetails[], groupLoyaltyProgramDetails[], pointsSummary, subscriptionInfo { subscriptions[] }, promotionalPoints, cardDetails[], alternateCurrencyDetails[], warnings',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: {
    batch: 'No pagination. Light APIs (points/balance, tierDetails...) are preferred when only that part is needed.',
  },
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-details',
    '2022 edition: Fetch Customer Details (by Identifier)',
    'September 2025 edition: 02-get-customer-details.md',
  ],
});

lookup.put('v2/customers/lookup/status', {
  tool: 'customer_lookup_update_status',
  title: 'Update Customer Status',
  summary:
    "Changes a customer's lifecycle status by setting a predefined status label (e.g. a label under Active, Suspended or Deleted), the customer being found by identifier. Not for card status (PUT v2/card) or loyalty type (PUT v2/customers/lookup).",
  query: () => ({
    ...customerLookup(),
    use_async: useAsync(),
  }),
  body: () =>
    object({
      reason: text('Why the status changes'),
      label: text('Status label defined for the org under Customer Status'),
      createdOn: dateTime('Time of the change, ISO 8601 (YYYY-MM-DDTHH:mm:ssZ)').optional(),
    }),
  returns: 'createdId, warnings',
  effect: 'update',
  idempotent: true,
  destructive: true,
  pii: true,
  keywords: [],
  sources: [
    'https://docs.capillarytech.com/reference/update-customer-status',
    '2022 edition: Update customer status',
    'September 2025 edition: 04-update-customer-status.md',
  ],
});

lookup.get('v2/customers/lookup/subscriptions', {
  tool: 'customer_lookup_get_subscriptions',
  title: 'Get Subscription Details',
  summary:
    'Shows opt-in/opt-out status per channel (SMS, email, WeChat...) and message type for a customer found by identifier. By user ID use v2/customers/{customerId}/subscriptions; to change it use the update subscription call.',
  query: () => ({
    ...customerLookup(),
  }),
  returns: 'subscriptions[] { channel, priority, type }, campaignId, communicationId, warnings',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { batch: 'Rate limited.' },
  sources: [
    'https://docs.capillarytech.com/reference/get-subscription-details',
    '2022 edition: Get Subscription Details',
    'September 2025 edition: 05-get-subscription-details.md',
  ],
});

lookup.get('v2/customers/lookup/loyaltyDetails', {
  tool: 'customer_lookup_get_loyalty_details',
  title: 'Get Customer Loyalty Details',
  summary:
    'Gives points totals, current/next tier and purchases of a customer in every loyalty program, found by identifier. Heavier than points/balance or tierDetails lookups; with a user ID use v2/customers/{customerId}/loyaltyDetails.',
  query: () => ({
    source: oneOf(
      [
        'INSTORE',
        'WECHAT',
        'MARTJACK',
        'WEB_ENGAGE',
        'ECOMMERCE',
        'JD',
        'TAOBAO',
        'TMALL',
        'FACEBOOK',
        'WEBSITE',
        'OTHERS',
        'LINE',
        'MOBILE_APP',
      ],
      'Source (channel) whose profile holds the identifier; multi-account sources also need accountId',
    ),
    accountId: accountId(),
    identifierName: identifierName(
      'Identifier type of the customer. With dual eligibility enabled in the org, a comma-separated list is also accepted (same order as identifierValue), so do not validate as a strict enum. Docs spell the card type both cardnumber and cardNumber',
    ),
    identifierValue: text(
      'Value of that identifier (e.g. mobile with country code). Comma-separated values when several names are sent',
    ),
    programId: programId(
      'Limit to one program (docs say a single program can be fetched; parameter name inferred from siblings)',
    ),
  }),
  returns:
    'data[] { programId, loyaltyId, loyaltyPoints, lifetimePoints, redeemed, expired, returned, adjusted, cumulativePurchases, currentSlab, slabSNo, slabExpiryDate, nextSlab, nextSlabSerialNumber, nextSlabDescription, delayedPoints, delayedReturnedPoints, totalAvailablePoints, totalReturnedPoints, linkedPartnerPrograms[] }, warnings, errors',
  effect: 'read',
  pii: true,
  keywords: [],
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-loyalty-details',
    '2022 edition: Get Customer Loyalty Details',
    'September 2025 edition: 06-get-customer-loyalty-details.md',
  ],
});

lookup.get('v2/customers/lookup/retroRequest', {
  tool: 'customer_lookup_get_retro_requests',
  title: 'Get Retro Requests',
  summary:
    "Lists a customer's change requests, chiefly retro claims that turn an anonymous bill into a loyalty bill, found by identifier. The by-ID twin is v2/customers/{customerId}/retroRequest; identifier changes have their own changeRequest call.",
  query: () => ({
    ...customerLookup(),
    changeType: oneOf(
      ['EMAIL', 'MOBILE', 'EXTERNAL_ID', 'MERGE', 'ADDRESS', 'MOBILE_REALLOC', 'COUPON', 'POINTS', 'TIER', 'RETRO'],
      'Filter by request type',
    ).optional(),
    startDate: date('From date, YYYY-MM-DD').optional(),
    endDate: date('To date, YYYY-MM-DD').optional(),
    startId: integer('From sequence ID').optional(),
    endId: integer('To sequence ID').optional(),
    limit: limit('Page size; default 10'),
    offset: offset('Rows to skip; default 0'),
    sortBy: text('Sort field (listed without description)').optional(),
    sortOrder: text('Sort direction (listed without description)').optional(),
    type: text('Listed without description').optional(),
    activity: text('Listed without description').optional(),
    cardNumber: text('Listed without description').optional(),
  }),
  returns:
    'pagination { limit, offset, total }, data[] { id, status, addedBy, addedByParent, updatedBy, addedOn, updatedOn, userId, requestId, baseType, reason, comments, transactionId, reqAdd, oneStep }, warnings, errors',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { batch: 'Pagination: limit (default 10), offset. Rate limited.' },
  sources: [
    'https://docs.capillarytech.com/reference/lookup-get-retro-requests',
    'https://docs.capillarytech.com/reference/get-retro-requests',
    '2022 edition: Get Change Requests',
    'September 2025 edition: 07-lookup-get-retro-requests.md',
    'September 2025 edition: 17-get-retro-requests.md',
  ],
});

lookup.post('v2/customers/lookup/setImage', {
  tool: 'customer_lookup_add_image',
  title: 'Add Customer Image',
  summary:
    'Uploads a profile picture for a customer found by mobile, email, card or external ID. With a user ID use POST v2/customers/{customerId}/setImage; deletion exists only by user ID.',
  query: () => ({
    ...customerLookup(),
  }),
  body: () =>
    object({
      file: file(
        'Binary image file part; up to five parts, any format, 10 KB to 49 MB each (table names the key FILE, samples use file)',
      ),
    }),
  multipart: true,
  returns:
    'data[] { code, status, message, file { acl, fileHandle, fileSize, lastModified, latestVersion, name, namespace, s3Token, version } }, warnings, errors',
  effect: 'update',
  pii: true,
  keywords: [],
  limits: { batch: 'Up to 5 files a call, 10 KB to 49 MB each. Rate limited.' },
  sources: [
    '2022 edition: Set Customer Image',
    'https://docs.capillarytech.com/reference/add-customer-image',
    'https://docs.capillarytech.com/reference/set-customer-image-1',
    'September 2025 edition: 20-add-customer-image.md',
  ],
});

lookup.get('v2/customers/lookup/referrals', {
  tool: 'customer_lookup_get_referrals',
  title: 'Get Referrals',
  summary:
    "Gives a customer's referral code, the people they invited and those who joined, the referrer being found by mobile, email etc. By user ID use v2/customers/{userId}/referrals; to check a code use referral validate.",
  query: () => ({
    ...customerLookup(),
    campaignToken: text(
      'Token of the referral campaign; mandatory in the current table (1222 when not valid), unknown to the 2022 page',
    ),
    limit: limit('Page size; default 10'),
    offset: offset('Rows to skip; default 0'),
  }),
  returns:
    'pagination { limit, offset, total }, data[] { customer, referralCode, invitees[], referee[], incentives[] }, warnings, errors',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: {
    batch:
      '2022 docs: 1,000 per hour. Demo/testing clusters 1,000 requests per minute per API key; other orgs brand-specific.',
  },
  sources: [
    'https://docs.capillarytech.com/reference/get-referrals-lookup',
    '2022 edition: Get Customer Referrals',
    'September 2025 edition: 09-get-referrals-lookup.md',
  ],
});

lookup.get('v2/customers/lookup/recommendations', {
  tool: 'customer_lookup_get_recommendations',
  title: 'Get Customer Recommendations',
  summary:
    'Fetches product recommendations for a customer found by identifier (v2). The legacy v1.1 customer/recommendations does the same; this one returns the customer stub plus a count and any items.',
  query: () => ({
    source: oneOf(
      [
        'INSTORE',
        'FACEBOOK',
        'WEB_ENGAGE',
        'WECHAT',
        'MARTJACK',
        'TMALL',
        'TAOBAO',
        'JD',
        'ECOMMERCE',
        'WEBSITE',
        'LINE',
        'MOBILE_APP',
        'ALL',
      ],
      'Source (channel) whose profile holds the identifier; multi-account sources also need accountId',
    ),
    accountId: accountId(),
    identifierName: identifierName(
      'Identifier type of the customer. With dual eligibility enabled in the org, a comma-separated list is also accepted (same order as identifierValue), so do not validate as a strict enum. Docs spell the card type both cardnumber and cardNumber',
    ),
    identifierValue: text(
      'Value of that identifier (e.g. mobile with country code). Comma-separated values when several names are sent',
    ),
  }),
  returns: 'customer { id, type }, count, recommendations[], warnings',
  effect: 'read',
  pii: true,
  keywords: [],
  sources: ['2022 edition: Get Customer Recommendations', 'September 2025 edition: 10-get-customer-recommendations.md'],
});

lookup.get('v2/customers/lookup/points/balance', {
  tool: 'customer_lookup_get_points_balance',
  title: 'Get Points Balance',
  summary:
    "Light call that returns only a customer's points balance (redeemable and promised), found by mobile, email, card etc. By user ID use v2/customers/{userId}/points/balance; for tier use tierDetails.",
  query: () => ({
    source: oneOf(
      [
        'INSTORE',
        'FACEBOOK',
        'WEB_ENGAGE',
        'WECHAT',
        'MARTJACK',
        'TMALL',
        'TAOBAO',
        'JD',
        'ECOMMERCE',
        'WEBSITE',
        'LINE',
        'MOBILE_APP',
        'ALL',
      ],
      'Source (channel) whose profile holds the identifier; multi-account sources also need accountId',
    ),
    accountId: accountId(),
    identifierName: identifierName(
      'Identifier type of the customer. With dual eligibility enabled in the org, a comma-separated list is also accepted (same order as identifierValue), so do not validate as a strict enum. Docs spell the card type both cardnumber and cardNumber',
    ),
    identifierValue: text(
      'Value of that identifier (e.g. mobile with country code). Comma-separated values when several names are sent',
    ),
    programId: programId('Loyalty program; default program when omitted. Ignored if fetchDataForAllPrograms=true'),
    entityType: oneOf(
      ['CUSTOMER', 'FLEET'],
      'CUSTOMER for the individual, FLEET for the group; default CUSTOMER',
    ).optional(),
    fetchDataForAllPrograms: boolean('true returns data across all programs; default false').optional(),
  }),
  returns:
    'entityId, entityType, programId, totalPoints, mainPoints, promisedPoints, promisedPointsBreakup { delayedAccrualPoints, externalTriggerBasedPoints }, warnings',
  effect: 'read',
  pii: true,
  keywords: [],
  sources: [
    'https://docs.capillarytech.com/reference/get_points_balance',
    '2022 edition: Get Points Balance (Light API)',
    'September 2025 edition: 11-get_points_balance.md',
  ],
});

lookup.get('v2/customers/lookup/tierDetails', {
  tool: 'customer_lookup_get_tier',
  title: 'Get Customer Tier',
  summary:
    "Light call that returns a customer's current tier, its expiry and the next tier per program, found by identifier. By user ID use v2/customers/{userId}/tierDetails; for points use points/balance.",
  query: () => ({
    source: oneOf(
      [
        'INSTORE',
        'FACEBOOK',
        'WEB_ENGAGE',
        'WECHAT',
        'MARTJACK',
        'TMALL',
        'TAOBAO',
        'JD',
        'ECOMMERCE',
        'WEBSITE',
        'LINE',
        'MOBILE_APP',
        'ALL',
      ],
      'Source (channel) whose profile holds the identifier; multi-account sources also need accountId',
    ),
    accountId: accountId(),
    identifierName: identifierName(
      'Identifier type of the customer. With dual eligibility enabled in the org, a comma-separated list is also accepted (same order as identifierValue), so do not validate as a strict enum. Docs spell the card type both cardnumber and cardNumber',
    ),
    identifierValue: text(
      'Value of that identifier (e.g. mobile with country code). Comma-separated values when several names are sent',
    ),
    programId: programId('Loyalty program; default program when omitted. Ignored if fetchDataForAllPrograms=true'),
    entityType: oneOf(
      ['CUSTOMER', 'FLEET'],
      'CUSTOMER for the individual, FLEET for the group; default CUSTOMER',
    ).optional(),
    fetchDataForAllPrograms: boolean('true returns data across all programs; default false').optional(),
  }),
  returns:
    'entityId, entityType, programTiers[] { programId, currentTierName, currentTierSerialNumber, tierExpiryDate, tierExpiryDateISO, nextTierName, nextTierSerialNumber }, warnings',
  effect: 'read',
  pii: true,
  keywords: [],
  sources: [
    'https://docs.capillarytech.com/reference/lookup-get-customer-tier',
    'https://docs.capillarytech.com/reference/get-customer-tier',
    '2022 edition: Get Customer Tier (Light API)',
    'September 2025 edition: 12-lookup-get-customer-tier.md',
  ],
});

lookup.get('v2/customers/lookup/promisedPointsSchedule', {
  tool: 'customer_lookup_get_promised_points_schedule',
  title: 'Get Points Conversion Schedule',
  summary:
    "Light call listing when a customer's promised (not yet redeemable) points turn into usable points, found by identifier. Differs from pointsExpirySchedule, which lists points about to expire; by user ID use v2/customers/{userId}/promisedPointsSchedule.",
  query: () => ({
    source: oneOf(
      [
        'INSTORE',
        'FACEBOOK',
        'WEB_ENGAGE',
        'WECHAT',
        'MARTJACK',
        'TMALL',
        'TAOBAO',
        'JD',
        'ECOMMERCE',
        'WEBSITE',
        'LINE',
        'MOBILE_APP',
        'ALL',
      ],
      'Source (channel) whose profile holds the identifier; multi-account sources also need accountId',
    ),
    accountId: accountId(),
    identifierName: identifierName(
      'Identifier type of the customer. With dual eligibility enabled in the org, a comma-separated list is also accepted (same order as identifierValue), so do not validate as a strict enum. Docs spell the card type both cardnumber and cardNumber',
    ),
    identifierValue: text(
      'Value of that identifier (e.g. mobile with country code). Comma-separated values when several names are sent',
    ),
    programId: programId('Loyalty program; default program when omitted. Ignored if fetchDataForAllPrograms=true'),
    entityType: oneOf(
      ['CUSTOMER', 'FLEET'],
      'CUSTOMER for the individual, FLEET for the group; default CUSTOMER',
    ).optional(),
    fetchDataForAllPrograms: boolean('true returns data across all programs; default false').optional(),
    startDate: date('From date YYYY-MM-DD; earliest is tomorrow, default now').optional(),
    endDate: date('To date YYYY-MM-DD; at most 100 years ahead, which is also the default').optional(),
    fetchEarliestExpiryOnly: boolean(
      'Only the earliest entry (seen in by-ID examples and group API); default false',
    ).optional(),
  }),
  returns:
    'entityId, entityType, promisedPointsScheduleList[] { points, redeemableFrom, programId, pointsType }, triggerBasedPointsList[], warnings',
  effect: 'read',
  pii: true,
  keywords: [],
  sources: [
    'https://docs.capillarytech.com/reference/lookup-get-points-conversion-schedule',
    'https://docs.capillarytech.com/reference/get-points-conversion-schedule-1',
    '2022 edition: Get Points Conversion Schedule (Light API)',
    'September 2025 edition: 13-lookup-get-points-conversion-schedule.md',
  ],
});
