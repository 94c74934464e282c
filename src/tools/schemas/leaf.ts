/** What a value means, beyond its type: kept in a registry of our own, so that no JSON Schema shows it. */
import { z } from 'zod';
import type { EntityName } from './entities.js';
import { once } from './kinds.js';

/**
 * In which zone a date and time is written: with its own offset, in UTC, in the organization's time zone, or in that of
 * the API's servers, usually UTC.
 */
export type Zone = 'offset' | 'utc' | 'organization' | 'server';

/** What a value means. */
export type Leaf =
  /** An id, code or name of something that exists already. */
  | { readonly is: 'id'; readonly entity: EntityName }
  /** `ends`: something ends at this time. A day without a time is the beginning of that day, which often is not meant. */
  | { readonly is: 'dateTime'; readonly zone: Zone; readonly ends?: boolean }
  /** `orSeconds`: documented samples have seconds where the text says milliseconds. */
  | { readonly is: 'epoch'; readonly unit: 'seconds' | 'milliseconds'; readonly orSeconds?: boolean }
  /** A calendar day of the organization; an amount in its currency. */
  | { readonly is: 'date' | 'money' }
  | { readonly is: TextMeaning }
  /** Personal data of another kind. */
  | { readonly is: 'personalData' };

/** Personal data; a secret; what people wrote. */
export type TextMeaning = 'mobile' | 'email' | 'personIdentifier' | 'personName' | 'address' | 'secret' | 'freeText';

declare const MEANING: unique symbol;

/** What the type of a schema says about the meaning of its values. */
export interface Meaning<L extends Leaf> {
  readonly [MEANING]: L;
}

/** A schema whose type also says what its values mean. */
export type Marked<T extends z.core.$ZodType, L extends Leaf> = T & Meaning<L>;

const leaves = z.registry<Leaf>();

/** Marks a schema. It changes neither what is accepted nor what is sent. */
export function mark<T extends z.core.$ZodType, const L extends Leaf>(leaf: L, schema: T): Marked<T, L> {
  leaves.add(schema, leaf);
  return schema as Marked<T, L>;
}

/** What the schema itself was marked as, before or after it was described. */
export const ownLeaf = once((schema) => leaves.get(schema));

/** What a value means, also if it is optional, one of several forms, or an element of a list. */
export function leafOf(schema: z.core.$ZodType): Leaf | undefined {
  const own = ownLeaf(schema);
  if (own) return own;
  for (const inner of innerSchemas(schema)) {
    const leaf = leafOf(inner);
    if (leaf) return leaf;
  }
  return undefined;
}

/** The schemas that a schema consists of, except for the properties of an object. */
export function innerSchemas(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options;
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodPipe) return [schema.in, schema.out];
  if (schema instanceof z.ZodLazy) return [schema.unwrap()];
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  )
    return [schema.unwrap()];
  return [];
}

/** What the values in a schema mean, at any depth, and where they are: `data.rows.id`, without the levels of lists. */
export function* leavesIn(schema: z.core.$ZodType): Generator<{ readonly path: string; readonly leaf: Leaf }> {
  for (const { path, leaf } of placesIn(schema)) if (leaf) yield { path, leaf };
}

/** The same for all values, also those that mean nothing beyond their type. A place may come several times. */
export function* placesIn(
  schema: z.core.$ZodType,
  path = '',
  above: readonly z.core.$ZodType[] = [],
): Generator<{ readonly path: string; readonly leaf: Leaf | undefined }> {
  // A type may contain itself.
  if (above.includes(schema)) return;
  yield { path, leaf: ownLeaf(schema) };
  const around = [...above, schema];
  if (schema instanceof z.ZodObject) {
    for (const [name, member] of Object.entries<z.core.$ZodType>(schema.shape))
      yield* placesIn(member, path === '' ? name : `${path}.${name}`, around);
  } else {
    const inner = schema instanceof z.ZodRecord ? [schema.valueType] : innerSchemas(schema);
    for (const each of inner) yield* placesIn(each, path, around);
  }
}
