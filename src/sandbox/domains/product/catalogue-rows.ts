/** Bulk writes of the catalog: rows are decoded and saved one by one, with one answer for all. */
import type { z } from 'zod';
import { lazy } from '../../../lib/lazy.js';
import type { Definition } from '../../../tools/define.js';
import type { BodySchema, Decoded, Exact, JsonObject, RowOf } from '../../../tools/schemas/decoded.js';
import { listOf, objectOf, textOf } from '../../http/arguments.js';
import { registered } from '../../http/call.js';
import type { Codes, Loosened, MemberPath } from '../../http/codes.js';
import type { Handlers } from '../../http/handler.js';
import { type Reply, reply } from '../../http/replies.js';
import { decodeRow, elementOf } from '../../http/rows.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';

/** Maximum number of rows in a call. */
export const MAX_ROWS = 100;

/** Codes for no rows and for too many. */
interface RowLimits {
  readonly none: number;
  readonly tooMany: number;
}

type RowSchema<D extends Definition> = BodySchema<D> extends z.ZodArray<infer Row extends z.ZodType> ? Row : z.ZodNever;

interface Options<D extends Definition, K extends string, O extends MemberPath<RowSchema<D>, ''>>
  extends Codes<MemberPath<RowSchema<D>, ''>> {
  /** The answer's name for the saved rows. */
  readonly saved: K;
  readonly limits: RowLimits;
  readonly optional?: readonly O[];
  /** The field that names a row in failures. */
  readonly named: 'code' | 'sku';
  /** For an entity that appears twice in a call, if that is refused. */
  readonly repeated?: number;
  /** The key that makes rows of a call unique; the named field in its organization unit by default. */
  readonly identity?: (raw: JsonObject) => string;
  /** Indexes of the rows in the order in which to save them; by default, the order of the call. */
  readonly order?: (rows: readonly JsonObject[]) => readonly number[];
}

/** A row that is saved. `world` takes what it changes only if the row is not refused. */
interface SaveCall<Row> {
  readonly world: World;
  readonly row: Row;
  readonly raw: JsonObject;
  readonly warn: (warnings: readonly Warning[]) => void;
}

/** Registers a bulk write. HTTP status 200 if all rows were saved, 207 if some were, 400 if none were. */
export function handleCatalogueRows<
  const D extends Definition,
  const K extends 'created' | 'updated',
  R extends RowOf<D, K>,
  const O extends MemberPath<RowSchema<D>, ''> = never,
>(
  definition: D,
  options: Options<D, K, O>,
  save: (call: SaveCall<Loosened<Decoded<RowSchema<D>>, O>>) => R & Exact<R, RowOf<D, K>>,
): Handlers {
  const schema = lazy(() => elementOf(definition.body?.()));
  const { saved, limits, named, repeated, identity = identityOf(named), order = inOrder } = options;
  return registered([definition], (call) => {
    const rows = listOf(call.body).map(objectOf);
    const results = new Results(saved, rows.length);
    if (rows.length === 0) return results.refused({ code: limits.none, message: 'The body contains no rows' });
    if (rows.length > MAX_ROWS) {
      return results.refused({ code: limits.tooMany, message: `At most ${MAX_ROWS} rows can be sent in one call` });
    }
    const seen = new Set<string>();
    for (const index of order(rows)) {
      const raw = rows[index] ?? {};
      const entityCode = textOf(raw[named]);
      results.carryOut(index, entityCode, (warn) => {
        const key = identity(raw).toLowerCase();
        if (repeated !== undefined && entityCode !== '' && seen.has(key)) {
          throw new SandboxFailure(repeated, `${entityCode} is in the call more than once`);
        }
        seen.add(key);
        const row = decodeRow<Loosened<Decoded<RowSchema<D>>, O>>(schema(), raw, options, call);
        return allOrNothing(call.world, (world) => save({ world, row, raw, warn }));
      });
    }
    return results.reply();
  });
}

const identityOf =
  (named: 'code' | 'sku') =>
  ({ ouCode, [named]: code }: JsonObject): string =>
    `${textOf(ouCode)}#${textOf(code)}`;

const inOrder = (rows: readonly JsonObject[]): readonly number[] => [...rows.keys()];

/** What became of the rows of a call. */
class Results {
  private readonly saved: string;
  private readonly total: number;
  /** By their place in the call. */
  private readonly rows = new Map<number, object>();
  private readonly warnings: object[] = [];
  private readonly errors: object[] = [];

  constructor(saved: string, total: number) {
    this.saved = saved;
    this.total = total;
  }

  carryOut(index: number, entityCode: string, save: (warn: (warnings: readonly Warning[]) => void) => object): void {
    const warnings: Warning[] = [];
    try {
      const row = save((more) => {
        warnings.push(...more);
      });
      this.rows.set(index, row);
      this.warnings.push(...warnings.map(({ code, message }) => ({ code, message, entityCode })));
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      this.errors.push({ code: error.code, message: error.message, entityCode });
    }
  }

  /** The answer to a call that is refused as a whole. */
  refused(error: { readonly code: number; readonly message: string }): Reply {
    this.errors.push(error);
    return this.reply();
  }

  reply(): Reply {
    const { rows, total, warnings, errors } = this;
    const inOrderOfCall = [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
    const summary = { totalRequested: total, successCount: rows.size, failureCount: errors.length };
    const status = errors.length === 0 ? 200 : rows.size > 0 ? 207 : 400;
    return reply({ [this.saved]: inOrderOfCall, summary, warnings, errors }, status);
  }
}
