/** The processes to measure, and the requests to measure them with. */
import { Pool } from 'undici';
import { benchFile, CLI, startService } from '../lib/processes.mjs';

export const ERAS = ['2025-06-18', '2026-07-28'];
const MODERN = '2026-07-28';
const ENVELOPE = {
  'io.modelcontextprotocol/protocolVersion': MODERN,
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

export const USER = 'blr01.till01';
/** A rate towards the API that no measurement reaches: the default protects a real host. */
export const UNLIMITED = '10000000';

export const PASSWORD = 'sandbox-password';

export const startSandbox = () => startService([CLI, 'sandbox', '--port', '0'], {}, 'stdout');

/** The settings of this server in front of an API. */
export const ourEnvironment = ({ url, username = USER, password = PASSWORD, adminKey, adminOrgId }) => ({
  CAPILLARY_BASE_URL: url,
  CAPILLARY_USERNAME: username,
  CAPILLARY_PASSWORD: password,
  ...(adminKey && { CAPILLARY_ADMIN_KEY: adminKey, CAPILLARY_ADMIN_ORG_ID: adminOrgId }),
  CAPILLARY_LOG_LEVEL: 'warn',
  CAPILLARY_REQUESTS_PER_MINUTE: UNLIMITED,
});

export const startOurs = (api, env = {}) =>
  startService([CLI, '--http'], { CAPILLARY_HTTP_PORT: '0', ...ourEnvironment(api), ...env });

/** @param tools - the constant list */
export const startBare = (api, tools) =>
  startService([benchFile('http/bare-server.mjs'), api.url, USER, PASSWORD], { TOOLS: JSON.stringify(tools) });

/** A request of the given era, as a client's SDK sends it. */
export function mcpRequest(url, era, method, params = {}, id = 1) {
  const modern = era === MODERN;
  return {
    origin: new URL(url).origin,
    path: new URL(url).pathname,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': era,
      ...(modern && { 'mcp-method': method, ...(params.name && { 'mcp-name': params.name }) }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id, method, params: modern ? { ...params, _meta: ENVELOPE } : params }),
  };
}

/** The result in an answer, which is JSON or a stream of one event. */
export function resultOf(text) {
  const json = text.startsWith('{') ? text : /^data: (\{.*)$/m.exec(text)?.[1];
  const { result, error } = JSON.parse(json);
  if (error || result.isError) throw new Error(`refused: ${text.slice(0, 300)}`);
  return result;
}

/**
 * Sends requests from `connections` parallel loops for `ms`, and checks the status of each answer.
 *
 * @param headers - added to those of the era
 * @returns requests per second
 */
export async function load(url, era, method, params, { connections = 16, ms = 3_000, headers = {} } = {}) {
  const pool = new Pool(new URL(url).origin, { connections, pipelining: 1 });
  const until = performance.now() + ms;
  const request = mcpRequest(url, era, method, params);
  Object.assign(request.headers, headers);
  let answered = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) {
        const { statusCode, body } = await pool.request(request);
        const text = await body.text();
        if (statusCode !== 200) throw new Error(`${statusCode}: ${text.slice(0, 300)}`);
        if (answered % 500 === 0) resultOf(text);
        answered += 1;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  return answered / seconds;
}
