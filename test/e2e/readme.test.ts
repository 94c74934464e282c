/**
 * The commands in README.md, examples/README.md and docs/sandbox.md: each is run as it is written, or listed below with
 * what runs it instead. What a page shows after a command is what the command prints.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flagName, SETTING_NAMES, SETTINGS } from '../../src/config/table.js';
import { HOST_LIMITS } from '../../src/doctor/host-limits.js';
import { HOST_NAMES, HOSTS } from '../../src/hosts/hosts.js';
import { quotedCommands, sameOutput } from './shown-output.js';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));

/** Commands that are not run here, and a sentence of the file that runs the same. */
const RUN_ELSEWHERE: Readonly<Record<string, { in: string; as: string }>> = {
  // This test runs after them.
  'npm ci': { in: '.ci/run', as: 'npm ci' },
  'npm test': { in: '.ci/run', as: 'npm test' },
  'npm run build': { in: 'package.json', as: '"pretest": "npm run --silent build"' },
  // They need the frameworks, which only `npm run examples` installs, with these words.
  'npm run examples': { in: '.ci/run', as: 'npm run examples' },
  'npm ci --prefix examples --ignore-scripts --omit=optional': {
    in: 'package.json',
    as: 'npm ci --prefix examples --ignore-scripts --omit=optional',
  },
  'OPENAI_API_KEY=sk-… node examples/langchain.mjs': { in: 'examples/run.mjs', as: "OPENAI_API_KEY: 'scripted'" },
  // It makes a bundle in the folder of the repository; the test runs what it consists of.
  'npm run bundle': { in: 'test/e2e/package.test.ts', as: 'scripts/bundle.mjs' },
  // It listens beyond this machine, which no test does. The same settings on loopback:
  'node dist/cli.js --http --host 0.0.0.0 --allowed-hosts mcp.example.com --auth-issuer https://auth.example.com --auth-audience https://mcp.example.com/mcp --tenants-file tenants.json --ops-port 9464':
    { in: 'test/e2e/tenants.test.ts', as: 'CAPILLARY_TENANTS_FILE' },
};

const PAGES = ['README.md', 'examples/README.md', 'docs/sandbox.md'];
const commands = PAGES.flatMap((page) => quotedCommands(read(page)).map((command) => ({ page, ...command })));
const elsewhere = commands.filter(({ line }) => line in RUN_ELSEWHERE);
const here = commands.filter(({ line }) => !(line in RUN_ELSEWHERE));
const isServer = ({ line }: { line: string }): boolean => /cli\.js (--http|sandbox)\b/.test(line);

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'readme-'));
  await mkdir(join(home, 'folder'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** No settings of this machine, and a home of its own for the files of hosts. */
const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], HOME: home });

/**
 * A command as it is run: scripts of package.json without the build, servers on a free port. `install` asks on a terminal
 * whether to use the sandbox; the test answers with a flag.
 */
function runnable(line: string, sandboxUrl = ''): string {
  const [, script = ''] = /^npm run (\S+)$/.exec(line) ?? [];
  const written = scripts[script]?.replace('npm run --silent build && ', '') ?? line;
  return written
    .replace(/(install [a-z-]+|--print)$/, '$1 --sandbox')
    .replace(/--port \d+/, '--port 0')
    .replaceAll('http://127.0.0.1:4010', sandboxUrl);
}

/** Starts a server and waits for a line of its output. @returns what it printed, and how to stop it */
async function startServer(line: string): Promise<{ printed: string; stop: () => Promise<void> }> {
  const [program = '', ...args] = runnable(line).split(' ');
  const child = spawn(program, args, { cwd: ROOT, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (piece) => {
        printed += String(piece);
        if (/Ctrl-C|at http:\/\/127\.0\.0\.1:\d+\/mcp/.test(printed)) resolve();
      });
    }
    void exited.then(() => reject(new Error(`it did not start: ${printed}`)));
  });
  return {
    printed,
    stop: async () => {
      child.kill();
      await exited;
    },
  };
}

// The commands are written for a POSIX shell.
describe.skipIf(process.platform === 'win32')('what the pages tell newcomers to type', () => {
  it('is found', () => {
    expect(here.length).toBeGreaterThan(12);
    expect(Object.keys(RUN_ELSEWHERE).filter((line) => !commands.some((command) => command.line === line))).toEqual([]);
  });

  it.each(elsewhere)('$line ($page) is run elsewhere', ({ line }) => {
    const { in: path = '', as = '' } = RUN_ELSEWHERE[line] ?? {};
    expect(existsSync(join(ROOT, path)) && read(path)).toContain(as);
  });

  it('gives the server only flags that it has', () => {
    const flags = new Set(SETTING_NAMES.map((name) => flagName(SETTINGS[name])));
    for (const { line } of commands.filter(isServer))
      for (const [flag] of line.replace(/^.* sandbox/, '').matchAll(/--[a-z-]+/g)) expect(flags, line).toContain(flag);
  });

  it.each(here.filter((command) => !isServer(command) && !command.line.startsWith('curl')))(
    '$line ($page) works',
    { timeout: 60_000 },
    async ({ line, output }) => {
      const { stdout } = await run('sh', ['-c', runnable(line)], { cwd: ROOT, env: environment() });
      expect(stdout).not.toBe('');
      expect(sameOutput(output, stdout)).toBe(true);
    },
  );

  it.each(here.filter(isServer))('$line ($page) starts', { timeout: 60_000 }, async ({ line, output }) => {
    const { printed, stop } = await startServer(line);
    await stop();
    expect(sameOutput(output, printed.replace(/:\d{4,5}\b/g, ':4010'))).toBe(true);
  });

  it.each(here.filter(({ line }) => line.startsWith('curl')))(
    '$line ($page) works on the sandbox, and not with the password itself',
    { timeout: 60_000 },
    async ({ line, output }) => {
      const { printed, stop } = await startServer('node dist/cli.js sandbox --port 4010');
      const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
      const ask = async (command: string) =>
        (await run('sh', ['-c', `${runnable(command, url)} --silent`], { cwd: ROOT, env: environment() })).stdout;
      const [hashed, plain] = [await ask(line), await ask(line.replace(/\$\(.*?\)/, 'sandbox-password'))];
      await stop();
      expect(sameOutput(output, hashed)).toBe(true);
      expect(plain).toContain('401');
    },
  );
});

describe('the table of hosts in the README', () => {
  const rows = /^\| host \| limit.*?\n\n/ms.exec(read('README.md'))?.[0] ?? '';
  it('knows the limits that the doctor checks', () => {
    const limits = rows.split('\n').map((row) => row.split('|').map((cell) => cell.trim()));
    for (const name of HOST_NAMES) {
      const [, titles = '', maxTools = ''] = limits.find(([, cell]) => cell?.includes(HOSTS[name].title)) ?? [];
      const place = titles.split(/[,;] /).indexOf(HOSTS[name].title);
      expect(maxTools.split(/[,;] /)[place] ?? maxTools, name).toMatch(`${HOST_LIMITS[name].maxTools ?? 'none'}`);
    }
  });

  const flags = new Set([...rows.matchAll(/`(--[^`]+)`/g)].map(([, text = '']) => text));

  it.each([...flags])('names settings that the server takes: %s', { timeout: 60_000 }, async (text) => {
    const { stdout } = await run(
      process.execPath,
      ['dist/cli.js', 'doctor', '--host', 'claude-code', ...text.split(' ')],
      {
        cwd: ROOT,
        env: environment(),
      },
    );
    expect(stdout).toMatch(/^ok +tools +\d+ tools are listed, within the limits of Claude Code/m);
  });
});
