/**
 * Shows a member that an answer repeats only once. A pointer such as `(same as data[0].issuedAt)` takes the place of each
 * repetition. It always points backwards, to a value that is not a pointer itself. Lists keep their elements.
 */
import { LosslessNumber } from 'lossless-json';
import { isObject, setMember, stringifyJson } from '../lib/json.js';
import { MAX_DEPTH } from './truncate.js';

const BEGINNING = '(same as ';
const NOTE = '"(same as path)" stands for the value at that path.';
/** No pointer saves anything in place of a shorter value. */
const MIN_SIZE = 32;
/** A pointer has to be read and followed, so it must save as many characters. */
const MIN_SAVED = 32;
/** A key that can be part of a path. */
const PATH_KEY = /^[A-Za-z_$][\w$-]{0,60}$/;
const MAX_PATH_LENGTH = 150;
/** A pointer with more than one step. Nobody writes such a text by chance. */
const POINTER = /^\(same as (?:\[\d+\]|[A-Za-z_$][\w$-]*)(?:\[\d+\]|\.[A-Za-z_$][\w$-]*)+\)$/;

/** Whether a text is a pointer of an answer: as an argument, it would overwrite the value that it stands for. */
export const isPointer = (text: string): boolean => text.startsWith(BEGINNING) && POINTER.test(text);

/**
 * Replaces repetitions by pointers. Does nothing if a text of the answer could be mistaken for a pointer.
 *
 * @param maxValues - the further elements of a list that has more values are left as they are
 * @returns the same value if nothing is worth replacing
 */
export function replaceRepeats(value: unknown, maxValues: number): { value: unknown; notes: string[] } {
  if (!Array.isArray(value) && !isObject(value)) return { value, notes: [] };
  const survey = new Survey(maxValues);
  survey.add(value, 0);
  if (!survey.hasRepeats || survey.hasPointers) return { value, notes: [] };
  const replacer = new Replacer(survey);
  const replaced = replacer.visit(value, { depth: 0 });
  return replacer.saved > NOTE.length ? { value: replaced, notes: [NOTE] } : { value, notes: [] };
}

/**
 * Whether a part of an answer has a pointer to something that is not shown as a whole.
 *
 * @param whole - the answer from which the part was taken
 */
export function hasDanglingPointers(shown: unknown, whole: unknown): boolean {
  const pointers = new Set<string>();
  collectPointers(shown, pointers, 0);
  for (const pointer of pointers) {
    const keys = pointer.slice(BEGINNING.length, -1).match(/[^.[\]]+/g) ?? [];
    if (stringifyJson(valueAt(shown, keys)) !== stringifyJson(valueAt(whole, keys))) return true;
  }
  return false;
}

function collectPointers(value: unknown, pointers: Set<string>, depth: number): void {
  if (typeof value === 'string') {
    if (value.startsWith(BEGINNING)) pointers.add(value);
  } else if (depth < MAX_DEPTH && (Array.isArray(value) || isObject(value))) {
    for (const part of Object.values(value)) collectPointers(part, pointers, depth + 1);
  }
}

