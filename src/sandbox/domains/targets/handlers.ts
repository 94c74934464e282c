/** Section Target group: milestones and streaks, from setting them up to a customer's progress. */
import { targetGroupList } from '../../../tools/beyond/target-group.js';
import type { Body, ElementOf, Parameters } from '../../../tools/schemas/decoded.js';
import {
  targetCreate,
  targetDeactivate,
  targetGetChannels,
  targetGetCommunication,
  targetGroupCreate,
  targetGroupCreatePeriod,
  targetGroupDelete,
  targetGroupGet,
  targetGroupGetForUser,
  targetGroupGetPeriods,
  targetGroupUpdatePeriod,
  targetList,
  targetSetCommunication,
  targetUpdate,
} from '../../../tools/targets/target-group.js';
import { objectsOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byOffset } from '../../http/paging.js';
import { type Instant, now } from '../../world/clock.js';
import { endOfDay, localDate } from '../../world/dates.js';
import { fail, failUnknown, type Warning } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { customerById } from '../customer/rules.js';
import {
  addPeriods,
  addTargets,
  changePeriods,
  changeTarget,
  createTargetGroup,
  groupStatus,
  groupsIn,
  INVALID,
  MISMATCH,
  NAME_TOO_LONG,
  type NewPeriod,
  type NewTarget,
  type NewTargetGroup,
  targetById,
  targetGroupById,
} from './rules.js';
import { toGroupJson, toMessageJson, toPeriodJson, toProgressJson, toTargetJson } from './serializers.js';
import type { Target, TargetGroup, TargetMessage, TargetPeriod } from './state.js';

const V3 = { envelope: 'v3', code: INVALID } as const;

/** What targets lack to count anybody's purchases; nothing is wrong, so the code is that of a success. */
function lacksOf(group: TargetGroup, targets: readonly Target[]): Warning[] {
  const lacks = [
    ...(group.active ? [] : [`Target group ${group.id} is not active: set active to true`]),
    ...targets.filter(({ active }) => !active).map(({ id }) => `Target ${id} is not active: set active to true`),
  ];
  return lacks.map((message) => ({ code: 200, message }));
}

const needed = (name: string): never => fail(INVALID, `${name} is missing`);

const fromZero = (value: number, name: string): number =>
  value >= 0 ? value : fail(INVALID, `${name} must be a whole number from 0`);

const filled = <T>(rows: readonly T[]): readonly T[] => (rows.length > 0 ? rows : fail(INVALID, 'The body is empty'));

const periodIn = ({
  startDate: startsOn,
  endDate: endsOn,
  refCode = '',
  description = '',
  active = true,
}: ElementOf<NonNullable<Body<typeof targetGroupCreate>['periods']>>): NewPeriod => ({
  startsOn,
  endsOn,
  refCode,
  description,
  active,
});

/**
 * A change of a period. A day that answers show for it is its present moment.
 *
 * @param sent - the row as it was sent, in which a day differs from its beginning
 */
function periodChangeIn(
  world: World,
  group: TargetGroup,
  row: ElementOf<Body<typeof targetGroupUpdatePeriod>>,
  sent: { readonly startDate?: unknown; readonly endDate?: unknown } = {},
): NewPeriod & { id: number } {
  const present = group.periods.find((each) => each.id === row.id);
  const moment = (asked: Instant, written: unknown, at: Instant | undefined): Instant =>
    at !== undefined && written === localDate(at, world.organisation.timezone) ? at : asked;
  return {
    ...periodIn(row),
    startsOn: moment(row.startDate, sent.startDate, present?.startsOn),
    endsOn: moment(row.endDate, sent.endDate, present?.endsOn),
    id: row.id,
  };
}

type TargetRow = Omit<Body<typeof targetUpdate>, 'defaultValues'> & {
  readonly defaultValues?: readonly { readonly defaultValue: number; readonly periodId?: number }[];
};

function targetIn(row: TargetRow, current?: Target): NewTarget {
  const { description = '', active = true, filters = [], defaultValues = [], extendedFieldInfo: field } = row;
  const entity = row.targetEntity ?? current?.entity ?? needed('targetEntity');
  return {
    name: row.name,
    description,
    active,
    entity,
    kpi: row.targetType,
    eventName: row.eventName || (entity === 'EVENT' ? '' : 'TransactionAdd'),
    expression: String(row.expression ?? true),
    expressionJson: row.expressionJson || '{"arity":"literal","value":"true","type":"boolean:primitive"}',
    filters: filters.map(({ entityType, entityIds = [] }) => ({
      entityType: entityType ?? needed('filters.entityType'),
      entityIds,
    })),
    enrolmentMethod: row.enrolmentMethod ?? current?.enrolmentMethod ?? 'IMPORT',
    field: field?.name ? { name: field.name, aggregate: field.aggregateFunction ?? 'SUM' } : (current?.field ?? null),
    goals: defaultValues.map(({ periodId = null, defaultValue: value }) => ({ periodId, value })),
  };
}

