/** Milestones and streaks: setting them up, and the goals that customers reach. */
import { compareInstants } from '../../../lib/instant.js';
import { DAY, earlier, type Instant, later, now } from '../../world/clock.js';
import { addMonths } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { customerEntity, recordEvent, sum } from '../points/ledger.js';
import type { LoyaltyEvent } from '../points/state.js';
import { transactionsOf } from '../transaction/lookup.js';
import type { Transaction } from '../transaction/state.js';
import { enrolmentOf, progressIn } from './enrolment.js';
import { KPIS, type Target, type TargetGroup, type TargetPeriod } from './state.js';

const NAME_TAKEN = 310069;
export const INVALID = 300004;
export const NAME_TOO_LONG = 310008;
export const MISMATCH = 310033;
const NEEDS_FIELD = 310094;

const NAME_LENGTH = 200;

/** The groups that were not deleted. */
export const groupsIn = (world: World): TargetGroup[] =>
  Object.values(world.targetGroups).filter((each) => !each.deleted);

/**
 * Finds a target group.
 * @throws 300004 if the group does not exist or was deleted
 */
export function targetGroupById(world: World, id: number): TargetGroup {
  const group = world.targetGroups[id];
  return group && !group.deleted ? group : failUnknown(INVALID, 'Target group', id);
}

/**
 * Finds a target of a group.
 * @throws 300004 if the group does not have the target
 */
export const targetById = (group: TargetGroup, id: number): Target =>
  group.targets.find((each) => each.id === id) ?? fail(INVALID, `Group ${group.id} has no target ${id}`);

/** A target by its id alone, with its group. */
export function targetOf(world: World, id: number | null): { group: TargetGroup; target: Target } | undefined {
  for (const group of groupsIn(world)) {
    const target = group.targets.find((each) => each.id === id);
    if (target) return { group, target };
  }
  return undefined;
}

export type NewPeriod = Omit<TargetPeriod, 'id' | 'createdOn'>;
export type NewTarget = Omit<Target, 'id' | 'goals'> & { goals: readonly { periodId: number | null; value: number }[] };
export type NewTargetGroup = Omit<
  TargetGroup,
  'id' | 'deleted' | 'periods' | 'targets' | 'streaks' | 'messages' | 'createdOn' | 'modifiedOn'
> & {
  periods: readonly NewPeriod[];
  targets: readonly NewTarget[];
  streaks: readonly { name: string; count: number }[];
};

/**
 * Creates a group with all its periods and targets, or nothing.
 * @throws 310069 if another group has the name
 * @throws 310132 if a leaderboard is enabled for another evaluation type than FIXED_CALENDAR_WINDOW
 * @throws 300004 if the name is too long, or a streak has no levels
 * @throws as adding periods and targets does
 */
export function createTargetGroup(world: World, input: NewTargetGroup): TargetGroup {
  const { periods: given, targets, streaks, ...settings } = input;
  checkGroupName(world, settings.name);
  if (settings.leaderboardEnabled && settings.evaluationType !== 'FIXED_CALENDAR_WINDOW') {
    fail(310132, 'A leaderboard requires evaluation type FIXED_CALENDAR_WINDOW');
  }
  if (/STREAKS/.test(settings.trackingType) && streaks.length === 0) fail(INVALID, 'A streak requires levels');
  const periods = given.length > 0 ? given : periodsFrom(world, settings);
  for (const period of periods) checkPeriod(world, period);
  for (const [index, target] of targets.entries()) checkTarget(world, target, targets.slice(0, index));
  const time = now(world);
  const group: TargetGroup = {
    id: nextId(world, 'targetGroup'),
    ...settings,
    deleted: false,
    periods: [],
    targets: [],
    streaks: streaks.map((each) => ({ id: nextId(world, 'streak'), ...each })),
    messages: [],
    createdOn: time,
    modifiedOn: time,
  };
  world.targetGroups[group.id] = group;
  addPeriods(world, group, periods);
  addTargets(world, group, targets);
  return group;
}

const MONTHS: Readonly<Record<string, number>> = { MONTHLY: 1, QUARTERLY: 3, HALF_YEARLY: 6, YEARLY: 12 };

