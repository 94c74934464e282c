/** Customer (Lookup): customers found by mobile, email, card … */

import { section } from '../define.js';
import {
  accountId,
  customerLookup,
  identifierValue,
  limit,
  offset,
  ownSourceOrAll,
  programId,
  useAsync,
} from '../schemas/common.js';
import { pictures } from '../schemas/customer.js';
import { fromConnection } from '../schemas/from-connection.js';
import { freeText, idOf } from '../schemas/leaf-types.js';
import { CUSTOMER_SOURCES } from '../schemas/sources.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, integer, object, severalOf, text } from '../schemas/values.js';
import { changeRequestFilters, programScope, scheduleDates } from './customer.loyalty.js';
import * as answers from './lookup.answers.js';
import { customerLookupUpdateBody } from './lookup.bodies.js';
import { LOOKUP } from './lookup.defaults.js';

export const lookup = section('Customer (Lookup)', LOOKUP);

/** Like `customerLookup`, but in one channel or in all of them. */
const lookupAnywhere = () => ({ ...customerLookup(), source: ownSourceOrAll() });

export const customerLookupGetPromotions = lookup.get('v2/customers/lookup/promotionData', {
  tool: 'customer_lookup_get_promotions',
  title: 'Get promotion data',
  summary:
    'Loyalty promotions open to or held by one customer, by mobile, email, external id or customer id (not card): limits, usage so far and dates; filters by whether one can enrol, earn or redeem; pages by limit and offset. For vouchers use customer_list_coupons.',
  query: () => ({
    source: ownSourceOrAll(),
    accountId: accountId(),
    identifierName: choice(['mobile', 'email', 'externalId', 'id', 'cuid'], 'Kind of identifier'),
    identifierValue: identifierValue(),
    promotionStatusForCustomer: choice(
      ['AVAILABLE_TO_ENROL', 'AVAILABLE_TO_EARN', 'AVAILABLE_TO_REDEEM', 'EXPIRED'],
      'Only promotions in this state for the customer; adds enrolment and issue dates',
    ).optional(),
    fetchAllUsage: boolean('true also lists restrictions that are switched off, with maxLimit -1').optional(),
    promotionType: choice(
      ['GENERIC', 'DIRECT_ISSUE', 'ENROL_AND_ISSUE'],
      'Open to all, given directly, or by enrolment',
    ).optional(),
    sourceType: choice(['UI', 'API', 'CAMPAIGN'], 'Only promotions created this way').optional(),
    programs: text('Loyalty program ids, comma-separated').optional(),
    limit: limit('Rows to return, 1 to 100; default 10'),
    offset: offset(),
  }),
  answer: answers.customerLookupGetPromotionsAnswer,
  effect: 'read',
  limits: { pagination: 'limit 10 (max 100), offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-promotion-data',
    'https://docs.capillarytech.com/reference/get-promotion-data-list-for-a-customer',
    'https://docs.capillarytech.com/reference/connectedorgs-get-promotion-data',
    'Get Promotion Data List for a Customer, documentation September 2025',
    'Status Codes: Customer, documentation September 2025',
  ],
  keywords: [
    'which promotions is this phone number eligible for',
    'campaigns a shopper can join now',
    'challenges the member has enrolled in, by mobile',
    'bonus points offers running for this email',
    'how much of the offer limit has the customer used up',
    'earned promotions not yet redeemed',
    'is there a double points deal for me',
    'opt-in promotions still open to a member',
    'expired promotions of a shopper',
    'deals a phone number can take part in',
    'what promotions does she have, mobile known',
    'campaigns for a shopper by email',
  ],
});

