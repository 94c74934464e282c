/** Customer, InTouch layers: bills, redemptions, coupons, notes, messages, tickets, referrals. */
import { section } from '../define.js';
import { format, inTouchCustomerFields, limit, offset } from '../schemas/common.js';
import { identifierPair, inTouchCard, inTouchCustomers } from '../schemas/in-touch.js';
import { email, idOf, mobile } from '../schemas/leaf.js';
import { date, dateTime } from '../schemas/times.js';
import { boolean, choice, integer, text } from '../schemas/values.js';
import { CUSTOMER } from './customer.defaults.js';
import * as answers from './customer.legacy.activity.answers.js';
import {
  customerAddTicketBody,
  customerReferBody,
  customerSetNotesBody,
  reportedFrom,
} from './customer.legacy.bodies.js';

export const customerLegacyActivity = section('Customer', CUSTOMER);

const sortDirection = (about = 'Sort direction') => choice(['asc', 'desc'], about).optional();

export const customerGetTransactions = customerLegacyActivity.inTouch.get('customer/transactions', {
  tool: 'customer_get_transactions',
  title: 'Get Customer Transactions',
  summary:
    "Lists a customer's bills by mobile, email, external id or id with points, coupons, store and currency, newest first; page with limit and offset. customer_get_transactions is newer and takes a customer id; one bill with lines: transaction_get.",
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomers(),
    format: format(),
    entity_type: choice(
      ['ZONE', 'CONCEPT', 'STORE', 'TILL', 'STR_SERVER'],
      'With entity_code: where billed',
    ).optional(),
    entity_code: idOf('placeCode', text('Code of that entity')).optional(),
    number: idOf('billNumber', text('Only the bill with this number')).optional(),
    transaction_id: idOf('transaction', integer('Only this transaction')).optional(),
    store_id: idOf('store', text('Only this store')).optional(),
    store_code: idOf('storeCode', text('Only this store')).optional(),
    start_id: idOf('transaction', integer('Transaction ids from')).optional(),
    end_id: idOf('transaction', integer('Transaction ids to')).optional(),
    start_date: dateTime({ zone: 'organization' }, 'From').optional(),
    end_date: dateTime({ zone: 'organization' }, 'Until').optional(),
    tenders: boolean('true adds payment details').optional(),
    credit_notes: boolean('true adds them').optional(),
    custom_fields: boolean('true adds custom fields of bills').optional(),
    points_breakup: boolean('true adds the source of points').optional(),
    mlp: boolean('true adds points of each loyalty program').optional(),
    local_currency: boolean("true gives amounts in the bill's currency").optional(),
    limit: limit('Bills to return; default 10'),
    offset: offset('Bills to skip'),
    sort: choice(['trans_date', 'trans_id'], 'Default trans_date').optional(),
    order: sortDirection('Default desc'),
    ...identifierPair(),
  }),
  returns:
    'response { status { success, code, message }, customer { user_id, mobile, loyalty_points, current_slab, count, rows, transactions { transaction[] { id, number, type, amount, gross_amount, discount, billing_time, store, store_code, delivery_status, points, coupons, currency } } } }',
  answer: answers.customerGetTransactionsAnswer,
  effect: 'read',
  supersededBy: 'customer_get_transactions',
  limits: { pagination: 'limit 10, offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-transactions',
    'Get Customer Transactions, v1.1 documentation 2021',
    'Get customer transactions, OpenAPI file September 2025',
  ],
  keywords: [
    'purchase history by phone number, no id at hand',
    'what did this mobile buy last month',
    'latest receipts for an email address',
    'bills with points earned on each, intouch',
    'all invoices of a shopper at one store',
    'past orders by loyalty number',
    'spending history for a caller',
    'shopping history by mobile',
    'what did this phone number buy',
    'earlier orders of a member',
  ],
});

