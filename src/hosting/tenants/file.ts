/** The tenants file: its shape, and a tenant of it as settings. Secrets stand in it only as references. */
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { checkSecret, readSecretFile } from '../../config/secret-file.js';
import { readTarget, SETTINGS, type SettingName } from '../../config/server.js';
import { allow, FILTERS_SHAPE, withoutUndefined } from '../../discovery/filters.js';
import type { FilterName, Filters } from '../../discovery/selection.js';
import { ConfigError } from '../../lib/config-error.js';
import type { Target } from '../../organization/upstream.js';
import type { ToolFacts } from '../../presentation/tool-list.js';

export interface TenantSettings {
  id: string;
  target: Target;
  /** Their names are known ones. */
  filters: Filters;
  /** The server's own apply where there are none. */
  limits: {
    /** Requests to the API at a time. */
    concurrency?: number | undefined;
    /** What a call may take, retries included. */
    deadlineMs?: number | undefined;
    maxResultTokens?: number | undefined;
    /** Requests to the API. */
    requestsPerMinute?: number | undefined;
    /** Calls by agents. */
    callsPerMinute?: number | undefined;
  };
  /** Requests may bring credentials of their own. */
  perRequestCredentials?: boolean;
}

export interface TenantsFile {
  tenants: ReadonlyMap<string, TenantSettings>;
  chosenByHeader: boolean;
}

/** What a tenant's filter is called to the person who can change it: `tenant 'acme': readOnly`. */
export const tenantSetting =
  (id: string) =>
  (filter: FilterName): string =>
    `${named(id)}: ${filter}`;

const named = (id: string): string => `tenant '${id.slice(0, 60)}'`;

// The messages are our own wherever a secret might have been put: they must not quote it.
const REFERENCE = 'expected {"env": "NAME"} or {"file": "path"}';
const SECRET = `${REFERENCE}; a secret itself must not stand in this file`;
const reference = z.union(
  [
    z.strictObject({
      env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,200}$/, { error: 'expected the name of a variable' }),
    }),
    z.strictObject({ file: z.string().min(1).max(4_096) }),
  ],
  { error: REFERENCE },
);
const secret = z.union(reference.options, { error: SECRET }).optional();
const plain = z
  .union([z.string().min(1).max(2_000), ...reference.options], { error: `${REFERENCE}, or text` })
  .optional();
type Reference = z.output<typeof reference>;

const wholeNumber = (min: number, max: number) =>
  z
    .number({ error: `expected a whole number from ${min} to ${max}` })
    .refine((amount) => Number.isInteger(amount) && amount >= min && amount <= max, {
      error: `expected a whole number from ${min} to ${max}`,
    })
    .optional();
const flag = z.boolean({ error: 'expected true or false' }).optional();

const TENANT = z.strictObject({
  baseUrl: plain,
  cluster: plain,
  inTouchBaseUrl: plain,
  username: plain,
  password: secret,
  clientKey: plain,
  clientSecret: secret,
  adminKey: secret,
  adminOrgId: plain,
  attribution: z.strictObject({ entityType: plain, entityCode: plain }).optional(),
  sandbox: flag,
  filters: FILTERS_SHAPE.optional(),
  limits: z
    .strictObject({
      concurrency: wholeNumber(1, 256),
      deadlineSeconds: wholeNumber(1, 600),
      maxResultTokens: wholeNumber(500, 200_000),
      requestsPerMinute: wholeNumber(1, 10_000_000),
      callsPerMinute: wholeNumber(1, 10_000_000),
    })
    .optional(),
  perRequestCredentials: flag,
});
type Tenant = z.output<typeof TENANT>;

const MOST_TENANTS = 1_000;
const FILE = z.strictObject({
  /** Callers whose credential names no tenant may name one in X-Capillary-Tenant. */
  chosenByHeader: flag,
  tenants: z
    .record(z.string(), z.unknown())
    .refine((tenants) => Object.keys(tenants).length > 0, { error: 'expected at least one tenant' })
    .refine((tenants) => Object.keys(tenants).length <= MOST_TENANTS, {
      error: `expected at most ${MOST_TENANTS} tenants`,
    }),
});

/** An id goes into logs, metrics and names of channels. */
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export interface ReadOptions {
  path: string;
  facts: readonly ToolFacts[];
  env: NodeJS.ProcessEnv;
  /** Reads a file that a tenant names; {@link readSecretFile} by default. */
  readSecret?: typeof readSecretFile;
}

/**
 * Reads the file's text and what it refers to.
 *
 * @throws ConfigError naming the tenant and the field, never a value
 */
