/** Compares a world with what it was, part by part. */
import { expect } from 'vitest';
import type { World } from '../../src/sandbox/world/world.js';

/** A part as text; or, until it is first used, the getter that all worlds of a template share. */
type Part = string | Unread;
type Unread = () => unknown;

/** The getter of a part that nobody has used since the world was made; it is the same in all worlds of a template. */
export const unreadPart = (world: World, name: keyof World): Unread | undefined =>
  Object.getOwnPropertyDescriptor(world, name)?.get;

function partsOf(world: World): Map<string, Part> {
  const parts = Object.entries(Object.getOwnPropertyDescriptors(world));
  return new Map(parts.map(([name, { get, value }]) => [name, get ?? JSON.stringify(value)]));
}

/** What getters have read: it is the same each time. */
const unreadTexts = new WeakMap<Unread, string>();

/** A getter reads the part anew for whatever object it is asked, so the world remains as it is. */
function textOf(part: Part | undefined): string | undefined {
  if (typeof part !== 'function') return part;
  const text = unreadTexts.get(part) ?? JSON.stringify(part.call({}));
  unreadTexts.set(part, text);
  return text;
}

/** What a world is at one moment. A part that is not used costs nothing: it is the same as long as nobody uses it. */
export class Snapshot {
  readonly #parts: Map<string, Part>;

  constructor(world: World) {
    this.#parts = partsOf(world);
  }

  /** The names of the parts that are different now, to the last character and in their order. */
  differencesTo(world: World): string[] {
    const parts = partsOf(world);
    const names = [...new Set([...this.#parts.keys(), ...parts.keys()])];
    return names.filter((name) => {
      const [before, after] = [this.#parts.get(name), parts.get(name)];
      return before !== after && textOf(before) !== textOf(after);
    });
  }

  /** That a world is still the same. The parts are named only: a difference of two whole parts is no help to anybody. */
  expectSame(world: World, message = 'changed the world'): void {
    expect(this.differencesTo(world), message).toEqual([]);
  }
}
