/** Section Customer, and Customer (Lookup): points, tier, transfers, loyalty events and requests of one customer. */
import { booleanOf, entryOf, given, type JsonObject, numberOf, objectOf, oneOf, textOf } from '../../http/arguments.js';
import type { Call, Handler, Handlers } from '../../http/handler.js';
import { dayAsked, pageAsked, pageRows } from '../../http/page-arguments.js';
import { type Reply, v2Created, v2List, v2Single } from '../../http/replies.js';
import { now } from '../../world/clock.js';
import { addMonths, localDate } from '../../world/dates.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerEntity, eventsOf } from '../points/ledger.js';
import { checkProgram } from '../points/program.js';
import {
  balanceFace,
  type Days,
  entityOf,
  expirySchedule,
  type Holder,
  holderFace,
  loyaltyFace,
  promisedSchedule,
  tiersFace,
} from '../points/serializers.js';
import type { EventName } from '../points/state.js';
import { transferShape } from '../points/transfer-serializers.js';
import { transfersOf } from '../points/transfers.js';
import { requestGroupGoodwill, requestsOf } from '../requests/customer-requests.js';
import {
  changeRequestFace,
  goodwillRequestFace,
  isAutoApproved,
  isOneStep,
  retroRequestFace,
} from '../requests/serializers.js';
import type { Request, RequestType } from '../requests/state.js';
import { defaultGroupOf, findGroup } from '../user-group/rules.js';
import { customerById } from './rules.js';
import { customerLookedUp } from './sent.js';
import { checkSource } from './shape.js';
import { type Customer, SOURCES } from './state.js';

/** The answer of an endpoint about a customer. */
type CustomerRead = (call: Call, customer: Customer) => Reply;

/** The customer id in a path, whatever the name of its placeholder. */
const customerIdIn = ({ path }: Call): string => textOf(path['userId'] ?? path['customerId']);

/**
 * The endpoint with the customer's id in its path.
 * @throws 8015 if no customer has the id
 * @throws 8069 if the customer was merged into another
 */
const byId =
  (read: CustomerRead): Handler =>
  (call) =>
    read(call, customerById(call.world, customerIdIn(call)));

/**
 * The endpoint with source and identifier in the query.
 * @throws 8003 if the source is unknown
 * @throws 8045 if a required account is missing
 * @throws 8013 if the identifier type is unknown
 * @throws 8015 if no customer has the identifier
 * @throws 8065 if the customer has no profile in the source
 */
const byIdentifier =
  (read: CustomerRead): Handler =>
  (call) =>
    read(call, customerLookedUp(call.world, call.query));

/**
 * The holder selected by `entityType`: the customer, or their group.
 * @throws 1212 if `entityType` is neither CUSTOMER nor FLEET
 * @throws 1632 if the customer is not in a user group
 */
function holderAsked(world: World, query: JsonObject, customer: Customer): Holder {
  const type = given(query['entityType']) ? oneOf(['CUSTOMER', 'FLEET'], query['entityType']) : 'CUSTOMER';
  if (type === null) return fail(1212, 'entityType must be CUSTOMER or FLEET');
  if (type === 'CUSTOMER') return { entityType: type, customer };
  return {
    entityType: type,
    group: defaultGroupOf(world, customer) ?? fail(1632, 'The customer is not in a user group'),
  };
}

/** @throws `code` if the program does not exist, unless all programs are requested */
function checkProgramAsked(world: World, query: JsonObject, code: number): void {
  if (!booleanOf(query['fetchDataForAllPrograms'])) checkProgram(world, query['programId'], code);
}

function getBalance({ world, query }: Call, customer: Customer): Reply {
  const holder = holderAsked(world, query, customer);
  checkProgramAsked(world, query, 1213);
  return v2Single(balanceFace(world, holder));
}

function getTier({ world, query }: Call, customer: Customer): Reply {
  const holder = holderAsked(world, query, customer);
  checkProgramAsked(world, query, 1213);
  // Groups have points, but no tier of their own.
  const programTiers = holder.entityType === 'CUSTOMER' ? tiersFace(world, customer) : [];
  return v2Single({ ...holderFace(holder), programTiers });
}

const LATEST_YEARS = 100;

/**
 * The days of a schedule; by default from now, for 100 years.
 * @throws 1216 if a value is not a day
 * @throws 1215 if the schedule starts before tomorrow
 * @throws 1217 if it goes too far ahead
 * @throws 1214 if the start is after the end
 */
function scheduleDays(world: World, query: JsonObject): Days {
  const { timezone } = world.organisation;
  const today = localDate(now(world), timezone);
  const latest = localDate(addMonths(now(world), LATEST_YEARS * 12), timezone);
  const start = dayAsked(query['startDate'], 1216);
  const end = dayAsked(query['endDate'], 1216);
  if ((start ?? latest) <= today || (end ?? latest) < today) fail(1215, 'startDate must be tomorrow or later');
  if (end !== undefined && end > latest) fail(1217, `endDate can be at most ${LATEST_YEARS} years ahead`);
  const days = { from: start ?? today, until: end ?? latest };
  if (days.from > days.until) fail(1214, 'startDate is after endDate');
  return days;
}

