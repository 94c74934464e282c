/** `capillary-mcp install`: what it takes, asks, refuses and writes. */
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type InstallFlags, runInstall, type Surroundings } from '../../src/commands/install.js';
import type { SettingTexts } from '../../src/config/read.js';
import { HOST_NAMES, type HostName } from '../../src/hosts/hosts.js';

const LIVE: SettingTexts = { cluster: 'eu', username: 'till1' };
const PASSWORD = { CAPILLARY_PASSWORD: 's3cret' };

/** How hosts write a reference. */
const variable = (name: string): string => `\${${name}}`;

let folder: string;
let script: string;
let printed: string;
let noted: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'install-')));
  script = join(folder, 'clone/dist/cli.js');
  await mkdir(join(folder, 'clone/dist'), { recursive: true });
  await mkdir(join(folder, 'project'));
  await writeFile(script, '');
  printed = '';
  noted = '';
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Given {
  env?: Record<string, string>;
  settings?: SettingTexts;
  terminal?: Surroundings['terminal'];
  script?: string;
}

function run(host: HostName | undefined, flags: Partial<InstallFlags>, given: Given = {}): Promise<number> {
  const { env = {}, settings = {}, terminal } = given;
  return runInstall(host, { scope: 'user', name: 'capillary', ...flags }, settings, {
    place: { platform: 'linux', home: folder, cwd: join(folder, 'project'), env, packages: [] },
    started: { script: given.script ?? script, execPath: '/opt/node/bin/node' },
    terminal,
    print: (text) => {
      printed += text;
    },
    note: (text) => {
      noted += `${text}\n`;
    },
    now: () => new Date('2026-01-01T00:00:00Z'),
  });
}

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(folder, path), 'utf8'));
const CURSOR = '.cursor/mcp.json';
const written = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).filter((name) => /mcp|secrets/.test(name));

