/** Section Requests in v1.1 and v1: one call to file every kind of request, one to decide them, lists and logs. */
import { defined } from '../../../lib/defined.js';
import {
  requestAdd,
  requestApprove,
  requestGet,
  requestGetLogs,
  requestReject,
  requestSendRetro,
} from '../../../tools/requests/requests.legacy.js';
import type { Body, Parameters } from '../../../tools/schemas/decoded.js';
import { type JsonObject, numberOf, oneOf, textOf } from '../../http/arguments.js';
import { definitionsOf } from '../../http/call.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { handleInTouchRows } from '../../http/in-touch-rows.js';
import { momentsAsked, pageRows } from '../../http/page-arguments.js';
import { BOOLEAN_SUCCESSES, itemStatus, TEXT_CODES } from '../../http/replies.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { inTouchCustomer } from '../customer/shape.js';
import type { Customer } from '../customer/state.js';
import { findGroup } from '../user-group/rules.js';
import { requestGroupGoodwill } from './customer-requests.js';
import {
  approvalOf,
  type Family,
  familyOf,
  toAddedJson,
  toDecidedJson,
  toLoggedJson,
  toStoredJson,
} from './in-touch-serializers.js';
import {
  CHANGEABLE_NAMES,
  decide,
  type Raised,
  raiseChange,
  raiseGoodwill,
  raiseMerge,
  raiseReallocation,
  raiseRetro,
  requestById,
} from './rules.js';
import { isOneStep } from './serializers.js';
import type { Request } from './state.js';

/** The base types of the layer's types of request; answers use the first name. */
const FAMILIES: Readonly<Record<Family, readonly (readonly string[])[]>> = {
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
};

/** @throws 9008 if the base type does not belong to the type */
const kindOf = (family: Family, baseType: string): string =>
  FAMILIES[family].find((names) => names.includes(baseType))?.[0] ??
  fail(9008, `${baseType} is not a base type of ${family}`);

/** Requests of this layer; claimed bills and deletions exist only in v2. */
const isInTouch = ({ type }: Request): boolean => type !== 'TRANSACTION' && type !== 'PII_DELETE';

const DONE = 9000;
const GOODWILL_DONE = 9100;

type NewRequest = Body<typeof requestAdd.v1_1>['root']['request'][number];
type Approval = Parameters<(typeof requestAdd.v1_1)['query']>;

function raise(world: World, row: NewRequest, tillId: number): Request {
  const { type: family, base_type, misc_info, series_id, points = 0, old_value = '', new_value = '' } = row;
  const kind = kindOf(family, base_type);
  if (row.requested_on !== undefined && row.requested_on > now(world)) fail(9021, 'requested_on is in the future');
  if (row.earning_entity_type === 'USERGROUP2') return raiseForGroup(world, row, tillId);
  const by: Raised & { customer: Customer } = {
    customer: inTouchCustomer(world, row.customer ?? {}, { missing: 9019, unknown: 9011 }),
    reason: row.reason ?? '',
    comments: row.comments ?? '',
    referenceId: row.reference_id ?? '',
    tillId,
  };
  if (family === 'TRANSACTION_UPDATE') {
    const { transaction_id: transactionId = '', old_type: oldType = '', new_type: newType = '' } = row;
    return raiseRetro(world, by, { transactionId, oldType, newType });
  }
  if (family === 'GOODWILL') {
    return raiseGoodwill(world, by, kind === 'COUPON' ? { seriesId: Number(series_id) } : { points });
  }
  const target = () => inTouchCustomer(world, misc_info?.target_customer ?? {}, { missing: 9007, unknown: 9007 });
  if (kind === 'MERGE') return raiseMerge(world, by, target());
  if (kind === 'MOBILE_REALLOC') return raiseReallocation(world, by, target(), old_value);
  const name = CHANGEABLE_NAMES.find((each) => each === kind) ?? fail(9040, `${kind} cannot be changed`);
  return raiseChange(world, by, { name, oldValue: old_value, newValue: new_value });
}

/**
 * Requests goodwill points for a user group.
 * @throws 9011 if the group does not exist
 */
