/** How each way of authenticating looks on the wire. */
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { CapillaryClient } from '../../src/client/types.js';
import { text } from '../../src/tools/schemas/values.js';
import { type Api, clientOf, endpoint, errorOf, json, READ, type Received, startApi, WRITE } from './support.js';

let api: Api;
let client: CapillaryClient;
afterEach(async () => {
  await client.close();
  await api.close();
});

const TOKEN_PATH = '/v3/oauth/token/generate';
const oauth = { kind: 'oauth', key: 'client-key', secret: 'client-s3cret' } as const;
const token = (response: ServerResponse, accessToken: string, ttlSeconds = 3600) =>
  json(response, { data: { accessToken, ttlSeconds }, errors: null });

const calls = (): Received[] => api.received.filter(({ url }) => url !== TOKEN_PATH);
const tokens = (): Received[] => api.received.filter(({ url }) => url === TOKEN_PATH);

describe('Basic', () => {
  it('sends user and MD5 of the password', async () => {
    api = await startApi((_, response) => json(response, { entity: 1 }));
    client = clientOf(api.url);
    await client.send(READ, {});
    const md5 = createHash('md5').update('pa55word').digest('hex');
    expect(api.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from(`till.one:${md5}`).toString('base64')}`);
    expect(api.received[0]?.headers).toMatchObject({ accept: 'application/json', 'user-agent': 'capillary-mcp/test' });
  });

  it('calls a 401 a matter of the password, once', async () => {
    api = await startApi((_, response) => json(response, { errors: [{ code: 401, message: 'no' }] }, 401));
    client = clientOf(api.url);
    expect(await errorOf(client.send(WRITE, { body: {} }))).toMatchObject({
      kind: 'authentication',
      message: expect.stringContaining('password'),
      outcome: 'rejected',
      retryable: false,
    });
    expect(api.received).toHaveLength(1);
  });
});

describe('OAuth', () => {
  it('exchanges key and secret once for many calls at a time', async () => {
    api = await startApi(({ url }, response) =>
      url === TOKEN_PATH ? setTimeout(() => token(response, 'token-1'), 20) : json(response, { entity: 1 }),
    );
    client = clientOf(api.url, { credentials: oauth });
    await Promise.all(Array.from({ length: 8 }, () => client.send(READ, {})));
    expect(tokens()).toHaveLength(1);
    expect(JSON.parse(tokens()[0]?.body ?? '')).toEqual({ key: 'client-key', secret: 'client-s3cret' });
    expect(calls().map(({ headers }) => headers['x-cap-api-oauth-token'])).toEqual(Array(8).fill('token-1'));
    expect(calls().every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it('renews a token before it ends', async () => {
    let issued = 0;
    api = await startApi(({ url }, response) => {
      if (url !== TOKEN_PATH) return json(response, { entity: 1 });
      issued += 1;
      token(response, `token-${issued}`, issued === 1 ? 0.001 : 3600);
    });
    client = clientOf(api.url, { credentials: oauth });
    await client.send(READ, {});
    await new Promise((resolve) => setTimeout(resolve, 5));
    await client.send(READ, {});
    expect(calls().at(-1)?.headers['x-cap-api-oauth-token']).toBe('token-2');
  });

  it.each([
    ['a 401', 401, { errors: [{ code: 401, message: 'expired' }] }],
    ['code 498 in a 200', 200, { data: null, errors: [{ code: 498, message: 'expired' }] }],
  ])('renews the token and calls once more on %s, for a write too', async (_, status, refusal) => {
    api = await startApi(({ url, headers }, response) => {
      if (url === TOKEN_PATH) return token(response, `token-${tokens().length}`);
      if (headers['x-cap-api-oauth-token'] === 'token-1') return json(response, refusal, status);
      json(response, { createdId: 5 });
    });
    client = clientOf(api.url, { credentials: oauth });
    expect((await client.send(WRITE, { body: {} })).data).toEqual({ createdId: 5 });
    expect(tokens()).toHaveLength(2);
    expect(calls()).toHaveLength(2);
  });

  it('gives up after one renewal', async () => {
    api = await startApi(({ url }, response) =>
      url === TOKEN_PATH ? token(response, 'token') : json(response, { errors: [] }, 401),
    );
    client = clientOf(api.url, { credentials: oauth });
    expect(await errorOf(client.send(READ, {}))).toMatchObject({ kind: 'authentication' });
    expect(calls()).toHaveLength(2);
  });

  it('says which credentials are wrong, without showing them', async () => {
    api = await startApi((_, response) =>
      json(response, { data: null, errors: [{ code: 401, message: 'bad client-s3cret' }] }, 401),
    );
    client = clientOf(api.url, { credentials: oauth });
    const error = await errorOf(client.send(WRITE, { body: {} }));
    expect(error).toMatchObject({ kind: 'authentication', outcome: 'not_sent' });
    expect(error.message).toMatch(/key/);
    expect(JSON.stringify(error)).not.toContain('client-s3cret');
    expect(calls()).toHaveLength(0);
  });
});

describe('other headers', () => {
  const admin = endpoint('GET', 'v2/staff', { auth: 'admin' });

  it('carry the admin key where an endpoint wants it, and nowhere else', async () => {
    api = await startApi((_, response) => json(response, { entity: 1 }));
    client = clientOf(api.url, { admin: { key: 'admin-k3y', orgId: '42' } });
    await client.send(admin, {});
    await client.send(READ, {});
    expect(api.received[0]?.headers).toMatchObject({
      'x-cap-api-auth-key': 'admin-k3y',
      'x-cap-api-auth-org-id': '42',
    });
    expect(api.received[1]?.headers).not.toHaveProperty('x-cap-api-auth-key');
  });

  it('let header arguments win over the configuration', async () => {
    const own = endpoint('GET', 'v2/staff', { auth: 'admin', headers: () => ({ 'X-CAP-API-AUTH-KEY': text() }) });
    api = await startApi((_, response) => json(response, { entity: 1 }));
    client = clientOf(api.url, { admin: { key: 'admin-k3y', orgId: '42' } });
    await client.send(own, { 'X-CAP-API-AUTH-KEY': 'other-key' });
    expect(api.received[0]?.headers['x-cap-api-auth-key']).toBe('other-key');
  });

  it('book calls to the till or store that is configured', async () => {
    api = await startApi((_, response) => json(response, { entity: 1 }));
    client = clientOf(api.url, { attribution: { entityType: 'STORE_CODE', entityCode: 'blr01' } });
    await client.send(READ, {});
    expect(api.received[0]?.headers).toMatchObject({
      'x-cap-api-attribution-entity-type': 'STORE_CODE',
      'x-cap-api-attribution-entity-code': 'blr01',
    });
  });

  it('are refused before sending where an endpoint needs other credentials', async () => {
    api = await startApi((_, response) => json(response, {}));
    client = clientOf(api.url);
    expect(await errorOf(client.send(admin, {}))).toMatchObject({
      kind: 'authentication',
      message: expect.stringContaining('ADMIN'),
    });
    const oauthOnly = endpoint('GET', 'v3/things', { auth: 'oauth' });
    expect(await errorOf(client.send(oauthOnly, {}))).toMatchObject({ kind: 'authentication' });
    expect(api.received).toHaveLength(0);
  });
});
