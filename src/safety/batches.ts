/** Batches: calls of one tool that are allowed together, made in order, recorded, and taken up again where they stopped. */
import { type CallContext, type CallTool, InputRequired } from '../call/call.js';
import { failureResult, type ToolResult, toResult } from '../call/result.js';
import { CapillaryError } from '../client/errors.js';
import { internalError } from '../client/failures.js';
import { isObject, stringifyJson } from '../lib/json.js';
import type { Observable } from '../lib/observable.js';
import { type Definition, risk } from '../tools/define.js';
import { phraseBatchQuestion } from './batch-question.js';
import { BatchRecord, type BatchState, batchNumber, journalName, openCalls, readState } from './batch-record.js';
import {
  atRow,
  batchConflict,
  batchesUnavailable,
  mustContinue,
  repeatedBatch,
  rowUnknown,
  tooLargeBatch,
  unrecordedBatch,
} from './batch-refusals.js';
import { reportOf } from './batch-report.js';
import { type BatchClock, BatchRun, batchClock } from './batch-run.js';
import { type ConsentOptions, needsConsent, obtainConsent } from './consent.js';
import { canBeHeld, type Holds } from './holds.js';
import type { Journals } from './journals.js';
import type { Call, Counted, Limits } from './limits.js';
import { NO_PLAN, needsPlan, type Plans, watchedIn } from './plans.js';
import type { ConfirmMode, Policy } from './policy.js';
import type { Owner } from './seal.js';
import { checkWatched, type WatchSources } from './watched.js';

type Args = Readonly<Record<string, unknown>>;

export interface BatchesOptions {
  policy: Observable<Policy>;
  limits: Limits;
  holds: Holds;
  /** Which calls users are asked about. */
  mode: ConfirmMode;
  questionsOf: (context: CallContext) => ConsentOptions & WatchSources;
  plans: Plans;
  requirePlan: boolean;
  journals: Journals;
  /** The organization and its credentials; nobody else can guess the numbers of its batches or open them. */
  organization: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Whether no further row may be begun, because the server is stopping. */
  isClosing?: (() => boolean) | undefined;
  /** Replaced in tests. */
  clock?: BatchClock | undefined;
}

/** Calls of one tool, checked and with what was filled in. */
export interface Batch {
  /** The tool as it is named; its arguments may make a call less than that. */
  readonly definition: Definition;
  readonly calls: readonly Call[];
  readonly number: string;
  /** Whether the caller named the number instead of the calls. */
  readonly isPlanned: boolean;
  /** Whether the caller knows what became of the row, or of the same batch, before. */
  readonly again: boolean;
}

/** How a batch is made. */
export interface BatchRequest {
  callTool: CallTool;
  context: CallContext;
  fields: unknown;
  maxCharacters: number;
}

/** A batch that a number stands for. */
export interface OpenedBatch {
  readonly tool: string;
  /** As they are sent; none once all have been made. */
  readonly calls: readonly Args[];
}

interface Begun {
  record: BatchRecord;
  left: ReadonlyMap<number, Counted>;
  state: BatchState;
  /** When somebody had agreed to it, by the clock; undefined if nobody was asked. */
  agreedAt?: number | undefined;
}

export class Batches {
  readonly #options: BatchesOptions;

  readonly #clock: BatchClock;

  constructor(options: BatchesOptions) {
    this.#options = options;
    this.#clock = options.clock ?? batchClock;
  }

