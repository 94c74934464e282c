/** Opens the client for the configured target: a Capillary host, or the embedded sandbox, which is started with it. */
import { CapillaryError } from '../client/errors.js';
import type { CapillaryClient, ClientOptions, Credentials } from '../client/types.js';
import { ConfigError, isSystemError } from '../lib/config-error.js';
import { VERSION } from '../lib/version.js';
import type { BrandName } from '../sandbox/brands/names.js';
import type { Sandbox } from '../sandbox/http/server.js';

/** The world of the embedded sandbox, where it is not the usual one. */
export interface SandboxWorld {
  brand?: BrandName;
  /** The file that keeps the state. */
  state?: string;
  seed?: number;
  clock?: string;
}

/** The destination of calls: the embedded sandbox, a Capillary host with credentials, or none. */
export type UpstreamTarget =
  | { kind: 'sandbox'; world?: SandboxWorld }
  /** The configuration is incomplete or wrong. Every call is answered with the problem, which names settings. */
  | { kind: 'unconfigured'; problem: string }
  | ({ kind: 'capillary' } & Pick<
      ClientOptions,
      'baseUrl' | 'inTouchBaseUrl' | 'credentials' | 'passwordHash' | 'admin' | 'attribution'
    >);

/** A Capillary host with credentials. */
export type LiveTarget = Extract<UpstreamTarget, { kind: 'capillary' }>;

export interface Upstream {
  /** The shared client, created on the first call. */
  client: () => Promise<CapillaryClient>;
  /** The address of the embedded sandbox, which is also that of its page; undefined if another host is called. */
  sandboxUrl: () => Promise<string | undefined>;
  /** Lets writes in flight finish, then closes client and sandbox. Does nothing if there was no call. */
  close: () => Promise<void>;
}

/** The target of a connection, and its limits. */
export interface UpstreamOptions extends Pick<ClientOptions, 'deadlineMs' | 'concurrency' | 'log' | 'trace'> {
  target: UpstreamTarget;
  /** Told of the embedded sandbox once it is started. @param page - the address of its page */
  onSandbox?: (page: string) => void;
  /** Told of a state of the sandbox that could not be saved. */
  onStateError?: (error: Error) => void;
  /** State that these credentials share with other processes. */
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
    sandboxUrl: async () => (await open()).sandboxUrl,
    close: async () => {
      const closing = opened;
      // A later call opens it anew: a session can outlive its place in the credential pool.
      opened = undefined;
      await (await closing)?.close();
    },
  };
}

/** An open client; `close` also closes everything that was opened for it. */
interface Opened {
  client: CapillaryClient;
  sandboxUrl?: string;
  close: () => Promise<void>;
}

async function openTarget({ target, shared, onSandbox, onStateError, ...limits }: UpstreamOptions): Promise<Opened> {
  if (target.kind === 'unconfigured') throw new ConfigError(target.problem);
  const common = { userAgent: `capillary-mcp/${VERSION}`, ...limits };
  if (target.kind === 'sandbox') {
    const opened = await openSandbox(common, target.world ?? {}, onStateError);
    onSandbox?.(opened.sandboxUrl);
    return opened;
  }
  const { ApiClient } = await import('../client/client.js');
  const { kind, ...host } = target;
  const client = new ApiClient({ ...common, ...host, ...shared?.(host), proxy: true });
  return { client, close: () => client.close() };
}

/** @throws CapillaryError if the state cannot be used */
async function openSandbox(
  common: SandboxClientOptions,
  { brand, state, seed, clock }: SandboxWorld,
  onStateError: (error: Error) => void = () => undefined,
): Promise<Opened & { sandboxUrl: string }> {
  const [{ ApiClient }, { SavedWorldError, startSandbox, StateInUseError }] = await Promise.all([
    import('../client/client.js'),
    import('../sandbox/http/server.js'),
  ]);
  const sandbox = await startSandbox({
    embedded: true,
    ...(brand !== undefined && { brand }),
    ...(seed !== undefined && { seed }),
    ...(clock !== undefined && { now: clock }),
    ...(state !== undefined && { state: { path: state, onError: onStateError } }),
  }).catch(async (error: unknown) => {
    if (error instanceof SavedWorldError || error instanceof StateInUseError) throw stateUnusable(error.message);
    throw state !== undefined && isSystemError(error) ? stateUnusable(await explainState(error, state)) : error;
  });
  const client = createSandboxClient(ApiClient, sandbox, common);
  return {
    client,
    sandboxUrl: sandbox.url,
    close: async () => {
      await client.close();
      await sandbox.close();
    },
  };
}

/** Why the file with the state cannot be used. */
export async function explainState(error: Error, path: string): Promise<string> {
  const { explainSystemError } = await import('../lib/system-error.js');
  return `The file with its state: ${explainSystemError(error, { access: 'write', path })}`;
}

const stateUnusable = (message: string): CapillaryError =>
  new CapillaryError({
    kind: 'not_configured',
    message: `The sandbox cannot start. ${message}`,
    hint: 'Do not call again. Ask the person who set up this server to correct its configuration and restart it.',
    retryable: false,
    outcome: 'not_sent',
  });

type SandboxClientOptions = Pick<ClientOptions, 'userAgent' | 'deadlineMs' | 'concurrency' | 'log' | 'trace'>;

/**
 * A client with both kinds of a sandbox's credentials, so that every endpoint can be tried. The server of a real
 * organization has one kind.
 *
 * @param Client - the class ApiClient, which start-up does not load
 */
export function createSandboxClient(
  Client: new (options: ClientOptions) => CapillaryClient,
  { url, credentials }: Pick<Sandbox, 'url' | 'credentials'>,
  options: SandboxClientOptions,
): CapillaryClient {
  const { username, password, clientKey, clientSecret, adminKey, adminOrgId } = credentials;
  const clientWith = (each: Credentials): CapillaryClient =>
    new Client({
      ...options,
      baseUrl: url,
      credentials: each,
      admin: { key: adminKey, orgId: adminOrgId },
      proxy: false,
    });
  const asTill = clientWith({ kind: 'basic', username, password });
  const asClient = clientWith({ kind: 'oauth', key: clientKey, secret: clientSecret });
  return {
    send: (definition, args, options) =>
      (definition.auth === 'oauth' ? asClient : asTill).send(definition, args, options),
    close: async () => {
      await Promise.all([asTill.close(), asClient.close()]);
    },
  };
}
