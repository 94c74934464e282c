/**
 * What the worst clients and upstreams cost the built server: its peak memory against idle, and how long it blocks its
 * event loop; the first line shows what a busy machine adds to that. Exits with 1 if memory exceeds twice the idle figure.
 * The last three lines are sessions and all limits together, for which the memory limit in deploy/ has to suffice.
 *
 *   npm run bench:memory [-- --only unread]
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { Pool } from 'undici';
import { ERAS, load, mcpRequest, UNLIMITED } from './load.mjs';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const print = (line = '') => process.stdout.write(`${line}\n`);
const fileOf = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The limit on a response is 5 MB. */
const MAX_BYTES = 5_000_000;
const row = (number) => ({
  id: 1_000_000_000 + number,
  firstName: 'Asha',
  lastName: 'Iyer',
  email: `asha.iyer.${number}@example.com`,
  points: { active: 1_250.5, lifetime: 8_800, expired: 0 },
  tags: ['gold', 'mumbai'],
  note: 'prefers email, visits on weekends, buys gifts for a family of four and asks for tax invoices',
});
const rows = Array.from({ length: 20_000 }, (_, number) => row(number));
const rowBytes = JSON.stringify(rows).length / rows.length;
const largest = JSON.stringify({ data: rows.slice(0, Math.floor((MAX_BYTES - 1_000) / rowBytes)) });
/** What the upstream answers to a search for each text. */
const ANSWERS = {
  small: { body: JSON.stringify({ data: rows.slice(0, 1) }) },
  largest: { body: largest },
  /** As many values as are accepted. */
  dense: { body: JSON.stringify({ data: Array.from({ length: 82_000 }, (_, n) => ({ n, text: 'x'.repeat(20) })) }) },
  gzip: { body: gzipSync(largest), gzip: true },
  bomb: { body: gzipSync(Buffer.alloc(200_000_000, ' ')), gzip: true },
};
const upstream = createServer((request, response) => {
  const query = new URL(request.url, 'http://localhost').searchParams.get('q');
  const { body, gzip = false } = ANSWERS[query] ?? ANSWERS.small;
  response.setHeader('content-type', 'application/json');
  response.setHeader('content-length', Buffer.byteLength(body));
  if (gzip) response.setHeader('content-encoding', 'gzip');
  response.end(body);
});
await new Promise((resolve) => upstream.listen(0, '127.0.0.1', resolve));

/** Ten callers of two tenants, so that each limit can be reached. */
const SUBJECTS = Array.from({ length: 10 }, (_, number) => ({
  token: `cap_bench-${number}`,
  tenant: `brand-${number % 2}`,
}));
const as = (number) => ({ authorization: `Bearer ${SUBJECTS[number].token}` });
const folder = mkdtempSync(join(tmpdir(), 'capillary-mcp-bench-'));
const tenant = {
  baseUrl: `http://127.0.0.1:${upstream.address().port}`,
  username: 'till',
  password: { env: 'BENCH_PASSWORD' },
  limits: { requestsPerMinute: Number(UNLIMITED) },
};
writeFileSync(join(folder, 'tenants.json'), JSON.stringify({ tenants: { 'brand-0': tenant, 'brand-1': tenant } }));
const tokens = SUBJECTS.map(({ token, tenant }, number) => {
  return { name: `agent-${number}`, tenant, sha256: createHash('sha256').update(token).digest('hex') };
});
writeFileSync(join(folder, 'tokens.json'), JSON.stringify({ tokens }));

const child = spawn(process.execPath, ['--import', fileOf('loop-monitor.mjs'), fileOf('../../dist/cli.js'), '--http'], {
  env: {
    PATH: process.env.PATH,
    CAPILLARY_HTTP_PORT: '0',
    BENCH_PASSWORD: 'password',
    CAPILLARY_TENANTS_FILE: join(folder, 'tenants.json'),
    CAPILLARY_AUTH_TOKENS_FILE: join(folder, 'tokens.json'),
    CAPILLARY_SESSIONS: 'true',
    CAPILLARY_LOG_LEVEL: 'error',
    CAPILLARY_TOOLSETS: 'all',
  },
  stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
});
const url = await new Promise((resolve) => {
  createInterface({ input: child.stderr }).on('line', (line) => {
    const found = /http:\/\/\S+/.exec(line)?.[0];
    if (found) resolve(found);
    else print(line);
  });
});

const megabytes = (name) =>
  Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
const resetPeak = () => writeFileSync(`/proc/${child.pid}/clear_refs`, '5');
async function maxBlockedMs() {
  child.send('delays');
  const [{ maxBlockedMs }] = await once(child, 'message');
  return maxBlockedMs;
}

/** A request of one of the callers. */
function requestAs(subject, era, method, params) {
  const request = mcpRequest(url, era, method, params);
  Object.assign(request.headers, as(subject));
  return request;
}
const search = (q) => ({ name: 'customer_search', arguments: { q } });

/** As many searches at once. @returns how many of them failed */
async function searches(q, count) {
  const pool = new Pool(new URL(url).origin, { connections: count, pipelining: 1 });
  const texts = await Promise.all(
    Array.from({ length: count }, async () => {
      const { body } = await pool.request(requestAs(0, ERAS[1], 'tools/call', search(q)));
      return body.text();
    }),
  );
  await pool.close();
  return texts.filter((text) => text.includes('"isError":true')).length;
}

