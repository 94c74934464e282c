/**
 * Handlers of v1.1 calls with rows under `root`: like `handleRows`, with the envelope and the verdicts of that layer.
 */
import { z } from 'zod';
import { defined } from '../../lib/defined.js';
import { lazy } from '../../lib/lazy.js';
import type { Definition } from '../../tools/define.js';
import type { BodySchema, Decoded, Exact, InTouchRowOf, JsonObject } from '../../tools/schemas/decoded.js';
import type { Warning } from '../world/failure.js';
import { listOf, objectOf } from './arguments.js';
import {
  argumentsDecoder,
  type Circumstances,
  circumstances,
  type DefinitionOf,
  definitionsOf,
  type Endpoints,
  type LoosenedArguments,
  registered,
} from './call.js';
import type { ArgumentPath, Codes, Loosened, MemberPath } from './codes.js';
import type { Call, Handlers } from './handler.js';
import { type Item, inTouchReply, item, type Reply, type VerdictForms, verdictsAs } from './replies.js';
import { type Batch, checkedRows, decodeRow, elementOf, type RowCall } from './rows.js';

/** The schema of a row: of the list in a member of `root`, or of that member where one row is documented. */
type RowSchema<D extends Definition, S extends string> =
  BodySchema<D> extends z.ZodObject<{ root: z.ZodObject<infer P> }>
    ? P extends { readonly [each in S]: infer L }
      ? L extends z.ZodArray<infer Row> | z.ZodOptional<z.ZodArray<infer Row>>
        ? Row
        : L extends z.ZodObject
          ? L
          : never
      : never
    : never;

/** What became of a row that was carried out: the fields that it is shown with, and its verdict. */
interface Done<R> {
  readonly fields: R;
  readonly code: number;
  readonly message: string;
}

interface Options<
  D extends Definition,
  S extends string,
  L extends string,
  W extends string,
  V extends string,
  O extends string,
> extends Codes<MemberPath<RowSchema<D, S>, ''>> {
  /** The member of `root` with the rows. */
  readonly sent: S;
  /** Where the answer has its rows: `response.transactions.transaction` is `['transactions', 'transaction']`. */
  readonly answered: readonly [L] | readonly [L, W] | readonly [L, W, V];
  /** Whether a single row is answered as it is, not as a list of one. */
  readonly alone?: boolean;
  readonly batch: Batch;
  readonly optional?: readonly (O & MemberPath<RowSchema<D, S>, ''>)[];
  /** The form of the verdicts, where it is not the usual one. */
  readonly verdicts?: VerdictForms;
  /** The message of the status if all rows succeeded; `Success` by default. */
  readonly message?: string;
  /** Whether the status has the number of rows, and how many succeeded. */
  readonly counted?: boolean;
  /** Whether warnings are in the verdict of a row, as their codes. Otherwise its message has them. */
  readonly warningCodes?: boolean;
  /** The HTTP status, by the code of the status of all rows; 200 by default. */
  readonly httpStatus?: (code: number) => number;
  /** What a refused row is shown with. */
  readonly echo: (raw: JsonObject, call: Pick<Call, 'world'>) => object;
}

/** A call of which one row is carried out. */
interface InTouchRowCall<D extends Definition, Row> extends RowCall<D, Row> {
  /** Whether the call has no other row. */
  readonly isOnly: boolean;
}

/** Registers the handler of the rows of an InTouch endpoint. */
export function handleInTouchRows<
  const E extends Endpoints,
  const S extends string,
  const L extends string,
  const W extends string = never,
  const V extends string = never,
  R extends InTouchRowOf<DefinitionOf<E>, L, W, V> = InTouchRowOf<DefinitionOf<E>, L, W, V>,
  const O extends string = never,
