/** Overviews: several reads in one call, as the caller could make them, and what happens if some of them fail. */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followPointers } from '../../evals/surfaces/pointers.js';
import { catalogue } from '../../src/discovery/built-catalogue.js';
import { createSelection, type Filters } from '../../src/discovery/selection.js';
import { type Organization, type OrganizationOptions, openOrganization } from '../../src/organization/organization.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { MAX_READS } from '../../src/tools/composition.js';
import { risk } from '../../src/tools/define.js';
import { overviews } from '../../src/tools/overviews/overviews.js';
import { fittingHandlers } from '../sandbox/fitting.js';
import { misfitsOf } from '../tools/answer-fit.js';

const ASHA = { identifierName: 'mobile', identifierValue: '919800000001' };

let sandbox: Sandbox;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ handlers: fittingHandlers(), seed: 1, now: '2026-05-03T06:30:00Z' });
});

afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
  await sandbox.close();
});

interface Caller {
  call(
    name: string,
    args: object,
  ): Promise<{ isError: boolean; answer: Record<string, unknown>; notes: string; length: number }>;
  /** The requests that reached the API, in order. */
  requests: string[];
}

async function connect(options: Partial<OrganizationOptions> = {}, filters: Filters = {}): Promise<Caller> {
  const { username, password } = sandbox.credentials;
  const requests: string[] = [];
  const organization: Organization = openOrganization({
    catalogue,
    target: { kind: 'capillary', baseUrl: sandbox.url, credentials: { kind: 'basic', username, password } },
    maxResultTokens: 8_000,
    deadlineMs: 20_000,
    concurrency: 16,
    log: () => {},
    onRequest: ({ tool }) => requests.push(tool),
    ...options,
  });
  const [here, there] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'test', version: '1' });
  const selection = createSelection(filters, (filter) => `--${filter}`);
  await organization.createServer({ selection: () => selection }).connect(there);
  await client.connect(here);
  opened.push({ close: () => client.close() }, organization);
  const call = async (name: string, args: object) => {
    const result = await client.callTool({ name, arguments: { ...args } });
    const [{ text = '' } = {}, notes] = result.content as { text?: string }[];
    const answer = text.startsWith('{') ? Object(followPointers(JSON.parse(text))) : { text };
    return { isError: result.isError === true, answer, notes: notes?.text ?? '', length: text.length };
  };
  return { call, requests };
}

describe('a customer at a glance', () => {
  it('has what a support call begins with, in one call', async () => {
    const { call, requests } = await connect();
    const { answer, isError, length } = await call('customer_overview', ASHA);
    expect(isError).toBe(false);
    expect(answer).toMatchObject({
      customer: { id: '418400001', name: 'Asha Rao', mobile: '919800000001', cards: ['MG00000001'] },
      tier: { name: 'Platinum', expiresOn: '2026-09-30' },
      points: { balance: 15_880, value: 15_880, lifetime: 35_139 },
      currency: 'INR',
      expiring: { entries: [{ on: '2026-12-31', points: 627 }, {}, {}, {}], more: 2 },
      pointsHistory: { entries: [{ kind: 'earned', points: 50, balance: 15_880 }, { kind: 'redeemed' }, {}, {}, {}] },
      activeCoupons: { entries: [{ code: expect.any(String), validUntil: '2027-02-27' }, {}, {}] },
      bills: { entries: [{ kind: 'sale', amount: 15_197, store: 'Bengaluru Indiranagar', points: 3_039 }, {}, {}, {}] },
    });
    expect(answer).not.toHaveProperty('unavailable');
    // About 600 tokens.
    expect(length).toBeLessThan(2_400);
    expect(requests).toEqual(expect.arrayContaining(readsOf('customer_overview')));
  });

  it('says how far the next tier is', async () => {
    const { call } = await connect();
    const { answer } = await call('customer_overview', { identifierName: 'id', identifierValue: '418400003' });
    expect(answer).toMatchObject({
      tier: { name: 'Bronze', next: 'Silver', progress: { target: 10_000, value: expect.any(Number) } },
    });
  });

  it('has balances that follow from the movements', async () => {
    const { call } = await connect();
    const { answer } = await call('customer_overview', { ...ASHA, fields: 'pointsHistory.entries' });
    const { entries } = answer['pointsHistory'] as { entries: { points: number; balance: number }[] };
    for (const [index, { balance, points }] of entries.slice(0, -1).entries())
      expect(entries[index + 1]?.balance).toBe(balance - points);
  });

  it('answers like a single read if the customer is not found', async () => {
    const { call, requests } = await connect();
    const { answer, isError } = await call('customer_overview', { ...ASHA, identifierValue: '910000000000' });
    expect(isError).toBe(true);
    expect(answer).toMatchObject({ error: { kind: 'not_found', hint: expect.stringContaining('customer_search') } });
    expect(requests).not.toContain('customer_list_coupons');
  });

  it('can be called by the caller of reads, alone and among others', async () => {
    const { call } = await connect();
    const { answer } = await call('call_read_tool', { name: 'customer_overview', arguments: ASHA });
    expect(answer).toMatchObject({ customer: { name: 'Asha Rao' } });
    const { text } = (
      await call('call_read_tool', {
        calls: [
          { name: 'customer_overview', arguments: ASHA, fields: 'customer.name' },
          { name: 'coupon_series_overview', arguments: { name: 'VISIT100' }, fields: 'series.code' },
        ],
      })
    ).answer as { text: string };
    expect(JSON.parse(text)).toEqual([
      { call: 1, result: { customer: { name: 'Asha Rao' } } },
      { call: 2, result: { series: { code: 'VISIT100' } } },
    ]);
  });
});

