/** Customer: one customer's points, tier, coupons, requests and transactions. */
import { section } from '../define.js';
import {
  accountId,
  customerId,
  customerLookup,
  limit,
  offset,
  ownSourceOrAll,
  programId,
  sortOrder,
  source,
} from '../schemas/common.js';
import { email, freeText, idOf, mobile, personIdentifier } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { boolean, choice, integer, number, object, severalOf, text, textOrNumber } from '../schemas/values.js';
import { CUSTOMER } from './customer.defaults.js';
import * as answers from './customer.loyalty.answers.js';

export const customerLoyalty = section('Customer', CUSTOMER);

/** Which program's points or tier, and whether the customer's own or the group's. */
export const programScope = () => ({
  programId: programId(),
  entityType: choice(['CUSTOMER', 'FLEET'], "FLEET for the customer's user group; default CUSTOMER").optional(),
  fetchDataForAllPrograms: boolean('true covers every program and ignores programId').optional(),
});

/** Date range of a points schedule. */
export const scheduleDates = () => ({
  startDate: date('From, tomorrow at the earliest').optional(),
  endDate: date('Until, by default and at most 100 years ahead').optional(),
});

/** Filters for a customer's approval requests. */
export const changeRequestFilters = () => ({
  changeType: choice(
    ['RETRO', 'EMAIL', 'MOBILE', 'EXTERNAL_ID', 'MERGE', 'ADDRESS', 'MOBILE_REALLOC', 'COUPON', 'POINTS', 'TIER'],
    'Only this kind of request',
  ).optional(),
  startDate: date('Raised from').optional(),
  endDate: date('Raised until').optional(),
  startId: idOf('request', integer('First request id, inclusive')).optional(),
  endId: idOf('request', integer('Last request id, inclusive')).optional(),
  limit: limit('Rows to return; default 10'),
  offset: offset(),
});

const expiryFilters = () => ({
  fetchDataForAllPrograms: boolean('true covers every program; default programId or the default program').optional(),
  fetchEarliestExpiryOnly: boolean('true gives only the next expiry of each program and kind of points').optional(),
  programId: programId(),
  ...scheduleDates(),
});

const requestSortBy = () => choice(['createdon', 'lastUpdatedOn'], 'Field to sort by').optional();

const couponCodeCase = () => choice(['LOWER', 'UPPER', 'AS_IT_IS'], 'Case of returned codes; default UPPER').optional();

export const customerGetPointsExpirySchedule = customerLoyalty.get('v2/customers/{userId}/pointsExpirySchedule', {
  tool: 'customer_get_points_expiry_schedule',
  title: 'Get Points Expiry Schedule',
  summary:
    "When a customer's points expire: amounts and dates per program and kind of points. Needs Capillary's customer id, and an organization without dual eligibility; with a mobile, email or card use customer_lookup_get_points_expiry_schedule.",
  listed: 'GET v2/customers/USERID/pointsExpirySchedule',
  path: () => ({ userId: customerId() }),
  query: expiryFilters,
  answer: answers.customerGetPointsExpiryScheduleAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-points-expiry-schedule',
    'Get Points Expiry Schedule, documentation September 2025',
    'Get Customer Points Expiry Schedule, documentation 2022',
  ],
  keywords: [
    'points expiry dates by customer id',
    'user id known, which points lapse this month',
    'how many points will this member lose at year end',
    'soonest expiring loyalty points of a customer id',
    'expiring wallet amounts per programme',
    'list points about to run out, internal id at hand',
    'validity of earned points by user id',
    'fixed or rolling expiry of promotional points',
    'points going to vanish, dates for this customer id',
    'what will expire and when, known member id',
    'upcoming loss of points of a user id',
  ],
});

