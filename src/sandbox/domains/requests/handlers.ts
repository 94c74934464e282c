/** Sections Requests and PII deletion in v2: one path for claimed bills, merges, goodwill for groups, and deletions. */
import { customerRequestGroupGoodwillPoints } from '../../../tools/customer/customer.loyalty.js';
import {
  piiDeletionGetRequests,
  piiDeletionGetStatus,
  piiDeletionRequest,
  piiDeletionUpdateStatus,
} from '../../../tools/requests/pii-deletion.js';
import { requestAdd, requestGetDetails, requestGetStatus, requestUpdate } from '../../../tools/requests/requests.js';
import type { requestListFilters } from '../../../tools/requests/requests.queries.js';
import type { Body, Parameters } from '../../../tools/schemas/decoded.js';
import { booleanOf, type JsonObject, listOf, numberOf, objectOf, oneOf, textOf } from '../../http/arguments.js';
import { choosing } from '../../http/choosing.js';
import { inBody } from '../../http/codes.js';
import { handle } from '../../http/handle.js';
import type { Call, Handlers } from '../../http/handler.js';
import { momentsAsked } from '../../http/page-arguments.js';
import { byOffset } from '../../http/paging.js';
import { v2Created } from '../../http/replies.js';
import { handleRows } from '../../http/rows.js';
import { sorted } from '../../http/sorting.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { requestDeletion } from '../customer/erasure.js';
import { findCustomer, identifierType } from '../customer/rules.js';
import { customerOf } from '../customer/shape.js';
import type { Customer } from '../customer/state.js';
import { checkProgram } from '../points/program.js';
import { billSourceOf, postingOf, sentOf } from '../transaction/sent.js';
import { findGroup } from '../user-group/rules.js';
import { requestGroupGoodwill } from './customer-requests.js';
import { decide, raiseBill, raiseMerge, requestById } from './rules.js';
import { isOf, KINDS, type Kind, toDeletionJson, toRequestJson } from './serializers.js';
import type { Request } from './state.js';

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

type Identification = Pick<Body<typeof requestAdd>['customerIdentificationInfo'], 'identifierType' | 'identifierValue'>;

/**
 * The customer of a request.
 * @throws 400 if the identifier type is unknown
 * @throws 1012 if no customer has the identifier
 */
function customerMeant(world: World, { identifierType: name, identifierValue: value }: Identification): Customer {
  const type = identifierType(name) ?? fail(400, `${name} is not an identifier type`);
  return findCustomer(world, type, value) ?? fail(1012, 'No customer has this identifier');
}

/** Raises a request, and approves it at once where the call says so. */
const raising = (
  { world, till }: Pick<Call, 'world' | 'till'>,
  { client_auto_approve: isApproved = false }: { readonly client_auto_approve?: boolean },
  raise: (tried: World) => Request,
): number =>
  allOrNothing(world, (tried) => {
    const request = raise(tried);
    if (isApproved) {
      request.details.autoApproved = true;
      decide(tried, request, { status: 'APPROVED', comments: '', tillId: till.id });
    }
    return request.id;
  });

/** A merge, whose request no documentation has in v2. */
function addMerge({ world, till, query, body }: Call) {
  const { customerIdentificationInfo, miscInfo, comments } = objectOf(body);
  const { identifierType: type, identifierValue, source } = objectOf(customerIdentificationInfo);
  const identification = { identifierType: textOf(type), identifierValue: textOf(identifierValue) };
  if (Object.values(identification).includes('') || textOf(source) === '') {
    fail(400, 'A customer requires identifierType, identifierValue and source');
  }
  const approval = { client_auto_approve: booleanOf(query['client_auto_approve']) };
  const id = raising({ world, till }, approval, (tried) => {
    const customer = customerMeant(tried, identification);
    const by = { customer, reason: '', comments: textOf(comments), referenceId: '', tillId: till.id };
    return raiseMerge(tried, by, customerOf(tried, objectOf(objectOf(miscInfo)['targetCustomer'])));
  });
  return v2Created(id);
}

const BILL_CODES = inBody({
  'transaction.type': 605,
  'transaction.billNumber': 602,
  'transaction.billAmount': 601,
  'transaction.grossAmount': 601,
  'transaction.discount': 601,
  'transaction.billingDate': 621,
  'transaction.deliveryStatus': 1636,
});

const GOODWILL_CODES = inBody({
  type: 9006,
  baseType: 9008,
  programId: 1101,
  'userGroup2IdentificationInfo.identifierType': 93026,
  'userGroup2IdentificationInfo.identifierValue': 93026,
});