/** Connections that send requests and never read. @returns how many of them were closed */
async function unread(connections, requests, method, params) {
  const { origin, path, headers, body } = requestAs(0, ERAS[1], method, params);
  const lines = Object.entries({ ...headers, host: new URL(origin).host, 'content-length': Buffer.byteLength(body) });
  const request = `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
  const sockets = Array.from({ length: connections }, () => {
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
    socket.on('error', () => {});
    socket.pause();
    return socket;
  });
  for (let sent = 0; sent < requests; sent += 1) {
    for (const socket of sockets) if (!socket.destroyed) socket.write(request);
    await sleep(20);
  }
  await sleep(5_000);
  const closed = sockets.filter((socket) => socket.destroyed).length;
  for (const socket of sockets) socket.destroy();
  return closed;
}

/** As many sessions as one server may have. @returns how many began */
async function openSessions() {
  const pool = new Pool(new URL(url).origin, { connections: 16, pipelining: 1 });
  const params = { protocolVersion: ERAS[0], capabilities: {}, clientInfo: { name: 'bench', version: '1' } };
  let next = 0;
  let begun = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (next < 5_000) {
        next += 1;
        const { headers, body } = await pool.request(requestAs(next % 10, ERAS[0], 'initialize', params));
        await body.dump();
        if (headers['mcp-session-id']) begun += 1;
      }
    }),
  );
  await pool.close();
  return begun;
}

/** Bodies that arrive in full except for their last byte, as large as all of them may be. */
function unfinishedBodies() {
  const size = 8_000_000;
  return Array.from({ length: 8 }, (_, number) => {
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
    socket.on('error', () => {});
    const { path, headers } = requestAs(number, ERAS[1], 'tools/list');
    const lines = Object.entries({ ...headers, host: new URL(url).host, 'content-length': size });
    socket.write(`POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    socket.write(Buffer.alloc(size - 1, ' '));
    return socket;
  });
}

async function everything() {
  const sockets = unfinishedBodies();
  const [closed, failed] = await Promise.all([unread(50, 10, 'tools/list', {}), searches('largest', 16)]);
  const open = sockets.filter((socket) => !socket.destroyed).length;
  for (const socket of sockets) socket.destroy();
  return `${open} bodies, ${closed} closed, ${failed} failed`;
}

const SCENARIOS = {
  'nothing, for a second': async () => sleep(1_000, ''),
  '1 largest response': async () => `${await searches('largest', 1)} failed`,
  '16 largest responses': async () => `${await searches('largest', 16)} failed`,
  '16 largest responses, again': async () => `${await searches('largest', 16)} failed`,
  '16 dense responses': async () => `${await searches('dense', 16)} failed`,
  '16 compressed responses': async () => `${await searches('gzip', 16)} failed`,
  '16 bombs (200 MB of gzip)': async () => `${await searches('bomb', 16)} failed`,
  '50 unread connections, 500 lists': async () => `${await unread(50, 10, 'tools/list', {})} closed`,
  '50 unread connections, 10,000 lists': async () => `${await unread(50, 200, 'tools/list', {})} closed`,
  '8 unfinished bodies of 8 MB': async () => {
    const sockets = unfinishedBodies();
    await sleep(2_000);
    for (const socket of sockets) socket.destroy();
    return '';
  },
  '50 unread connections, 500 calls': async () => `${await unread(50, 10, 'tools/call', search('largest'))} closed`,
};

const started = megabytes('VmRSS');
// Warm-up: compiled code, pools, caches.
await load(url, ERAS[1], 'tools/call', search('small'), { ms: 5_000, headers: as(0) });
await load(url, ERAS[1], 'tools/list', {}, { ms: 500, connections: 2, headers: as(0) });
await sleep(2_000);
const idle = megabytes('VmRSS');
print(`idle: ${started.toFixed(0)} MB after the start, ${idle.toFixed(0)} MB after warm-up`);
/** Runs one scenario and prints what it cost. @returns its peak as a multiple of the idle figure */
async function measure(name, run) {
  resetPeak();
  await maxBlockedMs();
  const result = await run();
  const peak = megabytes('VmHWM');
  const blocked = await maxBlockedMs();
  const columns = [name.padEnd(38), result.padStart(10), `peak ${peak.toFixed(0).padStart(4)} MB`];
  print([...columns, `${(peak / idle).toFixed(2)} × idle`, `blocked ${blocked.toFixed(0)} ms`].join('  '));
  return peak / idle;
}

let worst = 0;
for (const [name, run] of Object.entries(SCENARIOS)) {
  if (name.includes(values.only)) worst = Math.max(worst, await measure(name, run));
}
if (values.only === '') {
  await measure('sessions', async () => `${await openSessions()} begun`);
  await measure('all of these together', everything);
  await measure('again', everything);
}
child.kill('SIGTERM');
await once(child, 'exit');
rmSync(folder, { recursive: true });
upstream.close();
upstream.closeAllConnections();
process.exitCode = worst <= 2 ? 0 : 1;