  /** @param given - the arguments of the calls as they were given */
  numberOf(definition: Definition, given: readonly Args[], subject: string | undefined): string {
    return batchNumber(this.#ownerOf(subject), definition.tool, given);
  }

  /** @throws CapillaryError if this caller has no such batch */
  async open(number: string, subject: string | undefined): Promise<OpenedBatch> {
    const owner = this.#ownerOf(subject);
    const journal = await this.#options.journals.read(journalName(number));
    if (journal === 'unavailable') throw batchesUnavailable();
    const state = journal && readState(journal, number, owner);
    if (journal && state && state.finishedAt === undefined) {
      const calls = journal.calls === undefined ? undefined : openCalls(journal.calls, number, owner);
      if (calls?.length !== state.rows) throw batchConflict('The batch', NO_PLAN);
      return { tool: state.tool, calls };
    }
    const planned = await this.#planOf(number, owner);
    if (planned) return planned;
    if (state) return { tool: state.tool, calls: [] };
    throw batchConflict('The batch', NO_PLAN);
  }

  /** Makes the calls of a batch that are left. Never throws. */
  async run(batch: Batch, request: BatchRequest): Promise<ToolResult> {
    const { context, maxCharacters } = request;
    const arrivedAt = this.#clock.now();
    let isBegun = false;
    try {
      const begun = await this.#begin(batch, context);
      if ('finished' in begun) return toResult(reportOf(batch, begun.finished), maxCharacters);
      isBegun = true;
      return await this.#makeCalls(batch, begun, request, begun.agreedAt ?? arrivedAt);
    } catch (thrown) {
      const isReason = thrown instanceof CapillaryError || thrown instanceof InputRequired;
      return refuse(
        batch,
        isReason ? thrown : internalError(batch.definition, { sent: isBegun, cause: thrown }),
        request,
      );
    }
  }

  /** Why the batch would be refused before anybody is asked; for a call, with its row. */
  async problems({ calls, definition, number, again }: Batch, context: CallContext): Promise<CapillaryError[]> {
    const { limits, holds } = this.#options;
    const ofCalls = await Promise.all(
      calls.map(async (call, row): Promise<CapillaryError[]> => {
        try {
          await limits.check(call.definition, call.args, context.trace);
          if (risk(call.definition) !== 'read' && !again) await holds.check(call.definition, call.args, context);
          return [];
        } catch (error) {
          return [atRow(error, row)];
        }
      }),
    );
    const ofAll = await Promise.resolve()
      .then(async () => {
        this.#refuseKnown(definition, number, await this.#stateOf(number, this.#ownerOf(context.subject)), again);
        limits.checkRows(definition, calls);
        if (stringifyJson(calls.map(({ args }) => args)).length > MAX_CALLS) throw tooLargeBatch(definition);
      })
      .then(
        () => [],
        (error) => [atRow(error)],
      );
    return [...ofAll, ...ofCalls.flat()];
  }

  /** Whether the user would be asked before the batch. */
  asks({ calls }: Batch): boolean {
    const { mode, policy } = this.#options;
    return needsConsent(mode, policy.current(), calls);
  }

  async #begin(batch: Batch, context: CallContext): Promise<Begun | { finished: BatchState }> {
    const { number, isPlanned, again, calls } = batch;
    const state = await this.#stateOf(number, this.#ownerOf(context.subject));
    if (state && isPlanned) {
      if (state.finishedAt === undefined) return this.#continue(batch, context);
      if (!again || calls.length === 0) return { finished: state };
    }
    return this.#start(batch, context);
  }

