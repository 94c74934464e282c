/** Section Requests in v1.1 and v1: one call to file every kind of request, one to decide them, lists and logs. */
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
import { type Call, type Handlers, inTouch, writing } from '../../http/handler.js';
import { momentsAsked, pageRows } from '../../http/page-arguments.js';
import { BOOLEAN_SUCCESSES, inTouchReply, item, itemStatus, type Reply, reply } from '../../http/replies.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { now } from '../../world/clock.js';
import { readDate, zonedDateTime } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { inTouchName } from '../customer/member-in-touch.js';
import { identifierOf } from '../customer/rules.js';
import { inTouchCustomer } from '../customer/shape.js';
import type { Customer } from '../customer/state.js';
import { codeAndName } from '../organization/serializers.js';
import type { Till } from '../organization/state.js';
import { inTouchDate } from '../points/serializers.js';
import { findGroup } from '../user-group/rules.js';
import { requestGroupGoodwill } from './customer-requests.js';
import {
  CHANGEABLE_NAMES,
  type Decision,
  decide,
  type Raised,
  raiseChange,
  raiseGoodwill,
  raiseMerge,
  raiseReallocation,
  raiseRetro,
  requestById,
} from './rules.js';
import type { Request } from './state.js';

/** The layer's types of request with their base types; answers use the first name of a base type. */
const FAMILIES = {
  CHANGE_IDENTIFIER: [
    ['MOBILE'],
    ['EMAIL'],
    ['EXTERNAL_ID'],
    ['MERGE'],
    ['MOBILE_REALLOC', 'REALLOCATION'],
    ['ADDRESS'],
  ],
  GOODWILL: [['POINTS'], ['COUPON', 'COUPONS'], ['TIER']],
  TRANSACTION_UPDATE: [['RETRO']],
} as const;

type Family = keyof typeof FAMILIES;
const FAMILY_NAMES: readonly Family[] = ['CHANGE_IDENTIFIER', 'GOODWILL', 'TRANSACTION_UPDATE'];

/**
 * Type and base type of a row.
 * @throws 9006 if the type is unknown
 * @throws 9008 if the base type does not belong to it
 */
function kindOf(row: JsonObject): { family: Family; kind: string } {
  const family = oneOf(FAMILY_NAMES, row['type']) ?? failUnknown(9006, 'Request type', textOf(row['type']));
  const names: readonly (readonly string[])[] = FAMILIES[family];
  const found = names.find((each) => oneOf(each, row['base_type']) !== null);
  return { family, kind: found?.[0] ?? fail(9008, `${textOf(row['base_type'])} is not a base type of ${family}`) };
}

const familyOf = ({ type }: Request): Family =>
  type === 'RETRO' ? 'TRANSACTION_UPDATE' : type === 'GOODWILL' ? 'GOODWILL' : 'CHANGE_IDENTIFIER';

/** Requests of this layer; claimed bills and deletions exist only in v2. */
const isInTouch = ({ type }: Request): boolean => type !== 'TRANSACTION' && type !== 'PII_DELETE';

const DONE = 9000;
const GOODWILL_DONE = 9100;

const rowsOf = (body: unknown): readonly JsonObject[] => {
  const rows = objectsOf(objectOf(objectOf(body)['root'])['request']);
  return rows.length > 0 ? rows : fail(400, 'root.request contains no requests', 400);
};

function add(call: Call): Reply {
  const items = rowsOf(call.body).map((row) =>
    item(
      { type: textOf(row['type']), base_type: textOf(row['base_type']), reference_id: row['reference_id'] ?? null },
      () => {
        const request = allOrNothing(call.world, (world) => raiseAndPerhapsDecide(world, call, row));
        const isGoodwill = request.type === 'GOODWILL';
        const message = request.type === 'RETRO' ? 'Retro request added' : 'Request added';
        return { fields: addedFace(call.world, request), code: isGoodwill ? GOODWILL_DONE : DONE, message };
      },
    ),
  );
  return inTouchReply(items, { requests: { request: items.map(({ fields }) => fields) } });
}

function raiseAndPerhapsDecide(world: World, { query, till }: Call, row: JsonObject): Request {
  const request = raise(world, row, till.id);
  const [auto, oneStep] = [booleanOf(query['client_auto_approve']), booleanOf(query['is_one_step_change'])];
  if (!auto && !oneStep) return request;
  Object.assign(request.details, { autoApproved: auto, oneStep });
  decide(world, request, { status: 'APPROVED', comments: '', tillId: till.id });
  return request;
}