describe('a part that cannot be read', () => {
  it('is named with the reason, and the others are shown', async () => {
    const { call, requests } = await connect({}, { excludeTools: ['customer_list_coupons'] });
    const { answer } = await call('customer_overview', ASHA);
    expect(answer).toMatchObject({
      customer: { name: 'Asha Rao' },
      bills: {},
      unavailable: [{ part: 'coupons', reason: expect.stringContaining('--excludeTools hides it') }],
    });
    expect(answer).not.toHaveProperty('activeCoupons');
    expect(requests).not.toContain('customer_list_coupons');
  });

  it('fails the call if nothing can be shown without it', async () => {
    const { call, requests } = await connect({}, { excludeTools: ['customer_lookup_get_details'] });
    const { answer, isError } = await call('customer_overview', ASHA);
    expect(isError).toBe(true);
    expect(answer).toMatchObject({ error: { kind: 'disabled_tool' } });
    expect(requests).toEqual(expect.not.arrayContaining(readsOf('customer_overview')));
  });

  it('may be one that exceeds the budget of calls', async () => {
    let left = 3;
    const calls = { take: async () => (left-- > 0 ? undefined : { retryAfterMs: 1_000 }) };
    const { call } = await connect({ calls });
    const { answer } = await call('customer_overview', ASHA);
    expect(answer).toMatchObject({ customer: { name: 'Asha Rao' } });
    expect(answer['unavailable']).toHaveLength(1);
    expect(answer['unavailable']).toMatchObject([{ reason: expect.stringContaining('calls per minute') }]);
  });
});

describe('each read of an overview', () => {
  it('is reported and recorded like any call', async () => {
    const reported: string[] = [];
    const lines: string[] = [];
    const { call } = await connect({
      onCall: ({ tool }) => reported.push(tool),
      audit: { append: async (line) => void lines.push(JSON.parse(line).tool), isRequired: false },
    });
    await call('customer_overview', ASHA);
    const all = [...readsOf('customer_overview'), 'customer_overview'].toSorted();
    expect(reported.toSorted()).toEqual(all);
    expect(lines.toSorted()).toEqual(all);
  });

  it('is a read, and there are at most eight of them', async () => {
    for (const { tool, composition } of overviews) {
      const reads = await Promise.all((composition?.reads ?? []).map((read) => catalogue.find(read)));
      expect(
        reads.map((read) => read && risk(read)),
        tool,
      ).toEqual(reads.map(() => 'read'));
      expect(reads.length, tool).toBeLessThanOrEqual(MAX_READS);
    }
  });
});

describe('a coupon series at a glance', () => {
  it.each([{ name: 'VISIT100' }, { name: 'every visit' }, { seriesId: 700_404 }])('is found by %o', async (args) => {
    const { call } = await connect();
    expect((await call('coupon_series_overview', args)).answer).toMatchObject({
      series: {
        id: '700404',
        code: 'VISIT100',
        discount: '100 INR off',
        status: 'active',
        validUntil: '2027-02-27',
        createdOn: '2026-03-04',
      },
      issued: 8,
      redeemed: 1,
    });
  });

  it('is not guessed where several have the name, or none', async () => {
    const { call } = await connect();
    const several = await call('coupon_series_overview', { name: 'off' });
    expect(several.answer).toMatchObject({
      error: { kind: 'not_found', hint: expect.stringMatching(/^Pass seriesId: 7004\d\d .*; 7004\d\d /) },
    });
    const none = await call('coupon_series_overview', { name: 'no such offer' });
    expect(none.answer).toMatchObject({ error: { hint: expect.stringContaining('coupon_get_series_v1_1') } });
  });
});

