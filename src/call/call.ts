/** One tool call, from arguments to result: validates, sends, selects fields, truncates, explains errors. Never throws. */
import type { Brand, OutcomeData, ViewData } from '../apps/contract.js';
import { CapillaryError, type Outcome } from '../client/errors.js';
import { internalError } from '../client/failures.js';
import type { RequestTrace } from '../client/trace.js';
import type { ApiResponse, CapillaryClient, SendOptions } from '../client/types.js';
import { lazy, lazyAsync } from '../lib/lazy.js';
import type { ReadFor } from '../tools/composition.js';
import { type Definition, risk } from '../tools/define.js';
import { correctFields } from './answer-fields.js';
import { definitionNotes } from './answer-notes.js';
import { checkArguments, invalidArguments } from './arguments.js';
import { LateOutcomes, type LateWrite } from './late-outcomes.js';
import type { CanCall } from './lookup-hint.js';
import { pagingNotes } from './paging.js';
import {
  type Answer,
  failureAnswer,
  inputRequiredResult,
  roomForFirstNotes,
  successAnswer,
  type ToolResult,
  toResult,
} from './result.js';

/** What happened to a call, for those who keep a record of it; filled in while the call is made. */
export interface CallTrail {
  /** The arguments as they were sent, with those that were filled in. */
  args?: Readonly<Record<string, unknown>>;
  /** The operator's limits that the call was held against. */
  limits?: readonly string[];
  /** The id that the API gave the request. */
  requestId?: string;
  /** How the user agreed to the call. */
  consent?: string;
  /** The plan that the call carries out. */
  plan?: string;
  /** Called when everything allows the request to be sent. @throws CapillaryError to stop it */
  onSending?: () => Promise<void>;
  /** Called if the outcome of a write becomes known after its call has ended. */
  onLateEnd?: (outcome: Outcome) => void;
}

/** The user's answer to a question; `late` if there was none in time. */
export type ConsentAnswer = 'accept' | 'decline' | 'cancel' | 'late';

/**
 * How the user can be asked. `inline`: the question is sent while the call waits. `rounds`: the call ends with the question,
 * and the client calls again with the state that came with it and the answer.
 */
export type Asking =
  | { readonly kind: 'inline'; ask(question: string): Promise<ConsentAnswer> }
  | { readonly kind: 'rounds'; readonly state?: string; readonly answer?: ConsentAnswer };

/** Thrown where the client has to ask its user, and call again. */
export class InputRequired {
  readonly question: string;
  readonly state: string;

  constructor(question: string, state: string) {
    this.question = question;
    this.state = state;
  }
}

/** What was so when a plan was made, and must still be so when it is carried out. */
export interface Watched {
  /** Points of the first of the customers concerned. */
  readonly balance?: number;
  /** The id of this customer. */
  readonly customer?: string;
  /** What a read said, by the path in its answer. */
  readonly values?: Readonly<Record<string, string>>;
}

/** A call that was previewed, which is now to be made. */
export interface PlannedCall {
  readonly number: string;
  readonly watched: Watched;
}

/** A call of a batch, about which the batch decides. */
interface BatchPart {
  /** Takes the arguments, checked and filled in. The call then ends; nothing is sent. */
  onChecked?(args: Readonly<Record<string, unknown>>): void;
  /** Asked instead of the usual leave to send a request. */
  getPermit?: GetPermit;
  /** Describes the batch instead of the call. */
  preview?: PreviewCall;
}

/** A client that shows views, or of which nobody knows whether it does. */
export interface Views {
  /** Takes the data of the view of a call's result. */
  readonly take: (data: ViewData | OutcomeData) => void;
  /** Whether the client certainly shows views, which can then carry out plans. */
  readonly areCertain: boolean;
}

