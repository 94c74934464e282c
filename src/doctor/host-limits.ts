/** The limits that MCP hosts have for tools, and whether what this server lists fits into them. */
import { settingLabel } from '../config/table.js';
import { HOST_NAMES, HOSTS, type HostName, SERVER_NAME } from '../hosts/hosts.js';
import { type Finding, ok, warn } from './finding.js';

interface Limits {
  /** The number of tools that it takes, of all servers together. */
  maxTools?: number;
  /** What it puts before the name of a tool. */
  prefix: string;
  /** The longest name with the prefix. */
  maxNameLength: number;
}

/**
 * Sources, July to November 2026: the documentation of VS Code ('a chat request can have a maximum of 128 tools') and of
 * Windsurf ('a limit of 100 total tools'); Cursor's settings ('exceeds 80', which was 40 until September 2025) and its
 * message 'Combined server and tool name length exceeds 60 characters'; the 64 characters of the Claude and OpenAI APIs;
 * the documentation of Gemini CLI on prefixes.
 */
export const HOST_LIMITS: { readonly [name in HostName]: Limits } = {
  'claude-desktop': { prefix: '', maxNameLength: 64 },
  'claude-code': { prefix: `mcp__${SERVER_NAME}__`, maxNameLength: 64 },
  cursor: { maxTools: 80, prefix: `${SERVER_NAME}:`, maxNameLength: 60 },
  vscode: { maxTools: 128, prefix: `mcp_${SERVER_NAME}_`, maxNameLength: 64 },
  windsurf: { maxTools: 100, prefix: `mcp_${SERVER_NAME}_`, maxNameLength: 64 },
  codex: { prefix: `mcp__${SERVER_NAME}__`, maxNameLength: 64 },
  gemini: { prefix: `mcp_${SERVER_NAME}_`, maxNameLength: 64 },
};

type LimitedHost = Limits & { title: string };

const CHECK = 'tools';

/**
 * @param names - of the tools that are listed
 * @param chosen - the host to check; all of them if undefined
 */
export function checkHostLimits(names: readonly string[], chosen: HostName | undefined): Finding[] {
  const hosts = (chosen === undefined ? HOST_NAMES : [chosen]).map(
    (name): LimitedHost => ({ ...HOST_LIMITS[name], title: HOSTS[name].title }),
  );
  const listed = `${names.length} tools are listed`;
  const tooMany = hosts.filter(({ maxTools }) => maxTools !== undefined && names.length > maxTools);
  const tooLong = hosts.flatMap((host) =>
    names.filter((name) => isTooLong(name, host)).map((name) => ({ name, host })),
  );
  if (tooMany.length === 0 && tooLong.length === 0) {
    const limit = chosen === undefined ? 'the hosts that are known' : HOSTS[chosen].title;
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

const isTooLong = (name: string, { prefix, maxNameLength }: LimitedHost): boolean =>
  prefix.length + name.length > maxNameLength;

const describeLimit = ({ title, maxTools }: LimitedHost): string =>
  maxTools === undefined ? title : `${title} takes ${maxTools} of all servers together`;