function raiseForGroup(world: World, row: NewRequest, tillId: number): Request {
  const { points = 0, reason = '', comments = '' } = row;
  const { identifier_type, identifier_value = '' } = row.user_group_2_identification_info ?? {};
  const byExternalId = oneOf(['externalId', 'external_id'], identifier_type) !== null;
  const group =
    findGroup(world, byExternalId ? { externalId: identifier_value } : { id: identifier_value }) ??
    fail(9011, 'No user group has this identifier');
  return requestGroupGoodwill(world, group, { points, reason, comments, requestComments: comments, tillId });
}

/** Raises a request, and approves it at once where the call says so. */
function raiseAndPerhapsDecide(world: World, row: NewRequest, approval: Approval, tillId: number): Request {
  const request = raise(world, row, tillId);
  const { client_auto_approve: autoApproved = false, is_one_step_change: oneStep = false } = approval;
  if (!autoApproved && !oneStep) return request;
  Object.assign(request.details, { autoApproved, oneStep });
  decide(world, request, { status: 'APPROVED', comments: '', tillId });
  return request;
}

const ROWS = {
  sent: 'request',
  answered: ['requests', 'request'],
  batch: { none: { code: 400, httpStatus: 400 } },
} as const;

const added = handleInTouchRows(
  requestAdd,
  {
    ...ROWS,
    verdicts: BOOLEAN_SUCCESSES,
    codes: { type: 9006, base_type: 9008, transaction_id: 9051, old_type: 9057, new_type: 9058 },
    first: ['type', 'base_type'],
    echo: ({ type, base_type, reference_id = null }) => ({
      type: textOf(type),
      base_type: textOf(base_type),
      reference_id,
    }),
  },
  ({ world, till, query, row }) => {
    const request = allOrNothing(world, (tried) => raiseAndPerhapsDecide(tried, row, query, till.id));
    return {
      fields: toAddedJson(world, request),
      code: request.type === 'GOODWILL' ? GOODWILL_DONE : DONE,
      message: request.type === 'RETRO' ? 'Retro request added' : 'Request added',
    };
  },
);

interface SentDecision {
  readonly id: string;
  readonly type: Family;
  readonly base_type: string;
  readonly updated_comments?: string;
  readonly points?: number;
  readonly series_id?: string;
}

/**
 * Approves or rejects a request.
 * @throws 9008 if the base type does not belong to the type
 * @throws 9013 if no such request exists
 * @throws as `decide` does
 */
function decideOne(world: World, status: 'APPROVED' | 'REJECTED', row: SentDecision, tillId: number) {
  const { id, type: family, base_type, updated_comments: comments = '', points, series_id } = row;
  const request = requestById(world, id, 9013);
  const kind = kindOf(family, base_type);
  if (!isInTouch(request) || familyOf(request) !== family || request.baseType !== kind) {
    fail(9013, `Request ${request.id} is not of type ${family}, ${kind}`);
  }
  const seriesId = series_id === undefined ? undefined : Number(series_id);
  decide(world, request, { status, comments, tillId, ...defined({ points, seriesId }) });
  return { fields: toDecidedJson(request, comments), code: DONE, message: 'Request updated' };
}

const DECISIONS = {
  ...ROWS,
  message: 'SUCCESS',
  codes: { id: 9013, type: 9006, base_type: 9008 },
  first: ['id', 'type', 'base_type'],
  echo: ({ id, type, base_type }: JsonObject) => ({ id: textOf(id), type: textOf(type), base_type: textOf(base_type) }),
} as const;

const MOST_ROWS = 50;

interface Filters
  extends Pick<
    Parameters<(typeof requestGet.v1_1)['query']>,
    'mobile' | 'email' | 'external_id' | 'card_number' | 'user_id' | 'id'
  > {
  readonly type?: Family;
  readonly base_type?: string;
  readonly status?: string;
  readonly start_id?: number;
  readonly end_id?: number;
  readonly request_id?: number;
  readonly customer_id?: number;
}

