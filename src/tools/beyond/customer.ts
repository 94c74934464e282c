/** Customer, beyond the inventory: setting a tier by hand, trackers, messages, pictures, and who changed what. */
import { CUSTOMER } from '../customer/customer.defaults.js';
import { section } from '../define.js';
import { accountId, customerId, ownSource, sortOrder } from '../schemas/common.js';
import { idOf, personIdentifier } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, integer, plainChoice, text } from '../schemas/values.js';
import * as answers from './customer.answers.js';
import { tierBody } from './customer.bodies.js';

export const customerBeyond = section('Customer', CUSTOMER);

export const customerAdjustTier = customerBeyond.post('v2/slab/manualSlabAdjustment', {
  tool: 'customer_adjust_tier',
  title: 'Adjust Customer Tier Manually',
  summary:
    "Upgrades, downgrades or renews a customer's tier (slab) by hand, or extends its end date, outside the program's rules; at once, and it may send messages and give benefits. Not for groups; to read the tier use customer_get_tier.",
  inInventory: false,
  accessGroup: null,
  query: () => ({
    source: ownSource(),
    identifierName: choice(['mobile', 'id', 'externalId'], 'Kind of identifier'),
    identifierValue: personIdentifier('Its value; a mobile with country code'),
    type: plainChoice(['CUSTOMER'], 'Leave out').optional(),
  }),
  body: tierBody,
  rules: [{ needs: ['toSlabName'], each: 'body', when: { field: 'slabAction', is: ['UPGRADE', 'DOWNGRADE'] } }],
  response: {
    confirmation: ['sideEffects'],
    advice: { 8925: 'An UPGRADE needs a tier above the present one: customer_get_tier shows both.' },
  },
  answer: answers.customerAdjustTierAnswer,
  effect: 'action',
  destructive: true,
  checkedBy: ['customer_get_tier', 'customer_lookup_get_tier'],
  evidence: 'the new tier or its new expiry date',
  example: {
    identifierName: 'id',
    identifierValue: '418400003',
    source: 'INSTORE',
    body: {
      programId: 812,
      slabAction: 'UPGRADE',
      toSlabName: 'Gold',
      manualSlabActionValidity: 'FIXED_DURATION',
      manualSlabActionValidityUpto: '90',
      slabChangeReason: 'Service recovery',
    },
  },
  sources: [
    'https://docs.capillarytech.com/reference/manual-tier-adjustment',
    'Manual Tier Adjustment, documentation September 2025',
  ],
  keywords: [
    'make this customer platinum',
    'set the membership level by hand',
    'lower the tier of a member',
    'keep somebody at the present level for another year',
    'extend the end date of a status',
    'promote a shopper to the next slab manually',
    'status match for a customer of a competitor',
    'gold level for three months for a vip',
    'move a member up or down a tier manually',
    'upgrade somebody to gold by hand',
    'downgrade a customer to silver',
    'keep the tier although the customer spent too little',
    'renew the tier of a member manually',
    'put a customer into a higher tier for some months',
  ],
});

export const customerGetTrackers = customerBeyond.get('v2/customers/{customerId}/trackers', {
  tool: 'customer_get_trackers',
  title: 'Get Customer Trackers',
  summary:
    'What the trackers of a customer have counted so far (spend, points, visits, items), each with its period: how far somebody is from a tracked goal. For a user group customer_get_group_trackers, for the gap to a tier customer_get.',
  inInventory: false,
  path: () => ({ customerId: customerId() }),
  answer: answers.customerGetTrackersAnswer,
  effect: 'read',
  example: { customerId: 418400001 },
  limits: { pagination: 'none; pagination in the answer stays zero' },
  sources: [
    'https://docs.capillarytech.com/reference/get_v2-customers-customerid-trackers: the answer is that of the sample, not of the OpenAPI file',
    'Get Customer Trackers, documentation September 2025',
  ],
  keywords: [
    'how much has she spent this year towards the promotion',
    'visit counter of a member',
    'running totals of one shopper',
    'how many items has he bought in the period',
    'progress of a customer towards a spend goal',
    'cumulative purchases that count for a campaign',
    'how much has he spent according to a tracker',
    'tracker values of a customer',
    'spend that counts towards the next level',
    'what do the trackers say about a member',
    'how close is she to the target of a tracker',
  ],
});

