/** Serves JSON documents on loopback, like an authorization server that publishes its keys. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface JsonServer {
  url: string;
  /** By path; may change while the server runs. */
  documents: Record<string, unknown>;
  close(): Promise<void>;
}

/** @param documents - by path; other paths are 404 */
export async function serveJson(documents: Record<string, unknown>): Promise<JsonServer> {
  const server = createServer(({ url = '' }, response) => {
    const document = documents[url];
    response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    documents,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
