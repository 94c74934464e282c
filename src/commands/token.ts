/** `capillary-mcp token`: makes a static bearer token. */
import { nameList } from '../lib/name-list.js';
import { SCOPE_PREFIX } from '../transports/auth/scopes.js';
import { generateToken, hashToken, scopesToFilters, type TokenEntry } from '../transports/auth/static-tokens.js';

/**
 * Prints a new token, once, and the entry of `--auth-tokens-file` that holds its hash.
 *
 * @param options.scopes - comma-separated; everything that the operator allows where absent
 * @throws ConfigError where the scopes are none or allow nothing
 */
export function token(
  { name = 'agent', tenant, scopes: list }: { name?: string; tenant?: string; scopes?: string },
  print: (text: string) => void = (text) => process.stdout.write(`${text}\n`),
): void {
  const scopes = nameList(list);
  if (scopes) scopesToFilters(scopes, SCOPE_PREFIX, '--scopes');
  const made = generateToken();
  const entry: TokenEntry = {
    name,
    sha256: hashToken(made),
    ...(tenant !== undefined && { tenant }),
    ...(scopes && { scopes }),
  };
  print(
    [
      made,
      '',
      'It is not shown again. Add this to "tokens" in the file of --auth-tokens-file:',
      JSON.stringify(entry, null, 2),
    ].join('\n'),
  );
}
