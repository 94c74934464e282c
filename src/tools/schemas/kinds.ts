/**
 * What kind a schema is of, for code that walks through schemas at each call: zod's own `instanceof` looks into a set of
 * names each time, and a call makes dozens of such checks.
 */
import type { z } from 'zod';

/**
 * What zod notes of a schema: its kind and its parts. Types that depend on the kind of a schema ask this, because
 * `S extends z.ZodArray<infer E>` makes the compiler compare every method of both types, for each schema anew.
 */
export type DefOf<S> = S extends { readonly _zod: { readonly def: infer D } } ? D : never;

/** The definition of a schema of one of these kinds, with the part `T` in the member `K`. */
export type DefWith<Kind extends string, K extends string, T> = { readonly type: Kind } & { readonly [each in K]: T };

const isOfKind =
  <T extends z.core.$ZodType>(kind: T['_zod']['def']['type']) =>
  (schema: z.core.$ZodType): schema is T =>
    schema._zod.def.type === kind;

export const isOptional = isOfKind<z.ZodOptional>('optional');
export const isNullable = isOfKind<z.ZodNullable>('nullable');
export const isPipe = isOfKind<z.ZodPipe>('pipe');
export const isNever = isOfKind<z.ZodNever>('never');
export const isUnion = isOfKind<z.ZodUnion>('union');
export const isArray = isOfKind<z.ZodArray>('array');
export const isObject = isOfKind<z.ZodObject>('object');
export const isRecord = isOfKind<z.ZodRecord>('record');
export const isString = isOfKind<z.ZodString>('string');
export const isEnum = isOfKind<z.ZodEnum>('enum');

/** What `find` finds for a schema, which it is asked only once. Registries copy an object at each look-up. */
export function once<T>(find: (schema: z.core.$ZodType) => T | undefined): (schema: z.core.$ZodType) => T | undefined {
  const known = new WeakMap<z.core.$ZodType, { readonly found: T | undefined }>();
  return (schema) => {
    let entry = known.get(schema);
    if (!entry) {
      entry = { found: find(schema) };
      known.set(schema, entry);
    }
    return entry.found;
  };
}
