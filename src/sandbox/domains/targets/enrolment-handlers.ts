/** Section Target group: enrolment in targets, what counted, and changes of whole groups. */
import {
  targetCheckName,
  targetEnrollCustomer,
  targetEnrollCustomerWithScope,
  targetGetTrackedEvents,
  targetGroupGetForUserWithScope,
  targetGroupUpdate,
  targetListEnrolledForUser,
  targetUnenrollCustomer,
  targetUnenrollCustomerWithScope,
  targetUpdateUnified,
} from '../../../tools/beyond/target-group.js';
import type { Body, ElementOf, Parameters } from '../../../tools/schemas/decoded.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { now } from '../../world/clock.js';
import { localDate, serverDateTime } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { enrol, isEnrolled, NO_CUSTOMER, NO_GROUP, NO_PERIOD, NO_TARGET, unenrol } from './enrolment.js';
import {
  changeTargets,
  groupsIn,
  INVALID,
  MISMATCH,
  NAME_TOO_LONG,
  type NewTarget,
  renameGroup,
  targetGroupById,
  targetOf,
} from './rules.js';
import { checkScope, NO_SCOPE } from './scope.js';
import { toCombinedGoalJson, toGroupJson, toProgressJson, toTargetJson } from './serializers.js';
import { KPIS, type Target, type TargetEntity, type TargetGroup } from './state.js';
import { type TrackedEvent, trackedEvents } from './tracked-events.js';

const NO_METHOD = 310130;
const NO_KIND_OF_NAME = 310145;
const NO_EVENTS = 310149;

const V3 = { envelope: 'v3', code: INVALID } as const;
const ENROLMENT = {
  ...V3,
  codes: { targetGroupId: NO_GROUP, targetId: NO_TARGET, 'body[].customerId': NO_CUSTOMER },
} as const;
const SCOPED = { ...ENROLMENT, codes: { ...ENROLMENT.codes, 'DATA-SCOPE': { malformed: NO_SCOPE } } } as const;

/**
 * A customer who can take part.
 * @throws 310011 if there is none
 */
export function memberById(world: World, id: number): Customer {
  const customer = world.customers[id];
  return customer && !customer.piiDeleted && customer.mergedInto === null
    ? customer
    : failUnknown(NO_CUSTOMER, 'Customer', id);
}

/** @throws 310017, 310018 if there is no such group or target */
function groupAndTarget(world: World, { targetGroupId, targetId }: { targetGroupId: number; targetId: number }) {
  const group = groupsIn(world).find(({ id }) => id === targetGroupId);
  if (!group) return failUnknown(NO_GROUP, 'Target group', targetGroupId);
  const target = group.targets.find(({ id }) => id === targetId) ?? failUnknown(NO_TARGET, 'Target', targetId);
  return { group, target };
}

type Place = Parameters<typeof targetEnrollCustomer.pathParameters>;

/** The only row of a call. */
function onlyRow<T>(rows: readonly T[]): T {
  const [row] = rows;
  return row !== undefined && rows.length === 1 ? row : fail(INVALID, 'Send one customer a call');
}

function enrolled(world: World, path: Place, body: Body<typeof targetEnrollCustomer>): number {
  const { customerId, ...how } = onlyRow(body);
  const { group, target } = groupAndTarget(world, path);
  const customer = memberById(world, customerId);
  enrol(world, group, target, customer, how);
  return customer.id;
}

function unenrolled(world: World, path: Place, body: Body<typeof targetUnenrollCustomer>): number {
  const { customerId } = onlyRow(body);
  const { group, target } = groupAndTarget(world, path);
  const customer = memberById(world, customerId);
  unenrol(world, group, target, customer);
  return customer.id;
}

/** Whether one of a group's periods covers a day, which is a date or an epoch. */
function isTrackedOn(world: World, { periods }: TargetGroup, day: string): boolean {
  const { timezone } = world.organisation;
  const epoch = Number(day);
  const date = Number.isFinite(epoch) ? new Date(day.length > 10 ? epoch : epoch * 1000) : new Date(day);
  if (Number.isNaN(date.getTime())) fail(INVALID, 'trackingDate is not a date');
  const on = date.toISOString().slice(0, 10);
  return periods.some(
    ({ startsOn, endsOn }) => localDate(startsOn, timezone) <= on && on <= localDate(endsOn, timezone),
  );
}

