/** Redacts this server's own credentials from responses, in case the API echoes them. */

/** Shorter secrets could be ordinary text. Passwords need no redaction: only their MD5 is sent. */
const MIN_LENGTH = 12;
/** Responses in flight may still contain tokens that were replaced. */
const MAX_RECENT = 10;

export class Secrets {
  /** Redacted for good; every spelling of each. */
  readonly #permanent: readonly string[];
  /** Secrets added later, such as access tokens; every spelling of each, oldest first. */
  #recent: readonly string[] = [];

  constructor(permanent: readonly string[]) {
    this.#permanent = permanent.flatMap(spellings);
  }

  /** Adds a secret; only the most recent ones are kept. */
  add(secret: string): void {
    if (!this.#recent.includes(secret)) this.#recent = [...this.#recent, ...spellings(secret)].slice(-MAX_RECENT);
  }

  /**
   * Replaces every secret in a text with `[redacted]`.
   *
   * @param used - the token that was sent, which may no longer be among the recent ones
   */
  scrub(text: string, used = ''): string {
    return [...this.#permanent, ...this.#recent, ...spellings(used)].reduce(
      (scrubbed, secret) => scrubbed.replaceAll(secret, '[redacted]'),
      text,
    );
  }
}

/** The secret as it is, and with the slashes escaped, as some layers do in JSON. */
const spellings = (secret: string): string[] =>
  secret.length < MIN_LENGTH ? [] : [...new Set([secret, secret.replaceAll('/', '\\/')])];
