/** The OAuth access token: fetched when first needed, kept, and renewed before it expires. */
import type { IssuedToken, TokenShare } from './types.js';

const MARGIN_MS = 60_000;

/** A token is renewed so long before it expires: a minute, or a tenth of its life where that is shorter. */
export const renewalMargin = (ttlMs: number): number => Math.min(MARGIN_MS, ttlMs / 10);

export class OAuthToken {
  readonly #fetchToken: () => Promise<IssuedToken>;
  readonly #now: () => number;
  readonly #share: TokenShare | undefined;
  /** The token in force, and when it is due for renewal. */
  #current: { token: string; until: number } | undefined;
  /** The last token that the API refused. */
  #refused: string | undefined;
  /** The fetch in flight, which everybody who needs a token waits for. */
  #fetching: Promise<string> | undefined;

  /**
   * @param now - milliseconds
   * @param share - where other processes' tokens are; without it each process fetches its own
   */
  constructor(fetchToken: () => Promise<IssuedToken>, now: () => number, share?: TokenShare) {
    this.#fetchToken = fetchToken;
    this.#now = now;
    this.#share = share;
  }

  /** The token in force. However many wait for a new one, it is fetched once. */
  get(): Promise<string> {
    if (this.#current && this.#now() < this.#current.until) return Promise.resolve(this.#current.token);
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  /** The API refused this token: the next `get` fetches another, unless that has happened already. */
  refused(token: string): void {
    if (this.#current?.token !== token) return;
    this.#current = undefined;
    this.#refused = token;
  }

  async #fetch(): Promise<string> {
    const issued = this.#share?.obtain(this.#fetchToken, this.#refused) ?? this.#fetchToken();
    const { token, ttlMs = Number.POSITIVE_INFINITY } = await issued;
    this.#current = { token, until: this.#now() + ttlMs - renewalMargin(ttlMs) };
    return token;
  }
}
