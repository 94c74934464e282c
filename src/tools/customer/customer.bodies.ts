/** Request bodies of Customer: registration, profile, identifiers, hierarchy, subscriptions, referrals. */
import { accountId, source } from '../schemas/common.js';
import {
  CHANGEABLE_IDENTIFIERS,
  cardDetails,
  changedProfile,
  commChannel,
  extendedFields,
  identifier,
  loyaltyInfo,
  loyaltyProgramEnrollments,
  messagePriority,
  newProfile,
  newProfileOfSource,
  profileCustomFields,
  subscriptionInfo,
} from '../schemas/customer.js';
import { email, freeText, idOf, mobile, personIdentifier, personName } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { choice, integer, list, object, text } from '../schemas/values.js';

export const customerAddBody = () =>
  object({
    profiles: list(newProfileOfSource(), 'One per source; usually one'),
    loyaltyInfo: loyaltyInfo('loyalty if absent'),
    extendedFields: extendedFields(),
    associatedWith: text('Code of the till to register at, if the organization allows it').optional(),
    referralCode: idOf('referralCode', text('Code of the customer who referred this one')).optional(),
    statusLabel: idOf('customerStatusLabel', text('Status label to start with')).optional(),
    createDate: dateTime({ zone: 'offset' }, 'Time of registration').optional(),
    activity: text('Lifecycle state; normally assigned by Capillary').optional(),
    subscriptionInfo: subscriptionInfo(),
    loyaltyProgramEnrollments: loyaltyProgramEnrollments(),
    endPointsEnabled: list(
      choice(['REFERRAL_ENDPOINT', 'DVS_ENDPOINT', 'TIMELINE_ENDPOINT', 'POINTSENGINE_ENDPOINT']),
      'For dummy customers only: processing that runs for them',
    ).optional(),
  });

export const upsertBulkBody = () =>
  list(
    object({
      profiles: list(newProfile(), 'One per source; a wrong source can corrupt the profile'),
      loyaltyInfo: loyaltyInfo('loyalty if absent'),
      extendedFields: extendedFields(),
      statusLabel: idOf('customerStatusLabel', text('Customer status label')).optional(),
      associatedWith: text('Till code').optional(),
      subscriptionInfo: subscriptionInfo(),
      loyaltyProgramEnrollments: loyaltyProgramEnrollments(),
    }),
    'One row per customer',
  );

export const customerUpdateBody = () =>
  object({
    profiles: list(changedProfile(), 'One per source; usually one').optional(),
    loyaltyInfo: loyaltyInfo('non_loyalty can become loyalty, not the reverse'),
    extendedFields: extendedFields(),
    loyaltyProgramEnrollments: loyaltyProgramEnrollments(),
  });

/** A parent or child; registered if missing. */
const relative = () =>
  object({
    profiles: list(
      object({
        firstName: personName().optional(),
        lastName: personName().optional(),
        identifiers: list(identifier(), 'Find or register the customer'),
        source: source('Channel the profile belongs to'),
        accountId: accountId(),
        commChannels: list(
          commChannel().pick({ type: true, value: true, primary: true, verified: true }),
          'Where to reach the customer; only identifiers are unique and can be looked up',
        ).optional(),
        fields: profileCustomFields(),
      }),
      'One per source; usually one',
    ).optional(),
    extendedFields: extendedFields(),
  });

/** Customers with their place in a hierarchy, to create or to change. */
export const associationBody = () =>
  list(
    object({
      profiles: list(newProfile(), 'One per source; usually one'),
      loyaltyInfo: loyaltyInfo('loyalty if absent'),
      extendedFields: extendedFields(),
      referralCode: idOf('referralCode', text('Code of the customer who referred this one')).optional(),
      associatedWith: text('Till code').optional(),
      createDate: dateTime({ zone: 'offset' }, 'Time of registration').optional(),
      loyaltyProgramEnrollments: loyaltyProgramEnrollments(),
      associationDetails: object(
        {
          hierarchyCode: idOf('hierarchyCode', text('Hierarchy to place the customer in')).optional(),
          roleCode: idOf('roleCode', text("The customer's role in it")).optional(),
          childRoleCode: idOf('roleCode', text('Role of the children')).optional(),
          fleetCompany: object(
            {
              externalId: idOf('companyExternalId', text('External id of the company')).optional(),
              name: idOf('companyName', text('Name of the company')).optional(),
              hierarchyDefinitionCode: idOf('hierarchyCode', text("Code of the company's hierarchy")).optional(),
            },
            'Company to place the customer in',
          ).optional(),
          parentCustomer: relative().describe('Registered if missing').optional(),
          childCustomers: list(relative(), 'Registered if missing').optional(),
        },
        'Place in the hierarchy',
      ).optional(),
    }),
    'One row per customer',
  );

