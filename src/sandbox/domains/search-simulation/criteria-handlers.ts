/** Section Search criteria: setting them up, and searching by them. */
import {
  searchCriteriaCreate,
  searchCriteriaGet,
  searchCriteriaListDataFields,
  searchCriteriaRun,
} from '../../../tools/beyond/search-criteria.js';
import type { Answer, PartOf } from '../../../tools/schemas/decoded.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import type { Instant } from '../../world/clock.js';
import { failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { addCriteria, type Found, isVerified, searchBy } from './criteria-rules.js';
import { BILLS, CUSTOMERS, type Kind } from './fields.js';
import type { EntityType, SearchCriteria, SearchField } from './state.js';

const toFieldJson = ({ fieldReference, ...field }: SearchField) => ({
  ...field,
  dataSourceDetails: { fieldReference },
});

const audit = (createdOn: Instant, createdByTillId: number) => ({
  createdOn,
  createdBy: createdByTillId,
  lastUpdatedOn: createdOn,
  lastUpdatedBy: createdByTillId,
});

function toCriteriaJson(world: World, criteria: SearchCriteria): PartOf<Answer<typeof searchCriteriaGet>, 'data'> {
  return {
    id: criteria.id,
    orgId: world.organisation.id,
    name: criteria.name,
    searchStrategyType: criteria.strategy,
    entityType: criteria.entityType,
    fieldDefinitions: criteria.fields.map(toFieldJson),
    searchDataPolicy: {
      dataRetentionPolicy: { unit: 'DAYS', value: criteria.retentionDays },
      expireDataFrom: 'CREATE',
    },
    criteriaStatus: { status: isVerified(world, criteria) ? 'VERIFIED' : 'VERIFICATION_IN_PROGRESS' },
    active: true,
    bulkJobStatus: criteria.indexesOlder ? 'COMPLETED' : 'OPEN',
    auditInfo: audit(criteria.createdOn, criteria.createdByTillId),
  };
}

/** The data fields of what was found. */
function toHits<T extends { id: number }>(
  world: World,
  kind: Kind<T>,
  entityType: EntityType,
  { strategy, rows }: Found<T>,
) {
  const shown = world.searchDataFields.find((each) => each.entityType === entityType && each.strategy === strategy);
  return rows.map((entity) => ({
    entityId: String(entity.id),
    entityData: Object.fromEntries(
      (shown?.fields ?? []).flatMap(({ fieldAlias, fieldReference }) => {
        const [value] = kind.reader(fieldReference)?.(world, entity) ?? [];
        return value === undefined || value === '' ? [] : [[fieldAlias, value]];
      }),
    ),
  }));
}

export const searchCriteriaHandlers: Handlers = {
  ...handle(
    searchCriteriaRun,
    {
      envelope: 'v3Lists',
      code: 1007,
      codes: {
        'body.entityType': 1002,
        'body.searchConditions': { missing: 1027, malformed: 1007 },
        'body.searchConditions[].fieldId': 1024,
        'body.searchConditions[].values': 1026,
        'body.offset': 1011,
      },
    },
    ({ world, body }) => {
      const { entityType, limit = 10, offset = 0 } = body;
      const page = <T>({ strategy, rows }: Found<T>): Found<T> => ({
        strategy,
        rows: rows.slice(offset, offset + limit),
      });
      const entityDetails =
        entityType === 'CUSTOMER'
          ? toHits(world, CUSTOMERS, entityType, page(searchBy(world, CUSTOMERS, body)))
          : toHits(world, BILLS, entityType, page(searchBy(world, BILLS, body)));
      return { orgId: world.organisation.id, entityType, entityDetails };
    },
  ),

  ...handle(
    searchCriteriaCreate,
    { envelope: 'plain', codes: { 'body.entityType': 1002 } },
    ({ world, body, till }) => {
      const { active: _, ...created } = toCriteriaJson(world, addCriteria(world, body, till.id)) ?? {};
      return { data: created, errors: [] };
    },
  ),

  ...handle(searchCriteriaGet, { envelope: 'plain' }, ({ world, path: { id } }) => ({
    data: toCriteriaJson(world, world.searchCriteria[id] ?? failUnknown(404, 'Search criteria', id, 404)),
    errors: [],
  })),

  ...handle(searchCriteriaListDataFields, { envelope: 'plain' }, ({ world }) => ({
    data: world.searchDataFields.map(({ id, strategy, entityType, fields, createdOn, createdByTillId }) => ({
      id,
      orgId: world.organisation.id,
      searchStrategyType: strategy,
      entityType,
      dataFieldDefinitions: fields.map(toFieldJson),
      auditInfo: audit(createdOn, createdByTillId),
    })),
    errors: [],
  })),
};
