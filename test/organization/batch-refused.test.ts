/** What refuses a single call refuses a batch, whatever part of the server decides. */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { expect, it, onTestFinished } from 'vitest';
import type { Filters } from '../../src/discovery/selection.js';
import { type OrganizationOptions, openOrganization } from '../../src/organization/organization.js';
import { catalogue, selection } from '../discovery/toolboxes.js';

async function connect(options: Partial<OrganizationOptions>, filters: Filters = {}) {
  const organization = openOrganization({
    catalogue,
    target: { kind: 'sandbox', world: { clock: '2026-05-03T06:30:00Z' } },
    maxResultTokens: 8_000,
    deadlineMs: 20_000,
    concurrency: 16,
    log: () => {},
    ...options,
  });
  const [here, there] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'test', version: '1' });
  await organization.createServer({ selection: () => selection(filters) }).connect(there);
  await client.connect(here);
  onTestFinished(async () => {
    await client.close();
    await organization.close();
  });
  return async (name: string, args: Record<string, unknown>) => {
    const { content } = await client.callTool({ name, arguments: args });
    const [{ text = '' } = {}] = content as { text?: string }[];
    return JSON.parse(text);
  };
}

const ADD = {
  body: {
    profiles: [{ firstName: 'Noor', source: 'INSTORE', identifiers: [{ type: 'mobile', value: '919710000001' }] }],
  },
};
const BATCH = { name: 'customer_add', calls: [{ arguments: ADD }] };

it('a server that is not configured', async () => {
  const call = await connect({ target: { kind: 'unconfigured', problem: 'CAPILLARY_PASSWORD is missing.' } });
  expect((await call('call_destructive_tool', BATCH)).error).toMatchObject({
    kind: 'not_configured',
    outcome: 'not_sent',
  });
});

it('a filter', async () => {
  const call = await connect({}, { excludeTools: ['customer_add'] });
  expect((await call('call_destructive_tool', BATCH)).error).toMatchObject({
    kind: 'disabled_tool',
    outcome: 'not_sent',
  });
});

it('a budget of calls that is used up', async () => {
  const calls = { take: async () => ({ retryAfterMs: 1_000 }) };
  const call = await connect({ calls });
  expect((await call('call_destructive_tool', BATCH)).error).toMatchObject({
    kind: 'rate_limited',
    outcome: 'not_sent',
  });
});

it('an audit that is required and cannot be written: the row is left', async () => {
  const audit = {
    isRequired: true,
    append: async () => {
      throw new Error('disk full');
    },
  };
  const call = await connect({ audit });
  const value = await call('call_destructive_tool', BATCH);
  expect(value).toMatchObject({ done: 0, left: 1, results: [{ row: 1, outcome: 'not_sent' }] });
  expect(await call('call_read_tool', { name: 'customer_search', arguments: { q: '919710000001' } })).toMatchObject({
    data: [],
  });
});

it('nothing, where tools have output schemas', async () => {
  const call = await connect({ outputSchemas: 'short' });
  expect(await call('preview_call', BATCH)).toHaveProperty('preview.plan');
  expect(await call('call_destructive_tool', BATCH)).toMatchObject({ done: 1, left: 0 });
});
