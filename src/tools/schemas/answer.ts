/**
 * The schema builders for answers, beside those of `values.ts`, `leaf-types.ts` and `times.ts`. An answer is an open object: every member
 * may be missing or null, and others may be there, because samples show what the API returned, not all that it can.
 */
import { z } from 'zod';
import { lazy } from '../../lib/lazy.js';
import { boolean, integer, list, object, text, textOrNumber } from './values.js';

type OpenShape<S extends Readonly<Record<string, z.core.$ZodType>>> = {
  [K in keyof S]: z.ZodOptional<z.ZodNullable<S[K]>>;
};

/** An object of an answer. Nothing in it is required, everything may be null, and unknown members are kept. */
export function open<S extends Record<string, z.core.$ZodType>>(shape: S): z.ZodObject<OpenShape<S>, z.core.$loose> {
  const members = Object.entries(shape).map(([name, member]) => [name, z.nullish(member)]);
  return object(Object.fromEntries(members) as OpenShape<S>);
}

/** A value whose kind the documentation does not show. */
export const anything = (about?: string): z.ZodUnknown =>
  about === undefined ? z.unknown() : z.unknown().describe(about);

/** A member that the API writes in several forms. */
export const anyOf = <const T extends readonly [z.core.$ZodType, ...z.core.$ZodType[]]>(...forms: T): z.ZodUnion<T> =>
  z.union(forms);

/** Rows that come as a list, or as the row alone where there is only one: answers that were XML once. */
export const listOrOne = <T extends z.core.$ZodType>(row: T): z.ZodUnion<readonly [z.ZodArray<T>, T]> =>
  z.union([list(row), row]);

/** An object that is an empty list where it has no members, in answers that were XML once. */
export const orEmptyList = <T extends z.core.$ZodType>(form: T): z.ZodUnion<readonly [T, z.ZodArray<z.ZodUnknown>]> =>
  z.union([form, list(anything())]);

/** `"true"` in some answers, `true` in others; or text in general. */
export const textOrBoolean = (): z.ZodUnion<readonly [z.ZodString, ReturnType<typeof boolean>]> =>
  z.union([text(), boolean()]);

/** An object whose keys are values themselves, such as ids or names that the organization chose. */
export const mapOf = <T extends z.core.$ZodType>(value: T): z.ZodRecord<z.ZodString, z.ZodNullable<T>> =>
  z.record(z.string(), z.nullable(value));

/** A warning or an error of a v2 or v3 answer. */
export const problem = lazy(() => open({ status: boolean(), code: integer(), message: text() }));

/** `response.status` of an InTouch answer. */
export const responseStatus = lazy(() =>
  open({
    success: textOrBoolean(),
    code: textOrNumber(),
    message: text(),
    total: textOrNumber(),
    success_count: textOrNumber(),
  }),
);

/** An InTouch answer: its status, and what was asked for. */
export const inTouchAnswer = <S extends Record<string, z.core.$ZodType>>(shape: S) =>
  open({ response: open({ status: responseStatus(), ...shape }) });

/** `item_status` of a row of an InTouch answer. */
export const itemStatus = lazy(() =>
  open({
    success: textOrBoolean(),
    status: textOrBoolean(),
    code: textOrNumber(),
    message: text(),
    warnings: open({ warning: listOrOne(text()) }),
  }),
);

/** The code and the name of a store, a till or another unit. */
export const codeAndName = lazy(() => open({ code: text(), name: text() }));

/** `custom_fields` and `extended_fields` of an InTouch answer. */
export const namedFields = lazy(() => open({ field: listOrOne(open({ name: text(), value: anything() })) }));

/** The answer of a call with many items: for each the id, what was made of it, and what went wrong. */
export const bulkAnswer = <E extends z.core.$ZodType, R extends z.core.$ZodType>(id: E, result: R) =>
  open({
    response: list(open({ entityId: id, result, errors: list(problem()), warnings: list(problem()) })),
    totalCount: integer(),
    failureCount: integer(),
  });