export const customerLookupGetPointsExpirySchedule = customerLoyalty.get('v2/customers/lookup/pointsExpirySchedule', {
  tool: 'customer_lookup_get_points_expiry_schedule',
  title: 'Get Points Expiry Schedule (Light API)',
  summary:
    "When a customer's points expire, straight from a mobile, email, card or external id: amounts and dates per program and kind of points. With Capillary's customer id use customer_get_points_expiry_schedule; for points not usable yet use customer_lookup_get_promised_points_schedule.",
  query: () => ({ ...customerLookup(), source: ownSourceOrAll(), ...expiryFilters() }),
  answer: answers.customerGetPointsExpiryScheduleAnswer,
  answerFrom: 'sibling',
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-points-expiry-schedule-light-api',
    'Get Points Expiry Schedule (Light API), documentation 2022',
  ],
  keywords: [
    'when do my points run out, here is my phone number',
    'caller gives mobile, wants to know which points lapse',
    'points expiring soon for an email address',
    'swipe card and see when the balance expires',
    'use-it-or-lose-it points of a shopper at the counter',
    'earliest expiry for a membership card number',
    'remind this shopper about lapsing rewards by phone',
    'how long are the points on this number still good',
    'which of my points will be gone soon, mobile given',
    'dates on which points vanish for a phone or email',
    'how much is about to expire for a caller',
  ],
});

export const customerGetLoyaltyEvents = customerLoyalty.get('v2/customers/{userId}/loyaltyEvents', {
  tool: 'customer_get_loyalty_events',
  title: 'Get Loyalty Events',
  summary:
    "Log of the loyalty engine's events for one customer (registration, update, earning …), each succeeded or failed: shows why something had no effect. Needs the customer id; pages by limit and offset; for points entries use points_ledger_get_entries.",
  listed: 'GET v2/customers/USERID/loyaltyEvents',
  path: () => ({ userId: customerId() }),
  query: () => ({
    limit: limit('Rows to return; default 10'),
    offset: offset(),
    page: integer('Page number from 1; wins over offset').optional(),
    eventType: text('Only this kind, e.g. EARN, REDEEM, EXPIRE, TRANSFER').optional(),
    fromDate: date('From').optional(),
    toDate: date('Until').optional(),
  }),
  answer: answers.customerGetLoyaltyEventsAnswer,
  effect: 'read',
  limits: { pagination: 'limit 10, offset or page' },
  sources: [
    'https://docs.capillarytech.com/reference/get-loyalty-events',
    'Get Customer Loyalty Events, documentation 2022',
  ],
  keywords: [
    'loyalty activity log of a member',
    'did the registration event go through the loyalty engine',
    'failed events for a customer',
    'why did this member not get rewarded',
    'event trail: earn, redeem, expire, transfer',
    'debug loyalty processing for a user id',
    'timeline of programme events for one person',
    'engine errors on an account',
    'what did the loyalty system do for this member',
    'history of earning and tier events by id',
    'find out why points did not come',
  ],
});

export const customerGetLoyaltyDetails = customerLoyalty.get('v2/customers/{customerId}/loyaltyDetails', {
  tool: 'customer_get_loyalty_details',
  title: 'Get Loyalty Details',
  summary:
    "Points, purchases, current and next tier of a customer in every loyalty program, in one call. Needs Capillary's customer id (with a mobile, email or card: customer_lookup_get_loyalty_details); customer_get_points_balance and customer_get_tier are lighter.",
  path: () => ({ customerId: customerId() }),
  query: () => ({ programId: programId('Only this loyalty program; all if absent') }),
  answer: answers.customerGetLoyaltyDetailsAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-loyalty-details',
    'Get Loyalty Details, documentation September 2025',
    'Fetch Customer Loyalty Details, documentation 2022',
  ],
  keywords: [
    'points and level together for a customer id',
    'all programmes a member id is enrolled in',
    'lifetime points earned, redeemed and expired by user id',
    'total spend per loyalty programme',
    'loyalty account summary, internal id known',
    'partner programmes linked to a member',
    'multi-programme standing of one customer id',
    'full loyalty overview instead of only the balance',
    'complete loyalty picture for a customer id',
    'points and status in each program for a member id',
    'standing of a user id in all schemes',
    'points and tier of a customer id',
  ],
});

