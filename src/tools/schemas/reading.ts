/** How values are read that a schema accepts in several forms: numbers and booleans as text, lists as text with commas. */
import { z } from 'zod';
import { once } from './kinds.js';

/** What the values of a schema are read as. */
export type Reading =
  | { readonly as: 'number' | 'boolean' | 'text' | 'file' }
  /** A list, or a text with commas. `values` are the documented spellings, in any letter case. */
  | { readonly as: 'list'; readonly of: 'number' | 'text'; readonly values?: readonly string[] };

/** A file as it arrives in a part of a multipart body. */
export interface ReceivedFile {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

declare const DECODED: unique symbol;

/** What the type of a schema says about how its values are read. */
export interface ReadAs<D> {
  readonly [DECODED]: D;
}

/** A schema whose values are read as `D`. */
export type DecodedAs<T extends z.ZodType, D> = T & ReadAs<D>;

/** A registry of our own, so that no JSON Schema shows it. */
const readings = z.registry<Reading>();

/** Says how the values of a schema are read. It changes neither what is accepted nor what is sent. */
export function decodedAs<D, T extends z.ZodType = z.ZodType>(reading: Reading, schema: T): DecodedAs<T, D> {
  readings.add(schema, reading);
  return schema as DecodedAs<T, D>;
}

/** How the values of a schema are read; undefined if they have only one form. */
export const readingOf = once((schema) => readings.get(schema));
