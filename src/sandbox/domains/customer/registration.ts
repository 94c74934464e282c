/** Customers as v2 sends them: several profiles, cards, subscriptions and status in one call, all or nothing. */

import { defined } from '../../../lib/defined.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { fail, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { type CardLink, linkCard } from '../card/rules.js';
import {
  type CustomerResult,
  type CustomerUpdate,
  changeIdentifiers,
  findCustomer,
  type NewCustomer,
  normalised,
  type ProfileInput,
  profileOf,
  register,
  setStatus,
  updateCustomer,
} from './rules.js';
import type { Customer, Identifier, Source } from './state.js';
import { setSubscriptions } from './subscriptions.js';

/** A profile with the cards listed among its identifiers. */
export interface ProfileRow extends ProfileInput {
  source: Source;
  accountId: string;
  identifiers: readonly Identifier[];
  cards: readonly CardLink[];
}

const numbersOf = (cards: readonly CardLink[]): Identifier[] =>
  cards.map(({ number = '' }) => ({ type: 'cardnumber', value: number }));

/** Data of a customer besides the profiles. */
export type Details = Omit<NewCustomer, keyof ProfileInput | 'customer'>;

/**
 * Registers a customer with all profiles and cards.
 * @throws as `register` and `linkCard` do
 */
export function registerCustomer(kept: World, profiles: readonly ProfileRow[], details: Details): CustomerResult {
  const [first, ...others] = profiles;
  if (!first) return fail(8005, 'At least one profile is required');
  return allOrNothing(kept, (world) => {
    const { customer, warnings } = register(world, { ...details, ...plain(first) });
    link(world, customer, first, details.tillId);
    for (const profile of others) warnings.push(...addProfile(world, customer, profile, details));
    return { customer, warnings };
  });
}

function addProfile(world: World, customer: Customer, profile: ProfileRow, details: Details): Warning[] {
  const { warnings } = register(world, { tillId: details.tillId, ...plain(profile), customer });
  link(world, customer, profile, details.tillId);
  return warnings;
}

/** The profile without its cards. A card that is the only identifier is kept as an identifier. */
const plain = ({ cards, ...profile }: ProfileRow): ProfileInput =>
  profile.identifiers.length > 0 ? profile : { ...profile, identifiers: numbersOf(cards) };

function link(world: World, customer: Customer, { cards, source, accountId }: ProfileRow, tillId: number): void {
  for (const card of cards) linkCard(world, customer, card, { source, accountId, tillId });
}

/** The warning code for an identifier that is kept unchanged. */
const PRIMARY_STAYS = 91005;

/**
 * Updates profiles, fields and loyalty type. Existing identifiers are kept (warning 91005).
 * @throws as `updateCustomer` does
 */
export function updateProfiles(
  kept: World,
  known: Customer,
  profiles: readonly ProfileRow[],
  details: Omit<CustomerUpdate, keyof ProfileInput>,
): CustomerResult {
  const [first, ...others] = profiles;
  return allOrNothing(kept, (world, tracked) => {
    const customer = tracked(known);
    const warnings = staying(world, customer, profiles);
    warnings.push(...updateCustomer(world, customer, { ...details, ...first }).warnings);
    for (const profile of others) {
      warnings.push(...updateCustomer(world, customer, { tillId: details.tillId, ...profile }).warnings);
    }
    return { customer, warnings };
  });
}

function staying(world: World, customer: Customer, profiles: readonly ProfileRow[]): Warning[] {
  return profiles.flatMap((input) => {
    const held = profileOf(customer, input.source, input.accountId)?.identifiers ?? [];
    return input.identifiers
      .filter(({ type, value }) =>
        held.some((each) => each.type === type && each.value !== normalised(world, { type, value })),
      )
      .map(({ type }) => ({ code: PRIMARY_STAYS, message: `${type} is an identifier and cannot be updated here` }));
  });
}

export interface Upsert extends Details {
  /** Keeps identifiers unchanged. */
  skipChangeIdentifier: boolean;
}

/**
 * Updates the customer who has one of the identifiers, or registers a new one.
 * @throws 8053 if the identifiers belong to different customers
 * @throws as registering, updating and linking cards do
 */
export function upsertCustomer(kept: World, profiles: readonly ProfileRow[], upsert: Upsert): CustomerResult {
  const { skipChangeIdentifier, ...details } = upsert;
  const { loyaltyType, extendedFields, statusLabel, subscriptions = [], tillId } = details;
  const holder = holderOf(kept, profiles);
  if (!holder) return registerCustomer(kept, profiles, details);
  return allOrNothing(kept, (world, tracked) => {
    const known = tracked(holder);
    const warnings: Warning[] = [];
    for (const profile of profiles) {
      if (!profileOf(known, profile.source, profile.accountId)) {
        warnings.push(...addProfile(world, known, profile, details));
        continue;
      }
      if (!skipChangeIdentifier) replaceIdentifiers(world, known, profile, tillId);
      const { identifiers: _, cards: __, ...rest } = profile;
      warnings.push(...updateCustomer(world, known, { tillId, ...rest }).warnings);
      link(world, known, profile, tillId);
    }
    const [first] = profiles;
    const { warnings: ofFields } = updateCustomer(world, known, {
      ...(first && { source: first.source, accountId: first.accountId }),
      ...defined({ loyaltyType, extendedFields }),
      tillId,
    });
    warnings.push(...ofFields);
    if (statusLabel !== undefined && statusLabel !== known.statusLabel) {
      setStatus(world, known, { label: statusLabel, reason: '', tillId });
    }
    setSubscriptions(world, known, subscriptions, { tillId, reason: '' });
    return { customer: known, warnings };
  });
}

/** The customer with the identifiers of all profiles. */
export function holderOf(world: World, profiles: readonly ProfileRow[]): Customer | undefined {
  const holders = new Map<number, Customer>();
  for (const { identifiers, cards } of profiles) {
    for (const { type, value } of [...identifiers, ...numbersOf(cards)]) {
      const holder = findCustomer(world, type, value);
      if (holder) holders.set(holder.id, holder);
    }
  }
  if (holders.size > 1) fail(8053, 'Identifiers belong to different customers');
  return [...holders.values()][0];
}

/** Replaces identifiers of the same types with the given ones. */
function replaceIdentifiers(world: World, customer: Customer, profile: ProfileRow, tillId: number): void {
  const { source, accountId, identifiers } = profile;
  const held = profileOf(customer, source, accountId)?.identifiers ?? [];
  const add = identifiers.map(({ type, value }) => ({ type, value: normalised(world, { type, value }) }));
  const isGiven = (each: Identifier): boolean =>
    add.some((other) => other.type === each.type && other.value === each.value);
  const remove = held.filter((each) => add.some(({ type }) => type === each.type) && !isGiven(each));
  changeIdentifiers(world, customer, { source, accountId, add, remove, tillId });
}
