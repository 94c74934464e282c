/** Takes this server's own credentials out of what the API says, should an answer ever echo them. */

/** Shorter ones could be ordinary text. Passwords need no care: only their MD5 ever goes out. */
const SHORTEST = 12;
/** Tokens that were replaced may still turn up in answers under way. */
const RECENT = 10;

export interface Secrets {
  /** A secret that came up later, such as an access token. The last few are kept. */
  add(secret: string): void;
  /** The text with every secret replaced. */
  scrub(text: string): string;
}

export function createSecrets(lasting: readonly string[]): Secrets {
  const fixed = lasting.flatMap(forms);
  let recent: string[] = [];
  return {
    add: (secret) => {
      if (!recent.includes(secret)) recent = [...recent, ...forms(secret)].slice(-RECENT);
    },
    scrub: (text) => [...fixed, ...recent].reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text),
  };
}

/** Some layers escape slashes in JSON. */
const forms = (secret: string): string[] =>
  secret.length < SHORTEST ? [] : [...new Set([secret, secret.replaceAll('/', '\\/')])];
