/** A customer with points and tier, as v1.1 shows them next to transactions. */

import type { World } from '../../world/world.js';
import { balance, customerEntity, pointsSummary } from '../points/ledger.js';
import { inTouchDate, inTouchPointsSummary } from '../points/serializers.js';
import { tierOf } from '../points/tiers.js';
import { customerName, inTouchIdentifiers } from './shape.js';
import type { Customer } from './state.js';

const loyaltyType = (customer: Customer): string => customer.loyaltyType.toUpperCase();

/** `instore`, `website` …: where the customer was met first. */
export const sourceOf = (customer: Customer): string => (customer.profiles[0]?.source ?? 'INSTORE').toLowerCase();

/** `{firstname, lastname, mobile, email, external_id}`, as v1.1 spells names outside Get Transaction Details. */
export function inTouchName(customer: Customer) {
  const { firstName, lastName } = customerName(customer);
  return { firstname: firstName, lastname: lastName, ...inTouchIdentifiers(customer) };
}

/** The customer of a bill just added or changed; numbers are text. */
export function memberOfBill(world: World, customer: Customer) {
  const { loyaltyPoints, lifetimePoints } = pointsSummary(world, customerEntity(customer.id));
  const member = customer.loyaltyType === 'loyalty';
  return {
    user_id: String(customer.id),
    ...inTouchName(customer),
    lifetime_points: String(lifetimePoints),
    loyalty_points: String(loyaltyPoints),
    current_slab: tierOf(world, customer.tier)?.name ?? '',
    tier_expiry_date: inTouchDate(world, customer.tierExpiresOn),
    points_summaries: { points_summary: member ? [inTouchPointsSummary(world, customer)] : [] },
    lifetime_purchases: String(customer.lifetimePurchases),
    type: loyaltyType(customer),
    source: sourceOf(customer),
  };
}

/** The customer whose bills are listed. */
export function memberOfHistory(world: World, customer: Customer) {
  const summary = pointsSummary(world, customerEntity(customer.id));
  return {
    ...inTouchName(customer),
    user_id: String(customer.id),
    lifetime_points: summary.lifetimePoints,
    lifetime_purchases: customer.lifetimePurchases,
    loyalty_points: summary.loyaltyPoints,
    current_slab: tierOf(world, customer.tier)?.name ?? '',
    registered_on: inTouchDate(world, customer.createdOn),
    updated_on: inTouchDate(world, customer.modifiedOn),
    type: loyaltyType(customer),
    source: sourceOf(customer),
    delayed_points: String(summary.delayedPoints),
    delayed_returned_points: String(summary.delayedReturnedPoints),
    total_available_points: String(summary.totalAvailablePoints),
    total_returned_points: String(summary.totalReturnedPoints),
  };
}

/** The customer of a bill in a lookup; `user_id` only if requested. */
export function buyer(customer: Customer, withId: boolean) {
  const { firstName, lastName } = customerName(customer);
  const { mobile, email, external_id } = inTouchIdentifiers(customer);
  return {
    ...(withId && { user_id: String(customer.id) }),
    mobile,
    first_name: firstName,
    last_name: lastName,
    email,
    external_id,
    source: sourceOf(customer),
  };
}

/** Points that can be redeemed now. */
export const pointsNow = (world: World, customer: Customer): number => balance(world, customerEntity(customer.id));
