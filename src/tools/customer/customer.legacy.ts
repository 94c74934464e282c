/** Customer, InTouch layers. */
import { section } from '../define.js';
import { changedBy, format, inTouchCustomer, language, limit, offset } from '../schemas/common.js';
import { boolean, date, dateTime, integer, list, number, object, oneOf, text } from '../schemas/values.js';
import { customerAddBody, customerAddTicketBody, customerUpdateBody } from './customer.legacy.bodies.js';

export const customerLegacy = section('Customer', { domain: 'Customer Management', accessGroup: 'Customer' });

customerLegacy.inTouch.post('customer/add', {
  tool: 'customer_add',
  title: 'Add Customer',
  summary:
    'Legacy InTouch registration of one or more customers by mobile, email or external id; also refreshes non-identifier details when the customer exists. Prefer v2 Add Customer (customer_add) unless integrating with old POS payloads.',
  versions: ['v1.1'],
  query: () => ({
    format: format(),
    rawSideEffects: text('Seen only in the 2025 edition of the documentation').optional(),
    mlp_single_enroll: text('Seen only in the 2025 edition of the documentation').optional(),
  }),
  headers: () => ({
    ...changedBy(),
  }),
  body: customerAddBody,
  returns:
    'response { status { success, code, message, total, success_count }, customers { customer[] { user_id, firstname, lastname, mobile, email, external_id, lifetime_points, loyalty_points, lifetime_purchases, current_slab, tier_expiry_date, points_summaries { points_summary[] }, registered_on, updated_on, type, source, fraud_status, custom_fields { field[] }, extended_fields { field[] }, subscriptions { subscription[] }, side_effects { effect[] }, item_status { success, code, message, warnings } } } }',
  effect: 'create',
  pii: true,
  supersededBy: 'customer_add',
  keywords: [],
  limits: { batch: 'several customers per call; limit not documented (1060 when exceeded)' },
  sources: [
    '2021 edition (v1.1): Register Customer',
    'https://docs.capillarytech.com/reference/add-customer',
    'https://docs.capillarytech.com/reference/postv11customeradd-1',
  ],
});

customerLegacy.inTouch.post('customer/update', {
  tool: 'customer_update',
  title: 'Update Customer details',
  summary:
    "Legacy update of a customer's profile, custom/extended fields, subscriptions, fraud flag or loyalty type, found by mobile/email/external id/id. Does not replace identifiers (customer_update_identity_v1_1); the v2 form is customer_update.",
  versions: ['v1.1'],
  query: () => ({
    format: format(),
  }),
  headers: () => ({
    ...changedBy(),
  }),
  body: customerUpdateBody,
  returns:
    'response { status { success, code, message, total, success_count }, customers { customer[] { user_id, firstname, lastname, mobile, email, external_id, lifetime_points, loyalty_points, lifetime_purchases, current_slab, tier_expiry_date, points_summaries { points_summary[] }, registered_on, updated_on, type, source, fraud_status, custom_fields { field[] }, extended_fields { field[] }, subscriptions { subscription[] }, side_effects { effect[] }, item_status { success, code, message, warnings } } } }',
  effect: 'update',
  idempotent: true,
  pii: true,
  supersededBy: 'customer_update',
  keywords: [],
  limits: { batch: 'no batch support' },
  sources: [
    '2021 edition (v1.1): Update Customer Details',
    'https://docs.capillarytech.com/reference/update-customer-details_v1api',
  ],
});

customerLegacy.inTouch.post('customer/update_identity', {
  tool: 'customer_update_identity',
  title: 'Update Customer Identifier',
  summary:
    "Legacy way to ask for a loyalty customer's mobile, email or external id to be replaced; files a request that stays pending until the back-end team approves. Immediate v2 change is customer_update_identifiers.",
  versions: ['v1.1'],
  query: () => ({
    format: format(),
  }),
  body: () =>
    object({
      root: object(
        {
          customer: list(
            object({
              identifier: oneOf(['mobile', 'email', 'external_id'], 'Identifier to change'),
              old_value: text('Present value (mobile with country code)'),
              new_value: text('Wanted value'),
            }),
            'One change per entry',
          ),
        },
        'Root',
      ),
    }),
  returns:
    'response { status { success, code, message }, customers { customer { identifier, old_value, new_value, updated, item_status { success, code, message, warnings } } } }',
  effect: 'create',
  pii: true,
  supersededBy: 'customer_update_identifiers',
  keywords: [],
  limits: { batch: 'no batch support' },
  sources: [
    '2021 edition (v1.1): Update Customer Identifiers',
    'https://docs.capillarytech.com/reference/update-customer-identifiers',
  ],
});

