/** One organization as it is served: which credentials of requests stay connected, and for how long. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Credentials } from '../../src/client/types.js';
import { type Organization, openOrganization } from '../../src/organization/organization.js';
import type { CreateServer } from '../../src/server.js';
import { catalogue, selection } from '../discovery/toolboxes.js';

const till = (number: number): Credentials => ({ kind: 'basic', username: `till${number}`, password: 'a-password' });
const KEPT = 100;

function service(baseUrl = 'http://127.0.0.1:1'): Organization {
  const opened = openOrganization({
    catalogue,
    target: { kind: 'capillary', baseUrl, credentials: till(0) },
    maxResultTokens: 8_000,
    deadlineMs: 20_000,
    concurrency: 16,
    log: () => {},
  });
  onTestFinished(() => opened.close());
  return opened;
}

/** An API that answers when the test says so, and never closes a connection itself. */
async function api() {
  const asked: { answer: () => void; closed: Promise<void> }[] = [];
  let onAsked = (): void => {};
  const server = createServer({ keepAliveTimeout: 0 }, (_, response: ServerResponse) => {
    const { socket } = response;
    asked.push({
      answer: () => response.writeHead(200, { 'keep-alive': 'timeout=600' }).end('{"data":[]}'),
      closed: new Promise((resolve) => socket?.once('close', () => resolve())),
    });
    onAsked();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  /** The next request that comes in. */
  const next = async () => {
    if (asked.length === 0) await new Promise<void>((resolve) => (onAsked = resolve));
    const request = asked.shift();
    if (!request) throw new Error('no request came in');
    return request;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, next };
}

async function search(create: CreateServer) {
  const [here, there] = InMemoryTransport.createLinkedPair();
  await create({ selection }).connect(there);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(here);
  return client.callTool({ name: 'customer_search', arguments: { q: 'Asha' } });
}

describe('credentials that come with requests', () => {
  it('stay connected, the hundred that were used last', () => {
    const { withCredentials } = service();
    const first = Array.from({ length: KEPT }, (_, number) => withCredentials(till(number)));
    expect(new Set(first).size).toBe(KEPT);
    expect(first.map((_, number) => withCredentials(till(number)))).toEqual(first);
    // The very first is used once more, so the second goes.
    expect(withCredentials(till(0))).toBe(first[0]);
    withCredentials(till(KEPT));
    expect(withCredentials(till(0))).toBe(first[0]);
    expect(withCredentials(till(2))).toBe(first[2]);
    expect(withCredentials(till(1))).not.toBe(first[1]);
  });

  it('are disconnected when their turn is over, once the calls under way have been answered', async () => {
    const { url, next } = await api();
    const { withCredentials } = service(url);
    const result = search(withCredentials(till(0)));
    const { answer, closed } = await next();
    for (let number = 1; number <= KEPT; number += 1) withCredentials(till(number));
    answer();
    expect((await result).isError ?? false).toBe(false);
    await closed;
  });

  it('are disconnected when the service closes', async () => {
    const { url, next } = await api();
    const { withCredentials, close } = service(url);
    const result = search(withCredentials(till(1)));
    const { answer, closed } = await next();
    answer();
    await result;
    await close();
    await closed;
  });
});
