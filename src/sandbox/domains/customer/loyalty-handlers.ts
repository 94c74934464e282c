/** Section Customer, and Customer (Lookup): points, tier, transfers, loyalty events and requests of one customer. */
import {
  customerGetGoodwillRequests,
  customerGetIdentifierChangeRequests,
  customerGetLoyaltyDetails,
  customerGetLoyaltyEvents,
  customerGetPointsBalance,
  customerGetPointsExpirySchedule,
  customerGetPointsTransfers,
  customerGetPromisedPointsSchedule,
  customerGetRetroRequests,
  customerGetTier,
  customerLookupGetPointsExpirySchedule,
  type programScope,
  type scheduleDates,
} from '../../../tools/customer/customer.loyalty.js';
import {
  customerLookupGetLoyaltyDetails,
  customerLookupGetPointsBalance,
  customerLookupGetPromisedPointsSchedule,
  customerLookupGetRetroRequests,
  customerLookupGetTier,
} from '../../../tools/customer/lookup.js';
import type { Parameters } from '../../../tools/schemas/decoded.js';
import { entryOf, numberOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byOffset, type Paging } from '../../http/paging.js';
import { sorted } from '../../http/sorting.js';
import { type Instant, now } from '../../world/clock.js';
import { addMonths, localDate } from '../../world/dates.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerEntity, eventsOf } from '../points/ledger.js';
import { checkProgram } from '../points/program.js';
import {
  type Days,
  entityOf,
  expirySchedule,
  type Holder,
  promisedSchedule,
  toBalanceJson,
  toHolderJson,
  toLoyaltyJson,
  toTiersJson,
} from '../points/serializers.js';
import type { EventName, PointsTransfer } from '../points/state.js';
import { toTransferJson } from '../points/transfer-serializers.js';
import { transfersOf } from '../points/transfers.js';
import { requestsOf } from '../requests/customer-requests.js';
import {
  isAutoApproved,
  isOneStep,
  toChangeRequestJson,
  toGoodwillRequestJson,
  toRetroRequestJson,
} from '../requests/serializers.js';
import type { Request, RequestType } from '../requests/state.js';
import { defaultGroupOf } from '../user-group/rules.js';
import { customerById } from './rules.js';
import { customerLookedUp, LOOKUP } from './sent.js';
import { checkSource } from './shape.js';
import type { Customer } from './state.js';

const SCOPE = { entityType: 1212, programId: 1213 } as const;
const DATES = { startDate: 1216, endDate: 1216 } as const;

type Scope = Parameters<typeof programScope>;

/**
 * The holder selected by `entityType`: the customer, or their group.
 * @throws 1632 if the customer is not in a user group
 */
function holderMeant(world: World, customer: Customer, { entityType = 'CUSTOMER' }: Scope): Holder {
  if (entityType === 'CUSTOMER') return { entityType, customer };
  return { entityType, group: defaultGroupOf(world, customer) ?? fail(1632, 'The customer is not in a user group') };
}

/** @throws `code` if the program does not exist, unless all programs are requested */
function checkProgramMeant(world: World, { fetchDataForAllPrograms, programId }: Scope, code: number): void {
  if (!fetchDataForAllPrograms) checkProgram(world, programId, code);
}

function balanceOf(world: World, customer: Customer, scope: Scope) {
  const holder = holderMeant(world, customer, scope);
  checkProgramMeant(world, scope, 1213);
  return toBalanceJson(world, holder);
}

function tierOf(world: World, customer: Customer, scope: Scope) {
  const holder = holderMeant(world, customer, scope);
  checkProgramMeant(world, scope, 1213);
  // Groups have points, but no tier of their own.
  return {
    ...toHolderJson(holder),
    programTiers: holder.entityType === 'CUSTOMER' ? toTiersJson(world, customer) : [],
  };
}

const LATEST_YEARS = 100;

type Dates = Parameters<typeof scheduleDates>;

