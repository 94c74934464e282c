import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig, readConfigLeniently } from '../../src/config/server.js';
import { ConfigError } from '../../src/lib/config-error.js';

const HOST = { CAPILLARY_BASE_URL: 'https://eu.api.capillarytech.com' };
const BASIC = { CAPILLARY_USERNAME: 'till1', CAPILLARY_PASSWORD: 'pa55-not-shown' };
const OAUTH = { CAPILLARY_CLIENT_KEY: 'key1', CAPILLARY_CLIENT_SECRET: 's3cret-not-shown' };

describe('the configuration', () => {
  it('is the sandbox when nothing at all is set', () => {
    expect(readConfig({}).target).toEqual({ kind: 'sandbox' });
  });

  it('is the sandbox when a host passes empty or unfilled settings', () => {
    const env = { CAPILLARY_BASE_URL: '', CAPILLARY_USERNAME: ' ', CAPILLARY_PASSWORD: `\${user_config.password}` };
    expect(readConfig(env).target).toEqual({ kind: 'sandbox' });
  });

  it('takes brand, state, seed and clock of the sandbox, and refuses them beside a host or credentials', () => {
    const world = { brand: 'fuel', state: 'world.json', seed: 7, clock: '2026-05-03T06:30:00Z' };
    const env = {
      CAPILLARY_SANDBOX_BRAND: world.brand,
      CAPILLARY_SANDBOX_STATE: world.state,
      CAPILLARY_SANDBOX_SEED: String(world.seed),
      CAPILLARY_SANDBOX_CLOCK: world.clock,
    };
    expect(readConfig(env).target).toEqual({ kind: 'sandbox', world });
    expect(readConfig({}, { sandboxBrand: 'coffee' }).target).toEqual({ kind: 'sandbox', world: { brand: 'coffee' } });
    for (const [name, value] of Object.entries(env)) {
      expect(() => readConfig({ ...HOST, ...BASIC, [name]: value })).toThrow(`(${name}) is for the embedded sandbox`);
      expect(() => readConfig({ ...HOST, [name]: value })).toThrow(ConfigError);
    }
    for (const wrong of [{ BRAND: 'shoes' }, { SEED: '-1' }, { CLOCK: 'soon' }, { CLOCK: '3000-01-01T00:00:00Z' }]) {
      const [[name, value] = ['', '']] = Object.entries(wrong);
      expect(() => readConfig({ [`CAPILLARY_SANDBOX_${name}`]: value })).toThrow(`CAPILLARY_SANDBOX_${name}`);
    }
  });

  it('takes a host and either kind of credentials', () => {
    expect(readConfig({ ...HOST, ...BASIC }).target).toEqual({
      kind: 'capillary',
      baseUrl: 'https://eu.api.capillarytech.com',
      credentials: { kind: 'basic', username: 'till1', password: 'pa55-not-shown' },
    });
    expect(readConfig({ ...HOST, ...OAUTH }).target).toMatchObject({ credentials: { kind: 'oauth', key: 'key1' } });
  });

  it('finds the host of a cluster, and adds https to a bare host', () => {
    expect(readConfig({ CAPILLARY_CLUSTER: 'US', ...BASIC }).target).toMatchObject({
      baseUrl: 'https://us.api.capillarytech.com',
    });
    expect(readConfig({ CAPILLARY_BASE_URL: 'brand.example.com/', ...BASIC }).target).toMatchObject({
      baseUrl: 'https://brand.example.com',
    });
  });

  it.each([
    ['apac', 'apac.api.capillarytech.com', 'apac.intouch.capillarytech.com'],
    ['apac2', 'apac2.api.capillarytech.com', 'apac2.intouch.capillarytech.com'],
    ['china', 'api.capillarytech.cn.com', 'intouch.capillarytech.cn.com'],
    ['eu', 'eu.api.capillarytech.com', 'eu.intouch.capillarytech.com'],
    ['in', 'in.api.capillarytech.com', 'intouch.capillary.co.in'],
    ['north-america', 'north-america.api.capillarytech.com', 'north-america.intouch.capillarytech.com'],
    ['sea', 'sea.api.capillarytech.com', 'sea.intouch.capillarytech.com'],
    ['sg', 'sgcrm.cc.capillarytech.com', 'sgcrm.cc.capillarytech.com'],
    ['us', 'us.api.capillarytech.com', 'us.intouch.capillarytech.com'],
    ['ushc', 'ushc.api.capillarytech.com', 'ushc.intouch.capillarytech.com'],
  ])('knows both hosts of the cluster %s', (cluster, api, inTouch) => {
    expect(readConfig({ CAPILLARY_CLUSTER: cluster.toUpperCase(), ...BASIC }).target).toMatchObject({
      baseUrl: `https://${api}`,
      inTouchBaseUrl: `https://${inTouch}`,
    });
  });

  it('hashes passwords as the organization expects', () => {
    const CAPILLARY_PASSWORD_HASH = 'SHA256';
    expect(readConfig({ ...HOST, ...BASIC, CAPILLARY_PASSWORD_HASH }).target).toMatchObject({ passwordHash: 'sha256' });
    expect(readConfig({ ...HOST, ...BASIC }).target).not.toHaveProperty('passwordHash');
    expect(refusal({ ...HOST, ...OAUTH, CAPILLARY_PASSWORD_HASH })).toMatch(/CAPILLARY_PASSWORD\b.* is not/);
  });

  it('prefers an InTouch host that is set to that of the cluster, and assumes none for a host set by its URL', () => {
    const CAPILLARY_INTOUCH_BASE_URL = 'https://intouch.example.com';
    expect(readConfig({ CAPILLARY_CLUSTER: 'eu', CAPILLARY_INTOUCH_BASE_URL, ...BASIC }).target).toMatchObject({
      baseUrl: 'https://eu.api.capillarytech.com',
      inTouchBaseUrl: CAPILLARY_INTOUCH_BASE_URL,
    });
    expect(readConfig({ ...HOST, ...BASIC }).target).not.toHaveProperty('inTouchBaseUrl');
  });

  it('lets flags win over the environment', () => {
    const { target } = readConfig({ ...HOST, ...BASIC }, { baseUrl: 'https://us.api.capillarytech.com' });
    expect(target).toMatchObject({ baseUrl: 'https://us.api.capillarytech.com' });
  });

  it.each([
    ['a host without credentials', HOST, /no credentials.*CAPILLARY_USERNAME/],
    ['credentials without a host', BASIC, /no host.*CAPILLARY_BASE_URL/],
    ['a user without a password', { ...HOST, CAPILLARY_USERNAME: 'till1' }, /CAPILLARY_PASSWORD is not/],
    ['a secret without a key', { ...HOST, CAPILLARY_CLIENT_SECRET: 'x' }, /CAPILLARY_CLIENT_KEY\) is not/],
    ['two kinds of credentials', { ...HOST, ...BASIC, ...OAUTH }, /Two kinds of credentials/],
    ['a host and a cluster', { ...HOST, CAPILLARY_CLUSTER: 'eu', ...BASIC }, /not both/],
    [
      'an unknown cluster',
      { CAPILLARY_CLUSTER: 'mars', ...BASIC },
      /apac, apac2, china, eu, in, north-america, sea, sg, us, ushc/,
    ],
    ['an admin key alone', { CAPILLARY_ADMIN_KEY: 'x' }, /CAPILLARY_ADMIN_KEY is set without a host/],
    ['an admin key without its organization', { ...HOST, ...BASIC, CAPILLARY_ADMIN_KEY: 'x' }, /ADMIN_ORG_ID\) is not/],
    ['credentials without TLS', { CAPILLARY_BASE_URL: 'http://api.example.com', ...BASIC }, /https/],
    ['a user in the URL', { CAPILLARY_BASE_URL: 'https://u:p@api.example.com', ...BASIC }, /without user/],
    ['an invalid URL', { CAPILLARY_BASE_URL: 'not a url', ...BASIC }, /expected a URL/],
    ['a size that is not a number', { CAPILLARY_MAX_RESULT_TOKENS: 'lots' }, /whole number from 500/],
    ['an unknown log level', { CAPILLARY_LOG_LEVEL: 'loud' }, /trace, debug, info/],
  ])('refuses %s in one line', (_, env, expected) => {
    const message = refusal(env);
    expect(message).toMatch(expected);
    expect(message).not.toContain('\n');
    expect(message).not.toContain('not-shown');
  });
});

