/** Section Labels: labels for customers, products and stores. */
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
import { type Reply, reply } from '../../http/replies.js';
import type { Instant } from '../../world/clock.js';
import { now } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { LABELLED, type Label, type LabelAssignment, type LabelExpiry, type Labelled } from './label-state.js';
import {
  assign,
  assignmentMeant,
  assignmentsOf,
  carriersOf,
  changeLabel,
  defineLabel,
  type LabelNamed,
  labelledId,
  labelMeant,
} from './labels.js';

/**
 * The results of rows. HTTP status 200 if all succeeded, 207 if some did, and the status of the failure (400 or 409) if
 * none did.
 */
function rowsReply<T>(
  rows: readonly JsonObject[],
  act: (row: JsonObject) => T,
  warnings: readonly object[] = [],
): Reply {
  const data: T[] = [];
  const failures: SandboxFailure[] = [];
  const errors: object[] = [];
  for (const row of rows) {
    try {
      data.push(act(row));
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      failures.push(error);
      const { entityId, labelId, name } = row;
      errors.push({
        code: error.code,
        field: given(entityId) ? 'entityId' : 'name',
        name: entityId ?? labelId ?? name,
        message: error.message,
      });
    }
  }
  const status = failures.length === 0 ? 200 : data.length > 0 ? 207 : (failures[0]?.httpStatus ?? 400);
  return reply({ data: data.filter((each) => each !== null), warnings, errors }, status);
}

/** Reads report failures in a form of their own: only a message. */
const readReply =
  (read: (call: Call) => object) =>
  (call: Call): Reply => {
    try {
      return reply(read(call));
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      return reply({ code: error.code, message: error.message }, 400);
    }
  };

function rowsIn(
  body: unknown,
  name: string,
  codes: { none: number; tooMany: number; most: number },
): readonly JsonObject[] {
  const rows = objectsOf(objectOf(body)[name]);
  if (rows.length === 0) fail(codes.none, `${name} is missing or empty`);
  if (rows.length > codes.most) fail(codes.tooMany, `At most ${codes.most} ${name} can be sent in one call`);
  return rows;
}

const LABELS = { none: 23022, tooMany: 23021, most: 10 };
const ASSIGNMENTS = { none: 23031, tooMany: 23032, most: 100 };

/** The type must be in upper case. */
const labelled = (value: unknown, code: number): Labelled =>
  LABELLED.find((each) => each === value) ?? fail(code, `${textOf(value)} must be CUSTOMER, PRODUCT or STORE`);

function entityTypeIn(fields: JsonObject): Labelled {
  if (!given(fields['entityType'])) fail(23033, 'entityType is missing');
  return labelled(fields['entityType'], 23034);
}

/** A time requires an offset. A day needs none: the older documentation and the text of 23040 show only days. */
const DAY_OR_ZONED = /^\d{4}-\d{2}-\d{2}$|(Z|[+-]\d{2}:?\d{2})$/;

function dateIn(world: World, value: unknown, code: number): Instant {
  const text = textOf(value);
  const date = DAY_OR_ZONED.test(text) ? readDate(text, world.organisation.timezone) : null;
  return date ?? fail(code, `${text} is neither a day nor an ISO 8601 time with an offset`);
}

function expiryIn(world: World, value: unknown): LabelExpiry {
  const config = objectOf(value);
  if (!given(config['type'])) return { type: 'NONE' };
  switch (config['type']) {
    case 'NONE':
      return { type: 'NONE' };
    case 'FIXED_DATE':
      if (!given(config['expiryDate'])) fail(23012, 'FIXED_DATE requires expiryDate');
      return { type: 'FIXED_DATE', expiryDate: dateIn(world, config['expiryDate'], 23014) };
    case 'RELATIVE': {
      if (!given(config['unit'])) fail(23010, 'RELATIVE requires unit');
      const unit =
        oneOf(['DAYS', 'MONTHS', 'YEARS'], config['unit']) ?? fail(23005, `${textOf(config['unit'])} is not a unit`);
      const number = numberOf(config['value']);
      if (number === null || number < 0 || !Number.isInteger(number))
        return fail(23011, 'RELATIVE requires a value from 0');
      return { type: 'RELATIVE', unit, value: number };
    }
    default:
      return fail(23013, `${textOf(config['type'])} is not an expiry type`);
  }
}