/** The caller, and the signal that cancels the call. */
export interface CallContext {
  batch?: BatchPart;
  /** Told what a call that takes long is doing. */
  onProgress?: (message: string) => void;
  /** Whether the caller says that it knows what became of the same call before. */
  again?: boolean;
  /** Absent if the client cannot ask its user. */
  asking?: Asking;
  trail?: CallTrail;
  /** The call is described, and nothing is sent. */
  preview?: true;
  /** The arguments are those of a plan. */
  plan?: PlannedCall;
  signal?: AbortSignal;
  /** What the call belongs to in a trace. */
  trace?: RequestTrace;
  /** The caller's name, never a secret: for the audit log, and for what concerns nobody else. */
  subject?: string;
  /** What the client calls itself. */
  client?: string;
  /** Notes for the result, such as on names that have changed. */
  notes?: readonly string[];
  /**
   * Takes the whole answer of a call that is one of several with a common result. The result of the call itself then only
   * says whether and how it failed.
   *
   * @param takeLateNotes - takes the notes on earlier writes of the caller, which are shown once
   */
  onAnswer?: (answer: Answer, takeLateNotes: () => readonly string[]) => void;
  /** Takes the answer of a call that is a part of another, as the API gave it, or the error; nothing else is made of them. */
  part?: { onAnswer(answer: unknown): void; onFailure(error: CapillaryError): void };
  /** Makes a read for a tool that is composed of several. Without it, there are none. */
  readFor?: ReadFor;
  /** What shows the call's result as a view; absent if the client shows none. */
  views?: Views;
  /** Whether a view calls, in which its user clicked. That is no consent. */
  isFromView?: boolean;
  /** Whether hints may name a tool; any by default. */
  canCall?: CanCall;
  /** Asked before each further call of several: refuses it if the caller's budget of calls is used up. */
  refuseFurther?: (tool: string) => Promise<ToolResult | undefined>;
}

/** Leave to send a request, and what is to be called when its outcome is known. */
export interface Permit {
  /**
   * @param outcome - `applied` also for a read that succeeded, or that found nothing
   * @param answer - of a call that succeeded
   */
  ended(outcome: Outcome, answer?: unknown): Promise<void>;
  /** Called if the outcome of a write becomes known after its call has ended. */
  endedLate?(outcome: Outcome): void;
}

/** @throws CapillaryError with the outcome `not_sent`, if the request may not be sent */
export type GetPermit = (
  definition: Definition,
  args: Readonly<Record<string, unknown>>,
  context: CallContext,
) => Promise<Permit>;

/** Says what a call with these arguments would do. @throws CapillaryError if it could not be made */
export type PreviewCall = (
  definition: Definition,
  args: Readonly<Record<string, unknown>>,
  context: CallContext,
) => Promise<object>;

export type CallTool = (
  definition: Definition,
  args: Record<string, unknown>,
  context?: CallContext,
) => Promise<ToolResult>;

/** Makes an answer fit the output schema of its tool, with notes on what did not. */
export type AdaptAnswer = (definition: Definition, answer: unknown) => Pick<Answer, 'value' | 'notes'>;

export interface CallOptions {
  /** Returns the client, which is created for the first call that needs it. */
  client: () => Promise<CapillaryClient>;
  /** Maximum length of a result's JSON, in characters. */
  maxCharacters: number;
  /** Whether answers of reads are compacted; they are by default. */
  compact?: boolean;
  /** Asked before each request, once its arguments are known to be valid; everything may be sent by default. */
  getPermit?: GetPermit;
  /** Describes calls that are only previewed. */
  preview?: PreviewCall;
  /** What composed answers say of the brand that they are about. */
  brand?: () => Promise<Brand>;
  /** Loads what makes answers fit the output schemas of their tools; they are then not compacted. */
  loadAdapt?: () => Promise<AdaptAnswer>;
  /** Called with errors inside this server. */
  onInternalError?: (tool: string, thrown: unknown) => void;
  /** Keeps what became of writes after their calls; its own by default. */
  lateOutcomes?: LateOutcomes;
  /** Milliseconds since 1970; replaced in tests. */
  now?: () => number;
}

