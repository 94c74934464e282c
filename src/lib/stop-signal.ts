/** A signal that stops work, for places where an AbortSignal would cost more than the work. */

/** What a wait needs of a signal; every AbortSignal has it. */
export interface Stoppable {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * Stops once, and calls its listeners then, as an AbortSignal does. Creating an AbortSignal with its events takes as
 * long as the rest of a short call.
 */
export class StopSignal implements Stoppable {
  #stopped: { readonly reason: unknown } | undefined;
  readonly #listeners = new Set<() => void>();

  get aborted(): boolean {
    return this.#stopped !== undefined;
  }

  get reason(): unknown {
    return this.#stopped?.reason;
  }

  /** Further calls have no effect. */
  stop(reason: unknown): void {
    if (this.#stopped) return;
    this.#stopped = { reason };
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  /** @throws the reason, if this was stopped */
  throwIfAborted(): void {
    if (this.#stopped) throw this.#stopped.reason;
  }

  addEventListener(_: 'abort', listener: () => void): void {
    if (!this.#stopped) this.#listeners.add(listener);
  }

  removeEventListener(_: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
  }
}
