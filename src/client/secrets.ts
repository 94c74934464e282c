/** Takes this server's own credentials out of what the API says, should an answer ever echo them. */

/** Shorter ones could be ordinary text. Passwords need no care: only their MD5 ever goes out. */
const MIN_LENGTH = 12;
/** Tokens that were replaced may still turn up in answers under way. */
const MAX_RECENT = 10;

export class Secrets {
  /** Kept for good, in every form. */
  readonly #lasting: readonly string[];
  /** Secrets that came up later, such as access tokens, in every form; oldest first. */
  #recent: readonly string[] = [];

  constructor(lasting: readonly string[]) {
    this.#lasting = lasting.flatMap(forms);
  }

  /** A secret that came up later; the last few are kept. */
  add(secret: string): void {
    if (!this.#recent.includes(secret)) this.#recent = [...this.#recent, ...forms(secret)].slice(-MAX_RECENT);
  }

  /** The text with every secret replaced. */
  scrub(text: string): string {
    return [...this.#lasting, ...this.#recent].reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text);
  }
}

/** Some layers escape slashes in JSON. */
const forms = (secret: string): string[] =>
  secret.length < MIN_LENGTH ? [] : [...new Set([secret, secret.replaceAll('/', '\\/')])];
