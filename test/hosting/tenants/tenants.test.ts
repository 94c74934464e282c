/** The tenants file: what it may contain, that it is reloaded, and which tenant serves a caller. */
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRequestCredentials } from '../../../src/hosting/tenants/credentials.js';
import { openTenants, type Tenants, tenantOf } from '../../../src/hosting/tenants/tenants.js';
import { ConfigError } from '../../../src/lib/config-error.js';
import { definitions } from '../../../src/tools/catalogue.js';

const SECRET = 'S3cret-never-shown';
const acme = { cluster: 'eu', username: 'till1', password: { env: 'ACME_PASSWORD' } };
const trial = { sandbox: true };
const env: NodeJS.ProcessEnv = {
  ACME_PASSWORD: SECRET,
  EMPTY: ' ',
  TWO_LINES: `${SECRET}\nmore`,
  ACME_USER: 'till-of-env',
};

let folder: string;
let path: string;
let close: () => void;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capillary-mcp-'));
  path = join(folder, 'tenants.json');
  close = () => {};
});
afterEach(async () => {
  close();
  await rm(folder, { recursive: true });
});

async function save(tenants: unknown, more: object = {}): Promise<void> {
  await writeFile(`${path}.new`, typeof tenants === 'string' ? tenants : JSON.stringify({ tenants, ...more }));
  await rename(`${path}.new`, path);
}

async function open(tenants: unknown, more: object = {}, warn: (message: string) => void = () => {}): Promise<Tenants> {
  await save(tenants, more);
  const opened = await openTenants({ path, facts: definitions, warn, env });
  close = () => opened.close();
  return opened;
}

const only = async (tenant: unknown) => (await open({ acme: tenant })).current().get('acme');
/** Events of the file system can be late on a busy machine. */
const SOON = { timeout: 10_000 };
const passwordOf = (tenants: Tenants): unknown => {
  const target = tenants.current().get('acme')?.target;
  return target?.kind === 'capillary' && target.credentials.kind === 'basic' && target.credentials.password;
};
const changeOf = (tenants: Tenants): Promise<void> => new Promise((resolve) => tenants.subscribe(resolve));

describe('a tenant', () => {
  it('has a host, credentials, filters and limits', async () => {
    const tenant = {
      baseUrl: 'https://acme.example.com/',
      inTouchBaseUrl: 'intouch.example.com',
      clientKey: 'key1',
      clientSecret: { env: 'ACME_PASSWORD' },
      adminKey: { env: 'ACME_PASSWORD' },
      adminOrgId: '42',
      attribution: { entityCode: 'store-7' },
      filters: { readOnly: true, domains: ['points'] },
      limits: {
        concurrency: 4,
        deadlineSeconds: 20,
        maxResultTokens: 4_000,
        requestsPerMinute: 600,
        callsPerMinute: 60,
      },
      perRequestCredentials: true,
    };
    expect(await only(tenant)).toEqual({
      id: 'acme',
      target: {
        kind: 'capillary',
        baseUrl: 'https://acme.example.com',
        inTouchBaseUrl: 'https://intouch.example.com',
        credentials: { kind: 'oauth', key: 'key1', secret: SECRET },
        admin: { key: SECRET, orgId: '42' },
        attribution: { entityType: 'TILL', entityCode: 'store-7' },
      },
      filters: { readOnly: true, domains: ['points'] },
      limits: {
        concurrency: 4,
        deadlineMs: 20_000,
        maxResultTokens: 4_000,
        requestsPerMinute: 600,
        callsPerMinute: 60,
      },
      perRequestCredentials: true,
    });
  });

  it('may have a policy, whose names are checked', async () => {
    const policy = { writes: 'frozen', points: { perCall: 500 }, never: ['points_transfer'] };
    expect(await only({ ...trial, policy })).toMatchObject({ policy });
    await expect(only({ ...trial, policy: { never: ['pointz'] } })).rejects.toThrow(
      /tenant 'acme': policy: never: no tool, domain or section is named pointz/,
    );
    await expect(only({ ...trial, policy: { rows: 'many' } })).rejects.toThrow(/policy\.rows: expected a number/);
  });

  it('needs an audit file if the audit is required and the server has none', async () => {
    const options = { path, facts: definitions, warn: () => {}, env, needsAuditFile: true };
    await save({ acme: trial });
    await expect(openTenants(options)).rejects.toThrow(/tenant 'acme': auditFile: the audit is required/);
    await save({ acme: { ...trial, auditFile: 'acme.jsonl' } });
    const tenants = await openTenants(options);
    close = () => tenants.close();
    expect(tenants.current().get('acme')?.auditFile).toBe(join(folder, 'acme.jsonl'));
  });

  it('may be the sandbox, without connection settings', async () => {
    expect(await only(trial)).toEqual({ id: 'acme', target: { kind: 'sandbox' }, filters: {}, limits: {} });
  });

  it('may have its secrets in files, by relative or absolute path', async () => {
    await mkdir(join(folder, 'secrets'));
    await writeFile(join(folder, 'secrets', 'password'), `  ${SECRET}\n`);
    for (const file of ['secrets/password', join(folder, 'secrets', 'password')]) {
      expect(await only({ ...acme, password: { file } })).toMatchObject({
        target: { credentials: { password: SECRET } },
      });
      close();
    }
  });

  it('may also have values that are not secret by reference', async () => {
    expect(await only({ ...acme, username: { env: 'ACME_USER' } })).toMatchObject({
      target: { credentials: { username: 'till-of-env' } },
    });
  });
});

