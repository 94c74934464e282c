/**
 * undici's dispatchers without the rest of undici. Its index evaluates everything that it exports, from cookies to
 * mocks: the first call on the sandbox would take a tenth longer.
 */
import methods from 'undici/lib/api/index.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';

// As undici's index does it. Proxies connect through one of these methods.
Object.assign(Dispatcher.prototype, methods);

export { Agent, EnvHttpProxyAgent };