export const customerLookupUpdate = lookup.put('v2/customers/lookup', {
  tool: 'customer_lookup_update',
  title: 'Update Customer Details',
  summary:
    "Changes the profile, channels and custom or extended fields of the customer with this mobile, email, card or external id, turns a non-loyalty customer into a loyalty one, or enrols in programs. With Capillary's customer id use customer_update; to change the mobile or email itself, customer_update_identifiers.",
  query: () => ({ ...customerLookup(), use_async: useAsync() }),
  body: customerLookupUpdateBody,
  answer: answers.customerLookupUpdateAnswer,
  effect: 'update',
  amounts: { points: 'body.loyaltyProgramEnrollments[].loyaltyPoints', of: [''] },
  checkedBy: ['customer_lookup_get_details'],
  // Not idempotent: a promotion can reward each update (event CUSTOMERUPDATE, sideEffects).
  limits: { batch: 'one customer per call' },
  sources: [
    'https://docs.capillarytech.com/reference/update-customers-lookup',
    'https://docs.capillarytech.com/reference/update-customer-identifiers-1-1',
    'Update Customer Details (using identifier), documentation 2022',
    'Update Customer Details (lookup), documentation September 2025',
  ],
  keywords: [
    'edit the profile of whoever has this phone number',
    'correct a misspelt name, i have the email',
    'set birthday or gender for a mobile',
    'change custom fields by card number',
    'turn a non-member into a loyalty member by phone',
    'enrol this number in another programme',
    'add a postal or work contact by external id',
    'amend details at the counter without a customer id',
    'change details of a shopper by mobile',
    'edit a profile by email or card, no id',
    'fix the name or address for a phone number',
  ],
});

export const customerLookupGetDetails = lookup.get('v2/customers/lookup/customerDetails', {
  tool: 'customer_lookup_get_details',
  title: 'Get Customer Details',
  summary:
    "Full profile straight from a mobile, email, card or external id: names, identifiers, cards, fields; embed mlp adds tiers and points, userGroup the groups, fleetParentDetails the company. With Capillary's customer id use customer_get, for only that id customer_get_id, for a partial name or number customer_search.",
  query: () => ({
    ...customerLookup(),
    source: fromConnection(
      'source',
      choice(
        [...CUSTOMER_SOURCES, 'MAPP_SDK', 'ALL'],
        'Channel whose profile holds the customer; ALL spans every source',
      ),
    ),
    embed: severalOf(
      [
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
      ],
      'Extra blocks; mlp: points and tier per program; userGroup: groups the customer is in; fleetParentDetails: company, role and parent; gapDetails: use gapToUpgrade, gapToRenew',
    ).optional(),
    basicIdentifierLookup: boolean('With source INSTORE; undocumented, normally absent').optional(),
    includedFraudDetails: boolean('true adds fraud details').optional(),
    includedUserGroup2LoyaltyDetails: boolean("Adds the user group's loyalty details").optional(),
    userGroup2Id: idOf('userGroup', integer('User group to detail')).optional(),
    includedAllUserGroup2: boolean('With embed userGroup: true covers every group of the customer').optional(),
    gapToUpgrade: integer('What the next tier still needs, N days from today (0 today); with embed mlp').optional(),
    gapToRenew: integer('What keeping the tier still needs, N days from today (0 today); with embed mlp').optional(),
  }),
  answer: answers.customerLookupGetDetailsAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-details',
    'Release notes July to September 2026 (basicIdentifierLookup; 8130, 8013)',
    'Fetch Customer Details (by Identifier), documentation 2022',
    'Get Customer Details (lookup), documentation September 2025',
  ],
  keywords: [
    'gap to the next tier',
    'how much more must a customer spend for the next tier',
    'groups of a customer by mobile',
    'which cards does a customer have',
    'cards of a customer by mobile',
    'punch in a phone number and see who it is',
    'pull up the profile by email',
    'who does this loyalty card belong to',
    'company that a driver or employee belongs to',
    'which company a customer works for',
    'group that the person with this number is in',
    'family group of the person with this number',
    'customer record from a mobile at checkout',
    'look up a caller',
    'is this number already registered with us',
    'everything on file for an external id',
    "show a member's data from her email",
    'all about the holder of a card',
    'member 360 view without knowing the user id',
    'who is this caller',
    'customer profile by mobile',
  ],
});

