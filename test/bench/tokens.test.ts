/** What benchmarks count as the cost of a task. */
import { countTokens } from 'gpt-tokenizer/model/gpt-4o';
import { describe, expect, it } from 'vitest';
import { measureCall, tokensOfTool, tokensOfTools } from '../../bench/lib/tokens.mjs';

const tool = { name: 'points_get', description: 'How many points a customer has', inputSchema: { type: 'object' } };
const TOOL_TOKENS = countTokens('points_get') + countTokens(tool.description) + countTokens('{"type":"object"}');

/** Answers each call with the calls so far. */
function createServer() {
  const calls: object[] = [];
  return {
    calls,
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

describe('the tokens of a call', () => {
  const call = { tool: 'points_get', arguments: { id: 1 } };

  it('are those of the call and of its result', async () => {
    const server = createServer();
    expect(await measureCall(server, call)).toEqual({
      texts: ['answer 1'],
      call: countTokens('points_get') + countTokens('{"id":1}'),
      result: countTokens('answer 1'),
    });
    expect(server.calls).toEqual([{ name: 'points_get', args: { id: 1 } }]);
  });

  it('are not counted if it fails', async () => {
    await expect(measureCall(createServer(), { ...call, tool: 'broken' })).rejects.toThrow('broken: answer 1');
  });
});
