/** The built command over stdio, driven by the clients that agents use. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { definitions } from '../../src/tools/catalogue.js';
import { risk } from '../../src/tools/define.js';
import { overviews } from '../../src/tools/overviews/overviews.js';
import { ERAS, startClient, type TestClient } from './clients.js';

let client: TestClient | undefined;
afterEach(async () => {
  await client?.close();
  client = undefined;
});

describe.each(ERAS)('with nothing configured (%s)', (era) => {
  let shared: TestClient;
  beforeAll(async () => {
    shared = await startClient(era);
  });
  afterAll(() => shared.close());

  it('says that it is a sandbox, in name and instructions', () => {
    expect(shared.serverName).toContain('sandbox');
    expect(shared.instructions).toMatch(/sandbox/i);
  });

  it('lists every tool with annotations that follow from its risk', async () => {
    client = await startClient(era, {}, ['--toolsets', 'all']);
    const tools = await client.listTools();
    const all = [...definitions, ...overviews];
    const names = ['describe_connection', 'preview_call', ...all.map(({ tool }) => tool)];
    expect(tools.map(({ name }) => name).sort()).toEqual(names.sort());
    for (const definition of all) {
      const listed = tools.find(({ name }) => name === definition.tool);
      expect(listed?.annotations).toMatchObject({
        title: definition.title,
        readOnlyHint: risk(definition) === 'read',
        destructiveHint: risk(definition) === 'destructive',
        openWorldHint: true,
      });
    }
  });

  it('marks the meta-tools as always loaded', async () => {
    const marked = (await shared.listTools()).filter(({ _meta }) => _meta && 'anthropic/alwaysLoad' in _meta);
    expect(marked.map(({ name }) => name)).toEqual([
      'find_tools',
      'describe_connection',
      'call_read_tool',
      'preview_call',
      'call_write_tool',
      'call_destructive_tool',
    ]);
  });

  it('lists the arguments of tools in full if asked to', async () => {
    client = await startClient(era, { CAPILLARY_SCHEMAS: 'whole' });
    const sizeOf = (tools: Awaited<ReturnType<TestClient['listTools']>>) =>
      JSON.stringify(tools.find(({ name }) => name === 'transaction_add')?.inputSchema).length;
    const whole = await client.listTools();
    const short = await shared.listTools();
    expect(whole.map(({ name }) => name)).toEqual(short.map(({ name }) => name));
    expect(sizeOf(whole)).toBeGreaterThan(3 * sizeOf(short));
  });

  it('lists what tools answer and sends objects if asked to, and otherwise neither', async () => {
    const search = { q: 'Asha', limit: 1 };
    expect((await shared.listTools()).filter(({ outputSchema }) => outputSchema)).toEqual([]);
    expect((await shared.call('customer_search', search)).structure).toBeUndefined();
    client = await startClient(era, { CAPILLARY_OUTPUT_SCHEMAS: 'true' });
    const tools = await client.listTools();
    expect(tools.filter(({ outputSchema }) => !outputSchema)).toEqual([]);
    const several = { calls: [{ name: 'customer_search', arguments: search }, { name: 'customer_search' }] };
    const found = { data: [{ userId: expect.any(Number) }] };
    for (const [name, args, expected] of [
      ['customer_search', search, found],
      ['call_read_tool', several, { items: [{ result: found }, { error: { kind: 'invalid_arguments' } }] }],
      ['customer_search', {}, { error: { kind: 'invalid_arguments' } }],
      ['describe_connection', {}, { environment: 'sandbox', _notes: [expect.any(String)] }],
    ] as const) {
      const { json, structure, notes } = await client.call(name, args);
      expect(structure).toMatchObject(expected);
      expect([json, notes]).toEqual([structure, '']);
    }
    // Only that the sandbox has started.
    expect(client.stderr()).toMatch(/^capillary-mcp: the sandbox has started; [^\n]+\n$/);
  });

  it('says what it is connected to, and fills in what a call leaves out', async () => {
    const described = await shared.call('describe_connection');
    expect(described).toMatchObject({ isError: false, json: { environment: 'sandbox', currency: { code: 'INR' } } });
    const found = await shared.call('customer_get_id', {
      identifierName: 'mobile',
      identifierValue: '919800000007',
    });
    expect(found).toMatchObject({ isError: false, json: { entity: expect.any(Number) } });
  });

  it('reads several things at once', async () => {
    const lookUp = (mobile: string) => ({
      name: 'customer_lookup_get_points_balance',
      arguments: { source: 'INSTORE', identifierName: 'mobile', identifierValue: mobile },
    });
    const calls = [lookUp('919800000007'), lookUp('910000000000'), { name: 'customer_add', arguments: {} }];
    const several = await shared.call('call_read_tool', { calls });
    const single = await shared.call('call_read_tool', lookUp('919800000007'));
    expect(single.isError).toBe(false);
    expect(several.isError).toBe(false);
    expect(several.json).toMatchObject([
      { call: 1, result: single.json },
      { call: 2, error: { kind: 'not_found' } },
      { call: 3, error: { kind: 'invalid_arguments', details: { caller: 'call_destructive_tool' } } },
    ]);
  });

  it('registers a customer and finds them again', async () => {
    const added = await shared.call('customer_add', {
      body: {
        profiles: [{ firstName: 'Noor', source: 'INSTORE', identifiers: [{ type: 'mobile', value: '919811199001' }] }],
      },
    });
    expect(added).toMatchObject({ isError: false, json: { createdId: expect.any(Number) } });
    const found = await shared.call('customer_get_id', {
      source: 'INSTORE',
      identifierName: 'mobile',
      identifierValue: '919811199001',
    });
    expect(found.json).toMatchObject({ entity: (added.json as { createdId: number }).createdId });
  });

  it('answers wrong arguments with the problem and the nearest names', async () => {
    const answer = await shared.call('customer_get_id', {
      identifierName: 'mobile',
      identifierValu: '91',
      source: 'instor',
    });
    expect(answer.isError).toBe(true);
    expect(answer.json).toMatchObject({
      error: {
        kind: 'invalid_arguments',
        details: {
          arguments: expect.arrayContaining([
            expect.objectContaining({ argument: 'identifierValue', problem: expect.stringContaining('required') }),
            expect.objectContaining({ argument: 'identifierValu', nearest: 'identifierValue' }),
            expect.objectContaining({ argument: 'source', nearest: 'INSTORE' }),
          ]),
        },
      },
    });
  });

  it('answers an unknown tool with the nearest name', async () => {
    const answer = await shared.call('customer_get_ids');
    expect(answer).toMatchObject({
      isError: true,
      json: { error: { kind: 'unknown_tool', details: { nearest: 'customer_get_id' } } },
    });
  });

  it('writes to stderr where the page of the sandbox is, and nothing else, whether calls are right or wrong', async () => {
    await shared.call('customer_search', { q: 'Asha' });
    await shared.call('customer_search', {});
    const [, page = ''] =
      /^capillary-mcp: the sandbox has started; its page is (http:\S+)\n$/.exec(shared.stderr()) ?? [];
    expect((await fetch(page)).headers.get('content-type')).toContain('text/html');
    expect((await shared.call('describe_connection')).json).toMatchObject({ page });
  });
});

describe('with an incomplete or wrong configuration', () => {
  it.each<[string, string, Record<string, string>, string[]]>([
    [
      'half a pair of credentials',
      'CAPILLARY_PASSWORD is not',
      { CAPILLARY_CLUSTER: 'eu', CAPILLARY_USERNAME: 'till' },
      [],
    ],
    ['a misspelt password', 'did you mean CAPILLARY_PASSWORD?', { CAPILLARY_PASSWD: 'hidden-S3cret' }, []],
    [
      'a wrong number',
      '--max-result-tokens (CAPILLARY_MAX_RESULT_TOKENS): expected',
      { CAPILLARY_MAX_RESULT_TOKENS: 'abc' },
      [],
    ],
    ['an unknown toolset', "unknown name 'pionts'; nearest: points", {}, ['--toolsets', 'pionts']],
    [
      'a filters file that is not there',
      '--filters-file (CAPILLARY_FILTERS_FILE): the file ',
      {},
      ['--filters-file', 'not-there.json'],
    ],
    ['a flag for HTTP', '--port (CAPILLARY_HTTP_PORT) requires --http (CAPILLARY_HTTP)', {}, ['--port', '3000']],
    ['a wrong choice of transport', '--http (CAPILLARY_HTTP): expected true or false', { CAPILLARY_HTTP: 'maybe' }, []],
  ])('connects and answers calls with what is wrong: %s', async (_, problem, env, args) => {
    client = await startClient('2025 era, 2.x client', env, args);
    expect(client.serverName).toBe('capillary-mcp');
    expect(client.instructions).toContain(problem);
    expect((await client.listTools()).map(({ name }) => name)).toContain('customer_add');
    for (const [name, args] of [
      ['customer_search', { q: 'Asha' }],
      ['call_read_tool', { name: 'customer_search', arguments: { q: 'Asha' } }],
    ] as const) {
      const answer = await client.call(name, args);
      expect(answer.json).toMatchObject({
        error: { kind: 'not_configured', message: expect.stringContaining(problem) },
      });
    }
    expect((await client.call('customer_add', {})).json).toMatchObject({ error: { outcome: 'not_sent' } });
    expect(client.stderr().trimEnd().split('\n')).toEqual([expect.stringContaining(problem)]);
    expect(`${client.instructions}${client.stderr()}`).not.toContain('hidden-S3cret');
  });

  it.each(ERAS)('does so for every client (%s)', async (era) => {
    client = await startClient(era, { CAPILLARY_CLUSTER: 'eu' });
    expect(client.instructions).toContain('A host is set but no credentials');
    expect((await client.call('customer_search', { q: 'Asha' })).isError).toBe(true);
  });

  it('serves the sandbox with a warning if an unknown variable cannot be a misspelt setting', async () => {
    client = await startClient('2025 era, 2.x client', { CAPILLARY_REGION: 'eu' });
    expect(client.serverName).toContain('sandbox');
    expect((await client.call('customer_search', { q: 'Asha' })).isError).toBe(false);
    await expect.poll(client.stderr).toContain('CAPILLARY_REGION is not a setting and is ignored.');
  });
});

describe('a flag shown without a value', () => {
  it.each([
    ['--read-only', false],
    ['--read-only=true', false],
    ['--read-only=false', true],
  ])('also accepts one: %s', async (flag, writes) => {
    client = await startClient('2025 era, 2.x client', {}, [flag]);
    expect((await client.listTools()).some(({ name }) => name === 'customer_add')).toBe(writes);
  });
});

describe('a filters file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'capillary-mcp-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(ERAS)('changes the list of a running server, which notifies its client (%s)', async (era) => {
    const file = join(folder, `${ERAS.indexOf(era)}.json`);
    await writeFile(file, '{}');
    let onChange: () => void = () => {};
    const changed = new Promise<void>((resolve) => {
      onChange = resolve;
    });
    client = await startClient(era, { CAPILLARY_FILTERS_FILE: file }, [], () => onChange());
    expect((await client.listTools()).map(({ name }) => name)).toContain('customer_add');
    await writeFile(file, '{"readOnly": true}');
    await changed;
    expect((await client.listTools()).map(({ name }) => name)).not.toContain('customer_add');
    expect((await client.call('customer_add', {})).json).toMatchObject({ error: { kind: 'disabled_tool' } });
  });
});

describe('with a host and credentials', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 1, now: '2026-05-03T06:30:00Z' });
  });
  afterAll(() => sandbox.close());

  const basic = () => ({
    CAPILLARY_BASE_URL: sandbox.url,
    CAPILLARY_USERNAME: sandbox.credentials.username,
    CAPILLARY_PASSWORD: sandbox.credentials.password,
  });
  const oauth = () => ({
    CAPILLARY_BASE_URL: sandbox.url,
    CAPILLARY_CLIENT_KEY: sandbox.credentials.clientKey,
    CAPILLARY_CLIENT_SECRET: sandbox.credentials.clientSecret,
  });
  const lookup = { source: 'INSTORE', identifierName: 'mobile', identifierValue: '919811100000' };

  describe.each([
    ['Basic', basic],
    ['OAuth', oauth],
  ])('by %s', (kind, env) => {
    let shared: TestClient;
    beforeAll(async () => {
      shared = await startClient('2025 era, 2.x client', env());
    });
    afterAll(() => shared.close());

    it('calls that host and does not say sandbox', async () => {
      expect(shared.serverName).toBe('capillary-mcp');
      expect(shared.instructions).not.toMatch(/sandbox/i);
      const answer = await shared.call('customer_search', { q: 'Asha' });
      expect(answer.isError).toBe(false);
    });

    it('sends nothing when the arguments are wrong', async () => {
      await fetch(`${sandbox.url}/__sandbox/reset`, { method: 'POST' });
      const wrong = [
        await shared.call('customer_get_id', { ...lookup, source: 'nowhere' }),
        await shared.call('transaction_add', { ...lookup, body: { type: 'REGULAR', billNumbr: 'X-1' } }),
        await shared.call('customer_get', { customerId: '../admin', source: 'INSTORE' }),
      ];
      expect(wrong.map(({ json }) => (json as { error: { kind: string } }).error.kind)).toEqual(
        Array(3).fill('invalid_arguments'),
      );
      expect(await (await fetch(`${sandbox.url}/__sandbox/requests`)).json()).toEqual([]);
    });

    it('silently renews an expired access token', async () => {
      await shared.call('customer_search', { q: 'Asha' });
      await fetch(`${sandbox.url}/__sandbox/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"advanceSeconds": 7200}',
      });
      const answer = await shared.call('customer_search', { q: 'Asha' });
      expect(answer).toMatchObject({ isError: false, notes: '' });
    });

    it('reports a failure inside a 200', async () => {
      const answer = await shared.call('customer_get_v1_1', { mobile: '919999999999' });
      expect(answer.isError).toBe(true);
      expect(answer.json).toMatchObject({ error: { kind: 'not_found', code: expect.anything() } });
    });

    it('reports which rows of a batch failed and which succeeded', async () => {
      const bill = (number: number, identifierValue: string) => ({
        identifierType: 'mobile',
        identifierValue,
        source: 'INSTORE',
        type: 'REGULAR',
        billNumber: `HALF-${kind}-${number}`,
        billAmount: 100,
      });
      const known = Object.values(sandbox.world.customers)[0]?.profiles[0]?.identifiers.find(
        ({ type }) => type === 'mobile',
      );
      const answer = await shared.call('transaction_add_bulk', {
        body: [bill(1, known?.value ?? ''), bill(2, '919999999999')],
      });
      expect(answer.json).toMatchObject({
        error: {
          kind: 'partial',
          outcome: 'partial',
          retryable: false,
          details: {
            failed: [expect.objectContaining({ index: 1 })],
            applied: [expect.objectContaining({ id: expect.any(Number) })],
          },
        },
      });
    });
  });

  it('distinguishes a wrong password from other failures, and never shows it', async () => {
    client = await startClient('2025 era, 2.x client', {
      ...basic(),
      CAPILLARY_PASSWORD: 'wr0ng-S3cret',
      CAPILLARY_LOG_LEVEL: 'trace',
    });
    const answer = await client.call('customer_get_id', lookup);
    expect(answer.json).toMatchObject({
      error: { kind: 'authentication', message: expect.stringMatching(/password/) },
    });
    await client.close();
    expect(`${answer.text}${client.stderr()}`).not.toContain('wr0ng-S3cret');
    expect(client.stderr()).not.toContain('919811100000');
    client = undefined;
  });

  it('reports a wrong client secret', async () => {
    client = await startClient('2025 era, 2.x client', { ...oauth(), CAPILLARY_CLIENT_SECRET: 'wr0ng-S3cret' });
    const answer = await client.call('customer_get_id', lookup);
    expect(answer.json).toMatchObject({
      error: { kind: 'authentication', message: expect.stringMatching(/key|secret/) },
    });
    expect(answer.text).not.toContain('wr0ng-S3cret');
  });

  it('reports an unreachable host', async () => {
    const closed = await startSandbox({});
    await closed.close();
    client = await startClient('2025 era, 2.x client', {
      ...basic(),
      CAPILLARY_BASE_URL: closed.url,
      CAPILLARY_DEADLINE_SECONDS: '5',
    });
    const answer = await client.call('transaction_add', {
      ...lookup,
      body: { type: 'REGULAR', billNumber: 'X-1', billAmount: 10 },
    });
    expect(answer.json).toMatchObject({ error: { kind: 'unreachable', outcome: 'not_sent' } });
  });

  it.each([
    ['Basic', basic],
    ['OAuth', oauth],
  ])('shows no secret anywhere, even at the lowest log level (%s)', async (_, env) => {
    client = await startClient('2025 era, 2.x client', { ...env(), CAPILLARY_LOG_LEVEL: 'trace' });
    const answers = [
      await client.call('customer_get_id', lookup),
      await client.call('customer_search', { q: 'Asha' }),
      await client.call('customer_get_id', { ...lookup, source: 'nowhere' }),
      await client.call('no_such_tool', { password: 'x' }),
    ];
    await client.close();
    const everything = answers.map(({ text, notes }) => text + notes).join('') + client.stderr();
    client = undefined;
    expect(everything).toContain('"tool":"customer_search"');
    const { password, clientSecret, clientKey } = sandbox.credentials;
    const md5 = createHash('md5').update(password).digest('hex');
    const tokens = Object.keys(sandbox.world.accessTokens);
    for (const secret of [password, md5, clientSecret, clientKey, ...tokens]) expect(everything).not.toContain(secret);
  });
});

describe.each(ERAS)('cancelling (%s)', (era) => {
  it('ends the request to the API', async () => {
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    let dropped = () => {};
    const drop = new Promise<void>((resolve) => {
      dropped = resolve;
    });
    const api = createServer((_, response) => {
      response.once('close', dropped);
      arrived();
    });
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    const { port } = api.address() as AddressInfo;
    client = await startClient(era, {
      CAPILLARY_BASE_URL: `http://127.0.0.1:${port}`,
      CAPILLARY_USERNAME: 'till',
      CAPILLARY_PASSWORD: 'password-of-till',
    });
    const cancel = new AbortController();
    const call = client.call('customer_search', { q: 'Asha' }, cancel.signal).catch(() => 'cancelled');
    await arrival;
    cancel.abort();
    expect(await call).toBe('cancelled');
    await drop;
    await new Promise((resolve) => api.close(resolve));
  });
});
