/** Bulk writes of the catalogue: each row by itself, and one answer for all of them. */
import { booleanOf, isObject, type JsonObject, listOf, numberOf, textOf } from '../arguments.js';
import { fail, SandboxFailure, type Warning } from '../failure.js';
import { type Reply, reply } from '../replies.js';
import { allOrNothing } from '../rules/all-or-nothing.js';
import type { World } from '../world.js';
import type { Call } from './handler.js';

/** The most rows of a call. */
const MOST_ROWS = 100;

/** Codes for no rows, for too many, and for one that a call has twice, where that has a code of its own. */
export interface RowCodes {
  none: number;
  tooMany: number;
  repeated?: number;
}

/** What became of a row. */
interface Saved {
  /** What the answer tells of it. */
  row: object;
  warnings?: readonly Warning[];
}

export interface RowWrite {
  /** What the answer calls the rows that were saved. */
  saved: 'created' | 'updated';
  codes: RowCodes;
  /** The field that names a row in failures. */
  named: 'code' | 'sku';
  /** What tells rows of a call apart; the named field unless given. */
  identity?: (row: JsonObject) => string;
  /** Places of the rows in the order in which to save them; as given unless there is one. */
  order?: (rows: readonly JsonObject[]) => readonly number[];
  save: (world: World, row: JsonObject) => Saved;
}

/** Saves row by row. HTTP 200 where all were saved, 207 where some, 400 where none. */
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
    const [code, message] = rows.length === 0 ? [none, 'There are no rows'] : [tooMany, `At most ${MOST_ROWS} rows`];
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

/** The rows of a call whose limits are not documented. 400 for none, or for too many. */
export function someRows(body: unknown): readonly JsonObject[] {
  const rows = listOf(body).filter(isObject);
  return rows.length > 0 && rows.length <= MOST_ROWS ? rows : fail(400, `Give from 1 to ${MOST_ROWS} rows`);
}

/** Text that may be left out. */
export const textIn = (row: JsonObject, name: string): string | undefined =>
  row[name] === undefined || row[name] === null ? undefined : textOf(row[name]);

/** A number that may be left out; NaN for what is none, which the rules refuse. */
export const numberIn = (row: JsonObject, name: string): number | undefined =>
  row[name] === undefined || row[name] === null ? undefined : (numberOf(row[name]) ?? Number.NaN);

/** A flag that may be left out. */
export const flagIn = (row: JsonObject, name: string): boolean | undefined =>
  row[name] === undefined || row[name] === null ? undefined : booleanOf(row[name]);