/** The group that a body describes. */
function groupIn(body: Body<typeof targetGroupCreate>, tillId: number): NewTargetGroup {
  const { periods = [], targets = [], streaks = [], targetEvaluationType = 'FIXED_CALENDAR_WINDOW' } = body;
  // Explicit periods say how often and how long; samples then leave out unit, length and number of cycles.
  const isExplicit = periods.length > 0;
  const cycles = (name: 'frequency' | 'recurringCycles'): number =>
    fromZero(body[name] ?? (isExplicit ? 0 : needed(name)), name);
  return {
    name: body.name,
    description: body.description ?? '',
    active: body.active ?? true,
    preferredTillId: body.preferredTillId ?? 0,
    trackingType: body.trackingType,
    evaluationType: targetEvaluationType,
    frequencyType: body.frequencyType ?? (isExplicit ? 'CUSTOM' : needed('frequencyType')),
    frequency: cycles('frequency'),
    totalPeriods: fromZero(body.totalPeriods, 'totalPeriods'),
    recurringCycles: cycles('recurringCycles'),
    userCreated: body.userCreated ?? false,
    leaderboardEnabled: body.leaderboardEnabled ?? false,
    combinedGoal: null,
    periods: periods.map(periodIn),
    targets: targets.map((each) => targetIn(each)),
    streaks: streaks.map(({ name, targetCountOfSequence: count }) => ({
      name,
      count: fromZero(count, 'targetCountOfSequence'),
    })),
    tillId,
  };
}

/** Whether a group is what is asked for; of the dates, the last day is included. */
function groupFilter(world: World, query: Parameters<typeof targetGroupList.query>): (group: TargetGroup) => boolean {
  const { name, status, type, 'start-date': from, 'end-date': last, 'target-on': figure } = query;
  const until = last && endOfDay(last, world.organisation.timezone);
  return (group) =>
    (!name || group.name.toLowerCase() === name.toLowerCase()) &&
    (!status || groupStatus(world, group) === status) &&
    (!type || group.trackingType === type) &&
    (!figure || group.targets.some(({ kpi }) => kpi === figure)) &&
    (query.includeUserCreatedTargetGroups === true || !group.userCreated) &&
    (!from || group.periods.some(({ endsOn }) => endsOn >= from)) &&
    (!until || group.periods.some(({ startsOn }) => startsOn <= until));
}

/** The channels of messages about targets. */
const CHANNELS = [
  { id: 1, name: 'SMS' },
  { id: 2, name: 'EMAIL' },
  { id: 3, name: 'MOBILE PUSH' },
] as const;

type MessageSettings = Omit<TargetMessage, 'id' | 'createdOn'>;

function messageIn(world: World, { id }: Target, row: ElementOf<Body<typeof targetSetCommunication>>): MessageSettings {
  const channelId = row.channelId ?? needed('channelId');
  if (!CHANNELS.some((each) => each.id === channelId)) failUnknown(INVALID, 'Channel', channelId);
  return {
    targetId: id,
    type: row.communicationType ?? needed('communicationType'),
    channelId,
    subject: row.subjectTemplate ?? '',
    message: row.messageTemplate ?? '',
    sender: row.sender ?? '',
    offsetDays: fromZero(row.offsetDays ?? 0, 'offsetDays'),
    active: row.active ?? true,
    modifiedOn: now(world),
  };
}

/** One message per kind and channel; a new one replaces it. */
function setMessage(world: World, group: TargetGroup, message: MessageSettings): TargetMessage {
  const known = group.messages.find(
    ({ targetId, type, channelId }) =>
      targetId === message.targetId && type === message.type && channelId === message.channelId,
  );
  if (known) return Object.assign(known, message);
  const added = { id: nextId(world, 'targetMessage'), createdOn: message.modifiedOn, ...message };
  group.messages.push(added);
  return added;
}

const toPeriodsJson = (world: World, group: TargetGroup, periods: readonly TargetPeriod[] = group.periods) =>
  periods.map((each) => toPeriodJson(world, group, each));