function enrolledTargets(world: World, userId: number, query: Parameters<typeof targetListEnrolledForUser.query>) {
  const { targetRuleIds, trackingDate, enrollmentType, includeOnlyUserCreated = false } = query;
  const customer = memberById(world, userId);
  const groups = groupsIn(world).filter(
    (group) =>
      group.active &&
      (!includeOnlyUserCreated || group.userCreated) &&
      (trackingDate === undefined || isTrackedOn(world, group, trackingDate)),
  );
  return groups.flatMap((group) =>
    group.targets
      .filter(
        (target) =>
          target.active &&
          (!targetRuleIds || targetRuleIds.includes(target.id)) &&
          (!enrollmentType || target.enrolmentMethod === enrollmentType) &&
          isEnrolled(world, group, target, customer),
      )
      .map((target) => toTargetJson(group, target)),
  );
}

const toEventJson = (
  customer: Customer,
  { group, target }: { group: TargetGroup; target: Target },
  each: TrackedEvent,
) => ({
  eventLogId: each.eventLogId,
  eventName: each.kind,
  customerId: customer.id,
  eventDisplayName: each.name,
  uniqueId: each.uniqueId,
  eventDate: `${serverDateTime(each.at)}.0`,
  eventProcessedDate: `${serverDateTime(each.processedAt)}.0`,
  periodId: each.period.id,
  targetGroupId: group.id,
  targetRuleId: target.id,
  targetValue: each.value,
});

/** The names that are taken, by what they are for. Groups that were deleted free theirs. */
const namesOf = (groups: readonly TargetGroup[]) => ({
  targetGroupName: groups.map(({ name }) => name),
  streakName: groups.map(({ name }) => name),
  targetName: groups.flatMap(({ targets }) => targets.map(({ name }) => name)),
  streakLevelName: groups.flatMap(({ streaks }) => streaks.map(({ name }) => name)),
  periodName: groups.flatMap(({ periods }) => periods.map(({ refCode }) => refCode)),
});

const targetIn = (group: TargetGroup, id: number | undefined): Target =>
  group.targets.find((each) => each.id === id) ?? failUnknown(NO_TARGET, 'Target', id);

/** The expressions of targets are all that a change of the whole group can change of them. */
function changeExpressions(group: TargetGroup, rows: NonNullable<Body<typeof targetGroupUpdate>['targets']>): void {
  const found = rows.map((row) => ({ target: targetIn(group, row.id), row }));
  for (const { target, row } of found) {
    if (row.expression !== undefined) target.expression = String(row.expression);
    if (row.expressionJson !== undefined) target.expressionJson = row.expressionJson;
  }
}

const isEntity = (text: string): text is TargetEntity => text in KPIS;

/** A target with what a row changes of it. */
function changed(current: Target, row: ElementOf<NonNullable<Body<typeof targetUpdateUnified>['targets']>>): NewTarget {
  const { id: _, ...rest } = current;
  const entity = row.targetEntity ?? current.entity;
  if (!isEntity(entity)) return fail(MISMATCH, `Nothing is called ${entity} that a target could measure`);
  const filters = row.filters?.map(({ entityType, entityIds = [] }) => ({
    entityType: entityType ?? fail(INVALID, 'filters.entityType is missing'),
    entityIds,
  }));
  return {
    ...rest,
    name: row.name ?? current.name,
    description: row.description ?? current.description,
    active: row.active ?? current.active,
    entity,
    kpi: row.targetType ?? current.kpi,
    expression: String(row.expression ?? current.expression),
    expressionJson: row.expressionJson ?? current.expressionJson,
    filters: filters ?? current.filters,
    enrolmentMethod: row.enrolmentMethod ?? current.enrolmentMethod,
    goals: (row.defaultValues ?? []).flatMap(({ periodId = null, defaultValue: value }) =>
      value === undefined ? [] : [{ periodId, value }],
    ),
  };
}

