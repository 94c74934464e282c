/** A server on a loopback port that responds as a test defines and records the requests it gets. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

interface Received {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export type Respond = (response: ServerResponse, request: Received, number: number) => void | Promise<void>;

export interface Loopback {
  url: string;
  received: Received[];
  /** Resolves when this many requests have arrived. */
  arrived(count: number): Promise<void>;
}

/** Starts a server that stops with the test. `respond` also gets the index of the request, from 0. */
export async function loopback(respond: Respond): Promise<Loopback> {
  const received: Received[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body: Buffer.concat(chunks) };
    received.push(request);
    for (const { resolve } of waiting.filter(({ count }) => received.length >= count)) resolve();
    await respond(response, request, received.length - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    arrived: (count) =>
      received.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
  };
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Respond =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

export const text =
  (body: string, status = 200, headers: Record<string, string> = {}): Respond =>
  (response) => {
    response.writeHead(status, headers).end(body);
  };

/** Accepts the request and never responds. */
export const silence: Respond = () => {};

/** Accepts the request and closes the connection. */
export const reset: Respond = (response) => {
  response.socket?.destroy();
};

/** Announces more bytes than it sends, then closes the connection. */
export const truncated: Respond = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"id":1,', () => response.socket?.destroy());
};

/** Each request gets the next response; the last one is repeated. */
export const inTurn =
  (...responses: [Respond, ...Respond[]]): Respond =>
  (response, request, number) =>
    (responses[number] ?? responses[responses.length - 1] ?? responses[0])(response, request, number);
