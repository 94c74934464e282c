/** Makes the reads of a composed tool, as any caller could, and puts their answers together. */
import type { Brand, Unavailable, ViewData } from '../apps/contract.js';
import { CapillaryError } from '../client/errors.js';
import { withTimeout } from '../lib/timeout.js';
import { type Composing, type Composition, CompositionRefusal, MAX_READS, type ReadFor } from '../tools/composition.js';
import type { Definition } from '../tools/define.js';
import { abbreviate } from './text.js';
import { visibleData } from './visible.js';

type Args = Readonly<Record<string, unknown>>;

export interface ComposeOptions {
  /** Makes a read for the caller. @throws CapillaryError if it fails, or if the caller may not make it */
  read: ReadFor;
  /** What is known of the brand. Never rejects. */
  brand: () => Promise<Brand>;
}

/** Parts that take longer are left out. */
const PART_MS = 15_000;
/** Characters of the reason why a part is missing. */
const MAX_REASON = 160;

/**
 * The answer of a composed tool, and the data of its view.
 *
 * @throws CapillaryError if a read fails without which there is nothing to show
 */
export async function compose(
  definition: Definition & { composition: Composition },
  args: Args,
  options: ComposeOptions,
): Promise<{ answer: unknown; view: ViewData }> {
  const { composition, tool } = definition;
  const brand = options.brand();
  const put = await composition.load();
  const reads = new Reads(composition, options.read);
  try {
    const { answer, view } = await put(reads.composing(args, brand));
    return { answer, view: visibleData(view) };
  } catch (error) {
    if (!(error instanceof CompositionRefusal)) throw error;
    const { message, hint } = error;
    throw new CapillaryError({ kind: 'not_found', message: `${tool}: ${message}.`, hint, retryable: false });
  }
}

/** The reads of one call. */
class Reads {
  readonly #composition: Composition;
  readonly #read: ReadFor;
  readonly #unavailable: Unavailable[] = [];
  #made = 0;

  constructor(composition: Composition, read: ReadFor) {
    this.#composition = composition;
    this.#read = read;
  }

  composing(args: Args, brand: Promise<Brand>): Composing {
    return {
      args,
      brand,
      read: (tool, own) => this.#make(tool, own),
      tryRead: (part, tool, own) => this.#try(part, tool, own),
      unavailable: this.#unavailable,
    };
  }

  async #make(tool: string, args: Args): Promise<unknown> {
    this.#made += 1;
    if (this.#made > MAX_READS || !this.#composition.reads.includes(tool))
      throw new Error(`${tool} is none of the reads of this tool, or one too many`);
    return this.#read(tool, args, this.#made === 1);
  }

  async #try(part: string, tool: string, args: Args): Promise<unknown> {
    try {
      const reading = await withTimeout(PART_MS, this.#make(tool, args));
      if (reading) return reading.value;
      this.#unavailable.push({ part, reason: `no answer within ${PART_MS / 1000} s` });
    } catch (error) {
      if (!(error instanceof CapillaryError)) throw error;
      this.#unavailable.push({ part, reason: abbreviate(error.message, MAX_REASON) });
    }
    return undefined;
  }
}
