/** Makes the calls of a batch one after the other, and records each before and after it is sent. */
import type { CallContext, CallTool, GetPermit, Permit } from '../call/call.js';
import type { Answer, ToolResult } from '../call/result.js';
import { withoutExcess } from '../call/result.js';
import { CapillaryError, type Outcome } from '../client/errors.js';
import { parseJson } from '../lib/json.js';
import type { Definition } from '../tools/define.js';
import type { BatchRecord } from './batch-record.js';
import { writePermit } from './given-permit.js';
import { canBeHeld, type Holds } from './holds.js';
import type { Call, Counted, Limits } from './limits.js';

/** A batch returns within this time; a row that is then in flight ends with an unknown outcome. */
const BATCH_MS = 40_000;

/** Later than this, no row is begun: it would hardly end in time. */
const LAST_ROW_MS = 35_000;

/** Replaced in tests. */
export interface BatchClock {
  /** Milliseconds from an arbitrary origin. */
  now(): number;
  /** Runs something later. @returns what keeps it from running */
  after(ms: number, run: () => void): () => void;
}

export const batchClock: BatchClock = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Why a batch ended before its last row. */
export type StopReason = 'unknown' | 'not_sent' | 'not_recorded' | 'time' | 'cancelled' | 'closing' | 'budget';

/** A row of this run. */
export interface RowResult {
  /** From 0. */
  readonly row: number;
  readonly outcome: Outcome;
  readonly answer: Answer;
}

export interface RunEnd {
  readonly results: readonly RowResult[];
  readonly stopped?: { readonly row: number; readonly reason: StopReason; readonly refusal?: ToolResult };
  /** Takes the notes on earlier writes of the caller. */
  takeLateNotes(): readonly string[];
}

export interface BatchRunOptions {
  definition: Definition;
  calls: readonly Call[];
  /** The rows to make, in order, and what was counted for each. */
  left: ReadonlyMap<number, Counted>;
  number: string;
  consent: string | undefined;
  record: BatchRecord;
  limits: Limits;
  holds: Holds;
  clock: BatchClock;
  /** Since when the caller waits, by the clock; without the time in which somebody thought about the question. */
  startedAt: number;
  /** Whether the server is stopping, or no longer serves the organization. */
  isClosing: () => boolean;
  callTool: CallTool;
  context: CallContext;
  /** Selects parts of every answer. */
  fields: unknown;
  maxCharacters: number;
}

export class BatchRun {
  readonly #options: BatchRunOptions;
  readonly #results: RowResult[] = [];
  /** Rows that were sent, with their outcomes. */
  readonly #sent = new Map<number, Outcome>();
  #isRecorded = true;
  #takeLateNotes: () => readonly string[] = () => [];

  constructor(options: BatchRunOptions) {
    this.#options = options;
  }

  async makeCalls(): Promise<RunEnd> {
    const { left, clock, startedAt } = this.#options;
    const timeUp = new AbortController();
    const cancelTimer = clock.after(startedAt + BATCH_MS - clock.now(), () => timeUp.abort());
    try {
      for (const row of left.keys()) {
        const before = await this.#reasonToWait(clock.now() - startedAt);
        if (before) return this.#end({ row, ...before });
        const { outcome } = await this.#makeCall(row, timeUp.signal);
        if (!this.#isRecorded) return this.#end({ row, reason: 'not_recorded' });
        if (outcome === 'unknown' || outcome === 'not_sent') return this.#end({ row, reason: outcome });
      }
      return this.#end();
    } finally {
      cancelTimer();
    }
  }

  async #reasonToWait(elapsedMs: number): Promise<{ reason: StopReason; refusal?: ToolResult } | undefined> {
    const { context, definition, isClosing } = this.#options;
    if (isClosing()) return { reason: 'closing' };
    if (context.signal?.aborted) return { reason: 'cancelled' };
    if (elapsedMs >= LAST_ROW_MS) return { reason: 'time' };
    // The budget was charged for the first call when the batch arrived.
    const refusal = this.#results.length === 0 ? undefined : await context.refuseFurther?.(definition.tool);
    return refusal && { reason: 'budget', refusal };
  }

