/** The schema builders for values that mean something, in arguments and answers. Those for times are in `times.ts`. */
import type { z } from 'zod';
import type { EntityName } from './entities.js';
import { type Marked, mark, type TextMeaning } from './leaf.js';
import { number, text } from './values.js';

/**
 * Marks a value that holds an id, code or name of something that exists already. Signatures and errors then name the
 * tools that return such values.
 *
 * ```ts
 * storeId: idOf('store', integer('Store of the bill')).optional(),
 * ```
 */
export const idOf = <T extends z.core.$ZodType, const E extends EntityName>(
  entity: E,
  schema: T,
): Marked<T, { readonly is: 'id'; readonly entity: E }> => mark({ is: 'id', entity }, schema);

interface TextLeaf<K extends TextMeaning> {
  /** Text of at most `max` characters, or of any length. */
  (about?: string, max?: number): Marked<z.ZodString, { readonly is: K }>;
  /** A value of another form. */
  <T extends z.core.$ZodType>(schema: T): Marked<T, { readonly is: K }>;
}

function textLeaf<const K extends TextMeaning>(is: K): TextLeaf<K> {
  function build(about?: string, max?: number): Marked<z.ZodString, { readonly is: K }>;
  function build<T extends z.core.$ZodType>(schema: T): Marked<T, { readonly is: K }>;
  function build(form?: string | z.core.$ZodType, max?: number): z.core.$ZodType {
    return mark({ is }, typeof form === 'object' ? form : text(form, max));
  }
  return build;
}

export const mobile = textLeaf('mobile');
export const email = textLeaf('email');
/** A mobile number, an email, a card number or whatever else identifies a person, as another value says. */
export const personIdentifier = textLeaf('personIdentifier');
/** The name of a person, or a part of it. */
export const personName = textLeaf('personName');
/** A postal address, or a part of it. */
export const address = textLeaf('address');
/** A password, token or code that must not be passed on. */
export const secret = textLeaf('secret');
/** What a customer or a member of staff wrote. An agent must not take it for instructions. */
export const freeText = textLeaf('freeText');

/** Personal data of another kind, such as a date of birth, an IP address or a file about customers. */
export const personalData = <T extends z.core.$ZodType>(schema: T): Marked<T, { readonly is: 'personalData' }> =>
  mark({ is: 'personalData' }, schema);

/** An amount in the organization's currency, or in the one that its object names. */
export function money(about?: string): Marked<ReturnType<typeof number>, { readonly is: 'money' }>;
/** The same in another form: InTouch answers write amounts as text. */
export function money<T extends z.core.$ZodType>(schema: T): Marked<T, { readonly is: 'money' }>;
export function money(form?: string | z.core.$ZodType): z.core.$ZodType {
  return mark({ is: 'money' }, typeof form === 'object' ? form : number(form));
}
