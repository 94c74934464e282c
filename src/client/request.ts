/** A call's arguments as an HTTP request. An argument can change nothing beyond its own place in it. */
import { LosslessNumber } from 'lossless-json';
import { isObject, stringifyJson } from '../lib/json.js';
import { type Definition, type Method, risk } from '../tools/define.js';
import { CapillaryError } from './errors.js';
import { encodeMultipart, PartError } from './multipart.js';

export interface ApiRequest {
  readonly method: Method;
  /** Encoded path from its first slash on, relative to the base URL. */
  readonly path: string;
  /** Encoded query with its question mark; empty where there is none. */
  readonly query: string;
  /** Header arguments by the API's names, and the content type. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
}

/** The largest body that is sent. */
export const MAX_BODY_BYTES = 50_000_000;

/**
 * @param args - path, query and header parameters by name, and `body`
 * @throws CapillaryError of kind `invalid_arguments`, naming the argument
 */
export async function buildRequest(definition: Definition, args: Record<string, unknown>): Promise<ApiRequest> {
  try {
    refuseUnknown(definition, args);
    const { body, contentType } = await buildBody(definition, args['body']);
    return {
      method: definition.method,
      path: buildPath(definition, args),
      query: buildQuery(definition, args),
      headers: { ...buildHeaders(definition, args), ...(contentType !== undefined && { 'content-type': contentType }) },
      body,
    };
  } catch (thrown) {
    if (thrown instanceof Problem) throw invalid(definition, thrown);
    throw thrown;
  }
}

/** What is wrong with one argument. */
class Problem extends Error {
  readonly argument: string;

  constructor(argument: string, problem: string) {
    super(problem);
    this.argument = argument;
  }
}

function invalid(definition: Definition, { argument, message: problem }: Problem): CapillaryError {
  return new CapillaryError({
    kind: 'invalid_arguments',
    message: `${definition.tool} was not called: ${argument}: ${problem}`,
    hint: 'Correct the argument named and call again; nothing was sent.',
    retryable: false,
    ...(risk(definition) !== 'read' && { outcome: 'not_sent' }),
    details: { arguments: [{ argument, problem }] },
  });
}

const PLACEHOLDER = /\{([^{}]+)\}/g;

const placeholders = (path: string): string[] => [...path.matchAll(PLACEHOLDER)].map(([, name = '']) => name);

/** Nothing that was given is dropped without a word. */
function refuseUnknown(definition: Definition, args: Record<string, unknown>): void {
  const known = new Set([
    ...placeholders(definition.path),
    ...Object.keys(definition.pathParameters()),
    ...Object.keys(definition.query()),
    ...Object.keys(definition.headers()),
    ...(definition.body ? ['body'] : []),
  ]);
  const unknown = Object.keys(args).find((name) => args[name] !== undefined && !known.has(name));
  if (unknown !== undefined) throw new Problem(unknown, 'unknown argument');
}

function buildPath(definition: Definition, args: Record<string, unknown>): string {
  const template = definition.path.replace(/^\/+/, '');
  const path = `/${template.replace(PLACEHOLDER, (_, name: string) => encodeSegment(name, args[name]))}`;
  const expected = template.split('/').length + 1;
  // The second half asks the URL parser itself: nothing may be left that it would resolve or cut off.
  if (path.split('/').length !== expected || new URL(path, 'http://host').pathname !== path) {
    throw new Problem(placeholders(template)[0] ?? 'path', 'would change the shape of the path');
  }
  return path;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

function encodeSegment(name: string, given: unknown): string {
  if (given === undefined || given === null) throw new Problem(name, 'required; it is part of the path');
  const value = scalarText(name, given);
  if (value === '') throw new Problem(name, 'empty; it is part of the path');
  if (value === '.' || value === '..') throw new Problem(name, `'${value}' is not a value`);
  if (/[/\\]/.test(value)) throw new Problem(name, 'must not contain / or \\');
  if (CONTROL.test(value)) throw new Problem(name, 'must not contain control characters');
  return encode(name, value);
}

function buildQuery(definition: Definition, args: Record<string, unknown>): string {
  const pairs = Object.keys(definition.query()).flatMap((name) => {
    const given = args[name];
    if (given === undefined) return [];
    if (definition.legacy && name === 'format' && String(given).toLowerCase() === 'xml') {
      throw new Problem(name, 'answers are read as JSON; leave it out');
    }
    const values = Array.isArray(given) ? given : [given];
    return [`${encode(name, name)}=${values.map((value) => encode(name, scalarText(name, value))).join(',')}`];
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function buildHeaders(definition: Definition, args: Record<string, unknown>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of Object.keys(definition.headers())) {
    const given = args[name];
    if (given === undefined) continue;
    const value = scalarText(name, given);
    if (CONTROL.test(value)) throw new Problem(name, 'must not contain line breaks or other control characters');
    if (/[^\u0020-\u00ff]/.test(value)) throw new Problem(name, 'a header takes Latin characters only');
    headers[name] = value;
  }
  return headers;
}

async function buildBody(
  definition: Definition,
  given: unknown,
): Promise<{ body: string | Buffer | null; contentType?: string | undefined }> {
  if (given === undefined) return { body: null };
  const encoded =
    definition.contentType === 'multipart/form-data'
      ? await multipart(given)
      : { body: stringifyJson(given), contentType: 'application/json' };
  if (Buffer.byteLength(encoded.body) > MAX_BODY_BYTES) {
    throw new Problem('body', `larger than ${MAX_BODY_BYTES / 1_000_000} MB; send it in parts`);
  }
  return encoded;
}

async function multipart(given: unknown): ReturnType<typeof encodeMultipart> {
  if (!isObject(given)) throw new Problem('body', 'expected an object with one key for each part');
  try {
    return await encodeMultipart(given);
  } catch (thrown) {
    if (thrown instanceof PartError) throw new Problem(`body.${thrown.part}`, thrown.message);
    throw thrown;
  }
}

function scalarText(name: string, given: unknown): string {
  if (typeof given === 'string') return given;
  if (typeof given === 'boolean' || Number.isFinite(given) || given instanceof LosslessNumber) return String(given);
  throw new Problem(name, 'expected text, a number, true or false');
}

/** Percent-encodes all but letters, digits and `-._~`, whatever the value looks like: `%2F` becomes `%252F`. */
function encode(name: string, value: string): string {
  try {
    return encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  } catch {
    throw new Problem(name, 'not valid Unicode');
  }
}
