/** Customer, InTouch layers: profiles, identifiers, preferences, subscriptions. */
import { section } from '../define.js';
import { changedBy, format, inTouchCustomerFields, language, limit } from '../schemas/common.js';
import { inTouchCard, inTouchCustomers } from '../schemas/in-touch.js';
import { idOf, money } from '../schemas/leaf-types.js';
import { date } from '../schemas/times.js';
import { boolean, choice, integer, text } from '../schemas/values.js';
import { CUSTOMER } from './customer.defaults.js';
import * as answers from './customer.legacy.answers.js';
import {
  customerAddInTouchBody,
  customerSetPreferencesBody,
  customerUpdateIdentityBody,
  customerUpdateInTouchBody,
  customerUpdateSubscriptionsBody,
} from './customer.legacy.bodies.js';

export const customerLegacy = section('Customer', CUSTOMER);

export const customerAdd = customerLegacy.inTouch.post('customer/add', {
  tool: 'customer_add',
  title: 'Add Customer',
  summary:
    'Registers one or more customers by mobile, email or external id; details of an existing customer are OVERWRITTEN, except identifiers. Prefer customer_add unless working with InTouch payloads.',
  versions: ['v1.1'],
  query: () => ({
    format: format(),
    user_id: boolean("true adds Capillary's customer id to the answer").optional(),
    rawSideEffects: boolean('true adds details of the rewards issued').optional(),
    mlp_single_enroll: boolean('true enrols in every loyalty program').optional(),
  }),
  headers: changedBy,
  body: customerAddInTouchBody,
  answer: answers.customerAddAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['customer_lookup_get_details'],
  evidence: 'each customer, with the values you sent',
  supersededBy: 'customer_add',
  limits: { batch: 'several customers per call, 1060 when too many' },
  sources: [
    'https://docs.capillarytech.com/reference/add-customer',
    'https://docs.capillarytech.com/reference/postv11customeradd-1',
    'Register Customer, v1.1 documentation 2021',
    'Add customer, OpenAPI file September 2025',
  ],
  keywords: [
    'sign up a shopper from the old pos',
    'intouch registration with root and customer',
    'enrol walk-in with phone number at a legacy till',
    'create a member and issue a card, snake case payload',
    'register or refresh a person in one go',
    'add several new members through intouch',
    'sign-up form with sms and email consent, old format',
    'new joiner used a referral code at the counter',
    'register somebody',
    'new member sign-up',
    'enrol a customer',
    'put a person into the loyalty base',
  ],
});

export const customerUpdate = customerLegacy.inTouch.post('customer/update', {
  tool: 'customer_update',
  title: 'Update Customer details',
  summary:
    "Changes a customer's names, fields, subscriptions, fraud flag or loyalty type; an identifier that belongs to another account MERGES the two. To replace existing identifiers use customer_update_identity_v1_1; the newer tool is customer_update.",
  versions: ['v1.1'],
  query: () => ({
    format: format(),
  }),
  headers: changedBy,
  body: customerUpdateInTouchBody,
  answer: answers.customerUpdateAnswer,
  effect: 'update',
  checkedBy: ['customer_lookup_get_details'],
  // Not idempotent: a promotion can reward each update (event CUSTOMERUPDATE, sideEffects).
  supersededBy: 'customer_update',
  limits: { batch: 'one customer per call' },
  sources: [
    'https://docs.capillarytech.com/reference/update-customer-details_v1api',
    'Update Customer Details, v1.1 documentation 2021',
  ],
  keywords: [
    'correct the spelling of a surname by phone number',
    'flag this account as confirmed fraud in intouch',
    'convert a non-loyalty shopper into a member',
    'store updates the birthday or city of a member',
    'fill in a missing email on an existing profile',
    'edit profile details, old payload',
    'move a member to another home till',
    'change gender field by mobile',
    'change personal details',
    "amend a shopper's profile",
    'edit name, address or fields of a member',
  ],
});