describe('a tenants file stops the start', () => {
  const refusal = async (tenants: unknown, more: object = {}): Promise<string> => {
    const refused = await open(tenants, more).catch((error: unknown) => error);
    if (!(refused instanceof ConfigError)) throw new Error(`not refused: ${String(refused)}`);
    expect(refused.message).not.toContain(SECRET);
    expect(refused.message).not.toContain('CAPILLARY_');
    return refused.message;
  };

  it.each<[string, unknown, RegExp]>([
    ['a password', { ...acme, password: SECRET }, /password: expected \{"env".*do not put the secret itself/],
    [
      'a client secret',
      { cluster: 'eu', clientKey: 'k', clientSecret: SECRET },
      /clientSecret: .*do not put the secret itself/,
    ],
    ['an admin key', { ...acme, adminKey: SECRET, adminOrgId: '1' }, /adminKey: .*do not put the secret itself/],
  ])('that holds %s itself', async (_, tenant, expected) => {
    expect(await refusal({ acme: tenant })).toMatch(expected);
  });

  it.each<[string, unknown, RegExp]>([
    ['is not set', { env: 'NOT_SET' }, /password: the variable it names is empty or not set/],
    ['is empty', { env: 'EMPTY' }, /password: the variable it names is empty or not set/],
    ['has two lines', { env: 'TWO_LINES' }, /password: the variable it names contains a line break/],
    [
      'is a secret instead of a name',
      { env: `${SECRET}!` },
      /password\.env: expected the name of an environment variable/,
    ],
    ['is two references', { env: 'ACME_PASSWORD', file: 'x' }, /password: expected/],
    ['is a file that does not exist', { file: SECRET }, /password: the file it names does not exist/],
    ['is a folder', { file: '.' }, /password: the file it names does not exist or is not a regular file/],
    ['is a large file', { file: 'large' }, /password: the file it names is larger than 65536 bytes/],
    ['is an empty file', { file: 'empty' }, /password: the file it names is empty/],
    ['is a device', { file: '/dev/zero' }, /password: the file it names does not exist or is not a regular file/],
  ])('with a secret that %s', async (_, password, expected) => {
    await writeFile(join(folder, 'large'), SECRET.repeat(5_000));
    await writeFile(join(folder, 'empty'), '\n');
    expect(await refusal({ acme: { ...acme, password } })).toMatch(expected);
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', {}, /tenant 'acme': expected baseUrl or cluster, and credentials; or "sandbox": true/],
    ['no credentials', { cluster: 'eu' }, /no credentials: set username and password, or clientKey and clientSecret/],
    ['no host', { username: 'a', password: { env: 'ACME_PASSWORD' } }, /no host: set baseUrl or cluster/],
    ['two hosts', { ...acme, baseUrl: 'https://a.example.com' }, /Set baseUrl or cluster, not both/],
    ['an unknown cluster', { ...acme, cluster: 'mars' }, /cluster: expected one of apac, apac2, china, eu, in/],
    ['half a pair', { cluster: 'eu', username: 'a' }, /username is set but password is not/],
    ['two kinds of credentials', { ...acme, clientKey: 'k', clientSecret: { env: 'ACME_PASSWORD' } }, /Two kinds/],
    ['a host without TLS', { ...acme, cluster: undefined, baseUrl: 'http://a.example.com' }, /baseUrl: http would/],
    ['half an admin', { ...acme, adminOrgId: '1' }, /adminOrgId is set but adminKey is not/],
    [
      'half an attribution',
      { ...acme, attribution: { entityType: 'TILL' } },
      /attribution\.entityType is set but attribution\.entityCode/,
    ],
    ['a sandbox with credentials', { ...acme, sandbox: true }, /remove either "sandbox" or the other/],
    [
      'a sandbox with the caller’s credentials',
      { sandbox: true, perRequestCredentials: true },
      /perRequestCredentials/,
    ],
    ['an unknown key', { ...acme, passwrod: 1 }, /tenant 'acme': .*passwrod/],
    ['an invalid limit', { ...acme, limits: { concurrency: 0 } }, /limits\.concurrency: expected a whole number/],
    [
      'a fractional limit',
      { ...acme, limits: { callsPerMinute: 1.5 } },
      /limits\.callsPerMinute: expected a whole number/,
    ],
    ['an unknown filter', { ...acme, filters: { readonly: true } }, /filters.*readonly/],
    ['an unknown domain', { ...acme, filters: { domains: ['pionts'] } }, /tenant 'acme': domains: .*'pionts'.*points/],
    ['an unknown tool', { ...acme, filters: { tools: ['customer_ad'] } }, /tenant 'acme': tools: .*customer_add/],
  ])('where a tenant has %s', async (_, tenant, expected) => {
    expect(await refusal({ fine: trial, acme: tenant })).toMatch(expected);
  });

  it.each<[string, unknown, object, RegExp]>([
    ['that is not JSON', `{"tenants": {"acme": {"password": "${SECRET}"`, {}, /not valid JSON/],
    ['without a tenant', {}, {}, /tenants: expected at least one/],
    ['with a list', [trial], {}, /tenants: /],
    ['with an id that cannot be logged', { 'a\nb': trial }, {}, /expected an id/],
    [
      'with too many tenants',
      Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`t${n}`, trial])),
      {},
      /at most 1000/,
    ],
    ['with an unknown key', { acme: trial }, { password: SECRET }, /password/],
  ])('%s', async (_, tenants, more, expected) => {
    expect(await refusal(tenants, more)).toMatch(expected);
  });
});

