import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ADMIN_KEY, clientFor, failureOf, fakeClock, KEY, oauth, PASSWORD, SECRET, USERNAME } from './clients.js';
import { addCustomer, define, getCustomer } from './definitions.js';
import { inTurn, json, loopback, type Respond, reset, silence, text, truncated } from './loopback.js';

const args = { customerId: '1' };
const NOWHERE = 'http://127.0.0.1:1';

describe('a call', () => {
  it('answers the parsed JSON with warnings, status and request id', async () => {
    const { url, received } = await loopback(
      text('{"id":9007199254740993,"warnings":[{"code":91016,"message":"Field"}]}', 200, {
        'x-cap-request-id': 'abc-1',
      }),
    );
    const answer = await clientFor(url).send(getCustomer, { customerId: 'a b', source: 'INSTORE' });
    expect(String((answer.data as { id: unknown }).id)).toBe('9007199254740993');
    expect(answer).toMatchObject({
      warnings: [{ code: 91016, message: 'Field' }],
      httpStatus: 200,
      requestId: 'abc-1',
    });
    expect(received[0]).toMatchObject({ method: 'GET', url: '/v2/customers/a%20b?source=INSTORE' });
  });

  it('keeps the path of the base URL', async () => {
    const { url, received } = await loopback(json({}));
    await clientFor(`${url}/proxy/api/`).send(getCustomer, args);
    expect(received[0]?.url).toBe('/proxy/api/v2/customers/1');
  });

  it('goes to the InTouch host where the endpoint is there', async () => {
    const api = await loopback(json({ host: 'api' }));
    const inTouch = await loopback(json({ host: 'intouch' }));
    const onInTouch = { ...getCustomer, host: 'intouch' as const };
    const client = clientFor(api.url, { inTouchBaseUrl: inTouch.url });
    expect((await client.send(onInTouch, args)).data).toEqual({ host: 'intouch' });
    expect((await client.send(getCustomer, args)).data).toEqual({ host: 'api' });
    expect((await clientFor(api.url).send(onInTouch, args)).data).toEqual({ host: 'api' });
  });

  it('sends a body with its length and type', async () => {
    const { url, received } = await loopback(json({ createdId: 1 }));
    await clientFor(url).send(addCustomer, { body: { name: 'Zoë' } });
    expect(received[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '15' });
    expect(String(received[0]?.body)).toBe('{"name":"Zoë"}');
  });

  it('takes an empty answer to a write for a success', async () => {
    const { url } = await loopback(text('', 200));
    expect((await clientFor(url).send(addCustomer, {})).data).toBeNull();
  });

  it('reuses its connections', async () => {
    const ports = new Set<number | undefined>();
    const { url } = await loopback((response, request, number) => {
      ports.add(response.socket?.remotePort);
      return json({})(response, request, number);
    });
    const client = clientFor(url);
    for (let count = 0; count < 6; count += 1) await client.send(getCustomer, args);
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it('waits for a slot where too many are on the wire', async () => {
    let now = 0;
    let most = 0;
    const { url } = await loopback(async (response, request, number) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now -= 1;
      return json({})(response, request, number);
    });
    const client = clientFor(url, { concurrency: 2 });
    await Promise.all(Array.from({ length: 6 }, () => client.send(getCustomer, args)));
    expect(most).toBe(2);
  });

  it('may be one of many at a time without a warning of the runtime', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockReturnValue();
    onTestFinished(() => warned.mockRestore());
    const { url } = await loopback(json({}));
    const client = clientFor(url);
    await Promise.all(Array.from({ length: 30 }, () => client.send(getCustomer, args)));
    expect(warned).not.toHaveBeenCalled();
  });

  it('sends nothing when an argument is refused', async () => {
    const { url, received } = await loopback(json({}));
    expect((await failureOf(clientFor(url).send(getCustomer, { customerId: '..' }))).kind).toBe('invalid_arguments');
    expect(received).toEqual([]);
  });
});

