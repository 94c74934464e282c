/** The headers that authenticate a call. */
import { md5 } from '../lib/md5.js';
import type { Definition } from '../tools/define.js';
import { missingCredentialsError } from './failures.js';
import type { ClientOptions } from './types.js';

export const TOKEN_HEADER = 'X-CAP-API-OAUTH-TOKEN';
const ADMIN_KEY_HEADER = 'X-CAP-API-AUTH-KEY';
const ADMIN_ORG_HEADER = 'X-CAP-API-AUTH-ORG-ID';
const ATTRIBUTION_PREFIX = 'X-CAP-API-ATTRIBUTION-';

type Headers = Record<string, string>;

/** HTTP Basic with the MD5 of the password in place of the password. Source: the API reference, 'Authentication'. */
function basicHeader(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${md5(password)}`).toString('base64')}`;
}

/**
 * All headers of a call except the access token. Header arguments override the configuration.
 *
 * @throws CapillaryError of kind `authentication` if the definition requires credentials that are not configured
 */
export function buildCallHeaders(
  definition: Definition,
  headerArguments: Readonly<Headers>,
  {
    credentials,
    admin,
    attribution,
    userAgent,
  }: Pick<ClientOptions, 'credentials' | 'admin' | 'attribution' | 'userAgent'>,
): Headers {
  const names = Object.keys(headerArguments).map((name) => name.toLowerCase());
  const has = (name: string): boolean => names.includes(name.toLowerCase());
  const { auth } = definition;
  if ((auth === 'basic' || auth === 'oauth') && auth !== credentials.kind)
    throw missingCredentialsError(definition, auth);
  if (auth === 'admin' && !admin && !(has(ADMIN_KEY_HEADER) && has(ADMIN_ORG_HEADER))) {
    throw missingCredentialsError(definition, 'admin');
  }
  const configured: Headers = {
    Accept: 'application/json',
    'User-Agent': userAgent,
    ...(credentials.kind === 'basic' && { Authorization: basicHeader(credentials.username, credentials.password) }),
    ...(auth === 'admin' && admin && { [ADMIN_KEY_HEADER]: admin.key, [ADMIN_ORG_HEADER]: admin.orgId }),
    // The API requires these headers in pairs, so arguments and configuration are never mixed.
    ...(attribution &&
      !names.some((name) => name.startsWith(ATTRIBUTION_PREFIX.toLowerCase())) && {
        [`${ATTRIBUTION_PREFIX}ENTITY-TYPE`]: attribution.entityType,
        [`${ATTRIBUTION_PREFIX}ENTITY-CODE`]: attribution.entityCode,
      }),
  };
  return { ...Object.fromEntries(Object.entries(configured).filter(([name]) => !has(name))), ...headerArguments };
}

/** The values that must never appear in results, errors or logs. */
export function secretsOf({ credentials, admin }: Pick<ClientOptions, 'credentials' | 'admin'>): string[] {
  const secrets =
    credentials.kind === 'basic'
      ? [basicHeader(credentials.username, credentials.password).slice('Basic '.length), md5(credentials.password)]
      : [credentials.secret, credentials.key];
  return [...secrets, ...(admin ? [admin.key] : [])];
}