customerLegacy.inTouch.get('customer/get', {
  tool: 'customer_get',
  title: 'Get Customer Details',
  summary:
    'Legacy all-in-one customer read by mobile, email, external id, card or id, with switches for points, tiers, history, coupons, transactions, notes and more; several customers per call. Prefer v2 customer_lookup_get_details (by identifier) or customer_get (by id).',
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomer(),
    card_number: text(
      'Card number; exactly one identifier parameter is needed (comma-separated values for several customers)',
    ).optional(),
    card_external_id: text(
      'Card external id; exactly one identifier parameter is needed (comma-separated values for several customers)',
    ).optional(),
    format: format(),
    user_id: boolean('Return the internal customer id').optional(),
    mlp: boolean('Per-program loyalty info; prerequisite of slab_history and gap_*').optional(),
    program_id: integer('Only this program (current page spells it programId)').optional(),
    next_slab: boolean('Next tier details').optional(),
    slab_history: boolean('Tier changes (needs mlp=true)').optional(),
    gap_to_upgrade_for: integer('Gap to next tier N days ahead, 0 = today (needs mlp=true)').optional(),
    gap_to_renew_for: integer('Gap to renew N days ahead, 0 = today (needs mlp=true)').optional(),
    tier_upgrade_criteria: boolean('Tier upgrade criteria').optional(),
    membership_retention_criteria: boolean('Tier retention criteria').optional(),
    tracker_info: boolean('Tracker values').optional(),
    points_summary: boolean('Points issued/redeemed history').optional(),
    promotion_points: boolean('Promotional points (max 1000 rows)').optional(),
    expiry_schedule: boolean('Points expiry schedule').optional(),
    expired_points: boolean('Expired points').optional(),
    delayed_accrual: boolean('Delayed accrual points').optional(),
    program_summary: boolean('Programs of the customer').optional(),
    registered_store: boolean('Store of registration (returned by default)').optional(),
    registered_till: boolean('Till of registration (returned by default)').optional(),
    fraud_details: boolean('Fraud details (returned by default)').optional(),
    ndnc_status: boolean('DND status of the mobile').optional(),
    optin_status: boolean('Opt-in status').optional(),
    subscriptions: boolean('Subscriptions').optional(),
    segments: boolean('Segments').optional(),
    user_group: boolean('User group').optional(),
    card_details: boolean('Cards').optional(),
    customer_image: boolean('Picture').optional(),
    transactions: boolean('Transactions (10 recent)').optional(),
    member_care_access: boolean('Member-care vicinity check for admins').optional(),
    basic: boolean('Basic details only').optional(),
    coupon_limit: integer('Coupons to return').optional(),
    coupon_offset: integer('Coupons to skip').optional(),
    coupon_order_by: oneOf(
      ['created_date', 'created_by', 'valid_till'],
      'Coupon sort field; default created_date',
    ).optional(),
    coupon_sort_order: oneOf(['asc', 'desc'], 'Coupon sort direction; default desc').optional(),
    coupon_active: boolean('Only active coupons').optional(),
    coupon_status: text('Coupon status filter').optional(),
    coupon_org_entity_type: text('Org entity type filter for coupons').optional(),
    coupon_org_entity_value: text('Org entity value filter for coupons').optional(),
    coupon_offer: integer('Undocumented; default 0').optional(),
    number: text('Transaction number filter').optional(),
    store_code: text('Transactions of this store').optional(),
    till_code: text('Transactions of this till').optional(),
    amount: number('Transactions of this amount').optional(),
    date: date('Transactions of this day').optional(),
    type: oneOf(
      ['REGULAR', 'NOT_INTERESTED', 'RETURN', 'NOT_INTERESTED_RETURN', 'MIXED', 'NI_MIXED', 'ALL'],
      'Transaction type filter; default REGULAR',
    ).optional(),
    tenders: boolean('Payment modes of transactions').optional(),
    credit_notes: boolean('Credit notes').optional(),
  }),
  headers: () => ({
    language: language(),
    'X-CAP-CLIENT-COUNTRYCODE': text('Country calling code to assume for mobiles').optional(),
  }),
  returns:
    'response { status { success, code, message, total, success_count }, customers { customer[] { user_id, firstname, lastname, mobile, email, external_id, lifetime_points, lifetime_purchases, loyalty_points, current_slab, registered_on, updated_on, type, source, registered_by, registered_store, registered_till, fraud_details, points_summaries { points_summary[] }, slab_history, gap_to_upgrade, gap_to_renew, custom_fields { field[] }, extended_fields { field[] }, transactions { transaction[] }, coupons, notes, item_status { success, code, message, warnings } } } }',
  effect: 'read',
  pii: true,
  supersededBy: 'customer_lookup_get_details',
  keywords: [],
  limits: { batch: 'comma-separated identifier values', pagination: 'coupon_limit/coupon_offset' },
  sources: [
    '2021 edition (v1.1): Get Customer Details',
    'https://docs.capillarytech.com/reference/get-customer-details-v1api',
  ],
});

