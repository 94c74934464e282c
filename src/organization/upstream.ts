/** Opens the client to the configured target: a Capillary host, or the embedded sandbox, which starts with it. */
import type { CapillaryClient, ClientOptions, Credentials } from '../client/types.js';
import { ConfigError } from '../lib/config-error.js';
import { VERSION } from '../lib/version.js';

/** Where calls go: the embedded sandbox, a Capillary host with credentials, or nowhere. */
export type UpstreamTarget =
  | { kind: 'sandbox' }
  /** The configuration is incomplete or wrong: every call is answered with the problem, which names settings. */
  | { kind: 'unconfigured'; problem: string }
  | ({ kind: 'capillary' } & Pick<
      ClientOptions,
      'baseUrl' | 'inTouchBaseUrl' | 'credentials' | 'admin' | 'attribution'
    >);

export interface Upstream {
  /** The one client, made on the first call. */
  client: () => Promise<CapillaryClient>;
  /** Lets writes under way finish, then closes client and sandbox. Does nothing if there was no call. */
  close: () => Promise<void>;
}

/** Where a connection goes and within what limits. */
export interface UpstreamOptions extends Pick<ClientOptions, 'deadlineMs' | 'concurrency' | 'log'> {
  target: UpstreamTarget;
  /** Shared with other processes, for these credentials. */
  shared?: (target: { baseUrl: string; credentials: Credentials }) => Pick<ClientOptions, 'tokenShare' | 'budget'>;
}

export function openUpstream(settings: UpstreamOptions): Upstream {
  let opened: Promise<Opened> | undefined;
  const open = () => {
    opened ??= openTarget(settings).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return {
    client: async () => (await open()).client,
    close: async () => {
      const closing = opened;
      // Whoever still calls, such as a session that outlived its place among the kept ones, opens it anew.
      opened = undefined;
      await (await closing)?.close();
    },
  };
}

/** An open client, and what closes it with everything that was opened for it. */
interface Opened {
  client: CapillaryClient;
  close: () => Promise<void>;
}

async function openTarget({ target, shared, ...limits }: UpstreamOptions): Promise<Opened> {
  if (target.kind === 'unconfigured') throw new ConfigError(target.problem);
  const common = { userAgent: `capillary-mcp/${VERSION}`, ...limits };
  if (target.kind === 'sandbox') return openSandbox(common);
  const { ApiClient } = await import('../client/client.js');
  const { kind, ...host } = target;
  const client = new ApiClient({ ...common, ...host, ...shared?.(host), proxy: true });
  return { client, close: () => client.close() };
}

async function openSandbox(
  common: Pick<ClientOptions, 'userAgent' | 'deadlineMs' | 'concurrency' | 'log'>,
): Promise<Opened> {
  const [{ ApiClient }, { startSandbox }, { definitions }] = await Promise.all([
    import('../client/client.js'),
    import('../sandbox/server.js'),
    import('../tools/catalogue.js'),
  ]);
  const sandbox = await startSandbox({ definitions });
  const { username, password, clientKey, clientSecret, adminKey, adminOrgId } = sandbox.credentials;
  const clientWith = (credentials: Credentials): CapillaryClient =>
    new ApiClient({
      ...common,
      baseUrl: sandbox.url,
      credentials,
      admin: { key: adminKey, orgId: adminOrgId },
      proxy: false,
    });
  // Both kinds of credentials, so that every endpoint can be tried; an organisation's server has one kind.
  const asTill = clientWith({ kind: 'basic', username, password });
  const asClient = clientWith({ kind: 'oauth', key: clientKey, secret: clientSecret });
  const close = async (): Promise<void> => {
    await Promise.all([asTill.close(), asClient.close()]);
  };
  const client: CapillaryClient = {
    send: (definition, args, options) =>
      (definition.auth === 'oauth' ? asClient : asTill).send(definition, args, options),
    close,
  };
  return {
    client,
    close: async () => {
      await close();
      await sandbox.close();
    },
  };
}
