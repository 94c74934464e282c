/** A brand's world and the tools to act on it, all in this process: what an agent works in. */
import type { BrandName } from '../src/sandbox/brands/names.js';
import { type Sandbox, startSandbox } from '../src/sandbox/http/server.js';
import { CurrentWorld } from '../src/sandbox/world/current.js';
import type { World } from '../src/sandbox/world/world.js';
import { type GradedState, gradedState } from './grading/state.js';
import { openGenericServer } from './surfaces/generic-server.js';
import { openMcpServer } from './surfaces/mcp-server.js';
import type { Surface, SurfaceName } from './surfaces/surface.js';

/** The moment at which every task begins: a Sunday at noon in India. */
export const NOW = '2026-05-03T06:30:00Z';
const SEED = 42;

export interface Environment extends Omit<Surface, 'isRead'> {
  brand: BrandName;
  /** The API behind the tools. `reset` does not notice calls that others make to it. */
  api: Pick<Sandbox, 'url' | 'credentials'>;
  /** The world as it is now. It changes with the next call. */
  readonly world: World;
  /** The state at the beginning. */
  readonly start: GradedState;
  /** Makes the world as it was at the beginning. Does nothing if only reads were called since. */
  reset(): Promise<void>;
}

/** Starts a sandbox, and the tools of a surface in front of it. */
export async function openEnvironment(brand: BrandName, name: SurfaceName = 'default'): Promise<Environment> {
  const options = { brand, seed: SEED, now: NOW };
  const sandbox = await startSandbox({ ...options });
  const surface = name === 'generic' ? openGenericServer(sandbox) : await openMcpServer(sandbox, name);
  let mayHaveChanged = false;
  return {
    brand,
    api: sandbox,
    start: gradedState(new CurrentWorld(options).world),
    instructions: surface.instructions,
    tools: surface.tools,
    call: async (tool, args) => {
      mayHaveChanged ||= !surface.isRead(tool, args);
      return surface.call(tool, args);
    },
    get world() {
      return sandbox.world;
    },
    reset: async () => {
      if (!mayHaveChanged) return;
      await fetch(`${sandbox.url}/__sandbox/reset`, { method: 'POST' });
      mayHaveChanged = false;
    },
    close: async () => {
      await surface.close();
      await sandbox.close();
    },
  };
}
