/** The file of a host before and after this server is added, updated and removed. */

import { readFileSync, writeFileSync } from 'node:fs';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEntry } from '../../src/hosts/document.js';
import type { Entry } from '../../src/hosts/entry.js';
import { HOST_NAMES, HOSTS, type HostName } from '../../src/hosts/hosts.js';
import { type EntryAddress, findEntry, install, uninstall } from '../../src/hosts/install.js';

const ENTRY: Entry = {
  command: '/usr/bin/node',
  args: ['/src/dist/cli.js'],
  env: { CAPILLARY_CLUSTER: 'eu' },
  forwarded: [],
  inputs: [],
};
const OPTIONS = { secrets: [], onlyCommand: false };

const JSON_FILE = `// My servers. Do not sort!
{
    "theme": "dark", /* other settings */
    "SERVERS": {
        // The file system
        "files": { "command": "npx", "args": ["-y", "files@1"] }, // pinned
        "web": {
            "url": "https://example.com/mcp", "headers": { "Authorization": "Bearer x" }
        } // last
    },
    "after": [1, 2,
        3]
}
`;
const TOML_FILE = `# My settings
model = "m" # keep

[mcp_servers.files] # the file system
command = "npx"
args = [
  "-y", # yes
  "files@1",
]

[projects."/home/me/a b"]
trust_level = "trusted"
# the end
`;
const fileOf = (name: HostName): string =>
  HOSTS[name].format === 'toml' ? TOML_FILE : JSON_FILE.replace('SERVERS', HOSTS[name].servers);

let folder: string;
let time: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hosts-'));
  time = Date.UTC(2026, 0, 1);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const tick = (): Date => {
  time += 1_000;
  return new Date(time);
};

const addressOf = (name: HostName, more: Partial<EntryAddress> = {}): EntryAddress => ({
  host: HOSTS[name],
  file: join(folder, `.host/${name}`),
  server: 'capillary',
  script: '/src/dist/cli.js',
  force: false,
  shared: false,
  secretsFolder: join(folder, 'secrets'),
  now: tick,
  ...more,
});

async function given(address: EntryAddress, text: string): Promise<void> {
  await mkdir(join(folder, '.host'), { recursive: true });
  await writeFile(address.file, text);
}

const read = (path: string): Promise<string> => readFile(path, 'utf8');
const backupsIn = async (): Promise<string[]> =>
  (await readdir(join(folder, '.host'))).filter((name) => name.endsWith('.bak')).sort();

