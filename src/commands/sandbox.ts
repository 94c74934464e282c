/** `capillary-mcp sandbox`: serves the embedded API on its own port, for any client. */

import { catalogue } from '../discovery/built-catalogue.js';
import { ConfigError } from '../lib/config-error.js';
import type { BrandName } from '../sandbox/brand-names.js';

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
  const [{ SavedWorldError, startSandbox, StateInUseError }, definitions] = await Promise.all([
    import('../sandbox/server.js'),
    catalogue.definitions(),
  ]);
  const running = await startSandbox({
    definitions,
    port,
    ...(seed !== undefined && { seed }),
    ...(brand !== undefined && { brand }),
    ...(clock !== undefined && { now: clock }),
    ...(state !== undefined && {
      state: {
        path: state,
        onError: ({ message }) => console.error(`The sandbox could not save its state: ${message}`),
      },
    }),
  }).catch((error: unknown) => {
    throw error instanceof SavedWorldError || error instanceof StateInUseError ? new ConfigError(error.message) : error;
  });
  const { username, password, clientKey, clientSecret } = running.credentials;
  process.stdout.write(
    [
      `Sandbox at ${running.url}`,
      '',
      `  Basic  CAPILLARY_BASE_URL=${running.url} CAPILLARY_USERNAME=${username} CAPILLARY_PASSWORD=${password}`,
      `  OAuth  CAPILLARY_BASE_URL=${running.url} CAPILLARY_CLIENT_KEY=${clientKey} CAPILLARY_CLIENT_SECRET=${clientSecret}`,
      '',
      `  Page   ${running.url}/`,
      `  State  ${running.url}/__sandbox/state`,
      `  Reset  curl -X POST ${running.url}/__sandbox/reset`,
      ...(state === undefined ? [] : [`  Saved  ${state}`]),
      '',
      'Press Ctrl-C to stop.',
      '',
    ].join('\n'),
  );
  const stop = async (): Promise<void> => {
    await running.close();
    process.exit(0);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);
}
