/**
 * HTTP requests of the tests, which make tens of thousands. The first to a server goes over a connection. Later ones are
 * handed to the same server as Node would, without one: sockets and parsers take longer than the sandbox to answer. What
 * connections do is tested with `fetch`.
 */
import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Agent, request } from 'undici';
import { isObject } from '../../src/lib/json.js';

export interface SentRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export interface Received {
  status: number;
  headers: Headers;
  text: string;
}

export function send(url: string, sent: SentRequest = {}): Promise<Received> {
  const { port, host, pathname, search } = new URL(url);
  const server = servers.get(Number(port));
  return server?.listening ? handOver(server, host, `${pathname}${search}`, sent) : sendOverConnection(url, sent);
}

/** Servers of this process, by their ports. */
const servers = new Map<number, Server>();
subscribe('http.server.request.start', (started) => {
  const server = isObject(started) ? started['server'] : undefined;
  const address = server instanceof Server ? server.address() : null;
  if (server instanceof Server && address !== null && typeof address === 'object') servers.set(address.port, server);
});

const agent = new Agent();

export async function sendOverConnection(
  url: string,
  { method = 'GET', headers = {}, body }: SentRequest = {},
): Promise<Received> {
  const response = await request(url, {
    dispatcher: agent,
    method,
    headers,
    ...(body !== undefined && { body }),
  });
  const fields = Object.entries(response.headers).flatMap(([name, value]): [string, string][] =>
    [value ?? []].flat().map((each) => [name, each]),
  );
  return { status: response.statusCode, headers: new Headers(fields), text: await response.body.text() };
}

/** Takes what a server writes. */
class Wire extends Socket {
  readonly #chunks: Buffer[] = [];

  get written(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  override _write(chunk: Buffer | string, encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
    done();
  }

  override _writev(chunks: { chunk: Buffer | string; encoding: BufferEncoding }[], done: () => void): void {
    for (const { chunk, encoding } of chunks) this._write(chunk, encoding, () => {});
    done();
  }
}

function handOver(
  server: Server,
  host: string,
  target: string,
  { method = 'GET', headers = {}, body }: SentRequest,
): Promise<Received> {
  const wire = new Wire();
  const incoming = new IncomingMessage(wire);
  incoming.method = method;
  incoming.url = target;
  incoming.httpVersionMajor = 1;
  incoming.httpVersionMinor = 1;
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const fields = Object.entries({ host, ...headers, ...length });
  incoming.headers = Object.fromEntries(fields.map(([name, value]) => [name.toLowerCase(), value]));
  if (body !== undefined) incoming.push(body);
  incoming.push(null);
  incoming.complete = true;
  const response = new ServerResponse(incoming);
  response.assignSocket(wire);
  return new Promise((resolve, reject) => {
    response.once('finish', () => resolve(receivedIn(wire.written)));
    wire.once('close', () => reject(new Error('the server has closed the connection')));
    server.emit('request', incoming, response);
  });
}

const END_OF_HEAD = '\r\n\r\n';

function receivedIn(written: Buffer): Received {
  const end = written.indexOf(END_OF_HEAD);
  const [first = '', ...lines] = written.toString('latin1', 0, end).split('\r\n');
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );
  if (headers.has('transfer-encoding')) throw new Error('answers in chunks are not read here');
  return { status: Number(first.split(' ')[1]), headers, text: written.toString('utf8', end + END_OF_HEAD.length) };
}
