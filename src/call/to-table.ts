/** Makes tables of lists of rows, where they are shorter and as easy to read: see {@link Table}. */
import { LosslessNumber } from 'lossless-json';
import { isObject, setMember } from '../lib/json.js';
import { type CommonMembers, isEmptyValue, sizeOf } from './common-members.js';
import { isEqual } from './repeats.js';
import { Table } from './table.js';

/** In a row with more values, a reader no longer finds the one that belongs to a column. */
const MAX_COLUMNS = 20;
/** A value that is as long interrupts its row. */
const MAX_CELL_SIZE = 400;
/** A table has to be read in another way than a list, so it must save as many characters, and this part of all of them. */
const MIN_SAVED = 80;
const MIN_SHARE = 1 / 10;
/** An object with more members is no row. */
const MAX_MEMBERS = 100;
/** A name that can be a part of a path, such as `till.code`. */
const PLAIN_NAME = /^[A-Za-z_$][\w$-]*$/;

type Row = Record<string, unknown>;

/** A table, and how many characters it saves, at least. */
interface Layout {
  readonly table: Table;
  readonly saved: number;
}

/** A list of rows. */
export interface Rows {
  /** Without their empty members, where those may be left out. What they have in common is compacted in the first one only. */
  readonly rows: readonly Row[];
  readonly common: CommonMembers;
  /** The rows behind them, which exceed the limit for a result in any case. */
  readonly others: readonly Row[];
  /** The least length of the JSON of `rows`. */
  readonly size: number;
}

/** Undefined if the list stays one. */
export function toTable(list: Rows): Layout | undefined {
  const members = membersOf(list);
  if (!members) return undefined;
  const minSaved = Math.max(MIN_SAVED, list.size * MIN_SHARE);
  const asLists = listsOf(list, members, minSaved);
  return asLists ?? objectsOf(list, minSaved);
}

/** A member that not all rows have in common. */
interface Member {
  /** How many rows have it. */
  filled: number;
  /** How many rows have what is inside of it, if it is a small object in all rows that have it. */
  inner: Map<string, number> | undefined;
}

/** The members that are not common, in their order; undefined if the names of some could be mistaken for paths. */
function membersOf({ rows, common }: Rows): ReadonlyMap<string, Member> | undefined {
  const members = new Map<string, Member>();
  for (const row of rows) {
    let count = 0;
    for (const name in row) {
      count += 1;
      if (count > MAX_MEMBERS) return undefined;
      if (common.names.has(name)) continue;
      let member = members.get(name);
      if (!member) {
        if (name.includes('.')) return undefined;
        member = { filled: 0, inner: PLAIN_NAME.test(name) ? new Map() : undefined };
        members.set(name, member);
      }
      member.filled += 1;
      if (member.inner) addInner(member, member.inner, row[name]);
    }
  }
  return members;
}

/** Counts the members of a value. If it is no small object, they get no columns of their own. */
function addInner(member: Member, inner: Map<string, number>, value: unknown): void {
  member.inner = undefined;
  if (!isObject(value) || value instanceof Table) return;
  for (const name in value) {
    const part = value[name];
    if (typeof part === 'object' && part !== null && !(part instanceof LosslessNumber)) return;
    const count = inner.get(name) ?? 0;
    if (count === 0 && (inner.size > MAX_COLUMNS || !PLAIN_NAME.test(name))) return;
    inner.set(name, count + 1);
  }
  if (inner.size > 0) member.inner = inner;
}

/** Where the values of a column are. */
interface Column {
  readonly name: string;
  readonly member: string;
  /** The member of that member, if each has a column of its own. */
  readonly inner?: string;
}

function valueAt(row: Row, { member, inner }: Column): unknown {
  const value = Object.hasOwn(row, member) ? row[member] : undefined;
  if (inner === undefined || value === undefined) return value;
  return isObject(value) && Object.hasOwn(value, inner) ? value[inner] : undefined;
}

/** The columns of a table, and what is the same in all rows instead. */
interface Columns {
  readonly columns: readonly Column[];
  readonly same: readonly Column[];
  /** The characters that they save, at least, without the names of the columns. */
  readonly saved: number;
}

