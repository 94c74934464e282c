/** Tiers (slabs): enrolment, upgrade on purchases within the window, renewal and downgrade when a tier ends. */
import { type Instant, now } from '../../world/clock.js';
import { addMonths, endOfMonthAfter } from '../../world/dates.js';
import { within } from '../../world/lists.js';
import type { World } from '../../world/world.js';
import type { Customer, TierChange } from '../customer/state.js';
import type { Tier } from '../organization/state.js';
import { customerEntity, fallsDue, points3, recordEvent } from './ledger.js';

/** A tier by number. */
export function tierOf(world: World, number: number | null): Tier | undefined {
  return world.organisation.program.tiers.find((tier) => tier.number === number);
}

/** The tier above; undefined at the top. */
export function nextTier(world: World, number: number | null): Tier | undefined {
  return number === null ? undefined : tierOf(world, number + 1);
}

/**
 * Net purchases that count towards a tier: normal bills within the window, net of returns. A bill dated ahead counts
 * from when it is sent, as its points do.
 */
export function qualifyingPurchases(world: World, customerId: number, at: Instant = now(world)): number {
  const from = addMonths(at, -world.organisation.program.tierWindowMonths);
  let total = 0;
  for (const bill of within(world.transactions, world.transactionsByCustomer, customerId)) {
    const counts =
      bill.type === 'REGULAR' &&
      bill.outlierStatus === 'NORMAL' &&
      !bill.skipDownstream &&
      bill.billingDate > from &&
      bill.createdOn <= at;
    if (counts) total += bill.amount - bill.returnedAmount;
  }
  return points3(total);
}

/** The highest tier that an amount of purchases reaches. */
export function tierFor(world: World, purchases: number): Tier {
  const tiers = world.organisation.program.tiers;
  const reached = tiers.filter((tier) => tier.threshold <= purchases);
  const tier = reached.at(-1) ?? tiers[0];
  if (!tier) throw new Error('the program has no tiers');
  return tier;
}

/** Puts a new member in the first tier. */
export function enrol(world: World, customer: Customer, eventLogId: number | null): void {
  change(world, customer, tierFor(world, 0), 'ENROLMENT', now(world), eventLogId);
}

/**
 * Upgrades a customer whose purchases qualify; returns whether it did. The first activity after a tier was set by hand
 * leaves it alone, or moves it in either direction, as was said then.
 */
export function upgradeTier(world: World, customer: Customer, tillId: number): boolean {
  const reassess = takeReassessment(customer);
  const merited = tierFor(world, qualifyingPurchases(world, customer.id));
  if (customer.tier === null || reassess === false || merited.number === customer.tier) return false;
  const isHigher = merited.number > customer.tier;
  if (!isHigher && reassess !== true) return false;
  const name = isHigher ? 'SlabUpgrade' : 'SlabDowngrade';
  const event = recordEvent(world, name, customerEntity(customer.id), { tillId });
  change(world, customer, merited, isHigher ? 'UPGRADE' : 'DOWNGRADE', event.time, event.id);
  return isHigher;
}

/** What was said of the next activity when the tier was set by hand; it holds once. */
function takeReassessment({ tierHistory }: Customer): boolean | undefined {
  const last = tierHistory.at(-1);
  const reassess = last?.reassess;
  if (reassess !== undefined) delete last?.reassess;
  return reassess;
}

/**
 * Ends a tier that has run out: renews it if purchases still qualify, otherwise moves the customer to the tier they
 * qualify for.
 */
export function endTier(world: World, customer: Customer, at: Instant): void {
  const current = customer.tier ?? 1;
  const merited = tierFor(world, qualifyingPurchases(world, customer.id, at));
  const renewed = merited.number >= current;
  const event = recordEvent(world, renewed ? 'SlabRenewal' : 'SlabDowngrade', customerEntity(customer.id), {
    tillId: customer.tillId,
    time: at,
  });
  change(world, customer, merited, renewed ? 'RENEWAL' : 'DOWNGRADE', at, event.id);
}

/** Assigns a tier manually, until a date or for the tier's duration. */
export function setTier(
  world: World,
  customer: Customer,
  tier: Tier,
  options: {
    tillId: number;
    expiresOn?: Instant;
    reason?: string;
    /** Whether the next activity may move the customer again; by default, it can only upgrade, as always. */
    reassess?: boolean;
  },
): void {
  const own = customer.tier ?? 0;
  const name = tier.number < own ? 'SlabDowngrade' : tier.number === own ? 'SlabRenewal' : 'SlabUpgrade';
  const event = recordEvent(world, name, customerEntity(customer.id), {
    tillId: options.tillId,
    reason: options.reason ?? '',
  });
  change(world, customer, tier, 'MANUAL', event.time, event.id, options.expiresOn);
  const made = customer.tierHistory.at(-1);
  if (made && options.reassess !== undefined) made.reassess = options.reassess;
}

/** Gives a customer the tier of an account that is merged into theirs, if it is higher, or the same and ends later. */
export function inheritTier(world: World, customer: Customer, from: Customer, tillId: number): void {
  const tier = tierOf(world, from.tier);
  if (!tier || customer.tier === null || tier.number < customer.tier) return;
  const isHigher = tier.number > customer.tier;
  const [until, own] = [from.tierExpiresOn ?? undefined, customer.tierExpiresOn];
  if (!isHigher && (until === undefined || own === null || until <= own)) return;
  const event = recordEvent(world, isHigher ? 'SlabUpgrade' : 'SlabRenewal', customerEntity(customer.id), {
    tillId,
    reason: 'Merge',
  });
  change(world, customer, tier, isHigher ? 'UPGRADE' : 'RENEWAL', event.time, event.id, until);
}

/** When a tier reached at a moment ends; null for the first tier, which never ends. */
export function tierEnd(world: World, tier: Tier, at: Instant, until?: Instant): Instant | null {
  const { program, timezone } = world.organisation;
  if (tier.number === program.tiers[0]?.number) return null;
  return until ?? endOfMonthAfter(at, tier.validityMonths, timezone);
}

function change(
  world: World,
  customer: Customer,
  tier: Tier,
  reason: TierChange['reason'],
  at: Instant,
  eventLogId: number | null,
  until?: Instant,
): void {
  const expiresOn = tierEnd(world, tier, at, until);
  customer.tierHistory.push({
    fromTier: customer.tier,
    toTier: tier.number,
    changedOn: at,
    expiresOn,
    reason,
    eventLogId,
  });
  customer.tier = tier.number;
  customer.tierExpiresOn = expiresOn;
  fallsDue(world, expiresOn);
}

/** A customer's purchases in the window, and the gap to the next tier; null at the top. */
export function gapToUpgrade(
  world: World,
  customer: Customer,
): { next: Tier; currentValue: number; gap: number } | null {
  const next = nextTier(world, customer.tier);
  if (!next) return null;
  const currentValue = qualifyingPurchases(world, customer.id);
  return { next, currentValue, gap: points3(Math.max(0, next.threshold - currentValue)) };
}