function raise(world: World, row: JsonObject, tillId: number): Request {
  const { family, kind } = kindOf(row);
  const requestedOn = given(row['requested_on'])
    ? readDate(textOf(row['requested_on']), world.organisation.timezone)
    : null;
  if (requestedOn !== null && requestedOn > now(world)) fail(9021, 'requested_on is in the future');
  if (oneOf(['USERGROUP2'], row['earning_entity_type']) !== null) return raiseForGroup(world, row, tillId);
  const by: Raised & { customer: Customer } = {
    customer: inTouchCustomer(world, objectOf(row['customer']), { missing: 9019, unknown: 9011 }),
    reason: textOf(row['reason']),
    comments: textOf(row['comments']),
    referenceId: textOf(row['reference_id']),
    tillId,
  };
  if (family === 'TRANSACTION_UPDATE') {
    const { transaction_id, old_type, new_type } = row;
    const claim = { transactionId: textOf(transaction_id), oldType: textOf(old_type), newType: textOf(new_type) };
    return raiseRetro(world, by, claim);
  }
  if (family === 'GOODWILL') {
    if (kind === 'COUPON') return raiseGoodwill(world, by, { seriesId: numberOf(row['series_id']) ?? Number.NaN });
    if (kind === 'TIER') return fail(9040, 'Goodwill tiers cannot be requested');
    return raiseGoodwill(world, by, { points: numberOf(row['points']) ?? Number.NaN });
  }
  const target = () =>
    inTouchCustomer(world, objectOf(fieldsOf(row['misc_info'])['target_customer']), { missing: 9007, unknown: 9007 });
  if (kind === 'MERGE') return raiseMerge(world, by, target());
  if (kind === 'MOBILE_REALLOC') return raiseReallocation(world, by, target(), textOf(row['old_value']));
  const name = CHANGEABLE_NAMES.find((each) => each === kind) ?? fail(9040, `${kind} cannot be changed`);
  return raiseChange(world, by, { name, oldValue: textOf(row['old_value']), newValue: textOf(row['new_value']) });
}

/**
 * Requests goodwill points for a user group.
 * @throws 9011 if the group does not exist
 */
function raiseForGroup(world: World, row: JsonObject, tillId: number): Request {
  const { identifier_type, identifier_value } = objectOf(row['user_group_2_identification_info']);
  const value = textOf(identifier_value);
  const byExternalId = oneOf(['externalId', 'external_id'], identifier_type) !== null;
  const group =
    findGroup(world, byExternalId ? { externalId: value } : { id: value }) ??
    fail(9011, 'No user group has this identifier');
  return requestGroupGoodwill(world, group, {
    points: numberOf(row['points']) ?? Number.NaN,
    reason: textOf(row['reason']),
    comments: textOf(row['comments']),
    requestComments: textOf(row['comments']),
    tillId,
  });
}

function addedFace(world: World, request: Request): object {
  const { details } = request;
  const customer = world.customers[request.customerId ?? 0];
  const other = world.customers[numberOf(details['secUserId']) ?? 0];
  return {
    reference_id: textOf(details['referenceId']) || null,
    id: String(request.id),
    status: request.status,
    requested_on: inTouchDate(world, request.createdOn),
    type: familyOf(request),
    base_type: request.baseType,
    ...(customer && { customer: customerFace(customer, true) }),
    ...(request.userGroupId !== null && { user_group_2: { id: String(request.userGroupId) } }),
    old_value: textOf(details['oldValue']),
    new_value: textOf(details['newValue']),
    old_type: textOf(details['oldType']),
    new_type: textOf(details['newType']),
    misc_info: other ? { target_customer: customerFace(other, true) } : null,
    transaction_id: textOf(details['transactionId']) || '0',
    ...(given(details['points']) && { points: textOf(details['points']) }),
    ...(given(details['seriesId']) && { series_id: textOf(details['seriesId']) }),
  };
}

const customerFace = (customer: Customer, withId: boolean): object => ({
  ...inTouchName(customer),
  email: identifierOf(customer, 'email'),
  mobile: identifierOf(customer, 'mobile'),
  external_id: identifierOf(customer, 'externalId'),
  ...(withId ? { id: customer.id } : { fraud_status: customer.fraudStatus }),
});