describe('a wrong value', () => {
  it.each<[string, NodeJS.ProcessEnv, string]>([
    [
      'a size',
      { CAPILLARY_MAX_RESULT_TOKENS: '5' },
      '--max-result-tokens (CAPILLARY_MAX_RESULT_TOKENS): expected a whole number from 500 to 200000.',
    ],
    ['a boolean', { CAPILLARY_READ_ONLY: 'ture' }, '--read-only (CAPILLARY_READ_ONLY): expected true or false.'],
    ['a list', { CAPILLARY_TOOLS: ',' }, '--tools (CAPILLARY_TOOLS): expected names separated by commas.'],
    [
      'a choice',
      { CAPILLARY_CLUSTER: 'mars' },
      '--cluster (CAPILLARY_CLUSTER): expected one of apac, apac2, china, eu, in, north-america, sea, sg, us, ushc.',
    ],
  ])('is refused by flag and variable: %s', (_, env, expected) => {
    expect(refusal(env)).toBe(expected);
  });

  it('is reported together with all others', () => {
    expect(refusal({ CAPILLARY_READ_ONLY: 'ture', CAPILLARY_CONCURRENCY: '0' })).toMatch(/READ_ONLY.*CONCURRENCY/);
  });

  it('is ignored if a flag has a valid one', () => {
    expect(readConfig({ CAPILLARY_CONCURRENCY: '0' }, { concurrency: '4' }).concurrency).toBe(4);
  });
});

