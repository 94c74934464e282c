/** Organization, beyond the inventory: stores and tills, the organization's relatives, exchange rates. */
import { section } from '../define.js';
import { organizationGetTillAnswer } from '../organization/organization.answers.js';
import { ORGANIZATION } from '../organization/organization.defaults.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, choice, integer } from '../schemas/values.js';
import * as answers from './organization.answers.js';
import {
  organizationAddStoresBody,
  organizationAddTillBody,
  organizationReplaceStoresBody,
  organizationSetCurrencyRatioBody,
  organizationUpdateTillFieldsBody,
} from './organization.bodies.js';

export const organizationBeyond = section('Organization', ORGANIZATION);

const tillId = () => ({ tillId: idOf('till', integer('Till id')) });

export const organizationAddStores = organizationBeyond.post('v2/orgEntity/store/bulk', {
  tool: 'organization_add_stores',
  title: 'Add Stores in Bulk',
  summary:
    'Creates several stores at once with zone, concept, position and custom fields, each row on its own. For one store use organization_add_store, for zones, concepts and tills too location_add; stores that exist change with location_update.',
  accessGroup: 'Store',
  inInventory: false,
  body: organizationAddStoresBody,
  answer: answers.storesAnswer,
  effect: 'create',
  nextStep: 'they have no tills yet, and bills need one. organization_add_till creates one, location_add several.',
  checkedBy: ['location_list'],
  evidence: 'stores with the codes you sent',
  example: {
    body: [
      {
        code: 'hyd01',
        name: 'Hyderabad Banjara Hills',
        parentZoneId: 30001,
        parentConceptId: 40001,
        externalIds: ['HYD-017'],
      },
    ],
  },
  sources: [
    'https://docs.capillarytech.com/reference/add-store-in-bulk',
    'Add store in bulk, documentation September 2025',
  ],
  keywords: [
    'open ten shops at once',
    'bulk upload of new branches',
    'several outlets for the rollout',
    'import the store list of a franchisee',
    'many new petrol stations go live',
    'create stores with address and coordinates in one go',
    'onboard all shops of a new region',
    'several new shops open, create all of them',
    'five new stores at once',
    'create many stores in bulk',
    'we bought a chain of shops, create them',
  ],
});

export const organizationReplaceStores = organizationBeyond.put('v2/orgEntity/store/bulk', {
  tool: 'organization_replace_stores',
  title: 'Update Stores in Bulk',
  summary:
    'Overwrites up to 200 stores, found by code, with whole rows: whatever a row leaves out is lost, so read the stores first. To change single fields use location_update. Known from release notes only; names are inferred from organization_add_stores.',
  accessGroup: 'Store',
  inInventory: false,
  body: organizationReplaceStoresBody,
  answer: answers.storesAnswer,
  answerFrom: 'sibling',
  effect: 'update',
  idempotent: true,
  destructive: true,
  checkedBy: ['location_list'],
  limits: { batch: '200 per call' },
  host: 'intouch',
  confidence: 'partial',
  example: {
    body: [
      {
        code: 'maa01',
        name: 'Chennai Khader Nawaz Khan Road',
        isActive: true,
        parentZoneId: 30001,
        parentConceptId: 40001,
        externalIds: ['MAA-001'],
      },
    ],
  },
  sources: [
    'Release notes January to March 2026',
    'https://docs.capillarytech.com/reference/put_v2-orgentity-store-bulk',
    'not found again since: fields after its sibling POST v2/orgEntity/store/bulk; perhaps for OAuth clients only',
  ],
  keywords: [
    'overwrite the master data of many shops',
    'replace all details of our branches',
    'sync stores from the erp, whole records',
    'full refresh of outlet data',
    'rewrite name, address and parents of shops',
    'nightly store master feed',
    'overwrite all shops from a spreadsheet',
    'replace whole store records',
    'update stores in bulk with complete rows',
  ],
});

export const organizationAddTill = organizationBeyond.post('v2/orgEntity/till', {
  tool: 'organization_add_till',
  title: 'Add Till',
  summary:
    'Creates one till under a store with a password of its own, which works as an API login at once; custom fields on request. For several tills use location_add (locationType tills); names and parents change with location_update.',
  inInventory: false,
  body: organizationAddTillBody,
  answer: answers.organizationAddTillAnswer,
  effect: 'create',
  sensitive: true,
  checkedBy: ['location_list'],
  evidence: 'a till with the name you sent',
  example: {
    body: {
      name: 'blr01till3',
      password: 'example-only',
      storeId: 50011,
      customFields: [{ name: 'counter', value: '3' }],
    },
  },
  sources: [
    'https://docs.capillarytech.com/reference/add-till-with-new-custom-fields',
    'Add till with new custom fields, documentation September 2025',
  ],
  keywords: [
    'new cash register with a login',
    'credentials for a new pos terminal',
    'the shop gets a third counter',
    'user and password for a checkout',
    'set up a billing point in a store',
    'add a kiosk that may call the api',
    'create a till for a new branch',
    'add a till to a shop',
    'create one till with its password',
    'another till for a store',
    'a second cash desk needs an account',
    'open another till at a store',
  ],
});