export const customerLookupUpdateStatus = lookup.put('v2/customers/lookup/status', {
  tool: 'customer_lookup_update_status',
  title: 'Update Customer Status',
  summary:
    "Sets the status label (of the active, suspended, deleted … kind) of the customer with this mobile, email, card or external id; a label of the deleted kind cannot be undone. For past changes use customer_get_status_log; it sets neither a card's status nor the loyalty type.",
  query: () => ({ ...customerLookup(), use_async: useAsync() }),
  body: () =>
    object({
      reason: freeText('Why the status changes'),
      label: idOf('customerStatusLabel', text("One of the organization's customer status labels")),
      createdOn: dateTime({ zone: 'organization', iso: true }, 'Time of the change').optional(),
    }),
  response: { confirmation: ['warnings'] },
  answer: answers.customerLookupUpdateStatusAnswer,
  effect: 'update',
  checkedBy: ['customer_get_status_log'],
  evidence: 'this status label with the time of the call',
  idempotent: true,
  destructive: true,
  sources: [
    'https://docs.capillarytech.com/reference/update-customer-status',
    'Update Customer Status, documentation 2022 and September 2025',
  ],
  keywords: [
    'block a member',
    'suspend an account for suspected fraud',
    'deactivate the customer with this mobile',
    'reactivate a suspended shopper',
    'mark an account as deleted',
    'put a membership on hold, phone number given',
    'freeze this loyalty account now',
    'unblock a customer by email',
    'shut out a fraudulent shopper',
    'pause or resume a membership by phone',
    'change account state by email',
    'block a customer',
    'mark a customer as fraud',
  ],
});

export const customerLookupGetSubscriptions = lookup.get('v2/customers/lookup/subscriptions', {
  tool: 'customer_lookup_get_subscriptions',
  title: 'Get Subscription Details',
  summary:
    "Whether the customer with this mobile, email, card or external id is opted in or out, per channel (SMS, email …) and kind of message (BULK campaigns, TRANS personal). With Capillary's customer id use customer_get_subscriptions; to change it customer_update_subscriptions.",
  query: customerLookup,
  answer: answers.customerLookupGetSubscriptionsAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-subscription-details',
    'Get Subscription Details, documentation 2022 and September 2025',
  ],
  keywords: [
    'may we text this number',
    'is this email unsubscribed from newsletters',
    'marketing consent for a phone number',
    'did the shopper opt out of promotional sms',
    'whatsapp permission by mobile',
    'why does this caller get no campaign messages',
    'do-not-disturb preferences for an email address',
    'communication permissions of a cardholder',
    'may we write to this email',
    'opt-ins of a phone number',
    'contact permissions by mobile or email',
  ],
});

export const customerLookupGetLoyaltyDetails = lookup.get('v2/customers/lookup/loyaltyDetails', {
  tool: 'customer_lookup_get_loyalty_details',
  title: 'Get Customer Loyalty Details',
  summary:
    "Points, purchases, current and next tier in every loyalty program, straight from a mobile, email, card or external id. With Capillary's customer id use customer_get_loyalty_details; customer_lookup_get_points_balance and customer_lookup_get_tier are lighter.",
  query: () => ({
    ...customerLookup(),
    source: fromConnection(
      'source',
      choice([...CUSTOMER_SOURCES, 'OTHERS'], 'Channel whose profile holds the customer'),
    ),
    programId: programId('Only this loyalty program; all if absent'),
  }),
  answer: answers.customerLookupGetLoyaltyDetailsAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-loyalty-details',
    'Get Customer Loyalty Details, documentation 2022 and September 2025',
  ],
  keywords: [
    'points and tier for this mobile in one go',
    'loyalty summary of the person at my till',
    'which programmes is this phone number in',
    'lifetime points and spend by email',
    'redeemed versus expired totals for a card number',
    'full rewards standing of a caller',
    'membership statement for a phone number',
    'enrolled in a partner programme? email known',
    'full loyalty picture for a phone number',
    'points and status together, mobile given',
    'standing in each scheme by email',
  ],
});

