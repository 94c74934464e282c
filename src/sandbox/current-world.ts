/** The world that a sandbox has at the moment: seeded, read from a file, started over, and saved as it changes. */
import type { BrandName } from './brand-names.js';
import type { ClockStart } from './clock.js';
import { createSaver, loadWorld, type Saver } from './saved.js';
import { seedWorld } from './seed/worlds.js';
import { asLookups, type World } from './world.js';

export interface WorldOptions {
  /** Equal brands, seeds and clocks give equal worlds. */
  seed?: number;
  /** The fashion retailer unless another is named. */
  brand?: BrandName;
  /** Fixes the clock; without it time passes as it does outside. */
  now?: ClockStart;
}

/** Where a world is kept: loaded from there at start, saved there as it changes. */
export interface WorldFile {
  path: string;
  onError: (error: Error) => void;
}

const DEFAULT_SEED = 42;

export class CurrentWorld {
  readonly seed: number;
  /** Another object after a reset. */
  world: World;
  private readonly options: WorldOptions;
  /** The seeded world as JSON. With a fixed clock it is the same each time, and reading it is faster than seeding. */
  private beginning: string | undefined;
  private saver: Saver | undefined;

  constructor(options: WorldOptions) {
    this.options = options;
    this.seed = options.seed ?? DEFAULT_SEED;
    this.world = this.seeded();
  }

  /**
   * Goes on with the world of a file, if there is one, and saves there from now on.
   *
   * @throws SavedWorldError if the file holds something else
   */
  async keepIn({ path, onError }: WorldFile): Promise<void> {
    this.world = (await loadWorld(path, this.world)) ?? this.world;
    this.saver = createSaver(path, () => this.world, onError);
    this.saver.changed();
  }

  /** Puts a newly seeded world in the place of this one. */
  startOver(): void {
    if (this.options.now === undefined) {
      this.world = this.seeded();
      return;
    }
    this.beginning ??= JSON.stringify(this.seeded());
    this.world = asLookups(JSON.parse(this.beginning));
  }

  /** Called when something in the world may have changed, so that it is saved. */
  changed(): void {
    this.saver?.changed();
  }

  /** Saves what is not saved yet, and ends. */
  async close(): Promise<void> {
    await this.saver?.close();
  }

  private seeded(): World {
    const { brand, now } = this.options;
    return seedWorld({ seed: this.seed, ...(brand !== undefined && { brand }), ...(now !== undefined && { now }) });
  }
}