function getExpirySchedule({ world, query }: Call, customer: Customer): Reply {
  checkProgramAsked(world, query, 885);
  const days = scheduleDays(world, query);
  if (customer.loyaltyType !== 'loyalty') fail(1218, 'The customer is not in the loyalty program');
  const earliestOnly = booleanOf(query['fetchEarliestExpiryOnly']);
  return v2Single({
    id: customer.id,
    profiles: [],
    loyaltyInfo: { loyaltyType: customer.loyaltyType },
    segments: {},
    extendedFields: {},
    expirySchedules: expirySchedule(world, customerEntity(customer.id), days, earliestOnly),
  });
}

/** `programCode` is the code for an unknown program, which differs between the two forms of the endpoint. */
const promisedScheduleRead =
  (programCode: number): CustomerRead =>
  ({ world, query }, customer) => {
    const holder = holderAsked(world, query, customer);
    checkProgramAsked(world, query, programCode);
    const days = scheduleDays(world, query);
    return v2Single({ ...holderFace(holder), ...promisedSchedule(world, entityOf(holder), days) });
  };

function getLoyaltyDetails({ world, query }: Call, customer: Customer): Reply {
  if (customer.loyaltyType !== 'loyalty') fail(8089, 'The customer is not in the loyalty program');
  checkProgram(world, query['programId'], 885);
  return v2List([{ ...loyaltyFace(world, customer), linkedPartnerPrograms: [] }]);
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

const DEFAULT_LIMIT = 10;

function getLoyaltyEvents({ world, query }: Call, customer: Customer): Reply {
  const page = pageAsked(query, DEFAULT_LIMIT, 400);
  const kind = textOf(query['eventType']).toUpperCase();
  const names = entryOf(EVENT_KINDS, kind);
  const from = dayAsked(query['fromDate'], 400);
  const until = dayAsked(query['toDate'], 400);
  const events = eventsOf(world, customer.id)
    .filter(({ name, time }) => {
      const day = localDate(time, world.organisation.timezone);
      return (
        (kind === '' || (names?.includes(name) ?? name.toUpperCase() === kind)) &&
        (from === undefined || day >= from) &&
        (until === undefined || day <= until)
      );
    })
    .sort((a, b) => b.time.localeCompare(a.time) || b.id - a.id);
  return v2List(
    pageRows(events, page).map(({ id, customerId, time, name, uniqueId }) => ({
      id,
      customerId,
      date: time,
      eventName: name,
      orgId: world.organisation.id,
      status: 'SUCCESS',
      uniqueId,
    })),
  );
}

function getPointsTransfers({ world, query }: Call, customer: Customer): Reply {
  checkProgram(world, query['programId'], 814);
  if (given(query['entityType']) && oneOf(['CUSTOMER'], query['entityType']) === null) {
    fail(814, 'entityType must be CUSTOMER');
  }
  const sortBy = given(query['sortBy'])
    ? (oneOf(['pointsTransferDate', 'pointsTransferred'], query['sortBy']) ?? fail(814, 'sortBy is not valid'))
    : 'pointsTransferDate';
  const order = given(query['sortOrder'])
    ? (oneOf(['asc', 'desc'], query['sortOrder']) ?? fail(814, 'sortOrder must be asc or desc'))
    : 'desc';
  const page = pageAsked(query, DEFAULT_LIMIT, 814);
  const entity = customerEntity(customer.id);
  const transfers = transfersOf(world, entity).sort((a, b) => {
    const byField =
      sortBy === 'pointsTransferred' ? a.points - b.points : a.transferredOn.localeCompare(b.transferredOn);
    return (order === 'asc' ? 1 : -1) * (byField || a.id - b.id);
  });
  if (transfers.length === 0) fail(814, 'The customer has no points transfers');
  return v2List(pageRows(transfers, page).map((each) => transferShape(world, each, entity)));
}

/** Filters, order and page that both lists of requests support. */
function requestList(
  { world, query }: Call,
  customer: Customer,
  type: RequestType,
  shape: (world: World, request: Request) => object,
): Reply {
  if (given(query['source']) && oneOf([...SOURCES, 'ALL'], query['source']) === null) {
    fail(8003, `${query['source']} is not a source`);
  }
  checkSource(customer, query);
  const offsetName = given(query['startLimit']) ? 'startLimit' : 'offset';
  const page = pageAsked({ limit: query['limit'], offset: query[offsetName] }, DEFAULT_LIMIT, 400);
  const changeType = textOf(query['changeType']).toUpperCase();
  const [from, until] = [dayAsked(query['startDate'], 400), dayAsked(query['endDate'], 400)];
  const [startId, endId] = [numberOf(query['startId']), numberOf(query['endId'])];
  const byUpdate = oneOf(['lastUpdatedOn'], query['sortBy']) !== null;
  const direction = oneOf(['ASC'], query['sortOrder']) === null ? -1 : 1;
  const moment = (each: Request): string => (byUpdate ? each.modifiedOn : each.createdOn);
  const found = requestsOf(world, customer.id, type)
    .filter((each) => {
      const day = localDate(each.createdOn, world.organisation.timezone);
      return (
        (changeType === '' || each.baseType.toUpperCase() === changeType) &&
        (from === undefined || day >= from) &&
        (until === undefined || day <= until) &&
        (startId === null || each.id >= startId) &&
        (endId === null || each.id <= endId)
      );
    })
    .sort((a, b) => direction * (moment(a).localeCompare(moment(b)) || a.id - b.id));
  return v2List(
    pageRows(found, page).map((each) => shape(world, each)),
    { pagination: { ...page, total: found.length } },
  );
}

const getRetroRequests: CustomerRead = (call, customer) => requestList(call, customer, 'RETRO', retroRequestFace);

/** @throws 9050 if no customer has the id */
function getRetroRequestsById(call: Call): Reply {
  try {
    return byId(getRetroRequests)(call);
  } catch (error) {
    if (error instanceof SandboxFailure && error.code === 8015) return fail(9050, 'Customer not found');
    throw error;
  }
}

const getChangeRequests: CustomerRead = (call, customer) =>
  requestList(call, customer, 'CHANGE_IDENTIFIER', changeRequestFace);

function getGoodwillRequests({ world, query }: Call, customer: Customer): Reply {
  const requestId = numberOf(query['requestId']);
  const programId = numberOf(query['programId']);
  const found = requestsOf(world, customer.id, 'GOODWILL')
    .filter(
      (each) =>
        (requestId === null || each.id === requestId) &&
        (programId === null || programId === world.organisation.program.id) &&
        (!booleanOf(query['is_one_step_change']) || isOneStep(each)) &&
        (!booleanOf(query['autoApprove']) || isAutoApproved(each)),
    )
    .reverse();
  if (requestId !== null && found.length === 0) fail(9050, `The customer has no goodwill request ${requestId}`);
  const page = pageAsked(query, DEFAULT_LIMIT, 400);
  return v2List(
    pageRows(found, page).map((each) => goodwillRequestFace(world, each)),
    { pagination: { ...page, total: found.length } },
  );
}

/**
 * Files a goodwill request for a group.
 * @throws 9006 if `type` is not GOODWILL
 * @throws 9008 if `baseType` is not POINTS
 * @throws 400 if `earningEntityType` is not USERGROUP2, or another field is not valid
 * @throws 93026 if the group does not exist
 * @throws 1101 if the program does not exist
 */
export function requestGroupGoodwillPoints({ world, body, till }: Call): Reply {
  const fields = objectOf(body);
  if (oneOf(['GOODWILL'], fields['type']) === null) fail(9006, 'type must be GOODWILL');
  if (oneOf(['POINTS'], fields['baseType']) === null) fail(9008, 'baseType must be POINTS');
  if (oneOf(['USERGROUP2'], fields['earningEntityType']) === null) fail(400, 'earningEntityType must be USERGROUP2');
  checkProgram(world, fields['programId'], 1101);
  const { identifierType, identifierValue } = objectOf(fields['userGroup2IdentificationInfo']);
  const value = textOf(identifierValue);
  const selectors = {
    id: { id: value },
    externalId: { externalId: value },
    primaryUserId: { primaryUserId: Number(value) },
  };
  const kind = oneOf(['id', 'externalId', 'primaryUserId'], identifierType);
  const group =
    (kind !== null && value !== '' ? findGroup(world, selectors[kind]) : undefined) ??
    fail(93026, 'No user group has this identifier');
  const goodwill = objectOf(fields['goodwillRequest']);
  const request = requestGroupGoodwill(world, group, {
    points: numberOf(goodwill['points']) ?? Number.NaN,
    reason: textOf(goodwill['reason']),
    comments: textOf(goodwill['comments']),
    requestComments: textOf(fields['comments']),
    tillId: till.id,
  });
  return v2Created(request.id);
}

export const customerLoyaltyHandlers: Handlers = {
  customer_get_points_expiry_schedule: byId(getExpirySchedule),
  customer_lookup_get_points_expiry_schedule: byIdentifier(getExpirySchedule),
  customer_get_loyalty_events: byId(getLoyaltyEvents),
  customer_get_loyalty_details: byId(getLoyaltyDetails),
  customer_lookup_get_loyalty_details: byIdentifier(getLoyaltyDetails),
  customer_get_points_transfers: byId(getPointsTransfers),
  customer_get_points_balance: byId(getBalance),
  customer_lookup_get_points_balance: byIdentifier(getBalance),
  customer_get_tier: byId(getTier),
  customer_lookup_get_tier: byIdentifier(getTier),
  customer_get_promised_points_schedule: byId(promisedScheduleRead(885)),
  customer_lookup_get_promised_points_schedule: byIdentifier(promisedScheduleRead(1213)),
  customer_get_retro_requests: getRetroRequestsById,
  customer_lookup_get_retro_requests: byIdentifier(getRetroRequests),
  customer_get_identifier_change_requests: byId(getChangeRequests),
  customer_get_goodwill_requests: byId(getGoodwillRequests),
};
