/** Request bodies of Customer: registration, profile, identifiers, subscriptions. */
import { source } from '../schemas/common.js';
import { boolean, dateTime, integer, keyValues, list, object, oneOf, text } from '../schemas/values.js';

const fleetCompany = () => ({
  externalId: text('External id of the company').optional(),
  name: text('Company name').optional(),
  hierarchyDefinitionCode: text('Hierarchy definition code of the company').optional(),
});

const meta = () => ({
  residence: boolean('Residential contact').optional(),
  office: boolean('Office contact').optional(),
  lastViewedDate: dateTime('Last time the app was opened (mobilePush only; empty string tolerated)').optional(),
});

const commChannels = () => ({
  type: oneOf(['mobile', 'email', 'wechat', 'whatsapp', 'ios', 'android', 'line', 'mobilePush'], 'Channel kind'),
  value: text('Channel address'),
  primary: boolean('Primary channel').optional(),
  verified: boolean('Verified channel').optional(),
});

const subscriptions = () => ({
  channel: text('SMS, EMAIL, MOBILE, ios, android, WECHAT'),
  accountId: text('Account id of the channel; may be empty').optional(),
  priority: oneOf(['TRANS', 'BULK'], 'Message class'),
  type: oneOf(['OPTIN', 'OPTOUT'], 'Subscribe or unsubscribe'),
  sourceName: text('Source name, e.g. INSTORE').optional(),
});

const loyaltyProgramEnrollments = () => ({
  programId: integer('Loyalty program id; ignored if already enrolled').optional(),
  tierNumber: integer('Tier sequence number, 1 = lowest').optional(),
  loyaltyPoints: integer('Opening points').optional(),
  tierExpiryDate: dateTime('Tier expiry, YYYY-MM-DDTHH:MM:SS+zone').optional(),
  pointsExpiryDate: dateTime('Points expiry, YYYY-MM-DDTHH:MM:SS+zone').optional(),
});

const subscriptionInfo = () => ({
  subscriptions: list(object(subscriptions()), 'Subscription rows').optional(),
});

const commChannels2 = () => ({
  type: oneOf(['mobile', 'email', 'wechat', 'whatsapp', 'ios', 'android', 'line', 'mobilePush'], 'Channel kind'),
  value: text('Channel address (number, email, FCM token for mobilePush)'),
  primary: boolean('Primary channel; samples also pass the string "true"').optional(),
  verified: boolean('Verified, e.g. by OTP; samples also pass the string "true"').optional(),
  subscribed: boolean('Subscribed to newsletters/bulk messages').optional(),
  meta: object(meta(), 'Channel metadata').optional(),
  attributes: keyValues('Extra channel attributes').optional(),
});

const identifiers = () => ({
  type: oneOf(
    [
      'mobile',
      'email',
      'externalId',
      'wechat',
      'unionId',
      'martjackId',
      'fbId',
      'tmall_uname',
      'cuid',
      'ali_uname',
      'jd_uname',
      'vip_uname',
      'mobilePush',
      'line',
      'cardnumber',
    ],
    'Identifier kind (docs tables say card where the samples use cardnumber)',
  ),
  value: text('Identifier value; mobile with country code; for cardnumber the card number'),
  seriesId: integer('Card series id, for cardnumber of a Capillary-generated series').optional(),
  seriesCode: text('Card series code, for cardnumber of an external series').optional(),
  statusLabel: text('Card status label, needed with cardnumber, e.g. ACTIVE').optional(),
  cardExternalId: text('External id of the card').optional(),
  extendedFields: keyValues('Card-level extended fields as key/value').optional(),
  customFields: keyValues('Card-level custom fields as key/value').optional(),
});

const profiles = () => ({
  firstName: text('First name').optional(),
  lastName: text('Last name').optional(),
  identifiers: list(
    object({
      type: oneOf(
        [
          'mobile',
          'email',
          'externalId',
          'wechat',
          'unionId',
          'martjackId',
          'fbId',
          'tmall_uname',
          'cuid',
          'ali_uname',
          'jd_uname',
          'vip_uname',
          'mobilePush',
          'line',
          'cardnumber',
        ],
        'Identifier kind',
      ),
      value: text('Identifier value'),
    }),
    'Identifiers',
  ),
  commChannels: list(object(commChannels()), 'Channels, same shape as the root commChannels').optional(),
  fields: keyValues('Custom fields').optional(),
  source: source('Source'),
  accountId: text('Account id for multi-account sources').optional(),
});

