/** Writes of labels: rows in a member of the body are decoded and carried out one by one. */
import { z } from 'zod';
import { lazy } from '../../../lib/lazy.js';
import type { Definition } from '../../../tools/define.js';
import type { Body, BodySchema, Decoded, Exact, JsonObject, RowOf } from '../../../tools/schemas/decoded.js';
import { object } from '../../../tools/schemas/values.js';
import { given, isObject, listOf, objectOf } from '../../http/arguments.js';
import { registered } from '../../http/call.js';
import type { Codes, MemberPath } from '../../http/codes.js';
import type { Handlers } from '../../http/handler.js';
import { reply } from '../../http/replies.js';
import { type Batch, checkedRows, decodeRow, elementOf } from '../../http/rows.js';
import { SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';

/** The schema of a row: of the list in the member `M` of the body. */
type RowSchema<D extends Definition, M extends string> =
  BodySchema<D> extends z.ZodObject<infer P>
    ? P extends { readonly [each in M]: z.ZodArray<infer Row extends z.ZodType> }
      ? Row
      : z.ZodNever
    : z.ZodNever;

interface Options<D extends Definition, M extends string> extends Codes<MemberPath<RowSchema<D, M>, ''>> {
  /** The member of the body with the rows. */
  readonly rows: M;
  readonly batch: Batch;
  /** The codes of what the body has besides. */
  readonly head?: Codes<Exclude<MemberPath<BodySchema<D>, ''>, `${M}${string}`>>;
}

interface RowCall<Head, Row> {
  readonly world: World;
  readonly tillId: number;
  /** What the body has besides rows. */
  readonly head: Head;
  readonly row: Row;
  readonly raw: JsonObject;
}

/**
 * Registers a write. HTTP status 200 if all rows succeeded, 207 if some did, and the status of the first failure (400 or
 * 409) if none did.
 */
export function handleLabelRows<const D extends Definition, const M extends keyof Body<D> & string, R extends RowOf<D>>(
  definition: D,
  options: Options<D, M>,
  carryOut: (call: RowCall<Omit<Body<D>, M>, Decoded<RowSchema<D, M>>>) => R & Exact<R, RowOf<D>>,
): Handlers {
  const { rows: member, batch, head: headCodes = {} } = options;
  const schemas = lazy(() => {
    const body = definition.body?.();
    if (!(body instanceof z.ZodObject)) throw new Error(`${definition.tool} has no body with rows`);
    const { [member]: list, ...beside } = body.shape;
    return { head: object(beside), row: elementOf(list) };
  });
  return registered([definition], (call) => {
    const body = objectOf(call.body);
    const schema = schemas();
    const head = decodeRow<Omit<Body<D>, M>>(schema.head, body, headCodes, call);
    const rows = checkedRows(call, listOf(body[member]).filter(isObject), batch).map(objectOf);
    const data: object[] = [];
    const failures: SandboxFailure[] = [];
    const errors: object[] = [];
    for (const raw of rows) {
      try {
        const row = decodeRow<Decoded<RowSchema<D, M>>>(schema.row, raw, options, call);
        data.push(carryOut({ world: call.world, tillId: call.till.id, head, row, raw }));
      } catch (failure) {
        if (!(failure instanceof SandboxFailure)) throw failure;
        failures.push(failure);
        errors.push({ code: failure.code, ...toSubjectJson(raw), message: failure.message });
      }
    }
    const status = failures.length === 0 ? 200 : data.length > 0 ? 207 : (failures[0]?.httpStatus ?? 400);
    return reply({ data, warnings: [], errors }, status);
  });
}

/** What a row that failed is about. For an assignment, the id of what carries the label is in `labelExternalId`. */
function toSubjectJson({ entityId, labelId, name }: JsonObject): object {
  if (given(entityId)) return { field: 'entityId', labelExternalId: entityId };
  return given(labelId) ? { field: 'name', labelId } : { field: 'name', name };
}
