/** The limits that MCP hosts have for tools, and whether what this server lists fits into them. */
import { settingLabel } from '../config/table.js';
import { type Finding, ok, warn } from './finding.js';

interface McpHost {
  title: string;
  /** The number of tools that it takes, of all servers together. */
  maxTools?: number;
  /** What it puts before the name of a tool, if the server is called `capillary`. */
  prefix: string;
  /** The longest name with the prefix. */
  maxNameLength: number;
}

/** The name of the server in the configuration of a host, as `install` writes it. */
const SERVER_NAME = 'capillary';

/**
 * Sources, July to November 2026: the documentation of VS Code ('a chat request can have a maximum of 128 tools') and of
 * Windsurf ('a limit of 100 total tools'); Cursor's settings ('exceeds 80', which was 40 until September 2025) and its
 * message 'Combined server and tool name length exceeds 60 characters'; the 64 characters of the Claude and OpenAI APIs;
 * the documentation of Gemini CLI on prefixes.
 */
const MCP_HOSTS = {
  'claude-desktop': { title: 'Claude Desktop', prefix: '', maxNameLength: 64 },
  'claude-code': { title: 'Claude Code', prefix: `mcp__${SERVER_NAME}__`, maxNameLength: 64 },
  cursor: { title: 'Cursor', maxTools: 80, prefix: `${SERVER_NAME}:`, maxNameLength: 60 },
  vscode: { title: 'VS Code', maxTools: 128, prefix: `mcp_${SERVER_NAME}_`, maxNameLength: 64 },
  windsurf: { title: 'Windsurf', maxTools: 100, prefix: `mcp_${SERVER_NAME}_`, maxNameLength: 64 },
  codex: { title: 'Codex', prefix: `mcp__${SERVER_NAME}__`, maxNameLength: 64 },
  gemini: { title: 'Gemini CLI', prefix: `mcp_${SERVER_NAME}_`, maxNameLength: 64 },
} as const satisfies Record<string, McpHost>;

export type McpHostName = keyof typeof MCP_HOSTS;

export const MCP_HOST_NAMES: readonly McpHostName[] = Object.keys(MCP_HOSTS).filter(
  (name): name is McpHostName => name in MCP_HOSTS,
);

const CHECK = 'tools';

/**
 * @param names - of the tools that are listed
 * @param chosen - the host to check; all of them if undefined
 */
export function checkHostLimits(names: readonly string[], chosen: McpHostName | undefined): Finding[] {
  const hosts: readonly McpHost[] = (chosen === undefined ? MCP_HOST_NAMES : [chosen]).map((name) => MCP_HOSTS[name]);
  const listed = `${names.length} tools are listed`;
  const tooMany = hosts.filter(({ maxTools }) => maxTools !== undefined && names.length > maxTools);
  const tooLong = hosts.flatMap((host) =>
    names.filter((name) => isTooLong(name, host)).map((name) => ({ name, host })),
  );
  if (tooMany.length === 0 && tooLong.length === 0) {
    const limit = chosen === undefined ? 'the hosts that are known' : MCP_HOSTS[chosen].title;
    return [ok(CHECK, `${listed}, within the limits of ${limit}; find_tools finds the others`)];
  }
  const [first] = tooLong;
  return [
    ...(tooMany.length > 0 ? [warn(CHECK, `${listed}, but ${tooMany.map(describeLimit).join(', ')}`, ADVICE)] : []),
    ...(first
      ? [
          warn(
            CHECK,
            `${first.name} is too long for ${first.host.title}, which allows ${first.host.maxNameLength} characters with the prefix ${first.host.prefix}${tooLong.length > 1 ? ` (and ${tooLong.length - 1} more)` : ''}`,
            `Give the server a shorter name in the configuration of the host, or hide the tool: ${settingLabel('excludeTools')}.`,
          ),
        ]
      : []),
  ];
}

const ADVICE = `List fewer: ${settingLabel('toolsets')}=discovery lists only those that find and call all others; ${settingLabel('domains')} and ${settingLabel('readOnly')} narrow further.`;

const isTooLong = (name: string, { prefix, maxNameLength }: McpHost): boolean =>
  prefix.length + name.length > maxNameLength;

const describeLimit = ({ title, maxTools }: McpHost): string =>
  maxTools === undefined ? title : `${title} takes ${maxTools} of all servers together`;