export const customerGetPointsTransfers = customerLoyalty.get('v2/customers/{userId}/pointsTransfers', {
  tool: 'customer_get_points_transfers',
  title: 'Get Points Transfer Summary',
  summary:
    'Points a customer sent to (DEDUCTION) or received from (ADDITION) other customers, with dates, names and notes; pages by limit and offset. Needs the customer id; for one transfer by its own id use points_get_transfers, to make one points_transfer.',
  listed: 'GET v2/customers/USERID/pointsTransfers',
  path: () => ({ userId: customerId() }),
  query: () => ({
    programId: programId('Only this loyalty program'),
    entityType: choice(['CUSTOMER']).optional(),
    limit: limit('Rows to return; default 10'),
    offset: offset(),
    page: integer('Page number from 1; wins over offset').optional(),
    sortBy: text('e.g. pointsTransferDate, pointsTransferred').optional(),
    sortOrder: choice(['asc', 'desc'], 'Default desc').optional(),
  }),
  answer: answers.customerGetPointsTransfersAnswer,
  effect: 'read',
  limits: { pagination: 'limit 10, offset or page' },
  sources: [
    'https://docs.capillarytech.com/reference/get-points-transfer-summary',
    'https://docs.capillarytech.com/reference/apis-updated-with-additional-timezone-fields',
    'Get Points Transfer Summary of Customer, documentation 2022',
  ],
  keywords: [
    'points gifted or received history',
    'who sent points to this member',
    'did my friend receive the points i gave',
    'transfer log of an account',
    'points moved between family members',
    'check suspicious points sharing for a user',
    'past transfers in and out',
    'largest points gifts made by a customer',
    'points sent between this member and others',
    'has he passed points on, by customer id',
    'list of point gifts for a user id',
    'who gave points to a customer',
  ],
});

export const customerGetPointsBalance = customerLoyalty.get('v2/customers/{userId}/points/balance', {
  tool: 'customer_get_points_balance',
  title: 'Get Points Balance',
  summary:
    "Points balance alone: redeemable (main) and promised points, for one program or all. Needs Capillary's customer id; with a mobile, email or card use customer_lookup_get_points_balance, for the ledger's balances points_ledger_get_balance.",
  listed: 'GET v2/customers/USERID/points/balance',
  path: () => ({ userId: customerId() }),
  query: programScope,
  answer: answers.customerGetPointsBalanceAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-points-balance',
    'Get Points Balance, documentation September 2025',
    'Get Points Balance (Light API), documentation 2022',
  ],
  keywords: [
    'balance by customer id',
    'how many points has user id 12345',
    'spendable points of a known user id',
    'available versus pending points for an internal id',
    'fleet balance through one of its members',
    'wallet amount across all programmes, id at hand',
    'points left after the last redemption, by id',
    'current points of member no, quick check',
    'points of customer number so and so',
    'how much has member id got to spend',
    'available loyalty points for a known id',
  ],
});

export const customerGetTier = customerLoyalty.get('v2/customers/{userId}/tierDetails', {
  tool: 'customer_get_tier',
  title: 'Get Customer Tier',
  summary:
    "Current tier (slab), when it expires and the next tier, for one program or all; the gap to it is in customer_get (embed mlp, gapToUpgrade). Needs Capillary's customer id; with a mobile, email or card use customer_lookup_get_tier, for points and tier together customer_get_loyalty_details.",
  listed: 'GET v2/customers/USERID/tierDetails',
  path: () => ({ userId: customerId() }),
  query: programScope,
  answer: answers.customerGetTierAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-tier',
    'Get Customer Tier, documentation September 2025',
    'Get Customer Tier (Light API), documentation 2022',
  ],
  keywords: [
    'tier by customer id',
    'is user id 12345 gold or silver',
    'membership level of a known user id',
    'until when does this member id keep platinum',
    'which status comes next for a customer id',
    'tier of a fleet through one member',
    'slab and slab expiry, internal id known',
    'grade of a member in each programme',
    'which level is customer id at',
    'loyalty status of a member number',
    'is this id close to the next tier',
    'is the customer gold or silver',
  ],
});

