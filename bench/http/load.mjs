/** The processes to measure, and the requests to measure them with. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';

/** The measured call: a read that the sandbox answers from memory. */
export const CALL = { name: 'customer_search', arguments: { q: 'Asha' } };
export const QUERY = 'v2/customers/search';

export const ERAS = ['2025-06-18', '2026-07-28'];
const MODERN = '2026-07-28';
const ENVELOPE = {
  'io.modelcontextprotocol/protocolVersion': MODERN,
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const bare = fileURLToPath(new URL('bare-server.mjs', import.meta.url));

/** Starts a process and waits for the line with its URL. */
async function start(args, env = {}, stream = 'stderr') {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', stream === 'stdout' ? 'pipe' : 'ignore', stream === 'stderr' ? 'pipe' : 'inherit'],
  });
  const lines = createInterface({ input: child[stream] });
  for await (const line of lines) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (!url) continue;
    child[stream].resume();
    const stop = async () => {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await exited;
    };
    return { url, pid: child.pid, stop };
  }
  throw new Error(`${args[0]} ended without a URL`);
}

export const USER = 'blr01.till01';
/** A rate towards the API that no measurement reaches: the default protects a real host. */
export const UNLIMITED = '10000000';

export const PASSWORD = 'sandbox-password';

export const startSandbox = () => start([cli, 'sandbox', '--port', '0'], {}, 'stdout');

export const startOurs = (api, env = {}) =>
  start([cli, '--http'], {
    CAPILLARY_HTTP_PORT: '0',
    CAPILLARY_BASE_URL: api.url,
    CAPILLARY_USERNAME: USER,
    CAPILLARY_PASSWORD: PASSWORD,
    CAPILLARY_LOG_LEVEL: 'warn',
    CAPILLARY_REQUESTS_PER_MINUTE: UNLIMITED,
    ...env,
  });

/** @param tools - the constant list */
export const startBare = (api, tools) => start([bare, api.url, USER, PASSWORD], { TOOLS: JSON.stringify(tools) });

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

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
