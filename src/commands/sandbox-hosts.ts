/** The commands that connect each host to a running sandbox, for the page of the sandbox. */
import type { HostCommand } from '../apps/page/contract.js';
import { SETTINGS } from '../config/table.js';
import { HOST_NAMES, HOSTS, type HostName } from '../hosts/hosts.js';
import { launchOf } from '../hosts/launch.js';
import { findOrigin, findPlace, type Started } from '../hosts/origin.js';
import type { Place } from '../hosts/place.js';
import { VERSION } from '../lib/version.js';
import type { Sandbox } from '../sandbox/http/server.js';

/** Beside an entry for a live organization, which has the usual name. */
const ENTRY_NAME = 'sandbox';

type Address = Pick<Sandbox, 'url' | 'credentials'>;

const thisProcess = (): Started => ({ script: process.argv[1] ?? '', execPath: process.execPath });

/** For a shell of this machine, in the order of the hosts. */
export async function hostCommands(
  address: Address,
  started: Started = thisProcess(),
  place?: Place,
): Promise<HostCommand[]> {
  const here = place ?? (await findPlace());
  const { command, args } = launchOf(await findOrigin(started, here), here, 'user', VERSION);
  return HOST_NAMES.map((name) => ({
    title: HOSTS[name].title,
    command: inShell([command, ...args, ...installing(name, address)], address, here),
    next: HOSTS[name].next,
  }));
}

const flagOf = ({ flag = '' }: { readonly flag?: string }): string => flag.split(' ')[0] ?? '';

const installing = (host: HostName, { url, credentials }: Address): string[] => [
  'install',
  host,
  '--name',
  ENTRY_NAME,
  flagOf(SETTINGS.baseUrl),
  url,
  flagOf(SETTINGS.username),
  credentials.username,
];

/** Secrets are no arguments. On Windows, the shell is PowerShell. */
function inShell(words: readonly string[], { credentials }: Address, { platform }: Place): string {
  const line = words.map((word) => (/[^\w@%+=:,./\\-]/.test(word) ? JSON.stringify(word) : word)).join(' ');
  const { env } = SETTINGS.password;
  if (platform !== 'win32') return `${env}=${credentials.password} ${line}`;
  return `$env:${env}='${credentials.password}'; & ${line}`;
}
