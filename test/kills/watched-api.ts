/** Stands between a server and the sandbox: sees every write, and says so before and after it is carried out. */

import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';

/** When a write is reported: before the sandbox gets it, or after it has answered and before the server knows. */
export type Moment = 'arrived' | 'answered';

export interface WatchedApi {
  readonly url: string;
  /** The bodies of all writes that arrived. */
  readonly writes: readonly string[];
  /** Told of each write while it waits. */
  onWrite: (moment: Moment) => void;
  close(): Promise<void>;
}

/** @param target - the URL of the sandbox */
export async function watchApi(target: string): Promise<WatchedApi> {
  const writes: string[] = [];
  const { host } = new URL(target);
  const watched = { onWrite: (_: Moment): void => undefined };
  const server = createServer((request, response) => void relay(request, response));

  async function relay(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const isWrite = request.method !== 'GET';
    if (isWrite) {
      writes.push(body.toString());
      watched.onWrite('arrived');
    }
    // What has arrived is carried out, also if its sender is killed meanwhile.
    const sent = forward(new URL(request.url ?? '/', target), {
      method: request.method,
      headers: { ...request.headers, host },
    });
    sent.end(body);
    const [answer]: IncomingMessage[] = await once(sent, 'response');
    if (!answer) return;
    const parts: Buffer[] = [];
    for await (const part of answer) parts.push(part);
    if (isWrite) watched.onWrite('answered');
    response.on('error', () => undefined);
    response.writeHead(answer.statusCode ?? 500, answer.headers).end(Buffer.concat(parts));
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return Object.assign(watched, {
    url: `http://127.0.0.1:${address.port}`,
    writes,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}
