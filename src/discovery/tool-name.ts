/** Names of tools as hosts and models write them. */
import type { CallContext } from '../call/call.js';
import type { ToolCatalogue } from '../presentation/tool-list.js';
import { currentToolName, renamedTools, withCurrentArguments } from '../tools/current-names.js';
import type { Definition } from '../tools/define.js';

/** Longer names are not searched for a prefix. */
const MAX_NAME_LENGTH = 200;

/**
 * The tool of a name, which may have the prefix by which a host distinguishes servers: `mcp__capillary__points_transfer`,
 * `capillary:points_transfer`, `capillary.points_transfer`, `capillary/points_transfer`.
 */
export async function findTool(catalogue: Pick<ToolCatalogue, 'find'>, name: string): Promise<Definition | undefined> {
  return (await catalogue.find(name)) ?? catalogue.find(currentToolName(withoutPrefix(name)));
}

/** A call under its current names. */
interface CurrentCall {
  definition: Definition;
  args: Record<string, unknown>;
  /** On names that have changed. */
  notes: string[];
}

/** The tool and the arguments that a call means, which may have old names; undefined if there is no such tool. */
export async function findCall(
  catalogue: Pick<ToolCatalogue, 'find'>,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Promise<CurrentCall | undefined> {
  const definition = await findTool(catalogue, name);
  if (!definition) return undefined;
  const current = withCurrentArguments(definition, args);
  if (definition.tool === name) return { definition, ...current };
  const plainName = withoutPrefix(name);
  const renamed = definition.tool === plainName ? [] : renamedTools([plainName]);
  return { definition, args: current.args, notes: [...renamed, ...current.notes] };
}

/** The context with further notes for the result. */
export const withNotes = (context: CallContext | undefined, notes: readonly string[]): CallContext | undefined =>
  notes.length === 0 ? context : { ...context, notes: [...(context?.notes ?? []), ...notes] };

/** The name without the prefix of a host. No tool's own name contains a separator of prefixes. */
export function withoutPrefix(name: string): string {
  if (name.length > MAX_NAME_LENGTH) return name;
  return name.slice(Math.max(...['__', ':', '.', '/'].map((separator) => endOfLast(name, separator))));
}

const endOfLast = (name: string, separator: string): number => {
  const start = name.lastIndexOf(separator);
  return start === -1 ? 0 : start + separator.length;
};
