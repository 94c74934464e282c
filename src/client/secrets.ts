/** Redacts this server's own credentials from responses, in case the API echoes them. */

/** Shorter secrets could be ordinary text. Passwords need no redaction: only their MD5 is sent. */
const MIN_LENGTH = 12;
/** Responses in flight may still contain tokens that were replaced. */
const MAX_RECENT = 10;

export class Secrets {
  /** Redacted for good. */
  readonly #permanent: readonly string[];
  /** Secrets added later, such as access tokens, oldest first. */
  #recent: readonly string[] = [];

  constructor(permanent: readonly string[]) {
    this.#permanent = permanent.filter(isLong);
  }

  /** Adds a secret; only the most recent ones are kept. */
  add(secret: string): void {
    if (!isLong(secret) || this.#recent.includes(secret)) return;
    this.#recent = [...this.#recent, secret].slice(-MAX_RECENT);
  }

  /**
   * Replaces every secret in a text with `[redacted]`, also if it is spelt with JSON escapes.
   *
   * @param used - the token that was sent, which may no longer be among the recent ones
   */
  scrub(text: string, used = ''): string {
    let scrubbed = withoutNeedlessEscapes(text);
    for (const secret of this.#permanent) scrubbed = scrubbed.replaceAll(secret, REDACTED);
    for (const secret of this.#recent) scrubbed = scrubbed.replaceAll(secret, REDACTED);
    return isLong(used) ? scrubbed.replaceAll(used, REDACTED) : scrubbed;
  }
}

const REDACTED = '[redacted]';

const isLong = (secret: string): boolean => secret.length >= MIN_LENGTH;

/** An escape in JSON, whole, so that a backslash that is escaped itself begins none. */
const ESCAPE = /\\(?:u00([2-7][\da-f])|.)/gis;

/** JSON text with the same meaning in which no printable ASCII character is escaped, but quotes and backslashes. */
function withoutNeedlessEscapes(text: string): string {
  if (!text.includes('\\u00') && !text.includes('\\/')) return text;
  return text.replace(ESCAPE, (spelling: string, code: string | undefined) => {
    if (spelling === '\\/') return '/';
    const character = code === undefined ? spelling : String.fromCharCode(Number.parseInt(code, 16));
    return /^[ !#-[\]-~]$/.test(character) ? character : spelling;
  });
}
