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

/** @type {(tools: readonly ShownTool[]) => number} */
export const tokensOfTools = (tools) => tools.reduce((sum, tool) => sum + tokensOfTool(tool), 0);

/**
 * A call of a script, and a server that can make it.
 *
 * @typedef {{ tool: string, arguments: Record<string, unknown> }} ScriptedCall
 * @typedef {{ content: readonly { type: string, text?: string }[], isError?: boolean }} CallResult
 * @typedef {{ listTools(): Promise<readonly ShownTool[]>,
 *   callTool(tool: string, args: Record<string, unknown>): Promise<CallResult> }} ScriptedServer
 */

/**
 * Makes the calls of a task, one after another, and counts what a model reads and writes for them.
 *
 * @param {ScriptedServer} server
 * @param {readonly ScriptedCall[]} script
 * @returns the tokens of the tools listed, of the calls (tool name and arguments), and of the text of the results
 * @throws if a call fails
 */
export async function tokensOfScript(server, script) {
  const surface = tokensOfTools(await server.listTools());
  let calls = 0;
  let results = 0;
  for (const { tool, arguments: args } of script) {
    calls += countTokens(tool) + countTokens(JSON.stringify(args));
    const { content, isError } = await server.callTool(tool, args);
    const text = content.map((block) => block.text ?? '').join('\n');
    if (isError) throw new Error(`${tool}: ${text.slice(0, 300)}`);
    results += countTokens(text);
  }
  return { surface, calls, results, total: surface + calls + results };
}
