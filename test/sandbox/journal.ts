/** Counts what is changed in a world, so that no test has to compare two whole worlds after each step. */

import { allHandlers } from '../../src/sandbox/domains/index.js';
import type { Handler, Handlers } from '../../src/sandbox/http/handler.js';
import { createTwins, type Tracked, takeBack, type Undo } from '../../src/sandbox/world/all-or-nothing.js';
import type { World } from '../../src/sandbox/world/world.js';
import { Snapshot } from './snapshot.js';

export class Journal {
  readonly #changes: Undo[] = [];

  /** Gives a thing of the world, or the world itself, as one whose changes are noted here. They reach the thing at once. */
  readonly view: Tracked = createTwins(this.#changes).twin;

  /** Forgets what was changed before. */
  begin(): void {
    this.#changes.length = 0;
  }

  /** Takes back what was changed since `begin`. */
  undo(): void {
    takeBack(this.#changes);
    this.begin();
  }

  /**
   * Whether the world is other than it was at `begin`. What was changed is taken back, to compare with it; changes that
   * took each other back already are none.
   */
  takeBack(world: World): boolean {
    if (this.#changes.length === 0) return false;
    const after = new Snapshot(world);
    this.undo();
    return after.differencesTo(world).length > 0;
  }
}

const handlers = await allHandlers();

/** All handlers of the sandbox, each given a view of the world. */
export const journaledHandlers = ({ view }: Journal): Handlers =>
  Object.fromEntries(
    Object.entries(handlers).map(([tool, handler]): [string, Handler] => [
      tool,
      (call) =>
        handler({ ...call, world: view(call.world), till: view(call.till), client: call.client && view(call.client) }),
    ]),
  );
