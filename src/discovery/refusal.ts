/** The results with which the meta-tools refuse a call: what was wrong, and what to pass instead. */
import type { z } from 'zod';
import { type ArgumentProblem, MAX_PROBLEMS } from '../call/problems.js';
import { failureResult, type ToolResult } from '../call/result.js';
import { CapillaryError, type ErrorFields } from '../client/errors.js';
import { nearest } from '../lib/nearest.js';
import { asCalled, describeConditions, escalatingConditions } from '../tools/called-risk.js';
import { type Definition, risk } from '../tools/define.js';
import { CALLERS } from './meta-tools.js';
import type { HidingFilter } from './selection.js';

/** Less than the smallest limit that can be set for results. */
const MAX_CHARACTERS = 1_700;

/** A failure that repeating the same call cannot fix. */
export const createRefusal = (fields: Omit<ErrorFields, 'retryable'>, notes: readonly string[] = []): ToolResult =>
  failureResult(new CapillaryError({ ...fields, retryable: false }), MAX_CHARACTERS, notes);

/** The `outcome` of a call that was not sent; only writes have one. */
export const unsentOutcome = ({ effect }: Pick<Definition, 'effect'>): Pick<ErrorFields, 'outcome'> =>
  effect === 'read' ? {} : { outcome: 'not_sent' };

/**
 * Refuses wrong arguments of a meta-tool.
 *
 * @param tool - the meta-tool
 * @param names - the arguments that it takes
 * @param unknown - the problem to report for any other argument
 */
export function refuseArguments(
  { issues }: z.ZodError,
  { tool, names, unknown, hint }: { tool: string; names: readonly string[]; unknown: string; hint: string },
): ToolResult {
  const problems = issues.flatMap((issue): ArgumentProblem[] => {
    if (issue.code !== 'unrecognized_keys') return [{ argument: issue.path.join('.') || tool, problem: issue.message }];
    return issue.keys.slice(0, MAX_PROBLEMS).map((argument) => {
      const near = nearest(argument, names);
      return { argument, problem: unknown, ...(near !== undefined && { nearest: near }) };
    });
  });
  const report = problems.map(
    ({ argument, problem, nearest: near }) =>
      `${argument}: ${problem}${near === undefined ? '' : `; nearest: ${near}`}`,
  );
  return createRefusal({
    kind: 'invalid_arguments',
    message: `Wrong arguments, so ${tool} did nothing: ${report.join(' | ')}`,
    hint,
  });
}

/** Refuses several calls of a tool that is called directly. */
export const refuseBatch = (definition: Definition): ToolResult =>
  createRefusal({
    kind: 'invalid_arguments',
    message: `${definition.tool} makes one call at a time, so it takes no 'calls'. Nothing was sent.`,
    hint: `Pass name and calls to ${CALLERS[risk(definition)]}.`,
    outcome: 'not_sent',
  });

/** Refuses a tool that a filter hides, and names the setting. */
export const refuseHiddenTool = (
  definition: Pick<Definition, 'tool' | 'effect'>,
  { setting }: HidingFilter,
): ToolResult =>
  createRefusal({
    kind: 'disabled_tool',
    message: `${definition.tool} is not enabled here: ${setting} hides it. Nothing was sent.`,
    hint: 'Use another tool (find_tools shows only enabled ones), or ask the operator of this server to change that setting.',
    ...unsentOutcome(definition),
    details: { hiddenBy: setting },
  });

/** Refuses a call that a filter hides, and names the setting and, where they decide, the arguments. */
export function refuseHiddenCall(
  definition: Definition,
  args: Readonly<Record<string, unknown>>,
  hiding: HidingFilter,
): ToolResult {
  const conditions = escalatingConditions(definition, args);
  if (conditions.length === 0) return refuseHiddenTool(asCalled(definition, args), hiding);
  const reason = describeConditions(conditions);
  return createRefusal({
    kind: 'disabled_tool',
    message: `${definition.tool} is not a read if ${reason}, and ${hiding.setting} hides such calls. Nothing was sent.`,
    hint: 'Call it so that it only reads (find_tools with its name shows its arguments), or ask the operator of this server to change that setting.',
    ...unsentOutcome(asCalled(definition, args)),
    details: { hiddenBy: hiding.setting },
  });
}
