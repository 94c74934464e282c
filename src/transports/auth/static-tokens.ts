/** Static bearer tokens: a file with their hashes, reloaded when it changes. */
import { hash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ConfigError } from '../../lib/config-error.js';
import { watchFile } from '../../lib/watch-file.js';
import type { AuthenticatedCaller, Authenticator } from './authenticator.js';
import { invalidTokenResponse, readBearerToken } from './bearer.js';
import { SCOPE_PREFIX, scopesWithPrefix } from './scopes.js';

/**
 * A single SHA-256 is enough: a token is 256 random bits, which nobody can guess even with a fast hash. Slow hashes are
 * for passwords that people choose.
 */
export const hashToken = (token: string): string => hash('sha256', token);

/** A new token: `cap_` and 256 random bits. */
export const generateToken = (): string => `cap_${randomBytes(32).toString('base64url')}`;

// Fields that might contain a secret by mistake have messages of our own, which do not quote the value.
const label = z
  .string({ error: 'expected text' })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: names are logged.
  .regex(/^[^\u0000-\u001f\u007f]{1,100}$/, { error: 'expected 1 to 100 characters on one line' });
const SHA256 = 'expected the SHA-256 of the token as 64 hex digits; do not put the token itself in this file';
const EXPIRES = 'expected a date such as 2027-01-31 (00:00 UTC) or a time such as 2027-01-31T18:00:00Z';

const UNCHANGED = 'The previous tokens stay in force.';

/** One token in the file. */
const ENTRY = z.strictObject({
  name: label,
  sha256: z.string({ error: SHA256 }).regex(/^[0-9a-f]{64}$/i, { error: SHA256 }),
  tenant: label.optional(),
  scopes: z
    .array(label)
    .min(1, { error: 'expected at least one scope; remove the field to allow everything' })
    .optional(),
  expires: z.union([z.iso.date(), z.iso.datetime({ offset: true })], { error: EXPIRES }).optional(),
});
const FILE = z.strictObject({ tokens: z.array(ENTRY, { error: 'expected a list of tokens' }) });

export type TokenEntry = z.input<typeof ENTRY>;

interface StaticTokensOptions {
  path: string;
  /** Called with the reason when a changed file is not used. */
  warn: (message: string) => void;
  /** The prefix of all scopes, without the dot; `capillary` by default. */
  scopePrefix?: string;
  /** The time in milliseconds since 1970. */
  now?: () => number;
}

/**
 * A changed file takes effect at once, which also revokes the tokens it no longer lists. If the changed file is invalid,
 * the previous tokens stay in force.
 *
 * @throws ConfigError if the file is invalid; a system error if it cannot be read
 */
export async function openStaticTokens({
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
        warn(`${error instanceof ConfigError ? error.message : `${path}: could not be read.`} ${UNCHANGED}`);
      }
    },
    () => warn(`${path}: could not be read. ${UNCHANGED}`),
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
      const token = readBearerToken(request);
      if (token instanceof Response) return token;
      // Timing reveals at most the hash of a guess, and nobody can craft a token whose hash is close to another.
      const caller = callers.get(hashToken(token));
      if (!caller) return invalidTokenResponse('The token is unknown or was revoked.');
      const hasExpired = caller.expiresAt !== undefined && caller.expiresAt * 1000 <= now();
      return hasExpired ? invalidTokenResponse('The token has expired.') : caller;
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
    throw new ConfigError(`${path}: not valid JSON.`);
  }
  const parsed = FILE.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigError(`${path}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}.`);
  }
  const callers = new Map<string, AuthenticatedCaller>();
  for (const [index, entry] of parsed.data.tokens.entries()) {
    const hash = entry.sha256.toLowerCase();
    if (callers.has(hash)) throw new ConfigError(`${path}: tokens.${index}: this token is already in the file.`);
    const filters = entry.scopes && scopesToFilters(entry.scopes, scopePrefix, `${path}: tokens.${index}.scopes`);
    callers.set(hash, {
      subject: entry.name,
      ...(entry.tenant !== undefined && { tenant: entry.tenant }),
      ...(filters && Object.keys(filters).length > 0 && { filters }),
      ...(entry.expires !== undefined && { expiresAt: Math.floor(Date.parse(entry.expires) / 1000) }),
    });
  }
  return callers;
}

/** @throws ConfigError if a scope is unknown, or if the scopes allow nothing at all */
export function scopesToFilters(names: readonly string[], scopePrefix: string, where: string) {
  const scopes = scopesWithPrefix(scopePrefix);
  const expected = `expected ${scopes.read} or ${scopes.write}, optionally narrowed by ${scopePrefix}.domain.<name>`;
  const filters = names.every(scopes.isKnown) ? scopes.toFilters(names) : undefined;
  if (!filters) throw new ConfigError(`${where}: ${expected}.`);
  return filters;
}