export const customerUpdateIdentity = customerLegacy.inTouch.post('customer/update_identity', {
  tool: 'customer_update_identity',
  title: 'Update Customer Identifier',
  summary:
    "Requests the replacement of a customer's mobile, email or external id; the request stays pending until it is approved. customer_update_identifiers changes it at once.",
  versions: ['v1.1'],
  query: () => ({
    format: format(),
  }),
  body: customerUpdateIdentityBody,
  answer: answers.customerUpdateIdentityAnswer,
  effect: 'create',
  nextStep:
    'the identifier is the old one until the request is approved (updated: true only means that it was taken). request_get_v1_1 shows its id, request_approve_v1_1 carries it out.',
  destructive: true,
  checkedBy: ['customer_get_identifier_change_requests'],
  evidence: 'a request for this change that was added at the time of the call',
  supersededBy: 'customer_update_identifiers',
  limits: { batch: 'one change per call' },
  sources: [
    'https://docs.capillarytech.com/reference/update-customer-identifiers',
    'Update Customer Identifiers, v1.1 documentation 2021',
  ],
  keywords: [
    'member has a new phone number, needs approval',
    'request to swap the email on an account',
    'submit a mobile change for back office review',
    'raise a contact change request from the store',
    'old number lost, ask head office to replace it',
    'phone number change that a supervisor must approve',
    'external id was wrong, request the right one',
    'ask to replace a mobile number',
    'file a change of email',
    'number change waiting for a yes',
  ],
});