function labelFace(label: Label): object {
  const { expiry, createdOn, createdBy, modifiedOn, modifiedBy, ...own } = label;
  return {
    ...own,
    expiryConfig: expiry,
    createdOn,
    createdBy,
    lastUpdatedOn: modifiedOn,
    lastUpdatedBy: modifiedBy,
  };
}

function assignmentFace(world: World, { id, entityId, labelId, expiresOn }: LabelAssignment): object {
  return { assignmentId: id, entityId, ...labelOf(world, labelId), expiryDate: expiresOn };
}

const labelOf = (world: World, labelId: number): object => ({
  labelId,
  labelName: world.labels[labelId]?.name ?? '',
  labelExternalId: world.labels[labelId]?.externalId ?? '',
});

const create = ({ world, body, till }: Call): Reply =>
  rowsReply(rowsIn(body, 'labels', LABELS), (row) =>
    labelFace(
      defineLabel(
        world,
        labelled(row['entityType'], 23006),
        {
          name: textOf(row['name']),
          externalId: textOf(row['externalId']),
          description: textOf(row['description']),
          expiry: expiryIn(world, row['expiryConfig']),
        },
        till.id,
      ),
    ),
  );

const update = ({ world, body, till }: Call): Reply =>
  rowsReply(rowsIn(body, 'labels', LABELS), (row) => {
    const { name, externalId, description, expiryConfig } = row;
    const status = given(row['status'])
      ? (oneOf(['ACTIVE', 'ARCHIVED'], row['status']) ?? fail(23016, 'status must be ACTIVE or ARCHIVED'))
      : undefined;
    const change = {
      ...(name !== undefined && { name: textOf(name) }),
      ...(externalId !== undefined && { externalId: textOf(externalId) }),
      ...(description !== undefined && { description: textOf(description) }),
      ...(expiryConfig !== undefined && { expiry: expiryIn(world, expiryConfig) }),
      ...(status !== undefined && { status }),
    };
    return labelFace(changeLabel(world, numberOf(row['labelId']) ?? Number.NaN, change, till.id));
  });

/**
 * @throws `limitCode` if the limit is not from 1 to `most`
 * @throws `offsetCode` if the offset is below 0
 */
function page(query: JsonObject, standard: { limit: number; most: number; limitCode: number; offsetCode: number }) {
  const limit = given(query['limit']) ? numberOf(query['limit']) : standard.limit;
  const offset = given(query['offset']) ? numberOf(query['offset']) : 0;
  if (limit === null || limit < 1 || limit > standard.most)
    return fail(standard.limitCode, `limit must be from 1 to ${standard.most}`);
  if (offset === null || offset < 0) return fail(standard.offsetCode, 'offset must be at least 0');
  return { limit, offset };
}

const search = readReply(({ world, query }) => {
  const entityType = given(query['entityType']) ? labelled(query['entityType'], 23006) : 'PRODUCT';
  const status = given(query['status'])
    ? (oneOf(['ACTIVE', 'ARCHIVED'], query['status']) ?? fail(23016, 'status must be ACTIVE or ARCHIVED'))
    : null;
  const { limit, offset } = page(query, { limit: 50, most: 100, limitCode: 23017, offsetCode: 23018 });
  const q = textOf(query['q']).toLowerCase();
  const found = Object.values(world.labels)
    .filter((each) => each.entityType === entityType && (status === null || each.status === status))
    .filter(({ name, externalId }) => name.toLowerCase().includes(q) || externalId.toLowerCase().includes(q))
    .sort((a, b) => b.modifiedOn.localeCompare(a.modifiedOn) || b.id - a.id);
  return { totalCount: found.length, limit, offset, labels: found.slice(offset, offset + limit).map(labelFace) };
});

/**
 * The single label of a row.
 * @throws 23036 unless exactly one of the three names is given
 */
function namedOnce(row: JsonObject): LabelNamed {
  const names = ['labelId', 'labelName', 'labelExternalId'].filter((name) => given(row[name]));
  if (names.length !== 1) fail(23036, 'Give exactly one of labelId, labelName and labelExternalId');
  return namedIn(row);
}

const namedIn = (row: JsonObject): LabelNamed => ({
  ...(given(row['labelId']) && { id: numberOf(row['labelId']) ?? Number.NaN }),
  ...(given(row['labelName']) && { name: textOf(row['labelName']) }),
  ...(given(row['labelExternalId']) && { externalId: textOf(row['labelExternalId']) }),
});

