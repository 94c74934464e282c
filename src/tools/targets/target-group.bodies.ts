/** Request bodies of Target group. */

import { idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, integer, keyValues, list, number, object, text, textOrNumber } from '../schemas/values.js';
import { TARGET_MEASURES } from './target-group.defaults.js';

const description = () => text('Free text', 255);

/** When a period runs. */
const periodDates = () => ({
  startDate: dateTime({ zone: 'offset' }, 'Start'),
  endDate: dateTime({ zone: 'offset', ends: true }, 'End'),
});

const periodOptions = () => ({
  refCode: text('Your own code, unique in the organization, e.g. Cycle_1').optional(),
  active: boolean('false: the period does not count; default true').optional(),
  periodStatus: choice(['RUNNING', 'NOT_STARTED', 'ENDED', 'UPCOMING'], 'Leave out: derived from the dates').optional(),
});

const periodInPath = () => ({
  description: description(),
  ...periodDates(),
  ...periodOptions(),
  targetGroupId: idOf('targetGroup', integer('Leave out: the path names the group')).optional(),
});

export const periodCreateBody = () => list(object(periodInPath()), 'Periods to add');

export const periodUpdateBody = () =>
  list(
    object({
      id: idOf('targetPeriod', integer('Period id, from target_group_get_periods')),
      ...periodInPath(),
      startDate: dateTime({ zone: 'offset' }, 'Start; of a running period the day that is shown, which stays'),
    }),
    'Periods to change',
  );

const goal = () => ({ defaultValue: number('Value to reach in the period, above 0') });

const goalOfPeriod = () => ({
  ...goal(),
  periodId: idOf('targetPeriod', integer('Period, from target_group_get_periods')).optional(),
  targetName: text('Target the goal is of').optional(),
});

const targetName = (about = 'Unique in the organization, case-insensitive') => text(about, 200);

const targetEntity = () =>
  choice(
    ['TRANSACTION', 'LINEITEM', 'EVENT', 'REWARDS', 'POINTS', 'ALTERNATE_CURRENCIES'],
    'What is measured: bills, bill lines, events, points (REWARDS; POINTS in older set-ups), other currencies',
  );

const targetType = () =>
  choice(
    [...TARGET_MEASURES, 'ALL', 'REGULAR', 'PROMOTION'],
    'Measure. EVENT takes COUNT, VISIT, EVENT_ATTRIBUTE; ALTERNATE_CURRENCIES takes ALL, REGULAR, PROMOTION',
  );

/** A field of bills or events whose values count, or a currency other than points. */
const measuredField = () =>
  object(
    {
      name: text('Extended field or event attribute').optional(),
      aggregateFunction: choice(['SUM', 'COUNT'], 'How values are combined').optional(),
      aggregateWindow: object(
        {
          windowType: choice(['MIN', 'MAX'], 'Smallest or largest value in the window').optional(),
          windowTimeUnit: choice(['DAY']).optional(),
          windowValue: textOrNumber('Length: 1').optional(),
        },
        'Counts one value per window',
      ).optional(),
      alternateCurrencyIdentifier: textOrNumber('For ALTERNATE_CURRENCIES: id of the currency').optional(),
      programId: idOf(
        'loyaltyProgram',
        integer('For ALTERNATE_CURRENCIES: loyalty program of the currency'),
      ).optional(),
    },
    'Needed for EXTENDED_FIELD, EVENT_ATTRIBUTE and ALTERNATE_CURRENCIES',
  );

/** The behaviour that counts towards the goal, and whose. */
const rule = () => ({
  enrolmentMethod: choice(
    ['TRANSACTION', 'IMPORT'],
    'TRANSACTION enrols every buyer; by default (IMPORT) nobody: target_enroll_customer, or an uploaded list',
  ).optional(),
  eventName: text(
    'Needed when EVENT: behavioural event, CustomerRegistration, PointsRedemption, ReturnBill, PointsTransfer; default TransactionAdd',
  ).optional(),
  extendedFieldInfo: measuredField().optional(),
  filters: list(
    object({
      entityType: choice(['STORE', 'ZONE', 'CONCEPT'], 'Kind of place').optional(),
      entityIds: idOf('place', list(integer(), 'Ids of those places')).optional(),
    }),
    'Counts only activity there; [] for everywhere',
  ).optional(),
  expression: text('Condition in rule language; "true" for none').or(boolean()).optional(),
  expressionJson: text('The same condition as a JSON syntax tree, as text').optional(),
  active: boolean('false: not tracked; default true').optional(),
  description: description().optional(),
  targetMilestoneTriggers: list(text(), 'Triggers before the goal; [] for none').optional(),
});

