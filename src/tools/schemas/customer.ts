/** Pieces of v2 customer bodies: profiles, identifiers, channels, loyalty, subscriptions, pictures. */
import { accountId, SOURCES, source } from './common.js';
import { boolean, dateTime, file, integer, keyValues, list, object, oneOf, text } from './values.js';

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

/** What a profile may be identified by. */
export const PROFILE_IDENTIFIERS = [...IDENTIFIERS, 'mobilePush'] as const;

/** What `changeIdentifier` adds and removes. */
export const CHANGEABLE_IDENTIFIERS = [...IDENTIFIERS, 'cardExternalId', 'facebook'] as const;

/** `source` of a read that may also span all of them. */
export const sourceOrAll = (about = 'Channel whose profile holds the customer; ALL spans every source') =>
  oneOf([...SOURCES, 'ALL'], about);

/** One mobile number, email … a customer is known by. */
export const identifier = () =>
  object({
    type: oneOf(PROFILE_IDENTIFIERS),
    value: text('Mobile with country code, digits only'),
  });

/** What a card needs beside its number. */
export const cardDetails = () => ({
  seriesId: integer('For cardnumber: id of a series that Capillary generates').optional(),
  seriesCode: text('For cardnumber: code of an external series').optional(),
  statusLabel: text('Card status label, e.g. ACTIVE; needed with cardnumber').optional(),
  cardExternalId: text('External id of the card').optional(),
  extendedFields: keyValues('Extended fields of the card').optional(),
  customFields: keyValues('Custom fields of the card').optional(),
});

/** An identifier of a new profile; type `cardnumber` issues that card. */
export const newIdentifier = () => identifier().extend(cardDetails());

/** Where a customer can be reached. */
export const commChannel = () =>
  object({
    type: oneOf(['mobile', 'email', 'wechat', 'whatsapp', 'ios', 'android', 'line', 'mobilePush']),
    value: text('Number, email or push token'),
    primary: boolean().optional(),
    verified: boolean('Confirmed by the customer, e.g. with an OTP').optional(),
    subscribed: boolean('Subscribed to bulk messages').optional(),
    meta: object({
      residence: boolean('Private contact').optional(),
      office: boolean('Work contact').optional(),
      lastViewedDate: text('For mobilePush: when the app was last opened, YYYY-MM-DD; may be empty').optional(),
    }).optional(),
    attributes: keyValues('More about the channel').optional(),
  });

const person = () => ({
  firstName: text('Cut after 100 characters').optional(),
  lastName: text('Cut after 100 characters').optional(),
  commChannels: list(commChannel(), 'Where the customer can be reached').optional(),
  fields: keyValues("The organisation's custom fields").optional(),
  accountId: accountId(),
});

/** A profile to register: what identifies the customer in one source is required. */
export const newProfile = () =>
  object({
    ...person(),
    identifiers: list(newIdentifier(), 'What the customer is known by'),
    source: source('Channel the profile belongs to; INSTORE unless known otherwise'),
  });

/** A profile to change: only what is given changes. */
export const changedProfile = () =>
  object({
    ...person(),
    identifiers: list(identifier(), 'Existing ones cannot be changed here').optional(),
    source: source('Channel the profile belongs to').optional(),
  });

/** @param about - which changes the endpoint allows */
export const loyaltyInfo = (about?: string) =>
  object({ loyaltyType: oneOf(['loyalty', 'non_loyalty'], about).optional() });

export const extendedFields = () =>
  keyValues('Extended fields enabled for the organisation; null and empty values are dropped');

/** A loyalty program to enrol in, where the customer is not in it yet. */
export const loyaltyProgramEnrollment = () =>
  object({
    programId: integer('Loyalty program; ignored if already enrolled').optional(),
    tierNumber: integer('Starting tier, 1 the lowest').optional(),
    loyaltyPoints: integer('Opening points').optional(),
    tierExpiryDate: dateTime('ISO 8601 with zone').optional(),
    pointsExpiryDate: dateTime('ISO 8601 with zone').optional(),
  });

/** Subscriptions set with a registration: one row a channel and kind of message. */
export const subscriptionInfo = () =>
  object({
    subscriptions: list(
      object({
        channel: text('SMS, EMAIL, MOBILE, WECHAT, ios, android …'),
        accountId: text('Account of the channel; may be empty').optional(),
        priority: oneOf(['TRANS', 'BULK'], 'TRANS personal and transactional, BULK campaigns'),
        type: oneOf(['OPTIN', 'OPTOUT']),
        sourceName: text('Source, e.g. INSTORE').optional(),
      }),
    ).optional(),
  });

/** The `file` part of a picture upload: one picture or up to five. */
export const pictures = () =>
  file('A picture')
    .or(list(file('A picture')).min(1).max(5))
    .describe('One picture, or a list of up to five; 10 KB to 49 MB each');
