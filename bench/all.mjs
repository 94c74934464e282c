/**
 * Runs every benchmark that is quoted, one after another, and writes bench/results.json, bench/RESULTS.md and the README's
 * section on performance. Takes about half an hour on a machine with nothing else to do. Needs redis-server, and the other
 * servers: `npm ci --prefix bench`.
 *
 *   npm run bench:all [-- --rounds 15] [--calls 300]
 *   npm run bench:all -- --parts peers,growth   measures only these again; there are also tokens, tasks and replicas
 *   npm run bench:all -- --render               only writes the texts again, from bench/results.json
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
    parts: { type: 'string' },
    render: { type: 'boolean', default: false },
  },
});
const file = benchFile('results.json');

const options = ['--rounds', values.rounds, '--calls', values.calls];
const replicaOptions = ['--rounds', values.rounds, '--calls', String(Number(values.calls) * 10)];
/** What is measured, by its name in the results. */
const PARTS = {
  peers: () => runBench('peers.mjs', [...options, '--measure', 'start,stdio,http']),
  tokens: () => runBench('peers.mjs', ['--measure', 'tokens']).tokens,
  tasks: () => runBench('tasks.mjs'),
  growth: () => runBench('growth.mjs', options),
  replicas: () => runBench('replicas.mjs', replicaOptions),
};

const machine = {
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  memoryGigabytes: Math.round(totalmem() / 2 ** 30),
  // The rest of a release names a build of the kernel.
  system: `${type()} ${release().split('-', 1)[0]}`,
  node: process.versions.node,
};

/** Measures the parts, and writes the results after each, so that a run that is stopped loses only one. */
function measure(names) {
  let results = readResults();
  const isOther = JSON.stringify(results?.machine) !== JSON.stringify(machine);
  if (isOther && names.length < Object.keys(PARTS).length) {
    throw new Error('The other parts were measured on another machine: run without --parts.');
  }
  for (const name of names) {
    const measured = PARTS[name]();
    const dates = { ...results?.dates, [name]: new Date().toISOString().slice(0, 'YYYY-MM-DD'.length) };
    results = { ...results, machine, dates, [name]: measured };
    writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  }
}

const readResults = () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

const names = values.parts?.split(',') ?? Object.keys(PARTS);
const unknown = names.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  throw new Error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}.`);
}
if (!values.render) measure(names);
const results = readResults();
if (!results) throw new Error('bench/results.json does not exist: run it without --render first.');
const readme = benchFile('../README.md');
writeFileSync(benchFile('RESULTS.md'), resultsMarkdown(results));
writeFileSync(readme, quoteResults(readFileSync(readme, 'utf8'), results));