describe.each(HOST_NAMES)('the file of %s', (name) => {
  it('gets the server beside others, keeps every comment, and is as before without it', async () => {
    const address = addressOf(name);
    const before = fileOf(name);
    await given(address, before);
    const added = await install(address, ENTRY, OPTIONS);
    expect(added).toMatchObject({ kind: 'added', file: address.file });
    expect(await read(added.backup ?? '')).toBe(before);
    const text = await read(address.file);
    expect(readEntry(text, address.host, 'capillary')).toEqual({
      command: '/usr/bin/node',
      args: ['/src/dist/cli.js'],
      env: { CAPILLARY_CLUSTER: 'eu' },
    });
    expect(readEntry(text, address.host, 'files')).toEqual({ command: 'npx', args: ['-y', 'files@1'] });
    for (const line of before.split('\n')) expect(text).toContain(line.trim().replace(' // last', ''));

    expect((await install(address, ENTRY, OPTIONS)).kind).toBe('unchanged');
    const updated = await install(address, { ...ENTRY, env: { CAPILLARY_CLUSTER: 'us' } }, OPTIONS);
    expect(updated.kind).toBe('updated');
    expect(await read(address.file)).toBe(text.replace('"eu"', '"us"'));

    expect((await uninstall(address)).kind).toBe('removed');
    expect(await read(address.file)).toBe(before);
    expect((await uninstall(address)).kind).toBe('absent');
  });

  it('is made if there is none, readable only by the user, and deleted when nothing else is in it', async () => {
    const address = addressOf(name);
    expect(await install(address, ENTRY, OPTIONS)).toEqual({ kind: 'added', file: address.file });
    expect((await stat(address.file)).mode & 0o777).toBe(0o600);
    expect(await uninstall(address)).toMatchObject({ kind: 'removed', deleted: true });
    await expect(stat(address.file)).rejects.toThrow('ENOENT');
  });

  it('is refused with the place of the problem if it cannot be parsed, and stays as it is', async () => {
    const address = addressOf(name);
    const broken = HOSTS[name].format === 'toml' ? 'a = 1\nb = \n' : '{\n  "a": 1\n  "b": 2\n}\n';
    await given(address, broken);
    for (const attempt of [
      () => install(address, ENTRY, OPTIONS),
      () => uninstall(address),
      () => findEntry(address),
    ]) {
      await expect(attempt()).rejects.toThrow(/ is not valid: line [23], column \d+: .*Nothing was changed/);
    }
    expect(await read(address.file)).toBe(broken);
    expect(await backupsIn()).toEqual([]);
  });

  it('keeps a server of that name that is another one, unless that is forced', async () => {
    const address = addressOf(name);
    const { servers, format } = HOSTS[name];
    const other =
      format === 'toml'
        ? `[${servers}.capillary]\ncommand = "other"\nenv = { TOKEN = "t" }\n`
        : `{ "${servers}": { "capillary": { "command": "other", "env": { "TOKEN": "t" } } } }`;
    await given(address, other);
    expect(await findEntry(address)).toBeUndefined();
    await expect(install(address, ENTRY, OPTIONS)).rejects.toThrow('(other): pass --name for another name, or --force');
    await expect(uninstall(address)).rejects.toThrow('--force');
    expect(await read(address.file)).toBe(other);
    await install({ ...address, force: true }, ENTRY, OPTIONS);
    const entry = readEntry(await read(address.file), address.host, 'capillary');
    expect(entry).toMatchObject({ command: '/usr/bin/node', env: { CAPILLARY_CLUSTER: 'eu' } });
    expect(JSON.stringify(entry)).not.toContain('TOKEN');
  });

  it('keeps what its user added to the entry', async () => {
    const address = addressOf(name);
    const { servers, format } = HOSTS[name];
    await given(
      address,
      format === 'toml'
        ? `[${servers}.capillary]\ncommand = "npx" # old\nargs = ["-y", "capillary-mcp@0.1.0"]\n# slow network\nstartup_timeout_sec = 60\n\n[${servers}.capillary.env]\nHTTPS_PROXY = "http://proxy" # ours\nCAPILLARY_SANDBOX_BRAND = "coffee"\n`
        : `{ "${servers}": {\n  "capillary": {\n    "command": "npx",\n    "args": ["-y", "capillary-mcp@0.1.0"],\n    // slow network\n    "timeout": 60,\n    "env": {\n      "HTTPS_PROXY": "http://proxy", // ours\n      "CAPILLARY_SANDBOX_BRAND": "coffee"\n    }\n  }\n} }`,
    );
    await install(address, ENTRY, OPTIONS);
    const text = await read(address.file);
    expect(readEntry(text, address.host, 'capillary')).toEqual({
      command: '/usr/bin/node',
      args: ['/src/dist/cli.js'],
      env: { HTTPS_PROXY: 'http://proxy', CAPILLARY_CLUSTER: 'eu' },
      [format === 'toml' ? 'startup_timeout_sec' : 'timeout']: 60,
    });
    expect(text).toContain('slow network');
    expect(text).toContain('ours');
    await install(address, { ...ENTRY, command: 'node', env: {} }, { ...OPTIONS, onlyCommand: true });
    expect(readEntry(await read(address.file), address.host, 'capillary')).toMatchObject({
      command: 'node',
      env: { HTTPS_PROXY: 'http://proxy', CAPILLARY_CLUSTER: 'eu' },
    });
  });
});

