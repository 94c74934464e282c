/** Request bodies of Locations, beyond the inventory. */
import { idOf } from '../schemas/leaf-types.js';
import { boolean, choice, keyValues, list, object, text } from '../schemas/values.js';

/** What is absent stays as it is; null clears it. */
const change = () =>
  object({
    identifierName: choice(['ID', 'CODE', 'EXTERNAL_ID'], 'How the row is found'),
    identifierValue: idOf('placeCode', text('Its code, id or external id')),
    name: text('New name', 100).optional(),
    isActive: boolean('false: closed').optional(),
    description: text('New description; empty or null clears it').nullable().optional(),
    latitude: text('Stores').nullable().optional(),
    longitude: text('Stores').nullable().optional(),
    areaParentCode: idOf('zoneCode', text('New zone above; name inferred')).nullable().optional(),
    groupParentCode: idOf('conceptCode', text('New concept above; name inferred')).nullable().optional(),
    storeParentCode: idOf('storeCode', text('Tills: new store; name inferred')).nullable().optional(),
    language: text('e.g. en-IN').nullable().optional(),
    currency: text('ISO 4217').nullable().optional(),
    timezone: text('IANA name').nullable().optional(),
    externalIds: keyValues('Ids in other systems, by name; all of them').nullable().optional(),
    customFields: keyValues('Only those to change; null clears one').nullable().optional(),
  });

export const updateLocationsBody = () => list(change(), 'At most 100; tills 50');
