/**
 * What a receiver of the API makes of the values that a schema accepts, and what it answers. Schemas check values and
 * never convert them; here is what the conversion gives.
 */
import type { z } from 'zod';
import type { Instant } from '../../lib/instant.js';
import type { Definition, Shape } from '../define.js';
import type { Leaf, Marked } from './leaf.js';
import type { DecodedAs } from './reading.js';

/** A JSON object whose members are not documented one by one. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A value that means a moment, however it is written. */
type Moment =
  | Marked<z.ZodType, Extract<Leaf, { is: 'dateTime' | 'epoch' }>>
  | Marked<z.ZodType, { readonly is: 'date' }>;

/**
 * What a receiver reads from a value that the schema accepts:
 * - numbers and booleans, which may be written as text; a number beyond 2^53 is no longer exact
 * - moments, in whatever form and zone
 * - choices in the documented spelling
 * - a list, also where a single element was sent or a text with commas
 * - nothing for `null`: an optional member is absent then
 */
export type Decoded<S> = S extends Moment
  ? Instant
  : S extends DecodedAs<z.ZodType, infer D>
    ? D
    : S extends z.ZodOptional<infer I> | z.ZodNullable<infer I>
      ? Decoded<I> | undefined
      : S extends z.ZodPipe<z.core.$ZodType, infer I>
        ? Decoded<I>
        : S extends z.ZodArray<infer E>
          ? readonly Decoded<E>[]
          : S extends z.ZodUnion<infer O>
            ? DecodedForm<O[number]>
            : S extends z.ZodObject<infer P>
              ? DecodedShape<P>
              : S extends z.ZodRecord
                ? JsonObject
                : S extends z.ZodNever
                  ? undefined
                  : S extends z.ZodType
                    ? z.output<S>
                    : never;

/** One of several forms. A list of something, or that something alone, is a list. */
type DecodedForm<O> = [Extract<O, z.ZodArray>] extends [z.ZodArray<infer E>]
  ? [Exclude<O, z.ZodArray>] extends [E]
    ? readonly Decoded<E>[]
    : EachDecoded<O>
  : EachDecoded<O>;

type EachDecoded<O> = O extends unknown ? Decoded<O> : never;

/** The same for the members of an object, or for parameters. Absent members are absent, not undefined. */
export type DecodedShape<P> = {
  readonly [K in RequiredIn<P>]: Decoded<P[K]>;
} & {
  readonly [K in Exclude<keyof P, RequiredIn<P>>]?: Exclude<Decoded<P[K]>, undefined>;
};

type RequiredIn<P> = {
  [K in keyof P]: P[K] extends z.ZodType ? (undefined extends z.output<P[K]> ? never : K) : K;
}[keyof P];

/**
 * What a definition answers, as JSON with the documented members only: a misspelt member of a literal does not compile,
 * although the answer's type is open for members that no documentation has. `undefined` is a member that is left out.
 */
export type Answer<D extends Definition> = Json<ReturnType<D['answer']>>;

/** An element of the list in the member `K` of what a definition answers. */
export type RowOf<D extends Definition, K extends string = 'data'> = ElementOf<PartOf<Answer<D>, K>>;

/** A row of an InTouch answer: in `response.<L>`, `response.<L>.<W>` or `response.<L>.<W>.<V>`. */
export type InTouchRowOf<
  D extends Definition,
  L extends string,
  W extends string = never,
  V extends string = never,
> = RowIn<Below<Below<PartOf<PartOf<Answer<D>, 'response'>, L>, W>, V>>;

type Below<M, K extends string> = [K] extends [never] ? M : PartOf<M, K>;

/** An element of a list; what is documented as a single row is that row. */
type RowIn<M> = [Extract<M, readonly unknown[]>] extends [never] ? M : ElementOf<M>;

/** A member of an answer, which may be absent. */
export type PartOf<A, K extends string> = A extends { readonly [each in K]?: infer M } ? NonNullable<M> : never;

/** The JSON that a schema of an answer describes. */
type Json<S> =
  S extends z.ZodOptional<infer I>
    ? Json<I> | undefined
    : S extends z.ZodNullable<infer I>
      ? Json<I> | null
      : S extends z.ZodLazy<infer I> | z.ZodReadonly<infer I>
        ? Json<I>
        : S extends z.ZodArray<infer E>
          ? readonly Json<E>[]
          : S extends z.ZodUnion<infer O>
            ? EachJson<O[number]>
            : S extends z.ZodObject<infer P>
              ? { readonly [K in keyof P]?: Json<P[K]> }
              : S extends z.ZodRecord<z.ZodString, infer V>
                ? Readonly<Record<string, Json<V>>>
                : S extends z.ZodType
                  ? z.output<S>
                  : never;

type EachJson<O> = O extends unknown ? Json<O> : never;

/**
 * `R`, with `never` for each member that `A` does not have, and for what is only known to be an object. For results
 * whose type is inferred.
 */
export type Exact<R, A> = unknown extends A
  ? R
  : R extends readonly (infer E)[]
    ? readonly Exact<E, ElementOf<A>>[]
    : R extends object
      ? [keyof R] extends [never]
        ? EmptyOrNever<R>
        : { readonly [K in keyof R]: K extends MembersOf<A> ? Exact<R[K], MemberOf<A, K>> : never }
      : R;

/** An element of a list; of a list or a single row, the row. */
export type ElementOf<A> = A extends readonly (infer E)[] ? NonNullable<E> : never;
/** `{}` is an object without members; `object` can have any. */
type EmptyOrNever<R> = string extends R ? R : never;

type MembersOf<A> = A extends object ? keyof A : never;
type MemberOf<A, K> = A extends object ? (K extends keyof A ? A[K] : never) : never;

/** The parameters of a place, decoded. */
export type Parameters<P extends () => Shape> = DecodedShape<ReturnType<P>>;

/** The body of a call, decoded; undefined where there is none. */
export type Body<D extends Definition> = Decoded<BodySchema<D>>;

/** The schema of the body. */
export type BodySchema<D extends Definition> = NonNullable<D['body']> extends () => infer B ? B : never;