  async #makeCall(row: number, signal: AbortSignal): Promise<RowResult> {
    const { calls, callTool, context, fields, left, maxCharacters } = this.#options;
    const call = calls[row];
    if (!call) throw new Error(`a batch has no row ${row}`);
    context.onProgress?.(`Row ${row + 1} of ${calls.length}`);
    let answer: Answer | undefined;
    const room = Math.max(MIN_ROOM, Math.floor(maxCharacters / left.size));
    const result = await callTool(
      call.definition,
      { ...call.args, ...(fields !== undefined && { fields }) },
      {
        ...context,
        // A caller that goes away stops the batch before the next row, so that the outcome of this one is known.
        signal,
        batch: { getPermit: this.#permitFor(row, call) },
        onAnswer: (whole, takeLateNotes) => {
          answer = withoutExcess(whole, room);
          if (this.#results.length === 0) this.#takeLateNotes = takeLateNotes;
        },
      },
    );
    const ended: RowResult = {
      row,
      outcome: this.#sent.get(row) ?? 'not_sent',
      answer: answer ?? { value: parseJson(result.content[0]?.text ?? '{}'), notes: [] },
    };
    this.#results.push(ended);
    return ended;
  }

  #permitFor(row: number, call: Call): GetPermit {
    const { left, limits, record, number, consent, context, holds } = this.#options;
    return async (definition, args, { trail }): Promise<Permit> => {
      if (trail) trail.plan = number;
      if (trail && consent !== undefined) trail.consent = consent;
      // The operator may have changed the policy since the batch was allowed.
      await limits.check(definition, call.args, context.trace);
      await this.#recordSending(row);
      const counted = left.get(row) ?? { limits: [], giveBack: async () => undefined };
      if (trail && counted.limits.length > 0) trail.limits = counted.limits;
      const permit = writePermit(holds, { definition, args, subject: context.subject }, counted);
      this.#sent.set(row, 'unknown');
      return {
        ended: async (outcome) => {
          this.#sent.set(row, outcome);
          await permit.ended(outcome);
          const heldBy = outcome === 'unknown' && canBeHeld(definition) ? { heldBy: holds.id } : {};
          await record.add({ is: 'ended', row, outcome, ...heldBy }).catch(() => {
            this.#isRecorded = false;
          });
        },
        endedLate: (outcome) => {
          permit.endedLate?.(outcome);
          // If it cannot be recorded, the row stays unknown.
          if (outcome !== 'unknown') void record.add({ is: 'ended', row, outcome }).catch(() => undefined);
        },
      };
    };
  }

  /** @throws CapillaryError, so that the row is not sent, if that cannot be recorded */
  async #recordSending(row: number): Promise<void> {
    const { record, definition } = this.#options;
    try {
      await record.add({ is: 'sending', row });
    } catch {
      throw new CapillaryError({
        kind: 'not_configured',
        message: `Row ${row + 1} of the batch of ${definition.tool} was not sent: it could not be recorded.`,
        hint: 'Ask the operator of this server to see to where batches are recorded, then go on with the plan.',
        retryable: true,
        outcome: 'not_sent',
      });
    }
  }

  /** What was counted for rows that were not sent is given back. */
  async #end(stopped?: RunEnd['stopped']): Promise<RunEnd> {
    const { left } = this.#options;
    const unsent = [...left].filter(([row]) => !this.#sent.has(row));
    await Promise.all(unsent.map(([, counted]) => counted.giveBack()));
    return { results: this.#results, takeLateNotes: () => this.#takeLateNotes(), ...(stopped && { stopped }) };
  }
}

/** Enough for an error, or the first members of an answer. */
const MIN_ROOM = 400;
