/** Environment and flags, checked once, as one typed Config. Half a configuration is an error, never a guess. */
import { z } from 'zod';
import type { Credentials } from '../client/types.js';
import type { FilterName, Filters } from '../discovery/selection.js';
import { ConfigError } from '../lib/config-error.js';
import { LOG_LEVELS, type LogLevel } from '../lib/log.js';
import { isLoopback } from '../lib/loopback.js';
import { nameList } from '../lib/name-list.js';
import type { Target } from '../organization/upstream.js';
import { type Get as Getter, getter, oneOf, type Setting, truth, wholeNumber } from './settings.js';

/** Hosts of the API by cluster. Source: the API reference's page on hosts. */
export const CLUSTERS = {
  apac: 'https://apac.api.capillarytech.com',
  apac2: 'https://apac2.api.capillarytech.com',
  eu: 'https://eu.api.capillarytech.com',
  us: 'https://us.api.capillarytech.com',
} as const;

export interface Config {
  target: Target;
  /** Which tools are enabled and which are listed. */
  filters: Filters;
  /** A JSON file of further filters, read again when it changes. */
  filtersFile?: string;
  /** Upper bound of a result, in tokens; characters are reckoned at 3.5 a token. */
  maxResultTokens: number;
  deadlineMs: number;
  concurrency: number;
  logLevel: LogLevel;
}