function changeUnified(world: World, group: TargetGroup, body: Body<typeof targetUpdateUnified>): readonly Target[] {
  const { unifiedTargetExpression: goal, targets: rows = [], deactivateTargetIds = [] } = body;
  if (group.trackingType !== 'UNIFIED') fail(INVALID, `Target group ${group.id} is not a unified one`);
  if (goal?.thresholdValue !== undefined && goal.thresholdValue <= 0) fail(INVALID, 'thresholdValue must be above 0');
  const switchedOff = deactivateTargetIds.map((id) => targetIn(group, id));
  const changes = rows.map((row) => {
    const target = targetIn(group, row.id);
    return { target, change: changed(target, row) };
  });
  changeTargets(world, group, changes);
  for (const target of switchedOff) target.active = false;
  if (goal?.thresholdValue !== undefined) group.combinedGoal = goal.thresholdValue;
  group.modifiedOn = now(world);
  return changes.map(({ target }) => target);
}

export const enrolmentHandlers: Handlers = {
  ...handle(targetEnrollCustomer, ENROLMENT, ({ world, path, body }) => enrolled(world, path, body)),

  ...handle(targetUnenrollCustomer, ENROLMENT, ({ world, path, body }) => unenrolled(world, path, body)),

  ...handle(targetEnrollCustomerWithScope, SCOPED, ({ world, path, headers, body }) => {
    checkScope(world, headers);
    return enrolled(world, path, body);
  }),

  ...handle(targetUnenrollCustomerWithScope, SCOPED, ({ world, path, headers, body }) => {
    checkScope(world, headers);
    return unenrolled(world, path, body);
  }),

  ...handle(
    targetGroupGetForUserWithScope,
    { ...V3, codes: { userId: NO_CUSTOMER } },
    ({ world, path, query, headers }) => {
      checkScope(world, headers);
      return toProgressJson(world, memberById(world, path.userId), query);
    },
  ),

  ...handle(
    targetListEnrolledForUser,
    { ...V3, codes: { userId: NO_CUSTOMER, enrollmentType: { malformed: NO_METHOD } } },
    ({ world, path, query }) => enrolledTargets(world, path.userId, query),
  ),

  ...handle(
    targetGetTrackedEvents,
    { envelope: 'plain', code: INVALID, codes: { userId: NO_CUSTOMER, targetRuleId: NO_TARGET } },
    ({ world, path, query: { periodId, limit = 10, offset = 0 } }) => {
      if (limit < 1) fail(INVALID, 'limit must be at least 1');
      const customer = memberById(world, path.userId);
      const found = targetOf(world, path.targetRuleId) ?? failUnknown(NO_TARGET, 'Target', path.targetRuleId);
      const periods = found.group.periods.filter(({ id }) => periodId === undefined || id === periodId);
      if (periodId !== undefined && periods.length === 0) failUnknown(NO_PERIOD, 'Period', periodId);
      const events = trackedEvents(world, found.target, periods, customer);
      if (events.length === 0) fail(NO_EVENTS, 'Nothing counted towards the target');
      return {
        pagination: { limit, offset, total: events.length },
        data: events.slice(offset * limit, (offset + 1) * limit).map((each) => toEventJson(customer, found, each)),
        errors: [],
        warnings: [],
      };
    },
  ),

  ...handle(
    targetCheckName,
    { ...V3, codes: { 'body.type': NO_KIND_OF_NAME } },
    ({ world, body: { type, value } }) =>
      !namesOf(groupsIn(world))[type].some((name) => name.toLowerCase() === value.trim().toLowerCase()),
  ),

  ...handle(
    targetGroupUpdate,
    { ...V3, codes: { 'body.targets[].name': { malformed: NAME_TOO_LONG } } },
    ({ world, path, body }) => {
      const group = targetGroupById(world, path.targetGroupId);
      if (body.id !== group.id) fail(INVALID, 'id is not that of the path');
      const targets = body.targets ?? [];
      for (const { id } of targets) targetIn(group, id);
      renameGroup(world, group, body.name);
      changeExpressions(group, targets);
      return toGroupJson(world, group, { periods: true });
    },
  ),

  ...handle(
    targetUpdateUnified,
    { ...V3, codes: { 'body.targets[].name': { malformed: NAME_TOO_LONG } } },
    ({ world, path, body }) => {
      const group = targetGroupById(world, path.targetGroupId);
      const targets = changeUnified(world, group, body);
      return {
        unifiedTargetExpression: toCombinedGoalJson(group),
        targets: targets.map((each) => toTargetJson(group, each)),
        deactivateTargetIds: body.deactivateTargetIds ?? [],
      };
    },
  ),
};
