/** Counts what the sandbox's handlers change, so that no test has to compare two whole worlds after each call. */
import type { Handler, Handlers } from '../../src/sandbox/handlers/handler.js';
import { handlers } from '../../src/sandbox/handlers/index.js';
import { createTwins, takeBack, type Undo } from '../../src/sandbox/rules/all-or-nothing.js';
import type { World } from '../../src/sandbox/world.js';

export class Journal {
  readonly #changes: Undo[] = [];

  /** All handlers of the sandbox; what they change is noted here. */
  readonly handlers: Handlers = Object.fromEntries(
    Object.entries(handlers).map(([tool, handler]) => [tool, this.#noting(handler)]),
  );

  /** Forgets what was changed before. */
  begin(): void {
    this.#changes.length = 0;
  }

  /** Whether any handler has touched anything since `begin`. */
  get touched(): boolean {
    return this.#changes.length > 0;
  }

  /**
   * Whether handlers have left the world other than it was at `begin`. What they changed is taken back, to compare with
   * it; changes that took each other back already are none.
   */
  takeBack(world: World): boolean {
    if (!this.touched) return false;
    const after = JSON.stringify(world);
    takeBack(this.#changes);
    this.begin();
    return JSON.stringify(world) !== after;
  }

  #noting(handler: Handler): Handler {
    return (call) => {
      const { twin } = createTwins(this.#changes);
      return handler({
        ...call,
        world: twin(call.world),
        till: twin(call.till),
        client: call.client && twin(call.client),
      });
    };
  }
}
