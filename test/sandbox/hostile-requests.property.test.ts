/** No request, however hostile, makes the sandbox throw or hang. `SANDBOX_REQUESTS=20000` sends more of them. */
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { definitions } from '../../src/tools/catalogue.js';
import { anyCharacter } from '../any-character.js';
import { fittingHandlers } from './fitting.js';
import { authorized, START } from './support.js';

const REQUESTS = Number(process.env['SANDBOX_REQUESTS'] ?? 400);
const MAX_BODY = 64 * 1024;
/** Far more than any request takes, even on a busy machine. */
const HANGS_AFTER_MS = 10_000;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ handlers: fittingHandlers(), seed: 1, now: START });
});
afterAll(() => sandbox.close());

/** Sends bytes on a connection of their own, and returns what arrives until it is closed. */
function exchange(bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
    socket.setTimeout(HANGS_AFTER_MS, () => {
      socket.destroy();
      reject(new Error(`no answer within ${HANGS_AFTER_MS} ms`));
    });
    socket.on('data', (chunk) => chunks.push(chunk));
    // A dropped connection is an answer too: the sandbox drops them on request.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.end(bytes);
  });
}

const CONTROL = ['state', 'overview', 'requests', 'faults', 'reset', 'clock', 'customers/1', 'page.js', 'nothing'];

const hostileText = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 40 }),
  fc.constantFrom('', '0', '-1', '1e308', '99999999999999999999', 'null', '__proto__', 'constructor', 'toString'),
  fc.constantFrom('../..', '%00', '\u0000', '\ud800', "' or 1=1", '{{7*7}}', '9999-12-31T23:59:59Z', '+275760-09-13'),
  fc.integer({ min: 1, max: 20_000 }).map((length) => 'a'.repeat(length)),
);

const leaf = fc.oneof(hostileText, fc.double(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null));

/** Objects with the names that bodies have, so that values reach the rules. */
const NAMES = [
  'root',
  'customer',
  'transaction',
  'mobile',
  'email',
  'identifiers',
  'type',
  'value',
  'profiles',
  'body',
];
const MORE_NAMES = ['billAmount', 'billNumber', 'lineItems', 'points', 'code', 'id', 'name', 'fields', 'customFields'];
const name = fc.oneof(fc.constantFrom(...NAMES, ...MORE_NAMES, '__proto__', 'constructor'), hostileText);

const json = fc
  .letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(name, tie('value')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
    ),
  }))
  .value.map((value) => JSON.stringify(value));

const nested = fc
  .tuple(
    fc.integer({ min: 1, max: 9000 }),
    fc.constantFrom('[', '{"a":', '<a>', '"', '\\', '&', '&amp;', '{"\\u0061":'),
  )
  .map(([times, part]) => part.repeat(times));

const balanced = fc.oneof(
  fc.integer({ min: 1, max: 32_000 }).map((levels) => '['.repeat(levels) + ']'.repeat(levels)),
  fc.integer({ min: 1, max: 9000 }).map((levels) => '<a>'.repeat(levels) + '</a>'.repeat(levels)),
  fc.integer({ min: 1, max: 9000 }).map((length) => `[${'{},'.repeat(length)}0]`),
);

const multipart = fc
  .array(fc.tuple(hostileText, hostileText), { maxLength: 4 })
  .map(
    (parts) =>
      `${parts.map(([key, value]) => `--x\r\ncontent-disposition: form-data; name="${key}"; filename="a"\r\n\r\n${value}\r\n`).join('')}--x--\r\n`,
  );

const body = fc
  .oneof(
    json.map((text) => Buffer.from(text)),
    fc.oneof(nested, balanced, multipart, hostileText).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
    fc.constant(Buffer.alloc(0)),
    fc.json().map((text) => Buffer.from(`{"advanceSeconds":${text},"faults":${text}}`)),
    {
      weight: 2,
      arbitrary: fc.double({ min: 0 }).map((seconds) => Buffer.from(`{"advanceSeconds":${seconds}}`)),
    },
  )
  .map((bytes) => bytes.subarray(0, MAX_BODY));

const encoded = hostileText.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 4000));

const values = fc.array(fc.oneof(encoded, fc.constantFrom('1', 'mobile', 'self')), { minLength: 4, maxLength: 4 });

const fill = (template: string, given: readonly string[]): string => {
  const left = [...given];
  return `/${template.replaceAll(/\{\w+\}/g, () => left.pop() ?? '1')}`;
};

const method = fc.constantFrom(
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'get',
  'X',
);

