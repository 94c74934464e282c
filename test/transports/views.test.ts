/** Conversations in which views get their data: clients of both eras, over a connection that lasts and over HTTP. */
import { Client, InMemoryTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  APPROVE_PLAN,
  type CustomerData,
  type OutcomeData,
  type PlanData,
  VIEW_DATA,
  VIEW_EXTENSION,
  VIEW_MIME_TYPE,
  VIEW_NAMES,
  viewUri,
} from '../../src/apps/contract.js';
import { type OrganizationOptions, openOrganization } from '../../src/organization/organization.js';
import { catalogue, selection } from '../discovery/toolboxes.js';
import { type Hosted, hosted } from './hosted.js';

const ASHA = { identifierName: 'mobile', identifierValue: '919800000001' };
const LOOK_UP = { name: 'customer_overview', arguments: ASHA };

const redeem = (points: number) => ({
  name: 'points_redeem_v1_1',
  arguments: {
    skip_validation: true,
    body: {
      root: { redeem: [{ points_redeemed: points, transaction_number: '1001', customer: { mobile: '919800000001' } }] },
    },
  },
});
const preview = (points = 100) => ({ name: 'preview_call', arguments: redeem(points) });

type Mode = 'legacy' | { pin: string };
const MODERN: Mode = { pin: '2026-07-28' };

interface ClientOptions {
  mode?: Mode;
  showsViews?: boolean;
  /** How its user answers questions; it cannot ask if this is absent. */
  action?: 'accept' | 'decline';
}

function clientOf({ mode = 'legacy', showsViews = true, action }: ClientOptions) {
  const questions: string[] = [];
  const client = new Client(
    { name: 'test', version: '1' },
    {
      versionNegotiation: { mode },
      capabilities: {
        ...(showsViews && { extensions: { [VIEW_EXTENSION]: { mimeTypes: [VIEW_MIME_TYPE] } } }),
        ...(action && { elicitation: {} }),
      },
    },
  );
  if (action) {
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      questions.push(params.message);
      return { action, ...(action === 'accept' && { content: {} }) };
    });
  }
  return { client, questions };
}

/** A client on a connection of its own, as over stdio. */
async function connect(options: ClientOptions = {}, own: Partial<OrganizationOptions> = {}) {
  const organization = openOrganization({
    catalogue,
    target: { kind: 'sandbox', world: { clock: '2026-05-03T06:30:00Z', seed: 1 } },
    maxResultTokens: 8_000,
    deadlineMs: 20_000,
    concurrency: 16,
    log: () => {},
    ...own,
  });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await organization.createServer({ selection }).connect(there);
  const { client, questions } = clientOf(options);
  await client.connect(here);
  onTestFinished(async () => {
    await client.close();
    await organization.close();
  });
  return { client, questions };
}

type Call = Parameters<Client['callTool']>[0];

/** The data that a result has for its view, and its first text. */
async function resultOf<T>(client: Client, call: Call) {
  const result = await client.callTool(call);
  const [{ text = '' } = {}] = result.content as { text?: string }[];
  return { data: result._meta?.[VIEW_DATA] as T | undefined, text, isError: result.isError === true };
}

const uriOf = ({ _meta }: { _meta?: Record<string, unknown> | undefined }): unknown =>
  (_meta?.['ui'] as { resourceUri?: string } | undefined)?.resourceUri;

const namesOf = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name);

describe('a host that shows views', () => {
  it('finds the view of a tool in the list, reads its page, and gets the data with the result', async () => {
    const { client } = await connect();
    const { tools } = await client.listTools();
    const tool = tools.find(({ name }) => name === 'customer_overview');
    expect(tool && uriOf(tool)).toBe(viewUri('customer'));
    const { contents } = await client.readResource({ uri: viewUri('customer') });
    expect(contents).toMatchObject([{ uri: viewUri('customer'), mimeType: VIEW_MIME_TYPE }]);
    expect(contents[0] && 'text' in contents[0] && contents[0].text).toMatch(/^<!doctype html>/i);
    const { data } = await resultOf<CustomerData>(client, LOOK_UP);
    expect(data).toMatchObject({
      view: 'customer',
      brand: {
        name: 'Meridian Threads',
        currency: 'INR',
        timeZone: 'Asia/Kolkata',
        today: '2026-05-03',
        sandbox: true,
      },
      customer: { name: 'Asha Rao' },
      points: { balance: 15_880 },
    });
    expect(data?.ledger?.entries.length).toBeGreaterThan(20);
    expect(data?.bills?.entries.length).toBeGreaterThan(10);
    expect(data?.ledger?.entries.every(({ on }) => on.endsWith('+05:30'))).toBe(true);
  }, 60_000);

  it('can read the page of every view, which asks for no network', async () => {
    const { client } = await connect();
    const resources = (await client.listResources()).resources.filter(({ uri }) => uri.startsWith('ui://'));
    expect(resources.map(({ uri }) => uri)).toEqual(VIEW_NAMES.map(viewUri));
    for (const { _meta, mimeType } of resources) {
      expect(mimeType).toBe(VIEW_MIME_TYPE);
      expect(_meta).toMatchObject({ ui: { csp: { connectDomains: [], resourceDomains: [] } } });
    }
    await expect(client.readResource({ uri: 'ui://capillary/none' })).rejects.toThrow();
  });

  it('shows the model the same text as one that shows none', async () => {
    const [{ client: one }, { client: other }] = await Promise.all([connect(), connect({ showsViews: false })]);
    const [withView, without] = await Promise.all([resultOf(one, LOOK_UP), resultOf(other, LOOK_UP)]);
    expect(without.data).toBeUndefined();
    expect(withView.text).toBe(without.text);
  });

  it('gets no data where the tool that it called has no view', async () => {
    const { client } = await connect();
    const { data } = await resultOf(client, { name: 'call_read_tool', arguments: LOOK_UP });
    expect(data).toBeUndefined();
  });

  it('gets texts without what people cannot see', async () => {
    const { client } = await connect();
    await client.callTool({
      name: 'customer_lookup_update',
      arguments: {
        ...ASHA,
        source: 'INSTORE',
        body: { profiles: [{ firstName: 'Asha\u202e<img src=x onerror=alert(1)>\u200b', source: 'INSTORE' }] },
      },
    });
    const { data } = await resultOf<CustomerData>(client, LOOK_UP);
    expect(data?.customer.name).toBe('Asha<img src=x onerror=alert(1)> Rao');
  });
});

