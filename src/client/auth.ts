/** Who calls: the headers that say so. */
import { md5 } from '../lib/md5.js';
import type { Definition } from '../tools/define.js';
import { notConfigured } from './failures.js';
import type { ClientOptions } from './types.js';

export const TOKEN_HEADER = 'X-CAP-API-OAUTH-TOKEN';
const ADMIN_KEY_HEADER = 'X-CAP-API-AUTH-KEY';
const ADMIN_ORG_HEADER = 'X-CAP-API-AUTH-ORG-ID';
const ATTRIBUTION = 'X-CAP-API-ATTRIBUTION-';

type Headers = Record<string, string>;

/** Basic over the MD5 of the password. Source: the API reference, 'Authentication'. */
function basicHeader(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${md5(password)}`).toString('base64')}`;
}

/**
 * All headers of a call but the access token. What the caller gave wins over what is configured.
 *
 * @param given - header arguments
 * @throws CapillaryError of kind `authentication` where the definition wants what is not configured
 */
export function callHeaders(
  definition: Definition,
  given: Readonly<Headers>,
  {
    credentials,
    admin,
    attribution,
    userAgent,
  }: Pick<ClientOptions, 'credentials' | 'admin' | 'attribution' | 'userAgent'>,
): Headers {
  const names = Object.keys(given).map((name) => name.toLowerCase());
  const has = (name: string): boolean => names.includes(name.toLowerCase());
  const { auth } = definition;
  if ((auth === 'basic' || auth === 'oauth') && auth !== credentials.kind) throw notConfigured(definition, auth);
  if (auth === 'admin' && !admin && !(has(ADMIN_KEY_HEADER) && has(ADMIN_ORG_HEADER))) {
    throw notConfigured(definition, 'admin');
  }
  const own: Headers = {
    Accept: 'application/json',
    'User-Agent': userAgent,
    ...(credentials.kind === 'basic' && { Authorization: basicHeader(credentials.username, credentials.password) }),
    ...(auth === 'admin' && admin && { [ADMIN_KEY_HEADER]: admin.key, [ADMIN_ORG_HEADER]: admin.orgId }),
    // The API wants such headers in pairs, so the caller's are never mixed with the configured.
    ...(attribution &&
      !names.some((name) => name.startsWith(ATTRIBUTION.toLowerCase())) && {
        [`${ATTRIBUTION}ENTITY-TYPE`]: attribution.entityType,
        [`${ATTRIBUTION}ENTITY-CODE`]: attribution.entityCode,
      }),
  };
  return { ...Object.fromEntries(Object.entries(own).filter(([name]) => !has(name))), ...given };
}

/** What must never show up in results, errors or logs. */
export function secretsOf({ credentials, admin }: Pick<ClientOptions, 'credentials' | 'admin'>): string[] {
  const own =
    credentials.kind === 'basic'
      ? [basicHeader(credentials.username, credentials.password).slice('Basic '.length), md5(credentials.password)]
      : [credentials.secret, credentials.key];
  return [...own, ...(admin ? [admin.key] : [])];
}
