/** Request bodies of Customer, InTouch layers. */
import { dateTime, integer, keyValues, list, object, oneOf, text } from '../schemas/values.js';

const customFields = () => ({
  field: list(
    object({
      name: text('Name'),
      value: text('Value'),
    }),
    'name/value pairs',
  ).optional(),
});

const extendedFields = () => ({
  field: list(
    object({
      name: text('Extended field name'),
      value: text('Value'),
    }),
    'name/value pairs',
  ).optional(),
});

const customFields2 = () => ({
  field: list(
    object({
      name: text('Custom field name'),
      value: text('Value; multi-value fields as a JSON array string'),
    }),
    'name/value pairs',
  ).optional(),
});

const commChannels = () => ({
  type: text('Channel kind'),
  value: text('Channel address'),
  primary: text('"true"/"false"').optional(),
  verified: text('"true"/"false"').optional(),
  meta: keyValues('e.g. residence').optional(),
});

const subscription = () => ({
  priority: oneOf(['TRANS', 'BULK'], 'Message class'),
  scope: oneOf(['all'], 'Always all').optional(),
  is_subscribed: oneOf(['0', '1'], '1 subscribed, 0 not'),
  channel: oneOf(['sms', 'email'], 'Channel'),
});

const subscriptions = () => ({
  subscription: list(object(subscription()), 'Rows').optional(),
});

const ticket = () => ({
  status: text('Status configured for the org, e.g. OPEN').optional(),
  priority: oneOf(['low', 'medium', 'high'], 'Priority (upper case also used)').optional(),
  department: text('Department to assign').optional(),
  subject: text('Subject, must not be empty or already used'),
  message: text('Text of the issue').optional(),
  ticket_code: text('Ticket id').optional(),
  reported_from: oneOf(['EMAIL', 'INTOUCH', 'CALLCENTER', 'CLIENT', 'MICROSITE', 'SOCIAL'], 'Origin').optional(),
  type: oneOf(['STORE', 'Customer'], 'Ticket type').optional(),
  custom_fields: object(customFields(), 'Custom fields holder').optional(),
});

const customer = () => ({
  mobile: text('Identifier; one of mobile/email/external_id/id needed').optional(),
  email: text('Identifier').optional(),
  external_id: text('Identifier').optional(),
  id: text('Internal customer id').optional(),
  ticket: list(object(ticket()), 'Tickets to create'),
});

const root = () => ({
  customer: list(object(customer()), 'Customer with tickets'),
});

const customer2 = () => ({
  mobile: text('Identifier; one of mobile/email/external_id/id is needed').optional(),
  email: text('Identifier').optional(),
  external_id: text('Identifier').optional(),
  id: integer('Internal customer id').optional(),
  firstname: text('First name').optional(),
  lastname: text('Last name').optional(),
  registered_on: dateTime('YYYY-MM-DD HH:MM:SS').optional(),
  updated_on: dateTime('YYYY-MM-DD HH:MM:SS').optional(),
  registered_till: text('Registration till').optional(),
  associated_with: text('Till code to associate').optional(),
  type: oneOf(['LOYALTY', 'NON_LOYALTY'], 'LOYALTY converts a non-loyalty customer; the reverse is refused').optional(),
  fraud_status: object(
    {
      status: oneOf(['CONFIRMED', 'NONE'], 'Fraud status').optional(),
    },
    'Fraud status holder',
  ).optional(),
  subscriptions: object(subscriptions(), 'Subscription holder').optional(),
  extended_fields: object(extendedFields(), 'Extended fields holder').optional(),
  custom_fields: object(customFields2(), 'Custom fields holder').optional(),
});

const root2 = () => ({
  customer: list(object(customer2()), 'Customer to update'),
});

const customer3 = () => ({
  mobile: text('Mobile with country code; at least one of mobile/email/external_id').optional(),
  email: text('Email; see mobile').optional(),
  external_id: text('External id; see mobile').optional(),
  firstname: text('First name').optional(),
  lastname: text('Last name').optional(),
  registered_on: dateTime('Registration time, YYYY-MM-DD HH:MM:SS').optional(),
  updated_on: dateTime('Update time, same format').optional(),
  registered_till: text('Till of registration').optional(),
  associated_with: text('Till code to associate').optional(),
  referral_code: text('Referral code used').optional(),
  source: text('Source, e.g. INSTORE, WECHAT').optional(),
  accountId: text('Account id of the source').optional(),
  type: oneOf(['LOYALTY', 'NON_LOYALTY', 'NOT_INTERESTED'], 'Registration type').optional(),
  card_details: object(
    {
      card_number: text('Card number (manual series)').optional(),
      series_code: text('Series code (auto-generated series)').optional(),
    },
    'Card to issue',
  ).optional(),
  fraud_status: object(
    {
      status: text('e.g. NONE, CONFIRMED').optional(),
    },
    'Fraud status holder',
  ).optional(),
  commChannels: list(object(commChannels()), 'Channels: type, value, primary, verified, meta.residence').optional(),
  subscriptions: object(subscriptions(), 'Subscription holder').optional(),
  extended_fields: object(extendedFields(), 'Extended fields holder').optional(),
  custom_fields: object(customFields2(), 'Custom fields holder').optional(),
});

const root3 = () => ({
  customer: list(object(customer3()), 'Customers to register'),
});

export const customerAddBody = () =>
  object({
    root: object(root3(), 'Root'),
  });

export const customerUpdateBody = () =>
  object({
    root: object(root2(), 'Root'),
  });

export const customerAddTicketBody = () =>
  object({
    root: object(root(), 'Root'),
  });
