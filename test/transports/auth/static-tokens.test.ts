/** Static bearer tokens: whom they identify, what they allow, how they are revoked, and how one is created. */
import { mkdtemp, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { printToken } from '../../../src/commands/token.js';
import { ConfigError } from '../../../src/lib/config-error.js';
import type { Authenticator } from '../../../src/transports/auth/authenticator.js';
import { hashToken, openStaticTokens } from '../../../src/transports/auth/static-tokens.js';

const ONE = `cap_${'a'.repeat(43)}`;
const TWO = `cap_${'b'.repeat(43)}`;
const one = { name: 'support desk', sha256: hashToken(ONE) };
const two = { name: 'nightly job', sha256: hashToken(TWO), tenant: 'acme' };
const NOW = Date.parse('2026-06-01T12:00:00Z');

let folder: string;
let path: string;
let opened: Authenticator[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capillary-mcp-'));
  path = join(folder, 'tokens.json');
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((each) => each.close?.()));
  await rm(folder, { recursive: true });
});

const save = async (tokens: unknown): Promise<void> => {
  await writeFile(`${path}.new`, typeof tokens === 'string' ? tokens : JSON.stringify({ tokens }));
  await rename(`${path}.new`, path);
};

async function open(tokens: unknown, warn: (message: string) => void = () => {}): Promise<Authenticator> {
  await save(tokens);
  const authenticator = await openStaticTokens({ path, warn, now: () => NOW });
  opened.push(authenticator);
  return authenticator;
}

const request = (token: string): Request =>
  new Request('https://mcp.example.com/mcp', { headers: { authorization: `Bearer ${token}` } });

/** The caller, or the status of the refusal. */
async function caller(authenticator: Authenticator, token: string): Promise<unknown> {
  const answer = await authenticator.authenticate(request(token));
  return answer instanceof Response ? answer.status : answer;
}

/** The first warning. */
function warning(): { warn: (message: string) => void; reported: Promise<string> } {
  let warn: (message: string) => void = () => {};
  const reported = new Promise<string>((resolve) => {
    warn = resolve;
  });
  return { warn: (message) => warn(message), reported };
}

describe('a static token', () => {
  it('names the caller and the tenant', async () => {
    const authenticator = await open([one, two]);
    expect(await caller(authenticator, ONE)).toEqual({ subject: 'support desk' });
    expect(await caller(authenticator, TWO)).toEqual({ subject: 'nightly job', tenant: 'acme' });
  });

  it.each([
    ['another', `cap_${'c'.repeat(43)}`],
    ['the hash of one', one.sha256],
    ['the beginning of one', ONE.slice(0, -1)],
    ['one in another case', ONE.toUpperCase()],
    ['the name of a property', '__proto__'],
  ])('is not accepted if it is %s', async (_, token) => {
    const answer = await (await open([one])).authenticate(request(token));
    if (!(answer instanceof Response)) throw new Error('accepted');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token"/);
    expect(`${answer.headers.get('www-authenticate')}${await answer.text()}`).not.toContain(token);
  });

  it('is requested if there is none', async () => {
    const answer = await (await open([one])).authenticate(new Request('https://mcp.example.com/mcp'));
    if (!(answer instanceof Response)) throw new Error('accepted');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="capillary-mcp"');
  });

  it('allows what its scopes allow', async () => {
    const authenticator = await open([
      { ...one, scopes: ['capillary.read', 'capillary.domain.points'] },
      { ...two, scopes: ['capillary.write'] },
    ]);
    expect(await caller(authenticator, ONE)).toEqual({
      subject: 'support desk',
      filters: { readOnly: true, domains: ['points'] },
    });
    expect(await caller(authenticator, TWO)).not.toHaveProperty('filters');
  });

  it('expires at the time in its entry', async () => {
    const authenticator = await open([
      { ...one, expires: '2026-06-01' },
      { ...two, expires: '2026-06-01T14:00:01+02:00' },
    ]);
    expect(await caller(authenticator, ONE)).toBe(401);
    expect(await caller(authenticator, TWO)).toHaveProperty('expiresAt', NOW / 1000 + 1);
    const atItsEnd = await open([{ ...one, expires: '2026-06-01T12:00:00Z' }]);
    expect(await caller(atItsEnd, ONE)).toBe(401);
  });

  it('is accepted or revoked as soon as the file changes', async () => {
    const authenticator = await open([one]);
    await save([two]);
    await expect.poll(() => caller(authenticator, TWO)).toHaveProperty('subject', 'nightly job');
    expect(await caller(authenticator, ONE)).toBe(401);
    await save([]);
    await expect.poll(() => caller(authenticator, TWO)).toBe(401);
  });

  it('stays valid while the file is invalid, and the operator is warned', async () => {
    const { warn, reported } = warning();
    const authenticator = await open([one], warn);
    await save([one, { ...two, scopes: ['capillary.raed'] }]);
    expect(await reported).toMatch(
      /tokens\.json: tokens\.1\.scopes: expected capillary\.read.*The previous tokens stay in force/,
    );
    expect(await caller(authenticator, ONE)).toHaveProperty('subject');
    expect(await caller(authenticator, TWO)).toBe(401);
  });

  it('stays valid while the file is missing, and the operator is warned', async () => {
    const { warn, reported } = warning();
    const authenticator = await open([one], warn);
    await unlink(path);
    expect(await reported).toMatch(/tokens\.json: could not be read/);
    expect(await caller(authenticator, ONE)).toHaveProperty('subject');
  });
});

