/** One organization: which per-request credentials stay connected, and for how long. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Credentials } from '../../src/client/types.js';
import type { Log } from '../../src/lib/log.js';
import { type Organization, openOrganization, summarizeError } from '../../src/organization/organization.js';
import type { CreateServer } from '../../src/server.js';
import { catalogue, selection } from '../discovery/toolboxes.js';

const till = (number: number): Credentials => ({ kind: 'basic', username: `till${number}`, password: 'a-password' });
const MAX_CONNECTED = 100;

function openTestOrganization(baseUrl = 'http://127.0.0.1:1', log: Log = () => {}): Organization {
  const opened = openOrganization({
    catalogue,
    target: { kind: 'capillary', baseUrl, credentials: till(0) },
    maxResultTokens: 8_000,
    deadlineMs: 20_000,
    concurrency: 16,
    log,
  });
  onTestFinished(() => opened.close());
  return opened;
}

/** An API that answers when the test decides, and never closes a connection itself. */
async function startApi() {
  const requests: { answer: () => void; closed: Promise<void> }[] = [];
  let onRequest = (): void => {};
  const server = createServer({ keepAliveTimeout: 0 }, (_, response: ServerResponse) => {
    const { socket } = response;
    requests.push({
      answer: () => response.writeHead(200, { 'keep-alive': 'timeout=600' }).end('{"data":[]}'),
      closed: new Promise((resolve) => socket?.once('close', () => resolve())),
    });
    onRequest();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const nextRequest = async () => {
    if (requests.length === 0) await new Promise<void>((resolve) => (onRequest = resolve));
    const request = requests.shift();
    if (!request) throw new Error('no request arrived');
    return request;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, nextRequest };
}

async function connect(create: CreateServer, subject?: string): Promise<Client> {
  const [here, there] = InMemoryTransport.createLinkedPair();
  await create({ selection, ...(subject !== undefined && { subject }) }).connect(there);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(here);
  return client;
}

const SEARCH = { name: 'customer_search', arguments: { q: 'Asha' } };

const search = async (create: CreateServer) => (await connect(create)).callTool(SEARCH);

describe('per-request credentials', () => {
  it('stay connected while they are among the hundred used last', () => {
    const { withCredentials } = openTestOrganization();
    const first = Array.from({ length: MAX_CONNECTED }, (_, number) => withCredentials(till(number)));
    expect(new Set(first).size).toBe(MAX_CONNECTED);
    expect(first.map((_, number) => withCredentials(till(number)))).toEqual(first);
    // The first is used again, so the second is disconnected.
    expect(withCredentials(till(0))).toBe(first[0]);
    withCredentials(till(MAX_CONNECTED));
    expect(withCredentials(till(0))).toBe(first[0]);
    expect(withCredentials(till(2))).toBe(first[2]);
    expect(withCredentials(till(1))).not.toBe(first[1]);
  });

  it('are disconnected after others displace them, once the calls in flight have been answered', async () => {
    const { url, nextRequest } = await startApi();
    const { withCredentials } = openTestOrganization(url);
    const result = search(withCredentials(till(0)));
    const { answer, closed } = await nextRequest();
    for (let number = 1; number <= MAX_CONNECTED; number += 1) withCredentials(till(number));
    answer();
    expect((await result).isError ?? false).toBe(false);
    await closed;
  });

  it('are disconnected when the organization closes', async () => {
    const { url, nextRequest } = await startApi();
    const { withCredentials, close } = openTestOrganization(url);
    const result = search(withCredentials(till(1)));
    const { answer, closed } = await nextRequest();
    answer();
    await result;
    await close();
    await closed;
  });
});

describe('a write that outlives its call', () => {
  it('is logged at `info` with its outcome', async () => {
    const { url, nextRequest } = await startApi();
    const logged: unknown[][] = [];
    const { createServer, close } = openTestOrganization(url, (...entry) => logged.push(entry));
    const [here, there] = InMemoryTransport.createLinkedPair();
    await createServer({ selection }).connect(there);
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(here);
    const stop = new AbortController();
    const call = client
      .callTool(
        {
          name: 'call_destructive_tool',
          arguments: {
            name: 'customer_add',
            arguments: {
              source: 'INSTORE',
              body: { profiles: [{ source: 'INSTORE', identifiers: [{ type: 'mobile', value: '919700001234' }] }] },
            },
          },
        },
        { signal: stop.signal },
      )
      .catch(() => {});
    const { answer } = await nextRequest();
    stop.abort();
    await call;
    answer();
    await close();
    expect(logged).toContainEqual(['info', 'request', expect.objectContaining({ background: true })]);
  });
});

describe('several reads at once', () => {
  it('are in flight one by one, and are all stopped when the client cancels', async () => {
    const { url, nextRequest } = await startApi();
    const organization = openTestOrganization(url);
    const client = await connect(organization.createServer);
    const stop = new AbortController();
    const calls = ['Asha', 'Noor', 'Dev'].map((q) => ({ ...SEARCH, arguments: { q } }));
    const answer = client.callTool({ name: 'call_read_tool', arguments: { calls } }, { signal: stop.signal });
    const requests = [await nextRequest(), await nextRequest(), await nextRequest()];
    expect(organization.inFlight).toBe(3);
    stop.abort();
    await expect(answer).rejects.toThrow();
    await Promise.all(requests.map(({ closed }) => closed));
    await organization.idle(5_000);
    expect(organization.inFlight).toBe(0);
  });
});

describe('the summary of an error for the log', () => {
  it('says where it was thrown, without the folder', () => {
    expect(summarizeError(new TypeError('x'))).toMatch(/^TypeError at [^/]*organization\.test\.ts:\d+:\d+\)?$/);
    expect(summarizeError(new TypeError(''))).toMatch(/^TypeError at .*organization\.test\.ts/);
    expect(summarizeError(Object.assign(new Error('x'), { code: 'E', stack: undefined }))).toBe('Error E');
    expect(summarizeError('text')).toBe('string');
  });

  it('quotes nothing of the message, even if that looks like a stack', () => {
    const summary = summarizeError(new Error('secret\n    at secret (secret:1:1)'));
    expect(summary).toContain('organization.test.ts');
    expect(summary).not.toContain('secret');
  });
});

describe('a write that ends after its caller cancelled it', () => {
  it('is logged with its outcome, and reported to the same subject in another session, and to nobody else', async () => {
    let onLogged: (fields: unknown) => void = () => {};
    const logged = new Promise((resolve) => (onLogged = resolve));
    const { url, nextRequest } = await startApi();
    const { createServer: create } = openTestOrganization(url, (level, _, fields) => {
      if (level === 'info') onLogged(fields);
    });
    const stop = new AbortController();
    const args = { userId: 1, source: 'INSTORE', body: { profiles: [{ firstName: 'Asha' }] } };
    const agent = await connect(create, 'agent-7');
    const write = agent.callTool({ name: 'customer_update', arguments: args }, { signal: stop.signal });
    const request = await nextRequest();
    stop.abort();
    await expect(write).rejects.toThrow();
    // The notification of the cancellation arrives before the answer to a later request.
    await agent.listTools();
    request.answer();
    expect(await logged).toMatchObject({ tool: 'customer_update', outcome: 'applied', background: true });
    const notesFor = async (subject: string) => {
      const client = await connect(create, subject);
      const answer = client.callTool({ name: 'call_read_tool', arguments: { ...SEARCH } });
      (await nextRequest()).answer();
      return JSON.stringify((await answer).content);
    };
    expect(await notesFor('agent-8')).not.toContain('Your earlier');
    expect(await notesFor('agent-7')).toContain('Your earlier customer_update');
    expect(await notesFor('agent-7')).not.toContain('Your earlier');
  });
});
