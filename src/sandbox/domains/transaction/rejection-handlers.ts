/** Section Transaction rejection: the sanity queue. */
import { booleanOf, given, type JsonObject, listOf, numberOf, objectOf, oneOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { momentsAsked, pageAsked, pageRows } from '../../http/page-arguments.js';
import { type Reply, reply, v2List, v2Single } from '../../http/replies.js';
import { DAY, later, now } from '../../world/clock.js';
import { zonedDateTime } from '../../world/dates.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import {
  findRejected,
  markFailed,
  type RejectionChoice,
  type RejectionFilter,
  rejectedOf,
  retrigger,
} from './rejection-rules.js';
import type { RejectedTransaction, RejectionStatus } from './rejection-state.js';

const STATUSES = [
  'OPEN',
  'FIXED',
  'PARTIAL_FIXED',
  'PERMANENT_FAILED',
  'SUCCESS',
  'REPLAYED',
  'MAX_OUT',
] as const satisfies readonly RejectionStatus[];

const INVALID = 400;
const DAYS_SHOWN = 30;
const PAGE = 10;

function wholeAsked(value: unknown, name: string): number {
  const number = numberOf(value);
  return number !== null && Number.isInteger(number) ? number : fail(INVALID, `${name} must be a whole number`);
}

function filterAsked(world: World, query: JsonObject): RejectionFilter {
  const { status, errorCode, errorValue, transactionNumber, userId, startDate, endDate } = query;
  const start = given(startDate) || given(endDate) ? startDate : later(now(world), -DAYS_SHOWN * DAY);
  return {
    ...(given(status) && {
      status: oneOf(STATUSES, status) ?? fail(INVALID, `status must be one of ${STATUSES.join(', ')}`),
    }),
    ...(given(errorCode) && { errorCode: wholeAsked(errorCode, 'errorCode') }),
    ...(given(errorValue) && { errorValue: textOf(errorValue) }),
    ...(given(transactionNumber) && { billNumber: textOf(transactionNumber) }),
    ...(given(userId) && { customerId: wholeAsked(userId, 'userId') }),
    added: momentsAsked(world, start, endDate, INVALID),
  };
}

function rejectedFace(world: World, held: RejectedTransaction, withPayload: boolean): object {
  const { timezone, id } = world.organisation;
  return {
    ...(held.customerId !== null && { userId: held.customerId }),
    entityId: held.posting.tillId,
    orgId: id,
    retryCount: held.retryCount,
    billNumber: held.posting.billNumber,
    eventDate: zonedDateTime(held.posting.billingDate ?? held.addedOn, timezone),
    autoUpdateTime: zonedDateTime(held.updatedOn, timezone),
    status: held.status,
    ...(withPayload && { transactionPayload: JSON.stringify(held.payload) }),
    errors: held.causes.map(({ code, message, value }) => ({ message, value, code, status: false, referenceId: -1 })),
  };
}

function list({ world, query }: Call): Reply {
  if (given(query['sortBy']) && !oneOf(['addedDate'], query['sortBy'])) fail(INVALID, 'sortBy must be addedDate');
  const page = pageAsked(query, PAGE, INVALID);
  const found = findRejected(world, filterAsked(world, query));
  const withPayload = booleanOf(query['isTransactionPayloadRequired']);
  const rows = pageRows(found, page).map((each) => rejectedFace(world, each, withPayload));
  return v2List(rows, { pagination: { ...page, total: found.length } });
}

function choiceAsked(body: JsonObject): RejectionChoice {
  return {
    billNumbers: listOf(body['transactionNumber'])
      .map(textOf)
      .filter((each) => each !== ''),
    errorCodes: listOf(body['errorCode']).map((each) => wholeAsked(each, 'errorCode')),
    customerId: given(body['userId']) ? wholeAsked(body['userId'], 'userId') : null,
  };
}

function giveUp({ world, body }: Call): Reply {
  const sent = objectOf(body);
  return reply({ result: markFailed(world, choiceAsked(sent), textOf(sent['comments'])), warnings: [], errors: [] });
}

function again({ world, body }: Call): Reply {
  const run = retrigger(world, choiceAsked(objectOf(body)));
  const counts = countsOf(rejectedOf(world, run));
  return v2Single({
    retriggerId: run.id,
    status: {
      // All causes of these are gone, whatever the result of booking them.
      fixed: counts.SUCCESS + counts.REPLAYED + counts.FIXED,
      partiallyFixed: counts.PARTIAL_FIXED,
      total: run.rejectedIds.length,
    },
  });
}

function progress({ world, path }: Call): Reply {
  const run = world.rejectionRetriggers[Number(path['retriggerId'])] ?? fail(404, 'The retrigger does not exist', 404);
  const { SUCCESS: success, FIXED: fixed, MAX_OUT: maxOut, REPLAYED: replayed } = countsOf(rejectedOf(world, run));
  return v2Single({ retriggerId: run.id, status: { success, fixed, maxOut, replayed } });
}

function countsOf(rejected: readonly RejectedTransaction[]): Record<RejectionStatus, number> {
  const count = (status: RejectionStatus): number => rejected.filter((each) => each.status === status).length;
  return {
    OPEN: count('OPEN'),
    FIXED: count('FIXED'),
    PARTIAL_FIXED: count('PARTIAL_FIXED'),
    PERMANENT_FAILED: count('PERMANENT_FAILED'),
    SUCCESS: count('SUCCESS'),
    REPLAYED: count('REPLAYED'),
    MAX_OUT: count('MAX_OUT'),
  };
}

export const transactionRejectionHandlers: Handlers = {
  transaction_rejection_list: list,
  transaction_rejection_retrigger: again,
  transaction_rejection_get_retrigger_status: progress,
  transaction_rejection_mark_failed: giveUp,
};