customerLegacy.inTouch.get('customer/transactions', {
  tool: 'customer_get_transactions',
  title: 'Get Customer Transactions',
  summary:
    'Legacy bill history by mobile/email/external id/id with points, coupons, store and currency per bill (no line items). v2 counterpart by id is customer_get_transactions.',
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomer(),
    format: format(),
    entity_type: oneOf(
      ['ZONE', 'CONCEPT', 'STORE', 'TILL', 'STR_SERVER'],
      'Org entity kind filter; pass as header with OAuth',
    ).optional(),
    entity_code: text('Code of that entity').optional(),
    number: text('Transaction number').optional(),
    transaction_id: integer('Transaction id').optional(),
    store_id: text('Store id').optional(),
    store_code: text('Store code').optional(),
    start_id: integer('From transaction id').optional(),
    end_id: integer('To transaction id').optional(),
    start_date: dateTime('From, YYYY-MM-DD or YYYY-MM-DD+HH:MM:SS').optional(),
    end_date: dateTime('To, same formats').optional(),
    credit_notes: boolean('Add credit notes').optional(),
    custom_fields: boolean('Add transaction custom fields').optional(),
    points_breakup: boolean('Add points breakup').optional(),
    mlp: boolean('Multi-program points details').optional(),
    local_currency: boolean('Bill-level amounts in transaction currency').optional(),
    limit: limit('Rows; default 10'),
    offset: offset('Rows to skip; default 0'),
    sort: oneOf(['trans_date', 'trans_id'], 'Sort field; default trans_date').optional(),
    order: oneOf(['asc', 'desc'], 'Sort direction; default desc').optional(),
    identifierName: oneOf(
      ['mobile', 'email', 'external_id id'],
      'Seen only in the 2025 edition of the documentation',
    ).optional(),
    identifierValue: text('Seen only in the 2025 edition of the documentation').optional(),
  }),
  returns:
    'response { status { success, code, message }, customer { user_id, firstname, mobile, loyalty_points, current_slab, count, start, rows, delayed_points, total_available_points, transactions { transaction[] }, item_status { success, code, message, warnings } } }',
  effect: 'read',
  pii: true,
  supersededBy: 'customer_get_transactions',
  keywords: [],
  limits: { pagination: 'limit 10, offset 0; no documented maximum' },
  sources: [
    '2021 edition (v1.1): Get Customer Transactions',
    'https://docs.capillarytech.com/reference/get-customer-transactions',
  ],
});

