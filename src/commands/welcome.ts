/** What the command says on a terminal, where nobody but a person can read it: it waits for a host, and what to do. */
import { basename, relative } from 'node:path';
import type { UpstreamTarget } from '../organization/upstream.js';

/** The places of a process that tell how its command is written. */
export interface Invocation {
  /** The script that runs. */
  script: string;
  folder: string;
}

/** How a person writes this command where they are: `capillary-mcp`, `npx capillary-mcp` or `node dist/cli.js`. */
export function describeInvocation({ script, folder }: Invocation): string {
  if (/[\\/]_npx[\\/]/.test(script)) return 'npx capillary-mcp';
  if (/^capillary-mcp(\.\w+)?$/.test(basename(script))) return 'capillary-mcp';
  const path = relative(folder, script);
  return `node ${path.startsWith('..') ? script : path}`;
}

function describeTarget(target: UpstreamTarget): string {
  if (target.kind === 'unconfigured')
    return 'Its settings are wrong, so every call is answered with the reason, which follows below.';
  if (target.kind === 'sandbox') return 'It uses the embedded sandbox: nothing is real, and no account is needed.';
  return `It is set up for ${new URL(target.baseUrl).host}: calls reach a real organization.`;
}

/** @param target - what it is set up for */
export function welcome(version: string, target: UpstreamTarget, invocation: Invocation): string {
  const command = describeInvocation(invocation);
  const next = [
    ['install <host>', 'set it up in a host such as Claude Desktop, Cursor or VS Code'],
    ['doctor', 'check the settings and the connection'],
    ['demo', 'watch an agent run a loyalty journey on the sandbox'],
    ['--help', 'all commands and settings'],
  ];
  return [
    `capillary-mcp ${version} gives AI agents the Capillary loyalty API as MCP tools.`,
    describeTarget(target),
    'It is waiting for an MCP host on stdin. A host starts this command by itself; on a terminal, try instead:',
    '',
    ...next.map(([name = '', about]) => `  ${command} ${name.padEnd(16)}${about}`),
    '',
    'Press Ctrl-C to stop.',
  ].join('\n');
}
