/** Values that are created on first use and then cached. */

/** Calls `create` the first time only, and returns its result from then on. */
export function lazy<T>(create: () => T): () => T {
  let cached: { readonly value: T } | undefined;
  return () => {
    cached ??= { value: create() };
    return cached.value;
  };
}

/** The same for promises. A rejected one is not cached, so the next call tries again. */
export function lazyAsync<T>(create: () => Promise<T>): () => Promise<T> {
  let cached: Promise<T> | undefined;
  return () => {
    cached ??= create().catch((error: unknown) => {
      cached = undefined;
      throw error;
    });
    return cached;
  };
}