describe('a file', () => {
  it('keeps its mode, and a link to it stays a link', async () => {
    const address = addressOf('cursor');
    const target = join(folder, 'dotfiles.json');
    await writeFile(target, '{}');
    await chmod(target, 0o640);
    await mkdir(join(folder, '.host'));
    await symlink('../dotfiles.json', address.file);
    expect((await install(address, ENTRY, OPTIONS)).file).toBe(target);
    expect((await lstat(address.file)).isSymbolicLink()).toBe(true);
    expect((await stat(target)).mode & 0o777).toBe(0o640);
    expect(await read(target)).toContain('capillary');
  });

  it('is made where a link leads, if nothing is there yet', async () => {
    const address = addressOf('cursor');
    await mkdir(join(folder, '.host'));
    await symlink('../dotfiles.json', address.file);
    await install(address, ENTRY, OPTIONS);
    expect(await read(join(folder, 'dotfiles.json'))).toContain('capillary');
  });

  it('keeps its byte order mark and its line ends', async () => {
    const address = addressOf('windsurf');
    const before = '\uFEFF{\r\n\t"mcpServers": {\r\n\t\t"a": {}\r\n\t}\r\n}\r\n';
    await given(address, before);
    await install(address, ENTRY, OPTIONS);
    const text = await read(address.file);
    expect(text.startsWith('\uFEFF{\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    await uninstall(address);
    expect(await read(address.file)).toBe(before);
  });

  it.each(['{}', '{ }\n', '{\n  "mcpServers": {\n  }\n}', '{"mcpServers":{}}', '{"a":1}', '// nothing\n{}\n'])(
    'that holds no server is as before once the server is removed: %j',
    async (before) => {
      const address = addressOf('gemini');
      await given(address, before);
      await install(address, ENTRY, OPTIONS);
      await install(address, { ...ENTRY, env: {} }, OPTIONS);
      await uninstall(address);
      expect(await read(address.file)).toBe(before);
    },
  );

  it.each(['model = "m"', '[mcp_servers]', '# only this'])(
    'of Codex is as before too, even without a line end: %j',
    async (before) => {
      const address = addressOf('codex');
      await given(address, before);
      await install(address, ENTRY, OPTIONS);
      await uninstall(address);
      expect(await read(address.file)).toBe(before);
    },
  );

  it('keeps what was changed since the server was added', async () => {
    const address = addressOf('cursor');
    await given(address, '{}');
    await install(address, ENTRY, OPTIONS);
    await writeFile(address.file, (await read(address.file)).replace('{', '{\n  "theme": "dark",'));
    await uninstall(address);
    expect(JSON.parse(await read(address.file))).toEqual({ theme: 'dark', mcpServers: {} });
  });

  it('has three backups at most: the oldest and the newest', async () => {
    const address = addressOf('cursor');
    await given(address, '{"first":1}');
    for (const cluster of ['a', 'b', 'c', 'd', 'e']) {
      await install(address, { ...ENTRY, env: { CAPILLARY_CLUSTER: cluster } }, OPTIONS);
    }
    const backups = await backupsIn();
    expect(backups).toHaveLength(3);
    expect(await read(join(folder, '.host', backups[0] ?? ''))).toBe('{"first":1}');
    expect(await read(join(folder, '.host', backups[2] ?? ''))).toContain('"d"');
    expect((await readdir(join(folder, '.host'))).filter((file) => file.endsWith('.tmp'))).toEqual([]);
  });

  it('that another program changes in between keeps that change', async () => {
    const address = addressOf('claude-code');
    await given(address, '{"count":1}');
    const writeOnce = (): Date => {
      if (readFileSync(address.file, 'utf8') === '{"count":1}') writeFileSync(address.file, '{"count":2}');
      return tick();
    };
    await install({ ...address, now: writeOnce }, ENTRY, OPTIONS);
    expect(JSON.parse(await read(address.file))).toMatchObject({ count: 2, mcpServers: { capillary: {} } });
  });

  it('that another program never stops changing is left to it', async () => {
    const address = addressOf('claude-code');
    await given(address, '{"count":1}');
    let count = 1;
    const writeAlways = (): Date => {
      count += 1;
      writeFileSync(address.file, `{"count":${count}}`);
      return tick();
    };
    const attempt = install({ ...address, now: writeAlways }, ENTRY, OPTIONS);
    await expect(attempt).rejects.toThrow('was changed by another program in the meantime. Quit Claude Code');
    expect(await read(address.file)).toBe(`{"count":${count}}`);
  });

  it('that is not UTF-8 is refused', async () => {
    const address = addressOf('cursor');
    await mkdir(join(folder, '.host'));
    const bytes = Buffer.from('\uFEFF{}', 'utf16le');
    await writeFile(address.file, bytes);
    await expect(install(address, ENTRY, OPTIONS)).rejects.toThrow('is not UTF-8');
    expect(await readFile(address.file)).toEqual(bytes);
  });

  it('that is a folder is refused', async () => {
    const address = addressOf('cursor');
    await mkdir(address.file, { recursive: true });
    await expect(install(address, ENTRY, OPTIONS)).rejects.toThrow('Cursor: EISDIR');
  });

  it.each(['{"mcpServers":[]}', '{"mcpServers":{"capillary":1}}'])('of another form is refused: %s', async (text) => {
    const address = addressOf('cursor');
    await given(address, text);
    await expect(install(address, ENTRY, OPTIONS)).rejects.toThrow('is not an object');
    expect(await read(address.file)).toBe(text);
  });
});

describe('secrets', () => {
  const withSecret = (path: string): Entry => ({ ...ENTRY, env: { ...ENTRY.env, CAPILLARY_PASSWORD_FILE: path } });

  it('are in a file that only the user can read, which goes when the entry no longer names it', async () => {
    const address = addressOf('cursor');
    const path = join(address.secretsFolder, 'cursor-capillary-password');
    const secrets = [{ path, text: 's3cret' }];
    await install(address, withSecret(path), { ...OPTIONS, secrets });
    expect(await read(path)).toBe('s3cret\n');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(address.secretsFolder)).mode & 0o777).toBe(0o700);
    await install(address, { ...ENTRY, env: {} }, OPTIONS);
    await expect(stat(path)).rejects.toThrow('ENOENT');
    await install(address, withSecret(path), { ...OPTIONS, secrets });
    await uninstall(address);
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });

  it('that are in a file of the user stay', async () => {
    const address = addressOf('cursor');
    const path = join(folder, 'mine');
    await writeFile(path, 's3cret');
    await install(address, withSecret(path), OPTIONS);
    await uninstall(address);
    expect(await read(path)).toBe('s3cret');
  });

  it('that VS Code asks for are declared once, and removed with the last server that uses them', async () => {
    const address = addressOf('vscode');
    const input = { type: 'promptString', id: 'capillary-password', description: 'd', password: true } as const;
    const entry = { ...ENTRY, env: { CAPILLARY_PASSWORD: `\${input:${input.id}}` }, inputs: [input] };
    const before =
      '{\n  "inputs": [\n    { "type": "promptString", "id": "mine" } // other\n  ],\n  "servers": {}\n}\n';
    await given(address, before);
    await install(address, entry, OPTIONS);
    await install(address, { ...entry, command: 'npx' }, OPTIONS);
    expect((await read(address.file)).match(/"capillary-password"/g)).toHaveLength(1);
    await uninstall(address);
    expect(await read(address.file)).toBe(before);
  });
});
