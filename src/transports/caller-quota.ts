/** Limits what one caller, one tenant and all callers together may hold at once: sessions, open requests, bytes. */
import type { AuthenticatedRequest } from './authenticated-request.js';
import { refusalResponse } from './refusal.js';

export interface QuotaLimits {
  total: number;
  perTenant: number;
  perSubject: number;
}

type Holder = Pick<AuthenticatedRequest, 'service' | 'caller'>;

export class CallerQuota {
  readonly #what: string;
  readonly #limits: QuotaLimits;
  /** What each subject, each tenant and the whole server hold, by {@link Share.key}. */
  readonly #held = new Map<string, number>();

  /** @param what - what is limited, such as `open sessions`, for messages */
  constructor(what: string, limits: QuotaLimits) {
    this.#what = what;
    this.#limits = limits;
  }

  /** @returns the response that refuses the caller, if a limit would be exceeded; else it holds the amount */
  take(holder: Holder, amount = 1): Response | undefined {
    const shares = this.#sharesOf(holder);
    const exceeded = shares.find(({ key, limit }) => (this.#held.get(key) ?? 0) + amount > limit);
    if (exceeded) return this.#refuse(exceeded);
    for (const { key } of shares) this.#held.set(key, (this.#held.get(key) ?? 0) + amount);
    return undefined;
  }

  /** Gives back what {@link take} gave. */
  release(holder: Holder, amount = 1): void {
    for (const { key } of this.#sharesOf(holder)) {
      const rest = (this.#held.get(key) ?? 0) - amount;
      if (rest > 0) this.#held.set(key, rest);
      else this.#held.delete(key);
    }
  }

  #sharesOf({ service, caller }: Holder): Share[] {
    const { perSubject, perTenant, total } = this.#limits;
    return [
      { key: `subject ${service.id} ${caller.subject}`, limit: perSubject, of: 'one caller' },
      { key: `tenant ${service.id}`, limit: perTenant, of: 'one tenant' },
      { key: 'total', limit: total, of: 'this server' },
    ];
  }

  #refuse({ limit, of, key }: Share): Response {
    const message = `Too many ${this.#what}: the limit for ${of} is ${limit}. Try again later.`;
    return refusalResponse(key === 'total' ? 503 : 429, message, { 'retry-after': '10', connection: 'close' });
  }
}

interface Share {
  key: string;
  limit: number;
  /** Whose limit it is. */
  of: string;
}
