/** What a batch would do, without sending it: its first requests, sums, whom it concerns, problems of rows, and a plan. */
import type { CallContext } from '../call/call.js';
import type { CapillaryError } from '../client/errors.js';
import { type Risk, risk } from '../tools/define.js';
import { sumOfPoints } from './amounts.js';
import { lookUpEachOnce, MAX_NAMED, measureAll, phraseBatchQuestion, subjectsOf } from './batch-question.js';
import type { Batch, Batches } from './batches.js';
import type { Call, Forecast, Limits } from './limits.js';
import { PLAN_MS, type Plans } from './plans.js';
import { describeRequest, describeSubject, describeUndo, type Preview } from './preview.js';
import { identifiersIn, type QuestionSources } from './question.js';
import { type WatchSources, watch } from './watched.js';

/** What is wrong with a row, counted from 1. */
export interface RowProblem {
  readonly row: number;
  readonly problem: string;
}

export interface BatchPreviewOptions extends QuestionSources, WatchSources {
  organization: string;
  batches: Batches;
  limits: Limits;
  plans: Plans;
  /** Whether nothing is ever sent. */
  dryRun: boolean;
}

/** What a batch would do. */
export interface BatchPreview {
  tool: string;
  risk: Risk;
  rows: number;
  /** In all rows. */
  points?: number;
  messages?: number;
  bills?: number;
  /** Of the first rows. */
  requests: Preview['request'][];
  /** Rows whose requests are not shown. */
  further?: number;
  problems?: readonly RowProblem[];
  /** Problems of further rows. */
  furtherProblems?: number;
  refused?: string;
  question?: string;
  subjects?: readonly ({ row: number } & NonNullable<Preview['subject']>)[];
  furtherSubjects?: number;
  limits?: readonly Forecast[];
  undo: string;
  plan?: string;
  note: string;
}

const MAX_SHOWN = 3;
const MAX_PROBLEMS = 20;

/**
 * Describes a batch, and makes a plan of it if nothing is wrong.
 *
 * @param problems - of rows that were refused already, and are not among the calls
 */
export async function previewBatch(
  options: BatchPreviewOptions,
  batch: Batch,
  problems: readonly RowProblem[],
  context: CallContext,
): Promise<BatchPreview> {
  const { definition, calls } = batch;
  const { batches, limits } = options;
  const lookUp = lookUpEachOnce(options.lookUp);
  const refusals = await batches.problems(batch, context);
  const rowOf = rowsBeside(problems);
  const all = [...problems, ...refusals.flatMap((refusal) => toRowProblem(refusal, rowOf))].sort(
    (one, other) => one.row - other.row,
  );
  const refused = refusals.find(({ details }) => details?.['row'] === undefined)?.message;
  const subjects = subjectsOf(calls);
  const [requests, question, looked, forecasts, totals] = await Promise.all([
    Promise.all(calls.slice(0, MAX_SHOWN).map((call) => describeRequest(call.definition, call.args))),
    batches.asks(batch) ? phraseBatchQuestion(definition, calls, { ...options, lookUp }) : undefined,
    Promise.all(
      subjects.slice(0, MAX_NAMED).map(async (each) => ({ ...each, subject: await lookUp(each.identifier) })),
    ),
    limits.forecast(calls, context.subject, context.trace),
    totalsOf(calls, options),
  ]);
  const isFine = all.length === 0 && refused === undefined;
  const plan = isFine ? await makePlan(options, batch, context, lookUp) : undefined;
  return {
    tool: definition.tool,
    risk: risk(definition),
    rows: calls.length + problems.length,
    ...totals,
    requests,
    ...(calls.length > MAX_SHOWN && { further: calls.length - MAX_SHOWN }),
    ...(all.length > 0 && { problems: all.slice(0, MAX_PROBLEMS) }),
    ...(all.length > MAX_PROBLEMS && { furtherProblems: all.length - MAX_PROBLEMS }),
    ...(refused !== undefined && { refused }),
    ...(question !== undefined && { question }),
    ...(looked.length > 0 && {
      subjects: looked.map(({ row, subject }) => ({ row: rowOf(row + 1), ...describeSubject(subject) })),
    }),
    ...(subjects.length > MAX_NAMED && { furtherSubjects: subjects.length - MAX_NAMED }),
    ...(forecasts.length > 0 && { limits: forecasts }),
    undo: describeUndo(definition),
    ...(plan !== undefined && { plan }),
    note: noteOn(plan, isFine, options.dryRun),
  };
}

/** The row of a call, counted from 1, if rows with these problems are left out of the calls. */
function rowsBeside(problems: readonly RowProblem[]): (call: number) => number {
  const wrong = problems.map(({ row }) => row).sort((one, other) => one - other);
  return (call) => wrong.reduce((row, each) => (each <= row ? row + 1 : row), call);
}

const toRowProblem = ({ message, details }: CapillaryError, rowOf: (call: number) => number): RowProblem[] =>
  typeof details?.['row'] === 'number'
    ? [{ row: rowOf(details['row']), problem: message.replace(/^Row \d+ of the batch: /, '') }]
    : [];

async function totalsOf(
  calls: readonly Call[],
  sources: Pick<QuestionSources, 'measure'>,
): Promise<Pick<BatchPreview, 'points' | 'messages' | 'bills'>> {
  const total = await measureAll(calls, sources);
  const points = sumOfPoints(total);
  const bills = total.bills.reduce((sum, bill) => sum + bill, 0);
  return {
    ...(points > 0 && { points }),
    ...(total.messages > 0 && { messages: total.messages }),
    ...(bills > 0 && { bills }),
  };
}

/** A plan watches what matters to the first of its calls. */
async function makePlan(
  { plans, organization, read }: BatchPreviewOptions,
  { definition, calls, number }: Batch,
  { subject }: CallContext,
  lookUp: QuestionSources['lookUp'],
): Promise<string | undefined> {
  const watched = await Promise.all(
    calls.slice(0, MAX_NAMED).map(async (call) => {
      const [identifier] = identifiersIn(call.definition, call.args);
      return watch({ read }, call.definition, call.args, identifier && (await lookUp(identifier)));
    }),
  );
  const args = { calls: calls.map((call) => call.args), watched };
  return plans.make({ tool: definition.tool, args, watched: {} }, { organization, subject }, number);
}

function noteOn(plan: string | undefined, isFine: boolean, dryRun: boolean): string {
  if (dryRun) return 'Nothing was sent: this server runs dry, and sends no write, not even by plan.';
  if (!isFine) return 'Nothing was sent. The batch would be refused as a whole, so there is no plan.';
  if (plan === undefined)
    return 'Nothing was sent. No plan could be kept: the batch is too large, or plans cannot be kept.';
  return `Nothing was sent. To make exactly these calls, pass plan instead of calls, within ${PLAN_MS / 60_000} minutes. A batch that stops goes on with the same plan.`;
}
