/** Makes tables of lists of rows, where they are shorter and as easy to read: see {@link Table}. */
import { LosslessNumber } from 'lossless-json';
import { isObject, setMember } from '../lib/json.js';
import { type CommonMembers, isEmptyValue, sizeOf } from './common-members.js';
import { isEqual } from './repeats.js';
import { Table } from './table.js';

/** In a row with more values, a reader no longer finds the one that belongs to a column. */
const MAX_COLUMNS = 20;
/** Columns before those are taken out that are the same in all rows. */
const MAX_DIVIDED = 60;
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

/** Where the value of a column is in a row. */
interface Column {
  readonly member: string;
  /** The member of that member, if each has a column of its own. */
  readonly inner?: string;
}

/** A table, and how many characters it saves, at least. */
interface Layout {
  readonly table: Table;
  readonly saved: number;
}

export interface Rows {
  /** The first one has the common members, the others need not have them. */
  readonly rows: readonly Row[];
  readonly common: CommonMembers;
  /** The first rows, whose empty members have been left out where they may be. */
  readonly examined: number;
  /** The least length of the JSON of all rows with their common members. */
  readonly size: number;
}

/** Undefined if the list stays one. */
export function toTable(list: Rows): Layout | undefined {
  const members = membersOf(list);
  if (!members) return undefined;
  const asLists = listsOf(list, columnsOf(members, true)) ?? listsOf(list, columnsOf(members, false));
  const asObjects = objectsOf(list);
  const best = asLists && asLists.saved >= (asObjects?.saved ?? 0) ? asLists : asObjects;
  return best && best.saved >= Math.max(MIN_SAVED, list.size * MIN_SHARE) ? best : undefined;
}

/** What columns a member needs. */
interface Member {
  /** The names inside of it, if it is a small object in all rows that have it. */
  inner: Set<string> | undefined;
}

/** The members that are not common, in their order; undefined if the names of some could be mistaken for paths. */
function membersOf({ rows, common, examined }: Rows): ReadonlyMap<string, Member> | undefined {
  const members = new Map<string, Member>();
  for (const name of common.names) if (name.includes('.')) return undefined;
  for (const [index, row] of rows.entries()) {
    let count = 0;
    for (const name in row) {
      count += 1;
      if (count > MAX_MEMBERS) return undefined;
      const value = row[name];
      if (common.names.has(name) || (index >= examined && isEmptyValue(value))) continue;
      const known = members.get(name);
      if (known?.inner) addInner(known, value);
      else if (!known) {
        if (name.includes('.')) return undefined;
        const member: Member = { inner: PLAIN_NAME.test(name) ? new Set() : undefined };
        addInner(member, value);
        members.set(name, member);
      }
    }
  }
  return members;
}

/** Notes the names inside of a value, or that it cannot be divided into columns. */
function addInner(member: Member, value: unknown): void {
  if (!isObject(value) || value instanceof Table) {
    member.inner = undefined;
    return;
  }
  let count = 0;
  for (const name in value) {
    count += 1;
    const part = value[name];
    const isDeep = typeof part === 'object' && part !== null && !(part instanceof LosslessNumber);
    if (isDeep || count > MAX_COLUMNS || !PLAIN_NAME.test(name)) {
      member.inner = undefined;
      return;
    }
    member.inner?.add(name);
  }
  if (count === 0) member.inner = undefined;
}

/** @param divides - whether what is inside of small objects gets columns of its own */
function columnsOf(members: ReadonlyMap<string, Member>, divides: boolean): Column[] | undefined {
  const isDividing = [...members.values()].some(({ inner }) => inner);
  if (divides && !isDividing) return undefined;
  return [...members].flatMap(([member, { inner }]): Column[] =>
    divides && inner ? [...inner].map((name) => ({ member, inner: name })) : [{ member }],
  );
}

const nameOf = ({ member, inner }: Column): string => (inner === undefined ? member : `${member}.${inner}`);

function valueAt(row: Row | undefined, { member, inner }: Column): unknown {
  const value = row && Object.hasOwn(row, member) ? row[member] : undefined;
  if (inner === undefined) return value;
  return isObject(value) && Object.hasOwn(value, inner) ? value[inner] : undefined;
}

/** The rows as objects without what is common. */
function objectsOf({ rows, common }: Rows): Layout | undefined {
  if (common.names.size === 0) return undefined;
  const table = new Table({ everyRow: commonOf(rows, common), rows: rows.map((row) => without(row, common)) });
  // A row without other members has a comma less.
  return { table, saved: common.size * (rows.length - 1) - rows.length - table.frameSize - 2 };
}

/** The rows as lists of values. */
function listsOf(list: Rows, columns: readonly Column[] | undefined): Layout | undefined {
  // Those that are the same in all rows need none.
  if (!columns || columns.length > MAX_DIVIDED) return undefined;
  const { rows, common } = list;
  const isSame = (column: Column): boolean => column.inner !== undefined && isSameInAll(rows, column);
  const same = new Set(columns.filter(isSame));
  const shown = columns.filter((column) => !same.has(column));
  if (shown.length === 0 || shown.length > MAX_COLUMNS) return undefined;
  const everyRow = commonOf(rows, common);
  for (const column of same) setMember(everyRow, nameOf(column), valueAt(rows[0], column));
  const lists = rows.map((row) => shown.map((column) => valueAt(row, column) ?? null));
  if (lists.some((row) => row.some(isLong))) return undefined;
  const table = new Table({
    ...(common.names.size + same.size > 0 && { everyRow }),
    columns: shown.map(nameOf),
    rows: lists,
  });
  return { table, saved: savedBy(list, table, shown, same) };
}

/** The characters of the names, less those of the table itself and those for values that rows do not have. */
function savedBy({ rows, common }: Rows, table: Table, shown: readonly Column[], same: ReadonlySet<Column>): number {
  let saved = common.size * (rows.length - 1) - table.frameSize - 2;
  for (const column of same) {
    const name = nameOf(column).length;
    const inner = column.inner?.length ?? 0;
    saved += (inner + 4 + sizeOf(valueAt(rows[0], column), MAX_CELL_SIZE)) * (rows.length - 1) - (name - inner);
  }
  const divided = new Set([...shown, ...same].flatMap(({ member, inner }) => (inner === undefined ? [] : [member])));
  for (const row of rows) {
    for (const column of shown) {
      const value = valueAt(row, column);
      saved += value === undefined ? -'null,'.length : (column.inner ?? column.member).length + 3;
    }
    for (const member of divided) if (Object.hasOwn(row, member)) saved += member.length + '"":{}'.length - 1;
  }
  return saved;
}

const isLong = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && sizeOf(value, MAX_CELL_SIZE) > MAX_CELL_SIZE;

function isSameInAll(rows: readonly Row[], column: Column): boolean {
  const first = valueAt(rows[0], column);
  return !isEmptyValue(first) && rows.every((row) => isEqual(valueAt(row, column), first));
}

function commonOf([first = {}]: readonly Row[], { names }: CommonMembers): Row {
  const common: Row = {};
  for (const name in first) if (names.has(name)) setMember(common, name, first[name]);
  return common;
}

function without(row: Row, { names }: CommonMembers): Row {
  const rest: Row = {};
  for (const name in row) if (!names.has(name)) setMember(rest, name, row[name]);
  return rest;
}