export const customerGetInteractions = customerBeyond.get('v2/customers/interaction', {
  tool: 'customer_get_interactions',
  title: 'Get Customer Interactions',
  summary:
    'Counts contacts with a customer (emails, SMS, WhatsApp, surveys, missed calls) with their last time, and lists messages; with type, one kind only and in another form. customer_get_interactions_v1_1 also filters by date and pages.',
  inInventory: false,
  accessGroup: null,
  query: () => ({
    identifierName: choice(['email', 'mobile', 'external_id'], 'Kind of identifier'),
    identifierValue: personIdentifier('Its value; a mobile with country code'),
    network: choice(['facebook', 'twitter', 'foursquare', 'capillary'], 'Only this network').optional(),
    type: choice(
      [
        'email',
        'emailbulk',
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
  }),
  response: { confirmation: ['interaction'] },
  answer: answers.customerGetInteractionsAnswer,
  effect: 'read',
  example: { identifierName: 'mobile', identifierValue: '919800000001' },
  sources: [
    'https://docs.capillarytech.com/reference/v2get-customer-interactions',
    'Get Customer Interactions (v2), documentation September 2025',
  ],
  keywords: [
    'how many emails and texts did this shopper get',
    'when did we last write to her',
    'contacts with a member by channel',
    'did he answer a survey',
    'number of whatsapp messages to a customer',
    'overview of communication with somebody',
    'which messages and surveys did a customer get',
    'how often did we contact this customer',
    'interactions with a customer by channel',
  ],
});

export const customerGetImage = customerBeyond.get('v2/customers/{userId}/setImage', {
  tool: 'customer_get_image',
  title: 'Get Customer Image',
  summary:
    'Profile of a customer with the stored pictures (size, date; the links are hidden), if embed is set; despite its path it changes nothing. customer_get with embed customerImage shows the same; to upload use customer_add_image.',
  inInventory: false,
  path: () => ({ userId: customerId() }),
  query: () => ({
    source: ownSource(),
    accountId: accountId(),
    embed: choice(['CUSTOMERIMAGE'], 'Adds the pictures').optional(),
  }),
  answer: answers.customerGetImageAnswer,
  effect: 'read',
  example: { userId: 418400001, source: 'INSTORE', embed: 'CUSTOMERIMAGE' },
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-image',
    'Get Customer Image, documentation September 2025',
  ],
  keywords: [
    'does this member have a profile photo',
    'when was the picture of a customer uploaded',
    'check the avatar of a shopper',
    'size of the selfie on the account',
    'how many pictures of this person do we store',
    'was the portrait saved',
    'show the photo of a customer',
    'is a picture stored for this member',
    "get the customer's profile picture",
  ],
});

export const customerGetAuditLog = customerBeyond.get('api_gateway/v2/audits', {
  tool: 'customer_get_audit_log',
  title: 'Get audit logs of entities',
  summary:
    'Who changed what and when on a customer or a card: identifiers, names, fields, status, subscriptions, merges, with the value before and after. For what the loyalty engine did customer_get_loyalty_events, for reasons of a status customer_get_status_log.',
  version: 'v2',
  inInventory: false,
  accessGroup: 'Behavioural events',
  query: () => ({
    entityType: choice(['CUSTOMER', 'CARD'], 'What was changed'),
    entityId: idOf('customer', integer('Customer id; with CARD the cardId of card_get')),
    source: text('Source of the profile, e.g. INSTORE').optional(),
    referenceType: choice(
      [
        'Identifier',
        'StandardField',
        'ExtendedField',
        'CustomField',
        'CustomerStatus',
        'CardStatus',
        'SubscriptionStatus',
        'CustomerMerge',
        'CardCustomField',
        'CommChannel',
        'CardExtendedField',
      ],
      'Only this kind of change',
    ).optional(),
    referenceValue: text('Only this field, e.g. mobile').optional(),
    startDate: dateTime({ zone: 'organization' }, 'From').optional(),
    endDate: dateTime({ zone: 'organization' }, 'Until').optional(),
    includeUserContext: boolean('true adds the audit headers sent with the change').optional(),
    limit: integer('Rows, default 10', { min: 1 }).optional(),
    pageNo: integer('Page, from 0', { min: 0 }).optional(),
    sortBy: text('Default autoUpdateTime').optional(),
    sortOrder: sortOrder(),
  }),
  answer: answers.customerGetAuditLogAnswer,
  effect: 'read',
  whenEmpty:
    'Only changes are logged, not the registration; custom and extended fields only where the audit is switched on, and custom fields only if changed through v2.',
  example: { entityType: 'CUSTOMER', entityId: 418400001 },
  limits: { pagination: 'limit (default 10) and pageNo, from 0' },
  sources: [
    'https://docs.capillarytech.com/reference/get-entity-audit-logs',
    'Get audit logs of entities, documentation September 2025',
  ],
  keywords: [
    'who changed the phone number of this member',
    'history of changes to a profile',
    'when was the email address replaced, and from what',
    'audit trail of a card',
    'which till altered the name',
    'how did this value get here, support case',
    'unsubscribed by whom',
    'previous mobile of a customer',
    'change history of a customer or a card',
    'who changed the mobile number of this customer',
    'who did what and when on a customer',
    'which user edited the profile, and when',
    'old and new value of a changed field',
    'which user changed the email of a customer',
    'find out who did it',
    'which user swapped the email',
    'who edited the profile',
    'when and by which user was a phone number replaced',
  ],
});
