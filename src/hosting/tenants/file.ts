/** The tenants file: its schema, and the settings of each tenant. It contains secrets only as references. */
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { readTarget } from '../../config/connection.js';
import { isToolOrDomain } from '../../config/policy-file.js';
import { parseSettings, type SettingTexts } from '../../config/read.js';
import { checkSecret, readSecretFile } from '../../config/secret-file.js';
import { SETTING_NAMES, SETTINGS, type SettingName, type SettingValues } from '../../config/table.js';
import { wholeNumber } from '../../config/values.js';
import { createToolAccess, FILTERS_SCHEMA, omitUndefined } from '../../discovery/filters.js';
import type { FilterName, Filters } from '../../discovery/selection.js';
import { ConfigError } from '../../lib/config-error.js';
import type { UpstreamTarget } from '../../organization/upstream.js';
import type { ToolFacts } from '../../presentation/tool-list.js';
import type { ConfirmFallback, ConfirmMode } from '../../safety/policy.js';
import { checkNames, POLICY_SCHEMA, type WrittenPolicy } from '../../safety/written-policy.js';

export interface TenantSettings {
  id: string;
  target: UpstreamTarget;
  /** All names in them exist. */
  filters: Filters;
  /** The server's own limits apply where one is undefined. */
  limits: {
    /** Maximum number of concurrent requests to the API. */
    concurrency?: number | undefined;
    /** Time limit for a call, retries included. */
    deadlineMs?: number | undefined;
    maxResultTokens?: number | undefined;
    /** Maximum number of requests to the API. */
    requestsPerMinute?: number | undefined;
    /** Maximum number of calls by agents. */
    callsPerMinute?: number | undefined;
  };
  /** The channel of customers that is filled in; the server's own if undefined. */
  defaultSource?: string | undefined;
  /** When and how this tenant's users are asked; the server's own settings apply where one is undefined. */
  confirm?: ConfirmMode | undefined;
  confirmFallback?: ConfirmFallback | undefined;
  /** Where this tenant's calls are recorded; in the server's own audit file if undefined. */
  auditFile?: string | undefined;
  /** What this tenant's agents may do at most; the server's own policy applies besides. */
  policy?: WrittenPolicy | undefined;
  /** Whether requests may bring their own credentials. */
  perRequestCredentials?: boolean;
}

export interface TenantsFile {
  tenants: ReadonlyMap<string, TenantSettings>;
  chosenByHeader: boolean;
}

/** How messages name a tenant's filter: `tenant 'acme': readOnly`. */
export const tenantSetting =
  (id: string) =>
  (filter: FilterName): string =>
    `${tenantLabel(id)}: ${filter}`;

const tenantLabel = (id: string): string => `tenant '${id.slice(0, 60)}'`;

// Fields that might contain a secret by mistake have messages of our own, which do not quote the value.
const REFERENCE = 'expected {"env": "NAME"} or {"file": "path"}';
const SECRET = `${REFERENCE}; do not put the secret itself in this file`;
const reference = z.union(
  [
    z.strictObject({
      env: z
        .string()
        .regex(/^[A-Za-z_][A-Za-z0-9_]{0,200}$/, { error: 'expected the name of an environment variable' }),
    }),
    z.strictObject({ file: z.string().min(1).max(4_096) }),
  ],
  { error: REFERENCE },
);
const secret = z.union(reference.options, { error: SECRET });
const plain = z.union([z.string().min(1).max(2_000), ...reference.options], { error: `${REFERENCE}, or text` });
const number = z.number({ error: 'expected a number' });
const flag = z.boolean({ error: 'expected true or false' }).optional();
/** The value of a setting in the file. */
const FIELD_VALUE = z.union([z.string(), number, ...reference.options]).optional();
type FieldValue = z.output<typeof FIELD_VALUE>;

