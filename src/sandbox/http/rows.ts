/**
 * Handlers of calls with many rows, each of which succeeds or fails by itself. `handleRows` decodes the rows one by one;
 * a row that is refused is reported among the results, and the others are carried out.
 */
import { z } from 'zod';
import { defined } from '../../lib/defined.js';
import { lazy } from '../../lib/lazy.js';
import type { Definition } from '../../tools/define.js';
import type { Answer, BodySchema, Decoded, ElementOf, Exact, JsonObject, PartOf } from '../../tools/schemas/decoded.js';
import { SandboxFailure, type Warning } from '../world/failure.js';
import { listOf, objectOf } from './arguments.js';
import {
  type Arguments,
  argumentsDecoder,
  type Circumstances,
  circumstances,
  type DefinitionOf,
  definitionsOf,
  type Endpoints,
  registered,
  warnInto,
} from './call.js';
import { type ArgumentPath, type Codes, check, type Fault, type Loosened, type MemberPath, refuse } from './codes.js';
import { decode } from './decode.js';
import type { Call, Handlers } from './handler.js';
import { bulkRowOf, idOf, type Reply, reply, v2Bulk } from './replies.js';

/** What a handler returns for a row, by the name of the envelope. `A` is the answer of its definition. */
interface RowResults<A> {
  /** v2: `response[] { entityId, result, errors, warnings }` and counts. */
  bulk: BulkResult<ElementOf<PartOf<A, 'response'>>>;
  /** The same, whose HTTP status is 201 if all rows were carried out, 207 if some were, and 400 if none were. */
  bulkCreated: RowResults<A>['bulk'];
  /** The same, with the HTTP status 200 if all rows were carried out. */
  bulkUpdated: RowResults<A>['bulk'];
  /** v2: `data[]` for what succeeded and `errors[]` for what failed; a failure if nothing succeeded. */
  dataAndErrors: ElementOf<PartOf<A, 'data'>>;
  /** The same, with the HTTP status 201 if some rows failed. */
  partlyCreated: ElementOf<PartOf<A, 'data'>>;
  /** The rows alone, in a list. A refused one is what `echo` makes of it. */
  rows: ElementOf<A>;
}

/** A row of a v2 bulk answer. */
export type BulkResult<Row> = { readonly [K in Extract<keyof Row, 'entityId' | 'result'>]?: Row[K] } & {
  /** What went wrong with the row, which may have been carried out nevertheless. */
  readonly failure?: SandboxFailure | undefined;
  readonly warnings?: readonly Warning[];
};

type RowsEnvelope = keyof RowResults<unknown>;

/** The schema of a row. */
type RowSchema<D extends Definition> = BodySchema<D> extends z.ZodArray<infer Row extends z.ZodType> ? Row : z.ZodNever;

/** A call of which one row is carried out. */
export interface RowCall<D extends Definition, Row> extends Omit<Arguments<D>, 'body'>, Circumstances {
  readonly row: Row;
  readonly raw: {
    /** The row as it was sent, for answers that repeat it, and for what no documentation has. */
    readonly row: JsonObject;
    readonly headers: Call['headers'];
  };
}

/** What refuses a call as a whole. */
export interface Batch {
  /** If there are no rows. */
  readonly none: Fault;
  /** If there are more rows than the limit. */
  readonly tooMany?: Fault;
  /** The limit; the organization's by default. */
  readonly max?: number;
}

interface Options<D extends Definition, Row, N extends RowsEnvelope, O extends MemberPath<Row, ''>>
  extends Codes<MemberPath<Row, ''>> {
  readonly envelope: N;
  readonly optional?: readonly O[];
  /** The codes of what is wrong beside the rows: in the path, the query and the headers. */
  readonly parameters?: Codes<ArgumentPath<D>>;
  readonly batch: Batch;
  /** The maximum number of rows, where other arguments decide it. */
  readonly maxRows?: (call: Omit<Arguments<D>, 'body'>) => number;
  /** What a refused row is shown with. */
  readonly echo?: Echo;
  /** In `bulk`, the id that it is shown with; null by default. */
  readonly echoId?: (raw: JsonObject) => number | string | object;
  /** @throws what refuses the call as a whole, before any row */
  readonly before?: (call: Omit<Arguments<D>, 'body'> & Circumstances & { raw: Pick<Call, 'headers'> }) => void;
}

type Echo = (raw: JsonObject, failure: SandboxFailure) => object | boolean;

/** Registers the handler of the rows of an endpoint whose body is a list. */
export function handleRows<
  const E extends Endpoints,
  N extends RowsEnvelope,
  R extends RowResults<Answer<DefinitionOf<E>>>[N],
  const O extends MemberPath<RowSchema<DefinitionOf<E>>, ''> = never,
