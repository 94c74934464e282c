/** Search criteria: which fields customers and bills are searched by, and the search itself. */
import { section } from '../define.js';
import { idOf } from '../schemas/leaf-types.js';
import { choice, integer, list, object, text, textOrNumber } from '../schemas/values.js';
import * as answers from './search-criteria.answers.js';

export const searchCriteria = section('Search criteria', {
  domain: 'Global Search & Simulation',
  accessGroup: null,
  response: {
    advice: {
      1029: 'The organization has no criteria for these fields together: every indexed field of a criteria must be given. search_criteria_get shows them.',
    },
  },
});

const entityType = () => choice(['TRANSACTION', 'CUSTOMER'], 'TRANSACTION for bills');

const condition = () =>
  object({
    fieldId: text('A field of the criteria, such as billNumber; search_prefix for the beginning of any name or number'),
    operator: choice(['EQUALS', 'STARTS_WITH', 'RANGE'], 'RANGE: two values of one date').optional(),
    values: list(textOrNumber(), 'One for EQUALS; dates in epoch milliseconds'),
  });

const fieldDefinition = () =>
  object({
    fieldId: text(
      'CUSTOMER: firstName, lastName, email, mobile, externalId, fullName; TRANSACTION: billNumber, billDate, outlierStatus, storecode; or a name for what fieldReference refers to',
    ),
    fieldAlias: text('Name to show').optional(),
    fieldType: choice(['INDEXED', 'FILTERABLE'], 'INDEXED must be in each search, FILTERABLE may be'),
    dataSourceDetails: object(
      {
        fieldReference: text(
          'Such as billNumber, extendedFields.ship_email, customFields.age, additionalFields.storecode',
        ),
      },
      'Where the value comes from',
    ).optional(),
    dataType: text('STRING, DATE …'),
  });

const criteriaBody = () =>
  object({
    name: text('Name to show'),
    entityType: entityType(),
    searchStrategyType: choice(['COMBINATION', 'PREFIX'], 'PREFIX: the beginning of any of the fields').optional(),
    fieldDefinitions: list(fieldDefinition(), 'At most 6 INDEXED and 5 FILTERABLE').optional(),
    searchDataPolicy: object(
      {
        dataRetentionPolicy: object(
          {
            unit: choice(['DAYS']).optional(),
            value: integer('Days; default 180, at most 365 for bills, 1826 for customers', {
              min: 1,
              max: 1826,
            }).optional(),
          },
          'How long',
        ).optional(),
        expireDataFrom: choice(['CREATE']).optional(),
      },
      'How long records are found',
    ).optional(),
  });

export const searchCriteriaRun = searchCriteria.post('api_gateway/cortex/v1/search', {
  tool: 'search_criteria_run',
  title: 'Perform Search (Cortex API)',
  summary:
    "Finds customers or bills by the fields of the organization's search criteria; returns ids and the fields of search_criteria_list_data_fields. It needs criteria that are verified; for custom and extended fields of what is found use search_entities.",
  version: 'v1',
  inInventory: false,
  accessGroup: 'EntitySearch',
  body: () =>
    object({
      entityType: entityType(),
      searchConditions: list(condition(), 'All must match'),
      limit: integer('Rows, newest first; default 10', { min: 0, max: 20 }).optional(),
      offset: integer('Rows to skip', { min: 0 }).optional(),
    }),
  answer: answers.searchCriteriaRunAnswer,
  effect: 'read',
  whenEmpty: 'EQUALS needs the whole value. Records that are older than a criteria are found once they are indexed.',
  limits: { pagination: 'limit 10 (max 20), offset' },
  example: {
    body: {
      entityType: 'CUSTOMER',
      searchConditions: [{ fieldId: 'search_prefix', operator: 'STARTS_WITH', values: ['asha'] }],
    },
  },
  sources: [
    'https://docs.capillarytech.com/reference/search-api-cortex-api',
    'Search API (Cortex), documentation September 2025',
  ],
  keywords: [
    'find a member by the beginning of a name or number',
    'which customer has this mobile, with the fields we set up',
    'bills of a store between two dates',
    'quick lookup of shoppers for the helpdesk',
    'search sales by bill number',
    'run a saved search',
    'fast search over people or receipts',
    'cortex search',
    'find customers by the fields set up for search',
    'search customers or bills through search criteria',
  ],
});

