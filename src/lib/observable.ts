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
