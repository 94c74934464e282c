/** Who may use a session, what it may see, and when it ends. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Server } from '@modelcontextprotocol/server';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readRequestCredentials } from '../../src/hosting/tenants/credentials.js';
import type { Authenticator } from '../../src/transports/auth/authenticator.js';
import {
  type AuthenticatedRequest,
  hasExpired,
  type TenantService,
} from '../../src/transports/authenticated-request.js';
import { CallerQuota } from '../../src/transports/caller-quota.js';
import { EventBudget } from '../../src/transports/event-store.js';
import { Sessions } from '../../src/transports/sessions.js';
import { selection } from '../discovery/toolboxes.js';
import { callTool } from '../e2e/rpc.js';
import { type Hosted, hosted } from './hosted.js';

const withCredentials = (name: string) => ({
  'x-capillary-username': name,
  'x-capillary-password': 'sandbox-password',
});

let running: Hosted;
let service: TenantService;
beforeAll(async () => {
  running = await hosted({
    sessions: true,
    serviceFor: (_, { headers }) => {
      const credentials = readRequestCredentials(headers);
      if (credentials instanceof Response) return credentials;
      return { service, ...(credentials && { credentials }) };
    },
  });
  ({ service } = running);
});

async function session(headers: Record<string, string>): Promise<{ id: string; client: Client }> {
  const transport = new StreamableHTTPClientTransport(new URL(running.server.url), { requestInit: { headers } });
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'legacy' } });
  await client.connect(transport);
  return { id: transport.sessionId ?? '', client };
}

describe('a session', () => {
  it('calls the API with the credentials in its requests', async () => {
    const right = await session(withCredentials('blr01.till01'));
    const wrong = await session(withCredentials('nobody'));
    const [accepted, refused] = await Promise.all(
      [right, wrong].map(({ client }) => client.callTool({ name: 'customer_search', arguments: { q: 'Asha' } })),
    );
    expect(accepted?.isError ?? false).toBe(false);
    expect(JSON.stringify(refused?.content)).toContain('authentication');
    await Promise.all([right.client.close(), wrong.client.close()]);
  });

  it.each([
    ['with other credentials', withCredentials('blr01.till02')],
    ['without credentials', {}],
  ])('is not found by a request %s', async (_, headers) => {
    const { id, client } = await session(withCredentials('blr01.till01'));
    const other = await callTool(
      new URL(running.server.url),
      'customer_search',
      { q: 'Asha' },
      {
        headers: { ...headers, 'mcp-session-id': id },
      },
    );
    expect(other.status).toBe(404);
    await client.close();
  });
});

describe('a session whose caller returns with a token of fewer rights', () => {
  /** One person, with a token for everything and a read-only token. */
  const authenticator: Authenticator = {
    publicRoutes: new Map(),
    authenticate: async ({ headers }) => ({
      subject: 'agent-7',
      ...(headers.get('authorization') === 'Bearer reader' && { filters: { readOnly: true } }),
    }),
  };

  it('is narrowed at once, for the call with that token and for later lists', async () => {
    const { server } = await hosted({ sessions: true, authenticator });
    const headers = { authorization: 'Bearer everything' };
    const transport = new StreamableHTTPClientTransport(new URL(server.url), { requestInit: { headers } });
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'legacy' } });
    await client.connect(transport);
    const listed = async () => (await client.listTools()).tools.map(({ name }) => name);
    const addCustomer = async () =>
      JSON.stringify((await client.callTool({ name: 'customer_add', arguments: {} })).content);

    expect(await listed()).toContain('customer_add');
    expect(await addCustomer()).toContain('invalid_arguments');
    headers.authorization = 'Bearer reader';
    expect(await addCustomer()).toContain('disabled_tool');
    expect(await listed()).not.toContain('customer_add');
    headers.authorization = 'Bearer everything';
    expect(await addCustomer()).toContain('invalid_arguments');
    await client.close();
  });
});

