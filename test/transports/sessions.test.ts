/** Whose a session is: the caller's, for the tenant, with the credentials that began it. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { requestCredentials } from '../../src/hosting/tenants/credentials.js';
import type { Served } from '../../src/transports/admission.js';
import { callTool } from '../e2e/rpc.js';
import { type Hosted, hosted } from './hosted.js';

const withCredentials = (name: string) => ({
  'x-capillary-username': name,
  'x-capillary-password': 'sandbox-password',
});

let running: Hosted;
let served: Served;
beforeAll(async () => {
  running = await hosted({
    sessions: true,
    servedFor: (_, { headers }) => {
      const credentials = requestCredentials(headers);
      if (credentials instanceof Response) return credentials;
      return { served, ...(credentials && { credentials }) };
    },
  });
  ({ served } = running);
});

async function session(headers: Record<string, string>): Promise<{ id: string; client: Client }> {
  const transport = new StreamableHTTPClientTransport(new URL(running.server.url), { requestInit: { headers } });
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'legacy' } });
  await client.connect(transport);
  return { id: transport.sessionId ?? '', client };
}

describe('a session', () => {
  it('calls with the credentials that its requests bring', async () => {
    const right = await session(withCredentials('blr01.till01'));
    const wrong = await session(withCredentials('nobody'));
    const [found, refused] = await Promise.all(
      [right, wrong].map(({ client }) => client.callTool({ name: 'customer_search', arguments: { q: 'Asha' } })),
    );
    expect(found?.isError ?? false).toBe(false);
    expect(JSON.stringify(refused?.content)).toContain('authentication');
    await Promise.all([right.client.close(), wrong.client.close()]);
  });

  it.each([
    ['with other credentials', withCredentials('blr01.till02')],
    ['with none', {}],
  ])('is none to a request %s', async (_, headers) => {
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
