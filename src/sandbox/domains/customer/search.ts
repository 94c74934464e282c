/** Searching customers by the start of a name or identifier. */

import type { World } from '../../world/world.js';
import { customerIdsBy } from './search-index.js';
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
  const found: { customer: Customer; matches: SearchMatch[] }[] = [];
  for (const id of customerIdsBy(world, keyword)) {
    const customer = world.customers[id];
    if (!customer || customer.mergedInto !== null || customer.piiDeleted) continue;
    const matches: SearchMatch[] = [];
    for (const profile of customer.profiles) addMatches(matches, profile, start);
    if (matches.length > 0) found.push({ customer, matches });
  }
  return found;
}

function addMatches(matches: SearchMatch[], profile: Profile, start: string): void {
  const { firstName, lastName, identifiers, source, accountId } = profile;
  const add = (idType: string, idValue: string): void => {
    if (startsWith(idValue, start)) matches.push({ idType, idValue, source, accountId });
  };
  add('firstName', firstName);
  add('lastName', lastName);
  for (const { type, value } of identifiers) add(type, value);
}

/** Whether a text starts with another, which is in lower case. */
const startsWith = (text: string, start: string): boolean =>
  text.slice(0, start.length).toLowerCase().startsWith(start);
