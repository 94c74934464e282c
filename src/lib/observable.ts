/** A value that can change while the server runs, with subscribers. */
export interface Observable<T> {
  current(): T;
  /** @returns a function that ends the subscription */
  subscribe(listener: () => void): () => void;
}

/** A value that can be set. */
export interface MutableObservable<T> extends Observable<T> {
  set(value: T): void;
}

export function observable<T>(initial: T): MutableObservable<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    current: () => value,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (next) => {
      value = next;
      for (const listener of listeners) listener();
    },
  };
}

/** A value that follows from another, computed anew only when that has changed. */
export function derived<S, T>(source: Observable<S>, compute: (value: S) => T): Observable<T> {
  let last: { from: S; value: T } | undefined;
  return {
    current: () => {
      const from = source.current();
      if (last === undefined || last.from !== from) last = { from, value: compute(from) };
      return last.value;
    },
    subscribe: source.subscribe,
  };
}

/** Two values as one. */
export function both<A, B>(one: Observable<A>, other: Observable<B>): Observable<readonly [A, B]> {
  let last: readonly [A, B] | undefined;
  return {
    current: () => {
      const now = [one.current(), other.current()] as const;
      if (last === undefined || last[0] !== now[0] || last[1] !== now[1]) last = now;
      return last;
    },
    subscribe: (listener) => {
      const ends = [one.subscribe(listener), other.subscribe(listener)];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