customerLegacy.inTouch.get('customer/redemptions', {
  tool: 'customer_get_redemptions',
  title: 'Get Customer Redemptions',
  summary:
    'Legacy history of points and coupons a customer has redeemed (and reversals) by mobile/email/external id/id, with type, date and id filters. No v2 twin; points_ledger_get_entries lists all ledger entries.',
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomer(),
    format: format(),
    type: oneOf(['POINTS', 'COUPONS', 'BOTH'], 'What to return; default BOTH').optional(),
    start_date: date('From (YYYY-MM-DD, time allowed)').optional(),
    end_date: date('To').optional(),
    entity_code: text('Org entity code, used with entity_type').optional(),
    limit: limit('Rows of points and/or coupons (only without type); default 10'),
    coupons_limit: integer('Coupon rows (only without type)').optional(),
    points_limit: integer('Points rows, above 500 reset to 500; default 10').optional(),
    points_offset: integer('Starting page of points rows; default 0').optional(),
    coupons_start_id: integer('Coupon redemption ids from').optional(),
    coupons_end_id: integer('Coupon redemption ids to').optional(),
    points_start_id: integer('Points redemption ids from').optional(),
    points_end_id: integer('Points redemption ids to').optional(),
    sort: oneOf(['redemption_id', 'redeemed_time'], 'Sort field; default redeemed_time').optional(),
    order: oneOf(['asc', 'desc'], 'Sort direction; default desc').optional(),
    mlp: boolean('true = all programs, false = default program').optional(),
    program_id: integer('Only this program (older docs: programId)').optional(),
    merchant_store_id: integer('Only this merchant store').optional(),
    external_reference_number: text('Reference given when redeeming points').optional(),
    user_id: boolean('Return the customer id; default false').optional(),
    includePointsEarnBreakdown: boolean('Add redemption_breakup_by_source; default false').optional(),
    identifierName: oneOf(
      ['mobile', 'email', 'external_id id'],
      'Seen only in the 2025 edition of the documentation',
    ).optional(),
    identifierValue: text('Seen only in the 2025 edition of the documentation').optional(),
  }),
  returns:
    'response { status { success, code, message }, customer { mobile, email, external_id, firstname, lastname, user_groups2, rows, coupons_count, points_count, coupons_start_id, points_start_id, redemptions { coupons { coupon[] }, points { point[] } } } }',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { pagination: 'limit 10; points_limit default 10, max 500; points_offset' },
  sources: [
    '2021 edition (v1.1): Get Customer Redemptions',
    'https://docs.capillarytech.com/reference/get-customer-redemptions',
  ],
});

customerLegacy.inTouch.get('customer/coupons', {
  tool: 'customer_get_coupons',
  title: 'Get Customer Coupons',
  summary:
    "Legacy list of a customer's issued, redeemed and expired coupons by mobile/email/external id/id, filterable by status, series, store and date. v2 equivalent is customer_list_coupons.",
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomer(),
    format: format(),
    start_date: date('Issued/redeemed from, YYYY-MM-DD').optional(),
    end_date: date('Issued/redeemed before, YYYY-MM-DD').optional(),
    status: oneOf(
      ['unredeemed', 'redeemed', 'expired', 'active'],
      'Coupon state; active only checks expiry, not redemption',
    ).optional(),
    series_id: integer('Only this series').optional(),
    store_id: integer('Only active coupons redeemable at this store').optional(),
    order_by: oneOf(['created_date', 'amount', 'valid_till'], 'Sort field').optional(),
    sort_order: oneOf(['asc', 'desc'], 'Sort direction').optional(),
    limit: limit('Rows; default 100'),
    offset: offset('Rows to skip; default 0'),
  }),
  returns:
    'response { pagination, status { success, code, message }, customers { customer { coupons { coupon }, item_status { success, code, message, warnings } } } }',
  effect: 'read',
  pii: true,
  supersededBy: 'customer_list_coupons',
  keywords: [],
  limits: {
    pagination: 'limit (100 in samples)',
    rate: '1,000 requests per minute per API key on demo, testing and production (US cluster: none set)',
  },
  sources: [
    '2021 edition (v1.1): Get Customer Coupons',
    'https://docs.capillarytech.com/reference/get-customer-coupons',
  ],
});

