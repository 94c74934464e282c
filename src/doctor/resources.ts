/** The files, ports and servers that settings name: whether each is there and can be used. Nothing is written. */
import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { openFilters } from '../config/filters-file.js';
import { openPolicyFile } from '../config/policy-file.js';
import { openForSetting } from '../config/read.js';
import type { Config } from '../config/server.js';
import type { SettingValues } from '../config/table.js';
import { type ResourceSetting, type SettingName, type SettingTable, settingLabel } from '../config/table.js';
import { ConfigError, isSystemError } from '../lib/config-error.js';
import type { Attempt } from '../lib/system-error.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import { openStaticTokens, type TokenEntry } from '../transports/auth/static-tokens.js';
import { type Finding, fail, ok, warn } from './finding.js';
import { checkIssuer } from './issuer.js';
import { checkRedis } from './redis.js';
import { checkSavedState } from './sandbox.js';

export interface ResourceContext {
  /** The valid settings that are set. */
  values: Partial<SettingValues>;
  hosting: SettingTable<'hosting'>;
  config: Config;
  facts: readonly ToolFacts[];
  /** Milliseconds since 1970. */
  now: () => number;
  /** Checks the host and the credentials of each tenant. */
  checkTenants: (path: string) => Promise<Finding[]>;
}

type Check<Name extends ResourceSetting> = (value: SettingValues[Name], context: ResourceContext) => Promise<Finding[]>;

/** Checked with the connection, which is more than an address. */
const elsewhere = async (): Promise<Finding[]> => [];

/** One for each setting that names something outside: the compiler demands the row of a new one. */
const CHECKS: { readonly [name in ResourceSetting]: Check<name> } = {
  baseUrl: elsewhere,
  inTouchBaseUrl: elsewhere,
  sandboxState: async (path, { values }) => [
    await checkWritable('sandboxState', path),
    ...(await checkSavedState(path, values.sandboxBrand)),
  ],
  filtersFile: async (_, { config, facts }) => {
    const notes: string[] = [];
    const { allowed, close } = await openFilters(config, facts, (note) => notes.push(note));
    close();
    const filters = Object.keys(allowed.current().filters).join(', ') || 'no filters';
    return [ok('filters', `the filters file is valid: ${filters}`), ...renamed('filters', notes)];
  },
  policyFile: async (path, { facts }) => {
    const notes: string[] = [];
    const { policy, close } = await openPolicyFile(path, facts, (note) => notes.push(note));
    close();
    const limits = Object.keys(policy.current()).join(', ') || 'no limits';
    return [ok('policy', `the policy file is valid: ${limits}`), ...renamed('policy', notes)];
  },
  stateDir: async (path) => [await checkFolder(path)],
  auditFile: async (path) => [await checkWritable('auditFile', path)],
  authTokensFile: async (path, { now }) => {
    const tokens = await openForSetting('authTokensFile', openStaticTokens({ path, warn: () => undefined }), { path });
    await tokens.close?.();
    return [await describeTokens(path, now())];
  },
  tenantsFile: (path, { checkTenants }) => checkTenants(path),
  authIssuer: (issuer, { hosting }) => checkIssuer(issuer, hosting.authJwksUrl),
  authJwksUrl: elsewhere,
  authAudience: async (audience, { hosting: { allowedHosts } }) => {
    const { hostname, pathname } = new URL(audience);
    if (allowedHosts && !allowedHosts.includes('*') && !allowedHosts.includes(hostname)) {
      return [
        warn(
          'audience',
          `${settingLabel('authAudience')} is at ${hostname}, which ${settingLabel('allowedHosts')} does not have`,
          'Add it: clients connect to the URL that is the audience.',
        ),
      ];
    }
    return pathname.endsWith('/mcp')
      ? []
      : [
          warn(
            'audience',
            `${settingLabel('authAudience')} does not end with /mcp, where this server answers`,
            'Set it to the public URL that clients connect to.',
          ),
        ];
  },
  redisUrl: checkRedis,
  port: async (port, context) => (context.config.http ? [await checkPort('host', 'port', port, context)] : []),
  opsPort: async (port, context) => {
    if (
      context.config.http &&
      port !== 0 &&
      port === context.hosting.port &&
      context.hosting.host === context.hosting.opsHost
    ) {
      return [
        fail(
          'port',
          `${settingLabel('port')} and ${settingLabel('opsPort')} are both ${port}`,
          'Choose another port for one of them.',
        ),
      ];
    }
    return context.config.http ? [await checkPort('opsHost', 'opsPort', port, context)] : [];
  },
};