describe('what is repeated', () => {
  const read = getCustomer;
  const write = addCustomer;

  it.each<[string, Respond, number, number]>([
    ['a reset connection', reset, 3, 1],
    ['a truncated answer', truncated, 3, 1],
    ['HTTP 502', json({}, 502), 3, 1],
    ['HTTP 503', json({}, 503), 3, 1],
    ['HTTP 504', text('<html>Gateway timeout</html>', 504), 3, 1],
    ['HTTP 429', json({}, 429), 3, 3],
    ['JSON that breaks off', text('{"id":'), 3, 1],
    ['HTTP 500', json({}, 500), 1, 1],
    ['HTTP 400', json({ errors: [{ code: 1 }] }, 400), 1, 1],
    ['HTTP 404', json({}, 404), 1, 1],
    ['HTTP 521', json({}, 521), 1, 1],
    ['a page that is no JSON', text('<html>Login</html>'), 1, 1],
    ['a failure under HTTP 200', json({ errors: [{ code: 8015 }] }), 1, 1],
  ])('after %s: reads and writes are sent this often', async (_, respond, reads, writes) => {
    const { url, received } = await loopback(respond);
    const client = clientFor(url, {}, fakeClock());
    await failureOf(client.send(read, args));
    expect(received).toHaveLength(reads);
    await failureOf(client.send(write, { body: {} }));
    expect(received).toHaveLength(reads + writes);
  });

  it('a look-up of secrets is not repeated', async () => {
    const { url, received } = await loopback(reset);
    await failureOf(clientFor(url, {}, fakeClock()).send({ ...read, sensitive: true }, args));
    expect(received).toHaveLength(1);
  });

  it.each<[string, Respond]>([
    ['reset', reset],
    ['truncated', truncated],
    ['answered with HTTP 502', json({}, 502)],
    ['answered with a page', text('<html>?</html>')],
    ['answered with HTTP 500', json({}, 500)],
  ])('a write whose connection was %s may have taken effect', async (_, respond) => {
    const { url } = await loopback(respond);
    const error = await failureOf(clientFor(url).send(write, { body: {} }));
    expect(error).toMatchObject({ outcome: 'unknown', retryable: false });
    expect(error.hint).toContain('Read the entity back');
  });

  it('a write is sent again after 429, and succeeds', async () => {
    const { url, received } = await loopback(inTurn(json({}, 429), json({ createdId: 4 })));
    expect((await clientFor(url, {}, fakeClock()).send(write, { body: {} })).data).toEqual({ createdId: 4 });
    expect(received).toHaveLength(2);
  });

  it('a refused connection is tried again, for writes too', async () => {
    for (const [definition, given] of [
      [read, args],
      [write, { body: {} }],
    ] as const) {
      const clock = fakeClock();
      const client = clientFor(NOWHERE, {}, clock);
      const error = await failureOf(client.send(definition, given));
      expect(error).toMatchObject({ kind: 'unreachable', retryable: true });
      expect(error.outcome).toBe(definition === write ? 'not_sent' : undefined);
      expect(clock.slept).toHaveLength(2);
      expect(client.events.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    }
  });

  it('Retry-After is honoured', async () => {
    const clock = fakeClock();
    const { url } = await loopback(inTurn(json({}, 429, { 'retry-after': '12' }), json({ id: 1 })));
    await clientFor(url, {}, clock).send(read, args);
    expect(clock.slept[0]).toBeGreaterThanOrEqual(12_000);
  });

  it('a Retry-After beyond the deadline ends the call at once', async () => {
    const { url, received } = await loopback(json({}, 429, { 'retry-after': '90' }));
    const error = await failureOf(clientFor(url, {}, fakeClock()).send(write, { body: {} }));
    expect(error).toMatchObject({
      kind: 'rate_limited',
      retryable: true,
      outcome: 'rejected',
      details: { retryAfterSeconds: 90 },
    });
    expect(error.hint).toContain('90 seconds');
    expect(received).toHaveLength(1);
  });
});

describe('what a failure says', () => {
  const message = async (respond: Respond) => {
    const { url } = await loopback(respond);
    return failureOf(clientFor(url, {}, fakeClock()).send(getCustomer, args));
  };

  it('differs by cause', async () => {
    const { url } = await loopback(json({}));
    const failures = [
      await failureOf(clientFor(NOWHERE, {}, fakeClock()).send(getCustomer, args)),
      await failureOf(clientFor(url.replace('http:', 'https:')).send(getCustomer, args)),
      await message(json({}, 401)),
      await message(json({}, 403)),
      await message(json({}, 429)),
      await message(json({}, 503)),
      await message(text('<html>Hello</html>')),
      await message(truncated),
      await message(reset),
    ];
    expect(failures.map(({ kind }) => kind)).toEqual([
      'unreachable',
      'unreachable',
      'authentication',
      'permission',
      'rate_limited',
      'upstream',
      'upstream',
      'upstream',
      'unreachable',
    ]);
    expect(new Set(failures.map((error) => error.message)).size).toBe(failures.length);
    expect(failures[1]?.message).toContain('TLS');
  });

  it('quotes little of a page that is no JSON', async () => {
    const error = await message(
      text(`<html><script>var a=1</script><h1>Sorry</h1>${'<p>x</p>'.repeat(5_000)}</html>`, 502),
    );
    expect(error).toMatchObject({ kind: 'upstream', httpStatus: 502 });
    const excerpt = String(error.details?.['excerpt']);
    expect(excerpt).toMatch(/^Sorry x/);
    expect(excerpt.length).toBeLessThanOrEqual(200);
    expect(excerpt).not.toContain('var a');
  });

  it('names the base URL where the host has no such path', async () => {
    expect((await message(text('<html>404</html>', 404))).hint).toContain('CAPILLARY_BASE_URL');
  });

  it('includes a redirect, which is never followed', async () => {
    const elsewhere = await loopback(json({}));
    const error = await message(text('', 307, { location: elsewhere.url }));
    expect(error).toMatchObject({ kind: 'upstream', httpStatus: 307, retryable: false });
    expect(elsewhere.received).toEqual([]);
  });

  it('includes an answer that is too large', async () => {
    const { url } = await loopback(text('x'.repeat(5_000)));
    const error = await failureOf(clientFor(url, { maxResponseBytes: 4_000 }).send(getCustomer, args));
    expect(error).toMatchObject({ kind: 'upstream', httpStatus: 200, retryable: false });
    expect(error.hint).toContain('smaller');
  });

  it('does not show what a fault of ours threw', async () => {
    const broken = {
      ...getCustomer,
      query: () => {
        throw new Error('secret detail');
      },
    };
    const error = await failureOf(clientFor(NOWHERE).send(broken, args));
    expect(error.kind).toBe('internal');
    expect(error.cause).toEqual(new Error('secret detail'));
    expect(JSON.stringify(error)).not.toContain('secret detail');
  });

  it('tells a write that a fault of ours kept back from one that the API had answered', async () => {
    const { url, received } = await loopback(json({ createdId: 1 }));
    const fault = (): never => {
      throw new Error('secret detail');
    };
    const keptBack = await failureOf(clientFor(url).send({ ...addCustomer, headers: fault }, { body: {} }));
    expect(keptBack).toMatchObject({ kind: 'internal', outcome: 'not_sent' });
    expect(received).toHaveLength(0);
    const answered = await failureOf(clientFor(url, { log: fault }).send(addCustomer, { body: {} }));
    expect(answered).toMatchObject({ kind: 'internal', outcome: 'unknown', retryable: false });
    expect(answered.hint).toContain('Read the entity back');
    expect(received).toHaveLength(1);
  });
});

describe('secrets and personal data', () => {
  const everySecret = [
    PASSWORD,
    SECRET,
    KEY,
    ADMIN_KEY,
    'token-number-1',
    Buffer.from(`${USERNAME}:`).toString('base64').slice(0, 12),
  ];
  const admin = { key: ADMIN_KEY, orgId: '1' };
  /** Answers with all it was sent, as a careless gateway would. */
  const echo =
    (status: number, wrap: (text: string) => string): Respond =>
    (response, request, number) =>
      request.url.startsWith('/v3/oauth') && status < 400
        ? json({ data: { accessToken: 'token-number-1', ttlSeconds: 60 } })(response, request, number)
        : text(wrap(JSON.stringify([request.headers, String(request.body)])), status)(response, request, number);

  it.each([200, 400, 401, 503])(
    'stay out of errors and logs where the API echoes them with HTTP %i',
    async (status) => {
      const asError = (said: string) =>
        JSON.stringify({ errors: [{ code: 1, message: said.slice(1, 250) }, { message: said }] });
      const asPage = (said: string) => `<html>${said}</html>`;
      for (const wrap of [asError, asPage]) {
        for (const options of [{ admin }, { admin, credentials: oauth }]) {
          const { url } = await loopback(echo(status, wrap));
          const client = clientFor(url, options, fakeClock());
          const error = await failureOf(
            client.send({ ...addCustomer, auth: 'admin' }, { body: { mobile: '919812300045' } }),
          );
          const shown = JSON.stringify([error, error.stack, client.events]);
          for (const secret of everySecret) expect(shown).not.toContain(secret);
          expect(JSON.stringify(client.events)).not.toContain('919812300045');
        }
      }
    },
  );

  it('stay out of results, with slashes escaped too', async () => {
    const { url } = await loopback((response, { headers }) => {
      const escaped = JSON.stringify({ seen: headers.authorization }).replaceAll('/', '\\/');
      response.end(escaped);
    });
    const credentials = { kind: 'basic', username: '??>>??>>??>>', password: PASSWORD } as const;
    const { data } = await clientFor(url, { credentials }).send(getCustomer, args);
    expect(data).toEqual({ seen: 'Basic [redacted]' });
  });

  it('are not in log events, which have the template of the path', async () => {
    const { url } = await loopback(json({ createdId: 1 }, 200, { 'x-cap-request-id': 'r-1' }));
    const definition = define('put', 'v2/customers/{mobile}', { effect: 'update', query: addCustomer.query });
    const client = clientFor(url);
    await client.send(definition, { mobile: '919812300045', source: 'secret-source' });
    expect(client.events).toEqual([
      {
        tool: 'test_tool',
        method: 'PUT',
        path: 'v2/customers/{mobile}',
        status: 200,
        ms: expect.any(Number),
        attempt: 1,
        result: 'success',
        outcome: 'applied',
        requestId: 'r-1',
      },
    ]);
  });
});

describe('a proxy', () => {
  /** A proxy that refuses every tunnel. */
  async function refusingProxy() {
    const asked: (string | undefined)[] = [];
    const server = createServer((_, response) => response.writeHead(407).end());
    server.on('connect', (request, socket) => {
      asked.push(request.url);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  it('from the environment is used where wanted, and not for the sandbox', async () => {
    const proxy = await refusingProxy();
    const { url } = await loopback(json({ direct: true }));
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']) vi.stubEnv(name, proxy.url);
    for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, '');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const error = await failureOf(clientFor('https://api.example', { proxy: true }, fakeClock()).send(addCustomer, {}));
    expect(error).toMatchObject({ kind: 'unreachable', outcome: 'not_sent' });
    expect(error.message).toContain('proxy');
    expect(proxy.asked[0]).toBe('api.example:443');
    expect((await clientFor(url, { proxy: false }).send(getCustomer, args)).data).toEqual({ direct: true });
  });
});

describe('cancelling', () => {
  it('aborts a read at once', async () => {
    const { url, arrived } = await loopback(silence);
    const stop = new AbortController();
    const call = failureOf(clientFor(url).send(getCustomer, args, { signal: stop.signal }));
    await arrived(1);
    stop.abort();
    const error = await call;
    expect(error).toMatchObject({ kind: 'cancelled', retryable: true });
    expect(error.outcome).toBeUndefined();
  });

  it('lets a write on the wire complete, and logs what became of it', async () => {
    let finish = (): void => {};
    const { url, received, arrived } = await loopback((response, request, number) => {
      finish = () => json({ createdId: 1 })(response, request, number);
    });
    const stop = new AbortController();
    const client = clientFor(url, { closeLimitMs: 1_000 });
    const call = failureOf(client.send(addCustomer, { body: {} }, { signal: stop.signal }));
    await arrived(1);
    stop.abort();
    expect(await call).toMatchObject({ kind: 'cancelled', outcome: 'unknown', retryable: false });
    expect(client.events).toEqual([]);
    finish();
    await client.close();
    expect(client.events).toMatchObject([{ result: 'success', outcome: 'applied', background: true }]);
    expect(received).toHaveLength(1);
  });

  it('sends nothing where the call was cancelled before', async () => {
    const { url, received } = await loopback(json({}));
    const error = await failureOf(clientFor(url).send(addCustomer, {}, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ kind: 'cancelled', outcome: 'not_sent', retryable: true });
    expect(received).toEqual([]);
  });

  it('sends nothing that waits for a slot, a token or another try', async () => {
    const waits = [
      { options: { concurrency: 1 }, respond: silence, before: 1, clock: undefined },
      { options: { credentials: oauth }, respond: silence, before: 1, clock: undefined },
      { options: {}, respond: json({}, 429, { 'retry-after': '30' }), before: 1, clock: undefined },
    ];
    for (const { options, respond, before } of waits) {
      const { url, received, arrived } = await loopback(respond);
      const client = clientFor(url, options);
      if ('concurrency' in options) void client.send(getCustomer, args).catch(() => {});
      const stop = new AbortController();
      const call = failureOf(client.send(addCustomer, {}, { signal: stop.signal }));
      await arrived(before);
      while (client.events.length === 0 && respond !== silence) await new Promise(setImmediate);
      stop.abort();
      expect(await call).toMatchObject({ kind: 'cancelled', outcome: 'not_sent' });
      await client.close();
      expect(received).toHaveLength(before);
    }
  });

  it('of one call leaves the others that wait for the same token alone', async () => {
    let issue = (): void => {};
    const { url, arrived } = await loopback((response, request, number) => {
      if (request.url !== '/v3/oauth/token/generate') return json({ id: 1 })(response, request, number);
      issue = () => json({ data: { accessToken: 'token-number-1', ttlSeconds: 60 } })(response, request, number);
    });
    const client = clientFor(url, { credentials: oauth });
    const stop = new AbortController();
    const cancelled = failureOf(client.send(getCustomer, args, { signal: stop.signal }));
    const other = client.send(getCustomer, args);
    await arrived(1);
    stop.abort();
    expect((await cancelled).kind).toBe('cancelled');
    issue();
    expect((await other).data).toEqual({ id: 1 });
  });
});

describe('the deadline', () => {
  it('ends a read, which may be repeated', async () => {
    const { url } = await loopback(silence);
    const error = await failureOf(clientFor(url, { deadlineMs: 30 }).send(getCustomer, args));
    expect(error).toMatchObject({ kind: 'timeout', retryable: true });
    expect(error.outcome).toBeUndefined();
  });

  it('leaves a write unknown, and cuts it off at last', async () => {
    const { url } = await loopback(silence);
    const client = clientFor(url, { deadlineMs: 20, writeLimitMs: 40, closeLimitMs: 1_000 });
    const error = await failureOf(client.send(addCustomer, {}));
    expect(error).toMatchObject({ kind: 'timeout', outcome: 'unknown', retryable: false });
    await client.close();
    expect(client.events).toMatchObject([{ result: 'timeout', outcome: 'unknown', background: true }]);
  });

  it('counts the waiting for a slot', async () => {
    const { url, received } = await loopback(silence);
    const client = clientFor(url, { deadlineMs: 30, concurrency: 1, writeLimitMs: 100 });
    const first = failureOf(client.send(addCustomer, {}));
    const second = failureOf(client.send(addCustomer, {}));
    expect(await first).toMatchObject({ kind: 'timeout', outcome: 'unknown' });
    expect(await second).toMatchObject({ kind: 'timeout', outcome: 'not_sent', retryable: true });
    expect(received).toHaveLength(1);
  });
});

describe('closing', () => {
  it('waits for a write on the wire, whose caller still gets the answer', async () => {
    let finish = (): void => {};
    const { url, arrived } = await loopback((response, request, number) => {
      finish = () => json({ createdId: 1 })(response, request, number);
    });
    const client = clientFor(url, { closeLimitMs: 1_000 });
    const call = client.send(addCustomer, {});
    await arrived(1);
    const closed = client.close();
    finish();
    expect((await call).data).toEqual({ createdId: 1 });
    await closed;
  });

  it('gives up a write that does not end, and says that its outcome is unknown', async () => {
    const { url, arrived } = await loopback(silence);
    const client = clientFor(url, { closeLimitMs: 20 });
    const call = failureOf(client.send(addCustomer, {}));
    await arrived(1);
    await client.close();
    expect(await call).toMatchObject({ kind: 'cancelled', outcome: 'unknown' });
  });

  it('cancels reads, and refuses calls that come later', async () => {
    const { url, arrived } = await loopback(silence);
    const client = clientFor(url);
    const call = failureOf(client.send(getCustomer, args));
    await arrived(1);
    await client.close();
    expect((await call).kind).toBe('cancelled');
    expect(await failureOf(client.send(addCustomer, {}))).toMatchObject({ kind: 'cancelled', outcome: 'not_sent' });
  });
});
