/** The choices of a random walk: the same for the same seed, in whatever order tests run. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export class Dice {
  readonly #generator: ReturnType<typeof xoroshiro128plus>;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** A whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number {
    return uniformInt(this.#generator, from, to);
  }

  chance(probability: number): boolean {
    return this.integer(1, 1000) <= probability * 1000;
  }

  /** One of the items; undefined if there is none. */
  pick<T>(items: readonly T[]): T | undefined {
    return items.length === 0 ? undefined : items[this.integer(0, items.length - 1)];
  }

  /** One of the items, by their weights. */
  weighted<T extends readonly [number, ...unknown[]]>(items: readonly T[]): T {
    let left = this.integer(
      1,
      items.reduce((total, [weight]) => total + weight, 0),
    );
    const found = items.find(([weight]) => {
      left -= weight;
      return left <= 0;
    });
    if (!found) throw new RangeError('nothing to pick from');
    return found;
  }
}
