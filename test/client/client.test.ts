import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import type { ClientOptions } from '../../src/client/types.js';
import { ADMIN_KEY, clientFor, failureOf, fakeClock, KEY, oauth, PASSWORD, SECRET, USERNAME } from './clients.js';
import { addCustomer, define, getCustomer } from './definitions.js';
import { tool } from './judging.js';
import { inTurn, json, loopback, type Respond, reset, silence, text, truncated } from './loopback.js';

const args = { customerId: '1' };
const NOWHERE = 'http://127.0.0.1:1';

describe('a call', () => {
  it('returns the parsed JSON with warnings, status and request id', async () => {
    const { url, received } = await loopback(
      text('{"id":9007199254740993,"warnings":[{"code":91016,"message":"Field"}]}', 200, {
        'x-cap-request-id': 'abc-1',
      }),
    );
    const response = await clientFor(url).send(getCustomer, { customerId: 'a b', source: 'INSTORE' });
    expect(String((response.data as { id: unknown }).id)).toBe('9007199254740993');
    expect(response).toMatchObject({
      warnings: [{ code: 91016, message: 'Field' }],
      httpStatus: 200,
      requestId: 'abc-1',
    });
    expect(received[0]).toMatchObject({ method: 'GET', url: '/v2/customers/a%20b?source=INSTORE' });
  });

  it('keeps the path of the base URL', async () => {
    const { url, received } = await loopback(json({ data: [] }));
    await clientFor(`${url}/proxy/api/`).send(getCustomer, args);
    expect(received[0]?.url).toBe('/proxy/api/v2/customers/1');
  });

  it('goes to the InTouch host if the endpoint is on it', async () => {
    const api = await loopback(json({ data: 'api' }));
    const inTouch = await loopback(json({ data: 'intouch' }));
    const onInTouch = { ...getCustomer, host: 'intouch' as const };
    const client = clientFor(api.url, { inTouchBaseUrl: inTouch.url });
    expect((await client.send(onInTouch, args)).data).toEqual({ data: 'intouch' });
    expect((await client.send(getCustomer, args)).data).toEqual({ data: 'api' });
    expect((await clientFor(api.url).send(onInTouch, args)).data).toEqual({ data: 'api' });
  });

  it('sends a body with its length and type', async () => {
    const { url, received } = await loopback(json({ createdId: 1 }));
    await clientFor(url).send(addCustomer, { body: { name: 'Zoë' } });
    expect(received[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '15' });
    expect(String(received[0]?.body)).toBe('{"name":"Zoë"}');
  });

  it.each([200, 201, 204])('does not know the outcome of a write that got HTTP %i without a body', async (status) => {
    const { url, received } = await loopback(text('', status));
    expect(await failureOf(clientFor(url).send(addCustomer, {}))).toMatchObject({
      kind: 'invalid_response',
      outcome: 'unknown',
      retryable: false,
    });
    expect(received).toHaveLength(1);
  });

  it('takes HTTP 204 for a success only where that is documented', async () => {
    const { url } = await loopback(text('', 204));
    const removal = { ...addCustomer, response: { ...addCustomer.response, noContent: true as const } };
    expect((await clientFor(url).send(removal, {})).data).toBeNull();
    const { url: empty } = await loopback(text('', 200));
    expect(await failureOf(clientFor(empty).send(removal, {}))).toMatchObject({ outcome: 'unknown' });
  });

  it.each([
    '<response><status><success>false</success><message>Blocked by &lt;policy&gt;</message></status></response>',
    '<?xml version="1.0"?><ams:fault xmlns:ams="x"><ams:code>900902</ams:code><ams:message>\n <![CDATA[Blocked by <policy>]]></ams:message></ams:fault>',
  ])("reports the message of a gateway's XML", async (xml) => {
    const refused = await loopback(text(xml, 400));
    expect(await failureOf(clientFor(refused.url).send(addCustomer, {}))).toMatchObject({
      kind: 'rejected',
      outcome: 'rejected',
      message: expect.stringContaining('Blocked by <policy>'),
    });
    for (const [status, kind] of [
      [401, 'authentication'],
      [403, 'permission'],
    ] as const) {
      const { url } = await loopback(text(xml, status));
      expect(await failureOf(clientFor(url).send(addCustomer, {}))).toMatchObject({
        kind,
        outcome: 'rejected',
        message: expect.stringContaining('Blocked by <policy>'),
      });
    }
    const accepted = await loopback(text(xml, 200));
    expect(await failureOf(clientFor(accepted.url).send(addCustomer, {}))).toMatchObject({
      kind: 'upstream',
      outcome: 'unknown',
      message: expect.stringContaining('Blocked by <policy>'),
    });
  });

  it.each([
    [401, 'authentication'],
    [403, 'permission'],
  ])("reports a gateway's reason for HTTP %i in XML although JSON was requested", async (status, kind) => {
    const { url } = await loopback(text('<error><code>900901</code><message>No access here</message></error>', status));
    const list = tool('reward_list_for_brand');
    expect(await failureOf(clientFor(url).send(list, { brandId: 7 }))).toMatchObject({
      kind,
      httpStatus: status,
      code: '900901',
      message: expect.stringContaining('No access here'),
    });
  });

  it('repeats a read that got an empty response', async () => {
    const { url } = await loopback(inTurn(text('', 200), json({ data: [] })));
    expect((await clientFor(url, {}, fakeClock()).send(getCustomer, args)).data).toEqual({ data: [] });
  });

  it('reuses its connections', async () => {
    const ports = new Set<number | undefined>();
    const { url } = await loopback((response, request, number) => {
      ports.add(response.socket?.remotePort);
      return json({ data: [] })(response, request, number);
    });
    const client = clientFor(url);
    for (let count = 0; count < 6; count += 1) await client.send(getCustomer, args);
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it('waits if too many requests are in flight', async () => {
    let inFlight = 0;
    let maxInFlight = 0;
    const { url } = await loopback(async (response, request, number) => {
      inFlight += 1;
      maxInFlight = Math.max(maxInFlight, inFlight);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inFlight -= 1;
      return json({ data: [] })(response, request, number);
    });
    const client = clientFor(url, { concurrency: 2 });
    await Promise.all(Array.from({ length: 6 }, () => client.send(getCustomer, args)));
    expect(maxInFlight).toBe(2);
  });

  it('can be one of many concurrent calls without a warning from Node', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockReturnValue();
    onTestFinished(() => warned.mockRestore());
    const { url } = await loopback(json({ data: [] }));
    const client = clientFor(url);
    await Promise.all(Array.from({ length: 30 }, () => client.send(getCustomer, args)));
    expect(warned).not.toHaveBeenCalled();
  });

  it('sends nothing when an argument is refused', async () => {
    const { url, received } = await loopback(json({ data: [] }));
    expect((await failureOf(clientFor(url).send(getCustomer, { customerId: '..' }))).kind).toBe('invalid_arguments');
    expect(received).toEqual([]);
  });
});

describe('retries', () => {
  const read = getCustomer;
  const write = addCustomer;

  it.each<[string, Respond, number, number]>([
    ['a reset connection', reset, 3, 1],
    ['a truncated response', truncated, 3, 1],
    ['HTTP 502', json({}, 502), 3, 1],
    ['HTTP 503', json({}, 503), 3, 1],
    ['HTTP 504', text('<html>Gateway timeout</html>', 504), 3, 1],
    ['HTTP 429', json({}, 429), 3, 3],
    ['HTTP 408', text('Request Timeout', 408), 3, 3],
    ['incomplete JSON', text('{"id":'), 3, 1],
    ['HTTP 500', json({}, 500), 1, 1],
    ['HTTP 400', json({ errors: [{ code: 1 }] }, 400), 1, 1],
    ['HTTP 404', json({}, 404), 1, 1],
    ['HTTP 521', json({}, 521), 1, 1],
    ['a page that is not JSON', text('<html>Login</html>'), 1, 1],
    ['a failure under HTTP 200', json({ errors: [{ code: 8015 }] }), 1, 1],
  ])('after %s send a read and a write the expected number of times', async (_, respond, reads, writes) => {
    const { url, received } = await loopback(respond);
    const client = clientFor(url, {}, fakeClock());
    await failureOf(client.send(read, args));
    expect(received).toHaveLength(reads);
    await failureOf(client.send(write, { body: {} }));
    expect(received).toHaveLength(reads + writes);
  });

  it('do not repeat a lookup of secrets', async () => {
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
  ])('leave the outcome of a write unknown if it was %s', async (_, respond) => {
    const { url } = await loopback(respond);
    const error = await failureOf(clientFor(url).send(write, { body: {} }));
    expect(error).toMatchObject({ outcome: 'unknown', retryable: false });
    expect(error.hint).toContain('Read the entity back');
  });

  it('send a write again after 429', async () => {
    const { url, received } = await loopback(inTurn(json({}, 429), json({ createdId: 4 })));
    expect((await clientFor(url, {}, fakeClock()).send(write, { body: {} })).data).toEqual({ createdId: 4 });
    expect(received).toHaveLength(2);
  });

  it('send a write again after 408, which says that the request did not arrive in time', async () => {
    const { url } = await loopback(text('Request Timeout', 408));
    const error = await failureOf(clientFor(url, {}, fakeClock()).send(write, { body: {} }));
    expect(error).toMatchObject({ kind: 'timeout', outcome: 'rejected', retryable: true, httpStatus: 408 });
    expect(error.message).toContain('did not receive the request in time');
    expect(error.hint).toContain('was not processed');
  });

  it('follow a refused connection, even for writes', async () => {
    for (const [definition, input] of [
      [read, args],
      [write, { body: {} }],
    ] as const) {
      const clock = fakeClock();
      const client = clientFor(NOWHERE, {}, clock);
      const error = await failureOf(client.send(definition, input));
      expect(error).toMatchObject({ kind: 'unreachable', retryable: true });
      expect(error.outcome).toBe(definition === write ? 'not_sent' : undefined);
      expect(clock.slept).toHaveLength(2);
      expect(client.events.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    }
  });

  it('wait as long as Retry-After says', async () => {
    const clock = fakeClock();
    const { url } = await loopback(inTurn(json({}, 429, { 'retry-after': '12' }), json({ id: 1 })));
    await clientFor(url, {}, clock).send(read, args);
    expect(clock.slept[0]).toBeGreaterThanOrEqual(12_000);
  });

  it('do not happen if Retry-After exceeds the deadline', async () => {
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

describe('the error of a failed call', () => {
  const errorAfter = async (respond: Respond) => {
    const { url } = await loopback(respond);
    return failureOf(clientFor(url, {}, fakeClock()).send(getCustomer, args));
  };

  it('differs by cause', async () => {
    const { url } = await loopback(json({ data: [] }));
    const failures = [
      await failureOf(clientFor(NOWHERE, {}, fakeClock()).send(getCustomer, args)),
      await failureOf(clientFor(url.replace('http:', 'https:')).send(getCustomer, args)),
      await errorAfter(json({}, 401)),
      await errorAfter(json({}, 403)),
      await errorAfter(json({}, 429)),
      await errorAfter(json({}, 503)),
      await errorAfter(text('<html>Hello</html>')),
      await errorAfter(truncated),
      await errorAfter(reset),
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

  it('quotes only the beginning of a page that is not JSON', async () => {
    const error = await errorAfter(
      text(`<html><script>var a=1</script><h1>Sorry</h1>${'<p>x</p>'.repeat(5_000)}</html>`, 502),
    );
    expect(error).toMatchObject({ kind: 'upstream', httpStatus: 502 });
    const excerpt = String(error.details?.['excerpt']);
    expect(excerpt).toMatch(/^Sorry x/);
    expect(excerpt.length).toBeLessThanOrEqual(200);
    expect(excerpt).not.toContain('var a');
  });

  it.each([
    ['<STYLE>a{}</STYLE><b>Down</b> for <i>now</i>', 'Down for now'],
    ['<script><p>hidden</p></script>shown', 'shown'],
    ['<script>hidden', undefined],
    ['1 < 2 <b>a</b>', '1 < 2 a'],
    ['<R'.repeat(5_000), `${'<R '.repeat(66)}<…`],
  ])('leaves out markup: %s', async (page, excerpt) => {
    expect((await errorAfter(text(page, 502))).details?.['excerpt'] || undefined).toBe(excerpt);
  });

  it('names the base URL setting if the host does not have the path', async () => {
    expect((await errorAfter(text('<html>404</html>', 404))).hint).toContain('CAPILLARY_BASE_URL');
  });

  it('reports a redirect, which is never followed', async () => {
    const elsewhere = await loopback(json({ data: [] }));
    const error = await errorAfter(text('', 307, { location: elsewhere.url }));
    expect(error).toMatchObject({ kind: 'upstream', httpStatus: 307, retryable: false });
    expect(elsewhere.received).toEqual([]);
  });

  it('reports a response that is too large', async () => {
    const { url } = await loopback(text('x'.repeat(5_000)));
    const error = await failureOf(clientFor(url, { maxResponseBytes: 4_000 }).send(getCustomer, args));
    expect(error).toMatchObject({ kind: 'upstream', httpStatus: 200, retryable: false });
    expect(error.hint).toMatch(/smaller `limit`.*narrower filter/);
  });

  it('reads 5 MB by default, and no more', async () => {
    const body = (bytes: number): string => `{"data":"${'x'.repeat(bytes - 11)}"}`;
    const { url } = await loopback(inTurn(text(body(5_000_000)), text(body(5_000_001))));
    expect(await clientFor(url).send(getCustomer, args)).toMatchObject({ httpStatus: 200 });
    expect(await failureOf(clientFor(url).send(getCustomer, args))).toMatchObject({ kind: 'upstream' });
  });

  it('does not show the exception of an internal error', async () => {
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

  it('says whether a write was sent before an internal error', async () => {
    const { url, received } = await loopback(json({ createdId: 1 }));
    const throwError = (): never => {
      throw new Error('secret detail');
    };
    const beforeSending = await failureOf(clientFor(url).send({ ...addCustomer, headers: throwError }, { body: {} }));
    expect(beforeSending).toMatchObject({ kind: 'internal', outcome: 'not_sent' });
    expect(received).toHaveLength(0);
    const afterResponse = await failureOf(clientFor(url, { log: throwError }).send(addCustomer, { body: {} }));
    expect(afterResponse).toMatchObject({ kind: 'internal', outcome: 'unknown', retryable: false });
    expect(afterResponse.hint).toContain('Read the entity back');
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
  /** Responds with everything that it received, as a careless gateway might. */
  const echo =
    (status: number, wrap: (text: string) => string): Respond =>
    (response, request, number) =>
      request.url.startsWith('/v3/oauth') && status < 400
        ? json({ data: { accessToken: 'token-number-1', ttlSeconds: 60 } })(response, request, number)
        : text(wrap(JSON.stringify([request.headers, String(request.body)])), status)(response, request, number);

  it.each([200, 400, 401, 503])('stay out of errors and logs if the API echoes them with HTTP %i', async (status) => {
    const asError = (echoed: string) =>
      JSON.stringify({ errors: [{ code: 1, message: echoed.slice(1, 250) }, { message: echoed }] });
    const asPage = (echoed: string) => `<html>${echoed}</html>`;
    for (const wrap of [asError, asPage]) {
      for (const options of [{ admin }, { admin, credentials: oauth }]) {
        const { url } = await loopback(echo(status, wrap));
        const client = clientFor(url, options, fakeClock());
        const error = await failureOf(
          client.send({ ...addCustomer, auth: 'admin' }, { body: { mobile: '919812300045' } }),
        );
        const visible = JSON.stringify([error, error.stack, client.events]);
        for (const secret of everySecret) expect(visible).not.toContain(secret);
        expect(JSON.stringify(client.events)).not.toContain('919812300045');
      }
    }
  });

  it('stay out of results, even with escaped slashes', async () => {
    const { url } = await loopback((response, { headers }) => {
      const escaped = JSON.stringify({ data: headers.authorization }).replaceAll('/', '\\/');
      response.end(escaped);
    });
    const credentials = { kind: 'basic', username: '??>>??>>??>>', password: PASSWORD } as const;
    const { data } = await clientFor(url, { credentials }).send(getCustomer, args);
    expect(data).toEqual({ data: 'Basic [redacted]' });
  });

  it('are not in log events, which have the path template only', async () => {
    const { url } = await loopback(json({ createdId: 1 }, 200, { 'x-cap-request-id': 'r-1' }));
    const definition = define('put', 'v2/customers/{mobile}', {
      effect: 'update',
      path: () => ({ mobile: z.string() }),
      query: addCustomer.query,
    });
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
    const tunnels: (string | undefined)[] = [];
    const server = createServer((_, response) => response.writeHead(407).end());
    server.on('connect', (request, socket) => {
      tunnels.push(request.url);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    return { tunnels, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  it('from the environment is used only if the option is on', async () => {
    const proxy = await refusingProxy();
    const { url } = await loopback(json({ data: 'direct' }));
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']) vi.stubEnv(name, proxy.url);
    for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, '');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const error = await failureOf(clientFor('https://api.example', { proxy: true }, fakeClock()).send(addCustomer, {}));
    expect(error).toMatchObject({ kind: 'unreachable', outcome: 'not_sent' });
    expect(error.message).toContain('proxy');
    expect(proxy.tunnels[0]).toBe('api.example:443');
    expect((await clientFor(url, { proxy: false }).send(getCustomer, args)).data).toEqual({ data: 'direct' });
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

  it('lets a write in flight complete, and logs its outcome', async () => {
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

  it('sends nothing if the call was cancelled before it started', async () => {
    const { url, received } = await loopback(json({ data: [] }));
    const error = await failureOf(clientFor(url).send(addCustomer, {}, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ kind: 'cancelled', outcome: 'not_sent', retryable: true });
    expect(received).toEqual([]);
  });

  it('prevents a call from being sent while it waits for its turn, a token or a retry', async () => {
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

  it('of one call does not affect others that wait for the same token', async () => {
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
  it('ends a read, which is retryable', async () => {
    const { url } = await loopback(silence);
    const error = await failureOf(clientFor(url, { deadlineMs: 30 }).send(getCustomer, args));
    expect(error).toMatchObject({ kind: 'timeout', retryable: true });
    expect(error.outcome).toBeUndefined();
  });

  it('leaves the outcome of a write unknown; the write ends at its own limit', async () => {
    const { url } = await loopback(silence);
    const client = clientFor(url, { deadlineMs: 500, writeLimitMs: 600, closeLimitMs: 5_000 });
    const error = await failureOf(client.send(addCustomer, {}));
    expect(error).toMatchObject({ kind: 'timeout', outcome: 'unknown', retryable: false });
    await client.close();
    expect(client.events).toMatchObject([{ result: 'timeout', outcome: 'unknown', background: true }]);
  });

  it('gives advice that fits the call: a smaller page helps a read, but no write', async () => {
    const { url } = await loopback(silence);
    const hintAfter = async (options: Partial<ClientOptions>, write: boolean) => {
      const client = clientFor(url, { deadlineMs: 20, writeLimitMs: 60, concurrency: 1, ...options });
      const [definition, input] = write ? [addCustomer, {}] : [getCustomer, args];
      const first = failureOf(client.send(definition, input));
      const second = failureOf(client.send(definition, input));
      return `${(await first).hint} ${(await second).hint}`;
    };
    expect(await hintAfter({}, false)).toContain('a smaller page');
    expect(await hintAfter({}, true)).not.toContain('page');
    expect(await hintAfter({ credentials: oauth }, true)).not.toContain('page');
  });

  it('includes the time in the queue', async () => {
    const { url, received } = await loopback(silence);
    const client = clientFor(url, { deadlineMs: 500, concurrency: 1, writeLimitMs: 600 });
    const first = failureOf(client.send(addCustomer, {}));
    const second = failureOf(client.send(addCustomer, {}));
    expect(await first).toMatchObject({ kind: 'timeout', outcome: 'unknown' });
    expect(await second).toMatchObject({ kind: 'timeout', outcome: 'not_sent', retryable: true });
    expect(received).toHaveLength(1);
  });
});

describe('closing', () => {
  it('waits for a write in flight, whose caller still gets the response', async () => {
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

  // By default, it would wait for 10 seconds.
  it('gives up on a write that does not end, and reports an unknown outcome', { timeout: 9_000 }, async () => {
    const { url, arrived } = await loopback(silence);
    const client = clientFor(url, { closeLimitMs: 20 });
    const call = failureOf(client.send(addCustomer, {}));
    await arrived(1);
    await client.close();
    expect(await call).toMatchObject({ kind: 'cancelled', outcome: 'unknown' });
  });

  it('cancels reads and later calls', async () => {
    const { url, arrived } = await loopback(silence);
    const client = clientFor(url);
    const call = failureOf(client.send(getCustomer, args));
    await arrived(1);
    await client.close();
    expect((await call).kind).toBe('cancelled');
    expect(await failureOf(client.send(addCustomer, {}))).toMatchObject({ kind: 'cancelled', outcome: 'not_sent' });
  });
});
