/** OAuth access tokens: which are accepted, what they allow, and how the others are refused. */
import { createHmac } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Authenticator, noAuthentication } from '../../../src/transports/auth/authenticator.js';
import { JwtAuthenticator, type JwtOptions } from '../../../src/transports/auth/jwt.js';
import { type JsonServer, serveJson } from '../loopback.js';

const AUDIENCE = 'https://mcp.example.com/mcp';
const METADATA = 'https://mcp.example.com/.well-known/oauth-protected-resource/mcp';
const NOW = 1_800_000_000;

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;
let keys: { one: KeyPair; two: KeyPair; rsa: KeyPair; stranger: KeyPair };
let issuer: JsonServer;
const opened: Authenticator[] = [];

beforeAll(async () => {
  const [one, two, stranger] = await Promise.all(
    ['', '', ''].map(() => generateKeyPair('ES256', { extractable: true })),
  );
  const rsa = await generateKeyPair('RS256', { extractable: true });
  if (!one || !two || !stranger) throw new Error('no keys');
  keys = { one, two, stranger, rsa };
  issuer = await serveJson({});
});
beforeEach(async () => {
  issuer.documents['/keys'] = { keys: [await jwk('one'), await jwk('rsa')] };
});
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close?.()));
  await issuer.close();
});

const jwk = async (kid: keyof typeof keys) => ({ ...(await exportJWK(keys[kid].publicKey)), kid, use: 'sig' });

/** Fetches the keys again without waiting. */
const EAGER = { cooldownMs: 0, retryMs: 0 };

function authenticator(options: Partial<JwtOptions> = {}): Authenticator {
  const jwtAuthenticator = new JwtAuthenticator({
    issuer: issuer.url,
    audience: AUDIENCE,
    jwksUrl: `${issuer.url}/keys`,
    now: () => NOW * 1000,
    jwks: EAGER,
    ...options,
  });
  opened.push(jwtAuthenticator);
  return jwtAuthenticator;
}

const claims = (more: JWTPayload = {}): JWTPayload => ({
  iss: issuer.url,
  aud: AUDIENCE,
  sub: 'agent-7',
  exp: NOW + 600,
  scope: 'capillary.write',
  ...more,
});

const sign = (
  payload: JWTPayload = claims(),
  { alg = 'ES256', kid = 'one', key = keys.one, typ }: { alg?: string; kid?: string; key?: KeyPair; typ?: string } = {},
): Promise<string> => new SignJWT(payload).setProtectedHeader({ alg, kid, ...(typ && { typ }) }).sign(key.privateKey);