>(
  endpoints: E,
  options: Options<DefinitionOf<E>, RowSchema<DefinitionOf<E>>, N, O>,
  handler: (
    call: RowCall<DefinitionOf<E>, Loosened<Decoded<RowSchema<DefinitionOf<E>>>, O>>,
  ) => R & Exact<R, RowResults<Answer<DefinitionOf<E>>>[N]>,
): Handlers {
  const definitions = definitionsOf(endpoints);
  const decodeArguments = argumentsDecoder<DefinitionOf<E>>(definitions, options.parameters ?? {}, { body: false });
  const schema = lazy(() => elementOf(definitions[0]?.body?.()));
  return registered(definitions, (call) => {
    const decoded = decodeArguments(call);
    // What the rows have of the call is put together once: for a bill, it took nearly a tenth of the time.
    const shared = { ...decoded, ...circumstances(call, []) };
    options.before?.({ ...shared, raw: { headers: call.headers } });
    const batch = options.maxRows ? { ...options.batch, max: options.maxRows(decoded) } : options.batch;
    const rows = checkedRows(call, listOf(call.body), batch);
    return ROWS_ENVELOPES[options.envelope](
      rows.map((raw) =>
        outcomeOf(raw, options, (warnings) =>
          handler({
            ...shared,
            warn: warnInto(warnings),
            row: decodeRow<Loosened<Decoded<RowSchema<DefinitionOf<E>>>, O>>(schema(), raw, options, call),
            raw: { row: objectOf(raw), headers: call.headers },
          }),
        ),
      ),
    );
  });
}

/**
 * The rows, if a call may have so many.
 * @throws as `batch` says
 */
export function checkedRows(
  { world }: Pick<Call, 'world'>,
  rows: readonly unknown[],
  { none, tooMany, max = world.organisation.settings.batchLimit }: Batch,
): readonly unknown[] {
  if (rows.length === 0) refuse(none, 'There are no rows');
  if (tooMany !== undefined && rows.length > max) refuse(tooMany, `At most ${max} rows can be sent in one call`);
  return rows;
}

/**
 * Decodes a row.
 * @throws whatever is missing or cannot be read, with its code
 */
export function decodeRow<Row>(
  schema: z.ZodType,
  raw: unknown,
  codes: Codes<string>,
  { world }: Pick<Call, 'world'>,
): Row {
  const { timezone } = world.organisation;
  const { value, problems } = decode(schema, raw, {
    path: '',
    timezone,
    ...defined({ blank: codes.blank, asSent: codes.asSent }),
  });
  check(problems, codes, objectOf(value));
  // The definition decides at run time what its type says at compile time.
  return value as Row;
}

/** The schema of the elements of a list; of a single row, its own. */
export function elementOf(schema: z.core.$ZodType | undefined): z.ZodType {
  if (schema instanceof z.ZodObject) return schema;
  if (schema instanceof z.ZodOptional) return elementOf(schema.unwrap());
  if (schema instanceof z.ZodArray && schema.element instanceof z.ZodType) return schema.element;
  throw new Error('the body has no list of rows there');
}

/** What became of a row. */
type Outcome =
  | { result: unknown; warnings: readonly Warning[] }
  | { failure: SandboxFailure; echo: object | boolean | undefined; id: unknown };

function outcomeOf<O extends { readonly echo?: Echo; readonly echoId?: (raw: JsonObject) => unknown }>(
  raw: unknown,
  { echo, echoId }: O,
  carryOut: (warnings: Warning[]) => unknown,
): Outcome {
  const warnings: Warning[] = [];
  try {
    return { result: carryOut(warnings), warnings };
  } catch (failure) {
    if (!(failure instanceof SandboxFailure)) throw failure;
    return { failure, echo: echo?.(objectOf(raw), failure), id: echoId?.(objectOf(raw)) };
  }
}

/**
 * A row of the envelope `bulk`: what `carryOut` returns or, if it is refused, what the row is shown with and the reason.
 */
export function rowOr<R extends object, E extends Partial<R>>(
  refused: E,
  carryOut: () => R,
): R | (E & { readonly failure: SandboxFailure }) {
  try {
    return carryOut();
  } catch (failure) {
    if (!(failure instanceof SandboxFailure)) throw failure;
    return { ...refused, failure };
  }
}

const bulkReply = (outcomes: readonly Outcome[]): Reply =>
  v2Bulk(
    outcomes.map((each) => {
      if ('failure' in each) return { entityId: idOf(each.id), result: each.echo, failure: each.failure };
      return { ...bulkRowOf(objectOf(each.result)), warnings: each.warnings };
    }),
  );

/** @param done - the HTTP status if all rows were carried out */
function bulkWithStatus(outcomes: readonly Outcome[], done: number): Reply {
  const failed = outcomes.filter((each) => 'failure' in each).length;
  return { ...bulkReply(outcomes), status: failed === 0 ? done : failed < outcomes.length ? 207 : 400 };
}

/** The types in `RowResults` hold for what comes in: `handleRows` checks them at compile time. */
const ROWS_ENVELOPES: Readonly<Record<RowsEnvelope, (outcomes: readonly Outcome[]) => Reply>> = {
  bulk: bulkReply,
  bulkCreated: (outcomes) => bulkWithStatus(outcomes, 201),
  bulkUpdated: (outcomes) => bulkWithStatus(outcomes, 200),
  dataAndErrors: (outcomes) => dataAndErrors(outcomes, 200),
  partlyCreated: (outcomes) => dataAndErrors(outcomes, 201),
  rows: (outcomes) => reply(outcomes.map((each) => ('failure' in each ? (each.echo ?? {}) : each.result))),
};

/** @param partly - the HTTP status if some rows failed */
function dataAndErrors(outcomes: readonly Outcome[], partly: number): Reply {
  const data = outcomes.flatMap((each) => ('failure' in each ? [] : [each.result]));
  const errors = outcomes.flatMap((each) =>
    'failure' in each ? [{ status: false, code: each.failure.code, message: each.failure.message }] : [],
  );
  return reply({ data, warnings: [], errors }, data.length === 0 ? 400 : errors.length > 0 ? partly : 200);
}