const entityIdIn = (world: World, entityType: Labelled, row: JsonObject): string =>
  labelledId(world, entityType, textOf(row['entityId']));

function assignAll({ world, body, till }: Call): Reply {
  const entityType = entityTypeIn(objectOf(body));
  return rowsReply(rowsIn(body, 'assignments', ASSIGNMENTS), (row) => {
    const label = namedIn({ labelName: row['labelName'], labelExternalId: row['labelExternalId'] });
    if (Object.keys(label).length === 0) fail(23035, 'Give labelName or labelExternalId');
    const expiry = given(row['expiryDate']) ? { expiresOn: dateIn(world, row['expiryDate'], 23040) } : {};
    return assignmentFace(
      world,
      assign(world, entityType, { entityId: entityIdIn(world, entityType, row), label, ...expiry }, till.id),
    );
  });
}

const MOST_IDS = 10;

const ofEntities = readReply(({ world, query }) => {
  const entityType = entityTypeIn(query);
  const ids = textOf(query['entityIds'])
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (ids.length === 0) fail(23041, 'entityIds is empty');
  if (ids.length > MOST_IDS) fail(23042, `entityIds can have at most ${MOST_IDS} ids`);
  const all = booleanOf(query['includeInactive']);
  return {
    data: ids.map((entityId) => ({
      entityId,
      labels: assignmentsOf(world, entityType, labelledId(world, entityType, entityId), all).map((each) => ({
        ...labelOf(world, each.labelId),
        expiryDate: each.expiresOn,
      })),
    })),
  };
});

const searchAssignments = readReply(({ world, query }) => {
  const entityType = entityTypeIn(query);
  const label = labelMeant(world, entityType, namedOnce(query));
  const { limit, offset } = page(query, { limit: 10, most: 50, limitCode: 23046, offsetCode: 23047 });
  const entityId = entityIdIn(world, entityType, query);
  const found = (label ? carriersOf(world, label) : []).filter((each) => entityId === '' || each.entityId === entityId);
  return {
    data: found.slice(offset, offset + limit).map((each) => ({
      entityId: each.entityId,
      ...labelOf(world, each.labelId),
      expiryDate: each.expiresOn,
    })),
    pagination: { totalCount: found.length, limit, offset },
  };
});

function updateAssignments({ world, body }: Call): Reply {
  const entityType = entityTypeIn(objectOf(body));
  return rowsReply(rowsIn(body, 'updates', ASSIGNMENTS), (row) => {
    const found = assignmentMeant(world, entityType, entityIdIn(world, entityType, row), namedOnce(row));
    const expiresOn = dateIn(world, row['expiryDate'], 23040);
    if (expiresOn <= now(world)) fail(23039, 'The expiry must be in the future');
    found.expiresOn = expiresOn;
    return assignmentFace(world, found);
  });
}

const LISTS = ['labelIds', 'labelNames', 'labelExternalIds'] as const;

function removeAssignments({ world, body }: Call): Reply {
  const entityType = entityTypeIn(objectOf(body));
  return rowsReply(rowsIn(body, 'removals', ASSIGNMENTS), (row) => {
    const entityId = entityIdIn(world, entityType, row);
    if (entityId === '') fail(23052, 'entityId is missing');
    const lists = LISTS.filter((name) => listOf(row[name]).length > 0);
    const [list] = lists;
    if (list === undefined) return fail(23053, 'Give a list of labels');
    if (lists.length > 1) fail(23058, 'Give only one list of labels');
    const found = listOf(row[list]).map((value) => {
      const named =
        list === 'labelIds'
          ? { labelId: value }
          : list === 'labelNames'
            ? { labelName: value }
            : { labelExternalId: value };
      return assignmentMeant(world, entityType, entityId, namedIn(named));
    });
    for (const each of found) each.removed = true;
    return { entityId, removedLabelIds: found.map(({ labelId }) => labelId) };
  });
}

export const labelHandlers: Handlers = {
  product_label_create: create,
  product_label_update: update,
  product_label_search: search,
  product_label_assign: assignAll,
  product_label_get_assignments: ofEntities,
  product_label_search_assignments: searchAssignments,
  product_label_update_assignments: updateAssignments,
  product_label_remove_assignments: removeAssignments,
};
