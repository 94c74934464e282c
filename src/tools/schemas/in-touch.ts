/** Parts of arguments and bodies in the InTouch layers: the envelope, customer identifiers, named fields. */
import type { Shape } from '../define.js';
import { email, idOf, mobile, personIdentifier } from './leaf-types.js';
import { fieldValue, list, object, text, textOrNumber } from './values.js';

/** The body around every InTouch request: everything is under `root`. */
export const envelope = <S extends Shape>(shape: S) => object({ root: object(shape) });

/** Identifies the customer of a row. Endpoints add Capillary's id, under the name that they use. */
export const customerIdentifiers = () => ({
  mobile: mobile('Mobile with country code; give one identifier').optional(),
  email: email().optional(),
  external_id: idOf('customerExternalId', text("The brand's own id")).optional(),
});

/** The same with Capillary's id as `id`. */
export const customerReference = () => ({
  ...customerIdentifiers(),
  id: idOf('customer', textOrNumber("Capillary's customer id")).optional(),
});

/** The same with Capillary's id as `user_id`. */
export const customerReferenceByUserId = () => ({
  ...customerIdentifiers(),
  user_id: idOf('customer', textOrNumber("Capillary's customer id")).optional(),
});

/** Query arguments that identify one or several customers. */
export const inTouchCustomers = () => ({
  mobile: mobile('Mobile with country code; give one kind of identifier, several values with commas').optional(),
  email: email('Email, or several').optional(),
  external_id: idOf('customerExternalId', text("The brand's own id, or several")).optional(),
  id: idOf('customer', textOrNumber("Capillary's customer id, or several")).optional(),
});

/** Query arguments that identify the customer by card. */
export const inTouchCard = (about = 'Card number; give one identifier') => ({
  card_number: idOf('cardNumber', text(about)).optional(),
  card_external_id: idOf('cardExternalId', text('External id of the card')).optional(),
});

/** The newer pair that some lookups accept instead of `mobile`, `email`, `external_id` and `id`. */
export const identifierPair = () => ({
  identifierName: text('Another way to identify the customer: mobile, email, external_id or id').optional(),
  identifierValue: personIdentifier('Needed with identifierName').optional(),
});

/** A name and its value, as in custom fields, extended fields and attributes. */
export const namedValue = () =>
  object({
    name: idOf('fieldName', text('Name of the field')),
    value: fieldValue('Several values as JSON text: ["a","b"]'),
  });

/** `custom_fields` or `extended_fields` of a customer: `{ field: [{ name, value }] }`. */
export const namedFieldList = (about: string) => object({ field: list(namedValue()).optional() }, about);

/** The same for bills and redemptions, where the API also accepts incomplete pairs. */
export const partialNamedFields = (about: string) => object({ field: list(namedValue().partial()).optional() }, about);
