/** Customer: registration, profile, identifiers, subscriptions. */
import { section } from '../define.js';
import {
  accountId,
  changedBy,
  customerId,
  identifierName,
  language,
  limit,
  offset,
  sortOrder,
  source,
  useAsync,
} from '../schemas/common.js';
import { boolean, dateTime, file, integer, keyValues, list, object, oneOf, text } from '../schemas/values.js';
import {
  customerAddBody,
  customerAssociateBody,
  customerUpdateAssociationBody,
  customerUpdateBody,
  customerUpsertBulkBody,
} from './customer.bodies.js';

export const customer = section('Customer', { domain: 'Customer Management', accessGroup: 'Customer' });

customer.post('v2/customers', {
  tool: 'customer_add',
  title: 'Add Customer',
  summary:
    'Registers a new customer (loyalty or non_loyalty) in one source, optionally issuing a card and setting subscriptions and extended fields. One customer, flat error handling; for many rows or for update-or-create use Upsert Customer (customer_upsert_bulk), for v1.1 style payloads customer_add_v1_1.',
  query: () => ({
    source: source('Source to register in (normally given inside profiles[].source)').optional(),
    accountId: accountId(),
    rawSideEffects: boolean(
      'true returns full incentive details (awardedOn, expiryDate, strategy ids) as rawSideEffects; default false',
    ).optional(),
    mlp_single_enroll: boolean(
      'true enrols the customer in every loyalty program of the org, false only in the given/till-default program',
    ).optional(),
  }),
  headers: () => ({
    ...changedBy(),
    WAIT_FOR_DOWNSTREAM: boolean(
      'true waits for loyalty processing and returns sideEffects; false processes in background',
    ).optional(),
    'X-CAP-DIRECT-REPLAY': boolean('true queues the loyalty events for later, near-real-time execution').optional(),
    'SKIP-DOWNSTREAM': boolean(
      'true stores the customer like a data import: no loyalty actions, events or side effects',
    ).optional(),
  }),
  body: customerAddBody,
  returns:
    'createdId, warnings, sideEffects[] { type, awardedPoints, rawAwardedPoints, entityType, customerId, isReferrer, awardedValue, couponCode, couponType, validTill }',
  effect: 'create',
  pii: true,
  keywords: [],
  limits: {
    batch: 'single customer only (use customer_upsert_bulk or customer_associate for many)',
    rate: 'documented defaults a minute: Asia-1 600, Asia-2 (Singapore) 100, EMEA 100, US none; 1,000 per API key on demo/testing clusters; brand-specific elsewhere',
  },
  sources: [
    '2022 edition: Register Customer',
    'https://docs.capillarytech.com/reference/v2-add-customer',
    'September 2025 edition: 01-v2-add-customer.md',
    'September 2025 edition: 05-rate-limits.md',
  ],
});

customer.get('v2/customers/lookup', {
  tool: 'customer_get_id',
  title: 'Get Customer ID',
  summary:
    "Resolves a mobile number, email, external id, card number etc. to Capillary's internal customer id and returns only that id. Use it before any endpoint that needs userId/customerId; for the full profile by identifier use customer_lookup_get_details.",
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
    identifierName: identifierName(
      'Identifier kind; with dual eligibility a comma-separated list is accepted (order as identifierValue), so do not validate as a strict enum',
    ),
    identifierValue: text('Identifier value(s), same order as identifierName'),
  }),
  returns: 'entity, warnings',
  effect: 'read',
  pii: true,
  keywords: [],
  sources: [
    '2022 edition: Fetch Customer ID',
    'https://docs.capillarytech.com/reference/get-customer-id',
    'September 2025 edition: 03-get-customer-id.md',
  ],
});