export const customerGetPromisedPointsSchedule = customerLoyalty.get('v2/customers/{userId}/promisedPointsSchedule', {
  tool: 'customer_get_promised_points_schedule',
  title: 'Get Points Conversion Schedule',
  summary:
    "When a customer's promised (pending) points become redeemable, by date, program and kind of points. Needs Capillary's customer id (with a mobile, email or card: customer_lookup_get_promised_points_schedule); for points expiry use customer_get_points_expiry_schedule.",
  listed: 'GET v2/customers/USERID/promisedPointsSchedule',
  path: () => ({ userId: customerId() }),
  query: () => ({ ...programScope(), ...scheduleDates() }),
  answer: answers.customerGetPromisedPointsScheduleAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-points-conversion-schedule',
    'Get Points Conversion Schedule (Light API), documentation 2022',
  ],
  keywords: [
    'pending points release dates by customer id',
    'when can user id 12345 spend locked points',
    'delayed points turning into main points',
    'promised points maturity for an internal id',
    'points on hold and their unlock date, member id given',
    'points waiting for an external trigger',
    'return-window points of a member id',
    'why are points visible but not usable for this id',
    'when do waiting points of a customer id open up',
    'pending points for a user id, with dates',
    'points not released yet, id known',
  ],
});

export const customerGetCoupons = customerLoyalty.get('v2/customers/{customerId}/coupons', {
  tool: 'customer_get_coupons',
  title: 'Get Customer Coupons (Detailed)',
  summary:
    "All coupons of one customer with each coupon series' full configuration (limits, discount rules, validity) and redemptions; unpaged and heavy. Needs the customer id; for a short, filtered, paged list that also takes a mobile or email use customer_list_coupons.",
  path: () => ({ customerId: customerId() }),
  query: () => ({ coupon_code_case: couponCodeCase() }),
  answer: answers.customerGetCouponsAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-coupons-detailed',
    'Get Customer Coupons (Detailed), documentation September 2025',
    'Get Customer Coupons (Detailed), documentation 2022',
  ],
  keywords: [
    'coupons with their full series configuration',
    'every voucher of a customer id with its rules',
    'why was this voucher refused: limits of its series',
    'discount rules behind the offers a member holds',
    'redemption history of each voucher by user id',
    'which stores issued the coupons of this id',
    'complete coupon dump for one customer',
    'maximum issue and redeem limits of held coupons',
    'every voucher of a customer id with all the details',
    'full description of coupons a member id holds',
    'coupon and series settings for a user id',
  ],
});

export const customerGetRetroRequests = customerLoyalty.get('v2/customers/{customerId}/retroRequest', {
  tool: 'customer_get_retro_requests',
  title: 'Get Retro Requests',
  summary:
    "A customer's claims to have earlier bills counted (retro requests), with approval status; pages by limit and offset. Needs Capillary's customer id (with a mobile, email or card: customer_lookup_get_retro_requests); for changes of mobile or email use customer_get_identifier_change_requests.",
  path: () => ({ customerId: customerId() }),
  query: () => ({
    ...changeRequestFilters(),
    startLimit: text('Index of the first record, for paging').optional(),
    source: source('Channel the customer belongs to').optional(),
    sortBy: requestSortBy(),
    sortOrder: sortOrder(),
  }),
  answer: answers.customerGetRetroRequestsAnswer,
  effect: 'read',
  whenEmpty: 'Other requests of a customer: customer_get_goodwill_requests, customer_get_identifier_change_requests.',
  limits: { pagination: 'limit 10, offset' },
  sources: ['https://docs.capillarytech.com/reference/get-retro-requests', 'Get Change Requests, documentation 2022'],
  keywords: [
    'missing purchase claims by customer id',
    'status of a late bill claim for user id',
    'forgot to give my number at checkout, is the claim pending',
    'not-interested bills turned into loyalty bills, by id',
    'approved or rejected retro transactions of a member id',
    'backdated receipt requests, internal id known',
    'retro claims raised between two dates',
    'which till raised the retro claim',
    'claims for forgotten purchases of a customer id',
    'did we accept the old receipt of this member id',
    'unlinked bill requests by a user id',
  ],
});

