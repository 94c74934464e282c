/** How a change alters the tools that clients see, and what it costs them. */
import { tokensOfTool, tokensOfTools } from './tokens.mjs';

/**
 * The tools that differ, one per line: `+` added, `-` removed, `~` changed, each with its tokens and, for a change, the
 * places that differ.
 *
 * @typedef {import('./tokens.mjs').ShownTool} ShownTool
 * @param {readonly ShownTool[]} before
 * @param {readonly ShownTool[]} after
 * @returns the report, with the total in its last line; empty if nothing differs
 */
export function surfaceReport(before, after) {
  const [old, present] = [before, after].map((tools) => new Map(tools.map((tool) => [tool.name, tool])));
  const lines = [
    ...before.filter(({ name }) => !present.has(name)).map((tool) => `- ${tool.name}  -${tokensOfTool(tool)}`),
    ...after.flatMap((tool) => {
      const previous = old.get(tool.name);
      if (!previous) return [`+ ${tool.name}  +${tokensOfTool(tool)}`];
      const places = differences(previous, tool);
      if (places.length === 0) return [];
      return [`~ ${tool.name}  ${change(tokensOfTool(previous), tokensOfTool(tool))}  ${shorten(places)}`];
    }),
  ];
  if (lines.length === 0) return '';
  const total = change(tokensOfTools(before), tokensOfTools(after));
  return `${lines.join('\n')}\n${lines.length} of ${after.length} tools differ; tokens ${total}\n`;
}

const change = (from, to) => `${from} → ${to} (${to >= from ? '+' : ''}${to - from})`;

const MAX_PLACES = 5;
const shorten = (places) =>
  [
    ...places.slice(0, MAX_PLACES),
    ...(places.length > MAX_PLACES ? [`and ${places.length - MAX_PLACES} more`] : []),
  ].join(', ');

/** Paths of the values that differ, such as `inputSchema.properties.q.description`. */
function differences(before, after, path = '') {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isObject(before) || !isObject(after)) return [path];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const found = keys.flatMap((key) => differences(before[key], after[key], path === '' ? key : `${path}.${key}`));
  // Only the order of the keys differs.
  return found.length === 0 ? [path] : found;
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
