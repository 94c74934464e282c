/** What is measured of each server. In each round all servers take turns, and another one begins. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { cpuMilliseconds, residentMegabytes } from './processes.mjs';
import { QUERY } from './request.mjs';
import { BARE, OURS } from './servers.mjs';
import { median, quantile, ratioOf, summarize } from './statistics.mjs';
import { StdioConnection } from './stdio-connection.mjs';

/** Calls in flight. */
const ALONE = 1;
const PARALLEL = 32;
const WARM_UP_ROUNDS = 3;
/** How long a server has no calls before its idle memory is read. */
const IDLE_MS = 2_000;

/** The items in the order of a round: each begins as often as the others. */
const rotate = (items, round) => items.map((_, index) => items[(index + round) % items.length]);

/**
 * From the start of the process to its first answer, with its memory then. The request is sent together with
 * `initialize`.
 *
 * @param {{ args: string[], env?: object }} command
 */
export async function measureStart({ args, env }, ask = (connection) => connection.listTools()) {
  const started = performance.now();
  const connection = new StdioConnection(args, env);
  const [, answer] = await Promise.all([connection.initialize(), ask(connection)]);
  const ms = performance.now() - started;
  const megabytes = residentMegabytes(connection.pid);
  await connection.stop();
  return { ms, megabytes, answer };
}

/**
 * Starts of all servers.
 *
 * @param {readonly { name: string, start: { args: string[], env?: object } }[]} servers - the baseline first
 * @param {{ rounds: number, ask?: (connection: StdioConnection) => Promise<unknown> }} options
 */
export async function compareStarts(servers, { rounds, ask }) {
  const samples = servers.map(() => []);
  // The first start of each reads its files from disk.
  for (const { start } of servers) await measureStart(start, ask);
  for (let round = 0; round < rounds; round++) {
    for (const index of rotate([...servers.keys()], round)) {
      const { ms, megabytes } = await measureStart(servers[index].start, ask);
      samples[index].push({ ms, megabytes });
    }
  }
  const each = (key) => samples.map((some) => some.map((sample) => sample[key]));
  const [times, sizes] = [each('ms'), each('megabytes')];
  return Object.fromEntries(
    servers.map(({ name }, index) => [
      name,
      {
        ms: summarize(times[index]),
        msRatio: ratioOf(times[index], times[0]),
        megabytes: summarize(sizes[index]),
        megabytesRatio: ratioOf(sizes[index], sizes[0]),
      },
    ]),
  );
}

/** Repeats a request with a number of them in flight. @returns the time of each in ms, and requests per second */
export async function repeat(request, times, inFlight) {
  const started = performance.now();
  const latencies = [];
  let left = times;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (left-- > 0) {
        const sent = performance.now();
        await request();
        latencies.push(performance.now() - sent);
      }
    }),
  );
  return { latencies, perSecond: (times / (performance.now() - started)) * 1_000 };
}

/**
 * Measures requests, alone and in parallel.
 *
 * @param {readonly { name: string, request: () => Promise<unknown>, pid?: number }[]} subjects - the baseline first;
 *   `direct`, if there is one, is the request to the API itself
 */
