/** Scopes as filters: `capillary.read`, `capillary.write`, `capillary.domain.<slug>`. */
import type { Filters } from '../../discovery/selection.js';

export const SCOPE_PREFIX = 'capillary';

export interface Scopes {
  read: string;
  write: string;
  /** Whether it is one of this server's scopes. */
  knows(scope: string): boolean;
  /**
   * What the scopes allow; an empty object restricts nothing. A domain that does not exist leaves nothing: a
   * misspelt restriction must not be no restriction.
   *
   * @returns undefined where they allow neither to read nor to write
   */
  allow(scopes: readonly string[]): Filters | undefined;
}

/** @param prefix - what every scope of this server begins with, without the dot */
export function scopesOf(prefix = SCOPE_PREFIX): Scopes {
  const [read, write, domain] = [`${prefix}.read`, `${prefix}.write`, `${prefix}.domain.`];
  return {
    read,
    write,
    knows: (scope) => scope === read || scope === write || (scope.startsWith(domain) && scope.length > domain.length),
    allow: (scopes) => {
      const writes = scopes.includes(write);
      if (!writes && !scopes.includes(read)) return undefined;
      const domains = scopes.filter((scope) => scope.startsWith(domain)).map((scope) => scope.slice(domain.length));
      // Sorted, so that the same scopes in another order are the same filters.
      return {
        ...(!writes && { readOnly: true }),
        ...(domains.length > 0 && { domains: [...new Set(domains)].sort() }),
      };
    },
  };
}