/**
 * Approves or rejects requests.
 * @throws 9006, 9008 if the type or base type is unknown
 * @throws 9013 if no such request exists
 * @throws 9052 if the request is already decided, or the system decides it
 */
const decideAll =
  (status: 'APPROVED' | 'REJECTED') =>
  ({ world, body, till }: Call): Reply => {
    const items = rowsOf(body).map((row) =>
      item({ id: textOf(row['id']), type: textOf(row['type']), base_type: textOf(row['base_type']) }, () => {
        const request = requestById(world, textOf(row['id']), 9013);
        const { family, kind } = kindOf(row);
        if (!isInTouch(request) || familyOf(request) !== family || request.baseType !== kind) {
          fail(9013, `Request ${request.id} is not of type ${family}, ${kind}`);
        }
        const [points, seriesId] = [numberOf(row['points']), numberOf(row['series_id'])];
        const decision: Decision = {
          status,
          comments: textOf(row['updated_comments']),
          tillId: till.id,
          ...(points !== null && { points }),
          ...(seriesId !== null && { seriesId }),
        };
        decide(world, request, decision);
        return { fields: decidedFace(request, decision.comments), code: DONE, message: 'Request updated' };
      }),
    );
    return inTouchReply(items, { requests: { request: items.map(({ fields }) => fields) } }, { message: 'SUCCESS' });
  };

const decidedFace = (request: Request, comments: string): object => ({
  id: String(request.id),
  type: familyOf(request),
  base_type: request.baseType,
  status: request.status,
  assoc_id: '-1',
  approved_value: textOf(request.details['approvedValue']),
  updated_comments: comments,
});

const MOST_ROWS = 50;

/**
 * The filters of `get` and `logs`.
 * @throws 9001 if the status or a date is not valid
 * @throws 9006, 9008 if the type or base type is unknown
 */
function filtered(world: World, query: JsonObject): Request[] {
  const family = given(query['type']) ? kindOrFamily(query) : null;
  const status = given(query['status'])
    ? (oneOf(['APPROVED', 'PENDING', 'REJECTED', 'CUSTOM'], query['status']) ??
      fail(9001, 'status must be APPROVED, PENDING, REJECTED or CUSTOM'))
    : null;
  const within = momentsAsked(world, query['start_date'], query['end_date'], 9001);
  const number = (name: string): number | null => numberOf(query[name]);
  const [startId, endId, id] = [number('start_id'), number('end_id'), number('request_id') ?? number('id')];
  const whose = ['mobile', 'email', 'external_id', 'card_number'].some((name) => given(query[name]))
    ? inTouchCustomer(world, { ...query, id: undefined, user_id: undefined }, { missing: 9001, unknown: 9001 }).id
    : (number('user_id') ?? number('customer_id'));
  return Object.values(world.requests).filter(
    (each) =>
      isInTouch(each) &&
      (family === null ||
        (familyOf(each) === family.family && (family.kind === null || each.baseType === family.kind))) &&
      (status === null || each.status === status) &&
      within(each.createdOn) &&
      (startId === null || each.id >= startId) &&
      (endId === null || each.id <= endId) &&
      (id === null || each.id === id) &&
      (whose === null || each.customerId === whose),
  );
}

function kindOrFamily(query: JsonObject): { family: Family; kind: string | null } {
  if (given(query['base_type'])) return kindOf(query);
  return { family: oneOf(FAMILY_NAMES, query['type']) ?? fail(9006, 'type is unknown'), kind: null };
}

/** The rows under the names of their types, as the layer groups them. */
function grouped(rows: readonly Request[], face: (request: Request) => object): object {
  const names = [...new Set(rows.map(familyOf))];
  return Object.fromEntries(
    names.map((name) => [name.toLowerCase(), rows.filter((each) => familyOf(each) === name).map(face)]),
  );
}

const FILTERS = [
  'type',
  'status',
  'start_date',
  'end_date',
  'user_id',
  'email',
  'mobile',
  'external_id',
  'start_id',
  'end_id',
  'id',
  'card_number',
];

