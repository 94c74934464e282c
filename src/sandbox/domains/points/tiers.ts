/** Tiers (slabs): enrolment, upgrade on purchases within the window, renewal and downgrade when a tier ends. */
import { type Instant, now } from '../../world/clock.js';
import { endOfMonthAfter } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { Customer, TierChange } from '../customer/state.js';
import type { Tier } from '../organization/state.js';
import { customerEntity, fallsDue, points3, recordEvent } from './ledger.js';
import { measureKindOf, measureOf, reaches } from './tier-measures.js';

/** A tier by number. */
export function tierOf(world: World, number: number | null): Tier | undefined {
  return world.organisation.program.tiers.find((tier) => tier.number === number);
}

/** The tier above; undefined at the top. */
export function nextTier(world: World, current: number | null): Tier | undefined {
  return current === null ? undefined : world.organisation.program.tiers.find(({ number }) => number > current);
}

/** The highest tier that is reached. */
export function tierFor(world: World, reaches: (tier: Tier) => boolean): Tier {
  const { tiers } = world.organisation.program;
  const tier = tiers.filter(reaches).at(-1) ?? tiers[0];
  if (!tier) throw new Error('the program has no tiers');
  return tier;
}

/** What several tiers measure is measured once. */
function meritedBy(world: World, customer: Customer, at: Instant = now(world)): Tier {
  const measured = new Map<string, number>();
  return tierFor(world, (tier) => {
    const kind = measureKindOf(tier);
    const measure = measured.get(kind) ?? measureOf(world, customer.id, tier, at);
    measured.set(kind, measure);
    return reaches(world, customer.id, tier, at, measure);
  });
}

/** Puts a new member in the first tier. */
export function enrol(world: World, customer: Customer, eventLogId: number | null): void {
  change(
    world,
    customer,
    tierFor(world, ({ number }) => number === 1),
    'ENROLMENT',
    now(world),
    eventLogId,
  );
}

/**
 * Upgrades a customer whose purchases qualify; returns whether it did. The first activity after a tier was set by hand
 * leaves it alone, or moves it in either direction, as was said then.
 */
export function upgradeTier(world: World, customer: Customer, tillId: number): boolean {
  const reassess = takeReassessment(customer);
  const merited = meritedBy(world, customer);
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
  const merited = nextAtEnd(world, customer, at);
  const renewed = merited.number >= (customer.tier ?? 1);
  const event = recordEvent(world, renewed ? 'SlabRenewal' : 'SlabDowngrade', customerEntity(customer.id), {
    tillId: customer.tillId,
    time: at,
  });
  change(world, customer, merited, renewed ? 'RENEWAL' : 'DOWNGRADE', at, event.id);
}

/** The tier of a customer whose tier ends: the same if it is merited still, otherwise the one that it leads down to. */
function nextAtEnd(world: World, customer: Customer, at: Instant): Tier {
  const { tiers } = world.organisation.program;
  const merited = meritedBy(world, customer, at);
  const current = tierOf(world, customer.tier);
  if (!current?.entry || merited.number >= current.number) return merited;
  const { shouldDowngrade, downgradeTo } = current.entry;
  if (!shouldDowngrade) return current;
  const lower = {
    SINGLE: tiers.findLast(({ number }) => number < current.number),
    LOWEST: tiers[0],
    THRESHOLD: merited,
  };
  return lower[downgradeTo] ?? merited;
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

/** What a customer has of what the next tier measures, and the gap to the next tier; null at the top. */
export function gapToUpgrade(
  world: World,
  customer: Customer,
): { next: Tier; currentValue: number; gap: number } | null {
  const next = nextTier(world, customer.tier);
  if (!next) return null;
  const currentValue = measureOf(world, customer.id, next);
  return { next, currentValue, gap: points3(Math.max(0, next.threshold - currentValue)) };
}
