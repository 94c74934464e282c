/** Names of tools as hosts and models write them. */
import type { ToolCatalogue } from '../presentation/tool-list.js';
import type { Definition } from '../tools/define.js';

/** Longer names are not searched for a prefix. */
const MAX_NAME_LENGTH = 200;

/**
 * The tool of a name, which may have the prefix by which a host distinguishes servers: `mcp__capillary__points_transfer`,
 * `capillary:points_transfer`, `capillary.points_transfer`, `capillary/points_transfer`.
 */
export async function findTool(catalogue: Pick<ToolCatalogue, 'find'>, name: string): Promise<Definition | undefined> {
  return (await catalogue.find(name)) ?? catalogue.find(withoutPrefix(name));
}

/** The name without the prefix of a host. No tool's own name contains a separator of prefixes. */
export function withoutPrefix(name: string): string {
  if (name.length > MAX_NAME_LENGTH) return name;
  return name.slice(Math.max(...['__', ':', '.', '/'].map((separator) => endOfLast(name, separator))));
}

const endOfLast = (name: string, separator: string): number => {
  const start = name.lastIndexOf(separator);
  return start === -1 ? 0 : start + separator.length;
};
