/** Leaves out the empty members of an answer: those that are null, an empty text, an empty list or an empty object. */
import { isObject, setMember } from '../lib/json.js';
import type { Selected } from './project.js';
import { MAX_DEPTH } from './truncate.js';

/** An object with more members is a record. With fewer, it may be the envelope, where an empty member is the answer. */
const MAX_ENVELOPE_MEMBERS = 8;
/** Names that a note lists. */
const MAX_NAMES = 25;
/** An ordinary name. Others could be mistaken for a part of the note. */
const PLAIN_NAME = /^[\w$-]{1,40}$/;

/** What an object is in the answer. `outermost` also is the only member of the outermost object. */
type Role = 'outermost' | 'part' | 'in list';

/**
 * Leaves out empty members. Kept is what may be the answer itself: the members of the envelope, an empty list that is in
 * no other list, and what `fields` names. Elements of lists keep their positions.
 *
 * @param options.maxValues - the further elements of a list that has more values are left as they are
 * @returns the same value if nothing was worth leaving out
 */
export function leaveOutEmptyMembers(
  value: unknown,
  options: { selected?: Selected | undefined; maxValues: number },
): { value: unknown; notes: string[] } {
  const filter = new EmptyMembers(options.maxValues);
  const filtered = filter.visit(value, 'outermost', options.selected, 0);
  const note = describeNames([...filter.names]);
  return filter.saved > note.length ? { value: filtered, notes: [note] } : { value, notes: [] };
}

function describeNames(names: readonly string[]): string {
  const listed = names.filter((name) => PLAIN_NAME.test(name)).slice(0, MAX_NAMES);
  const others = names.length - listed.length;
  return `Left out because they are empty: ${listed.join(', ')}${others > 0 ? `, and ${others} other names` : ''}.`;
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true;
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.length === 0;
  for (const _ in value) return false;
  return true;
}

/** In place of a member that is left out. */
const LEFT_OUT = Symbol('left out');

/** A copy of an object with other members, which are in the same order. */
function withChanges(value: Record<string, unknown>, changed: readonly [string, unknown][]): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  let next = 0;
  for (const key in value) {
    const [changedKey, changedItem] = changed[next] ?? [];
    const isChanged = changedKey === key;
    if (isChanged) next += 1;
    const item = isChanged ? changedItem : value[key];
    if (item !== LEFT_OUT) setMember(copy, key, item);
  }
  return copy;
}

class EmptyMembers {
  readonly #maxValues: number;
  /** The values kept so far. */
  #kept = 0;
  /** The names of the members left out. */
  readonly names = new Set<string>();
  /** The characters that were left out. */
  saved = 0;

  constructor(maxValues: number) {
    this.#maxValues = maxValues;
  }

  /** The value without empty members; the same value if it has none. */
  visit(value: unknown, role: Role, selected: Selected | undefined, depth: number): unknown {
    if (typeof value !== 'object' || value === null || depth >= MAX_DEPTH) return value;
    if (Array.isArray(value)) return this.#visitList(value, selected, depth);
    return isObject(value) ? this.#visitObject(value, role, selected, depth) : value;
  }

  #visitList(items: readonly unknown[], selected: Selected | undefined, depth: number): readonly unknown[] {
    const max = this.#kept + this.#maxValues;
    let copy: unknown[] | undefined;
    for (let index = 0; index < items.length && this.#kept <= max; index += 1) {
      const visited = this.visit(items[index], 'in list', selected, depth + 1);
      this.#kept += 1;
      if (visited === items[index]) continue;
      copy ??= [...items];
      copy[index] = visited;
    }
    return copy ?? items;
  }

  #visitObject(value: Record<string, unknown>, role: Role, selected: Selected | undefined, depth: number): object {
    const isOutermost = role === 'outermost';
    const members = isOutermost ? Object.keys(value).length : 0;
    const isEnvelope = isOutermost && members <= MAX_ENVELOPE_MEMBERS;
    const memberRole = isOutermost && members > 1 ? 'part' : role;
    const changed: [string, unknown][] = [];
    // Enumerates the keys of a large object without a list of them. JSON has no inherited ones.
    for (const key in value) {
      const item = value[key];
      const part = selected && (selected.parts.get(key) ?? selected.parts.get('*'));
      const visited = typeof item === 'object' ? this.visit(item, memberRole, part, depth + 1) : item;
      const mayBeAnswer = isEnvelope || part !== undefined || (role !== 'in list' && Array.isArray(visited));
      if (!mayBeAnswer && isEmpty(visited)) {
        this.#leaveOut(key, visited);
        changed.push([key, LEFT_OUT]);
      } else {
        this.#kept += 1;
        if (visited !== item) changed.push([key, visited]);
      }
    }
    return changed.length === 0 ? value : withChanges(value, changed);
  }

  #leaveOut(name: string, value: unknown): void {
    this.names.add(name);
    this.saved += name.length + 4 + (value === null ? 4 : 2);
  }
}