customerLegacy.inTouch.post('customer/notes', {
  tool: 'customer_set_notes',
  title: 'Add/Update Customer Notes',
  summary:
    'Legacy API to attach a free-text note to a customer, or edit existing notes when their id is given. Reading notes is customer_get_notes_v1_1; there is no v2 replacement.',
  versions: ['v1.1'],
  query: () => ({
    format: format(),
  }),
  body: () =>
    object({
      root: object(
        {
          customer: list(
            object({
              mobile: text('Identifier; one of mobile/email/external_id/user_id needed').optional(),
              email: text('Identifier').optional(),
              external_id: text('Identifier').optional(),
              user_id: text('Internal customer id').optional(),
              associate_id: text('Store associate id (seen in the update sample)').optional(),
              notes: object(
                {
                  note: list(
                    object({
                      id: integer('Note id, only to edit an existing note').optional(),
                      date: dateTime('Note date, YYYY-MM-DD HH:MM:SS; now if absent').optional(),
                      description: text('Plain text, at most 255 characters'),
                    }),
                    'Notes',
                  ),
                },
                'Notes holder',
              ),
            }),
            'Customer (object also accepted in samples)',
          ),
        },
        'Root',
      ),
    }),
  returns:
    'response { status { success, code, message }, customer { user_id, firstname, lastname, mobile, email, external_id, notes { note }, item_status { success, code, message, warnings } } }',
  effect: 'create',
  pii: true,
  keywords: [],
  limits: { batch: 'no batch support; 255 characters' },
  sources: [
    '2021 edition (v1.1): Add Customer Notes',
    '2021 edition (v1.1): Update Customer Notes',
    'https://docs.capillarytech.com/reference/addupdate-customer-notes',
  ],
});

customerLegacy.inTouch.get('customer/notes', {
  tool: 'customer_get_notes',
  title: 'Get Customer Notes',
  summary: 'Legacy read of all notes written about a customer. Adding or editing them is customer_set_notes_v1_1.',
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomer(),
    format: format(),
    user_id: boolean('true returns the customer id').optional(),
  }),
  returns:
    'response { status { success, code, message }, customer { user_id, firstname, lastname, mobile, email, external_id, notes { note[] }, item_status { success, code, message, warnings } } }',
  effect: 'read',
  pii: true,
  keywords: [],
  sources: ['2021 edition (v1.1): Get Customer Notes'],
});

customerLegacy.inTouch.get('customer/recommendations', {
  tool: 'customer_get_recommendations',
  title: 'Get Product Recommendations',
  summary:
    'Legacy product recommendations for a customer based on past activity, by mobile/email/external id/id. v2 by identifier is customer_lookup_get_recommendations.',
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomer(),
    format: format(),
    user_id: boolean('true returns the customer id; default false').optional(),
    limit: limit('Recommendations to return; default 10'),
    product_limit: integer('Products per recommendation (not described)').optional(),
  }),
  returns:
    'response { status { success, code, message }, customer { user_id, mobile, email, external_id, firstname, lastname, count, recommendations { recommendation }, item_status { success, code, message } } }',
  effect: 'read',
  pii: true,
  supersededBy: 'customer_lookup_get_recommendations',
  keywords: [],
  limits: { pagination: 'limit 10' },
  sources: [
    '2021 edition (v1.1): Get Product Recommendations',
    '2021 edition (v1.1): Response Codes',
    'https://docs.capillarytech.com/reference/get-product-recommendations (customer-v11.json, Sept 2025 copy)',
  ],
});