/** Creates the function behind every tool. All accept `fields`, and writes `again`; all other arguments go to the API. */
export function createCallTool(options: CallOptions): CallTool {
  const { client, maxCharacters, getPermit, preview, onInternalError, now = Date.now } = options;
  const { lateOutcomes = new LateOutcomes(now) } = options;
  /** A caller that cancelled reads no answer, so the notes are kept for its next call. */
  const takeLateNotes = ({ signal, subject }: CallContext): string[] =>
    signal?.aborted ? [] : lateOutcomes.take(subject, roomForFirstNotes(maxCharacters));
  const finish = (answer: Answer, lateNotes: () => readonly string[], { onAnswer }: CallContext): ToolResult => {
    if (!onAnswer) return toResult({ ...answer, notes: [...lateNotes(), ...answer.notes] }, maxCharacters);
    onAnswer(answer, lateNotes);
    return toResult({ notes: [], value: {}, ...(answer.isError && { value: answer.value, isError: true }) }, MIN_LIMIT);
  };
  return async (definition, { fields: fieldsArgument, again: againArgument, ...args }, context = {}) => {
    let [sent, permit, argumentNotes]: [boolean, Permit | undefined, string[]] = [false, undefined, []];
    const lateNotes = lazy(() => takeLateNotes(context));
    try {
      const { fields, notes: fieldsNotes } = correctFields(definition, readFields(definition, fieldsArgument));
      argumentNotes = [...checkArguments(definition, args), ...fieldsNotes];
      const again = readAgain(definition, againArgument);
      const asked = again ? { ...context, again } : context;
      const { batch } = context;
      if (batch?.onChecked) {
        batch.onChecked(args);
        return toResult({ value: {}, notes: argumentNotes }, maxCharacters);
      }
      if (context.preview) {
        const notes = [...(context.notes ?? []), ...argumentNotes];
        const value = await describeCall(batch?.preview ?? preview, definition, args, asked);
        return finish({ value, notes }, lateNotes, context);
      }
      permit = await askForPermit(batch?.getPermit ?? getPermit, definition, args, asked);
      const send = async (): Promise<Answered> => {
        const api = await client();
        sent = true;
        const late = sendOptions({ definition, args, calledAt: now() }, context, { lateOutcomes, permit });
        return api.send(definition, args, late);
      };
      const response = await (definition.composition ? composeAnswer(options, definition, args, context) : send());
      if (context.trail && response.requestId !== undefined) context.trail.requestId = response.requestId;
      await permit?.ended('applied', response.data);
      permit = undefined;
      if (context.part) {
        context.part.onAnswer(response.data);
        return EMPTY;
      }
      const notes = [...(context.notes ?? []), ...argumentNotes];
      const answer = await toAnswer(options, definition, response, {
        ...(fields.length > 0 && { fields }),
        args,
        notes,
      });
      return finish(answer, lateNotes, context);
    } catch (thrown) {
      if (thrown instanceof InputRequired) return inputRequiredResult(thrown);
      const failure = thrown instanceof CapillaryError ? thrown : internalError(definition, { sent, cause: thrown });
      await permit?.ended(endOf(definition, failure, sent));
      context.part?.onFailure(failure);
      const { canCall = anyTool } = context;
      const { withRefusalHint } = await loadRefusalHints();
      const explained = await withRefusalHint(failure, definition, args);
      const error = await withTools(explained, definition, args, canCall);
      if (error.cause !== undefined) onInternalError?.(definition.tool, error.cause);
      // They say what was sent, which is certain only if the API responded.
      const notes = error.httpStatus === undefined ? [] : argumentNotes;
      return finish(failureAnswer(error, [...(context.notes ?? []), ...notes]), lateNotes, context);
    }
  };
}

/** What explains refusals and warnings. Most calls have neither, and a start needs nothing of it. */
const loadRefusalHints = lazyAsync(() => import('./refusal-hint.js'));

const EMPTY: ToolResult = { content: [] };

type Arguments = Readonly<Record<string, unknown>>;

/** What an answer is made of. */
type Answered = Omit<ApiResponse, 'httpStatus'>;

/** The answer of a tool that makes reads instead of a request. What makes them is loaded with the first. */
async function composeAnswer(
  { brand = async () => ({ sandbox: false }) }: CallOptions,
  definition: Definition,
  args: Readonly<Record<string, unknown>>,
  { readFor: read, views }: CallContext,
): Promise<Answered> {
  const { composition } = definition;
  if (!composition || !read) throw new Error(`${definition.tool} cannot make its reads here`);
  const { compose } = await import('./compose.js');
  const { answer, view } = await compose({ ...definition, composition }, args, { read, brand });
  views?.take(view);
  return { data: answer, warnings: [] };
}

/** Who waits for a write whose call has ended. */
interface LateReaders {
  lateOutcomes: LateOutcomes;
  permit: Permit | undefined;
}

function sendOptions(write: LateWrite, context: CallContext, { lateOutcomes, permit }: LateReaders): SendOptions {
  const { signal, subject, trace, trail } = context;
  const common = { ...(signal && { signal }), ...(subject !== undefined && { subject }), ...(trace && { trace }) };
  if (risk(write.definition) === 'read') return common;
  const onLateEnd = (failure: CapillaryError | undefined): void => {
    lateOutcomes.add(write, failure, subject);
    const outcome = failure === undefined ? 'applied' : (failure.outcome ?? 'unknown');
    trail?.onLateEnd?.(outcome);
    permit?.endedLate?.(outcome);
  };
  return { ...common, onLateEnd };
}

