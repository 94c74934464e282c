/**
 * Installs the server into the files of the hosts that npm has a command-line client of, and lets each client list it
 * and, where it can without an account, call it. From the built tree, from the packed tarball, and by npx. Needs npm and
 * its registry: the clients are installed into a temporary folder.
 *
 *   npm run hosts
 *   npm run hosts -- --clients <folder>    uses clients installed with `npm install --prefix <folder>`
 */
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

const CLIENTS = {
  '@anthropic-ai/claude-code': '2.1.197',
  '@google/gemini-cli': '0.61.0',
  '@modelcontextprotocol/inspector': '0.15.0',
  '@openai/codex': '0.171.0',
};

/** A setting and another server, which must not get in the way. */
const USED = {
  '.claude.json': '{\n  "theme": "dark",\n  "mcpServers": {}\n}\n',
  '.gemini/settings.json': '// mine\n{\n  "general": { "vimMode": true } // keep\n}\n',
  '.codex/config.toml': '# mine\n\n[mcp_servers.other] # keep\ncommand = "other"\nenabled = false\n',
};

const root = fileURLToPath(new URL('..', import.meta.url));
const exec = promisify(execFile);
const print = (line) => process.stdout.write(`${line}\n`);

const { values: flags } = parseArgs({ options: { clients: { type: 'string' } } });
const folder = await mkdtemp(join(tmpdir(), 'hosts-'));
const clients = flags.clients ?? join(folder, 'clients');
const client = (name) => join(clients, 'node_modules/.bin', name);

try {
  if (flags.clients === undefined) {
    const packages = Object.entries(CLIENTS).map(([name, version]) => `${name}@${version}`);
    await exec('npm', ['install', '--prefix', clients, '--no-audit', '--no-fund', ...packages], { maxBuffer: 1 << 26 });
  }
  const { stdout: packed } = await exec('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
  const tarball = join(folder, packed.trim().split('\n').at(-1) ?? '');
  const results = [
    ...(await tryHosts('clone', [process.execPath, join(root, 'dist/cli.js')])),
    ...(await tryHosts('package', [await installPackage(tarball)])),
    ...(await tryHosts('npx', ['npx', '-y', '-p', tarball, 'capillary-mcp'])),
  ];
  for (const { from, host, what, ok, said } of results)
    print(`${ok ? 'ok  ' : 'FAIL'} ${from}: ${host} ${what}: ${said}`);
  if (results.some(({ ok }) => !ok)) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** @returns the command of the installed package */
async function installPackage(tarball) {
  const elsewhere = join(folder, 'package');
  await exec('npm', ['install', '--prefix', elsewhere, '--offline', '--no-audit', '--no-fund', tarball]);
  return join(elsewhere, 'node_modules/.bin/capillary-mcp');
}

/** @param {string} from @param {string[]} command - how a user starts `capillary-mcp` */
async function tryHosts(from, [program, ...args]) {
  const home = join(folder, `home-${from}`);
  const env = { PATH: process.env.PATH, HOME: home, GEMINI_CLI_TRUST_WORKSPACE: 'true' };
  for (const [path, text] of Object.entries(USED)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), text);
  }
  const run = async (name, parameters) => {
    const options = { cwd: home, env, maxBuffer: 1 << 26, timeout: 120_000 };
    const { stdout, stderr } = await exec(name, parameters, options);
    return { stdout, whole: `${stdout}\n${stderr}` };
  };
  const results = [];
  const attempt = async (host, what, work, expected) => {
    const once = async () => {
      const { whole, failed = false } = await work().catch((error) => ({ whole: error.message, failed: true }));
      return { whole, line: failed ? undefined : whole.split('\n').find((each) => expected.test(each)) };
    };
    const first = await once();
    // Gemini CLI waits five seconds, which npx may need for itself on a busy machine.
    const { whole, line } = first.line === undefined ? await once() : first;
    results.push({ from, host, what, ok: line !== undefined, said: (line ?? whole).trim().slice(0, 160) });
  };
  for (const host of ['claude-code', 'gemini', 'codex', 'cursor'])
    await run(program, [...args, 'install', host, '--sandbox']);
  await attempt('Claude Code', 'mcp list', () => run(client('claude'), ['mcp', 'list']), /capillary.*Connected/);
  await attempt('Gemini CLI', 'mcp list', () => run(client('gemini'), ['mcp', 'list']), /✓ capillary.*Connected/);
  await attempt('Codex', 'mcp list', () => run(client('codex'), ['mcp', 'list']), /^capillary .*enabled/);
  await attempt(
    'Codex',
    'app-server, list and call',
    () => callInCodex(home, env),
    /^[1-9]\d* tools; customer_search found Asha/,
  );
  const inspect = (...rest) =>
    run(client('mcp-inspector'), [
      '--cli',
      '--config',
      join(home, '.cursor/mcp.json'),
      '--server',
      'capillary',
      ...rest,
    ]);
  await attempt(
    'Inspector, with --print,',
    'tools/list',
    () => inspect('--method', 'tools/list'),
    /"name": "find_tools"/,
  );
  const call = ['--method', 'tools/call', '--tool-name', 'customer_search', '--tool-arg', 'q=Asha'];
  await attempt('Inspector, with --print,', 'tools/call', () => inspect(...call), /Asha/);
  return results;
}

/** Codex calls tools only in a session with a model, but its server for editors does without one. */
async function callInCodex(home, env) {
  const codex = spawn(client('codex'), ['app-server'], { cwd: home, env, stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting = new Map();
  createInterface({ input: codex.stdout }).on('line', (line) => {
    const { id, result, error } = JSON.parse(line);
    waiting.get(id)?.(result ?? { error });
  });
  const send = (message) => codex.stdin.write(`${JSON.stringify(message)}\n`);
  const request = (method, params) =>
    new Promise((resolve) => {
      const id = waiting.size + 1;
      waiting.set(id, resolve);
      send({ id, method, params });
    });
  try {
    await request('initialize', { clientInfo: { name: 'hosts', title: 'hosts', version: '1' } });
    send({ method: 'initialized' });
    const { data } = await request('mcpServerStatus/list', {});
    const tools = Object.keys(data.find(({ name }) => name === 'capillary')?.tools ?? {});
    const { thread } = await request('thread/start', {});
    const call = { threadId: thread.id, server: 'capillary', tool: 'customer_search', arguments: { q: 'Asha' } };
    const answer = await request('mcpServer/tool/call', call);
    const found = JSON.stringify(answer).includes('asha.rao@example.com');
    const whole = `${tools.length} tools; customer_search ${found ? 'found Asha' : `answered ${JSON.stringify(answer)}`}`;
    return { whole };
  } finally {
    codex.kill();
  }
}