export const customerGetIdentifierChangeRequests = customerLoyalty.get('v2/customers/{customerId}/changeRequest', {
  tool: 'customer_get_identifier_change_requests',
  title: 'Get Identifier Change Requests',
  summary:
    "One customer's requests for a new mobile, email or external id, or for a merge: old and new value, PENDING, APPROVED or REJECTED; page with limit and offset. Raised with request_add_v1_1; of all customers: request_get_v1_1. Goodwill: customer_get_goodwill_requests, retro bills: customer_get_retro_requests.",
  path: () => ({ customerId: customerId() }),
  query: () => ({
    source: source('Channel the customer belongs to').optional(),
    accountId: accountId(),
    ...changeRequestFilters(),
    sortBy: requestSortBy(),
    sortOrder: sortOrder(),
  }),
  answer: answers.customerGetIdentifierChangeRequestsAnswer,
  effect: 'read',
  whenEmpty: 'Other requests of a customer: customer_get_goodwill_requests, customer_get_retro_requests.',
  limits: { pagination: 'limit 10, offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-identifier-change-requests',
    'Get Identifier Change Requests, documentation 2022',
  ],
  keywords: [
    'was my new phone number approved',
    'pending email change of a member',
    'account merge request status',
    'old and new number of a requested change',
    'list approvals waiting for a customer',
    'mobile reallocation requests',
    'rejected contact updates for this account',
    'who asked to change the number on file',
    'has the number change gone through',
    'requests to alter contact details of a member',
    'waiting merges for a customer id',
  ],
});

export const customerGetGoodwillRequests = customerLoyalty.get('v2/customers/{customerId}/goodwillRequest', {
  tool: 'customer_get_goodwill_requests',
  title: 'Get Goodwill Requests',
  summary:
    'Goodwill (compensation) points, coupons or tiers requested for one customer, with approval status and approved value, but not the points asked for (request_get_logs_v1_1). Needs the customer id; to request goodwill points for a user group use customer_request_group_goodwill_points.',
  path: () => ({ customerId: customerId() }),
  query: () => ({
    requestId: idOf('goodwillRequest', integer('Only this request')).optional(),
    is_one_step_change: boolean('true gives only those granted immediately, without approval').optional(),
    programId: programId('Only this loyalty program'),
    autoApprove: boolean('true gives only those approved automatically').optional(),
  }),
  answer: answers.customerGetGoodwillRequestsAnswer,
  effect: 'read',
  whenEmpty: 'Other requests of a customer: customer_get_identifier_change_requests, customer_get_retro_requests.',
  sources: [
    'https://docs.capillarytech.com/reference/get-goodwill-requests',
    'Get Goodwill Requests, documentation September 2025',
    'Get Customer Goodwill Requests, documentation 2022',
  ],
  keywords: [
    'compensation given to a customer so far',
    'was the apology voucher approved',
    'sorry points asked for after a complaint',
    'gesture of goodwill history',
    'service recovery rewards pending approval',
    'how much goodwill did this account already get',
    'make-good requests by support agents',
    'auto-approved courtesy points',
    'compensation asked for a customer id',
    'what did we offer this member as an apology',
    'courtesy points and vouchers, approved or not',
  ],
});