export const customerLookupGetRetroRequests = lookup.get('v2/customers/lookup/retroRequest', {
  tool: 'customer_lookup_get_retro_requests',
  title: 'Get Retro Requests',
  summary:
    "Claims of the customer with this mobile, email, card or external id to have earlier anonymous bills counted, with approval status; pages by limit and offset. With Capillary's customer id use customer_get_retro_requests; for changes of mobile or email use customer_get_identifier_change_requests.",
  query: () => ({
    ...customerLookup(),
    ...changeRequestFilters(),
    sortBy: text('e.g. createdon, lastUpdatedOn').optional(),
    sortOrder: text('ASC or DESC').optional(),
    type: text('Not documented').optional(),
    activity: text('Not documented').optional(),
    cardNumber: idOf('cardNumber', text('Card of the customer')).optional(),
  }),
  answer: answers.customerLookupGetRetroRequestsAnswer,
  effect: 'read',
  limits: { pagination: 'limit 10, offset' },
  sources: [
    'https://docs.capillarytech.com/reference/lookup-get-retro-requests',
    'https://docs.capillarytech.com/reference/get-retro-requests',
    'Get Change Requests, documentation 2022',
    'Get Retro Requests (lookup), documentation September 2025',
    'Get Retro Requests, documentation September 2025',
  ],
  keywords: [
    'did my missing bill get approved, phone number given',
    'shopper forgot to mention membership, check the claim',
    'late receipt claims for a mobile',
    'points for a past purchase: is the request pending',
    'retro bills raised for an email address',
    'rejected till slip claim of a cardholder',
    'bill not credited, what happened to the request',
    'anonymous purchase being attached to this number',
    'claims of forgotten bills for a phone number',
    'was the old receipt accepted, mobile given',
    'unlinked purchase requests by email',
  ],
});

export const customerLookupAddImage = lookup.post('v2/customers/lookup/setImage', {
  tool: 'customer_lookup_add_image',
  title: 'Add Customer Image',
  summary:
    "Uploads one to five profile pictures of the customer with this mobile, email, card or external id. With Capillary's customer id use customer_add_image; customer_lookup_get_details with embed customerImage shows them, customer_delete_image (by customer id) removes one.",
  query: customerLookup,
  body: () => object({ file: pictures() }),
  multipart: true,
  response: { rows: [{ at: 'data[]', verdict: '' }] },
  answer: answers.customerLookupAddImageAnswer,
  effect: 'create',
  checkedBy: ['customer_lookup_get_details'],
  evidence: 'the new pictures (with embed customerImage)',
  limits: { batch: '5 per call, 10 KB to 49 MB each' },
  sources: [
    'https://docs.capillarytech.com/reference/add-customer-image',
    'https://docs.capillarytech.com/reference/set-customer-image-1',
    'Set Customer Image, documentation 2022',
    'Add Customer Image, documentation September 2025',
  ],
  keywords: [
    'add a photo for the member with this mobile',
    'upload a selfie by email',
    'set avatar for a phone number',
    'attach a portrait to a card number',
    'store staff takes a picture of a shopper',
    'change the profile photo, no customer id',
    'send a png or jpg for a customer on the phone',
    'photo for a shopper by mobile or email',
    'save a portrait, phone number given',
    'picture of a member without id',
  ],
});

export const customerLookupGetReferrals = lookup.get('v2/customers/lookup/referrals', {
  tool: 'customer_lookup_get_referrals',
  title: 'Get Referrals',
  summary:
    "Referral code of the customer with this mobile, email, card or external id, whom they invited, who joined and what was awarded; needs the campaign's token, pages by limit and offset. With Capillary's customer id use customer_get_referrals; to record invitations customer_add_referrals.",
  query: () => ({
    ...customerLookup(),
    campaignToken: text('Token of the referral campaign'),
    limit: limit('Rows to return; default 10'),
    offset: offset(),
  }),
  answer: answers.customerLookupGetReferralsAnswer,
  effect: 'read',
  limits: { pagination: 'limit 10, offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-referrals-lookup',
    'Get Customer Referrals, documentation 2022',
    'Get Referrals (lookup), documentation September 2025',
  ],
  keywords: [
    'what is my referral code, here is my mobile',
    'who signed up through this shopper, phone given',
    'friends invited by an email address',
    'refer-a-friend results for a phone number',
    'did my friend join with my invite',
    'rewards earned for bringing in new members',
    'invitations sent by a cardholder',
    'share code of a caller',
    'whom did this phone number invite',
    'invited friends by mobile',
    'referral standing by email',
  ],
});

export const customerLookupGetRecommendations = lookup.get('v2/customers/lookup/recommendations', {
  tool: 'customer_lookup_get_recommendations',
  title: 'Get Customer Recommendations',
  summary:
    "Product recommendations for the customer with this mobile, email, card or external id. Also takes Capillary's customer id (identifierName id); for loyalty promotions for a customer use customer_lookup_get_promotions.",
  query: lookupAnywhere,
  answer: answers.customerLookupGetRecommendationsAnswer,
  effect: 'read',
  sources: ['Get Customer Recommendations, documentation 2022 and September 2025'],
  keywords: [
    'what should i suggest to this shopper',
    'items the customer might like',
    'upsell ideas at the till for a phone number',
    'products to pitch to this email',
    'cross-sell from past purchases',
    'next best product for a member',
    'personal picks to show in the app',
    'suggested articles for a cardholder',
    'what should we offer her next',
    'product ideas for a shopper',
    'things this guest might buy',
  ],
});

