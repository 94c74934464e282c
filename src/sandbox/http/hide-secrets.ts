/**
 * Hides secrets in recorded calls: the arguments that the definition of the endpoint calls secrets, and values under names
 * that mean a password, a token or a key, because calls may have other arguments, too.
 */
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

/** Hides the secrets of the calls of one endpoint. */
export class SecretHider {
  /** Plain names of its secret arguments. */
  readonly #names: ReadonlySet<string>;

  /** @param names - the arguments that are secrets, wherever they are in a call */
  constructor(names: readonly string[]) {
    this.#names = new Set(names.map(plainName));
  }

  /** The headers without those that carry secrets. */
  headers(headers: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !this.#isSecret(name)));
  }

  /** An encoded query or form, with the values of secret parameters hidden and the rest as received. */
  query(query: string): string {
    return query
      .split('&')
      .map((pair) => {
        const [name = ''] = pair.split('=', 1);
        return this.#isSecret(decoded(name)) ? `${name}=${HIDDEN}` : pair;
      })
      .join('&');
  }

  /**
   * A body without secrets. JSON and forms keep everything else; of other bodies, such as XML and multipart forms, nothing
   * is shown if they mention a secret.
   */
  body(body: string, contentType = ''): string {
    if (/^application\/x-www-form-urlencoded/i.test(contentType)) return this.query(body);
    try {
      const parsed: unknown = JSON.parse(body);
      // A body without secrets is shown as received, with its spaces and its notation of numbers.
      return this.#hasSecret(parsed)
        ? JSON.stringify(parsed, (name, value: unknown) => this.#hideMember(name, value))
        : body;
    } catch {
      return this.#mentionsSecret(body) ? HIDDEN : body;
    }
  }

  #isSecret(name: string): boolean {
    const plain = plainName(name);
    return this.#names.has(plain) || SECRET_NAMES.has(plain) || SECRET_WORD.test(plain);
  }

  /** Whether a text can contain the name of a secret; true for text with `\u` escapes, which can spell one. */
  #mentionsSecret(text: string): boolean {
    const plain = plainName(text);
    const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
    return (
      text.includes('\\u') ||
      SECRET_WORD.test(plain) ||
      words.some((word) => SECRET_NAMES.has(word)) ||
      [...this.#names].some((name) => plain.includes(name))
    );
  }

  #hasSecret(value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return false;
    if (this.#isSecretField(value)) return true;
    return Object.entries(value).some(([name, each]) => this.#isSecret(name) || this.#hasSecret(each));
  }

  #hideMember(name: string, value: unknown): unknown {
    if (this.#isSecret(name)) return HIDDEN;
    return isObject(value) && this.#isSecretField(value) && 'value' in value ? { ...value, value: HIDDEN } : value;
  }

  /** `{name: 'password', value: '…'}`, as v1.1 sends fields, is a secret too. */
  #isSecretField(value: unknown): boolean {
    return isObject(value) && typeof value['name'] === 'string' && this.#isSecret(value['name']);
  }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}
