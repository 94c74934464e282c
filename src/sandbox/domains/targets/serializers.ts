/** Target groups, periods and targets as v3 shows them. */
import type { Instant } from '../../world/clock.js';
import { localDate } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import { tillShape } from '../customer/shape.js';
import type { Customer } from '../customer/state.js';
import { goalOf, periodStatus, progressIn, reachedOn, streakOf } from './rules.js';
import type { Target, TargetGroup, TargetMessage, TargetPeriod } from './state.js';

const stamp = (at: Instant): string => at.replace('Z', '.000Z');

function attribution(world: World, tillId: number, createdOn: Instant, modifiedOn: Instant): object {
  const till = { ...tillShape(world, tillId), description: world.tills[tillId]?.name ?? '' };
  return {
    attribution: {
      createdOn: stamp(createdOn),
      lastUpdatedOn: stamp(modifiedOn),
      lastUpdatedBy: till,
      createdBy: till,
    },
  };
}

export const periodFace = (world: World, group: TargetGroup, period: TargetPeriod): object => ({
  id: period.id,
  ...attribution(world, group.tillId, period.createdOn, period.createdOn),
  startDate: localDate(period.startsOn, world.organisation.timezone),
  endDate: localDate(period.endsOn, world.organisation.timezone),
  refCode: period.refCode,
  periodStatus: periodStatus(world, period),
  targetGroupId: group.id,
  description: period.description,
  active: period.active,
});

/** A group's settings, with its contents if requested. */
export function targetGroupFace(
  world: World,
  group: TargetGroup,
  more: { periods?: boolean; targets?: boolean },
): object {
  const [first] = group.periods;
  const last = group.periods.at(-1);
  return {
    id: group.id,
    ...attribution(world, group.tillId, group.createdOn, group.modifiedOn),
    name: group.name,
    active: group.active,
    preferredTillId: group.preferredTillId,
    ...(more.periods && { periods: group.periods.map((each) => periodFace(world, group, each)) }),
    totalPeriods: group.totalPeriods,
    description: group.description,
    targetEvaluationType: group.evaluationType,
    recurringCycles: group.recurringCycles,
    frequency: group.frequency,
    ...(first &&
      last && {
        fromDate: stamp(first.startsOn),
        toDate: stamp(last.endsOn),
        targetCycleStartDate: stamp(first.startsOn),
        targetCycleEndDate: stamp(last.endsOn),
      }),
    frequencyType: group.frequencyType,
    trackingType: group.trackingType,
    ...(more.targets && { targets: group.targets.map((each) => targetFace(group, each)) }),
    ...(group.streaks.length > 0 && {
      streaks: group.streaks.map(({ id, name, count }) => ({ id, name, targetCountOfSequence: count })),
    }),
    leaderboardEnabled: group.leaderboardEnabled,
    userCreated: group.userCreated,
  };
}

/** A group as the list shows it: with its targets and the running period. */
export function listedGroupFace(world: World, group: TargetGroup, more: { periods: boolean }): object {
  const running = group.periods.find((each) => periodStatus(world, each) === 'RUNNING');
  return {
    ...targetGroupFace(world, group, { ...more, targets: true }),
    createdOn: Date.parse(group.createdOn),
    ...(running && { activePeriod: periodFace(world, group, running) }),
  };
}

export function targetFace(group: TargetGroup, target: Target): object {
  const goals = target.goals.map(({ id, periodId, value }) => ({ id, periodId, defaultValue: value }));
  return {
    id: target.id,
    name: target.name,
    emfRuleSetId: 900_000 + target.id,
    targetType: target.kpi,
    targetEntity: target.entity,
    eventName: target.eventName,
    targetGroupId: group.id,
    description: target.description,
    active: target.active,
    expression: target.expression,
    expressionJson: target.expressionJson,
    filters: target.filters,
    enrolmentMethod: target.enrolmentMethod,
    ...(target.field && { extendedFieldInfo: { name: target.field.name, aggregateFunction: target.field.aggregate } }),
    defaultValues: goals,
    targetPeriodDefaultValuesMap: Object.fromEntries(goals.map((goal) => [goal.periodId, goal])),
    targetMilestoneTriggers: [],
  };
}

