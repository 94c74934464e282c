/** The processes to measure: how they start, and how much memory they take. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The path of a file of bench/. @param {string} path - relative to bench/ */
export const benchFile = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The command, as `npm run build` makes it. */
export const CLI = benchFile('../dist/cli.js');

/** Starts Node with nothing of this environment but PATH. */
export const spawnNode = (args, env, stdio) =>
  spawn(process.execPath, args, { env: { PATH: process.env.PATH, ...env }, stdio });

/**
 * Starts a process that prints its URL.
 *
 * @param {'stdout' | 'stderr'} stream - where it prints the URL
 */
export async function startService(args, env = {}, stream = 'stderr') {
  const stdio = stream === 'stdout' ? ['ignore', 'pipe', 'inherit'] : ['ignore', 'ignore', 'pipe'];
  const child = spawnNode(args, env, stdio);
  for await (const line of createInterface({ input: child[stream] })) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (!url) continue;
    child[stream].resume();
    return { url, pid: child.pid, stop: () => stop(child) };
  }
  throw new Error(`${args[0]} ended without a URL`);
}

/** Ends a process and waits until it has ended. */
export async function stop(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await exited;
}

/**
 * CPU time that a process has used, in milliseconds: the 14th and 15th field of its stat, in ticks of 10 ms. NaN on a system
 * without /proc.
 */
export function cpuMilliseconds(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

/** Resident memory in megabytes; NaN on a system without /proc. */
export function residentMegabytes(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** A loopback port that nothing listens on. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