describe('the life of a session', () => {
  const MINUTE = 60_000;
  const IDLE = 30 * MINUTE;
  let sessions: Sessions;
  let changes: number[];
  let refused: string[];
  let eventBudget: EventBudget;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: 0 });
    changes = [];
    refused = [];
    eventBudget = new EventBudget(1_000_000);
    sessions = new Sessions({
      eventBudget,
      onRefused: (reason) => refused.push(reason),
      onSession: (change) => changes.push(change),
      onError: (error) => {
        throw error;
      },
      maxBodyBytes: 1_000_000,
      quota: new CallerQuota('open sessions', { total: 4, perTenant: 3, perSubject: 2 }),
    });
  });
  afterEach(async () => {
    await sessions.close();
    vi.useRealTimers();
  });

  const authenticated = (caller: Partial<AuthenticatedRequest['caller']> = {}): AuthenticatedRequest => ({
    service,
    caller: { subject: 'agent-7', ...caller },
    createServer,
    selection,
  });
  const createServer = (): Server => new Server({ name: 'test', version: '1' }, { capabilities: { tools: {} } });

  const post = (as: AuthenticatedRequest, id: string | undefined, message: object): Promise<Response> => {
    const request = new Request('http://127.0.0.1/mcp', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...(id !== undefined && { 'mcp-session-id': id }),
      },
    });
    return sessions.handle(request, as, { parsed: { jsonrpc: '2.0', ...message } });
  };
  async function begin(as = authenticated()): Promise<string> {
    const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
    const { headers } = await post(as, undefined, { id: 1, method: 'initialize', params });
    return headers.get('mcp-session-id') ?? '';
  }
  /** The status of another request in a session. */
  const use = async (id: string, as = authenticated()): Promise<number> =>
    (await post(as, id, { method: 'notifications/initialized' })).status;

  it('ends when it has not been used for half an hour', async () => {
    const id = await begin();
    const headers = { accept: 'text/event-stream', 'mcp-session-id': id };
    const stream = await sessions.handle(new Request('http://127.0.0.1/mcp', { headers }), authenticated(), {});
    vi.advanceTimersByTime(IDLE - MINUTE);
    expect(changes).toEqual([1]);
    expect(eventBudget.total).toBeGreaterThan(0);
    vi.advanceTimersByTime(MINUTE);
    expect(changes).toEqual([1, -1]);
    expect(eventBudget.total).toBe(0);
    expect(await use(id)).toBe(404);
    // Completes only if the session has ended its stream.
    await stream.text();
  });

  it('lasts as long as it is used', async () => {
    const id = await begin();
    for (let times = 0; times < 4; times += 1) {
      vi.advanceTimersByTime(IDLE - MINUTE);
      expect(await use(id)).toBe(202);
    }
    expect(changes).toEqual([1]);
  });

  it('takes a place of its caller and of its tenant until it ends', async () => {
    const [first] = [await begin(), await begin()];
    expect(await begin()).toBe('');
    const other = authenticated({ subject: 'agent-8' });
    expect(await begin(other)).not.toBe('');
    expect(await begin(other)).toBe('');
    expect(await begin(authenticated({ subject: 'agent-9' }))).toBe('');
    expect(refused).toEqual(Array(3).fill('limit'));
    const ended = new Request('http://127.0.0.1/mcp', { method: 'DELETE', headers: { 'mcp-session-id': first } });
    await sessions.handle(ended, authenticated(), {});
    expect(await begin()).not.toBe('');
  });

  it('takes no place if it does not begin', async () => {
    const invalid = { id: 1, method: 'initialize', params: { protocolVersion: 7 } };
    for (let times = 0; times < 5; times += 1) await post(authenticated(), undefined, invalid);
    expect(await begin()).not.toBe('');
  });

  it('ends with the token of its newest request', async () => {
    const id = await begin(authenticated({ expiresAt: 10 * 60 }));
    vi.advanceTimersByTime(9 * MINUTE);
    expect(await use(id, authenticated({ expiresAt: 20 * 60 }))).toBe(202);
    vi.advanceTimersByTime(10 * MINUTE);
    expect(changes).toEqual([1]);
    vi.advanceTimersByTime(MINUTE);
    expect(changes).toEqual([1, -1]);
  });

  it('expires in the millisecond in which its token does', () => {
    const ended = [599_999, 600_000, 600_001].map((now) => hasExpired(authenticated({ expiresAt: 600 }), now));
    expect(ended).toEqual([false, true, true]);
    expect(hasExpired(authenticated(), Number.MAX_SAFE_INTEGER)).toBe(false);
  });
});
