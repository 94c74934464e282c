/** Points restrictions: how many points a customer may spend in the catalog in a day, a week or a month. */
import { type Instant, now } from '../../world/clock.js';
import { localDate } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { UNITS, WEEKDAYS, type Window, windowAt } from '../badges/limits.js';
import { labelNamed, tagsOf } from '../customer/labels.js';
import type { Customer } from '../customer/state.js';
import { sum } from '../points/ledger.js';
import type { PointsRestriction, Reward } from './state.js';
import { isOn, switchOf } from './switches.js';

const MOST = 50;
const MOST_ACTIVE = 15;

export type NewRestriction = Omit<PointsRestriction, 'id' | 'createdOn' | 'createdBy' | 'modifiedOn' | 'modifiedBy'>;

/** What only one restriction may have. */
export const keyOf = ({ kpi, level, frequency, target }: NewRestriction): string =>
  JSON.stringify([kpi, level, frequency, targetOf(level, target) ?? '']);

/** What a level is about; undefined for everybody. */
function targetOf(level: PointsRestriction['level'], target: PointsRestriction['target']): string | undefined {
  return {
    CUSTOMER: undefined,
    CUSTOMER_REDEMPTION_TYPE: target.redemptionType,
    CUSTOMER_TIER: target.tierId,
    CUSTOMER_LOYALTY_PROGRAM: target.programId,
    CUSTOMER_SUPPL_PROGRAM: target.supplementaryProgramId,
    CUSTOMER_LABEL: target.label,
    CUSTOMER_SEGMENT: target.segmentId,
  }[level];
}

/** The restriction that another one would repeat. */
export const sameAs = (world: World, input: NewRestriction): PointsRestriction | undefined =>
  Object.values(world.pointsRestrictions).find((each) => keyOf(each) === keyOf(input));

/**
 * Adds a restriction, which holds at once.
 * @throws 12014 if there is one with the same level, target and window
 * @throws 12019 if there are 50 already; 12020 if 15 of them are active
 * @throws 400 if what the level is about is missing or does not exist
 */
export function addRestriction(world: World, input: NewRestriction, tillId: number): PointsRestriction {
  checkTarget(world, input);
  if (sameAs(world, input)) fail(12014, 'The constraint already exists: update it');
  if (Object.keys(world.pointsRestrictions).length >= MOST) fail(12019, `There are ${MOST} constraints already`);
  checkActive(world, input);
  const time = now(world);
  const restriction: PointsRestriction = {
    ...input,
    id: nextId(world, 'pointsRestriction'),
    createdOn: time,
    createdBy: tillId,
    modifiedOn: time,
    modifiedBy: tillId,
  };
  world.pointsRestrictions[restriction.id] = restriction;
  return restriction;
}

/**
 * Replaces the settings of a restriction.
 * @throws 12015 if there is no such restriction
 * @throws 12014, 12020, 400 as `addRestriction` does
 */
export function changeRestriction(world: World, id: number, input: NewRestriction, tillId: number): PointsRestriction {
  const restriction = world.pointsRestrictions[id] ?? failUnknown(12015, 'Constraint', id);
  checkTarget(world, input);
  const same = sameAs(world, input);
  if (same && same !== restriction) fail(12014, `Constraint ${same.id} has this level and window already`);
  checkActive(world, input, restriction);
  return Object.assign(restriction, input, { modifiedOn: now(world), modifiedBy: tillId });
}

function checkActive(world: World, { isActive }: NewRestriction, own?: PointsRestriction): void {
  const others = Object.values(world.pointsRestrictions).filter((each) => each.isActive && each !== own);
  if (isActive && others.length >= MOST_ACTIVE) fail(12020, `There are ${MOST_ACTIVE} active constraints already`);
}

function checkTarget(world: World, { level, target }: NewRestriction): void {
  if (level === 'CUSTOMER') return;
  const about = targetOf(level, target) || fail(400, `${level} needs what it is about`);
  const { program } = world.organisation;
  const exists = {
    CUSTOMER_REDEMPTION_TYPE: true,
    CUSTOMER_TIER: program.tiers.some(({ number }) => String(number) === about),
    CUSTOMER_LOYALTY_PROGRAM: String(program.id) === about,
    CUSTOMER_SUPPL_PROGRAM: world.partnerPrograms[Number(about)] !== undefined,
    CUSTOMER_LABEL: labelNamed(world, about) !== undefined,
    CUSTOMER_SEGMENT: world.audienceGroups[Number(about)] !== undefined,
  }[level];
  if (!exists) fail(400, `${about}, which ${level} is about, does not exist`);
}

