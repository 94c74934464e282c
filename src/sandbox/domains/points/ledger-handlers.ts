/** Section Points ledger: closing balances, the ledger by event, and the details of events. */
import { booleanOf, entryOf, given, type JsonObject, numberOf, oneOf, pageOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type Reply, v2Single } from '../../http/replies.js';
import { DAY, type Instant, later } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerBy } from '../customer/rules.js';
import { checkSource, customerName } from '../customer/shape.js';
import { findGroup } from '../user-group/rules.js';
import { customerEntity, eventsOf, ledgerOf, points3, sameEntity } from './ledger.js';
import { eventFace, stamp } from './ledger-serializers.js';
import { checkProgram } from './program.js';
import type { Entity, EventName, LedgerEntry, LoyaltyEvent, PointsCategory } from './state.js';

/**
 * The holder of the ledger.
 * @throws 11013 (or 11023 where `unknown` is 11023) if an identifier is missing
 * @throws `unknown` if nobody has the identifier
 */
function holderOf(world: World, query: JsonObject, unknown: number): Entity {
  for (const name of ['identifierName', 'identifierValue', 'source']) {
    if (!given(query[name])) fail(unknown === 11023 ? 11023 : 11013, `${name} is missing`);
  }
  const name = textOf(query['identifierName']);
  const value = textOf(query['identifierValue']);
  const type = oneOf(['CUSTOMER', 'USERGROUP2', 'FLEET'], query['type']) ?? 'CUSTOMER';
  if (type !== 'CUSTOMER' || /^(groupId|primaryUserId)$/i.test(name)) {
    const group = findGroup(world, groupSelector(name, value)) ?? fail(unknown, 'No user group has this identifier');
    return { type: 'USERGROUP2', id: group.id };
  }
  try {
    const customer = customerBy(world, name, value);
    checkSource(customer, query);
    return customerEntity(customer.id);
  } catch (error) {
    if (error instanceof SandboxFailure && error.code !== 8013) fail(unknown, 'No customer has this identifier');
    throw error;
  }
}

function groupSelector(name: string, value: string): Parameters<typeof findGroup>[1] {
  if (/^primaryUserId$/i.test(name)) return { primaryUserId: Number(value) };
  return /^externalId$/i.test(name) ? { externalId: value } : { id: value };
}

function holderShape(world: World, { type, id }: Entity): object {
  const customer = type === 'CUSTOMER' ? world.customers[id] : undefined;
  if (customer) return { ...customerName(customer), entityType: type };
  return { userId: id, externalId: world.userGroups[id]?.externalId ?? '', entityType: type };
}

const CATEGORIES: Readonly<Record<string, PointsCategory>> = {
  REGULAR: 'Main',
  PROMISED: 'DelayedAccrualPointCategory',
  TRIGGER_BASED: 'ExternalTriggerBasedPointCategory',
};

/**
 * Filters that both lists share: entry type, category, date, tills.
 * @throws 11007 if the entry type is not valid
 * @throws 11008 if the category is not valid
 */
function filtered(world: World, entity: Entity, query: JsonObject, tillIds: readonly number[] | null): LedgerEntry[] {
  const type = given(query['ledgerEntryType'])
    ? (oneOf(['CREDIT', 'DEBIT', 'OPENING_BALANCE'], query['ledgerEntryType']) ??
      fail(11007, 'ledgerEntryType is not valid'))
    : null;
  const category = given(query['pointCategoryType'])
    ? (entryOf(CATEGORIES, textOf(query['pointCategoryType']).toUpperCase()) ??
      fail(11008, 'pointCategoryType is not valid'))
    : null;
  return ledgerOf(world, entity).filter(
    (entry) =>
      (type === null || entry.type === type) &&
      (category === null || entry.category === category) &&
      (tillIds === null || tillIds.includes(entry.tillId)),
  );
}

const signed = (entry: LedgerEntry): number => (entry.type === 'CREDIT' ? entry.points : -entry.points);