customerLegacy.inTouch.get('customer/interaction', {
  tool: 'customer_get_interactions',
  title: 'Get Customer Interactions',
  summary:
    'Legacy log of touchpoints with a customer: SMS, emails, WhatsApp etc. sent, missed calls, surveys answered and social activity. Single message status is Get SMS (v1.1)/05; notes are customer_get_notes_v1_1.',
  versions: ['v1.1'],
  accessGroup: 'Communications',
  query: () => ({
    ...inTouchCustomer(),
    card_number: text('Card number; exactly one identifier parameter is needed').optional(),
    card_external_id: text('Card external id; exactly one identifier parameter is needed').optional(),
    format: format(),
    network: oneOf(
      ['facebook', 'twitter', 'foursquare', 'capillary'],
      'Communication network; default capillary',
    ).optional(),
    type: oneOf(
      [
        'email',
        'emailbulk',
        'sms',
        'checkin',
        'like',
        'comment',
        'mention',
        'retweet',
        'tweet',
        'feedback',
        'whatsapp',
        'zalo',
        'line',
        'viber',
      ],
      'Interaction type',
    ).optional(),
    start_date: date('From').optional(),
    end_date: date('To').optional(),
    limit: limit('Rows; default 50'),
    offset: offset('Rows to skip; default 0'),
    user_id: boolean('Return the customer id; default false').optional(),
    card_details: boolean('Add card details; default false').optional(),
    included_all_user_group2: boolean('Add all user groups; default false').optional(),
    included_user_group2_loyalty_details: boolean('Add group loyalty details; default false').optional(),
  }),
  returns:
    'response { status { success, response_code, message }, customer { id, mobile, email, external_id, interactions { network[] { interaction } } } }',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: {
    pagination: 'limit 50, offset 0',
    rate: '1,000 requests per minute per API key on demo/testing clusters; brand-specific elsewhere',
  },
  sources: [
    '2021 edition (v1.1): Get Customer Interactions',
    'https://docs.capillarytech.com/reference/get-customer-interactions',
  ],
});

customerLegacy.inTouch.post('customer/tickets', {
  tool: 'customer_add_ticket',
  title: 'Add Ticket',
  summary:
    'Legacy API to open a support/complaint ticket for a customer with status, priority, department, subject and message. Reading tickets is customer_get_tickets_v1_1; no v2 replacement.',
  versions: ['v1.1'],
  query: () => ({
    format: format(),
  }),
  body: customerAddTicketBody,
  returns:
    'response { status { success, code, message }, customers { customer { ticket, item_status { success, code, message, warnings } } } }',
  effect: 'create',
  pii: true,
  keywords: [],
  limits: { batch: 'no batch support' },
  sources: ['2021 edition (v1.1): Create Ticket', '2021 edition (v1.1): Response Codes'],
});

customerLegacy.inTouch.get('customer/tickets', {
  tool: 'customer_get_tickets',
  title: 'Get Ticket Details',
  summary:
    "Legacy list of a customer's support tickets, filterable by status, priority, department, origin, type and date. Opening one is customer_add_ticket_v1_1.",
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomer(),
    format: format(),
    status: text('Ticket status of the org, e.g. OPEN').optional(),
    priority: oneOf(['low', 'medium', 'high'], 'Priority').optional(),
    department: text('Department of the org').optional(),
    ticket_code: text('Only this ticket').optional(),
    reported_from: oneOf(['EMAIL', 'INTOUCH', 'CALLCENTER', 'CLIENT', 'MICROSITE', 'SOCIAL'], 'Origin').optional(),
    type: oneOf(['STORE', 'Customer'], 'Ticket type').optional(),
    start_date: date('Created from, YYYY-MM-DD').optional(),
    end_date: date('Created until, YYYY-MM-DD').optional(),
  }),
  returns:
    'response { status { success, code, message }, customer { tickets { ticket }, item_status { success, code, message, warnings } } }',
  effect: 'read',
  pii: true,
  keywords: [],
  sources: ['2021 edition (v1.1): Get Ticket Details'],
});