customer.post('v2/customers/{userId}/changeIdentifier', {
  tool: 'customer_update_identifiers',
  title: 'Update Identifier/Issue Card',
  summary:
    'Adds and/or removes identifiers (mobile, email, external id, social ids) of a known customer at once, and can issue a card. Takes effect immediately, unlike the approval-based v1.1 customer_update_identity_v1_1; for pure card link/delink wording see customer_link_card, which is the same endpoint.',
  listed: 'PUT v2/USERID/changeIdentifier',
  path: () => ({
    userId: customerId(),
  }),
  query: () => ({
    source: source('Source whose identifiers change'),
    accountId: accountId(),
    use_async: useAsync(),
    format: oneOf(['json'], 'Response format').optional(),
  }),
  body: () =>
    object({
      add: list(
        object({
          type: oneOf(
            [
              'mobile',
              'email',
              'externalId',
              'cardnumber',
              'cardExternalId',
              'wechat',
              'unionId',
              'martjackId',
              'fbId',
              'tmall_uname',
              'cuid',
              'ali_uname',
              'jd_uname',
              'vip_uname',
              'line',
              'facebook',
            ],
            'Identifier kind. The current table lists cardnumber, email, mobile, wechat only, its prose the others; its newest sample adds facebook',
          ),
          value: text('Identifier value; mobile with country code; for cardnumber the card number'),
          seriesId: integer('Card series id, for cardnumber of a Capillary-generated series').optional(),
          seriesCode: text('Card series code, for cardnumber of an external series').optional(),
          statusLabel: text('Card status label of the org, e.g. ACTIVE; needed when type is cardnumber').optional(),
          cardExternalId: text('External id of the card').optional(),
          extendedFields: keyValues('Card-level extended fields as key/value').optional(),
          customFields: keyValues('Card-level custom fields as key/value').optional(),
        }),
        'Identifiers to add; add or remove must be present; needed when remove is absent',
      ).optional(),
      remove: list(
        object({
          type: oneOf(
            [
              'mobile',
              'email',
              'externalId',
              'cardnumber',
              'cardExternalId',
              'wechat',
              'unionId',
              'martjackId',
              'fbId',
              'tmall_uname',
              'cuid',
              'ali_uname',
              'jd_uname',
              'vip_uname',
              'line',
              'facebook',
            ],
            'Identifier kind. The current table lists cardnumber, email, mobile, wechat only, its prose the others; its newest sample adds facebook',
          ),
          value: text('Identifier value; mobile with country code; for cardnumber the card number'),
          seriesCode: text('Card series code, for cardnumber of an external series').optional(),
          statusLabel: text('Card status label, needed with cardnumber, e.g. ACTIVE').optional(),
        }),
        'Identifiers to remove; add or remove must be present; needed when add is absent',
      ).optional(),
    }),
  returns: 'createdId, warnings',
  effect: 'update',
  idempotent: true,
  destructive: true,
  pii: true,
  keywords: [],
  limits: { rate: '1,000 calls per hour (2022 docs)' },
  sources: [
    '2022 edition: Update Customer Identifiers/Issue Card',
    'https://docs.capillarytech.com/reference/update-identifiersissue-card',
    'September 2025 edition: 02-update-identifiersissue-card.md',
  ],
});

customer.post('v2/integrations/customer/upsert/bulk', {
  tool: 'customer_upsert_bulk',
  title: 'Upsert Customer',
  summary:
    'Update-or-create for a batch of customers: looks each one up by its identifiers, updates it if found (identifiers too, unless skipped) or registers it. Use it when you do not know whether the customer exists; plain registration is customer_add, plain update customer_update.',
  listed: 'POST v2/integrations/customer/upsert/bulk?skipChangeIdentifier=false',
  query: () => ({
    skipChangeIdentifier: boolean(
      'false also changes identifiers; true leaves identifiers untouched; default false',
    ).optional(),
  }),
  body: customerUpsertBulkBody,
  returns:
    'response[] { entityId, result { profiles, loyaltyInfo { loyaltyType }, cardDetails }, errors, warnings }, totalCount, failureCount',
  effect: 'update',
  idempotent: true,
  pii: true,
  keywords: [],
  limits: { batch: 'array body; maximum not documented' },
  sources: [
    'https://docs.capillarytech.com/reference/customer-upsert-api',
    'September 2025 edition: 03-customer-upsert-api.md',
  ],
});

