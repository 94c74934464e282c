/** The lists of badges that a customer has: open to enrol, open to earn, earned, expired. */
import type { badgeGetForCustomer } from '../../../tools/badges/badges.js';
import type { Parameters } from '../../../tools/schemas/decoded.js';
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { findCustomer } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import { badgeCustomer, earnedOf, enrolmentAt, statusOf, withinLimits } from './rules.js';
import { latest } from './serializers.js';
import type { Badge, EarnedBadge } from './state.js';

export const IDENTIFIER_CODES = { 'X-CAP-CUSTOMER-IDENTIFIER': 1028 } as const;

/**
 * The customer with a value: an id, or an identifier of the type in the header.
 * @throws 1026 if the customer does not exist
 */
export function customerMeant(
  world: World,
  { 'X-CAP-CUSTOMER-IDENTIFIER': type }: Parameters<typeof badgeGetForCustomer.headers>,
  value: string,
): Customer {
  if (type === undefined) return badgeCustomer(world, value);
  return findCustomer(world, type === 'cardNumber' ? 'cardnumber' : type, value) ?? fail(1026, 'Customer not found');
}

export type CustomerList = NonNullable<Parameters<typeof badgeGetForCustomer.query>['badgeType']>;

/**
 * Whether a badge belongs on a customer's list. What can still be earned or joined is live, unless badges of another
 * status are asked for.
 */
export function isListed(
  world: World,
  { kind, status }: { kind: CustomerList; status?: ReturnType<typeof statusOf> },
  { badge, earned }: Held,
  customer: Customer,
): boolean {
  const current = statusOf(world, badge);
  if (kind === 'EARNED' || kind === 'EXPIRED') return earned.length > 0 && current === (status ?? current);
  if (current !== (status ?? 'LIVE')) return false;
  const time = now(world);
  const enrolled = enrolmentAt(world, badge, customer.id, time) !== undefined;
  if (kind === 'AVAILABLE_TO_ISSUE') return badge.earnType === 'ISSUE_EARN' && !enrolled;
  return (badge.earnType === 'EARN' || enrolled) && withinLimits(world, badge, customer.id, time);
}

/** A customer's earned badges for a list: valid ones, expired ones, or both. */
export function countedFor(
  world: World,
  kind: CustomerList,
  badge: Badge,
  customer: Customer,
  all: boolean,
): EarnedBadge[] {
  const time = now(world);
  const expired = ({ expiresOn }: EarnedBadge): boolean => expiresOn !== null && expiresOn <= time;
  return earnedOf(world, badge, customer.id).filter((each) =>
    kind === 'EXPIRED' ? expired(each) : all || !expired(each),
  );
}

export interface Held {
  badge: Badge;
  earned: EarnedBadge[];
}

export const lastEarned = ({ earned }: Held): string => latest(earned.map((each) => each.earnedOn)) ?? '';
export const lastEvent = ({ earned }: Held): string => latest(earned.map((each) => each.eventOn)) ?? '';
