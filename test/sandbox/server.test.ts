import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Handlers } from '../../src/sandbox/http/handler.js';
import { reply, v2Entity } from '../../src/sandbox/http/replies.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { fail } from '../../src/sandbox/world/failure.js';
import {
  type Answer,
  authorized,
  basic,
  type CallOptions,
  caller,
  endpoint,
  resetSandbox,
  START,
  valueAt,
} from './support.js';

const definitions = [
  endpoint('POST', 'v2/echo/{name}', 'echo'),
  endpoint('GET', 'v2/echo/{name}', 'echo_get'),
  endpoint('GET', 'v2/leads', 'leads_list'),
  endpoint('GET', 'v2/leads', 'leads_search'),
  endpoint('GET', 'v2/points/secret', 'points_secret', 'Points'),
  endpoint('GET', 'v2/coupon/secret', 'coupon_secret', 'Coupons'),
  endpoint('GET', 'v1.1/refuse', 'refuse_v1_1'),
  endpoint('GET', 'v2/refuse', 'refuse_v2'),
  endpoint('GET', 'v3/refuse', 'refuse_v3'),
  endpoint('GET', 'v2/broken', 'broken'),
  endpoint('GET', 'v2/unwritable', 'unwritable'),
  { ...endpoint('GET', 'v2/staff/admin', 'staff_admin'), auth: 'admin' as const },
];

const handlers: Handlers = {
  echo: ({ path, query, body, files, till, client, headers }) =>
    reply({
      path,
      query,
      body,
      till: till.code,
      client: client?.key ?? null,
      note: headers['x-note'],
      files: Object.fromEntries(
        Object.entries(files).map(([name, file]) => [name, { ...file, bytes: file.bytes.toString('utf8') }]),
      ),
    }),
  echo_get: ({ query }) => reply(query),
  leads_search: () => v2Entity('second'),
  points_secret: () => v2Entity(true),
  coupon_secret: () => v2Entity(true),
  staff_admin: () => v2Entity(true),
  refuse_v1_1: () => fail(816, 'no'),
  refuse_v2: () => fail(8015, 'no'),
  refuse_v3: () => fail(3001, 'no'),
  unwritable: () => reply({ id: 1n }),
  broken: () => {
    throw new TypeError('oops');
  },
};

let sandbox: Sandbox;
let call: (request: string, options?: CallOptions) => Promise<Answer>;

beforeAll(async () => {
  sandbox = await startSandbox({ definitions, handlers, seed: 1, now: START });
  call = caller(sandbox);
});

beforeEach(() => resetSandbox(sandbox));

afterAll(() => sandbox.close());

const token = async (key: string, secret: string): Promise<Record<string, string>> => {
  const { body } = await call('POST /v3/oauth/token/generate', { body: { key, secret } });
  return { 'x-cap-api-oauth-token': String(valueAt(body, 'data.accessToken')), authorization: '' };
};

