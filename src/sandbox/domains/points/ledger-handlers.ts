/** Section Points ledger: closing balances, the ledger by event, and the details of events. */
import { pointsLedgerExplode, pointsLedgerGetBalance, pointsLedgerGetEntries } from '../../../tools/points/ledger.js';
import type { Parameters, RowOf } from '../../../tools/schemas/decoded.js';
import { userGroupGetLedger } from '../../../tools/user-group/user-group.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byPage } from '../../http/paging.js';
import { DAY, type Instant, later } from '../../world/clock.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerBy } from '../customer/rules.js';
import { type CustomerQuery, checkSource, customerName } from '../customer/shape.js';
import { findGroup, type GroupSelector } from '../user-group/rules.js';
import { customerEntity, eventsOf, ledgerOf, points3, sameEntity } from './ledger.js';
import { stamp, toEventJson } from './ledger-serializers.js';
import { checkProgram } from './program.js';
import type { Entity, LedgerEntry, LoyaltyEvent, PointsCategory } from './state.js';

type BalanceQuery = Parameters<typeof pointsLedgerGetBalance.query>;
type EntriesQuery = Parameters<typeof pointsLedgerGetEntries.query>;
type ExplodeQuery = Parameters<typeof pointsLedgerExplode.query>;
type EntryJson = RowOf<typeof pointsLedgerGetEntries, 'ledgerEntries'>;

/**
 * The holder of the ledger.
 * @throws `unknown` if nobody has the identifier
 */
