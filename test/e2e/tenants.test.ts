/** Two brands on one server, under load: they stay separate. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { type HostedCommand, startHosted } from './hosted.js';
import { callTool, newCustomer } from './rpc.js';

const BRANDS = ['acme', 'globex'] as const;
type Brand = (typeof BRANDS)[number];
const token = (brand: Brand): string => `cap_token-of-${brand}`;
const as = (brand: Brand) => ({ headers: { authorization: `Bearer ${token(brand)}` } });
const SECRETS: Record<Brand, string> = { acme: 'wrong-for-globex-S3cret', globex: 'sandbox-password' };

let folder: string;
let server: HostedCommand;
let sandboxes: Record<Brand, Sandbox>;

function tenantsFile(overrides: Partial<Record<Brand, object | null>> = {}): string {
  const tenants = Object.fromEntries(
    BRANDS.flatMap((brand) => {
      if (overrides[brand] === null) return [];
      const { url, credentials } = sandboxes[brand];
      const tenant = {
        baseUrl: url,
        clientKey: credentials.clientKey,
        clientSecret: { env: `SECRET_OF_${brand.toUpperCase()}` },
        ...overrides[brand],
      };
      return [[brand, tenant]];
    }),
  );
  return JSON.stringify({ tenants });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capillary-mcp-'));
  const start = () => startSandbox({ seed: 1, now: '2026-05-03T06:30:00Z' });
  sandboxes = { acme: await start(), globex: await start() };
  const tokens = BRANDS.map((brand) => ({
    name: `agent of ${brand}`,
    tenant: brand,
    sha256: createHash('sha256').update(token(brand)).digest('hex'),
  }));
  await writeFile(join(folder, 'tokens.json'), JSON.stringify({ tokens }));
  await writeFile(join(folder, 'tenants.json'), tenantsFile());
  server = await startHosted({
    CAPILLARY_AUTH_TOKENS_FILE: join(folder, 'tokens.json'),
    CAPILLARY_TENANTS_FILE: join(folder, 'tenants.json'),
    CAPILLARY_OPS_PORT: '0',
    CAPILLARY_LOG_LEVEL: 'info',
    CAPILLARY_SESSIONS: 'true',
    CAPILLARY_SSE: 'true',
    SECRET_OF_ACME: sandboxes.acme.credentials.clientSecret,
    SECRET_OF_GLOBEX: sandboxes.globex.credentials.clientSecret,
  });
});
afterAll(async () => {
  await server.stop();
  for (const sandbox of Object.values(sandboxes)) await sandbox.close();
  await rm(folder, { recursive: true });
});

const mobilesOf = (sandbox: Sandbox): Set<string> =>
  new Set(
    Object.values(sandbox.world.customers).flatMap(({ profiles }) =>
      profiles.flatMap(({ identifiers }) => identifiers.map(({ value }) => value)),
    ),
  );

async function session(brand: Brand): Promise<{ id: string; client: Client }> {
  const transport = new StreamableHTTPClientTransport(server.url, { requestInit: as(brand) });
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'legacy' } });
  await client.connect(transport);
  return { id: transport.sessionId ?? '', client };
}

async function modern(brand: Brand, onListChanged?: () => void): Promise<Client> {
  const client = new Client(
    { name: 'test', version: '1' },
    {
      versionNegotiation: { mode: { pin: '2026-07-28' } },
      ...(onListChanged && {
        listChanged: { tools: { onChanged: onListChanged, autoRefresh: false, debounceMs: 0 } },
      }),
    },
  );
  await client.connect(new StreamableHTTPClientTransport(server.url, { requestInit: as(brand) }));
  return client;
}

const audited = (): { tenant: string; subject: string; tool: string }[] =>
  server
    .logged()
    .split('\n')
    .filter((line) => line.includes('"audit"'))
    .map((line) => JSON.parse(line));

/** How many customers a tenant has added, by the metrics. */
async function customersAdded(brand: Brand): Promise<number> {
  const metrics = await (await fetch(new URL('/metrics', server.opsUrl))).text();
  const line = new RegExp(
    `^capillary_mcp_calls_total\\{(?=[^}]*tenant="${brand}")(?=[^}]*tool="customer_add")(?=[^}]*result="success")[^}]*\\} (\\d+)$`,
    'm',
  );
  return Number(line.exec(metrics)?.[1] ?? 0);
}

/** Puts the tenants file back as it was, and waits until the server goes by it. */
async function restoreTenants(): Promise<void> {
  await writeFile(join(folder, 'tenants.json'), tenantsFile());
  await expect.poll(() => Promise.all(BRANDS.map(mayWrite)), { timeout: 10_000 }).toEqual([true, true]);
}

async function mayWrite(brand: Brand): Promise<boolean> {
  const client = await modern(brand).catch(() => undefined);
  const { tools } = (await client?.listTools()) ?? { tools: [] };
  await client?.close();
  return tools.some(({ name }) => name === 'customer_add');
}

