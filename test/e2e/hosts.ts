/** Installs the server into the files of all hosts, and starts what they say as a host would. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { readEntry } from '../../src/hosts/document.js';
import { isRecord } from '../../src/hosts/entry.js';
import { configFile, HOST_NAMES, HOSTS, type HostName } from '../../src/hosts/hosts.js';

const run = promisify(execFile);

/** A file of a host with another server, comments, and a setting. */
function usedFile(name: HostName): string {
  const { format, servers } = HOSTS[name];
  return format === 'toml'
    ? `# mine\nmodel = "m"\n\n[${servers}.other] # keep\ncommand = "other"\n`
    : `// mine\n{\n  "theme": "dark", // keep\n  "${servers}": {\n    "other": { "command": "other" } // too\n  }\n}\n`;
}

export interface InstalledHost {
  name: HostName;
  file: string;
  /** The file before the server was added. */
  before: string;
  command: string;
  args: string[];
  env: Record<string, string>;
}

/** @param command - how the user starts `capillary-mcp` @param home - an empty folder */
export async function installEverywhere(command: readonly string[], home: string): Promise<InstalledHost[]> {
  const installed: InstalledHost[] = [];
  for (const name of HOST_NAMES) installed.push(await install(name, [...command, 'install', name, '--sandbox'], home));
  return installed;
}

/** Installs into Cursor's file, with credentials. */
export function installLive(
  command: readonly string[],
  home: string,
  { baseUrl, username, password }: { baseUrl: string; username: string; password: string },
): Promise<InstalledHost> {
  const settings = ['--base-url', baseUrl, '--username', username];
  return install('cursor', [...command, 'install', 'cursor', ...settings], home, { CAPILLARY_PASSWORD: password });
}

async function install(
  name: HostName,
  command: readonly string[],
  home: string,
  env: Record<string, string> = {},
): Promise<InstalledHost> {
  const file = configFile(name, 'user', { platform: 'linux', home, cwd: home, env: {}, packages: [] }) ?? '';
  const before = usedFile(name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, before);
  await runCommand(command, home, env);
  const entry = readEntry(await readFile(file, 'utf8'), HOSTS[name], 'capillary') ?? {};
  const args = Array.isArray(entry['args']) ? entry['args'].map(String) : [];
  const variables = Object.entries(isRecord(entry['env']) ? entry['env'] : {}).map(([key, text]) => [
    key,
    String(text),
  ]);
  return { name, file, before, command: String(entry['command']), args, env: Object.fromEntries(variables) };
}

/** What uninstalling leaves of the file. */
export async function uninstall(
  command: readonly string[],
  { name, file }: InstalledHost,
  home: string,
): Promise<string> {
  await runCommand([...command, 'install', name, '--uninstall'], home);
  return readFile(file, 'utf8');
}

async function runCommand([program = '', ...args]: readonly string[], home: string, env = {}): Promise<void> {
  await run(program, args, { cwd: home, env: { ...environment(home), ...env } });
}

/** As on a machine whose user has done nothing else. */
const environment = (home: string): Record<string, string> => ({ PATH: process.env['PATH'] ?? '', HOME: home });

/** What servers answered, by how they are started. */
const answered = new Map<string, Promise<[number, string]>>();

/**
 * Starts the server as the host would, lists its tools and calls one. Hosts that start the same command in the same
 * environment get the same server, so it is started once for all of them.
 *
 * @returns how many tools it lists, and the answer
 */
export function useAsHost({ command, args, env }: InstalledHost, home: string): Promise<[number, string]> {
  const key = JSON.stringify([home, command, args, Object.entries(env).sort()]);
  const known = answered.get(key) ?? startAndUse(command, args, { ...environment(home), ...env });
  answered.set(key, known);
  return known;
}

async function startAndUse(command: string, args: string[], env: Record<string, string>): Promise<[number, string]> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StdioClientTransport({ command, args, env, cwd: '/' }));
  const { tools } = await client.listTools();
  const answer = await client.callTool({ name: 'customer_search', arguments: { q: 'Asha' } });
  await client.close();
  return [tools.length, JSON.stringify(answer)];
}
