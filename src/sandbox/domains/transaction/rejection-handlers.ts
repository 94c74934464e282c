/** Section Transaction rejection: the sanity queue. */
import { defined } from '../../../lib/defined.js';
import type { Body, Parameters, RowOf } from '../../../tools/schemas/decoded.js';
import {
  transactionRejectionGetRetriggerStatus,
  transactionRejectionList,
  transactionRejectionMarkFailed,
  transactionRejectionRetrigger,
} from '../../../tools/transaction/rejection.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { momentsAsked } from '../../http/page-arguments.js';
import { byOffset } from '../../http/paging.js';
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

const DAYS_SHOWN = 30;

type Filters = Parameters<(typeof transactionRejectionList)['query']>;

function filterOf(world: World, query: Filters, sent: Readonly<Record<string, string>>): RejectionFilter {
  const { status, errorCode, errorValue, transactionNumber, userId, startDate, endDate } = query;
  const start = (startDate ?? endDate) ? sent['startDate'] : later(now(world), -DAYS_SHOWN * DAY);
  return {
    ...defined({ status, errorCode, errorValue, billNumber: transactionNumber, customerId: userId }),
    added: momentsAsked(world, start, sent['endDate'], 400),
  };
}

function toRejectedJson(
  world: World,
  held: RejectedTransaction,
  { isTransactionPayloadRequired: hasPayload = false }: Filters,
): RowOf<typeof transactionRejectionList> {
  const { timezone, id } = world.organisation;
  return {
    userId: held.customerId ?? undefined,
    entityId: held.posting.tillId,
    orgId: id,
    retryCount: held.retryCount,
    billNumber: held.posting.billNumber,
    eventDate: zonedDateTime(held.posting.billingDate ?? held.addedOn, timezone),
    autoUpdateTime: zonedDateTime(held.updatedOn, timezone),
    status: held.status,
    transactionPayload: hasPayload ? JSON.stringify(held.payload) : undefined,
    errors: held.causes.map(({ code, message, value }) => ({ message, value, code, status: false, referenceId: -1 })),
  };
}

type SentChoice = Body<typeof transactionRejectionRetrigger>;

const choiceOf = ({ transactionNumber = [], errorCode = [], userId }: SentChoice): RejectionChoice => ({
  billNumbers: transactionNumber,
  errorCodes: errorCode.map(Number),
  customerId: userId ?? null,
});

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
  ...handle(
    transactionRejectionList,
    { envelope: 'list', paging: byOffset({ limit: 10, reported: true }) },
    ({ world, query, raw, page }) =>
      page(findRejected(world, filterOf(world, query, raw.query))).map((each) => toRejectedJson(world, each, query)),
  ),
  ...handle(transactionRejectionRetrigger, { envelope: 'single' }, ({ world, body }) => {
    const run = retrigger(world, choiceOf(body));
    const counts = countsOf(rejectedOf(world, run));
    return {
      retriggerId: run.id,
      status: {
        // All causes of these are gone, whatever the result of booking them.
        fixed: counts.SUCCESS + counts.REPLAYED + counts.FIXED,
        partiallyFixed: counts.PARTIAL_FIXED,
        total: run.rejectedIds.length,
      },
    };
  }),
  ...handle(transactionRejectionGetRetriggerStatus, { envelope: 'single' }, ({ world, path }) => {
    const run = world.rejectionRetriggers[path.retriggerId] ?? fail(404, 'The retrigger does not exist', 404);
    const { SUCCESS: success, FIXED: fixed, MAX_OUT: maxOut, REPLAYED: replayed } = countsOf(rejectedOf(world, run));
    return { retriggerId: run.id, status: { success, fixed, maxOut, replayed } };
  }),
  ...handle(transactionRejectionMarkFailed, { envelope: 'plain' }, ({ world, body }) => ({
    result: markFailed(world, choiceOf(body), body.comments ?? ''),
    warnings: [],
    errors: [],
  })),
};
