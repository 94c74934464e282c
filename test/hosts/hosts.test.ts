/** Where hosts keep their servers, and how this server is started from there, on each operating system. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configFile, HOST_NAMES, HOSTS, type HostName, secretPlaces } from '../../src/hosts/hosts.js';
import { launchOf, type Origin, startsThisServer } from '../../src/hosts/launch.js';
import { hostsMarkdown } from '../../src/hosts/markdown.js';
import type { Place } from '../../src/hosts/place.js';

const LINUX: Place = { platform: 'linux', home: '/home/me', cwd: '/work/shop', env: {}, packages: [] };
const MAC: Place = { ...LINUX, platform: 'darwin', home: '/Users/me' };
const WINDOWS: Place = {
  platform: 'win32',
  home: 'C:\\Users\\me',
  cwd: 'C:\\work\\shop',
  env: { APPDATA: 'C:\\Users\\me\\AppData\\Roaming', LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local' },
  packages: ['Microsoft.Something_1'],
};

const USER_FILES: { [name in HostName]: [linux: string, mac: string, windows: string] } = {
  'claude-desktop': [
    '/home/me/.config/Claude/claude_desktop_config.json',
    '/Users/me/Library/Application Support/Claude/claude_desktop_config.json',
    'C:\\Users\\me\\AppData\\Roaming\\Claude\\claude_desktop_config.json',
  ],
  'claude-code': ['/home/me/.claude.json', '/Users/me/.claude.json', 'C:\\Users\\me\\.claude.json'],
  cursor: ['/home/me/.cursor/mcp.json', '/Users/me/.cursor/mcp.json', 'C:\\Users\\me\\.cursor\\mcp.json'],
  vscode: [
    '/home/me/.config/Code/User/mcp.json',
    '/Users/me/Library/Application Support/Code/User/mcp.json',
    'C:\\Users\\me\\AppData\\Roaming\\Code\\User\\mcp.json',
  ],
  windsurf: [
    '/home/me/.codeium/windsurf/mcp_config.json',
    '/Users/me/.codeium/windsurf/mcp_config.json',
    'C:\\Users\\me\\.codeium\\windsurf\\mcp_config.json',
  ],
  codex: ['/home/me/.codex/config.toml', '/Users/me/.codex/config.toml', 'C:\\Users\\me\\.codex\\config.toml'],
  gemini: [
    '/home/me/.gemini/settings.json',
    '/Users/me/.gemini/settings.json',
    'C:\\Users\\me\\.gemini\\settings.json',
  ],
};

const PROJECT_FILES: { [name in HostName]: string | undefined } = {
  'claude-desktop': undefined,
  'claude-code': '.mcp.json',
  cursor: '.cursor/mcp.json',
  vscode: '.vscode/mcp.json',
  windsurf: undefined,
  codex: '.codex/config.toml',
  gemini: '.gemini/settings.json',
};

describe.each(HOST_NAMES)('the file of %s', (name) => {
  it.each([
    ['Linux', LINUX, 0],
    ['macOS', MAC, 1],
    ['Windows', WINDOWS, 2],
  ] as const)('of a user on %s', (_, place, index) => {
    expect(configFile(name, 'user', place)).toBe(USER_FILES[name][index]);
  });

  it('of a project', () => {
    const file = PROJECT_FILES[name];
    expect(configFile(name, 'project', LINUX)).toBe(file && `/work/shop/${file}`);
    expect(configFile(name, 'project', WINDOWS)).toBe(file && `C:\\work\\shop\\${file.replaceAll('/', '\\')}`);
  });
});

describe('the file of a user', () => {
  it.each<[HostName, Place, string]>([
    ['claude-code', { ...LINUX, env: { CLAUDE_CONFIG_DIR: '/c' } }, '/c/.claude.json'],
    ['codex', { ...LINUX, env: { CODEX_HOME: '/c' } }, '/c/config.toml'],
    ['gemini', { ...LINUX, env: { GEMINI_CLI_HOME: '/c' } }, '/c/.gemini/settings.json'],
    ['vscode', { ...LINUX, env: { XDG_CONFIG_HOME: '/c' } }, '/c/Code/User/mcp.json'],
    ['vscode', { ...WINDOWS, env: {} }, 'C:\\Users\\me\\AppData\\Roaming\\Code\\User\\mcp.json'],
    [
      'claude-desktop',
      { ...WINDOWS, packages: ['Claude_pzs8sxrjxfjjc'] },
      'C:\\Users\\me\\AppData\\Local\\Packages\\Claude_pzs8sxrjxfjjc\\LocalCache\\Roaming\\Claude\\claude_desktop_config.json',
    ],
  ])('of %s is where its variables and its installer put it', (name, place, expected) => {
    expect(configFile(name, 'user', place)).toBe(expected);
  });
});

describe('secrets', () => {
  it('are kept by the host if it can, else in a file of the user; in a project, in the environment', () => {
    expect(secretPlaces('vscode', 'user')).toEqual(['host', 'file', 'env']);
    expect(secretPlaces('cursor', 'user')).toEqual(['file', 'env']);
    expect(secretPlaces('cursor', 'project')).toEqual(['env', 'file']);
    expect(secretPlaces('claude-desktop', 'user')).toEqual(['file']);
  });
});

describe('the command that starts this server', () => {
  const clone: Origin = { kind: 'clone', node: '/usr/bin/node', script: '/src/dist/cli.js', onPath: false };
  const installed: Origin = { ...clone, kind: 'installed', script: '/lib/node_modules/capillary-mcp/dist/cli.js' };
  const npx: Origin = { ...clone, kind: 'npx', node: '/home/me/.nvm/versions/node/v22.1.0/bin/node' };
  const commandOf = (...args: Parameters<typeof launchOf>): string[] => {
    const { command, args: rest } = launchOf(...args);
    return [command, ...rest];
  };

  it('is Node and the script, by their paths, for a user', () => {
    expect(commandOf(clone, LINUX, 'user', '1.2.3')).toEqual([clone.node, clone.script]);
    expect(commandOf({ ...installed, onPath: true }, MAC, 'user', '1.2.3')).toEqual([clone.node, installed.script]);
  });

  it('is a name in a project, where there is one', () => {
    expect(commandOf(clone, LINUX, 'project', '1.2.3')).toEqual([clone.node, clone.script]);
    expect(commandOf(installed, LINUX, 'project', '1.2.3')).toEqual([clone.node, installed.script]);
    expect(commandOf({ ...installed, onPath: true }, LINUX, 'project', '1.2.3')).toEqual(['capillary-mcp']);
    expect(commandOf({ ...installed, onPath: true }, WINDOWS, 'project', '1.2.3')).toEqual([
      'cmd',
      '/c',
      'capillary-mcp',
    ]);
    expect(commandOf(npx, LINUX, 'project', '1.2.3')).toEqual(['npx', '-y', 'capillary-mcp@1.2.3']);
  });

  it('is npx with this version, beside its Node and with that on PATH, if npx runs it', () => {
    expect(launchOf(npx, MAC, 'user', '1.2.3')).toEqual({
      command: '/home/me/.nvm/versions/node/v22.1.0/bin/npx',
      args: ['-y', 'capillary-mcp@1.2.3'],
      env: { PATH: '/home/me/.nvm/versions/node/v22.1.0/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin' },
      local: true,
    });
    const tarball = { ...npx, spec: '/tmp/capillary-mcp-1.2.3.tgz' };
    expect(commandOf(tarball, LINUX, 'project', '1.2.3')).toEqual([
      'npx',
      '-y',
      '-p',
      '/tmp/capillary-mcp-1.2.3.tgz',
      'capillary-mcp',
    ]);
  });

  it('goes through cmd on Windows, where npx is a batch file', () => {
    expect(commandOf(npx, WINDOWS, 'user', '1.2.3')).toEqual(['cmd', '/c', 'npx', '-y', 'capillary-mcp@1.2.3']);
  });

  it.each([
    [['npx', '-y', 'capillary-mcp@1.0.0'], [], true],
    [['cmd', '/c', 'npx', '-y', 'capillary-mcp'], [], true],
    [['/usr/bin/node', '/lib/node_modules/capillary-mcp/dist/cli.js'], [], true],
    [['C:\\node.exe', 'C:\\npm\\node_modules\\capillary-mcp\\dist\\cli.js'], [], true],
    [['node', '/src/dist/cli.js'], [], true],
    [['docker', 'run', 'image'], ['CAPILLARY_CLUSTER'], true],
    [['node', '/other/dist/cli.js'], [], false],
    [['npx', '-y', 'not-capillary-mcp'], ['TOKEN'], false],
    [['npx', '-y', 'capillary-mcps'], [], false],
  ])('is recognized in %j', (command, env, expected) => {
    expect(startsThisServer(command, env, '/src/dist/cli.js')).toBe(expected);
  });
});

describe('docs/hosts.md', () => {
  it('has the table of the hosts', () => {
    const page = readFileSync(new URL('../../docs/hosts.md', import.meta.url), 'utf8');
    expect(page).toContain(hostsMarkdown());
    for (const name of HOST_NAMES) expect(page).toContain(HOSTS[name].source);
  });
});