export const customerRequestGroupGoodwillPoints = customerLoyalty.post('v2/requests', {
  tool: 'customer_request_group_goodwill_points',
  title: 'Request Goodwill points (Group)',
  summary:
    "Raises a request for goodwill (compensation) points for a user group; points are credited only once a brand admin approves it. For groups only; for a single customer's past goodwill requests use customer_get_goodwill_requests.",
  listed: 'GET v2/requests/',
  accessGroup: 'Requests',
  body: () =>
    object({
      type: choice(['GOODWILL']),
      baseType: choice(['POINTS']),
      goodwillRequest: object(
        {
          points: number('Points to grant'),
          reason: text('Reason code, e.g. POINTS_ISSUE').optional(),
          comments: freeText().optional(),
        },
        'What to give, and why',
      ),
      earningEntityType: choice(['USERGROUP2'], 'A user group'),
      userGroup2IdentificationInfo: object(
        {
          identifierType: choice(
            ['id', 'externalId', 'primaryUserId'],
            "primaryUserId is the main member's customer id",
          ),
          identifierValue: personIdentifier(textOrNumber('Value of that identifier')),
          source: text('Channel, e.g. INSTORE').optional(),
          accountId: accountId(),
        },
        'Which group',
      ),
      comments: freeText().optional(),
      programId: programId(),
    }),
  answer: answers.customerRequestGroupGoodwillPointsAnswer,
  effect: 'create',
  consent: 'overLimit',
  question: 'Request {points} for a group?',
  subjects: [],
  amounts: { points: 'body.goodwillRequest.points', of: ['body.userGroup2IdentificationInfo'] },
  destructive: true,
  checkedBy: {
    unverifiable:
      'Ask a person to look at the pending goodwill requests of the group in Capillary: the reads of goodwill requests find those of customers only. A second request could be approved too.',
  },
  sources: [
    'https://docs.capillarytech.com/reference/get-goodwill-request-group',
    'Get Goodwill Request (Group), documentation September 2025',
  ],
  keywords: [
    'compensate a fleet with points',
    'ask for apology points for a family account',
    'raise goodwill for a household group',
    'submit compensation for approval, whole group',
    'credit a corporate account after a service failure',
    'give a group extra points once an admin agrees',
    'fleet manager complains, grant points to the pool',
    'courtesy points for a user group',
    'say sorry to a family with points',
    'want compensation points for a group',
    'ask approval to credit a fleet',
  ],
});

export const customerListCoupons = customerLoyalty.get('v2/customers/coupons', {
  tool: 'customer_list_coupons',
  title: 'Get Customer Coupons (Basic)',
  summary:
    "A customer's coupons by mobile, email, external id or customer id: code, value, validity, redemptions; filters by status, pages by limit and offset. The usual choice; customer_get_coupons adds the series' rules, coupon_get is for one code.",
  query: () => ({
    mobile: mobile('Mobile with country code; give one of mobile, email, externalId, id').optional(),
    email: email().optional(),
    externalId: idOf('customerExternalId', text("The brand's own id")).optional(),
    id: idOf('customer', integer("Capillary's customer id")).optional(),
    status: choice(
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
      'Only these: ACTIVE not expired, REDEEMABLE usable now',
    ).optional(),
    coupon_code_case: couponCodeCase(),
    include_reversed_redemptions: boolean('true fills reversedRedemptions').optional(),
    transaction_numbers: text('Only coupons of these bill numbers, comma-separated').optional(),
    sort_order: choice(['ASC', 'DESC'], 'Default DESC').optional(),
    limit: limit('Rows to return; default 100'),
    offset: offset(),
  }),
  answer: answers.customerListCouponsAnswer,
  effect: 'read',
  limits: { pagination: 'limit 100, offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-coupons-basic',
    'Get Customer Coupons (Basic), documentation 2022',
  ],
  keywords: [
    'which vouchers does this phone number have',
    'any offers i can use today, punch in my mobile',
    'active coupons of a shopper by email',
    'unused discount codes for a customer',
    'what can be redeemed at the till right now',
    'expired or already used vouchers of a member',
    'promo codes issued with a bill',
    'show my coupons',
    'customer says a voucher never arrived, check codes',
    'what vouchers has she got',
    'coupons on this mobile',
    "list a shopper's discount codes",
  ],
});