customer.post('v2/customers/bulk', {
  tool: 'customer_associate',
  title: 'Associate Customer',
  summary:
    'Batch-registers customers and/or places them in a company hierarchy: sets hierarchy code, role, company and parent/child customers (creating missing parents/children). Group-loyalty setup; to change an existing placement use customer_update_association, to read it customer_get_hierarchy, for ordinary upserts customer_upsert_bulk.',
  listed: 'POST v2/bulk',
  query: () => ({
    source: source('Source for the rows (e.g. INSTORE)').optional(),
    accountId: accountId(),
  }),
  body: customerAssociateBody,
  returns: '[] { entity { id, associationDetails }, childEntities, childCount, childSuccessCount, childFailureCount }',
  effect: 'create',
  pii: true,
  keywords: [],
  limits: { batch: 'array body; batch applies to plain registration rows' },
  sources: [
    '2022 edition: Associate Customer with Customer/Hierarchy',
    'https://docs.capillarytech.com/reference/associate-customer',
  ],
});

customer.get('v2/customers/{customerId}', {
  tool: 'customer_get',
  title: 'Get Customer Details',
  summary:
    'Full profile of one customer by internal id: names, identifiers, channels, loyalty status, extended fields, cards and (via embed) points, tiers, subscriptions, images, group details. When you only have a phone/email/card use customer_lookup_get_details; embed=customerImage is how the picture is read.',
  path: () => ({
    customerId: customerId(),
  }),
  query: () => ({
    source: oneOf(
      [
        'INSTORE',
        'MARTJACK',
        'WECHAT',
        'LINE',
        'FACEBOOK',
        'WEB_ENGAGE',
        'TMALL',
        'TAOBAO',
        'JD',
        'ECOMMERCE',
        'WEBSITE',
        'MOBILE_APP',
        'ALL',
      ],
      'Source (channel) the customer belongs to; ALL spans every source',
    ),
    accountId: accountId(),
    embed: list(
      oneOf([
        'points',
        'subscriptions',
        'mlp',
        'userGroup',
        'gapDetails',
        'promotionalPoints',
        'expirySchedules',
        'expiredPoints',
        'customerImage',
        'returnedPoints',
        'associatedImages',
        'segments',
      ]),
      'Extra blocks, comma separated; gapDetails is deprecated on the lookup sibling',
    ).optional(),
    includedAllUserGroup2: boolean('Details across all user groups; default false').optional(),
    userGroup2Id: integer('Limit to one user group').optional(),
    includedUserGroup2LoyaltyDetails: boolean('Add group loyalty details; default false').optional(),
    includedFraudDetails: boolean('Add fraud details; default false').optional(),
    includedOnlyCurrentProfile: boolean("Only the current source's profile; default false").optional(),
    ug2JoinedStartDate: dateTime('User groups joined from').optional(),
    ug2JoinedEndDate: dateTime('User groups joined until').optional(),
    ug2Offset: integer('User-group page offset').optional(),
    ug2Limit: integer('User-group page size').optional(),
    ug2SortBy: text('User-group sort field; default JoinedDate').optional(),
    ug2SortOrder: oneOf(['ASC', 'DESC'], 'User-group sort order; default DESC').optional(),
    ug2PaginationDetails: boolean('Return user-group pagination').optional(),
    gapToUpgrade: integer('With embed=mlp: gap to next tier N days from today (0 = today)').optional(),
    gapToRenew: integer('With embed=mlp: gap to renew the tier N days from today (0 = today)').optional(),
    ndncStatus: boolean('Add NDNC/DND status of the mobile').optional(),
    optinStatus: boolean('Add opt-in status').optional(),
    slabHistory: boolean('Add tier change history').optional(),
    tierUpgradeCriteria: boolean('Add tier upgrade criteria').optional(),
    membershipRetentionCriteria: boolean('Add tier retention criteria').optional(),
  }),
  headers: () => ({
    language: language(),
  }),
  returns:
    'id, profiles[] { firstName, lastName, attribution, fields, identifiers, identifiersAll, commChannels, source, accountId, userId, conflictingProfileList, autoUpdateTime }, loyaltyInfo { loyaltyType, attributionV2, lifetimePurchases }, segments, associatedWith, ug2Pagination, extendedFields, cardDetails, pointsSummary, subscriptionInfo { subscriptions }, loyaltyProgramDetails, promotionalPoints, customerImage, upgradeStrategies, gapToRenewSummary, warnings',
  effect: 'read',
  pii: true,
  keywords: [],
  sources: [
    '2022 edition: Fetch Customer Details (by User ID)',
    '2022 edition: Get Customer Image',
    'https://docs.capillarytech.com/reference/get-customer-details-v2',
    'September 2025 edition: 05-get-customer-details-v2.md',
  ],
});

