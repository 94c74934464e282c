/** With which codes an endpoint refuses arguments that are missing or cannot be read, and in which order it checks. */
import type { Definition } from '../../tools/define.js';
import type { BodySchema } from '../../tools/schemas/decoded.js';
import type { DefOf, DefWith } from '../../tools/schemas/kinds.js';
import { fail, failNamed } from '../world/failure.js';
import { isObject } from './arguments.js';
import type { Problem } from './decode.js';

/** A code, or a code with a message and a status of its own. The codes of a few endpoints are words. */
export type Fault =
  | number
  | { readonly code: number; readonly message?: string; readonly httpStatus?: number }
  | { readonly code: string; readonly message?: string; readonly httpStatus: number };

/** The codes of an argument. `ignored`: what cannot be read counts as absent. */
type FaultsOfArgument = Fault | { readonly missing?: Fault; readonly malformed?: Fault | 'ignored' };

/** The codes of an endpoint. `P` are the paths of its arguments. */
export interface Codes<P extends string> {
  /** For arguments without a code of their own; 400 by default. */
  readonly code?: Fault;
  readonly codes?: { readonly [K in P]?: FaultsOfArgument };
  /** What is checked first, in this order. The rest follows in the order of the schemas: path, query, headers, body. */
  readonly first?: readonly P[];
  /** Required arguments without which the call may do, as the handler decides. */
  readonly optional?: readonly P[];
  /** Required texts that may be blank. */
  readonly blank?: readonly P[];
  /** What is left as it was sent: it is not decoded, and so it is absent; the handler reads it from `raw`. */
  readonly asSent?: readonly P[];
  /** Groups of which at least one argument is needed. */
  readonly oneOf?: readonly { readonly of: readonly P[]; readonly code: Fault }[];
}

/** The paths of the arguments of a definition: `leadId`, `body`, `body.followUpDetails[].notes` … */
export type ArgumentPath<D extends Definition> = D extends Definition
  ?
      | Name<ReturnType<D['pathParameters']>>
      | Name<ReturnType<D['query']>>
      | Name<ReturnType<D['headers']>>
      | 'body'
      | MemberPath<BodySchema<D>, 'body'>
  : never;

type Name<P> = keyof P & string;

/** The paths of what is in a schema; they begin with `At`. */
export type MemberPath<S, At extends string> = PathInKind<DefOf<S>, At>;

type PathInKind<D, At extends string> = D extends
  | DefWith<'optional' | 'nullable', 'innerType', infer I>
  | DefWith<'pipe', 'out', infer I>
  ? MemberPath<I, At>
  : D extends DefWith<'array', 'element', infer E>
    ? `${At}[]` | MemberPath<E, `${At}[]`>
    : D extends DefWith<'union', 'options', infer O extends readonly unknown[]>
      ? MemberPath<O[number], At>
      : D extends DefWith<'object', 'shape', infer P>
        ? { [K in Name<P>]: Joined<At, K> | MemberPath<P[K], Joined<At, K>> }[Name<P>]
        : never;

type Joined<At extends string, K extends string> = At extends '' ? K : `${At}.${K}`;

/** What was decoded, if the arguments in `O` may be absent. */
export type Loosened<T, O extends string> = {
  [K in keyof T as K extends O ? never : K]: LoosenedPart<T[K], Below<O, K>>;
} & { [K in keyof T as K extends O ? K : never]?: LoosenedPart<T[K], Below<O, K>> };

type LoosenedPart<V, O extends string> = [O] extends [never]
  ? V
  : V extends readonly (infer E)[]
    ? readonly Loosened<E, O>[]
    : V extends object
      ? Loosened<V, O>
      : V;

/** The paths below a member, from there. */
type Below<O extends string, K> = O extends `${K & string}.${infer R}` | `${K & string}[].${infer R}` ? R : never;

/** The codes of the members of a body, by their paths in the call. */
export const inBody = <const C extends object>(codes: C): { readonly [K in keyof C & string as `body.${K}`]: C[K] } =>
  Object.fromEntries(Object.entries(codes).map(([path, code]) => [`body.${path}`, code])) as {
    readonly [K in keyof C & string as `body.${K}`]: C[K];
  };

/**
 * @param problems - in the order of the schemas
 * @param decoded - the decoded arguments, in which groups are looked up
 * @throws the first problem, with its code
 */
export function check<P extends string>(problems: readonly Problem[], codes: Codes<P>, decoded: object): void {
  const { code: byDefault = 400 } = codes;
  const places: readonly string[] = codes.first ?? [];
  const optional: readonly string[] = codes.optional ?? [];
  const serious = problems.filter(
    (each) => faultOf(each, codes) !== 'ignored' && !(each.kind === 'missing' && optional.includes(each.path)),
  );
  const placeOf = ({ path }: Problem): number => (places.includes(path) ? places.indexOf(path) : places.length);
  const [problem] = serious.toSorted((a, b) => placeOf(a) - placeOf(b));
  if (problem) {
    const fault = faultOf(problem, codes);
    refuse(fault === undefined || fault === 'ignored' ? byDefault : fault, problem.message);
  }
  for (const { of, code } of codes.oneOf ?? []) {
    if (of.every((path) => valueAt(decoded, path) === undefined)) refuse(code, `Give ${of.join(' or ')}`);
  }
}

function faultOf({ path, kind }: Problem, { codes = {} }: Codes<string>): Fault | 'ignored' | undefined {
  const faults = Object.hasOwn(codes, path) ? codes[path] : undefined;
  return typeof faults === 'object' && !('code' in faults) ? faults[kind] : faults;
}

/** @throws the fault, with its own message or else this one */
export function refuse(fault: Fault, message: string): never {
  if (typeof fault === 'number') return fail(fault, message);
  const { code, message: own = message, httpStatus } = fault;
  return typeof code === 'string' ? failNamed(code, own, httpStatus ?? 400) : fail(code, own, httpStatus);
}

function valueAt(decoded: object, path: string): unknown {
  let value: unknown = decoded;
  for (const name of path.split('.')) value = isObject(value) ? value[name] : undefined;
  return value;
}