export const searchCriteriaCreate = searchCriteria.post('api_gateway/cortex/v1/criteria', {
  tool: 'search_criteria_create',
  title: 'Create search criteria',
  summary:
    'Sets up by which fields customers or bills can be searched, for records from now on; at most two PREFIX criteria and five COMBINATION criteria an entity, and no tool removes one. To search use search_criteria_run.',
  version: 'v1',
  inInventory: false,
  body: criteriaBody,
  response: { confirmation: ['data'] },
  answer: answers.searchCriteriaAnswer,
  effect: 'create',
  checkedBy: {
    unverifiable:
      'No call lists search criteria. Try search_criteria_run with the fields before you repeat the call, which would use up another of the few criteria.',
  },
  nextStep:
    'it is verified first, as criteriaStatus of search_criteria_get shows: keep the id. Older records are found only once Capillary indexes them.',
  confidence: 'partial',
  example: {
    body: {
      name: 'By external id',
      entityType: 'CUSTOMER',
      searchStrategyType: 'COMBINATION',
      fieldDefinitions: [
        {
          fieldId: 'externalId',
          fieldAlias: 'externalId',
          fieldType: 'INDEXED',
          dataSourceDetails: { fieldReference: 'externalId' },
          dataType: 'STRING',
        },
      ],
      searchDataPolicy: { dataRetentionPolicy: { unit: 'DAYS', value: 365 }, expireDataFrom: 'CREATE' },
    },
  },
  sources: [
    'https://docs.capillarytech.com/reference/create-meta-search',
    'Create search criteria, documentation September 2025: the OpenAPI file of July 2026 lacks the body',
  ],
  keywords: [
    'make bills searchable by order number',
    'let the helpdesk find members by a custom field',
    'index an extended field for searching',
    'search customers by their membership number from now on',
    'set up a new search',
    'save a combination of search fields',
    'which fields can be searched, add one',
    'create a search criterion',
    'customers should be found by another field',
    'allow searching by another field',
    'customers should be searchable by another number',
  ],
});

export const searchCriteriaGet = searchCriteria.get('api_gateway/cortex/v1/criteria/{id}', {
  tool: 'search_criteria_get',
  title: 'Retrieve search criteria details',
  summary:
    'Reads one set of search criteria by the id that search_criteria_create returned: fields, which of them a search must have, retention, whether it is verified and in use. No tool lists the criteria of the organization.',
  version: 'v1',
  inInventory: false,
  path: () => ({ id: idOf('searchCriteria', text('Criteria id, 24 hex digits')) }),
  answer: answers.searchCriteriaAnswer,
  effect: 'read',
  example: { id: '64c1f7a09be2d35841706e92' },
  sources: [
    'https://docs.capillarytech.com/reference/get-meta',
    'Retrieve search criteria, documentation September 2025',
  ],
  keywords: [
    'is my new search ready',
    'which fields does this search need',
    'why does the search say that an indexed field is missing',
    'how far back does the search go',
    'have older records been indexed',
    'state of a search set-up',
    'details of saved search criteria',
    'which fields are indexed for search',
    'one search criteria by its id',
  ],
});

export const searchCriteriaListDataFields = searchCriteria.get('api_gateway/cortex/v1/dataFields', {
  tool: 'search_criteria_list_data_fields',
  title: 'Get Data Field Detail',
  summary:
    'Lists the fields that hits of search_criteria_run carry besides their ids, for customers and for bills. What can be searched by is another thing: search_criteria_get.',
  version: 'v1',
  inInventory: false,
  answer: answers.searchCriteriaListDataFieldsAnswer,
  effect: 'read',
  example: {},
  sources: [
    'https://docs.capillarytech.com/reference/get-data-field-detail-api',
    'Get data field detail, documentation September 2025',
  ],
  keywords: [
    'which columns does a search result have',
    'what do search hits show about a customer',
    'does the search return mobile numbers',
    'fields returned with found bills',
    'set-up of search results',
    'output fields of the cortex search',
    'do search results contain the store name',
    'fields that search results return',
  ],
});