>(
  endpoints: E,
  options: Options<DefinitionOf<E>, S, L, W, V, O>,
  handler: (
    call: InTouchRowCall<DefinitionOf<E>, Loosened<Decoded<RowSchema<DefinitionOf<E>, S>>, O>>,
  ) => Done<R & Exact<R, InTouchRowOf<DefinitionOf<E>, L, W, V>>>,
): Handlers {
  type Row = Loosened<Decoded<RowSchema<DefinitionOf<E>, S>>, O>;
  const { sent, batch, verdicts, warningCodes = false, echo } = options;
  const definitions = definitionsOf(endpoints);
  const decodeArguments = argumentsDecoder<DefinitionOf<E>>(definitions, {}, { body: false });
  const schema = lazy(() => elementOf(memberOf(memberOf(definitions[0]?.body?.(), 'root'), sent)));
  return registered(definitions, (call) => {
    const decoded = decodeArguments(call);
    // The root may be missing.
    const body = objectOf(call.body);
    const rows = checkedRows(call, listOf(objectOf(body['root'])[sent] ?? body[sent]), batch);
    const items = rows.map((each) => {
      const raw = objectOf(each);
      const warnings: Warning[] = [];
      return item(echo(raw, call), () => {
        const row = decodeRow<Row>(schema(), raw, options, call);
        const done = handler({
          ...decoded,
          ...circumstances(call, warnings),
          row,
          raw: { row: raw, headers: call.headers },
          isOnly: rows.length === 1,
        });
        return warningCodes ? { ...done, warnings } : { ...done, message: withWarnings(done.message, warnings) };
      });
    });
    const answer = rowsReply(items, options);
    return verdicts ? verdictsAs(verdicts, answer) : answer;
  });
}

interface QueryOptions<D extends Definition, L extends string, W extends string, O extends string>
  extends Codes<ArgumentPath<D>> {
  readonly answered: readonly [L] | readonly [L, W];
  readonly alone?: boolean;
  readonly optional?: readonly (O & ArgumentPath<D>)[];
  readonly verdicts?: VerdictForms;
  readonly message?: string;
  /** What a refused row is shown with; nothing by default. */
  readonly echo?: (query: JsonObject) => object;
}

interface QueryDetails extends Circumstances {
  /** What was sent, for what no documentation has. */
  readonly raw: Pick<Call, 'query'>;
}

/**
 * Registers the handler of an InTouch endpoint that answers one row to its query. What is missing or cannot be read is
 * refused in the verdict of the row.
 */
export function handleInTouchQuery<
  const E extends Endpoints,
  const L extends string,
  const W extends string = never,
  R extends InTouchRowOf<DefinitionOf<E>, L, W> = InTouchRowOf<DefinitionOf<E>, L, W>,
  const O extends string = never,
>(
  endpoints: E,
  options: QueryOptions<DefinitionOf<E>, L, W, O>,
  handler: (
    call: LoosenedArguments<DefinitionOf<E>, O> & QueryDetails,
  ) => Done<R & Exact<R, InTouchRowOf<DefinitionOf<E>, L, W>>>,
): Handlers {
  const definitions = definitionsOf(endpoints);
  const decodeArguments = argumentsDecoder<DefinitionOf<E>, O>(definitions, options);
  return registered(definitions, (call) => {
    const { query } = call;
    const row = item(options.echo?.(query) ?? {}, () =>
      handler({ ...decodeArguments(call), ...circumstances(call, []), raw: { query } }),
    );
    const answer = rowsReply([row], options);
    return options.verdicts ? verdictsAs(options.verdicts, answer) : answer;
  });
}

type Shown = Pick<
  Options<Definition, string, string, string, string, never>,
  'answered' | 'alone' | 'message' | 'counted' | 'httpStatus'
>;

/** The rows where the answer has them, below their status. */
function rowsReply(
  items: readonly Item[],
  { answered, alone = false, message, counted = false, httpStatus }: Shown,
): Reply {
  const rows = items.map(({ fields }) => fields);
  const shown = alone && rows.length === 1 ? rows[0] : rows;
  const done = items.filter(({ failed }) => !failed).length;
  return inTouchReply(items, objectOf(answered.reduceRight<unknown>((content, name) => ({ [name]: content }), shown)), {
    ...defined({ message, httpStatus }),
    ...(counted && { status: { total: String(rows.length), success_count: String(done) } }),
  });
}

/** A message with its warnings, for which the layer has no field of its own. */
const withWarnings = (message: string, warnings: readonly Warning[]): string =>
  [message, ...warnings.map((each) => `${each.message} (${each.code})`)].join(', ');

function memberOf(schema: z.core.$ZodType | undefined, name: string): z.core.$ZodType | undefined {
  return schema instanceof z.ZodObject ? schema.shape[name] : undefined;
}