const parentCustomer = () => ({
  profiles: list(object(profiles()), 'Profiles, same shape as the root profiles').optional(),
  extendedFields: keyValues('Extended fields').optional(),
});

const profiles2 = () => ({
  firstName: text('First name (trimmed)').optional(),
  lastName: text('Last name (trimmed)').optional(),
  identifiers: list(
    object({
      type: oneOf(
        [
          'mobile',
          'email',
          'externalId',
          'wechat',
          'unionId',
          'martjackId',
          'fbId',
          'tmall_uname',
          'cuid',
          'ali_uname',
          'jd_uname',
          'vip_uname',
          'mobilePush',
          'line',
          'cardnumber',
        ],
        'Identifier kind (docs tables say card where the samples use cardnumber)',
      ),
      value: text('Identifier value; mobile with country code; for cardnumber the card number'),
    }),
    'Identifiers as type/value pairs',
  ).optional(),
  commChannels: list(object(commChannels2()), 'Communication channels').optional(),
  fields: keyValues('Customer-level custom fields as key/value (only ones configured for the org)').optional(),
  source: source('Source this profile lives in').optional(),
  accountId: text('Account id; needed for multi-account sources').optional(),
});

const profiles3 = () => ({
  firstName: text('First name (trimmed)').optional(),
  lastName: text('Last name (trimmed)').optional(),
  identifiers: list(object(identifiers()), 'Identifiers as type/value pairs'),
  commChannels: list(object(commChannels2()), 'Communication channels').optional(),
  fields: keyValues('Customer-level custom fields as key/value (only ones configured for the org)').optional(),
  source: source('Source this profile lives in'),
  accountId: text('Account id; needed for multi-account sources').optional(),
});

const profiles4 = () => ({
  firstName: text('First name (trimmed; at most 100 characters, the rest is dropped)').optional(),
  lastName: text('Last name (trimmed; at most 100 characters, the rest is dropped)').optional(),
  identifiers: list(object(identifiers()), 'Identifiers as type/value pairs'),
  commChannels: list(object(commChannels2()), 'Communication channels').optional(),
  fields: keyValues('Customer-level custom fields as key/value (only ones configured for the org)').optional(),
  source: source('Source this profile lives in'),
  accountId: text('Account id inside the source; needed when source has several accounts').optional(),
});

const profiles5 = () => ({
  firstName: text('First name (trimmed)').optional(),
  lastName: text('Last name (trimmed)').optional(),
  identifiers: list(object(identifiers()), 'Identifiers as type/value pairs'),
  commChannels: list(object(commChannels2()), 'Communication channels').optional(),
  fields: keyValues('Customer-level custom fields as key/value (only ones configured for the org)').optional(),
  source: source('Source this profile lives in (starred in the current table; its subscription sample leaves it out)'),
  accountId: text(
    'Account id inside the source (starred in the current table; meaningless for INSTORE); needed when source has several accounts',
  ).optional(),
});

const associationDetails = () => ({
  hierarchyCode: text('Hierarchy code to attach to').optional(),
  roleCode: text('Role code of this customer in the hierarchy').optional(),
  childRoleCode: text('Role code given to the child customers').optional(),
  fleetCompany: object(fleetCompany(), 'Company of the customer').optional(),
  parentCustomer: object(parentCustomer(), 'Parent customer (registered if missing)').optional(),
  childCustomers: list(object(parentCustomer()), 'Child customers (registered if missing)').optional(),
});

const customerAssociateFields = () => ({
  profiles: list(object(profiles3()), 'Customer profile(s), one per source/account'),
  loyaltyInfo: object(
    {
      loyaltyType: oneOf(
        ['loyalty', 'non_loyalty'],
        'loyalty or non_loyalty; 2022 docs mark it mandatory, current samples omit it (defaults to loyalty)',
      ).optional(),
    },
    'Loyalty status holder',
  ).optional(),
  extendedFields: keyValues(
    'Customer extended fields as key/value; only enabled ones; null/empty values are dropped by default (CONF_REJECT_EMPTY_OR_NULL_EF_VALUES)',
  ).optional(),
  referralCode: text('Referral code').optional(),
  associatedWith: text('Till code').optional(),
  createDate: dateTime('Registration time').optional(),
  loyaltyProgramEnrollments: list(
    object(loyaltyProgramEnrollments()),
    'LEGACY (dropped from the docs in 2026): programs to enrol in',
  ).optional(),
  associationDetails: object(associationDetails(), 'Hierarchy/company association').optional(),
});

