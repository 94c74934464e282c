/** Parts of v2 customer bodies: profiles, identifiers, channels, loyalty, subscriptions, pictures. */
import type { z } from 'zod';
import { accountId, source } from './common.js';
import { idOf, personIdentifier, personName } from './leaf-types.js';
import { dateTime } from './times.js';
import { boolean, choice, file, integer, keyValues, list, object, text } from './values.js';

const IDENTIFIERS = [
  'mobile',
  'email',
  'externalId',
  'cardnumber',
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
] as const;

/** Kinds of identifier of a profile. */
const PROFILE_IDENTIFIERS = [...IDENTIFIERS, 'cardExternalId', 'mobilePush'] as const;

/** Kinds of identifier that `changeIdentifier` can add and remove. */
export const CHANGEABLE_IDENTIFIERS = [...IDENTIFIERS, 'cardExternalId', 'facebook'] as const;

/** One identifier of a customer: a mobile number, email … */
export const identifier = () =>
  object({
    type: choice(PROFILE_IDENTIFIERS, 'Kind of identifier'),
    value: personIdentifier('The identifier; a mobile with country code, digits only'),
  });

/** Fields of a card besides its number. */
export const cardDetails = () => ({
  seriesId: idOf('cardSeries', integer('For cardnumber: id of the card series, if Capillary generates it')).optional(),
  seriesCode: idOf('cardSeriesCode', text('For cardnumber: code of the card series, if external')).optional(),
  statusLabel: idOf('cardStatusLabel', text('For cardnumber, if needed: status label, e.g. ACTIVE')).optional(),
  cardExternalId: text('External id of the card').optional(),
  extendedFields: keyValues('Extended fields of the card').optional(),
  customFields: keyValues('Custom fields of the card').optional(),
});

/** An identifier of a new profile; type `cardnumber` issues that card. */
const newIdentifier = () => identifier().extend(cardDetails());

/** A channel on which the customer can be reached. */
export const commChannel = () =>
  object({
    type: choice(['mobile', 'email', 'wechat', 'whatsapp', 'ios', 'android', 'line', 'mobilePush'], 'Channel'),
    value: personIdentifier('Number, email or push token'),
    primary: boolean('true: preferred channel').optional(),
    verified: boolean('Confirmed by the customer, e.g. with an OTP').optional(),
    subscribed: boolean('Subscribed to bulk messages').optional(),
    meta: object(
      {
        residence: boolean('Private contact').optional(),
        office: boolean('Work contact').optional(),
        lastViewedDate: dateTime(
          { zone: 'offset' },
          text('For mobilePush: when the app was last opened, may be empty; ISO 8601 with offset'),
        ).optional(),
      },
      'Private, or for work',
    ).optional(),
    attributes: keyValues('More about the channel').optional(),
  });

const profile = <I extends z.core.$ZodType, S extends z.core.$ZodType>(
  identifiers: I,
  from: S,
  channels = 'Where to reach the customer; only identifiers are unique and can be looked up',
) =>
  object({
    firstName: personName('At most 100 characters; the rest is cut off').optional(),
    lastName: personName('At most 100 characters; the rest is cut off').optional(),
    identifiers,
    source: from,
    accountId: accountId(),
    commChannels: list(commChannel(), channels).optional(),
    fields: profileCustomFields(),
  });

const profileSource = () => source('Channel the profile belongs to; INSTORE unless known otherwise');

/** A profile to register: source and identifiers are required. */
export const newProfile = () => profile(list(newIdentifier(), "The customer's identifiers"), profileSource());

/** A profile to register where the query can give the source. */
export const newProfileOfSource = () =>
  profile(
    list(newIdentifier(), "The customer's identifiers"),
    source('Channel the profile belongs to; needed unless the call has source, normally INSTORE').optional(),
  );

/** A profile to change; omitted fields stay as they are. */
export const changedProfile = () =>
  profile(
    list(identifier(), 'Only to identify the profile; customer_update_identifiers changes them').optional(),
    source('Channel the profile belongs to').optional(),
    'Channels of the profile to add or to change',
  );

/** Custom fields of a profile (`fields`). */
export const profileCustomFields = () => keyValues('Custom fields the organization has configured').optional();

/** Extended fields of a customer. */
export const extendedFields = () =>
  keyValues(
    'Extended fields the organization has enabled; null and empty values are dropped; a LIST as a JSON array or comma text',
  ).optional();

/** @param about - what the type means in this endpoint */
export const loyaltyInfo = (about: string) =>
  object({ loyaltyType: choice(['loyalty', 'non_loyalty'], about).optional() }, 'Member or not').optional();

/** Loyalty programs to enrol in; the newest documentation no longer has them. */
export const loyaltyProgramEnrollments = () =>
  list(
    object({
      programId: idOf('loyaltyProgram', integer('Ignored if the customer is already enrolled')).optional(),
      tierNumber: integer('Starting tier, 1 the lowest').optional(),
      loyaltyPoints: integer('Opening points').optional(),
      tierExpiryDate: dateTime({ zone: 'offset', ends: true }, 'End of the tier').optional(),
      pointsExpiryDate: dateTime({ zone: 'offset', ends: true }, 'When the points expire').optional(),
    }),
    'Loyalty programs to enrol in; legacy',
  ).optional();

/** Kind of message a subscription is about. */
export const messagePriority = () => choice(['TRANS', 'BULK'], 'TRANS transactional and personal, BULK campaigns');

/** Subscriptions of a new customer: one row per channel and kind of message. */
export const subscriptionInfo = () =>
  object(
    {
      subscriptions: list(
        object({
          channel: text('SMS, EMAIL, MOBILE, WECHAT, ios, android …'),
          accountId: text('Account of the channel; may be empty').optional(),
          priority: messagePriority(),
          type: choice(['OPTIN', 'OPTOUT'], 'Wants these messages or not'),
          sourceName: text('Source, e.g. INSTORE').optional(),
        }),
        'One row per channel and kind of message',
      ).optional(),
    },
    'Messages the customer wants',
  ).optional();

/** The `file` part of a picture upload: one picture, or up to five. */
export const pictures = () =>
  file('A picture')
    .or(list(file('A picture')).min(1).max(5))
    .describe('One picture, or a list of up to five; 10 KB to 49 MB each');