/** Every setting, in the order `--help` shows them. */
export const SETTINGS = {
  baseUrl: {
    env: 'CAPILLARY_BASE_URL',
    flag: '--base-url <url>',
    about: 'API host, e.g. https://eu.api.capillarytech.com',
  },
  cluster: {
    env: 'CAPILLARY_CLUSTER',
    flag: '--cluster <name>',
    about: `API host by cluster: ${Object.keys(CLUSTERS).join(', ')}`,
  },
  inTouchBaseUrl: {
    env: 'CAPILLARY_INTOUCH_BASE_URL',
    flag: '--intouch-base-url <url>',
    about: 'InTouch host, for the few endpoints on it',
  },
  username: { env: 'CAPILLARY_USERNAME', flag: '--username <name>', about: 'till user, for Basic authentication' },
  password: { env: 'CAPILLARY_PASSWORD', about: 'password of the till user' },
  clientKey: { env: 'CAPILLARY_CLIENT_KEY', flag: '--client-key <key>', about: 'OAuth client key' },
  clientSecret: { env: 'CAPILLARY_CLIENT_SECRET', about: 'OAuth client secret' },
  adminKey: { env: 'CAPILLARY_ADMIN_KEY', about: 'admin key, for the endpoints that want one' },
  adminOrgId: { env: 'CAPILLARY_ADMIN_ORG_ID', flag: '--admin-org-id <id>', about: 'organisation of the admin key' },
  attributionType: {
    env: 'CAPILLARY_ATTRIBUTION_TYPE',
    flag: '--attribution-type <type>',
    about: 'what calls are booked to: TILL (default), STORE_CODE, STORE_NAME, STORE_EXTERNAL_ID',
  },
  attributionCode: {
    env: 'CAPILLARY_ATTRIBUTION_CODE',
    flag: '--attribution-code <code>',
    about: 'code of that till or store',
  },
  toolsets: {
    env: 'CAPILLARY_TOOLSETS',
    flag: '--toolsets <list>',
    about: 'tools to list: discovery, default, all, legacy, domains, sections; comma-separated',
  },
  tools: { env: 'CAPILLARY_TOOLS', flag: '--tools <list>', about: 'single tools to list besides' },
  excludeTools: {
    env: 'CAPILLARY_EXCLUDE_TOOLS',
    flag: '--exclude-tools <list>',
    about: 'tools to take away: not listed, found or called',
  },
  domains: {
    env: 'CAPILLARY_DOMAINS',
    flag: '--domains <list>',
    about: 'only tools of these domains or sections, such as points,coupon',
  },
  readOnly: { env: 'CAPILLARY_READ_ONLY', flag: '--read-only', about: 'enable reads only' },
  accessGroups: {
    env: 'CAPILLARY_ACCESS_GROUPS',
    flag: '--access-groups <list>',
    about: "only tools of these access groups, such as the API key's; 'none' for tools without one",
  },
  versions: {
    env: 'CAPILLARY_VERSIONS',
    flag: '--versions <list>',
    about: 'only tools of these API layers: v1, v1.1, v2, v3',
  },
  filtersFile: {
    env: 'CAPILLARY_FILTERS_FILE',
    flag: '--filters-file <path>',
    about: 'the same filters as JSON, {"toolsets": ["points"], "readOnly": true}; read again when it changes',
  },
  maxResultTokens: {
    env: 'CAPILLARY_MAX_RESULT_TOKENS',
    flag: '--max-result-tokens <n>',
    about: 'cut results to about this size (default 8000)',
  },
  deadlineSeconds: {
    env: 'CAPILLARY_DEADLINE_SECONDS',
    flag: '--deadline-seconds <n>',
    about: 'give a call at most this long, retries included (default 50)',
  },
  concurrency: {
    env: 'CAPILLARY_CONCURRENCY',
    flag: '--concurrency <n>',
    about: 'requests to the API at a time (default 16)',
  },
  logLevel: {
    env: 'CAPILLARY_LOG_LEVEL',
    flag: '--log-level <level>',
    about: `${LOG_LEVELS.join(', ')} (default warn, info with --http); logs go to stderr`,
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

/**
 * @param flags - settings given as flags, by name; they win over the environment
 * @param defaults - a hosted server logs more than one that a desktop starts
 * @throws ConfigError naming the variable and what it takes
 */
export function readConfig(
  env: NodeJS.ProcessEnv,
  flags: Partial<Record<SettingName, string>> = {},
  { logLevel }: Pick<Config, 'logLevel'> = { logLevel: 'warn' },
): Config {
  const get = getter<SettingName>(SETTINGS, env, flags);
  const filtersFile = get('filtersFile');
  return {
    target: readTarget(get),
    filters: readFilters(get),
    ...(filtersFile !== undefined && { filtersFile }),
    maxResultTokens: wholeNumber(given(get, 'maxResultTokens'), 8_000, 500, 200_000),
    deadlineMs: wholeNumber(given(get, 'deadlineSeconds'), 50, 1, 600) * 1000,
    concurrency: wholeNumber(given(get, 'concurrency'), 16, 1, 256),
    logLevel: oneOf(given(get, 'logLevel'), LOG_LEVELS) ?? logLevel,
  };
}

type Get = Getter<SettingName>;
const given = (get: Get, name: SettingName) => ({ env: SETTINGS[name].env, value: get(name) });

const LISTS = [
  'toolsets',
  'tools',
  'excludeTools',
  'domains',
  'accessGroups',
  'versions',
] as const satisfies FilterName[];

/** Names are checked where the catalogue is known. */
function readFilters(get: Get): Filters {
  const filters: Filters = truth(given(get, 'readOnly')) ? { readOnly: true } : {};
  for (const name of LISTS) {
    const names = nameList(get(name));
    if (names) filters[name] = names;
  }
  return filters;
}

/** How a filter is named to the person who can change it: `--read-only (CAPILLARY_READ_ONLY)`. */
export const filterSetting = (filter: FilterName): string =>
  `${SETTINGS[filter].flag.split(' ')[0]} (${SETTINGS[filter].env})`;

/** @throws ConfigError naming variables, never values */
export function readTarget(get: Get): Target {
  const baseUrl = readBaseUrl(get);
  const credentials = readCredentials(get);
  if (!baseUrl && !credentials) {
    refuseStray(get);
    return { kind: 'sandbox' };
  }
  if (!baseUrl) throw new ConfigError('Credentials are set but no host: set CAPILLARY_BASE_URL or CAPILLARY_CLUSTER.');
  if (!credentials) {
    throw new ConfigError(
      'A host is set but no credentials: set CAPILLARY_USERNAME and CAPILLARY_PASSWORD, or CAPILLARY_CLIENT_KEY and CAPILLARY_CLIENT_SECRET.',
    );
  }
  const inTouchBaseUrl = readUrl(get, 'inTouchBaseUrl');
  const admin = pair(get, 'adminKey', 'adminOrgId');
  const entityCode = get('attributionCode');
  const entityType = get('attributionType');
  if (entityType && !entityCode) throw missing('attributionType', 'attributionCode');
  return {
    kind: 'capillary',
    baseUrl,
    credentials,
    ...(inTouchBaseUrl && { inTouchBaseUrl }),
    ...(admin && { admin: { key: admin[0], orgId: admin[1] } }),
    ...(entityCode && { attribution: { entityType: entityType ?? 'TILL', entityCode } }),
  };
}

function readBaseUrl(get: Get): string | undefined {
  const url = readUrl(get, 'baseUrl');
  const cluster = get('cluster')?.toLowerCase();
  if (cluster === undefined) return url;
  if (url) throw new ConfigError('Set CAPILLARY_BASE_URL or CAPILLARY_CLUSTER, not both.');
  const host = Object.hasOwn(CLUSTERS, cluster) ? CLUSTERS[cluster as keyof typeof CLUSTERS] : undefined;
  if (!host)
    throw new ConfigError(
      `CAPILLARY_CLUSTER: unknown cluster; expected one of ${Object.keys(CLUSTERS).join(', ')}, or set CAPILLARY_BASE_URL.`,
    );
  return host;
}

function readCredentials(get: Get): Credentials | undefined {
  const basic = pair(get, 'username', 'password');
  const oauth = pair(get, 'clientKey', 'clientSecret');
  if (basic && oauth) {
    throw new ConfigError(
      'Two kinds of credentials are set: keep CAPILLARY_USERNAME and CAPILLARY_PASSWORD, or CAPILLARY_CLIENT_KEY and CAPILLARY_CLIENT_SECRET.',
    );
  }
  if (basic) return { kind: 'basic', username: basic[0], password: basic[1] };
  if (oauth) return { kind: 'oauth', key: oauth[0], secret: oauth[1] };
  return undefined;
}

/** Settings that only make sense for a real host must not be ignored while the sandbox answers. */
function refuseStray(get: Get): void {
  const stray = (['inTouchBaseUrl', 'adminKey', 'adminOrgId', 'attributionType', 'attributionCode'] as const).find(
    (name) => get(name) !== undefined,
  );
  if (stray) {
    throw new ConfigError(
      `${SETTINGS[stray].env} is set but no host and no credentials: set them too, or unset it to use the sandbox.`,
    );
  }
}

function pair(get: Get, one: SettingName, other: SettingName): [string, string] | undefined {
  const [first, second] = [get(one), get(other)];
  if (first !== undefined && second === undefined) throw missing(one, other);
  if (first === undefined && second !== undefined) throw missing(other, one);
  return first !== undefined && second !== undefined ? [first, second] : undefined;
}

const missing = (present: SettingName, absent: SettingName): ConfigError =>
  new ConfigError(`${SETTINGS[present].env} is set but ${SETTINGS[absent].env} is not: set both or neither.`);

const httpUrl = z.url({ protocol: /^https?$/ });

function readUrl(get: Get, name: 'baseUrl' | 'inTouchBaseUrl'): string | undefined {
  const value = get(name);
  if (value === undefined) return undefined;
  const withScheme = value.includes('://') ? value : `https://${value}`;
  const url = httpUrl.safeParse(withScheme).success ? new URL(withScheme) : undefined;
  if (!url || url.username || url.password || url.search || url.hash) {
    throw new ConfigError(
      `${SETTINGS[name].env}: expected a URL such as https://eu.api.capillarytech.com, without user, query or fragment.`,
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new ConfigError(
      `${SETTINGS[name].env}: http would send credentials in the clear; use https (http is for loopback only).`,
    );
  }
  return url.href.replace(/\/+$/, '');
}
