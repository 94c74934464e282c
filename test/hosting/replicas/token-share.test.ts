import { expect, it } from 'vitest';
import type { ClientOptions } from '../../../src/client/types.js';
import { RedisTokenShare } from '../../../src/hosting/replicas/token-share.js';
import { clientFor, KEY, oauth, SECRET } from '../../client/clients.js';
import { addCustomer, getCustomer } from '../../client/definitions.js';
import { json, type Loopback, loopback } from '../../client/loopback.js';
import { describeWithRedis, freePort, type RedisServer, startRedis } from './redis-server.js';
import { connected, connectedReplica, eventually, replica } from './replicas.js';

interface Api extends Loopback {
  /** The issued tokens, in order. */
  issued: string[];
  /** Makes the API refuse this token from now on. */
  revoke(token: string): void;
}

/** An API that issues a new token on each request, and answers only requests with a valid token. */
async function tokenApi(ttlSeconds = 3_600): Promise<Api> {
  const issued: string[] = [];
  const valid = new Set<string>();
  const server = await loopback((response, request, number) => {
    if (request.url === '/v3/oauth/token/generate') {
      const token = `access-token-${issued.length + 1}-of-this-api`;
      issued.push(token);
      valid.add(token);
      return json({ data: { accessToken: token, ttlSeconds } })(response, request, number);
    }
    const token = request.headers['x-cap-api-oauth-token'];
    const isValid = typeof token === 'string' && valid.has(token);
    return json(isValid ? { id: 1 } : {}, isValid ? 200 : 401)(response, request, number);
  });
  return { ...server, issued, revoke: (token) => valid.delete(token) };
}

const clientOf = (api: Api, tokenShare: ClientOptions['tokenShare']) =>
  clientFor(api.url, { credentials: oauth, ...(tokenShare && { tokenShare }) });

/** Two replicas, each with a client of the same credentials. */
async function twoClients(api: Api, redis: RedisServer) {
  const client = { baseUrl: api.url, key: KEY, secret: SECRET };
  const [one, other] = [await connectedReplica(redis.url), await connectedReplica(redis.url)];
  return [clientOf(api, one.tokens(client)), clientOf(api, other.tokens(client))] as const;
}

const call = (client: ReturnType<typeof clientOf>) => client.send(getCustomer, { customerId: '1' });

