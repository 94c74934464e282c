/** A call to an endpoint with its arguments decoded by the endpoint's definition. */
import type { z } from 'zod';
import { lazy } from '../../lib/lazy.js';
import type { Definition, Shape } from '../../tools/define.js';
import { toDocumentedForm } from '../../tools/documented-form.js';
import type { Body, DecodedShape } from '../../tools/schemas/decoded.js';
import type { ReceivedFile } from '../../tools/schemas/reading.js';
import { object } from '../../tools/schemas/values.js';
import type { Warning } from '../world/failure.js';
import { objectOf } from './arguments.js';
import { type ArgumentPath, type Codes, check, type Loosened } from './codes.js';
import { decode } from './decode.js';
import type { Call, Handler, Handlers } from './handler.js';

/** What one handler answers: an endpoint, several that share a method and path, or both versions of an InTouch one. */
export type Endpoints =
  | Definition
  | readonly Definition[]
  | { readonly v1_1: Definition; readonly v1: Definition }
  | { readonly v1_1: Definition }
  | { readonly v1: Definition };

/** The type of the definitions. The versions of an InTouch endpoint have the same arguments and answers. */
export type DefinitionOf<E> = E extends Definition
  ? E
  : E extends readonly (infer D extends Definition)[]
    ? D
    : E extends { readonly v1_1: infer D extends Definition }
      ? D
      : E extends { readonly v1: infer D extends Definition }
        ? D
        : never;

type Place = 'pathParameters' | 'query' | 'headers';

/** The parameters of a place. Endpoints that share a method and path have those of each. */
type Parameters<D extends Definition, K extends Place> = DecodedShape<
  Together<D extends Definition ? ReturnType<D[K]> : never>
>;

type Together<U> = (U extends unknown ? (each: U) => void : never) extends (each: infer I) => void ? I : never;

/** The decoded arguments of a call. */
export interface Arguments<D extends Definition> {
  readonly path: Parameters<D, 'pathParameters'>;
  readonly query: Parameters<D, 'query'>;
  readonly headers: Parameters<D, 'headers'>;
  readonly body: Body<D>;
}

/** The same, if those in `O` may be absent. */
export type LoosenedArguments<D extends Definition, O extends string> = [O] extends [never]
  ? Arguments<D>
  : {
      readonly path: Loosened<Arguments<D>['path'], O>;
      readonly query: Loosened<Arguments<D>['query'], O>;
      readonly headers: Loosened<Arguments<D>['headers'], O>;
    } & Loosened<Pick<Arguments<D>, 'body'>, O>;

/** What handlers need of a call besides its arguments. */
export interface Circumstances extends Pick<Call, 'world' | 'till' | 'client' | 'requestId' | 'files'> {
  /** Adds warnings to a successful answer. */
  readonly warn: (warnings: readonly Warning[]) => void;
}

export const circumstances = ({ world, till, client, requestId, files }: Call, warnings: Warning[]): Circumstances => ({
  world,
  till,
  client,
  requestId,
  files,
  warn: warnInto(warnings),
});

/** Adds warnings to a list. */
export const warnInto =
  (warnings: Warning[]): Circumstances['warn'] =>
  (more) => {
    warnings.push(...more);
  };

export const definitionsOf = (endpoints: Endpoints): readonly Definition[] =>
  isList(endpoints) ? endpoints : 'tool' in endpoints ? [endpoints] : Object.values<Definition>(endpoints);

const isList = (endpoints: Endpoints): endpoints is readonly Definition[] => Array.isArray(endpoints);

/** The handler under the name of each definition. */
export const registered = (definitions: readonly Definition[], handler: Handler): Handlers =>
  Object.fromEntries(definitions.map(({ tool }) => [tool, handler]));

interface Schemas {
  readonly path: z.ZodObject;
  readonly query: z.ZodObject;
  readonly headers: z.ZodObject;
  readonly body: z.core.$ZodType | undefined;
}

/**
 * Decodes the arguments of calls to an endpoint.
 *
 * @param decoded - whether the body is decoded as a whole
 * @throws whatever is missing or cannot be read, with the code that `codes` has for it
 */
export function argumentsDecoder<D extends Definition, O extends string = never>(
  definitions: readonly Definition[],
  codes: Codes<ArgumentPath<D>>,
  decoded: { body: boolean } = { body: true },
): (call: Call) => LoosenedArguments<D, O> {
  const schemas = lazy(() => schemasOf(definitions));
  return (call) => {
    const { path, query, headers, body } = schemas();
    const { timezone } = call.world.organisation;
    const { blank = [], asSent = [] } = codes;
    const read = (schema: z.core.$ZodType, value: unknown, at = '') =>
      decode(schema, value, { path: at, timezone, blank, asSent });
    const places = {
      path: read(path, call.path),
      query: read(query, withoutBlank(toDocumentedForm(query, call.query, call.definition.legacy))),
      headers: read(headers, withoutBlank(headersNamed(headers, call.headers))),
      body: body && decoded.body ? read(body, sentBody(call), 'body') : { value: undefined, problems: [] },
    };
    const problems = Object.values(places).flatMap((place) => place.problems);
    const values = Object.fromEntries(Object.entries(places).map(([name, { value }]) => [name, value]));
    check(problems, codes, { ...objectOf(values['path']), ...objectOf(values['query']), body: values['body'] });
    // The definitions decide at run time what their types say at compile time.
    return values as unknown as LoosenedArguments<D, O>;
  };
}

function schemasOf(definitions: readonly Definition[]): Schemas {
  const together = (place: Place): z.ZodObject =>
    object(Object.assign({}, ...definitions.map((each): Shape => each[place]())));
  return {
    path: together('pathParameters'),
    query: together('query'),
    headers: together('headers'),
    body: definitions[0]?.body?.(),
  };
}

/** The body; of a form, its texts and its files together. Several files under one name are a list. */
function sentBody({ definition, body, files }: Call): unknown {
  if (definition.contentType !== 'multipart/form-data') return body;
  const received: Record<string, ReceivedFile[]> = {};
  for (const [name, file] of Object.entries(files)) {
    // `file.2` is the second of the field `file`.
    const field = name.replace(/\.\d+$/, '');
    received[field] = [...(received[field] ?? []), file];
  }
  return { ...objectOf(body), ...received };
}

/** In a path, a query or a header, a blank value is none. */
const withoutBlank = (parameters: unknown): object =>
  Object.fromEntries(Object.entries(objectOf(parameters)).filter(([, value]) => value !== ''));

/** Headers by the names in the schema; those of the call are in lower case. */
const headersNamed = ({ shape }: z.ZodObject, headers: Call['headers']): object =>
  Object.fromEntries(Object.keys(shape).map((name) => [name, headers[name.toLowerCase()]]));