export const customerGetRedemptions = customerLegacyActivity.inTouch.get('customer/redemptions', {
  tool: 'customer_get_redemptions',
  title: 'Get Customer Redemptions',
  summary:
    'Lists the points and coupons a customer has redeemed, with reversals, newest first; page with limit, or points_limit and points_offset. All movements of points: points_ledger_get_entries; coupons not yet used: customer_list_coupons.',
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomers(),
    format: format(),
    type: choice(['POINTS', 'COUPONS', 'BOTH'], 'Default BOTH').optional(),
    start_date: date('From').optional(),
    end_date: date('Until').optional(),
    entity_code: idOf('placeCode', text('Only redemptions of this store, till …')).optional(),
    limit: limit('Redemptions of each kind, without type; default 10'),
    coupons_limit: integer('Coupon redemptions, without type').optional(),
    points_limit: integer('Points redemptions; default 10, maximum 500').optional(),
    points_offset: integer('Page of points redemptions to start at; default 0').optional(),
    coupons_start_id: idOf('couponRedemption', integer('Coupon redemption ids from')).optional(),
    coupons_end_id: idOf('couponRedemption', integer('Coupon redemption ids to')).optional(),
    points_start_id: idOf('pointsRedemption', integer('Points redemption ids from')).optional(),
    points_end_id: idOf('pointsRedemption', integer('Points redemption ids to')).optional(),
    sort: choice(['redemption_id', 'redeemed_time'], 'Default redeemed_time').optional(),
    order: sortDirection('Default desc'),
    mlp: boolean('true covers all loyalty programs; default: the default program').optional(),
    program_id: idOf('loyaltyProgram', integer('Only this loyalty program')).optional(),
    merchant_store_id: idOf('store', integer('Only this merchant store')).optional(),
    external_reference_number: idOf(
      'redemptionReference',
      text('Only the points redemption with this reference'),
    ).optional(),
    user_id: boolean("true adds Capillary's customer id").optional(),
    includePointsEarnBreakdown: boolean('true adds the earnings that the points came from').optional(),
    ...identifierPair(),
  }),
  returns:
    'response { customer { points_count, coupons_count, redemptions { points { point[] { redemption_id, points_redeemed, redeemed_time, transaction_number, redeemed_store, reversals[] } }, coupons { coupon[] { id, code, series_id, redeemed_time, transaction_number, redeemed_store } } } } }',
  answer: answers.customerGetRedemptionsAnswer,
  effect: 'read',
  limits: { pagination: 'limit 10, or points_limit (max 500) and points_offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-redemptions',
    'Get Customer Redemptions, v1.1 documentation 2021',
    'Get customer redemptions, OpenAPI file September 2025',
  ],
  keywords: [
    'when and for what points were spent',
    'where did my points go',
    'when was the voucher used and at which store',
    'burn history of a member',
    'find the redemption id before undoing it',
    'which bill were 200 points spent on',
    'customer disputes a points deduction',
    'list used coupons by phone number',
    'was the redemption given back',
    'rewards already claimed by a shopper',
    'what has she used her points and vouchers for',
    'past point and coupon use of a member',
    'everything a shopper redeemed',
    'when and for what a customer spent points',
  ],
});

export const customerGetCoupons = customerLegacyActivity.inTouch.get('customer/coupons', {
  tool: 'customer_get_coupons',
  title: 'Get Customer Coupons',
  summary:
    "Lists a customer's coupons, issued, redeemed or expired, by mobile, email, external id or id; page with limit and offset. customer_list_coupons is the newer tool; redemptions alone: customer_get_redemptions_v1_1.",
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomerFields(),
    format: format(),
    start_date: date('Issued or redeemed from').optional(),
    end_date: date('Issued or redeemed before').optional(),
    status: choice(['unredeemed', 'redeemed', 'expired', 'active'], 'active: not expired, redeemed or not').optional(),
    series_id: idOf('couponSeries', integer('Only this coupon series')).optional(),
    store_id: idOf('store', integer('Only active coupons that can be redeemed at this store')).optional(),
    order_by: choice(['created_date', 'amount', 'valid_till'], 'Sort field').optional(),
    sort_order: sortDirection(),
    limit: limit('Coupons to return; default 100'),
    offset: offset('Coupons to skip'),
  }),
  returns:
    'response { status { success, code, message }, pagination { limit, offset, total }, customers { customer { id, mobile, coupons { coupon[] { id, code, created_date, valid_till, redemption_count, redemptions { redemption[] } } }, item_status { success, code, message } } } }',
  answer: answers.customerGetCouponsAnswer,
  effect: 'read',
  supersededBy: 'customer_list_coupons',
  limits: { pagination: 'limit 100, offset', rate: '1,000 per minute' },
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-coupons',
    'Get Customer Coupons, v1.1 documentation 2021',
  ],
  keywords: [
    'vouchers on a phone number, old till',
    'which coupons can she use at this store today',
    'intouch wallet of offers',
    'unused vouchers of a shopper by email',
    'expired discount codes for a caller',
    'coupon codes issued last month, v1.1',
    'does this mobile hold a coupon of series 20411',
    'which vouchers belong to a phone number',
    'coupons a member got',
    'list of codes on an account',
  ],
});

