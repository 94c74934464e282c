/** Goes through an answer once, leaves out empty members and replaces repetitions: see {@link compact}. */
import { LosslessNumber } from 'lossless-json';
import { isObject, setMember } from '../lib/json.js';
import { type CommonMembers, commonMembers, isOfRows } from './common-members.js';
import type { Selected } from './project.js';
import { isEqual, type Place, POINTER_BEGINNING, pointerTo } from './repeats.js';
import { COLUMNS, EVERY_ROW, ROWS, type Table } from './table.js';
import { toTable } from './to-table.js';
import { MAX_DEPTH } from './truncate.js';

/** An object with more members is a record. With fewer, it may be the envelope, where an empty member is the answer. */
const MAX_ENVELOPE_MEMBERS = 8;
/** No pointer saves anything in place of a shorter value. */
const MIN_SIZE = 54;
/** A pointer has to be read and followed, so it must save as many characters. */
const MIN_SAVED = 32;
/** The size of what is too deep or too long to be shown as a whole, so that no value is equal to it. */
const UNEXAMINED = -1e12;
/** The size of a list or an object that has nothing in it. */
const EMPTY_SIZE = 1;

/** What an object is in the answer. `outermost` also is the only member of the outermost object. */
type Role = 'outermost' | 'part' | 'in list';

const PARENTHESIS = POINTER_BEGINNING.charCodeAt(0);

/** A value that is shown, and the pointer to it, which is made when it is needed. */
interface Shown {
  value: unknown;
  size: number;
  place: Place;
  pointer?: string | undefined;
}

const NOTHING_COMMON: CommonMembers = { names: new Set(), size: 0 };

/** How the rows of a list are visited. */
interface RowVisit {
  readonly shownBefore: CommonMembers;
  /** The names of the members that were left out. */
  readonly emptyNames: Set<string>;
  readonly selected: Selected | undefined;
}

export class Compactor {
  readonly #maxSize: number;
  readonly #replaces: boolean;
  readonly #keepsEmpty: boolean;
  /** By hash, the first of the values that are long enough to be replaced. */
  readonly #shown = new Map<number, Shown>();
  /** The hash of the value visited last. Equal values have the same one, and few others have. */
  #hash = 0;
  /** No JSON of the value visited last is shorter, without empty members. Negative if not all of it was examined. */
  #size = 0;
  /** The characters that would be shown so far, at least. */
  #shownSize = 0;
  /** The characters of empty members. */
  #savedByFilter = 0;
  /** The names of the members left out. */
  readonly names = new Set<string>();
  /** Those that were made. */
  readonly tables: Table[] = [];
  /** The characters that pointers save. */
  savedByPointers = 0;
  /** The characters that tables save. */
  savedByTables = 0;
  /** Whether something of the answer could be mistaken for a pointer or a table. */
  hasLookAlikes = false;

  /** @param options - whether it replaces repetitions, and whether it keeps rows whole and what is empty, as in a write */
  constructor(maxCharacters: number, options: { replaces: boolean; keepsEmpty: boolean }) {
    this.#maxSize = maxCharacters;
    this.#replaces = options.replaces;
    this.#keepsEmpty = options.keepsEmpty;
  }

  get saved(): number {
    return this.#savedByFilter + this.savedByPointers + this.savedByTables;
  }

  /** The compacted answer; the same value if there is nothing to leave out. */
  visitRoot(value: object, selected: Selected | undefined): unknown {
    return this.#visit(value, 'outermost', selected, { depth: 0 });
  }