/**
 * The days of a schedule; by default from now, for 100 years.
 * @throws 1215 if the schedule starts before tomorrow
 * @throws 1217 if it goes too far ahead
 * @throws 1214 if the start is after the end
 */
function scheduleDays(world: World, { startDate, endDate }: Dates): Days {
  const dayOf = (at: Instant): string => localDate(at, world.organisation.timezone);
  const today = dayOf(now(world));
  const latest = dayOf(addMonths(now(world), LATEST_YEARS * 12));
  const start = startDate && dayOf(startDate);
  const end = endDate && dayOf(endDate);
  if ((start ?? latest) <= today || (end ?? latest) < today) fail(1215, 'startDate must be tomorrow or later');
  if (end !== undefined && end > latest) fail(1217, `endDate can be at most ${LATEST_YEARS} years ahead`);
  const days = { from: start ?? today, until: end ?? latest };
  if (days.from > days.until) fail(1214, 'startDate is after endDate');
  return days;
}

type ExpiryQuery = Parameters<typeof customerGetPointsExpirySchedule.query>;

function expiryOf(world: World, customer: Customer, query: ExpiryQuery) {
  checkProgramMeant(world, query, 885);
  const days = scheduleDays(world, query);
  if (customer.loyaltyType !== 'loyalty') fail(1218, 'The customer is not in the loyalty program');
  return {
    id: customer.id,
    profiles: [],
    loyaltyInfo: { loyaltyType: customer.loyaltyType },
    segments: {},
    extendedFields: {},
    expirySchedules: expirySchedule(world, customerEntity(customer.id), days, query.fetchEarliestExpiryOnly ?? false),
  };
}

/** @param programCode - for an unknown program; it differs between the two forms of the endpoint */
function promisedOf(world: World, customer: Customer, query: Scope & Dates, programCode: number) {
  const holder = holderMeant(world, customer, query);
  checkProgramMeant(world, query, programCode);
  return { ...toHolderJson(holder), ...promisedSchedule(world, entityOf(holder), scheduleDays(world, query)) };
}

function loyaltyOf(world: World, customer: Customer, programId: number | undefined) {
  if (customer.loyaltyType !== 'loyalty') fail(8089, 'The customer is not in the loyalty program');
  checkProgram(world, programId, 885);
  return [{ ...toLoyaltyJson(world, customer), linkedPartnerPrograms: [] }];
}

/** Kinds of event that can be requested besides the names of events. */
const EVENT_KINDS: Readonly<Record<string, readonly EventName[]>> = {
  EARN: [
    'TransactionAdd',
    'CustomerRegistration',
    'TargetCompleted',
    'GenericEvent',
    'AllocateGoodwillPoints',
    'BulkAllocatePoints',
  ],
  REDEEM: ['PointsRedemption', 'VoucherRedemption'],
  EXPIRE: ['PointsExpiry'],
  TRANSFER: ['PointsTransfer'],
};

const TRANSFER_KEYS = {
  pointsTransferDate: ({ transferredOn, id }: PointsTransfer) => [transferredOn, id],
  pointsTransferred: ({ points, id }: PointsTransfer) => [points, id],
} as const;

/** The filters and the order of lists of requests. */
type RequestsQuery = Pick<
  Parameters<typeof customerGetIdentifierChangeRequests.query>,
  'changeType' | 'startDate' | 'endDate' | 'startId' | 'endId' | 'source' | 'accountId'
> & { readonly sortBy?: string; readonly sortOrder?: string };

