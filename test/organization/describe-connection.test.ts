/** `describe_connection`, and what calls fill in from the connection. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ApiClient } from '../../src/client/client.js';
import { CapillaryError } from '../../src/client/errors.js';
import type { CapillaryClient, Credentials } from '../../src/client/types.js';
import type { Filters } from '../../src/discovery/selection.js';
import { observable } from '../../src/lib/observable.js';
import { type Connection, type ConnectionOptions, openConnection } from '../../src/organization/connection.js';
import type { WriteRules } from '../../src/organization/describe-connection.js';
import { type OrganizationOptions, openOrganization } from '../../src/organization/organization.js';
import type { UpstreamTarget } from '../../src/organization/upstream.js';
import { LIVE_POLICY, type Policy, UNLIMITED_POLICY } from '../../src/safety/policy.js';
import { BRAND_NAMES } from '../../src/sandbox/brands/names.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import type { CreateServer } from '../../src/server.js';
import { json, loopback } from '../client/loopback.js';
import { catalogue, selection } from '../discovery/toolboxes.js';

const TILL: Credentials = { kind: 'basic', username: 'pune.counter2', password: 'a-password' };
const LIVE: UpstreamTarget = { kind: 'capillary', baseUrl: 'https://eu.api.capillarytech.com', credentials: TILL };
const NOW = Date.parse('2026-03-01T20:00:00Z');

const ok = { success: 'true', code: '200', message: 'SUCCESS' };
/** Documented answers, with invented values. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  organization_get_v1_1: {
    response: {
      status: ok,
      organization: {
        id: '100458',
        name: 'Bukl Enterprises',
        currency: 'Indian Rupee ',
        timezone_offset: '+05:30',
        timezone: 'Asia/Kolkata',
        country: 'India',
        currencies: {
          base_currency: { symbol: '₹', label: 'INR' },
          supported_currencies: {
            currency: [
              { symbol: '₹', label: 'INR' },
              { symbol: '$', label: 'USD' },
            ],
          },
        },
      },
    },
  },
  store_verify_login_v1_1: {
    response: {
      status: ok,
      store: { user: { username: 'pune.counter2', type: 'TILL', server_time: '2026-03-02T01:30:00+05:30' } },
    },
  },
  organization_get_till: { id: 75200418, code: 'pune.counter2', name: 'Second counter', isActive: true, warnings: [] },
  organization_get_entities_v1_1: {
    response: {
      status: ok,
      organization: { entities: { entity: { id: '75200418', parent: {}, parent_external_id: 'EXT-BLR09' } } },
    },
  },
  store_get_v1_1: {
    response: { status: ok, stores: { store: { id: '41207', code: 'blr09', name: 'Indiranagar', city_name: 'Pune' } } },
  },
  organization_get_programs: {
    data: [
      { programId: 811, programName: 'HarborClub', pointsToCurrencyRatio: 0.25, default: true, partnerPrograms: [] },
    ],
  },
};

const refusal = (tool: string): CapillaryError =>
  new CapillaryError({
    kind: 'permission',
    message: `The API refused ${tool}: no access (HTTP 403)`,
    hint: 'Ask for access.',
    httpStatus: 403,
    retryable: false,
  });

/** A client that answers as the documentation shows, or as the test says. */
function stub(answer: (tool: string) => unknown = (tool) => ANSWERS[tool]) {
  const calls: { tool: string; args: Record<string, unknown> }[] = [];
  const client: CapillaryClient = {
    send: async ({ tool }, args) => {
      calls.push({ tool, args });
      return { data: await answer(tool), warnings: [], httpStatus: 200 };
    },
    close: async () => {},
  };
  return { client, calls, called: (name: string) => calls.filter(({ tool }) => tool === name).length };
}

const refusing =
  (...refused: string[]) =>
  (tool: string): unknown => {
    if (refused.includes(tool)) throw refusal(tool);
    return ANSWERS[tool];
  };

const open = (client: CapillaryClient, options: Partial<ConnectionOptions> = {}): Connection =>
  openConnection({
    client: async () => client,
    sandboxUrl: async () => undefined,
    policy: observable(UNLIMITED_POLICY),
    find: catalogue.find,
    target: LIVE,
    now: () => NOW,
    defaultSource: undefined,
    deadlineMs: 50_000,
    maxResultTokens: 8_000,
    maxCharacters: 28_000,
    ...options,
  });