function get({ world, query }: Call): Reply {
  if (!FILTERS.some((name) => given(query[name]))) fail(9001, 'At least one filter is required', 400);
  const found = filtered(world, query);
  if (found.length === 0) fail(9013, 'No request was found');
  const limit = Math.min(numberOf(query['limit']) ?? MOST_ROWS, MOST_ROWS);
  const rows = pageRows(found, { limit, offset: numberOf(query['start_limit']) ?? 0 });
  return listReply(found.length, rows, true, (request) => ({
    id: String(request.id),
    type: familyOf(request),
    status: request.status,
    base_type: request.baseType,
    reason: request.reason,
    ...valuesFace(request),
    customer: customerOfRequest(world, request, false),
    added_on: zonedDateTime(request.createdOn, world.organisation.timezone),
    added_by: codeAndName(world.tills[request.tillId]),
    updated_by: deciderFace(world, request),
  }));
}

function getLogs({ world, query }: Call): Reply {
  kindOf(query);
  if (!given(query['start_date']) || !given(query['end_date'])) fail(9001, 'start_date or end_date is missing', 400);
  const found = filtered(world, query).filter(
    (each) =>
      (!booleanOf(query['is_one_step_change']) || each.details['oneStep'] === true) &&
      (!given(query['approval_type']) || approvalOf(each) === textOf(query['approval_type']).toUpperCase()),
  );
  const rows = pageRows(found, {
    limit: numberOf(query['limit']) ?? MOST_ROWS,
    offset: numberOf(query['offset']) ?? 0,
  });
  return listReply(found.length, rows, false, (request) => ({
    id: String(request.id),
    customer: customerOfRequest(world, request, booleanOf(query['user_id'])),
    type: familyOf(request),
    base_type: request.baseType,
    status: request.status,
    ...loggedValues(request),
    one_step_change: String(request.details['oneStep'] === true),
    approval_type: approvalOf(request),
    logs: {
      added_by: {
        till: codeAndName(world.tills[request.tillId]),
        store: codeAndName(world.stores[world.tills[request.tillId]?.storeId ?? 0]),
        time: zonedDateTime(request.createdOn, world.organisation.timezone),
      },
      updated_by: {
        user: { name: decidedBy(world, request)?.name },
        ip: '127.0.0.1',
        time: zonedDateTime(request.modifiedOn, world.organisation.timezone),
      },
    },
  }));
}

/** Who approved it: the caller who added it, the configuration, or nobody. */
const approvalOf = ({ details }: Request): string => (details['autoApproved'] === true ? 'CLIENT' : 'CONFIG_DISABLED');

/** In the log, goodwill shows why it was requested, and how many points. */
function loggedValues(request: Request): object {
  if (request.type !== 'GOODWILL') return valuesFace(request);
  const { details, reason, comments } = request;
  return { reason, comments, ...(given(details['points']) && { points: textOf(details['points']) }) };
}

function valuesFace({ type, details }: Request): object {
  if (type === 'GOODWILL') return { approved_value: textOf(details['approvedValue']) };
  if (type === 'RETRO') return { transaction_id: textOf(details['transactionId']) };
  return { old_value: textOf(details['oldValue']), new_value: textOf(details['newValue']) };
}

function customerOfRequest(world: World, request: Request, withId: boolean): object {
  const customer = world.customers[request.customerId ?? 0];
  return customer ? customerFace(customer, withId) : {};
}

const decidedBy = (world: World, { details }: Request): Till | undefined =>
  world.tills[numberOf(details['decidedByTillId']) ?? 0];

const deciderFace = (world: World, request: Request): object =>
  given(request.details['decidedByTillId']) ? codeAndName(decidedBy(world, request)) : {};

/** `asText` writes the numbers of the envelope as text, which differs between the two calls. */
function listReply(
  count: number,
  rows: readonly Request[],
  asText: boolean,
  face: (request: Request) => object,
): Reply {
  const written = (number: number): number | string => (asText ? String(number) : number);
  return reply({
    response: {
      status: { success: 'true', code: written(200), message: 'SUCCESS' },
      requests: {
        count: String(count),
        rows: written(rows.length),
        ...grouped(rows, face),
        item_status: { ...itemStatus(DONE, 'Request retrieved'), code: written(DONE) },
      },
    },
  });
}

export const requestsInTouchHandlers: Handlers = {
  request_add_v1_1: writing(BOOLEAN_SUCCESSES, add),
  ...inTouch('request_send_retro', writing(BOOLEAN_SUCCESSES, add)),
  ...inTouch('request_approve', decideAll('APPROVED')),
  ...inTouch('request_reject', decideAll('REJECTED')),
  ...inTouch('request_get', get),
  ...inTouch('request_get_logs', getLogs),
};
