/**
 * Decides which requests the sandbox answers. A web page must not reach it through the browser of a person who happens
 * to run a sandbox: neither by DNS rebinding nor by a cross-site request.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { isLoopback } from '../../lib/loopback.js';
import { failureReply, layerOf, type Reply, reply } from './replies.js';

/** Where the sandbox listens, and who may control it. */
export interface Door {
  host: string;
  port: number;
  /** Part of another server: only the sandbox's own page may change its state, clock and faults. */
  embedded: boolean;
}

/** A request before its body is read. */
interface Arrival {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
}

/** Paths that Capillary does not have. */
export const CONTROL_PREFIX = '/__sandbox/';

const WILDCARD_HOSTS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** `none`: a person typed the address or opened a bookmark. */
const OWN_SITES: ReadonlySet<string> = new Set(['same-origin', 'none']);

/** The answer to a request that is refused; undefined if it is let in. */
export function refuse(door: Door, { method, path, headers }: Arrival): Reply | undefined {
  const refused = (status: number, message: string): Reply => refusal(path, status, message);
  if (!isOwnHost(door, headers.host)) {
    return refused(421, `The sandbox does not answer requests for this host name; use ${ownHosts(door)}`);
  }
  const { origin } = headers;
  if (origin !== undefined && origin.toLowerCase() !== `http://${headers.host?.toLowerCase()}`) {
    return refused(403, 'The sandbox does not answer requests from pages of another origin');
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && !OWN_SITES.has(String(site))) {
    return refused(403, 'The sandbox does not answer requests from other sites; enter its address in the browser');
  }
  if (!path.startsWith(CONTROL_PREFIX) || method === 'GET' || method === 'HEAD') return undefined;
  if (door.embedded && origin === undefined) {
    return refused(403, 'This sandbox is part of another server and can be controlled only from its own page');
  }
  return isControlFormat(headers)
    ? undefined
    : refused(415, "Control calls are JSON; send the header 'content-type: application/json'");
}

function refusal(path: string, status: number, message: string): Reply {
  if (path === '/' || path.startsWith(CONTROL_PREFIX)) return reply({ error: message }, status);
  return failureReply(layerOf(path), { code: status, message, httpStatus: status });
}

/**
 * JSON, which a page of another origin cannot send without asking first. A request without a body needs no content type
 * on the command line: a browser always sends `Origin` with POST and DELETE.
 */
function isControlFormat(headers: IncomingHttpHeaders): boolean {
  const type = headers['content-type'];
  if (type !== undefined) return /^application\/json[\t ]*(;|$)/i.test(type);
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return !hasBody && headers.origin === undefined;
}

const inBrackets = (host: string): string => (host.includes(':') ? `[${host}]` : host);

function ownHosts({ host, port }: Door): string {
  const names = ['localhost', '127.0.0.1', '[::1]'];
  const own = inBrackets(host);
  if (!isLoopback(host) && !WILDCARD_HOSTS.has(host)) names.push(own);
  return names.map((name) => `${name}:${port}`).join(', ');
}

function isOwnHost({ host, port }: Door, header: string | undefined): boolean {
  const [, name, given] = /^(\[[\da-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(header ?? '') ?? [];
  if (name === undefined || Number(given ?? 80) !== port) return false;
  const asked = name.toLowerCase();
  if (isLoopback(asked) || asked === inBrackets(host).toLowerCase()) return true;
  // On all interfaces, every address of this machine is its own. DNS rebinding needs a name.
  return WILDCARD_HOSTS.has(host) && isIP(asked.replace(/^\[(.*)\]$/, '$1')) !== 0;
}