customer.get('v2/customers/bulk', {
  tool: 'customer_get_hierarchy',
  title: 'Get customer hierarchy in a user group',
  summary:
    'Lists the customers hanging under a parent customer or company in a group/fleet hierarchy, with role and number of children. Despite the path it is no bulk profile fetch; group membership lists are Retrieve user group members list (v2)/10/11, single profiles customer_get.',
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
      'Source of the data; mandatory in 2022 docs, optional in the current page (samples use lower-case instore)',
    ).optional(),
    accountId: accountId(),
    associationEntityType: oneOf(
      ['parentCustomer', 'company', 'parentChildCustomer'],
      'What the identifier denotes: parentCustomer (its children), company (all its customers), parentChildCustomer (one customer of the company)',
    ),
    associationEntityIdentifierType: oneOf(
      ['mobile', 'email', 'externalId', 'cardnumber', 'wechat', 'martjackId', 'fbId'],
      'Identifier kind of that entity',
    ),
    associationEntityIdentifierValue: text('Identifier value of that entity'),
    limit: limit('Page size'),
    offset: offset('Rows to skip'),
    sortBy: oneOf(['createdon', 'lastUpdatedOn'], 'Sort field').optional(),
    sortOrder: sortOrder(),
    includeNoOfChildren: boolean('Add noOfChildren per customer').optional(),
    includeCustomerAssociateDetail: boolean('Add association details (role, created date, parent)').optional(),
  }),
  returns:
    'entity { customers[] { profiles, extendedFields, roleCode, createdDate, noOfChildren, defaultChild, parentCustomer }, count }, success, warnings, errors',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { pagination: 'limit/offset, default not documented (samples use 10/0)' },
  sources: [
    '2022 edition: Get Customers (Group Loyalty)',
    'https://docs.capillarytech.com/reference/customer-hierarchy',
  ],
});

customer.put('v2/customers/{userId}', {
  tool: 'customer_update',
  title: 'Update Customer Details',
  summary:
    "Updates a known customer's profile, channels, custom/extended fields or converts non_loyalty to loyalty, by internal id. Cannot change identifiers (customer_update_identifiers), the source, or turn loyalty back to non_loyalty; by phone/email use customer_lookup_update.",
  listed: 'PUT v2/customers/USERID',
  path: () => ({
    userId: customerId(),
  }),
  query: () => ({
    source: source('Source whose details change'),
    accountId: accountId(),
    use_async: useAsync(),
    mlp_single_enroll: boolean(
      'true enrols the customer in every loyalty program of the org, false only in the given/till-default program',
    ).optional(),
  }),
  headers: () => ({
    ...changedBy(),
  }),
  body: customerUpdateBody,
  returns:
    'createdId, warnings, sideEffects[] { type, awardedPoints, rawAwardedPoints, entityType, couponCode, couponType, validTill }',
  effect: 'update',
  idempotent: true,
  pii: true,
  keywords: [],
  limits: { rate: 'documented defaults a minute: Asia-2 (Singapore) 1000, Asia-1 600, EMEA 50, US none' },
  sources: [
    '2022 edition: Update Customer Details (using userId)',
    'https://docs.capillarytech.com/reference/update-customer-detail',
    'September 2025 edition: 07-update-customer-detail.md',
    'September 2025 edition: 05-rate-limits.md',
  ],
});

customer.put('v2/customers/bulk', {
  tool: 'customer_update_association',
  title: 'Update association details',
  summary:
    'Changes the hierarchy placement of existing customers in bulk: role, company, parent or child customers, plus profile data. First-time association is customer_associate; a normal single profile update is customer_update.',
  listed: 'PUT v2/bulk',
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
      'Source whose customers are updated',
    ),
    accountId: accountId(),
  }),
  body: customerUpdateAssociationBody,
  returns: '[] { profiles, loyaltyInfo, segments, referralCode, associationDetails, extendedFields, errors }',
  effect: 'update',
  idempotent: true,
  pii: true,
  keywords: [],
  limits: { batch: 'array body; maximum not documented' },
  sources: [
    '2022 edition: Update Association Details (for Customer/Company)',
    'https://docs.capillarytech.com/reference/update-association-details',
  ],
});