/** The requests of a kind that pass the filters, in the order that is asked for. */
function findRequests(world: World, customer: Customer, type: RequestType, query: RequestsQuery): Request[] {
  checkSource(customer, query);
  const { changeType, startDate, endDate, startId, endId, sortBy, sortOrder } = query;
  const isThen = duringDays(world, startDate, endDate);
  const byUpdate = sortBy?.toLowerCase() === 'lastupdatedon';
  const found = requestsOf(world, customer.id, type).filter(
    (each) =>
      (changeType === undefined || each.baseType.toUpperCase() === changeType) &&
      isThen(each.createdOn) &&
      (startId === undefined || each.id >= startId) &&
      (endId === undefined || each.id <= endId),
  );
  const keys = (each: Request) => [byUpdate ? each.modifiedOn : each.createdOn, each.id];
  return sorted(found, keys, sortOrder?.toUpperCase() === 'ASC' ? 'ASC' : 'DESC');
}

/** A filter for the days from that of one moment to that of another. */
function duringDays(world: World, start: Instant | undefined, end: Instant | undefined): (at: Instant) => boolean {
  const dayOf = (at: Instant): string => localDate(at, world.organisation.timezone);
  return (at) => (start === undefined || dayOf(at) >= dayOf(start)) && (end === undefined || dayOf(at) <= dayOf(end));
}

const TEN = byOffset({ limit: 10 });
const TEN_REPORTED = byOffset({ limit: 10, reported: true });

/** `startLimit` is another name of `offset`. */
const FROM_START: Paging = {
  ...TEN_REPORTED,
  pageOf: ({ startLimit, ...query }) =>
    TEN_REPORTED.pageOf({ ...query, offset: startLimit === undefined ? query['offset'] : (numberOf(startLimit) ?? 0) }),
};