describe('a changed tenants file', () => {
  it('is reloaded, and leaves unchanged tenants alone', async () => {
    const tenants = await open({ acme, trial, gone: trial });
    const before = tenants.current();
    const changed = changeOf(tenants);
    // The same tenant, written in another order.
    await save({
      trial: { ...trial, filters: { readOnly: true } },
      acme: Object.fromEntries(Object.entries(acme).reverse()),
    });
    await changed;
    const now = tenants.current();
    expect([...now.keys()]).toEqual(['trial', 'acme']);
    expect(now.get('acme')).toBe(before.get('acme'));
    expect(now.get('trial')).not.toBe(before.get('trial'));
    expect(now.get('trial')?.filters).toEqual({ readOnly: true });
  });

  it('has its secrets reloaded', async () => {
    await writeFile(join(folder, 'password'), 'old-password');
    const tenant = { ...acme, password: { file: 'password' } };
    const tenants = await open({ acme: tenant });
    const before = tenants.current().get('acme');
    await writeFile(join(folder, 'password'), 'new-password');
    const changed = changeOf(tenants);
    await save({ acme: tenant, trial });
    await changed;
    expect(tenants.current().get('acme')).not.toBe(before);
    expect(tenants.current().get('acme')).toMatchObject({ target: { credentials: { password: 'new-password' } } });
  });

  it('that refers to a missing secret is reloaded once the secret exists', async () => {
    const warnings: string[] = [];
    const tenants = await open({ acme }, {}, (message) => warnings.push(message));
    await mkdir(join(folder, 'secrets'));
    await save({ acme: { ...acme, password: { file: 'secrets/password' } } });
    await expect.poll(() => warnings, SOON).toHaveLength(1);
    const changed = changeOf(tenants);
    await writeFile(join(folder, 'secrets', 'password'), 'new-password');
    await changed;
    expect(passwordOf(tenants)).toBe('new-password');
  });

  it('that is invalid changes nothing, and the warning names the field but not the secret', async () => {
    const warnings: string[] = [];
    const tenants = await open({ acme }, {}, (message) => warnings.push(message));
    const before = tenants.current();
    await save({ acme: { ...acme, password: SECRET }, trial });
    await expect.poll(() => warnings, SOON).toHaveLength(1);
    await save(`{"${SECRET}`);
    await expect.poll(() => warnings, SOON).toHaveLength(2);
    expect(warnings[0]).toMatch(/tenants\.json: tenant 'acme': password: .*The previous tenants stay in force/);
    expect(warnings.join()).not.toContain(SECRET);
    expect(tenants.current()).toBe(before);
    const changed = changeOf(tenants);
    await save({ acme, trial });
    await changed;
    expect(tenants.current().get('acme')).toBe(before.get('acme'));
  });
});

