/**
 * Runs every benchmark that is quoted, one after another, and writes bench/results.json, bench/RESULTS.md and the README's
 * section on performance. Takes about half an hour on a machine with nothing else to do. Needs redis-server, and the other
 * servers: `npm ci --prefix bench`.
 *
 *   npm run bench:all [-- --rounds 15] [--calls 300]
 *   npm run bench:all -- --render      only writes the texts again, from bench/results.json
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { parseArgs } from 'node:util';
import { benchFile } from './lib/processes.mjs';
import { quoteResults } from './lib/quotes.mjs';
import { resultsMarkdown } from './lib/results.mjs';
import { runBench } from './lib/runs.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    calls: { type: 'string', default: '300' },
    render: { type: 'boolean', default: false },
  },
});
const file = benchFile('results.json');

function measure() {
  const options = ['--rounds', values.rounds, '--calls', values.calls];
  const replicaOptions = ['--rounds', values.rounds, '--calls', String(Number(values.calls) * 10)];
  return {
    date: new Date().toISOString().slice(0, 'YYYY-MM-DD'.length),
    machine: {
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: availableParallelism(),
      memoryGigabytes: Math.round(totalmem() / 2 ** 30),
      system: `${type()} ${release()}`,
      node: process.versions.node,
    },
    peers: runBench('peers.mjs', options),
    tasks: runBench('tasks.mjs'),
    growth: runBench('growth.mjs', options),
    replicas: runBench('replicas.mjs', replicaOptions),
  };
}

if (!values.render) writeFileSync(file, `${JSON.stringify(measure(), null, 2)}\n`);
if (!existsSync(file)) throw new Error('bench/results.json does not exist: run it without --render first.');
const results = JSON.parse(readFileSync(file, 'utf8'));
const readme = benchFile('../README.md');
writeFileSync(benchFile('RESULTS.md'), resultsMarkdown(results));
writeFileSync(readme, quoteResults(readFileSync(readme, 'utf8'), results));