const addOrRemove = { error: 'expected add, remove or both' };

export const changeIdentifierBody = () => {
  const type = choice(CHANGEABLE_IDENTIFIERS, 'Kind of identifier');
  const value = personIdentifier('The identifier; a mobile with country code, digits only');
  const { seriesCode, statusLabel } = cardDetails();
  return object({
    add: list(object({ type, value, ...cardDetails() }), 'Needed when remove is absent').optional(),
    remove: list(object({ type, value, seriesCode, statusLabel }), 'Needed when add is absent').optional(),
  }).refine(({ add, remove }) => add !== undefined || remove !== undefined, addOrRemove);
};

export const linkCardBody = () => {
  const type = choice(['cardnumber', 'cardExternalId'], 'Normally cardnumber');
  const value = idOf('cardNumber', text('Card number'));
  const seriesCode = idOf('cardSeriesCode', text('Code of the card series, if external')).optional();
  return object({
    add: list(
      object({
        type,
        value,
        seriesCode,
        seriesId: idOf('cardSeries', integer('Id of the card series, if Capillary generates it')).optional(),
        statusLabel: idOf('cardStatusLabel', text('Status label of the card, normally ACTIVE')),
      }),
      'Cards to link; needed when remove is absent',
    ).optional(),
    remove: list(
      object({
        type,
        value,
        seriesCode,
        statusLabel: idOf('cardStatusLabel', text('Status label of the card, normally NOT_ISSUED')),
      }),
      'Cards to unlink; needed when add is absent',
    ).optional(),
  }).refine(({ add, remove }) => add !== undefined || remove !== undefined, addOrRemove);
};

export const updateSubscriptionsBody = () =>
  object({
    communicationId: idOf('message', integer('Message behind the change; -1 for none')).optional(),
    campaignId: idOf('campaign', integer('Campaign behind the change; -1 for none')).optional(),
    reason: freeText().optional(),
    scope: object(
      {
        scope: text('E.g. USER').optional(),
        subScope: text('E.g. NONE').optional(),
      },
      'What the change covers',
    ).optional(),
    subscriptions: list(
      object({
        channel: choice(
          ['MOBILE', 'SMS', 'EMAIL', 'wechat', 'whatsapp', 'ios', 'android', 'line'],
          'MOBILE and SMS are the same',
        ),
        priority: messagePriority(),
        type: choice(['OPTIN', 'OPTOUT'], 'Wants these messages or not'),
        accountId: text('Account in the source; "" if it has only one, like INSTORE').optional(),
        orgUnitId: idOf('concept', integer('Org unit (concept) the change applies to')).optional(),
        sourceName: source('Source the channel belongs to').optional(),
      }),
      'One row per channel and kind of message',
    ).min(1),
  });

export const addReferralsBody = () =>
  object({
    customerReferrals: list(
      object({
        customer: object(
          {
            id: idOf('customer', integer("Capillary's customer id")).optional(),
            mobile: mobile('Mobile with country code').optional(),
            email: email().optional(),
            externalId: idOf('customerExternalId', text("The brand's own id")).optional(),
          },
          'The referrer: the customer of the path',
        ),
        campaignToken: text('Token of the referral campaign'),
        referrals: list(
          object({
            type: choice(['MOBILE', 'EMAIL'], 'Channel of the invitation'),
            referral: list(
              object({
                name: personName('Name of the friend').optional(),
                identifier: personIdentifier('Mobile with country code, or email, depending on type'),
                invitedOn: dateTime({ zone: 'organization' }, 'Time of the invitation').optional(),
              }),
              'Friends referred',
            ),
          }),
          'Invitations, by channel',
        ),
      }),
      'Referrals to record',
    ),
  });