customer.get('v2/customers/search', {
  tool: 'customer_search',
  title: 'Search Customers',
  summary:
    'Free-text prefix search over all sources: finds customers whose first/last name or any registered identifier starts with the keyword. Use for partial matches; exact identifier lookups are customer_get_id/customer_lookup_get_details, label search Search Customers by Label (v2).',
  query: () => ({
    q: text('Keyword; matches the start of first name, last name or an identifier'),
    limit: limit('Page size (samples use 10)'),
    offset: offset('Rows to skip; default 0'),
  }),
  returns:
    'pagination { limit, offset, total }, data[] { userId, matchedIdentifiers[] { idType, idValue, source, accountId }, profiles }, warnings, errors',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { pagination: 'limit/offset' },
  sources: [
    '2022 edition: Get Customers (Advanced Customer Search)',
    'September 2025 edition: 09-search-customers-1.md',
  ],
});

customer.post('v2/customers/{userId}/subscriptions', {
  tool: 'customer_update_subscriptions',
  title: 'Update Subscription Details',
  summary:
    'Opts a known customer in or out of bulk or transactional messages per channel, optionally per org unit, by internal id. Reading the current state is customer_get_subscriptions; the v1.1 equivalent by identifier is customer_update_subscriptions_v1_1.',
  listed: 'PUT v2/customers/USERID/subscriptions',
  path: () => ({
    userId: customerId(),
  }),
  query: () => ({
    format: oneOf(['json'], 'Response format').optional(),
  }),
  body: () =>
    object({
      communicationId: integer('Communication id behind the change; -1 if none').optional(),
      campaignId: integer('Campaign id behind the change; -1 if none').optional(),
      reason: text('Free-text reason').optional(),
      scope: object(
        {
          scope: text('Scope name, e.g. USER').optional(),
          subScope: text('Sub-scope, e.g. NONE').optional(),
        },
        'Scope of the change',
      ).optional(),
      subscriptions: list(
        object({
          channel: oneOf(
            ['MOBILE', 'EMAIL', 'wechat', 'whatsapp', 'ios', 'android', 'line'],
            'Channel, in the case the table gives; SMS is not listed for input',
          ),
          priority: oneOf(['TRANS', 'BULK'], 'TRANS personal/transactional, BULK campaigns'),
          type: oneOf(['OPTIN', 'OPTOUT'], 'Subscribe/unsubscribe'),
          accountId: text(
            'Account of the source; mandatory in the current table (2022 left it open and sent "" for INSTORE)',
          ),
          orgUnitId: integer('Org-unit/concept id the change applies to; mandatory in the current table (not in 2022)'),
          sourceName: source('Source the identifier is registered in').optional(),
        }),
        'Rows to set, at least one',
      ),
    }),
  returns:
    'scope, subscriptions[] { channel, accountId, priority, type, orgUnitId, sourceName }, campaignId, communicationId, reason, warnings',
  effect: 'update',
  idempotent: true,
  keywords: [],
  sources: [
    '2022 edition: Update Subscription Details',
    'https://docs.capillarytech.com/reference/update-subscription-details',
    'September 2025 edition: 10-update-subscription-details.md',
  ],
});

customer.get('v2/customers/{customerId}/subscriptions', {
  tool: 'customer_get_subscriptions',
  title: 'Get Subscription Details',
  summary:
    'Current opt-in/opt-out state of a customer per channel (SMS, email, WeChat...) and message class, by internal id. History of changes is customer_get_subscription_log; by phone/email use customer_lookup_get_subscriptions.',
  path: () => ({
    customerId: customerId(),
  }),
  returns: 'subscriptions[] { channel, priority, type }, campaignId, communicationId, warnings',
  effect: 'read',
  keywords: [],
  limits: { rate: 'rate limited (value not documented)' },
  sources: [
    '2022 edition: Get Subscription Details',
    'https://docs.capillarytech.com/reference/get-subscription-details',
  ],
});

