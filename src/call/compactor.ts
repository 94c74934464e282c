/** Goes through an answer once, leaves out empty members and replaces repetitions: see {@link compact}. */
import { LosslessNumber } from 'lossless-json';
import { isObject, setMember } from '../lib/json.js';
import { type CommonMembers, commonMembers } from './common-members.js';
import type { Selected } from './project.js';
import { AS_IN_FIRST, isEqual, type Place, POINTER_BEGINNING, pointerTo, REST } from './repeats.js';
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
/** `"...":"as in [0]",` */
const REST_SIZE = REST.length + AS_IN_FIRST.length + 6;

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
  /** The characters that pointers save. */
  savedByPointers = 0;
  /** The characters that elements have in common with the first one. */
  savedByRest = 0;
  /** Whether a text of the answer could be mistaken for a pointer. */
  hasLookAlikes = false;

  /** @param options - whether it replaces repetitions, and whether it keeps rows whole and what is empty, as in a write */
  constructor(maxCharacters: number, options: { replaces: boolean; keepsEmpty: boolean }) {
    this.#maxSize = maxCharacters;
    this.#replaces = options.replaces;
    this.#keepsEmpty = options.keepsEmpty;
  }

  get saved(): number {
    return this.#savedByFilter + this.savedByPointers + this.savedByRest;
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
    const { savedByPointers, savedByRest } = this;
    const sizeBefore = this.#shownSize;
    const shown = Array.isArray(value)
      ? this.#visitList(value, selected, place)
      : isObject(value)
        ? this.#visitObject(value, role, selected, place)
        : value;
    const pointer = this.#pointer(value, place);
    if (pointer === undefined) return shown;
    // What was replaced inside of it is not shown either.
    this.savedByRest = savedByRest;
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

  #visitList(items: readonly unknown[], selected: Selected | undefined, place: Place): readonly unknown[] {
    const max = this.#shownSize + this.#maxSize;
    const depth = place.depth + 1;
    // In a write, each row says what became of it.
    const common = this.#replaces && !this.#keepsEmpty && selected === undefined ? commonMembers(items) : undefined;
    const [first] = items;
    let copy: unknown[] | undefined;
    let hash = 1;
    let size = EMPTY_SIZE;
    for (let index = 0; index < items.length; index += 1) {
      if (this.#shownSize > max) {
        size = UNEXAMINED;
        break;
      }
      const item = items[index];
      let visited = item;
      if (typeof item === 'object' && item !== null) {
        const itemPlace = { depth, parent: place, key: index };
        visited =
          index > 0 && common && isObject(item) && isObject(first)
            ? this.#visitLikeFirst(item, first, common, itemPlace)
            : this.#visit(item, 'in list', selected, itemPlace);
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
    this.#size = size;
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

  /** An element of a list without what all elements have in common. */
  #visitLikeFirst(
    value: Record<string, unknown>,
    first: Record<string, unknown>,
    { names, size }: CommonMembers,
    place: Place,
  ): Record<string, unknown> {
    const copy: Record<string, unknown> = {};
    let hash = 1;
    let ownSize = EMPTY_SIZE;
    for (const key in value) {
      if (names.has(key)) continue;
      const visited = this.#visitMember(key, value[key], 'in list', undefined, place);
      // What is empty here and not in the first element would seem to be as there.
      if (this.#isEmpty(visited) && isEmptyValue(first[key])) {
        this.#leaveOut(key, visited);
        continue;
      }
      hash = mix(hash, this.#hash);
      ownSize += this.#size + key.length + 4;
      this.#shownSize += key.length + 4;
      setMember(copy, key, visited);
    }
    copy[REST] = AS_IN_FIRST;
    this.#shownSize += REST_SIZE;
    this.savedByRest += size - REST_SIZE;
    this.#hash = hash;
    this.#size = ownSize + size;
    return copy;
  }

  /** Sets `#hash` and `#size`. */
  #visitMember(key: string, item: unknown, role: Role, part: Selected | undefined, place: Place): unknown {
    if (key === REST) this.hasLookAlikes = true;
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
    this.#savedByFilter += name.length + 4 + (value === null ? 4 : 2);
  }
}

/** Whether nothing of a value is shown, because all that it has is empty. What is too deep to be shown counts as something. */
function isEmptyValue(value: unknown, depth = 0): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (typeof value !== 'object' || value instanceof LosslessNumber || depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.length === 0;
  for (const key in value) if (!isEmptyValue(Reflect.get(value, key), depth + 1)) return false;
  return true;
}

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
