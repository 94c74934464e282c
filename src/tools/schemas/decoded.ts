/**
 * What a receiver of the API makes of the values that a schema accepts, and what it answers. Schemas check values and
 * never convert them; here is what the conversion gives.
 */
import type { z } from 'zod';
import type { Instant } from '../../lib/instant.js';
import type { Definition, Shape } from '../define.js';
import type { DefOf, DefWith } from './kinds.js';
import type { Leaf, Meaning } from './leaf.js';
import type { ReadAs } from './reading.js';

/** A JSON object whose members are not documented one by one. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What a value that means a moment is marked as, however it is written. */
type MomentLeaf = Extract<Leaf, { is: 'dateTime' | 'epoch' }> | { readonly is: 'date' };

/**
 * What a receiver reads from a value that the schema accepts:
 * - numbers and booleans, which may be written as text; a number beyond 2^53 is no longer exact
 * - moments, in whatever form and zone
 * - choices in the documented spelling
 * - a list, also where a single element was sent or a text with commas
 * - nothing for `null`: an optional member is absent then
 */
export type Decoded<S> =
  S extends Meaning<MomentLeaf> ? Instant : S extends ReadAs<infer D> ? D : DecodedKind<DefOf<S>, S>;

type DecodedKind<D, S> =
  D extends DefWith<'optional' | 'nullable', 'innerType', infer I>
    ? Decoded<I> | undefined
    : D extends DefWith<'pipe', 'out', infer I>
      ? Decoded<I>
      : D extends DefWith<'array', 'element', infer E>
        ? readonly Decoded<E>[]
        : D extends DefWith<'union', 'options', infer O extends readonly unknown[]>
          ? DecodedForm<O[number]>
          : D extends DefWith<'object', 'shape', infer P>
            ? DecodedShape<P>
            : D extends { readonly type: 'record' }
              ? JsonObject
              : D extends { readonly type: 'never' }
                ? undefined
                : z.output<S>;

/** One of several forms. A list of something, or that something alone, is a list. */
type DecodedForm<O> = [ListElement<O>] extends [never]
  ? EachDecoded<O>
  : [ExceptLists<O>] extends [ListElement<O>]
    ? readonly Decoded<ListElement<O>>[]
    : EachDecoded<O>;

type ListElement<O> = O extends unknown ? (DefOf<O> extends DefWith<'array', 'element', infer E> ? E : never) : never;

type ExceptLists<O> = O extends unknown ? (DefOf<O> extends { readonly type: 'array' } ? never : O) : never;

type EachDecoded<O> = O extends unknown ? Decoded<O> : never;

/** The same for the members of an object, or for parameters. Absent members are absent, not undefined. */
export type DecodedShape<P> = {
  readonly [K in RequiredIn<P>]: Decoded<P[K]>;
} & {
  readonly [K in Exclude<keyof P, RequiredIn<P>>]?: Exclude<Decoded<P[K]>, undefined>;
};

type RequiredIn<P> = {
  [K in keyof P]: undefined extends z.output<P[K]> ? never : K;
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
type Json<S> = S extends unknown ? JsonOfKind<DefOf<S>, S> : never;

type JsonOfKind<D, S> =
  D extends DefWith<'optional', 'innerType', infer I>
    ? Json<I> | undefined
    : D extends DefWith<'nullable', 'innerType', infer I>
      ? Json<I> | null
      : D extends DefWith<'readonly', 'innerType', infer I> | DefWith<'lazy', 'getter', () => infer I>
        ? Json<I>
        : D extends DefWith<'array', 'element', infer E>
          ? readonly Json<E>[]
          : D extends DefWith<'union', 'options', infer O extends readonly unknown[]>
            ? Json<O[number]>
            : D extends DefWith<'object', 'shape', infer P>
              ? { readonly [K in keyof P]?: Json<P[K]> }
              : D extends DefWith<'record', 'valueType', infer V> & { readonly keyType: z.ZodString }
                ? Readonly<Record<string, Json<V>>>
                : z.output<S>;

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