/** The requests that pass the filters of `get` and `logs`. */
function filtered(world: World, query: Filters, sent: Readonly<Record<string, string>>): Request[] {
  const { type: family, base_type, status, start_id, end_id, request_id, id = request_id } = query;
  const kind = family && base_type && kindOf(family, base_type);
  const { mobile, email, external_id, card_number, user_id, customer_id = user_id } = query;
  const named = defined({ mobile, email, external_id, card_number });
  const whose =
    Object.keys(named).length > 0 ? inTouchCustomer(world, named, { missing: 9001, unknown: 9001 }).id : customer_id;
  const isThen = momentsAsked(world, sent['start_date'], sent['end_date'], 9001);
  return Object.values(world.requests).filter(
    (each) =>
      isInTouch(each) &&
      (family === undefined || familyOf(each) === family) &&
      (kind === undefined || each.baseType === kind) &&
      (status === undefined || each.status === status) &&
      isThen(each.createdOn) &&
      (start_id === undefined || each.id >= start_id) &&
      (end_id === undefined || each.id <= end_id) &&
      (id === undefined || each.id === id) &&
      (whose === undefined || each.customerId === whose),
  );
}

/** The rows under the names of their types, as the layer groups them. */
function grouped<T extends object>(rows: readonly Request[], toJson: (request: Request) => T) {
  const of = (family: Family): Request[] | undefined => {
    const own = rows.filter((each) => familyOf(each) === family);
    return own.length > 0 ? own : undefined;
  };
  return {
    goodwill: of('GOODWILL')?.map(toJson),
    change_identifier: of('CHANGE_IDENTIFIER')?.map(toJson),
    transaction_update: of('TRANSACTION_UPDATE')?.map((request) => ({
      ...toJson(request),
      transaction_id: String(request.details.transactionId),
    })),
  };
}

const NOT_FILTERS = ['format', 'limit', 'start_limit', 'base_type'];

export const requestsInTouchHandlers: Handlers = {
  ...added,
  // The same calls, which the documentation describes twice.
  ...Object.fromEntries(
    definitionsOf(requestSendRetro).flatMap(({ tool }) => Object.values(added).map((each) => [tool, each])),
  ),
  ...handleInTouchRows(requestApprove, DECISIONS, ({ world, till, row }) => decideOne(world, 'APPROVED', row, till.id)),
  ...handleInTouchRows(requestReject, DECISIONS, ({ world, till, row }) => decideOne(world, 'REJECTED', row, till.id)),
  ...handle(
    requestGet,
    {
      envelope: 'inTouch',
      message: 'SUCCESS',
      verdicts: TEXT_CODES,
      code: 9001,
      codes: { type: 9006, base_type: 9008 },
    },
    ({ world, query, raw }) => {
      const filters = Object.keys(query).filter((name) => !NOT_FILTERS.includes(name));
      if (filters.length === 0) fail(9001, 'At least one filter is required', 400);
      const found = filtered(world, query, raw.query);
      if (found.length === 0) fail(9013, 'No request was found');
      const limit = Math.min(query.limit ?? MOST_ROWS, MOST_ROWS);
      const rows = pageRows(found, { limit, offset: numberOf(raw.query['start_limit']) ?? 0 });
      return {
        response: {
          requests: {
            count: String(found.length),
            rows: String(rows.length),
            ...grouped(rows, (request) => toStoredJson(world, request)),
            item_status: itemStatus(DONE, 'Request retrieved'),
          },
        },
      };
    },
  ),
  ...handle(
    requestGetLogs,
    {
      envelope: 'inTouch',
      message: 'SUCCESS',
      code: 9001,
      codes: {
        type: 9006,
        base_type: 9008,
        start_date: { missing: { code: 9001, httpStatus: 400 } },
        end_date: { missing: { code: 9001, httpStatus: 400 } },
      },
      first: ['type', 'base_type'],
    },
    ({ world, query, raw }) => {
      const { user_id: withId, is_one_step_change: oneStepOnly, approval_type, ...filters } = query;
      const { limit = MOST_ROWS, offset = 0 } = query;
      const found = filtered(world, filters, raw.query).filter(
        (each) =>
          (!oneStepOnly || isOneStep(each)) && (approval_type === undefined || approvalOf(each) === approval_type),
      );
      const rows = pageRows(found, { limit, offset });
      return {
        response: {
          requests: {
            count: String(found.length),
            rows: rows.length,
            ...grouped(rows, (request) => toLoggedJson(world, request, withId)),
            item_status: itemStatus(DONE, 'Request retrieved'),
          },
        },
      };
    },
  ),
};
