/** The OAuth access token: fetched on first use, cached, and renewed before it expires. */
import type { ExchangeTrace } from './trace.js';
import type { IssuedToken, TokenShare } from './types.js';

const MAX_RENEWAL_MARGIN_MS = 60_000;

/** How long before its expiry a token is renewed: one minute or a tenth of its lifetime, whichever is shorter. */
export const renewalMargin = (ttlMs: number): number => Math.min(MAX_RENEWAL_MARGIN_MS, ttlMs / 10);

type FetchToken = (trace: ExchangeTrace | undefined) => Promise<IssuedToken>;

export class OAuthToken {
  readonly #fetchToken: FetchToken;
  readonly #now: () => number;
  readonly #share: TokenShare | undefined;
  /** The current token, and when to renew it. */
  #current: { token: string; renewAt: number } | undefined;
  /** The last token that the API refused. */
  #refused: string | undefined;
  /** The fetch in flight; all calls that need a token wait for it. */
  #fetching: Promise<string> | undefined;

  /**
   * @param now - clock in milliseconds
   * @param share - shares tokens with other processes; without it, each process fetches its own
   */
  constructor(fetchToken: FetchToken, now: () => number, share?: TokenShare) {
    this.#fetchToken = fetchToken;
    this.#now = now;
    this.#share = share;
  }

  /**
   * The current token. Concurrent callers share one fetch.
   *
   * @param trace - the exchange that needs it
   */
  get(trace?: ExchangeTrace): Promise<string> {
    if (this.#current && this.#now() < this.#current.renewAt) return Promise.resolve(this.#current.token);
    this.#fetching ??= this.#fetch(trace).finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  /** Drops a token that the API refused: the next `get` fetches another, unless that has happened already. */
  invalidate(token: string): void {
    if (this.#current?.token !== token) return;
    this.#current = undefined;
    this.#refused = token;
  }

  async #fetch(trace: ExchangeTrace | undefined): Promise<string> {
    const fetchToken = (): Promise<IssuedToken> => this.#fetchToken(trace);
    const issued = this.#share?.obtain(fetchToken, this.#refused) ?? fetchToken();
    const { token, ttlMs = Number.POSITIVE_INFINITY } = await issued;
    this.#current = { token, renewAt: this.#now() + ttlMs - renewalMargin(ttlMs) };
    return token;
  }
}
