/** The current world of a sandbox: seeded or read from a file, reset, and saved as it changes. */
import type { BrandName } from './brand-names.js';
import type { ClockStart } from './clock.js';
import { createSaver, loadWorld, type Saver } from './saved.js';
import { seedWorld } from './seed/worlds.js';
import { asLookups, type World } from './world.js';

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

export class CurrentWorld {
  readonly seed: number;
  /** A different object after a reset. */
  world: World;
  private readonly options: WorldOptions;
  /** The seeded world as JSON. With a fixed clock it is always the same, and parsing it is faster than seeding. */
  private beginning: string | undefined;
  private saver: Saver | undefined;

  constructor(options: WorldOptions) {
    this.options = options;
    this.seed = options.seed ?? DEFAULT_SEED;
    this.world = this.seeded();
  }

  /**
   * Loads the world from a file, if it exists, and saves there from now on.
   *
   * @throws SavedWorldError if the file does not contain a saved world
   */
  async keepIn({ path, onError }: WorldFile): Promise<void> {
    this.world = (await loadWorld(path, this.world)) ?? this.world;
    this.saver = createSaver(path, () => this.world, onError);
    this.saver.changed();
  }

  /** Replaces the world with a newly seeded one. */
  startOver(): void {
    if (this.options.now === undefined) {
      this.world = this.seeded();
      return;
    }
    this.beginning ??= JSON.stringify(this.seeded());
    this.world = asLookups(JSON.parse(this.beginning));
  }

  /** Called when the world may have changed, so that it is saved. */
  changed(): void {
    this.saver?.changed();
  }

  /** Saves pending changes and stops. */
  async close(): Promise<void> {
    await this.saver?.close();
  }

  private seeded(): World {
    const { brand, now } = this.options;
    return seedWorld({ seed: this.seed, ...(brand !== undefined && { brand }), ...(now !== undefined && { now }) });
  }
}
