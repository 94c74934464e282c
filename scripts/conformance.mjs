/**
 * Runs the server scenarios of MCP's conformance suite against its fixtures, served through our own transports and
 * guards, and prints the results. Needs npm and its registry: the suite and the Node version that it requires are
 * installed into a temporary folder.
 *
 *   npm run conformance
 *   npm run conformance -- --write             also writes the table into docs/conformance.md
 *   npm run conformance -- --suite <folder>    uses a suite installed with `npm install --prefix <folder>`
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { build } from 'vite';

const SUITE = '@modelcontextprotocol/conformance';
const VERSIONS = { [SUITE]: '0.2.0-alpha.12', node: '22.23.3' };

/** Scenarios that need a session, which clients of the 2025 revisions do not get by default. */
const NEEDS_SESSIONS = [
  'elicitation-sep1034-defaults',
  'elicitation-sep1330-enums',
  'server-session-lifecycle',
  'server-sse-multiple-streams',
  'server-sse-polling',
  'tools-call-elicitation',
  'tools-call-sampling',
];

/** `speaks` caps the server's revision: the suite's client always asks for 2025-11-25, whichever revision it tests. */
const RUNS = [
  { revision: '2025-06-18', sessions: true, speaks: '2025-06-18' },
  { revision: '2025-11-25', sessions: true },
  { revision: '2025-11-25', sessions: false, cannot: NEEDS_SESSIONS },
  { revision: '2026-07-28', sessions: false },
  { revision: '2026-07-28', sessions: true },
];

const root = fileURLToPath(new URL('..', import.meta.url));
const page = join(root, 'docs/conformance.md');
const exec = promisify(execFile);
const titleOf = ({ revision, sessions }) => `${revision}${sessions ? ' `--sessions`' : ''}`;
const print = (line) => process.stdout.write(`${line}\n`);

const { values: flags } = parseArgs({ options: { write: { type: 'boolean' }, suite: { type: 'string' } } });
const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
try {
  const installed = flags.suite ?? (await install());
  const main = await compile();
  const columns = [];
  for (const run of RUNS) columns.push({ run, ...(await judge(run, installed, main)) });
  const table = tableOf(columns);
  print(table);
  if (flags.write) await write(table);
  const faults = columns.flatMap(({ run, faults }) => faults.map((fault) => `${titleOf(run)}: ${fault}`));
  print(faults.length === 0 ? '\nEverything passed.' : `\n${faults.join('\n')}`);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** @returns the folder that holds the suite and its Node */
async function install() {
  const prefix = join(folder, 'suite');
  const packages = Object.entries(VERSIONS).map(([name, version]) => `${name}@${version}`);
  await exec('npm', ['install', '--prefix', prefix, '--no-audit', '--no-fund', '--ignore-scripts=false', ...packages]);
  return prefix;
}

/** Builds the fixture server, with everything that it imports from src/. @returns its entry */
async function compile() {
  const outDir = join(folder, 'build');
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: 'test/conformance/main.ts', outDir, rolldownOptions: { output: { entryFileNames: '[name].mjs' } } },
  });
  return join(outDir, 'main.mjs');
}

/** Serves the fixtures and runs all scenarios of a revision against them. */
async function judge(run, installed, main) {
  const suite = (args) =>
    exec(join(installed, 'node_modules/node/bin/node'), [
      join(installed, 'node_modules', SUITE, 'dist/index.js'),
      ...args,
    ]);
  const listed = await suite(['list', '--server', '--spec-version', run.revision]);
  const scenarios = Array.from(listed.stdout.matchAll(/^ {2}- (\S+)/gm), ([, name]) => name);
  const output = await mkdtemp(join(folder, 'results-'));
  const server = await serve(main, run);
  try {
    // It exits with 1 if a scenario fails; the results show which.
    await suite([
      ...['server', '--url', server.url, '--suite', 'all', '--spec-version', run.revision, '--output-dir', output],
    ]).catch(() => {});
  } finally {
    await server.stop();
  }
  const results = await readResults(output);
  return { scenarios, ...verdicts(scenarios, results, run.cannot ?? []) };
}

async function serve(main, { sessions, speaks }) {
  const args = [main, ...(sessions ? ['--sessions'] : []), ...(speaks ? ['--revision', speaks] : [])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };
  for await (const url of createInterface({ input: child.stdout })) {
    child.stdout.resume();
    return { url, stop };
  }
  throw new Error('The fixture server did not start.');
}

/** The checks of each scenario, by scenario name. */
async function readResults(output) {
  const results = new Map();
  for (const name of await readdir(output)) {
    const scenario = /^server-(.+)-\d{4}-\d\d-\d\dT[\d-]+Z$/.exec(name)?.[1];
    const checks = await readFile(join(output, name, 'checks.json'), 'utf8').catch(() => '[]');
    if (scenario !== undefined) results.set(scenario, JSON.parse(checks));
  }
  return results;
}

/** A scenario passes if at least one check succeeded and none failed or warned. A scenario in `cannot` must not pass. */
function verdicts(scenarios, results, cannot) {
  const cells = new Map();
  const faults = [];
  for (const scenario of scenarios) {
    const checks = results.get(scenario) ?? [];
    const succeeded = checks.filter(({ status, id }) => status === 'SUCCESS' && !id.startsWith('wire-schema-'));
    const wrong = checks.filter(({ status }) => status === 'FAILURE' || status === 'WARNING');
    const passed = wrong.length === 0 && succeeded.length > 0;
    const expected = !cannot.includes(scenario);
    cells.set(scenario, passed ? `✓ ${succeeded.length}` : expected ? '**✗**' : 'with sessions');
    if (passed === expected) continue;
    const why = wrong.map(({ id, errorMessage }) => `${id} (${errorMessage ?? 'no reason given'})`).join('; ');
    faults.push(passed ? `${scenario} passes now` : `${scenario} fails: ${why || 'no check succeeded'}`);
  }
  return { cells, faults };
}

/** A Markdown table of scenarios by revision, with the number of checks that succeeded. */
function tableOf(columns) {
  const rows = [...new Set(columns.flatMap(({ scenarios }) => scenarios))].sort();
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [
    line(['scenario', ...columns.map(({ run }) => titleOf(run))]),
    line(['---', ...columns.map(() => '---')]),
    ...rows.map((row) => line([row, ...columns.map(({ cells }) => cells.get(row) ?? '')])),
    line([
      'passed',
      ...columns.map(({ cells }) => {
        const all = [...cells.values()];
        return `${all.filter((cell) => cell.startsWith('✓')).length} of ${all.length}`;
      }),
    ]),
  ].join('\n');
}

async function write(table) {
  const text = await readFile(page, 'utf8');
  const marked = /(<!-- results[^>]*-->\n)[\s\S]*?(\n<!-- \/results -->)/;
  if (!marked.test(text)) throw new Error('docs/conformance.md: the markers around the table are missing.');
  await writeFile(
    page,
    text.replace(marked, (_, from, to) => `${from}\n${table}\n${to}`),
  );
}
