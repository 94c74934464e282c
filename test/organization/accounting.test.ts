/** The budget of an organization's agents: what counts, and what happens beyond it. */
import { describe, expect, it } from 'vitest';
import { createToolbox } from '../../src/discovery/toolbox.js';
import { type ToolCallEvent, withCallBudget } from '../../src/organization/accounting.js';
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
