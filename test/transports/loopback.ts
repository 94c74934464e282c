/** Documents served on loopback, as an authorization server serves its keys. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface JsonServer {
  url: string;
  /** May be changed while it is served. */
  documents: Record<string, unknown>;
  close(): Promise<void>;
}

/** @param documents by path; any other path is 404 */
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
