/** Whether a host is set up to start this server, and whether what it would start is there. */
import { access } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { partsOf } from '../hosts/entry.js';
import { configFile, HOSTS, type HostName, SCOPES, SERVER_NAME } from '../hosts/hosts.js';
import { findEntry } from '../hosts/install.js';
import { findPlace } from '../hosts/origin.js';
import { type Finding, fail, ok, warn } from './finding.js';

const CHECK = 'host set-up';

/** @throws ConfigError if a file of the host is not valid */
export async function checkHostEntry(name: HostName): Promise<Finding[]> {
  const place = await findPlace();
  const { title } = HOSTS[name];
  const files = SCOPES.flatMap((scope) => configFile(name, scope, place) ?? []);
  const entries = await Promise.all(files.map((file) => entryIn(name, file)));
  const found = entries.flat();
  if (found.length > 0) return found;
  const message = `${title} does not have this server yet (${files.join(', ')})`;
  return [warn(CHECK, message, `Run capillary-mcp install ${name}.`)];
}

async function entryIn(name: HostName, file: string): Promise<Finding[]> {
  const { title } = HOSTS[name];
  const entry = await findEntry({
    host: HOSTS[name],
    file,
    server: SERVER_NAME,
    script: process.argv[1] ?? '',
    force: false,
    shared: false,
    secretsFolder: '',
    now: () => new Date(),
  });
  if (!entry) return [];
  const { command, env } = partsOf(entry);
  const missing = await findMissing(command);
  if (missing !== undefined) {
    const hint = `Run capillary-mcp install ${name} again: Node.js or this package has moved.`;
    return [fail(CHECK, `${title} cannot start this server: ${missing} of ${file} does not exist`, hint)];
  }
  const settings = env.filter((variable) => variable.startsWith('CAPILLARY_'));
  const set = settings.length > 0 ? `; it sets ${settings.join(', ')}, which this shell may not` : '';
  return [ok(CHECK, `${title} starts ${command.join(' ')} (${file})${set}`)];
}

/** The first part of a command that is a path at which nothing is. */
async function findMissing(command: readonly string[]): Promise<string | undefined> {
  for (const part of command) {
    if (!isAbsolute(part)) continue;
    const isThere = await access(part).then(
      () => true,
      () => false,
    );
    if (!isThere) return part;
  }
  return undefined;
}
