import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/server.js';
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

  it('lets flags win over the environment', () => {
    const { target } = readConfig({ ...HOST, ...BASIC }, { baseUrl: 'https://us.api.capillarytech.com' });
    expect(target).toMatchObject({ baseUrl: 'https://us.api.capillarytech.com' });
  });

  it.each([
    ['a host without credentials', HOST, /no credentials.*CAPILLARY_USERNAME/],
    ['credentials without a host', BASIC, /no host.*CAPILLARY_BASE_URL/],
    ['a user without a password', { ...HOST, CAPILLARY_USERNAME: 'till1' }, /CAPILLARY_PASSWORD is not/],
    ['a secret without a key', { ...HOST, CAPILLARY_CLIENT_SECRET: 'x' }, /CAPILLARY_CLIENT_KEY is not/],
    ['two kinds of credentials', { ...HOST, ...BASIC, ...OAUTH }, /Two kinds of credentials/],
    ['a host and a cluster', { ...HOST, CAPILLARY_CLUSTER: 'eu', ...BASIC }, /not both/],
    ['an unknown cluster', { CAPILLARY_CLUSTER: 'mars', ...BASIC }, /apac, apac2, eu, us/],
    ['an admin key alone', { CAPILLARY_ADMIN_KEY: 'x' }, /CAPILLARY_ADMIN_KEY is set but no host/],
    ['an admin key without its organisation', { ...HOST, ...BASIC, CAPILLARY_ADMIN_KEY: 'x' }, /ADMIN_ORG_ID is not/],
    ['credentials in the clear', { CAPILLARY_BASE_URL: 'http://api.example.com', ...BASIC }, /https/],
    ['a user in the URL', { CAPILLARY_BASE_URL: 'https://u:p@api.example.com', ...BASIC }, /without user/],
    ['something that is no URL', { CAPILLARY_BASE_URL: 'not a url', ...BASIC }, /expected a URL/],
    ['a size that is no number', { CAPILLARY_MAX_RESULT_TOKENS: 'lots' }, /whole number from 500/],
    ['an unknown log level', { CAPILLARY_LOG_LEVEL: 'loud' }, /trace, debug, info/],
  ])('refuses %s in one line', (_, env, expected) => {
    const message = refusal(env);
    expect(message).toMatch(expected);
    expect(message).not.toContain('\n');
    expect(message).not.toContain('not-shown');
  });
});

function refusal(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}