async function describeIt(connection: Connection, filters: Filters = {}) {
  const { content, isError } = await connection.describe(selection(filters));
  expect(isError).toBeUndefined();
  return JSON.parse(content[0]?.text ?? '');
}

describe('the description of a connection', () => {
  it('has what an agent needs before its first call', async () => {
    expect(await describeIt(open(stub().client))).toEqual({
      environment: 'live',
      about: expect.stringContaining('real'),
      host: 'eu.api.capillarytech.com',
      organization: { id: '100458', name: 'Bukl Enterprises', country: 'India' },
      currency: { code: 'INR', symbol: '₹', others: ['USD'] },
      time: { zone: 'Asia/Kolkata', now: '2026-03-02T01:30:00+05:30', today: '2026-03-02', weekday: 'Monday' },
      user: { name: 'pune.counter2', type: 'TILL' },
      till: { id: '75200418', code: 'pune.counter2', name: 'Second counter' },
      store: { id: '41207', code: 'blr09', name: 'Indiranagar', city: 'Pune' },
      programs: [{ id: 811, name: 'HarborClub', isDefault: true, pointValue: 0.25 }],
      source: 'INSTORE in reads; writes need it',
      filters: 'none',
      limits: { resultTokens: 8_000, callSeconds: 50 },
      credentials: { kind: 'basic', adminKey: false },
      readSecondsAgo: 0,
    });
  });

  it('takes the time from the clock of the API', async () => {
    const late = { ...ANSWERS };
    late['store_verify_login_v1_1'] = {
      response: { store: { user: { username: 'x', server_time: '2027-12-31T23:59:59+05:30' } } },
    };
    const { time } = await describeIt(open(stub((tool) => late[tool]).client));
    expect(time).toMatchObject({ now: '2027-12-31T23:59:59+05:30', today: '2027-12-31', weekday: 'Friday' });
  });

  it('uses the offset where the API names no known time zone, and says where it names neither', async () => {
    const withZone = (timezone: string, timezone_offset: string) => ({
      response: { organization: { id: '1', timezone, timezone_offset } },
    });
    const of = async (answer: object) =>
      (await describeIt(open(stub((tool) => (tool === 'organization_get_v1_1' ? answer : ANSWERS[tool])).client))).time;
    expect(await of(withZone('Pune', '-03:30'))).toMatchObject({
      now: '2026-03-01T16:30:00-03:30',
      today: '2026-03-01',
    });
    expect(await of(withZone('Pune', ''))).toMatchObject({ now: expect.stringContaining('not known') });
  });

  it('says why something is not known, and has everything else', async () => {
    const connection = open(stub(refusing('organization_get_v1_1', 'organization_get_programs')).client);
    const described = await describeIt(connection);
    const reason = 'not known: The API refused organization_get_v1_1: no access (HTTP 403)';
    expect(described).toMatchObject({ organization: reason, currency: reason, time: reason });
    expect(described.programs).toContain('not known: The API refused organization_get_programs');
    expect(described).toMatchObject({ till: { code: 'pune.counter2' }, store: { code: 'blr09' } });
  });

  it('has a reason for each fact if the API cannot be reached', async () => {
    const described = await describeIt(open(stub(refusing(...Object.keys(ANSWERS))).client));
    for (const name of ['organization', 'currency', 'time', 'user', 'store', 'programs']) {
      expect(described[name], name).toContain('not known: The API refused');
    }
    const { client } = stub();
    const broken = open(client, { client: () => Promise.reject(new Error('no sandbox')) });
    expect((await describeIt(broken)).organization).toBe('not known: an error inside this server');
  });

  it('does not wait for an answer that does not come', async () => {
    const { client } = stub((tool) => (tool === 'organization_get_programs' ? new Promise(() => {}) : ANSWERS[tool]));
    const described = await describeIt(open(client, { waitMs: 50 }));
    expect(described.programs).toBe('not known: no answer within 0.05 s; ask again');
    expect(described.organization).toMatchObject({ id: '100458' });
  });

  it.each([
    ['an OAuth client', { kind: 'oauth', key: 'k', secret: 's' } as const, {}, 'pune.counter2'],
    [
      'a till that calls are attributed to',
      TILL,
      { attribution: { entityType: 'TILL_CODE', entityCode: 'blr01.a' } },
      'blr01.a',
    ],
  ])('has the till of %s', async (_, credentials, more, code) => {
    const { client, calls } = stub();
    const { till } = await describeIt(open(client, { target: { ...LIVE, credentials, ...more } }));
    expect(till).toMatchObject({ code });
    expect(calls).toContainEqual({ tool: 'organization_get_till', args: { code } });
  });

  it('has no till where the credentials are those of a member of staff', async () => {
    const nobody = { warnings: [{ status: false, code: 3227, message: 'till does not exist' }] };
    const { client } = stub((tool) => (tool === 'organization_get_till' ? nobody : ANSWERS[tool]));
    const credentials = { ...TILL, username: 'asha@example.com' };
    const described = await describeIt(open(client, { target: { ...LIVE, credentials } }));
    expect(described.till).toBe('not known: the user asha@example.com is no till');
    expect(described.store).toBe(described.till);
  });

  it('has the store that calls are attributed to', async () => {
    const { client, calls } = stub();
    const attribution = { entityType: 'STORE_EXTERNAL_ID', entityCode: 'EXT-1' };
    const described = await describeIt(open(client, { target: { ...LIVE, attribution } }));
    expect(described.till).toBe('not known: calls are attributed to a store (STORE_EXTERNAL_ID)');
    expect(described.store).toMatchObject({ code: 'blr09' });
    expect(calls).toContainEqual({ tool: 'store_get_v1_1', args: { external_id: 'EXT-1' } });
    expect(described.credentials).toMatchObject({ attributedTo: 'STORE_EXTERNAL_ID EXT-1' });
  });

  it('has the filters in force, and nothing that the operator excluded', async () => {
    const { client, called } = stub();
    const filters = { readOnly: true, domains: ['points'], excludeTools: ['organization_get_programs'] };
    const described = await describeIt(open(client), filters);
    expect(described.filters).toEqual(filters);
    expect(described.programs).toBe('not known: --excludeTools hides organization_get_programs');
    expect(called('organization_get_programs')).toBe(0);
    // The domain does not have these tools, but the facts are not the tools' alone.
    expect(described.organization).toMatchObject({ id: '100458' });
  });
});