/** Method and path. Most are endpoints, because everything else ends at the router. */
const target = fc.oneof(
  {
    weight: 10,
    arbitrary: fc
      .tuple(fc.constantFrom(...definitions), values)
      .map(([{ method, path }, given]) => ({ method: String(method), path: fill(path, given) })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      method: fc.constant('POST'),
      path: fc.constantFrom('/__sandbox/clock', '/__sandbox/faults'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      method: fc.constantFrom('GET', 'POST', 'DELETE'),
      path: fc.constantFrom(...CONTROL.map((each) => `/__sandbox/${each}`)),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      method,
      path: fc.oneof(
        fc.constantFrom(...definitions).map(({ path }) => `/${path}`),
        encoded.map((text) => `/webhooks/${text}`),
        fc.stringMatching(/^\/[!-~]{0,60}$/),
        fc.constantFrom('*', '/', '//', '/%', '/v2/%E0%A4%A', 'http://127.0.0.1/', '/v3/oauth/token/generate'),
      ),
    }),
  },
);

const query = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom('format', 'source', 'identifierName', 'limit', 'offset', 'q', 'id'), encoded),
      encoded,
    ),
    {
      maxLength: 5,
    },
  )
  .map((pairs) => pairs.map(([key, value]) => `${key}=${value}`).join('&'));

const headerValue = fc.stringMatching(/^[!-~\x80-\xff]{0,80}$/);
const header = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      'content-type',
      'accept',
      'x-cap-api-oauth-token',
      'x-cap-api-attribution-till-code',
      'cookie',
      'expect',
      'origin',
    ),
    headerValue,
  ),
  fc.tuple(
    fc.constant('content-type'),
    fc.constantFrom(
      'application/json',
      'application/xml',
      'multipart/form-data; boundary=x',
      'multipart/form-data',
      'text/plain',
    ),
  ),
  fc.tuple(
    fc.constant('x-sandbox-fault'),
    fc.constantFrom(
      'drop',
      'drop=after',
      'truncate',
      'status=599',
      'latency=5',
      'latency=1e308',
      'retry-after=-1,status=429',
    ),
  ),
  fc.tuple(fc.stringMatching(/^x-[a-z]{1,20}$/), headerValue),
);

interface Sent {
  target: { method: string; path: string };
  query: string;
  headers: [string, string][];
  body: Buffer;
  isJson: boolean;
}

function toBytes({ target, query, headers, body, isJson }: Sent): Buffer {
  const { authorization } = authorized(sandbox);
  const head = [
    `${target.method} ${target.path}${query === '' ? '' : `?${query}`} HTTP/1.1`,
    `host: ${new URL(sandbox.url).host}`,
    'connection: close',
    `content-length: ${body.length}`,
    `authorization: ${authorization}`,
    ...(isJson ? ['content-type: application/json'] : []),
    ...headers.map(([key, value]) => `${key}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

const request = fc.record({
  target,
  query,
  headers: fc.array(header, { maxLength: 3 }),
  body,
  isJson: fc.boolean(),
});

/** Once ended the process. */
const KNOWN: Sent[] = [
  ['/__sandbox/clock', '{"advanceSeconds":1e308}'],
  ['/__sandbox/faults', '['.repeat(32_000) + ']'.repeat(32_000)],
].map(([path = '', text = '']) => ({
  target: { method: 'POST', path },
  query: '',
  headers: [],
  body: Buffer.from(text),
  isJson: true,
}));

const isAlive = async (): Promise<boolean> => (await fetch(`${sandbox.url}/__sandbox/page/glance`)).ok;

/** An error that no rule threw: a mistake in the sandbox. */
const FAILED = /The sandbox failed: .{0,200}/;

it(`answers ${REQUESTS} hostile requests, or drops them, and none with an error of its own`, {
  timeout: 60_000 + 100 * REQUESTS,
}, async () => {
  const seen: number[] = [];
  await fc.assert(
    fc.asyncProperty(request, async (sent) => {
      const answered = await exchange(toBytes(sent));
      seen.push(Number(answered.slice(9, 12)));
      if (answered !== '') expect(answered).toMatch(/^HTTP\/1\.1 \d{3} /);
      expect(FAILED.exec(answered)?.[0]).toBeUndefined();
    }),
    { numRuns: REQUESTS, examples: KNOWN.map((sent) => [sent]) },
  );
  expect(await isAlive()).toBe(true);
  // The requests reach the rules: many succeed or are refused by them, instead of ending at the door.
  expect(seen.filter((status) => status === 200 || status === 400).length).toBeGreaterThan(REQUESTS / 4);
});

it('survives bytes that are no HTTP', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 500 }), fc.string({ maxLength: 500 })), async (bytes) => {
      const answered = await exchange(Buffer.from(bytes));
      expect(answered === '' || answered.startsWith('HTTP/1.1 400 ')).toBe(true);
    }),
    { numRuns: 100 },
  );
  expect(await isAlive()).toBe(true);
});