customer.post('v2/customers/{customerId}/setImage', {
  tool: 'customer_add_image',
  title: 'Add Customer Image',
  summary:
    'Uploads one or more profile pictures for a known customer as multipart form-data. By phone/email use customer_lookup_add_image; reading the image is customer_get with embed=customerImage, removing customer_delete_image.',
  path: () => ({
    customerId: customerId(),
  }),
  body: () =>
    object({
      file: file(
        'Binary file part: Image file part, repeatable up to five times; 10 KB to 49 MB each, any format (docs table names the part FILE, samples use file)',
      ),
    }),
  multipart: true,
  returns:
    'data[] { code, message, status, file { acl, fileSize, fileHandle, lastModified, latestVersion, version, name, namespace, s3Token } }, warnings, errors',
  effect: 'create',
  pii: true,
  keywords: [],
  limits: { rate: 'rate limited (value not documented)', batch: 'at most 5 per call, 10 KB to 49 MB each' },
  sources: ['2022 edition: Set Customer Image', 'https://docs.capillarytech.com/reference/add-customer-image'],
});

customer.delete('v2/customers/{userId}/deleteImage', {
  tool: 'customer_delete_image',
  title: 'Delete Customer Image',
  summary:
    "Deletes a customer's profile picture by its zero-based index. Upload is customer_add_image; find the indexes with customer_get embed=customerImage.",
  listed: 'DELETE v2/customers/USERID/deleteImage',
  path: () => ({
    userId: customerId(),
  }),
  query: () => ({
    image_ids: integer('Zero-based index of the picture to delete (2022 docs: array of image ids)'),
  }),
  returns: 'data[] { code, message, status }, warnings, errors',
  effect: 'delete',
  destructive: true,
  keywords: [],
  limits: { rate: 'rate limited (value not documented)' },
  sources: ['2022 edition: Delete Image', 'https://docs.capillarytech.com/reference/delete-customer-image'],
});

customer.post('v2/customers/{userId}/changeIdentifier', {
  tool: 'customer_link_card',
  title: 'Link/Delink Card',
  summary:
    'Links a loyalty card to a customer (add, statusLabel ACTIVE) or takes a card off (remove, statusLabel NOT_ISSUED). The card must exist first (Add Card (Single) (v2), or generated by Develop Cards (v2)); changing card status without delinking is Update Card Details (Single) (v2); same endpoint as customer_update_identifiers, which covers mobile/email identifiers.',
  listed: 'POST v2/customers/USERID/changeIdentifier',
  path: () => ({
    userId: customerId(),
  }),
  query: () => ({
    source: source('Source from which the card is issued'),
    accountId: accountId(),
    use_async: useAsync(),
    format: oneOf(['json'], 'Response format').optional(),
  }),
  body: () =>
    object({
      add: list(
        object({
          type: oneOf(['cardnumber', 'cardExternalId'], 'Always cardnumber here'),
          value: text('Card number'),
          seriesCode: text('Series code (external series)').optional(),
          seriesId: integer('Series id (Capillary series)').optional(),
          statusLabel: text(
            'Any predefined card status label of the org (current page); ACTIVE in the 2022 page and samples',
          ),
        }),
        'Cards to link; add or remove must be present; needed when remove is absent',
      ).optional(),
      remove: list(
        object({
          type: oneOf(['cardnumber', 'cardExternalId'], 'Always cardnumber here'),
          value: text('Card number'),
          seriesCode: text('Series code').optional(),
          statusLabel: text('NOT_ISSUED to delink (2022 page); the current page says any predefined label'),
        }),
        'Cards to delink; add or remove must be present; needed when add is absent',
      ).optional(),
    }),
  returns: 'createdId, warnings',
  effect: 'update',
  idempotent: true,
  destructive: true,
  pii: true,
  keywords: [],
  limits: { rate: '1,000 calls per hour (2022 docs)' },
  sources: [
    '2022 edition: Link (Issue) or Delink Card',
    'https://docs.capillarytech.com/reference/update-identifiersissue-card',
    'September 2025 edition: 02-update-identifiersissue-card.md',
  ],
});

