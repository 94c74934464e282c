/** Activities of a loyalty promotion: what triggers it, the milestones to reach, and the rewards it gives. */

import type { z } from 'zod';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import {
  boolean,
  choice,
  integer,
  keyValues,
  list,
  object,
  text,
  textOrNumber,
  textOrObject,
} from '../schemas/values.js';
import { TARGET_MEASURES } from '../targets/target-group.defaults.js';

const AGGREGATE_FUNCTIONS = ['SUM', 'COUNT', 'MAX', 'MIN'] as const;

/** How time is divided into cycles. Activities and milestones have the same settings. */
const evaluation = () => ({
  frequencyType: choice(
    ['DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'HALF_YEARLY', 'YEARLY', 'CUSTOM'],
    'Length of a cycle',
  ).optional(),
  targetEvaluationType: choice(
    ['FIXED_CALENDAR_WINDOW', 'CYCLIC_WINDOW', 'PERIOD_AGNOSTIC_WINDOW', 'CALENDAR_CYCLIC_WINDOW'],
    'How cycles follow the calendar',
  ).optional(),
});

const dates = () => ({
  startDate: dateTime({ zone: 'offset' }, 'Start').optional(),
  endDate: dateTime({ zone: 'offset', ends: true }, 'End').optional(),
});

const cycle = () => ({
  id: text('Id of the cycle').optional(),
  name: text('Name of the cycle').optional(),
  ...dates(),
});

const period = () => ({
  ...cycle(),
  refCode: text("The brand's own code for the period").optional(),
  isActive: boolean('false: does not count').optional(),
});

const reward = <C extends z.core.$ZodType>(actionClass: C) =>
  object({
    actionName: text(
      'AWARD_POINTS_ACTION, ADVANCE_CURRENCY_ALLOCATION_ACTION, PE_ISSUE_VOUCHER_ACTION, BADGE_EARN_ACTION, UPGRADE_SLAB_ACTION, ISSUE_PROMOTION_ACTION, SEND_COMMUNICATION_ACTION, NO_OP_ACTION …',
    ),
    actionClass,
    mandatoryPropertiesValues: keyValues(
      'Settings of the action, as text: AwardStrategy, ExpiryStrategy, PointType, Currency, VoucherSeriesId, badgeMetaId, PointsRoundingStrategy (ACTUAL, FLOOR, ROUND, ROUND_TO_NEAREST, or half to even) …',
    ).optional(),
    mandatoryComplexPropertiesValues: keyValues(
      'Line filters: skus, brands, categories, attributes (up to 200 keys), tendermode, each {operator, values}; or {}',
    ).optional(),
    embeddedStrategies: list(
      object({
        strategyTypeId: integer('1 allocation, 3 expiry').optional(),
        propertyValues: textOrObject('Settings of the strategy, as JSON text').optional(),
        owner: text('e.g. LOYALTY').optional(),
        updatedViaNewUI: boolean('As read').optional(),
        strategySubType: text('DEFAULT').optional(),
        useCommonExpiryStrategy: boolean('true takes the shared expiry that strategyRef names').optional(),
        strategyRef: text('Key of a shared expiry strategy; only for expiry').optional(),
      }),
      'Inline strategies: at most one allocation and one expiry',
    ).optional(),
    id: text('Your own temporary id; not stored').optional(),
    description: text('Label').optional(),
  });

const WRAPPER = 'Usually com.capillary.shopbook.pointsengine.endpoint.impl.action.CommunicationDecoratorActionImpl';

/** A reward of a new promotion; its class is optional. */
export const newReward = () => reward(text(WRAPPER).optional());

/** A reward of an updated promotion. */
export const changedReward = () => reward(text(WRAPPER));

const rewardsByCycle = <R extends z.core.$ZodType>(each: R) =>
  object({
    cycle: text('Cycle these rewards are for, e.g. Cycle_1; the server makes it').optional(),
    actions: list(each, 'Rewards; may be empty with sameActionsForEveryCycle').optional(),
    defaultValue: textOrNumber('Goal in that cycle; counts with differentTargetsForEveryCycle').optional(),
    ...dates(),
    rulesetId: text('Assigned by the system; send it back when editing').optional(),
  });

/** A CSV file with a goal for each member. */
const goalsFile = () =>
  object({
    fileHandle: idOf('uploadedFile', text('Id from the file service')).optional(),
    fileName: text('Name of the file').optional(),
    columnsMapping: object(
      {
        userIdentifier: choice(['EMAIL', 'USER_ID', 'MOBILE', 'EXTERNAL_ID'], 'What identifies the members'),
        userIdentifierColumn: text('Column with that identifier'),
        targetColumns: keyValues('Cycle id to column with the goal'),
      },
      'What its columns hold',
    ).optional(),
  });

const milestone = <R extends z.core.$ZodType>(each: R) =>
  object({
    targetEntity: choice(['TRANSACTION', 'LINEITEM', 'POINTS', 'EVENT', 'ALTERNATE_CURRENCIES'], 'What is measured'),
    targetType: choice(TARGET_MEASURES, 'Measure'),
    name: text('Unique name').optional(),
    defaultValue: textOrNumber('Goal, e.g. "500"').optional(),
    targetValue: textOrNumber('Goal; normally the same as defaultValue').optional(),
    cycleActionMapping: list(rewardsByCycle(each), 'Goal and rewards by cycle').optional(),
    trackingType: choice(
      ['DEFAULT', 'STREAKS', 'NON_CONTINUOUS_STREAKS', 'CAPPING', 'UNIFIED', 'INDIVIDUAL'],
      'How progress counts; INDIVIDUAL is in older tables only',
    ).optional(),
    ...evaluation(),
    recurringCycles: integer('Number of cycles').optional(),
    sameActionsForEveryCycle: boolean("true gives the first cycle's rewards in each").optional(),
    differentTargetsForEveryCycle: boolean('true if the goal changes by cycle').optional(),
    aggregateFunction: choice(AGGREGATE_FUNCTIONS, 'How values are combined').optional(),
    targetRuleMetaData: object(
      {
        name: text('Extended field'),
        aggregateFunction: choice(AGGREGATE_FUNCTIONS, 'How its values are combined'),
      },
      'Needed when targetType is EXTENDED_FIELD',
    ).optional(),
    streaks: list(
      object({
        name: text('Name of the level').optional(),
        targetCountOfSequence: integer('Cycles to reach').optional(),
        consecutive: boolean('true if they must be consecutive').optional(),
      }),
      'Needed when trackingType is STREAKS or NON_CONTINUOUS_STREAKS',
    ).optional(),
    individualMilestoneFileDetails: list(goalsFile(), 'Goals by member, from CSV files').optional(),
    preferredTillId: idOf('till', integer('Till used for tracking')).optional(),
    leaderboardEnabled: boolean('true ranks members').optional(),
    description: text().optional(),
    cycles: list(object(cycle()), 'Cycles, as read').optional(),
    periods: list(object(period()), 'Periods, as read').optional(),
    targetGroupId: idOf('targetGroup', integer('Linked target group')).optional(),
    targetRuleIds: idOf('target', list(textOrNumber(), 'Linked targets of that group')).optional(),
  });

/**
 * Activities of a promotion: single triggers, or groups of them.
 *
 * @param each - schema of a reward in this endpoint
 */
export const activities = <R extends z.core.$ZodType>(each: () => R) =>
  list(
    object({
      type: choice(['SINGLE', 'GROUP'], 'One trigger, or several combined'),
      event: text(
        'For SINGLE, then fixed: TransactionAdd, GroupTransactionAdd, TransactionFinished, NewBill, SlabUpgrade, VoucherRedemption, FriendReferred, TargetCompleted, BulkEMFEvent (broadcast) or a behavioural event',
      ).optional(),
      expJSON: textOrObject('Condition as a syntax tree in JSON text; the literal true always matches').optional(),
      commonCycleActionMapping: list(
        rewardsByCycle(each()),
        'Rewards at each such event, [] with milestones; on a GROUP, replacing those of its children',
      ).optional(),
      milestones: list(milestone(each()), 'Goals to reach; at most one on a SINGLE').optional(),
      combinationType: choice(['ANY', 'ALL'], 'Needed for GROUP').optional(),
      children: list(keyValues(), 'Needed for GROUP: activities with these same fields').optional(),
      id: text('Own unique id').optional(),
      name: text('Name of the activity', 100).optional(),
      parentId: text('Id of the GROUP it is in').optional(),
      rulesetId: text('Assigned by the system; send it back when editing').optional(),
      ruleExpression: text('Condition in the expression language').optional(),
      ...evaluation(),
      targetCycleStartDate: dateTime({ zone: 'offset' }, 'Start of the first cycle').optional(),
      targetCycleEndDate: dateTime({ zone: 'offset', ends: true }, 'End of the first cycle').optional(),
      cycles: list(object(cycle()), 'Cycles, as read').optional(),
      activityCycles: list(object(period()), 'Named periods that a milestone uses').optional(),
    }),
    'Triggers and rewards',
  );
