/**
 * What the bundle has of undici: the exports that src/ uses. undici's own index evaluates everything there is, from
 * cookies to mocks, before the first call. An import of anything else fails the build.
 */
export { default as Agent } from 'undici/lib/dispatcher/agent.js';
export { default as EnvHttpProxyAgent } from 'undici/lib/dispatcher/env-http-proxy-agent.js';

/** Only a server with JWTs fetches: it is loaded then. */
export const fetch = async (...request) => (await import('undici/lib/web/fetch/index.js')).default.fetch(...request);
