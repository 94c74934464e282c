/** Request bodies of Target group, beyond the inventory. */
import { idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, integer, list, number, object, text } from '../schemas/values.js';

const member = () => ({ customerId: idOf('customer', integer("Capillary's customer id")) });

export const enrolmentBody = () =>
  list(
    object({
      ...member(),
      periodName: text('refCode of the first period, in target_group_list; milestones need it').optional(),
      initialBalance: number(
        'Milestones: value to start from; after a return, null goes on from the old value, 0 starts again',
      )
        .nullable()
        .optional(),
      resetStreakStatus: boolean('Streaks: true starts again; default false').optional(),
    }),
    'One customer a call',
  );

export const unenrolmentBody = () => list(object(member()), 'One customer a call');

export const ranksBody = () =>
  list(
    object({
      targetGroupId: idOf('targetGroup', integer('Milestone or streak')),
      targetRuleId: idOf('target', integer('Target in it')),
      periodId: idOf('targetPeriod', integer('Default the running one')).optional(),
      orgId: idOf('organization', integer('Leave out for your own')).optional(),
    }),
    'At most 25',
  );

export const nameBody = () =>
  object({
    type: choice(['targetGroupName', 'streakName', 'targetName', 'streakLevelName', 'periodName'], 'What is named'),
    value: text('Name; case does not matter'),
  });

/** What a change takes over from what was read. */
const AS_READ = 'As read';

const changedGoal = () => ({
  id: integer('Id of the goal, as read').optional(),
  periodId: idOf('targetPeriod', integer('Period')).optional(),
  defaultValue: number('Value to reach').optional(),
});

/** A target as answers show it, with the edits. */
const changedTarget = () => ({
  id: idOf('target', integer('Target')).optional(),
  name: text('Name', 200).optional(),
  emfRuleSetId: integer(AS_READ).optional(),
  targetType: text('Measure, such as SALES or COUNT').optional(),
  targetEntity: text('What is measured, such as TRANSACTION').optional(),
  targetGroupId: idOf('targetGroup', integer(AS_READ)).optional(),
  description: text().optional(),
  active: boolean('Whether it counts').optional(),
  expression: text('Condition in rule language').or(boolean()).optional(),
  expressionJson: text('The same as a JSON syntax tree, as text').optional(),
  filters: list(
    object({
      entityType: choice(['STORE', 'ZONE', 'CONCEPT'], 'Kind of place').optional(),
      entityIds: idOf('place', list(integer(), 'Ids of those places')).optional(),
    }),
    'Where it counts',
  ).optional(),
  enrolmentMethod: choice(['TRANSACTION', 'IMPORT'], 'How customers get in').optional(),
  defaultValues: list(object(changedGoal()), 'Goal of each period').optional(),
});

export const unifiedTargetsBody = () =>
  object({
    unifiedTargetExpression: object(
      { thresholdValue: integer('New combined goal').optional() },
      'What the targets must reach together',
    ).optional(),
    targets: list(object(changedTarget()), 'Targets to change, by id').optional(),
    deactivateTargetIds: list(idOf('target', integer()), 'Targets that stop counting').optional(),
  });

export const targetGroupUpdateBody = () =>
  object({
    id: idOf('targetGroup', integer('As in the path')),
    name: text('Name, the new one or the old', 200),
    fromDate: dateTime({ zone: 'offset' }, AS_READ).optional(),
    toDate: dateTime({ zone: 'offset', ends: true }, AS_READ).optional(),
    active: boolean(AS_READ).optional(),
    preferredTillId: idOf('till', integer(AS_READ)).optional(),
    description: text().optional(),
    trackingType: text(AS_READ).optional(),
    targetEvaluationType: text(AS_READ).optional(),
    totalPeriods: integer(AS_READ).optional(),
    recurringCycles: integer(AS_READ).optional(),
    frequency: integer(AS_READ).optional(),
    targetCycleStartDate: dateTime({ zone: 'offset' }, AS_READ).optional(),
    targetCycleEndDate: dateTime({ zone: 'offset', ends: true }, AS_READ).optional(),
    periods: list(object(period()), 'All periods as read').optional(),
    streaks: list(object(level()), 'All levels of a streak as read').optional(),
    targets: list(
      object({ ...changedTarget(), eventName: text(AS_READ).optional() }),
      'All targets as read; their expressions can change',
    ).optional(),
  });

const period = () => ({
  id: idOf('targetPeriod', integer(AS_READ)).optional(),
  startDate: dateTime({ zone: 'offset' }, AS_READ).optional(),
  endDate: dateTime({ zone: 'offset', ends: true }, AS_READ).optional(),
  refCode: text(AS_READ).optional(),
  periodStatus: text(AS_READ).optional(),
  targetGroupId: idOf('targetGroup', integer(AS_READ)).optional(),
  description: text().optional(),
  active: boolean(AS_READ).optional(),
});

const level = () => ({
  id: integer('Id of the level, as read').optional(),
  targetGroupId: idOf('targetGroup', integer(AS_READ)).optional(),
  name: text(AS_READ).optional(),
  targetCountOfSequence: integer(AS_READ).optional(),
});