describe('install', () => {
  it.each(HOST_NAMES)('--sandbox asks nothing, for %s', async (host) => {
    expect(await run(host, { sandbox: true }, { env: { CAPILLARY_USERNAME: 'till1', ...PASSWORD } })).toBe(0);
    expect(printed).toContain("Added the server 'capillary'");
    expect(printed).toContain(`Command   /opt/node/bin/node ${script}`);
    expect(printed).toContain('to the embedded sandbox');
    expect(printed).toContain(`install ${host} --uninstall`);
    printed = '';
    expect(await run(host, { uninstall: true })).toBe(0);
    expect(printed).toContain("Removed the server 'capillary'");
  });

  it('takes settings from flags and the environment, with absolute paths, and keeps the secret in a file', async () => {
    await run(
      'cursor',
      {},
      { env: { ...PASSWORD, CAPILLARY_READ_ONLY: 'true' }, settings: { ...LIVE, policyFile: 'p.json' } },
    );
    const secret = join(folder, '.config/capillary-mcp/secrets/cursor-capillary-password');
    expect(await readJson(CURSOR)).toEqual({
      mcpServers: {
        capillary: {
          command: '/opt/node/bin/node',
          args: [script],
          env: {
            CAPILLARY_CLUSTER: 'eu',
            CAPILLARY_USERNAME: 'till1',
            CAPILLARY_READ_ONLY: 'true',
            CAPILLARY_POLICY_FILE: join(folder, 'project/p.json'),
            CAPILLARY_PASSWORD_FILE: secret,
          },
        },
      },
    });
    expect(await readFile(secret, 'utf8')).toBe('s3cret\n');
    expect(printed).not.toContain('s3cret');
  });

  it.each<[HostName, Partial<InstallFlags>, string, unknown]>([
    ['vscode', {}, '.config/Code/User/mcp.json', { env: { CAPILLARY_PASSWORD: variable('input:capillary-password') } }],
    [
      'cursor',
      { scope: 'project' },
      'project/.cursor/mcp.json',
      { env: { CAPILLARY_PASSWORD: variable('env:CAPILLARY_PASSWORD') } },
    ],
    [
      'claude-code',
      { scope: 'project' },
      'project/.mcp.json',
      { env: { CAPILLARY_PASSWORD: variable('CAPILLARY_PASSWORD') } },
    ],
    [
      'gemini',
      { secrets: 'env' },
      '.gemini/settings.json',
      { env: { CAPILLARY_PASSWORD: variable('CAPILLARY_PASSWORD') } },
    ],
    [
      'windsurf',
      { secrets: 'env' },
      '.codeium/windsurf/mcp_config.json',
      { env: { CAPILLARY_PASSWORD: variable('env:CAPILLARY_PASSWORD') } },
    ],
  ])('needs no secret where %s has it: %j', async (host, flags, path, entry) => {
    await run(host, flags, { settings: LIVE });
    expect(await readJson(path)).toMatchObject({
      [host === 'vscode' ? 'servers' : 'mcpServers']: { capillary: entry },
    });
    expect(await readFile(join(folder, path), 'utf8')).not.toContain('_FILE');
  });

  it('has Codex forward the variable', async () => {
    await run('codex', { secrets: 'env' }, { settings: { cluster: 'eu', clientKey: 'key' } });
    expect(await readFile(join(folder, '.codex/config.toml'), 'utf8')).toContain(
      'env_vars = ["CAPILLARY_CLIENT_SECRET"]',
    );
  });

  it('names the own file of a secret', async () => {
    await writeFile(join(folder, 'project/pw'), 's3cret');
    const env = { CAPILLARY_PASSWORD_FILE: join(folder, 'project/pw') };
    await run('vscode', {}, { env, settings: LIVE });
    expect(await readFile(join(folder, '.config/Code/User/mcp.json'), 'utf8')).toContain(env.CAPILLARY_PASSWORD_FILE);
  });

  it('updates only the command if nothing is said about the connection', async () => {
    await run('cursor', {}, { env: PASSWORD, settings: LIVE });
    const before = await readJson(CURSOR);
    await run('cursor', {}, { env: PASSWORD });
    expect(await readJson(CURSOR)).toEqual(before);
    await run('cursor', {}, { settings: { readOnly: 'true' } });
    expect(await readJson(CURSOR)).toMatchObject({
      mcpServers: { capillary: { env: { CAPILLARY_USERNAME: 'till1', CAPILLARY_READ_ONLY: 'true' } } },
    });
    expect(printed).toContain('kept');
  });

  it('keeps several servers apart by name', async () => {
    await run('cursor', {}, { env: PASSWORD, settings: LIVE });
    await run('cursor', { name: 'staging' }, { env: PASSWORD, settings: { ...LIVE, cluster: 'us' } });
    expect(await readdir(join(folder, '.config/capillary-mcp/secrets'))).toEqual([
      'cursor-capillary-password',
      'cursor-staging-password',
    ]);
    await run('cursor', { name: 'staging', uninstall: true });
    expect(await readdir(join(folder, '.config/capillary-mcp/secrets'))).toEqual(['cursor-capillary-password']);
    expect(await readJson(CURSOR)).toMatchObject({ mcpServers: { capillary: {} } });
  });

  it.each<[string, HostName | undefined, Partial<InstallFlags>, Given, RegExp]>([
    ['no host', undefined, {}, {}, /^Name the host: claude-desktop, .*--print/],
    [
      'nothing',
      'cursor',
      {},
      {},
      /^No connection is set: pass --sandbox .*--cluster \(CAPILLARY_CLUSTER\).*CAPILLARY_PASSWORD/,
    ],
    [
      'no name',
      'cursor',
      {},
      { settings: { cluster: 'eu' } },
      /--username \(CAPILLARY_USERNAME\) and CAPILLARY_PASSWORD/,
    ],
    [
      'no secret',
      'cursor',
      {},
      { settings: LIVE },
      /^CAPILLARY_PASSWORD is missing: .*CAPILLARY_PASSWORD_FILE.*--secrets env/,
    ],
    [
      'no secret that could be elsewhere',
      'claude-desktop',
      {},
      { settings: LIVE },
      /CAPILLARY_PASSWORD_FILE to a file with it\.$/,
    ],
    [
      'no host of the API',
      'cursor',
      {},
      { env: PASSWORD, settings: { username: 'till1' } },
      /--base-url \(CAPILLARY_BASE_URL\)/,
    ],
    ['both connections', 'cursor', { sandbox: true }, { settings: LIVE }, /^--sandbox and --cluster/],
    [
      'a wrong value',
      'cursor',
      {},
      { settings: { ...LIVE, cluster: 'mars' }, env: PASSWORD },
      /^--cluster \(CAPILLARY_CLUSTER\): /,
    ],
    ['a misspelt variable', 'cursor', { sandbox: true }, { env: { CAPILLARY_PASSWD: 'x' } }, /CAPILLARY_PASSWD/],
    ['no project', 'windsurf', { scope: 'project', sandbox: true }, {}, /^Windsurf has no configuration of a project/],
    [
      'a place that is not',
      'claude-desktop',
      { secrets: 'env' },
      { settings: LIVE },
      /does not read variables .* Use file\.$/,
    ],
    [
      'another place that is not',
      'cursor',
      { secrets: 'host' },
      { settings: LIVE },
      /does not keep secrets\. Use file or env\.$/,
    ],
  ])('refuses %s, and writes nothing', async (_, host, flags, given, message) => {
    await expect(run(host, flags, given)).rejects.toThrow(message);
    expect(await written()).toEqual([]);
  });
});

