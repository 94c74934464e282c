/** Locations: stores, zones, concepts and tills of the organization. */
import { section } from '../define.js';
import { limit, offset, sortOrder } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, choice, text } from '../schemas/values.js';
import * as answers from './locations.answers.js';
import { addLocationsBody } from './locations.bodies.js';
import { LOCATIONS } from './locations.defaults.js';

export const locations = section('Locations', LOCATIONS);

export const locationList = locations.get('v2/locations', {
  tool: 'location_list',
  title: 'Get Locations',
  summary:
    'Lists or searches stores, zones, tills and concepts by type, code, name or external id, optionally with children; page with limit and offset. For the active tills alone use organization_get_active_tills; to create some location_add, to change some location_update.',
  query: () => ({
    type: choice(['STORE', 'ZONE', 'TILL', 'CONCEPT'], 'All if absent').optional(),
    entityCodes: idOf('placeCode', text('At most 30 codes, comma-separated; q is then ignored')).optional(),
    q: text(
      'field:value, e.g. name:pune,code:p for what begins with either; fields name, code, external_id; never a bare word',
    ).optional(),
    isActive: boolean('Both if absent').optional(),
    isAdmin: boolean('true only with admin access, false only without; both if absent').optional(),
    isOrgUnit: boolean('Only organization units, mostly of type CONCEPT').optional(),
    includeChildren: boolean('true adds all locations below each, down to tills; default false').optional(),
    limit: limit('1 to 100; default 20'),
    offset: offset(),
    sortBy: choice(['entityCode', 'name', 'lastUpdated'], 'Default lastUpdated').optional(),
    sortOrder: sortOrder(),
  }),
  answer: answers.locationListAnswer,
  answerFrom: 'inferred',
  effect: 'read',
  limits: { pagination: 'limit 20 (max 100), offset', batch: '30 codes per call' },
  confidence: 'partial',
  sources: [
    'https://docs.capillarytech.com/reference/get-locations',
    'https://docs.capillarytech.com/reference/get_v2-locations (the name sortOrder is inferred)',
    'https://docs.capillarytech.com/reference/location-apis-v2',
  ],
  keywords: [
    'all shops of the brand',
    'find a branch by name or code',
    'which outlets are closed',
    'address and coordinates of the pune shop',
    'cash registers under a store',
    'regions and the stores in them',
    'look up an outlet by our erp number',
    'store hierarchy with children',
    'where do we have points of sale',
    'find shops, tills or regions',
    'list of our branches',
    'which stores are there',
    'list stores',
    'stores in a region',
  ],
});

export const locationAdd = locations.post('v2/locations/{locationType}', {
  tool: 'location_add',
  title: 'Add Location',
  summary:
    'Creates up to 50 stores, zones, concepts or tills of one type in a call, each row checked and saved on its own; all but tills need an API user of type ADMIN_USER. For one store in the older form use organization_add_store.',
  listed: 'POST v2/locations',
  path: () => ({
    locationType: choice(['stores', 'zones', 'concepts', 'tills'], 'What all rows are'),
  }),
  query: () => ({
    inheritLocale: boolean(
      'true takes language, currency and time zone from the parent, as tills always do; default false',
    ).optional(),
  }),
  body: addLocationsBody,
  answer: answers.locationAddAnswer,
  answerFrom: 'sibling',
  effect: 'create',
  destructive: true,
  checkedBy: ['location_list'],
  evidence: 'each store, zone, concept or till with the code you sent',
  limits: { batch: '50 per call' },
  confidence: 'partial',
  sources: [
    'https://docs.capillarytech.com/reference/add-stores-in-bulk',
    'https://docs.capillarytech.com/reference/add-zones-in-bulk',
    'https://docs.capillarytech.com/reference/add-concepts-in-bulk',
    'https://docs.capillarytech.com/reference/add-tills-in-bulk',
    'https://docs.capillarytech.com/reference/location-apis-v2',
    'Release notes July to September 2026 (characters of code and name)',
  ],
  keywords: [
    'we are opening a new shop',
    'onboard twenty outlets at once',
    'create a cash register for a store',
    'new region above some branches',
    'set up another brand concept',
    'register branches of a franchise',
    'add a pos terminal to the system',
    'upload the store master of a new country',
    'new stores or tills',
    'create regions and outlets',
    'add several places of sale together',
  ],
});
