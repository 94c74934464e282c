/**
 * Time and memory of a start, from the start of the process to the first `tools/list` answer, compared with a bare SDK
 * server. With --call: to the first tool call answered by the embedded sandbox. The servers take turns, so that they run
 * under the same conditions. Prints medians, their ratio and resident memory.
 *
 *   npm run bench [-- --runs 21]
 *   npm run bench -- --call [--beside /elsewhere/dist/cli.js]     compared with another build
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '21' },
    call: { type: 'boolean', default: false },
    beside: { type: 'string' },
  },
});
const runs = Number(values.runs);
const script = (path) => fileURLToPath(new URL(path, import.meta.url));
const other = values.beside ?? (values.call ? undefined : script('bare-server.mjs'));
const servers = {
  ...(other && { [values.beside ? 'the other build' : 'bare']: other }),
  'capillary-mcp': script('../dist/cli.js'),
};

const message = (body) => `${JSON.stringify({ jsonrpc: '2.0', ...body })}\n`;
const OPENING = [
  message({
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } },
  }),
  message({ method: 'notifications/initialized' }),
  values.call
    ? message({ id: 2, method: 'tools/call', params: { name: 'customer_search', arguments: { q: 'Asha' } } })
    : message({ id: 2, method: 'tools/list' }),
].join('');

/** Starts a server, sends initialize and the request together, and stops it at the answer. */
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
    if (answer.error || answer.result.isError) throw new Error(`${path} refused: ${line.slice(0, 300)}`);
    const mb = residentMegabytes(child.pid);
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
    return { ms, mb, tools: answer.result.tools?.length };
  }
  throw new Error(`${path} ended without an answer`);
}

/** @returns null if the system has no /proc */
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
const [first, ours] = summary;
for (const { name, tools, ms, mb } of summary) {
  const what = tools === undefined ? 'first call' : `${String(tools).padStart(4)} tools`;
  process.stdout.write(
    `${name.padEnd(15)} ${what.padStart(10)}  ${ms.toFixed(0).padStart(5)} ms  ${mb.toFixed(0).padStart(4)} MB\n`,
  );
}
if (ours) {
  process.stdout.write(
    `ratio           ${(ours.ms / first.ms).toFixed(2)} × time, ${(ours.mb / first.mb).toFixed(2)} × memory (medians of ${runs})\n`,
  );
}
