/**
 * Makes an answer shorter without losing anything: leaves out empty members of rows, and shows what an answer repeats only
 * once. Reads the answer once, and only as much of it as a result may show.
 */
import { Compactor } from './compactor.js';
import type { Selected } from './project.js';
import { COLUMNS, EVERY_ROW, ROWS, type Table } from './table.js';

export interface Compacted {
  value: unknown;
  /** What was left out, and how to read what is shown instead. */
  notes: string[];
  /** Makes the same with its repetitions, if any were replaced. */
  plain?: () => { value: unknown };
}

const POINTER_NOTE = '"(same as path)" stands for the value at that path';

/** Names that a note lists. */
const MAX_NAMES = 25;
/** An ordinary name. Others could be mistaken for a part of the note. */
const PLAIN_NAME = /^[\w$-]{1,40}$/;

/**
 * Left out are members that are null, an empty text, an empty list or an empty object. Kept is what may be the answer
 * itself: the members of the envelope, an empty list that is in no other list, and what `fields` names. A pointer such as
 * `(same as data[0].issuedAt)` takes the place of a member that was shown before. A list of rows becomes a table: see
 * {@link Table}. Lists keep their elements.
 *
 * @param selected - what `fields` names
 * @param maxCharacters - the limit for the result; what certainly exceeds it is left as it is
 * @param keepsEmpty - whether empty members stay, because they may be what the answer says
 * @returns the same value if nothing is worth a note
 */
export function compact(
  value: unknown,
  selected: Selected | undefined,
  maxCharacters: number,
  keepsEmpty = false,
): Compacted {
  if (typeof value !== 'object' || value === null) return { value, notes: [] };
  const filledOnly = (): Compacted =>
    keepsEmpty ? { value, notes: [] } : withoutEmpty(value, selected, maxCharacters);
  const compactor = new Compactor(maxCharacters, { replaces: true, keepsEmpty });
  const compacted = compactor.visitRoot(value, selected);
  // A text that looks like a pointer could be mistaken for one, and a pointer for a text.
  if (compactor.hasLookAlikes) return filledOnly();
  const { names, savedByPointers, savedByTables } = compactor;
  const notes = [
    ...(names.size > 0 ? [describeNames([...names])] : []),
    ...(savedByPointers > 0 ? [`${POINTER_NOTE}${savedByTables > 0 ? "; [0] is a table's first row" : ''}.`] : []),
    ...(savedByTables > 0 ? [describeTables(compactor.tables)] : []),
  ];
  if (compactor.saved <= lengthOf(notes)) return { value, notes: [] };
  if (savedByPointers === 0) return { value: compacted, notes };
  return { value: compacted, notes, plain: filledOnly };
}

/** Leaves out empty members only. */
function withoutEmpty(value: object, selected: Selected | undefined, maxCharacters: number): Compacted {
  const compactor = new Compactor(maxCharacters, { replaces: false, keepsEmpty: false });
  const filled = compactor.visitRoot(value, selected);
  const notes = compactor.names.size > 0 ? [describeNames([...compactor.names])] : [];
  return compactor.saved > lengthOf(notes) ? { value: filled, notes } : { value, notes: [] };
}

const lengthOf = (notes: readonly string[]): number => notes.reduce((sum, note) => sum + note.length, 0);

function describeNames(names: readonly string[]): string {
  const listed = names.filter((name) => PLAIN_NAME.test(name)).slice(0, MAX_NAMES);
  const others = names.length - listed.length;
  return `Left out because they are empty: ${listed.join(', ')}${others > 0 ? `, and ${others} other names` : ''}.`;
}

/** How to read the tables of an answer. */
function describeTables(tables: readonly Table[]): string {
  const columns = tables.flatMap((table) => table.columns ?? []);
  const parts = [
    ...(columns.length > 0 ? [`the values of "${COLUMNS}" in order (null: no value)`] : []),
    ...(tables.some(({ everyRow }) => everyRow) ? [`all that "${EVERY_ROW}" has`] : []),
  ];
  const isDivided = columns.some((name) => name.includes('.'));
  return `Tables: each of "${ROWS}" has ${parts.join(', and ')}${isDivided ? '; a.b is b in a' : ''}.`;
}