/** The members as columns. */
function columnsOf({ rows }: Rows, members: ReadonlyMap<string, Member>): Columns {
  let saved = 0;
  for (const [name, { filled }] of members) saved += savedByColumn(name, filled, rows.length);
  return { columns: [...members.keys()].map((member) => ({ name: member, member })), same: [], saved };
}

/** What is inside of small objects as columns of its own; undefined if there are no such objects. */
function dividedColumnsOf({ rows, others }: Rows, members: ReadonlyMap<string, Member>): Columns | undefined {
  if (![...members.values()].some(({ inner }) => inner)) return undefined;
  const columns: Column[] = [];
  const same: Column[] = [];
  let saved = 0;
  for (const [member, { filled, inner }] of members) {
    if (!inner) {
      columns.push({ name: member, member });
      saved += savedByColumn(member, filled, rows.length);
      continue;
    }
    saved += filled * (member.length + 4);
    for (const [name, count] of inner) {
      const column = { name: `${member}.${name}`, member, inner: name };
      const value = count === rows.length && others.length === 0 ? sameValue(rows, column) : undefined;
      if (value === undefined) {
        columns.push(column);
        saved += savedByColumn(name, count, rows.length);
      } else {
        same.push(column);
        saved += (name.length + 4 + sizeOf(value, MAX_CELL_SIZE)) * (rows.length - 1) - member.length - 1;
      }
    }
  }
  return { columns, same, saved };
}

/** The characters of a name in the rows that have a value, less those of null in the others. */
const savedByColumn = (name: string, filled: number, rows: number): number =>
  filled * (name.length + '"":'.length) - (rows - filled) * 'null,'.length;

function sameValue([first = {}, ...others]: readonly Row[], column: Column): unknown {
  const value = valueAt(first, column);
  return !isEmptyValue(value) && others.every((row) => isEqual(valueAt(row, column), value)) ? value : undefined;
}

/** The rows as lists of values; undefined if they would be hard to read, or longer than as objects. */
function listsOf(list: Rows, members: ReadonlyMap<string, Member>, minSaved: number): Layout | undefined {
  const { rows, common, others } = list;
  const fits = ({ columns }: Columns): boolean => columns.length > 0 && columns.length <= MAX_COLUMNS;
  const chosen = [dividedColumnsOf(list, members), columnsOf(list, members)].find((each) => each && fits(each));
  if (!chosen || chosen.saved < 0) return undefined;
  const { columns, same } = chosen;
  const lists = rows.map((row) => columns.map((column) => valueAt(row, column) ?? null));
  if (lists.some((values) => values.some(isLong))) return undefined;
  const everyRow = commonOf(list);
  for (const column of same) setMember(everyRow, column.name, valueAt(rows[0] ?? {}, column));
  const table = new Table({
    everyRow: common.names.size + same.length > 0 ? everyRow : undefined,
    columns: columns.map(({ name }) => name),
    rows: [...lists, ...others],
  });
  const saved = chosen.saved + savedByCommon(list, table);
  return saved < minSaved ? undefined : { table, saved };
}

/** The rows as objects without what is common. */
function objectsOf(list: Rows, minSaved: number): Layout | undefined {
  const { rows, common, others } = list;
  if (common.size * rows.length < minSaved) return undefined;
  const table = new Table({
    everyRow: commonOf(list),
    rows: [...rows.map((row) => without(row, common)), ...others],
  });
  // A row without other members has a comma less.
  const saved = savedByCommon(list, table) - rows.length;
  return saved < minSaved ? undefined : { table, saved };
}

/** The characters of what is common in all rows but one, less those of the table itself. */
const savedByCommon = ({ rows, common }: Rows, { frameSize }: Table): number =>
  common.size * (rows.length - 1) - frameSize - '{}'.length;

const isLong = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && sizeOf(value, MAX_CELL_SIZE) > MAX_CELL_SIZE;

function commonOf({ rows: [first = {}], common }: Rows): Row {
  const members: Row = {};
  for (const name in first) if (common.names.has(name)) setMember(members, name, first[name]);
  return members;
}

function without(row: Row, { names }: CommonMembers): Row {
  const rest: Row = {};
  for (const name in row) if (!names.has(name)) setMember(rest, name, row[name]);
  return rest;
}
