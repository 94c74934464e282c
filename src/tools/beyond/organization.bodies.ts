/** Request bodies of Organization, beyond the inventory. */
import { address, email, idOf, mobile, secret } from '../schemas/leaf-types.js';
import { boolean, choice, integer, keyValues, list, number, object, text, textOrNumber } from '../schemas/values.js';

/** What both calls on several stores take. */
const storeRow = () => ({
  name: text('Unique', 100),
  type: choice(['STORE']).optional(),
  description: text(undefined, 250).optional(),
  adminType: choice(['GENERAL', 'ADMIN'], 'GENERAL for a normal store').optional(),
  isActive: boolean('false: closed').optional(),
  parentConceptId: idOf('concept', integer('Concept above')).optional(),
  parentZoneId: idOf('zone', integer('Zone above')).optional(),
  timeZoneId: idOf('timeZone', integer("Capillary's id, e.g. 191 for Asia/Kolkata")).optional(),
  currencyId: idOf('currency', integer("Capillary's id")).optional(),
  languageId: idOf('language', integer("Capillary's id")).optional(),
  email: email().optional(),
  mobile: mobile('Mobile with country code').optional(),
  landline: mobile().optional(),
  latitude: text().optional(),
  longitude: text().optional(),
  address: address('Street address').optional(),
  cityId: idOf('city', integer('0 for none')).optional(),
  areaId: idOf('area', integer('0 for none')).optional(),
  customFields: keyValues('Custom fields of stores').optional(),
});

export const organizationAddStoresBody = () =>
  list(
    object({
      code: text('Unique; no spaces', 50),
      externalIds: list(text(), "The store's ids in other systems, at least one"),
      ...storeRow(),
    }),
    'New stores',
  );

export const organizationReplaceStoresBody = () =>
  list(
    object({
      code: idOf('storeCode', text('Finds the store', 50)),
      externalIds: list(text(), "The store's ids in other systems, one to three").optional(),
      id: idOf('store', integer('Store with the code')).optional(),
      referenceId: textOrNumber('Reference').optional(),
      isOuEnabled: boolean('Business unit').optional(),
      default: boolean('Default store').optional(),
      ...storeRow(),
    }),
    'Stores, whole; at most 200',
  );

/** A boolean, which this API writes as 1 or 0. */
const flag = (about: string) => integer(about, { min: 0, max: 1 }).optional();

/** A value of a till's custom field. What describes the field is only for one that does not exist yet. */
const tillField = () =>
  object({
    name: idOf('fieldName', text('Field of tills; a new name needs type and dataType')),
    value: text('Value for this till'),
    type: text('New field: form element, e.g. text, number, date').optional(),
    dataType: text('New field: string, integer or boolean').optional(),
    label: text('Shown on forms').optional(),
    defaultValue: text('Suggested by forms').optional(),
    phase: text('Unused').optional(),
    position: integer('Position on the form').optional(),
    rule: text('Rule that forms check').optional(),
    serverRule: text('Rule that the server checks').optional(),
    regex: text('Pattern of valid values').optional(),
    error: text('Message for an invalid value').optional(),
    options: text('Choices, comma-separated').optional(),
    isDisabled: flag('1 hides it'),
    isCompulsory: flag('1 makes forms ask for it'),
    disableAtServer: flag('1 disables it on the server'),
    isUpdatable: flag('1 lets forms change a value'),
    enableAuditTrail: flag('1 records changes; at most 5 such fields'),
    isPiiData: flag('1 for personal data'),
    isPsiData: flag('1 for sensitive data'),
    helptext: text('Help shown on forms').optional(),
    attrs: text('Attributes as Label:Value').optional(),
  });

export const organizationAddTillBody = () =>
  object({
    name: text('Unique, also its code and user name: a-z first, then a-z, 0-9, . _ -; at least 3 characters'),
    password: secret('Password that the till will call the API with'),
    storeId: idOf('store', integer('Store it stands in')),
    description: text().optional(),
    billable: boolean('false: not counted for billing; default true').optional(),
    storeServerId: idOf('storeServer', integer('Store server')).optional(),
    customFields: list(tillField(), 'Custom fields of the till').optional(),
  });

export const organizationUpdateTillFieldsBody = () =>
  object({ customFields: list(tillField(), 'Fields to set; others keep their value') });

export const organizationSetCurrencyRatioBody = () =>
  object({
    currencyCode: idOf('ratedCurrency', text('ISO 4217')),
    ratioInr: number('Rupees for one unit, above 0'),
  });
