import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ADMIN_KEY, clientFor, failureOf, fakeClock, KEY, oauth, PASSWORD, SECRET, USERNAME } from './clients.js';
import { addCustomer, define, getCustomer } from './definitions.js';
import { json, loopback, type Respond, text } from './loopback.js';

const args = { customerId: '1' };
const admin = { key: ADMIN_KEY, orgId: '4711' };
const TOKEN_PATH = '/v3/oauth/token/generate';

/** Issues `token-number-1`, `token-number-2` …; `respond` handles all other requests. */
function withTokens(respond: Respond, ttlSeconds: unknown = 3_600) {
  let issued = 0;
  return loopback((response, request, number) => {
    if (request.url !== TOKEN_PATH) return respond(response, request, number);
    issued += 1;
    return json({ data: { accessToken: `token-number-${issued}`, ttlSeconds }, errors: null })(
      response,
      request,
      number,
    );
  });
}

/** Accepts only this token. */
const onlyToken =
  (
    token: string,
    [body, status]: [unknown, number] = [{ errors: [{ code: 401, message: 'Expired' }] }, 401],
  ): Respond =>
  (response, request, number) =>
    request.headers['x-cap-api-oauth-token'] === token
      ? json({ createdId: 1 })(response, request, number)
      : (typeof body === 'string' ? text(body, status) : json(body, status))(response, request, number);

