/**
 * The settings, one row each. Flags, environment variables, the tenants file, `--help`, server.json and the tables in
 * docs/ are derived from these rows or checked against them.
 */
import { z } from 'zod';
import { LOG_LEVELS } from '../lib/log.js';
import { CONFIRM_FALLBACKS, CONFIRM_MODES } from '../safety/policy.js';
import { BRAND_NAMES } from '../sandbox/brands/names.js';
import { LATEST } from '../sandbox/world/clock-limit.js';
import { CUSTOMER_SOURCES } from '../tools/schemas/sources.js';
import { CLUSTER_NAMES } from './clusters.js';
import {
  addressSetting,
  apiHost,
  booleanSetting,
  choiceSetting,
  clockSetting,
  hostListSetting,
  httpsUrl,
  listSetting,
  redisUrl,
  seconds,
  textSetting,
  type ValueSchema,
  wholeNumber,
} from './values.js';

/** Nearly all organizations expect MD5. */
const PASSWORD_HASHES = ['md5', 'sha256'] as const;

/** Large schemas are abbreviated by default, as most hosts show a model all of them. */
const SCHEMA_FORMS = ['short', 'whole'] as const;

/** As the API sent them, or without what repeats or says nothing. */
const ANSWER_FORMS = ['compact', 'whole'] as const;

/**
 * What a setting configures: the connection to Capillary, the selection of tools, the server with any transport, or the
 * HTTP server.
 */
export type SettingScope = 'connection' | 'tools' | 'server' | 'hosting';

export interface Setting<T = unknown> {
  readonly env: `CAPILLARY_${string}`;
  /** The flag with the name of its value, such as `--port <n>`. Secrets have no flag: flags show in process lists. */
  readonly flag?: `--${string}`;
  /** A phrase without the default, which is added from `default`. */
  readonly description: string;
  /** Created when a value is read, because most processes read few settings. */
  readonly schema: () => ValueSchema<T>;
  readonly default?: T;
  /** The default over HTTP, if it differs. */
  readonly httpDefault?: T;
  /** Secrets are read from their variable, or from the file that the variable `<env>_FILE` names. */
  readonly secret?: true;
  readonly scope: SettingScope;
  /** Whether `--help` lists it before the advanced settings. */
  readonly everyday?: true;
  /** Its path in a tenant of the tenants file. */
  readonly tenantField?: string;
}

