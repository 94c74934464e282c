/** What `install` says when it is done. */

import { fileVariable } from '../config/read.js';
import { SETTINGS } from '../config/table.js';
import type { Entry, PlacedSecret } from '../hosts/entry.js';
import type { Host, Scope } from '../hosts/hosts.js';
import type { Change } from '../hosts/install.js';

interface Installed {
  readonly host: Host;
  readonly server: string;
  readonly scope: Scope;
  readonly change: Change;
  readonly entry: Entry;
  readonly secrets: readonly PlacedSecret[];
  /** Whether the settings of the entry were kept. */
  readonly onlyCommand: boolean;
  /** Whether the entry names paths of this machine. */
  readonly local: boolean;
  /** How to remove it. */
  readonly undo: string;
}

const VERBS = { added: 'Added', updated: 'Updated', unchanged: 'Already up to date:' } as const;

export function describeInstalled(installed: Installed): string {
  const { host, server, scope, change, entry, secrets, onlyCommand, local, undo } = installed;
  const verb = change.kind === 'added' || change.kind === 'updated' ? VERBS[change.kind] : VERBS.unchanged;
  const shared = scope === 'project' && local;
  return lines([
    `${verb} the server '${server}' ${change.kind === 'added' ? 'to' : 'in'} ${host.title}.`,
    '',
    row('File', change.file),
    change.backup && row('Backup', change.backup),
    row('Command', [entry.command, ...entry.args].map(quoted).join(' ')),
    onlyCommand
      ? row('Settings', 'kept; pass --sandbox or a connection to replace them')
      : row('Connects', targetOf(entry)),
    ...secrets.map((secret) => row('Secret', describeSecret(secret, host))),
    shared && row('Note', 'the command is a path of this machine: install with npx or globally to share the file'),
    '',
    `Next: ${host.next}`,
    `To remove it: ${undo}`,
  ]);
}

export function describeRemoved(host: Host, server: string, change: Change): string {
  if (change.kind === 'absent') return lines([`${host.title} has no server '${server}' in ${change.file}.`]);
  return lines([
    `Removed the server '${server}' from ${host.title}.`,
    '',
    row('File', change.deleted ? `${change.file} (deleted: nothing else was in it)` : change.file),
    change.backup && row('Backup', change.backup),
    '',
    `Next: restart ${host.title}.`,
  ]);
}

const targetOf = ({ env }: Entry): string => {
  const host = env[SETTINGS.baseUrl.env] ?? env[SETTINGS.cluster.env];
  if (host === undefined) return 'to the embedded sandbox';
  return `to ${host}, as ${env[SETTINGS.username.env] ?? env[SETTINGS.clientKey.env] ?? '…'}`;
};

export function describeSecret({ name, place, file }: PlacedSecret, { title }: Pick<Host, 'title'>): string {
  const { env } = SETTINGS[name];
  if (place === 'file') return `${fileVariable(SETTINGS[name])}=${file}`;
  if (place === 'host') return `${env}: ${title} asks for it once and keeps it`;
  return `${env}: start ${title} with this variable in its environment`;
}

const row = (name: string, text: string): string => `  ${name.padEnd(9)} ${text}`;

const quoted = (part: string): string => (/\s/.test(part) ? JSON.stringify(part) : part);

const lines = (items: readonly (string | false | undefined)[]): string =>
  `${items.filter((item) => item !== undefined && item !== false).join('\n')}\n`;
