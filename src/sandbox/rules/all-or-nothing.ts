/**
 * Calls made of several changes: either all of them happen or none. What is changed is noted with what was there
 * before, so that undoing costs as much as was done, however large the world is.
 */
import type { World } from '../world.js';

/** One change of one property, as it can be undone. */
export type Undo = () => void;

/** The changeable twin of a thing of the world. */
export type Tracked = <T extends object>(thing: T) => T;

/**
 * Runs `act` on a twin of the world whose changes reach the world at once; where it throws, they are taken back. For
 * what consists of several rules, each of which checks only itself. `act` changes only what it gets from that twin;
 * for a thing that the caller has already, `tracked` gives its twin. The result is free of twins.
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

/** Runs `act` as `allOrNothing` does and takes its changes back whatever it came to: tells what would happen. */
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

/** Undoes what a journal holds, the newest change first. */
export function takeBack(journal: Undo[]): void {
  for (const undo of journal.reverse()) undo();
}

/** Makes twins whose changes reach what they stand for at once, each with its undoing in `journal`. */
export function createTwins(journal: Undo[]): { twin: Tracked; original: <T>(value: T) => T } {
  const twins = new WeakMap<object, object>();
  const originals = new WeakMap<object, object>();

  function twin<T extends object>(thing: T): T {
    if (originals.has(thing)) return thing;
    const known = twins.get(thing);
    if (standsFor(thing, known)) return known;
    const made = new Proxy<T>(thing, handler);
    twins.set(thing, made);
    originals.set(made, thing);
    return made;
  }

  /** The value with every twin in it replaced by what it stands for. */
  function original<T>(value: T): T {
    if (typeof value !== 'object' || value === null) return value;
    const own = originals.get(value);
    if (standsFor(value, own)) return own;
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

/** A twin has the type of what it stands for. */
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

/** A property that comes back would stand last; so all are put back in the order they had. */
function undoOfDelete(target: object): Undo {
  const before = Object.entries(target);
  return () => {
    for (const [key] of before) Reflect.deleteProperty(target, key);
    for (const [key, value] of before) Reflect.set(target, key, value);
  };
}
