/** Global Search: customers and transactions by any indexed field. */
import { section } from '../define.js';
import { boolean, choice, integer, list, object, text, textOrNumber } from '../schemas/values.js';
import * as answers from './global-search.answers.js';

export const globalSearch = section('Global Search', { domain: 'Global Search & Simulation', accessGroup: null });

const condition = () =>
  object({
    fieldId: text(
      'Customers: firstName, lastName, mobile, email, externalId, search_prefix (start of any); bills: billNumber, billDate, deliveryStatus; or another indexed field',
    ),
    values: list(textOrNumber(), 'One of which must match, 3 characters or more; dates in epoch milliseconds'),
    operator: choice(
      ['EQUALS', 'STARTS_WITH', 'RANGE'],
      'STARTS_WITH: customers only; RANGE: two values of one date field',
    ).optional(),
  });

const enrichment = () =>
  object(
    {
      enrichedFields: list(
        text(),
        'Standard fields. CUSTOMER: customerStatus, statusLabel, registeredDate, loyaltyStatus, registeredStoreCode, registeredStoreName, cardNumber, cardSeriesName, lastUpdatedOn. TRANSACTION: payment_mode, outlier_status, transaction_notes, last_updated_on_date_time',
      ).optional(),
      customFields: list(text(), 'Names of custom fields').optional(),
      extendedFields: list(text(), 'Names of extended fields').optional(),
    },
    'What to return besides the ids: lists of names, ["*"] for all; {} for nothing',
  );

export const searchEntities = globalSearch.post('v2/search/entity', {
  tool: 'search_entities',
  title: 'Search Entity',
  summary:
    'Finds customers or bills by values of fields that the organization indexes, all conditions together; page with limit and offset. Returns ids, names and the enrichment fields, but no identifiers, points, tier, amounts or items; by start of a name use customer_search, by bill number transaction_get_by_bill_number.',
  listed: 'GET v2/search/entity',
  query: () => ({
    totalRequired: boolean('true counts all matches in pagination.total, false only the rows returned').optional(),
  }),
  body: () =>
    object({
      entityType: choice(['CUSTOMER', 'TRANSACTION'], 'TRANSACTION for bills'),
      searchConditions: list(condition(), 'All must match'),
      enrichmentFields: enrichment(),
      limit: integer('Rows to return, newest first; default 10', { min: 0, max: 20 }).optional(),
      offset: integer('Rows to skip; default 0', { min: 0 }).optional(),
    }),
  answer: answers.searchEntitiesAnswer,
  effect: 'read',
  whenEmpty:
    'EQUALS needs the whole value; STARTS_WITH, for customers, its beginning. customer_search searches names and identifiers at once. Other fields can be searched once search_criteria_create sets them up.',
  limits: { pagination: 'limit 10 (max 20), offset' },
  sources: [
    'https://docs.capillarytech.com/reference/perform-search',
    'https://docs.capillarytech.com/reference/search-api-cortex-api',
    'https://docs.capillarytech.com/reference/create-meta-search',
    'https://docs.capillarytech.com/docs/performing-search-',
    'https://docs.capillarytech.com/docs/overview-search-filter',
    'Perform Search, documentation September 2025',
  ],
  keywords: [
    'all bills of one day at a till or store',
    'everyone whose custom field city is pune',
    'purchases between two dates with a certain delivery state',
    'look up people by any attribute we index',
    'query the member database with several conditions',
    'find orders by an extended field value',
    'who joined in a given store last month',
    'advanced filter over shoppers or bills',
    'people whose car model starts with civ',
    'search across profiles when no phone number is known',
    'search people or bills by any field',
    'find customers with a certain value',
    'look for records by several criteria',
    'bills of a day by till',
    'customers with a certain city or joining date',
  ],
});
