/** Opens the client to the configured target: a Capillary host, or the embedded sandbox, which starts with it. */
import type { CapillaryClient } from './client/types.js';
import type { Config } from './config.js';
import type { Log } from './log.js';
import { VERSION } from './version.js';

export interface Connection {
  /** The one client, made on the first call. */
  client: () => Promise<CapillaryClient>;
  /** Lets writes under way finish, then closes client and sandbox. Does nothing if there was no call. */
  close: () => Promise<void>;
}

export function connect(config: Config, log: Log): Connection {
  let opened: Promise<{ client: CapillaryClient; close: () => Promise<void> }> | undefined;
  const open = () => {
    opened ??= openTarget(config, log).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return {
    client: async () => (await open()).client,
    close: async () => (await opened)?.close(),
  };
}

async function openTarget(config: Config, log: Log) {
  const { createClient } = await import('./client/client.js');
  const common = {
    userAgent: `capillary-mcp/${VERSION}`,
    deadlineMs: config.deadlineMs,
    concurrency: config.concurrency,
    log: (event: Record<string, unknown>) => log('debug', 'request', event),
  };
  if (config.target.kind === 'capillary') {
    const { kind, ...target } = config.target;
    const client = createClient({ ...common, ...target, proxy: true });
    return { client, close: () => client.close() };
  }
  const { startSandbox } = await import('./sandbox/server.js');
  const { definitions } = await import('./tools/catalogue.js');
  const sandbox = await startSandbox({ definitions });
  const { username, password, adminKey, adminOrgId } = sandbox.credentials;
  const client = createClient({
    ...common,
    baseUrl: sandbox.url,
    credentials: { kind: 'basic', username, password },
    admin: { key: adminKey, orgId: adminOrgId },
    proxy: false,
  });
  return {
    client,
    close: async () => {
      await client.close();
      await sandbox.close();
    },
  };
}