function holderOf(
  world: World,
  query: CustomerQuery & { readonly type?: 'CUSTOMER' | 'USERGROUP2' | 'FLEET' },
  unknown: number,
): Entity {
  const { identifierName: name = '', identifierValue: value = '', type = 'CUSTOMER' } = query;
  if (type !== 'CUSTOMER' || name === 'groupId' || name === 'primaryUserId') {
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

function groupSelector(name: string, value: string): GroupSelector {
  if (name === 'primaryUserId') return { primaryUserId: Number(value) };
  return name === 'externalId' ? { externalId: value } : { id: value };
}

function toHolderJson(world: World, { type, id }: Entity) {
  const customer = type === 'CUSTOMER' ? world.customers[id] : undefined;
  if (customer) return { ...customerName(customer), entityType: type };
  return { userId: id, externalId: world.userGroups[id]?.externalId ?? '', entityType: type };
}

const CATEGORIES = {
  REGULAR: 'Main',
  PROMISED: 'DelayedAccrualPointCategory',
  TRIGGER_BASED: 'ExternalTriggerBasedPointCategory',
} as const satisfies Record<string, PointsCategory>;

/** Filters that both lists share: entry type, category, tills. */
function filtered(
  world: World,
  entity: Entity,
  { ledgerEntryType: type, pointCategoryType: category }: BalanceQuery | EntriesQuery,
  tillIds: readonly number[] | null,
): LedgerEntry[] {
  return ledgerOf(world, entity).filter(
    (entry) =>
      (type === undefined || entry.type === type) &&
      (category === undefined || entry.category === CATEGORIES[category]) &&
      (tillIds === null || tillIds.includes(entry.tillId)),
  );
}

const signed = (entry: LedgerEntry): number => (entry.type === 'CREDIT' ? entry.points : -entry.points);

const decimal = (points: number): string => points3(points).toFixed(3);

/** @throws 11003 if there is nothing on the page */
function checkFound<P extends { readonly rows: readonly unknown[] }>(page: P): P {
  return page.rows.length > 0 ? page : fail(11003, 'No ledger entries found for these parameters');
}

/** The closing balance of each category, now or at a time. */
function balancesOf(world: World, entity: Entity, query: BalanceQuery) {
  const { tillId, endDate } = query;
  if (tillId !== undefined && !world.tills[tillId]) fail(11004, 'tillId is not valid');
  const sums = new Map<PointsCategory, number>();
  for (const entry of filtered(world, entity, query, tillId === undefined ? null : [tillId])) {
    if (endDate !== undefined && entry.createdOn > endDate) continue;
    sums.set(entry.category, (sums.get(entry.category) ?? 0) + signed(entry));
  }
  const { id: programId, name: programName } = world.organisation.program;
  return [...sums].map(([pointsCategory, points]) => ({
    pointsCategory,
    programName,
    programId,
    closingBalance: decimal(points),
  }));
}

/** The tills selected by one of `tillId`, `tillIds`, `storeId` and `storeCode`; null for all. */
function tillsAsked(world: World, { tillId, tillIds, storeId, storeCode }: EntriesQuery): number[] | null {
  const given = [tillId, tillIds, storeId, storeCode].filter((each) => each !== undefined);
  if (given.length > 1) fail(11028, 'Only one of tillId, tillIds, storeId and storeCode can be sent');
  if (given.length === 0) return null;
  if (tillId !== undefined) return [tillId];
  if (tillIds !== undefined) {
    if (!/^\d+(,\d+)*$/.test(tillIds)) fail(11027, 'tillIds is not a list of numbers');
    return tillIds.split(',').map(Number);
  }
  const store = Object.values(world.stores).find((each) => each.id === storeId || each.code === storeCode);
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
function periodOf(query: EntriesQuery): { from?: Instant; until?: Instant } {
  if (query.isFilterBasedOnDate === false) return {};
  const { startDate: from, endDate: until } = query;
  const span = (query.includeLastOneYearData ? YEAR_DAYS : SPAN_DAYS) * DAY;
  if (from !== undefined && until !== undefined) {
    if (from > until) fail(11009, 'startDate is after endDate');
    if (later(from, SPAN_DAYS * DAY) < until) {
      fail(11010, `startDate and endDate can be at most ${SPAN_DAYS} days apart`);
    }
    return { from, until };
  }
  if (from !== undefined) return { from, until: later(from, span) };
  return until === undefined ? {} : { from: later(until, -span), until };
}

/** The movements of each event of the period, oldest first. */
function movementsByEvent(world: World, entity: Entity, query: EntriesQuery): LedgerEntry[][] {
  const { from, until } = periodOf(query);
  const byEvent = new Map<number, LedgerEntry[]>();
  for (const entry of filtered(world, entity, query, tillsAsked(world, query))) {
    if ((from !== undefined && entry.createdOn < from) || (until !== undefined && entry.createdOn > until)) continue;
    const entries = byEvent.get(entry.eventLogId) ?? [];
    entries.push(entry);
    byEvent.set(entry.eventLogId, entries);
  }
  return [...byEvent.values()];
}

/** One event of the ledger, with its movements summed by direction and category. */
function toEntryJson(world: World, entity: Entity, entries: readonly LedgerEntry[]): EntryJson {
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
    customerDetails: toMemberJson(world, entity, event),
    entryDetails: [...sums.values()].map(({ entry, points }) => ({
      ledgerEntryType: entry.type,
      points: decimal(points),
      pointsCategory: entry.category,
      programName,
      programId,
    })),
    netPointsOnEvent: decimal(entries.reduce((total, entry) => total + signed(entry), 0)),
    transactionDetails: toTransactionJson(world, event),
    store: store?.name ?? '',
    storeCode: store?.code ?? '',
    tillCode: till?.code ?? '',
    eventDetails: {
      eventDate: stamp(event?.time),
      reason: event?.reason || undefined,
    },
    sourceProgramId: programId,
    sourceProgramName: programName,
    orgId: null,
  };
}

/** The concept of the store where an event happened. */
function conceptOf(world: World, entries: readonly LedgerEntry[]) {
  const till = world.tills[world.events[entries[0]?.eventLogId ?? 0]?.tillId ?? 0];
  const concept = world.concepts[world.stores[till?.storeId ?? 0]?.conceptId ?? 0];
  return { conceptId: concept?.id ?? null, conceptName: concept?.name ?? null };
}

/** The member behind an entry of a group's ledger; null elsewhere. */
function toMemberJson(world: World, entity: Entity, event: LoyaltyEvent | undefined): EntryJson['customerDetails'] {
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

function toTransactionJson(world: World, event: LoyaltyEvent | undefined): EntryJson['transactionDetails'] {
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

const MAX_REFERENCES = 10;

function eventsAsked(
  world: World,
  entity: Entity,
  { eventIds, eventName: name, eventReferenceIds = '' }: ExplodeQuery,
): LoyaltyEvent[] {
  const events = entity.type === 'CUSTOMER' ? eventsOf(world, entity.id) : Object.values(world.events);
  const ofHolder = events.filter((event) => sameEntity(event.entity, entity));
  if (eventIds !== undefined) {
    return eventIds.split(',').map((id) => {
      if (!/^\s*\d+\s*$/.test(id)) fail(11017, `Event id ${id} is not a number`);
      return ofHolder.find((event) => event.id === Number(id)) ?? fail(11016, `No details for event log id ${id}`);
    });
  }
  if (name === undefined) return fail(11014, 'eventName is missing');
  const references = eventReferenceIds.split(',').filter((each) => each !== '');
  if (references.length === 0) fail(9022, 'eventReferenceIds is missing');
  if (references.length > MAX_REFERENCES) fail(11014, `At most ${MAX_REFERENCES} references can be given`);
  const found = ofHolder.filter((event) => event.name === name && references.includes(event.referenceId ?? ''));
  return found.length > 0 ? found : fail(9022, 'No event has these references');
}

/** Codes of the identifier of the holder: if it is missing, and if nobody can have it. */
const holderCodes = (missing: number, malformed: number) => ({
  identifierName: { missing, malformed: 8013 },
  identifierValue: missing,
  source: { missing, malformed },
});

const LIST_CODES = {
  ...holderCodes(11013, 11012),
  endDate: 11011,
  ledgerEntryType: 11007,
  pointCategoryType: 11008,
  limit: 11001,
  offset: 11001,
} as const;

const IGNORED = { malformed: 'ignored' } as const;

/** Here `offset` counts pages. */
const PAGES = { number: 'offset', size: 'limit' } as const;

export const pointsLedgerHandlers: Handlers = {
  ...handle(
    pointsLedgerGetBalance,
    {
      envelope: 'single',
      codes: { ...LIST_CODES, tillId: 11004 },
      paging: byPage({ ...PAGES, limit: 10, max: 10, strict: true, code: 11006 }),
    },
    ({ world, query, paged }) => {
      const entity = holderOf(world, query, 11012);
      const { rows, details } = checkFound(paged(balancesOf(world, entity, query)));
      return {
        customerDetails: toHolderJson(world, entity),
        ledgerDetails: { ...details, ledgerClosingBalance: rows },
      };
    },
  ),

  // The ledger of a group shares the path with that of a customer.
  ...handle(
    [userGroupGetLedger, pointsLedgerGetEntries],
    {
      envelope: 'single',
      codes: {
        ...LIST_CODES,
        type: IGNORED,
        startDate: 11011,
        programId: 11005,
        tillId: 11025,
        storeId: 11026,
        sortOrder: IGNORED,
        order: IGNORED,
      },
      optional: ['type'],
      paging: byPage({ ...PAGES, limit: 10, max: 100, strict: true, code: 11029 }),
    },
    ({ world, query, paged }) => {
      const entity = holderOf(world, query, 11012);
      checkProgram(world, query.programId, 11005);
      if (query.includeTillConceptEvents && query.programId === undefined) {
        fail(11001, 'includeTillConceptEvents requires programId');
      }
      const events = movementsByEvent(world, entity, query);
      if ((query.sortOrder ?? query.order) !== 'ASC') events.reverse();
      const { rows, details } = checkFound(paged(events));
      return {
        customerDetails: toHolderJson(world, entity),
        ledgerDetails: details,
        ledgerEntries: rows.map((entries) => ({
          ...toEntryJson(world, entity, entries),
          ...(query.includeConceptDetails && conceptOf(world, entries)),
        })),
      };
    },
  ),

  ...handle(
    pointsLedgerExplode,
    {
      envelope: 'single',
      codes: { ...holderCodes(11023, 11023), type: IGNORED, eventName: 11014, limit: 11001, offset: 11001 },
      paging: byPage({ ...PAGES, code: 11001 }),
    },
    ({ world, query, page }) => {
      const entity = holderOf(world, query, 11023);
      return { events: page(eventsAsked(world, entity, query)).map((event) => toEventJson(world, event, query)) };
    },
  ),
};