/** @param selected - the fields that the call selects, its arguments, and notes on them */
async function toAnswer(
  { maxCharacters, compact = true, loadAdapt }: CallOptions,
  definition: Definition,
  { data, warnings, length }: Answered,
  { args, notes, ...selected }: { fields?: readonly string[]; args: Arguments; notes: readonly string[] },
): Promise<Answer> {
  // Most answers have none, and a call waits for nothing that it does not need.
  const described =
    warnings.length === 0 ? [] : await (await loadRefusalHints()).describeWarnings(definition, warnings);
  const adapt = loadAdapt && (await loadAdapt());
  return successAnswer(definition, data, {
    ...selected,
    notes: [...notes, ...described, ...definitionNotes(definition, args, data), ...pagingNotes(definition, data)],
    length,
    // What a write reports as empty may be what it says, and each of its rows says what became of it.
    ...(compact && { compactTo: maxCharacters, keepsEmpty: risk(definition) !== 'read' }),
    ...(adapt && { adapt: (value) => adapt(definition, value) }),
  });
}

async function describeCall(
  preview: PreviewCall | undefined,
  definition: Definition,
  args: Readonly<Record<string, unknown>>,
  context: CallContext,
): Promise<object> {
  if (context.trail) context.trail.args = args;
  // Under a name of its own, because it may stand where the answer of the tool is expected.
  return { preview: await preview?.(definition, args, context) };
}

async function askForPermit(
  getPermit: GetPermit | undefined,
  definition: Definition,
  args: Readonly<Record<string, unknown>>,
  context: CallContext,
): Promise<Permit | undefined> {
  const { trail } = context;
  if (trail) trail.args = args;
  const permit = await getPermit?.(definition, args, context);
  try {
    await trail?.onSending?.();
  } catch (error) {
    await permit?.ended('not_sent');
    throw error;
  }
  return permit;
}

/**
 * The error with the tools that lead on from it in its hint. What knows them is loaded only if a call is refused: a start
 * and its calls do not need it.
 */
async function withTools(
  error: CapillaryError,
  definition: Definition,
  args: Record<string, unknown>,
  canCall: CanCall,
): Promise<CapillaryError> {
  if (error.kind === 'invalid_arguments' && error.httpStatus === undefined) {
    const { withSiblingHint } = await import('./sibling-hint.js');
    const explained = await withSiblingHint(error, definition, args, canCall);
    if (explained !== error) return explained;
    const { withLookupHint } = await import('./lookup-hint.js');
    return withLookupHint(error, definition, args, canCall);
  }
  if (error.httpStatus === undefined && error.kind !== 'not_found') return error;
  const { withLookupHint, withSearchHint } = await import('./lookup-hint.js');
  return withSearchHint(await withLookupHint(error, definition, args, canCall), definition, canCall);
}

const anyTool: CanCall = async () => true;

/** The smallest limit that can be set for results. */
const MIN_LIMIT = 1_750;

/** A read that finds nothing has an answer as well. */
function endOf(definition: Definition, { kind, outcome }: CapillaryError, sent: boolean): Outcome {
  if (risk(definition) === 'read' && kind === 'not_found') return 'applied';
  return outcome ?? (sent ? 'unknown' : 'not_sent');
}

/** Parses `again`, which only writes take. */
function readAgain(definition: Definition, value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 'false') return false;
  const isRead = risk(definition) === 'read';
  if (!isRead && (value === true || value === 'true')) return true;
  const problem = isRead ? 'only writes take it; a read can be made as often as you like' : 'expected true or nothing';
  throw invalidArguments(definition, [{ argument: 'again', problem }]);
}

/** Parses `fields`: a list of paths, or one comma-separated text. */
function readFields(definition: Definition, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const paths = typeof value === 'string' ? value.split(',') : value;
  if (
    !Array.isArray(paths) ||
    paths.length > 100 ||
    !paths.every((path) => typeof path === 'string' && path.length <= 200)
  ) {
    throw invalidArguments(definition, [
      { argument: 'fields', problem: 'expected a list of at most 100 paths such as ["data[].id"]' },
    ]);
  }
  return paths.map((path: string) => path.trim()).filter((path) => path !== '');
}