const request = (token?: string, url = AUDIENCE): Request =>
  new Request(url, { method: 'POST', headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

async function refusalOf(answer: Promise<unknown>): Promise<{ status: number; challenge: string; text: string }> {
  const response = await answer;
  if (!(response instanceof Response)) throw new Error(`not refused: ${JSON.stringify(response)}`);
  const { status, headers } = response;
  return { status, challenge: headers.get('www-authenticate') ?? '', text: await response.text() };
}

describe('without authentication', () => {
  it('every caller is anonymous and unrestricted', async () => {
    const open = noAuthentication();
    expect(await open.authenticate(request())).toEqual({ subject: 'anonymous' });
    expect(open.publicRoutes.size).toBe(0);
  });
});

describe('an access token', () => {
  it('names the caller and when the token expires', async () => {
    expect(await authenticator().authenticate(request(await sign()))).toEqual({
      subject: 'agent-7',
      expiresAt: NOW + 600,
    });
  });

  it.each(['JWT', 'at+jwt', 'application/at+jwt'])('may have the type %s', async (typ) => {
    expect(await authenticator().authenticate(request(await sign(claims(), { typ })))).toHaveProperty('subject');
  });

  it('may be signed with RSA, and be for several audiences', async () => {
    const token = await sign(claims({ aud: ['https://other.example.com', AUDIENCE] }), {
      alg: 'RS256',
      kid: 'rsa',
      key: keys.rsa,
    });
    expect(await authenticator().authenticate(request(token))).toHaveProperty('subject', 'agent-7');
  });

  it.each([
    ['https://mcp.example.com', 'https://mcp.example.com/'],
    ['https://mcp.example.com/', 'https://mcp.example.com'],
  ])('for %s is accepted for %s', async (aud, audience) => {
    expect(await authenticator({ audience }).authenticate(request(await sign(claims({ aud }))))).toHaveProperty(
      'subject',
    );
  });

  it('without a subject takes the name of its client', async () => {
    const { sub: _, ...rest } = claims({ client_id: 'nightly-job' });
    expect(await authenticator().authenticate(request(await sign(rest)))).toHaveProperty(
      'subject',
      'client:nightly-job',
    );
  });

  it('is accepted up to five seconds before it is valid, and less than five seconds after it has expired', async () => {
    const answers = async (times: JWTPayload) => authenticator().authenticate(request(await sign(claims(times))));
    expect(await answers({ exp: NOW - 4, nbf: NOW + 5 })).toHaveProperty('subject');
    expect((await refusalOf(answers({ exp: NOW - 5 }))).challenge).toContain('expired');
    expect((await refusalOf(answers({ nbf: NOW + 6 }))).challenge).toContain('not valid yet');
  });

  it('names the tenant in the claim that the operator configures', async () => {
    const bound = authenticator({ tenantClaim: 'brand' });
    expect(await bound.authenticate(request(await sign(claims({ brand: 'acme' }))))).toHaveProperty('tenant', 'acme');
    for (const brand of [undefined, '', 7, ['acme', 'other']]) {
      const { status, text } = await refusalOf(bound.authenticate(request(await sign(claims({ brand })))));
      expect(status).toBe(403);
      expect(text).toContain("must name a tenant in the claim 'brand'");
    }
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    [
      'for another audience',
      () => sign(claims({ aud: 'https://mcp.example.com/other' })),
      /not issued for this server/,
    ],
    [
      'for an audience that merely begins like this one',
      () => sign(claims({ aud: `${AUDIENCE}.evil.example` })),
      /not issued/,
    ],
    ['without an audience', () => sign(without('aud')), /not issued/],
    ['of another issuer', () => sign(claims({ iss: 'https://evil.example.com' })), /issuer/],
    ['without an issuer', () => sign(without('iss')), /issuer/],
    ['that has expired', () => sign(claims({ exp: NOW - 60 })), /expired/],
    ['that never expires', () => sign(without('exp')), /`exp` is missing/],
    ['whose expiry is a text', () => sign(claimsWith('exp', String(NOW + 600))), /not a number/],
    ['that is not valid yet', () => sign(claims({ nbf: NOW + 60 })), /not valid yet/],
    ['without a subject or client', () => sign(without('sub')), /none of the claims/],
    ['with an unknown key', () => sign(claims(), { kid: 'stranger', key: keys.stranger }), /does not publish/],
    ['signed with another key', () => sign(claims(), { key: keys.stranger }), /cannot be verified/],
    ['that was changed', async () => tampered(await sign()), /cannot be verified/],
    ['with the algorithm none', async () => new UnsecuredJWT(claims()).encode(), /cannot be verified/],
    ['signed with the public key as a secret', hmacWithPublicKey, /cannot be verified/],
    ['with an unknown critical header', critical, /cannot be verified/],
    ['that is garbage', async () => 'garbage', /cannot be verified/],
    ['of empty parts', async () => '..', /cannot be verified/],
    ['with characters that tokens cannot contain', async () => 'a,b', /well-formed/],
  ])('%s is refused', async (_, createToken, description) => {
    const token = await createToken();
    const { status, challenge, text } = await refusalOf(authenticator().authenticate(request(token)));
    expect(status).toBe(401);
    expect(challenge).toMatch(/^Bearer error="invalid_token", error_description="/);
    expect(challenge).toMatch(description);
    expect(challenge).toContain(`resource_metadata="${METADATA}"`);
    if (token.length > 10) expect(challenge + text).not.toContain(token);
  });

  it('without a key id is refused if several keys of the issuer could have signed it', async () => {
    issuer.documents['/keys'] = { keys: [await jwk('one'), await jwk('two')] };
    const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'ES256' }).sign(keys.one.privateKey);
    const { status, challenge } = await refusalOf(authenticator().authenticate(request(token)));
    expect(status).toBe(401);
    expect(challenge).toMatch(/error="invalid_token".*`kid`/);
  });

  it.each([[undefined], [''], ['Bearer'], ['Bearer '], ['Basic dXNlcjpwYXNz']])(
    'is requested without an error code when the header is %j',
    async (authorization) => {
      const bare = new Request(AUDIENCE, { headers: authorization === undefined ? {} : { authorization } });
      const { status, challenge } = await refusalOf(authenticator().authenticate(bare));
      expect(status).toBe(401);
      expect(challenge).toBe(`Bearer realm="capillary-mcp", scope="capillary.read", resource_metadata="${METADATA}"`);
    },
  );

  it('in the URL is refused', async () => {
    const token = await sign();
    for (const header of [undefined, token]) {
      const { status, challenge } = await refusalOf(
        authenticator().authenticate(request(header, `${AUDIENCE}?access_token=${token}`)),
      );
      expect(status).toBe(400);
      expect(challenge).toContain('error="invalid_request"');
      expect(challenge).not.toContain(token);
    }
  });

  it('must use one of the configured algorithms', async () => {
    const strict = authenticator({ algorithms: ['RS256'] });
    expect((await refusalOf(strict.authenticate(request(await sign())))).status).toBe(401);
  });
});

describe('a token made for another purpose', () => {
  const refused = async (token: Promise<string>, options?: Partial<JwtOptions>) =>
    (await refusalOf(authenticator(options).authenticate(request(await token)))).challenge;

  it.each(['logout+jwt', 'dpop+jwt', 'secevent+jwt', 'id_token', 'application/logout+jwt'])(
    'is refused by its type: %s',
    async (typ) => {
      expect(await refused(sign(claims(), { typ }))).toMatch(/invalid_token.*type that no access token has/);
    },
  );

  it.each([
    [{ nonce: 'n-0S6_WzA2Mj' }, /an ID token.*nonce/],
    [{ at_hash: 'x' }, /an ID token.*at_hash/],
    [{ events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }, /security event/],
    [{ typ: 'ID' }, /not an access token/],
    [{ typ: 'Refresh' }, /not an access token/],
    [{ cnf: { jkt: 'x' } }, /bound to a key/],
  ])('is refused by its claims: %j', async (more, description) => {
    expect(await refused(sign(claims(more)))).toMatch(description);
  });

  it.each([undefined, 'JWT', 'jwt', 'at+jwt', 'application/at+jwt', 'AT+JWT'])(
    'is not meant by the type %s',
    async (typ) => {
      const caller = await authenticator().authenticate(
        request(await sign(claims({ typ: 'Bearer' }), typ ? { typ } : {})),
      );
      expect(caller).toMatchObject({ subject: 'agent-7' });
    },
  );

  it('is whatever RFC 9068 does not describe, if that is required', async () => {
    const strict = { strict: true };
    const whole = claims({ client_id: 'c', iat: NOW, jti: 'j' });
    const caller = await authenticator(strict).authenticate(request(await sign(whole, { typ: 'at+jwt' })));
    expect(caller).toMatchObject({ subject: 'agent-7' });
    expect(await refused(sign(whole, { typ: 'JWT' }), strict)).toMatch(/at\+jwt/);
    expect(await refused(sign(whole), strict)).toMatch(/at\+jwt/);
    const { jti: _, ...anonymous } = whole;
    expect(await refused(sign(anonymous, { typ: 'at+jwt' }), strict)).toMatch(/jti/);
  });
});

describe('the subject of a token', () => {
  const subjectOf = async (more: JWTPayload): Promise<string> => {
    const caller = await authenticator().authenticate(request(await sign(claims(more))));
    if (caller instanceof Response) throw new Error('refused');
    return caller.subject;
  };

  it('differs for a client and a user with the same name', async () => {
    const token = await sign({ ...without('sub'), client_id: 'agent-7' });
    const caller = await authenticator().authenticate(request(token));
    const client = caller instanceof Response ? undefined : caller.subject;
    expect(client).toBe('client:agent-7');
    expect(await subjectOf({ sub: 'agent-7' })).toBe('agent-7');
    expect(await subjectOf({ sub: 'client:agent-7' })).not.toBe(client);
    expect(await subjectOf({ sub: 'sub:client:agent-7' })).not.toBe(await subjectOf({ sub: 'client:agent-7' }));
  });

  it('differs for long names with the same beginning', async () => {
    const [one, two] = [
      await subjectOf({ sub: `${'x'.repeat(300)}1` }),
      await subjectOf({ sub: `${'x'.repeat(300)}2` }),
    ];
    expect(one).not.toBe(two);
    expect([one.length, two.length]).toEqual([200, 200]);
  });
});

describe('the scopes of a token', () => {
  const allowedBy = async (scopes: JWTPayload, options: Partial<JwtOptions> = {}) => {
    const caller = await authenticator(options).authenticate(request(await sign({ ...without('scope'), ...scopes })));
    return caller instanceof Response ? caller.status : (caller.filters ?? 'everything');
  };

  it.each<[JWTPayload, unknown]>([
    [{ scope: 'capillary.read' }, { readOnly: true }],
    [{ scope: 'openid capillary.write' }, 'everything'],
    [{ scope: 'capillary.read capillary.write' }, 'everything'],
    [{ scp: ['capillary.read'] }, { readOnly: true }],
    [{ scp: 'capillary.write profile' }, 'everything'],
    [{ scope: 'capillary.read', scp: ['capillary.write'] }, 'everything'],
    [
      { scope: 'capillary.domain.points capillary.read capillary.domain.coupon capillary.domain.points' },
      { readOnly: true, domains: ['coupon', 'points'] },
    ],
    [{ scope: 'capillary.write capillary.domain.nonsense' }, { domains: ['nonsense'] }],
    [{ scope: 'capillary.write capillary.domain.' }, { domains: [''] }],
  ])('%j allow %j', async (scopes, allowed) => {
    expect(await allowedBy(scopes)).toEqual(allowed);
  });

  it.each<[JWTPayload]>([
    [{}],
    [{ scope: '' }],
    [{ scope: 'openid' }],
    [{ scope: 'capillary.domain.points' }],
    [{ scope: 'capillary.readonly' }],
    [{ scope: 'CAPILLARY.WRITE' }],
    [{ scope: 'capillary.write,capillary.read' }],
    [{ scp: { 'capillary.write': true } }],
    [{ scp: [['capillary.write']] }],
  ])('%j allow nothing', async (scopes) => {
    expect(await allowedBy(scopes)).toBe(403);
  });

  it('that are missing are named in the challenge', async () => {
    const { challenge } = await refusalOf(
      authenticator().authenticate(request(await sign(claims({ scope: 'openid' })))),
    );
    expect(challenge).toMatch(/^Bearer error="insufficient_scope".*scope="capillary\.read"/);
    expect(challenge).toContain(`resource_metadata="${METADATA}"`);
  });

  it('that allow reads only refuse a write and name the scope for it', async () => {
    const caller = await authenticator().authenticate(request(await sign(claims({ scope: 'capillary.read' }))));
    if (caller instanceof Response || !caller.refuseWrite) throw new Error('cannot refuse');
    const { status, challenge, text } = await refusalOf(Promise.resolve(caller.refuseWrite()));
    expect(status).toBe(403);
    expect(text).toContain('The token allows reads only; this call needs the scope capillary.write.');
    expect(challenge).toMatch(/^Bearer error="insufficient_scope".*scope="capillary\.write"/);
    const writer = await authenticator().authenticate(request(await sign()));
    expect(writer).not.toHaveProperty('refuseWrite');
  });

  it('begin with the configured prefix', async () => {
    expect(await allowedBy({ scope: 'brand.read' }, { scopePrefix: 'brand' })).toEqual({ readOnly: true });
    expect(await allowedBy({ scope: 'capillary.read' }, { scopePrefix: 'brand' })).toBe(403);
  });
});

describe('the issuer’s keys', () => {
  it('are fetched again when a token is signed with a new one', async () => {
    const rotating = authenticator();
    expect(await rotating.authenticate(request(await sign()))).toHaveProperty('subject');
    issuer.documents['/keys'] = { keys: [await jwk('two')] };
    const rotated = await sign(claims(), { kid: 'two', key: keys.two });
    expect(await rotating.authenticate(request(rotated))).toHaveProperty('subject');
    expect((await refusalOf(rotating.authenticate(request(await sign())))).status).toBe(401);
  });

  it('are not fetched again for each unknown key', async () => {
    const calm = authenticator({ jwks: { cooldownMs: 60_000 } });
    await calm.authenticate(request(await sign()));
    issuer.documents['/keys'] = { keys: [await jwk('stranger')] };
    const stranger = await sign(claims(), { kid: 'stranger', key: keys.stranger });
    expect((await refusalOf(calm.authenticate(request(stranger)))).status).toBe(401);
  });

  it.each<[string, unknown]>([
    ['are missing', undefined],
    ['are not a key set', { nothing: true }],
    ['are not objects', { keys: ['x'] }],
    ['are invalid', { keys: [{ kty: 'EC', kid: 'one', crv: 'P-256', x: '!', y: '!' }] }],
  ])('that %s cause status 503, not 401', async (_, document) => {
    issuer.documents['/keys'] = document;
    const { status, challenge } = await refusalOf(authenticator().authenticate(request(await sign())));
    expect(status).toBe(503);
    expect(challenge).toBe('');
  });

  it('that cannot be fetched cause status 503 and one warning, and are fetched again later', async () => {
    const gone = await serveJson({});
    await gone.close();
    const warnings: string[] = [];
    const warn = (message: string): void => {
      warnings.push(message);
    };
    const unlucky = authenticator({ jwksUrl: `${gone.url}/keys`, jwks: { retryMs: 60_000 }, warn });
    for (let tries = 0; tries < 3; tries++) {
      const refusal = await unlucky.authenticate(request(await sign()));
      if (!(refusal instanceof Response)) throw new Error('not refused');
      expect(refusal.status).toBe(503);
      expect(Number(refusal.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/could not be fetched.*ECONNREFUSED/);

    issuer.documents['/keys'] = undefined;
    const patient = authenticator();
    expect((await refusalOf(patient.authenticate(request(await sign())))).status).toBe(503);
    issuer.documents['/keys'] = { keys: [await jwk('one')] };
    expect(await patient.authenticate(request(await sign()))).toHaveProperty('subject');
  });

  it.each([
    ['/.well-known/oauth-authorization-server/tenant-a', '/tenant-a'],
    ['/.well-known/openid-configuration/tenant-a', '/tenant-a'],
    ['/tenant-a/.well-known/openid-configuration', '/tenant-a'],
    ['/.well-known/openid-configuration', ''],
    ['/.well-known/oauth-authorization-server', '/'],
  ])('are found through %s', async (metadataPath, path) => {
    const iss = `${issuer.url}${path}`;
    issuer.documents[metadataPath] = { issuer: iss, jwks_uri: `${issuer.url}/keys` };
    const discovering = new JwtAuthenticator({ issuer: iss, audience: AUDIENCE, now: () => NOW * 1000, jwks: EAGER });
    opened.push(discovering);
    const token = await sign(claims({ iss }));
    expect(await discovering.authenticate(request(token))).toHaveProperty('subject');
    delete issuer.documents[metadataPath];
  });

  it.each([
    ['names another issuer', { issuer: 'https://evil.example.com' }, /names another issuer/],
    ['has a jwks_uri without TLS', { jwks_uri: 'http://keys.example.com/keys' }, /not https/],
    ['has no keys', { jwks_uri: undefined }, /no jwks_uri/],
  ])('are not used if the metadata %s', async (_, wrong, expected) => {
    const place = '/wrong/.well-known/openid-configuration';
    const iss = `${issuer.url}/wrong`;
    issuer.documents[place] = { issuer: iss, jwks_uri: `${issuer.url}/keys`, ...wrong };
    const warnings: string[] = [];
    const wary = new JwtAuthenticator({
      issuer: iss,
      audience: AUDIENCE,
      jwks: EAGER,
      warn: (message) => warnings.push(message),
    });
    opened.push(wary);
    expect((await refusalOf(wary.authenticate(request(await sign(claims({ iss })))))).status).toBe(503);
    expect(warnings.join()).toMatch(expected);
    delete issuer.documents[place];
  });
});

describe('the metadata of the protected resource', () => {
  it.each(['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp'])(
    'at %s names the authorization server',
    async (path) => {
      const document = authenticator().publicRoutes.get(path)?.();
      expect(document?.headers.get('content-type')).toContain('application/json');
      // Clients in browsers read it, too.
      expect(document?.headers.get('access-control-allow-origin')).toBe('*');
      expect(await document?.json()).toEqual({
        resource: AUDIENCE,
        authorization_servers: [issuer.url],
        scopes_supported: ['capillary.read', 'capillary.write'],
        bearer_methods_supported: ['header'],
        resource_name: 'Capillary MCP server',
      });
    },
  );

  it('is at the URL that the challenge names, also behind a proxy', async () => {
    const behind = authenticator({ audience: 'https://example.com/brands/mcp' });
    const { challenge } = await refusalOf(behind.authenticate(request()));
    const url = /resource_metadata="([^"]+)"/.exec(challenge)?.[1] ?? '';
    expect(url).toBe('https://example.com/.well-known/oauth-protected-resource/brands/mcp');
    expect(behind.publicRoutes.has(new URL(url).pathname)).toBe(true);
  });
});

function without(claim: string): JWTPayload {
  const { [claim]: _, ...rest } = claims();
  return rest;
}

/** Claims with a value that the types forbid. */
const claimsWith = (claim: string, value: unknown): JWTPayload => ({
  ...claims(),
  ...Object.fromEntries([[claim, value]]),
});

/** A token with changed claims and the original signature. */
function tampered(token: string): string {
  const [header, , signature] = token.split('.');
  const payload = Buffer.from(JSON.stringify(claims({ sub: 'admin' }))).toString('base64url');
  return `${header}.${payload}.${signature}`;
}

const critical = (): Promise<string> =>
  new SignJWT(claims())
    .setProtectedHeader({ alg: 'ES256', kid: 'one', crit: ['x'], x: 1 })
    .sign(keys.one.privateKey, { crit: { x: true } });

/** The classic algorithm confusion attack. */
async function hmacWithPublicKey(): Promise<string> {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode({ alg: 'HS256', kid: 'rsa' })}.${encode(claims())}`;
  const secret = await exportSPKI(keys.rsa.publicKey);
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
