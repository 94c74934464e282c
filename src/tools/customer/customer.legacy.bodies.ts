/** Request bodies of Customer, InTouch layers. */
import {
  customerIdentifiers,
  customerReference,
  customerReferenceByUserId,
  envelope,
  namedFieldList,
} from '../schemas/in-touch.js';
import { freeText, idOf, personIdentifier, personName } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import {
  boolean,
  choice,
  integer,
  keyValues,
  list,
  object,
  text,
  textOrNumber,
  textOrObject,
} from '../schemas/values.js';

/** One kind of message over one channel, subscribed or not. */
const subscription = () => ({
  priority: choice(['TRANS', 'BULK'], 'TRANS personal and transactional, BULK campaigns'),
  scope: choice(['all']).optional(),
  channel: choice(['sms', 'email'], 'Channel of the messages'),
  is_subscribed: choice(['0', '1'], '1 subscribes, 0 unsubscribes'),
});

/** Fields shared by registering and updating a customer. */
const profile = () => ({
  firstname: personName().optional(),
  lastname: personName().optional(),
  registered_on: dateTime({ zone: 'organization' }, 'Time of registration').optional(),
  updated_on: dateTime({ zone: 'organization' }, 'Time of the change').optional(),
  registered_till: idOf('tillCode', textOrObject('Code of the till of registration')).optional(),
  associated_with: text('Code of the till the customer belongs to').optional(),
  subscriptions: object(
    { subscription: list(object(subscription())).optional() },
    'What messages the customer wants',
  ).optional(),
  extended_fields: namedFieldList('Extended fields, e.g. gender, city').optional(),
  custom_fields: namedFieldList("The organization's custom fields").optional(),
});

const commChannel = () =>
  object({
    type: text('mobile, email, wechat …'),
    value: personIdentifier('Number, address …'),
    primary: boolean('true: preferred channel').optional(),
    verified: boolean('Confirmed by the customer').optional(),
    meta: keyValues('e.g. residence').optional(),
  });

const newCustomer = () =>
  object({
    ...customerIdentifiers(),
    ...profile(),
    referral_code: idOf('referralCode', text('Referral code used')).optional(),
    source: text('INSTORE, WECHAT …').optional(),
    accountId: text('Account in the source, for sources with several').optional(),
    type: choice(['LOYALTY', 'NON_LOYALTY', 'NOT_INTERESTED'], 'Member, known shopper, or neither').optional(),
    card_details: object(
      {
        card_number: personIdentifier('For a series with supplied numbers').optional(),
        series_code: idOf('cardSeriesCode', text('For a series that generates numbers')).optional(),
      },
      'Card to issue',
    ).optional(),
    fraud_status: object({ status: text('NONE, CONFIRMED …').optional() }, 'Fraud label').optional(),
    commChannels: list(
      commChannel(),
      'Where to reach the customer; only identifiers are unique and can be looked up',
    ).optional(),
  });

export const customerAddInTouchBody = () => envelope({ customer: list(newCustomer(), 'Customers to register') });

const changedCustomer = () =>
  object({
    ...customerReference(),
    ...profile(),
    type: choice(['LOYALTY', 'NON_LOYALTY'], 'Only from NON_LOYALTY to LOYALTY').optional(),
    fraud_status: object(
      { status: choice(['CONFIRMED', 'NONE'], 'CONFIRMED marks a fraud, NONE clears it').optional() },
      'Fraud label',
    ).optional(),
  });

export const customerUpdateInTouchBody = () => envelope({ customer: list(changedCustomer(), 'One customer') });

export const customerUpdateIdentityBody = () =>
  envelope({
    customer: list(
      object({
        identifier: choice(['mobile', 'email', 'external_id'], 'Which one changes'),
        old_value: personIdentifier('Current value; a mobile number with country code'),
        new_value: personIdentifier('Wanted value'),
      }),
      'One change',
    ),
  });

export const customerSetPreferencesBody = () =>
  envelope({
    customer: list(
      object({
        ...customerReferenceByUserId(),
        store: object(
          {
            code: idOf('storeCode', text('Give code or id')).optional(),
            id: idOf('store', textOrNumber('Store id')).optional(),
          },
          'Preferred store',
        ).optional(),
        custom_fields: namedFieldList('Custom fields of the preference category').optional(),
      }),
      'Customers',
    ),
  });

export const customerUpdateSubscriptionsBody = () =>
  envelope({
    subscription: list(
      object({ ...customerReference(), ...subscription() }),
      'A row for each customer, channel and kind of message',
    ),
  });

export const customerSetNotesBody = () =>
  envelope({
    customer: list(
      object({
        ...customerReferenceByUserId(),
        associate_id: idOf('associate', textOrNumber('Store associate who writes it')).optional(),
        notes: object(
          {
            note: list(
              object({
                id: idOf('note', integer('Only to EDIT a note: its id, from customer_get_notes_v1_1')).optional(),
                date: dateTime({ zone: 'organization' }, 'When it was written, now if absent').optional(),
                description: freeText('Plain text', 255),
              }),
            ),
          },
          'Notes to add or edit',
        ),
      }),
      'One customer',
    ),
  });

/** Where a ticket was raised. */
export const reportedFrom = () =>
  choice(['EMAIL', 'INTOUCH', 'CALLCENTER', 'CLIENT', 'MICROSITE', 'SOCIAL'], 'Where it was raised');

const ticket = () =>
  object({
    status: text("One of the organization's statuses, e.g. OPEN").optional(),
    priority: choice(['low', 'medium', 'high'], 'Urgency').optional(),
    department: text('Department to assign it to').optional(),
    subject: freeText('Not empty and not used by another ticket'),
    message: freeText('What it is about').optional(),
    ticket_code: textOrNumber('Code for the ticket').optional(),
    reported_from: reportedFrom().optional(),
    type: choice(['STORE', 'Customer'], 'About a store, or about the customer').optional(),
    custom_fields: namedFieldList('Custom fields of tickets').optional(),
  });

export const customerAddTicketBody = () =>
  envelope({
    customer: list(object({ ...customerReference(), ticket: list(ticket(), 'Tickets to open') }), 'One customer'),
  });

const invitee = () =>
  object({
    id: textOrNumber('Sequence number such as 1; may be empty'),
    name: personName('Name of the friend').optional(),
    identifier: personIdentifier('Mobile with country code, or email, depending on type'),
    invited_on: dateTime({ zone: 'offset' }, text('Time of the invitation; ISO 8601 with offset')),
  });

export const customerReferBody = () =>
  envelope({
    customer: list(
      object({
        ...customerReference(),
        referrals: object(
          {
            campaign_token: text('Referral campaign; the default one if absent').optional(),
            referral_type: object(
              {
                type: choice(['MOBILE', 'EMAIL'], 'Contact details of the invitees'),
                referral: list(invitee(), 'Invitees'),
              },
              'Invitees of one kind',
            ),
          },
          'Whom the customer invites',
        ),
      }),
      'Customers who refer',
    ),
  });
