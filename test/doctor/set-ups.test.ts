/** Broken set-ups, as users have them: the doctor names each in one line that says what to do. */
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { runDoctor } from '../../src/commands/doctor.js';
import type { SettingTexts } from '../../src/config/read.js';
import { diagnose } from '../../src/doctor/diagnose.js';
import type { Finding } from '../../src/doctor/finding.js';
import { checkHostLimits, HOST_LIMITS } from '../../src/doctor/host-limits.js';
import { HOST_NAMES, HOSTS, type HostName } from '../../src/hosts/hosts.js';
import { md5 } from '../../src/lib/md5.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { json, loopback, text } from '../client/loopback.js';
import { CLI } from '../e2e/clients.js';

const HIDDEN = 'hidden-S3cret';

let sandbox: Sandbox;
let folder: string;
let till: Record<string, string>;
/** A port on which nothing listens. */
let closed: number;

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

async function listening<S extends Server>(server: S): Promise<S> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const file = async (name: string, content: unknown): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

beforeAll(async () => {
  sandbox = await startSandbox({});
  folder = await mkdtemp(join(tmpdir(), 'capillary-doctor-'));
  const { username, password } = sandbox.credentials;
  till = { CAPILLARY_BASE_URL: sandbox.url, CAPILLARY_USERNAME: username, CAPILLARY_PASSWORD: password };
  const free = await listening(createServer());
  closed = portOf(free);
  await new Promise((resolve) => free.close(resolve));
});

afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

interface Diagnosis {
  code: number;
  /** All lines but the summary. */
  lines: string[];
  failures: string[];
  warnings: string[];
}

/** What the command prints. */
async function doctor(env: Record<string, string>, flags: SettingTexts = {}): Promise<Diagnosis> {
  let printed = '';
  const code = await runDoctor({ json: false, env, flags }, { print: (each) => (printed += each), usesColor: false });
  expect(printed).not.toContain(HIDDEN);
  expect(printed).not.toContain(sandbox.credentials.password);
  expect(printed).not.toContain(sandbox.credentials.clientSecret);
  const lines = printed.trimEnd().split('\n').slice(0, -2);
  for (const line of lines) expect(line).toMatch(/^(ok|warn|fail|skip) +[a-z ]+ {2}\S/);
  const of = (status: string): string[] => lines.filter((line) => line.startsWith(status));
  return { code, lines, failures: of('fail'), warnings: of('warn') };
}

/** The set-up has exactly one thing that is wrong, in one line. */
async function expectOnly(
  status: 'fail' | 'warn',
  line: RegExp,
  env: Record<string, string>,
  flags: SettingTexts = {},
) {
  const { code, failures, warnings, lines } = await doctor(env, flags);
  expect([...failures, ...warnings], lines.join('\n')).toEqual([expect.stringMatching(line)]);
  expect(code).toBe(status === 'fail' ? 1 : 0);
  expect(status === 'fail' ? failures : warnings).toHaveLength(1);
}

