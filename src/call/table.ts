/**
 * A list of rows as a table: what all rows have in common is said once, and so are the names of the other members. Three
 * rows such as `{"id": 1, "till": {"code": "t1"}, "currency": "INR"}` become
 * `{"everyRow": {"currency": "INR"}, "columns": ["id", "till.code"], "rows": [[1, "t1"], [2, "t2"], [3, null]]}`.
 */
import { isObject, setMember } from '../lib/json.js';
import { encodedLength } from './text.js';

/** Names of the members of a table. */
export const EVERY_ROW = 'everyRow';
export const COLUMNS = 'columns';
export const ROWS = 'rows';

interface Parts {
  /** Members of every row. */
  everyRow?: Readonly<Record<string, unknown>> | undefined;
  /** The other members, if the rows are lists. `till.code` is the member `code` of the member `till`. */
  columns?: readonly string[] | undefined;
  /** A list of the values of the columns, null where a row has none; without columns, an object with the other members. */
  rows: readonly unknown[];
}

/** Its JSON is the table. A class, since objects of the API may have members of the same names. */
export class Table {
  declare readonly everyRow?: Readonly<Record<string, unknown>>;
  declare readonly columns?: readonly string[];
  declare readonly rows: readonly unknown[];

  constructor({ everyRow, columns, rows }: Parts) {
    if (everyRow) this.everyRow = everyRow;
    if (columns) this.columns = columns;
    this.rows = rows;
  }

  /** The length of its JSON around `everyRow` and the rows. */
  get frameSize(): number {
    const { everyRow, columns } = this;
    const frame = `{"${ROWS}":}`.length + (everyRow ? `"${EVERY_ROW}":,`.length : 0);
    if (!columns) return frame;
    const names = columns.reduce((sum, name) => sum + encodedLength(name, Number.POSITIVE_INFINITY) + 1, 0);
    return frame + `"${COLUMNS}":[],`.length + names - 1;
  }

  /** The same with other values. */
  map(change: (value: unknown) => unknown): Table {
    const everyRow = this.everyRow && change(this.everyRow);
    return this.with(isObject(everyRow) ? everyRow : undefined, this.rows.map(change));
  }

  /** The same columns with other rows. */
  with(everyRow: Readonly<Record<string, unknown>> | undefined, rows: readonly unknown[]): Table {
    return new Table({ everyRow, columns: this.columns, rows });
  }

  /** The rows that it stands for. */
  toList(): Record<string, unknown>[] {
    return this.rows.map((_, index) => this.rowAt(index));
  }

  rowAt(index: number): Record<string, unknown> {
    const row = this.rows[index];
    const whole: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(this.everyRow ?? {})) setAtPath(whole, name, value);
    if (Array.isArray(row)) {
      for (const [at, name] of (this.columns ?? []).entries()) {
        if (row[at] !== null && row[at] !== undefined) setAtPath(whole, name, row[at]);
      }
    } else if (isObject(row)) {
      for (const name in row) setMember(whole, name, row[name]);
    }
    return whole;
  }
}

/** Sets a member, or that of a member if the name has a dot. */
function setAtPath(target: Record<string, unknown>, name: string, value: unknown): void {
  const dot = name.indexOf('.');
  if (dot === -1) {
    setMember(target, name, value);
    return;
  }
  const parentName = name.slice(0, dot);
  const known = Object.hasOwn(target, parentName) ? target[parentName] : undefined;
  const parent = isObject(known) ? known : {};
  setMember(parent, name.slice(dot + 1), value);
  setMember(target, parentName, parent);
}
