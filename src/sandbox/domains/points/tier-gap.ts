/** The purchases that a member needs to reach the next tier, or to keep the current one, as v2 and v1.1 show them. */
import { DAY, type Instant, later, now } from '../../world/clock.js';
import { addMonths, localDate } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import type { Tier } from '../organization/state.js';
import { transactionsOf } from '../transaction/lookup.js';
import { points3 } from './ledger.js';
import { measureKindOf, measureOf, reaches } from './tier-measures.js';
import { nextTier, tierOf } from './tiers.js';

/** Purchases towards a threshold, as of a day. */
interface Gap {
  threshold: number;
  current: number;
  missing: number;
  /** `YYYY-MM-DD`: until when no purchase leaves the window; empty if it contains none. */
  validUntil: string;
}

function gapTo(world: World, customer: Customer, tier: Tier, days: number): Gap {
  const at = later(now(world), days * DAY);
  const { threshold } = tier;
  const current = measureOf(world, customer.id, tier, at);
  const missing = points3(Math.max(0, threshold - current));
  return { threshold, current, missing, validUntil: validUntil(world, customer, at) };
}

function validUntil(world: World, customer: Customer, at: Instant): string {
  const { program, timezone } = world.organisation;
  const from = addMonths(at, -program.tierWindowMonths);
  const [oldest] = transactionsOf(world, customer.id)
    .filter((bill) => bill.type === 'REGULAR' && bill.billingDate > from)
    .map(({ billingDate }) => billingDate)
    .sort();
  return oldest === undefined ? '' : localDate(addMonths(oldest, program.tierWindowMonths), timezone);
}

/** Tiers depend on the purchases of the last months. */
const window = (world: World): { type: string; mode: string; periodType: string; periodValue: number } => ({
  type: 'BILL_AMOUNT',
  mode: 'MOVING_WINDOW',
  periodType: 'MONTHS',
  periodValue: world.organisation.program.tierWindowMonths,
});

/** v2's `upgradeStrategies`, for a number of days ahead; none at the top. */
export function upgradeStrategies(world: World, customer: Customer, days: number): object[] {
  const next = nextTier(world, customer.tier);
  if (!next) return [];
  const gap = gapTo(world, customer, next, days);
  return [
    {
      upgradeBasedOn: measureKindOf(next),
      upgradeThreshold: gap.threshold,
      customerUpgradeEntityValues: {
        currentValue: gap.current,
        gapToUpgrade: gap.missing,
        valueValidUpto: gap.validUntil,
      },
    },
  ];
}

/** v1.1's `gap_to_upgrade`: the same, all text. */
export function inTouchGapToUpgrade(world: World, customer: Customer, days: number): object {
  const next = nextTier(world, customer.tier);
  if (!next) return { upgrade_strategy: [] };
  const gap = gapTo(world, customer, next, days);
  const { type, mode, periodType, periodValue } = window(world);
  return {
    upgrade_strategy: [
      {
        upgrade_based_on: measureKindOf(next),
        // The documented spelling.
        upgrade_entity_identifers: {
          tracker_type: type,
          tracker_mode: mode,
          tracker_case_period_type: periodType,
          tracker_case_period_value: String(periodValue),
        },
        upgrade_threshold: String(gap.threshold),
        customer_upgrade_entity_values: {
          current_value: String(gap.current),
          gap_to_upgrade: String(gap.missing),
          value_valid_upto: gap.validUntil,
        },
      },
    ],
  };
}

/** Whether the purchases so far are enough when the tier ends. */
function renewal(
  world: World,
  customer: Customer,
  days: number,
): { gap: Gap; confirmed: boolean; ends: string } | null {
  const tier = tierOf(world, customer.tier);
  const { tierExpiresOn } = customer;
  if (!tier || tierExpiresOn === null) return null;
  return {
    gap: gapTo(world, customer, tier, days),
    confirmed: reaches(world, customer.id, tier, tierExpiresOn),
    ends: localDate(tierExpiresOn, world.organisation.timezone),
  };
}

/** v2's `gapToRenewSummary`; null in the base tier, which never ends. */
export function gapToRenewSummary(world: World, customer: Customer, days: number): object | null {
  const kept = renewal(world, customer, days);
  if (!kept) return null;
  const { type, mode, periodType, periodValue } = window(world);
  return {
    tierExpiryDate: kept.ends,
    renewConfirmed: kept.confirmed,
    renewStrategies: [
      {
        renewBasedOn: 'TRACKER',
        renewThreshold: kept.gap.threshold,
        customerRenewEntityValue: kept.gap.current,
        customerGapToRenewValue: kept.gap.missing,
        trackerEntityIdentifiers: [
          {
            trackerType: type,
            trackerMode: mode,
            trackerCasePeriodType: periodType,
            trackerCasePeriodValue: String(periodValue),
          },
        ],
      },
    ],
  };
}

/** v1.1's `gap_to_renew`: the same, all text; null in the base tier. */
export function inTouchGapToRenew(world: World, customer: Customer, days: number): object | null {
  const kept = renewal(world, customer, days);
  if (!kept) return null;
  const { type, mode, periodType, periodValue } = window(world);
  return {
    tier_expiry_date: kept.ends,
    renew_confirmed: String(kept.confirmed),
    renew_strategy: [
      {
        renew_based_on: 'TRACKER',
        renew_entity_identifiers: {
          tracker_type: type,
          tracker_mode: mode,
          tracker_case_period_type: periodType,
          tracker_case_period_value: String(periodValue),
        },
        renew_threshold: String(kept.gap.threshold),
        customer_renew_entity_value: String(kept.gap.current),
        customer_gap_to_renew_value: String(kept.gap.missing),
      },
    ],
  };
}