describe('the description of writes', () => {
  const RULES: WriteRules = { confirm: 'default', confirmFallback: 'host', requirePlan: false, dryRun: false };
  const writesWith = async (rules: Partial<WriteRules>, policy: Partial<Policy> = {}) => {
    const options = { writes: { ...RULES, ...rules }, policy: observable({ ...LIVE_POLICY, ...policy }) };
    return (await describeIt(open(stub().client, options))).writes;
  };

  it('says when the user is asked', async () => {
    const askAbove = { points: 1_000, rows: 20, messages: 10 };
    expect(await writesWith({})).toEqual({ userIsAsked: expect.stringMatching(/taken back.* askAbove$/), askAbove });
    expect(await writesWith({ confirm: 'always' })).toEqual({ userIsAsked: 'before everything destructive' });
    expect(await writesWith({ confirm: 'never', confirmFallback: 'refuse' })).toEqual({ userIsAsked: 'never' });
  });

  it('says what is refused', async () => {
    expect(await writesWith({ confirmFallback: 'refuse' })).toMatchObject({ clientsThatCannotAsk: 'are refused' });
    expect(await writesWith({ requirePlan: true })).toMatchObject({ plan: expect.stringContaining('preview_call') });
  });

  it('says that nothing is changed, and then nothing else', async () => {
    expect(await writesWith({ dryRun: true })).toMatch(/^dry run: /);
    expect(await writesWith({ requirePlan: true }, { writes: 'frozen' })).toMatch(/^frozen: /);
  });

  it('is short', async () => {
    const longest = await writesWith({ requirePlan: true, confirmFallback: 'refuse' });
    expect(JSON.stringify(longest).length).toBeLessThan(300);
  });
});

