/** A dry run: every write is answered with what it would do, whatever way it comes in, and nothing changes. */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { expect, it, onTestFinished } from 'vitest';
import { openOrganization } from '../../src/organization/organization.js';
import { catalogue, selection } from '../discovery/toolboxes.js';

const REDEEM = {
  skip_validation: true,
  body: {
    root: { redeem: [{ points_redeemed: 100, transaction_number: '1001', customer: { mobile: '919800000001' } }] },
  },
};

async function connect(options: { dryRun?: boolean; requirePlan?: boolean; outputSchemas?: 'short' } = {}) {
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
  await organization.createServer({ selection }).connect(there);
  await client.connect(here);
  onTestFinished(async () => {
    await client.close();
    await organization.close();
  });
  const call = async (name: string, args: Record<string, unknown>) => {
    const { content } = await client.callTool({ name, arguments: args });
    const [{ text = '' } = {}] = content as { text?: string }[];
    return JSON.parse(text);
  };
  const balance = async (): Promise<unknown> =>
    call('customer_lookup_get_points_balance', {
      identifierName: 'mobile',
      identifierValue: '919800000001',
      source: 'INSTORE',
    });
  return { call, balance };
}

it.each([
  ['a direct call', 'points_redeem_v1_1', REDEEM],
  ['a caller', 'call_destructive_tool', { name: 'points_redeem_v1_1', arguments: REDEEM }],
])('describes a write through %s, and changes nothing', async (_, name, args) => {
  const { call, balance } = await connect({ dryRun: true });
  const before = await balance();
  const { preview } = await call(name, args);
  expect(preview.note).toMatch(/runs dry/);
  expect(preview).toMatchObject({ tool: 'points_redeem_v1_1', request: { method: 'POST' } });
  expect(await call('call_destructive_tool', { name: 'points_redeem_v1_1', plan: preview.plan })).toHaveProperty(
    'preview',
  );
  expect(await balance()).toEqual(before);
});

it('answers reads as usual', async () => {
  const { balance } = await connect({ dryRun: true });
  expect(await balance()).toHaveProperty('mainPoints');
});

it('answers in a form that the output schema of the tool allows', async () => {
  const { call } = await connect({ dryRun: true, outputSchemas: 'short' });
  expect(await call('points_redeem_v1_1', REDEEM)).toHaveProperty('preview');
});

it('is not needed for a preview, whose plan redeems what it said', async () => {
  const { call, balance } = await connect({ requirePlan: true });
  const before = await balance();
  const { preview } = await call('preview_call', { name: 'points_redeem_v1_1', arguments: REDEEM });
  expect(preview.check.answer).toHaveProperty('response');
  expect(await balance()).toEqual(before);
  expect(await call('points_redeem_v1_1', REDEEM)).toMatchObject({ error: { kind: 'limit_reached' } });
  expect(await call('points_redeem_v1_1', { plan: preview.plan })).not.toHaveProperty('error');
  expect(await balance()).not.toEqual(before);
});