describe('a call', () => {
  it('reaches its handler with path, query, headers and body as given', async () => {
    const { status, body } = await call('POST /v2/echo/a%20b?x=1&y=a%2Bb&x=2', {
      body: { n: 1.5, list: [null, 'é'] },
      headers: { 'x-note': 'hello' },
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      path: { name: 'a b' },
      query: { x: '1,2', y: 'a+b' },
      body: { n: 1.5, list: [null, 'é'] },
      till: 'blr01.till01',
      client: null,
      note: 'hello',
      files: {},
    });
  });

  it('can carry files', async () => {
    const form = new FormData();
    form.set('seriesId', '12');
    form.set('file', new Blob(['a,b\n1,2'], { type: 'text/csv' }), 'codes.csv');
    const { username, password } = sandbox.credentials;
    const response = await fetch(`${sandbox.url}/v2/echo/form`, {
      method: 'POST',
      headers: { authorization: basic(username, password) },
      body: form,
    });
    expect(await response.json()).toMatchObject({
      body: { seriesId: '12' },
      files: { file: { filename: 'codes.csv', contentType: 'text/csv', bytes: 'a,b\n1,2' } },
    });
  });

  it('is decided by the first definition of its place that has a handler', async () => {
    expect((await call('GET /v2/leads')).body).toEqual({ entity: 'second', warnings: [] });
  });

  it('is told apart from unknown paths, wrong methods and malformed ones', async () => {
    expect((await call('GET /v2/nothing')).status).toBe(404);
    expect((await call('GET /v1.1/nothing')).body).toMatchObject({ response: { status: { code: 404 } } });
    const wrong = await call('DELETE /v2/echo/a');
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST, GET']);
    expect((await call('GET /v2/echo/%E0%A4%A')).status).toBe(400);
  });

  it('with a body that is no JSON is refused with 400, another type with 415', async () => {
    const malformed = await call('POST /v2/echo/a', { raw: '{"a":' });
    expect(malformed.status).toBe(400);
    expect(malformed.body).toEqual({
      errors: [{ status: false, code: 400, message: 'The body is not valid JSON' }],
      warnings: [],
    });
    expect((await call('POST /v2/echo/a', { raw: '<a/>', headers: { 'content-type': 'text/xml' } })).status).toBe(415);
  });

  it('with a deeply nested body is refused with 400', async () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect((await call('POST /v2/echo/a', { raw: nested(100) })).status).toBe(200);
    expect((await call('POST /v2/echo/a', { raw: nested(101) })).status).toBe(400);
    expect((await call('POST /v2/echo/a', { raw: nested(32_000) })).status).toBe(400);
    expect((await call('POST /__sandbox/faults', { raw: nested(32_000) })).status).toBe(400);
  });

  it('whose answer cannot be written fails with 500 and nothing else', async () => {
    expect(await call('GET /v2/unwritable')).toMatchObject({ status: 500, body: { errors: [{ code: 500 }] } });
    expect((await call('GET /v2/leads')).status).toBe(200);
  });

  it('with too large a body is refused with 413', async () => {
    const tooLarge = JSON.stringify({ text: 'x'.repeat(16 * 1024 * 1024) });
    expect((await call('POST /v2/echo/a', { raw: tooLarge })).status).toBe(413);
    const headers = { ...authorized(sandbox), 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body: tooLarge };
    const answered = await fetch(`${sandbox.url}/v2/echo/a`, sent).catch(() => undefined);
    // The connection may be cut before the client has sent everything.
    expect(answered?.status ?? 413).toBe(413);
    expect((await call('GET /v2/leads')).status).toBe(200);
  });

  it('that a handler refuses fails in the envelope of its layer', async () => {
    expect(await call('GET /v1.1/refuse')).toMatchObject({
      status: 200,
      body: { response: { status: { success: 'false', code: 816, message: 'no' } } },
    });
    expect(await call('GET /v2/refuse')).toMatchObject({
      status: 400,
      body: { errors: [{ status: false, code: 8015, message: 'no' }], warnings: [] },
    });
    expect(await call('GET /v3/refuse')).toMatchObject({
      status: 400,
      body: { errors: [{ code: 3001, message: 'no' }] },
    });
    expect((await call('GET /v2/broken')).status).toBe(500);
  });

  it('can be HEAD', async () => {
    const { username, password } = sandbox.credentials;
    const headers = { authorization: basic(username, password) };
    const response = await fetch(`${sandbox.url}/v2/leads`, { method: 'HEAD', headers });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });
});

