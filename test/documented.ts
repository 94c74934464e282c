/** What the documentation shows of an answer: the shape of its example, and the codes that it lists. */
import { readFileSync } from 'node:fs';
import { definitions } from '../src/tools/catalogue.js';
import type { Definition } from '../src/tools/define.js';

/** Kinds of values by their places: `number`, `string|number`, null for any, `[…]` and `{…}` for what they hold. */
export type Shape = string | null | readonly Shape[] | { readonly [key: string]: Shape };

export interface DocumentedAnswer {
  response: Shape;
  errors: readonly (number | string)[];
}

/** Which arguments an endpoint takes, and whether each is required. Names in a body are dotted: `rows[].id`. */
export interface DocumentedParameters {
  path: Readonly<Record<string, boolean>>;
  query: Readonly<Record<string, boolean>>;
  headers: Readonly<Record<string, boolean>>;
  body: Readonly<Record<string, boolean>> | null;
}

/** An endpoint that the inventory does not list, as its documentation describes it. */
export interface DocumentedBeyond extends Partial<DocumentedAnswer> {
  title: string;
  confidence: Definition['confidence'];
  accessGroup: string | null;
  parameters: DocumentedParameters;
  bodyExample?: unknown;
  errors: readonly (number | string)[];
}

export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
}

/** By method and path. */
export const documentedBeyond = readFixture<Readonly<Record<string, DocumentedBeyond>>>('beyond');

export const beyondOf = ({ method, path }: Definition): DocumentedBeyond | undefined =>
  documentedBeyond[`${method} ${path}`];

/** Documented bodies, by tool. */
export const documentedBodies: Readonly<Record<string, unknown>> = {
  ...readFixture<Record<string, unknown>>('body-examples'),
  ...Object.fromEntries(
    definitions.flatMap((definition) => {
      const body = definition.inInventory ? undefined : beyondOf(definition)?.bodyExample;
      return body === undefined ? [] : [[definition.tool, body]];
    }),
  ),
};

/** By tool. */
export const documentedAnswers: Readonly<Record<string, DocumentedAnswer>> = {
  ...readFixture<Record<string, DocumentedAnswer>>('answers'),
  ...Object.fromEntries(
    definitions.flatMap((definition) => {
      const { response, errors = [] } = (!definition.inInventory && beyondOf(definition)) || {};
      return response === undefined ? [] : [[definition.tool, { response, errors }]];
    }),
  ),
};