/** @param path - of a file that is valid */
async function describeTokens(path: string, now: number): Promise<Finding> {
  const { tokens }: { tokens: TokenEntry[] } = JSON.parse(await readFile(path, 'utf8'));
  const expired = tokens.filter(({ expires }) => expires !== undefined && Date.parse(expires) <= now);
  if (tokens.length > 0 && expired.length < tokens.length) {
    const note = expired.length > 0 ? `; of its ${tokens.length} tokens, ${expired.length} have expired` : '';
    return ok('tokens', `the tokens file is valid${note}`);
  }
  const message = tokens.length === 0 ? 'the tokens file has no tokens' : 'all tokens of the tokens file have expired';
  return warn('tokens', `${message}, so nobody may connect`, 'Add one: capillary-mcp token prints its entry.');
}

const renamed = (check: string, notes: readonly string[]): Finding[] =>
  notes.map((note) => warn(check, note.replace(/\.$/, ''), 'Write the new name.'));

/** The settings that name something, with their checks. */
export const resourceChecks = (context: ResourceContext): { name: ResourceSetting; run: () => Promise<Finding[]> }[] =>
  (Object.keys(CHECKS) as ResourceSetting[]).flatMap((name) => checkOf(name, context));

function checkOf<Name extends ResourceSetting>(name: Name, context: ResourceContext) {
  const { values, hosting } = context;
  const check: Check<Name> = CHECKS[name];
  // The port has a default, at which the server listens.
  const value: SettingValues[Name] | undefined = name === 'port' ? Reflect.get(hosting, name) : values[name];
  return value === undefined
    ? []
    : [{ name, run: () => check(value, context).catch((thrown: unknown) => [failed(name, thrown)]) }];
}

/** How a check is named whose setting cannot be used. */
const CHECK_NAMES: Partial<Record<SettingName, string>> = {
  sandboxState: 'state',
  filtersFile: 'filters',
  policyFile: 'policy',
  auditFile: 'audit',
  authTokensFile: 'tokens',
  tenantsFile: 'tenants',
  authIssuer: 'issuer',
  redisUrl: 'redis',
};

function failed(name: ResourceSetting, thrown: unknown): Finding {
  if (!(thrown instanceof ConfigError)) throw thrown;
  return fail(CHECK_NAMES[name] ?? name, thrown.message);
}

async function explain(error: Error, attempt?: Attempt): Promise<string> {
  const { explainSystemError } = await import('../lib/system-error.js');
  return explainSystemError(error, attempt);
}

/** Whether a file can be created or appended to. It is not touched. */
async function checkWritable(name: 'auditFile' | 'sandboxState', path: string): Promise<Finding> {
  const check = CHECK_NAMES[name] ?? name;
  const about = `${settingLabel(name)}: `;
  try {
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (found && !found.isFile()) return fail(check, `${about}${path} is not a file`, 'Name a file.');
    await access(found ? path : dirname(resolve(path)), constants.W_OK);
    return ok(check, `${path} can be written${found ? '' : ', and will be created'}`);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return fail(check, `${about}${await explain(error, { access: 'write', path })}`);
  }
}

/** Whether files can be created in a folder, which is made if it does not exist. */
async function checkFolder(path: string): Promise<Finding> {
  const about = `${settingLabel('stateDir')}: `;
  try {
    const nearest = await existingFolder(resolve(path));
    if (!(await stat(nearest)).isDirectory())
      return fail('state folder', `${about}${nearest} is not a folder`, 'Name a folder.');
    await access(nearest, constants.W_OK);
    return ok('state folder', `${path} can be written${nearest === resolve(path) ? '' : ', and will be created'}`);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return fail('state folder', `${about}${await explain(error, { access: 'write', path })}`);
  }
}

/** The path itself, or the nearest folder above it that exists. */
async function existingFolder(path: string): Promise<string> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  return exists || dirname(path) === path ? path : existingFolder(dirname(path));
}

/** Listens for a moment. */
async function checkPort(
  hostName: 'host' | 'opsHost',
  portName: 'port' | 'opsPort',
  port: number,
  { hosting }: ResourceContext,
): Promise<Finding> {
  const host = hosting[hostName];
  const server = createServer();
  try {
    await new Promise<void>((listening, reject) => {
      server.once('error', reject);
      server.listen(port, host.replace(/[[\]]/g, ''), listening);
    });
    return ok('port', port === 0 ? `a free port on ${host} will be chosen` : `port ${port} on ${host} is free`);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const isAboutPort = 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
    return fail('port', `${settingLabel(isAboutPort ? portName : hostName)}: ${await explain(error)}`);
  } finally {
    server.close();
  }
}