export const customerLookupGetPointsBalance = lookup.get('v2/customers/lookup/points/balance', {
  tool: 'customer_lookup_get_points_balance',
  title: 'Get Points Balance',
  summary:
    "Points balance alone, straight from a mobile, email, card or external id: redeemable (main) and promised points, for one program or all. With Capillary's customer id use customer_get_points_balance; for tier alone use customer_lookup_get_tier, both together customer_lookup_get_loyalty_details.",
  query: () => ({ ...lookupAnywhere(), ...programScope() }),
  answer: answers.customerLookupGetPointsBalanceAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get_points_balance',
    'Get Points Balance (Light API), documentation 2022',
    'Get Points Balance (lookup), documentation September 2025',
  ],
  keywords: [
    'how many points do i have, my number is',
    'check wallet by phone number',
    'points on this card',
    'balance for an email address',
    'what can the shopper at my till spend',
    'caller asks for remaining rewards',
    'swipe card, show points',
    'available and locked points of a mobile',
    'fleet balance from a driver card',
    'points for a phone number',
    'how much has the shopper got, mobile given',
    'balance by mobile or email',
  ],
});

export const customerLookupGetTier = lookup.get('v2/customers/lookup/tierDetails', {
  tool: 'customer_lookup_get_tier',
  title: 'Get Customer Tier',
  summary:
    "Current tier (slab), when it expires and the next tier, straight from a mobile, email, card or external id, for one program or all; the gap to it is in customer_lookup_get_details (embed mlp, gapToUpgrade). With Capillary's customer id use customer_get_tier; with points customer_lookup_get_loyalty_details.",
  query: () => ({ ...lookupAnywhere(), ...programScope() }),
  answer: answers.customerLookupGetTierAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/lookup-get-customer-tier',
    'https://docs.capillarytech.com/reference/get-customer-tier',
    'Get Customer Tier (Light API), documentation 2022',
    'Get Customer Tier (lookup), documentation September 2025',
  ],
  keywords: [
    'is the person with this number a gold member',
    'membership level by phone',
    'what status am i, here is my email',
    'vip check at the counter',
    'when does the platinum on this card lapse',
    'which level comes after hers, mobile known',
    'silver, gold or platinum for a caller',
    'tier of a cardholder',
    'loyalty level for a phone number',
    'is she vip, email given',
    'tier by mobile or card',
  ],
});

export const customerLookupGetPromisedPointsSchedule = lookup.get('v2/customers/lookup/promisedPointsSchedule', {
  tool: 'customer_lookup_get_promised_points_schedule',
  title: 'Get Points Conversion Schedule',
  summary:
    "When promised (pending) points become redeemable, straight from a mobile, email, card or external id. With Capillary's customer id use customer_get_promised_points_schedule; for points expiry use customer_lookup_get_points_expiry_schedule.",
  query: () => ({
    ...lookupAnywhere(),
    ...programScope(),
    ...scheduleDates(),
    fetchEarliestExpiryOnly: boolean('true gives only the earliest entry').optional(),
  }),
  answer: answers.customerLookupGetPromisedPointsScheduleAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/lookup-get-points-conversion-schedule',
    'https://docs.capillarytech.com/reference/get-points-conversion-schedule-1',
    'Get Points Conversion Schedule (Light API), documentation 2022',
    'Get Points Conversion Schedule (lookup), documentation September 2025',
  ],
  keywords: [
    'when can i use my pending points, phone number given',
    "why can the caller not spend yesterday's points yet",
    'points on hold for a mobile',
    'locked rewards release date by email',
    'delayed points of a cardholder',
    'points still in the return period for a phone number',
    'when do promised points on this card turn usable',
    'upcoming credits for a shopper',
    'when are waiting points released, mobile given',
    'pending points for a phone or email',
    'why are my points not available yet',
  ],
});