const decimal = (points: number): string => points3(points).toFixed(3);

/**
 * `yyyy-MM-ddTHH:mm:ss`; null if absent.
 * @throws 11011 for any other value
 */
function dateOf(world: World, value: unknown): Instant | null {
  if (!given(value)) return null;
  return (
    readDate(textOf(value), world.organisation.timezone) ??
    fail(11011, 'The date is not in the form yyyy-MM-ddTHH:mm:ss')
  );
}

/**
 * The requested page; here `offset` counts pages.
 * @throws 11001 if the limit or offset is not valid
 * @throws `above` if the limit is above `max`
 * @throws 11003 if the page is past the end
 */
function paged<T>(rows: readonly T[], query: JsonObject, max: number, above: number): { details: object; rows: T[] } {
  const page = pageOf(query, { limit: 10 }) ?? fail(11001, 'limit or offset is not valid');
  if (page.limit > max) fail(above, `limit must be at most ${max}`);
  const start = page.offset * page.limit;
  if (rows.length === 0 || start >= rows.length) fail(11003, 'No ledger entries found for these parameters');
  const details = {
    pageNumber: page.offset,
    pageSize: page.limit,
    totalEntries: rows.length,
    pageCount: Math.ceil(rows.length / page.limit),
  };
  return { details, rows: rows.slice(start, start + page.limit) };
}

function getBalance({ world, query }: Call): Reply {
  const entity = holderOf(world, query, 11012);
  const tillId = given(query['tillId']) ? (numberOf(query['tillId']) ?? Number.NaN) : null;
  if (tillId !== null && !world.tills[tillId]) fail(11004, 'tillId is not valid');
  const until = dateOf(world, query['endDate']);
  const sums = new Map<PointsCategory, number>();
  for (const entry of filtered(world, entity, query, tillId === null ? null : [tillId])) {
    if (until !== null && entry.createdOn > until) continue;
    sums.set(entry.category, (sums.get(entry.category) ?? 0) + signed(entry));
  }
  const { id: programId, name: programName } = world.organisation.program;
  const balances = [...sums].map(([pointsCategory, points]) => ({
    pointsCategory,
    programName,
    programId,
    closingBalance: decimal(points),
  }));
  const { details, rows } = paged(balances, query, 10, 11006);
  return v2Single({
    customerDetails: holderShape(world, entity),
    ledgerDetails: { ...details, ledgerClosingBalance: rows },
  });
}

/** The tills selected by one of `tillId`, `tillIds`, `storeId` and `storeCode`; null for all. */
function tillsAsked(world: World, query: JsonObject): number[] | null {
  const names = ['tillId', 'tillIds', 'storeId', 'storeCode'].filter((name) => given(query[name]));
  if (names.length > 1) fail(11028, 'Only one of tillId, tillIds, storeId and storeCode can be sent');
  const [name] = names;
  if (name === undefined) return null;
  const text = textOf(query[name]);
  if (name === 'tillId') {
    if (!/^\d+$/.test(text)) fail(11025, 'tillId is not a number');
    return [Number(text)];
  }
  if (name === 'tillIds') {
    if (!/^\d+(,\d+)*$/.test(text)) fail(11027, 'tillIds is not a list of numbers');
    return text.split(',').map(Number);
  }
  const store = Object.values(world.stores).find((each) => (name === 'storeId' ? String(each.id) : each.code) === text);
  const tills = Object.values(world.tills).filter((till) => till.storeId === store?.id);
  if (tills.length === 0) fail(11026, 'The store has no tills');
  return tills.map((till) => till.id);
}

const SPAN_DAYS = 90;
const YEAR_DAYS = 365;

/**
 * The requested period. One date alone gives 90 days or a year; no date gives everything.
 * @throws 11009 if the start is after the end
 * @throws 11010 if the period is too long
 */