  async #start(batch: Batch, context: CallContext): Promise<Begun> {
    const { definition, calls, number, isPlanned, again } = batch;
    const { limits, requirePlan, holds, plans, now } = this.#options;
    const { subject } = context;
    await this.#check(batch, context);
    if (requirePlan && !isPlanned && calls.some((call) => call.definition.consent === 'always'))
      throw needsPlan(definition);
    const given = this.asks(batch) ? await this.#ask(batch, context) : undefined;
    const agreedAt = given === undefined ? undefined : this.#clock.now();
    // Somebody may have thought about it for minutes.
    if (given !== undefined) await this.#check(batch, context);
    await this.#checkWatched(batch, context);
    return this.#recorded(batch, subject, async (record) => {
      this.#refuseKnown(definition, number, record.state, again);
      const counted = await limits.countAll(definition, calls, subject, context.trace);
      try {
        if (isPlanned) await plans.use(definition, number);
        if (again) await Promise.all(calls.map((call) => holds.release(call.definition, call.args, subject)));
        await recording(definition, async () => {
          await record.keepCalls(calls.map(({ args }) => args));
          const consented = given === undefined ? {} : { consent: given };
          await record.add({ is: 'begun', at: now(), tool: definition.tool, rows: calls.length, ...consented });
        });
      } catch (error) {
        await Promise.all(counted.map(({ giveBack }) => giveBack()));
        throw error;
      }
      const state: BatchState = {
        ...NOTHING,
        tool: definition.tool,
        rows: calls.length,
        begunAt: now(),
        consent: given,
      };
      return { record, state, left: new Map(counted.entries()), agreedAt };
    });
  }

  async #continue(batch: Batch, context: CallContext): Promise<Begun | { finished: BatchState }> {
    const { definition, calls } = batch;
    const { limits } = this.#options;
    return this.#recorded<Begun | { finished: BatchState }>(batch, context.subject, async (record) => {
      const { state } = record;
      if (!state) throw batchConflict(definition.tool, NO_PLAN);
      if (state.finishedAt !== undefined) {
        await record.close();
        return { finished: state };
      }
      await this.#passUnknown(batch, record, state, context);
      const rows = [...calls.keys()].filter((row) => !state.outcomes.has(row));
      const left = rows.flatMap((row) => calls[row] ?? []);
      for (const call of left) await limits.check(call.definition, call.args, context.trace);
      const counted = await limits.countAll(definition, left, context.subject, context.trace);
      return { record, state, left: new Map(rows.map((row, index) => [row, counted[index] ?? UNCOUNTED])) };
    });
  }

  /**
   * Goes on behind rows whose outcome is unknown, if the caller has looked or knows.
   *
   * @throws CapillaryError if it has to look first
   */
  async #passUnknown(
    { calls, again, definition, number }: Batch,
    record: BatchRecord,
    state: BatchState,
    context: CallContext,
  ) {
    const { holds } = this.#options;
    const { subject } = context;
    for (const [row, outcome] of state.outcomes) {
      const call = calls[row];
      if (!call || state.passed.has(row) || (outcome !== 'unknown' && outcome !== 'sending')) continue;
      const isHeld = canBeHeld(call.definition);
      // Where the process has ended since, nobody remembers the hold.
      const isForgotten = outcome === 'sending' || (isHeld && state.heldBy.get(row) !== holds.id);
      if (isHeld && !again && isForgotten) await holds.add(call.definition, call.args, subject);
      if (isForgotten) {
        const heldBy = isHeld ? { heldBy: holds.id } : {};
        await recording(definition, () => record.add({ is: 'ended', row, outcome: 'unknown', ...heldBy }));
      }
      if (again) await holds.release(call.definition, call.args, subject);
      else {
        await holds.check(call.definition, call.args, context).catch(async () => {
          throw await rowUnknown(call.definition, number, row, context.canCall);
        });
      }
      await recording(definition, () => record.add({ is: 'passed', row }));
    }
  }

  async #makeCalls(
    batch: Batch,
    { record, left, state }: Begun,
    request: BatchRequest,
    startedAt: number,
  ): Promise<ToolResult> {
    const { limits, holds, now, isClosing = () => false } = this.#options;
    const clock = this.#clock;
    const { definition, calls, number } = batch;
    try {
      const run = new BatchRun({
        ...request,
        ...{ definition, calls, number, left, record, limits, holds, clock, startedAt, isClosing },
        consent: state.consent,
      });
      const end = await run.makeCalls();
      const outcomes = new Map(state.outcomes);
      for (const { row, outcome } of end.results) if (outcome !== 'not_sent') outcomes.set(row, outcome);
      // If it cannot be recorded, the next run finds nothing left, and records it.
      if (!end.stopped) await record.finish(now()).catch(() => undefined);
      return toResult(reportOf(batch, { ...state, outcomes }, end, request.maxCharacters), request.maxCharacters);
    } finally {
      await record.close().catch(() => undefined);
    }
  }

  /** @throws CapillaryError for the first problem */
  async #check(batch: Batch, context: CallContext): Promise<void> {
    const [problem] = await this.problems(batch, context);
    if (problem) throw problem;
  }

  #ask({ definition, calls }: Batch, context: CallContext): Promise<string> {
    const consent = this.#options.questionsOf(context);
    const phrase = (): Promise<string> => phraseBatchQuestion(definition, calls, consent);
    return obtainConsent(consent, { definition, args: { calls: calls.map(({ args }) => args) }, phrase }, context);
  }

  async #checkWatched({ calls, number, isPlanned }: Batch, context: CallContext): Promise<void> {
    if (!isPlanned) return;
    const plan = await this.#options.plans.find(number, this.#ownerOf(context.subject));
    const watched = plan && plan !== 'unavailable' ? plan.args['watched'] : undefined;
    if (!Array.isArray(watched)) return;
    const sources = this.#options.questionsOf(context);
    const check = async ({ definition, args }: Call, row: number): Promise<void> => {
      try {
        await checkWatched(sources, definition, args, watchedIn(watched[row]));
      } catch (error) {
        throw atRow(error, row);
      }
    };
    await Promise.all(calls.slice(0, watched.length).map(check));
  }

  /** A batch must not be made twice by mistake: neither while it is under way, nor after an answer that was lost. */
  #refuseKnown(definition: Definition, number: string, state: BatchState | undefined, again: boolean): void {
    if (!state) return;
    if (state.finishedAt === undefined) throw mustContinue(definition, number, state);
    if (!again && canBeHeld(definition)) throw repeatedBatch(definition, state);
  }

  async #stateOf(number: string, owner: Owner): Promise<BatchState | undefined> {
    const journal = await this.#options.journals.read(journalName(number));
    if (journal === 'unavailable') throw batchesUnavailable();
    return journal && readState(journal, number, owner);
  }

  /** Opens the record for a task, which leaves it open if it succeeds. */
  async #recorded<T>(
    { definition, number }: Batch,
    subject: string | undefined,
    task: (record: BatchRecord) => Promise<T>,
  ): Promise<T> {
    const writer = await recording(definition, () => this.#options.journals.write(journalName(number)));
    if (writer === 'unavailable') throw batchesUnavailable();
    if (writer === 'busy') throw batchConflict(definition.tool, 'the batch is being made by another call');
    const record = new BatchRecord(writer, number, this.#ownerOf(subject));
    try {
      return await task(record);
    } catch (error) {
      await record.close().catch(() => undefined);
      throw error;
    }
  }

  async #planOf(number: string, owner: Owner): Promise<OpenedBatch | undefined> {
    const plan = await this.#options.plans.find(number, owner);
    if (plan === 'unavailable') throw batchesUnavailable();
    const calls = plan?.args['calls'];
    return plan && Array.isArray(calls) && calls.every(isObject) ? { tool: plan.tool, calls } : undefined;
  }

  #ownerOf = (subject: string | undefined): Owner => ({ organization: this.#options.organization, subject });
}

const NOTHING = { outcomes: new Map(), passed: new Set<number>(), heldBy: new Map(), finishedAt: undefined } as const;
/** Characters of the JSON of all arguments, which are recorded until the batch is finished. */
const MAX_CALLS = 1_000_000;

const UNCOUNTED: Counted = { limits: [], giveBack: async () => undefined };

/** @throws CapillaryError if the batch cannot be recorded, so that none of its calls is sent */
async function recording<T>(definition: Definition, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch {
    throw unrecordedBatch(definition);
  }
}

/** The refusal as that of the first call, so that it is reported and audited like one. */
async function refuse(
  { calls: [first], number, isPlanned }: Batch,
  reason: CapillaryError | InputRequired,
  { callTool, context, maxCharacters }: BatchRequest,
): Promise<ToolResult> {
  if (!first) return failureResult(reason instanceof CapillaryError ? reason : batchesUnavailable(), maxCharacters);
  return callTool(
    first.definition,
    { ...first.args },
    {
      ...context,
      batch: {
        getPermit: async (_definition, _args, { trail }) => {
          if (trail && isPlanned) trail.plan = number;
          throw reason;
        },
      },
    },
  );
}