describe('a set-up that works', () => {
  it('without settings has the sandbox', async () => {
    const { code, lines, failures, warnings } = await doctor({});
    expect([...failures, ...warnings]).toEqual([]);
    expect(code).toBe(0);
    expect(lines.join('\n')).toMatch(/^ok +sandbox +the embedded sandbox works: Meridian Threads/m);
  });

  it.each(['till', 'client'])('with a %s shows what is set where, and what the credentials are for', async (kind) => {
    const { clientKey, clientSecret } = sandbox.credentials;
    const client = {
      CAPILLARY_BASE_URL: sandbox.url,
      CAPILLARY_CLIENT_KEY: clientKey,
      CAPILLARY_CLIENT_SECRET_FILE: await file('secret', clientSecret),
    };
    const { code, lines, failures } = await doctor(kind === 'till' ? till : client, { toolsets: 'discovery' });
    const printed = lines.join('\n');
    expect(failures).toEqual([]);
    expect(code).toBe(0);
    expect(printed).toContain('CAPILLARY_TOOLSETS is discovery, from the flag --toolsets.');
    expect(printed).toContain(`CAPILLARY_BASE_URL is ${sandbox.url}, from the environment.`);
    expect(printed).toContain(
      kind === 'till'
        ? 'CAPILLARY_PASSWORD is set (hidden), from the environment.'
        : 'CAPILLARY_CLIENT_SECRET is set (hidden), from the file that CAPILLARY_CLIENT_SECRET_FILE names.',
    );
    expect(printed).toMatch(/^ok +credentials +the API accepts .*: Meridian Threads \(/m);
    expect(printed).toMatch(/^ok +clock /m);
    if (kind === 'till') expect(printed).toMatch(/^ok +till +the till .* of the store /m);
    else expect(printed).toMatch(/^ok +access groups +all that can be checked: .*Points/m);
  });

  it('is never written to: all requests are reads, except for the token', async () => {
    const fresh = await startSandbox({});
    onTestFinished(() => fresh.close());
    const { clientKey, clientSecret } = fresh.credentials;
    await doctor({ ...till, CAPILLARY_BASE_URL: fresh.url });
    await doctor({
      CAPILLARY_BASE_URL: fresh.url,
      CAPILLARY_CLIENT_KEY: clientKey,
      CAPILLARY_CLIENT_SECRET: clientSecret,
    });
    const requests: { method: string; path: string }[] = JSON.parse(
      await (await fetch(`${fresh.url}/__sandbox/requests`)).text(),
    );
    const sent = new Set(requests.map(({ method, path }) => `${method} ${path}`));
    expect(sent.size).toBeGreaterThan(15);
    expect([...sent].filter((request) => !request.startsWith('GET '))).toEqual(['POST /v3/oauth/token/generate']);
  });

  it('has the findings as JSON, too', async () => {
    let printed = '';
    await runDoctor(
      { json: true, env: { CAPILLARY_TOOLSET: 'x' }, flags: {} },
      { print: (each) => (printed += each), usesColor: false },
    );
    const findings: Finding[] = JSON.parse(printed);
    expect(findings.find(({ status }) => status === 'fail')).toEqual({
      check: 'settings',
      status: 'fail',
      message: 'CAPILLARY_TOOLSET is not a setting; did you mean CAPILLARY_TOOLSETS?',
    });
    // It must not say in the next line that everything is as it should be.
    expect(printed).not.toContain('nothing is set');
  });
});

describe('settings that are wrong', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ['a misspelt variable', { CAPILLARY_PASSWD: HIDDEN }, /CAPILLARY_PASSWD .*did you mean CAPILLARY_PASSWORD\?/],
    [
      'half of the credentials',
      { CAPILLARY_CLUSTER: 'eu', CAPILLARY_USERNAME: 'till1' },
      /--username \(CAPILLARY_USERNAME\) is set but CAPILLARY_PASSWORD is not: set both/,
    ],
    ['a host without credentials', { CAPILLARY_CLUSTER: 'eu' }, /A host is set but no credentials: set /],
    [
      'two kinds of credentials',
      {
        CAPILLARY_CLUSTER: 'eu',
        CAPILLARY_USERNAME: 'a',
        CAPILLARY_PASSWORD: HIDDEN,
        CAPILLARY_CLIENT_KEY: 'b',
        CAPILLARY_CLIENT_SECRET: HIDDEN,
      },
      /Two kinds of credentials are set/,
    ],
    ['an unknown cluster', { CAPILLARY_CLUSTER: 'europe' }, /CAPILLARY_CLUSTER\): expected one of apac/],
    [
      'a secret file that is missing',
      { CAPILLARY_CLUSTER: 'eu', CAPILLARY_USERNAME: 'a', CAPILLARY_PASSWORD_FILE: '/nowhere/secret' },
      /CAPILLARY_PASSWORD_FILE: the file it names does not exist/,
    ],
    ['an unknown toolset', { CAPILLARY_TOOLSETS: 'pionts' }, /unknown name 'pionts'; nearest: points/],
    ['http in the clear', { CAPILLARY_BASE_URL: 'http://eu.api.capillarytech.com' }, /http would send credentials/],
  ])('%s', async (_, env, line) => expectOnly('fail', line, env));

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a placeholder that the host did not replace',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as hosts pass it
      { CAPILLARY_TOOLSETS: '${env:TOOLSETS}' },
      /CAPILLARY_TOOLSETS is a placeholder that nobody has replaced.*Set the variable/,
    ],
    ['a variable of the future', { CAPILLARY_FLAVOUR: 'x' }, /CAPILLARY_FLAVOUR is not a setting and is ignored/],
    [
      'hosting without --http',
      { CAPILLARY_REPLICAS: '3' },
      /CAPILLARY_REPLICAS: used only with --http \(CAPILLARY_HTTP\)/,
    ],
    [
      'certificates that are not there',
      { NODE_EXTRA_CA_CERTS: '/nowhere/ca.pem' },
      /NODE_EXTRA_CA_CERTS names \/nowhere\/ca\.pem, which cannot be read/,
    ],
    ['no check of certificates', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, /NODE_EXTRA_CA_CERTS/],
  ])('%s is a warning', async (_, env, line) => expectOnly('warn', line, env));

  it('a Node.js that is too old', async () => {
    const [node] = await diagnose({ env: {}, flags: {}, nodeVersion: '18.19.1' });
    expect(node).toEqual({
      check: 'node',
      status: 'fail',
      message: 'Node.js 18.19.1 is too old: 20.19 is needed',
      hint: 'Install a current version from https://nodejs.org.',
    });
    const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(engines.node).toBe('>=20.19');
  });

  it('a password in quotation marks, which belong to it', async () => {
    const { warnings, failures } = await doctor({ ...till, CAPILLARY_PASSWORD: `"${HIDDEN}"` });
    expect(warnings).toEqual([expect.stringMatching(/CAPILLARY_PASSWORD begins and ends with a quotation mark/)]);
    expect(failures).toEqual([expect.stringMatching(/credentials/)]);
  });
});

