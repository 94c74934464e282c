/** How the page writes what the world has: the brand, days and times on its clock, names. */
import type { Brand } from '../../apps/contract.js';
import { identifierOf } from '../domains/customer/rules.js';
import { customerName } from '../domains/customer/shape.js';
import type { Customer } from '../domains/customer/state.js';
import { type Instant, now } from '../world/clock.js';
import { localDate, zonedDateTime } from '../world/dates.js';
import type { World } from '../world/world.js';

export function brandOf(world: World): Brand {
  const { name, currency, timezone } = world.organisation;
  return { name, currency: currency.code, timeZone: timezone, today: dayOf(world, now(world)), sandbox: true };
}

export const timeOf = (world: World, at: Instant): string => zonedDateTime(at, world.organisation.timezone);

export const dayOf = (world: World, at: Instant): string => localDate(at, world.organisation.timezone);

/** `Asha Rao`; the mobile, the email or the id of a customer without a name. */
export function nameOf(customer: Customer): string {
  const { firstName, lastName } = customerName(customer);
  const name = `${firstName} ${lastName}`.trim();
  return name || identifierOf(customer, 'mobile') || identifierOf(customer, 'email') || String(customer.id);
}

/** Customers whose account is their own: neither merged into another nor erased. */
export const customersOf = (world: World): Customer[] =>
  Object.values(world.customers).filter(({ mergedInto, piiDeleted }) => mergedInto === null && !piiDeleted);

/** How often each key occurs. */
export function countBy<T>(entities: readonly T[], keyOf: (each: T) => string | number): Map<string | number, number> {
  const counts = new Map<string | number, number>();
  for (const each of entities) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1);
  return counts;
}
