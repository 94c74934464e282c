/** Batches of writes: many calls of one tool, checked as a whole before the first is sent. */
import { z } from 'zod';
import { findExceededBoundOfAll } from '../call/bounds.js';
import type { CallContext, CallTool } from '../call/call.js';
import { failureResult, type ToolResult } from '../call/result.js';
import { CapillaryError } from '../client/errors.js';
import type { RowProblem } from '../safety/batch-preview.js';
import { isBatchNumber } from '../safety/batch-record.js';
import type { Batch } from '../safety/batches.js';
import type { Call } from '../safety/limits.js';
import type { BatchGuard, Guard } from '../safety/permits.js';
import { asCalled } from '../tools/called-risk.js';
import { type Definition, risk } from '../tools/define.js';
import { parseJsonText } from './json-text.js';
import { type CallerOptions, nameOf, refuseCaller, refuseUnknown } from './named-call.js';
import { createRefusal, refuseArguments, refuseHiddenCall } from './refusal.js';
import { findCall } from './tool-name.js';

type Args = Record<string, unknown>;

const MAX_ROWS = 100;
const MAX_CHARACTERS = 1_700;
const MAX_PROBLEMS = 10;

export interface BatchCallerOptions extends CallerOptions {
  /** Of the common result of several calls. */
  maxCharacters: number;
  openBatches?: Guard['openBatches'] | undefined;
  checkCall: CallTool;
  trackBatch: (work: Promise<ToolResult>) => Promise<ToolResult>;
}

const OWN = ['fields', 'again', 'plan'] as const;

const ROW = z.preprocess(
  parseJsonText,
  z.strictObject({
    name: z.string().optional(),
    arguments: z.preprocess(
      parseJsonText,
      z.record(z.string(), z.unknown(), "expected an object, as in the tool's signature"),
    ),
  }),
);

const FORM = z.strictObject({
  name: z.string().optional(),
  calls: z
    .preprocess(
      parseJsonText,
      z.array(ROW, 'expected a list').min(1, 'the list is empty').max(MAX_ROWS, `a batch has at most ${MAX_ROWS} rows`),
    )
    .nullish(),
  arguments: z.null('not allowed beside calls').optional(),
  plan: z.string().nullish(),
  fields: z.unknown().optional(),
  again: z.union([z.boolean(), z.enum(['true', 'false'])], 'expected true or nothing').nullish(),
});

/** The rows of a batch as they were named, and what is wrong with them. */
interface Rows {
  definition: Definition;
  calls: Call[];
  number: string;
  isPlanned: boolean;
  problems: RowProblem[];
}

/** Makes a batch, or describes it. Nothing is sent if anything is wrong with any row. */
export async function callBatch(
  options: BatchCallerOptions,
  args: Args,
  context: CallContext = {},
): Promise<ToolResult> {
  const caller = nameOf(options.caller);
  const parsed = FORM.safeParse(args);
  if (!parsed.success) return refuseForm(parsed.error, caller);
  const { calls, plan, fields, again, name } = parsed.data;
  const guard = await options.openBatches?.();
  if (!guard) return refuse(caller, 'this server makes no batches');
  if (plan && (calls || options.caller === 'preview'))
    return refuse(caller, 'plan takes the place of calls, so pass only one');
  try {
    const rows = plan
      ? await openRows(options, guard, { plan, name }, context)
      : await readRows(options, guard, { name, calls: calls ?? [] }, context);
    if ('refusal' in rows) return rows.refusal;
    const batch: Batch = { ...rows, again: String(again) === 'true' };
    if (options.caller === 'preview' || guard.dryRun) return describe(options, guard, batch, rows.problems, context);
    if (rows.problems.length > 0) return refuseRows(options, batch, rows.problems, context);
    const { callTool, maxCharacters, trackBatch } = options;
    return await trackBatch(guard.batches.run(batch, { callTool, context, fields, maxCharacters }));
  } catch (error) {
    if (error instanceof CapillaryError) return failureResult(error, MAX_CHARACTERS);
    throw error;
  }
}

type Read = Rows | { refusal: ToolResult };