export const customerSetNotes = customerLegacyActivity.inTouch.post('customer/notes', {
  tool: 'customer_set_notes',
  title: 'Add/Update Customer Notes',
  summary:
    "Adds a free-text note to a customer's record, or OVERWRITES the note whose id is given. Read notes with customer_get_notes_v1_1; for a complaint to follow up use customer_add_ticket_v1_1.",
  versions: ['v1.1'],
  query: () => ({
    format: format(),
  }),
  body: customerSetNotesBody,
  returns:
    'response { status { success, code, message }, customer { user_id, firstname, lastname, mobile, email, external_id, notes { note { id, date, description } }, item_status { success, code, message } } }',
  answer: answers.customerSetNotesAnswer,
  effect: 'create',
  checkedBy: ['customer_get_notes_v1_1'],
  evidence: 'a note with this text',
  destructive: true,
  limits: { batch: 'one customer per call' },
  sources: [
    'https://docs.capillarytech.com/reference/addupdate-customer-notes',
    'Add Customer Notes and Update Customer Notes, v1.1 documentation 2021',
  ],
  keywords: [
    'jot down that she prefers evening calls',
    'leave a remark on the account for the next agent',
    'log what the caller told us',
    'write a comment on a profile',
    'amend my earlier comment',
    'store associate keeps a reminder about a shopper',
    'put a memo on the member',
    'call summary onto the record',
    'write something down about a customer',
    'put a remark in the file of a shopper',
    'save an internal comment',
  ],
});

export const customerGetNotes = customerLegacyActivity.inTouch.get('customer/notes', {
  tool: 'customer_get_notes',
  title: 'Get Customer Notes',
  summary:
    'Reads all notes that staff wrote about a customer. Add or edit one with customer_set_notes_v1_1; for complaints use customer_get_tickets_v1_1, for messages sent customer_get_interactions_v1_1.',
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomerFields(),
    format: format(),
    user_id: boolean("true adds Capillary's customer id").optional(),
  }),
  returns:
    'response { status { success, code, message }, customer { user_id, firstname, lastname, mobile, email, external_id, notes { note[] { id, description, added_on } }, item_status { success, code, message } } }',
  answer: answers.customerGetNotesAnswer,
  effect: 'read',
  sources: ['Get Customer Notes, v1.1 documentation 2021'],
  keywords: [
    'what did colleagues write about this person',
    'remarks on the account',
    'anything i should know before calling her',
    'read comments left by the store',
    'earlier memos about a shopper',
    'agent comments on a profile',
    'find the id of a remark to edit it',
    'notes kept on a shopper',
    "see remarks in a member's file",
    'what has been written about her',
  ],
});

export const customerGetRecommendations = customerLegacyActivity.inTouch.get('customer/recommendations', {
  tool: 'customer_get_recommendations',
  title: 'Get Product Recommendations',
  summary:
    'Lists products recommended to a customer from past activity, by mobile, email, external id or id. customer_lookup_get_recommendations replaces it.',
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomerFields(),
    format: format(),
    user_id: boolean("true adds Capillary's customer id").optional(),
    limit: limit('Recommendations to return; default 10'),
    product_limit: integer('Products of each recommendation').optional(),
  }),
  returns:
    'response { status { success, code, message }, customer { user_id, mobile, email, external_id, firstname, lastname, count, recommendations { recommendation[] }, item_status { success, code, message } } }',
  answer: answers.customerGetRecommendationsAnswer,
  effect: 'read',
  supersededBy: 'customer_lookup_get_recommendations',
  limits: { pagination: 'limit 10' },
  sources: [
    'https://docs.capillarytech.com/reference/get-product-recommendations',
    'Get Product Recommendations and Response Codes, v1.1 documentation 2021',
    'Get product recommendations, OpenAPI file September 2025',
  ],
  keywords: [
    'what should i upsell to this shopper at the till',
    'items she might like, legacy',
    'cross-sell ideas by phone number, old api',
    'suggested products from past purchases, v1.1',
    'next best product for a walk-in',
    'intouch product suggestions',
    'you may also like list for a mobile',
    'what might this person buy next',
    'products to suggest to a shopper',
    'recommended items',
  ],
});