export function readTenants(text: string, options: ReadOptions): TenantsFile {
  const { path } = options;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // JSON's own message quotes the text.
    throw new ConfigError(`${path}: not JSON.`);
  }
  const { tenants, chosenByHeader = false } = checked(FILE, json, path);
  const settings = new Map<string, TenantSettings>();
  for (const [id, tenant] of Object.entries(tenants)) {
    const where = `${path}: ${named(id)}`;
    if (!ID.test(id)) {
      throw new ConfigError(`${where}: expected an id of letters, digits, '.', '_' and '-', 64 at most.`);
    }
    settings.set(id, settingsOf(id, checked(TENANT, tenant, where), { ...options, where }));
  }
  return { tenants: settings, chosenByHeader };
}

function checked<Shape extends z.ZodType>(shape: Shape, value: unknown, where: string): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.');
  throw new ConfigError(`${where}: ${field ? `${field}: ` : ''}${issue?.message}.`);
}

function settingsOf(
  id: string,
  tenant: Tenant,
  { where, path, facts, env, readSecret = readSecretFile }: ReadOptions & { where: string },
): TenantSettings {
  const { filters: given = {}, limits: { deadlineSeconds, ...limits } = {}, perRequestCredentials } = tenant;
  const filters = withoutUndefined(given);
  rewritten(
    () => allow(filters, facts, tenantSetting(id)),
    (message) => `${path}: ${message}`,
  );
  const target = targetOf(tenant, where, { folder: dirname(path), env, readSecret });
  if (perRequestCredentials && target.kind === 'sandbox') {
    throw new ConfigError(`${where}: perRequestCredentials: the sandbox has credentials of its own; leave it out.`);
  }
  return {
    id,
    target,
    filters,
    limits: { ...limits, ...(deadlineSeconds !== undefined && { deadlineMs: deadlineSeconds * 1000 }) },
    ...(perRequestCredentials && { perRequestCredentials }),
  };
}

/** The settings of a target, by their name in the file. */
const TARGET_FIELDS = {
  baseUrl: 'baseUrl',
  cluster: 'cluster',
  inTouchBaseUrl: 'inTouchBaseUrl',
  username: 'username',
  password: 'password',
  clientKey: 'clientKey',
  clientSecret: 'clientSecret',
  adminKey: 'adminKey',
  adminOrgId: 'adminOrgId',
  attributionType: 'attribution.entityType',
  attributionCode: 'attribution.entityCode',
} as const satisfies Partial<Record<SettingName, string>>;
type TargetField = keyof typeof TARGET_FIELDS;
const TARGET_NAMES = Object.keys(TARGET_FIELDS) as TargetField[];

/** The rules are those of the environment's settings; only the names differ. */
function targetOf(tenant: Tenant, where: string, from: ReferenceSources): Target {
  const { attribution, ...fields } = tenant;
  const given = { ...fields, attributionType: attribution?.entityType, attributionCode: attribution?.entityCode };
  const values = new Map<string, string>();
  for (const name of TARGET_NAMES) {
    const value = given[name];
    if (value !== undefined) values.set(name, resolved(value, `${where}: ${TARGET_FIELDS[name]}`, from));
  }
  if (tenant.sandbox) {
    const [stray] = values.keys();
    if (stray === undefined) return { kind: 'sandbox' };
    throw new ConfigError(
      `${where}: the sandbox has a host and credentials of its own: leave out sandbox, or all else.`,
    );
  }
  const target = rewritten(
    () => readTarget((name) => values.get(name)),
    (message) =>
      `${where}: ${TARGET_NAMES.reduce((text, name) => text.replaceAll(variable(name), TARGET_FIELDS[name]), message)}`,
  );
  if (target.kind === 'capillary') return target;
  throw new ConfigError(`${where}: expected baseUrl or cluster, and credentials; or "sandbox": true.`);
}

/** The variable's whole name: one may begin another. */
const variable = (name: TargetField): RegExp => new RegExp(`\\b${SETTINGS[name].env}\\b`, 'g');

function rewritten<T>(work: () => T, rewrite: (message: string) => string): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof ConfigError ? new ConfigError(rewrite(error.message)) : error;
  }
}

/** Where what a tenant refers to is read from. */
interface ReferenceSources {
  folder: string;
  env: NodeJS.ProcessEnv;
  readSecret: typeof readSecretFile;
}

/** Neither the variable nor the file is named in errors: somebody may have put the secret itself there. */
function resolved(value: string | Reference, where: string, { folder, env, readSecret }: ReferenceSources): string {
  const found =
    typeof value === 'string'
      ? checkSecret(value, 'it')
      : 'env' in value
        ? checkSecret(env[value.env], 'the variable it names')
        : readSecret(resolve(folder, value.file));
  if ('text' in found) return found.text;
  throw new ConfigError(`${where}: ${found.problem}.`);
}
