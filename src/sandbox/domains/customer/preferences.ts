/** Preferences of customers: fields of the organization's preference category, and the preferred store. */
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Store } from '../organization/state.js';
import { touch } from './rules.js';
import type { Customer } from './state.js';

export interface PreferencesInput {
  fields: Readonly<Record<string, unknown>>;
  /** The preferred store by code or id; null if it does not change. */
  store: { code: string; id: string } | null;
  tillId: number;
}

/** The result of setting preferences. */
export interface PreferencesResult {
  set: Record<string, unknown>;
  /** Names that the organization has not configured as preferences. */
  unknown: string[];
  /** Null if none was given, or it does not exist. */
  store: Store | null;
  storeUnknown: boolean;
}

/**
 * Sets the known preferences.
 * @throws 1030 if none of the given preferences is known
 */
export function setPreferences(world: World, customer: Customer, input: PreferencesInput): PreferencesResult {
  const configured = world.organisation.settings.customFields.preference;
  const set: Record<string, unknown> = {};
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(input.fields)) {
    if (configured.includes(name)) set[name] = value;
    else unknown.push(name);
  }
  const store = input.store && storeOf(world, input.store);
  if (Object.keys(set).length === 0 && !store) fail(1030, 'Unable to update customer preferences');
  Object.assign(customer.preferences, set);
  if (store) customer.preferredStoreId = store.id;
  touch(world, customer, input.tillId);
  return { set, unknown, store, storeUnknown: input.store !== null && store === null };
}

function storeOf(world: World, { code, id }: { code: string; id: string }): Store | null {
  return Object.values(world.stores).find((store) => store.code === code || String(store.id) === id) ?? null;
}