describe('a connection that fails', () => {
  it('a wrong password, or the wrong cluster', () =>
    expectOnly(
      'fail',
      /^fail +credentials +The API refused the user name or password.*Check CAPILLARY_USERNAME, CAPILLARY_PASSWORD and the cluster/,
      { ...till, CAPILLARY_PASSWORD: HIDDEN },
    ));

  it('the MD5 of the password in place of the password', async () => {
    const { failures, warnings } = await doctor({ ...till, CAPILLARY_PASSWORD: md5(sandbox.credentials.password) });
    expect(warnings).toEqual([expect.stringMatching(/CAPILLARY_PASSWORD looks like a hash/)]);
    expect(failures).toEqual([expect.stringMatching(/credentials .*Set the password itself: Basic .* MD5/)]);
  });

  it('an OAuth secret that has expired', () =>
    expectOnly(
      'fail',
      /^fail +credentials +.*client key or secret.*they may be wrong, expired, or for another cluster/,
      {
        CAPILLARY_BASE_URL: sandbox.url,
        CAPILLARY_CLIENT_KEY: sandbox.credentials.clientKey,
        CAPILLARY_CLIENT_SECRET: HIDDEN,
      },
    ));

  it('an API key without access groups', async () => {
    const limited = Object.values(sandbox.world.oauthClients).find(({ accessGroups }) => accessGroups !== null);
    const { code, warnings } = await doctor({
      CAPILLARY_BASE_URL: sandbox.url,
      CAPILLARY_CLIENT_KEY: limited?.key ?? '',
      CAPILLARY_CLIENT_SECRET: limited?.secret ?? '',
    });
    expect(code).toBe(0);
    expect(warnings).toContainEqual(
      expect.stringMatching(
        /access groups .*has .*Points.*, but not .*Card.*--access-groups \(CAPILLARY_ACCESS_GROUPS\)=/,
      ),
    );
  });

  it('a host on which nothing listens', () =>
    expectOnly('fail', /^fail +host +127\.0\.0\.1:\d+ refused the connection.*check the host and the network/i, {
      ...till,
      CAPILLARY_BASE_URL: `http://127.0.0.1:${closed}`,
    }));

  it('a host that accepts the connection and is silent', async () => {
    const silent = await loopback(() => undefined);
    const env = { ...till, CAPILLARY_BASE_URL: silent.url };
    const findings = await diagnose({ env, flags: {}, probeMs: 50 });
    expect(findings.filter(({ status }) => status === 'fail')).toEqual([
      {
        check: 'host',
        status: 'fail',
        message: `${new URL(silent.url).host} accepted the connection but did not answer in time`,
        hint: expect.stringContaining('firewall'),
      },
    ]);
  });

  it('a proxy on which nothing listens', async () => {
    const proxy = `http://user:${HIDDEN}@127.0.0.1:${closed}`;
    vi.stubEnv('http_proxy', proxy);
    vi.stubEnv('no_proxy', '');
    await expectOnly(
      'fail',
      /^fail +proxy +the proxy 127\.0\.0\.1:\d+ of http_proxy cannot be reached.*or add 127\.0\.0\.1 to NO_PROXY/,
      {
        ...till,
        http_proxy: proxy,
      },
    );
  });

  it('a certificate that is self-signed', async () => {
    const pem = (name: string) =>
      readFileSync(new URL(`../fixtures/certificates/${name}.pem`, import.meta.url), 'utf8');
    const server = await listening(createTlsServer({ key: pem('key'), cert: pem('self-signed') }));
    onTestFinished(() => void server.close());
    await expectOnly('fail', /^fail +host +.*certificate that is self-signed.*NODE_EXTRA_CA_CERTS/, {
      ...till,
      CAPILLARY_BASE_URL: `https://127.0.0.1:${portOf(server)}`,
    });
  });

  it('a captive portal that answers with a page', async () => {
    const portal = await loopback(text('<!doctype html><title>Log in</title>', 200, { 'content-type': 'text/html' }));
    await expectOnly('fail', /^fail +host +.*web page \(HTML\) instead of JSON.*captive portal/, {
      ...till,
      CAPILLARY_BASE_URL: portal.url,
    });
  });

  it('a captive portal that redirects', async () => {
    const portal = await loopback(text('', 302, { location: 'https://login.example.com/?from=x' }));
    await expectOnly('fail', /^fail +host +.*redirects to login\.example\.com \(HTTP 302\)/, {
      ...till,
      CAPILLARY_BASE_URL: portal.url,
    });
  });

  it('a firewall that refuses this machine', async () => {
    const firewall = await loopback(text('<h1>Access denied</h1>', 403, { 'content-type': 'text/html' }));
    await expectOnly(
      'fail',
      /^fail +host +a firewall or gateway refuses requests from this machine: .*allow the address/,
      {
        ...till,
        CAPILLARY_BASE_URL: firewall.url,
      },
    );
  });

  it('a till user without rights', async () => {
    const refusal = { errors: [{ code: 403, message: 'Not for tills' }] };
    const api = await loopback(json(refusal, 403, { date: new Date().toUTCString() }));
    const { warnings } = await doctor({ ...till, CAPILLARY_BASE_URL: api.url });
    expect(warnings[0]).toMatch(
      /^warn +credentials +the API accepts .* but not for reading the organization: .*Not for tills/,
    );
  });

  it('another server than the API', async () => {
    const other = await loopback(text('<h1>Not Found</h1>', 404, { 'content-type': 'text/html' }));
    await expectOnly(
      'fail',
      /^fail +host +.* does not have the endpoints of the API \(HTTP 404\)\. Check --base-url \(CAPILLARY_BASE_URL\)/,
      { ...till, CAPILLARY_BASE_URL: other.url },
    );
  });

  it.each([
    [600_000, '10 min ahead of'],
    [-600_000, '10 min behind'],
  ])('a clock that is off by %i ms', async (offMs, words) => {
    const at = Date.parse('2026-05-03T12:00:00Z');
    const api = await loopback(json({}, 401, { date: new Date(at).toUTCString() }));
    const findings = await diagnose({
      env: { ...till, CAPILLARY_BASE_URL: api.url },
      flags: {},
      now: () => at + offMs,
    });
    expect(findings.filter(({ check }) => check === 'clock')).toEqual([
      {
        check: 'clock',
        status: 'warn',
        message: `this machine's clock is ${words} the host's`,
        hint: expect.stringContaining('NTP'),
      },
    ]);
  });

  it('a till without a store', async () => {
    const stray = await startSandbox({});
    onTestFinished(() => stray.close());
    for (const each of Object.values(stray.world.tills)) each.storeId = -1;
    await expectOnly('warn', /^warn +store +no store is known for this till.*Assign the till to a store/, {
      ...till,
      CAPILLARY_BASE_URL: stray.url,
    });
  });

  it('an attribution code that is no till', () =>
    expectOnly(
      'fail',
      /^fail +till +the API refuses the attribution code nowhere: .*No TILL has the code nowhere.*--attribution-code \(CAPILLARY_ATTRIBUTION_CODE\)/,
      {
        ...till,
        CAPILLARY_ATTRIBUTION_CODE: 'nowhere',
      },
    ));
});

