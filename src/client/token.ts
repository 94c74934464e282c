/** The OAuth access token: fetched when first needed, kept, and renewed before it expires. */
import type { IssuedToken, TokenShare } from './types.js';

export interface TokenKeeper {
  /** The token in force. However many wait for a new one, it is fetched once. */
  get(): Promise<string>;
  /** The API refused this token: the next `get` fetches another, unless that has happened already. */
  refused(token: string): void;
}

const MARGIN_MS = 60_000;

/** A token is renewed so long before it expires: a minute, or a tenth of its life where that is shorter. */
export const renewalMargin = (ttlMs: number): number => Math.min(MARGIN_MS, ttlMs / 10);

/**
 * @param now - milliseconds
 * @param share - where other processes' tokens are; without it each one needed is fetched
 */
export function createTokenKeeper(
  fetchToken: () => Promise<IssuedToken>,
  now: () => number,
  share?: TokenShare,
): TokenKeeper {
  let current: { token: string; until: number } | undefined;
  let refused: string | undefined;
  let fetching: Promise<string> | undefined;
  const fetchOnce = async (): Promise<string> => {
    const { token, ttlMs = Number.POSITIVE_INFINITY } = await (share?.obtain(fetchToken, refused) ?? fetchToken());
    current = { token, until: now() + ttlMs - renewalMargin(ttlMs) };
    return token;
  };
  return {
    get: () => {
      if (current && now() < current.until) return Promise.resolve(current.token);
      fetching ??= fetchOnce().finally(() => {
        fetching = undefined;
      });
      return fetching;
    },
    refused: (token) => {
      if (current?.token !== token) return;
      current = undefined;
      refused = token;
    },
  };
}