export const customerGet = customerLegacy.inTouch.get('customer/get', {
  tool: 'customer_get',
  title: 'Get Customer Details',
  summary:
    'Reads customers by mobile, email, external id, card or id, with switches for points, tiers, coupons, bills and more; switch on only what is needed. Newer: customer_lookup_get_details by identifier, customer_get by id.',
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomers(),
    ...inTouchCard('Card number, or several'),
    format: format(),
    user_id: boolean("true adds Capillary's customer id").optional(),
    mlp: boolean('true adds points and tier of each program; needed by slab_history and gap_…').optional(),
    program_id: idOf('loyaltyProgram', integer('Only this loyalty program')).optional(),
    next_slab: boolean('true adds the next tier').optional(),
    slab_history: boolean('true adds tier changes; needs mlp=true').optional(),
    gap_to_upgrade_for: integer('Adds what is missing for the next tier in N days, 0 today; needs mlp=true').optional(),
    gap_to_renew_for: integer('Adds what is missing to renew the tier in N days, 0 today; needs mlp=true').optional(),
    tier_upgrade_criteria: boolean('true adds them').optional(),
    membership_retention_criteria: boolean('true adds them').optional(),
    tracker_info: boolean('true adds tracker values').optional(),
    points_summary: boolean('true adds the history of points issued and redeemed').optional(),
    point_summary: boolean('Another spelling that callers use').optional(),
    promotion_points: boolean('true adds promotional points, at most 1,000 rows').optional(),
    expiry_schedule: boolean('true adds the points about to expire').optional(),
    expired_points: boolean('true adds them').optional(),
    delayed_accrual: boolean('true adds points not yet usable').optional(),
    program_summary: boolean("true adds the customer's programs").optional(),
    registered_store: boolean('Returned by default').optional(),
    registered_till: boolean('Returned by default').optional(),
    fraud_details: boolean('Returned by default').optional(),
    ndnc_status: boolean('true adds the do-not-disturb status of the mobile').optional(),
    optin_status: boolean('true adds it').optional(),
    subscriptions: boolean('true adds them').optional(),
    segments: boolean('true adds them').optional(),
    user_group: boolean('true adds the user group').optional(),
    card_details: boolean('true adds the cards').optional(),
    customer_image: boolean('true adds the picture').optional(),
    transactions: boolean('true adds the 10 latest bills').optional(),
    member_care_access: boolean('true adds whether the calling admin may serve this customer').optional(),
    basic: boolean('true answers basic details only').optional(),
    coupon_limit: integer('Coupons to return').optional(),
    coupon_offset: integer('Coupons to skip').optional(),
    coupon_order_by: choice(['created_date', 'created_by', 'valid_till'], 'Default created_date').optional(),
    coupon_sort_order: choice(['asc', 'desc'], 'Default desc').optional(),
    coupon_active: boolean('true: only active coupons').optional(),
    coupon_status: text('Only coupons of this status').optional(),
    coupon_org_entity_type: text('Only coupons of this kind of entity, with coupon_org_entity_value').optional(),
    coupon_org_entity_value: idOf('placeCode', text('Code of that entity')).optional(),
    coupon_offer: integer('Default 0').optional(),
    number: idOf('billNumber', text('Only the bill with this number')).optional(),
    store_code: idOf('storeCode', text('Only bills of this store')).optional(),
    till_code: idOf('tillCode', text('Only bills of this till')).optional(),
    amount: money('Only bills of this amount').optional(),
    date: date('Only bills of this day').optional(),
    type: choice(
      ['REGULAR', 'NOT_INTERESTED', 'RETURN', 'NOT_INTERESTED_RETURN', 'MIXED', 'NI_MIXED', 'ALL'],
      'Type of bills; default REGULAR',
    ).optional(),
    tenders: boolean('true adds how bills were paid').optional(),
    credit_notes: boolean('true adds credit notes of bills').optional(),
  }),
  headers: () => ({
    language: language(),
    'X-CAP-CLIENT-COUNTRYCODE': text('Country calling code to assume for mobiles').optional(),
  }),
  answer: answers.customerGetAnswer,
  effect: 'read',
  supersededBy: 'customer_lookup_get_details',
  limits: { batch: 'several identifiers, separated by commas', pagination: 'coupons by coupon_limit, coupon_offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-details-v1api',
    'Get Customer Details, v1.1 documentation 2021',
  ],
  keywords: [
    'punch in a phone number at the old till',
    'single screen with points, tier and vouchers for care agents',
    'fetch three members at once by mobile',
    'how much more to spend for gold, intouch',
    'points about to expire by phone number, v1.1',
    'scan a card and pull up the member',
    'do not disturb status of a mobile',
    'upgrade and downgrade history of membership level',
    'everything about a shopper in one legacy call',
    'look up a shopper',
    'profile by phone number',
    'everything we hold about a customer',
  ],
});

export const customerSetPreferences = customerLegacy.inTouch.post('customer/preferences', {
  tool: 'customer_set_preferences',
  title: 'Add/Update Customer Preferences',
  summary:
    "Sets a customer's preferred store and preferences, i.e. custom fields of the preference category such as a favourite brand; earlier values are overwritten. Read them with customer_get_preferences_v1_1; other profile fields: customer_update.",
  versions: ['v1.1'],
  query: () => ({
    format: format(),
  }),
  body: customerSetPreferencesBody,
  answer: answers.customerSetPreferencesAnswer,
  effect: 'update',
  checkedBy: ['customer_get_preferences_v1_1'],
  idempotent: true,
  limits: { batch: 'several customers per call' },
  sources: [
    'https://docs.capillarytech.com/reference/addupdate-customer-preferences',
    'Update Customer Preferences, v1.1 documentation 2021',
  ],
  keywords: [
    'save her favourite colour and size',
    'member likes the indiranagar outlet best',
    'set home store of a shopper',
    'record likes and dislikes from a survey at the counter',
    'store interests for personalised offers',
    'change preferred outlet',
    'remember dietary choice of a guest',
    'sales associate notes favourite brand as a field',
    'write down what somebody likes',
    "keep a shopper's taste and favourite shop",
    'store likes of a customer',
  ],
});

