/** Sections Requests and PII deletion in v2: one path for claimed bills, merges, goodwill for groups, and deletions. */
import {
  booleanOf,
  given,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { momentsAsked, pageAsked, pageRows } from '../../http/page-arguments.js';
import { type BulkRow, type Reply, v2Bulk, v2Created, v2List, v2Single } from '../../http/replies.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { fail, failUnknown, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { requestDeletion } from '../customer/erasure.js';
import { requestGroupGoodwillPoints } from '../customer/loyalty-handlers.js';
import { findCustomer, identifierType } from '../customer/rules.js';
import { customerOf, profileShape } from '../customer/shape.js';
import type { Customer } from '../customer/state.js';
import { tillDetails } from '../organization/serializers.js';
import { billSourceOf, postingOf, sentOf } from '../transaction/sent.js';
import { decide, type Raised, raiseBill, raiseMerge, requestById } from './rules.js';
import type { Request } from './state.js';

/** The kinds of request by the API's names, with their kind in the world. */
const KINDS = [
  { type: 'TRANSACTION', baseType: 'REGULAR_TXN_ADD', kept: 'TRANSACTION' },
  { type: 'CHANGE_IDENTIFIER', baseType: 'MERGE', kept: 'CHANGE_IDENTIFIER' },
  { type: 'CUSTOMER', baseType: 'DELETE', kept: 'PII_DELETE' },
  { type: 'GOODWILL', baseType: 'POINTS', kept: 'GOODWILL' },
] as const;

type Kind = (typeof KINDS)[number];

/**
 * The kind of a request.
 * @throws 9006 if the type is unknown
 * @throws 9008 if the base type does not belong to it
 */
function kindOf(type: unknown, baseType: unknown): Kind {
  const ofType = KINDS.filter((each) => oneOf([each.type], type) !== null);
  if (ofType.length === 0) failUnknown(9006, 'Request type', textOf(type));
  return (
    ofType.find((each) => oneOf([each.baseType], baseType) !== null) ??
    fail(9008, `${textOf(baseType)} is not a base type of ${textOf(type)}`)
  );
}

const isOf = (kind: Kind, request: Request): boolean =>
  request.type === kind.kept && (kind.kept !== 'CHANGE_IDENTIFIER' || request.baseType === kind.baseType);

/**
 * The customer of a request.
 * @throws 400 if the identifier or source is missing, or the identifier type is unknown
 * @throws 1012 if no customer has the identifier
 */
function customerMeant(world: World, given: unknown): Customer {
  const { identifierType: type, identifierValue, source } = objectOf(given);
  const [name, value] = [textOf(type), textOf(identifierValue)];
  if (name === '' || value === '' || textOf(source) === '')
    fail(400, 'A customer requires identifierType, identifierValue and source');
  const kind = identifierType(name) ?? fail(400, `${name} is not an identifier type`);
  return findCustomer(world, kind, value) ?? fail(1012, 'No customer has this identifier');
}

function add(call: Call): Reply {
  const { world, body, query, till } = call;
  const fields = objectOf(body);
  const kind = kindOf(fields['type'], fields['baseType']);
  if (kind.kept === 'GOODWILL') return requestGroupGoodwillPoints(call);
  const autoApprove = booleanOf(query['client_auto_approve']);
  return allOrNothing(world, (tried) => {
    const request = raise(tried, kind, fields, till.id);
    if (autoApprove) {
      request.details['autoApproved'] = true;
      decide(tried, request, { status: 'APPROVED', comments: '', tillId: till.id });
    }
    return v2Created(request.id);
  });
}

function raise(world: World, kind: Kind, fields: JsonObject, tillId: number): Request {
  const customer = customerMeant(world, fields['customerIdentificationInfo']);
  const by = { customer, reason: '', comments: textOf(fields['comments']), referenceId: '', tillId };
  if (kind.kept === 'PII_DELETE') return requestDeletion(world, customer, by);
  if (kind.kept === 'TRANSACTION') return claimBill(world, by, fields);
  return raiseMerge(world, by, customerOf(world, objectOf(objectOf(fields['miscInfo'])['targetCustomer'])));
}

function claimBill(world: World, by: Raised & { customer: Customer }, fields: JsonObject): Request {
  const sent = objectOf(fields['transaction']);
  if (Object.keys(sent).length === 0) fail(400, 'transaction is missing');
  const context = {
    world,
    customer: by.customer,
    identifier: null,
    tillId: by.tillId,
    source: billSourceOf(objectOf(fields['customerIdentificationInfo'])['source']),
    billingDate: sent['billingDate'],
    skipDownstream: false,
  };
  return raiseBill(world, by, {
    posting: postingOf(context, sentOf(world, sent)),
    sent,
    images: listOf(fields['images']),
  });
}

const MOST_ROWS = 10;
const STATUSES = ['PENDING', 'APPROVED', 'REJECTED', 'CUSTOM', 'CANCELLED'] as const;

function update({ world, body, till }: Call): Reply {
  const rows = listOf(body).map(objectOf);
  if (rows.length === 0) fail(9014, 'The body contains no requests');
  if (rows.length > MOST_ROWS) fail(1060, `At most ${MOST_ROWS} requests can be sent in one call`);
  return v2Bulk(rows.map((row) => updateOne(world, row, till.id)));
}

function updateOne(world: World, row: JsonObject, tillId: number): BulkRow {
  const entityId = numberOf(row['id']) ?? 0;
  try {
    const kind = kindOf(row['type'], row['baseType'] ?? row['basetype']);
    if (!given(row['id'])) fail(9014, 'id is missing');
    const request = requestById(world, textOf(row['id']));
    if (!isOf(kind, request)) fail(9050, `Request ${request.id} has another type`);
    const status = oneOf(STATUSES, row['status']) ?? fail(9052, `${textOf(row['status'])} is not a status`);
    decide(world, request, { status, comments: textOf(row['comments']), tillId });
    return { entityId, result: true };
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return { entityId, result: false, failure: error };
  }
}

/** A request in the form of both reads. */
function face(world: World, request: Request): object {
  const { details } = request;
  const customer = world.customers[request.customerId ?? 0];
  const kind = KINDS.find((each) => isOf(each, request));
  return {
    id: request.id,
    type: kind?.type ?? request.type,
    baseType: request.baseType,
    status: request.status,
    ...(request.type === 'TRANSACTION' && { transaction: billFace(details), images: listOf(details['images']) }),
    ...(request.type === 'PII_DELETE' && {
      customerDeletionDetails: deletionDetails(details),
    }),
    ...(request.type === 'CHANGE_IDENTIFIER' && {
      secUserId: numberOf(details['secUserId']),
      changeIdentifierRequest: changeOf(request),
    }),
    ...(customer &&
      request.type !== 'PII_DELETE' && {
        customer: { id: customer.id, profiles: customer.profiles.map((each) => profileShape(world, customer, each)) },
      }),
    attribution: {
      createDate: request.createdOn,
      createdBy: tillDetails(world, request.tillId),
      modifiedDate: request.modifiedOn,
      modifiedBy: tillDetails(world, request.tillId),
    },
    orgId: world.organisation.id,
    addedOn: request.createdOn,
    userId: request.customerId,
    comments: textOf(details['updatedComments']) || request.comments,
    oneStep: details['oneStep'] === true,
  };
}

/** When the data will be deleted, or was; empty before the approval. */
function deletionDetails({ eraseOn, erasedOn }: Request['details']): object {
  const deletionDate = eraseOn ?? erasedOn;
  return given(deletionDate) ? { deletionDate } : {};
}

/** A merge or a change of an identifier: `add` is what stays, `remove` what goes. */
function changeOf(request: Request): object {
  const { oldValue, newValue, oneStep } = request.details;
  const side = (value: unknown): object[] =>
    textOf(value) === '' ? [] : [{ type: request.baseType, value: textOf(value) }];
  return {
    id: request.id,
    userId: request.customerId ?? -1,
    requestId: request.id,
    changeType: request.baseType,
    changeStatus: request.status,
    changeIdentifiers: { add: side(newValue), remove: side(oldValue) },
    oneStep: oneStep === true,
  };
}

/** The claimed bill, with amounts as numbers. */
function billFace(details: Request['details']): object {
  const sent = objectOf(details['transaction']);
  const amounts = ['billAmount', 'grossAmount', 'discount'].filter((name) => given(sent[name]));
  return {
    ...sent,
    ...Object.fromEntries(amounts.map((name) => [name, numberOf(sent[name])])),
    lineItemsV2: objectsOf(sent['lineItemsV2']),
  };
}

const getOne = ({ world, path }: Call): Reply => v2Single(face(world, requestById(world, path['id'] ?? '')));

const MOST_LISTED = 50;

function list({ world, query }: Call): Reply {
  const kind = kindOf(query['requestType'], query['requestSubType']);
  const customer = given(query['identifierValue'])
    ? customerMeant(world, { ...query, identifierType: query['identifierName'], source: query['source'] ?? 'INSTORE' })
    : null;
  const status = given(query['status'])
    ? (oneOf([...STATUSES, 'SUCCESS', 'FAILURE'], query['status']) ?? fail(9052, `${query['status']} is not a status`))
    : null;
  const within = momentsAsked(
    world,
    query['start_date'] ?? query['startDate'],
    query['end_date'] ?? query['endDate'],
    9016,
  );
  const byUpdate = oneOf(['LAST_UPDATED_ON'], query['sort']) !== null;
  const at = (request: Request): string => (byUpdate ? request.modifiedOn : request.createdOn);
  const direction = oneOf(['ASC'], query['order']) === null ? -1 : 1;
  const page = pageAsked(query, 10, 400);
  if (page.limit > MOST_LISTED) fail(400, `limit must be at most ${MOST_LISTED}`);
  const found = Object.values(world.requests)
    .filter((each) => isOf(kind, each) && (status === null || each.status === status) && within(each.createdOn))
    .filter((each) => customer === null || each.customerId === customer.id)
    .sort((a, b) => direction * (at(a).localeCompare(at(b)) || a.id - b.id));
  return v2List(
    pageRows(found, page).map((each) => ({ ...face(world, each), warnings: [] })),
    { pagination: { ...page, total: found.length } },
  );
}

export const requestsHandlers: Handlers = {
  request_add: add,
  request_update: update,
  request_get_status: getOne,
  request_get_details: list,
};