function valueAt(value: unknown, keys: readonly string[]): unknown {
  let at = value;
  for (const key of keys) {
    if (!(Array.isArray(at) || isObject(at)) || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}

/** The size of what is too deep or too long to be shown as a whole, so that no value is equal to it. */
const UNEXAMINED = -1e12;

/** What is known of each list, object and long text of an answer, in the order in which JSON has them. */
class Survey {
  readonly #maxValues: number;
  #values = 0;
  #partSize = 0;
  /** Equal values have the same hash. Few others have. */
  readonly hashes: number[] = [];
  /** No value's JSON is shorter than this. Negative if not all of the value has been examined. */
  readonly sizes: number[] = [];
  /** The position of the next one that is not inside. */
  readonly ends: number[] = [];
  readonly #counts = new Map<number, number>();
  /** Whether any may be repeated. */
  hasRepeats = false;
  /** Whether any text begins like a pointer. */
  hasPointers = false;

  constructor(maxValues: number) {
    this.#maxValues = maxValues;
  }

  /** Whether the one at a position may be repeated. */
  isRepeated = (position: number): boolean => (this.#counts.get(this.hashes[position] ?? 0) ?? 0) > 1;

  /** Adds a list or an object, and its parts. */
  add(value: object, depth: number): void {
    const position = this.hashes.push(0) - 1;
    this.sizes.push(UNEXAMINED);
    this.ends.push(0);
    if (depth < MAX_DEPTH) this.#addParts(value, position, depth);
    this.ends[position] = this.hashes.length;
    this.#count(position);
  }

  #addParts(value: object, position: number, depth: number): void {
    let hash = 1;
    let size = 1;
    if (Array.isArray(value)) {
      const max = this.#values + this.#maxValues;
      for (let index = 0; index < value.length && size > 0; index += 1) {
        hash = mix(hash, this.#addPart(value[index], depth));
        size = this.#values > max ? UNEXAMINED : size + this.#partSize + 1;
      }
    } else if (isObject(value)) {
      // Enumerates the keys of a large object without a list of them. JSON has no inherited ones.
      for (const key in value) {
        hash = mix(hash, this.#addPart(value[key], depth));
        size += this.#partSize + key.length + 4;
      }
    }
    this.hashes[position] = hash;
    this.sizes[position] = size;
  }

  /** Adds a part of a list or an object. Its size is then in `#partSize`. @returns its hash */
  #addPart(part: unknown, depth: number): number {
    this.#values += 1;
    if (typeof part === 'string') {
      this.#partSize = part.length + 2;
      const hash = hashOfText(part);
      if (part.startsWith(BEGINNING)) this.hasPointers = true;
      if (part.length >= MIN_SIZE) {
        this.ends.push(this.hashes.push(hash));
        this.#count(this.sizes.push(this.#partSize) - 1);
      }
      return hash;
    }
    if (!isContainer(part)) {
      this.#partSize = minSize(part);
      return hashOf(part);
    }
    const position = this.hashes.length;
    this.add(part, depth + 1);
    this.#partSize = this.sizes[position] ?? 0;
    return this.hashes[position] ?? 0;
  }

  #count(position: number): void {
    if ((this.sizes[position] ?? 0) < MIN_SIZE) return;
    const hash = this.hashes[position] ?? 0;
    const count = (this.#counts.get(hash) ?? 0) + 1;
    this.#counts.set(hash, count);
    if (count > 1) this.hasRepeats = true;
  }
}

const mix = (hash: number, next: number): number => (Math.imul(hash, 31) + next) | 0;

/** Of longer texts, only some characters are read. Ids and times often differ in the last ones. */
const MAX_HASHED = 16;

function hashOfText(text: string): number {
  let hash = text.length;
  const step = Math.ceil(hash / MAX_HASHED);
  for (let at = text.length - 1; at >= 0; at -= step) hash = mix(hash, text.charCodeAt(at));
  return hash;
}

function hashOf(value: unknown): number {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? mix(value | 0, Math.floor(value / 2 ** 32)) : 5;
  if (typeof value === 'boolean') return value ? 2 : 3;
  return value === null ? 1 : 4;
}

/** At most the length of the JSON of a number or literal. */
function minSize(value: unknown): number {
  if (typeof value !== 'number') return 4;
  if (value < 10) return 1;
  if (value < 1e6) return value < 100 ? 2 : 3;
  return value < 1e21 ? 7 : 5;
}

/** Where a value is. */
interface Place {
  depth: number;
  parent?: Place;
  /** Its key or index in its parent. */
  key?: string | number;
}

/** The path of a place; undefined if it is none that a pointer could have. */
function pathTo(place: Place): string | undefined {
  let path = '';
  for (let at: Place | undefined = place; at?.key !== undefined; at = at.parent) {
    if (typeof at.key === 'string' && !PATH_KEY.test(at.key)) return undefined;
    path = `${typeof at.key === 'number' ? `[${at.key}]` : `.${at.key}`}${path}`;
  }
  if (path.length > MAX_PATH_LENGTH) return undefined;
  return path.startsWith('.') ? path.slice(1) : path;
}

/** A value that is shown, and the pointer to it, which is made when it is needed. */
interface Shown {
  value: unknown;
  place: Place;
  pointer?: string | undefined;
}

/** Goes through a value in the same order as its {@link Survey}. */
class Replacer {
  readonly #survey: Survey;
  /** The position in the survey. */
  #position = 0;
  /** By hash, the first of the values that may be repeated. */
  readonly #shown = new Map<number, Shown>();
  /** The characters that were left out. */
  saved = 0;

  constructor(survey: Survey) {
    this.#survey = survey;
  }

  /** A list, object or long text with pointers in it, or a pointer to it; the same value if nothing is repeated. */
  visit(value: unknown, place: Place): unknown {
    const position = this.#position;
    if (this.#survey.isRepeated(position)) {
      const pointer = this.#pointerTo(value, position, place);
      if (pointer !== undefined) {
        this.#position = this.#survey.ends[position] ?? position;
        return pointer;
      }
    }
    this.#position += 1;
    if (!isContainer(value) || place.depth >= MAX_DEPTH) return value;
    return this.#visitParts(value, place);
  }

  /** A pointer to a value that is shown already and worth replacing; undefined if it is to be shown here. */
  #pointerTo(value: unknown, position: number, place: Place): string | undefined {
    const hash = this.#survey.hashes[position] ?? 0;
    const shown = this.#shown.get(hash);
    if (!shown) {
      this.#shown.set(hash, { value, place });
      return undefined;
    }
    if (!('pointer' in shown)) {
      const path = pathTo(shown.place);
      shown.pointer = path && `${BEGINNING}${path})`;
    }
    const { pointer } = shown;
    // A list keeps its rows.
    if (pointer === undefined || typeof place.key === 'number') return undefined;
    const saved = (this.#survey.sizes[position] ?? 0) - pointer.length - 2;
    if (saved < MIN_SAVED || !isEqual(shown.value, value)) return undefined;
    this.saved += saved;
    return pointer;
  }

  #visitParts(value: object, place: Place): object {
    const end = this.#survey.ends[this.#position - 1] ?? 0;
    const depth = place.depth + 1;
    if (Array.isArray(value)) {
      let copy: unknown[] | undefined;
      // What follows in a long list was not surveyed.
      for (let key = 0; key < value.length && this.#position < end; key += 1) {
        const part: unknown = value[key];
        const visited = isSurveyed(part) ? this.visit(part, { depth, parent: place, key }) : part;
        if (visited === part) continue;
        copy ??= [...value];
        copy[key] = visited;
      }
      return copy ?? value;
    }
    if (!isObject(value)) return value;
    let copy: Record<string, unknown> | undefined;
    for (const key in value) {
      if (this.#position >= end) break;
      const part = value[key];
      const visited = isSurveyed(part) ? this.visit(part, { depth, parent: place, key }) : part;
      if (visited === part) continue;
      copy ??= { ...value };
      setMember(copy, key, visited);
    }
    return copy ?? value;
  }
}

const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof LosslessNumber);

/** Whether a survey has a position for a value. */
const isSurveyed = (value: unknown): boolean =>
  typeof value === 'string' ? value.length >= MIN_SIZE : isContainer(value);

/** Whether two JSON values have the same JSON. Their depth is that of a survey. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (one instanceof LosslessNumber) return other instanceof LosslessNumber && one.value === other.value;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  const otherKeys = Object.keys(other);
  if (keys.length !== otherKeys.length) return false;
  return keys.every(
    (key, index) => key === otherKeys[index] && isEqual(Reflect.get(one, key), Reflect.get(other, key)),
  );
}