describe('a boolean', () => {
  it.each([
    ['true', true],
    ['1', true],
    ['YES', true],
    ['false', undefined],
    ['off', undefined],
  ])('may be %s', (text, expected) => {
    expect(readConfig({}, { readOnly: text }).filters.readOnly).toBe(expected);
  });
});

describe('a variable that is not a setting', () => {
  it.each([
    ['CAPILLARY_PASSWD', /^CAPILLARY_PASSWD .*credential.*did you mean CAPILLARY_PASSWORD\?/],
    ['CAPILLARY_USER', /credential.*did you mean CAPILLARY_USERNAME\?/],
    ['CAPILLARY_API_TOKEN', /credential.*CAPILLARY_USERNAME and CAPILLARY_PASSWORD/],
    ['CAPILLARY_PASSWORT', /did you mean CAPILLARY_PASSWORD\?/],
    ['CAPILLARY_CLINET_KEY', /did you mean CAPILLARY_CLIENT_KEY\?/],
    ['CAPILLARY_READONLY', /did you mean CAPILLARY_READ_ONLY\?/],
    ['CAPILLARY_BASEURL', /did you mean CAPILLARY_BASE_URL\?/],
    ['CAPILLARY_API_BASE_URL', /did you mean CAPILLARY_BASE_URL\?/],
    ['CAPILLARY_URL', /did you mean CAPILLARY_BASE_URL/],
    ['CAPILLARY_HOST', /did you mean .*CAPILLARY_HTTP_HOST/],
    ['CAPILLARY_TOOLSET', /did you mean CAPILLARY_TOOLSETS\?/],
    ['capillary_password', /did you mean CAPILLARY_PASSWORD\?/],
    ['CAPILARY_USERNAME', /^CAPILARY_USERNAME is not a setting; did you mean CAPILLARY_USERNAME\?/],
    ['CAPPILLARY_PASSWORD', /did you mean CAPILLARY_PASSWORD\?/],
    ['CAPILLAIRY_CLIENT_KEY', /did you mean CAPILLARY_CLIENT_KEY\?/],
  ])('makes the configuration invalid if it must be a mistake: %s', (variable, expected) => {
    expect(refusal({ [variable]: 'x-not-shown' })).toMatch(expected);
    expect(refusal({ [variable]: 'x-not-shown', ...HOST, ...BASIC })).toMatch(expected);
  });

  it.each(['CAPILLARY_REGION', 'CAPILLARY_STAGE', 'CAPILLARY_ORG'])('is a warning otherwise: %s', (variable) => {
    const { target, warnings } = readConfig({ [variable]: 'x' });
    expect(target).toEqual({ kind: 'sandbox' });
    expect(warnings).toEqual([`${variable} is not a setting and is ignored.`]);
  });

  it.each<[string, NodeJS.ProcessEnv]>([
    [
      'a link of Kubernetes to a Service',
      { CAPILLARY_MCP_PORT: 'tcp://10.0.0.1:80', CAPILLARY_MCP_SERVICE_HOST: '10.0.0.1' },
    ],
    ['one without a value', { CAPILLARY_PASSWD: ' ', CAPILLARY_HOST: `\${user_config.host}` }],
    ['a name that does not begin with CAPILLARY_', { PASSWORD: 'x', NOT_CAPILLARY_PASSWD: 'x' }],
    ['one with a similar first word that resembles no setting', { CAPILLAR_THEME: 'x' }],
    [
      'a credential that a tenants file refers to',
      { CAPILLARY_TENANTS_FILE: 't.json', CAPILLARY_BRAND_ONE_SECRET: 'x' },
    ],
  ])('is not mentioned if it is %s', (_, env) => {
    expect(readConfig(env)).toMatchObject({ target: { kind: 'sandbox' }, warnings: [] });
  });
});

