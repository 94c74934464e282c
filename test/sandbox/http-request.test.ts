import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBytes } from '../../src/sandbox/http/request.js';
import { type Received, type SentRequest, send, sendOverConnection } from './http-request.js';

let server: Server;
let url: string;
let connections = 0;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    if (request.url === '/cut') {
      request.socket.destroy();
      return;
    }
    const { method, url: target, headers } = request;
    const body = (await readBytes(request)).toString('base64');
    // A client over a connection says what becomes of it.
    const { connection, ...rest } = headers;
    const text = JSON.stringify({ method, target, headers: rest, body, note: 'ünï¢ode €' });
    const length = Buffer.byteLength(text);
    response.writeHead(201, {
      'content-type': 'application/json',
      'content-length': length,
      'set-cookie': ['a=1', 'b=2'],
    });
    response.end(method === 'HEAD' ? undefined : text);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await send(url);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** What an answer says apart from its moment and its connection. */
const said = ({ status, headers, text }: Received) => {
  const fields = [...headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name));
  return { status, fields, text };
};

describe('a request to a server of this process', () => {
  it.each<[string, string, SentRequest]>([
    ['a read', '/a/b?c=%20d&e=', { headers: { 'X-Note': 'one' } }],
    ['without a body', '/a', { method: 'HEAD' }],
    ['text', '/a', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"name":"Ünï€"}' }],
    ['bytes', '/a', { method: 'PUT', body: Buffer.from([0, 255, 13, 10, 13, 10]) }],
    ['an empty body', '/a', { method: 'POST', body: '' }],
    ['a large body', '/a', { method: 'POST', body: 'x'.repeat(1_000_000) }],
  ])('arrives and is answered as over a connection: %s', async (_, path, sent) => {
    const overConnection = said(await sendOverConnection(`${url}${path}`, sent));
    const before = connections;
    expect(said(await send(`${url}${path}`, sent))).toEqual(overConnection);
    expect(connections).toBe(before);
  });

  it('fails if the server cuts it off', async () => {
    await expect(sendOverConnection(`${url}/cut`)).rejects.toThrow();
    await expect(send(`${url}/cut`)).rejects.toThrow('closed');
  });
});
