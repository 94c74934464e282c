/** Hostile requests: each is refused cleanly, and the server keeps working. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLI, cleanEnv } from '../e2e/clients.js';
import { serveJson } from './loopback.js';

const AUDIENCE = 'https://mcp.example.com/mcp';
const PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
const LIMIT_BYTES = 20_000;

let server: ChildProcess;
let url: URL;
let sign: (claims?: { aud?: string; exp?: number; scope?: string }) => Promise<string>;
let token: string;
let keys: Awaited<ReturnType<typeof serveJson>>;

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  keys = await serveJson({ '/jwks': { keys: [jwk] } });
  sign = ({ aud = AUDIENCE, exp = 4_102_444_800, scope = 'capillary.write' } = {}) =>
    new SignJWT({ scope })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer(keys.url)
      .setAudience(aud)
      .setSubject('agent')
      .setIssuedAt(1_700_000_000)
      .setExpirationTime(exp)
      .sign(privateKey);
  token = await sign();
  server = spawn(process.execPath, [CLI, '--http'], {
    env: cleanEnv({
      CAPILLARY_HTTP_PORT: '0',
      CAPILLARY_AUTH_ISSUER: keys.url,
      CAPILLARY_AUTH_AUDIENCE: AUDIENCE,
      CAPILLARY_AUTH_JWKS_URL: `${keys.url}/jwks`,
      CAPILLARY_MAX_BODY_BYTES: String(LIMIT_BYTES),
      CAPILLARY_REQUEST_TIMEOUT_SECONDS: '2',
      CAPILLARY_LOG_LEVEL: 'silent',
    }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (!server.stderr) throw new Error('no stderr');
  const [line] = await once(createInterface({ input: server.stderr }), 'line');
  url = new URL(/http\S+/.exec(String(line))?.[0] ?? '');
});
afterAll(async () => {
  const gone = once(server, 'exit');
  server.kill('SIGTERM');
  await gone;
  await keys.close();
});

interface Answer {
  status: number | undefined;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
}

/** Uses node:http, because fetch() does not let a test set Host. */
function send(headers: Record<string, string>, body = PING): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          authorization: `Bearer ${token}`,
          ...headers,
        },
      },
      async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        resolve({ status: response.statusCode, headers: response.headers, text });
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

const isServing = async (): Promise<boolean> => (await send({})).status === 200;

describe('a request', () => {
  it('with a valid token is served', async () => {
    expect(await isServing()).toBe(true);
  });

  it('without a token gets a challenge that names the authorization metadata', async () => {
    const { status, headers } = await send({ authorization: '' });
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toMatch(
      /^Bearer .*resource_metadata="https?:\/\/[^"]+oauth-protected-resource/,
    );
  });

  it.each([
    ['for another audience', () => sign({ aud: 'https://other.example.com/mcp' })],
    ['that has expired', () => sign({ exp: 1_700_000_100 })],
    ['that is garbage', async () => 'garbage'],
  ])('with a token %s is refused', async (_, createToken) => {
    const { status, headers, text } = await send({ authorization: `Bearer ${await createToken()}` });
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toContain('invalid_token');
    expect(text).not.toMatch(/\bat \S+:\d+/);
  });

  it('with too few scopes learns which scope it needs', async () => {
    const { status, headers } = await send({ authorization: `Bearer ${await sign({ scope: 'other' })}` });
    expect(status).toBe(403);
    expect(headers['www-authenticate']).toMatch(/insufficient_scope.*capillary\.read/);
  });

  it.each([
    ['a foreign Host', { host: 'evil.example.com' }],
    ['a foreign Origin', { origin: 'https://evil.example.com' }],
    ['the Origin of a sandboxed page', { origin: 'null' }],
  ])('with %s is refused', async (_, headers) => {
    expect((await send(headers)).status).toBe(403);
  });

  it('that is too large is refused, with and without a Content-Length', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping', params: { x: 'x'.repeat(LIMIT_BYTES) } });
    expect((await send({ 'content-length': String(Buffer.byteLength(body)) }, body)).status).toBe(413);
    expect((await send({ 'transfer-encoding': 'chunked' }, body)).status).toBe(413);
    expect(await isServing()).toBe(true);
  });

  it.each([
    'not json',
    '{',
    '[]',
    'null',
    '"ping"',
    '{"jsonrpc":"1.0","id":1,"method":"ping"}',
    '{"jsonrpc":"2.0","id":{},"method":"ping"}',
    '{"jsonrpc":"2.0","id":1,"method":7}',
    `[${'['.repeat(5_000)}`,
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"__proto__","arguments":{"__proto__":{"x":1}}}}',
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":["customer_get"],"arguments":"x"}}',
    '\u0000\u0000\u0000',
  ])('that is malformed, %s, is answered with an error', async (body) => {
    const { status, text } = await send({}, body);
    expect(status).toBeLessThan(500);
    if (status === 200) expect(text).toMatch(/"error"|"isError":true/);
    expect(await isServing()).toBe(true);
  });

  it('with too many headers is refused', async () => {
    const { status } = await send({ 'x-large': 'x'.repeat(40_000) }).catch(() => ({ status: 431 }));
    expect(status).toBe(431);
    expect(await isServing()).toBe(true);
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH'])('with the method %s is not allowed', async (method) => {
    const { status } = await fetch(url, { method, headers: { authorization: `Bearer ${token}` } });
    expect(status).toBe(405);
  });
});

describe('a connection', () => {
  it('that sends its request byte by byte is closed', async () => {
    const socket = connect(Number(url.port), url.hostname);
    await once(socket, 'connect');
    socket.write(`POST /mcp HTTP/1.1\r\nHost: ${url.host}\r\n`);
    const drip = setInterval(() => socket.write('x'), 100);
    const answer: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => answer.push(chunk));
    socket.on('error', () => {});
    await once(socket, 'close');
    clearInterval(drip);
    expect(Buffer.concat(answer).toString()).toMatch(/^HTTP\/1\.1 408/);
    expect(await isServing()).toBe(true);
  }, 30_000);

  it('that stays idle, opened 10,000 times, does not block other clients', async () => {
    const sockets: Socket[] = [];
    try {
      for (let batch = 0; batch < 100; batch++) {
        const opened = Array.from({ length: 100 }, () => connect(Number(url.port), url.hostname));
        for (const socket of opened) socket.on('error', () => {});
        await Promise.all(opened.map((socket) => once(socket, 'connect')));
        sockets.push(...opened);
      }
      expect(sockets).toHaveLength(10_000);
      expect(await isServing()).toBe(true);
    } finally {
      for (const socket of sockets) socket.destroy();
    }
    expect(await isServing()).toBe(true);
  }, 60_000);
});
