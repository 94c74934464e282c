/** What a call would do, without sending it: the request, whom it concerns, what it counts against, and a plan for it. */
import type { CallContext, Watched } from '../call/call.js';
import { project } from '../call/project.js';
import { CapillaryError } from '../client/errors.js';
import { buildRequest } from '../client/request.js';
import { stringifyJson } from '../lib/json.js';
import { type Definition, type Risk, risk } from '../tools/define.js';
import type { Forecast, Limits } from './limits.js';
import { maskSecrets } from './masked-arguments.js';
import { PLAN_MS, type Plans } from './plans.js';
import { identifiersIn, phraseQuestion, type QuestionSources, undoOf } from './question.js';
import { readBeside } from './side-reads.js';
import type { Identifier, Read, Subject } from './subjects.js';
import { watch } from './watched.js';

type Args = Readonly<Record<string, unknown>>;

/** @throws CapillaryError if the call may not be made */
export type CheckCall = (definition: Definition, args: Args, context: CallContext) => Promise<void>;

export interface PreviewOptions extends QuestionSources {
  organization: string;
  limits: Limits;
  /** @throws CapillaryError if the call would be refused before anybody is asked */
  check: CheckCall;
  plans: Plans;
  read: Read;
  /** Whether the user would be asked before the call. */
  asks: (definition: Definition, args: Args) => boolean;
  /** Whether nothing is ever sent. */
  dryRun: boolean;
}

/** What a call would do. */
export interface Preview {
  tool: string;
  risk: Risk;
  request?: {
    method: string;
    path: string;
    query?: string;
    headers?: Readonly<Record<string, string>>;
    body?: unknown;
  };
  /** The reads that a composed tool makes instead of a request. */
  reads?: readonly string[];
  /** Why the call would be refused before anybody is asked. */
  refused?: string;
  /** What the user would be asked. */
  question?: string;
  subject?: { name?: string; balance?: number; found: boolean };
  limits?: readonly Forecast[];
  /** What the API says about the call beforehand. */
  check?: { tool: string; answer?: unknown; refused?: string };
  /** What must still be so when the plan is carried out, besides the customer and the balance. */
  watched?: Readonly<Record<string, string>>;
  undo?: string;
  plan?: string;
  note: string;
}

/** A preview waits no longer than this for what the API says beforehand. */
const CHECK_MS = 5_000;

/**
 * Describes a call whose arguments have been checked, and makes a plan of it.
 *
 * @throws CapillaryError if no request can be built of the arguments
 */
export async function previewCall(
  options: PreviewOptions,
  definition: Definition,
  args: Args,
  context: CallContext,
): Promise<Preview> {
  const { tool, composition } = definition;
  const request = composition ? { reads: composition.reads } : { request: await describeRequest(definition, args) };
  const refused = await refusalOf(options.check, definition, args, context);
  const common = { tool, risk: risk(definition), ...request, ...(refused !== undefined && { refused }) };
  if (risk(definition) === 'read') return { ...common, note: 'It changes nothing, so it needs no plan: call it.' };
  const { lookUp, subject } = lookUpOnce(options, definition, args);
  const [question, found, limits, check, watched] = await Promise.all([
    options.asks(definition, args) ? phraseQuestion(definition, args, { ...options, lookUp }) : undefined,
    subject,
    options.limits.forecast([{ definition, args }], context.subject, context.trace),
    checkBeforehand(options.read, definition, args, context),
    watchNow(options, definition, args, { context, found: subject }),
  ]);
  const { organization, plans } = options;
  const owner = { organization, subject: context.subject };
  const plan = refused === undefined ? await plans.make({ tool, args, watched }, owner) : undefined;
  return {
    ...common,
    ...(question !== undefined && { question }),
    ...(found && { subject: describeSubject(found.subject) }),
    ...(limits.length > 0 && { limits }),
    ...(check && { check }),
    ...(watched.values && { watched: watched.values }),
    undo: describeUndo(definition),
    ...(plan !== undefined && { plan }),
    note: noteOn(plan, refused, options.dryRun),
  };
}

function noteOn(plan: string | undefined, refused: string | undefined, dryRun: boolean): string {
  if (dryRun) return 'Nothing was sent: this server runs dry, and sends no write, not even by plan.';
  if (refused !== undefined) return 'Nothing was sent. The call would be refused, so there is no plan.';
  if (plan === undefined)
    return 'Nothing was sent. No plan could be kept: the call is too large, or plans cannot be kept.';
  return `Nothing was sent. To make exactly this call, pass plan instead of arguments, once, within ${PLAN_MS / 60_000} minutes.`;
}

/** The request, without secrets. @throws CapillaryError if it cannot be built */
export async function describeRequest(definition: Definition, args: Args): Promise<NonNullable<Preview['request']>> {
  await buildRequest(definition, args);
  const { body, ...masked } = maskSecrets(definition, args);
  const { method, path, query, headers } = await buildRequest(definition, masked);
  return {
    method,
    path,
    ...(query !== '' && { query }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(body !== undefined && body !== null && { body }),
  };
}

async function refusalOf(check: CheckCall, ...call: Parameters<CheckCall>): Promise<string | undefined> {
  try {
    await check(...call);
    return undefined;
  } catch (error) {
    if (error instanceof CapillaryError) return error.message;
    throw error;
  }
}

interface Found {
  /** Undefined if the customer was not found, or not in time. */
  readonly subject: Subject | undefined;
}

/** The question names the same customer, who is looked up once. */
function lookUpOnce({ lookUp }: QuestionSources, definition: Definition, args: Args) {
  const [first] = identifiersIn(definition, args);
  const looking = first && lookUp(first);
  const isFirst = (identifier: Identifier): boolean => stringifyJson(identifier) === stringifyJson(first);
  return {
    lookUp: (identifier: Identifier) => (looking && isFirst(identifier) ? looking : lookUp(identifier)),
    subject: looking?.then((subject): Found => ({ subject })),
  };
}

export const describeSubject = (subject: Subject | undefined): NonNullable<Preview['subject']> => ({
  found: subject !== undefined,
  ...(subject?.name !== undefined && { name: subject.name }),
  ...(subject?.balance !== undefined && { balance: subject.balance }),
});

export function describeUndo(definition: Definition): string {
  const undo = undoOf(definition);
  return undo === undefined ? 'cannot be undone' : `can be undone (${undo})`;
}

async function checkBeforehand(
  read: Read,
  { precheck }: Definition,
  args: Args,
  { canCall }: CallContext,
): Promise<Preview['check']> {
  if (!precheck || !(await isCallable(precheck.tool, canCall))) return undefined;
  const { tool, fields } = precheck;
  const said = await readBeside(read, precheck, args, CHECK_MS);
  if (said === undefined) return undefined;
  if ('answer' in said) return { tool, answer: project(said.answer, fields).value };
  return { tool, refused: 'refused' in said ? said.refused : said.unknown };
}

/** Nobody learns in a preview what they may not read. */
const isCallable = async (tool: string, canCall: CallContext['canCall']): Promise<boolean> =>
  canCall === undefined || canCall(tool);

async function watchNow(
  { read }: PreviewOptions,
  definition: Definition,
  args: Args,
  { context, found }: { context: CallContext; found: Promise<Found> | undefined },
): Promise<Watched> {
  const { watch: watching } = definition;
  if (typeof watching === 'object' && !(await isCallable(watching.tool, context.canCall))) return {};
  return watch({ read }, definition, args, (await found)?.subject);
}
