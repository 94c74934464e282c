/** Runs a real redis-server on a loopback port, and stops it after the test. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, onTestFinished } from 'vitest';
import { HAS_REDIS } from '../../platform.js';

const isInstalled = spawnSync('redis-server', ['--version']).status === 0;
if (!isInstalled)
  console.error('redis-server is not installed, so the state shared by replicas is not tested (apt install redis)');

/** Skipped if redis-server is not installed, except in CI, and where there is none. */
export const describeWithRedis = describe.skipIf(!isInstalled && (process.env['CI'] === undefined || !HAS_REDIS));

export interface RedisServer {
  url: string;
  port: number;
  kill(): Promise<void>;
  /** Starts it again on the same port, empty. */
  start(): Promise<void>;
  /** Keeps connections open but answers nothing. */
  pause(): void;
  resume(): void;
}

/** @param options - further options of redis-server */
export async function startRedis(options: readonly string[] = []): Promise<RedisServer> {
  const dir = await mkdtemp(join(tmpdir(), 'redis-'));
  let port = await freePort();
  let server: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    const running = server;
    server = undefined;
    if (running?.exitCode !== null || running.signalCode !== null) return;
    const exited = once(running, 'exit');
    running.kill('SIGKILL');
    await exited;
  };
  onTestFinished(async () => {
    await kill();
    await rm(dir, { recursive: true, force: true });
  });
  const start = async (): Promise<void> => {
    server = await launch(port, dir, options);
  };
  // Another process may have taken the port in the meantime.
  await start().catch(async () => {
    port = await freePort();
    await start();
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill,
    start,
    pause: () => server?.kill('SIGSTOP'),
    resume: () => server?.kill('SIGCONT'),
  };
}

async function launch(port: number, dir: string, options: readonly string[]): Promise<ChildProcess> {
  const fixed = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', dir];
  const server = spawn('redis-server', [...fixed, ...options], { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    server.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('Ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`redis-server did not start: ${output}`)));
  });
  return server;
}

/** Finds a loopback port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
