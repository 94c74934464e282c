/** Organization, InTouch layers: the organization's profile, entities, settings and payment modes. */
import { section } from '../define.js';
import { format, limit } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { date } from '../schemas/times.js';
import { boolean, choice, integer, text } from '../schemas/values.js';
import { ORGANIZATION } from './organization.defaults.js';
import * as answers from './organization.legacy.answers.js';

export const organizationLegacy = section('Organization', ORGANIZATION);

export const organizationGet = organizationLegacy.inTouch.get('organization/get', {
  tool: 'organization_get',
  title: 'Get Org Details',
  summary:
    'Profile of the organization behind the credentials: id, name, address, base and supported currencies, time zones, languages and countries, hours in which SMS may be sent. For its stores use organization_get_entities_v1_1, for its settings organization_get_configs_v1_1.',
  query: () => ({ format: format() }),
  answer: answers.organizationGetAnswer,
  effect: 'read',
  sources: ['https://docs.capillarytech.com/reference/get-org-details', 'Get Org Details, v1.1 documentation 2021'],
  keywords: [
    'which brand am i connected to',
    'our org id',
    'company profile of the account',
    'what currencies does the brand support',
    'base time zone and offset',
    'between which hours may texts be sent',
    'languages and countries we operate in',
    'head office address and website',
    'check that the api credentials belong to the right company',
    'who are we: brand name, currency, time zone',
    'basic data of our brand',
    'organisation profile',
    'currency and time zone',
  ],
});

export const organizationGetEntities = organizationLegacy.inTouch.get('organization/entities', {
  tool: 'organization_get_entities',
  title: 'Get Org Entities',
  summary:
    'Lists stores, zones, concepts, tills or store servers by id, by parent or changed since a day, optionally with custom fields; pages by limit and start_id. To search by name or code use location_list, for one store store_get_v1_1, for one till organization_get_till.',
  query: () => ({
    type: choice(['STORE', 'STR_SERVER', 'TILL', 'ZONE', 'CONCEPT'], 'STR_SERVER for store servers'),
    id: idOf('place', text('Entity id, or several with commas')).optional(),
    scope: choice(
      ['STORE_CUSTOM_FIELDS', 'ZONE_CUSTOM_FIELDS', 'TILL_CUSTOM_FIELDS'],
      'Adds the custom fields of this level; it must match type',
    ).optional(),
    parent_identifier_type: choice(
      ['STORE_CODE', 'STORE_ID', 'STORE_EXTERNAL_ID', 'CONCEPT_CODE', 'CONCEPT_ID'],
      "To list the children of one parent: kind of its identifier; the parent's level is above type",
    ).optional(),
    parent_identifier_value: idOf('placeCode', text('Needed with parent_identifier_type')).optional(),
    include_parent: boolean('true adds the parent; for zones and concepts').optional(),
    sub_entities_count: integer('Maximum sub-entities of each').optional(),
    details: choice(['basic'], 'basic leaves out currency, time zone and language').optional(),
    exclude_locale: choice(['0', '1'], '1 leaves out time zones; default 0').optional(),
    start_id: integer('Entities to skip').optional(),
    limit: limit('Entities to return, up to 500'),
    modified_since: date('Only entities changed on this day or later').optional(),
    active_only: boolean('true for active stores only').optional(),
    language_translatons: boolean('true adds translations').optional(),
    format: format(),
  }),
  answer: answers.organizationGetEntitiesAnswer,
  effect: 'read',
  limits: { pagination: 'limit 500 (max 500), start_id' },
  sources: [
    'https://docs.capillarytech.com/reference/get-org-entities',
    'https://docs.capillarytech.com/reference/organization',
    'Get Org Entities, v1.1 documentation 2021',
  ],
  keywords: [
    'all shops of the brand',
    'zones and concepts of the company tree',
    'tills under one store code',
    'user names of tills',
    'id of a time zone, currency or language',
    'outlets changed since last month',
    'branch list with custom fields',
    'which region does a store belong to',
    'sync our store master',
    'store servers of the chain',
    'id of a zone for adding a store',
    'hierarchy of regions, banners and counters',
    'list stores, zones, tills of the brand',
    'the structure of our chain',
    'list stores and tills',
  ],
});

export const organizationGetConfigs = organizationLegacy.inTouch.get('organization/configs', {
  tool: 'organization_get_configs',
  title: 'Get Org Configurations',
  summary:
    'Dumps all configuration keys of the organization with values, types and modules; long, so use fields. For one key by name use organization_get_config_values, for settings of the store client store_get_configurations_v1_1.',
  query: () => ({ format: format() }),
  response: { secrets: { settings: true } },
  answer: answers.organizationGetConfigsAnswer,
  effect: 'read',
  sensitive: true,
  sources: [
    'https://docs.capillarytech.com/reference/get-org-configurations',
    'Get Configurations of the Organization, v1.1 documentation 2021',
  ],
  keywords: [
    'every setting of the brand at once',
    'dump org configuration',
    'all conf keys and their values',
    'which loyalty settings exist',
    'find the name of a config key',
    'must bill numbers be unique here',
    'compare settings of two environments',
    'export parameters for an audit',
    'all settings of the brand',
    'configuration dump',
    'list every parameter and its value',
  ],
});

