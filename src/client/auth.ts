/** The headers that authenticate a call. */
import { hash } from 'node:crypto';
import { md5 } from '../lib/md5.js';
import type { Definition } from '../tools/define.js';
import { missingCredentialsError } from './failures.js';
import type { ClientOptions } from './types.js';

export const TOKEN_HEADER = 'X-CAP-API-OAUTH-TOKEN';
const ADMIN_KEY_HEADER = 'X-CAP-API-AUTH-KEY';
const ADMIN_ORG_HEADER = 'X-CAP-API-AUTH-ORG-ID';
const ATTRIBUTION_PREFIX = 'X-CAP-API-ATTRIBUTION-';
const TILL_CODE_HEADER = `${ATTRIBUTION_PREFIX}TILL-CODE`;

type Headers = Record<string, string>;

/**
 * HTTP Basic with a hash of the password in place of the password. Sources: the API reference, 'Authentication', for
 * MD5; public integrations for SHA-256.
 */
function basicHeader(username: string, hashedPassword: string): string {
  return `Basic ${Buffer.from(`${username}:${hashedPassword}`).toString('base64')}`;
}

const HASHES = { md5, sha256: (text: string): string => hash('sha256', text) };

type Configuration = Pick<ClientOptions, 'credentials' | 'passwordHash' | 'admin' | 'attribution' | 'userAgent'>;

/** The headers of calls, except the access token. Computed once, because they are the same for every call. */
export class CallHeaders {
  readonly #credentials: ClientOptions['credentials'];
  readonly #common: Headers;
  /** With the attribution: all headers of most calls. */
  readonly #usual: Headers;
  /** The API requires these in pairs, so arguments and configuration are never mixed. */
  readonly #attribution: Headers;
  /** The code of the configured till, if that is what calls are attributed to. */
  readonly #tillCode: string | undefined;
  /** Undefined if no admin key is configured. */
  readonly #admin: Headers | undefined;

  constructor({ credentials, passwordHash = 'md5', admin, attribution, userAgent }: Configuration) {
    this.#credentials = credentials;
    this.#common = {
      Accept: 'application/json',
      'User-Agent': userAgent,
      ...(credentials.kind === 'basic' && {
        Authorization: basicHeader(credentials.username, HASHES[passwordHash](credentials.password)),
      }),
    };
    this.#attribution = attribution ? attributionHeaders(attribution) : {};
    this.#usual = { ...this.#common, ...this.#attribution };
    this.#tillCode = isTill(attribution) ? attribution.entityCode : undefined;
    this.#admin = admin && { [ADMIN_KEY_HEADER]: admin.key, [ADMIN_ORG_HEADER]: admin.orgId };
  }

  /**
   * The headers of one call. Header arguments override the configuration.
   *
   * @throws CapillaryError of kind `authentication` if the definition requires credentials that are not configured
   */
  of(definition: Definition, headerArguments: Readonly<Headers>): Readonly<Headers> {
    const { auth } = definition;
    if ((auth === 'basic' || auth === 'oauth') && auth !== this.#credentials.kind)
      throw missingCredentialsError(definition, auth);
    const given = Object.keys(headerArguments);
    if (given.length === 0 && auth !== 'admin' && !this.#takesTillCode(definition)) return this.#usual;
    const names = new Set(given.map((name) => name.toLowerCase()));
    const has = (name: string): boolean => names.has(name.toLowerCase());
    if (auth === 'admin' && !this.#admin && !(has(ADMIN_KEY_HEADER) && has(ADMIN_ORG_HEADER))) {
      throw missingCredentialsError(definition, 'admin');
    }
    const hasAttribution = [...names].some((name) => name.startsWith(ATTRIBUTION_PREFIX.toLowerCase()));
    const configured: Headers = {
      ...this.#common,
      ...(auth === 'admin' && this.#admin),
      ...(!hasAttribution && this.#attributionOf(definition)),
    };
    if (names.size === 0) return configured;
    return { ...Object.fromEntries(Object.entries(configured).filter(([name]) => !has(name))), ...headerArguments };
  }

  /** Endpoints that document the header for till codes get the configured till there, too. */
  #attributionOf(definition: Definition): Headers {
    const code = this.#takesTillCode(definition) ? this.#tillCode : undefined;
    return code === undefined ? this.#attribution : { ...this.#attribution, [TILL_CODE_HEADER]: code };
  }

  #takesTillCode(definition: Definition): boolean {
    return this.#tillCode !== undefined && Object.hasOwn(definition.headers(), TILL_CODE_HEADER);
  }
}

type Attribution = NonNullable<ClientOptions['attribution']>;

/** Attributed by the till code alone, which is not a type of the API's but has a header of its own. */
const TILL_CODE = 'TILL_CODE';

/** @param attribution - a pair of headers, except for the type {@link TILL_CODE} */
function attributionHeaders({ entityType, entityCode }: Attribution): Headers {
  if (entityType.toUpperCase() === TILL_CODE) return { [TILL_CODE_HEADER]: entityCode };
  return { [`${ATTRIBUTION_PREFIX}ENTITY-TYPE`]: entityType, [`${ATTRIBUTION_PREFIX}ENTITY-CODE`]: entityCode };
}

const isTill = (attribution: Attribution | undefined): attribution is Attribution =>
  ['TILL', TILL_CODE].includes(attribution?.entityType.toUpperCase() ?? '');

/** The values that must never appear in results, errors or logs. */
export function secretsOf({ credentials, passwordHash = 'md5', admin }: Configuration): string[] {
  const adminKey = admin ? [admin.key] : [];
  if (credentials.kind === 'oauth') return [credentials.secret, credentials.key, ...adminKey];
  const hashed = HASHES[passwordHash](credentials.password);
  return [basicHeader(credentials.username, hashed).slice('Basic '.length), hashed, ...adminKey];
}