describeWithRedis('replicas', () => {
  it('share one token', async () => {
    const api = await tokenApi();
    const clients = await twoClients(api, await startRedis());
    await Promise.all(Array.from({ length: 40 }, (_, number) => call(clients[number % 2 === 0 ? 0 : 1])));
    expect(api.issued).toHaveLength(1);
  });

  it('replace a refused token only once, and repeat the calls', async () => {
    const api = await tokenApi();
    const clients = await twoClients(api, await startRedis());
    await Promise.all(clients.map(call));
    api.revoke('access-token-1-of-this-api');
    await Promise.all(Array.from({ length: 40 }, (_, number) => call(clients[number % 2 === 0 ? 0 : 1])));
    expect(api.issued).toHaveLength(2);
  });

  it('leave nothing readable in Redis', async () => {
    const api = await tokenApi();
    const redis = await startRedis();
    const clients = await twoClients(api, redis);
    await Promise.all(clients.map(call));
    const reply = await (await connected(redis.url)).run(async (client) => {
      const keys = await client.keys('*');
      return Promise.all(
        keys.map(async (key) => [key, ((await client.type(key)) === 'string' ? await client.get(key) : '') ?? '']),
      );
    });
    const texts = reply?.answer.flat() ?? [];
    expect(texts.some((text) => text.startsWith('capillary-mcp:token:'))).toBe(true);
    const secrets = [...api.issued, KEY, SECRET, api.url];
    for (const text of texts) {
      const readings = [
        text,
        ...(['base64', 'base64url', 'hex'] as const).map((as) => Buffer.from(text, as).toString()),
      ];
      expect(readings.filter((reading) => secrets.some((secret) => reading.includes(secret)))).toEqual([]);
    }
  });

  it('with other credentials have other tokens', async () => {
    const api = await tokenApi();
    const redis = await startRedis();
    const [one, other] = [await connectedReplica(redis.url), await connectedReplica(redis.url)];
    const client = { baseUrl: api.url, key: KEY, secret: SECRET };
    await call(clientOf(api, one.tokens(client)));
    await call(clientOf(api, other.tokens({ ...client, secret: 'another-secret-of-this-key' })));
    expect(api.issued).toHaveLength(2);
  });

  it('ignore and replace an invalid value under the key of the token', async () => {
    const redis = await startRedis();
    const admin = await connected(redis.url);
    const client = { baseUrl: 'https://api.example', key: KEY, secret: SECRET };
    let fetched = 0;
    const fetch = async () => ({ token: `t${++fetched}`, ttlMs: 60_000 });
    await new RedisTokenShare(admin, client).obtain(fetch);
    const [key = ''] = (await admin.run((redisClient) => redisClient.keys('capillary-mcp:token:*')))?.answer ?? [];
    await admin.run((redisClient) => redisClient.set(key, 'rubbish'));
    expect(await new RedisTokenShare(admin, client).obtain(fetch)).toMatchObject({ token: 't2' });
    expect(await new RedisTokenShare(admin, client).obtain(fetch)).toMatchObject({ token: 't2' });
  });

  it('know how long a token is still valid, and renew it before it expires', async () => {
    const redis = await connected((await startRedis()).url);
    const client = { baseUrl: 'https://api.example', key: KEY, secret: SECRET };
    const fetch = (token: string) => async () => ({ token, ttlMs: 1_000 });
    expect(await new RedisTokenShare(redis, client).obtain(fetch('a'))).toEqual({ token: 'a', ttlMs: 1_000 });
    const { token, ttlMs } = await new RedisTokenShare(redis, client).obtain(fetch('b'));
    expect(token).toBe('a');
    expect(ttlMs).toBeLessThanOrEqual(1_000);
    expect(ttlMs).toBeGreaterThan(100);
    // It is removed from Redis when a tenth of its lifetime is left.
    await eventually(async () => (await new RedisTokenShare(redis, client).obtain(fetch('c'))).token === 'c');
  });

  it('fetch a token themselves if the replica that was fetching dies', async () => {
    const server = await startRedis();
    const client = { baseUrl: 'https://api.example', key: KEY, secret: SECRET };
    const [dying, living] = [await connected(server.url), await connected(server.url)];
    let onStart = (): void => {};
    const started = new Promise<void>((resolve) => {
      onStart = resolve;
    });
    void new RedisTokenShare(dying, client, { lockMs: 300 }).obtain(() => {
      onStart();
      return new Promise(() => {});
    });
    await started;
    dying.close();
    let fetched = 0;
    const fetch = async () => ({ token: `t${++fetched}`, ttlMs: 60_000 });
    const before = performance.now();
    expect(await new RedisTokenShare(living, client, { lockMs: 300 }).obtain(fetch)).toMatchObject({ token: 't1' });
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  it('do not wait after a fetch by another replica failed', async () => {
    const redis = await connected((await startRedis()).url);
    const client = { baseUrl: 'https://api.example', key: KEY, secret: SECRET };
    const failing = new RedisTokenShare(redis, client).obtain(async () => {
      throw new Error('down');
    });
    await expect(failing).rejects.toThrow('down');
    const before = performance.now();
    await new RedisTokenShare(redis, client).obtain(async () => ({ token: 'a' }));
    expect(performance.now() - before).toBeLessThan(1_000);
  });

  it('lose no call when Redis dies under load or comes back', async () => {
    const api = await tokenApi(1);
    const redis = await startRedis();
    const clients = await twoClients(api, redis);
    let running = true;
    let done = 0;
    const load = clients.flatMap((client) =>
      Array.from({ length: 4 }, async () => {
        while (running) {
          await call(client);
          await client.send(addCustomer, { body: { name: 'Zoë' } });
          done += 2;
        }
      }),
    );
    const all = Promise.all(load);
    const reach = (count: number) => Promise.race([eventually(() => done >= count), all]);
    await reach(50);
    await redis.kill();
    // Tokens are valid for a second, so several are fetched while Redis is down.
    const before = api.issued.length;
    await Promise.race([eventually(() => api.issued.length > before + 1), all]);
    await redis.start();
    await reach(done + 50);
    running = false;
    await all;
    expect(done).toBeGreaterThan(100);
  });

  it('fetch their own tokens if Redis was never reachable', async () => {
    const api = await tokenApi();
    const url = `redis://127.0.0.1:${await freePort()}`;
    const client = { baseUrl: api.url, key: KEY, secret: SECRET };
    const clients = [replica(url), replica(url)].map((state) => clientOf(api, state.tokens(client)));
    await Promise.all(clients.map(call));
    expect(api.issued).toHaveLength(2);
  });

  it('fetch without delay while Redis hangs', async () => {
    const server = await startRedis();
    const redis = await connected(server.url, undefined, { commandMs: 50 });
    server.pause();
    const client = { baseUrl: 'https://api.example', key: KEY, secret: SECRET };
    const before = performance.now();
    await new RedisTokenShare(redis, client).obtain(async () => ({ token: 'a' }));
    expect(performance.now() - before).toBeLessThan(1_000);
    server.resume();
  });
});