export const targetHandlers: Handlers = {
  ...handle(
    targetGroupCreate,
    {
      ...V3,
      codes: {
        'body.targets[].name': { malformed: NAME_TOO_LONG },
        'body.targets[].targetEntity': { malformed: MISMATCH },
        'body.targets[].targetType': { malformed: MISMATCH },
      },
    },
    ({ world, till, body, warn }) => {
      const group = createTargetGroup(world, groupIn(body, till.id));
      warn(lacksOf(group, group.targets));
      return toGroupJson(world, group, { periods: true });
    },
  ),

  ...handle(targetGroupGet, V3, ({ world, path, query: { includePeriods: periods = false } }) =>
    toGroupJson(world, targetGroupById(world, path.targetGroupId), { periods }),
  ),

  // The last made first.
  ...handle(
    targetGroupList,
    { envelope: 'list', code: INVALID, paging: byOffset({ limit: 10, code: INVALID, reported: true }) },
    ({ world, query, page }) =>
      page(groupsIn(world).filter(groupFilter(world, query)).reverse()).map((each) =>
        toGroupJson(world, each, { periods: query['require-periods'] ?? false }),
      ),
  ),

  ...handle(targetGroupDelete, V3, ({ world, path }) => {
    Object.assign(targetGroupById(world, path.groupId), { deleted: true, active: false });
    return true;
  }),

  ...handle(targetGroupGetPeriods, V3, ({ world, path }) =>
    toPeriodsJson(world, targetGroupById(world, path.targetGroupId)),
  ),

  ...handle(targetGroupCreatePeriod, V3, ({ world, path, body }) => {
    const group = targetGroupById(world, path.groupId);
    addPeriods(world, group, filled(body).map(periodIn));
    return toPeriodsJson(world, group);
  }),

  ...handle(targetGroupUpdatePeriod, V3, ({ world, path, body, raw }) => {
    const group = targetGroupById(world, path.groupId);
    const sent = objectsOf(raw.body);
    const changes = filled(body).map((row, index) => periodChangeIn(world, group, row, sent[index]));
    return toPeriodsJson(world, group, changePeriods(world, group, changes));
  }),

  ...handle(targetList, V3, ({ world, path }) => {
    const group = targetGroupById(world, path.targetGroupId);
    return group.targets.map((each) => toTargetJson(group, each));
  }),

  ...handle(
    targetCreate,
    {
      ...V3,
      codes: {
        'body[].name': { malformed: NAME_TOO_LONG },
        'body[].targetEntity': { malformed: MISMATCH },
        'body[].targetType': { malformed: MISMATCH },
      },
    },
    ({ world, path, body, warn }) => {
      const group = targetGroupById(world, path.groupId);
      const added = addTargets(
        world,
        group,
        filled(body).map((each) => targetIn(each)),
      );
      warn(lacksOf(group, added));
      return added.map((each) => toTargetJson(group, each));
    },
  ),

  ...handle(
    targetUpdate,
    {
      ...V3,
      codes: {
        'body.name': { malformed: NAME_TOO_LONG },
        'body.targetEntity': MISMATCH,
        'body.targetType': { malformed: MISMATCH },
      },
    },
    ({ world, path, body }) => {
      const group = targetGroupById(world, path.groupId);
      const target = targetById(group, path.targetId);
      changeTarget(world, group, target, targetIn(body, target));
      return [toTargetJson(group, target)];
    },
  ),

  ...handle(targetDeactivate, V3, ({ world, path }) => {
    const group = targetGroupById(world, path.groupId);
    targetById(group, path.targetId).active = false;
    return [toGroupJson(world, group, { periods: true })];
  }),

  // Push needs an app that knows its customers.
  ...handle(targetGetChannels, V3, ({ world }) => {
    const usesPush = Object.values(world.customers).some((each) =>
      each.subscriptions.some(({ channel }) => /push/i.test(channel)),
    );
    return CHANNELS.filter(({ id }) => id !== 3 || usesPush);
  }),

  ...handle(targetGetCommunication, V3, ({ world, path }) => {
    const group = targetGroupById(world, path.targetGroupId);
    const { id } = targetById(group, path.targetId);
    return group.messages.filter((each) => each.targetId === id).map((each) => toMessageJson(world, group, each));
  }),

  ...handle(targetSetCommunication, V3, ({ world, path, body }) => {
    const group = targetGroupById(world, path.groupId);
    const target = targetById(group, path.targetId);
    const messages = filled(body).map((row) => messageIn(world, target, row));
    return messages.map((each) => toMessageJson(world, group, setMessage(world, group, each)));
  }),

  ...handle(targetGroupGetForUser, { ...V3, codes: { userId: 8015 } }, ({ world, path, query }) =>
    toProgressJson(world, customerById(world, path.userId), query),
  ),
};