export async function compareRequests(subjects, { rounds, calls }) {
  const samples = new Map(subjects.map(({ name }) => [name, { [ALONE]: [], [PARALLEL]: [] }]));
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const { name, request, pid } of rotate(subjects, round + WARM_UP_ROUNDS)) {
      for (const inFlight of [ALONE, PARALLEL]) {
        const before = cpuMilliseconds(pid);
        const sample = await repeat(request, inFlight === ALONE ? calls : calls * 4, inFlight);
        if (round >= 0) samples.get(name)[inFlight].push({ ...sample, cpuMs: cpuMilliseconds(pid) - before });
      }
    }
  }
  await sleep(IDLE_MS);
  const [baseline] = subjects;
  const medians = (name, inFlight) => samples.get(name)[inFlight].map(({ latencies }) => median(latencies));
  const rates = (name, inFlight) => samples.get(name)[inFlight].map(({ perSecond }) => perSecond);
  const direct = samples.has('direct') && medians('direct', ALONE);
  const row = (name, inFlight) => {
    const latencies = samples.get(name)[inFlight].flatMap((sample) => sample.latencies);
    const cpuMs = samples.get(name)[inFlight].reduce((sum, sample) => sum + sample.cpuMs, 0) / latencies.length;
    return {
      p50: median(latencies),
      p99: quantile(latencies, 0.99),
      // Over all rounds, because it is counted in ticks that are longer than many calls.
      ...(!Number.isNaN(cpuMs) && { cpuMsPerCall: cpuMs }),
      perSecond: summarize(rates(name, inFlight)),
      p50Ratio: ratioOf(medians(name, inFlight), medians(baseline.name, inFlight)),
      perSecondRatio: ratioOf(rates(name, inFlight), rates(baseline.name, inFlight)),
    };
  };
  return Object.fromEntries(
    subjects.map(({ name, pid }) => [
      name,
      {
        alone: row(name, ALONE),
        parallel: row(name, PARALLEL),
        ...(direct && { addedMs: summarize(medians(name, ALONE).map((ms, round) => ms - direct[round])) }),
        ...(pid !== undefined && { idleMegabytes: residentMegabytes(pid) }),
      },
    ]),
  );
}

/** The request to the API itself, without a server in between. */
function directRequest(apiUrl, args) {
  const pool = new Pool(apiUrl, { connections: PARALLEL, pipelining: 1 });
  const path = `/${QUERY}?${new URLSearchParams(args)}`;
  return {
    request: async () => (await pool.request({ path, method: 'GET' })).body.json(),
    close: () => pool.destroy(),
  };
}

/** Makes one call and compares its result with the API's answer, so that no error is measured. */
async function verify(name, connection, call) {
  const { content, isError } = await connection.callTool(call.name, call.arguments);
  const text = content?.map((block) => block.text).join('\n') ?? '';
  if (isError || !text.includes('Asha')) throw new Error(`${name}: ${text.slice(0, 300)}`);
}

/** Calls over stdio. */
export async function compareStdio(servers, apiUrl, options) {
  const direct = directRequest(apiUrl, servers[0].call.arguments);
  const subjects = [];
  try {
    for (const { name, stdio, call } of servers) {
      const connection = new StdioConnection(stdio.args, stdio.env);
      const request = () => connection.callTool(call.name, call.arguments);
      subjects.push({ name, request, pid: connection.pid, stop: () => connection.stop() });
      await connection.initialize();
      await verify(name, connection, call);
    }
    return await compareRequests([...subjects, { name: 'direct', request: direct.request }], options);
  } finally {
    await Promise.all([direct.close(), ...subjects.map(({ stop }) => stop())]);
  }
}

/**
 * Calls over HTTP in each era, and lists of the bare server and of this one, which are the same.
 *
 * @param tools - what this server lists
 */
export async function compareHttp(servers, apiUrl, tools, options) {
  const direct = directRequest(apiUrl, servers[0].call.arguments);
  const running = new Map();
  try {
    for (const server of servers) running.set(server, await server.startHttp(tools));
    const results = {};
    for (const era of servers[0].eras) {
      const connections = await connectAll(running, era);
      const subjects = connections.map(({ server: { name, call }, connection, pid }) => {
        return { name, request: () => connection.callTool(call.name, call.arguments), pid };
      });
      const lists = connections
        .filter(({ server: { name } }) => name === BARE || name === OURS)
        .map(({ server: { name }, connection }) => ({ name, request: () => connection.listTools() }));
      results[era] = {
        calls: await compareRequests([...subjects, { name: 'direct', request: direct.request }], options),
        lists: await compareRequests(lists, options),
      };
      await Promise.all(connections.map(({ connection }) => connection.close()));
    }
    return results;
  } finally {
    await Promise.all([direct.close(), ...[...running.values()].map(({ stop }) => stop())]);
  }
}

async function connectAll(running, era) {
  const connections = [];
  for (const [server, { url, pid }] of running) {
    if (!server.eras.includes(era)) continue;
    const connection = await server.connect(url, era, PARALLEL);
    await verify(server.name, connection, server.call);
    connections.push({ server, connection, pid });
  }
  return connections;
}