export const customerGetPreferences = customerLegacy.inTouch.get('customer/preferences', {
  tool: 'customer_get_preferences',
  title: 'Get Customer Preferences',
  summary:
    'Reads the preferences stored for a customer and the preferred store (a field named PREFERRED_STORE). Set them with customer_set_preferences_v1_1; for consent to messages use customer_lookup_get_subscriptions.',
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomerFields(),
    format: format(),
    user_id: boolean("true adds Capillary's customer id").optional(),
  }),
  answer: answers.customerGetPreferencesAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-preferences',
    'Fetch Customer Preferences, v1.1 documentation 2021',
  ],
  keywords: [
    'what does this shopper like',
    'which outlet is her favourite',
    'show saved tastes and interests',
    'preferred branch of a member',
    'what brand does he usually choose',
    'personal shopper looks up style choices',
    'list likes stored on the profile',
    'favourites of a shopper',
    'read likes and preferred store',
    'known tastes of a guest',
  ],
});

export const customerUpdateSubscriptions = customerLegacy.inTouch.post('customer/subscriptions', {
  tool: 'customer_update_subscriptions',
  title: 'Update Subscription Details',
  summary:
    'Subscribes or unsubscribes customers, found by mobile, email or id, for SMS or email: transactional or bulk messages. customer_update_subscriptions is newer and takes a customer id; read with customer_get_subscriptions_v1_1.',
  versions: ['v1.1'],
  query: () => ({
    format: format(),
  }),
  body: customerUpdateSubscriptionsBody,
  answer: answers.customerUpdateSubscriptionsAnswer,
  effect: 'update',
  checkedBy: ['customer_lookup_get_subscriptions'],
  evidence: 'the subscriptions you sent',
  idempotent: true,
  supersededBy: 'customer_update_subscriptions',
  limits: { batch: 'several rows per call' },
  sources: [
    'https://docs.capillarytech.com/reference/update_subscription_details',
    'Update Subscription Details, v1.1 documentation 2021',
  ],
  keywords: [
    'stop promo texts to this phone number',
    'opt a list of mobiles out of marketing',
    'customer replied stop',
    'unsubscribe link clicked, record it by address',
    'switch newsletters back on for a shopper',
    'turn off bulk sms but keep otp messages',
    'no more emails please, only know the address',
    'change whether we may contact a number',
    'opt someone in or out by phone',
    'customer does not want our messages',
  ],
});

export const customerGetSubscriptions = customerLegacy.inTouch.get('customer/subscriptions', {
  tool: 'customer_get_subscriptions',
  title: 'Get Subscription Details',
  summary:
    "Reads customers' subscriptions by channel (SMS, email, post …) and kind of message. Newer: customer_lookup_get_subscriptions by identifier, customer_get_subscriptions by id; change with customer_update_subscriptions_v1_1.",
  versions: ['v1.1'],
  query: () => ({
    ...inTouchCustomers(),
    format: format(),
    channel: choice(
      ['SMS', 'EMAIL', 'WECHAT', 'SOCIAL', 'REMINDER_TEXT', 'RE_ISSUAL_TEXT', 'CLIENT'],
      'Only this channel',
    ).optional(),
    priority: choice(['TRANS', 'BULK'], 'Only this kind of message: BULK is campaigns').optional(),
    scope: choice(['ALL'], 'ALL for every module').optional(),
    limit: limit(),
  }),
  answer: answers.customerGetSubscriptionsAnswer,
  effect: 'read',
  supersededBy: 'customer_lookup_get_subscriptions',
  limits: { batch: 'several identifiers, separated by commas' },
  sources: ['Get Subscription Details, v1.1 documentation 2021'],
  keywords: [
    'may we text this number, legacy check',
    'consent of several mobiles at once',
    'is she opted out of campaigns, old api',
    'email permission by address, v1.1',
    'who on this list unsubscribed',
    'marketing consent state for two shoppers',
    'does he get postal mail from us',
    'may we contact this person',
    'opt-in state by mobile',
    'is she signed up for texts or emails',
  ],
});
