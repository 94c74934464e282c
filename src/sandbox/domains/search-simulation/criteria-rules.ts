/** Search criteria: setting them up, and searching by them. */
import type { searchCriteriaCreate, searchCriteriaRun } from '../../../tools/beyond/search-criteria.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { DAY, later, MINUTE, now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import { randomHex } from '../../world/random.js';
import type { World } from '../../world/world.js';
import {
  BILLS,
  type Condition,
  CUSTOMERS,
  DATES,
  EPOCH,
  type Kind,
  PREFIX,
  passes,
  type Searchable,
} from './fields.js';
import type { EntityType, SearchCriteria, SearchField, Strategy } from './state.js';

type CriteriaBody = Body<typeof searchCriteriaCreate>;

const MAX_FIELDS = { INDEXED: 6, FILTERABLE: 5 } as const;
const MAX_CRITERIA: Readonly<Record<Strategy, number>> = { PREFIX: 2, COMBINATION: 5 };
const MAX_DAYS: Readonly<Record<EntityType, number>> = { TRANSACTION: 365, CUSTOMER: 1826 };
const DEFAULT_DAYS = 180;
const VERIFIED_AFTER = MINUTE;

const isKnown = (entityType: EntityType, reference: string): boolean =>
  (entityType === 'CUSTOMER' ? CUSTOMERS : BILLS).reader(reference) !== undefined;

const toField = (field: NonNullable<CriteriaBody['fieldDefinitions']>[number]): SearchField => ({
  fieldId: field.fieldId,
  fieldAlias: field.fieldAlias ?? field.fieldId,
  fieldType: field.fieldType,
  fieldReference: field.dataSourceDetails?.fieldReference ?? field.fieldId,
  dataType: field.dataType,
});

/**
 * @throws 1003 if there are no fields, 1004, 1005, 1006 if one has no id, nothing that it refers to, or no type
 * @throws 400 if there are too many fields, none is indexed, or one is twice
 */
function checkFields(entityType: EntityType, fields: readonly SearchField[]): void {
  if (fields.length === 0) fail(1003, 'fieldDefinitions is empty');
  for (const { fieldId, fieldReference, dataType } of fields) {
    if (fieldId === '') fail(1004, 'fieldId is empty');
    if (!isKnown(entityType, fieldReference)) fail(1005, `${fieldReference} is nothing that ${entityType} has`);
    if (dataType === '') fail(1006, 'dataType is empty');
  }
  for (const [fieldType, max] of Object.entries(MAX_FIELDS)) {
    if (fields.filter((each) => each.fieldType === fieldType).length > max) {
      fail(400, `At most ${max} fields can be ${fieldType}`);
    }
  }
  if (!fields.some((each) => each.fieldType === 'INDEXED')) fail(400, 'At least one field must be INDEXED');
  if (new Set(fields.map(({ fieldId }) => fieldId)).size < fields.length) fail(400, 'Two fields have the same fieldId');
}

/**
 * Sets up criteria, for records from now on.
 * @throws 400 if there are too many criteria of the kind, or records would be kept for too long
 * @throws as `checkFields` does
 */
export function addCriteria(world: World, body: CriteriaBody, tillId: number): SearchCriteria {
  const { name, entityType, searchStrategyType: strategy = 'COMBINATION' } = body;
  const fields = (body.fieldDefinitions ?? []).map(toField);
  checkFields(entityType, fields);
  if (strategy === 'PREFIX' && entityType !== 'CUSTOMER') fail(400, 'PREFIX is for customers only');
  const same = Object.values(world.searchCriteria).filter(
    (each) => each.entityType === entityType && each.strategy === strategy,
  );
  if (same.length >= MAX_CRITERIA[strategy]) {
    fail(400, `${entityType} already has ${MAX_CRITERIA[strategy]} criteria of the kind ${strategy}`);
  }
  const retentionDays = body.searchDataPolicy?.dataRetentionPolicy?.value ?? DEFAULT_DAYS;
  if (retentionDays < 1 || retentionDays > MAX_DAYS[entityType]) {
    fail(400, `Records of ${entityType} can be kept for 1 to ${MAX_DAYS[entityType]} days`);
  }
  const criteria: SearchCriteria = {
    id: randomHex(world, 24),
    name,
    entityType,
    strategy,
    fields,
    retentionDays,
    createdOn: now(world),
    createdByTillId: tillId,
    indexesOlder: false,
  };
  world.searchCriteria[criteria.id] = criteria;
  return criteria;
}

/** Whether criteria are verified, which takes a minute. */
export const isVerified = (world: World, { createdOn }: SearchCriteria): boolean =>
  later(createdOn, VERIFIED_AFTER) <= now(world);

