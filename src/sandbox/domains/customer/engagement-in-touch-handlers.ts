/** Section Customer, v1.1: notes, tickets, preferences, subscriptions, referrals, recommendations, messages. */
import {
  booleanOf,
  fieldsOf,
  given,
  type JsonObject,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import { type Call, type Handlers, writing } from '../../http/handler.js';
import { momentsAsked, pageAsked, pageRows } from '../../http/page-arguments.js';
import {
  inTouchReply,
  item,
  itemStatus,
  type Reply,
  reply,
  TEXT_CODES,
  TEXT_CODES_IN_ROWS,
  type VerdictForms,
} from '../../http/replies.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import type { Instant } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { messagesTo } from '../communications/rules.js';
import { messageRow } from '../communications/serializers.js';
import type { ReferralCampaign } from '../organization/state.js';
import { inTouchDate } from '../points/serializers.js';
import { recommendedProducts } from '../product/recommendations.js';
import { productFace } from '../product/serializers.js';
import { namedFields } from '../transaction/in-touch-serializers.js';
import { customerAsked, customersAsked, readSubscriptionRow } from './in-touch-sent.js';
import { noteRow } from './in-touch-serializers.js';
import { inTouchName } from './member-in-touch.js';
import { type NoteInput, writeNotes } from './notes.js';
import { setPreferences } from './preferences.js';
import { inTouchInvitees, inTouchReferees } from './referral-serializers.js';
import { campaignOf, checkInvitation, checkReferrer, type Invitation, invite, refereesOf } from './referrals.js';
import { inTouchCustomer, inTouchIdentifiers } from './shape.js';
import type { Customer, Note, Ticket } from './state.js';
import { orgUnitSubscriptions, subscriptionChannels } from './subscription-in-touch.js';
import { PRIORITIES, setSubscriptions } from './subscriptions.js';
import { openTicket, ticketsOf } from './tickets.js';

const CODES = { missing: 1015, unknown: 1011 } as const;

const rowsOf = (body: unknown, name: string): readonly JsonObject[] => {
  const rows = objectsOf(objectOf(objectOf(body)['root'])[name]);
  return rows.length > 0 ? rows : fail(400, `root.${name} is empty`, 400);
};

/** One item as an object, several as a list, as this layer writes them. */
const oneOrAll = (fields: readonly object[]): object => (fields.length === 1 && fields[0] ? fields[0] : fields);

const withId = (customer: Customer, query: JsonObject): object =>
  booleanOf(query['user_id']) ? { user_id: String(customer.id) } : {};

const echoOf = ({ mobile, email, external_id }: JsonObject): object => ({ mobile, email, external_id });

const OPERATION = { message: 'Operation Successful' };
const SUCCESS = { message: 'SUCCESS' };

function setNotes({ world, body, till }: Call): Reply {
  const items = rowsOf(body, 'customer').map((row) =>
    item(echoOf(row), () => {
      const customer = inTouchCustomer(world, row, CODES);
      const inputs = objectsOf(objectOf(row['notes'])['note']).map((note) => readNote(world, note));
      const { written, refused } = writeNotes(world, customer, inputs, till.id);
      if (written.length === 0) fail(1037, 'The notes could not be added or updated: check ids and descriptions');
      const face = ({ id, createdOn, description }: Note): object => ({
        id: String(id),
        date: inTouchDate(world, createdOn),
        description,
      });
      const fields = {
        user_id: String(customer.id),
        ...inTouchName(customer),
        notes: { note: oneOrAll(written.map(face)) },
      };
      return refused.length > 0
        ? { fields, code: 1036, message: 'One or more notes could not be added or updated', warnings: [] }
        : { fields, code: 1000, message: 'Customer note added/updated successfully', warnings: [] };
    }),
  );
  return inTouchReply(items, { customer: oneOrAll(items.map(({ fields }) => fields)) }, OPERATION);
}

function readNote(world: World, row: JsonObject): NoteInput {
  const id = numberOf(row['id']);
  const date = readDate(textOf(row['date']), world.organisation.timezone);
  if (given(row['date']) && date === null) fail(1037, 'The date of a note is not valid');
  return { description: textOf(row['description']), ...(id !== null && { id }), ...(date !== null && { date }) };
}

function getNotes({ world, query }: Call): Reply {
  const read = item({}, () => {
    const customer = customerAsked(world, query, CODES);
    if (customer.notes.length === 0) fail(1028, 'No customer notes are available');
    const fields = {
      ...withId(customer, query),
      ...inTouchName(customer),
      notes: { note: customer.notes.map((note) => noteRow(world, note)) },
    };
    return { fields, code: 1000, message: 'Customer note retrieved successfully' };
  });
  return inTouchReply([read], { customer: read.fields }, OPERATION);
}

const PRODUCTS = 10;

function getRecommendations({ world, query }: Call): Reply {
  const customer = customerAsked(world, query, CODES);
  const limit = numberOf(query['limit']) ?? PRODUCTS;
  const products = recommendedProducts(world, customer).slice(0, Math.max(0, limit));
  if (products.length === 0) fail(1051, 'No transactions or recommendations found for the customer');
  // Only here, the layer writes booleans and numbers as such.
  return reply({
    response: {
      status: { success: true, code: 200, message: 'SUCCESS' },
      customer: {
        ...withId(customer, query),
        ...inTouchName(customer),
        count: products.length,
        recommendations: { recommendation: products.map((each) => productFace(world, each)) },
        item_status: { success: true, code: 1050, message: 'Recommendations fetched' },
      },
    },
  });
}

const MESSAGES = 50;

function getInteractions({ world, query }: Call): Reply {
  const customer = customerAsked(world, query, CODES);
  const network = oneOf(['facebook', 'twitter', 'foursquare', 'capillary'], query['network']) ?? 'capillary';
  const type = textOf(query['type']).toLowerCase();
  const isThen = momentsAsked(world, query['start_date'], query['end_date'], 400);
  const found = messagesTo(world, customer).filter(
    (message) => network === 'capillary' && (type === '' || message.type === type) && isThen(message.sentOn),
  );
  const page = pageRows(found, pageAsked(query, MESSAGES, 400));
  const interaction = [...new Set(page.map((message) => message.type))].map((each) => {
    const messages = page.filter((message) => message.type === each).map((message) => messageRow(world, message));
    return { type: each, count: String(messages.length), messages: { message: oneOrAll(messages) } };
  });
  return reply({
    response: {
      status: { success: 'true', response_code: '200', message: 'Success' },
      customer: {
        id: String(customer.id),
        ...inTouchIdentifiers(customer),
        interactions: { network: interaction.length > 0 ? [{ name: network, interaction }] : [] },
      },
    },
  });
}

const ORIGINS = ['EMAIL', 'INTOUCH', 'CALLCENTER', 'CLIENT', 'MICROSITE', 'SOCIAL'] as const;
const TICKET_TYPES = ['STORE', 'Customer'] as const;

function addTickets({ world, body, till }: Call): Reply {
  const items = rowsOf(body, 'customer').map((row) =>
    item({ ...echoOf(row), id: row['id'] }, () => {
      const tickets = objectsOf(row['ticket']);
      const customer = inTouchCustomer(world, row, CODES);
      if (tickets.length === 0) fail(1302, 'Send at least one ticket');
      const opened = allOrNothing(world, (tried) => tickets.map((each) => openOne(tried, customer.id, each, till.id)));
      const fields = {
        ...inTouchIdentifiers(customer),
        id: String(customer.id),
        ticket: oneOrAll(opened.map(ticketFace)),
      };
      return { fields, code: 1300, message: 'Ticket added successfully' };
    }),
  );
  return inTouchReply(items, { customers: { customer: oneOrAll(items.map(({ fields }) => fields)) } }, SUCCESS);
}

/**
 * Opens one ticket.
 * @throws 1011 if the customer does not exist
 * @throws 1302 if the status or priority is unknown
 * @throws as `openTicket` does
 */
function openOne(world: World, customerId: number, row: JsonObject, tillId: number): Ticket {
  const customer = world.customers[customerId] ?? fail(1011, 'Customer not found');
  const { ticketStatuses, customFields } = world.organisation.settings;
  const [first = ''] = ticketStatuses;
  const status = given(row['status']) ? oneOf(ticketStatuses, row['status']) : first;
  if (status === null) return fail(1302, `${textOf(row['status'])} is not a ticket status`);
  const priority = given(row['priority']) ? oneOf(['LOW', 'MEDIUM', 'HIGH'], row['priority']) : 'LOW';
  if (priority === null) return fail(1302, `${textOf(row['priority'])} is not a ticket priority`);
  const fields = Object.entries(fieldsOf(row['custom_fields'])).filter(([name]) => customFields.ticket.includes(name));
  return openTicket(world, customer, {
    ...(given(row['ticket_code']) && { code: textOf(row['ticket_code']) }),
    status,
    priority,
    department: textOf(row['department']),
    subject: textOf(row['subject']),
    message: textOf(row['message']),
    reportedFrom: oneOf(ORIGINS, row['reported_from']) ?? 'INTOUCH',
    type: oneOf(TICKET_TYPES, row['type']) ?? 'Customer',
    customFields: Object.fromEntries(fields.map(([name, value]) => [name, textOf(value)])),
    tillId,
  });
}

const ticketFace = ({ code, status, priority, department, subject, message, customFields }: Ticket): object => ({
  code,
  status,
  priority,
  department,
  subject,
  message,
  custom_fields: namedFields(customFields),
});

function getTickets({ world, query }: Call): Reply {
  const read = item({}, () => {
    const customer = customerAsked(world, query, CODES);
    const isThen = momentsAsked(world, query['start_date'], query['end_date'], 400);
    const wanted = (name: string): string | undefined => (given(query[name]) ? textOf(query[name]) : undefined);
    const tickets = ticketsOf(customer, {
      code: wanted('ticket_code'),
      status: wanted('status'),
      priority: wanted('priority'),
      department: wanted('department'),
      reportedFrom: wanted('reported_from'),
      type: wanted('type'),
    }).filter(({ createdOn }) => isThen(createdOn));
    const fields = {
      ...inTouchName(customer),
      id: String(customer.id),
      tickets: { ticket: tickets.map(ticketFace) },
    };
    return { fields, code: 1300, message: 'Ticket retrieved successfully' };
  });
  return inTouchReply([read], { customer: read.fields }, SUCCESS);
}

function setAllPreferences({ world, body, till }: Call): Reply {
  const items = rowsOf(body, 'customer').map((row) =>
    item(echoOf(row), () => {
      const customer = inTouchCustomer(world, row, CODES);
      const { code, id } = objectOf(row['store']);
      const store = given(code) || given(id) ? { code: textOf(code), id: textOf(id) } : null;
      const fields = fieldsOf(row['custom_fields']);
      const result = setPreferences(world, customer, { fields, store, tillId: till.id });
      const answered = {
        user_id: String(customer.id),
        ...inTouchIdentifiers(customer),
        custom_fields: namedFields(result.set),
        ...(result.store && {
          store: {
            id: String(result.store.id),
            code: result.store.code,
            name: result.store.name,
            status: 'SUCCESS',
          },
        }),
      };
      const warnings = result.storeUnknown ? [{ code: 1053, message: 'The preferred store was not found' }] : [];
      return result.unknown.length > 0
        ? { fields: answered, code: 1035, message: `Not updated: ${result.unknown.join(', ')}`, warnings }
        : { fields: answered, code: 200, message: 'Preferences Updated Successfully', warnings };
    }),
  );
  return inTouchReply(items, { customers: { customer: oneOrAll(items.map(({ fields }) => fields)) } }, SUCCESS);
}

function getPreferences({ world, query }: Call): Reply {
  const read = item({}, () => {
    const customer = customerAsked(world, query, CODES);
    const store = world.stores[customer.preferredStoreId ?? 0];
    const preferences = { ...customer.preferences, ...(store && { PREFERRED_STORE: store.name }) };
    if (Object.keys(preferences).length === 0) fail(1031, 'No preferences set for this customer');
    const fields = {
      ...withId(customer, query),
      ...inTouchIdentifiers(customer),
      custom_fields: namedFields(preferences),
    };
    return { fields, code: 200, message: 'Preferences retrieved successfully' };
  });
  return inTouchReply([read], { customers: { customer: read.fields } }, SUCCESS);
}

const SUBSCRIPTION_CODES = { missing: 1104, unknown: 1104 } as const;

function updateSubscriptions({ world, body, till }: Call): Reply {
  const items = rowsOf(body, 'subscription').map((row) =>
    item(row, () => {
      const customer = inTouchCustomer(world, row, SUBSCRIPTION_CODES);
      const choice = readSubscriptionRow(row);
      setSubscriptions(world, customer, [choice], { tillId: till.id, reason: '' });
      const { mobile, email } = inTouchIdentifiers(customer);
      const fields = {
        user_id: String(customer.id),
        mobile,
        email,
        channel: choice.channel,
        priority: choice.priority,
        scope: 'ALL',
        is_subscribed: choice.type === 'OPTIN' ? '1' : '0',
      };
      return { fields, code: 1000, message: 'Subscription successfully updated' };
    }),
  );
  const done = items.filter(({ failed }) => !failed).length;
  const status = { total: String(items.length), success_count: String(done) };
  return inTouchReply(items, { subscriptions: { subscription: items.map(({ fields }) => fields) } }, { status });
}

const FILTERED_CHANNELS = ['SMS', 'EMAIL', 'WECHAT', 'SOCIAL', 'REMINDER_TEXT', 'RE_ISSUAL_TEXT', 'CLIENT'] as const;

function getSubscriptions({ world, query }: Call): Reply {
  const channel = given(query['channel'])
    ? (oneOf(FILTERED_CHANNELS, query['channel']) ?? fail(1101, 'Channel is not valid'))
    : null;
  const priority = given(query['priority'])
    ? (oneOf(PRIORITIES, query['priority']) ?? fail(1102, 'Priority is not valid'))
    : null;
  const named = customersAsked(world, query, 1104);
  const items = named.slice(0, numberOf(query['limit']) ?? named.length).map(({ name, value, customer }) =>
    item({ [name]: value }, () => {
      if (!customer) return fail(1104, `No customer has this ${name}`);
      const fields = {
        user_id: String(customer.id),
        ...inTouchIdentifiers(customer),
        channel: subscriptionChannels(customer, { channel, priority }),
        orgUnitSubscriptions: orgUnitSubscriptions(customer),
      };
      return { fields, code: 1000, message: 'Subscription successfully retrieved' };
    }),
  );
  return inTouchReply(items, { subscriptions: { subscription: items.map(({ fields }) => fields) } });
}

function refer({ world, body, query, till }: Call): Reply {
  const items = rowsOf(body, 'customer').map((row) =>
    item(echoOf(row), () => {
      const asked = objectOf(row['referrals']);
      const referrer = inTouchCustomer(world, { ...query, ...row }, { missing: 1015, unknown: 1012 });
      checkReferrer(world, referrer);
      const campaign = campaignOf(world, textOf(asked['campaign_token']));
      const types = objectsOf(asked['referral_type']).map((each) => {
        const type = oneOf(campaign.types, each['type']) ?? fail(1206, 'Referral type is not supported');
        return { type, rows: objectsOf(each['referral']) };
      });
      const referral_type = types.map(({ type, rows }) => ({
        type,
        referral: rows.map((each) => inviteOne(world, referrer, campaign, type, each, till.id)),
      }));
      const fields = { ...inTouchName(referrer), referrals: { referral_type } };
      return { fields, code: 1000, message: 'Referrals are invited successfully' };
    }),
  );
  return inTouchReply(items, { customers: { customer: items.map(({ fields }) => fields) } }, SUCCESS);
}

/** What was sent, as v1.1 repeats it: as text, without what is neither text nor a number. */
const textsOf = (sent: JsonObject): object =>
  Object.fromEntries(Object.entries(sent).flatMap(([name, value]) => (given(value) ? [[name, textOf(value)]] : [])));

/** Invites one friend. A malformed identifier is reported only next to it. */
function inviteOne(
  world: World,
  referrer: Customer,
  campaign: ReferralCampaign,
  type: Invitation['type'],
  row: JsonObject,
  tillId: number,
): object {
  const { id, name, identifier, invited_on } = row;
  const invitedOn = readInvitedOn(world, textOf(invited_on));
  const invitation: Invitation = {
    type,
    name: textOf(name),
    identifier: textOf(identifier),
    ...(invitedOn !== null && { invitedOn }),
  };
  const told = textsOf({ id, name, identifier, invited_on });
  try {
    checkInvitation(world, campaign, invitation);
    invite(world, referrer, campaign, invitation, tillId);
    return { ...told, status: itemStatus(1000, 'Refer was successful') };
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return { ...told, status: itemStatus(error.code, error.message, false) };
  }
}

/** ISO, or `YYYYMMDDTHH:MM:SS`; null if it is neither. */
function readInvitedOn(world: World, text: string): Instant | null {
  const dashed = text.replace(/^(\d{4})(\d{2})(\d{2})T/, '$1-$2-$3T').replace(/^(\S+)\s+T/, '$1T');
  return readDate(dashed, world.organisation.timezone);
}

function getReferrals({ world, query, till }: Call): Reply {
  const read = item({}, () => {
    const referrer = customerAsked(world, query, { missing: 1015, unknown: 1012 });
    const campaign = campaignOf(world, textOf(query['campaign_token']));
    if (booleanOf(query['only_referral_code'])) {
      return { fields: { referral_code: referrer.referralCode }, code: 1000, message: RETRIEVED };
    }
    const isThen = momentsAsked(world, query['start_date'], query['end_date'], 400);
    const isThere = storeAsked(world, textOf(query['store_code']), till.storeId);
    const direction = oneOf(['asc', 'desc'], query['sort_order']) === 'desc' ? -1 : 1;
    const inOrder = <T extends { at: Instant }>(rows: T[]): T[] => {
      const sorted = rows.sort((a, b) => direction * a.at.localeCompare(b.at));
      return sorted.slice(0, numberOf(query['limit']) ?? sorted.length);
    };
    const invitations = referrer.referrals
      .filter((each) => each.campaignToken === campaign.token && isThen(each.invitedOn))
      .filter(({ tillId }) => isThere(world.tills[tillId]?.storeId))
      .map((referral) => ({ at: referral.invitedOn, referral }));
    const referees = refereesOf(world, referrer)
      .filter(({ createdOn, storeId }) => isThen(createdOn) && isThere(storeId))
      .map((referee) => ({ at: referee.createdOn, referee }));
    const fields = {
      ...inTouchName(referrer),
      referral_code: referrer.referralCode,
      invitees: inTouchInvitees(
        world,
        inOrder(invitations).map(({ referral }) => referral),
      ),
      referees: inTouchReferees(
        world,
        inOrder(referees).map(({ referee }) => referee),
      ),
      // The program does not reward referrals.
      incentives: [],
    };
    return { fields, code: 1000, message: RETRIEVED };
  });
  return inTouchReply([read], { customer: read.fields }, SUCCESS);
}

const RETRIEVED = 'Referral statistics retrieved successfully';

/**
 * A filter for stores: the store with the code, every store for `all`, and the caller's own store by default.
 * @throws 1150 if no store has the code
 */
function storeAsked(world: World, code: string, own: number): (storeId: number | undefined) => boolean {
  if (code.toLowerCase() === 'all') return () => true;
  if (code === '') return (storeId) => storeId === own;
  const store = Object.values(world.stores).find((each) => each.code === code);
  if (!store) return fail(1150, `No store has the code ${code}`);
  return (storeId) => storeId === store.id;
}

/** The only call with the overall code as a text and the success of rows as a boolean. */
const NOTES_WRITTEN: VerdictForms = { overall: { codes: 'texts' }, rows: { successes: 'booleans' } };

export const customerEngagementInTouchHandlers: Handlers = {
  customer_set_notes_v1_1: writing(NOTES_WRITTEN, setNotes),
  customer_get_notes_v1_1: writing(TEXT_CODES, getNotes),
  customer_get_recommendations_v1_1: getRecommendations,
  customer_get_interactions_v1_1: getInteractions,
  customer_add_ticket_v1_1: writing(TEXT_CODES, addTickets),
  customer_get_tickets_v1_1: writing(TEXT_CODES, getTickets),
  customer_set_preferences_v1_1: writing(TEXT_CODES, setAllPreferences),
  customer_get_preferences_v1_1: writing(TEXT_CODES, getPreferences),
  customer_update_subscriptions_v1_1: writing(TEXT_CODES_IN_ROWS, updateSubscriptions),
  customer_get_subscriptions_v1_1: writing(TEXT_CODES_IN_ROWS, getSubscriptions),
  customer_refer_v1_1: refer,
  customer_get_referrals_v1_1: getReferrals,
};