customer.post('v2/customers/{userId}/referrals', {
  tool: 'customer_add_referrals',
  title: 'Add Referrals',
  summary:
    'Records the people a known customer refers (names with mobile/email) under a referral campaign token. Reading them is customer_get_referrals; checking a referral code is Validate referral code (v2); the v1.1 form is customer_refer_v1_1.',
  listed: 'POST v2/customers/USERID/referrals',
  path: () => ({
    userId: customerId(),
  }),
  body: () =>
    object({
      customerReferrals: list(
        object({
          customer: object(
            {
              id: integer('Internal id of the referrer').optional(),
              mobile: text('Mobile of the referrer').optional(),
              email: text('Email of the referrer').optional(),
              externalId: text('External id of the referrer').optional(),
            },
            'The referrer',
          ),
          campaignToken: text('Referral campaign token'),
          referrals: list(
            object({
              type: oneOf(['MOBILE', 'EMAIL'], 'Channel'),
              referral: list(
                object({
                  name: text('Referee name').optional(),
                  identifier: text("Referee's mobile or email, as type says"),
                  invitedOn: dateTime('Invitation time, e.g. YYYY-MM-DD HH:MM:SS').optional(),
                }),
                'Referees',
              ),
            }),
            'Referrals per channel',
          ),
        }),
        'Referrers with their referrals',
      ),
    }),
  returns: 'customerReferrals[] { customer, campaignToken, referrals }',
  effect: 'create',
  pii: true,
  keywords: [],
  limits: { rate: '1,000 calls per hour (2022 docs)' },
  sources: ['2022 edition: Add Customer Referrals', 'https://docs.capillarytech.com/reference/add-referrals'],
});

customer.get('v2/customers/{userId}/referrals', {
  tool: 'customer_get_referrals',
  title: 'Get Referrals',
  summary:
    'Referral code, invitees, converted referees and incentives of a known customer, per referral campaign. By phone/email use customer_lookup_get_referrals; adding referrals is customer_add_referrals.',
  listed: 'GET v2/customers/USERID/referrals',
  path: () => ({
    userId: customerId(),
  }),
  query: () => ({
    campaignToken: text('Referral campaign token (shown on the lookup variant); default campaign if absent').optional(),
  }),
  returns: 'pagination, data[] { customer, referralCode, invitees[], referee[], incentives }, warnings, errors',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { pagination: 'pagination block in the response (10/0)', rate: '1,000 calls per hour (2022 docs)' },
  sources: ['2022 edition: Get Customer Referrals', 'https://docs.capillarytech.com/reference/get-referrals-lookup'],
});

customer.get('v2/customers/{userId}/statusLog', {
  tool: 'customer_get_status_log',
  title: 'Get Customer Status Log',
  summary:
    "Audit trail of a customer's status label changes (active, suspended, deleted...) with reason, author and time. Changing the status is customer_lookup_update_status; card status history is Get Status Log (v2); subscription history customer_get_subscription_log.",
  listed: 'GET v2/customers/USERID/statusLog',
  path: () => ({
    userId: customerId(),
  }),
  returns:
    'data[] { createdByUser, createdBy, reason, actions, autoUpdateTime, createdOn, entityId, isActive, label, prevLabel, status }, warnings, errors',
  effect: 'read',
  keywords: [],
  sources: ['2022 edition: Get Customer Status Log', 'https://docs.capillarytech.com/reference/get-status-log-1'],
});

customer.get('v2/customers/{userId}/subscriptionStatusChangeLog', {
  tool: 'customer_get_subscription_log',
  title: 'Get Customer Subscription Log',
  summary:
    "History of a customer's opt-in/opt-out changes per channel, message class and org unit. The present state is customer_get_subscriptions; changing it customer_update_subscriptions.",
  listed: 'GET v2/customers/USERID/subscriptionStatusChangeLog',
  path: () => ({
    userId: customerId(),
  }),
  returns:
    'data[] { orgUnitId, source, accountId, orgSourceId, commChannelId, commChannelType, communicationCategoryId, priority, status, addedBy, addedOn, reason }, warnings, errors',
  effect: 'read',
  keywords: [],
  sources: [
    '2022 edition: Get Customer Subscription Change Log',
    'https://docs.capillarytech.com/reference/get-customer-subscription-log',
  ],
});