/** The settings that a tenant may have, each with its path in the tenant, such as `limits.concurrency`. */
const FIELDS = SETTING_NAMES.flatMap((name) => {
  const { scope, tenantField: field, secret: isSecret } = SETTINGS[name];
  // Filters have their own schema, which the filters file uses too.
  if (scope === 'tools' || field === undefined) return [];
  const [key = '', ...groups] = field.split('.').reverse();
  const [group = ''] = groups;
  return [{ name, field, group, key, schema: group === 'limits' ? number : isSecret ? secret : plain }];
});
type Field = (typeof FIELDS)[number];

const fieldsOf = (group: string) =>
  Object.fromEntries(
    FIELDS.filter((field) => field.group === group).map(({ key, schema }) => [key, schema.optional()]),
  );

const TENANT = z.strictObject({
  ...fieldsOf(''),
  attribution: z.strictObject(fieldsOf('attribution')).optional(),
  sandbox: flag,
  filters: FILTERS_SCHEMA.optional(),
  policy: POLICY_SCHEMA.optional(),
  limits: z
    .strictObject({
      ...fieldsOf('limits'),
      callsPerMinute: number.transform(String).pipe(wholeNumber(1, 10_000_000)).optional(),
    })
    .optional(),
  perRequestCredentials: flag,
});
type Tenant = z.output<typeof TENANT>;

const MAX_TENANTS = 1_000;
const FILE = z.strictObject({
  /** Whether callers whose credential names no tenant may choose one with X-Capillary-Tenant. */
  chosenByHeader: flag,
  tenants: z
    .record(z.string(), z.unknown(), { error: 'expected an object with tenants by id' })
    .refine((tenants) => Object.keys(tenants).length > 0, { error: 'expected at least one tenant' })
    .refine((tenants) => Object.keys(tenants).length <= MAX_TENANTS, {
      error: `expected at most ${MAX_TENANTS} tenants`,
    }),
});

/** Ids appear in logs, metrics and channel names. */
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export interface ReadTenantsOptions {
  path: string;
  facts: readonly ToolFacts[];
  env: NodeJS.ProcessEnv;
  /** Whether each tenant needs an audit file: the audit is required, and the server has none. */
  needsAuditFile?: boolean;
  /** Reads a file that a tenant refers to; {@link readSecretFile} by default. */
  readSecret?: typeof readSecretFile;
}

/**
 * Parses the text of the file, and resolves its references.
 *
 * @throws ConfigError naming the tenant and the field, never a value
 */
export function readTenants(text: string, options: ReadTenantsOptions): TenantsFile {
  const { path } = options;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // JSON's own message quotes the text.
    throw new ConfigError(`${path}: not valid JSON.`);
  }
  const { tenants, chosenByHeader = false } = validate(FILE, json, path);
  const settings = new Map<string, TenantSettings>();
  for (const [id, tenant] of Object.entries(tenants)) {
    const where = `${path}: ${tenantLabel(id)}`;
    if (!ID.test(id)) {
      throw new ConfigError(
        `${where}: expected an id of 1 to 64 letters, digits, '.', '_' and '-' that begins with a letter or digit.`,
      );
    }
    settings.set(id, settingsOf(id, validate(TENANT, tenant, where), { ...options, where }));
  }
  return { tenants: settings, chosenByHeader };
}

function validate<Shape extends z.ZodType>(shape: Shape, value: unknown, where: string): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.');
  throw new ConfigError(`${where}: ${field ? `${field}: ` : ''}${issue?.message}.`);
}