export const messageFace = (world: World, group: TargetGroup, each: TargetMessage): object => ({
  id: each.id,
  ...attribution(world, group.tillId, each.createdOn, each.modifiedOn),
  targetId: each.targetId,
  targetGroupId: group.id,
  communicationType: each.type,
  channelId: each.channelId,
  subjectTemplate: each.subject,
  messageTemplate: each.message,
  sender: each.sender,
  offsetDays: each.offsetDays,
  active: each.active,
  configs: [],
});

/** A customer's progress in a group: one row per target and period. */
export function progressFace(
  world: World,
  group: TargetGroup,
  customer: Customer,
  asked: { allPeriods: boolean; inactive: boolean; targetId: number | null },
): object {
  const periods = group.periods.filter((each) => asked.allPeriods || periodStatus(world, each) === 'RUNNING');
  const targets = group.targets.filter(
    (each) => (asked.inactive || each.active) && (asked.targetId === null || each.id === asked.targetId),
  );
  return {
    id: group.id,
    ...attribution(world, group.tillId, group.createdOn, group.modifiedOn),
    name: group.name,
    preferredTillId: group.preferredTillId,
    targets: targets.flatMap((target) => periods.map((period) => rowFace(world, target, period, customer))),
    ...(group.streaks.length > 0 && { streaks: streakFaces(world, group, customer) }),
    targetEvaluationType: group.evaluationType,
    trackingType: group.trackingType,
  };
}

function rowFace(world: World, target: Target, period: TargetPeriod, customer: Customer): object {
  const achieved = progressIn(world, target, period, customer);
  const at = reachedOn(world, customer, target, period);
  return {
    // It is absent until the customer makes progress.
    targetId: achieved > 0 ? customer.id * 1000 + (target.id % 1000) : null,
    targetRuleId: target.id,
    targetName: target.name,
    periodId: period.id,
    periodRefCode: period.refCode,
    periodStartDate: localDate(period.startsOn, world.organisation.timezone),
    periodEndDate: localDate(period.endsOn, world.organisation.timezone),
    periodStartDateWithTimeStamp: stamp(period.startsOn),
    periodEndDateWithTimeStamp: stamp(period.endsOn),
    targetValue: goalOf(target, period) ?? 0,
    targetAchievedValue: achieved,
    targetType: target.kpi,
    targetEntity: target.entity,
    eventName: target.eventName,
    targetAchievedDateTime: at === null ? null : stamp(at),
    currentPeriod: periodStatus(world, period) === 'RUNNING',
    unEnrolled: false,
    milestones: null,
  };
}

function streakFaces(world: World, group: TargetGroup, customer: Customer): object[] {
  const current = streakOf(world, group, customer);
  return group.streaks.map(({ id, name, count }) => ({
    userStreakId: customer.id * 1000 + (id % 1000),
    streakId: id,
    streakName: name,
    status: current >= count ? 'COMPLETED' : current > 0 ? 'IN_PROGRESS' : 'NOT_STARTED',
    currentCount: Math.min(current, count),
    totalTargetCountOfSequence: count,
  }));
}

/** The customer beside the progress. */
export const customerOfTargets = (world: World, customer: Customer): object => ({
  id: customer.id,
  profiles: customer.profiles.map(
    ({ firstName, lastName, commChannels, source, accountId, createdOn, modifiedOn }) => ({
      firstName,
      lastName,
      commChannels: commChannels.map(({ type, value, primary, verified, attributes }) => ({
        type,
        value,
        primary,
        verified,
        attributes,
      })),
      source,
      accountId,
      userId: customer.id,
      ...attribution(world, customer.tillId, createdOn, modifiedOn),
    }),
  ),
  loyaltyInfo: { loyaltyType: customer.loyaltyType, lifetimePurchases: customer.lifetimePurchases },
  customFields: Object.assign({}, ...customer.profiles.map((each) => each.fields)),
});
