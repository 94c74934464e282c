/** Locations, beyond the inventory. */
import { section } from '../define.js';
import { locationAddAnswer } from '../locations/locations.answers.js';
import { LOCATIONS } from '../locations/locations.defaults.js';
import { boolean, choice } from '../schemas/values.js';
import { updateLocationsBody } from './locations.bodies.js';

export const locationsBeyond = section('Locations', LOCATIONS);

export const locationUpdate = locationsBeyond.put('v2/locations/{locationType}', {
  tool: 'location_update',
  title: 'Update Locations',
  summary:
    'Changes stores, zones, concepts or tills of one type, up to 100 rows, each on its own: what a row leaves out stays, null clears it. New ones are location_add; organization_replace_stores overwrites whole stores.',
  accessGroup: 'Store',
  inInventory: false,
  path: () => ({ locationType: choice(['stores', 'zones', 'concepts', 'tills'], 'What all rows are') }),
  query: () => ({
    inheritLocale: boolean('true takes what is not sent of the locale from the parent; not for tills').optional(),
  }),
  body: updateLocationsBody,
  answer: locationAddAnswer,
  answerFrom: 'sibling',
  effect: 'update',
  idempotent: true,
  destructive: true,
  checkedBy: ['location_list'],
  limits: { batch: '100 per call, tills 50' },
  confidence: 'partial',
  example: {
    locationType: 'stores',
    body: [{ identifierName: 'CODE', identifierValue: 'blr01', name: 'Bengaluru 100 Feet Road', latitude: '12.9784' }],
  },
  sources: [
    'https://docs.capillarytech.com/reference/update-stores-in-bulk',
    'https://docs.capillarytech.com/reference/update-zones-in-bulk',
    'https://docs.capillarytech.com/reference/update-concepts-in-bulk',
    'https://docs.capillarytech.com/reference/update-tills-in-bulk',
    'Release notes April to September 2026',
    'seen in samples: name, description, position, external ids, custom fields; the rest after its sibling POST v2/locations',
  ],
  keywords: [
    'rename a shop',
    'close a branch for good',
    'a store moves to another region',
    'correct the coordinates of an outlet',
    'switch off a till',
    'close a till that is broken',
    'till goes to another shop',
    'new erp number for a branch',
    'change something about a store',
    'put a zone under another one',
    'correct the address of several shops without touching anything else',
    'close a zone',
    'rename several shops at once',
    'change a few fields of some stores',
    "change a till's name or status",
    'change the name of stores',
    'a store has a new name or phone number',
    'deactivate a store',
  ],
});
