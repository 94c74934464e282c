/** Tiers set by hand, as v2's manual adjustment does it. */
import { DAY, type Instant, later, now } from '../../world/clock.js';
import { endOfDay, readDate } from '../../world/dates.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import type { Tier } from '../organization/state.js';
import { setTier, tierOf } from './tiers.js';

export interface TierAdjustment {
  action: 'UPGRADE' | 'DOWNGRADE' | 'RENEWAL' | 'EXTEND_CURRENT_TIER_EXPIRY_DATE';
  /** The tier to move to, by name. */
  tierName?: string;
  validity: 'FIXED_DURATION' | 'SPECIFIC_DATE' | 'CURRENT_TIER_EXPIRY_DATE' | 'AS_PER_TIER_STRATEGY';
  /** Days, or a day. */
  upTo?: string;
  reassess: boolean;
  reason: string;
  tillId: number;
}

/**
 * Sets a tier by hand, and says which it was before.
 * @throws 400 if the customer is not in the program, or a downgrade does not lead down
 * @throws 8923 if no tier has the name
 * @throws 8925 if an upgrade does not lead up
 * @throws 8921 if the number of days is none
 * @throws 400 if the day is none, or not ahead
 */
export function adjustTier(world: World, customer: Customer, adjustment: TierAdjustment): { from: Tier; to: Tier } {
  const from = tierOf(world, customer.tier) ?? fail(400, 'The customer is not in the loyalty program');
  const to = tierMeant(world, from, adjustment);
  const expiresOn = endMeant(world, customer, adjustment);
  const { tillId, reason, reassess } = adjustment;
  setTier(world, customer, to, { tillId, reason, reassess, ...(expiresOn !== undefined && { expiresOn }) });
  return { from, to };
}

function tierMeant(world: World, from: Tier, { action, tierName }: TierAdjustment): Tier {
  if (action === 'RENEWAL' || action === 'EXTEND_CURRENT_TIER_EXPIRY_DATE') return from;
  const name = tierName?.toLowerCase();
  const to = world.organisation.program.tiers.find((tier) => tier.name.toLowerCase() === name);
  if (!to) return fail(8923, 'slab not found for the given slab name');
  if (action === 'UPGRADE' && to.number <= from.number) fail(8925, 'target slab must be higher than the current slab');
  // No documentation has a code for it.
  if (action === 'DOWNGRADE' && to.number >= from.number) fail(400, 'target slab must be lower than the current slab');
  return to;
}

/** When the tier is to end; undefined for the program's own rule. */
function endMeant(
  world: World,
  customer: Customer,
  { action, validity, upTo = '' }: TierAdjustment,
): Instant | undefined {
  const { tierExpiresOn } = customer;
  const stays = action === 'RENEWAL' || action === 'EXTEND_CURRENT_TIER_EXPIRY_DATE';
  if (validity === 'AS_PER_TIER_STRATEGY') return undefined;
  if (validity === 'CURRENT_TIER_EXPIRY_DATE') return tierExpiresOn ?? undefined;
  if (validity === 'FIXED_DURATION') {
    if (!/^[1-9]\d{0,4}$/.test(upTo)) fail(8921, 'manualSlabActionValidityUpto value should be an integer');
    // The documentation calls it an extension of the expiry.
    return later(stays ? (tierExpiresOn ?? now(world)) : now(world), Number(upTo) * DAY);
  }
  const { timezone } = world.organisation;
  const day = readDate(upTo, timezone) ?? fail(400, 'manualSlabActionValidityUpto must be a day, YYYY-MM-DD');
  const end = endOfDay(day, timezone);
  if (end <= now(world)) fail(400, 'manualSlabActionValidityUpto is in the past');
  return end;
}

const SUFFIXES = ['th', 'st', 'nd', 'rd'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `30th Nov, 2026` for `2026-11-30`. */
export function inWords(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const number = Number(date);
  const isTeen = number > 10 && number < 20;
  return `${number}${isTeen ? 'th' : (SUFFIXES[number % 10] ?? 'th')} ${MONTHS[Number(month) - 1]}, ${year}`;
}