/** The fields that verified criteria have besides the standard ones. */
export function customFieldsOfCriteria<T>(world: World, entityType: EntityType, kind: Kind<T>): Searchable<T> {
  const fields = Object.values(world.searchCriteria)
    .filter((each) => each.entityType === entityType && isVerified(world, each))
    .flatMap((each) => each.fields);
  return Object.fromEntries(
    fields.flatMap(({ fieldId, fieldReference }) => {
      const read = kind.reader(fieldReference);
      return read ? [[fieldId, read]] : [];
    }),
  );
}

type Search = Body<typeof searchCriteriaRun>;

/**
 * The conditions of a search.
 * @throws 1027 if there are none, 1023, 1024, 1026 if one is incomplete
 * @throws 1028 if an EQUALS has several values, 1042, 1043 or 1044 if a RANGE cannot be searched
 */
function conditionsIn({ searchConditions }: Search): Condition[] {
  if (searchConditions.length === 0) fail(1027, 'searchConditions is empty');
  const conditions = searchConditions.map(({ fieldId, operator: asked, values }): Condition => {
    if (fieldId === '') fail(1024, 'fieldId is empty');
    if (values.length === 0) fail(1026, 'values is empty');
    if (values.includes('')) fail(1023, `A value of ${fieldId} is empty`);
    const operator = asked ?? (fieldId === PREFIX ? 'STARTS_WITH' : 'EQUALS');
    if (operator === 'EQUALS' && values.length > 1) fail(1028, 'EQUALS takes one value');
    const isDate = DATES.includes(fieldId);
    if (operator === 'RANGE' && !isDate) fail(1043, `RANGE requires a date; ${fieldId} is not one`);
    if (operator === 'RANGE' && values.length !== 2) fail(1007, 'RANGE takes two values');
    if (isDate && !values.every((value) => EPOCH.test(value))) fail(1044, `${fieldId} takes epoch milliseconds`);
    return { fieldId, operator, values };
  });
  if (conditions.filter(({ operator }) => operator === 'RANGE').length > 1) fail(1042, 'Only one RANGE is allowed');
  return conditions;
}

/**
 * The criteria by which conditions can be searched: it has all their fields, and they have all its indexed ones.
 * @throws 1029 if there are none
 */
function criteriaFor(world: World, entityType: EntityType, conditions: readonly Condition[]): SearchCriteria[] {
  const asked = conditions.map(({ fieldId }) => fieldId);
  const isPrefix = asked.includes(PREFIX);
  if (isPrefix && asked.length > 1) fail(1007, `${PREFIX} cannot be combined with other fields`);
  const fitting = Object.values(world.searchCriteria).filter((each) => {
    if (each.entityType !== entityType || !isVerified(world, each)) return false;
    if (isPrefix || each.strategy === 'PREFIX') return isPrefix && each.strategy === 'PREFIX';
    const own = each.fields.map(({ fieldId }) => fieldId);
    const indexed = each.fields.filter(({ fieldType }) => fieldType === 'INDEXED');
    return asked.every((name) => own.includes(name)) && indexed.every(({ fieldId }) => asked.includes(fieldId));
  });
  if (fitting.length === 0) fail(1029, `No verified criteria of ${entityType} has these fields: ${asked.join(', ')}`);
  return fitting;
}

/** What a search found, newest first, and how it searched. */
export interface Found<T> {
  strategy: Strategy;
  rows: readonly T[];
}

/**
 * Searches by the criteria that fit.
 * @throws as `conditionsIn` and `criteriaFor` do
 */
export function searchBy<T extends { id: number; createdOn: string }>(
  world: World,
  kind: Kind<T>,
  search: Search,
): Found<T> {
  const conditions = conditionsIn(search);
  const criteria = criteriaFor(world, search.entityType, conditions);
  const rows = kind
    .all(world)
    .filter((entity) =>
      criteria.some((each) => isIndexed(world, each, entity) && meets(world, kind, each, entity, conditions)),
    )
    .toSorted((a, b) => b.id - a.id);
  return { strategy: criteria[0]?.strategy ?? 'COMBINATION', rows };
}

/** Whether criteria know a record: it is not too old, and was made since, unless older ones were indexed. */
const isIndexed = (world: World, criteria: SearchCriteria, { createdOn }: { createdOn: string }): boolean =>
  createdOn >= later(now(world), -criteria.retentionDays * DAY) &&
  (criteria.indexesOlder || createdOn >= criteria.createdOn);

function meets<T>(
  world: World,
  kind: Kind<T>,
  { fields, strategy }: SearchCriteria,
  entity: T,
  conditions: readonly Condition[],
): boolean {
  const valuesOf = (field: SearchField) => kind.reader(field.fieldReference)?.(world, entity) ?? [];
  return conditions.every((condition) => {
    const own = strategy === 'PREFIX' ? fields : fields.filter(({ fieldId }) => fieldId === condition.fieldId);
    return own.some((field) => passes(condition, valuesOf(field)));
  });
}
