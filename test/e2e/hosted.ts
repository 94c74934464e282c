/** Starts the command over HTTP, as an operator would. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { CLI, cleanEnv } from './clients.js';

export interface HostedCommand {
  /** The MCP endpoint. */
  url: URL;
  /** The URL of health and metrics, if they are served. */
  opsUrl: URL | undefined;
  /** The log so far. */
  logged(): string;
  /** Stops it with SIGTERM, as an orchestrator would. @returns its exit code */
  stop(): Promise<number | null>;
  /** Ends it with SIGKILL, like a crash. */
  kill(): Promise<void>;
}

/** Starts `capillary-mcp --http` on a free port and waits until it listens. */
export async function startHosted(env: Record<string, string>, args: string[] = []): Promise<HostedCommand> {
  const child = spawn(process.execPath, [CLI, '--http', ...args], {
    env: cleanEnv({ CAPILLARY_HTTP_PORT: '0', ...env }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  const exited = once(child, 'exit');
  const wantsOps = 'CAPILLARY_OPS_PORT' in env;
  const urls: URL[] = [];
  const reader = createInterface({ input: child.stderr });
  await new Promise<void>((resolve, reject) => {
    reader.on('line', (line) => {
      lines.push(line);
      const url = / at (http:\S+)$/.exec(line)?.[1];
      if (url !== undefined) urls.push(new URL(url));
      if (urls.length === (wantsOps ? 2 : 1)) resolve();
    });
    void exited.then(() => reject(new Error(`it did not start: ${lines.join('\n')}`)));
  });
  const [url, opsUrl] = urls;
  if (!url) throw new Error('no URL');
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> => {
    child.kill(signal);
    const [code]: (number | null)[] = await exited;
    return code ?? null;
  };
  return {
    url,
    opsUrl,
    logged: () => lines.join('\n'),
    stop: () => end('SIGTERM'),
    kill: async () => {
      await end('SIGKILL');
    },
  };
}