/** Consecutive periods from now, if none are given. */
function periodsFrom(
  world: World,
  { frequencyType, frequency, totalPeriods }: Pick<TargetGroup, 'frequencyType' | 'frequency' | 'totalPeriods'>,
): NewPeriod[] {
  const units = Math.max(1, frequency);
  const end = (from: Instant): Instant => {
    const months = MONTHS[frequencyType];
    if (months !== undefined) return addMonths(from, months * units);
    return later(from, (frequencyType === 'WEEKLY' ? 7 : 1) * units * DAY);
  };
  const periods: NewPeriod[] = [];
  let startsOn = now(world);
  for (let number = 1; number <= Math.min(Math.max(1, totalPeriods), 100); number++) {
    const endsOn = end(startsOn);
    periods.push({
      startsOn,
      endsOn: later(endsOn, -1000),
      refCode: `Cycle_${nextPeriodNumber(world) + number}`,
      description: '',
      active: true,
    });
    startsOn = endsOn;
  }
  return periods;
}

const nextPeriodNumber = (world: World): number => world.ids['targetPeriod'] ?? 0;

/** @throws 300004 if the dates are not valid, or another period has the reference code */
function checkPeriod(world: World, period: NewPeriod, own?: TargetPeriod): void {
  if (period.startsOn >= period.endsOn) fail(INVALID, 'The end of a period must be after its start');
  const taken = groupsIn(world).some((group) =>
    group.periods.some((each) => each.refCode !== '' && each.refCode === period.refCode && each !== own),
  );
  if (taken) fail(INVALID, `refCode ${period.refCode} is used by another period`);
}

/** Adds periods, all or none. */
export function addPeriods(world: World, group: TargetGroup, periods: readonly NewPeriod[]): void {
  for (const period of periods) checkPeriod(world, period);
  group.periods.push(
    ...periods.map((period) => ({ id: nextId(world, 'targetPeriod'), ...period, createdOn: now(world) })),
  );
}

/** NOT_STARTED, RUNNING or ENDED. */
export function periodStatus(world: World, { startsOn, endsOn }: TargetPeriod): 'NOT_STARTED' | 'RUNNING' | 'ENDED' {
  const time = now(world);
  return time < startsOn ? 'NOT_STARTED' : time <= endsOn ? 'RUNNING' : 'ENDED';
}

/** STOPPED if switched off; otherwise by its periods. A group without periods is live. */
export function groupStatus(world: World, { active, periods }: TargetGroup): 'LIVE' | 'UPCOMING' | 'ENDED' | 'STOPPED' {
  if (!active) return 'STOPPED';
  const statuses = periods.map((each) => periodStatus(world, each));
  if (statuses.length === 0 || statuses.includes('RUNNING')) return 'LIVE';
  // Between two periods a group is live, too.
  if (statuses.every((each) => each === 'ENDED')) return 'ENDED';
  return statuses.every((each) => each === 'NOT_STARTED') ? 'UPCOMING' : 'LIVE';
}

/**
 * Changes periods, all or none. Of a running period only the end can change; an ended one cannot change.
 * @throws 300004 if a change is not allowed
 */
export function changePeriods(
  world: World,
  group: TargetGroup,
  changes: readonly (NewPeriod & { id: number })[],
): TargetPeriod[] {
  const found = changes.map((change) => {
    const period =
      group.periods.find((each) => each.id === change.id) ??
      fail(INVALID, `Group ${group.id} has no period ${change.id}`);
    const status = periodStatus(world, period);
    if (status === 'ENDED') fail(INVALID, `Period ${period.id} has ended`);
    if (status === 'RUNNING' && change.startsOn !== period.startsOn)
      fail(INVALID, `Period ${period.id} has started; its start cannot change`);
    checkPeriod(world, change, period);
    return { period, change };
  });
  for (const { period, change } of found) Object.assign(period, change);
  return found.map(({ period }) => period);
}

/** @throws 310033 if the figure does not measure the entity */
export function checkFigure(entity: Target['entity'], kpi: string): void {
  const figures: readonly string[] = KPIS[entity];
  if (!figures.includes(kpi))
    fail(MISMATCH, `${entity} cannot be measured by ${kpi}; use one of ${figures.join(', ')}`);
}

