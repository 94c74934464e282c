/** The budget of an organization's agents: what counts, and what happens beyond it. */
import { describe, expect, it } from 'vitest';
import { createCallTool } from '../../src/call/call.js';
import { createToolbox } from '../../src/discovery/toolbox.js';
import { type ToolCallEvent, withCallBudget, withReports } from '../../src/organization/accounting.js';
import { catalogue, selection } from '../discovery/toolboxes.js';

/** A budget of so many requests, which never refills. */
function toolboxWith(budget: number) {
  let left = budget;
  const calls = { take: async () => (left-- > 0 ? undefined : { retryAfterMs: 12_000 }) };
  const events: ToolCallEvent[] = [];
  const toolbox = createToolbox({ catalogue, callTool: async () => ({ content: [{ type: 'text', text: '{}' }] }) });
  const limited = withCallBudget(toolbox, { calls, catalogue, onCall: (event) => events.push(event) });
  return { limited, events, left: () => left };
}
type Requested = [name: string, args: Record<string, unknown>];

const REQUESTED: Requested[] = [
  ['customer_search', { q: 'Asha' }],
  ['find_tools', { query: 'give points' }],
  ['call_read_tool', { name: 'customer_search', arguments: { q: 'Asha' } }],
  ['no_such_tool', {}],
];

describe('the report of calls', () => {
  it('has one event for each of several calls at once, with its own result', async () => {
    const events: ToolCallEvent[] = [];
    const client = { send: async () => ({ httpStatus: 200, data: {}, warnings: [] }), close: async () => {} };
    const callTool = createCallTool({ client: async () => client, maxCharacters: 28_000 });
    const reported = withReports(callTool, { onCall: (event) => events.push(event) });
    const calls = [
      { name: 'customer_search', arguments: { q: 'Asha' } },
      { name: 'customer_get', arguments: {} },
    ];
    const toolbox = createToolbox({ catalogue, callTool: reported });
    await toolbox.call(selection(), 'call_read_tool', { calls }, { subject: 'agent-7' });
    expect(events.toSorted((one, other) => one.result.localeCompare(other.result))).toMatchObject([
      { tool: 'customer_get', risk: 'read', result: 'invalid_arguments', subject: 'agent-7' },
      { tool: 'customer_search', risk: 'read', result: 'success', subject: 'agent-7' },
    ]);
  });
});

describe('the budget of calls', () => {
  it.each(REQUESTED)('counts %s once', async (name, args) => {
    const { limited, left } = toolboxWith(2);
    await limited.call(selection(), name, args);
    expect(left()).toBe(1);
  });

  it('counts tools/list, and refuses it with the time to wait', async () => {
    const { limited } = toolboxWith(1);
    expect((await limited.list(selection())).length).toBeGreaterThan(5);
    await expect(limited.list(selection())).rejects.toMatchObject({
      code: -32_000,
      message: expect.stringContaining('12 s'),
    });
  });

  it.each(REQUESTED)('refuses %s beyond it', async (name, args) => {
    const { limited } = toolboxWith(0);
    const { isError, content } = await limited.call(selection(), name, args);
    expect(isError).toBe(true);
    expect(content[0]).toMatchObject({ text: expect.stringMatching(/rate_limited.*retryAfterSeconds":12/) });
  });

  const batch = (...names: string[]) => ({ calls: names.map((name) => ({ name, arguments: {} })) });

  it('counts several calls at once one by one, and refuses those beyond it', async () => {
    const { limited, events } = toolboxWith(2);
    const calls = batch('customer_search', 'no_such_tool', 'points_get_transfers');
    const { content, isError } = await limited.call(selection(), 'call_read_tool', calls);
    expect(isError).toBeUndefined();
    expect(JSON.parse(content[0]?.text ?? '')).toMatchObject([
      { call: 1, result: {} },
      { call: 2, error: { kind: 'unknown_tool' } },
      { call: 3, error: { kind: 'rate_limited', details: { retryAfterSeconds: 12 } } },
    ]);
    expect(events).toMatchObject([{ tool: 'points_get_transfers', result: 'rate_limited' }]);
  });

  it('reports each call of several that are refused together', async () => {
    const { limited, events } = toolboxWith(0);
    const calls = batch('customer_search', 'no_such_tool', 'points_get_transfers');
    const { content } = await limited.call(selection(), 'call_read_tool', calls);
    expect(content[0]?.text).toMatch(/call_read_tool was not called: the limit/);
    expect(events.map(({ tool }) => tool)).toEqual(['customer_search', 'points_get_transfers']);
  });

  it('reports refused calls under the name of the tool that a meta-tool was to call', async () => {
    const { limited, events } = toolboxWith(0);
    const args = { name: 'customer_add', arguments: {} };
    const { content } = await limited.call(selection(), 'call_destructive_tool', args, { subject: 'agent-7' });
    expect(content[0]).toMatchObject({ text: expect.stringContaining('"outcome":"not_sent"') });
    expect(events).toEqual([
      {
        tool: 'customer_add',
        risk: 'destructive',
        result: 'rate_limited',
        outcome: 'not_sent',
        ms: 0,
        subject: 'agent-7',
      },
    ]);
  });
});
