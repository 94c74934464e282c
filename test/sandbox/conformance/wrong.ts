/** Calls with one thing wrong in them, anywhere: missing, of another type, empty, unknown, endless. */
import fc from 'fast-check';
import { isObject } from '../../../src/lib/json.js';
import type { Args } from './sample.js';

const JUNK = [
  undefined,
  null,
  '',
  ' ',
  'no-such-thing',
  'x'.repeat(5000),
  '2026-13-45',
  '<&"%00>',
  -1,
  0,
  0.001,
  1e15,
  true,
  [],
  [null],
  {},
  '__proto__',
] as const;

type Path = readonly (string | number)[];

/** Every place in the arguments, those that hold others too. */
function placesIn(value: unknown, at: Path = []): Path[] {
  const inner = Array.isArray(value)
    ? value.flatMap((each, index) => placesIn(each, [...at, index]))
    : isObject(value)
      ? Object.entries(value).flatMap(([key, each]) => placesIn(each, [...at, key]))
      : [];
  return at.length === 0 ? inner : [at, ...inner];
}

/** A copy with something else at a place. */
function putAt(value: unknown, [key, ...rest]: Path, junk: unknown): unknown {
  if (key === undefined) return junk;
  if (Array.isArray(value)) return value.map((each, index) => (index === key ? putAt(each, rest, junk) : each));
  if (!isObject(value)) return value;
  return { ...value, [key]: putAt(value[String(key)], rest, junk) };
}

/** The arguments with one or two places made wrong. */
export function wrongly(args: Args): fc.Arbitrary<Args> {
  const places = placesIn(args);
  if (places.length === 0) return fc.constant(args);
  const change = fc.tuple(fc.constantFrom(...places), fc.constantFrom(...JUNK));
  return fc.array(change, { minLength: 1, maxLength: 2 }).map((changes) => {
    const changed = changes.reduce<unknown>((made, [place, junk]) => putAt(made, place, junk), args);
    return isObject(changed) ? changed : {};
  });
}
