/** Hides secrets in recorded calls: values under names that mean a password, a token or a key. */
import { isObject } from './arguments.js';

/** Shown instead of a secret. */
const HIDDEN = '(hidden)';

/** Part of a name, ignoring case, hyphens and underscores: `newPassword`, `client_secret`, `X-API-Key`. */
const SECRET_WORD =
  /passw(or)?d|passcode|passphrase|pwd|secret|token|credential|authorization|cookie|(api|auth|access|private|admin)key/;

/** Too short to be looked for inside other words. */
const SECRET_NAMES: ReadonlySet<string> = new Set(['otp', 'pin', 'cvv', 'auth']);

/** Names a referral campaign; it grants nothing. */
const CAMPAIGN_TOKEN = /campaigntoken/g;

const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[-_\s]/g, '')
    .replaceAll(CAMPAIGN_TOKEN, '');

function isSecret(name: string): boolean {
  const plain = plainName(name);
  return SECRET_NAMES.has(plain) || SECRET_WORD.test(plain);
}

/** The headers without those that carry secrets. */
export const withoutSecrets = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !isSecret(name)));

/** An encoded query or form, with the values of secret parameters hidden and the rest as received. */
export function hideInQuery(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const [name = ''] = pair.split('=', 1);
      return isSecret(decoded(name)) ? `${name}=${HIDDEN}` : pair;
    })
    .join('&');
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}

/**
 * A body without secrets. JSON and forms keep everything else; of other bodies, such as XML and multipart forms, nothing
 * is shown if they mention a secret.
 */
export function hideInBody(body: string, contentType = ''): string {
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) return hideInQuery(body);
  try {
    const parsed: unknown = JSON.parse(body);
    // A body without secrets is shown as received, with its spaces and its notation of numbers.
    return hasSecret(parsed) ? JSON.stringify(parsed, hideMember) : body;
  } catch {
    return mentionsSecret(body) ? HIDDEN : body;
  }
}

/** Whether a text can contain the name of a secret; true for text with `\u` escapes, which can spell one. */
function mentionsSecret(text: string): boolean {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  return text.includes('\\u') || SECRET_WORD.test(plainName(text)) || words.some((word) => SECRET_NAMES.has(word));
}

/** `{name: 'password', value: '…'}`, as v1.1 sends fields, is a secret too. */
const isSecretField = (value: unknown): boolean =>
  isObject(value) && typeof value['name'] === 'string' && isSecret(value['name']);

function hasSecret(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isSecretField(value) || Object.entries(value).some(([name, each]) => isSecret(name) || hasSecret(each));
}

function hideMember(name: string, value: unknown): unknown {
  if (isSecret(name)) return HIDDEN;
  return isObject(value) && isSecretField(value) && 'value' in value ? { ...value, value: HIDDEN } : value;
}
