/** Request bodies of Locations. */
import { email, idOf, mobile } from '../schemas/leaf-types.js';
import { boolean, keyValues, list, object, text } from '../schemas/values.js';

/** One row of any of the four types; which fields apply depends on the type. */
const location = () =>
  object({
    code: text('Unique, at most 50: letters of any language, digits, underscores and dots; no hyphens or spaces'),
    name: text("At most 100 characters; not 'root'"),
    areaParentCode: idOf('zoneCode', text('Code of the parent zone; needed for stores and zones')).optional(),
    groupParentCode: idOf(
      'conceptCode',
      text('Code of the parent concept; needed for stores, and for concepts with inheritLocale'),
    ).optional(),
    storeParentCode: idOf('storeCode', text('Code of the store, which must be active; needed for tills')).optional(),
    language: text('e.g. en-IN; needed without inheritLocale, except for tills').optional(),
    currency: text('ISO 4217; needed when language is').optional(),
    timezone: text('IANA name, e.g. Asia/Kolkata; needed when language is').optional(),
    description: text().optional(),
    isActive: boolean('false: closed').optional(),
    isAdmin: boolean('Tills: has admin access').optional(),
    isDefault: boolean('Tills: default till of the store').optional(),
    latitude: text('Stores').optional(),
    longitude: text('Stores').optional(),
    email: email('Stores').optional(),
    mobile: mobile('Stores').optional(),
    externalId: list(text(), 'Stores and zones: ids in other systems').optional(),
    customFields: keyValues('Custom fields of that type').optional(),
  });

export const addLocationsBody = () => list(location(), 'At most 50');