export const organizationGetStatistics = organizationLegacy.inTouch.get('organization/statistics', {
  tool: 'organization_get_statistics',
  title: 'Get Org Statistics',
  summary:
    'Totals of the whole organization: customers, stores, products, average items and average amount of a bill; deprecated, with no successor. For figures of one store use store_get_reports_v1_1.',
  accessGroup: null,
  query: () => ({ format: format() }),
  answer: answers.organizationGetStatisticsAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-org-statistics',
    'Get Org Statistics, v1.1 documentation 2021',
  ],
  keywords: [
    'how many customers do we have in total',
    'average bill value across the brand',
    'mean basket size',
    'number of stores and products',
    'headline figures for the company',
    'how big is our member base',
    'overall sales kpis of the chain',
    'average spend per purchase',
    'brand figures: members, shops, average bill',
    'how many shoppers are registered overall',
    'key numbers of the company',
    'number of customers',
  ],
});

export const organizationGetTopItems = organizationLegacy.inTouch.get('organization/topitems', {
  tool: 'organization_get_top_items',
  title: 'Get Top Selling Items',
  summary:
    'Lists the best-selling items of the whole organization, with price, stock and attributes; no filters or paging. For suggestions for one customer use customer_get_recommendations_v1_1, for items by name or SKU product_search_skus.',
  query: () => ({ format: format() }),
  answer: answers.organizationGetTopItemsAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-top-selling-items',
    'Get Top Selling Items, v1.1 documentation 2021',
  ],
  keywords: [
    'best sellers of the brand',
    'most popular products',
    'which articles sell the most',
    'hot items for the homepage',
    'trending skus across all stores',
    'what do people buy most',
    'fast-moving goods',
    'bestseller list with pictures and prices',
    'what sells best',
    'most bought products',
    'top sellers',
  ],
});

export const organizationGetCustomFields = organizationLegacy.inTouch.get('organization/customfields', {
  tool: 'organization_get_custom_fields',
  title: 'Get Org Custom Fields',
  summary:
    'Lists custom field definitions, all or of one of four scopes, with label, type and default; field is one object where only one exists. organization_get_custom_fields knows more scopes and flags.',
  accessGroup: 'Organization Data Fields',
  query: () => ({
    scope: choice(
      ['customer_feedback', 'loyalty_transaction', 'loyalty_registration', 'customer_preferences'],
      'Only fields of this kind of record; all if absent',
    ).optional(),
    format: format(),
  }),
  answer: answers.organizationGetCustomFieldsAnswer,
  effect: 'read',
  supersededBy: 'organization_get_custom_fields',
  sources: [
    'https://docs.capillarytech.com/reference/get-org-custom-fields-1',
    'Get Configured Custom Fields, v1.1 documentation 2021',
  ],
  keywords: [
    'intouch list of registration fields',
    'custom fields through the old xml api',
    'customer preference fields the tills show',
    'extra bill fields for a legacy pos',
    'feedback questions defined for stores',
    'which custom inputs does instore render',
    'mandatory fields on the old enrolment screen',
    'custom fields of the brand',
    'extra questions at registration',
    'own fields and their types',
  ],
});

export const organizationGetPaymentModes = organizationLegacy.inTouch.get('organization/tenders', {
  tool: 'organization_get_payment_modes',
  title: 'Get Org Payment Modes',
  summary:
    "Lists the payment modes (tenders) that bills may name, the organization's own names and the standard ones such as CASH, CARD, POINTS. It takes no payment; for the payment of one bill use transaction_get.",
  query: () => ({
    attribute_name: idOf('paymentModeAttribute', text('Only payment modes with this attribute')).optional(),
    attribute: boolean("true adds each one's attributes").optional(),
    format: format(),
  }),
  answer: answers.organizationGetPaymentModesAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-org-payment-modes',
    'Get Configured Payment Modes, v1.1 documentation 2021',
  ],
  keywords: [
    'which ways to pay do we accept',
    'tender types set up for the brand',
    'is cash on delivery a configured payment option',
    'names to send as payment mode on a bill',
    'do we take upi or credit cards',
    'list methods of payment',
    'attributes of the card tender',
    'how is our wallet mapped to a standard tender',
    'how can people pay',
    'list of tender types',
    'payment methods we accept',
    'how can customers pay',
  ],
});