function checkTarget(world: World, target: NewTarget, beside: readonly { name: string }[], own?: Target): void {
  if (target.name.length > NAME_LENGTH) fail(NAME_TOO_LONG, `A target name can have at most ${NAME_LENGTH} characters`);
  const others = [...groupsIn(world).flatMap((group) => group.targets), ...beside].filter((each) => each !== own);
  if (others.some((each) => each.name.toLowerCase() === target.name.toLowerCase())) {
    fail(NAME_TAKEN, `Target ${target.name} already exists`);
  }
  checkFigure(target.entity, target.kpi);
  if (/EXTENDED_FIELD|EVENT_ATTRIBUTE/.test(target.kpi) && target.field === null) {
    fail(NEEDS_FIELD, `${target.kpi} requires extendedFieldInfo`);
  }
  if (target.entity === 'EVENT' && target.eventName === '') fail(INVALID, 'EVENT requires eventName');
  if (target.goals.some(({ value }) => !(value > 0))) fail(INVALID, 'A goal must be above 0');
}

/**
 * Goals without a period are assigned to the periods in order; the last one counts for the rest. A period that has a goal
 * keeps its id.
 */
function goalsFor(
  world: World,
  group: TargetGroup,
  goals: NewTarget['goals'],
  known: Target['goals'] = [],
): Target['goals'] {
  const idFor = (id: number): number =>
    known.find(({ periodId }) => periodId === id)?.id ?? nextId(world, 'targetGoal');
  const named = goals.some(({ periodId }) => periodId !== null && periodId > 0);
  if (named) {
    return goals.map(({ periodId, value }) => {
      const period =
        group.periods.find((each) => each.id === periodId) ??
        fail(INVALID, `Group ${group.id} has no period ${periodId}`);
      return { id: idFor(period.id), periodId: period.id, value };
    });
  }
  const last = goals.at(-1);
  if (!last) return [];
  return group.periods.map((period, index) => ({
    id: idFor(period.id),
    periodId: period.id,
    value: (goals[index] ?? last).value,
  }));
}

/**
 * Adds targets, all or none.
 * @throws 310069 if another target has the name
 * @throws 310008 if the name is too long
 * @throws 310033 if the figure does not measure the entity
 * @throws 310094 if the figure requires a field
 * @throws 300004 if another setting is not valid
 */
export function addTargets(world: World, group: TargetGroup, targets: readonly NewTarget[]): Target[] {
  for (const [index, target] of targets.entries()) {
    checkTarget(world, target, targets.slice(0, index));
    for (const { periodId } of target.goals) checkPeriodId(group, periodId);
  }
  const added = targets.map((target): Target => {
    return { id: nextId(world, 'target'), ...target, goals: goalsFor(world, group, target.goals) };
  });
  group.targets.push(...added);
  return added;
}

function checkPeriodId(group: TargetGroup, periodId: number | null): void {
  if (periodId === null || periodId <= 0) return;
  if (!group.periods.some((each) => each.id === periodId)) fail(INVALID, `Group ${group.id} has no period ${periodId}`);
}

/**
 * Changes a target. Given goals replace those of their periods.
 * @throws as `addTargets` does
 */
export function changeTarget(world: World, group: TargetGroup, target: Target, change: NewTarget): void {
  checkTarget(world, change, [], target);
  for (const { periodId } of change.goals) checkPeriodId(group, periodId);
  const goals = goalsFor(world, group, change.goals, target.goals);
  Object.assign(target, change, {
    goals: [...target.goals.filter((each) => !goals.some((goal) => goal.periodId === each.periodId)), ...goals],
  });
  group.modifiedOn = now(world);
}

/**
 * Changes several targets, all or none.
 * @throws as `addTargets` does
 */
export function changeTargets(
  world: World,
  group: TargetGroup,
  changes: readonly { target: Target; change: NewTarget }[],
): void {
  for (const [index, { target, change }] of changes.entries()) {
    checkTarget(
      world,
      change,
      changes.slice(0, index).map((each) => each.change),
      target,
    );
    for (const { periodId } of change.goals) checkPeriodId(group, periodId);
  }
  for (const { target, change } of changes) changeTarget(world, group, target, change);
}

/**
 * Gives a group another name.
 * @throws 310069 if another group has it
 * @throws 300004 if it is too long
 */
export function renameGroup(world: World, group: TargetGroup, name: string): void {
  checkGroupName(world, name, group);
  group.name = name;
  group.modifiedOn = now(world);
}

function checkGroupName(world: World, name: string, own?: TargetGroup): void {
  if (name.length > NAME_LENGTH) fail(INVALID, `name can have at most ${NAME_LENGTH} characters`);
  if (groupsIn(world).some((each) => each !== own && each.name.toLowerCase() === name.toLowerCase())) {
    fail(NAME_TAKEN, `Target group ${name} already exists`);
  }
}