export const customerGetGroupTrackers = customerLoyalty.get('v2/customers/userEntityTrackers', {
  tool: 'customer_get_group_trackers',
  title: 'Get user group customer tracker details',
  summary:
    "A user group's tracker values: spend, visits or quantities counted so far in a period towards tiers or promotions. The group is found by its id, external id or primary member; it does not cover its points or tier history.",
  query: () => ({
    type: choice(['USERGROUP2', 'CUSTOMER'], 'USERGROUP2 for a group'),
    identifierType: choice(['id', 'externalId', 'primaryUserId'], "primaryUserId is the main member's customer id"),
    identifierValue: personIdentifier('Value of that identifier'),
    source: source('Channel of the primary member').optional(),
  }),
  answer: answers.customerGetGroupTrackersAnswer,
  answerFrom: 'table',
  effect: 'read',
  sources: ['https://docs.capillarytech.com/reference/get-user-group-customer-tracker-details'],
  keywords: [
    'progress of a fleet towards its target',
    'how much has the family group spent this period',
    'visit counter of a household',
    'group spend tracker value',
    'cumulative bill amount of a corporate group',
    'how far is the group from the promotion threshold',
    'quantity bought by all members so far',
    'tracker counts by primary member id',
    'how much has a group bought in total so far',
    'tracked spend and visits of a household',
    'group counters for a promotion',
  ],
});

/** What bills in a customer's history have on request. */
export const TRANSACTION_BLOCKS = [
  'BILL_CF',
  'BILL_EF',
  'ATTRIBUTION',
  'PAYMENT_MODES',
  'CREDIT_NOTES',
  'BILL_STORE_DETAILS',
  'BILL_POINTS',
  'TRANSACTION_IDENTIFIER',
] as const;

export const customerGetTransactions = customerLoyalty.get('v2/customers/{id}/transactions', {
  tool: 'customer_get_transactions',
  title: 'Get customer transactions',
  summary:
    "A customer's bills and returns, newest first, filtered by date, bill number or store; pages by limit and offset. Needs the customer id (from a mobile or card: customer_get_id); lines only with includeLineItemDetails, points with includeLoyaltiesPointDetails; one bill: transaction_get.",
  path: () => ({ id: customerId() }),
  query: () => ({
    startDate: dateTime({ zone: 'organization', iso: true }, 'Billed from').optional(),
    endDate: dateTime({ zone: 'organization', iso: true }, 'Billed until').optional(),
    transactionId: idOf('transaction', text('One or several, comma-separated')).optional(),
    startId: idOf('transaction', integer('First transaction id, inclusive')).optional(),
    endId: idOf('transaction', integer('Last transaction id, inclusive')).optional(),
    number: idOf('billNumber', text('Bill number')).optional(),
    transNos: text('Bill numbers, comma-separated').optional(),
    entityType: choice(['STORE', 'ZONE', 'CONCEPT', 'TILL'], 'Only bills of this place; needs entityCode').optional(),
    entityCode: idOf('placeCode', text('Code of that place')).optional(),
    localCurrency: boolean('true adds amounts in the currency of the bill').optional(),
    includeLineItemDetails: boolean('true adds the lines').optional(),
    includeLoyaltiesPointDetails: boolean('true adds the points history; with several programs also mlp').optional(),
    mlp: boolean('true covers all loyalty programs').optional(),
    embed: severalOf(TRANSACTION_BLOCKS, 'Extra blocks; CF and EF are custom and extended fields').optional(),
    sortBy: choice(['BILLING_TIME']).optional(),
    sortOrder: sortOrder(),
    limit: limit('Rows to return; default 20, at most 1000'),
    offset: offset(),
  }),
  answer: answers.customerGetTransactionsAnswer,
  answerFrom: 'table',
  effect: 'read',
  limits: { pagination: 'limit 20 (max 1000), offset' },
  sources: [
    'https://docs.capillarytech.com/reference/v2api-get-customer-transactions',
    'Get Customer Transactions (v2), documentation September 2025',
    'Release notes July to September 2026 (lines and points)',
  ],
  keywords: [
    'purchase history of a member',
    'what did this shopper buy lately',
    'bills of a customer between two dates',
    'last receipt of a user id',
    'list returns and purchases of one person',
    'how often does this customer shop at a store',
    'past orders with points earned on each',
    'find a till slip of this member by number',
    'recent spend of a customer',
    'what has this customer id bought',
    'orders of a member by id',
    'bills of user id, newest first',
    'what a customer bought',
    'purchase history of a customer',
  ],
});