describe('a host that shows no views', () => {
  it('sees no view, no tool of views, and cannot call it', async () => {
    const { client } = await connect({ showsViews: false });
    const { tools } = await client.listTools();
    expect(tools.filter((tool) => uriOf(tool) !== undefined)).toEqual([]);
    expect(tools.map(({ name }) => name)).not.toContain(APPROVE_PLAN);
    const { data, text } = await resultOf<PlanData>(client, preview());
    expect(data).toBeUndefined();
    const plan = JSON.parse(text).preview.plan;
    const refused = await resultOf(client, { name: APPROVE_PLAN, arguments: { plan } });
    expect(JSON.parse(refused.text)).toMatchObject({ error: { kind: 'unknown_tool' } });
  });
});

describe('the view of a plan', () => {
  it('says what would change, what was checked and how long the plan works', async () => {
    const { client } = await connect();
    const { data } = await resultOf<PlanData>(client, preview());
    expect(data).toMatchObject({
      view: 'plan',
      tool: 'points_redeem_v1_1',
      risk: 'destructive',
      plan: { id: expect.stringMatching(/^[\w-]{12}$/), expiresInMs: 900_000 },
      subjects: [{ name: 'Asha Rao', detail: 'balance: 15880 points' }],
      changes: [{ what: 'Points balance', before: 15_880, after: 15_780, unit: 'points' }],
      requests: [{ method: 'POST', path: expect.stringContaining('points/redeem') }],
      warnings: [],
    });
    expect(data?.checks?.map(({ verdict }) => verdict)).toContain('passed');
    expect(data?.plan).not.toHaveProperty('isForAgent');
  });

  it('says what speaks against it', async () => {
    const { client } = await connect();
    const { data } = await resultOf<PlanData>(client, preview(20_000));
    expect(data?.warnings).toEqual(['The balance is 4120 points short.']);
    expect(data?.changes).toMatchObject([{ after: -4_120 }]);
  });

  it('names what the plan depends on besides a balance, and offers no undo where nothing undoes it', async () => {
    const { client } = await connect();
    const { data } = await resultOf<PlanData>(client, {
      name: 'preview_call',
      arguments: { name: 'target_deactivate', arguments: { groupId: 88, targetId: 512 } },
    });
    expect(data?.changes).toContainEqual({ what: 'name', before: 'Spend 10,000' });
    expect(data).not.toHaveProperty('undoneBy');
  });

  it('shows a batch as a whole, which only the agent carries out', async () => {
    const { client } = await connect();
    const { name, arguments: one } = redeem(100);
    const { data } = await resultOf<PlanData>(client, {
      name: 'preview_call',
      arguments: { name, calls: [{ arguments: one }, { arguments: redeem(50).arguments }] },
    });
    expect(data).toMatchObject({
      view: 'plan',
      tool: name,
      plan: { id: expect.stringMatching(/^b\./), isForAgent: true },
      changes: [
        { what: 'Calls', after: 2 },
        { what: 'Points in all calls', after: 150, unit: 'points' },
      ],
    });
    expect(data?.requests).toHaveLength(2);
  });

  it('carries the plan out, once, and says so', async () => {
    const { client } = await connect();
    const { data } = await resultOf<PlanData>(client, preview());
    const approve = { name: APPROVE_PLAN, arguments: { plan: data?.plan?.id } };
    expect(await namesOf(client)).toContain(APPROVE_PLAN);
    const first = await resultOf<OutcomeData>(client, approve);
    expect(first.data).toEqual({ view: 'outcome', tool: 'points_redeem_v1_1', outcome: 'applied' });
    const second = await resultOf<OutcomeData>(client, approve);
    expect(second.data).toMatchObject({ outcome: 'not_sent', message: expect.stringContaining('no such plan') });
    const { data: after } = await resultOf<CustomerData>(client, LOOK_UP);
    expect(after?.points?.balance).toBe(15_780);
  });

  it('takes nothing but a plan of this caller', async () => {
    const { client } = await connect();
    for (const plan of ['000000000000', 7, undefined]) {
      const { data, isError } = await resultOf<OutcomeData>(client, { name: APPROVE_PLAN, arguments: { plan } });
      expect(isError).toBe(true);
      expect(data).toMatchObject({ view: 'outcome', outcome: 'not_sent' });
    }
  });

  it('is no consent: the user is asked as by any call', async () => {
    const { client, questions } = await connect({ action: 'decline' }, { confirm: 'default' });
    const { data } = await resultOf<PlanData>(client, preview());
    const { data: outcome } = await resultOf<OutcomeData>(client, {
      name: APPROVE_PLAN,
      arguments: { plan: data?.plan?.id },
    });
    expect(questions).toHaveLength(1);
    expect(outcome).toMatchObject({ outcome: 'not_sent', message: expect.stringContaining('declined') });
  });

  it('is no consent where the client cannot ask either, even if consent is left to the host', async () => {
    const { client } = await connect({}, { confirm: 'default', confirmFallback: 'host' });
    const { data } = await resultOf<PlanData>(client, preview());
    const { data: outcome } = await resultOf<OutcomeData>(client, {
      name: APPROVE_PLAN,
      arguments: { plan: data?.plan?.id },
    });
    expect(outcome).toMatchObject({ outcome: 'not_sent', hint: expect.stringContaining('assistant') });
  });

  it('sends nothing if the server runs dry', async () => {
    const { client } = await connect({}, { dryRun: true });
    const { data } = await resultOf<PlanData>(client, preview());
    const { data: outcome } = await resultOf<OutcomeData>(client, {
      name: APPROVE_PLAN,
      arguments: { plan: data?.plan?.id },
    });
    expect(outcome).toMatchObject({ outcome: 'not_sent', message: expect.stringContaining('runs dry') });
  });
});

