/** Request bodies of Customer (Lookup): a customer named by mobile, email, card …. */
import { source } from '../schemas/common.js';
import { boolean, date, dateTime, integer, keyValues, list, object, oneOf, text } from '../schemas/values.js';

const meta = () => ({
  residence: boolean('Residence contact').optional(),
  office: boolean('Office contact').optional(),
  lastViewedDate: date('Last app open; only for mobilePush').optional(),
});

const loyaltyProgramEnrollments = () => ({
  programId: integer('Program to enrol in (no update if already enrolled)').optional(),
  tierNumber: integer('Sequence number of the starting tier').optional(),
  loyaltyPoints: integer('Opening points to credit').optional(),
  tierExpiryDate: dateTime('Tier expiry, ISO 8601 with zone').optional(),
  pointsExpiryDate: dateTime('Points expiry, ISO 8601 with zone').optional(),
});

const commChannels = () => ({
  type: oneOf(['mobile', 'email', 'wechat', 'ios', 'android', 'line', 'mobilePush'], 'Channel type').optional(),
  value: text('Channel address (number, email, push token...)').optional(),
  primary: boolean('Primary channel flag (docs samples send it as a string)').optional(),
  verified: boolean('Verified flag (docs samples send it as a string)').optional(),
  meta: object(meta(), 'Extra channel info').optional(),
});

const profiles = () => ({
  firstName: text('First name').optional(),
  lastName: text('Last name').optional(),
  fields: keyValues('Customer custom fields, name-value pairs configured for the org').optional(),
  identifiers: list(
    object({
      type: oneOf(
        [
          'mobile',
          'email',
          'externalId',
          'cardnumber',
          'wechat',
          'martjackId',
          'fbId',
          'tmall_uname',
          'cuid',
          'ali_uname',
          'jd_uname',
          'vip_uname',
          'line',
        ],
        'Identifier type',
      ).optional(),
      value: text('Identifier value').optional(),
    }),
    'Identifiers to attach to the profile (existing primary ones cannot be changed here)',
  ).optional(),
  commChannels: list(object(commChannels()), 'Communication channels').optional(),
  source: source('Source of the profile').optional(),
  accountId: text('Account ID for multi-account sources').optional(),
});

export const customerLookupUpdateBody = () =>
  object({
    profiles: list(object(profiles()), 'Profile per source').optional(),
    loyaltyInfo: object(
      {
        loyaltyType: oneOf(
          ['loyalty', 'non_loyalty'],
          'loyalty or non_loyalty; only non_loyalty to loyalty is allowed',
        ).optional(),
      },
      'Loyalty status block',
    ).optional(),
    extendedFields: keyValues('Customer extended fields enabled for the org, name-value pairs').optional(),
    loyaltyProgramEnrollments: list(
      object(loyaltyProgramEnrollments()),
      'Enrol into programs the customer is not in yet',
    ).optional(),
  });