/** When a customer reached a goal in a period; null if not reached. */
export const reachedOn = (world: World, customer: Customer, target: Target, period: TargetPeriod): Instant | null =>
  world.targetsReached[customer.id]?.find((each) => each.targetId === target.id && each.periodId === period.id)
    ?.reachedOn ?? null;

/** The goal of a period; undefined if there is none. */
export const goalOf = (target: Target, period: TargetPeriod): number | undefined =>
  target.goals.find((each) => each.periodId === period.id)?.value;

/** A goal that a customer has just reached. */
export interface Reached {
  group: TargetGroup;
  target: Target;
  period: TargetPeriod;
}

/**
 * The goals that a customer has reached by now and that are not recorded yet. A backdated bill counts for the period of
 * its date.
 */
export function goalsReached(world: World, customer: Customer): Reached[] {
  const time = now(world);
  const bills = transactionsOf(world, customer.id);
  const reached: Reached[] = [];
  for (const group of groupsIn(world)) {
    if (!group.active) continue;
    for (const period of group.periods) {
      if (!period.active || time < period.startsOn) continue;
      for (const target of group.targets) {
        const goal = goalOf(target, period);
        if (!target.active || goal === undefined || reachedOn(world, customer, target, period) !== null) continue;
        if (isReached(world, { group, target, period }, customer, { goal, bills }))
          reached.push({ group, target, period });
      }
    }
  }
  return reached;
}

/** The targets of a unified milestone with a combined goal are reached together. */
function isReached(
  world: World,
  { group, target, period }: Reached,
  customer: Customer,
  { goal, bills }: { goal: number; bills: readonly Transaction[] },
): boolean {
  if (group.combinedGoal === null) return progressIn(world, target, period, customer, bills) >= goal;
  const counting = group.targets.filter(({ active }) => active);
  return sum(counting.map((each) => progressIn(world, each, period, customer, bills))) >= group.combinedGoal;
}

/** Records that a customer has reached a goal, which counts once, and the event. */
export function noteReached(
  world: World,
  { group, target, period }: Reached,
  customer: Customer,
  tillId: number,
): LoyaltyEvent {
  world.targetsReached[customer.id] ??= [];
  world.targetsReached[customer.id]?.push({ targetId: target.id, periodId: period.id, reachedOn: now(world) });
  return recordEvent(world, 'TargetCompleted', customerEntity(customer.id), {
    tillId: group.preferredTillId || tillId,
    referenceId: String(target.id),
  });
}

/** Makes the goals that one customer reached those of another. Of a goal that both reached, the earlier time counts. */
export function handOverReached(world: World, fromId: number, toId: number): void {
  const [moved, own = []] = [world.targetsReached[fromId], world.targetsReached[toId]];
  if (!moved) return;
  delete world.targetsReached[fromId];
  for (const reached of moved) {
    const same = own.find((each) => each.targetId === reached.targetId && each.periodId === reached.periodId);
    if (same) same.reachedOn = earlier(same.reachedOn, reached.reachedOn);
    else own.push(reached);
  }
  world.targetsReached[toId] = own;
}

/** Consecutive periods, up to the running or last ended one, in which every target was reached. */
export function streakOf(world: World, group: TargetGroup, customer: Customer): number {
  const time = now(world);
  const since = restartOf(world, group, customer);
  const past = group.periods
    .filter((each) => each.active && each.startsOn <= time && each.startsOn >= since)
    .sort((a, b) => compareInstants(a.startsOn, b.startsOn));
  const done = (period: TargetPeriod): boolean =>
    group.targets.every((target) => !target.active || reachedOn(world, customer, target, period) !== null);
  if (group.trackingType === 'NON_CONTINUOUS_STREAKS') return past.filter(done).length;
  let count = 0;
  for (const period of past.reverse()) {
    if (done(period)) count += 1;
    // The running period may still be reached.
    else if (periodStatus(world, period) === 'ENDED') break;
  }
  return count;
}

/** From when on a customer's streak counts: the last time that the customer began it anew. */
function restartOf(world: World, group: TargetGroup, customer: Customer): Instant {
  const restarts = group.targets.flatMap(({ id }) =>
    (enrolmentOf(world, customer.id, id)?.steps ?? []).filter((step) => step.restarts).map(({ from }) => from),
  );
  return restarts.sort().at(-1) ?? '';
}