describe('a file with a secret', () => {
  const byFile = { ...acme, password: { file: 'secrets/password' } };
  const rotate = async (password: string): Promise<void> => {
    await writeFile(join(folder, 'next'), password);
    await rename(join(folder, 'next'), join(folder, 'secrets', 'password'));
  };
  beforeEach(async () => {
    await mkdir(join(folder, 'secrets'));
    await rotate('old-password');
  });

  it('is reloaded when it is replaced, and leaves the other tenants alone', async () => {
    const tenants = await open({ acme: byFile, trial, other: acme });
    const before = tenants.current();
    const changed = changeOf(tenants);
    await rotate('new-password');
    await changed;
    expect(passwordOf(tenants)).toBe('new-password');
    for (const id of ['trial', 'other']) expect(tenants.current().get(id)).toBe(before.get(id));
  });

  it('is reloaded when it is written in place', async () => {
    const tenants = await open({ acme: byFile });
    const changed = changeOf(tenants);
    await writeFile(join(folder, 'secrets', 'password'), 'new-password');
    await changed;
    expect(passwordOf(tenants)).toBe('new-password');
  });

  it('is reloaded when Kubernetes replaces the link to its folder', async () => {
    const mount = join(folder, 'mount');
    const write = async (version: string, password: string): Promise<void> => {
      await mkdir(join(mount, version), { recursive: true });
      await writeFile(join(mount, version, 'password'), password);
      await symlink(version, join(mount, '..data_tmp'));
      await rename(join(mount, '..data_tmp'), join(mount, '..data'));
    };
    await write('..2026_01', 'old-password');
    await symlink(join('..data', 'password'), join(mount, 'password'));
    const tenants = await open({ acme: { ...acme, password: { file: 'mount/password' } } });
    expect(passwordOf(tenants)).toBe('old-password');
    const changed = changeOf(tenants);
    await write('..2026_02', 'new-password');
    await rm(join(mount, '..2026_01'), { recursive: true });
    await changed;
    expect(passwordOf(tenants)).toBe('new-password');
  });

  it.each<[string, () => Promise<void>]>([
    ['is empty', () => rotate('\n')],
    ['is removed', () => rm(join(folder, 'secrets', 'password'))],
    ['has two lines', () => rotate(`${SECRET}\nmore`)],
  ])('that %s changes nothing, and one warning names its tenant', async (_, spoil) => {
    const warnings: string[] = [];
    const tenants = await open({ acme: byFile, trial }, {}, (message) => warnings.push(message));
    const before = tenants.current();
    await spoil();
    await expect.poll(() => warnings, SOON).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /tenants\.json: tenant 'acme': password: the file it names .*The previous tenants stay in force/,
    );
    expect(warnings[0]).not.toMatch(new RegExp(`${SECRET}|secrets/`));
    expect(tenants.current()).toBe(before);
    const changed = changeOf(tenants);
    await rotate('new-password');
    await changed;
    expect(passwordOf(tenants)).toBe('new-password');
    expect(warnings).toHaveLength(1);
  });

  it('is no longer watched once no tenant refers to it', async () => {
    const warnings: string[] = [];
    const tenants = await open({ acme: byFile }, {}, (message) => warnings.push(message));
    const withoutIt = changeOf(tenants);
    await save({ acme });
    await withoutIt;
    await rm(join(folder, 'secrets'), { recursive: true });
    const changed = changeOf(tenants);
    await save({ acme, trial });
    await changed;
    expect(warnings).toEqual([]);
  });
});

