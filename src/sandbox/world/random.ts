/**
 * Random choices that a seed determines. The state of the generator is part of the world, so equal worlds make equal
 * choices.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

export interface Random {
  seed: number;
  /** The generator's own state. */
  state: number[];
}

/** The random generator's part of a world; `World` extends it. */
export interface RandomState {
  random: Random;
}

const LETTERS_AND_DIGITS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const DIGITS = '0123456789';

export function startRandom(seed: number): Random {
  return { seed, state: [...xoroshiro128plus(seed).getState()] };
}

/**
 * Draws from a generator of its own, so that what comes after draws the same as without `act`, and `act` the same in
 * every world.
 */
export function withOwnRandom<T>(world: RandomState, seed: number, act: () => T): T {
  const { random } = world;
  world.random = startRandom(seed);
  try {
    return act();
  } finally {
    world.random = random;
  }
}

/** A whole number from `from` to `to`, both included. */
export function randomInteger(world: RandomState, from: number, to: number): number {
  const generator = xoroshiro128plusFromState(world.random.state);
  const drawn = uniformInt(generator, from, to);
  world.random.state = [...generator.getState()];
  return drawn;
}

/** One of the items, which must not be empty. */
export function pick<T>(world: RandomState, items: readonly T[]): T {
  const item = items[randomInteger(world, 0, items.length - 1)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

/** Capital letters and digits that cannot be confused (no I, O, 0, 1). */
export function randomCode(world: RandomState, length: number): string {
  return randomText(world, LETTERS_AND_DIGITS, length);
}

export function randomDigits(world: RandomState, length: number): string {
  return randomText(world, DIGITS, length);
}

/** Lower-case hexadecimal. */
export function randomHex(world: RandomState, length: number): string {
  return randomText(world, '0123456789abcdef', length);
}

/** A UUID of version 4. */
export function randomUuid(world: RandomState): string {
  const hex = randomHex(world, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}

function randomText(world: RandomState, alphabet: string, length: number): string {
  const generator = xoroshiro128plusFromState(world.random.state);
  // A text that grows letter by letter would be stored as a chain of its beginnings.
  const letters: string[] = [];
  while (letters.length < length) letters.push(alphabet.charAt(uniformInt(generator, 0, alphabet.length - 1)));
  world.random.state = [...generator.getState()];
  return letters.join('');
}
