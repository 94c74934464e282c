/** Section Target group: milestones and streaks, from setting them up to a customer's progress. */
import {
  booleanOf,
  given,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { pageAsked, pageRows } from '../../http/page-arguments.js';
import { type Reply, reply } from '../../http/replies.js';
import { type Instant, now } from '../../world/clock.js';
import { endOfDay, localDate, readDate } from '../../world/dates.js';
import { fail, failUnknown, type Warning } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { customerById } from '../customer/rules.js';
import {
  addPeriods,
  addTargets,
  changePeriods,
  changeTarget,
  createTargetGroup,
  GROUP_STATUSES,
  groupStatus,
  groupsIn,
  INVALID,
  MISMATCH,
  type NewPeriod,
  type NewTarget,
  targetById,
  targetGroupById,
} from './rules.js';
import {
  customerOfTargets,
  listedGroupFace,
  messageFace,
  periodFace,
  progressFace,
  targetFace,
  targetGroupFace,
} from './serializers.js';
import {
  EVALUATION_TYPES,
  FREQUENCIES,
  KPIS,
  type Target,
  type TargetEntity,
  type TargetGroup,
  type TargetMessage,
  type TargetPeriod,
  TRACKING_TYPES,
} from './state.js';

const done = (data: unknown, warnings: readonly Warning[] = []): Reply =>
  reply({ data, errors: null, warnings: warnings.length > 0 ? warnings : null });

/** What targets lack to count anybody's purchases; nothing is wrong, so the code is that of a success. */
function lacksOf(group: TargetGroup, targets: readonly Target[]): Warning[] {
  const lacks = [
    ...(group.active ? [] : [`Target group ${group.id} is not active: set active to true`]),
    ...targets.filter(({ active }) => !active).map(({ id }) => `Target ${id} is not active: set active to true`),
  ];
  return lacks.map((message) => ({ code: 200, message }));
}

/** A value of a closed list, or the default if absent. */
function choice<T extends string>(values: readonly T[], value: unknown, name: string, absent?: T): T {
  if (!given(value)) return absent ?? fail(INVALID, `${name} is missing`);
  return oneOf(values, value) ?? fail(INVALID, `${name}: ${textOf(value)} is not one of ${values.join(', ')}`);
}

function whole(value: unknown, name: string): number {
  const number = numberOf(value);
  return number !== null && Number.isInteger(number) && number >= 0
    ? number
    : fail(INVALID, `${name} must be a whole number from 0`);
}

function dateIn(world: World, value: unknown, name: string): Instant {
  return readDate(textOf(value), world.organisation.timezone) ?? fail(INVALID, `${name} is not a date`);
}

/** The moment asked for; the present one if only its day is named, as answers show it. */
function momentIn(world: World, value: unknown, name: string, present: Instant | undefined): Instant {
  const isShown = present !== undefined && textOf(value) === localDate(present, world.organisation.timezone);
  return isShown ? present : dateIn(world, value, name);
}

const periodIn = (world: World, row: JsonObject, present?: TargetPeriod): NewPeriod => ({
  startsOn: momentIn(world, row['startDate'], 'startDate', present?.startsOn),
  endsOn: momentIn(world, row['endDate'], 'endDate', present?.endsOn),
  refCode: textOf(row['refCode']),
  description: textOf(row['description']),
  active: row['active'] === undefined || booleanOf(row['active']),
});

const ENTITIES = Object.keys(KPIS).filter((each): each is TargetEntity => Object.hasOwn(KPIS, each));

function targetIn(row: JsonObject, current?: Target): NewTarget {
  const entity = given(row['targetEntity'])
    ? (oneOf(ENTITIES, row['targetEntity']) ?? fail(MISMATCH, `${textOf(row['targetEntity'])} cannot be measured`))
    : (current?.entity ?? fail(INVALID, 'targetEntity is missing'));
  if (!given(row['targetType'])) fail(INVALID, 'targetType is missing');
  const info = objectOf(row['extendedFieldInfo']);
  return {
    name: textOf(row['name']),
    description: textOf(row['description']),
    active: row['active'] === undefined || booleanOf(row['active']),
    entity,
    kpi: textOf(row['targetType']).toUpperCase(),
    eventName: textOf(row['eventName']) || (entity === 'EVENT' ? '' : 'TransactionAdd'),
    expression: textOf(row['expression']) || 'true',
    expressionJson: textOf(row['expressionJson']) || '{"arity":"literal","value":"true","type":"boolean:primitive"}',
    filters: objectsOf(row['filters']).map((filter) => ({
      entityType: choice(['STORE', 'ZONE', 'CONCEPT'], filter['entityType'], 'filters.entityType'),
      entityIds: listOf(filter['entityIds']).map((id) => whole(id, 'filters.entityIds')),
    })),
    enrolmentMethod: choice(
      ['TRANSACTION', 'IMPORT'],
      row['enrolmentMethod'],
      'enrolmentMethod',
      current?.enrolmentMethod ?? 'IMPORT',
    ),
    field: given(info['name'])
      ? {
          name: textOf(info['name']),
          aggregate: choice(['SUM', 'COUNT'], info['aggregateFunction'], 'aggregateFunction', 'SUM'),
        }
      : (current?.field ?? null),
    goals: objectsOf(row['defaultValues']).map((goal) => ({
      periodId: numberOf(goal['periodId']),
      value: numberOf(goal['defaultValue']) ?? Number.NaN,
    })),
  };
}

function create({ world, body, till }: Call): Reply {
  const row = objectOf(body);
  // Explicit periods say how often and how long; samples then leave out unit, length and number of cycles.
  const isExplicit = objectsOf(row['periods']).length > 0;
  const cycles = (name: string): number => (isExplicit && !given(row[name]) ? 0 : whole(row[name], name));
  const group = createTargetGroup(world, {
    name: textOf(row['name']),
    description: textOf(row['description']),
    active: row['active'] === undefined || booleanOf(row['active']),
    preferredTillId: numberOf(row['preferredTillId']) ?? 0,
    trackingType: choice(
      TRACKING_TYPES,
      row['trackingType'] === 'STREAK' ? 'STREAKS' : row['trackingType'],
      'trackingType',
    ),
    evaluationType: choice(
      EVALUATION_TYPES,
      row['targetEvaluationType'],
      'targetEvaluationType',
      'FIXED_CALENDAR_WINDOW',
    ),
    frequencyType: choice(FREQUENCIES, row['frequencyType'], 'frequencyType', isExplicit ? 'CUSTOM' : undefined),
    frequency: cycles('frequency'),
    totalPeriods: whole(row['totalPeriods'], 'totalPeriods'),
    recurringCycles: atMost(MOST_CYCLES, cycles('recurringCycles'), 'recurringCycles'),
    userCreated: booleanOf(row['userCreated']),
    leaderboardEnabled: booleanOf(row['leaderboardEnabled']),
    periods: objectsOf(row['periods']).map((each) => periodIn(world, each)),
    targets: objectsOf(row['targets']).map((each) => targetIn(each)),
    streaks: objectsOf(row['streaks']).map((each) => ({
      name: textOf(each['name']),
      count: whole(each['targetCountOfSequence'], 'targetCountOfSequence'),
    })),
    tillId: till.id,
  });
  return done(targetGroupFace(world, group, { periods: true, targets: true }), lacksOf(group, group.targets));
}

const MOST_CYCLES = 100;

const atMost = (most: number, value: number, name: string): number =>
  value <= most ? value : fail(INVALID, `${name} must be at most ${most}`);

const groupOf = ({ world, path }: Call) => targetGroupById(world, path['targetGroupId'] ?? path['groupId'] ?? '');

const get = (call: Call): Reply =>
  done(targetGroupFace(call.world, groupOf(call), { periods: booleanOf(call.query['includePeriods']) }));

const LISTED_TYPES = ['DEFAULT', 'CAPPING', 'UNIFIED', 'STREAKS'] as const;

/** A filter for groups that are active at some time from `start-date` to `end-date`, whose day is included. */
function activeBetween(world: World, query: JsonObject): (group: TargetGroup) => boolean {
  const { timezone } = world.organisation;
  const from = given(query['start-date']) ? dateIn(world, query['start-date'], 'start-date') : null;
  const last = given(query['end-date']) ? dateIn(world, query['end-date'], 'end-date') : null;
  const until = last === null ? null : endOfDay(last, timezone);
  return ({ periods }) =>
    (from === null || periods.some(({ endsOn }) => endsOn >= from)) &&
    (until === null || periods.some(({ startsOn }) => startsOn <= until));
}

/** The filters of `listGroups` besides the dates. */
function groupFilter(world: World, query: JsonObject): (group: TargetGroup) => boolean {
  const ifGiven = <T extends string>(values: readonly T[], name: string): T | null =>
    given(query[name]) ? choice(values, query[name], name) : null;
  const status = ifGiven(GROUP_STATUSES, 'status');
  const type = ifGiven(LISTED_TYPES, 'type');
  const figure = textOf(query['target-on']).toUpperCase();
  const name = textOf(query['name']).toLowerCase();
  const withUserCreated = booleanOf(query['includeUserCreatedTargetGroups']);
  return (group) =>
    (name === '' || group.name.toLowerCase() === name) &&
    (status === null || groupStatus(world, group) === status) &&
    (type === null || group.trackingType === type) &&
    (figure === '' || group.targets.some(({ kpi }) => kpi === figure)) &&
    (withUserCreated || !group.userCreated);
}

/** The groups, last made first. */
function listGroups({ world, query }: Call): Reply {
  const page = pageAsked(query, 10, INVALID);
  const found = groupsIn(world).filter(groupFilter(world, query)).filter(activeBetween(world, query)).reverse();
  const periods = booleanOf(query['require-periods']);
  return reply({
    pagination: { ...page, total: found.length },
    data: pageRows(found, page).map((each) => listedGroupFace(world, each, { periods })),
    errors: [],
    warnings: [],
  });
}

const getPeriods = (call: Call): Reply => {
  const group = groupOf(call);
  return done(group.periods.map((each) => periodFace(call.world, group, each)));
};

const listTargets = (call: Call): Reply => {
  const group = groupOf(call);
  return done(group.targets.map((each) => targetFace(group, each)));
};

function removeGroup(call: Call): Reply {
  const group = groupOf(call);
  group.deleted = true;
  group.active = false;
  return done(true);
}

function deactivate(call: Call): Reply {
  const group = groupOf(call);
  const target = targetById(group, call.path['targetId'] ?? '');
  target.active = false;
  return done([{ ...targetGroupFace(call.world, group, { periods: true, targets: true }) }]);
}

function rowsIn(body: unknown): readonly JsonObject[] {
  const rows = objectsOf(body);
  return rows.length > 0 ? rows : fail(INVALID, 'The body is empty');
}

function createPeriods(call: Call): Reply {
  const group = groupOf(call);
  addPeriods(
    call.world,
    group,
    rowsIn(call.body).map((each) => periodIn(call.world, each)),
  );
  return getPeriods(call);
}

function updatePeriods(call: Call): Reply {
  const { world } = call;
  const group = groupOf(call);
  const changed = changePeriods(
    world,
    group,
    rowsIn(call.body).map((row) => {
      const id = whole(row['id'], 'id');
      const present = group.periods.find((each) => each.id === id);
      return { ...periodIn(world, row, present), id };
    }),
  );
  return done(changed.map((each) => periodFace(world, group, each)));
}

function createTargets(call: Call): Reply {
  const group = groupOf(call);
  const added = addTargets(
    call.world,
    group,
    rowsIn(call.body).map((each) => targetIn(each)),
  );
  return done(
    added.map((each) => targetFace(group, each)),
    lacksOf(group, added),
  );
}

function updateTarget(call: Call): Reply {
  const group = groupOf(call);
  const target = targetById(group, call.path['targetId'] ?? '');
  const [row] = rowsIn(call.body);
  if (row) changeTarget(call.world, group, target, targetIn(row, target));
  return done([targetFace(group, target)]);
}

/** The channels of messages about targets. */
const CHANNELS = [
  { id: 1, name: 'SMS' },
  { id: 2, name: 'EMAIL' },
  { id: 3, name: 'MOBILE PUSH' },
] as const;

/** The channels that the organization's tills and customers can use. Push needs an app that knows its customers. */
function channels({ world }: Call): Reply {
  const usesPush = Object.values(world.customers).some((each) =>
    each.subscriptions.some(({ channel }) => /push/i.test(channel)),
  );
  return done(CHANNELS.filter(({ id }) => id !== 3 || usesPush));
}

function getMessages(call: Call): Reply {
  const group = groupOf(call);
  const { id } = targetById(group, call.path['targetId'] ?? '');
  return done(
    group.messages.filter((each) => each.targetId === id).map((each) => messageFace(call.world, group, each)),
  );
}

const MESSAGE_TYPES = ['START', 'FINISH', 'CHANGE', 'REMINDER'] as const;

/** One message per kind and channel; a new one replaces it. */
function setMessages(call: Call): Reply {
  const { world } = call;
  const group = groupOf(call);
  const target = targetById(group, call.path['targetId'] ?? '');
  const time = now(world);
  const given = rowsIn(call.body).map((row): Omit<TargetMessage, 'id' | 'createdOn'> => {
    const channelId = whole(row['channelId'], 'channelId');
    if (!CHANNELS.some(({ id }) => id === channelId)) failUnknown(INVALID, 'Channel', channelId);
    return {
      targetId: target.id,
      type: choice(MESSAGE_TYPES, row['communicationType'], 'communicationType'),
      channelId,
      subject: textOf(row['subjectTemplate']),
      message: textOf(row['messageTemplate']),
      sender: textOf(row['sender']),
      offsetDays: row['offsetDays'] === undefined ? 0 : whole(row['offsetDays'], 'offsetDays'),
      active: row['active'] === undefined || booleanOf(row['active']),
      modifiedOn: time,
    };
  });
  const kept = given.map((message) => {
    const known = group.messages.find(
      (each) => each.targetId === target.id && each.type === message.type && each.channelId === message.channelId,
    );
    if (known) return Object.assign(known, message);
    const added = { id: nextId(world, 'targetMessage'), createdOn: time, ...message };
    group.messages.push(added);
    return added;
  });
  return done(kept.map((each) => messageFace(world, group, each)));
}

function ofUser({ world, path, query }: Call): Reply {
  const customer = customerById(world, path['userId'] ?? '');
  const asked = {
    allPeriods: booleanOf(query['includeInactive']),
    inactive: booleanOf(query['includeInactiveTargets']),
    targetId: numberOf(query['targetRuleId']),
  };
  const groups = Object.values(world.targetGroups).filter((each) => !each.deleted && (asked.inactive || each.active));
  return done({
    userId: customer.id,
    customer: customerOfTargets(world, customer),
    targetGroups: groups
      .map((group) => progressFace(world, group, customer, asked))
      .filter((face) => 'targets' in face && Array.isArray(face.targets) && face.targets.length > 0),
  });
}

export const targetHandlers: Handlers = {
  target_group_create: create,
  target_group_get: get,
  target_group_list: listGroups,
  target_group_get_periods: getPeriods,
  target_list: listTargets,
  target_get_communication: getMessages,
  target_set_communication: setMessages,
  target_get_channels: channels,
  target_group_delete: removeGroup,
  target_group_create_period: createPeriods,
  target_group_update_period: updatePeriods,
  target_create: createTargets,
  target_update: updateTarget,
  target_deactivate: deactivate,
  target_group_get_for_user: ofUser,
};
