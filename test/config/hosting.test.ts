/** The settings of the HTTP server, and those that would expose it to strangers. */
import { describe, expect, it } from 'vitest';
import { readHosting } from '../../src/config/hosting.js';
import { readConfig } from '../../src/config/server.js';
import { ConfigError } from '../../src/lib/config-error.js';

const BRAND = {
  CAPILLARY_BASE_URL: 'https://eu.api.capillarytech.com',
  CAPILLARY_USERNAME: 'till1',
  CAPILLARY_PASSWORD: 'pa55',
};
const OAUTH = {
  CAPILLARY_AUTH_ISSUER: 'https://auth.example.com',
  CAPILLARY_AUTH_AUDIENCE: 'https://mcp.example.com/mcp',
};
const PUBLIC = { CAPILLARY_HTTP_HOST: '0.0.0.0' };
const HOSTS = { CAPILLARY_ALLOWED_HOSTS: 'mcp.example.com' };

const read = (env: NodeJS.ProcessEnv) => readHosting(env, {}, readConfig(env));

describe('hosting', () => {
  it('is loopback, stateless and without authentication when nothing is set', () => {
    expect(read({})).toMatchObject({ host: '127.0.0.1', port: 3000, sessions: false, sse: false });
    expect(read({})).not.toHaveProperty('authentication');
    expect(read({})).not.toHaveProperty('opsPort');
  });

  it('serves a brand beyond loopback to those who are authenticated', () => {
    expect(read({ ...PUBLIC, ...HOSTS, ...OAUTH, ...BRAND })).toMatchObject({
      allowedHosts: ['mcp.example.com'],
      authentication: { kind: 'jwt', issuer: 'https://auth.example.com' },
    });
  });

  it.each<[string, NodeJS.ProcessEnv, RegExp]>([
    ['without authentication', { ...PUBLIC, ...HOSTS, ...BRAND }, /CAPILLARY_AUTH_ISSUER.*insecure-no-auth/],
    ['without allowed hosts', { ...PUBLIC, ...OAUTH, ...BRAND }, /CAPILLARY_ALLOWED_HOSTS/],
    ['with the sandbox alone', { ...PUBLIC, ...HOSTS, ...OAUTH }, /set --sandbox .* to allow that/],
    ['on every address of IPv6', { CAPILLARY_HTTP_HOST: '::', ...BRAND }, /authentication/],
  ])('is not started beyond loopback %s', (_, env, expected) => {
    expect(() => read(env)).toThrow(ConfigError);
    expect(() => read(env)).toThrow(expected);
  });

  it('is started beyond loopback if each of these is allowed explicitly', () => {
    const explicitly = { CAPILLARY_INSECURE_NO_AUTH: 'true', CAPILLARY_SANDBOX: 'true' };
    expect(read({ ...PUBLIC, ...HOSTS, ...explicitly }).host).toBe('0.0.0.0');
  });

  it.each<[string, NodeJS.ProcessEnv, RegExp]>([
    ['two kinds of authentication', { ...OAUTH, CAPILLARY_AUTH_TOKENS_FILE: 'x.json' }, /not both/],
    ['an issuer without an audience', { CAPILLARY_AUTH_ISSUER: 'https://a.example.com' }, /AUDIENCE\) is not/],
    ['an audience without an issuer', { CAPILLARY_AUTH_AUDIENCE: 'https://a.example.com' }, /ISSUER\) is not/],
    ['an issuer without TLS', { ...OAUTH, CAPILLARY_AUTH_ISSUER: 'http://auth.example.com' }, /https/],
    ['tenants beside a brand', { ...BRAND, CAPILLARY_TENANTS_FILE: 't.json' }, /CAPILLARY_TENANTS_FILE/],
    ['a URL that is not for Redis', { CAPILLARY_REDIS_URL: 'https://:s3cret@redis' }, /^(?!.*s3cret).*redis:\/\//],
    ['an invalid port', { CAPILLARY_HTTP_PORT: '70000' }, /0 to 65535/],
  ])('refuses %s', (_, env, expected) => {
    expect(() => read(env)).toThrow(expected);
  });
});