describe('a tokens file stops the start', () => {
  it.each<[string, unknown, RegExp]>([
    ['that is not JSON', `{"tokens": ["${ONE}"`, /not valid JSON/],
    ['without tokens', '{}', /tokens: /],
    ['with a token instead of its hash', [{ name: 'x', sha256: ONE }], /tokens\.0\.sha256: expected the SHA-256/],
    ['with a token beside its hash', [{ ...one, token: ONE }], /tokens\.0.*token/],
    ['with a nameless token', [{ sha256: one.sha256 }], /tokens\.0\.name/],
    ['with a name of two lines', [{ ...one, name: 'a\nb' }], /tokens\.0\.name/],
    ['with a token twice', [one, { ...two, sha256: one.sha256.toUpperCase() }], /tokens\.1: this token is already/],
    ['with scopes that allow nothing', [{ ...one, scopes: ['capillary.domain.points'] }], /scopes: expected/],
    ['with a misspelt scope', [{ ...one, scopes: ['capillary.read', 'capillary.wirte'] }], /scopes: expected/],
    ['with no scope at all', [{ ...one, scopes: [] }], /at least one scope/],
    ['with an expiry that is not a date', [{ ...one, expires: 'next year' }], /tokens\.0\.expires: expected a date/],
    ['with a day that does not exist', [{ ...one, expires: '2026-02-30' }], /tokens\.0\.expires: expected a date/],
  ])('%s', async (_, tokens, expected) => {
    const refused = await open(tokens).catch((error: unknown) => error);
    if (!(refused instanceof ConfigError)) throw new Error(`not refused: ${String(refused)}`);
    expect(refused.message).toMatch(expected);
    expect(refused.message).not.toContain(ONE);
  });

  it('that does not exist', async () => {
    await expect(openStaticTokens({ path: join(folder, 'none.json'), warn: () => {} })).rejects.toThrow(
      /ENOENT.*none\.json/,
    );
  });
});

describe('the command token', () => {
  const printed = (options: Parameters<typeof printToken>[0]) => {
    const texts: string[] = [];
    printToken(options, (text) => texts.push(text));
    const [token = '', ...rest] = texts.join('\n').split('\n');
    return { token, entry: JSON.parse(rest.join('\n').replace(/^[^{]*/, '')), rest: rest.join('\n') };
  };

  it('prints a token and the entry that accepts it', async () => {
    const { token, entry, rest } = printed({
      name: 'counter',
      tenant: 'acme',
      scopes: 'capillary.read, capillary.domain.points',
    });
    expect(token).toMatch(/^cap_[A-Za-z0-9_-]{43}$/);
    expect(rest).not.toContain(token);
    expect(await caller(await open([entry]), token)).toEqual({
      subject: 'counter',
      tenant: 'acme',
      filters: { readOnly: true, domains: ['points'] },
    });
  });

  it('never prints the same token twice', () => {
    expect(printed({}).token).not.toBe(printed({}).token);
  });

  it('refuses unknown scopes', () => {
    expect(() => printed({ scopes: 'read' })).toThrow(/--scopes: expected capillary\.read/);
  });
});
