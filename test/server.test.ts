/** The server as a client sees it: instructions, listing, arguments and progress. */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { countTokens } from 'gpt-tokenizer/model/gpt-4o';
import { describe, expect, it } from 'vitest';
import budgets from '../bench/budgets.json' with { type: 'json' };
import type { CallTool } from '../src/call/call.js';
import type { Filters } from '../src/discovery/selection.js';
import { toMcpTool } from '../src/presentation/tool-list.js';
import { createServerFactory } from '../src/server.js';
import { definitions, findDefinition } from '../src/tools/catalogue.js';
import { selection, serverParts } from './discovery/toolboxes.js';

async function connected(
  sandbox: boolean,
  callTool: CallTool = async () => ({ content: [{ type: 'text', text: '{}' }] }),
  filters: Filters = {},
) {
  const createServer = createServerFactory({
    ...serverParts(callTool),
    version: '1.2.3',
    sandbox,
  });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await createServer({ selection: () => selection(filters) }).connect(there);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(here);
  return client;
}

describe('the server', () => {
  it.each([true, false])('instructs an agent within the token budget (sandbox: %s)', async (sandbox) => {
    const client = await connected(sandbox);
    const instructions = client.getInstructions() ?? '';
    expect(countTokens(instructions)).toBeLessThan(budgets.tokens.instructions);
    expect(instructions).toContain('the newest form that does it');
    const stated = Number(/one of over (\d+)/.exec(instructions)?.[1]);
    expect(definitions.length - stated).toBeGreaterThan(0);
    expect(definitions.length - stated).toBeLessThan(100);
    for (const [name] of instructions.matchAll(/\b[a-z]+_[a-z_]+[a-z]\b/g)) {
      const known =
        definitions.some(({ tool }) => tool.startsWith(name)) ||
        /^(_v|find_tools|describe_connection|call_)/.test(name);
      expect(known, name).toBe(true);
    }
    expect(/sandbox/i.test(`${client.getServerVersion()?.name} ${instructions}`)).toBe(sandbox);
    await client.close();
  });

  it('shows its title, its website and an icon that needs no network', async () => {
    const client = await connected(true);
    const { title, websiteUrl, icons } = client.getServerVersion() ?? {};
    expect([title, websiteUrl]).toEqual(['Capillary (sandbox)', 'https://github.com/capillary-mcp/capillary-mcp']);
    const [icon] = icons ?? [];
    expect(icon).toMatchObject({ mimeType: 'image/png', sizes: ['48x48'] });
    const [, data = ''] = icon?.src.split('data:image/png;base64,') ?? [];
    const bytes = Buffer.from(data, 'base64');
    expect([bytes.toString('latin1', 1, 4), bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual(['PNG', 48, 48]);
    expect(bytes.length).toBeLessThan(600);
    await client.close();
  });

  it('mentions find_tools only if not all tools are listed', async () => {
    const client = await connected(true, undefined, { toolsets: ['all'] });
    expect(client.getInstructions()).not.toMatch(/find_tools|describe_connection/);
    await client.close();
  });

  it('passes arguments on unchanged', async () => {
    let received: unknown;
    const client = await connected(true, async (definition, args) => {
      received = [definition.tool, args];
      return { content: [{ type: 'text', text: '{}' }] };
    });
    await client.callTool({ name: 'points_get_transfers', arguments: { identifierName: 'mobile', limit: '5' } });
    expect(received).toEqual(['points_get_transfers', { identifierName: 'mobile', limit: '5' }]);
    await client.close();
  });
});

describe('progress', () => {
  it('is reported to a caller who asked for it, until the call ends', async () => {
    let finish: () => void = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const createServer = createServerFactory({
      ...serverParts(async () => {
        await finished;
        return { content: [{ type: 'text', text: '{}' }] };
      }),
      version: '1.2.3',
      sandbox: true,
      progressEveryMs: 1,
    });
    const [here, there] = InMemoryTransport.createLinkedPair();
    await createServer({ selection: () => selection() }).connect(there);
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(here);
    const reported: number[] = [];
    await client.callTool(
      { name: 'customer_search', arguments: { q: 'Asha' } },
      {
        onprogress: ({ progress }) => {
          reported.push(progress);
          if (reported.length === 3) finish();
        },
      },
    );
    expect(reported.slice(0, 3)).toEqual([1, 2, 3]);
    await client.close();
  });
});

describe('a listed tool', () => {
  it('offers fields', () => {
    for (const definition of definitions) {
      const { properties = {} } = toMcpTool(definition).inputSchema;
      expect('fields' in properties, definition.tool).toBe(true);
    }
  });

  it('is marked by what a call may do', () => {
    const hints = (tool: string) => {
      const definition = findDefinition(tool);
      if (!definition) throw new Error(`no tool ${tool}`);
      const { readOnlyHint, destructiveHint } = toMcpTool(definition).annotations ?? {};
      return [readOnlyHint, destructiveHint];
    };
    expect(hints('customer_get_id')).toEqual([true, false]);
    expect(hints('customer_add')).toEqual([false, true]);
    expect(hints('points_transfer')).toEqual([false, true]);
    expect(hints('points_send_validation_code_v1_1'), 'a GET that sends a message').toEqual([false, true]);
    expect(hints('coupon_resend_v1'), 'a GET that sends a message').toEqual([false, true]);
  });
});
