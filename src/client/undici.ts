/**
 * undici's dispatchers without the rest of undici. Its index evaluates everything that it exports, from cookies to
 * mocks, which would make the first call to the sandbox a tenth slower.
 */
import methods from 'undici/lib/api/index.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';

// undici's index does the same. Proxies connect through one of these methods.
Object.assign(Dispatcher.prototype, methods);

export { Agent, EnvHttpProxyAgent };
