/** What agents pay, in tokens (o200k): for the tools that they are shown, and for a task. */
import { countTokens } from 'gpt-tokenizer/model/gpt-4o';

/**
 * The fields of a tool that hosts show to a model.
 *
 * @typedef {{ name: string, description?: string | undefined, inputSchema: unknown }} ShownTool
 */

/** @type {(tool: ShownTool) => number} */
export const tokensOfTool = ({ name, description = '', inputSchema }) =>
  countTokens(name) + countTokens(description) + countTokens(JSON.stringify(inputSchema));

/**
 * What output schemas add, in hosts that show them.
 *
 * @type {(tools: readonly { outputSchema?: unknown }[]) => number}
 */
export const tokensOfOutputSchemas = (tools) =>
  tools.reduce((sum, { outputSchema }) => sum + (outputSchema ? countTokens(JSON.stringify(outputSchema)) : 0), 0);

/** @type {(tools: readonly ShownTool[]) => number} */
export const tokensOfTools = (tools) => tools.reduce((sum, tool) => sum + tokensOfTool(tool), 0);

/**
 * A call of a script, and a server that can make it.
 *
 * @typedef {{ tool: string, arguments: Record<string, unknown>, finds?: string }} ScriptedCall - `finds`: a search that
 *   must find this tool
 * @typedef {{ content: readonly { type: string, text?: string }[], isError?: boolean }} CallResult
 * @typedef {{ callTool(tool: string, args: Record<string, unknown>): Promise<CallResult> }} ScriptedServer
 */

/**
 * Makes a call, and counts what a model writes and reads for it.
 *
 * @param {ScriptedServer} server
 * @param {ScriptedCall} call
 * @returns the blocks of text of the result, the tokens of the call (tool name and arguments), and of the text
 * @throws if the call fails
 */
export async function measureCall(server, { tool, arguments: args }) {
  const { content, isError } = await server.callTool(tool, args);
  const texts = content.map((block) => block.text ?? '');
  const text = texts.join('\n');
  if (isError) throw new Error(`${tool}: ${text.slice(0, 300)}`);
  return { texts, call: countTokens(tool) + countTokens(JSON.stringify(args)), result: countTokens(text) };
}
