/** Pieces that arguments and bodies of the InTouch layers share: the envelope, who the customer is, named fields. */
import type { Shape } from '../define.js';
import { list, object, text, textOrNumber } from './values.js';

/** The body around every InTouch request: everything is under `root`. */
export const envelope = <S extends Shape>(shape: S) => object({ root: object(shape) });

/** What names the customer of a body's row; endpoints add Capillary's id under the name they use for it. */
export const customerIdentifiers = () => ({
  mobile: text('Mobile with country code; give one identifier').optional(),
  email: text().optional(),
  external_id: text("The brand's own id").optional(),
});

/** The same with Capillary's id as `id`. */
export const customerReference = () => ({
  ...customerIdentifiers(),
  id: textOrNumber("Capillary's customer id").optional(),
});

/** The same with Capillary's id as `user_id`. */
export const customerReferenceByUserId = () => ({
  ...customerIdentifiers(),
  user_id: textOrNumber("Capillary's customer id").optional(),
});

/** Query arguments that name one customer or several of them. */
export const inTouchCustomers = () => ({
  mobile: text('Mobile with country code; give one kind of identifier, several values with commas').optional(),
  email: text('Email, or several').optional(),
  external_id: text("The brand's own id, or several").optional(),
  id: textOrNumber("Capillary's customer id, or several").optional(),
});

/** Query arguments that name the customer by a card. */
export const inTouchCard = (about = 'Card number; give one identifier') => ({
  card_number: text(about).optional(),
  card_external_id: text('External id of the card').optional(),
});

/** The newer pair that some look-ups take in place of `mobile`, `email`, `external_id` and `id`. */
export const identifierPair = () => ({
  identifierName: text('Another way to identify the customer: mobile, email, external_id or id').optional(),
  identifierValue: text('Needed with identifierName').optional(),
});

/** A name and its value, as in custom fields, extended fields and attributes. */
export const namedValue = () =>
  object({
    name: text(),
    value: textOrNumber('Several values as JSON text: ["a","b"]'),
  });

/** `custom_fields` or `extended_fields` of a customer: `{ field: [{ name, value }] }`. */
export const namedFields = (about?: string) => object({ field: list(namedValue()).optional() }, about);

/** The same where the API takes incomplete pairs too: bills, redemptions. */
export const partialNamedFields = (about?: string) => object({ field: list(namedValue().partial()).optional() }, about);
