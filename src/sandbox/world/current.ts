/** The current world of a sandbox: seeded or read from a file, reset, and saved as it changes. */
import type { BrandName } from '../brands/names.js';
import { seedWorld } from '../brands/worlds.js';
import type { ClockStart } from './clock.js';
import { createSaver, loadWorld, removeLeftovers, type Saver } from './saved.js';
import { lockState, StateInUseError } from './state-lock.js';
import { WorldTemplate } from './template.js';
import type { World } from './world.js';

export interface WorldOptions {
  /** Equal brands, seeds and clocks give equal worlds. */
  seed?: number;
  /** The fashion retailer by default. */
  brand?: BrandName;
  /** Fixes the clock; by default, time passes normally. */
  now?: ClockStart;
}

/** Where a world is stored: loaded at start, saved as it changes. */
export interface WorldFile {
  path: string;
  onError: (error: Error) => void;
}

const DEFAULT_SEED = 42;

/** Seeded worlds, by their options. With a fixed clock they are always the same, and copies are faster. */
const templates = new Map<string, WorldTemplate>();

export class CurrentWorld {
  readonly seed: number;
  /** A different object after a reset. */
  world: World;
  private readonly options: WorldOptions;
  private saver: Saver | undefined;
  private unlock: (() => Promise<void>) | undefined;

  constructor(options: WorldOptions) {
    this.options = options;
    this.seed = options.seed ?? DEFAULT_SEED;
    this.world = this.seeded();
  }

  /**
   * Loads the world from a file, if it exists, and saves there from now on.
   *
   * @throws StateInUseError if another sandbox uses the file
   * @throws SavedWorldError if the file does not contain a saved world
   */
  async keepIn({ path, onError }: WorldFile): Promise<void> {
    try {
      this.unlock = await lockState(path);
      await removeLeftovers(path);
    } catch (error) {
      if (error instanceof StateInUseError || !(error instanceof Error)) throw error;
      // Where no lock can be created, no state can be saved either; the sandbox is served all the same.
      onError(error);
    }
    try {
      this.world = (await loadWorld(path, this.world)) ?? this.world;
    } catch (error) {
      await this.unlock?.();
      throw error;
    }
    this.saver = createSaver(path, () => this.world, onError);
    this.saver.changed();
  }

  /** Replaces the world with a newly seeded one. */
  startOver(): void {
    this.world = this.seeded();
  }

  /** Called when the world may have changed, so that it is saved. */
  changed(): void {
    this.saver?.changed();
  }

  /** Saves pending changes, releases the file and stops. */
  async close(): Promise<void> {
    await this.saver?.close();
    await this.unlock?.();
  }

  private seeded(): World {
    const { brand, now } = this.options;
    const options = { seed: this.seed, ...(brand !== undefined && { brand }), ...(now !== undefined && { now }) };
    if (now === undefined) return seedWorld(options);
    const key = JSON.stringify(options);
    const template = templates.get(key) ?? new WorldTemplate(seedWorld(options));
    templates.set(key, template);
    return template.create();
  }
}
