/**
 * Calls per second of one, two and four replicas behind a load balancer, which share one Redis and one stub of the API, and
 * what a call costs a replica in CPU time. More replicas than free cores cannot be faster: clients, balancer, Redis and the
 * API run on the same machine. Needs redis-server.
 *
 *   npm run bench:replicas [-- --counts 1,2,4] [--rounds 5] [--calls 3000] [--connections 64] [--json FILE]
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ERAS, startOurs } from './http/load.mjs';
import { HttpConnection } from './lib/http-connection.mjs';
import { repeat } from './lib/measures.mjs';
import { benchFile, cpuMilliseconds, freePort, residentMegabytes, startService, stop } from './lib/processes.mjs';
import { CALL } from './lib/request.mjs';
import { median, quantile, ratioOf, summarize } from './lib/statistics.mjs';
import { replicasTable } from './lib/tables.mjs';

const { values } = parseArgs({
  options: {
    counts: { type: 'string', default: '1,2,4' },
    rounds: { type: 'string', default: '5' },
    calls: { type: 'string', default: '3000' },
    connections: { type: 'string', default: '64' },
    json: { type: 'string' },
  },
});
const counts = values.counts.split(',').map(Number);
const [rounds, calls, connections] = [values.rounds, values.calls, values.connections].map(Number);

async function startRedis(folder) {
  const port = await freePort();
  const options = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('Ready to accept connections')) break;
  }
  child.stdout.resume();
  return { url: `redis://127.0.0.1:${port}`, stop: () => stop(child) };
}

/** A cluster of replicas, and a client of its balancer. */
async function startCluster(count, api, redis) {
  const env = { CAPILLARY_REDIS_URL: redis.url, CAPILLARY_REPLICAS: String(count) };
  const replicas = await Promise.all(Array.from({ length: count }, () => startOurs(api, env)));
  const balancer = await startService([
    benchFile('lib/balancer.mjs'),
    ...replicas.map(({ url }) => String(new URL(url).port)),
  ]);
  const connection = new HttpConnection(`${balancer.url}/mcp`, ERAS[1], connections);
  return {
    request: () => connection.callTool(CALL.name, CALL.arguments),
    pids: replicas.map(({ pid }) => pid),
    stop: async () => {
      await connection.close();
      await Promise.all([balancer.stop(), ...replicas.map((replica) => replica.stop())]);
    },
  };
}

const totalCpuMs = ({ pids }) => pids.reduce((sum, pid) => sum + cpuMilliseconds(pid), 0);

async function measure(clusters) {
  const samples = clusters.map(() => []);
  for (let round = -1; round < rounds; round++) {
    for (const [index, cluster] of clusters.entries()) {
      const before = totalCpuMs(cluster);
      const sample = await repeat(cluster.request, calls, connections);
      if (round >= 0) samples[index].push({ ...sample, cpuMs: (totalCpuMs(cluster) - before) / calls });
    }
  }
  const rates = samples.map((some) => some.map(({ perSecond }) => perSecond));
  return Object.fromEntries(
    clusters.map(({ pids }, index) => {
      const latencies = samples[index].flatMap((sample) => sample.latencies);
      return [
        pids.length,
        {
          perSecond: summarize(rates[index]),
          perSecondRatio: ratioOf(rates[index], rates[0]),
          p50: median(latencies),
          p99: quantile(latencies, 0.99),
          cpuMsPerCall: summarize(samples[index].map((sample) => sample.cpuMs)),
          megabytes: summarize(pids.map(residentMegabytes)),
        },
      ];
    }),
  );
}

const folder = mkdtempSync(join(tmpdir(), 'capillary-mcp-replicas-'));
const started = [];
const starting = async (service) => {
  started.push(await service);
  return started.at(-1);
};
try {
  const redis = await starting(startRedis(folder));
  const api = await starting(startService([benchFile('lib/upstream.mjs')]));
  const clusters = [];
  for (const count of counts) clusters.push(await starting(startCluster(count, api, redis)));
  const results = { rounds, calls, connections, clusters: await measure(clusters) };
  process.stdout.write(replicasTable(results));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  for (const service of started.reverse()) await service.stop();
  rmSync(folder, { recursive: true });
}