/** Fields of targets of an existing group, besides the rule. */
const targetInPath = () => ({
  defaultValues: list(object(goalOfPeriod()), 'Goal of each period').optional(),
  ...rule(),
  targetGroupId: idOf('targetGroup', integer('Leave out: the path names the group')).optional(),
  emfRuleSetId: integer('Internal; leave out').optional(),
  emfUnrolledRulesetId: integer('Internal; leave out').optional(),
});

export const targetCreateBody = () =>
  list(
    object({
      name: targetName(),
      targetEntity: targetEntity(),
      targetType: targetType(),
      ...targetInPath(),
    }),
    'Targets to add',
  );

export const targetUpdateBody = () =>
  object({
    name: targetName('Current name: a different one can break promotions that use the target'),
    targetType: targetType(),
    ...targetInPath(),
    targetEntity: targetEntity().optional(),
  });

export const targetGroupCreateBody = () =>
  object({
    name: text('Unique in the organization', 200),
    trackingType: choice(
      ['DEFAULT', 'UNIFIED', 'STREAKS', 'CAPPING', 'NON_CONTINUOUS_STREAKS'],
      'One target, several as one, streak, cap, streak with gaps',
    ),
    targetEvaluationType: choice(
      ['FIXED_CALENDAR_WINDOW', 'CYCLIC_WINDOW', 'PERIOD_AGNOSTIC_WINDOW'],
      'How cycles are divided. Send it',
    ).optional(),
    frequencyType: choice(
      ['DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'HALF_YEARLY', 'YEARLY', 'CUSTOM'],
      'Unit of a cycle. Send it, unless periods are given',
    ).optional(),
    frequency: integer('Units per cycle, days when CUSTOM; 0 or absent with explicit periods').optional(),
    totalPeriods: integer('Number of periods'),
    recurringCycles: integer('Repeats, at most 100; counts with CYCLIC and PERIOD_AGNOSTIC windows', {
      max: 100,
    }).optional(),
    periods: list(
      object({ ...periodDates(), description: description().optional(), ...periodOptions() }),
      'Periods to create',
    ).optional(),
    targets: list(
      object({
        name: targetName(),
        targetEntity: targetEntity(),
        targetType: targetType(),
        defaultValues: list(
          object(goal()),
          'Goals, one for each period in order; without them nothing is tracked',
        ).optional(),
        ...rule(),
      }),
      'Targets to create; without them nothing is tracked',
    ).optional(),
    streaks: list(
      object({
        name: text('Name of the level'),
        targetCountOfSequence: integer('Cycles needed for the level'),
      }),
      'Levels; needed for STREAKS and NON_CONTINUOUS_STREAKS',
    ).optional(),
    description: description().optional(),
    active: boolean('false: not tracked; default true').optional(),
    preferredTillId: idOf('till', integer("Till that records customers' earnings")).optional(),
    targetCycleStartDate: dateTime({ zone: 'offset' }, 'Start of the cycle').optional(),
    targetCycleEndDate: dateTime({ zone: 'offset', ends: true }, 'End of the cycle').optional(),
    fromDate: dateTime({ zone: 'offset' }, 'Start of the group, in the future; older format').optional(),
    toDate: dateTime({ zone: 'offset', ends: true }, 'End of the group; older format').optional(),
    timeZoneName: text('IANA time zone').optional(),
    leaderboardEnabled: boolean(
      'true ranks customers; only with FIXED_CALENDAR_WINDOW, if the organization has the feature',
    ).optional(),
    userCreated: boolean('true: a challenge the customer set; default false').optional(),
    activePeriod: keyValues('Current period, with the fields of a period; older format').optional(),
  });

export const communicationBody = () =>
  list(
    object({
      communicationType: choice(
        ['START', 'FINISH', 'CHANGE', 'REMINDER'],
        'When it is sent: at the start, on completion, on a change, as a reminder',
      ).optional(),
      channelId: idOf('targetChannel', integer('From target_get_channels: 1 SMS, 2 email, 3 mobile push')).optional(),
      messageTemplate: text('Text of the message').optional(),
      subjectTemplate: text('Subject of the email').optional(),
      sender: text('Sender id or address').optional(),
      offsetDays: integer('Days from the event; for reminders').optional(),
      active: boolean('false: not used').optional(),
    }),
    'Templates to add or replace; a list even for one',
  );