/** The rows that a plan stands for. @throws CapillaryError if this caller has no such plan */
async function openRows(
  options: BatchCallerOptions,
  { batches }: BatchGuard,
  { plan, name }: { plan: string; name: string | undefined },
  { subject }: CallContext,
): Promise<Read> {
  const caller = nameOf(options.caller);
  if (!isBatchNumber(plan)) return { refusal: refuse(caller, 'there is no such plan of this caller, or no longer') };
  const { tool, calls } = await batches.open(plan, subject);
  const named = name === undefined ? undefined : await findCall(options.catalogue, name, {});
  if (name !== undefined && named?.definition.tool !== tool) {
    return { refusal: refuse(caller, `the plan is one of ${tool}`) };
  }
  const definition = await options.catalogue.find(tool);
  if (!definition) return { refusal: refuse(caller, `there is no tool ${tool} any longer`) };
  const opened = calls.map((args): Call => ({ definition: asCalled(definition, args), args }));
  const refusal = refuseHidden(options, definition, opened);
  return refusal ? { refusal } : { definition, calls: opened, number: plan, isPlanned: true, problems: [] };
}

/** The rows that are given, checked one by one. */
async function readRows(
  options: BatchCallerOptions,
  { batches }: BatchGuard,
  { name, calls: rows }: { name: string | undefined; calls: readonly z.output<typeof ROW>[] },
  context: CallContext,
): Promise<Read> {
  const caller = nameOf(options.caller);
  if (name === undefined) return { refusal: refuse(caller, 'name is required: the tool that all rows call') };
  const exceeded = findExceededBoundOfAll(rows.map((row) => row.arguments));
  if (exceeded) return { refusal: refuse(caller, `${exceeded.argument}: ${exceeded.problem}, counting all rows`) };
  const found = await Promise.all(rows.map((row) => findCall(options.catalogue, row.name ?? name, row.arguments)));
  const current = found.flatMap((each) => each ?? []);
  const [first] = current;
  if (!first)
    return { refusal: await refuseUnknown({ name, args: rows[0]?.arguments }, options.catalogue, options.selection) };
  const { definition } = first;
  const isOneTool = current.length === rows.length && current.every((each) => each.definition === definition);
  if (!isOneTool) return { refusal: refuse(caller, 'all rows of a batch call one tool') };
  if (risk(definition) === 'read')
    return { refusal: refuse(caller, `${definition.tool} is a read; call_read_tool makes several at once`) };
  const given = current.map(({ args }): Call => ({ definition: asCalled(definition, args), args }));
  const refusal = refuseHidden(options, definition, given);
  if (refusal) return { refusal };
  const checked = await checkRows(options, given, rows, context);
  if ('refusal' in checked) return checked;
  const number = batches.numberOf(
    definition,
    given.map(({ args }) => args),
    context.subject,
  );
  return { definition, ...checked, number, isPlanned: false };
}

/** The first row that a filter hides, or that belongs to another caller, refuses all. */
function refuseHidden(
  { selection, caller }: CallerOptions,
  definition: Definition,
  calls: readonly Call[],
): ToolResult | undefined {
  for (const { definition: called, args } of calls.length > 0 ? calls : [{ definition, args: {} }]) {
    const hiding = selection.hiddenBy(called);
    if (hiding) return refuseHiddenCall(definition, { ...args }, hiding);
    if (caller !== 'preview' && caller !== risk(called) && caller !== risk(definition)) {
      return refuseCaller(caller, definition, { ...args });
    }
  }
  return undefined;
}

