/** Which proxy a request goes through. */
import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../src/doctor/network.js';

const HTTPS = new URL('https://eu.api.capillarytech.com/v2');
const HTTP = new URL('http://127.0.0.1:4010');
const PROXY = 'http://proxy.example.com:3128';

/** What is chosen: the variable, and the host of its proxy. */
function choice(url: URL, env: Record<string, string>): string | undefined {
  const proxy = proxyFor(url, env);
  return typeof proxy === 'object' ? `${proxy.variable} ${proxy.url.host}` : proxy;
}

describe('the proxy of a URL', () => {
  it.each<[URL, Record<string, string>, string | undefined]>([
    [HTTPS, {}, undefined],
    [HTTPS, { HTTPS_PROXY: PROXY }, 'HTTPS_PROXY proxy.example.com:3128'],
    [HTTPS, { https_proxy: PROXY, HTTPS_PROXY: 'http://other:1' }, 'https_proxy proxy.example.com:3128'],
    [HTTPS, { HTTP_PROXY: PROXY }, 'HTTP_PROXY proxy.example.com:3128'],
    [HTTP, { HTTPS_PROXY: PROXY }, undefined],
    [HTTP, { http_proxy: PROXY }, 'http_proxy proxy.example.com:3128'],
    [HTTPS, { HTTPS_PROXY: 'proxy.example.com' }, 'HTTPS_PROXY'],
  ])('%s with %j is %s', (url, env, expected) => expect(choice(url, env)).toBe(expected));

  it.each([
    ['*', true],
    ['eu.api.capillarytech.com', true],
    ['.capillarytech.com', true],
    ['*.capillarytech.com', true],
    ['capillarytech.com', true],
    ['localhost, capillarytech.com', true],
    ['capillarytech.com:443', true],
    ['capillarytech.com:8443', false],
    ['illarytech.com', false],
    ['example.com', false],
  ])('NO_PROXY=%s exempts it: %s', (list, isExempt) => {
    expect(choice(HTTPS, { HTTPS_PROXY: PROXY, NO_PROXY: list }) === undefined).toBe(isExempt);
  });
});