describe('two tenants under load', () => {
  it('each write to their own organization, with their own token', async () => {
    const sessions = { acme: await session('acme'), globex: await session('globex') };
    const added = { acme: await customersAdded('acme'), globex: await customersAdded('globex') };
    const lines = audited().length;
    const mobile = (brand: Brand, number: number) =>
      `9198${brand === 'acme' ? 1 : 2}${String(number).padStart(7, '0')}`;
    const work = BRANDS.flatMap((brand) =>
      Array.from({ length: 60 }, async (_, number) => {
        const { isError, text } = await callTool(server.url, 'customer_add', newCustomer(mobile(brand, number)), {
          headers: { ...as(brand).headers, 'mcp-session-id': sessions[brand].id },
        });
        expect(isError, text).toBe(false);
        const found = await sessions[brand].client.callTool({
          name: 'customer_get_id',
          arguments: { source: 'INSTORE', identifierName: 'mobile', identifierValue: mobile(brand, number) },
        });
        expect(found.isError ?? false).toBe(false);
      }),
    );
    await Promise.all(work);
    for (const brand of BRANDS) {
      const other: Brand = brand === 'acme' ? 'globex' : 'acme';
      const own = mobilesOf(sandboxes[brand]);
      for (let number = 0; number < 60; number++) {
        expect(own.has(mobile(brand, number))).toBe(true);
        expect(own.has(mobile(other, number))).toBe(false);
      }
      await sessions[brand].client.close();
    }
    for (const brand of BRANDS) expect((await customersAdded(brand)) - added[brand]).toBe(60);
    await expect.poll(() => audited().length - lines).toBe(120);
  });

  it('cannot use each other’s sessions', async () => {
    const { id, client } = await session('acme');
    const stolen = await callTool(
      server.url,
      'customer_search',
      { q: 'Asha' },
      {
        headers: { ...as('globex').headers, 'mcp-session-id': id },
      },
    );
    expect(stolen.status).toBe(404);
    await client.close();
  });

  it('cannot choose another tenant by a header', async () => {
    const { id, client } = await session('acme');
    const { status } = await callTool(server.url, 'customer_add', newCustomer('919890000001'), {
      headers: { ...as('acme').headers, 'x-capillary-tenant': 'globex', 'mcp-session-id': id },
    });
    expect(status).toBe(403);
    for (const brand of BRANDS) expect(mobilesOf(sandboxes[brand]).has('919890000001')).toBe(false);
    await client.close();
  });

  it('each keep to their own limit of calls', async () => {
    await writeFile(join(folder, 'tenants.json'), tenantsFile({ acme: { limits: { callsPerMinute: 3 } } }));
    const limited = async (brand: Brand): Promise<string[]> => {
      const client = await modern(brand);
      const kinds: string[] = [];
      for (let call = 0; call < 5; call++) {
        const { content } = await client.callTool({ name: 'customer_search', arguments: { q: 'Asha' } });
        const [first] = content;
        const { error } = JSON.parse(first?.type === 'text' ? first.text : '{}');
        kinds.push(error?.kind ?? 'success');
      }
      await client.close();
      return kinds;
    };
    // The file is reloaded soon after it changes; until then the old limits apply.
    let kinds = await limited('acme');
    for (let look = 0; look < 50 && !kinds.includes('rate_limited'); look++) kinds = await limited('acme');
    expect(kinds).toContain('rate_limited');
    expect(await limited('globex')).toEqual(Array(5).fill('success'));
    await writeFile(join(folder, 'tenants.json'), tenantsFile());
    for (let look = 0; look < 50 && kinds.includes('rate_limited'); look++) kinds = await limited('acme');
    expect(kinds).toEqual(Array(5).fill('success'));
  });

  it('leave an audit line for each write, with subject and tenant but without its arguments', async () => {
    const before = audited().length;
    for (const [index, brand] of BRANDS.entries()) {
      const client = await modern(brand);
      await client.callTool({ name: 'customer_add', arguments: newCustomer(`91981000990${index}`) });
      await client.close();
    }
    await expect.poll(() => audited().length - before).toBe(BRANDS.length);
    expect(new Set(audited().map(({ tenant }) => tenant))).toEqual(new Set(BRANDS));
    for (const { tenant, subject } of audited()) expect(subject).toBe(`agent of ${tenant}`);
    expect(server.logged()).not.toMatch(/91981000|Noor/);
    for (const secret of [...Object.values(SECRETS), ...BRANDS.map(token)])
      expect(server.logged()).not.toContain(secret);
  });
});

describe('a changed tenants file', () => {
  afterEach(restoreTenants);

  it('closes removed tenants, applies new filters, notifies clients, and keeps their sessions', async () => {
    let onChange: () => void = () => {};
    const changed = new Promise<void>((resolve) => {
      onChange = resolve;
    });
    const listening = await modern('acme', () => onChange());
    const { client: inSession } = await session('acme');

    await writeFile(join(folder, 'tenants.json'), tenantsFile({ acme: { filters: { readOnly: true } }, globex: null }));
    await changed;
    const { tools } = await listening.listTools();
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
    const refused = await inSession.callTool({ name: 'customer_add', arguments: newCustomer('919890000002') });
    expect(JSON.stringify(refused.content)).toMatch(/disabled_tool.*tenant 'acme': readOnly/);
    const removed = await fetch(server.url, { method: 'POST', body: '{}', ...as('globex') });
    expect(removed.status).toBe(403);
    expect(await removed.text()).not.toContain('globex');
    await Promise.all([listening.close(), inSession.close()]);
  });

  it('lets calls in flight finish', async () => {
    await fetch(`${sandboxes.acme.url}/__sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ faults: [{ path: '/v2/customers', latencyMs: 1_000, times: 2 }] }),
    });
    const stateless = await modern('acme');
    const { client: inSession } = await session('acme');
    const calls = [stateless, inSession].map((client) =>
      client.callTool({ name: 'customer_search', arguments: { q: 'Asha' } }),
    );
    const changed = { limits: { callsPerMinute: 1_000 }, filters: { readOnly: true } };
    await writeFile(join(folder, 'tenants.json'), tenantsFile({ acme: changed }));
    for (const { isError } of await Promise.all(calls)) expect(isError ?? false).toBe(false);
    await expect.poll(() => mayWrite('acme'), { timeout: 10_000 }).toBe(false);
    await Promise.allSettled([stateless.close(), inSession.close()]);
  });
});