describe('a promotion or milestone at a glance', () => {
  it('says who takes part in a milestone, and how far they are', async () => {
    const { call } = await connect();
    expect((await call('promotion_overview', { targetGroupId: 88 })).answer).toMatchObject({
      promotion: { kind: 'milestone', name: 'Spring spenders', rule: 'Spend 10,000 (goal: 10000 sales)' },
      members: [
        { label: 'Spend 10,000: in it', value: 30 },
        { label: 'Spend 10,000: achieved', value: 12 },
        { label: 'Spend 10,000: in progress', value: 18 },
      ],
      furthest: [{ label: 'Priya Desai', value: 24_890, target: 10_000 }, {}, {}, {}, {}],
    });
  });

  it('says the dates and the rule of a promotion, and no figures that the API does not have', async () => {
    const { call } = await connect();
    const list = (await call('loyalty_promotion_list', { status: 'ACTIVE' })).answer as {
      data: { content: { id: string }[] };
    };
    const [first] = list.data.content;
    const { answer } = await call('promotion_overview', { promotionId: first?.id });
    expect(answer).toMatchObject({ promotion: { kind: 'promotion', id: first?.id, status: 'ACTIVE' } });
    expect(answer).not.toHaveProperty('members');
  });
});

describe('a comparison', () => {
  it('puts customers side by side, and names who was not found', async () => {
    const { call } = await connect();
    const { answer } = await call('compare', { customers: ['919800000001', '919800000002', '910000000000'] });
    expect(answer).toMatchObject({
      customers: [
        { name: 'Asha Rao', Tier: 'Platinum', 'Points balance': 15_880 },
        { name: 'Vikram Menon', 'Points balance': 9_514 },
      ],
      unavailable: [{ part: 'customer 910000000000' }],
    });
  });

  it('puts stores and tills side by side', async () => {
    const { call } = await connect({ answers: 'whole' });
    const stores = await call('compare', { stores: ['blr01', 'maa01'] });
    expect(stores.answer).toMatchObject({
      stores: [
        { id: 'blr01', name: 'Bengaluru Indiranagar', Tills: 3 },
        { id: 'maa01', Zone: 'south' },
      ],
    });
    const tills = await call('compare', { tills: ['blr01.till01', 'maa01.till01'] });
    expect(tills.answer).toMatchObject({ tills: [{ Store: 'blr01' }, { Store: 'maa01' }] });
  });

  it('names what it could not find, and what is too much', async () => {
    const { call, requests } = await connect();
    const stores = await call('compare', { stores: ['blr01', 'nowhere'] });
    expect(stores.answer).toMatchObject({ stores: [{ id: 'blr01' }], unavailable: [{ part: 'store nowhere' }] });
    const customers = Array.from({ length: 10 }, (_, index) => String(919_800_000_001 + index));
    const { answer } = await call('compare', { customers, fields: 'customers.id,unavailable' });
    expect(answer['customers']).toHaveLength(MAX_READS);
    expect(answer['unavailable']).toEqual([{ part: '2 more customers', reason: 'a comparison has at most 8' }]);
    expect(requests.filter((tool) => tool === 'customer_lookup_get_details')).toHaveLength(MAX_READS);
  });

  it('needs somebody or something to compare', async () => {
    const { call, requests } = await connect();
    const { answer } = await call('compare', {});
    expect(answer).toMatchObject({ error: { kind: 'invalid_arguments' } });
    expect((await call('compare', { stores: ['no such store'] })).answer).toMatchObject({
      error: { kind: 'not_found', hint: expect.stringContaining('location_list') },
    });
    expect(requests.filter((tool) => tool === 'location_list')).toHaveLength(1);
  });
});

describe('every overview', () => {
  it.each(overviews)('$tool answers its example within the type that it declares', async (definition) => {
    const { call } = await connect({ answers: 'whole' });
    const { answer, isError } = await call(definition.tool, definition.example ?? {});
    expect(isError).toBe(false);
    expect(misfitsOf(definition.answer(), answer)).toEqual([]);
  });

  it('is found by what people ask for', async () => {
    const { call } = await connect();
    const found = async (query: string) => String((await call('find_tools', { query, limit: 1 })).answer['text']);
    expect(await found('everything about this customer')).toMatch(/^customer_overview\(/);
    expect(await found('how is this coupon doing')).toMatch(/^coupon_series_overview\(/);
    expect(await found('how many customers achieved the target of the milestone')).toMatch(/^promotion_overview\(/);
    expect(await found('compare two customers')).toMatch(/^compare\(/);
    expect(await found('customer_overview')).toContain('Composed of: customer_lookup_get_details, ');
  });

  it('says what it reads instead of a request, if it is previewed', async () => {
    const { call, requests } = await connect();
    const { preview } = (await call('preview_call', { name: 'customer_overview', arguments: ASHA })).answer;
    expect(preview).toMatchObject({ risk: 'read', reads: readsOf('customer_overview') });
    expect(preview).not.toHaveProperty('request');
    expect(requests).toEqual([]);
  });
});

function readsOf(tool: string): string[] {
  return [...(overviews.find((each) => each.tool === tool)?.composition?.reads ?? [])];
}
