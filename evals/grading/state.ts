/** What must be true of the sandbox's state. */
import { isDeepStrictEqual } from 'node:util';
import { lazy } from '../../src/lib/lazy.js';
import type { World } from '../../src/sandbox/world/world.js';
import { select } from '../select.js';
import { membersOf, userGroupsOf } from './views.js';

/**
 * - `'+200'`, `'-50'`: the number rose or fell by so much (what was not there before counts as 0)
 * - a number, text, boolean or null: every value found is equal, and there is at least one
 * - a regular expression: every value found matches, and there is at least one
 * - a list: exactly these values, in any order
 * - an object: every value found has these fields, with such expectations as values; and there is at least one
 */
export type StateExpectation =
  | string
  | number
  | boolean
  | null
  | RegExp
  | readonly (string | number | boolean | null)[]
  | { readonly [field: string]: StateExpectation };

/** The state as selectors see it: the world, and shorter views of customers and user groups. */
export interface GradedState {
  find(selector: string): unknown[];
  world: World;
}

/** Reads a world: of its parts and the views only those that selectors name. */
export function gradedState(world: World): GradedState {
  const views = { members: lazy(() => membersOf(world)), groups: lazy(() => userGroupsOf(world)) };
  return {
    world,
    find: (selector) => {
      const [part = ''] = /^[^.[]*/.exec(selector) ?? [];
      const value = part === 'members' || part === 'groups' ? views[part]() : Reflect.get(world, part);
      return select(value === undefined ? {} : { [part]: value }, selector);
    },
  };
}

/** A copy of a world. Parts that nobody has read yet stay unread. */
export function copyWorld(world: World): World {
  const copied = Object.entries(Object.getOwnPropertyDescriptors(world)).map(([part, property]) => [
    part,
    property.get ? property : { ...property, value: structuredClone(property.value) },
  ]);
  return Object.create(Object.prototype, Object.fromEntries(copied));
}

const RELATIVE = /^[+-]\d+(\.\d+)?$/;

/** What is wrong, in words; undefined if the expectation holds. */
export function checkState(
  before: GradedState,
  after: GradedState,
  selector: string,
  expected: StateExpectation,
): string | undefined {
  const found = after.find(selector);
  const actual = `${selector} is ${show(found)}`;
  if (typeof expected === 'string' && RELATIVE.test(expected)) {
    const change = total(found) - total(before.find(selector));
    return Math.abs(change - Number(expected)) < 0.001
      ? undefined
      : `${selector} should change by ${expected}, but changed by ${change}`;
  }
  if (Array.isArray(expected)) {
    const same = isDeepStrictEqual(found.flat().map(String).sort(), expected.map(String).sort());
    return same ? undefined : `${actual} instead of ${show([...expected])}`;
  }
  if (found.length === 0) return `${selector} finds nothing`;
  return found.every((value) => meets(value, expected)) ? undefined : `${actual} instead of ${show([expected])}`;
}

const total = (found: readonly unknown[]): number => found.reduce<number>((sum, each) => sum + Number(each), 0);

function meets(value: unknown, expected: StateExpectation): boolean {
  if (expected instanceof RegExp) return expected.test(String(value));
  if (typeof expected !== 'object' || expected === null) return value === expected;
  return Object.entries(expected).every(([field, each]) => {
    const found = select(value, field);
    return found.length > 0 && found.every((one) => meets(one, each));
  });
}

const MAX_SHOWN = 160;

function show(values: readonly unknown[]): string {
  const one = values.length === 1 ? values[0] : values;
  const text =
    one instanceof RegExp
      ? String(one)
      : JSON.stringify(one, (_, each) => (each instanceof RegExp ? String(each) : each));
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** Parts of the state that reads change: tokens and random numbers. */
const NOT_COMPARED: ReadonlySet<string> = new Set(['accessTokens', 'staffTokens', 'random', 'clock']);

/** The parts of the state that differ. */
export function changedParts(before: World, after: World): string[] {
  return Object.keys(after).filter((part) => {
    if (NOT_COMPARED.has(part) || isUnread(after, part)) return false;
    return !sameJson(Reflect.get(after, part), Reflect.get(before, part));
  });
}

/** Whether nobody has read, let alone changed, a part since the world was made from its template. */
const isUnread = (world: World, part: string): boolean =>
  Object.getOwnPropertyDescriptor(world, part)?.get !== undefined;

/** Deep equality of JSON values, whatever their prototypes; several times as fast as a general comparison. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((value, index) => sameJson(value, b[index]));
  }
  if (Array.isArray(b)) return false;
  let count = 0;
  for (const key in a) {
    count += 1;
    if (!sameJson(Reflect.get(a, key), Reflect.get(b, key))) return false;
  }
  for (const _ in b) count -= 1;
  return count === 0;
}
