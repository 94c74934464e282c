/** What benchmarks count as the cost of a task. */
import { countTokens } from 'gpt-tokenizer/model/gpt-4o';
import { describe, expect, it } from 'vitest';
import { tokensOfScript, tokensOfTool, tokensOfTools } from '../../bench/lib/tokens.mjs';

const tool = { name: 'points_get', description: 'How many points a customer has', inputSchema: { type: 'object' } };
const TOOL_TOKENS = countTokens('points_get') + countTokens(tool.description) + countTokens('{"type":"object"}');

/** Answers each call with the calls so far. */
function createServer() {
  const calls: object[] = [];
  return {
    calls,
    listTools: async () => [tool],
    callTool: async (name: string, args: Record<string, unknown>) => {
      calls.push({ name, args });
      return { content: [{ type: 'text', text: `answer ${calls.length}` }], isError: name === 'broken' };
    },
  };
}

describe('the tokens of a tool', () => {
  it('are those of its name, description and input schema', () => {
    expect(tokensOfTool({ ...tool, ...{ title: 'not shown' } })).toBe(TOOL_TOKENS);
    expect(tokensOfTools([tool, tool])).toBe(2 * TOOL_TOKENS);
  });

  it('do not need a description', () => {
    expect(tokensOfTool({ name: 'points_get', inputSchema: {} })).toBe(countTokens('points_get') + countTokens('{}'));
  });
});

describe('the tokens of a script', () => {
  const script = [
    { tool: 'points_get', arguments: { id: 1 } },
    { tool: 'points_get', arguments: { id: 2 } },
  ];

  it('are those of the tools listed, of its calls and of their results', async () => {
    const server = createServer();
    const calls = 2 * countTokens('points_get') + countTokens('{"id":1}') + countTokens('{"id":2}');
    const results = countTokens('answer 1') + countTokens('answer 2');
    expect(await tokensOfScript(server, script)).toEqual({
      surface: TOOL_TOKENS,
      calls,
      results,
      total: TOOL_TOKENS + calls + results,
    });
    expect(server.calls).toEqual([
      { name: 'points_get', args: { id: 1 } },
      { name: 'points_get', args: { id: 2 } },
    ]);
  });

  it('are not counted if a call fails', async () => {
    await expect(tokensOfScript(createServer(), [{ tool: 'broken', arguments: {} }])).rejects.toThrow(
      'broken: answer 1',
    );
  });
});