describe('access', () => {
  it('takes a till by name and MD5 of the password', async () => {
    const as = (authorization: string) => call('GET /v2/leads', { headers: { authorization } });
    expect((await as(basic('maa01.till02', sandbox.credentials.password))).status).toBe(200);
    const wrong = await as(basic('blr01.till01', 'guess'));
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual({
      errors: [{ status: false, code: 401, message: 'Invalid username or password' }],
      warnings: [],
    });
    const plain = Buffer.from(`blr01.till01:${sandbox.credentials.password}`).toString('base64');
    expect((await as(`Basic ${plain}`)).status).toBe(401);
    expect((await as('Bearer x')).status).toBe(401);
    const missing = await fetch(`${sandbox.url}/v1.1/refuse`);
    expect([missing.status, await missing.json()]).toMatchObject([
      401,
      { response: { status: { success: 'false', code: 401 } } },
    ]);
  });

  it('exchanges key and secret for a token that lasts an hour', async () => {
    const { clientKey, clientSecret } = sandbox.credentials;
    const { body } = await call('POST /v3/oauth/token/generate', { body: { key: clientKey, secret: clientSecret } });
    expect(body).toEqual({
      data: { accessToken: expect.stringMatching(/^[0-9a-f]{40}$/), ttlSeconds: 3600 },
      errors: null,
    });
    const headers = await token(clientKey, clientSecret);
    expect((await call('POST /v2/echo/a', { body: {}, headers })).body).toMatchObject({ client: clientKey });
    await call('POST /__sandbox/clock', { body: { advanceSeconds: 3600 } });
    expect((await call('GET /v2/leads', { headers })).status).toBe(401);
    const unknown = { 'x-cap-api-oauth-token': 'constructor' };
    expect((await call('GET /v2/leads', { headers: unknown })).status).toBe(401);
    expect((await call('POST /v3/oauth/token/generate', { body: { key: clientKey, secret: 'x' } })).status).toBe(401);
    expect((await call('POST /v3/oauth/token/generate', { body: { key: 'constructor' } })).status).toBe(401);
  });

  it('keeps OAuth clients to their access groups', async () => {
    const headers = await token('sandbox-limited-key', 'sandbox-limited-secret');
    expect((await call('GET /v2/points/secret', { headers })).status).toBe(200);
    expect(await call('GET /v2/coupon/secret', { headers })).toMatchObject({
      status: 403,
      body: { errors: [{ code: 403 }] },
    });
  });

  it('takes an admin key with the organisation instead, where the endpoint does', async () => {
    const { adminKey, adminOrgId } = sandbox.credentials;
    const admin = (key: string, org: string) =>
      fetch(`${sandbox.url}/v2/staff/admin`, { headers: { 'x-cap-api-auth-key': key, 'x-cap-api-auth-org-id': org } });
    expect((await admin(adminKey, adminOrgId)).status).toBe(200);
    expect((await admin('guess', adminOrgId)).status).toBe(401);
    expect((await admin(adminKey, '1')).status).toBe(401);
  });

  it('lets attribution headers choose the till', async () => {
    const tillOf = async (headers: Record<string, string>): Promise<unknown> => {
      const { body } = await call('POST /v2/echo/a', { body: {}, headers });
      return valueAt(body, 'till') ?? valueAt(body, 'errors.0.code');
    };
    const prefix = 'x-cap-api-attribution';
    expect(await tillOf({ [`${prefix}-entity-code`]: 'bom01.till02' })).toBe('bom01.till02');
    expect(await tillOf({ [`${prefix}-entity-type`]: 'STORE_CODE', [`${prefix}-entity-code`]: 'del01' })).toBe(
      'del01.till01',
    );
    expect(await tillOf({ [`${prefix}-lookup-type`]: 'TILL', [`${prefix}-lookup`]: 'maa01.till01' })).toBe(
      'maa01.till01',
    );
    expect(await tillOf({ [`${prefix}-till-code`]: 'pnq01.till01' })).toBe('pnq01.till01');
    expect(await tillOf({ [`${prefix}-lookup`]: 'maa01.till01' })).toBe(1061);
    expect(await tillOf({ [`${prefix}-entity-code`]: 'nowhere' })).toBe(1062);
  });
});

describe('the clock', () => {
  it.each(['3000-01-01T00:00:00Z', '+010000-01-01T00:00:00Z', Date.parse('2999-12-31T23:59:59.001Z')])(
    'does not start at %s, after the last moment that it can reach',
    async (now) => {
      await expect(startSandbox({ definitions, now })).rejects.toThrow('cannot start after 2999-12-31T23:59:59Z');
    },
  );
});