customerLegacy.inTouch.post('customer/referrals', {
  tool: 'customer_refer',
  title: 'Refer Customer',
  summary:
    'Legacy API that records friends (invitees) a customer refers by mobile or email under a referral campaign and sends the invite. v2 form is customer_add_referrals; statistics are customer_get_referrals_v1_1.',
  versions: ['v1.1'],
  query: () => ({
    format: format(),
    mobile: text("Referrer's mobile (current page; the body identifier is enough in older docs)").optional(),
    email: text("Referrer's email (current page)").optional(),
  }),
  body: () =>
    object({
      root: object(
        {
          customer: list(
            object({
              mobile: text('Identifier of the referrer; one of mobile/email/external_id/id needed').optional(),
              email: text('Identifier').optional(),
              external_id: text('Identifier').optional(),
              id: text('Internal customer id').optional(),
              referrals: object(
                {
                  campaign_token: text(
                    'Referral campaign token; default campaign if absent (older docs mark it mandatory)',
                  ).optional(),
                  referral_type: object(
                    {
                      type: oneOf(['MOBILE', 'EMAIL'], 'Channel'),
                      referral: list(
                        object({
                          id: text('Sequence/user id; may be empty'),
                          name: text('Invitee name').optional(),
                          identifier: text('Invitee mobile or email'),
                          invited_on: text(
                            'Invitation time; ISO or YYYYMMDDTHH:MM:SS, referral code may be appended after a dot',
                          ),
                        }),
                        'Invitees',
                      ),
                    },
                    'Invitees of one channel (several in XML)',
                  ),
                },
                'Referrals holder',
              ),
            }),
            'Referrers',
          ),
        },
        'Root',
      ),
    }),
  returns:
    'response { status { success, code, message }, customers { customer[] { referrals { referral_type[] { referral[] } }, item_status { success, code, message, warnings } } } }',
  effect: 'create',
  pii: true,
  supersededBy: 'customer_add_referrals',
  keywords: [],
  limits: { batch: 'several referrers per call' },
  sources: ['2021 edition (v1.1): Refer Customer', 'https://docs.capillarytech.com/reference/refer-customer'],
});

customerLegacy.inTouch.get('customer/referrals', {
  tool: 'customer_get_referrals',
  title: 'Get Referral Details',
  summary:
    'Legacy referral statistics of a customer: own referral code, invitees, converted referees and incentives for a campaign. v2 by identifier is customer_lookup_get_referrals (by id customer_get_referrals).',
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomer(),
    format: format(),
    campaign_token: text('Campaign token; default campaign if absent').optional(),
    start_date: date('Referred from, YYYY-MM-DD').optional(),
    end_date: date('Referred before, YYYY-MM-DD').optional(),
    store_code: text('Store to report on; current store by default, all for every store').optional(),
    only_referral_code: boolean('true returns only the referral code(s)').optional(),
    order_by: oneOf(['created_date', 'amount', 'valid_till'], 'Sort field').optional(),
    sort_order: oneOf(['asc', 'desc'], 'Sort direction').optional(),
    limit: limit('Rows'),
  }),
  returns:
    'response { status { success, code, message }, customer { referral_code, invitees { referral_type[] }, referees { referee[] }, incentives, item_status { success, code, message, warnings } } }',
  effect: 'read',
  pii: true,
  supersededBy: 'customer_lookup_get_referrals',
  keywords: [],
  sources: [
    '2021 edition (v1.1): Get Customer Referral Details',
    'https://docs.capillarytech.com/reference/get-referral-details',
  ],
});

customerLegacy.inTouch.post('customer/preferences', {
  tool: 'customer_set_preferences',
  title: 'Add/Update Customer Preferences',
  summary:
    "Legacy API to set a customer's preferences: preference-category custom fields (favourite brand, colour...) and preferred store. Reading them is customer_get_preferences_v1_1; ordinary profile fields are customer_update_v1_1.",
  versions: ['v1.1'],
  query: () => ({
    format: format(),
  }),
  body: () =>
    object({
      root: object(
        {
          customer: list(
            object({
              mobile: text('Identifier; one of mobile/email/external_id/user_id needed').optional(),
              email: text('Identifier').optional(),
              external_id: text('Identifier').optional(),
              user_id: text('Internal customer id').optional(),
              store: object(
                {
                  code: text('Store code').optional(),
                  id: text('Internal store id').optional(),
                },
                'Preferred store',
              ).optional(),
              custom_fields: object(
                {
                  field: list(
                    object({
                      name: text('Preference name'),
                      value: text('Value, or JSON array string for multi-value'),
                    }),
                    'name/value pairs',
                  ).optional(),
                },
                'Preferences holder',
              ).optional(),
            }),
            'Customers',
          ),
        },
        'Root',
      ),
    }),
  returns:
    'response { status { success, code, message }, customers { customer { custom_fields { field[] }, store, item_status { success, code, message, warnings } } } }',
  effect: 'update',
  idempotent: true,
  pii: true,
  keywords: [],
  limits: { batch: 'several customers per call' },
  sources: [
    '2021 edition (v1.1): Update Customer Preferences',
    'https://docs.capillarytech.com/reference/addupdate-customer-preferences',
  ],
});

