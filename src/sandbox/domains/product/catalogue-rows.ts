/** Bulk writes of the catalog: each row succeeds or fails by itself, with one answer for all. */
import { booleanOf, isObject, type JsonObject, listOf, numberOf, textOf } from '../../http/arguments.js';
import type { Call } from '../../http/handler.js';
import { type Reply, reply } from '../../http/replies.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { fail, SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';

/** Maximum number of rows in a call. */
const MOST_ROWS = 100;

/** Codes for no rows, for too many rows and, if there is one, for an entity that appears twice in a call. */
export interface RowCodes {
  none: number;
  tooMany: number;
  repeated?: number;
}

/** The result of a row. */
interface Saved {
  /** The row's part of the answer. */
  row: object;
  warnings?: readonly Warning[];
}

export interface RowWrite {
  /** The answer's name for the saved rows. */
  saved: 'created' | 'updated';
  codes: RowCodes;
  /** The field that names a row in failures. */
  named: 'code' | 'sku';
  /** The key that makes rows of a call unique; the named field by default. */
  identity?: (row: JsonObject) => string;
  /** Indexes of the rows in the order in which to save them; by default, the order of the call. */
  order?: (rows: readonly JsonObject[]) => readonly number[];
  save: (world: World, row: JsonObject) => Saved;
}

/** Saves row by row. HTTP status 200 if all were saved, 207 if some were, 400 if none were. */
export function writeRows({ world, body }: Call, write: RowWrite): Reply {
  const rows = listOf(body).filter(isObject);
  const saved: object[] = [];
  const warnings: object[] = [];
  const errors: object[] = [];
  const answer = (status: number): Reply =>
    reply(
      {
        [write.saved]: saved.filter((each) => each !== undefined),
        summary: {
          totalRequested: rows.length,
          successCount: saved.filter((each) => each !== undefined).length,
          failureCount: errors.length,
        },
        warnings,
        errors,
      },
      status,
    );
  const { none, tooMany } = write.codes;
  if (rows.length === 0 || rows.length > MOST_ROWS) {
    const [code, message] =
      rows.length === 0
        ? [none, 'The body contains no rows']
        : [tooMany, `At most ${MOST_ROWS} rows can be sent in one call`];
    errors.push({ code, message });
    return answer(400);
  }
  const seen = new Set<string>();
  for (const index of write.order?.(rows) ?? rows.keys()) {
    const row = rows[index] ?? {};
    const entityCode = textOf(row[write.named]);
    try {
      const identity = (write.identity?.(row) ?? `${textOf(row['ouCode'])}#${entityCode}`).toLowerCase();
      if (write.codes.repeated !== undefined && entityCode !== '' && seen.has(identity))
        throw new SandboxFailure(write.codes.repeated, `${entityCode} is in the call more than once`);
      seen.add(identity);
      const done = allOrNothing(world, (twin) => write.save(twin, row));
      saved[index] = done.row;
      for (const { code, message } of done.warnings ?? []) warnings.push({ code, message, entityCode });
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      errors.push({ code: error.code, message: error.message, entityCode });
    }
  }
  return answer(errors.length === 0 ? 200 : errors.length < rows.length ? 207 : 400);
}

/**
 * The rows of a call whose limits are not documented.
 * @throws 400 if there are no rows or too many
 */
export function someRows(body: unknown): readonly JsonObject[] {
  const rows = listOf(body).filter(isObject);
  return rows.length > 0 && rows.length <= MOST_ROWS ? rows : fail(400, `Send from 1 to ${MOST_ROWS} rows`);
}

/** An optional text. */
export const textIn = (row: JsonObject, name: string): string | undefined =>
  row[name] === undefined || row[name] === null ? undefined : textOf(row[name]);

/** An optional number; NaN if it is not a number, which the rules refuse. */
export const numberIn = (row: JsonObject, name: string): number | undefined =>
  row[name] === undefined || row[name] === null ? undefined : (numberOf(row[name]) ?? Number.NaN);

/** An optional flag. */
export const flagIn = (row: JsonObject, name: string): boolean | undefined =>
  row[name] === undefined || row[name] === null ? undefined : booleanOf(row[name]);
