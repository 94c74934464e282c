/** Request bodies of Organization. */
import { address, email, idOf, mobile } from '../schemas/leaf-types.js';
import { boolean, choice, integer, keyValues, list, object, text } from '../schemas/values.js';

export const organizationAddStoreBody = () =>
  object({
    code: text('Unique; begins with a lower-case letter, then lower-case letters, digits, . _ -', 50),
    name: text('Unique; letters, digits, underscores, spaces', 100),
    description: text(undefined, 250).optional(),
    type: choice(['STORE']).optional(),
    adminType: choice(['GENERAL', 'ADMIN'], 'GENERAL for a normal store').optional(),
    isActive: boolean('false: closed').optional(),
    timeZoneId: idOf('timeZone', integer("Capillary's time zone id, e.g. 191 for Asia/Kolkata")).optional(),
    currencyId: idOf('currency', integer("Capillary's currency id")).optional(),
    languageId: idOf('language', integer("Capillary's language id")).optional(),
    parentZoneId: idOf('zone', integer('Zone id, from organization_get_entities_v1_1 with type ZONE')).optional(),
    parentConceptId: idOf(
      'concept',
      integer('Concept id, from organization_get_entities_v1_1 with type CONCEPT'),
    ).optional(),
    externalIds: list(text(), "The store's ids in other systems, up to three"),
    email: email().optional(),
    mobile: mobile('Mobile with country code').optional(),
    landline: mobile().optional(),
    latitude: text().optional(),
    longitude: text().optional(),
    address: address('Street address').optional(),
    cityId: idOf('city', integer('0 for none')).optional(),
    areaId: idOf('area', integer('0 for none')).optional(),
    customFields: keyValues('Custom field names and values of the store').optional(),
  });
