/** `capillary-mcp token`: creates a static bearer token. */
import { nameList } from '../lib/name-list.js';
import { SCOPE_PREFIX } from '../transports/auth/scopes.js';
import { generateToken, hashToken, scopesToFilters, type TokenEntry } from '../transports/auth/static-tokens.js';

/**
 * Prints a new token, and the entry with its hash for `--auth-tokens-file`.
 *
 * @param options.scopes - comma-separated; if absent, everything that the operator allows
 * @throws ConfigError if a scope is unknown, or if the scopes allow nothing
 */
export function printToken(
  { name = 'agent', tenant, scopes: list }: { name?: string; tenant?: string; scopes?: string },
  print: (text: string) => void = (text) => process.stdout.write(`${text}\n`),
): void {
  const scopes = nameList(list);
  if (scopes) scopesToFilters(scopes, SCOPE_PREFIX, '--scopes');
  const token = generateToken();
  const entry: TokenEntry = {
    name,
    sha256: hashToken(token),
    ...(tenant !== undefined && { tenant }),
    ...(scopes && { scopes }),
  };
  print(
    [
      token,
      '',
      'This token is not shown again. Add this entry to "tokens" in the file that --auth-tokens-file names:',
      JSON.stringify(entry, null, 2),
    ].join('\n'),
  );
}