describe('over stateless HTTP', () => {
  let running: Hosted;
  beforeAll(async () => {
    running = await hosted();
  });

  async function connectOverHttp(options: ClientOptions) {
    const { client, questions } = clientOf(options);
    await client.connect(new StreamableHTTPClientTransport(new URL(running.server.url)));
    onTestFinished(() => client.close());
    return { client, questions };
  }

  it.each<[string, Mode]>([
    ['2026', MODERN],
    ['2025', 'legacy'],
  ])(
    'a customer is looked up by a client of the %s era, and the view gets the data',
    async (_, mode) => {
      const { client } = await connectOverHttp({ mode });
      const { tools } = await client.listTools();
      expect(tools.filter(({ name }) => name === 'customer_overview').map(uriOf)).toEqual([viewUri('customer')]);
      const { contents } = await client.readResource({ uri: viewUri('customer') });
      expect(contents).toHaveLength(1);
      const { data } = await resultOf<CustomerData>(client, LOOK_UP);
      expect(data).toMatchObject({ view: 'customer', customer: { name: 'Asha Rao' }, points: { balance: 15_880 } });
    },
    60_000,
  );

  it('a client of the 2026 era says with each request whether it shows views', async () => {
    const { client } = await connectOverHttp({ mode: MODERN, showsViews: false });
    const { tools } = await client.listTools();
    expect(tools.filter((tool) => uriOf(tool) !== undefined)).toEqual([]);
    expect((await resultOf(client, LOOK_UP)).data).toBeUndefined();
  });

  it('a client of the 2026 era carries out a plan, and asks its user in between', async () => {
    const asking = await hosted({ confirm: 'default' });
    const { client, questions } = clientOf({ mode: MODERN, action: 'accept' });
    await client.connect(new StreamableHTTPClientTransport(new URL(asking.server.url)));
    onTestFinished(() => client.close());
    const { data } = await resultOf<PlanData>(client, preview());
    const approve = { name: APPROVE_PLAN, arguments: { plan: data?.plan?.id } };
    expect((await resultOf<OutcomeData>(client, approve)).data).toMatchObject({ outcome: 'applied' });
    expect(questions).toEqual([data?.question]);
  });

  it('a client of the 2025 era, of which nobody knows whether it shows views, cannot carry out plans by a view', async () => {
    const { client } = await connectOverHttp({});
    expect(await namesOf(client)).not.toContain(APPROVE_PLAN);
    const { data } = await resultOf<PlanData>(client, preview());
    expect(data?.plan).toMatchObject({ isForAgent: true });
    const refused = await resultOf(client, { name: APPROVE_PLAN, arguments: { plan: data?.plan?.id } });
    expect(JSON.parse(refused.text)).toMatchObject({ error: { kind: 'unknown_tool' } });
  });
});
