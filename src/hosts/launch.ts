/** The command that starts this server again, from wherever it was installed. */

import type { Scope } from './hosts.js';
import { type Place, pathsOf } from './place.js';

/** How this process was started. */
export interface Origin {
  /** `npx` keeps packages in a cache that it empties; a clone or an installation stays where it is. */
  readonly kind: 'clone' | 'installed' | 'npx';
  /** Absolute path of the Node that runs, or of a link to it that outlives updates. */
  readonly node: string;
  /** Absolute path of cli.js, links resolved. */
  readonly script: string;
  /** What npx was asked for, if it is not a version in the registry: a tarball, a repository. */
  readonly spec?: string;
  /** Whether the command `capillary-mcp` of the shell is this script. */
  readonly onPath: boolean;
}

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Whether it names paths of this machine. */
  readonly local: boolean;
}

/** Links to Node that stay when Node is updated. */
export const STABLE_NODES = [
  '/usr/bin/node',
  '/usr/local/bin/node',
  '/opt/homebrew/bin/node',
  '/home/linuxbrew/.linuxbrew/bin/node',
] as const;

/** What macOS gives to applications that are not started from a shell. */
const SYSTEM_PATH = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'];

/**
 * For a user, paths are absolute: hosts with a window do not see what a shell adds to PATH, such as the Node of a version
 * manager. For a project, which others share, names are used wherever there are any.
 */
export function launchOf(origin: Origin, place: Place, scope: Scope, version: string): Launch {
  const { kind, node, script, spec, onPath } = origin;
  const direct: Launch = { command: node, args: [script], env: {}, local: true };
  if (kind === 'npx') {
    // What is not in the registry is named apart from its command: npx would take a path for the command itself.
    const args = ['-y', ...(spec === undefined ? [`capillary-mcp@${version}`] : ['-p', spec, 'capillary-mcp'])];
    return scope === 'project' ? byName('npx', args, place) : byAbsoluteNpx(args, origin, place);
  }
  return scope === 'project' && kind === 'installed' && onPath ? byName('capillary-mcp', [], place) : direct;
}

/** On Windows, the commands of npm are batch files, which only cmd starts. */
const byName = (command: string, args: readonly string[], { platform }: Place): Launch =>
  platform === 'win32'
    ? { command: 'cmd', args: ['/c', command, ...args], env: {}, local: false }
    : { command, args, env: {}, local: false };

/** npx itself and what it starts look for `node` on PATH. */
function byAbsoluteNpx(args: readonly string[], { node }: Origin, place: Place): Launch {
  if (place.platform === 'win32') return byName('npx', args, place);
  const { dirname, join } = pathsOf(place);
  const folder = dirname(node);
  const path = [folder, ...SYSTEM_PATH.filter((each) => each !== folder)];
  return { command: join(folder, 'npx'), args, env: { PATH: path.join(':') }, local: true };
}

/** Whether an entry of a host starts this server, by whichever way it was installed. */
export function startsThisServer(command: readonly string[], env: readonly string[], script: string): boolean {
  return (
    env.some((name) => name.startsWith('CAPILLARY_')) ||
    command.some((part) => part === script || /(^|[\\/])capillary-mcp([@\\/.-]|$)/.test(part))
  );
}
