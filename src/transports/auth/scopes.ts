/** The scopes `capillary.read`, `capillary.write` and `capillary.domain.<slug>`, and the filters they stand for. */
import type { Filters } from '../../discovery/selection.js';

export const SCOPE_PREFIX = 'capillary';

export interface Scopes {
  read: string;
  write: string;
  /** Whether this server uses the scope. */
  isKnown(scope: string): boolean;
  /**
   * What the scopes allow, as filters; an empty object means no restriction. A domain that does not exist allows
   * nothing: a misspelt restriction must not lift the restriction.
   *
   * @returns undefined if they allow neither reading nor writing
   */
  toFilters(scopes: readonly string[]): Filters | undefined;
}

/** @param prefix - of all scopes, without the dot */
export function scopesWithPrefix(prefix = SCOPE_PREFIX): Scopes {
  const [read, write, domain] = [`${prefix}.read`, `${prefix}.write`, `${prefix}.domain.`];
  return {
    read,
    write,
    isKnown: (scope) => scope === read || scope === write || (scope.startsWith(domain) && scope.length > domain.length),
    toFilters: (scopes) => {
      const canWrite = scopes.includes(write);
      if (!canWrite && !scopes.includes(read)) return undefined;
      const domains = scopes.filter((scope) => scope.startsWith(domain)).map((scope) => scope.slice(domain.length));
      // Sorted, so that the order of the scopes does not matter when filters are cached.
      return {
        ...(!canWrite && { readOnly: true }),
        ...(domains.length > 0 && { domains: [...new Set(domains)].sort() }),
      };
    },
  };
}
