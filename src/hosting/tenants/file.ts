/** The tenants file: its shape, and a tenant of it as settings. Secrets stand in it only as references. */
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { readTarget } from '../../config/connection.js';
import { parseSettings, type SettingTexts } from '../../config/read.js';
import { checkSecret, readSecretFile } from '../../config/secret-file.js';
import { SETTING_NAMES, SETTINGS, type SettingName, type SettingValues } from '../../config/table.js';
import { wholeNumber } from '../../config/values.js';
import { allow, FILTERS_SHAPE, withoutUndefined } from '../../discovery/filters.js';
import type { FilterName, Filters } from '../../discovery/selection.js';
import { ConfigError } from '../../lib/config-error.js';
import type { UpstreamTarget } from '../../organization/upstream.js';
import type { ToolFacts } from '../../presentation/tool-list.js';

export interface TenantSettings {
  id: string;
  target: UpstreamTarget;
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
const secret = z.union(reference.options, { error: SECRET });
const plain = z.union([z.string().min(1).max(2_000), ...reference.options], { error: `${REFERENCE}, or text` });
const number = z.number({ error: 'expected a number' });
const flag = z.boolean({ error: 'expected true or false' }).optional();
/** A setting as a tenant has it. */
const GIVEN = z.union([z.string(), number, ...reference.options]).optional();
type Given = z.output<typeof GIVEN>;

/** The settings that a tenant may have, each with its place in the tenant: `limits.concurrency`. */
const FIELDS = SETTING_NAMES.flatMap((name) => {
  const { scope, tenantField: field, secret: isSecret } = SETTINGS[name];
  // Filters have a shape of their own, which the filters file has too.
  if (scope === 'tools' || field === undefined) return [];
  const [key = '', ...groups] = field.split('.').reverse();
  const [group = ''] = groups;
  return [{ name, field, group, key, schema: group === 'limits' ? number : isSecret ? secret : plain }];
});
type Field = (typeof FIELDS)[number];

const fieldsOf = (group: string) =>
  Object.fromEntries(FIELDS.filter((each) => each.group === group).map(({ key, schema }) => [key, schema.optional()]));

const TENANT = z.strictObject({
  ...fieldsOf(''),
  attribution: z.strictObject(fieldsOf('attribution')).optional(),
  sandbox: flag,
  filters: FILTERS_SHAPE.optional(),
  limits: z
    .strictObject({
      ...fieldsOf('limits'),
      callsPerMinute: number.transform(String).pipe(wholeNumber(1, 10_000_000)).optional(),
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
  const filters = withoutUndefined(tenant.filters ?? {});
  rewritten(
    () => allow(filters, facts, tenantSetting(id)),
    (message) => `${path}: ${message}`,
  );
  const texts = textsOf(tenant, where, { folder: dirname(path), env, readSecret });
  const { values, problems } = parseSettings(texts, fieldOf);
  if (problems.length > 0) throw new ConfigError(`${where}: ${problems.join(' ')}`);
  const { concurrency, deadlineMs, maxResultTokens, requestsPerMinute, ...connection } = values;
  const target = targetOf(tenant, connection, where);
  if (tenant.perRequestCredentials && target.kind === 'sandbox') {
    throw new ConfigError(`${where}: perRequestCredentials: the sandbox has credentials of its own; leave it out.`);
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
    ...(tenant.perRequestCredentials && { perRequestCredentials: true }),
  };
}

/** The rules are those of the environment's settings; only the names differ. */
function targetOf({ sandbox }: Tenant, connection: Partial<SettingValues>, where: string): UpstreamTarget {
  if (sandbox) {
    if (Object.keys(connection).length === 0) return { kind: 'sandbox' };
    throw new ConfigError(
      `${where}: the sandbox has a host and credentials of its own: leave out sandbox, or all else.`,
    );
  }
  const target = rewritten(
    () => readTarget(connection, fieldOf),
    (message) => `${where}: ${message}`,
  );
  if (target.kind === 'capillary') return target;
  throw new ConfigError(`${where}: expected baseUrl or cluster, and credentials; or "sandbox": true.`);
}

/** How messages name a setting of a tenant. */
const fieldOf = (name: SettingName): string => SETTINGS[name].tenantField ?? name;

/** A tenant's settings as text, with what they refer to. */
function textsOf(tenant: Tenant, where: string, from: ReferenceSources): SettingTexts {
  const texts: SettingTexts = {};
  for (const field of FIELDS) {
    const value = givenAt(tenant, field);
    if (value !== undefined) texts[field.name] = resolved(value, `${where}: ${field.field}`, from);
  }
  return texts;
}

function givenAt(tenant: Tenant, { group, key }: Field): Given {
  const parent: unknown = group === '' ? tenant : Reflect.get(tenant, group);
  return GIVEN.parse(typeof parent === 'object' && parent !== null ? Reflect.get(parent, key) : undefined);
}

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
function resolved(value: NonNullable<Given>, where: string, { folder, env, readSecret }: ReferenceSources): string {
  const found =
    typeof value === 'number'
      ? { text: String(value) }
      : typeof value === 'string'
        ? checkSecret(value, 'it')
        : 'env' in value
          ? checkSecret(env[value.env], 'the variable it names')
          : readSecret(resolve(folder, value.file));
  if ('text' in found) return found.text;
  throw new ConfigError(`${where}: ${found.problem}.`);
}