describe('the control endpoints', () => {
  const control = (request: string): Promise<Answer> => call(request, { headers: { authorization: '' } });

  it('show calls as they arrived, without credentials', async () => {
    const raw = '{ "a":  1.50, "b":"é" }';
    await call('POST /v2/echo/a%20b?x=%2B1', { raw, headers: { 'x-note': 'hello' } });
    await call('GET /v2/nothing');
    const { body } = await control('GET /__sandbox/requests');
    const [sent, missed] = Object.values(body ?? {}).slice(-2);
    expect(sent).toMatchObject({ method: 'POST', path: '/v2/echo/a%20b', query: 'x=%2B1', body: raw, status: 200 });
    expect(sent).toMatchObject({ headers: { 'x-note': 'hello', 'content-type': 'application/json' } });
    expect(missed).toMatchObject({ method: 'GET', path: '/v2/nothing', body: '', status: 404 });
    expect(JSON.stringify(body)).not.toMatch(/authorization|oauth-token"/i);
  });

  it('keep the last 200 calls', async () => {
    for (let each = 0; each < 205; each++) await call(`GET /v2/echo/${each}`);
    const { body } = await control('GET /__sandbox/requests');
    const requests = Object.values(body ?? {});
    expect(requests).toHaveLength(200);
    expect(requests[0]).toMatchObject({ path: '/v2/echo/5' });
  });

  it('show the whole state, and start it anew', async () => {
    const before = (await control('GET /__sandbox/state')).body;
    expect(before).toEqual(JSON.parse(JSON.stringify(sandbox.world)));
    const [first] = Object.values(sandbox.world.customers);
    if (first) first.visits = 999;
    expect((await control('POST /__sandbox/reset')).status).toBe(200);
    expect(Object.values(sandbox.world.customers)[0]?.visits).not.toBe(999);
    expect((await control('GET /__sandbox/requests')).body).toEqual([]);
    const fresh = await startSandbox({ definitions, handlers, seed: 1, now: START });
    expect(sandbox.world).toEqual(fresh.world);
    await fresh.close();
  });

  it('move time on, with what falls due', async () => {
    const { body } = await call('POST /__sandbox/clock', { body: { advanceSeconds: 3 * 365 * 86_400 } });
    expect(body).toEqual({ now: '2029-05-02T06:30:00Z' });
    expect(Object.values(sandbox.world.lots).filter((lot) => lot.remaining > 0)).toEqual([]);
    expect((await call('POST /__sandbox/clock', { body: { advanceSeconds: -1 } })).status).toBe(400);
  });

  it.each([1e308, 1e300, 31_000_000_000_000, '1e308', -1, 'soon', null])(
    'refuse to advance the clock by %j seconds, fixed or running, and stay as they were',
    async (advanceSeconds) => {
      const running = await startSandbox({ definitions, handlers, seed: 1 });
      for (const each of [sandbox, running]) {
        const { clock } = structuredClone(each.world);
        const refused = await caller(each)('POST /__sandbox/clock', { body: { advanceSeconds } });
        expect(refused).toMatchObject({ status: 400, body: { error: expect.stringContaining('advanceSeconds') } });
        expect(each.world.clock).toEqual(clock);
        expect((await caller(each)('GET /v2/leads')).status).toBe(200);
      }
      await running.close();
    },
  );

  it('report what is wrong with a body', async () => {
    const malformed = await call('POST /__sandbox/clock', { raw: '{"advanceSeconds":' });
    expect(malformed).toMatchObject({ status: 400, body: { error: 'The body is not valid JSON' } });
  });

  it('are no more than these', async () => {
    expect((await control('GET /__sandbox/nothing')).status).toBe(404);
    expect((await control('GET /__sandbox/reset')).status).toBe(404);
  });
});
