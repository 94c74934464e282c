/** Whether a server on the network can be reached, and if not, why, in words. */
import { createConnection } from 'node:net';
import { createDispatcher, type RawResponse, TransportFailure, transmit } from '../client/transport.js';
import { isSystemError } from '../lib/config-error.js';
import { VERSION } from '../lib/version.js';

export interface Answer {
  response: RawResponse;
  ms: number;
}

/** Time limit for a connection and its first answer. */
const PROBE_MS = 4_000;
const MAX_BYTES = 200_000;

/** Reads a URL without credentials, as the client of the API would: through the proxy of the environment. */
export async function probe(url: URL, limitMs: number = PROBE_MS): Promise<Answer | TransportFailure> {
  const dispatcher = createDispatcher({ proxy: true, connections: 1 });
  const begun = performance.now();
  try {
    const response = await transmit(
      dispatcher,
      {
        origin: url.origin,
        method: 'GET',
        path: `${url.pathname}${url.search}`,
        headers: { Accept: 'application/json', 'User-Agent': `capillary-mcp/${VERSION} doctor` },
        body: null,
      },
      {
        signal: AbortSignal.timeout(limitMs),
        finishOnceSent: false,
        limitMs,
        maxBytes: MAX_BYTES,
        onSent: () => undefined,
      },
    );
    return { response, ms: Math.round(performance.now() - begun) };
  } catch (thrown) {
    if (thrown instanceof TransportFailure) return thrown;
    throw thrown;
  } finally {
    await dispatcher.destroy();
  }
}

/** The limit, in words. */
export const IN_TIME = `within ${PROBE_MS / 1000} seconds`;

/** Whether no answer came in time. */
export const isLate = ({ reason }: TransportFailure): boolean => reason === 'aborted' || reason === 'limit';

/**
 * Opens a TCP connection and closes it again.
 *
 * @returns why that failed; undefined if it succeeded
 */
export function connectTo({ host, port }: { host: string; port: number }): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: PROBE_MS });
    const end = (reason: string | undefined): void => {
      socket.destroy();
      resolve(reason);
    };
    socket.once('connect', () => end(undefined));
    socket.once('timeout', () => end(`no connection ${IN_TIME}`));
    socket.once('error', (error: Error) => void describe(error).then(end));
  });
}

async function describe(error: Error): Promise<string> {
  // Of several addresses, each failed by itself.
  const [first]: unknown[] = error instanceof AggregateError ? error.errors : [];
  if (first instanceof Error) return describe(first);
  if ('code' in error && error.code === 'ECONNREFUSED') return 'nothing is listening there (ECONNREFUSED)';
  if (!isSystemError(error)) return 'the connection failed';
  const { explainSystemError } = await import('../lib/system-error.js');
  return explainSystemError(error);
}

/** The proxy of the environment. */
export interface Proxy {
  url: URL;
  /** The variable that names it. */
  variable: string;
}

/**
 * The proxy through which a URL is reached, by the rules of undici.
 *
 * @returns the name of the variable if what it names is no URL
 */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv): Proxy | string | undefined {
  if (isExempt(url, env['no_proxy'] ?? env['NO_PROXY'] ?? '')) return undefined;
  const http = ['http_proxy', 'HTTP_PROXY'];
  const names = url.protocol === 'https:' ? ['https_proxy', 'HTTPS_PROXY', ...http] : http;
  const variable = names.find((name) => env[name]);
  const text = variable === undefined ? undefined : env[variable];
  if (variable === undefined || text === undefined) return undefined;
  return URL.canParse(text) ? { url: new URL(text), variable } : variable;
}

/** Whether NO_PROXY names a host, or a domain above it. */
function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  if (list.trim() === '*') return true;
  const portOf = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return list
    .split(/[,\s]/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, name = '', only] = /^(.+?)(?::(\d+))?$/.exec(entry) ?? [];
      const domain = name.replace(/^\*?\./, '').toLowerCase();
      return (only === undefined || only === portOf) && (hostname === domain || hostname.endsWith(`.${domain}`));
    });
}

/** The port of a URL, also where it is that of its protocol. */
export const portOf = ({ port, protocol }: URL, usual = 80): number =>
  port !== '' ? Number(port) : protocol === 'https:' ? 443 : usual;