export const customerLoyaltyHandlers: Handlers = {
  ...handle(
    customerGetPointsExpirySchedule,
    { envelope: 'single', codes: { userId: 8015, programId: 885, ...DATES } },
    ({ world, path, query }) => expiryOf(world, customerById(world, path.userId), query),
  ),

  ...handle(
    customerLookupGetPointsExpirySchedule,
    { envelope: 'single', codes: { ...LOOKUP.codes, programId: 885, ...DATES }, first: LOOKUP.first },
    ({ world, query }) => expiryOf(world, customerLookedUp(world, query), query),
  ),

  ...handle(
    customerGetLoyaltyEvents,
    { envelope: 'list', codes: { userId: 8015 }, paging: TEN },
    ({ world, path, query, page }) => {
      const kind = query.eventType?.toUpperCase();
      const names = kind === undefined ? undefined : entryOf(EVENT_KINDS, kind);
      const isThen = duringDays(world, query.fromDate, query.toDate);
      const events = eventsOf(world, customerById(world, path.userId).id).filter(
        ({ name, time }) =>
          (kind === undefined || (names?.includes(name) ?? name.toUpperCase() === kind)) && isThen(time),
      );
      return page(sorted(events, ({ time, id }) => [time, id], 'DESC')).map(
        ({ id, customerId, time, name, uniqueId }) => ({
          id,
          customerId,
          date: time,
          eventName: name,
          orgId: world.organisation.id,
          status: 'SUCCESS',
          uniqueId,
        }),
      );
    },
  ),

  ...handle(
    customerGetLoyaltyDetails,
    { envelope: 'list', codes: { customerId: 8015, programId: 885 } },
    ({ world, path, query }) => loyaltyOf(world, customerById(world, path.customerId), query.programId),
  ),

  ...handle(
    customerLookupGetLoyaltyDetails,
    { envelope: 'list', codes: { ...LOOKUP.codes, programId: 885 }, first: LOOKUP.first },
    ({ world, query }) => loyaltyOf(world, customerLookedUp(world, query), query.programId),
  ),

  ...handle(
    customerGetPointsTransfers,
    { envelope: 'list', code: 814, codes: { userId: 8015 }, paging: byOffset({ limit: 10, code: 814 }) },
    ({ world, path, query, page }) => {
      const customer = customerById(world, path.userId);
      checkProgram(world, query.programId, 814);
      const { sortBy = 'pointsTransferDate', sortOrder } = query;
      const keys = entryOf(TRANSFER_KEYS, sortBy) ?? fail(814, 'sortBy is not valid');
      const entity = customerEntity(customer.id);
      const found = sorted(transfersOf(world, entity), keys, sortOrder === 'asc' ? 'ASC' : 'DESC');
      if (found.length === 0) fail(814, 'The customer has no points transfers');
      return page(found).map((each) => toTransferJson(world, each, entity));
    },
  ),

  ...handle(
    customerGetPointsBalance,
    { envelope: 'single', codes: { userId: 8015, ...SCOPE } },
    ({ world, path, query }) => balanceOf(world, customerById(world, path.userId), query),
  ),

  ...handle(
    customerLookupGetPointsBalance,
    { envelope: 'single', codes: { ...LOOKUP.codes, ...SCOPE }, first: LOOKUP.first },
    ({ world, query }) => balanceOf(world, customerLookedUp(world, query), query),
  ),

  ...handle(customerGetTier, { envelope: 'single', codes: { userId: 8015, ...SCOPE } }, ({ world, path, query }) =>
    tierOf(world, customerById(world, path.userId), query),
  ),

  ...handle(
    customerLookupGetTier,
    { envelope: 'single', codes: { ...LOOKUP.codes, ...SCOPE }, first: LOOKUP.first },
    ({ world, query }) => tierOf(world, customerLookedUp(world, query), query),
  ),

  ...handle(
    customerGetPromisedPointsSchedule,
    { envelope: 'single', codes: { userId: 8015, entityType: 1212, programId: 885, ...DATES } },
    ({ world, path, query }) => promisedOf(world, customerById(world, path.userId), query, 885),
  ),

  ...handle(
    customerLookupGetPromisedPointsSchedule,
    { envelope: 'single', codes: { ...LOOKUP.codes, ...SCOPE, ...DATES }, first: LOOKUP.first },
    ({ world, query }) => promisedOf(world, customerLookedUp(world, query), query, 1213),
  ),

  ...handle(
    customerGetRetroRequests,
    { envelope: 'list', codes: { customerId: 9050, source: 8003 }, paging: FROM_START },
    ({ world, path, query, page }) => {
      if (world.customers[path.customerId]?.piiDeleted ?? true) fail(9050, 'Customer not found');
      const customer = customerById(world, path.customerId);
      return page(findRequests(world, customer, 'RETRO', query)).map((each) => toRetroRequestJson(world, each));
    },
  ),

  ...handle(
    customerLookupGetRetroRequests,
    { envelope: 'list', ...LOOKUP, paging: FROM_START },
    ({ world, query, page }) =>
      page(findRequests(world, customerLookedUp(world, query), 'RETRO', query)).map((each) =>
        toRetroRequestJson(world, each),
      ),
  ),

  ...handle(
    customerGetIdentifierChangeRequests,
    { envelope: 'list', codes: { customerId: 8015, source: 8003 }, paging: TEN_REPORTED },
    ({ world, path, query, page }) =>
      page(findRequests(world, customerById(world, path.customerId), 'CHANGE_IDENTIFIER', query)).map((each) =>
        toChangeRequestJson(world, each),
      ),
  ),

  ...handle(
    customerGetGoodwillRequests,
    { envelope: 'list', codes: { customerId: 8015 }, paging: TEN_REPORTED },
    ({ world, path, query, page }) => {
      const { requestId, programId } = query;
      const found = requestsOf(world, customerById(world, path.customerId).id, 'GOODWILL')
        .filter(
          (each) =>
            (requestId === undefined || each.id === requestId) &&
            (programId === undefined || programId === world.organisation.program.id) &&
            (!query.is_one_step_change || isOneStep(each)) &&
            (!query.autoApprove || isAutoApproved(each)),
        )
        .reverse();
      if (requestId !== undefined && found.length === 0) {
        fail(9050, `The customer has no goodwill request ${requestId}`);
      }
      return page(found).map((each) => toGoodwillRequestJson(world, each));
    },
  ),
};