describe('the tenant that serves a caller', () => {
  const requestFor = (name?: string): Request =>
    new Request('https://mcp.example.com/mcp', { headers: name === undefined ? {} : { 'x-capillary-tenant': name } });
  const serving = (tenants: Tenants, bound?: string, header?: string): string | number => {
    const tenant = tenantOf(
      { subject: 'x', ...(bound !== undefined && { tenant: bound }) },
      requestFor(header),
      tenants,
    );
    return tenant instanceof Response ? tenant.status : tenant.id;
  };

  it('is the one that the credential names; a request that names another is refused', async () => {
    const tenants = await open({ acme, trial }, { chosenByHeader: true });
    expect(serving(tenants, 'acme')).toBe('acme');
    expect(serving(tenants, 'acme', 'acme')).toBe('acme');
    expect(serving(tenants, 'acme', 'trial')).toBe(403);
    expect(serving(tenants, 'nobody', 'trial')).toBe(403);
    expect(serving(tenants, '', 'trial')).toBe(403);
  });

  it('is the one that the request names, if the operator allows that', async () => {
    const choosable = await open({ acme, trial }, { chosenByHeader: true });
    expect(serving(choosable, undefined, 'trial')).toBe('trial');
    expect(serving(choosable, undefined, 'nobody')).toBe(403);
    expect(serving(choosable)).toBe(403);
    close();
    expect(serving(await open({ acme, trial }), undefined, 'trial')).toBe(403);
  });

  it('is the only one, if there is only one', async () => {
    const tenants = await open({ acme });
    expect(serving(tenants)).toBe('acme');
    expect(serving(tenants, 'nobody')).toBe(403);
  });

  it('is refused with the same message whether it exists or not', async () => {
    const tenants = await open({ acme, trial });
    const texts = await Promise.all(
      [undefined, 'acme', 'nobody'].map(async (header) => {
        const refused = tenantOf({ subject: 'x' }, requestFor(header), tenants);
        if (!(refused instanceof Response)) throw new Error('served');
        return `${refused.status} ${await refused.text()}`;
      }),
    );
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).not.toMatch(/acme|trial|nobody/);
  });
});

describe('credentials of a request', () => {
  const read = (headers: Record<string, string>, allowed?: boolean) =>
    readRequestCredentials(new Headers(headers), allowed);

  it('are of either kind, or absent', () => {
    expect(read({ 'x-capillary-username': 'till1', 'x-capillary-password': SECRET })).toEqual({
      kind: 'basic',
      username: 'till1',
      password: SECRET,
    });
    expect(read({ 'x-capillary-client-key': 'key1', 'x-capillary-client-secret': SECRET })).toEqual({
      kind: 'oauth',
      key: 'key1',
      secret: SECRET,
    });
    expect(read({})).toBeUndefined();
    expect(read({ 'x-capillary-username': '', 'x-capillary-password': ' ' })).toBeUndefined();
  });

  it.each<[string, Record<string, string>]>([
    ['half a pair', { 'x-capillary-password': SECRET }],
    ['half a pair of the other kind', { 'x-capillary-client-key': SECRET }],
    [
      'both kinds',
      {
        'x-capillary-username': 'a',
        'x-capillary-password': SECRET,
        'x-capillary-client-key': 'k',
        'x-capillary-client-secret': SECRET,
      },
    ],
    ['a control character', { 'x-capillary-username': 'a', 'x-capillary-password': `${SECRET}\u0001` }],
    ['non-ASCII text', { 'x-capillary-username': 'a', 'x-capillary-password': `${SECRET}é` }],
    ['a value that is too long', { 'x-capillary-username': 'a', 'x-capillary-password': SECRET.repeat(50) }],
  ])('with %s are refused without being quoted', async (_, headers) => {
    const refused = read(headers);
    if (!(refused instanceof Response)) throw new Error('accepted');
    expect(refused.status).toBe(400);
    expect(await refused.text()).not.toContain(SECRET);
  });

  it('are refused, not ignored, if the tenant does not accept any', () => {
    const refused = read({ 'x-capillary-username': 'a', 'x-capillary-password': SECRET }, false);
    expect(refused instanceof Response && refused.status).toBe(403);
    expect(read({}, false)).toBeUndefined();
  });
});
