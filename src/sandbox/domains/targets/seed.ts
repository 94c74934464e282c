/** Milestones and a streak in the seed, whose months also cover the past. */
import { DAY, later, now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import { createTargetGroup, goalsReached, type NewTarget, type NewTargetGroup, noteReached } from './rules.js';

const FASHION_TILL = 5001101;

const settings = (tillId: number): Omit<NewTargetGroup, 'name' | 'description' | 'periods' | 'targets'> => ({
  active: true,
  preferredTillId: tillId,
  trackingType: 'DEFAULT',
  evaluationType: 'FIXED_CALENDAR_WINDOW',
  frequencyType: 'MONTHLY',
  frequency: 1,
  totalPeriods: 1,
  recurringCycles: 1,
  userCreated: false,
  leaderboardEnabled: false,
  combinedGoal: null,
  streaks: [],
  tillId,
});

const target = (name: string, kpi: string, value: number): NewTarget => ({
  name,
  description: '',
  active: true,
  entity: 'TRANSACTION',
  kpi,
  eventName: 'TransactionAdd',
  expression: 'true',
  expressionJson: '{"arity":"literal","value":"true","type":"boolean:primitive"}',
  filters: [],
  enrolmentMethod: 'TRANSACTION',
  field: null,
  goals: [{ periodId: null, value }],
});

/** A period by its days from now. */
type Days = readonly [refCode: string, from: number, to: number];

function periodsOf(world: World, days: readonly Days[]): NewTargetGroup['periods'] {
  const at = (offset: number): string => later(now(world), offset * DAY);
  return days.map(([refCode, from, to]) => ({
    startsOn: at(from),
    endsOn: at(to),
    refCode,
    description: refCode,
    active: true,
  }));
}

/** What a seed says of a streak of visits. */
export interface SeedStreak {
  name: string;
  description: string;
  tillId: number;
  periods: readonly Days[];
  levels: NewTargetGroup['streaks'];
}

/** A visit in each of several periods in a row; the past counts. */
export function seedStreak(world: World, { name, description, tillId, periods, levels }: SeedStreak): void {
  createTargetGroup(world, {
    ...settings(tillId),
    name,
    description,
    trackingType: 'STREAKS',
    totalPeriods: periods.length,
    periods: periodsOf(world, periods),
    targets: [target('Visit', 'VISIT', 1)],
    streaks: levels,
  });
  countThePast(world);
}

/** What members have done already counts towards the goals that there are. */
function countThePast(world: World): void {
  for (const customer of Object.values(world.customers)) {
    if (customer.loyaltyType !== 'loyalty' || customer.mergedInto !== null) continue;
    for (const goal of goalsReached(world, customer)) noteReached(world, goal, customer, customer.tillId);
  }
}

/** A spending goal over ninety days, and a streak of visits in each of three of these months. */
export function seedTargets(world: World): void {
  createTargetGroup(world, {
    ...settings(FASHION_TILL),
    name: 'Spring spenders',
    description: 'Spend in spring',
    leaderboardEnabled: true,
    periods: periodsOf(world, [['SPRING', -60, 30]]),
    targets: [target('Spend 10,000', 'SALES', 10_000)],
  });
  seedStreak(world, {
    name: 'Come every month',
    description: 'A visit a month',
    tillId: FASHION_TILL,
    periods: [
      ['M1', -75, -45],
      ['M2', -44, -15],
      ['M3', -14, 15],
    ],
    levels: [
      { name: 'Two in a row', count: 2 },
      { name: 'Three in a row', count: 3 },
    ],
  });
}

/** Milestones that nobody is in yet: one of two targets that count together, and one for those who are enrolled. */
export function seedEnrolmentTargets(world: World): void {
  const onRequest = (name: string, kpi: string, value: number): NewTarget => ({
    ...target(name, kpi, value),
    enrolmentMethod: 'IMPORT',
  });
  const filters = [{ entityType: 'ZONE' as const, entityIds: Object.values(world.zones).map(({ id }) => id) }];
  createTargetGroup(world, {
    ...settings(FASHION_TILL),
    name: 'Complete the look',
    description: 'Items and visits, together twelve',
    trackingType: 'UNIFIED',
    combinedGoal: 12,
    periods: periodsOf(world, [['LOOK', -5, 40]]),
    targets: [onRequest('Look: items', 'QUANTITY', 10), onRequest('Look: visits', 'VISIT', 2)],
  });
  createTargetGroup(world, {
    ...settings(FASHION_TILL),
    name: 'By invitation',
    description: 'Spend 5,000; for invited customers',
    periods: periodsOf(world, [['INVITED', -10, 50]]),
    targets: [{ ...onRequest('Invited: spend 5,000', 'SALES', 5_000), filters }],
  });
}