describe('what is known', () => {
  it('is read once for all who ask at the same time, and kept for ten minutes', async () => {
    let time = NOW;
    const { client, called } = stub();
    const connection = open(client, { now: () => time });
    await Promise.all([describeIt(connection), describeIt(connection), connection.values.lookUp('programId')]);
    for (const tool of Object.keys(ANSWERS)) expect(called(tool), tool).toBe(1);
    time += 599_999;
    expect((await describeIt(connection)).readSecondsAgo).toBe(600);
    for (const tool of Object.keys(ANSWERS)) expect(called(tool), tool).toBe(1);
    time += 1;
    expect((await describeIt(connection)).readSecondsAgo).toBe(0);
    for (const tool of Object.keys(ANSWERS)) expect(called(tool), tool).toBe(2);
  });

  it('is asked for again after half a minute if it was refused', async () => {
    let time = NOW;
    let isRefused = true;
    const { client, called } = stub((tool) => {
      if (isRefused && tool === 'organization_get_programs') throw refusal(tool);
      return ANSWERS[tool];
    });
    const connection = open(client, { now: () => time });
    expect(await connection.values.lookUp('programId')).toEqual({ unknown: expect.stringContaining('no access') });
    isRefused = false;
    time += 29_999;
    expect(await connection.values.lookUp('programId')).toHaveProperty('unknown');
    expect(called('organization_get_programs')).toBe(1);
    time += 1;
    expect(await connection.values.lookUp('programId')).toEqual({ value: 811 });
  });

  it('has a program only if there is exactly one', async () => {
    const programsOf = (...ids: number[]) => ({
      data: ids.map((programId) => ({ programId, programName: `Club ${programId}`, default: programId === 1 })),
    });
    const programOf = (answer: object) => open(stub(() => answer).client).values.lookUp('programId');
    expect(await programOf(programsOf(7))).toEqual({ value: 7 });
    expect(await programOf(programsOf(1, 2))).toEqual({
      unknown: 'the organization has several loyalty programs: 1 Club 1, 2 Club 2',
    });
    expect(await programOf(programsOf())).toEqual({ unknown: 'the organization has no active loyalty program' });
  });

  it('has a brand of the rewards catalog only if exactly one is in use', async () => {
    const brandsOf = (...brands: object[]) =>
      stub((tool) => (tool === 'reward_list_brands' ? { brandList: brands } : ANSWERS[tool]));
    const tea = { id: 77, brand: 'Kettle & Leaf', enabled: true };
    const retired = { id: 78, brand: 'Old Kettle', enabled: false };
    const one = brandsOf(retired, tea);
    const { values } = open(one.client);
    expect(await values.lookUp('rewardBrandId')).toEqual({ value: 77 });
    expect(await values.lookUp('rewardBrandName')).toEqual({ value: 'Kettle & Leaf' });
    expect(one.calls.filter(({ tool }) => tool === 'reward_list_brands')).toEqual([
      { tool: 'reward_list_brands', args: { body: { orgIds: [100458] } } },
    ]);
    const several = open(brandsOf(tea, { id: 79, brand: 'Cup' }).client);
    expect(await several.values.lookUp('rewardBrandName')).toEqual({
      unknown: 'the rewards catalog has several brands: 77 Kettle & Leaf, 79 Cup',
    });
    expect(await open(brandsOf().client).values.lookUp('rewardBrandId')).toEqual({
      unknown: 'the rewards catalog has no brand',
    });
    const nameless = open(brandsOf({ id: 80 }).client);
    expect(await nameless.values.lookUp('rewardBrandName')).toEqual({ unknown: 'the API does not say' });
  });

  it('has the till and the organization as the API takes them', async () => {
    const { values } = open(stub().client);
    expect(await values.lookUp('tillId')).toEqual({ value: 75200418 });
    expect(await values.lookUp('tillCode')).toEqual({ value: 'pune.counter2' });
    expect(await values.lookUp('organizationId')).toEqual({ value: 100458 });
  });

  it('has the user name of a till whose details are refused, and not that of another user', async () => {
    const { values } = open(stub(refusing('organization_get_till')).client);
    expect(await values.lookUp('tillCode')).toEqual({ value: 'pune.counter2' });
    expect(await values.lookUp('tillId')).toEqual({ unknown: 'the API does not say' });
    const credentials = { ...TILL, username: 'asha@example.com' };
    const staff = open(stub(refusing('organization_get_till')).client, { target: { ...LIVE, credentials } });
    expect(await staff.values.lookUp('tillCode')).toHaveProperty('unknown');
  });

  it.each([null, [], 'text', { response: null }, { data: [null, 7, {}] }, { response: { organization: [] } }])(
    'survives an answer of another form: %o',
    async (answer) => {
      const described = await describeIt(open(stub(() => answer).client));
      expect(described.organization).toContain('not known');
      expect(described.programs).toEqual([]);
    },
  );
});