export const customerAddBody = () =>
  object({
    profiles: list(object(profiles4()), 'Customer profile(s), one per source/account'),
    loyaltyInfo: object(
      {
        loyaltyType: oneOf(
          ['loyalty', 'non_loyalty'],
          'loyalty or non_loyalty; 2022 docs mark it mandatory, current samples omit it (defaults to loyalty)',
        ).optional(),
      },
      'Loyalty status holder',
    ).optional(),
    extendedFields: keyValues(
      'Customer extended fields as key/value; only enabled ones; null/empty values are dropped by default (CONF_REJECT_EMPTY_OR_NULL_EF_VALUES)',
    ).optional(),
    associatedWith: text(
      'Till code to associate with the registration (honoured with USE_CRM_REGISTRATION_INFO_FROM_BASE_STORE)',
    ).optional(),
    referralCode: text('Referral code of the referrer').optional(),
    statusLabel: text('Customer status label to start with').optional(),
    createDate: dateTime('Registration time, YYYY-MM-DDTHH:MM:SS+HH:MM').optional(),
    activity: text('Lifecycle state; normally auto-assigned').optional(),
    subscriptionInfo: object(subscriptionInfo(), 'Subscriptions to set with the registration/update').optional(),
    loyaltyProgramEnrollments: list(
      object(loyaltyProgramEnrollments()),
      'LEGACY (dropped from the docs in 2026): programs to enrol in',
    ).optional(),
    endPointsEnabled: list(
      oneOf(['REFERRAL_ENDPOINT', 'DVS_ENDPOINT', 'TIMELINE_ENDPOINT', 'POINTSENGINE_ENDPOINT']),
      'Downstream endpoints to run for dummy/test customers',
    ).optional(),
  });

export const customerUpsertBulkBody = () =>
  list(
    object({
      profiles: list(object(profiles5()), 'Customer profile(s), one per source/account'),
      loyaltyInfo: object(
        {
          loyaltyType: oneOf(
            ['loyalty', 'non_loyalty'],
            'loyalty or non_loyalty; 2022 docs mark it mandatory, current samples omit it (defaults to loyalty)',
          ).optional(),
        },
        'Loyalty status holder',
      ).optional(),
      extendedFields: keyValues(
        'Customer extended fields as key/value; only enabled ones; null/empty values are dropped by default (CONF_REJECT_EMPTY_OR_NULL_EF_VALUES)',
      ).optional(),
      statusLabel: text('Customer status label').optional(),
      associatedWith: text('Till code to associate').optional(),
      subscriptionInfo: object(subscriptionInfo(), 'Subscriptions to set with the registration/update').optional(),
      loyaltyProgramEnrollments: list(
        object(loyaltyProgramEnrollments()),
        'LEGACY (dropped from the docs in 2026): programs to enrol in',
      ).optional(),
    }),
  );

export const customerAssociateBody = () => list(object(customerAssociateFields()));

export const customerUpdateBody = () =>
  object({
    profiles: list(object(profiles2()), 'Customer profile(s), one per source/account').optional(),
    loyaltyInfo: object(
      {
        loyaltyType: oneOf(
          ['loyalty', 'non_loyalty'],
          'loyalty or non_loyalty; 2022 docs mark it mandatory, current samples omit it (defaults to loyalty)',
        ).optional(),
      },
      'Loyalty status holder',
    ).optional(),
    extendedFields: keyValues(
      'Customer extended fields as key/value; only enabled ones; null/empty values are dropped by default (CONF_REJECT_EMPTY_OR_NULL_EF_VALUES)',
    ).optional(),
    loyaltyProgramEnrollments: list(
      object(loyaltyProgramEnrollments()),
      'LEGACY (dropped from the docs in 2026): programs to enrol in',
    ).optional(),
  });

export const customerUpdateAssociationBody = () => list(object(customerAssociateFields()));
