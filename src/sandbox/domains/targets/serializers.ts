/** Target groups, periods and targets as v3 shows them. */
import type { targetGroupList } from '../../../tools/beyond/target-group.js';
import type { Answer, ElementOf, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import type {
  targetGetCommunication,
  targetGroupGetForUser,
  targetGroupGetPeriods,
  targetList,
} from '../../../tools/targets/target-group.js';
import type { Instant } from '../../world/clock.js';
import { localDate } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { enrolmentOf, isEnrolled, progressIn, stepFor } from './enrolment.js';
import { goalOf, groupsIn, periodStatus, reachedOn, streakOf } from './rules.js';
import type { Target, TargetGroup, TargetMessage, TargetPeriod } from './state.js';
import { trackedEvents } from './tracked-events.js';

type GroupJson = RowOf<typeof targetGroupList>;
type PeriodJson = RowOf<typeof targetGroupGetPeriods>;
type UserJson = PartOf<Answer<typeof targetGroupGetForUser>, 'data'>;
type UserGroupJson = ElementOf<PartOf<UserJson, 'targetGroups'>>;
type UserTargetJson = ElementOf<PartOf<UserGroupJson, 'targets'>>;

const stamp = (at: Instant): string => at.replace('Z', '.000Z');

function attribution(world: World, tillId: number, createdOn: Instant, modifiedOn: Instant) {
  const { code = '', name = '' } = world.tills[tillId] ?? {};
  const till = { id: tillId, code, name, description: name, type: 'TILL' };
  return {
    attribution: {
      createdOn: stamp(createdOn),
      createdOnISO: createdOn,
      lastUpdatedOn: stamp(modifiedOn),
      lastUpdatedOnISO: modifiedOn,
      lastUpdatedBy: till,
      createdBy: till,
    },
  };
}

export const toPeriodJson = (world: World, group: TargetGroup, period: TargetPeriod): PeriodJson => ({
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

/** A group with its targets and the running period, and with all its periods if requested. */
export function toGroupJson(world: World, group: TargetGroup, { periods = true }): GroupJson {
  const [first] = group.periods;
  const last = group.periods.at(-1);
  const running = group.periods.find((each) => periodStatus(world, each) === 'RUNNING');
  return {
    id: group.id,
    orgId: world.organisation.id,
    ...attribution(world, group.tillId, group.createdOn, group.modifiedOn),
    createdOn: Date.parse(group.createdOn),
    name: group.name,
    active: group.active,
    preferredTillId: group.preferredTillId,
    ...(periods && { periods: group.periods.map((each) => toPeriodJson(world, group, each)) }),
    ...(running && { activePeriod: toPeriodJson(world, group, running) }),
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
        targetCycleStartDateISO: first.startsOn,
        targetCycleEndDate: stamp(last.endsOn),
        targetCycleEndDateISO: last.endsOn,
      }),
    frequencyType: group.frequencyType,
    trackingType: group.trackingType,
    targets: group.targets.map((each) => toTargetJson(group, each)),
    ...(group.streaks.length > 0 && {
      streaks: group.streaks.map(({ id, name, count }) => ({
        id,
        name,
        targetGroupId: group.id,
        targetCountOfSequence: count,
      })),
    }),
    leaderboardEnabled: group.leaderboardEnabled,
    userCreated: group.userCreated,
    ...(group.combinedGoal !== null && { unifiedTargetExpression: toCombinedGoalJson(group) }),
  };
}

/** The combined goal of a unified milestone, over the targets that still count. */
export const toCombinedGoalJson = ({ combinedGoal, targets }: TargetGroup) => ({
  aggregation: 'SUM',
  thresholdValue: combinedGoal,
  ruleExpression: `(${targets
    .filter(({ active }) => active)
    .map(({ id }) => id)
    .join('+')})`,
});

export function toTargetJson(group: TargetGroup, target: Target): RowOf<typeof targetList> {
  const goals = target.goals.map(({ id, periodId, value }) => ({ id, periodId, defaultValue: value }));
  return {
    id: target.id,
    name: target.name,
    emfRuleSetId: 900_000 + target.id,
    ...(target.enrolmentMethod === 'IMPORT' && { emfUnrolledRulesetId: 800_000 + target.id }),
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
    extendedFieldInfo: target.field && { name: target.field.name, aggregateFunction: target.field.aggregate },
    defaultValues: goals,
    targetPeriodDefaultValuesMap: Object.fromEntries(goals.map((goal) => [goal.periodId, goal])),
    targetMilestoneTriggers: [],
  };
}

export const toMessageJson = (
  world: World,
  group: TargetGroup,
  each: TargetMessage,
): RowOf<typeof targetGetCommunication> => ({
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

/** A customer's progress in a group: one row per target and period, in these targets and periods. */
const toUserGroupJson = (
  world: World,
  customer: Customer,
  group: TargetGroup,
  { targets, periods }: Pick<TargetGroup, 'targets' | 'periods'>,
): UserGroupJson => ({
  id: group.id,
  orgId: world.organisation.id,
  ...attribution(world, group.tillId, group.createdOn, group.modifiedOn),
  name: group.name,
  preferredTillId: group.preferredTillId,
  targets: targets.flatMap((target) =>
    periods.map((period) => toUserTargetJson(world, { group, target, period }, customer)),
  ),
  ...(group.streaks.length > 0 && { streaks: toUserStreaksJson(world, group, customer) }),
  targetEvaluationType: group.evaluationType,
  trackingType: group.trackingType,
});

function toUserTargetJson(
  world: World,
  { group, target, period }: { group: TargetGroup; target: Target; period: TargetPeriod },
  customer: Customer,
): UserTargetJson {
  const achieved = progressIn(world, target, period, customer);
  const at = reachedOn(world, customer, target, period);
  const joined = enrolmentOf(world, customer.id, target.id)?.steps.findLast(({ kind }) => kind === 'ENROL');
  // Without a call, the first thing that counts enrols.
  const enrolledOn = joined?.at ?? trackedEvents(world, target, [period], customer)[0]?.at;
  const takesPart = achieved > 0 || isEnrolled(world, group, target, customer);
  return {
    // It is absent until the customer takes part.
    targetId: takesPart ? customer.id * 1000 + (target.id % 1000) : null,
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
    ...(enrolledOn !== undefined && { enrolledOn: stamp(enrolledOn) }),
    unEnrolled: stepFor(world, target, period, customer)?.kind === 'UNENROL',
    milestones: null,
  };
}

function toUserStreaksJson(world: World, group: TargetGroup, customer: Customer): PartOf<UserGroupJson, 'streaks'> {
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
const toParticipantJson = (world: World, customer: Customer): PartOf<UserJson, 'customer'> => ({
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
      orgId: world.organisation.id,
      ...attribution(world, customer.tillId, createdOn, modifiedOn),
    }),
  ),
  loyaltyInfo: { loyaltyType: customer.loyaltyType, lifetimePurchases: customer.lifetimePurchases },
  customFields: Object.fromEntries(customer.profiles.flatMap(({ fields }) => Object.entries(fields))),
});

interface ProgressQuery {
  readonly includeInactive?: boolean;
  readonly includeInactiveTargets?: boolean;
  readonly targetRuleId?: number;
}

/** A customer with the progress in all groups. */
export function toProgressJson(
  world: World,
  customer: Customer,
  { includeInactive, includeInactiveTargets, targetRuleId }: ProgressQuery,
) {
  const groups = groupsIn(world).filter(({ active }) => includeInactiveTargets || active);
  return {
    userId: customer.id,
    customer: toParticipantJson(world, customer),
    targetGroups: groups.flatMap((group) => {
      const periods = group.periods.filter((each) => includeInactive || periodStatus(world, each) === 'RUNNING');
      const targets = group.targets.filter(
        ({ id, active }) => (includeInactiveTargets || active) && (targetRuleId === undefined || id === targetRuleId),
      );
      if (targets.length === 0 || periods.length === 0) return [];
      return [toUserGroupJson(world, customer, group, { targets, periods })];
    }),
  };
}