describe('on the sandbox', () => {
  const sandboxes = new Map<string, Sandbox>();
  beforeAll(async () => {
    for (const brand of BRAND_NAMES) sandboxes.set(brand, await startSandbox({ seed: 5, brand }));
  });
  afterAll(async () => {
    for (const sandbox of sandboxes.values()) await sandbox.close();
  });

  const openBrand = (brand: string, kind: Credentials['kind']): { connection: Connection; sandbox: Sandbox } => {
    const sandbox = sandboxes.get(brand);
    if (!sandbox) throw new Error(`no sandbox of ${brand}`);
    const { username, password, clientKey, clientSecret } = sandbox.credentials;
    const credentials: Credentials =
      kind === 'basic' ? { kind, username, password } : { kind, key: clientKey, secret: clientSecret };
    const client = new ApiClient({ baseUrl: sandbox.url, credentials, proxy: false, userAgent: 'test' });
    onTestFinished(() => client.close());
    const target: UpstreamTarget = { kind: 'capillary', baseUrl: sandbox.url, credentials };
    return { connection: open(client, { target, now: Date.now }), sandbox };
  };

  it.each(BRAND_NAMES.flatMap((brand) => [[brand, 'basic'] as const, [brand, 'oauth'] as const]))(
    'everything is known: %s with %s credentials',
    async (brand, kind) => {
      const { connection, sandbox } = openBrand(brand, kind);
      const { organisation, tills, stores } = sandbox.world;
      const described = await describeIt(connection);
      const till = Object.values(tills).find(({ code }) => code === described.till.code);
      const store = till && stores[till.storeId];
      expect(described).toMatchObject({
        environment: 'local',
        organization: { id: String(organisation.id), name: organisation.name },
        currency: { code: organisation.currency.code },
        time: { zone: organisation.timezone, today: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
        till: { id: String(till?.id) },
        store: { id: String(store?.id), code: store?.code, name: store?.name },
        programs: [expect.objectContaining({ id: organisation.program.id, name: organisation.program.name })],
      });
      expect(await connection.values.lookUp('programId')).toEqual({ value: organisation.program.id });
    },
  );

  it('the time is that of its clock, also after it was moved', async () => {
    const { connection, sandbox } = openBrand('coffee', 'basic');
    const before = await describeIt(connection);
    const response = await fetch(`${sandbox.url}/__sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advanceSeconds: 5 * 86_400 }),
    });
    expect(response.ok).toBe(true);
    const after = await describeIt(connection);
    const days = (Date.parse(after.time.now) - Date.parse(before.time.now)) / 86_400_000;
    expect(days).toBeCloseTo(5, 2);
  });
});

describe('a server', () => {
  const openServer = (target: UpstreamTarget, more: Partial<OrganizationOptions> = {}) => {
    const organization = openOrganization({
      catalogue,
      target,
      maxResultTokens: 8_000,
      deadlineMs: 20_000,
      concurrency: 16,
      log: () => {},
      ...more,
    });
    onTestFinished(() => organization.close());
    return organization;
  };
  const connect = async (create: CreateServer, filters: Filters = {}): Promise<Client> => {
    const [here, there] = InMemoryTransport.createLinkedPair();
    await create({ selection: () => selection(filters) }).connect(there);
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(here);
    return client;
  };
  const callOn = async (client: Client, name: string, args: Record<string, unknown> = {}) => {
    const { content, isError = false } = await client.callTool({ name, arguments: args });
    const [value = '', notes = ''] = content.map((block) => (block.type === 'text' ? block.text : ''));
    return { value: JSON.parse(value), notes, isError };
  };

  it.each([[{}], [{ toolsets: ['all'] }], [{ toolsets: ['discovery'], readOnly: true }], [{ toolsets: ['points'] }]])(
    'lists and answers it whatever is listed: %o',
    async (filters) => {
      const client = await connect(openServer({ kind: 'sandbox' }).createServer, filters);
      const { tools } = await client.listTools();
      expect(tools).toContainEqual(
        expect.objectContaining({ name: 'describe_connection', _meta: { 'anthropic/alwaysLoad': true } }),
      );
      const { value, notes } = await callOn(client, 'describe_connection');
      expect(value).toMatchObject({ environment: 'sandbox', organization: { name: 'Meridian Threads' } });
      expect(notes).toContain('filled in');
      const page = await fetch(value.page);
      expect(page.headers.get('content-type')).toContain('text/html');
    },
  );

  it('is of the brand, seed and clock that were configured, and a state that cannot be used answers every call', async () => {
    const world = { brand: 'fuel', seed: 3, clock: '2026-05-03T06:30:00Z' } as const;
    const client = await connect(openServer({ kind: 'sandbox', world }).createServer);
    const { value } = await callOn(client, 'describe_connection');
    expect(value).toMatchObject({
      organization: { name: 'Halden Energy' },
      time: { zone: 'Asia/Dubai', today: '2026-05-03' },
    });
    const folder = await mkdtemp(join(tmpdir(), 'capillary-mcp-'));
    const state = join(folder, 'world.json');
    await writeFile(state, '{"hello": 1}');
    const broken = await connect(openServer({ kind: 'sandbox', world: { state } }).createServer);
    const { value: refused } = await callOn(broken, 'organization_get_v1_1', {});
    expect(JSON.stringify(refused)).toContain('not a world saved by this sandbox');
    await rm(folder, { recursive: true });
  });

  it('makes calls that leave out what the connection knows', async () => {
    const client = await connect(openServer({ kind: 'sandbox' }).createServer);
    const mobile = '919800000007';
    const id = await callOn(client, 'customer_get_id', { identifierName: 'mobile', identifierValue: mobile });
    expect(id).toMatchObject({ isError: false, notes: expect.stringContaining('source: INSTORE filled in') });
    const { value } = await callOn(client, 'call_read_tool', {
      calls: [
        { name: 'customer_lookup_get_tier', arguments: { identifierName: 'mobile', identifierValue: mobile } },
        { name: 'customer_get', arguments: { customerId: id.value.entity } },
      ],
    });
    expect(value).toEqual([
      expect.objectContaining({ result: expect.anything() }),
      expect.objectContaining({ result: expect.objectContaining({ id: id.value.entity }) }),
    ]);
  });

  it('refuses a write without a source, and says what to pass', async () => {
    const client = await connect(openServer({ kind: 'sandbox' }).createServer);
    const args = { userId: 1, body: { profiles: [{ firstName: 'Asha' }] } };
    const { value, notes } = await callOn(client, 'call_destructive_tool', {
      name: 'customer_update',
      arguments: args,
    });
    expect(value.error).toMatchObject({ kind: 'invalid_arguments', outcome: 'not_sent' });
    expect(notes).toContain('source was not filled in');
  });

  it('sends the source that the operator set, as if the caller had', async () => {
    const { url, received } = await loopback(json({ createdId: 1, warnings: [] }));
    const target: UpstreamTarget = { kind: 'capillary', baseUrl: url, credentials: TILL };
    const client = await connect(openServer(target, { defaultSource: 'WEBSITE' }).createServer);
    const args = { userId: 1, body: { profiles: [{ firstName: 'Asha' }] } };
    const { notes } = await callOn(client, 'call_destructive_tool', { name: 'customer_update', arguments: args });
    expect(received.map(({ url }) => url)).toEqual([expect.stringContaining('source=WEBSITE')]);
    expect(notes).toContain('source: WEBSITE filled in.');
    expect((await callOn(client, 'describe_connection')).value.source).toBe('WEBSITE');
  });

  it('keeps what the credentials of one caller may see from another', async () => {
    const { url, received } = await loopback(async (response, request, number) => {
      const encoded = String(request.headers.authorization).replace('Basic ', '');
      const [username] = Buffer.from(encoded, 'base64').toString().split(':');
      const organization = { id: '1', name: `organization of ${username}`, timezone: 'Asia/Kolkata' };
      await json({ response: { status: ok, organization } })(response, request, number);
    });
    const { createServer, withCredentials } = openServer({ kind: 'capillary', baseUrl: url, credentials: TILL });
    const nameFor = async (create: CreateServer) =>
      (await callOn(await connect(create), 'describe_connection')).value.organization.name;
    const other: Credentials = { kind: 'basic', username: 'other', password: 'p' };
    expect(await nameFor(createServer)).toBe('organization of pune.counter2');
    expect(await nameFor(withCredentials(other))).toBe('organization of other');
    const requests = received.length;
    expect(await nameFor(createServer)).toBe('organization of pune.counter2');
    expect(received.slice(requests).filter(({ url }) => url.includes('organization/get'))).toEqual([]);
  });

  it('that is not configured says what is missing', async () => {
    const problem = 'CAPILLARY_USERNAME is set but CAPILLARY_PASSWORD is not: set both or neither.';
    const client = await connect(openServer({ kind: 'unconfigured', problem }).createServer);
    const { value, isError } = await callOn(client, 'describe_connection');
    expect(isError).toBe(true);
    expect(value.error).toMatchObject({ kind: 'not_configured', message: expect.stringContaining(problem) });
  });

  it('has callers that do not call it', async () => {
    const client = await connect(openServer({ kind: 'sandbox' }).createServer);
    const { value } = await callOn(client, 'call_read_tool', { name: 'describe_connection' });
    expect(value.error).toMatchObject({ hint: 'Call describe_connection itself.' });
  });
});
