/** The servers that are compared, each with the call that makes the same request to the same API. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ERAS, ourEnvironment, PASSWORD, startBare, startOurs, USER } from '../http/load.mjs';
import { HttpConnection, SessionConnection } from './http-connection.mjs';
import { benchFile, CLI, freePort, spawnNode, stop } from './processes.mjs';
import { CALL, QUERY } from './request.mjs';

const GENERIC = benchFile('node_modules/@ivotoby/openapi-mcp-server/bin/mcp-server.js');

/** Whether `npm ci --prefix bench` has installed the other servers. */
export const arePeersInstalled = () => existsSync(GENERIC);

/** The names of the two servers that need no installation, the baseline first. */
export const [BARE, OURS] = ['bare', 'capillary-mcp'];

/**
 * A server to compare.
 *
 * @typedef {object} ComparedServer
 * @property {string} name
 * @property {{ args: string[], env?: object }} start - the process whose start and memory are measured
 * @property {{ args: string[], env?: object }} stdio - the process that is called over stdio
 * @property {{ name: string, arguments: object }} call
 * @property {string[]} eras - the protocol eras that it serves over HTTP
 * @property {(tools: object[]) => Promise<{ url: string, pid: number, stop(): Promise<void> }>} startHttp
 * @property {(url: string, era: string, inFlight: number) => Promise<object>} connect
 */

/**
 * @typedef {{ url: string, username?: string, password?: string, adminKey?: string, adminOrgId?: string }} Api
 * @param {Api} api - by default with the login of the sandbox's first till, and without an admin key
 * @param {string} openApiFile - the API's description, which the generic server reads
 * @returns {ComparedServer[]} the baseline first
 */
export function comparedServers(api, openApiFile) {
  return [
    bareServer(api),
    ourServer(api),
    genericServer(api, openApiFile, 'all', ({ q }) => ({ name: 'customer-search', arguments: { q } })),
    genericServer(api, openApiFile, 'dynamic', (params) => ({
      name: 'invoke-api-endpoint',
      arguments: { endpoint: `/${QUERY}`, method: 'GET', params },
    })),
  ];
}

const stateless = async (url, era, inFlight) => new HttpConnection(url, era, inFlight);

/** The SDK's own. Its start does without the request to the API, and its calls without the SDK's high-level server. */
const bareServer = ({ url, username = USER, password = PASSWORD }) => ({
  name: BARE,
  start: { args: [benchFile('bare-server.mjs')] },
  stdio: { args: [benchFile('stdio-bare-server.mjs'), url, username, password] },
  call: CALL,
  eras: ERAS,
  startHttp: (tools) => startBare({ url }, tools),
  connect: stateless,
});

const ourServer = (api) => ({
  name: OURS,
  // Hosts start it without arguments. Then it serves the sandbox, which it does not start before the first call.
  start: { args: [CLI] },
  stdio: { args: [CLI], env: ourEnvironment(api) },
  call: CALL,
  eras: ERAS,
  startHttp: () => startOurs(api),
  connect: stateless,
});

function genericServer({ url, ...login }, openApiFile, mode, callOf) {
  const { username = USER, password = PASSWORD, adminKey, adminOrgId } = login;
  const md5 = createHash('md5').update(password).digest('hex');
  const authorization = `Basic ${Buffer.from(`${username}:${md5}`).toString('base64')}`;
  const adminHeaders = adminKey ? `,X-CAP-API-AUTH-KEY:${adminKey},X-CAP-API-AUTH-ORG-ID:${adminOrgId}` : '';
  const headers = `Authorization:${authorization}${adminHeaders}`;
  const source = ['--api-base-url', url, '--openapi-spec', openApiFile, '--tools', mode];
  const args = [GENERIC, ...source, '--headers', headers, '--verbose', 'false'];
  return {
    name: `openapi-mcp-server (${mode})`,
    start: { args },
    stdio: { args },
    call: callOf(CALL.arguments),
    // It does not know the newer revision.
    eras: [ERAS[0]],
    startHttp: () => startGenericHttp(args),
    connect: async (url, era, inFlight) => {
      const connection = new SessionConnection(url, era, inFlight);
      await connection.open();
      return connection;
    },
  };
}

/** It prints no URL, so its health is asked for until it answers. */
async function startGenericHttp(args) {
  const port = await freePort();
  const child = spawnNode([...args, '--transport', 'http', '--port', String(port)], {}, 'ignore');
  const origin = `http://127.0.0.1:${port}`;
  while (child.exitCode === null) {
    const response = await fetch(`${origin}/health`).catch(() => undefined);
    if (response?.ok) return { url: `${origin}/mcp`, pid: child.pid, stop: () => stop(child, 'SIGKILL') };
    await sleep(50);
  }
  throw new Error(`${args[0]} ended with ${child.exitCode}`);
}
