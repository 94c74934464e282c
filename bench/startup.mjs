/**
 * Start to first `tools/list` answered, side by side with a bare SDK server; in turns, so that both meet the same
 * machine. Prints medians, their ratio and resident memory.
 *
 *   npm run bench [-- --runs 21]
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '21' } } });
const runs = Number(values.runs);
const script = (path) => fileURLToPath(new URL(path, import.meta.url));
const servers = { bare: script('bare-server.mjs'), 'capillary-mcp': script('../dist/cli.js') };

const message = (body) => `${JSON.stringify({ jsonrpc: '2.0', ...body })}\n`;
const OPENING = [
  message({
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } },
  }),
  message({ method: 'notifications/initialized' }),
  message({ id: 2, method: 'tools/list' }),
].join('');

/** Starts a server, opens with initialize and tools/list in one go, and stops it at the answer. */
async function measure(path) {
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, [path], {
    env: { PATH: process.env.PATH },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.write(OPENING);
  for await (const line of createInterface({ input: child.stdout })) {
    const answer = JSON.parse(line);
    if (answer.id !== 2) continue;
    const ms = Number(process.hrtime.bigint() - started) / 1e6;
    const tools = answer.result.tools.length;
    const mb = residentMegabytes(child.pid);
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
    return { ms, mb, tools };
  }
  throw new Error(`${path} ended without an answer`);
}

/** Null where the system has no /proc. */
function residentMegabytes(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return null;
  }
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const results = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
for (const path of Object.values(servers)) await measure(path);
for (let run = 0; run < runs; run += 1) {
  for (const [name, path] of Object.entries(servers)) results[name].push(await measure(path));
}

const summary = Object.entries(results).map(([name, all]) => ({
  name,
  tools: all[0].tools,
  ms: median(all.map(({ ms }) => ms)),
  mb: median(all.map(({ mb }) => mb ?? 0)),
}));
const [bare, ours] = summary;
for (const { name, tools, ms, mb } of summary) {
  process.stdout.write(
    `${name.padEnd(14)} ${String(tools).padStart(4)} tools  ${ms.toFixed(0).padStart(5)} ms  ${mb.toFixed(0).padStart(4)} MB\n`,
  );
}
process.stdout.write(
  `ratio          ${(ours.ms / bare.ms).toFixed(2)} × time, ${(ours.mb / bare.mb).toFixed(2)} × memory (medians of ${runs})\n`,
);