describe('files, ports and servers', () => {
  it.each<[string, string, unknown, RegExp]>([
    ['a policy that is not JSON', 'CAPILLARY_POLICY_FILE', '{', /^fail +policy +.*not valid JSON/],
    ['a policy with an unknown limit', 'CAPILLARY_POLICY_FILE', { pionts: {} }, /^fail +policy +.*pionts/],
    ['filters with an unknown tool', 'CAPILLARY_FILTERS_FILE', { tools: ['x_y_z'] }, /^fail +filters +.*x_y_z/],
    ['tenants that are not JSON', 'CAPILLARY_TENANTS_FILE', '{', /^fail +tenants +.*not valid JSON/],
    ['a tenant without credentials', 'CAPILLARY_TENANTS_FILE', { tenants: { acme: {} } }, /^fail +tenants +.*'acme'/],
    ['tokens without a hash', 'CAPILLARY_AUTH_TOKENS_FILE', { tokens: [{ name: 'a' }] }, /^fail +tokens +.*SHA-256/],
  ])('%s', async (name, variable, content, line) => {
    const path = await file(`${name}.json`, content);
    const { failures } = await doctor({ [variable]: path, CAPILLARY_HTTP: 'true', CAPILLARY_HTTP_PORT: '0' });
    expect(failures).toEqual([expect.stringMatching(line)]);
  });

  it.each([
    ['CAPILLARY_POLICY_FILE', /^fail +policy +--policy-file \(.*none\.json does not exist \(ENOENT\)/],
    ['CAPILLARY_FILTERS_FILE', /^fail +filters +--filters-file \(.*none\.json does not exist \(ENOENT\)/],
    ['CAPILLARY_TENANTS_FILE', /^fail +tenants +--tenants-file \(.*none\.json does not exist \(ENOENT\)/],
  ])('%s that is missing', async (variable, line) => {
    const path = join(folder, 'none.json');
    const { failures } = await doctor({ [variable]: path, CAPILLARY_HTTP: 'true', CAPILLARY_HTTP_PORT: '0' });
    expect(failures).toEqual([expect.stringMatching(line)]);
  });

  it('tokens that have all expired', async () => {
    const path = await file('expired.json', { tokens: [{ name: 'a', sha256: '0'.repeat(64), expires: '2020-01-31' }] });
    await expectOnly('warn', /^warn +tokens +all tokens of the tokens file have expired.*capillary-mcp token/, {
      CAPILLARY_HTTP: 'true',
      CAPILLARY_HTTP_PORT: '0',
      CAPILLARY_AUTH_TOKENS_FILE: path,
    });
  });

  it('a tenant with a wrong password, by name', async () => {
    const tenant = { baseUrl: sandbox.url, username: 'till.andheri.1', password: { env: 'SECRET_OF_ACME' } };
    const path = await file('tenants.json', { tenants: { acme: tenant } });
    const hosted = { CAPILLARY_HTTP: 'true', CAPILLARY_HTTP_PORT: '0', CAPILLARY_TENANTS_FILE: path };
    await expectOnly('fail', /^fail +credentials +tenant 'acme': The API refused the user name or password/, {
      ...hosted,
      SECRET_OF_ACME: HIDDEN,
    });
  });

  it('an audit file in a folder that does not exist; nothing is created', () =>
    expectOnly(
      'fail',
      /^fail +audit +--audit-file \(CAPILLARY_AUDIT_FILE\): the folder .*none does not exist \(ENOENT\)/,
      {
        CAPILLARY_AUDIT_FILE: join(folder, 'none', 'audit.jsonl'),
      },
    ));

  it('an audit that is required but has no file', () =>
    expectOnly('fail', /^fail +audit +--audit-required .* is set but --audit-file .* is not: set both/, {
      CAPILLARY_AUDIT_REQUIRED: 'true',
    }));

  it('plans that replicas cannot share', () =>
    expectOnly('fail', /^fail +http +--require-plan .*3 replicas.*CAPILLARY_REDIS_URL/, {
      CAPILLARY_HTTP: 'true',
      CAPILLARY_HTTP_PORT: '0',
      CAPILLARY_REQUIRE_PLAN: 'true',
      CAPILLARY_REPLICAS: '3',
    }));

  it('a state that is a folder', async () => {
    const path = join(folder, 'state');
    await mkdir(path);
    await expectOnly('fail', /^fail +state +--sandbox-state \(CAPILLARY_SANDBOX_STATE\): .*is not a file/, {
      CAPILLARY_SANDBOX_STATE: path,
    });
  });

  it('a state that is none, and one that a sandbox uses', async () => {
    const other = await file('other.json', { format: 'something else' });
    await expectOnly('fail', /^fail +state +.*not a world saved by this sandbox/, { CAPILLARY_SANDBOX_STATE: other });
    const used = join(folder, 'used.json');
    const running = await startSandbox({ state: { path: used, onError: () => undefined } });
    onTestFinished(() => running.close());
    await expectOnly('warn', /^warn +state +.*another sandbox uses this file .*a host is running now/, {
      CAPILLARY_SANDBOX_STATE: used,
    });
  });

  it('a port in use', async () => {
    const taken = await listening(createServer());
    onTestFinished(() => void taken.close());
    await expectOnly('fail', /^fail +port +--port \(CAPILLARY_HTTP_PORT\): port \d+ on 127\.0\.0\.1 is in use/, {
      CAPILLARY_HTTP: 'true',
      CAPILLARY_HTTP_PORT: String(portOf(taken)),
    });
  });

  it('a server beyond loopback without authentication', () =>
    expectOnly('fail', /^fail +http +Listening beyond loopback requires authentication/, {
      CAPILLARY_HTTP: 'true',
      CAPILLARY_HTTP_PORT: '0',
      CAPILLARY_HTTP_HOST: '0.0.0.0',
    }));

  it('a Redis that is down', () =>
    expectOnly('fail', /^fail +redis +Redis at 127\.0\.0\.1:\d+ cannot be used: nothing is listening/, {
      CAPILLARY_HTTP: 'true',
      CAPILLARY_HTTP_PORT: '0',
      CAPILLARY_REDIS_URL: `redis://user:${HIDDEN}@127.0.0.1:${closed}`,
    }));

  it('a Redis without TLS', async () => {
    const plain = await listening(createServer((socket) => socket.end('-ERR\r\n')));
    onTestFinished(() => void plain.close());
    await expectOnly('fail', /^fail +redis +Redis at .* cannot be used: /, {
      CAPILLARY_HTTP: 'true',
      CAPILLARY_HTTP_PORT: '0',
      CAPILLARY_REDIS_URL: `rediss://127.0.0.1:${portOf(plain)}`,
    });
  });

  it('an issuer without metadata', async () => {
    const issuer = await loopback(json({ error: 'not found' }, 404));
    await expectOnly('fail', /^fail +issuer +.*could not be fetched.*--auth-issuer \(CAPILLARY_AUTH_ISSUER\)/, {
      CAPILLARY_HTTP: 'true',
      CAPILLARY_HTTP_PORT: '0',
      CAPILLARY_AUTH_ISSUER: issuer.url,
      CAPILLARY_AUTH_AUDIENCE: 'https://mcp.example.com/mcp',
    });
  });

  it('a collector that is down, and one that speaks gRPC', async () => {
    await expectOnly('fail', /^fail +telemetry +the collector at .* cannot be reached: nothing is listening there/, {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${closed}`,
    });
    await expectOnly('warn', /^warn +telemetry +.*4317.*use port 4318/, {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4317',
    });
  });
});

describe('the limits of hosts', () => {
  const toolsOf = async (mcpHost: HostName) =>
    (await diagnose({ env: {}, flags: { toolsets: 'all' }, mcpHost })).filter(({ check }) => check === 'tools');

  it.each(HOST_NAMES)('%s takes the tools, or as many as it says', async (name) => {
    const { maxTools } = HOST_LIMITS[name];
    const [found, ...others] = await toolsOf(name);
    expect(others).toEqual([]);
    expect(found).toEqual(
      maxTools === undefined
        ? {
            check: 'tools',
            status: 'ok',
            message: expect.stringMatching(/^5\d\d tools are listed, within the limits of /),
          }
        : {
            check: 'tools',
            status: 'warn',
            message: expect.stringContaining(`but ${HOSTS[name].title} takes ${maxTools} of all servers together`),
            hint: expect.stringContaining('--toolsets (CAPILLARY_TOOLSETS)=discovery'),
          },
    );
  });

  it('warns of a tool whose name is too long for a host', () => {
    const longest = 'x'.repeat(48);
    expect(checkHostLimits([longest], 'claude-code')).toEqual([expect.objectContaining({ status: 'ok' })]);
    expect(checkHostLimits([`${longest}y`], 'claude-code')).toEqual([
      expect.objectContaining({
        status: 'warn',
        message: `${longest}y is too long for Claude Code, which allows 64 characters with the prefix mcp__capillary__`,
      }),
    ]);
  });

  it('filters that leave nothing', () =>
    expectOnly(
      'warn',
      /^warn +tools +the filters disable every tool/,
      {},
      { domains: 'points', accessGroups: 'card' },
    ));

  it('refuses a misspelt host, and takes an address for what it is to the server', async () => {
    await expect(doctor({}, { host: 'vscod' })).rejects.toThrow(
      "doctor --host 'vscod': expected one of claude-desktop",
    );
    await expect(doctor({}, { host: 'vscod' })).rejects.toThrow('did you mean vscode?');
    const { lines } = await doctor({}, { host: '127.0.0.1', http: 'true', port: '0' });
    expect(lines.join('\n')).toContain('a free port on 127.0.0.1 will be chosen');
  });
});

describe('the set-up of a host', () => {
  const entryFor = async (content: unknown): Promise<Finding[]> => {
    const home = await mkdtemp(join(folder, 'home-'));
    for (const name of ['HOME', 'USERPROFILE']) vi.stubEnv(name, home);
    await mkdir(join(home, '.cursor'));
    if (content !== undefined) {
      await writeFile(
        join(home, '.cursor', 'mcp.json'),
        typeof content === 'string' ? content : JSON.stringify(content),
      );
    }
    const findings = await diagnose({ env: {}, flags: {}, mcpHost: 'cursor' });
    return findings.filter(({ check }) => check === 'host set-up');
  };
  const server = (command: string, args: string[]) => ({
    mcpServers: { capillary: { command, args, env: { CAPILLARY_CLUSTER: 'eu' } } },
  });

  it('lacks this server', async () => {
    expect(await entryFor(undefined)).toEqual([
      {
        check: 'host set-up',
        status: 'warn',
        message: expect.stringContaining('Cursor does not have this server yet'),
        hint: 'Run capillary-mcp install cursor.',
      },
    ]);
  });

  it('starts it', async () => {
    const [found] = await entryFor(server(process.execPath, [CLI]));
    expect(found).toMatchObject({ status: 'ok', message: expect.stringContaining('it sets CAPILLARY_CLUSTER') });
  });

  it('names a Node.js or a script that is gone', async () => {
    const [found] = await entryFor(server('/nowhere/node', [CLI]));
    expect(found).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('Cursor cannot start this server: /nowhere/node of '),
      hint: expect.stringContaining('install cursor again'),
    });
  });

  it('is no JSON', async () => {
    const [found] = await entryFor('{"mcpServers": ');
    expect(found).toMatchObject({ status: 'fail', message: expect.stringContaining('mcp.json is not valid: ') });
  });
});