/** In the order of `--help` and docs/settings.md. */
const ROWS = {
  baseUrl: {
    env: 'CAPILLARY_BASE_URL',
    flag: '--base-url <url>',
    description: 'API host, such as https://eu.api.capillarytech.com',
    schema: apiHost,
    scope: 'connection',
    everyday: true,
    tenantField: 'baseUrl',
  },
  cluster: {
    env: 'CAPILLARY_CLUSTER',
    flag: '--cluster <name>',
    description: `cluster of the API host, instead of its URL: ${CLUSTER_NAMES.join(', ')}`,
    schema: () => choiceSetting(CLUSTER_NAMES),
    scope: 'connection',
    everyday: true,
    tenantField: 'cluster',
  },
  username: {
    env: 'CAPILLARY_USERNAME',
    flag: '--username <name>',
    description: 'name of the till user, for Basic authentication',
    schema: textSetting,
    scope: 'connection',
    everyday: true,
    tenantField: 'username',
  },
  password: {
    env: 'CAPILLARY_PASSWORD',
    description: 'password of the till user',
    schema: textSetting,
    secret: true,
    scope: 'connection',
    everyday: true,
    tenantField: 'password',
  },
  passwordHash: {
    env: 'CAPILLARY_PASSWORD_HASH',
    flag: '--password-hash <name>',
    description: `hash of the password that the organization expects: ${PASSWORD_HASHES.join(' or ')}`,
    schema: () => choiceSetting(PASSWORD_HASHES),
    default: 'md5',
    scope: 'connection',
    tenantField: 'passwordHash',
  },
  clientKey: {
    env: 'CAPILLARY_CLIENT_KEY',
    flag: '--client-key <key>',
    description: 'OAuth client key, instead of a till user',
    schema: textSetting,
    scope: 'connection',
    everyday: true,
    tenantField: 'clientKey',
  },
  clientSecret: {
    env: 'CAPILLARY_CLIENT_SECRET',
    description: 'OAuth client secret',
    schema: textSetting,
    secret: true,
    scope: 'connection',
    everyday: true,
    tenantField: 'clientSecret',
  },
  adminKey: {
    env: 'CAPILLARY_ADMIN_KEY',
    description: 'admin key, for the endpoints that require one',
    schema: textSetting,
    secret: true,
    scope: 'connection',
    tenantField: 'adminKey',
  },
  adminOrgId: {
    env: 'CAPILLARY_ADMIN_ORG_ID',
    flag: '--admin-org-id <id>',
    description: 'id of the organization that the admin key belongs to',
    schema: textSetting,
    scope: 'connection',
    tenantField: 'adminOrgId',
  },
  inTouchBaseUrl: {
    env: 'CAPILLARY_INTOUCH_BASE_URL',
    flag: '--intouch-base-url <url>',
    description:
      "host of the InTouch endpoints, if it is not the cluster's, or not the API host that is set by its URL",
    schema: apiHost,
    scope: 'connection',
    tenantField: 'inTouchBaseUrl',
  },
  attributionCode: {
    env: 'CAPILLARY_ATTRIBUTION_CODE',
    flag: '--attribution-code <code>',
    description: 'code of the till or store that calls are attributed to',
    schema: textSetting,
    scope: 'connection',
    tenantField: 'attribution.entityCode',
  },
  attributionType: {
    env: 'CAPILLARY_ATTRIBUTION_TYPE',
    flag: '--attribution-type <type>',
    description:
      'type of the attribution code: TILL, TILL_CODE (a header of its own), STORE_CODE, STORE_NAME or STORE_EXTERNAL_ID (or …_1, …_2)',
    schema: textSetting,
    default: 'TILL',
    scope: 'connection',
    tenantField: 'attribution.entityType',
  },
  sandboxBrand: {
    env: 'CAPILLARY_SANDBOX_BRAND',
    flag: '--sandbox-brand <name>',
    description: `brand of the embedded sandbox: ${BRAND_NAMES.join(', ')} (fashion without it)`,
    schema: () => choiceSetting(BRAND_NAMES),
    scope: 'connection',
    everyday: true,
  },
  sandboxState: {
    env: 'CAPILLARY_SANDBOX_STATE',
    flag: '--sandbox-state <file>',
    description: 'file that keeps the state of the embedded sandbox: loaded at start, saved whenever it changes',
    schema: textSetting,
    scope: 'connection',
  },
  sandboxSeed: {
    env: 'CAPILLARY_SANDBOX_SEED',
    flag: '--sandbox-seed <n>',
    description: 'seed for all random values of the embedded sandbox',
    schema: () => wholeNumber(0, Number.MAX_SAFE_INTEGER),
    scope: 'connection',
  },
  sandboxClock: {
    env: 'CAPILLARY_SANDBOX_CLOCK',
    flag: '--sandbox-clock <time>',
    description: 'fixed time of the embedded sandbox, ISO 8601; otherwise its clock runs',
    schema: () => clockSetting(LATEST),
    scope: 'connection',
  },
  toolsets: {
    env: 'CAPILLARY_TOOLSETS',
    flag: '--toolsets <list>',
    description: 'toolsets to list, comma-separated: discovery, default, all, legacy, or names of domains and sections',
    schema: listSetting,
    scope: 'tools',
    everyday: true,
    tenantField: 'filters.toolsets',
  },
  readOnly: {
    env: 'CAPILLARY_READ_ONLY',
    flag: '--read-only',
    description: 'enable only tools that change nothing',
    schema: booleanSetting,
    scope: 'tools',
    everyday: true,
    tenantField: 'filters.readOnly',
  },
  domains: {
    env: 'CAPILLARY_DOMAINS',
    flag: '--domains <list>',
    description: 'enable only tools of these domains or sections, such as points,coupon',
    schema: listSetting,
    scope: 'tools',
    everyday: true,
    tenantField: 'filters.domains',
  },
  tools: {
    env: 'CAPILLARY_TOOLS',
    flag: '--tools <list>',
    description: 'tools to list in addition to the toolsets',
    schema: listSetting,
    scope: 'tools',
    tenantField: 'filters.tools',
  },
  excludeTools: {
    env: 'CAPILLARY_EXCLUDE_TOOLS',
    flag: '--exclude-tools <list>',
    description: 'tools to disable: they are not listed, found or called',
    schema: listSetting,
    scope: 'tools',
    tenantField: 'filters.excludeTools',
  },
  accessGroups: {
    env: 'CAPILLARY_ACCESS_GROUPS',
    flag: '--access-groups <list>',
    description: "enable only tools of these access groups, such as the API key's; 'none' means tools without a group",
    schema: listSetting,
    scope: 'tools',
    tenantField: 'filters.accessGroups',
  },
  versions: {
    env: 'CAPILLARY_VERSIONS',
    flag: '--versions <list>',
    description: 'enable only tools of these API versions: v1, v1.1, v2, v3',
    schema: listSetting,
    scope: 'tools',
    tenantField: 'filters.versions',
  },
  filtersFile: {
    env: 'CAPILLARY_FILTERS_FILE',
    flag: '--filters-file <path>',
    description:
      'JSON file with tool filters, such as {"toolsets": ["points"], "readOnly": true}; reloaded when it changes',
    schema: textSetting,
    scope: 'server',
  },
  policyFile: {
    env: 'CAPILLARY_POLICY_FILE',
    flag: '--policy-file <path>',
    description:
      'JSON file with the limits that every call is held against, such as {"points": {"perCall": 500}}; reloaded when it changes',
    schema: textSetting,
    scope: 'server',
  },
  confirm: {
    env: 'CAPILLARY_CONFIRM',
    flag: '--confirm <when>',
    description: `when users are asked before a call, where the client can ask: ${CONFIRM_MODES.join(', ')}; by default, never on a sandbox`,
    schema: () => choiceSetting(CONFIRM_MODES),
    scope: 'server',
    everyday: true,
    tenantField: 'confirm',
  },
  confirmFallback: {
    env: 'CAPILLARY_CONFIRM_FALLBACK',
    flag: '--confirm-fallback <name>',
    description:
      'where the client cannot ask its user: host (hosts prompt by the annotations of tools) or refuse (the call is refused)',
    schema: () => choiceSetting(CONFIRM_FALLBACKS),
    default: 'host',
    scope: 'server',
    tenantField: 'confirmFallback',
  },
  requirePlan: {
    env: 'CAPILLARY_REQUIRE_PLAN',
    flag: '--require-plan',
    description: 'refuse calls about which users are always asked, unless they are made by a plan of preview_call',
    schema: booleanSetting,
    default: false,
    scope: 'server',
  },
  dryRun: {
    env: 'CAPILLARY_DRY_RUN',
    flag: '--dry-run',
    description: 'send no write: each is answered with what it would do',
    schema: booleanSetting,
    default: false,
    scope: 'server',
  },
  stateDir: {
    env: 'CAPILLARY_STATE_DIR',
    flag: '--state-dir <path>',
    description:
      'folder that records batches of writes, so that they go on after a crash; unless set, that of the user',
    schema: textSetting,
    scope: 'server',
  },
  auditFile: {
    env: 'CAPILLARY_AUDIT_FILE',
    flag: '--audit-file <path>',
    description:
      'file that gets a line of JSON for each call that may change something or reads personal data, before its answer',
    schema: textSetting,
    scope: 'server',
    tenantField: 'auditFile',
  },
  auditRequired: {
    env: 'CAPILLARY_AUDIT_REQUIRED',
    flag: '--audit-required',
    description: 'refuse every write that cannot be recorded in the audit file first',
    schema: booleanSetting,
    default: false,
    scope: 'server',
  },
  auditKeepDays: {
    env: 'CAPILLARY_AUDIT_KEEP_DAYS',
    flag: '--audit-keep-days <n>',
    description: 'how long audit files are kept once they are full or a day old, and a new one has been begun',
    schema: () => wholeNumber(1, 36_500),
    default: 400,
    scope: 'server',
  },
  schemas: {
    env: 'CAPILLARY_SCHEMAS',
    flag: '--schemas <form>',
    description: `arguments of listed tools: ${SCHEMA_FORMS.join(' or ')}; hosts that load tools on demand want whole`,
    schema: () => choiceSetting(SCHEMA_FORMS),
    default: 'short',
    scope: 'server',
  },
  defaultSource: {
    env: 'CAPILLARY_DEFAULT_SOURCE',
    flag: '--default-source <name>',
    description:
      'source (channel of customers) that calls get where they leave it out, such as WEBSITE; unless set, only reads get one: INSTORE',
    schema: () => choiceSetting(CUSTOMER_SOURCES),
    scope: 'server',
    tenantField: 'defaultSource',
  },
  answers: {
    env: 'CAPILLARY_ANSWERS',
    flag: '--answers <form>',
    description: `answers of reads: ${ANSWER_FORMS.join(' or ')}; compact ones leave out empty members, and show lists of rows as tables and repeated values once`,
    schema: () => choiceSetting(ANSWER_FORMS),
    default: 'compact',
    scope: 'server',
  },
  outputSchemas: {
    env: 'CAPILLARY_OUTPUT_SCHEMAS',
    flag: '--output-schemas',
    description:
      'output schemas of tools, and results as structured content, for hosts that write code; answers are then whole',
    schema: booleanSetting,
    default: false,
    scope: 'server',
  },
  maxResultTokens: {
    env: 'CAPILLARY_MAX_RESULT_TOKENS',
    flag: '--max-result-tokens <n>',
    description: 'maximum size of a result, in tokens; larger results are cut',
    schema: () => wholeNumber(500, 200_000),
    default: 8_000,
    scope: 'server',
    tenantField: 'limits.maxResultTokens',
  },
  deadlineMs: {
    env: 'CAPILLARY_DEADLINE_SECONDS',
    flag: '--deadline-seconds <n>',
    description: 'time limit for a call, retries included, in seconds',
    schema: () => seconds(1, 600),
    default: 50_000,
    scope: 'server',
    tenantField: 'limits.deadlineSeconds',
  },
  concurrency: {
    env: 'CAPILLARY_CONCURRENCY',
    flag: '--concurrency <n>',
    description:
      'maximum number of concurrent requests to each host of the API; further calls wait, and callers take turns',
    schema: () => wholeNumber(1, 256),
    default: 16,
    scope: 'server',
    tenantField: 'limits.concurrency',
  },
  maxBodyBytes: {
    env: 'CAPILLARY_MAX_BODY_BYTES',
    flag: '--max-body-bytes <n>',
    description: 'maximum size of a message from a client, in bytes; files are base64, a third larger',
    schema: () => wholeNumber(1_024, 104_857_600),
    // Fits a file of 6 MB, such as a photograph or a scan, and parses within the memory of an idle process.
    default: 8_388_608,
    scope: 'server',
  },
  requestsPerMinute: {
    env: 'CAPILLARY_REQUESTS_PER_MINUTE',
    flag: '--requests-per-minute <n>',
    description:
      'maximum number of requests to a Capillary host per minute and credential, across all replicas; the sandbox has no limit',
    schema: () => wholeNumber(1, 10_000_000),
    // The documented limit of the API. Source: the API reference, 'Rate limits'.
    default: 1_000,
    scope: 'server',
    tenantField: 'limits.requestsPerMinute',
  },
  logLevel: {
    env: 'CAPILLARY_LOG_LEVEL',
    flag: '--log-level <level>',
    description: `lowest level to log: ${LOG_LEVELS.join(', ')}; logs go to stderr`,
    schema: () => choiceSetting(LOG_LEVELS),
    default: 'warn',
    httpDefault: 'info',
    scope: 'server',
  },
  http: {
    env: 'CAPILLARY_HTTP',
    flag: '--http',
    description: 'serve Streamable HTTP at /mcp instead of stdio',
    schema: booleanSetting,
    default: false,
    scope: 'server',
    everyday: true,
  },
  host: {
    env: 'CAPILLARY_HTTP_HOST',
    flag: '--host <address>',
    description: 'address to listen on',
    schema: addressSetting,
    default: '127.0.0.1',
    scope: 'hosting',
    everyday: true,
  },
  port: {
    env: 'CAPILLARY_HTTP_PORT',
    flag: '--port <n>',
    description: 'port to listen on; 0 picks a free port',
    schema: () => wholeNumber(0, 65_535),
    default: 3_000,
    scope: 'hosting',
    everyday: true,
  },
  allowedHosts: {
    env: 'CAPILLARY_ALLOWED_HOSTS',
    flag: '--allowed-hosts <list>',
    description: 'Host headers to accept, such as mcp.example.com; required beyond loopback',
    schema: hostListSetting,
    scope: 'hosting',
    everyday: true,
  },
  authIssuer: {
    env: 'CAPILLARY_AUTH_ISSUER',
    flag: '--auth-issuer <url>',
    description: 'OAuth authorization server whose access tokens are accepted',
    schema: httpsUrl,
    scope: 'hosting',
    everyday: true,
  },
  authAudience: {
    env: 'CAPILLARY_AUTH_AUDIENCE',
    flag: '--auth-audience <url>',
    description:
      'required audience of access tokens: the public URL of this server, such as https://mcp.example.com/mcp',
    schema: httpsUrl,
    scope: 'hosting',
    everyday: true,
  },
  authTokensFile: {
    env: 'CAPILLARY_AUTH_TOKENS_FILE',
    flag: '--auth-tokens-file <path>',
    description:
      'JSON file with the hashes of static bearer tokens, made by the command token; reloaded when it changes',
    schema: textSetting,
    scope: 'hosting',
    everyday: true,
  },
  tenantsFile: {
    env: 'CAPILLARY_TENANTS_FILE',
    flag: '--tenants-file <path>',
    description:
      'JSON file with the tenants: host, credentials, filters and limits of each brand; reloaded when it changes',
    schema: textSetting,
    scope: 'hosting',
    everyday: true,
  },
  redisUrl: {
    env: 'CAPILLARY_REDIS_URL',
    description: 'Redis or Valkey through which replicas share tokens, rate budgets and notifications',
    schema: redisUrl,
    secret: true,
    scope: 'hosting',
    everyday: true,
  },
  opsPort: {
    env: 'CAPILLARY_OPS_PORT',
    flag: '--ops-port <n>',
    description: 'port for /healthz, /readyz and /metrics, which are off unless this is set; 0 picks a free port',
    schema: () => wholeNumber(0, 65_535),
    scope: 'hosting',
    everyday: true,
  },
  opsHost: {
    env: 'CAPILLARY_OPS_HOST',
    flag: '--ops-host <address>',
    description: 'address to listen on for /healthz, /readyz and /metrics',
    schema: addressSetting,
    default: '127.0.0.1',
    scope: 'hosting',
  },
  allowedOrigins: {
    env: 'CAPILLARY_ALLOWED_ORIGINS',
    flag: '--allowed-origins <list>',
    description: 'host names in Origin headers to accept, for clients in browsers',
    schema: hostListSetting,
    scope: 'hosting',
  },
  insecureNoAuth: {
    env: 'CAPILLARY_INSECURE_NO_AUTH',
    flag: '--insecure-no-auth',
    description: 'allow listening beyond loopback without authentication',
    schema: booleanSetting,
    default: false,
    scope: 'hosting',
  },
  sandbox: {
    env: 'CAPILLARY_SANDBOX',
    flag: '--sandbox',
    description: 'allow serving the embedded sandbox beyond loopback',
    schema: booleanSetting,
    default: false,
    scope: 'hosting',
  },
  authJwksUrl: {
    env: 'CAPILLARY_AUTH_JWKS_URL',
    flag: '--auth-jwks-url <url>',
    description: "URL of the keys that sign access tokens (JWKS); taken from the issuer's metadata unless set",
    schema: httpsUrl,
    scope: 'hosting',
  },
  authRequireAtJwt: {
    env: 'CAPILLARY_AUTH_REQUIRE_AT_JWT',
    flag: '--auth-require-at-jwt',
    description: 'accept only access tokens with the type and claims of RFC 9068; common issuers do not use them',
    schema: booleanSetting,
    default: false,
    scope: 'hosting',
  },
  authTenantClaim: {
    env: 'CAPILLARY_AUTH_TENANT_CLAIM',
    flag: '--auth-tenant-claim <name>',
    description: 'claim in access tokens that names the tenant',
    schema: textSetting,
    scope: 'hosting',
  },
  replicas: {
    env: 'CAPILLARY_REPLICAS',
    flag: '--replicas <n>',
    description: 'minimum number of replicas, which share rate budgets equally while Redis is unreachable',
    schema: () => wholeNumber(1, 10_000),
    default: 1,
    scope: 'hosting',
  },
  sessions: {
    env: 'CAPILLARY_SESSIONS',
    flag: '--sessions',
    description: 'keep sessions for clients of the 2025 protocol revisions; requires session affinity',
    schema: booleanSetting,
    default: false,
    scope: 'hosting',
  },
  sse: {
    env: 'CAPILLARY_SSE',
    flag: '--sse',
    description: 'also serve the HTTP+SSE transport of 2024, which version 0.4.0 removes; requires session affinity',
    schema: booleanSetting,
    default: false,
    scope: 'hosting',
  },
  requestTimeoutMs: {
    env: 'CAPILLARY_REQUEST_TIMEOUT_SECONDS',
    flag: '--request-timeout-seconds <n>',
    description: 'time limit for receiving a request, in seconds',
    schema: () => seconds(1, 600),
    default: 30_000,
    scope: 'hosting',
  },
  maxConnections: {
    env: 'CAPILLARY_MAX_CONNECTIONS',
    flag: '--max-connections <n>',
    description: 'maximum number of open connections',
    schema: () => wholeNumber(1, 1_000_000),
    default: 20_000,
    scope: 'hosting',
  },
  shutdownMs: {
    env: 'CAPILLARY_SHUTDOWN_SECONDS',
    flag: '--shutdown-seconds <n>',
    description: 'grace period for in-flight calls at shutdown, in seconds',
    schema: () => seconds(0, 600),
    default: 30_000,
    scope: 'hosting',
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof ROWS;

/** The settings that name a file, a URL or a port: what must be there for the server to work. */
export type ResourceSetting = {
  [name in SettingName]: (typeof ROWS)[name] extends
    | { flag: `${string}<path>` | `${string}<file>` | `${string}<url>` }
    | { env: `${string}_PORT` | `${string}_URL` }
    ? name
    : never;
}[SettingName];

/** The type of each setting's value. Durations are in milliseconds. */
export type SettingValues = { [name in SettingName]: z.output<ReturnType<(typeof ROWS)[name]['schema']>> };

/** The settings of a scope. Those with a default always have a value. */
export type SettingTable<S extends SettingScope> = Pick<SettingValues, NameIn<S> & WithDefault> &
  Partial<Pick<SettingValues, Exclude<NameIn<S>, WithDefault>>>;
type NameIn<S extends SettingScope> = {
  [name in SettingName]: (typeof ROWS)[name]['scope'] extends S ? name : never;
}[SettingName];
type WithDefault = {
  [name in SettingName]: (typeof ROWS)[name] extends { default: unknown } ? name : never;
}[SettingName];

export const SETTINGS: { readonly [name in SettingName]: Setting<SettingValues[name]> } = ROWS;

const isSettingName = (name: string): name is SettingName => Object.hasOwn(SETTINGS, name);

export const SETTING_NAMES: readonly SettingName[] = Object.keys(SETTINGS).filter(isSettingName);

/** The flag alone, `--port` of `--port <n>`. */
export const flagName = ({ flag }: Setting): string | undefined => flag?.split(' ')[0];

/** How messages name a setting: `--read-only (CAPILLARY_READ_ONLY)`. */
export function settingLabel(name: SettingName): string {
  const setting = SETTINGS[name];
  const flag = flagName(setting);
  return flag === undefined ? setting.env : `${flag} (${setting.env})`;
}

/** The default, as `--help` and the docs print it; undefined if there is none or if it is false. */
export function defaultText({ schema, default: fallback, httpDefault }: Setting): string | undefined {
  if (fallback === undefined || fallback === false) return undefined;
  const text = z.encode(schema(), fallback);
  return httpDefault === undefined ? text : `${text}; ${z.encode(schema(), httpDefault)} with --http`;
}

/** The description with its default. */
export function describeSetting(setting: Setting): string {
  const text = defaultText(setting);
  return text === undefined ? setting.description : `${setting.description} (default: ${text})`;
}

/** The settings of a stdio server. */
export const STDIO_SETTINGS: readonly SettingName[] = SETTING_NAMES.filter(
  (name) => name !== 'http' && SETTINGS[name].scope !== 'hosting',
);

/** The settings of a stdio server, as MCP registries list them. */
export const stdioSettings = (): { env: string; description: string; isSecret: boolean }[] =>
  STDIO_SETTINGS.map((name) => {
    const setting = SETTINGS[name];
    return { env: setting.env, description: describeSetting(setting), isSecret: setting.secret === true };
  });
