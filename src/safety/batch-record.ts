/** What became of the rows of a batch: written to its journal line by line, and read from it. */
import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Outcome } from '../client/errors.js';
import { canonicalJson, isObject, parseJson, stringifyJson } from '../lib/json.js';
import type { Journal, JournalWriter } from './journals.js';
import { type Owner, seal, unseal } from './seal.js';

type Args = Readonly<Record<string, unknown>>;

/** Begins the numbers of batches, and no other plan's. */
const PREFIX = 'b.';
const NUMBER = /^b\.[\w-]{10}$/;

export const isBatchNumber = (number: unknown): number is string => typeof number === 'string' && NUMBER.test(number);

/**
 * The number of a batch. It is the same for the same calls of the same caller, so that a batch that is sent again is
 * recognized, and reveals nothing about them to who does not know the organization's secret.
 */
export const batchNumber = ({ organization, subject }: Owner, tool: string, calls: readonly Args[]): string =>
  `${PREFIX}${createHmac('sha256', organization)
    .update(canonicalJson([subject ?? null, tool.replace(/_v1$/, '_v1_1'), calls]))
    .digest('base64url')
    .slice(0, 10)}`;

/** The name of a journal, which does not tell the number that opens it. */
export const journalName = (number: string): string =>
  createHash('sha256').update(`batch ${number}`).digest('hex').slice(0, 40);

const row = z.int().nonnegative();
const entrySchema = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('begun'),
    at: z.number(),
    tool: z.string(),
    rows: z.int().positive(),
    consent: z.string().optional(),
  }),
  z.object({ is: z.literal('sending'), row }),
  z.object({
    is: z.literal('ended'),
    row,
    outcome: z.enum(['not_sent', 'rejected', 'applied', 'partial', 'unknown']),
    /** Who holds the call, if its outcome is unknown. */
    heldBy: z.string().optional(),
  }),
  /** The caller knows what became of a row whose outcome is unknown. */
  z.object({ is: z.literal('passed'), row }),
  z.object({ is: z.literal('finished'), at: z.number() }),
]);

export type Entry = z.infer<typeof entrySchema>;

/** What is known of a batch. */
export interface BatchState {
  readonly tool: string;
  readonly rows: number;
  /** When it was begun, in milliseconds since 1970. */
  readonly begunAt: number;
  readonly consent: string | undefined;
  /** By row; `sending` for one that was sent, or about to be, when the process ended. */
  readonly outcomes: ReadonlyMap<number, Outcome | 'sending'>;
  readonly passed: ReadonlySet<number>;
  readonly heldBy: ReadonlyMap<number, string>;
  readonly finishedAt: number | undefined;
}

/** @returns undefined if nothing was begun, or if another caller did */
export function readState({ lines }: Journal, number: string, owner: Owner): BatchState | undefined {
  let state: (Omit<BatchState, 'outcomes' | 'passed' | 'heldBy'> & Rows) | undefined;
  for (const line of lines) {
    const entry = openEntry(line, number, owner);
    if (entry?.is === 'begun') {
      const { tool, rows, at, consent } = entry;
      const nothing: Rows = { outcomes: new Map(), passed: new Set(), heldBy: new Map() };
      state = { tool, rows, begunAt: at, consent, finishedAt: undefined, ...nothing };
    } else if (state && entry?.is === 'finished') state = { ...state, finishedAt: entry.at };
    else if (state && entry) addTo(state, entry);
  }
  return state;
}

interface Rows {
  outcomes: Map<number, Outcome | 'sending'>;
  passed: Set<number>;
  heldBy: Map<number, string>;
}

function addTo({ outcomes, passed, heldBy }: Rows, entry: Entry): void {
  if (entry.is === 'begun' || entry.is === 'finished') return;
  if (entry.is === 'passed') passed.add(entry.row);
  else if (entry.is === 'sending') outcomes.set(entry.row, 'sending');
  // Nothing was sent, so the row is still to be made.
  else if (entry.outcome === 'not_sent') outcomes.delete(entry.row);
  else outcomes.set(entry.row, entry.outcome);
  if (entry.is === 'ended' && entry.heldBy !== undefined) heldBy.set(entry.row, entry.heldBy);
}

function openEntry(line: string, number: string, owner: Owner): Entry | undefined {
  const text = unseal(line, number, owner);
  // A line that was being written when the process ended is none.
  return text === undefined ? undefined : entrySchema.safeParse(parseJson(text)).data;
}

/** The arguments of the calls, as they are sent. */
export function openCalls(calls: string, number: string, owner: Owner): Args[] | undefined {
  const text = unseal(calls, number, owner);
  const list = text === undefined ? undefined : parseJson(text);
  return Array.isArray(list) && list.every(isObject) ? list : undefined;
}

const sealCalls = (calls: readonly Args[], number: string, owner: Owner): string =>
  seal(stringifyJson(calls), number, owner);

/** Writes entries, so that only the number of the batch and its caller can read them. */
export class BatchRecord {
  readonly #writer: JournalWriter;
  readonly #number: string;
  readonly #owner: Owner;
  #isClosed = false;

  constructor(writer: JournalWriter, number: string, owner: Owner) {
    this.#writer = writer;
    this.#number = number;
    this.#owner = owner;
  }

  get state(): BatchState | undefined {
    return readState(this.#writer.journal, this.#number, this.#owner);
  }

  /** @throws if it cannot be recorded */
  add(entry: Entry): Promise<void> {
    const line = seal(JSON.stringify(entry), this.#number, this.#owner);
    return this.#isClosed ? this.#writer.appendLate(line) : this.#writer.append(line);
  }

  keepCalls(calls: readonly Args[]): Promise<void> {
    return this.#writer.keepCalls(sealCalls(calls, this.#number, this.#owner));
  }

  /** The calls are needed no longer, and contain personal data. */
  async finish(at: number): Promise<void> {
    await this.add({ is: 'finished', at });
    await this.#writer.dropCalls();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#writer.close();
  }
}