describe('a secret', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'capillary-mcp-'));
    await writeFile(join(folder, 'password'), ' pa55-not-shown\n');
    await writeFile(join(folder, 'lines'), 'pa55-not-shown\nmore');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('may be in a file that a variable names', () => {
    const env = { ...HOST, CAPILLARY_USERNAME: 'till1', CAPILLARY_PASSWORD_FILE: join(folder, 'password') };
    expect(readConfig(env).target).toMatchObject({ credentials: { password: 'pa55-not-shown' } });
  });

  it.each([
    ['does not exist', 'pa55-not-shown', /^CAPILLARY_PASSWORD_FILE: the file it names does not exist/],
    ['has two lines', 'lines', /contains a line break/],
    ['is a folder', '', /is not a regular file/],
  ])('is refused if its file %s', (_, file, expected) => {
    const message = refusal({ ...HOST, CAPILLARY_USERNAME: 'till1', CAPILLARY_PASSWORD_FILE: join(folder, file) });
    expect(message).toMatch(expected);
    expect(message).not.toContain('not-shown');
  });

  it('is refused if it is set twice', () => {
    const env = { ...HOST, ...BASIC, CAPILLARY_PASSWORD_FILE: join(folder, 'password') };
    expect(refusal(env)).toBe('CAPILLARY_PASSWORD_FILE: CAPILLARY_PASSWORD is also set; set only one of them.');
  });

  it('is the only kind of setting that can be in a file', () => {
    expect(refusal({ CAPILLARY_USERNAME_FILE: 'x' })).toMatch(/CAPILLARY_USERNAME_FILE/);
  });
});

describe('a configuration that may be invalid', () => {
  it('reports the invalid settings and applies the valid ones', () => {
    const config = readConfigLeniently({ ...HOST, CAPILLARY_CONCURRENCY: '4', CAPILLARY_DEADLINE_SECONDS: 'long' });
    expect(config).toMatchObject({ concurrency: 4, deadlineMs: 50_000, target: { kind: 'unconfigured' } });
    expect(config.target).toHaveProperty('problem', expect.stringContaining('CAPILLARY_DEADLINE_SECONDS'));
  });

  it('is unconfigured if a flag is for HTTP only', () => {
    const { target } = readConfigLeniently({}, { port: '80' });
    expect(target).toEqual({
      kind: 'unconfigured',
      problem: '--port (CAPILLARY_HTTP_PORT) requires --http (CAPILLARY_HTTP): set both or neither.',
    });
    expect(readConfigLeniently({}, { port: '80', http: 'true' }).target).toEqual({ kind: 'sandbox' });
  });

  it('is never the sandbox if it is incomplete', () => {
    for (const env of [HOST, BASIC, OAUTH, { CAPILLARY_ADMIN_KEY: 'x' }, { CAPILLARY_PASSWD: 'x' }]) {
      expect(readConfigLeniently(env).target.kind).toBe('unconfigured');
    }
  });
});

function refusal(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('not refused');
}
