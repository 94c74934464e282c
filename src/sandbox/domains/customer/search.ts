/** Searching customers by the start of a name or identifier. */

import type { World } from '../../world/world.js';
import type { Customer, Profile } from './state.js';

/** The field that matched the keyword, and its profile. */
export interface SearchMatch {
  idType: string;
  idValue: string;
  source: string;
  accountId: string;
}

/** Customers with a field that starts with the keyword, ignoring case, in order of registration. */
export function searchCustomers(world: World, keyword: string): { customer: Customer; matches: SearchMatch[] }[] {
  const start = keyword.toLowerCase();
  return Object.values(world.customers)
    .filter((customer) => customer.mergedInto === null && !customer.piiDeleted)
    .map((customer) => ({ customer, matches: customer.profiles.flatMap((profile) => matchesIn(profile, start)) }))
    .filter(({ matches }) => matches.length > 0);
}

function matchesIn(profile: Profile, start: string): SearchMatch[] {
  const { source, accountId } = profile;
  const candidates = [
    ['firstName', profile.firstName],
    ['lastName', profile.lastName],
    ...profile.identifiers.map(({ type, value }) => [type, value] as const),
  ] as const;
  return candidates
    .filter(([, value]) => value.toLowerCase().startsWith(start))
    .map(([idType, idValue]) => ({ idType, idValue, source, accountId }));
}