customerLegacy.inTouch.get('customer/preferences', {
  tool: 'customer_get_preferences',
  title: 'Get Customer Preferences',
  summary:
    "Legacy read of a customer's stored preferences and preferred store (shown as field PREFERRED_STORE). Setting them is customer_set_preferences_v1_1.",
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomer(),
    format: format(),
    user_id: boolean('true returns the customer id').optional(),
  }),
  returns:
    'response { status { success, code, message }, customers { customer { custom_fields { field[] }, item_status { success, code, message, warnings } } } }',
  effect: 'read',
  pii: true,
  keywords: [],
  sources: [
    '2021 edition (v1.1): Fetch Customer Preferences',
    'https://docs.capillarytech.com/reference/get-customer-preferences',
  ],
});

customerLegacy.inTouch.post('customer/subscriptions', {
  tool: 'customer_update_subscriptions',
  title: 'Update Subscription Details',
  summary:
    'Legacy subscribe/unsubscribe of SMS or email, transactional or bulk, per customer identifier; several rows per call. v2 form by id is customer_update_subscriptions; reading is customer_get_subscriptions_v1_1.',
  versions: ['v1.1'],
  query: () => ({
    format: format(),
  }),
  body: () =>
    object({
      root: object(
        {
          subscription: list(
            object({
              mobile: text('Identifier; one of mobile/email/external_id/id needed').optional(),
              email: text('Identifier').optional(),
              external_id: text('Identifier').optional(),
              id: integer('Internal customer id').optional(),
              priority: oneOf(['TRANS', 'BULK'], 'Message class, case-insensitive in samples'),
              scope: oneOf(['all'], 'Always all').optional(),
              channel: oneOf(['sms', 'email'], 'Channel'),
              is_subscribed: oneOf(['0', '1'], '1 subscribe, 0 unsubscribe'),
            }),
            'Rows to set',
          ),
        },
        'Root',
      ),
    }),
  returns: 'response { status { success, code, message, total, success_count }, subscriptions { subscription[] } }',
  effect: 'update',
  idempotent: true,
  pii: true,
  supersededBy: 'customer_update_subscriptions',
  keywords: [],
  limits: { batch: 'several rows per call (current page says no batch)', rate: 'rate limited (value not documented)' },
  sources: [
    '2021 edition (v1.1): Update Subscription Details',
    'https://docs.capillarytech.com/reference/update_subscription_details',
  ],
});

customerLegacy.inTouch.get('customer/subscriptions', {
  tool: 'customer_get_subscriptions',
  title: 'Get Subscription Details',
  summary:
    'Legacy read of SMS/email/post subscription state and preference per message class for one or more customers. v2: customer_lookup_get_subscriptions by identifier, customer_get_subscriptions by id; changing it is customer_update_subscriptions_v1_1.',
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomer(),
    format: format(),
    channel: oneOf(
      ['SMS', 'EMAIL', 'WECHAT', 'SOCIAL', 'REMINDER_TEXT', 'RE_ISSUAL_TEXT', 'CLIENT'],
      'Only this channel',
    ).optional(),
    priority: oneOf(['TRANS', 'BULK'], 'Only this message class').optional(),
    scope: oneOf(['ALL'], 'Pass ALL for every module').optional(),
    limit: limit('Seen only in the 2025 edition of the documentation'),
  }),
  returns:
    'response { status { success, code, message }, subscriptions { subscription[] { user_id, mobile, email, external_id, channel[] { priority[] }, orgUnitSubscriptions, item_status { success, code, message, warnings } } } }',
  effect: 'read',
  pii: true,
  supersededBy: 'customer_lookup_get_subscriptions',
  keywords: [],
  limits: { batch: 'comma-separated identifier values' },
  sources: ['2021 edition (v1.1): Get Subscription Details'],
});