describe('install --print', () => {
  it.each([undefined, ...HOST_NAMES])('prints what would be added and writes nothing, for %s', async (host) => {
    await run(host, { print: true }, { env: PASSWORD, settings: LIVE });
    expect(printed).toContain('capillary');
    expect(printed).toContain(script);
    expect(`${printed}${noted}`).not.toContain('s3cret');
    expect(noted).toContain(host === undefined ? 'another client' : folder);
    expect(await written()).toEqual([]);
  });

  it('prints valid JSON with the sandbox if nothing is set', async () => {
    await run(undefined, { print: true });
    expect(JSON.parse(printed)).toEqual({
      mcpServers: { capillary: { command: '/opt/node/bin/node', args: [script] } },
    });
  });
});

describe('where it runs from', () => {
  const commandIn = async (path: string, more: Given & { flags?: Partial<InstallFlags> } = {}): Promise<string> => {
    const at = join(folder, path);
    await mkdir(join(at, '..'), { recursive: true });
    await writeFile(at, '');
    await run(undefined, { print: true, ...more.flags }, { ...more, script: at });
    const { mcpServers } = JSON.parse(printed);
    return [mcpServers.capillary.command, ...mcpServers.capillary.args].join(' ');
  };
  const PACKAGE = 'node_modules/capillary-mcp/dist/cli.js';

  it('is a path if it is installed', async () => {
    expect(await commandIn(`global/${PACKAGE}`)).toBe(`/opt/node/bin/node ${join(folder, `global/${PACKAGE}`)}`);
  });

  it('is a name in a project if PATH has it', async () => {
    await mkdir(join(folder, 'bin'));
    await symlink(`../global/${PACKAGE}`, join(folder, 'bin/capillary-mcp'));
    const more = { env: { PATH: `/nowhere:${join(folder, 'bin')}` }, flags: { scope: 'project' as const } };
    expect(await commandIn(`global/${PACKAGE}`, more)).toBe('capillary-mcp');
  });

  it('is npx with a version if npx runs it, or with what npx was asked for', async () => {
    expect(await commandIn(`_npx/1/${PACKAGE}`)).toMatch(/^\/opt\/node\/bin\/npx -y capillary-mcp@\d+\.\d+\.\d+/);
    for (const [spec, expected] of [
      ['capillary-mcp@latest', /capillary-mcp@\d/],
      ['/tmp/capillary-mcp-0.1.0.tgz', /npx -y -p \/tmp\/capillary-mcp-0\.1\.0\.tgz capillary-mcp$/],
    ] as const) {
      printed = '';
      await writeFile(join(folder, '_npx/1/package.json'), JSON.stringify({ _npx: { packages: [spec] } }));
      expect(await commandIn(`_npx/1/${PACKAGE}`)).toMatch(expected);
    }
  });
});

const DOWN = '\u001b[B';
const UP = '\u001b[A';
const BACKSPACE = '\u007f';
const ENTER = '\r';
const CTRL_C = '\u0003';