export const organizationUpdateTillFields = organizationBeyond.put('v2/orgEntity/till/{tillId}', {
  tool: 'organization_update_till_fields',
  title: 'Update Till Custom Fields',
  summary:
    "Sets custom fields of one till; a field that does not exist yet is first defined for all tills if its row has type and dataType. It changes nothing else: a till's name, store or status is location_update's.",
  inInventory: false,
  path: tillId,
  headers: () => ({ type: choice(['ADMIN_USER'], 'Kind of caller, as in all documented samples').optional() }),
  body: organizationUpdateTillFieldsBody,
  answer: answers.organizationUpdateTillFieldsAnswer,
  effect: 'update',
  idempotent: true,
  checkedBy: ['organization_get_till_by_id'],
  example: { tillId: 5001101, body: { customFields: [{ name: 'counter', value: '4' }] } },
  sources: [
    'https://docs.capillarytech.com/reference/update-till-with-custom-field-info',
    'Update till with custom field info, documentation September 2025',
  ],
  keywords: [
    'note the counter number of a register',
    'own data on a cash desk',
    'save the serial number of a terminal',
    'set a custom field of one till',
    'printer or counter number stored on the till',
    'value of an own attribute of a till',
    'fields of a register',
  ],
});

export const organizationGetTillById = organizationBeyond.get('v2/organization/till/{tillId}', {
  tool: 'organization_get_till_by_id',
  title: 'Get Till by Id',
  summary:
    'Returns one till by its numeric id, as bills and cards name it: code, name, active or not, general or admin, locale ids, custom fields. With a code or a name use organization_get_till.',
  inInventory: false,
  path: tillId,
  answer: organizationGetTillAnswer,
  effect: 'read',
  example: { tillId: 5001101 },
  sources: [
    'https://docs.capillarytech.com/reference/get-till-id-details',
    'Get till ID details, documentation September 2025',
    'Get Org Till Details, documentation 2022',
  ],
  keywords: [
    'which till is 5001101',
    'turn the till id of a bill into a name',
    'who is behind createdBy',
    'at which cash desk was this card issued',
    'number of a register to its code',
    'which shop does this till id belong to',
    'is till 5001101 active',
    'till by its numeric id',
  ],
});

export const organizationGetHierarchy = organizationBeyond.get('v2/organization/hierarchy', {
  tool: 'organization_get_hierarchy',
  title: 'Get Organisation Hierarchy',
  summary:
    'The organization behind the credentials with its parent and child organizations: ids, names, locale, on request their own custom fields. It has no stores: zones, concepts and stores are location_list; companies of customers company_list.',
  inInventory: false,
  query: () => ({
    fetchSiblings: boolean("For a child: true adds its parent's other children").optional(),
    fetchCustomFields: boolean('true adds the custom fields of the organizations').optional(),
  }),
  response: { confirmation: ['baseOrganization'] },
  answer: answers.organizationGetHierarchyAnswer,
  effect: 'read',
  whenEmpty: 'a standard organization has no relatives.',
  example: { fetchCustomFields: true },
  sources: [
    'https://docs.capillarytech.com/reference/retrieve-org-hierarchy-details',
    'Retrieve org hierarchy details, documentation September 2025',
  ],
  keywords: [
    'which sister companies are connected to us',
    'parent group of this brand',
    'child organizations of the holding',
    'id of the mother organization',
    'is this a standalone brand or part of a group',
    'brand colours saved on the organization',
    'subsidiaries that share our loyalty data',
    'which organizations are connected to ours',
    'parent and child organizations',
    'organization tree',
    'our parent company',
  ],
});

export const organizationSetCurrencyRatio = organizationBeyond.post('v2/currencyratio', {
  tool: 'organization_set_currency_ratio',
  title: 'Set Currency Ratio',
  summary:
    'Sets the exchange rate of one currency against the Indian rupee, with which bills in that currency are converted from then on; earlier bills keep theirs. The currency must be one of the organization, see organization_get_currency_ratios; new ones are added on its set-up screen, up to an hour before.',
  inInventory: false,
  body: organizationSetCurrencyRatioBody,
  response: { confirmation: ['entity'] },
  answer: answers.organizationSetCurrencyRatioAnswer,
  effect: 'update',
  idempotent: true,
  destructive: true,
  checkedBy: ['organization_get_currency_ratios'],
  example: { body: { currencyCode: 'SGD', ratioInr: 63.5 } },
  sources: [
    'https://docs.capillarytech.com/reference/update-currency-ratio',
    'Update currency ratio, documentation September 2025',
    'Currency Ratio, documentation 2022',
  ],
  keywords: [
    'dollar rate changed',
    'update the exchange rate for dirham',
    'what a singapore dollar is worth in rupees from today',
    'conversion factor for foreign bills',
    'fx rate for tourist purchases',
    'correct a wrong currency conversion',
    'set an exchange rate',
    'new rate for a currency',
    'change the currency conversion',
    'one usd should count as so many inr',
  ],
});

export const organizationGetCurrencyRatios = organizationBeyond.get('v2/currencyratio', {
  tool: 'organization_get_currency_ratios',
  title: 'Get Currency Ratios',
  summary:
    'Lists the exchange rates with which bills in other currencies are converted, each in rupees for one unit; unpaged. organization_set_currency_ratio changes one; the shape of the answer is inferred.',
  inInventory: false,
  answer: answers.organizationGetCurrencyRatiosAnswer,
  answerFrom: 'inferred',
  effect: 'read',
  confidence: 'partial',
  example: {},
  sources: [
    'https://docs.capillarytech.com/reference/update-currency-ratio (a remark: the same path with GET)',
    'Update currency ratio, documentation September 2025',
  ],
  keywords: [
    'exchange rates we use',
    'which currencies can bills have',
    'how is a dollar bill converted',
    'current rate of the dirham',
    'fx table of the organization',
    'is the euro supported for purchases',
    'which exchange rates are stored',
    'list currency ratios',
  ],
});
