/** How the meta-tools refuse a call: what was wrong with it, and what to pass instead. */
import type { z } from 'zod';
import type { ArgumentProblem } from '../call/problems.js';
import { failureResult, type ToolResult, unknownToolResult } from '../call/result.js';
import { CapillaryError, type ErrorFields } from '../client/errors.js';
import { nearest } from '../lib/nearest.js';
import type { Definition } from '../tools/define.js';
import type { Hidden, Selection } from './selection.js';

const MAX_CHARACTERS = 8_000;

/** Nothing was sent, and calling again as it is would come to the same. */
export const refusalResult = (fields: Omit<ErrorFields, 'retryable'>): ToolResult =>
  failureResult(new CapillaryError({ ...fields, retryable: false }), MAX_CHARACTERS);

/** What became of a call of this tool that was not sent: told of writes only. */
export const notSent = ({ effect }: Pick<Definition, 'effect'>): Pick<ErrorFields, 'outcome'> =>
  effect === 'read' ? {} : { outcome: 'not_sent' };

/**
 * Arguments of a meta-tool that are wrong.
 *
 * @param tool - the meta-tool
 * @param names - what it takes
 * @param unknown - what to say of an argument that it does not take
 */
export function wrongArguments(
  { issues }: z.ZodError,
  { tool, names, unknown, hint }: { tool: string; names: readonly string[]; unknown: string; hint: string },
): ToolResult {
  const problems = issues.flatMap((issue): ArgumentProblem[] => {
    if (issue.code !== 'unrecognized_keys') return [{ argument: issue.path.join('.'), problem: issue.message }];
    return issue.keys.map((argument) => {
      const near = nearest(argument, names);
      return { argument, problem: unknown, ...(near !== undefined && { nearest: near }) };
    });
  });
  const told = problems.map(({ argument, problem }) => `${argument}: ${problem}`).join(' | ');
  return refusalResult({
    kind: 'invalid_arguments',
    message: `${tool} called nothing: ${told}`,
    hint,
    details: { arguments: problems },
  });
}

/** A tool that exists but is filtered out, and what filters it. */
export const hiddenTool = (definition: Pick<Definition, 'tool' | 'effect'>, { setting }: Hidden): ToolResult =>
  refusalResult({
    kind: 'disabled_tool',
    message: `${definition.tool} is not enabled here: ${setting} hides it. Nothing was sent.`,
    hint: 'Use another tool (find_tools shows only enabled ones), or ask whoever runs this server to change that setting.',
    ...notSent(definition),
    details: { hiddenBy: setting },
  });

/** A name that is no tool; only enabled tools are suggested. */
export const unknownToolIn = (name: string, definitions: readonly Definition[], selection: Selection): ToolResult =>
  unknownToolResult(
    name,
    definitions.filter((definition) => !selection.hiddenBy(definition)).map(({ tool }) => tool),
  );