function settingsOf(
  id: string,
  tenant: Tenant,
  { where, path, facts, env, needsAuditFile, readSecret = readSecretFile }: ReadTenantsOptions & { where: string },
): TenantSettings {
  const filters = omitUndefined(tenant.filters ?? {});
  withMessage(
    () => createToolAccess(filters, facts, tenantSetting(id)),
    (message) => `${path}: ${message}`,
  );
  if (tenant.policy) checkNames(tenant.policy, `${where}: policy`, isToolOrDomain(facts));
  const texts = textsOf(tenant, where, { folder: dirname(path), env, readSecret });
  const { values, problems } = parseSettings(texts, fieldOf);
  if (problems.length > 0) throw new ConfigError(`${where}: ${problems.join(' ')}`);
  const { concurrency, deadlineMs, maxResultTokens, requestsPerMinute, defaultSource, auditFile, ...others } = values;
  if (needsAuditFile && auditFile === undefined) {
    throw new ConfigError(
      `${where}: auditFile: the audit is required, and neither this tenant nor the server has a file.`,
    );
  }
  const { confirm, confirmFallback, ...connection } = others;
  const target = targetOf(tenant, connection, where);
  if (tenant.perRequestCredentials && target.kind === 'sandbox') {
    throw new ConfigError(`${where}: perRequestCredentials: the sandbox has its own credentials; remove this field.`);
  }
  return {
    id,
    target,
    filters,
    limits: {
      concurrency,
      deadlineMs,
      maxResultTokens,
      requestsPerMinute,
      callsPerMinute: tenant.limits?.callsPerMinute,
    },
    defaultSource,
    policy: tenant.policy,
    confirm,
    confirmFallback,
    auditFile: auditFile === undefined ? undefined : resolve(dirname(path), auditFile),
    ...(tenant.perRequestCredentials && { perRequestCredentials: true }),
  };
}

/** Applies the same rules as to the environment's settings; only the names in messages differ. */
function targetOf({ sandbox }: Tenant, connection: Partial<SettingValues>, where: string): UpstreamTarget {
  if (sandbox) {
    if (Object.keys(connection).length === 0) return { kind: 'sandbox' };
    throw new ConfigError(
      `${where}: the sandbox has its own host and credentials: remove either "sandbox" or the other connection settings.`,
    );
  }
  const target = withMessage(
    () => readTarget(connection, fieldOf),
    (message) => `${where}: ${message}`,
  );
  if (target.kind === 'capillary') return target;
  throw new ConfigError(`${where}: expected baseUrl or cluster, and credentials; or "sandbox": true.`);
}

/** How messages name a setting of a tenant. */
const fieldOf = (name: SettingName): string => SETTINGS[name].tenantField ?? name;

/** A tenant's settings as text, with references resolved. */
function textsOf(tenant: Tenant, where: string, sources: ReferenceSources): SettingTexts {
  const texts: SettingTexts = {};
  for (const field of FIELDS) {
    const value = valueAt(tenant, field);
    if (value !== undefined) texts[field.name] = resolveReference(value, `${where}: ${field.field}`, sources);
  }
  return texts;
}

function valueAt(tenant: Tenant, { group, key }: Field): FieldValue {
  const parent: unknown = group === '' ? tenant : Reflect.get(tenant, group);
  return FIELD_VALUE.parse(typeof parent === 'object' && parent !== null ? Reflect.get(parent, key) : undefined);
}

function withMessage<T>(work: () => T, rewrite: (message: string) => string): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof ConfigError ? new ConfigError(rewrite(error.message)) : error;
  }
}

/** Where references are resolved. */
interface ReferenceSources {
  folder: string;
  env: NodeJS.ProcessEnv;
  readSecret: typeof readSecretFile;
}

/** Errors name neither the variable nor the file: either may be the secret itself, put there by mistake. */
function resolveReference(
  value: NonNullable<FieldValue>,
  where: string,
  { folder, env, readSecret }: ReferenceSources,
): string {
  const result =
    typeof value === 'number'
      ? { text: String(value) }
      : typeof value === 'string'
        ? checkSecret(value, 'the value')
        : 'env' in value
          ? checkSecret(env[value.env], 'the variable it names')
          : readSecret(resolve(folder, value.file));
  if ('text' in result) return result.text;
  throw new ConfigError(`${where}: ${result.problem}.`);
}
