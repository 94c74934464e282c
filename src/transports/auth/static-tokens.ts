/** Static bearer tokens: a file with the hash of each, read again when it changes. */
import { hash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ConfigError } from '../../lib/config-error.js';
import { watchFile } from '../../lib/watch-file.js';
import type { AuthenticatedCaller, Authenticator } from './authenticator.js';
import { bearerToken, invalidToken } from './bearer.js';
import { SCOPE_PREFIX, scopesOf } from './scopes.js';

/**
 * One SHA-256 is the right hash here: a token is 256 random bits, which nobody guesses however fast the hash is; slow
 * hashes are for what people think up.
 */
export const hashToken = (token: string): string => hash('sha256', token);

/** A new token: `cap_` and 256 random bits. */
export const makeToken = (): string => `cap_${randomBytes(32).toString('base64url')}`;

// The messages are our own wherever a secret might have been put: they must not quote it.
const label = z
  .string({ error: 'expected text' })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name goes into logs.
  .regex(/^[^\u0000-\u001f\u007f]{1,100}$/, { error: 'expected 1 to 100 characters on one line' });
const SHA256 = 'expected the SHA-256 of the token as 64 hex digits; the token itself must not stand in this file';
const EXPIRES = 'expected a date such as 2027-01-31 (its beginning, UTC) or a time such as 2027-01-31T18:00:00Z';

/** One token as the file has it. */
const ENTRY = z.strictObject({
  name: label,
  sha256: z.string({ error: SHA256 }).regex(/^[0-9a-f]{64}$/i, { error: SHA256 }),
  tenant: label.optional(),
  scopes: z.array(label).min(1, { error: 'expected at least one scope; leave it out for everything' }).optional(),
  expires: z.union([z.iso.date(), z.iso.datetime({ offset: true })], { error: EXPIRES }).optional(),
});
const FILE = z.strictObject({ tokens: z.array(ENTRY) });

export type TokenEntry = z.input<typeof ENTRY>;

interface StaticTokensOptions {
  path: string;
  /** Told why a changed file was not taken. */
  warn: (message: string) => void;
  /** What every scope begins with, without the dot; `capillary` by default. */
  scopePrefix?: string;
  /** The time in milliseconds since 1970. */
  now?: () => number;
}

/**
 * A changed file counts at once, for tokens that are gone too; one that is wrong changes nothing.
 *
 * @throws ConfigError where the file is wrong; Error of the system where it cannot be read
 */
export async function staticTokens({
  path,
  warn,
  scopePrefix = SCOPE_PREFIX,
  now = Date.now,
}: StaticTokensOptions): Promise<Authenticator> {
  let callers: ReadonlyMap<string, AuthenticatedCaller> = new Map();
  const { text, stop } = await watchFile(
    path,
    (changed) => {
      try {
        callers = readTokens(path, changed, scopePrefix);
      } catch (error) {
        warn(`${error instanceof ConfigError ? error.message : `${path}: could not be read.`} Nothing changed.`);
      }
    },
    () => warn(`${path}: could not be read. Nothing changed.`),
  );
  try {
    callers = readTokens(path, text, scopePrefix);
  } catch (error) {
    stop();
    throw error;
  }
  return {
    publicRoutes: new Map(),
    authenticate: async (request) => {
      const token = bearerToken(request);
      if (token instanceof Response) return token;
      // How long the look-up takes tells at most about the hash of a guess, and nobody can steer a hash towards another.
      const caller = callers.get(hashToken(token));
      if (!caller) return invalidToken('The token is not known here, or was revoked.');
      const ended = caller.expiresAt !== undefined && caller.expiresAt * 1000 <= now();
      return ended ? invalidToken('The token has expired.') : caller;
    },
    close: stop,
  };
}

/** Callers by the hash of their token. @throws ConfigError naming the entry and the field, never a value */
function readTokens(path: string, text: string, scopePrefix: string): ReadonlyMap<string, AuthenticatedCaller> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ConfigError(`${path}: not JSON.`);
  }
  const parsed = FILE.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigError(`${path}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}.`);
  }
  const callers = new Map<string, AuthenticatedCaller>();
  for (const [index, entry] of parsed.data.tokens.entries()) {
    const hash = entry.sha256.toLowerCase();
    if (callers.has(hash)) throw new ConfigError(`${path}: tokens.${index}: the same token is in the file twice.`);
    const filters = entry.scopes && filtersOf(entry.scopes, scopePrefix, `${path}: tokens.${index}.scopes`);
    callers.set(hash, {
      subject: entry.name,
      ...(entry.tenant !== undefined && { tenant: entry.tenant }),
      ...(filters && Object.keys(filters).length > 0 && { filters }),
      ...(entry.expires !== undefined && { expiresAt: Math.floor(Date.parse(entry.expires) / 1000) }),
    });
  }
  return callers;
}

/** @throws ConfigError where a scope is none, or they allow nothing at all */
export function filtersOf(given: readonly string[], scopePrefix: string, where: string) {
  const scopes = scopesOf(scopePrefix);
  const expected = `expected ${scopes.read} or ${scopes.write}, and ${scopePrefix}.domain.<name> to narrow them`;
  const filters = given.every(scopes.knows) ? scopes.allow(given) : undefined;
  if (!filters) throw new ConfigError(`${where}: ${expected}.`);
  return filters;
}
