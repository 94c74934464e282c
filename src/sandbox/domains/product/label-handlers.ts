/** Section Labels: labels for customers, products and stores. */
import {
  productLabelAssign,
  productLabelCreate,
  productLabelGetAssignments,
  productLabelRemoveAssignments,
  productLabelSearch,
  productLabelSearchAssignments,
  productLabelUpdate,
  productLabelUpdateAssignments,
} from '../../../tools/product/labels.js';
import type { Body, JsonObject, RowOf } from '../../../tools/schemas/decoded.js';
import { given, objectOf, partsOf, textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byOffset } from '../../http/paging.js';
import { reply } from '../../http/replies.js';
import { sorted } from '../../http/sorting.js';
import { now } from '../../world/clock.js';
import { fail, type SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { handleLabelRows } from './label-rows.js';
import type { Label, LabelAssignment, LabelExpiry } from './label-state.js';
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

/** Reads report failures in a form of their own: only a message. */
const plainly = ({ code, message }: SandboxFailure) => reply({ code, message }, 400);
const READ = { envelope: 'plain', refused: plainly } as const;

const LABELS = { none: 23022, tooMany: 23021, max: 10 } as const;
const ASSIGNMENTS = { none: 23031, tooMany: 23032, max: 100 } as const;
const MAX_IDS = 10;

const WRONG_DATE = 23040;
const NOT_LABELLED = 23050;
const WRONG_STATUS = 23016;

const ENTITY_TYPE = { entityType: { missing: 23033, malformed: 23034 } } as const;

const LABEL_CODES = {
  name: 23007,
  externalId: 23008,
  description: 23009,
  'expiryConfig.type': 23013,
  'expiryConfig.expiryDate': 23014,
  'expiryConfig.unit': 23005,
  'expiryConfig.value': 23011,
} as const;

/** A time requires an offset. A day needs none: the older documentation and the text of 23040 show only days. */
const DAY_OR_ZONED = /^\d{4}-\d{2}-\d{2}$|(Z|[+-]\d{2}:?\d{2})$/;

/** @throws `code` if a date was sent with a time and without an offset */
function checkZoned(sent: unknown, code: number): void {
  if (given(sent) && !DAY_OR_ZONED.test(textOf(sent))) {
    fail(code, `${textOf(sent)} is neither a day nor an ISO 8601 time with an offset`);
  }
}

type ExpiryBody = NonNullable<Body<typeof productLabelCreate>['labels'][number]['expiryConfig']>;

function expiryIn({ type = 'NONE', expiryDate, unit, value }: ExpiryBody, { expiryConfig }: JsonObject): LabelExpiry {
  switch (type) {
    case 'NONE':
      return { type };
    case 'FIXED_DATE': {
      const { expiryDate: sent } = objectOf(expiryConfig);
      checkZoned(sent, LABEL_CODES['expiryConfig.expiryDate']);
      return { type, expiryDate: expiryDate ?? fail(23012, 'FIXED_DATE requires expiryDate') };
    }
    case 'RELATIVE':
      return {
        type,
        unit: unit ?? fail(23010, 'RELATIVE requires unit'),
        value: value ?? fail(23011, 'RELATIVE requires a value from 0'),
      };
  }
}

const toLabelJson = (label: Label): RowOf<typeof productLabelCreate> => ({
  id: label.id,
  name: label.name,
  externalId: label.externalId,
  description: label.description,
  entityType: label.entityType,
  expiryConfig: label.expiry,
  status: label.status,
  createdOn: label.createdOn,
  createdBy: label.createdBy,
  lastUpdatedOn: label.modifiedOn,
  lastUpdatedBy: label.modifiedBy,
});

/** Which label something has, until when. */
const toLabelledJson = (world: World, { labelId, expiresOn }: LabelAssignment) => ({
  labelId,
  labelName: world.labels[labelId]?.name ?? '',
  labelExternalId: world.labels[labelId]?.externalId ?? '',
  expiryDate: expiresOn,
});

const toAssignmentJson = (world: World, assignment: LabelAssignment): RowOf<typeof productLabelAssign> => ({
  assignmentId: assignment.id,
  entityId: assignment.entityId,
  ...toLabelledJson(world, assignment),
});

interface SentNames {
  readonly labelId?: number;
  readonly labelName?: string;
  readonly labelExternalId?: string;
}

/** The names of a label that were sent; empty ones are none. */
const namedIn = ({ labelId: id, labelName: name, labelExternalId: externalId }: SentNames): LabelNamed => ({
  ...(id !== undefined && { id }),
  ...(name && { name }),
  ...(externalId && { externalId }),
});

/**
 * The only name of a label.
 * @throws 23036 unless exactly one is given
 */
function namedOnce(sent: SentNames): LabelNamed {
  const named = namedIn(sent);
  if (Object.keys(named).length !== 1) fail(23036, 'Give exactly one of labelId, labelName and labelExternalId');
  return named;
}

type Removal = Body<typeof productLabelRemoveAssignments>['removals'][number];

/**
 * The names of the labels in the only list of a row.
 * @throws 23053, 23058 unless exactly one list has labels
 */
function labelsIn({ labelIds = [], labelNames = [], labelExternalIds = [] }: Removal): LabelNamed[] {
  const lists = [
    labelIds.map((id) => ({ id })),
    labelNames.map((name) => ({ name })),
    labelExternalIds.map((externalId) => ({ externalId })),
  ].filter((list) => list.length > 0);
  const [list] = lists;
  if (list === undefined) return fail(23053, 'Give a list of labels');
  return lists.length === 1 ? list : fail(23058, 'Give only one list of labels');
}

export const labelHandlers: Handlers = {
  ...handleLabelRows(
    productLabelCreate,
    { rows: 'labels', batch: LABELS, codes: { ...LABEL_CODES, entityType: 23006 } },
    ({ world, tillId, row: { entityType, expiryConfig = {}, externalId = '', description = '', name }, raw }) => {
      const settings = { name, externalId, description, expiry: expiryIn(expiryConfig, raw) };
      return toLabelJson(defineLabel(world, entityType, settings, tillId));
    },
  ),

  ...handleLabelRows(
    productLabelUpdate,
    { rows: 'labels', batch: LABELS, codes: { ...LABEL_CODES, labelId: 23025, status: WRONG_STATUS } },
    ({ world, tillId, row: { labelId, expiryConfig, ...change }, raw }) => {
      const expiry = expiryConfig && { expiry: expiryIn(expiryConfig, raw) };
      return toLabelJson(changeLabel(world, labelId, { ...change, ...expiry }, tillId));
    },
  ),

  ...handleLabelRows(
    productLabelAssign,
    {
      rows: 'assignments',
      batch: ASSIGNMENTS,
      head: { codes: ENTITY_TYPE },
      codes: { entityId: 23045, expiryDate: WRONG_DATE },
    },
    ({ world, tillId, head: { entityType }, row, raw }) => {
      const label = namedIn(row);
      if (Object.keys(label).length === 0) fail(23035, 'Give labelName or labelExternalId');
      const { expiryDate: sent } = raw;
      checkZoned(sent, WRONG_DATE);
      const entityId = labelledId(world, entityType, row.entityId);
      const expiry = row.expiryDate && { expiresOn: row.expiryDate };
      return toAssignmentJson(world, assign(world, entityType, { entityId, label, ...expiry }, tillId));
    },
  ),

  ...handleLabelRows(
    productLabelUpdateAssignments,
    {
      rows: 'updates',
      batch: ASSIGNMENTS,
      head: { codes: ENTITY_TYPE },
      codes: { entityId: NOT_LABELLED, labelId: NOT_LABELLED, expiryDate: WRONG_DATE },
    },
    ({ world, head: { entityType }, row, raw }) => {
      const found = assignmentMeant(world, entityType, labelledId(world, entityType, row.entityId), namedOnce(row));
      const { expiryDate: sent } = raw;
      checkZoned(sent, WRONG_DATE);
      if (row.expiryDate <= now(world)) fail(23039, 'The expiry must be in the future');
      found.expiresOn = row.expiryDate;
      return toAssignmentJson(world, found);
    },
  ),

  ...handleLabelRows(
    productLabelRemoveAssignments,
    {
      rows: 'removals',
      batch: ASSIGNMENTS,
      head: { codes: ENTITY_TYPE },
      codes: { entityId: 23052, 'labelIds[]': NOT_LABELLED },
    },
    ({ world, head: { entityType }, row }) => {
      const entityId = labelledId(world, entityType, row.entityId);
      const found = labelsIn(row).map((label) => assignmentMeant(world, entityType, entityId, label));
      for (const each of found) each.removed = true;
      return { entityId, removedLabelIds: found.map(({ labelId }) => labelId) };
    },
  ),

  ...handle(
    productLabelSearch,
    {
      ...READ,
      paging: byOffset({ limit: 50, max: 100, strict: true, code: 23017 }),
      codes: { entityType: 23006, status: WRONG_STATUS, limit: 23017, offset: 23018 },
    },
    ({ world, query, page }) => {
      const { entityType = 'PRODUCT', status = 'ACTIVE', q = '', limit = 50, offset = 0 } = query;
      const has = (text: string): boolean => text.toLowerCase().includes(q.toLowerCase());
      const found = Object.values(world.labels).filter(
        (each) => each.entityType === entityType && each.status === status && (has(each.name) || has(each.externalId)),
      );
      const rows = page(sorted(found, ({ modifiedOn, id }) => [modifiedOn, id], 'DESC'));
      return { totalCount: found.length, limit, offset, labels: rows.map(toLabelJson) };
    },
  ),

  ...handle(
    productLabelGetAssignments,
    { ...READ, codes: { ...ENTITY_TYPE, entityIds: 23041 } },
    ({ world, query: { entityType, entityIds, includeInactive } }) => {
      const ids = partsOf(entityIds);
      if (ids.length === 0) fail(23041, 'entityIds is empty');
      if (ids.length > MAX_IDS) fail(23042, `entityIds can have at most ${MAX_IDS} ids`);
      const data = ids.map((entityId) => {
        const id = labelledId(world, entityType, entityId);
        const labels = assignmentsOf(world, entityType, id, includeInactive).map((each) => toLabelledJson(world, each));
        return { entityId, labels };
      });
      return { data };
    },
  ),

  ...handle(
    productLabelSearchAssignments,
    {
      ...READ,
      paging: byOffset({ limit: 10, max: 50, strict: true, code: 23046 }),
      codes: { ...ENTITY_TYPE, labelId: 23036, limit: 23046, offset: 23047 },
    },
    ({ world, query: { entityType, entityId = '', limit = 10, offset = 0, ...names }, page }) => {
      const label = labelMeant(world, entityType, namedOnce(names));
      const carrier = labelledId(world, entityType, entityId);
      const found = (label ? carriersOf(world, label) : []).filter(
        (each) => carrier === '' || each.entityId === carrier,
      );
      const data = page(found).map((each) => ({ entityId: each.entityId, ...toLabelledJson(world, each) }));
      return { data, pagination: { totalCount: found.length, limit, offset } };
    },
  ),
};