  /** Sets `#hash` and `#size`. */
  #visit(value: object, role: Role, selected: Selected | undefined, place: Place): unknown {
    if (value instanceof LosslessNumber) {
      this.#hash = hashOfText(value.value);
      this.#size = value.value.length;
      return value;
    }
    if (place.depth >= MAX_DEPTH) {
      this.#size = UNEXAMINED;
      return value;
    }
    const { savedByPointers, savedByTables } = this;
    const sizeBefore = this.#shownSize;
    const shown = Array.isArray(value)
      ? this.#visitList(value, selected, place)
      : isObject(value)
        ? this.#visitObject(value, role, selected, place)
        : value;
    const pointer = this.#pointer(value, place);
    if (pointer === undefined) return shown;
    // What was replaced inside of it is not shown either.
    this.savedByTables = savedByTables;
    this.savedByPointers = savedByPointers + this.#size - pointer.length - 2;
    this.#shownSize = sizeBefore + pointer.length + 2;
    return pointer;
  }

  /** A pointer to a value equal to the one visited last that is shown already; undefined if it is to be shown here. */
  #pointer(value: unknown, place: Place): string | undefined {
    // A list keeps its rows. Few of them are repeated elsewhere.
    if (this.#size < MIN_SIZE || !this.#replaces || typeof place.key !== 'string') return undefined;
    const earlier = this.#shown.get(this.#hash);
    if (!earlier) {
      this.#shown.set(this.#hash, { value, size: this.#size, place });
      return undefined;
    }
    if (earlier.size !== this.#size) return undefined;
    if (!('pointer' in earlier)) earlier.pointer = pointerTo(earlier.place);
    const { pointer } = earlier;
    if (pointer === undefined || this.#size - pointer.length - 2 < MIN_SAVED) return undefined;
    return isEqual(earlier.value, value) ? pointer : undefined;
  }

  #visitList(items: readonly unknown[], selected: Selected | undefined, place: Place): readonly unknown[] | Table {
    const max = this.#shownSize + this.#maxSize;
    const depth = place.depth + 1;
    // In a write, each row says what became of it. Lists inside of rows are read beside each other, and would not all become tables.
    if (this.#replaces && !this.#keepsEmpty && !isInList(place) && isOfRows(items)) {
      const common = commonMembers(items);
      if (common) return this.#visitRows(items, common, selected, place);
    }
    let copy: unknown[] | undefined;
    let hash = 1;
    let size = EMPTY_SIZE;
    let index = 0;
    for (; index < items.length && this.#shownSize <= max; index += 1) {
      const item = items[index];
      let visited = item;
      if (typeof item === 'object' && item !== null) {
        visited = this.#visit(item, 'in list', selected, { depth, parent: place, key: index });
      } else {
        this.#measure(item);
      }
      hash = mix(hash, this.#hash);
      size += this.#size + 1;
      this.#shownSize += 1;
      if (visited === item) continue;
      copy ??= [...items];
      copy[index] = visited;
    }
    this.#hash = hash;
    this.#size = index < items.length ? UNEXAMINED : size;
    return copy ?? items;
  }

  #visitObject(
    value: Record<string, unknown>,
    role: Role,
    selected: Selected | undefined,
    place: Place,
  ): Record<string, unknown> {
    const members = role === 'outermost' ? Object.keys(value).length : 0;
    const isEnvelope = role === 'outermost' && members <= MAX_ENVELOPE_MEMBERS;
    const memberRole = role === 'outermost' && members > 1 ? 'part' : role;
    const max = this.#shownSize + this.#maxSize;
    let copy: Record<string, unknown> | undefined;
    let hash = 1;
    let size = EMPTY_SIZE;
    // Enumerates the keys of a large object without a list of them. JSON has no inherited ones.
    for (const key in value) {
      const item = value[key];
      if (this.#shownSize > max) {
        size = UNEXAMINED;
        if (!copy) break;
        setMember(copy, key, item);
        continue;
      }
      const part = selected && (selected.parts.get(key) ?? selected.parts.get('*'));
      this.#findLookAlike(value, key);
      const visited = this.#visitMember(key, item, memberRole, part, place);
      const mayBeAnswer = isEnvelope || part !== undefined || (role !== 'in list' && Array.isArray(visited));
      if (!mayBeAnswer && this.#isEmpty(visited)) {
        this.#leaveOut(key, visited);
        copy ??= membersBefore(value, key);
        continue;
      }
      hash = mix(hash, this.#hash);
      size += this.#size + key.length + 4;
      this.#shownSize += key.length + 4;
      if (visited !== item) copy ??= membersBefore(value, key);
      if (copy) setMember(copy, key, visited);
    }
    this.#hash = hash;
    this.#size = size;
    return copy ?? value;
  }

  /** Makes a table of the rows of a list, if it is worth its words. */
  #visitRows(
    items: readonly Record<string, unknown>[],
    common: CommonMembers,
    selected: Selected | undefined,
    place: Place,
  ): readonly unknown[] | Table {
    const max = this.#shownSize + this.#maxSize;
    const emptyNames = new Set<string>();
    const rows: Record<string, unknown>[] = [];
    let isChanged = false;
    let hash = 1;
    let size = EMPTY_SIZE;
    for (const item of items) {
      if (this.#shownSize > max) break;
      const visit = { shownBefore: rows.length > 0 ? common : NOTHING_COMMON, emptyNames, selected };
      const row = this.#visitRow(item, visit, { depth: place.depth + 1, parent: place, key: rows.length });
      if (row !== item) isChanged = true;
      rows.push(row);
      hash = mix(hash, this.#hash);
      size += this.#size + 1;
      this.#shownSize += 1;
    }
    this.#hash = hash;
    this.#size = rows.length < items.length ? UNEXAMINED : size;
    const others = items.slice(rows.length);
    const layout = toTable({ rows, common, others, size });
    // What is empty in some rows only is shown as null in a column.
    for (const name of emptyNames) if (!layout?.table.columns?.includes(name)) this.names.add(name);
    if (!layout) return isChanged ? [...rows, ...others] : items;
    this.savedByTables += layout.saved;
    this.tables.push(layout.table);
    return layout.table;
  }

  /** A row, of which only the values are shown if it becomes part of a table. What was shown before stays as it is. */
  #visitRow(
    value: Record<string, unknown>,
    { shownBefore, emptyNames, selected }: RowVisit,
    place: Place,
  ): Record<string, unknown> {
    let copy: Record<string, unknown> | undefined;
    let hash = 1;
    let size = EMPTY_SIZE + shownBefore.size;
    for (const key in value) {
      const item = value[key];
      if (shownBefore.names.has(key)) {
        if (copy) setMember(copy, key, item);
        continue;
      }
      const part = selected && (selected.parts.get(key) ?? selected.parts.get('*'));
      this.#findLookAlike(value, key);
      const visited = this.#visitMember(key, item, 'in list', part, place);
      if (part === undefined && this.#isEmpty(visited)) {
        emptyNames.add(key);
        this.#savedByFilter += sizeOfEmpty(key, visited);
        copy ??= membersBefore(value, key);
        continue;
      }
      hash = mix(hash, this.#hash);
      size += this.#size + key.length + 4;
      this.#shownSize += 1;
      if (visited !== item) copy ??= membersBefore(value, key);
      if (copy) setMember(copy, key, visited);
    }
    this.#hash = hash;
    this.#size = size;
    return copy ?? value;
  }

  /** Sets `#hash` and `#size`. */
  #visitMember(key: string, item: unknown, role: Role, part: Selected | undefined, place: Place): unknown {
    if (typeof item === 'object' && item !== null) {
      return this.#visit(item, role, part, { depth: place.depth + 1, parent: place, key });
    }
    this.#measure(item);
    if (typeof item !== 'string' || item.length < MIN_SIZE) return item;
    const pointer = this.#pointer(item, { depth: place.depth + 1, parent: place, key });
    if (pointer === undefined) return item;
    const saved = this.#size - pointer.length - 2;
    this.savedByPointers += saved;
    this.#shownSize -= saved;
    return pointer;
  }

  /** Sets `#hash` and `#size` to those of a text, a number or a literal. */
  #measure(value: unknown): void {
    if (typeof value === 'string') {
      this.#hash = hashOfText(value);
      this.#size = value.length + 2;
      if (value.charCodeAt(0) === PARENTHESIS && value.startsWith(POINTER_BEGINNING)) this.hasLookAlikes = true;
    } else if (typeof value === 'number') {
      this.#hash = Number.isSafeInteger(value) ? mix(value | 0, Math.floor(value / 2 ** 32)) : 5;
      this.#size = minSize(value);
    } else {
      this.#hash = value === null ? 1 : value === true ? 2 : 3;
      this.#size = 4;
    }
    this.#shownSize += this.#size;
  }

  /** Whether the value visited last is empty, without its empty members, so that it may be left out. */
  #isEmpty(visited: unknown): boolean {
    if (this.#keepsEmpty) return false;
    if (visited === null || visited === '') return true;
    return typeof visited === 'object' && this.#size === EMPTY_SIZE;
  }

  #leaveOut(name: string, value: unknown): void {
    this.names.add(name);
    this.#savedByFilter += sizeOfEmpty(name, value);
  }

  /** Notes that a member could be mistaken for that of a table. */
  #findLookAlike(value: Record<string, unknown>, key: string): void {
    if (key === EVERY_ROW || (key === COLUMNS && Object.hasOwn(value, ROWS))) this.hasLookAlikes = true;
  }
}

/** Whether a place is in an element of a list. */
const isInList = ({ key, parent }: Place): boolean =>
  typeof key === 'number' || (parent !== undefined && isInList(parent));

const sizeOfEmpty = (name: string, value: unknown): number => name.length + 4 + (value === null ? 4 : 2);

/** A copy of an object with the members before a key. */
function membersBefore(value: Record<string, unknown>, end: string): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    if (key === end) break;
    setMember(copy, key, value[key]);
  }
  return copy;
}

const mix = (hash: number, next: number): number => (Math.imul(hash, 31) + next) | 0;

/** Only some characters are read. Ids and times often differ in the last ones. */
function hashOfText(text: string): number {
  const { length } = text;
  if (length === 0) return 0;
  const hash = mix(length, text.charCodeAt(length - 1));
  return length < 4 ? hash : mix(mix(hash, text.charCodeAt(length - 2)), text.charCodeAt(length >> 1));
}

/** At most the length of the JSON of a number. */
function minSize(value: number): number {
  if (value < 1e3) return value < 10 ? 1 : 2;
  if (value < 1e6) return 4;
  return value < 1e9 ? 7 : value < 1e21 ? 10 : 5;
}