export const customerGetInteractions = customerLegacyActivity.inTouch.get('customer/interaction', {
  tool: 'customer_get_interactions',
  title: 'Get Customer Interactions',
  summary:
    'Lists contacts with a customer: SMS, emails, WhatsApp and other messages sent with their delivery status, surveys answered, social activity; page with limit and offset. Notes by staff: customer_get_notes_v1_1.',
  versions: ['v1.1'],
  accessGroup: 'Communications',
  query: () => ({
    ...inTouchCustomerFields(),
    ...inTouchCard(),
    format: format(),
    network: choice(['facebook', 'twitter', 'foursquare', 'capillary'], 'Default capillary').optional(),
    type: choice(
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
      'Only this kind; feedback is surveys',
    ).optional(),
    start_date: date('From').optional(),
    end_date: date('Until').optional(),
    limit: limit('Rows to return; default 50'),
    offset: offset(),
    user_id: boolean("true adds Capillary's customer id").optional(),
    card_details: boolean('true adds the cards').optional(),
    included_all_user_group2: boolean('true adds all user groups').optional(),
    included_user_group2_loyalty_details: boolean("true adds the groups' loyalty details").optional(),
  }),
  returns:
    'response { status { success, response_code, message }, customer { id, mobile, email, external_id, interactions { network[] { name, interaction[] { type, count, messages { message[] { id, sender, receiver, subject, sent_time, delivered_time, status } }, surveys } } } } }',
  answer: answers.customerGetInteractionsAnswer,
  effect: 'read',
  limits: { pagination: 'limit 50, offset', rate: '1,000 per minute' },
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-interactions',
    'Get Customer Interactions, v1.1 documentation 2021',
  ],
  keywords: [
    'which messages have we sent this person',
    'did the welcome sms reach her',
    'contact history of a member',
    'last email campaign he received',
    'survey answers and nps of a shopper',
    'was the whatsapp delivered to this number',
    'communication log for a complaint call',
    'how often did we contact this customer in june',
    'missed calls and social mentions',
    'every message and contact with this shopper',
    'when did we last get in touch',
    'communication history of a customer',
    'messages sent to a customer',
    'which emails and texts a customer got',
  ],
});

export const customerAddTicket = customerLegacyActivity.inTouch.post('customer/tickets', {
  tool: 'customer_add_ticket',
  title: 'Add Ticket',
  summary:
    'Opens a support ticket (complaint, query) for a customer with subject, message, priority and department. List tickets with customer_get_tickets_v1_1; for a simple remark use customer_set_notes_v1_1.',
  versions: ['v1.1'],
  query: () => ({
    format: format(),
  }),
  body: customerAddTicketBody,
  returns:
    'response { status { success, code, message }, customers { customer { id, mobile, email, ticket { code, status, priority, department, subject, message, custom_fields }, item_status { success, code, message } } } }',
  answer: answers.customerAddTicketAnswer,
  effect: 'create',
  checkedBy: ['customer_get_tickets_v1_1'],
  evidence: 'a ticket with this subject and message',
  limits: { batch: 'one customer per call' },
  sources: ['Create Ticket and Response Codes, v1.1 documentation 2021'],
  keywords: [
    'open a complaint',
    'log a complaint about missing points',
    'escalate an issue to the care department',
    'raise a case for an angry shopper',
    'customer wants someone to look into a bill',
    'open a helpdesk request with high priority',
    'report a problem raised in the store',
    'file a grievance on behalf of a caller',
    'create a service request',
    'customer is unhappy, record it',
    'register a complaint',
    'open a support case',
    'someone has a problem with an order',
    'log a complaint of a customer',
  ],
});

