/** Section Customer, v1.1: notes, tickets, preferences, subscriptions, referrals, recommendations, messages. */
import { defined } from '../../../lib/defined.js';
import {
  customerAddTicket,
  customerGetInteractions,
  customerGetNotes,
  customerGetRecommendations,
  customerGetReferrals,
  customerGetTickets,
  customerRefer,
  customerSetNotes,
} from '../../../tools/customer/customer.legacy.activity.js';
import {
  customerGetPreferences,
  customerGetSubscriptions,
  customerSetPreferences,
  customerUpdateSubscriptions,
} from '../../../tools/customer/customer.legacy.js';
import type { Body, ElementOf, InTouchRowOf, Parameters, PartOf } from '../../../tools/schemas/decoded.js';
import { fieldsOf, given, type JsonObject, objectOf, objectsOf, oneOf, textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { handleInTouchQuery, handleInTouchRows } from '../../http/in-touch-rows.js';
import { during } from '../../http/page-arguments.js';
import { byOffset } from '../../http/paging.js';
import { item, itemStatus, TEXT_CODES, TEXT_CODES_IN_ROWS, type VerdictForms } from '../../http/replies.js';
import { sorted } from '../../http/sorting.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import type { Instant } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail, failUnknown, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { messagesTo } from '../communications/rules.js';
import { messageRow } from '../communications/serializers.js';
import type { ReferralCampaign } from '../organization/state.js';
import { inTouchDate } from '../points/serializers.js';
import { recommendedProducts } from '../product/recommendations.js';
import { toRecommendedJson } from '../product/serializers.js';
import { namedFields } from '../transaction/in-touch-serializers.js';
import {
  choiceOf,
  customerAsked,
  customersNamed,
  type EchoedName,
  oneOrAll,
  SUBSCRIPTION_CODES,
} from './in-touch-sent.js';
import { noteRow } from './in-touch-serializers.js';
import { inTouchName } from './member-in-touch.js';
import { writeNotes } from './notes.js';
import { setPreferences } from './preferences.js';
import { inTouchInvitees, inTouchReferees } from './referral-serializers.js';
import { campaignOf, checkInvitation, checkReferrer, type Invitation, invite, refereesOf } from './referrals.js';
import { inTouchCustomer, inTouchIdentifiers } from './shape.js';
import type { Customer, Ticket } from './state.js';
import { orgUnitSubscriptions, subscriptionChannels } from './subscription-in-touch.js';
import { setSubscriptions } from './subscriptions.js';
import { openTicket, ticketsOf } from './tickets.js';

const CODES = { missing: 1015, unknown: 1011 } as const;
const NO_SUBSCRIBER = { missing: 1104, unknown: 1104 } as const;
const REFERRER = { missing: 1015, unknown: 1012 } as const;

/** A read of one customer. An id that no customer can have is an unknown one. */
const READ = { alone: true, codes: { id: CODES.unknown } } as const;

const OPERATION = 'Operation Successful';
const SUCCESS = 'SUCCESS';

const noRows = (name: string) => ({ none: { code: 400, message: `root.${name} is empty`, httpStatus: 400 } }) as const;

/** Customers in a body, and in the answer. */
const CUSTOMERS = { sent: 'customer', batch: noRows('customer') } as const;

const withId = (customer: Customer, { user_id }: { readonly user_id?: boolean }) => ({
  user_id: user_id ? String(customer.id) : undefined,
});

const echoOf = ({ mobile, email, external_id }: JsonObject): object => ({ mobile, email, external_id });

const toTicketJson = ({ code, status, priority, department, subject, message, customFields }: Ticket) => ({
  code,
  status,
  priority,
  department,
  subject,
  message,
  custom_fields: namedFields(customFields),
});

type SentTicket = Body<typeof customerAddTicket.v1_1>['root']['customer'][number]['ticket'][number];

/**
 * Opens one ticket.
 * @throws 1011 if the customer does not exist
 * @throws 1302 if the status is unknown
 * @throws as `openTicket` does
 */
function openOne(world: World, customerId: number, sent: Partial<SentTicket>, raw: JsonObject, tillId: number): Ticket {
  const customer = world.customers[customerId] ?? fail(1011, 'Customer not found');
  const { ticketStatuses, customFields } = world.organisation.settings;
  const [first = ''] = ticketStatuses;
  const fields = Object.entries(fieldsOf(raw['custom_fields'])).filter(([name]) => customFields.ticket.includes(name));
  return openTicket(world, customer, {
    ...(sent.ticket_code && { code: sent.ticket_code }),
    status: sent.status
      ? (oneOf(ticketStatuses, sent.status) ?? failUnknown(1302, 'Ticket status', sent.status))
      : first,
    priority: PRIORITIES[sent.priority ?? 'low'],
    department: sent.department ?? '',
    subject: sent.subject ?? '',
    message: sent.message ?? '',
    reportedFrom: sent.reported_from ?? 'INTOUCH',
    type: sent.type ?? 'Customer',
    customFields: Object.fromEntries(fields.map(([name, value]) => [name, textOf(value)])),
    tillId,
  });
}

const PRIORITIES = { low: 'LOW', medium: 'MEDIUM', high: 'HIGH' } as const;

/** @throws 1105 if there are several scopes, 1103 if there is another than all */
function checkScope(scope: string): void {
  if (scope.includes(',')) fail(1105, 'Multiple scopes are not allowed');
  if (scope !== '' && scope.toLowerCase() !== 'all') fail(1103, 'Scope is not valid');
}

/** What was sent, as v1.1 repeats it: as text, without what is neither text nor a number. */
const textsOf = (sent: JsonObject) =>
  Object.fromEntries(Object.entries(sent).flatMap(([name, value]) => (given(value) ? [[name, textOf(value)]] : [])));

type ReferrerJson = PartOf<InTouchRowOf<typeof customerRefer.v1_1, 'customers', 'customer'>, 'referrals'>;
type ReferralJson = ElementOf<PartOf<ElementOf<PartOf<ReferrerJson, 'referral_type'>>, 'referral'>>;

interface Inviting {
  world: World;
  referrer: Customer;
  campaign: ReferralCampaign;
  type: Invitation['type'];
  tillId: number;
}

/** Invites one friend. A malformed identifier is reported only next to it. */
function inviteOne({ world, referrer, campaign, type, tillId }: Inviting, row: JsonObject): ReferralJson {
  const { id, name, identifier, invited_on } = row;
  const invitedOn = readInvitedOn(world, textOf(invited_on)) ?? undefined;
  const invitation = { type, name: textOf(name), identifier: textOf(identifier), ...defined({ invitedOn }) };
  const sent: ReferralJson = textsOf({ id, name, identifier, invited_on });
  try {
    checkInvitation(world, campaign, invitation);
    invite(world, referrer, campaign, invitation, tillId);
    return { ...sent, status: itemStatus(1000, 'Refer was successful') };
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return { ...sent, status: itemStatus(error.code, error.message, false) };
  }
}

/** ISO, or `YYYYMMDDTHH:MM:SS`; null if it is neither. */
function readInvitedOn(world: World, text: string): Instant | null {
  const dashed = text.replace(/^(\d{4})(\d{2})(\d{2})T/, '$1-$2-$3T').replace(/^(\S+)\s+T/, '$1T');
  return readDate(dashed, world.organisation.timezone);
}

type ReferralsQuery = Parameters<typeof customerGetReferrals.v1_1.query>;

/** Whom a customer invited and who joined, as a query selects and sorts them. */
function referralsJson(world: World, referrer: Customer, query: ReferralsQuery, sentEnd: unknown, ownStore: number) {
  const campaign = campaignOf(world, query.campaign_token ?? '');
  const isThen = during(world, { start: query.start_date, end: query.end_date, sentEnd });
  const isThere = storeMeant(world, query.store_code, ownStore);
  const inOrder = <T>(rows: readonly T[], at: (row: T) => Instant): T[] =>
    sorted(rows, (row) => [at(row)], query.sort_order === 'desc' ? 'DESC' : 'ASC').slice(0, query.limit);
  const invitations = referrer.referrals
    .filter((each) => each.campaignToken === campaign.token && isThen(each.invitedOn))
    .filter(({ tillId }) => isThere(world.tills[tillId]?.storeId));
  const referees = refereesOf(world, referrer).filter(
    ({ createdOn, storeId }) => isThen(createdOn) && isThere(storeId),
  );
  return {
    ...inTouchName(referrer),
    referral_code: referrer.referralCode,
    invitees: inTouchInvitees(
      world,
      inOrder(invitations, ({ invitedOn }) => invitedOn),
    ),
    referees: inTouchReferees(
      world,
      inOrder(referees, ({ createdOn }) => createdOn),
    ),
    // The program does not reward referrals.
    incentives: [],
  };
}

/**
 * A filter for stores: the store with the code, every store for `all`, and the caller's own store by default.
 * @throws 1150 if no store has the code
 */
function storeMeant(world: World, code: string | undefined, own: number): (storeId: number | undefined) => boolean {
  if (code === undefined) return (storeId) => storeId === own;
  if (code.toLowerCase() === 'all') return () => true;
  const store = Object.values(world.stores).find((each) => each.code === code);
  if (!store) return fail(1150, `No store has the code ${code}`);
  return (storeId) => storeId === store.id;
}

const RETRIEVED = 'Referral statistics retrieved successfully';

/** The only call with the overall code as a text and the success of rows as a boolean. */
const NOTES_WRITTEN: VerdictForms = { overall: { codes: 'texts' }, rows: { successes: 'booleans' } };

export const customerEngagementInTouchHandlers: Handlers = {
  ...handleInTouchRows(
    customerSetNotes,
    {
      ...CUSTOMERS,
      answered: ['customer'],
      alone: true,
      verdicts: NOTES_WRITTEN,
      message: OPERATION,
      counted: true,
      warningCodes: true,
      codes: {
        'notes.note[].id': 1037,
        'notes.note[].date': 1037,
        'notes.note[].description': { malformed: 'ignored' },
      },
      optional: ['notes', 'notes.note', 'notes.note[].description'],
      echo: echoOf,
    },
    ({ world, till, row }) => {
      const customer = inTouchCustomer(world, row, CODES);
      const inputs = (row.notes?.note ?? []).map((note) => ({ description: '', ...note }));
      const { written, refused } = writeNotes(world, customer, inputs, till.id);
      if (written.length === 0) fail(1037, 'The notes could not be added or updated: check ids and descriptions');
      const note = written.map(({ id, createdOn, description }) => ({
        id: String(id),
        date: inTouchDate(world, createdOn),
        description,
      }));
      const fields = { user_id: String(customer.id), ...inTouchName(customer), notes: { note: oneOrAll(note) } };
      return refused.length > 0
        ? { fields, code: 1036, message: 'One or more notes could not be added or updated' }
        : { fields, code: 1000, message: 'Customer note added/updated successfully' };
    },
  ),

  ...handleInTouchQuery(
    customerGetNotes,
    { ...READ, answered: ['customer'], verdicts: TEXT_CODES, message: OPERATION },
    ({ world, query }) => {
      const customer = customerAsked(world, query, CODES);
      if (customer.notes.length === 0) fail(1028, 'No customer notes are available');
      const note = customer.notes.map((each) => noteRow(world, each));
      const fields = { ...withId(customer, query), ...inTouchName(customer), notes: { note } };
      return { fields, code: 1000, message: 'Customer note retrieved successfully' };
    },
  ),

  ...handle(customerGetRecommendations, { envelope: 'plain', codes: { id: CODES.unknown } }, ({ world, query }) => {
    const customer = customerAsked(world, query, CODES);
    const products = recommendedProducts(world, customer).slice(0, query.limit ?? 10);
    if (products.length === 0) fail(1051, 'No transactions or recommendations found for the customer');
    // Only here, the layer writes booleans and numbers as such.
    return {
      response: {
        status: { success: true, code: 200, message: SUCCESS },
        customer: {
          ...withId(customer, query),
          ...inTouchName(customer),
          count: products.length,
          recommendations: { recommendation: products.map((each) => toRecommendedJson(world, each)) },
          item_status: { success: true, code: 1050, message: 'Recommendations fetched' },
        },
      },
    };
  }),

  ...handle(
    customerGetInteractions,
    { envelope: 'plain', codes: { id: CODES.unknown }, paging: byOffset({ limit: 50 }) },
    ({ world, query, raw, page }) => {
      const customer = customerAsked(world, query, CODES);
      const { network = 'capillary', type } = query;
      const isThen = during(world, { start: query.start_date, end: query.end_date, sentEnd: raw.query['end_date'] });
      const found = page(
        messagesTo(world, customer).filter(
          (each) => network === 'capillary' && (type === undefined || each.type === type) && isThen(each.sentOn),
        ),
      );
      const interaction = [...new Set(found.map((each) => each.type))].map((each) => {
        const messages = found.filter((message) => message.type === each).map((message) => messageRow(world, message));
        return {
          type: each,
          count: String(messages.length),
          last_interaction_time: messages.map(({ sent_time }) => sent_time).reduce((a, b) => (a > b ? a : b)),
          messages: { message: oneOrAll(messages) },
        };
      });
      return {
        response: {
          status: { success: 'true', response_code: '200', message: 'Success' },
          customer: {
            id: String(customer.id),
            ...inTouchIdentifiers(customer),
            interactions: { network: interaction.length > 0 ? [{ name: network, interaction }] : [] },
          },
        },
      };
    },
  ),

  ...handleInTouchRows(
    customerAddTicket,
    {
      ...CUSTOMERS,
      answered: ['customers', 'customer'],
      alone: true,
      verdicts: TEXT_CODES,
      message: SUCCESS,
      codes: {
        'ticket[].priority': 1302,
        'ticket[].reported_from': { malformed: 'ignored' },
        'ticket[].type': { malformed: 'ignored' },
      },
      optional: ['ticket', 'ticket[].subject'],
      asSent: ['ticket[].custom_fields'],
      echo: (raw) => ({ ...echoOf(raw), id: raw['id'] }),
    },
    ({ world, till, row, raw }) => {
      const customer = inTouchCustomer(world, row, CODES);
      const { ticket = [] } = row;
      if (ticket.length === 0) fail(1302, 'Send at least one ticket');
      const sent = objectsOf(raw.row['ticket']);
      const opened = allOrNothing(world, (tried) =>
        ticket.map((each, index) => openOne(tried, customer.id, each, sent[index] ?? {}, till.id)),
      );
      const fields = {
        ...inTouchIdentifiers(customer),
        id: String(customer.id),
        ticket: oneOrAll(opened.map(toTicketJson)),
      };
      return { fields, code: 1300, message: 'Ticket added successfully' };
    },
  ),

  ...handleInTouchQuery(
    customerGetTickets,
    { ...READ, answered: ['customer'], verdicts: TEXT_CODES, message: SUCCESS },
    ({ world, query, raw }) => {
      const customer = customerAsked(world, query, CODES);
      const isThen = during(world, { start: query.start_date, end: query.end_date, sentEnd: raw.query['end_date'] });
      const { ticket_code: code, status, priority, department, reported_from: reportedFrom, type } = query;
      const ticket = ticketsOf(customer, { code, status, priority, department, reportedFrom, type })
        .filter(({ createdOn }) => isThen(createdOn))
        .map(toTicketJson);
      const fields = { ...inTouchName(customer), id: String(customer.id), tickets: { ticket } };
      return { fields, code: 1300, message: 'Ticket retrieved successfully' };
    },
  ),

  ...handleInTouchRows(
    customerSetPreferences,
    {
      ...CUSTOMERS,
      answered: ['customers', 'customer'],
      alone: true,
      verdicts: TEXT_CODES,
      message: SUCCESS,
      warningCodes: true,
      asSent: ['custom_fields'],
      echo: echoOf,
    },
    ({ world, till, row, raw, warn }) => {
      const customer = inTouchCustomer(world, row, CODES);
      const { code = '', id = '' } = row.store ?? {};
      const store = code !== '' || id !== '' ? { code, id } : null;
      const fields = fieldsOf(raw.row['custom_fields']);
      const result = setPreferences(world, customer, { fields, store, tillId: till.id });
      if (result.storeUnknown) warn([{ code: 1053, message: 'The preferred store was not found' }]);
      const answered = {
        user_id: String(customer.id),
        ...inTouchIdentifiers(customer),
        custom_fields: namedFields(result.set),
        store: result.store
          ? { id: String(result.store.id), code: result.store.code, name: result.store.name, status: 'SUCCESS' }
          : undefined,
      };
      return result.unknown.length > 0
        ? { fields: answered, code: 1035, message: `Not updated: ${result.unknown.join(', ')}` }
        : { fields: answered, code: 200, message: 'Preferences Updated Successfully' };
    },
  ),

  ...handleInTouchQuery(
    customerGetPreferences,
    { ...READ, answered: ['customers', 'customer'], verdicts: TEXT_CODES, message: SUCCESS },
    ({ world, query }) => {
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
    },
  ),

  ...handleInTouchRows(
    customerUpdateSubscriptions,
    {
      sent: 'subscription',
      batch: noRows('subscription'),
      answered: ['subscriptions', 'subscription'],
      verdicts: TEXT_CODES_IN_ROWS,
      counted: true,
      codes: SUBSCRIPTION_CODES,
      first: ['is_subscribed', 'channel'],
      asSent: ['scope'],
      echo: (raw) => raw,
    },
    ({ world, till, row, raw }) => {
      const customer = inTouchCustomer(world, row, NO_SUBSCRIBER);
      checkScope(textOf(raw.row['scope']));
      const choice = choiceOf(row);
      setSubscriptions(world, customer, [choice], { tillId: till.id, reason: '' });
      const { mobile, email } = inTouchIdentifiers(customer);
      const fields = {
        user_id: String(customer.id),
        mobile,
        email,
        channel: choice.channel,
        priority: choice.priority,
        scope: 'ALL',
        is_subscribed: row.is_subscribed,
      };
      return { fields, code: 1000, message: 'Subscription successfully updated' };
    },
  ),

  ...handle(
    customerGetSubscriptions,
    { envelope: 'inTouch', verdicts: TEXT_CODES_IN_ROWS, codes: { channel: 1101, priority: 1102 } },
    ({ world, query }) => {
      const { channel, priority } = query;
      const rows = customersNamed(world, query, 1104)
        .slice(0, query.limit)
        .map(({ name, value, customer }) => {
          const named: EchoedName = { [name]: value };
          return item(named, () => {
            if (!customer) return fail(1104, `No customer has this ${name}`);
            const fields = {
              user_id: String(customer.id),
              ...inTouchIdentifiers(customer),
              channel: subscriptionChannels(customer, defined({ channel, priority })),
              orgUnitSubscriptions: orgUnitSubscriptions(customer),
            };
            return { fields, code: 1000, message: 'Subscription successfully retrieved' };
          });
        });
      return { rows, response: { subscriptions: { subscription: rows.map(({ fields }) => fields) } } };
    },
  ),

  ...handleInTouchRows(
    customerRefer,
    {
      ...CUSTOMERS,
      answered: ['customers', 'customer'],
      message: SUCCESS,
      optional: ['referrals'],
      asSent: ['referrals.referral_type'],
      echo: echoOf,
    },
    ({ world, till, query, row, raw }) => {
      const { mobile, email } = query;
      const referrer = inTouchCustomer(world, { ...defined({ mobile, email }), ...row }, REFERRER);
      checkReferrer(world, referrer);
      const campaign = campaignOf(world, row.referrals?.campaign_token ?? '');
      const types = objectsOf(objectOf(raw.row['referrals'])['referral_type']).map((each) => {
        const type = oneOf(campaign.types, each['type']) ?? fail(1206, 'Referral type is not supported');
        return { type, friends: objectsOf(each['referral']) };
      });
      const referral_type = types.map(({ type, friends }) => ({
        type,
        referral: friends.map((each) => inviteOne({ world, referrer, campaign, type, tillId: till.id }, each)),
      }));
      const fields = { ...inTouchName(referrer), referrals: { referral_type } };
      return { fields, code: 1000, message: 'Referrals are invited successfully' };
    },
  ),

  ...handleInTouchQuery(
    customerGetReferrals,
    { answered: ['customer'], alone: true, codes: { id: REFERRER.unknown }, message: SUCCESS },
    ({ world, till, query, raw }) => {
      const referrer = customerAsked(world, query, REFERRER);
      const { referralCode: referral_code } = referrer;
      const fields = query.only_referral_code
        ? { referral_code: campaignOf(world, query.campaign_token ?? '') && referral_code }
        : referralsJson(world, referrer, query, raw.query['end_date'], till.storeId);
      return { fields, code: 1000, message: RETRIEVED };
    },
  ),
};
