/**
 * Runs several changes as one: either all of them happen or none. A journal notes the previous value of each changed
 * property, so undoing costs as much as the changes did, however large the world is.
 */
import type { World } from './world.js';

/** Undoes one change of one property. */
export type Undo = () => void;

/** Returns the twin of an object of the world; changes to the twin are journaled. */
export type Tracked = <T extends object>(thing: T) => T;

/**
 * Runs `act` on a twin of the world. Changes to the twin reach the world at once and are undone if `act` throws. Use it
 * to combine rules that each check only their own part. `act` may change only objects that it reached through the twin;
 * `tracked` returns the twin of an object that the caller already has. The result contains no twins.
 */
export function allOrNothing<T>(world: World, act: (world: World, tracked: Tracked) => T): T {
  const journal: Undo[] = [];
  try {
    return onTwin(world, journal, act);
  } catch (error) {
    takeBack(journal);
    throw error;
  }
}

/** Like `allOrNothing`, but always undoes the changes: shows what would happen. */
export function rehearse<T>(world: World, act: (world: World, tracked: Tracked) => T): T {
  const journal: Undo[] = [];
  try {
    return onTwin(world, journal, act);
  } finally {
    takeBack(journal);
  }
}

function onTwin<T>(world: World, journal: Undo[], act: (world: World, tracked: Tracked) => T): T {
  const { twin, original } = createTwins(journal);
  return original(act(twin(world), twin));
}

/** What each twin stands for. */
const originals = new WeakMap<object, object>();

/** What a twin stands for at last; anything else is itself. For records outside the world that are kept by its objects. */
export function originalOf<T extends object>(thing: T): T {
  const original = originals.get(thing);
  return standsFor(thing, original) ? originalOf(original) : thing;
}

/** Undoes what a journal holds, the newest change first. */
export function takeBack(journal: Undo[]): void {
  for (const undo of journal.reverse()) undo();
}

/** Makes twins whose changes reach what they stand for at once, each with its undoing in `journal`. */
export function createTwins(journal: Undo[]): { twin: Tracked; original: <T>(value: T) => T } {
  const twins = new WeakMap<object, object>();
  const own = new WeakMap<object, object>();

  function twin<T extends object>(thing: T): T {
    if (own.has(thing)) return thing;
    const known = twins.get(thing);
    if (standsFor(thing, known)) return known;
    const made = new Proxy<T>(thing, handler);
    twins.set(thing, made);
    own.set(made, thing);
    originals.set(made, thing);
    return made;
  }

  /** Returns the value with every twin in it replaced by its original. */
  function original<T>(value: T): T {
    if (typeof value !== 'object' || value === null) return value;
    const plainValue = own.get(value);
    if (standsFor(value, plainValue)) return plainValue;
    if (!isPlain(value)) return value;
    for (const [key, each] of Object.entries(value)) {
      const plain = original(each);
      if (plain !== each) Reflect.set(value, key, plain);
    }
    return value;
  }

  const handler: ProxyHandler<object> = {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'object' && value !== null ? twin(value) : value;
    },
    set(target, key, value) {
      journal.push(Array.isArray(target) ? undoOfArray(target, key, value) : undoOf(target, key));
      return Reflect.set(target, key, original(value));
    },
    deleteProperty(target, key) {
      journal.push(Array.isArray(target) ? undoOfArray(target, key) : undoOfDelete(target));
      return Reflect.deleteProperty(target, key);
    },
  };
  return { twin, original };
}

/** A twin has the type of its original. */
const standsFor = <T>(_: T, other: object | undefined): other is T & object => other !== undefined;

const isPlain = (value: object): boolean => Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;

function undoOf(target: object, key: PropertyKey): Undo {
  if (!Object.hasOwn(target, key)) return () => Reflect.deleteProperty(target, key);
  const before: unknown = Reflect.get(target, key);
  return () => Reflect.set(target, key, before);
}

/** Setting an element can lengthen a list, and setting its length can cut elements off. */
function undoOfArray(target: unknown[], key: PropertyKey, value?: unknown): Undo {
  const { length } = target;
  if (key === 'length' && typeof value === 'number' && value < length) {
    const cut = target.slice(value);
    return () => target.push(...cut);
  }
  const undo = undoOf(target, key);
  return () => {
    undo();
    target.length = length;
  };
}

/** A restored property would come last, so all properties are put back in their old order. */
function undoOfDelete(target: object): Undo {
  const before = Object.entries(target);
  return () => {
    for (const [key] of before) Reflect.deleteProperty(target, key);
    for (const [key, value] of before) Reflect.set(target, key, value);
  };
}
