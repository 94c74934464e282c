/**
 * The names and identifiers of customers in alphabetical order, so that a search looks only at the customers that it
 * finds. It is derived from the customers and no part of the world; a world has one after its first search.
 */
import { originalOf } from '../../world/all-or-nothing.js';
import type { World } from '../../world/world.js';
import type { Customer } from './state.js';

type Customers = World['customers'];

interface Entry {
  readonly key: string;
  readonly customerId: number;
}

const known = new WeakMap<Customers, SearchIndex>();

/**
 * Ids of all customers with a name or identifier that starts with the keyword, in order of registration. With few
 * letters whose lower case depends on the next one, there may be others.
 */
export function customerIdsBy(world: World, keyword: string): number[] {
  const customers = originalOf(world.customers);
  const index = known.get(customers) ?? new SearchIndex(customers);
  known.set(customers, index);
  return index.idsBy(keyword);
}

/** Says that names or identifiers of a customer change. The old ones are forgotten at once. */
export function reindexCustomer(world: World, customerId: number): void {
  known.get(originalOf(world.customers))?.changed(customerId);
}

class SearchIndex {
  readonly #customers: Customers;
  /** Sorted. */
  readonly #entries: Entry[] = [];
  /** What is in the entries, by customer. */
  readonly #keys = new Map<number, readonly string[]>();
  /** Customers to read before the next search. A change may yet be undone, so they are not read earlier. */
  readonly #changed: Set<number>;

  constructor(customers: Customers) {
    this.#customers = customers;
    this.#changed = new Set(Object.keys(customers).map(Number));
  }

  changed(customerId: number): void {
    for (const key of this.#keys.get(customerId) ?? []) {
      this.#entries.splice(this.#positionOf({ key, customerId }), 1);
    }
    this.#keys.delete(customerId);
    this.#changed.add(customerId);
  }

  idsBy(keyword: string): number[] {
    this.#readChanged();
    const start = fold(keyword);
    const ids = new Set<number>();
    for (let at = this.#positionOf({ key: start, customerId: 0 }); ; at++) {
      const entry = this.#entries[at];
      if (!entry?.key.startsWith(start)) break;
      ids.add(entry.customerId);
    }
    return [...ids].sort((a, b) => a - b);
  }

  #readChanged(): void {
    if (this.#changed.size === 0) return;
    for (const customerId of this.#changed) {
      const customer = this.#customers[customerId];
      if (!customer) continue;
      const keys = keysOf(customer);
      this.#keys.set(customerId, keys);
      for (const key of keys) this.#entries.push({ key, customerId });
    }
    this.#changed.clear();
    // Mostly in order already, which makes it fast.
    this.#entries.sort(compare);
  }

  /** The position of the first entry that is not before another. */
  #positionOf(other: Entry): number {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.#entries[middle];
      if (entry && compare(entry, other) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function compare(a: Entry, b: Entry): number {
  if (a.key === b.key) return a.customerId - b.customerId;
  return a.key < b.key ? -1 : 1;
}

function keysOf({ profiles }: Customer): readonly string[] {
  const texts = profiles.flatMap(({ firstName, lastName, identifiers }) => [
    firstName,
    lastName,
    ...identifiers.map(({ value }) => value),
  ]);
  return [...new Set(texts.map(fold))];
}

/** Lower case, with one form of sigma: which of the two it is depends on what follows. */
const fold = (text: string): string => text.toLowerCase().replaceAll('ς', 'σ');
