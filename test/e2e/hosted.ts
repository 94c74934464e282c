/** The command over HTTP, as an operator starts it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { CLI, cleanEnv } from './clients.js';

export interface HostedCommand {
  /** Where MCP clients connect. */
  url: URL;
  /** Of health and metrics, where served. */
  opsUrl: URL | undefined;
  /** What it logged so far. */
  logged(): string;
  /** Ends it as an orchestrator does. @returns its exit code */
  stop(): Promise<number | null>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
}

/** Starts `capillary-mcp --http` on a free port and waits until it listens. */
export async function startHosted(env: Record<string, string>, args: string[] = []): Promise<HostedCommand> {
  const child = spawn(process.execPath, [CLI, '--http', ...args], {
    env: cleanEnv({ CAPILLARY_HTTP_PORT: '0', ...env }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  const gone = once(child, 'exit');
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
    void gone.then(() => reject(new Error(`it did not start: ${lines.join('\n')}`)));
  });
  const [url, opsUrl] = urls;
  if (!url) throw new Error('no URL');
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> => {
    child.kill(signal);
    const [code]: (number | null)[] = await gone;
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
