/** Whether a workflow can be followed to its end: none of its tools is hidden from the reader. */
import type { Selection } from '../discovery/selection.js';
import type { ToolCatalogue } from '../presentation/tool-list.js';

/** Names of tools, and of arguments, which no tool has. */
const NAME = /\b[a-z]+_[a-z0-9_]+\b/g;

/** @param text - the instructions, which may name tools anywhere */
export async function isFollowable(
  text: string,
  { find }: Pick<ToolCatalogue, 'find'>,
  selection: Selection,
): Promise<boolean> {
  const tools = await Promise.all([...new Set(text.match(NAME))].map((name) => find(name)));
  return tools.every((tool) => tool === undefined || selection.hiddenBy(tool) === undefined);
}
