/** `capillary-mcp --http`: serves MCP over HTTP for one or many organizations, until a signal stops the process. */
import type { Hosting } from '../config/hosting.js';
import type { Config } from '../config/server.js';
import { startHostedServer } from '../hosting/hosted-server.js';
import { flushLogs } from '../lib/log.js';
import { VERSION } from '../lib/version.js';

export async function serveHosted(config: Config, hosting: Hosting): Promise<void> {
  const server = await startHostedServer(config, hosting);
  console.error(`capillary-mcp ${VERSION}${server.hasSandbox ? ' (sandbox)' : ''} at ${server.url}`);
  if (server.opsUrl !== undefined) console.error(`health and metrics at ${server.opsUrl}`);
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await server.stop();
    await flushLogs();
    process.exit(0);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);
}
