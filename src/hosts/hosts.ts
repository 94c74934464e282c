/** The hosts that `install` knows: where each keeps its servers, in which form, and where it keeps secrets. */
import { inHome, localFolder, type Place, pathsOf, settingsFolder } from './place.js';

export const HOST_NAMES = ['claude-desktop', 'claude-code', 'cursor', 'vscode', 'windsurf', 'codex', 'gemini'] as const;
export type HostName = (typeof HOST_NAMES)[number];

/** The name of the server. Hosts put it before the names of tools, and allow 64 characters in all. */
export const SERVER_NAME = 'capillary';

/** For all projects of the user, or for the project in the current folder, usually under version control. */
export const SCOPES = ['user', 'project'] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * Where secrets are kept: by the host itself, which asks for them; in a file that only the user can read; or in the
 * environment that the host is started with.
 */
export const SECRET_PLACES = ['host', 'file', 'env'] as const;
export type SecretPlace = (typeof SECRET_PLACES)[number];

export interface Host {
  readonly title: string;
  readonly format: 'json' | 'toml';
  /** The member of the file that holds the servers by name. */
  readonly servers: string;
  readonly userFile: (place: Place) => string;
  /** Relative to the folder of the project. Undefined if the host has no configuration of a project. */
  readonly projectFile?: readonly string[];
  /** Whether an entry states its transport. */
  readonly hasType?: true;
  /** Whether the host asks for secrets and keeps them: VS Code's `inputs`. */
  readonly keepsSecrets?: true;
  /** How a value refers to a variable of the host's environment. `forward`: by a list of names instead. */
  readonly variable?: ((name: string) => string) | 'forward';
  /** What the user does next, so that the server is started. */
  readonly next: string;
  /** Where this is documented. */
  readonly source: string;
}

const inBraces = (name: string): string => `\${${name}}`;
const inBracesWithEnv = (name: string): string => `\${env:${name}}`;

export const HOSTS: { readonly [name in HostName]: Host } = {
  'claude-desktop': {
    title: 'Claude Desktop',
    format: 'json',
    servers: 'mcpServers',
    userFile: claudeDesktopFile,
    next: 'Quit Claude Desktop completely and start it again.',
    source: 'https://modelcontextprotocol.io/docs/develop/connect-local-servers',
  },
  'claude-code': {
    title: 'Claude Code',
    format: 'json',
    servers: 'mcpServers',
    userFile: (place) => pathsOf(place).join(place.env['CLAUDE_CONFIG_DIR'] || place.home, '.claude.json'),
    projectFile: ['.mcp.json'],
    hasType: true,
    variable: inBraces,
    next: 'Start a new session of claude; /mcp shows the server. In a project, it asks once whether to trust it.',
    source: 'https://code.claude.com/docs/en/mcp',
  },
  cursor: {
    title: 'Cursor',
    format: 'json',
    servers: 'mcpServers',
    userFile: (place) => inHome(place, '.cursor', 'mcp.json'),
    projectFile: ['.cursor', 'mcp.json'],
    variable: inBracesWithEnv,
    next: 'Restart Cursor; the server is under Cursor Settings, MCP.',
    source: 'https://cursor.com/docs/mcp',
  },
  vscode: {
    title: 'VS Code',
    format: 'json',
    servers: 'servers',
    userFile: (place) => pathsOf(place).join(settingsFolder(place), 'Code', 'User', 'mcp.json'),
    projectFile: ['.vscode', 'mcp.json'],
    hasType: true,
    keepsSecrets: true,
    variable: inBracesWithEnv,
    next: 'Run "MCP: List Servers" in the command palette of VS Code, and start the server.',
    source: 'https://code.visualstudio.com/docs/copilot/reference/mcp-configuration',
  },
  windsurf: {
    title: 'Windsurf',
    format: 'json',
    servers: 'mcpServers',
    userFile: (place) => inHome(place, '.codeium', 'windsurf', 'mcp_config.json'),
    variable: inBracesWithEnv,
    next: 'Press the refresh button under Windsurf Settings, Cascade, MCP Servers.',
    source: 'https://docs.windsurf.com/windsurf/cascade/mcp',
  },
  codex: {
    title: 'Codex',
    format: 'toml',
    servers: 'mcp_servers',
    userFile: (place) => pathsOf(place).join(place.env['CODEX_HOME'] || inHome(place, '.codex'), 'config.toml'),
    projectFile: ['.codex', 'config.toml'],
    variable: 'forward',
    next: 'Start a new session of codex; /mcp shows the server. The file of a project counts only if Codex trusts it.',
    source: 'https://developers.openai.com/codex/mcp',
  },
  gemini: {
    title: 'Gemini CLI',
    format: 'json',
    servers: 'mcpServers',
    userFile: (place) => pathsOf(place).join(place.env['GEMINI_CLI_HOME'] || place.home, '.gemini', 'settings.json'),
    projectFile: ['.gemini', 'settings.json'],
    variable: inBraces,
    next: 'Start a new session of gemini, in a folder that it trusts: elsewhere it starts no server. /mcp shows it.',
    source: 'https://github.com/google-gemini/gemini-cli/blob/main/docs/tools/mcp-server.md',
  },
};

/** Any other client: most read this form. */
export const ANY_HOST: Host = {
  title: 'another client',
  format: 'json',
  servers: 'mcpServers',
  userFile: () => '',
  next: 'Restart the client.',
  source: 'https://modelcontextprotocol.io/docs/develop/connect-local-servers',
};

/** @returns undefined if the host has no file of that scope */
export function configFile(name: HostName, scope: Scope, place: Place): string | undefined {
  const { userFile, projectFile } = HOSTS[name];
  if (scope === 'user') return userFile(place);
  return projectFile && pathsOf(place).join(place.cwd, ...projectFile);
}

/** Where the secrets of a host may be, the best place first. */
export function secretPlaces(name: HostName, scope: Scope): readonly SecretPlace[] {
  const { keepsSecrets, variable } = HOSTS[name];
  const host: readonly SecretPlace[] = keepsSecrets ? ['host'] : [];
  const env: readonly SecretPlace[] = variable === undefined ? [] : ['env'];
  // A project is shared; a file on one machine is no use to the others.
  return scope === 'user' ? [...host, 'file', ...env] : [...host, ...env, 'file'];
}

/**
 * The installer of Windows packages the application, which then sees a folder of its own instead of `%APPDATA%`.
 * Source: https://github.com/anthropics/claude-code/issues/26073
 */
function claudeDesktopFile(place: Place): string {
  const { join } = pathsOf(place);
  const file = ['Claude', 'claude_desktop_config.json'];
  const packaged = place.packages.find((folder) => folder.startsWith('Claude_'));
  return packaged === undefined
    ? join(settingsFolder(place), ...file)
    : join(localFolder(place), 'Packages', packaged, 'LocalCache', 'Roaming', ...file);
}