describe('Basic', () => {
  it('sends the SHA-256 of the password to organizations that expect it, and names the setting if refused', async () => {
    const { url, received } = await loopback(json({ errors: [{ code: 401, message: 'Bad user' }] }, 401));
    const error = await failureOf(clientFor(url, { passwordHash: 'sha256' }).send(getCustomer, args));
    const sha256 = createHash('sha256').update(PASSWORD).digest('hex');
    const expected = `Basic ${Buffer.from(`${USERNAME}:${sha256}`).toString('base64')}`;
    expect(received[0]?.headers.authorization).toBe(expected);
    expect(error.hint).toContain('SHA-256 (CAPILLARY_PASSWORD_HASH)');
  });

  it('sends the user name and the MD5 of the password', async () => {
    const { url, received } = await loopback(json({ data: [] }));
    await clientFor(url).send(getCustomer, args);
    const md5 = createHash('md5').update(PASSWORD).digest('hex');
    expect(received[0]?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from(`${USERNAME}:${md5}`).toString('base64')}`,
      accept: 'application/json',
      'user-agent': 'capillary-mcp/0.0.0-test',
    });
    expect(received[0]?.headers).not.toHaveProperty('x-cap-api-oauth-token');
  });

  it('names the settings to check when refused, and does not try again', async () => {
    const { url, received } = await loopback(json({ errors: [{ code: 401, message: 'Bad user' }] }, 401));
    const error = await failureOf(clientFor(url).send(addCustomer, { body: {} }));
    expect(error).toMatchObject({ kind: 'authentication', httpStatus: 401, outcome: 'rejected', retryable: false });
    expect(error.message).toContain('user name or password');
    expect(error.message).toContain('Bad user');
    expect(error.hint).toContain('CAPILLARY_PASSWORD');
    expect(received).toHaveLength(1);
  });
});

describe('OAuth', () => {
  it('exchanges the key and secret once, and sends the token', async () => {
    const { url, received } = await withTokens(json({ data: [] }));
    const client = clientFor(url, { credentials: oauth });
    await client.send(getCustomer, args);
    await client.send(getCustomer, args);
    expect(received.map((request) => request.url)).toEqual([TOKEN_PATH, '/v2/customers/1', '/v2/customers/1']);
    expect(JSON.parse(String(received[0]?.body))).toEqual({ key: KEY, secret: SECRET });
    expect(received[2]?.headers['x-cap-api-oauth-token']).toBe('token-number-1');
    expect(received[2]?.headers).not.toHaveProperty('authorization');
  });

  it('fetches one token for all waiting calls', async () => {
    const { url, received } = await withTokens(json({ data: [] }));
    const client = clientFor(url, { credentials: oauth });
    await Promise.all(Array.from({ length: 8 }, () => client.send(getCustomer, args)));
    expect(received.filter((request) => request.url === TOKEN_PATH)).toHaveLength(1);
    expect(received).toHaveLength(9);
  });

  it('renews the token before it expires', async () => {
    const { url, received } = await withTokens(json({ data: [] }), 600);
    const clock = fakeClock();
    const client = clientFor(url, { credentials: oauth }, clock);
    await client.send(getCustomer, args);
    clock.advance(539_000);
    await client.send(getCustomer, args);
    clock.advance(2_000);
    await client.send(getCustomer, args);
    const tokens = received.map(({ headers }) => headers['x-cap-api-oauth-token']).filter(Boolean);
    expect(tokens).toEqual(['token-number-1', 'token-number-1', 'token-number-2']);
  });

  it.each<[string, [unknown, number]]>([
    ['HTTP 401', [{}, 401]],
    ['HTTP 401 in XML', ['<error><code>900901</code><message>Invalid token</message></error>', 401]],
    ['code 498 under HTTP 200', [{ errors: [{ code: 498, message: 'Token expired' }] }, 200]],
    ['code "401" under HTTP 200 of v1.1', [{ response: { status: { success: 'false', code: '401' } } }, 200]],
  ])('renews a token refused with %s and repeats the call once, even a write', async (name, refusal) => {
    const { url, received } = await withTokens(onlyToken('token-number-2', refusal));
    const client = clientFor(url, { credentials: oauth });
    const write = { ...addCustomer, legacy: name.includes('v1.1') };
    expect((await client.send(write, { body: { a: 1 } })).data).toEqual({ createdId: 1 });
    expect(received.map((request) => request.url)).toEqual([TOKEN_PATH, '/v2/customers', TOKEN_PATH, '/v2/customers']);
    expect(String(received[3]?.body)).toBe('{"a":1}');
  });

  it('fetches one token if several calls are refused with the same one', async () => {
    const { url, received } = await withTokens(onlyToken('token-number-2'));
    const client = clientFor(url, { credentials: oauth });
    await Promise.all(Array.from({ length: 5 }, () => client.send(addCustomer, { body: {} })));
    expect(received.filter((request) => request.url === TOKEN_PATH)).toHaveLength(2);
  });

  it('gives up if the fresh token is refused as well', async () => {
    const { url, received } = await withTokens(onlyToken('none'));
    const error = await failureOf(clientFor(url, { credentials: oauth }).send(addCustomer, { body: {} }));
    expect(error).toMatchObject({ kind: 'authentication', outcome: 'rejected', retryable: false });
    expect(error.message).toContain('a fresh one too');
    expect(received).toHaveLength(4);
  });

  it.each([
    [{ data: null, errors: [{ code: 1, message: 'Bad secret' }] }, 200],
    [{ data: null, errors: [{ message: 'Bad secret' }] }, 400],
    [{ message: 'Bad secret' }, 401],
  ])('reports that the API refused the key or secret: %j', async (body, status) => {
    const { url, received } = await loopback(json(body, status));
    const error = await failureOf(clientFor(url, { credentials: oauth }).send(addCustomer, { body: {} }));
    expect(error).toMatchObject({ kind: 'authentication', outcome: 'not_sent', retryable: false });
    expect(error.message).toContain('key or secret');
    expect(error.hint).toContain('CAPILLARY_CLIENT_SECRET');
    expect(received).toHaveLength(1);
  });

  it('reports a refused key of a read as such, because no token was issued that could be refused', async () => {
    const { url } = await loopback(json({ message: 'Bad secret' }, 401));
    const error = await failureOf(clientFor(url, { credentials: oauth }).send(getCustomer, args));
    expect(error.kind).toBe('authentication');
    expect(error.message).toMatch(/^The API refused the client key or secret\. .*Bad secret/);
    expect(error.message).not.toContain('token, and');
    expect(error.hint).toContain('CAPILLARY_CLIENT_SECRET');
  });

  it.each<[number, Respond]>([
    [405, json({}, 405)],
    [413, text('<h1>Request Entity Too Large</h1>', 413)],
    [403, text('<h1>Blocked by the firewall</h1>', 403)],
  ])('does not blame the key for HTTP %i of a gateway', async (status, respond) => {
    const { url } = await loopback(respond);
    const error = await failureOf(clientFor(url, { credentials: oauth }).send(addCustomer, { body: {} }));
    expect(error).toMatchObject({ kind: 'upstream', outcome: 'not_sent', retryable: false, httpStatus: status });
    expect(error.message).toContain('Could not get an access token');
    expect(`${error.message} ${error.hint}`).not.toMatch(/key or secret|CLIENT_KEY/);
    expect(error.hint).toContain('CAPILLARY_BASE_URL');
  });

  it('does not blame the key for HTTP 408, and asks again', async () => {
    const { url, received } = await loopback(text('Request Timeout', 408));
    const error = await failureOf(clientFor(url, { credentials: oauth }, fakeClock()).send(addCustomer, { body: {} }));
    expect(error).toMatchObject({ kind: 'timeout', outcome: 'not_sent', retryable: true, httpStatus: 408 });
    expect(error.message).toContain('Could not get an access token');
    expect(received).toHaveLength(3);
  });

  it('distinguishes a failing token endpoint from wrong credentials', async () => {
    const { url, received } = await loopback(json({}, 503));
    const error = await failureOf(clientFor(url, { credentials: oauth }, fakeClock()).send(addCustomer, { body: {} }));
    expect(error).toMatchObject({ kind: 'upstream', outcome: 'not_sent', retryable: true, httpStatus: 503 });
    expect(error.message).toContain('Could not get an access token');
    expect(received).toHaveLength(3);
  });

  it.each([{ data: {} }, { data: { accessToken: 'a\r\nb' } }, { data: { accessToken: '' } }, []])(
    'does not accept %j as a token',
    async (body) => {
      const { url } = await loopback(json(body));
      const error = await failureOf(clientFor(url, { credentials: oauth }).send(getCustomer, args));
      expect(error.kind).toBe('upstream');
      expect(error.outcome).toBeUndefined();
    },
  );

  it('requests a token again after a failure', async () => {
    const { url } = await loopback((response, request, number) =>
      json(number === 0 ? {} : { data: { accessToken: 'token-number-9', ttlSeconds: 60 } })(response, request, number),
    );
    const client = clientFor(url, { credentials: oauth });
    await failureOf(client.send(getCustomer, args));
    expect((await client.send(getCustomer, args)).httpStatus).toBe(200);
  });
});

describe('endpoints that require certain credentials', () => {
  const requiring = (auth: 'oauth' | 'basic' | 'admin') =>
    define('post', 'v2/staff', {
      auth,
      effect: 'create',
      headers: () => ({ 'X-CAP-API-AUTH-KEY': z.string(), 'X-CAP-API-AUTH-ORG-ID': z.string() }),
    });

  it.each([
    ['oauth', {}, 'CAPILLARY_CLIENT_KEY'],
    ['basic', { credentials: oauth }, 'CAPILLARY_USERNAME'],
    ['admin', {}, 'CAPILLARY_ADMIN_KEY'],
  ] as const)('are not called without them: %s', async (auth, options, setting) => {
    const { url, received } = await loopback(json({ data: [] }));
    const error = await failureOf(clientFor(url, options).send(requiring(auth), {}));
    expect(error).toMatchObject({ kind: 'authentication', outcome: 'not_sent', retryable: false });
    expect(error.message).toContain(setting);
    expect(received).toEqual([]);
  });

  it('get the admin headers, and other endpoints do not', async () => {
    const { url, received } = await loopback(json({ data: [] }));
    const client = clientFor(url, { admin });
    await client.send(requiring('admin'), {});
    await client.send(addCustomer, {});
    expect(received[0]?.headers).toMatchObject({ 'x-cap-api-auth-key': ADMIN_KEY, 'x-cap-api-auth-org-id': '4711' });
    expect(received[0]?.headers).toHaveProperty('authorization');
    expect(received[1]?.headers).not.toHaveProperty('x-cap-api-auth-key');
  });

  it("get the caller's admin headers instead of the configured ones", async () => {
    const { url, received } = await loopback(json({ data: [] }));
    const own = { 'X-CAP-API-AUTH-KEY': 'own', 'X-CAP-API-AUTH-ORG-ID': '9' };
    await clientFor(url).send(requiring('admin'), own);
    await clientFor(url, { admin }).send(requiring('admin'), { 'X-CAP-API-AUTH-KEY': 'own' });
    expect(received[0]?.headers).toMatchObject({ 'x-cap-api-auth-key': 'own', 'x-cap-api-auth-org-id': '9' });
    expect(received[1]?.headers).toMatchObject({ 'x-cap-api-auth-key': 'own', 'x-cap-api-auth-org-id': '4711' });
  });
});

describe('attribution', () => {
  const attribution = { entityType: 'STORE_CODE', entityCode: 'pune01' };

  it('is sent with every call if configured', async () => {
    const { url, received } = await loopback(json({ data: [] }));
    await clientFor(url, { attribution }).send(getCustomer, args);
    await clientFor(url).send(getCustomer, args);
    expect(received[0]?.headers).toMatchObject({
      'x-cap-api-attribution-entity-type': 'STORE_CODE',
      'x-cap-api-attribution-entity-code': 'pune01',
    });
    expect(received[1]?.headers).not.toHaveProperty('x-cap-api-attribution-entity-type');
  });

  const evaluate = define('post', 'v2/evaluate', {
    headers: () => ({ 'X-CAP-API-ATTRIBUTION-TILL-CODE': z.string().optional() }),
  });

  it('has the till code in its own header for the type TILL_CODE', async () => {
    const { url, received } = await loopback(json({ data: [] }));
    await clientFor(url, { attribution: { entityType: 'till_code', entityCode: 't9' } }).send(getCustomer, args);
    expect(received[0]?.headers).toHaveProperty('x-cap-api-attribution-till-code', 't9');
    expect(received[0]?.headers).not.toHaveProperty('x-cap-api-attribution-entity-type');
    expect(received[0]?.headers).not.toHaveProperty('x-cap-api-attribution-entity-code');
  });

  it.each([
    ['TILL', 't9'],
    ['STORE_CODE', undefined],
  ])('reaches endpoints that ask for a till code, if it is a till: %s', async (entityType, expected) => {
    const { url, received } = await loopback(json({ data: [] }));
    await clientFor(url, { attribution: { entityType, entityCode: 't9' } }).send(evaluate, {});
    expect(received[0]?.headers['x-cap-api-attribution-till-code']).toBe(expected);
    expect(received[0]?.headers['x-cap-api-attribution-entity-code']).toBe('t9');
  });

  it("is replaced entirely by the caller's", async () => {
    const { url, received } = await loopback(json({ data: [] }));
    await clientFor(url, { attribution }).send(evaluate, { 'X-CAP-API-ATTRIBUTION-TILL-CODE': 't1' });
    expect(received[0]?.headers).toHaveProperty('x-cap-api-attribution-till-code', 't1');
    expect(received[0]?.headers).not.toHaveProperty('x-cap-api-attribution-entity-type');
  });
});