/** Checks each row as a single call would be, and fills in what the connection knows. */
async function checkRows(
  { checkCall }: BatchCallerOptions,
  calls: readonly Call[],
  rows: readonly { name?: string | undefined; arguments: Args }[],
  context: CallContext,
): Promise<Pick<Rows, 'calls' | 'problems'> | { refusal: ToolResult }> {
  const check = async (
    { definition, args }: Call,
    row: number,
  ): Promise<Call | RowProblem | { refusal: ToolResult }> => {
    const own = OWN.find((name) => name in (rows[row]?.arguments ?? {}));
    if (own !== undefined) return { row: row + 1, problem: `${own}: not allowed in a row; put it beside calls` };
    let complete: Call | undefined;
    const onChecked = (checked: Readonly<Args>): void => {
      complete = { definition, args: checked };
    };
    const result = await checkCall(definition, { ...args }, { ...context, batch: { onChecked } });
    if (complete) return complete;
    const { kind, message } = errorIn(result);
    return kind === 'invalid_arguments' ? { row: row + 1, problem: message } : { refusal: result };
  };
  const [first, ...others] = calls;
  if (!first) return { calls: [], problems: [] };
  // What the connection knows is asked for once.
  const checked = [await check(first, 0), ...(await Promise.all(others.map((call, index) => check(call, index + 1))))];
  const refused = checked.find((each) => 'refusal' in each);
  return (
    refused ?? {
      calls: checked.filter((each) => 'args' in each),
      problems: checked.filter((each) => 'problem' in each),
    }
  );
}

/** What a refusal says. Its first block is JSON that this server wrote. */
function errorIn({ content }: ToolResult): { kind?: string; message: string } {
  const { error = {} }: { error?: { kind?: string; message?: string } } = JSON.parse(content[0]?.text ?? '{}');
  return { message: 'it could not be checked', ...error };
}

/** Describes the batch as its first row, so that this is reported and audited like the preview of a call. */
async function describe(
  { callTool, caller }: BatchCallerOptions,
  { preview }: BatchGuard,
  batch: Batch,
  problems: readonly RowProblem[],
  context: CallContext,
): Promise<ToolResult> {
  const [first] = batch.calls;
  if (!first) return refuseProblems(nameOf(caller), problems);
  return callTool(
    first.definition,
    { ...first.args },
    {
      ...context,
      preview: true,
      batch: { preview: () => preview(batch, problems, context) },
    },
  );
}

/** Refuses the batch for what is wrong with its rows, which is reported and audited as that of one of them. */
async function refuseRows(
  { callTool, caller }: BatchCallerOptions,
  { definition, calls }: Batch,
  problems: readonly RowProblem[],
  context: CallContext,
): Promise<ToolResult> {
  const refusal = new CapillaryError(refusalOf(definition.tool, problems));
  const [first] = calls;
  if (!first) return refuseProblems(nameOf(caller), problems);
  return callTool(
    first.definition,
    { ...first.args },
    {
      ...context,
      batch: {
        getPermit: async () => {
          throw refusal;
        },
      },
    },
  );
}

const refusalOf = (tool: string, problems: readonly RowProblem[]) => {
  const shown = problems.slice(0, MAX_PROBLEMS).map(({ row, problem }) => `row ${row}: ${problem.slice(0, 300)}`);
  const others = problems.length - shown.length;
  return {
    kind: 'invalid_arguments',
    message: `The batch of ${tool} was not made, because of ${problems.length === 1 ? 'a row' : `${problems.length} rows`}: ${shown.join(' | ')}${others > 0 ? ` | and ${others} more` : ''}`,
    hint: 'Correct these rows or leave them out. Nothing was sent, also not for the other rows.',
    retryable: false,
    outcome: 'not_sent',
  } as const;
};

const refuseProblems = (caller: string, problems: readonly RowProblem[]): ToolResult =>
  failureResult(new CapillaryError(refusalOf(caller, problems)), MAX_CHARACTERS);

const refuse = (caller: string, reason: string): ToolResult =>
  createRefusal({
    kind: 'invalid_arguments',
    message: `${caller} did nothing: ${reason}.`,
    hint: HINT,
    outcome: 'not_sent',
  });

const refuseForm = (error: z.ZodError, caller: string): ToolResult =>
  refuseArguments(error, {
    tool: caller,
    names: ['name', 'calls', 'plan', 'fields'],
    unknown: "unknown argument; put the tool's own arguments into 'arguments' of each row",
    hint: HINT,
  });

const HINT = `Pass the tool, and 1 to ${MAX_ROWS} calls of it: {"name": "tool_name", "calls": [{"arguments": {…}}, …]}.`;
