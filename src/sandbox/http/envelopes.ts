/** The envelopes of answers to single calls, by name: what a handler returns for each, and what becomes of it. */
import { defined } from '../../lib/defined.js';
import type { ElementOf, PartOf } from '../../tools/schemas/decoded.js';
import type { Warning } from '../world/failure.js';
import { isObject, listOf, objectOf, objectsOf, textOf } from './arguments.js';
import {
  bulkRowOf,
  inTouchReply,
  type Reply,
  reply,
  rewardsReply,
  staffReply,
  v2Bulk,
  v2Created,
  v2Entity,
  v2List,
  v2Single,
} from './replies.js';
import type { BulkResult } from './rows.js';

/** What a handler returns, by the name of the envelope. `A` is the answer of its definition. */
export interface Results<A> {
  /** v2: one object. The envelope adds its warnings. */
  single: A;
  /** v2: a list. */
  list: readonly ElementOf<PartOf<A, 'data'>>[];
  /** v2: the id of what was created or changed. */
  created: number | string;
  /** v2: an id or a verdict. */
  entity: number | string | boolean;
  /** v2: `response[] { entityId, result, errors, warnings }` and counts. */
  bulk: readonly BulkResult<ElementOf<PartOf<A, 'response'>>>[];
  /** The same for rows of which all or none are carried out: the HTTP status is 400 if one was refused. */
  allOrNone: Results<A>['bulk'];
  /** Section Rewards: the whole answer. A `status` that is no success gives it the HTTP status 400. */
  rewards: A;
  /** Section Staff: `entity`, or nothing. */
  staff: PartOf<A, 'entity'> | undefined;
  /** v3: `data`; `errors` and `warnings` are null where there are none. */
  v3: PartOf<A, 'data'>;
  /** v3: `data`; `errors` and `warnings` are lists. */
  v3Lists: PartOf<A, 'data'>;
  /** v3: `data`, and nothing beside it. */
  data: PartOf<A, 'data'>;
  /** v1.1: `response`, whose status follows from the rows in it that failed. What it has in `status` is added. */
  inTouch: InTouchResult<PartOf<A, 'response'>>;
  /** The whole answer, as the handler returns it. */
  plain: A;
  /** HTTP 204, without a body. */
  noContent: undefined;
}

interface InTouchResult<Response> {
  /** Absent in an answer that has no rows. */
  readonly rows?: readonly { readonly failed: boolean; readonly fields: unknown }[];
  readonly response: Response;
}

export type EnvelopeName = keyof Results<unknown>;

/** What an envelope shows besides the result. */
interface Around {
  readonly warnings: readonly Warning[];
  /** Members beside a list, such as `pagination`. */
  readonly beside: object;
  /** v1.1: the message of the status if all rows succeeded. */
  readonly message?: string | undefined;
}

/** The types in `Results` hold for what comes in: `handle` checks them at compile time. */
export const ENVELOPES: Readonly<Record<EnvelopeName, (result: unknown, around: Around) => Reply>> = {
  single: (result, { warnings }) => v2Single(objectOf(result), warnings),
  list: (rows, { warnings, beside }) => v2List(listOf(rows), beside, warnings),
  created: (id, { warnings }) => v2Created(typeof id === 'number' ? id : textOf(id), warnings),
  entity: (entity, { warnings }) =>
    v2Entity(typeof entity === 'number' || typeof entity === 'boolean' ? entity : textOf(entity), warnings),
  bulk: (rows) => v2Bulk(objectsOf(rows).map(bulkRowOf)),
  allOrNone: (rows) => {
    const done = objectsOf(rows).map(bulkRowOf);
    return { ...v2Bulk(done), status: done.some(({ failure }) => failure) ? 400 : 200 };
  },
  rewards: (answer) => (Array.isArray(answer) ? reply(answer) : rewardsReply(objectOf(answer))),
  staff: (entity, { warnings }) => staffReply(entity, warnings),
  v3: (data, { warnings }) => reply({ data, errors: null, warnings: warnings.length > 0 ? warnings : null }),
  v3Lists: (data, { warnings }) => reply({ data, errors: [], warnings }),
  data: (data) => reply({ data }),
  inTouch: (result, { message }) => {
    const { rows, response } = objectOf(result);
    const { status, ...content } = objectOf(response);
    return inTouchReply(
      objectsOf(rows).map(({ failed }) => ({ failed: failed === true })),
      content,
      defined({ message, status: isObject(status) ? status : undefined }),
    );
  },
  plain: (answer) => reply(answer),
  noContent: () => reply(undefined, 204),
};
