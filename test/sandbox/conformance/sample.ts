/** What a valid call of each endpoint is, in the world that the sandbox starts with. */
import type { World } from '../../../src/sandbox/world/world.js';

export type Args = Record<string, unknown>;

/** Calls a tool and gives the API's answer; for what has to happen before a sample can be called. */
export type Do = (tool: string, args: Args) => Promise<unknown>;

export interface Sample {
  /** The arguments of a valid call; `run` makes calls that come before it, such as asking for a code. */
  args: (world: World, run: Do) => Args | Promise<Args>;
  /**
   * Where nothing changes: other arguments that are answered, and otherwise. Absent where arguments that stand for
   * nothing, or another seed, change the answer already.
   */
  other?: (world: World) => Args;
  /** Where nothing changes and nothing can be asked: what happens in between and changes the answer. */
  meanwhile?: (world: World, run: Do) => unknown;
  /** For a call that is no read and changes nothing all the same: why. What it answers must depend on what is asked. */
  unchanged?: string;
  /** Places that the answer does not have as documented, each with the reason. */
  differs?: Readonly<Record<string, string>>;
  /** Required arguments, or fields of the body (`body.x`), that the API accepts the lack of, each with the reason. */
  without?: Readonly<Record<string, string>>;
}

/** By tool name. v1.1 names stand for their v1 twins too. */
export type Samples = Readonly<Record<string, Sample>>;