const adding = choosing(
  {
    ...handle(requestAdd, { envelope: 'created', codes: BILL_CODES }, ({ world, till, query, body, raw }) =>
      raising({ world, till }, query, (tried) => {
        const { customerIdentificationInfo: about, transaction, comments = '', images = [] } = body;
        const customer = customerMeant(tried, about);
        const sent = objectOf(objectOf(raw.body)['transaction']);
        const context = {
          world: tried,
          customer,
          identifier: null,
          tillId: till.id,
          source: billSourceOf(about.source),
          billingDate: sent['billingDate'],
          skipDownstream: false,
        };
        const by = { customer, reason: '', comments, referenceId: '', tillId: till.id };
        return raiseBill(tried, by, { posting: postingOf(context, sentOf(tried, sent)), transaction, images });
      }),
    ),
    ...handle(piiDeletionRequest, { envelope: 'created' }, ({ world, till, query, body }) =>
      raising({ world, till }, query, (tried) =>
        requestDeletion(tried, customerMeant(tried, body.customerIdentificationInfo), {
          comments: body.comments ?? '',
          tillId: till.id,
        }),
      ),
    ),
    ...handle(
      customerRequestGroupGoodwillPoints,
      { envelope: 'created', codes: GOODWILL_CODES, first: ['body.type', 'body.baseType', 'body.earningEntityType'] },
      ({ world, till, body }) => {
        checkProgram(world, body.programId, 1101);
        const { identifierType: type, identifierValue: value } = body.userGroup2IdentificationInfo;
        const group =
          findGroup(world, { [type]: type === 'primaryUserId' ? Number(value) : value }) ??
          fail(93026, 'No user group has this identifier');
        const { points, reason = '', comments = '' } = body.goodwillRequest;
        return requestGroupGoodwill(world, group, {
          points,
          reason,
          comments,
          requestComments: body.comments ?? '',
          tillId: till.id,
        }).id;
      },
    ),
  },
  ({ body }) => {
    const { type, baseType } = objectOf(body);
    const chosen = {
      TRANSACTION: requestAdd.tool,
      PII_DELETE: piiDeletionRequest.tool,
      GOODWILL: customerRequestGroupGoodwillPoints.tool,
      CHANGE_IDENTIFIER: addMerge,
    };
    return chosen[kindOf(type, baseType).kept];
  },
);

/** What a row of a decision says about its request. */
interface SentDecision {
  readonly id: number | string;
  readonly type: string;
  readonly baseType: string;
  readonly status: Request['status'];
  readonly comments?: string;
}

/**
 * Decides a request.
 * @throws 9050 if there is none of this kind
 * @throws as `decide` does
 */
function decideOne(world: World, { id, type, baseType, status, comments = '' }: SentDecision, tillId: number) {
  const kind = kindOf(type, baseType);
  const request = requestById(world, id);
  if (!isOf(kind, request)) fail(9050, `Request ${request.id} has another type`);
  decide(world, request, { status, comments, tillId });
  return { entityId: Number(id), result: true };
}

const DECISIONS = {
  envelope: 'bulk',
  codes: { type: 9006, baseType: 9008, id: 9014, status: 9052 },
  first: ['type', 'baseType', 'id', 'status'],
  batch: { none: 9014, tooMany: 1060, max: 10 },
  echo: () => false,
  echoId: ({ id }: JsonObject) => numberOf(id) ?? 0,
} as const;

const deciding = choosing(
  {
    ...handleRows(requestUpdate, DECISIONS, ({ world, till, row }) => decideOne(world, row, till.id)),
    ...handleRows(piiDeletionUpdateStatus, DECISIONS, ({ world, till, row }) => decideOne(world, row, till.id)),
  },
  ({ body }) => {
    const isDeletion = oneOf(['CUSTOMER'], objectOf(listOf(body)[0])['type']) !== null;
    return isDeletion ? piiDeletionUpdateStatus.tool : requestUpdate.tool;
  },
);

type Filters = Parameters<typeof requestListFilters> & {
  readonly requestType: string;
  readonly requestSubType: string;
  readonly status?: string;
};

/** The requests of a list, in its order. */
function requestsAsked(world: World, query: Filters, sent: Readonly<Record<string, string>>): readonly Request[] {
  const kind = kindOf(query.requestType, query.requestSubType);
  const { identifierName = '', identifierValue = '', status, sort, order = 'DESC' } = query;
  const customer =
    identifierValue === '' ? undefined : customerMeant(world, { identifierType: identifierName, identifierValue });
  const isThen = momentsAsked(
    world,
    sent['start_date'] ?? sent['startDate'],
    sent['end_date'] ?? sent['endDate'],
    9016,
  );
  const found = Object.values(world.requests).filter(
    (each) =>
      isOf(kind, each) &&
      (status === undefined || each.status === status) &&
      isThen(each.createdOn) &&
      (customer === undefined || each.customerId === customer.id),
  );
  return sorted(found, (each) => [sort === 'LAST_UPDATED_ON' ? each.modifiedOn : each.createdOn, each.id], order);
}

const LIST = {
  envelope: 'list',
  codes: { requestType: 9006, requestSubType: 9008, status: 9052, start_date: 9016, end_date: 9016 },
  first: ['requestType', 'requestSubType'],
  paging: byOffset({ limit: 10, max: 50, strict: true, reported: true }),
} as const;

const listing = choosing(
  {
    ...handle(requestGetDetails, LIST, ({ world, query, raw, page }) =>
      page(requestsAsked(world, query, raw.query)).map((each) => ({ ...toRequestJson(world, each), warnings: [] })),
    ),
    ...handle(piiDeletionGetRequests, LIST, ({ world, query, raw, page }) =>
      page(requestsAsked(world, query, raw.query)).map((each) => ({ ...toDeletionJson(world, each), warnings: [] })),
    ),
  },
  ({ query }) =>
    oneOf(['CUSTOMER'], query['requestType']) === null ? requestGetDetails.tool : piiDeletionGetRequests.tool,
);

export const requestsHandlers: Handlers = {
  ...adding,
  ...deciding,
  ...handle([requestGetStatus, piiDeletionGetStatus], { envelope: 'single', code: 9050 }, ({ world, path }) => {
    const request = requestById(world, path.id);
    return request.type === 'PII_DELETE' ? toDeletionJson(world, request) : toRequestJson(world, request);
  }),
  ...listing,
};
