/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { open, problem } from '../schemas/answer.js';
import { idOf, personalData } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, keyValues, list, text } from '../schemas/values.js';

const searchField = lazy(() =>
  open({
    fieldId: text(),
    fieldAlias: text(),
    fieldType: text(),
    dataSourceDetails: open({ fieldReference: text() }),
    dataType: text(),
  }),
);

const auditInfo = lazy(() =>
  open({
    createdOn: dateTime({ zone: 'offset' }),
    createdBy: integer(),
    lastUpdatedOn: dateTime({ zone: 'offset' }),
    lastUpdatedBy: integer(),
  }),
);

const criteria = lazy(() =>
  open({
    id: idOf('searchCriteria', text()),
    orgId: integer(),
    name: text(),
    entityType: text(),
    searchStrategyType: text(),
    fieldDefinitions: list(searchField()),
    dataFieldDefinitions: list(searchField()),
    searchDataPolicy: open({
      dataRetentionPolicy: open({ unit: text(), value: integer() }),
      expireDataFrom: text(),
    }),
    criteriaStatus: open({ status: text() }),
    active: boolean(),
    /** Indexing of records that are older than the criteria. */
    bulkJobStatus: text(),
    auditInfo: auditInfo(),
  }),
);

export const searchCriteriaAnswer = lazy(() => open({ data: criteria(), errors: list(problem()) }));

export const searchCriteriaRunAnswer = () =>
  open({
    data: open({
      orgId: integer(),
      entityType: text(),
      entityDetails: list(
        open({
          entityId: text('id of the customer or of the bill'),
          /** The data fields of the organization: names and identifiers, numbers of bills, stores. */
          entityData: personalData(keyValues()),
        }),
      ),
    }),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const searchCriteriaListDataFieldsAnswer = () =>
  open({
    data: list(
      open({
        id: text(),
        orgId: integer(),
        searchStrategyType: text(),
        entityType: text(),
        dataFieldDefinitions: list(searchField()),
        auditInfo: auditInfo(),
      }),
    ),
    errors: list(problem()),
  });