/** Whether a restriction is about a customer. */
function isAbout(world: World, { level, target }: PointsRestriction, customer: Customer): boolean {
  const about = targetOf(level, target);
  switch (level) {
    case 'CUSTOMER':
    case 'CUSTOMER_REDEMPTION_TYPE':
      return true;
    case 'CUSTOMER_TIER':
      return String(customer.tier) === about;
    case 'CUSTOMER_LOYALTY_PROGRAM':
      return customer.loyaltyType === 'loyalty';
    case 'CUSTOMER_SUPPL_PROGRAM':
      return world.partnerMemberships.some(
        (each) => each.customerId === customer.id && each.linked && String(each.programId) === about,
      );
    case 'CUSTOMER_LABEL': {
      const label = labelNamed(world, about ?? '');
      return label !== undefined && tagsOf(world, customer.id).some(({ labelId }) => labelId === label.id);
    }
    case 'CUSTOMER_SEGMENT':
      return world.audienceGroups[Number(about)]?.tier === customer.tier;
  }
}

/** The active restrictions that are about a customer. */
export const restrictionsOf = (world: World, customer: Customer): PointsRestriction[] =>
  Object.values(world.pointsRestrictions).filter((each) => each.isActive && isAbout(world, each, customer));

/** Whether a restriction counts the points of a reward. */
const counts = ({ level, target }: PointsRestriction, reward: Reward): boolean =>
  level !== 'CUSTOMER_REDEMPTION_TYPE' ||
  target.redemptionType === 'NULL' ||
  target.redemptionType === reward.redemptionType;

/** The day of a moment, where the catalog counts: in UTC, or in the organization's time zone. */
function dayOf(world: World, at: Instant): Instant {
  const zone = isOn(world, 'CONF_ENABLE_ORG_TIMEZONE', null) ? world.organisation.timezone : 'UTC';
  return `${localDate(at, zone)}T00:00:00Z`;
}

const weekStart = (world: World): string => switchOf(world, 'CONF_START_OF_THE_WEEK_FOR_ORG_RESTRICTION', null);

/** The first day of a weekly window; undefined for the others. */
export const firstDayOf = (world: World, { frequency }: PointsRestriction): string | undefined =>
  frequency === 'WEEKLY' ? weekStart(world) : undefined;

/** The days of the current window. Only daily windows have an interval: weeks and months are the calendar's. */
function currentWindow(world: World, { frequency, interval, createdOn }: PointsRestriction): Window {
  return windowAt(dayOf(world, now(world)), {
    unit: UNITS[frequency],
    from: dayOf(world, createdOn),
    days: Math.max(1, interval),
    firstWeekday: WEEKDAYS.indexOf(weekStart(world)),
  });
}

/** The points that a customer has spent in the current window. Those of revoked rewards are not spent. */
export function spent(world: World, restriction: PointsRestriction, customer: Customer): number {
  const { start, end } = currentWindow(world, restriction);
  const counted = Object.values(world.rewardIssues).filter(({ customerId, rewardId, issuedOn, revocation }) => {
    const reward = world.rewards[rewardId];
    const day = dayOf(world, issuedOn);
    const isIn = customerId === customer.id && revocation === null && day >= start && day < end;
    return isIn && reward !== undefined && counts(restriction, reward);
  });
  return sum(counted.flatMap(({ pieces }) => pieces.map(({ points }) => points)));
}

/** @throws 12005 if the customer would spend more points than a restriction allows */
export function checkRestrictions(world: World, customer: Customer, reward: Reward, points: number): void {
  if (points === 0) return;
  for (const restriction of restrictionsOf(world, customer).filter((each) => counts(each, reward))) {
    if (spent(world, restriction, customer) + points <= restriction.limit) continue;
    const { id, limit, frequency } = restriction;
    fail(12005, `The customer may spend ${limit} points ${frequency.toLowerCase()} on rewards (constraint ${id})`);
  }
}