/** A terminal whose user answers each question once it is on the screen. */
function userAt(
  answers: readonly (readonly [question: string, keys: string])[],
): NonNullable<Surroundings['terminal']> & { screen: () => string } {
  const input = new PassThrough();
  const output = new PassThrough();
  const left = [...answers];
  let screen = '';
  let seen = 0;
  output.on('data', (chunk: Buffer) => {
    screen += chunk.toString();
    const [next] = left;
    if (next === undefined || !screen.slice(seen).includes(next[0])) return;
    left.shift();
    seen = screen.length;
    setImmediate(() => input.write(next[1]));
  });
  return { input, output, screen: () => screen };
}

describe('on a terminal, install', () => {
  it('asks for the host and for the sandbox', async () => {
    const terminal = userAt([
      ['Which host?', `${DOWN}${DOWN}${ENTER}`],
      ['Which Capillary?', ENTER],
    ]);
    expect(await run(undefined, {}, { terminal })).toBe(0);
    expect(await readJson(CURSOR)).toEqual({
      mcpServers: { capillary: { command: '/opt/node/bin/node', args: [script] } },
    });
  });

  it('asks for all of a live connection, and never shows the password', async () => {
    const terminal = userAt([
      ['Which Capillary?', `${DOWN}${ENTER}`],
      ['Cluster', `${DOWN.repeat(3)}${ENTER}`],
      ['Credentials', ENTER],
      ['till user', `till1${ENTER}`],
      ['Password', `s3cret${ENTER}`],
      ['What may agents do?', ENTER],
    ]);
    await run('cursor', {}, { terminal });
    expect(await readJson(CURSOR)).toMatchObject({
      mcpServers: {
        capillary: { env: { CAPILLARY_CLUSTER: 'eu', CAPILLARY_USERNAME: 'till1', CAPILLARY_READ_ONLY: 'true' } },
      },
    });
    expect(await readFile(join(folder, '.config/capillary-mcp/secrets/cursor-capillary-password'), 'utf8')).toBe(
      's3cret\n',
    );
    expect(terminal.screen()).not.toContain('s3cret');
  });

  it('takes the URL of another host, if it is one', async () => {
    const terminal = userAt([
      ['Cluster', `${UP}${ENTER}`],
      ['API host', `http://api.example${ENTER}`],
      ['https', `${BACKSPACE.repeat(18)}https://api.example${ENTER}`],
      ['What may agents do?', ENTER],
    ]);
    await run('vscode', {}, { terminal, settings: { username: 'till1' } });
    expect(await readFile(join(folder, '.config/Code/User/mcp.json'), 'utf8')).toContain('"https://api.example"');
  });

  it('asks only for what is missing', async () => {
    const asked = userAt([
      ['Credentials', `${DOWN}${ENTER}`],
      ['OAuth client key', `key${ENTER}`],
      ['What may agents do?', `${DOWN}${ENTER}`],
    ]);
    await run('vscode', {}, { terminal: asked, settings: { baseUrl: 'https://api.example' } });
    expect(asked.screen()).not.toMatch(/Which Capillary|Cluster|client secret$/m);
    expect(await readJson('.config/Code/User/mcp.json')).toMatchObject({
      servers: { capillary: { env: { CAPILLARY_CLIENT_KEY: 'key', CAPILLARY_BASE_URL: 'https://api.example' } } },
    });
  });

  it.each(['Which Capillary?', 'Cluster', 'Credentials', 'till user', 'Password'])(
    'changes nothing if Ctrl-C answers "%s"',
    async (last) => {
      const answers: [string, string][] = [
        ['Which Capillary?', `${DOWN}${ENTER}`],
        ['Cluster', ENTER],
        ['Credentials', ENTER],
        ['till user', `till1${ENTER}`],
        ['Password', `s3cret${ENTER}`],
      ];
      const terminal = userAt(answers.map(([question, keys]) => [question, question === last ? CTRL_C : keys]));
      expect(await run('cursor', {}, { terminal })).toBe(130);
      expect(terminal.screen()).toContain('Nothing was changed.');
      expect(await written()).toEqual([]);
    },
  );
});
