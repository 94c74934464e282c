/** `capillary-mcp sandbox`: serves the embedded API on its own port, for any client. */
import { ConfigError, isSystemError } from '../lib/config-error.js';
import { limitHeapGrowth } from '../lib/heap-growth.js';
import type { BrandName } from '../sandbox/brands/names.js';
import type { Sandbox } from '../sandbox/http/server.js';

export interface SandboxFlags {
  port: number;
  seed?: number;
  brand?: BrandName;
  clock?: string;
  /** The file in which the world is stored. */
  state?: string;
}

/** Starts the sandbox, prints its address and credentials, and runs until it is stopped. */
export async function runSandbox({ port, seed, brand, clock, state }: SandboxFlags): Promise<void> {
  limitHeapGrowth();
  const { SavedWorldError, startSandbox, StateInUseError } = await import('../sandbox/http/server.js');
  const unsaved = new UnsavedState(state);
  const running = await startSandbox({
    port,
    hosts: async (sandbox) => (await import('./sandbox-hosts.js')).hostCommands(sandbox),
    ...(seed !== undefined && { seed }),
    ...(brand !== undefined && { brand }),
    ...(clock !== undefined && { now: clock }),
    ...(state !== undefined && {
      state: {
        path: state,
        onError: (error) => void unsaved.report(error),
      },
    }),
  }).catch(async (error: unknown) => {
    if (error instanceof SavedWorldError || error instanceof StateInUseError) throw new ConfigError(error.message);
    throw isSystemError(error) ? new ConfigError(await explain(error, state)) : error;
  });
  process.stdout.write(describe(running, state));
  const stop = async (): Promise<void> => {
    await running.close();
    process.exit(0);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);
}

/** Names the flag that an error of the system is about. */
async function explain(error: Error, state: string | undefined): Promise<string> {
  const { explainSystemError } = await import('../lib/system-error.js');
  if ('port' in error || state === undefined) return `--port: ${explainSystemError(error)}`;
  return `--state: ${explainSystemError(error, { access: 'write', path: state })}`;
}

/** Says once why the state is not kept. */
class UnsavedState {
  readonly #state: string | undefined;
  #reported = '';

  constructor(state: string | undefined) {
    this.#state = state;
  }

  async report(error: Error): Promise<void> {
    const message = `capillary-mcp: ${await explain(error, this.#state)} The sandbox runs, but its state is not kept.`;
    if (message === this.#reported) return;
    this.#reported = message;
    console.error(message);
  }
}

/** What to call, with which credentials, and what each is for. */
function describe({ url, credentials, world }: Sandbox, state: string | undefined): string {
  const { username, password, clientKey, clientSecret, adminKey, adminOrgId } = credentials;
  return [
    `Sandbox at ${url}`,
    '',
    `  Brand  ${world.organisation.name}`,
    `  Basic  CAPILLARY_BASE_URL=${url} CAPILLARY_USERNAME=${username} CAPILLARY_PASSWORD=${password}`,
    '         a till with the rights of an administrator',
    `  OAuth  CAPILLARY_BASE_URL=${url} CAPILLARY_CLIENT_KEY=${clientKey} CAPILLARY_CLIENT_SECRET=${clientSecret}`,
    '         instead of Basic; uploading coupons requires it',
    `  Admin  CAPILLARY_ADMIN_KEY=${adminKey} CAPILLARY_ADMIN_ORG_ID=${adminOrgId}`,
    '         in addition, the key and the id of the organization; accounts of staff and defining fields require them',
    '',
    `  Page   ${url}/`,
    `  State  ${url}/__sandbox/state`,
    `  Reset  curl -X POST ${url}/__sandbox/reset`,
    ...(state === undefined ? [] : [`  Saved  ${state}`]),
    '',
    'Press Ctrl-C to stop.',
    '',
  ].join('\n');
}
