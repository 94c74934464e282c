/** Limits and audit hold for every way into an organization. */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { observable } from '../../src/lib/observable.js';
import { openOrganization } from '../../src/organization/organization.js';
import { catalogue, selection } from '../discovery/toolboxes.js';

async function connect() {
  const lines: { tool: string; result: string; client: string; subject: string; outcome?: string }[] = [];
  const organization = openOrganization({
    catalogue,
    target: { kind: 'sandbox', world: { clock: '2026-05-03T06:30:00Z' } },
    policy: observable([{ points: { perCall: 100 }, never: ['locations'] }]),
    audit: { append: async (line) => void lines.push(JSON.parse(line)), isRequired: false },
    maxResultTokens: 8_000,
    deadlineMs: 20_000,
    concurrency: 16,
    log: () => {},
  });
  onTestFinished(() => organization.close());
  const [here, there] = InMemoryTransport.createLinkedPair();
  await organization.createServer({ selection, subject: 'agent-7' }).connect(there);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(here);
  const textOf = async (name: string, args: Record<string, unknown>) => {
    const { content } = await client.callTool({ name, arguments: args });
    return (content as { text: string }[])[0]?.text ?? '';
  };
  const call = async (name: string, args: Record<string, unknown>) =>
    JSON.parse(await textOf(name, args)).error?.kind ?? 'success';
  return { call, textOf, lines };
}

const transfer = {
  body: {
    pointsTobeTransferred: 101,
    fromCustomerIdentifier: { type: 'mobile', value: '919800000001' },
    toCustomerIdentifier: { type: 'mobile', value: '919800000002' },
  },
};
const redeem = { body: { root: { redeem: [{ points_redeemed: 101, customer: { mobile: '919800000001' } }] } } };

describe('every way in', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['a direct call', 'points_transfer', transfer],
    ['a caller', 'call_destructive_tool', { name: 'points_transfer', arguments: transfer }],
    ['a prefixed name', 'call_destructive_tool', { name: 'capillary__points_transfer', arguments: transfer }],
    ['a v1 twin', 'points_redeem_v1', redeem],
  ])('is held against the policy: %s', async (_, name, args) => {
    const { call, lines } = await connect();
    expect(await call(name, args)).toBe('limit_reached');
    expect(lines).toMatchObject([
      { result: 'limit_reached', outcome: 'not_sent', client: 'test 1', subject: 'agent-7' },
    ]);
  });

  it('is held against the policy: each of several reads', async () => {
    const { textOf } = await connect();
    const calls = [{ name: 'location_list', arguments: { locationType: 'stores' } }];
    expect(await textOf('call_read_tool', { calls })).toContain('limit_reached');
  });

  it('is recorded: each of several reads by itself', async () => {
    const { call, lines } = await connect();
    const read = { name: 'customer_search', arguments: { q: 'Asha' } };
    const other = { name: 'customer_search', arguments: { q: 'Ravi' } };
    expect(await call('call_read_tool', { calls: [read, other] })).toBe('success');
    expect(lines.map(({ tool, result }) => `${tool} ${result}`)).toEqual([
      'customer_search success',
      'customer_search success',
    ]);
  });
});