function periodOf(world: World, query: JsonObject): { from: Instant | null; until: Instant | null } {
  if (given(query['isFilterBasedOnDate']) && !booleanOf(query['isFilterBasedOnDate']))
    return { from: null, until: null };
  const from = dateOf(world, query['startDate']);
  const until = dateOf(world, query['endDate']);
  const span = (booleanOf(query['includeLastOneYearData']) ? YEAR_DAYS : SPAN_DAYS) * DAY;
  if (from !== null && until !== null) {
    if (from > until) fail(11009, 'startDate is after endDate');
    if (later(from, SPAN_DAYS * DAY) < until)
      fail(11010, `startDate and endDate can be at most ${SPAN_DAYS} days apart`);
    return { from, until };
  }
  if (from !== null) return { from, until: later(from, span) };
  return until === null ? { from: null, until: null } : { from: later(until, -span), until };
}

function getEntries({ world, query }: Call): Reply {
  const entity = holderOf(world, query, 11012);
  checkProgram(world, query['programId'], 11005);
  if (booleanOf(query['includeTillConceptEvents']) && !given(query['programId'])) {
    fail(11001, 'includeTillConceptEvents requires programId');
  }
  const { from, until } = periodOf(world, query);
  const byEvent = new Map<number, LedgerEntry[]>();
  for (const entry of filtered(world, entity, query, tillsAsked(world, query))) {
    if ((from !== null && entry.createdOn < from) || (until !== null && entry.createdOn > until)) continue;
    const entries = byEvent.get(entry.eventLogId) ?? [];
    entries.push(entry);
    byEvent.set(entry.eventLogId, entries);
  }
  const groups = [...byEvent.values()];
  if (oneOf(['ASC', 'DESC'], query['sortOrder']) !== 'ASC') groups.reverse();
  const { details, rows } = paged(groups, query, 100, 11029);
  return v2Single({
    customerDetails: holderShape(world, entity),
    ledgerDetails: details,
    ledgerEntries: rows.map((entries) => ({
      ...eventEntry(world, entity, entries),
      ...(booleanOf(query['includeConceptDetails']) && conceptOf(world, entries)),
    })),
  });
}

/** One event of the ledger, with its movements summed by direction and category. */
function eventEntry(world: World, entity: Entity, entries: readonly LedgerEntry[]): object {
  const eventLogId = entries[0]?.eventLogId ?? 0;
  const event = world.events[eventLogId];
  const { id: programId, name: programName } = world.organisation.program;
  const sums = new Map<string, { entry: LedgerEntry; points: number }>();
  for (const entry of entries) {
    const key = `${entry.type} ${entry.category}`;
    const sum = sums.get(key) ?? { entry, points: 0 };
    sum.points += entry.points;
    sums.set(key, sum);
  }
  const till = world.tills[event?.tillId ?? 0];
  const store = world.stores[till?.storeId ?? 0];
  return {
    eventLogId,
    eventName: event?.name,
    customerId: event?.customerId,
    ledgerCreatedDate: stamp(entries[0]?.createdOn),
    ledgerCreatedDateISO: entries[0]?.createdOn ?? null,
    customerDetails: memberShape(world, entity, event),
    entryDetails: [...sums.values()].map(({ entry, points }) => ({
      ledgerEntryType: entry.type,
      points: decimal(points),
      pointsCategory: entry.category,
      programName,
      programId,
    })),
    netPointsOnEvent: decimal(entries.reduce((total, entry) => total + signed(entry), 0)),
    transactionDetails: transactionOf(world, event),
    store: store?.name ?? '',
    storeCode: store?.code ?? '',
    tillCode: till?.code ?? '',
    eventDetails: {
      eventDate: stamp(event?.time),
      ...(event && event.reason !== '' && { reason: event.reason }),
    },
    sourceProgramId: programId,
    sourceProgramName: programName,
    orgId: null,
  };
}

