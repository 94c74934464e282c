/** A server with an incomplete configuration connects and lists its tools, and every call says what is missing. */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ToolCallEvent } from '../../src/organization/accounting.js';
import { openOrganization } from '../../src/organization/organization.js';
import { catalogue, selection } from '../discovery/toolboxes.js';

const PROBLEM = 'CAPILLARY_USERNAME is set but CAPILLARY_PASSWORD is not: set both or neither.';

describe('an unconfigured server', () => {
  const events: ToolCallEvent[] = [];
  const organization = openOrganization({
    catalogue,
    target: { kind: 'unconfigured', problem: PROBLEM },
    maxResultTokens: 8_000,
    deadlineMs: 1_000,
    concurrency: 1,
    log: () => {},
    onCall: (event) => events.push(event),
  });
  const client = new Client({ name: 'test', version: '1' });
  beforeAll(async () => {
    const [here, there] = InMemoryTransport.createLinkedPair();
    await organization.createServer({ selection: () => selection({}) }).connect(there);
    await client.connect(here);
  });
  afterAll(async () => {
    await client.close();
    await organization.close();
  });

  const call = async (name: string, args: Record<string, unknown> = {}) => {
    const { content, isError } = await client.callTool({ name, arguments: args });
    const [block] = content;
    return { isError, text: block?.type === 'text' ? block.text : '' };
  };

  it('says so in its instructions, and is not called a sandbox', () => {
    expect(client.getInstructions()).toContain(PROBLEM);
    expect(client.getInstructions()).toContain('NOT CONFIGURED');
    expect(client.getServerVersion()).toMatchObject({ name: 'capillary-mcp', title: 'Capillary (not configured)' });
  });

  it('lists its tools', async () => {
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('customer_add');
  });

  it.each<[string, string, Record<string, unknown>]>([
    ['a read', 'customer_search', { q: 'Asha' }],
    ['a read with wrong arguments', 'customer_get', { nonsense: true }],
    ['a read through its caller', 'call_read_tool', { name: 'customer_search', arguments: { q: 'Asha' } }],
  ])('answers %s with what is missing', async (_, name, args) => {
    const { isError, text } = await call(name, args);
    expect(isError).toBe(true);
    const { error } = JSON.parse(text);
    expect(error).toMatchObject({
      kind: 'not_configured',
      retryable: false,
      message: expect.stringContaining(PROBLEM),
    });
    expect(error).not.toHaveProperty('outcome');
  });

  it.each<[string, string, Record<string, unknown>]>([
    ['a write', 'customer_add', {}],
    ['a destructive tool through its caller', 'call_destructive_tool', { name: 'points_transfer', arguments: {} }],
  ])('answers %s with what is missing, and that nothing was sent', async (_, name, args) => {
    const { isError, text } = await call(name, args);
    expect(isError).toBe(true);
    expect(JSON.parse(text)).toMatchObject({ error: { kind: 'not_configured', outcome: 'not_sent' } });
  });

  it('still finds tools', async () => {
    const { isError, text } = await call('find_tools', { query: 'transfer points' });
    expect(isError).not.toBe(true);
    expect(text).toContain('points_transfer');
  });

  it('counts the calls as failures of that kind', () => {
    expect(new Set(events.map(({ result }) => result))).toEqual(new Set(['not_configured']));
  });
});
