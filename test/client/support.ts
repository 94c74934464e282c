/** A stand-in for the API: a real server on loopback that answers as a test says and keeps what it was sent. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createClient } from '../../src/client/client.js';
import { CapillaryError } from '../../src/client/errors.js';
import type { ClientOptions } from '../../src/client/types.js';
import { type Definition, type Method, type Spec, section } from '../../src/tools/define.js';
import { object } from '../../src/tools/schemas/values.js';

export interface Received {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Api {
  url: string;
  received: Received[];
  close(): Promise<void>;
}

export type Answer = (request: Received, response: ServerResponse, number: number) => void;

/** Numbers count from 1. */
export async function startApi(answer: Answer): Promise<Api> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const got = { method, url, headers, body: Buffer.concat(chunks).toString() };
      received.push(got);
      answer(got, response, received.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const json = (
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};

/** An endpoint of no particular meaning. */
export function endpoint(method: Method, path: string, more: Partial<Spec> = {}): Definition {
  const made = section('Tests', { domain: 'Points Management', accessGroup: null });
  const add = { GET: made.get, POST: made.post, PUT: made.put, DELETE: made.delete }[method];
  add(path, {
    tool: 'test_tool',
    title: 'Test',
    summary: 'Only for tests.',
    returns: '',
    effect: method === 'GET' ? 'read' : 'action',
    keywords: [],
    sources: [],
    ...(method === 'GET' ? {} : { body: () => object({}) }),
    ...more,
  });
  const [definition] = made.definitions;
  if (!definition) throw new Error('section() added nothing');
  return definition;
}

export const READ = endpoint('GET', 'v2/things');
export const WRITE = endpoint('POST', 'v2/things');

export function clientOf(baseUrl: string, more: Partial<ClientOptions> = {}): ReturnType<typeof createClient> {
  return createClient({
    baseUrl,
    credentials: { kind: 'basic', username: 'till.one', password: 'pa55word' },
    proxy: false,
    userAgent: 'capillary-mcp/test',
    deadlineMs: 5_000,
    ...more,
  });
}

/** The error that a promise rejects with; fails where it does not, or with anything else. */
export async function errorOf(promise: Promise<unknown>): Promise<ReturnType<CapillaryError['toJSON']>['error']> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof CapillaryError) return error.toJSON().error;
    throw error;
  }
  throw new Error('nothing went wrong');
}