export const customerGetTickets = customerLegacyActivity.inTouch.get('customer/tickets', {
  tool: 'customer_get_tickets',
  title: 'Get Ticket Details',
  summary:
    "Lists a customer's support tickets, filtered by code, status, priority, department, origin or date. Open one with customer_add_ticket_v1_1.",
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomerFields(),
    format: format(),
    status: text("One of the organization's statuses, e.g. OPEN").optional(),
    priority: choice(['low', 'medium', 'high'], 'Only this priority').optional(),
    department: text('Only tickets of this department').optional(),
    ticket_code: idOf('ticket', text('Only this ticket')).optional(),
    reported_from: reportedFrom().optional(),
    type: choice(['STORE', 'Customer'], 'Only tickets about a store, or about the customer').optional(),
    start_date: date('Opened from').optional(),
    end_date: date('Opened until').optional(),
  }),
  returns:
    'response { status { success, code, message }, customer { id, firstname, lastname, mobile, email, external_id, tickets { ticket[] { code, status, priority, department, subject, message, custom_fields } }, item_status { success, code, message } } }',
  answer: answers.customerGetTicketsAnswer,
  effect: 'read',
  sources: ['Get Ticket Details, v1.1 documentation 2021'],
  keywords: [
    'is her complaint still open',
    'status of case 35t40ld91',
    'past grievances of a member',
    'outstanding issues of this caller',
    'high priority cases for a shopper',
    'complaints made through the call centre',
    'has anyone handled his request yet',
    'helpdesk history by phone number',
    'complaints by a shopper',
    'open support cases of a customer',
    'what did he complain about',
    'complaints of a customer',
  ],
});

export const customerRefer = customerLegacyActivity.inTouch.post('customer/referrals', {
  tool: 'customer_refer',
  title: 'Refer Customer',
  summary:
    'Records friends that a customer refers by mobile or email under a referral campaign and SENDS them the invitation. customer_add_referrals is newer; for results use customer_get_referrals_v1_1.',
  versions: ['v1.1'],
  query: () => ({
    format: format(),
    mobile: mobile("Referrer's mobile, as in the body").optional(),
    email: email("Referrer's email, as in the body").optional(),
  }),
  body: customerReferBody,
  returns:
    'response { status { success, code, message }, customers { customer[] { mobile, email, referrals { referral_type[] { type, referral[] { id, name, identifier, invited_on, status { success, code, message } } } }, item_status { success, code, message } } } }',
  answer: answers.customerReferAnswer,
  effect: 'action',
  checkedBy: ['customer_lookup_get_referrals'],
  evidence: 'these friends among the invitees, invited at the time of the call',
  supersededBy: 'customer_add_referrals',
  limits: { batch: 'several referrers per call' },
  sources: ['https://docs.capillarytech.com/reference/refer-customer', 'Refer Customer, v1.1 documentation 2021'],
  keywords: [
    'invite three friends by text, old api',
    'member gives the cashier phone numbers of friends',
    'send a join invitation to her sister by email',
    'bring-a-friend sign up, intouch',
    'refer a colleague to the program from the till',
    'advocate shares contacts, legacy payload',
    'mail an invite with a campaign token',
    "send invitations to a member's friends",
    'shopper recommends us to others',
    'refer friends by mobile',
  ],
});

export const customerGetReferrals = customerLegacyActivity.inTouch.get('customer/referrals', {
  tool: 'customer_get_referrals',
  title: 'Get Referral Details',
  summary:
    "Reads a customer's referral code, the friends invited, those who joined and the incentives earned, for one campaign. Newer: customer_lookup_get_referrals by identifier, customer_get_referrals by id.",
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomerFields(),
    format: format(),
    campaign_token: text('Referral campaign; the default one if absent').optional(),
    start_date: date('Referred from').optional(),
    end_date: date('Referred before').optional(),
    store_code: idOf(
      'storeCode',
      text("Only referrals of this store; the caller's own if absent, all for every store"),
    ).optional(),
    only_referral_code: boolean('true returns only the referral code').optional(),
    order_by: choice(['created_date', 'amount', 'valid_till'], 'Sort field').optional(),
    sort_order: sortDirection(),
    limit: limit(),
  }),
  returns:
    'response { status { success, code, message }, customer { mobile, email, referral_code, invitees { referral_type[] { type, invitee[] { identifier, name, invited_on } } }, referees { referee[] { event_type, firstname, mobile, added_on } }, incentives[] } }',
  answer: answers.customerGetReferralsAnswer,
  effect: 'read',
  supersededBy: 'customer_lookup_get_referrals',
  sources: [
    'https://docs.capillarytech.com/reference/get-referral-details',
    'Get Customer Referral Details, v1.1 documentation 2021',
  ],
  keywords: [
    'her personal invite code, old till',
    'how many friends joined through this mobile, v1.1',
    'bring-a-friend results of a member',
    'referral bonus earned, intouch',
    'which invitees signed up, legacy',
    'code to share with a friend by phone number',
    'advocate statistics for one campaign',
    'who has she invited',
    'referral results of a shopper',
    'friends that signed up by her code',
  ],
});
