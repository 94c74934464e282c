/** Tools that make several reads and answer with a summary of them. */
import type { Brand, Unavailable, ViewData, ViewName } from '../apps/contract.js';

/** What a tool is composed of. */
export interface Composition {
  /** The tools that it may read, at most {@link MAX_READS} of them in a call. */
  readonly reads: readonly string[];
  /** The view that shows its data. */
  readonly view: Exclude<ViewName, 'plan'>;
  /** Loads what makes the reads and puts their answers together. */
  readonly load: () => Promise<Compose>;
}

export const MAX_READS = 8;

type Args = Readonly<Record<string, unknown>>;

/**
 * Makes a read as the caller could make it.
 *
 * @param isFirst - whether it is the first for its call, which the caller's budget has been charged for
 * @throws CapillaryError if it fails, or if the caller may not make it
 */
export type ReadFor = (tool: string, args: Args, isFirst: boolean) => Promise<unknown>;

/** A composed call while it is made. */
export interface Composing {
  /** The arguments of the call, which are valid. */
  readonly args: Args;
  /** What is known of the brand; it is read meanwhile, and never rejects. */
  readonly brand: Promise<Brand>;
  /** The answer of a read without which there is nothing to show. @throws if it fails: the call fails as it did */
  readonly read: (tool: string, args: Args) => Promise<unknown>;
  /**
   * The answer of a read that the others can do without; undefined if it fails or takes too long. `unavailable` then says so.
   *
   * @param part - what it reads, in words
   */
  readonly tryRead: (part: string, tool: string, args: Args) => Promise<unknown>;
  /** The parts that could not be read. */
  readonly unavailable: readonly Unavailable[];
}

interface Composed {
  /** The whole data, for a view. */
  readonly view: ViewData;
  /** What the model is told. */
  readonly answer: Readonly<Record<string, unknown>>;
}

/** @throws CompositionRefusal if nothing fits the arguments */
export type Compose = (call: Composing) => Promise<Composed>;

/** The arguments are valid, but mean nothing, or several things. */
export class CompositionRefusal extends Error {
  override readonly name = 'CompositionRefusal';
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}
