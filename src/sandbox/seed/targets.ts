/** Milestones and a streak in the seed, by whose months the past is measured too. */
import { DAY, later, now } from '../clock.js';
import { createTargetGroup, type NewTarget, type NewTargetGroup, noteReached } from '../rules/targets.js';
import type { World } from '../world.js';

const TILL = 5001101;

const settings: Omit<NewTargetGroup, 'name' | 'description' | 'periods' | 'targets'> = {
  active: true,
  preferredTillId: TILL,
  trackingType: 'DEFAULT',
  evaluationType: 'FIXED_CALENDAR_WINDOW',
  frequencyType: 'MONTHLY',
  frequency: 1,
  totalPeriods: 1,
  recurringCycles: 1,
  userCreated: false,
  leaderboardEnabled: false,
  streaks: [],
  tillId: TILL,
};

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

/** A spending goal over ninety days, and a streak of visits in each of three of these months. */
export function seedTargets(world: World): void {
  const at = (days: number): string => later(now(world), days * DAY);
  const period = (refCode: string, from: number, to: number) => ({
    startsOn: at(from),
    endsOn: at(to),
    refCode,
    description: refCode,
    active: true,
  });
  createTargetGroup(world, {
    ...settings,
    name: 'Spring spenders',
    description: 'Spend in spring',
    periods: [period('SPRING', -60, 30)],
    targets: [target('Spend 10,000', 'SALES', 10_000)],
  });
  createTargetGroup(world, {
    ...settings,
    name: 'Come every month',
    description: 'A visit a month',
    trackingType: 'STREAKS',
    totalPeriods: 3,
    periods: [period('M1', -75, -45), period('M2', -44, -15), period('M3', -14, 15)],
    targets: [target('Visit', 'VISIT', 1)],
    streaks: [
      { name: 'Two in a row', count: 2 },
      { name: 'Three in a row', count: 3 },
    ],
  });
  for (const customer of Object.values(world.customers)) {
    if (customer.loyaltyType === 'loyalty' && customer.mergedInto === null)
      noteReached(world, customer, customer.tillId);
  }
}
