/** The OAuth access token: fetched when first needed, kept, and renewed before it expires. */

/** A token as the API issues it. */
export interface IssuedToken {
  token: string;
  /** How long it lives; undefined where the API did not say. */
  ttlMs?: number;
}

export interface TokenKeeper {
  /** The token in force. However many wait for a new one, it is fetched once. */
  get(): Promise<string>;
  /** The API refused this token: the next `get` fetches another, unless that has happened already. */
  refused(token: string): void;
}

/** Renewed this long before it expires, or a tenth of its life before, whichever is shorter. */
const MARGIN_MS = 60_000;

/** @param now - milliseconds */
export function createTokenKeeper(fetchToken: () => Promise<IssuedToken>, now: () => number): TokenKeeper {
  let current: { token: string; until: number } | undefined;
  let fetching: Promise<string> | undefined;
  const fetchOnce = async (): Promise<string> => {
    const { token, ttlMs = Number.POSITIVE_INFINITY } = await fetchToken();
    current = { token, until: now() + ttlMs - Math.min(MARGIN_MS, ttlMs / 10) };
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
      if (current?.token === token) current = undefined;
    },
  };
}