/** The concept of the store where an event happened. */
function conceptOf(world: World, entries: readonly LedgerEntry[]): object {
  const till = world.tills[world.events[entries[0]?.eventLogId ?? 0]?.tillId ?? 0];
  const concept = world.concepts[world.stores[till?.storeId ?? 0]?.conceptId ?? 0];
  return { conceptId: concept?.id ?? null, conceptName: concept?.name ?? null };
}

/** The member behind an entry of a group's ledger; null elsewhere. */
function memberShape(world: World, entity: Entity, event: LoyaltyEvent | undefined): object | null {
  const customer = world.customers[event?.customerId ?? 0];
  if (entity.type === 'CUSTOMER' || !customer) return null;
  const { firstName, lastName } = customerName(customer);
  const [identifier] = customer.profiles[0]?.identifiers ?? [];
  const member = world.userGroups[entity.id]?.members.find((each) => each.customerId === customer.id);
  return {
    firstName,
    lastName,
    userId: customer.id,
    identifier: { ...identifier, role: member?.primary ? 'PRIMARY' : 'SECONDARY' },
  };
}

function transactionOf(world: World, event: LoyaltyEvent | undefined): object {
  const bill = world.transactions[event?.transactionId ?? 0];
  if (!bill) return {};
  return {
    transactionId: bill.id,
    transactionNumber: bill.billNumber,
    date: stamp(bill.billingDate),
    amount: bill.amount,
    grossBillAmount: bill.grossAmount,
    source: bill.source.toLowerCase(),
  };
}

const EVENT_NAMES = [
  'ManualPointsAdjustment',
  'PointsExpiry',
  'AllocateGoodwillPoints',
  'GenericEvent',
  'TransactionAdd',
  'TransactionUpdate',
  'ReturnBill',
  'TargetCompleted',
  'PointsRedemption',
  'VoucherRedemption',
  'DelayedAccrual',
  'PointsTransfer',
  'PointsRedemptionReversal',
  'CustomerRegistration',
  'CustomerUpdate',
  'BulkAllocatePoints',
] as const satisfies readonly EventName[];

const MOST_REFERENCES = 10;

function explode({ world, query }: Call): Reply {
  const entity = holderOf(world, query, 11023);
  const events = eventsAsked(world, entity, query);
  const page = pageOf(query, { limit: Math.max(1, events.length) }) ?? fail(11001, 'limit or offset is not valid');
  const start = page.offset * page.limit;
  return v2Single({
    events: events
      .slice(start, start + page.limit)
      .map((event) => eventFace(world, event, (part) => booleanOf(query[part]))),
  });
}

function eventsAsked(world: World, entity: Entity, query: JsonObject): LoyaltyEvent[] {
  const events = entity.type === 'CUSTOMER' ? eventsOf(world, entity.id) : Object.values(world.events);
  const ofHolder = events.filter((event) => sameEntity(event.entity, entity));
  if (given(query['eventIds'])) {
    return textOf(query['eventIds'])
      .split(',')
      .map((id) => {
        if (!/^\s*\d+\s*$/.test(id)) fail(11017, `Event id ${id} is not a number`);
        return ofHolder.find((event) => event.id === Number(id)) ?? fail(11016, `No details for event log id ${id}`);
      });
  }
  const name = oneOf(EVENT_NAMES, query['eventName']) ?? fail(11014, 'eventName is missing or unknown');
  const references = textOf(query['eventReferenceIds'])
    .split(',')
    .filter((each) => each !== '');
  if (references.length === 0) fail(9022, 'eventReferenceIds is missing');
  if (references.length > MOST_REFERENCES) fail(11014, `At most ${MOST_REFERENCES} references can be given`);
  const found = ofHolder.filter((event) => event.name === name && references.includes(event.referenceId ?? ''));
  return found.length > 0 ? found : fail(9022, 'No event has these references');
}

export const pointsLedgerHandlers: Handlers = {
  points_ledger_get_balance: getBalance,
  points_ledger_get_entries: getEntries,
  points_ledger_explode: explode,
};
